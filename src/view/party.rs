//! Parties as a table, and one party as a page.

use crate::answer::PartyRow;
use crate::domain::party::{PartyKind, Reliability};
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use crate::view::words;

/// The columns of the table.
#[must_use]
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Fit::Content),
        Column::new("name", Fit::Wrap),
        Column::new("kind", Fit::Drop),
        Column::new("part of", Fit::Drop),
        Column::new("reliability", Fit::Drop),
        Column::new("claims", Fit::Content),
        Column::new("sources", Fit::Content),
    ]
}

/// A party as a row of the table.
#[must_use]
pub fn row(party: &PartyRow) -> TableRow {
    vec![
        Cell::new(&party.id, Role::Id),
        Cell::plain(&party.name),
        Cell::optional(party.kind.map(PartyKind::as_str)),
        Cell::optional(party.part_of.as_ref().map(|party| party.name.as_str())),
        Cell::optional(party.reliability.map(Reliability::as_str)),
        Cell::plain(party.claims.to_string()),
        Cell::plain(party.sources.to_string()),
    ]
}

/// The page of a party.
#[must_use]
pub fn page(party: &PartyRow) -> Page {
    let mut fields = FieldList::default();
    fields.list("also known as", &party.aliases);
    fields.list("publishes at", &party.domains);
    fields.text("kind", party.kind.map(PartyKind::as_str));
    if let Some(above) = &party.part_of {
        fields.line("part of", Line::party(above));
        fields.line("of the house", Line::party(&party.house));
    }
    fields.text("reliability", party.reliability.map(reliability));
    fields.parties("sides with", &party.interests);
    fields.text(
        "confidential",
        party
            .confidential
            .then_some("yes: left out of reports and exports"),
    );
    fields.list("elsewhere", &party.refs);
    let claims = Line::plain(words::count(party.claims, "claim")).then("  ");
    fields.line(
        "makes",
        claims.and(
            format!("claimbook list --speaker {}", party.id),
            Role::Command,
        ),
    );
    fields.text("published", Some(words::count(party.sources, "source")));
    Page(vec![
        Block::Title(Line::new(&party.id, Role::Id)),
        Block::Paragraph(Line::plain(&party.name)),
        fields.block(),
        Block::place(&party.file, party.line),
    ])
}

fn reliability(reliability: Reliability) -> String {
    let meaning = match reliability {
        Reliability::A => "completely reliable",
        Reliability::B => "usually reliable",
        Reliability::C => "fairly reliable",
        Reliability::D => "not usually reliable: counts as possible, never as established",
        Reliability::E => "unreliable: left out of every count",
        Reliability::F => "cannot be judged",
    };
    format!("{reliability}, {meaning}")
}
