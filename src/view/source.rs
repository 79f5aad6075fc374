//! Sources as a table, and one source as a page with its lineage and the claims that rest on it.

use crate::answer::{Citation, SourceDetail, SourceRow, StatusChange, Step};
use crate::domain::source::SourceKind;
use crate::view::page::{Block, FieldList, Line, Page, TreeNode};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use crate::view::words;
use std::collections::BTreeSet;

/// A page shows at most this many steps of lineage.
const DEEPEST: usize = 40;

/// The columns of the table.
#[must_use]
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Fit::Content),
        Column::new("kind", Fit::Drop),
        Column::new("publisher", Fit::Prefix),
        Column::new("title", Fit::Wrap),
        Column::new("published", Fit::Drop),
        Column::new("claims", Fit::Content),
        Column::new("repeats", Fit::Drop),
    ]
}

/// A source as a row of the table.
#[must_use]
pub fn row(source: &SourceRow) -> TableRow {
    let retracted = if source.retracted.is_some() && !source.retraction_pending {
        "RETRACTED "
    } else {
        ""
    };
    vec![
        Cell::new(&source.id, Role::Id),
        Cell::optional(source.kind.map(SourceKind::as_str)),
        Cell::optional(source.publisher.as_ref().map(|party| party.name.as_str())),
        Cell::plain(format!("{retracted}{}", source.title)),
        Cell::optional(source.published.as_deref()),
        Cell::plain(source.claims.to_string()),
        Cell::new(source.derived_from.join(", "), Role::Quiet),
    ]
}

/// The page of a source.
#[must_use]
pub fn page(detail: &SourceDetail) -> Page {
    let source = &detail.source;
    let title = Line::new(&source.id, Role::Id).and(retracted(source), Role::Against);
    let mut page = Page(vec![
        Block::Title(title),
        Block::Paragraph(Line::plain(&source.title)),
        fields(detail),
    ]);
    let mut origin = TreeNode::new(Line::new(&source.id, Role::Id).and(road(source), Role::Quiet));
    origin.children = parents(detail, &source.id, &mut BTreeSet::new());
    page.part("Derives from", Block::Tree(vec![origin]));
    let repeated_by = detail.repeated_by.iter();
    let repeated_by = repeated_by.map(|id| Line::new(id, Role::Id)).collect();
    page.part("Repeated by", Block::Items(repeated_by));
    let claims = words::count(words::number(detail.cited.len()), "claim");
    page.part(
        Line::plain("What rests on it").and(format!("  {claims}"), Role::Quiet),
        Block::Items(detail.cited.iter().map(citation).collect()),
    );
    let matters_to = detail.matters_to.iter().map(change).collect();
    page.part("If it were retracted", Block::Items(matters_to));
    page.0.push(Block::place(&source.file, source.line));
    page.shortened()
}

fn change(change: &StatusChange) -> Line {
    Line::new(&change.claim, Role::Id)
        .then("  ")
        .and(change.from.as_str(), change.from.into())
        .then(" would be ")
        .and(change.to.as_str(), change.to.into())
}

fn retracted(source: &SourceRow) -> String {
    source
        .retracted
        .as_ref()
        .map(|day| {
            let day = words::dated(day, source.retraction_pending);
            format!("  retracted {day}")
        })
        .unwrap_or_default()
}

fn fields(detail: &SourceDetail) -> Block {
    let source = &detail.source;
    let mut fields = FieldList::default();
    fields.party("published by", source.publisher.as_ref());
    fields.text("author", detail.author.clone());
    fields.text("kind", source.kind.map(SourceKind::as_str));
    fields.party("in the words of", source.voice.as_ref());
    fields.text("published", source.published.clone());
    fields.text("accessed", detail.accessed.clone());
    fields.text("language", detail.language.clone());
    fields.parties("sides with", &detail.interests);
    fields.address("address", source.url.as_deref());
    fields.address("archived", detail.archive.as_deref());
    fields.text("kept copy", detail.kept.clone());
    fields.text("sha256", detail.sha256.clone());
    fields.text(
        "confidential",
        source
            .confidential
            .then_some("yes: left out of reports and exports"),
    );
    fields.list("elsewhere", &detail.refs);
    fields.text("note", detail.note.clone());
    fields.block()
}

fn road(source: &SourceRow) -> &'static str {
    if source.own_reporting {
        "  its own reporting: an origin"
    } else if source.derived_from.is_empty() {
        "  the book knows of no source for it: an origin"
    } else {
        "  repeats"
    }
}

/// The sources that a source repeats, and theirs in turn. Sources can cite one another in a circle, so a source that is
/// already in the tree gets no children again.
fn parents(detail: &SourceDetail, of: &str, met: &mut BTreeSet<String>) -> Vec<TreeNode> {
    if met.len() > DEEPEST || !met.insert(of.to_owned()) {
        return Vec::new();
    }
    let steps: Vec<&Step> = detail
        .lineage
        .iter()
        .filter(|step| step.source == of)
        .collect();
    let node = |step: &Step, met: &mut BTreeSet<String>| {
        let again = if met.contains(&step.parent) {
            "  (as above)"
        } else {
            ""
        };
        let title = step
            .title
            .clone()
            .unwrap_or_else(|| "not in the book".to_owned());
        let line = Line::new(&step.parent, Role::Id).then(format!("  {title}{again}"));
        TreeNode {
            line,
            notes: Vec::new(),
            children: parents(detail, &step.parent, met),
        }
    };
    steps.into_iter().map(|step| node(step, met)).collect()
}

fn citation(citation: &Citation) -> Line {
    let how = citation
        .stance
        .map_or("through others", crate::domain::evidence::Stance::as_str);
    Line::new(&citation.claim, Role::Id)
        .then("  ")
        .and(citation.status.as_str(), citation.status.into())
        .then(format!("  {how}: {}", citation.text))
}
