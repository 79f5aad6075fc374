//! The sources and parties of the report, for the neutral page.

use crate::answer::PartyName;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::source::SourceKind;
use crate::view::page::{Block, FieldList, Line, PageField, TreeNode};
use crate::view::report::{ReportParty, ReportSource};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::words;

/// A source, with what the report says of it.
pub(super) fn source(source: &ReportSource) -> TreeNode {
    let line = Line::new(&source.id, Role::Id).then(format!(" {}", source.title));
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
    fields.list("repeats", &source.derived_from);
    fields.text(
        "origin",
        source.own_reporting.then_some("its own reporting"),
    );
    fields.list("repeated by", &source.repeated_by);
    let used: Vec<String> = source
        .cited
        .iter()
        .map(|use_| format!("{} ({})", use_.claim, use_.stance))
        .collect();
    fields.list("used for", &used);
    fields.text("note", source.note.clone());
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

/// The parties as a table.
pub(super) fn parties(parties: &[ReportParty]) -> Table {
    let columns = [
        ("name", Fit::Wrap),
        ("kind", Fit::Content),
        ("part of", Fit::Drop),
        ("sides with", Fit::Drop),
        ("reliability", Fit::Content),
        ("claims", Fit::Content),
        ("sources", Fit::Content),
    ];
    let rows = parties.iter().map(|party| {
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
