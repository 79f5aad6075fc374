//! The sources and parties of the report, for the neutral page.

use crate::answer::PartyName;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::source::SourceKind;
use crate::view::page::{Block, FieldList, Line, PageField, TreeNode};
use crate::view::report::numbers::ReportNumbers;
use crate::view::report::{Report, ReportParty, ReportSource};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::words;

/// A source, with what the report says of it.
pub(super) fn source(
    number: usize,
    source: &ReportSource,
    numbers: &ReportNumbers<'_>,
) -> TreeNode {
    let line = Line::plain(format!("[{number}] {}", source.title));
    let mut fields = FieldList::default();
    let name = |party: &Option<PartyName>| party.as_ref().map(|party| party.name.clone());
    fields.text("published by", name(&source.publisher));
    fields.text("reliability", source.reliability.map(Reliability::as_str));
    fields.text("author", source.author.clone());
    fields.text("kind", source.kind.map(SourceKind::as_str));
    fields.text("in the words of", name(&source.voice));
    fields.parties("sides with", &source.interests);
    fields.text("published", source.published.clone());
    fields.text("read", source.accessed.clone());
    fields.text(
        "retracted",
        source
            .retracted
            .as_ref()
            .map(|day| words::dated(day, source.retraction_pending)),
    );
    fields.address("address", source.url.as_deref());
    fields.address("archived", source.archive.as_deref());
    fields.text("sha256", source.sha256.clone());
    let notes = |ids: &[String]| -> Vec<String> {
        let numbers = ids.iter().filter_map(|id| numbers.source(id));
        numbers.map(|number| format!("[{number}]")).collect()
    };
    fields.list("repeats", &notes(&source.derived_from));
    fields.text(
        "origin",
        source.own_reporting.then_some("its own reporting"),
    );
    fields.list("repeated by", &notes(&source.repeated_by));
    let used = source.cited.iter().filter_map(|use_| {
        let number = numbers.claim(&use_.claim)?;
        Some(format!("{number} ({})", use_.stance))
    });
    let used: Vec<String> = used.collect();
    fields.list("used for", &used);
    fields.text("note", source.note.clone());
    fields.text("id", Some(source.id.clone()));
    let Block::Fields(fields) = fields.block() else {
        return TreeNode::new(line);
    };
    TreeNode {
        line,
        notes: fields.into_iter().map(note).collect(),
        children: Vec::new(),
    }
}

fn note(field: PageField) -> Line {
    let mut line = Line::new(format!("{}: ", field.label), Role::Quiet);
    line.0.extend(field.value.0);
    line
}

/// The parties that a reader meets: those that speak, publish, are rated, have an interest or were asked.
pub fn relevant(report: &Report) -> impl Iterator<Item = &ReportParty> {
    let asked = |party: &ReportParty| {
        let mut claims = report.claims.iter();
        claims.any(|claim| {
            claim
                .asked
                .iter()
                .any(|asked| asked.of.id.as_deref() == Some(&party.id))
        })
    };
    report.parties.iter().filter(move |party| {
        party.claims > 0
            || party.reliability.is_some()
            || !party.interests.is_empty()
            || asked(party)
    })
}

/// The parties as a table.
pub(super) fn parties(report: &Report) -> Table {
    let columns = [
        ("name", Fit::Wrap),
        ("kind", Fit::Content),
        ("part of", Fit::Drop),
        ("sides with", Fit::Drop),
        ("reliability", Fit::Content),
        ("claims", Fit::Content),
        ("sources", Fit::Content),
    ];
    let rows = relevant(report).map(|party| {
        let sides: Vec<&str> = party
            .interests
            .iter()
            .map(|side| side.name.as_str())
            .collect();
        vec![
            Cell::plain(&party.name),
            Cell::optional(party.kind.map(PartyKind::as_str)),
            Cell::optional(party.part_of.as_ref().map(|party| party.name.as_str())),
            Cell::plain(sides.join(", ")),
            Cell::plain(party.reliability.map_or("not rated", Reliability::as_str)),
            Cell::plain(party.claims.to_string()),
            Cell::plain(party.sources.to_string()),
        ]
    });
    Table::new(columns, rows)
}
