//! A claim as a row of a table, as a record of a CSV file, and as the fields of its page.

use crate::answer::{ClaimRow, PartyName, Side, Sides};
use crate::domain::claim::{ClaimKind, EvidenceOffered};
use crate::domain::status::{AttributionStatus, ContestedBy, Flag};
use crate::view::page::{Block, FieldList, Line};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use crate::view::words;

/// The columns of a list for a reader. `both_sides` adds the two sides below each claim.
#[must_use]
pub fn columns(both_sides: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::new("id", Fit::Content),
        Column::new("status", Fit::Content),
        Column::new("speaker", Fit::Prefix),
        Column::new("claim", Fit::Wrap),
        Column::new("origins", Fit::Content),
        Column::new("article", Fit::Drop),
    ];
    if both_sides {
        columns.extend([
            Column::new("for", Fit::Under),
            Column::new("against", Fit::Under),
        ]);
    }
    columns
}

/// A claim as a row of such a list, with what is for and against it.
#[must_use]
pub fn row(claim: &ClaimRow, sides: Option<[Vec<String>; 2]>) -> TableRow {
    let mut row = vec![
        Cell::new(&claim.id, Role::Id),
        Cell::new(claim.status.as_str(), claim.status.into()),
        speaker(claim.speaker.as_ref()),
        Cell::plain(&claim.text),
        Cell::plain(origins_of(claim)),
        Cell::new(claim.article.clone().unwrap_or_default(), Role::Quiet),
    ];
    if let Some(sides) = sides {
        row.extend(sides.map(|side| phrases_cell(&side)));
    }
    row
}

fn speaker(party: Option<&PartyName>) -> Cell {
    match party {
        Some(party) => Cell::plain(&party.name),
        None => Cell::new("the article", Role::Quiet),
    }
}

fn phrases_cell(phrases: &[String]) -> Cell {
    if phrases.is_empty() {
        Cell::plain("nothing in the book")
    } else {
        Cell::plain(phrases.join("; "))
    }
}

/// What is for a claim and what is against it, in phrases.
#[must_use]
pub fn phrases(sides: &Sides) -> [Vec<String>; 2] {
    [&sides.supports, &sides.against].map(|side| side.iter().map(words::standpoint).collect())
}

/// The same, and what makes a claim contested that has no origin on either side.
fn origins_of(claim: &ClaimRow) -> String {
    let origins = origins(&claim.support, &claim.refute);
    match words::without_origins(claim) {
        Some(_) => format!(
            "{origins}, {}",
            words::against_without_origins(claim.contested_by)
        ),
        None => origins,
    }
}

/// Independent origins for and against, as `2 : 1`.
#[must_use]
pub fn origins(support: &Side, refute: &Side) -> String {
    format!("{} : {}", count(support), count(refute))
}

fn count(side: &Side) -> String {
    format!("{}{}", side.possible, if side.at_least { "+" } else { "" })
}

/// The columns of a CSV file of claims: one for each value, named like the JSON keys, so that a spreadsheet can filter by
/// each.
pub const RECORD: [&str; 38] = [
    "id",
    "status",
    "derived_status",
    "contested_by",
    "attribution_status",
    "flags",
    "speaker",
    "quoted",
    "text",
    "attribution",
    "caveat",
    "evidence_offered",
    "kind",
    "article",
    "section",
    "paragraph",
    "quote",
    "prefix",
    "suffix",
    "said_on",
    "tags",
    "refs",
    "note",
    "assigned",
    "draft",
    "appearances",
    "support_possible",
    "support_established",
    "refute_possible",
    "refute_established",
    "ruled_on",
    "ruled_by",
    "ruling_reason",
    "ruling_verdict",
    "ruling_url",
    "ruling_language",
    "file",
    "line",
];

/// The columns of a record. `both_sides` adds the two sides at the end.
#[must_use]
pub fn record_columns(both_sides: bool) -> Vec<Column> {
    let sides: &[&str] = if both_sides { &["for", "against"] } else { &[] };
    Column::of_content(RECORD.iter().chain(sides).copied())
}

/// A claim as a record, with what is for and against it. An absent value is empty; `; ` joins lists.
#[must_use]
pub fn record(claim: &ClaimRow, sides: Option<[Vec<String>; 2]>) -> TableRow {
    let flags: Vec<&str> = claim.flags.iter().copied().map(Flag::as_str).collect();
    let ruling = claim.ruling.as_ref();
    let appearances = claim.appearances.iter();
    let appearances: Vec<&str> = appearances.map(|one| one.url.as_str()).collect();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let name = |party: Option<&PartyName>| text(&party.map(|party| party.name.clone()));
    let word = |value: Option<&'static str>| value.unwrap_or_default().to_owned();
    let mut values = vec![
        claim.id.clone(),
        claim.status.as_str().to_owned(),
        claim.derived_status.as_str().to_owned(),
        word(claim.contested_by.map(ContestedBy::as_str)),
        word(claim.attribution_status.map(AttributionStatus::as_str)),
        flags.join("; "),
        name(claim.speaker.as_ref()),
        name(claim.quoted.as_ref()),
        claim.text.clone(),
        text(&claim.attribution),
        text(&claim.caveat),
        claim.evidence_offered.as_str().to_owned(),
        word(claim.kind.map(ClaimKind::as_str)),
        text(&claim.article),
        text(&claim.section),
        text(&claim.paragraph.map(|paragraph| paragraph.to_string())),
        text(&claim.quote),
        text(&claim.prefix),
        text(&claim.suffix),
        text(&claim.said_on),
        claim.tags.join("; "),
        claim.refs.join("; "),
        text(&claim.note),
        text(&claim.assigned),
        claim.draft.to_string(),
        appearances.join("; "),
        claim.support.possible.to_string(),
        claim.support.established.to_string(),
        claim.refute.possible.to_string(),
        claim.refute.established.to_string(),
        text(&ruling.map(|ruling| ruling.on.clone())),
        text(&ruling.map(|ruling| ruling.by.clone())),
        text(&ruling.map(|ruling| ruling.reason.clone())),
        text(&ruling.and_then(|ruling| ruling.verdict.clone())),
        text(&ruling.and_then(|ruling| ruling.url.clone())),
        text(&ruling.and_then(|ruling| ruling.language.clone())),
        claim.file.clone(),
        claim.line.to_string(),
    ];
    if let Some(sides) = sides {
        values.extend(sides.map(|side| side.join("; ")));
    }
    values.into_iter().map(Cell::plain).collect()
}

/// What a claim says of itself, as the fields of its page.
#[must_use]
pub fn fields(claim: &ClaimRow) -> Block {
    let mut fields = FieldList::default();
    let said_on = claim.said_on.as_ref();
    let said_on = said_on.map_or_else(String::new, |day| format!(", {day}"));
    match &claim.speaker {
        Some(party) => fields.line("said by", Line::party(party).then(said_on)),
        None => fields.line(
            "said by",
            Line::plain(format!("the article, in its own voice{said_on}")),
        ),
    }
    fields.party("quoted", claim.quoted.as_ref());
    fields.quoted("attributed as", claim.attribution.as_deref());
    fields.quoted("caveat", claim.caveat.as_deref());
    fields.text("evidence shown", offered(claim.evidence_offered));
    fields.text("kind", claim.kind.map(ClaimKind::as_str));
    fields.text("article", place(claim));
    fields.quoted("exact words", claim.quote.as_deref());
    fields.quoted("after the words", claim.prefix.as_deref());
    fields.quoted("before the words", claim.suffix.as_deref());
    fields.list("tags", &claim.tags);
    fields.list("elsewhere", &claim.refs);
    fields.text("note", claim.note.clone());
    fields.text("assigned to", claim.assigned.clone());
    fields.block()
}

fn offered(offered: EvidenceOffered) -> Option<&'static str> {
    match offered {
        EvidenceOffered::Unknown => None,
        EvidenceOffered::None => {
            Some("none: the article says that the speaker offered no evidence")
        }
        EvidenceOffered::Cited => Some("cited, not shown"),
        EvidenceOffered::Shown => Some("shown"),
    }
}

fn place(claim: &ClaimRow) -> Option<String> {
    let section = claim.section.as_ref().map(|section| format!("“{section}”"));
    let paragraph = claim.paragraph.map(|number| format!("paragraph {number}"));
    let parts: Vec<String> = claim
        .article
        .iter()
        .cloned()
        .chain(section)
        .chain(paragraph)
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
