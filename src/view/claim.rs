//! A claim as a page: who says it, where its verification stands, and its evidence as trees by origin.

use crate::answer::AskedAnswer;
use crate::answer::ClaimDetail;
use crate::answer::ClaimRow;
use crate::answer::PartyName;
use crate::answer::RelationAnswer;
use crate::answer::RulingAnswer;
use crate::answer::SearchedAnswer;
use crate::answer::Side;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::view::evidence;
use crate::view::page::Block;
use crate::view::page::Fields;
use crate::view::page::Line;
use crate::view::page::Page;
use crate::view::role::Role;
use crate::view::words;

/// The page of a claim.
#[must_use]
pub fn page(detail: &ClaimDetail) -> Page {
    let claim = &detail.claim;
    let mut page = Page(vec![
        Block::Title(title(claim)),
        Block::Paragraph(Line::plain(&claim.text)),
        attribution(claim),
    ]);
    page.part(Line::plain("Verification"), verification(claim));
    page.part(
        side_heading("For", &claim.support),
        evidence::tree(detail, About::Content, &[Stance::Supports]),
    );
    page.part(
        side_heading("Against", &claim.refute),
        evidence::tree(detail, About::Content, &[Stance::Refutes]),
    );
    let objections = [Stance::Denies, Stance::Disputes];
    page.part(
        Line::plain("Denied or disputed"),
        evidence::tree(detail, About::Content, &objections),
    );
    let beside = [Stance::Qualifies, Stance::Context];
    page.part(
        Line::plain("Qualifications and context"),
        evidence::tree(detail, About::Content, &beside),
    );
    page.part(
        Line::plain("Did they say it?"),
        evidence::tree(detail, About::Attribution, Stance::ALL),
    );
    page.part(
        Line::plain("Left out of the count"),
        evidence::left_out(&detail.left_out),
    );
    page.part(
        Line::plain("Related claims"),
        Block::Items(detail.relations.iter().map(relation).collect()),
    );
    page.part(
        Line::plain("Asked for their answer"),
        Block::Items(detail.asked.iter().map(asked).collect()),
    );
    page.part(
        Line::plain("Searched"),
        Block::Items(detail.searched.iter().map(searched).collect()),
    );
    page.part(
        Line::plain("Rulings"),
        Block::Items(detail.rulings.iter().map(ruling).collect()),
    );
    page.0.push(Block::Paragraph(Line::new(
        format!("{}:{}", claim.file, claim.line),
        Role::Quiet,
    )));
    page
}

/// The line that names a claim: its id and the status shown.
#[must_use]
pub fn title(claim: &ClaimRow) -> Line {
    Line::new(&claim.id, Role::Id)
        .and("  ", Role::Plain)
        .and(claim.status.as_str(), claim.status.into())
}

fn attribution(claim: &ClaimRow) -> Block {
    let mut fields = Fields::default();
    let said_on = claim
        .said_on
        .as_ref()
        .map(|day| format!(", {day}"))
        .unwrap_or_default();
    match &claim.speaker {
        Some(party) => fields.line("said by", named(party).and(said_on, Role::Plain)),
        None => fields.line(
            "said by",
            Line::plain(format!("the article, in its own voice{said_on}")),
        ),
    }
    fields.quoted("attributed as", claim.attribution.as_deref());
    fields.quoted("caveat", claim.caveat.as_deref());
    fields.text("evidence shown", offered(claim.evidence_offered));
    fields.text(
        "kind",
        claim.kind.map(crate::domain::claim::ClaimKind::as_str),
    );
    fields.text("article", place(claim));
    fields.quoted("exact words", claim.quote.as_deref());
    fields.list("tags", &claim.tags);
    fields.block()
}

fn offered(offered: EvidenceOffered) -> Option<&'static str> {
    match offered {
        EvidenceOffered::Unknown => None,
        EvidenceOffered::None => {
            Some("none: the article says that the speaker brought no evidence")
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

/// A party's name, and its id where it has one.
#[must_use]
pub fn named(party: &PartyName) -> Line {
    let line = Line::plain(&party.name);
    match &party.id {
        Some(id) => line
            .and(" (", Role::Plain)
            .and(id, Role::Id)
            .and(")", Role::Plain),
        None => line,
    }
}

fn verification(claim: &ClaimRow) -> Block {
    let mut fields = Fields::default();
    fields.line(
        "status",
        Line::new(claim.status.as_str(), claim.status.into())
            .and(origin_of_status(claim), Role::Plain),
    );
    let derived = Line::new(claim.derived_status.as_str(), claim.derived_status.into());
    fields.line(
        "by its evidence",
        derived.and(contested_by(claim), Role::Plain),
    );
    if let Some(said) = claim.attribution_status {
        let line = Line::new(said.as_str(), said.into()).and(words::attribution(said), Role::Plain);
        fields.line("did they say it", line);
    }
    fields.line("origins", Line::plain(words::counted(claim)));
    for flag in &claim.flags {
        fields.line(
            "note",
            Line::new(flag.as_str(), Role::Heading)
                .and(format!(": {}", words::flag(*flag)), Role::Plain),
        );
    }
    fields.block()
}

fn origin_of_status(claim: &ClaimRow) -> String {
    match &claim.ruling {
        Some(ruling) if ruling.status.as_str() == claim.status.as_str() => {
            format!(
                ", ruled by {} on {}: {}",
                ruling.by, ruling.on, ruling.reason
            )
        }
        Some(ruling) => format!(
            ", as its evidence gives; reopened by {} on {}",
            ruling.by, ruling.on
        ),
        None => ", as its evidence gives; no ruling yet".to_owned(),
    }
}

fn contested_by(claim: &ClaimRow) -> String {
    claim
        .contested_by
        .map(|by| format!(", by {}", words::contested_by(by)))
        .unwrap_or_default()
}

fn side_heading(word: &str, side: &Side) -> Line {
    let least = if side.at_least { "at least " } else { "" };
    let origins = words::count(side.possible, "independent origin");
    let items = words::count(side.items, "item");
    Line::plain(word).and(
        format!(
            "  {least}{origins} ({} established) in {items}",
            side.established
        ),
        Role::Quiet,
    )
}

pub(super) fn relation(relation: &RelationAnswer) -> Line {
    let line = Line::plain(format!("{} ", words::relation(relation.kind.as_str())))
        .and(&relation.claim, Role::Id);
    let line = match relation.status {
        Some(status) => line
            .and("  ", Role::Plain)
            .and(status.as_str(), status.into()),
        None => line,
    };
    let speaker = relation
        .speaker
        .as_ref()
        .map(|party| format!("{}: ", party.name))
        .unwrap_or_default();
    match &relation.text {
        Some(text) => line.and(format!("  {speaker}{text}"), Role::Plain),
        None => line.and("  not in the book", Role::Quiet),
    }
}

pub(super) fn asked(asked: &AskedAnswer) -> Line {
    let on = asked
        .on
        .as_ref()
        .map(|day| format!(", asked {day}"))
        .unwrap_or_default();
    let outcome = asked.outcome.unwrap_or(Outcome::Pending);
    let due = asked
        .due
        .as_ref()
        .filter(|_| outcome == Outcome::Pending)
        .map(|day| format!(", due {day}"));
    named(&asked.of)
        .and(
            format!(
                "{on}{}: {}",
                due.unwrap_or_default(),
                words::outcome(asked.outcome)
            ),
            Role::Plain,
        )
        .and(note(asked.note.as_deref()), Role::Plain)
}

fn note(note: Option<&str>) -> String {
    note.map(|note| format!(" ({note})")).unwrap_or_default()
}

pub(super) fn searched(searched: &SearchedAnswer) -> Line {
    let on = searched
        .on
        .as_ref()
        .map(|day| format!(", {day}"))
        .unwrap_or_default();
    let by = searched
        .by
        .as_ref()
        .map(|by| format!(", by {by}"))
        .unwrap_or_default();
    let terms = searched
        .terms
        .as_ref()
        .map(|terms| format!(", for “{terms}”"))
        .unwrap_or_default();
    Line::plain(format!("{}{terms}{on}{by}", searched.place))
}

pub(super) fn ruling(ruling: &RulingAnswer) -> Line {
    let role =
        crate::domain::status::Status::parse(ruling.status.as_str()).map_or(Role::Open, Role::from);
    Line::new(format!("{}  ", ruling.on), Role::Quiet)
        .and(ruling.status.as_str(), role)
        .and(
            format!(", by {}: {}", ruling.by, ruling.reason),
            Role::Plain,
        )
}
