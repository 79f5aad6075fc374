//! A claim of the report as blocks of the neutral page.

use crate::answer::EvidenceAccount;
use crate::view::group::StatusGroup;
use crate::view::page::{Block, FieldList, Line, Page, TreeNode};
use crate::view::report::bands::{BandRow, OriginBand, OriginBands};
use crate::view::report::numbers::ReportNumbers;
use crate::view::report::{Report, ReportClaim};
use crate::view::role::Role;
use crate::view::words::in_words;
use crate::view::{claim as view_claim, words};

/// The blocks of all claims. Claims without anything to tell are lines of one list.
pub(super) fn claims(report: &Report, numbers: &ReportNumbers<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut bare: Vec<Line> = Vec::new();
    for (number, claim) in (1..).zip(&report.claims) {
        if claim.is_bare() && !report.layout.is_of_one {
            bare.push(title(number, claim).and(format!("  {}", claim.claim.id), Role::Quiet));
            continue;
        }
        if !bare.is_empty() {
            blocks.push(Block::Items(std::mem::take(&mut bare)));
        }
        blocks.extend(blocks_of(number, claim, numbers));
    }
    if !bare.is_empty() {
        blocks.push(Block::Items(bare));
    }
    blocks
}

/// A claim in a line: its number, its status and its text.
pub(super) fn title(number: usize, claim: &ReportClaim) -> Line {
    let row = &claim.claim;
    let group = StatusGroup::of(row.status);
    Line::plain(format!("{number}. "))
        .and(
            format!("{} {}", group.sign(), row.status),
            row.status.into(),
        )
        .then(format!(": {}", row.text))
}

/// The blocks of a claim.
fn blocks_of(number: usize, claim: &ReportClaim, numbers: &ReportNumbers<'_>) -> Vec<Block> {
    let mut page = Page(vec![Block::Subheading(title(number, claim))]);
    page.paragraph(Line::plain(format!("{} {}", finding(claim), saying(claim))));
    let fields = fields(claim);
    if fields != FieldList::default().block() {
        page.0.push(fields);
    }
    if let Some(bands) = &claim.bands {
        page.paragraph(Line::new(&bands.caption, Role::Heading));
        page.0.push(Block::Tree(tree(bands, numbers)));
    }
    page.0.extend(beside(claim));
    page.0
}

/// What the book has about a claim beside its evidence.
fn beside(claim: &ReportClaim) -> Vec<Block> {
    let mut page = Page::default();
    let relations = claim.relations.iter().map(view_claim::relation);
    let asked = claim.asked.iter().map(view_claim::asked);
    let searched = claim.searched.iter().map(view_claim::searched);
    let appearances = claim.claim.appearances.iter().map(view_claim::appearance);
    let rest: [(&str, Vec<Line>); 4] = [
        ("Also appeared", appearances.collect()),
        ("Related claims", relations.collect()),
        ("Asked for their answer", asked.collect()),
        ("Searched", searched.collect()),
    ];
    for (title, lines) in rest.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        page.paragraph(Line::new(title, Role::Heading));
        page.0.push(Block::Items(lines));
    }
    page.0
}

/// What is found, in a sentence or two: the ruling with its reason, else what the evidence gives.
#[must_use]
pub fn finding(claim: &ReportClaim) -> String {
    match claim.ruled() {
        Some(ruling) => {
            let (status, by, on) = (ruling.status, &ruling.by, &ruling.on);
            let verdict = ruling.verdict.as_ref();
            let verdict = verdict.map_or_else(String::new, |verdict| format!(" “{verdict}”:"));
            format!(
                "Ruled {status} by {by} on {on}:{verdict} {}",
                words::sentence(&ruling.reason)
            )
        }
        None => words::upper(&claim.because),
    }
}

/// Who says the claim and in which words, and what its evidence gives if a person ruled.
#[must_use]
pub fn saying(claim: &ReportClaim) -> String {
    let row = &claim.claim;
    let mut said = match &row.speaker {
        Some(party) => format!("Said by {}", party.name),
        None => "Said by the article itself".to_owned(),
    };
    if let Some(quoted) = &row.quoted {
        said = format!("{said}, of {}", quoted.name);
    }
    if let Some(words) = &row.attribution {
        said = format!("{said} (“{words}”)");
    }
    if let Some(words) = &row.caveat {
        said = format!("{said}, with the caveat “{words}”");
    }
    let by_evidence = claim.ruled().map(|_| {
        format!(
            "By the evidence alone it is {}: {}",
            row.derived_status, claim.because
        )
    });
    let parts = [
        Some(format!("{said}.")),
        words::offered(row).map(ToOwned::to_owned),
        claim.said.clone(),
        by_evidence,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn fields(claim: &ReportClaim) -> Block {
    let row = &claim.claim;
    let mut fields = FieldList::default();
    let place: Vec<String> = row
        .section
        .iter()
        .cloned()
        .chain(row.paragraph.map(|number| format!("paragraph {number}")))
        .collect();
    fields.list("place", &place);
    fields.text("said on", row.said_on.clone());
    fields.quoted("exact words", row.quote.as_deref());
    for flag in &row.flags {
        let line = Line::new(flag.as_str(), Role::Heading);
        fields.line("flag", line.then(format!(": {}", words::flag(*flag))));
    }
    fields.list("rests on", &claim.fragile_on);
    let newest = claim.ruled();
    for ruling in claim
        .rulings
        .iter()
        .filter(|ruling| Some(*ruling) != newest)
    {
        fields.line("ruling", view_claim::ruling(ruling));
    }
    for step in &claim.next_steps {
        fields.text("to do", Some(words::sentence(step)));
    }
    fields.text("check again by", claim.recheck_by.clone());
    fields.list("tags", &row.tags);
    fields.text("note", row.note.clone());
    fields.text("assigned to", row.assigned.clone());
    fields.text("id", Some(row.id.clone()));
    fields.block()
}

/// The picture as trees: a tree for each side, with its bands and their rows.
fn tree(bands: &OriginBands, numbers: &ReportNumbers<'_>) -> Vec<TreeNode> {
    let blocks = bands.blocks.iter().map(|block| {
        let mut node = TreeNode::new(Line::new(block.side.heading(), Role::Heading));
        node.children = block
            .bands
            .iter()
            .map(|band| band_node(band, numbers))
            .collect();
        node
    });
    blocks.collect()
}

fn band_node(band: &OriginBand, numbers: &ReportNumbers<'_>) -> TreeNode {
    let number = band.number.map_or_else(String::new, |number| {
        format!("origin {}: ", in_words(words::number(number)))
    });
    let what = if band.what == band.name {
        String::new()
    } else {
        format!(", {}", band.what)
    };
    let mut node =
        TreeNode::new(Line::new(format!("{number}{}", band.name), Role::Name).then(what));
    node.children = band.rows.iter().map(|row| row_node(row, numbers)).collect();
    node
}

fn row_node(row: &BandRow, numbers: &ReportNumbers<'_>) -> TreeNode {
    let evidence = &row.row.evidence;
    let note = numbers.source(&evidence.source);
    let note = note.map_or_else(String::new, |note| format!(" [{note}]"));
    let verdict = row
        .verdict()
        .map_or_else(String::new, |verdict| format!("  {verdict}"));
    let line = Line::plain(format!("{}{note}", outlet(row))).and(verdict, Role::Quiet);
    let words = quoted(evidence);
    let translation = evidence.translation.as_ref();
    let translation = translation.map(|text| format!("in translation: “{text}”"));
    let note = evidence.note.as_ref().map(|note| format!("note: {note}"));
    let interest = row.row.interest.clone().filter(|_| !row.row.struck);
    let notes = [words, translation, note, interest];
    TreeNode {
        line,
        notes: notes.into_iter().flatten().map(Line::plain).collect(),
        children: Vec::new(),
    }
}

/// The words of the source, with their place.
fn quoted(evidence: &EvidenceAccount) -> Option<String> {
    let quote = evidence.quote.as_ref()?;
    Some(match &evidence.locator {
        Some(place) => format!("“{quote}” ({place})"),
        None => format!("“{quote}”"),
    })
}

/// Where a row comes from: who, in whose words, when.
#[must_use]
pub fn outlet(row: &BandRow) -> String {
    let evidence = &row.row.evidence;
    let publisher = evidence.publisher.as_ref().map(|party| party.name.clone());
    let name = publisher.or_else(|| evidence.title.clone());
    let name = name.unwrap_or_else(|| evidence.source.clone());
    match &evidence.published {
        Some(day) => format!("{name}, {day}"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, item, own, ruling};
    use crate::domain::evidence::Stance;
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::Status;
    use crate::view::report::claim_page::{finding, saying};
    use crate::view::report::page::page;
    use crate::view::report::tests::report_of;
    use crate::view::tests::text;

    #[test]
    fn a_ruled_claim_gives_its_reason_first_and_then_its_evidence() {
        let mut claim = facts("toll", vec![own("wire")]);
        claim.claim.ruling = Some(ruling(RulingStatus::Misleading));
        claim.claim.status = Status::Misleading;
        let report = report_of(Answer {
            claims: vec![claim],
            ..Answer::default()
        });
        let told = format!(
            "{} {}",
            finding(&report.claims[0]),
            saying(&report.claims[0])
        );
        let start = "Ruled misleading by amina on 2026-03-01: Two records agree. Said by the article itself.";
        assert!(told.starts_with(start), "{told}");
        assert!(
            told.contains("By the evidence alone it is unverified"),
            "{told}"
        );
    }

    #[test]
    fn claims_without_anything_to_tell_are_lines_and_the_others_have_their_evidence() {
        let mut counted = own("wire");
        counted.counted = true;
        counted.lacks = Vec::new();
        let copy = item("post", Stance::Denies, &[&["post"]]);
        let claims = vec![
            facts("bare", Vec::new()),
            facts("toll", vec![counted, copy]),
        ];
        let report = report_of(Answer {
            claims,
            ..Answer::default()
        });
        let page = text(&page(&report));
        assert!(
            page.contains("- 1. ○ unverified: The text of bare.  bare\n"),
            "{page}"
        );
        for part in [
            "# 2. ○ unverified: The text of toll.\n",
            "For it\n  origin one: wire\n",
            "Denied or disputed: a word against it, not evidence\n  post, denies it\n    Title of post\n",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
    }
}
