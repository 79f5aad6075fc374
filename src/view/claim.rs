//! A claim as a page: who says it, how far its verification has come, and its evidence as trees by origin.

use crate::answer::{
    AppearanceAnswer, AskedAnswer, ClaimFacts, ClaimRow, PassageRow, RelationAnswer, RulingAnswer,
    SearchedAnswer, Side,
};
use crate::domain::claim::Outcome;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::role::Role;
use crate::view::{claims, evidence, words};

/// The evidence that counts on neither side.
const BESIDE: [(&str, &[Stance]); 2] = [
    ("Denied or disputed", &[Stance::Denies, Stance::Disputes]),
    (
        "Qualifications and context",
        &[Stance::Qualifies, Stance::Context],
    ),
];

/// The page of a claim.
#[must_use]
pub fn page(facts: &ClaimFacts) -> Page {
    let claim = &facts.claim;
    let mut page = Page(vec![
        Block::Title(title(claim)),
        Block::Paragraph(Line::plain(&claim.text)),
        claims::fields(claim),
    ]);
    page.part("Verification", verification(facts));
    evidence_parts(&mut page, facts);
    let parts: [(&str, Vec<Line>); 5] = [
        (
            "Also appeared",
            claim.appearances.iter().map(appearance).collect(),
        ),
        (
            "Related claims",
            facts.relations.iter().map(relation).collect(),
        ),
        (
            "Asked for their answer",
            facts.asked.iter().map(asked).collect(),
        ),
        ("Searched", facts.searched.iter().map(searched).collect()),
        ("Rulings", facts.rulings.iter().map(ruling).collect()),
    ];
    for (heading, lines) in parts {
        page.part(heading, Block::Items(lines));
    }
    page.0.push(Block::place(&claim.file, claim.line));
    page.shortened()
}

fn evidence_parts(page: &mut Page, facts: &ClaimFacts) {
    let claim = &facts.claim;
    let sides = [
        ("For", &claim.support, [Stance::Supports]),
        ("Against", &claim.refute, [Stance::Refutes]),
    ];
    for (word, side, stances) in sides {
        let tree = evidence::tree(facts.content(&stances), false);
        page.part(side_heading(word, side), tree);
    }
    for (heading, stances) in BESIDE {
        let tree = evidence::tree(facts.content(stances), true);
        page.part(heading, tree);
    }
    let said = facts.evidence.iter();
    let said = said.filter(|row| row.about == About::Attribution);
    page.part("Did they say it?", evidence::tree(said, true));
    page.part("Left out of the count", evidence::left_out(&facts.evidence));
}

/// The line that names a claim: its id and the status shown.
#[must_use]
pub fn title(claim: &ClaimRow) -> Line {
    Line::new(&claim.id, Role::Id)
        .then("  ")
        .and(claim.status.as_str(), claim.status.into())
}

fn verification(facts: &ClaimFacts) -> Block {
    let claim = &facts.claim;
    let mut fields = FieldList::default();
    fields.line(
        "status",
        Line::new(claim.status.as_str(), claim.status.into()).then(origin_of_status(claim)),
    );
    let derived = Line::new(claim.derived_status.as_str(), claim.derived_status.into());
    fields.line("by its evidence", derived.then(contested_by(claim)));
    if let Some(said) = claim.attribution_status {
        let line = Line::new(said.as_str(), said.into()).then(words::attribution(said));
        fields.line("did they say it", line);
    }
    fields.line("origins", Line::plain(words::counted(claim)));
    fields.text("quote", facts.extras.passage.as_ref().map(found));
    for flag in &claim.flags {
        fields.line(
            "note",
            Line::new(flag.as_str(), Role::Heading).then(format!(": {}", words::flag(*flag))),
        );
    }
    fields.block()
}

/// Where the quote of a claim is in the text of its article.
fn found(passage: &PassageRow) -> String {
    let how = passage.how;
    match (passage.paragraph, passage.start, passage.end) {
        (Some(paragraph), Some(start), Some(end)) => {
            format!("{how}, in paragraph {paragraph} of the text (characters {start} to {end})")
        }
        _ => format!("{how}: the text does not have it"),
    }
}

fn origin_of_status(claim: &ClaimRow) -> String {
    match &claim.ruling {
        Some(ruling) if ruling.status != RulingStatus::Open => {
            format!(
                ", ruled by {} on {}: {}",
                ruling.by, ruling.on, ruling.reason
            )
        }
        Some(ruling) => format!(
            ", from its evidence; reopened by {} on {}",
            ruling.by, ruling.on
        ),
        None => ", from its evidence; no ruling yet".to_owned(),
    }
}

fn contested_by(claim: &ClaimRow) -> String {
    let by = claim.contested_by;
    by.map_or_else(String::new, |by| {
        format!(", by {}", words::contested_by(by))
    })
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
    let kind = format!("{} ", words::relation(relation));
    let mut line = Line::plain(kind).and(&relation.claim, Role::Id);
    if let Some(status) = relation.status {
        line = line.then("  ").and(status.as_str(), status.into());
    }
    let speaker = relation.speaker.as_ref();
    let speaker = speaker.map_or_else(String::new, |party| format!("{}: ", party.name));
    match &relation.text {
        Some(text) => line.then(format!("  {speaker}{text}")),
        None => line.and("  not in the book", Role::Quiet),
    }
}

pub(super) fn appearance(one: &AppearanceAnswer) -> Line {
    let publisher = one.publisher.as_ref().map(|party| &party.name);
    let publisher = optional("  ", publisher, "");
    let on = optional(", ", one.on.as_ref(), "");
    let quote = optional(": “", one.quote.as_ref(), "”");
    let archive = optional(", archived at ", one.archive.as_ref(), "");
    Line::new(&one.url, Role::Address).then(format!("{publisher}{on}{quote}{archive}"))
}

pub(super) fn asked(asked: &AskedAnswer) -> Line {
    let outcome = asked.outcome.unwrap_or(Outcome::Pending);
    let due = asked.due.as_ref().filter(|_| outcome == Outcome::Pending);
    let on = optional(", asked ", asked.on.as_ref(), "");
    let due = optional(", due ", due, "");
    let note = optional(" (", asked.note.as_ref(), ")");
    let outcome = words::outcome(asked.outcome);
    Line::party(&asked.of).then(format!("{on}{due}: {outcome}{note}"))
}

pub(super) fn searched(searched: &SearchedAnswer) -> Line {
    let terms = optional(", for “", searched.terms.as_ref(), "”");
    let on = optional(", ", searched.on.as_ref(), "");
    let by = optional(", by ", searched.by.as_ref(), "");
    Line::plain(format!("{}{terms}{on}{by}", searched.place))
}

/// A text between two others, or nothing.
fn optional(before: &str, text: Option<&String>, after: &str) -> String {
    text.map_or_else(String::new, |text| format!("{before}{text}{after}"))
}

pub(super) fn ruling(ruling: &RulingAnswer) -> Line {
    let verdict = optional(" (“", ruling.verdict.as_ref(), "”)");
    let url = optional("  ", ruling.url.as_ref(), "");
    let pending = if ruling.pending {
        " (after today: no effect yet)"
    } else {
        ""
    };
    let reason = format!(
        "{verdict}, by {}: {}{url}{pending}",
        ruling.by, ruling.reason
    );
    Line::new(format!("{}  ", ruling.on), Role::Quiet)
        .and(ruling.status.as_str(), ruling.status.into())
        .then(reason)
}
