//! Evidence as trees by origin: under each origin, what comes down to it. Five papers with one wire story are one tree.

use crate::answer::ClaimDetail;
use crate::answer::EvidenceAnswer;
use crate::answer::LeftOut;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::view::page::Block;
use crate::view::page::Line;
use crate::view::page::Node;
use crate::view::role::Role;
use std::collections::BTreeMap;

/// The rows of these stances about this question, as trees by origin in the order of the file.
#[must_use]
pub fn tree(detail: &ClaimDetail, about: About, stances: &[Stance]) -> Block {
    let name_stance = stances.len() > 1;
    let rows = detail
        .evidence
        .iter()
        .filter(|row| row.about == about && stances.contains(&row.stance));
    let mut order: Vec<String> = Vec::new();
    let mut by_origin: BTreeMap<String, Vec<&EvidenceAnswer>> = BTreeMap::new();
    for row in rows {
        let origin = origin(row);
        if !by_origin.contains_key(&origin) {
            order.push(origin.clone());
        }
        by_origin.entry(origin).or_default().push(row);
    }
    let trees = order.iter().filter_map(|origin| {
        by_origin
            .get(origin)
            .map(|rows| origin_node(origin, rows, name_stance))
    });
    Block::Tree(trees.collect())
}

/// The origins of a row in words; a circle of sources is named as one.
fn origin(row: &EvidenceAnswer) -> String {
    let origins: Vec<String> = row
        .origins
        .iter()
        .map(|circle| circle.join(" = "))
        .collect();
    if origins.is_empty() {
        row.source.clone()
    } else {
        origins.join(" + ")
    }
}

/// The tree of one origin: the origin's own row at its head, or a line for it where the claim rests on it only through
/// others.
fn origin_node(origin: &str, rows: &[&EvidenceAnswer], name_stance: bool) -> Node {
    let (own, others): (Vec<&EvidenceAnswer>, Vec<&EvidenceAnswer>) =
        rows.iter().partition(|row| row.source == origin);
    let mut own = own.into_iter();
    let mut tree = match own.next() {
        Some(row) => node(row, name_stance),
        None => Node::new(Line::new(origin, Role::Id).and(headless(origin, rows), Role::Quiet)),
    };
    tree.children = own
        .chain(others)
        .map(|row| node(row, name_stance))
        .collect();
    tree
}

fn headless(origin: &str, rows: &[&EvidenceAnswer]) -> String {
    let carried = if rows.len() == 1 {
        "reached through"
    } else {
        "the one origin of"
    };
    if origin.contains(" = ") {
        format!("  a circle of sources, {carried}:")
    } else {
        format!("  {carried}:")
    }
}

pub(super) fn node(row: &EvidenceAnswer, name_stance: bool) -> Node {
    let stance = if name_stance {
        format!("{} ", row.stance)
    } else {
        String::new()
    };
    let line = Line::plain(stance)
        .and(&row.source, Role::Id)
        .and(described(row), Role::Plain);
    Node {
        line,
        notes: notes(row),
        children: Vec::new(),
    }
}

fn described(row: &EvidenceAnswer) -> String {
    let Some(title) = &row.title else {
        return "  not defined in the book".to_owned();
    };
    let publisher = row
        .publisher
        .as_ref()
        .map(|party| format!(", {}", party.name))
        .unwrap_or_default();
    let date = row
        .published
        .as_ref()
        .map(|day| format!(", {day}"))
        .unwrap_or_default();
    format!("  {title}{publisher}{date}")
}

fn notes(row: &EvidenceAnswer) -> Vec<Line> {
    let locator = row
        .locator
        .as_ref()
        .map(|place| format!(" ({place})"))
        .unwrap_or_default();
    let quote = row
        .quote
        .as_ref()
        .map(|quote| Line::plain(format!("“{quote}”{locator}")));
    let locator = row
        .locator
        .as_ref()
        .filter(|_| row.quote.is_none())
        .map(|place| Line::plain(format!("at {place}")));
    let translation = row
        .translation
        .as_ref()
        .map(|text| Line::new(format!("in translation: “{text}”"), Role::Plain));
    let via = (!row.via.is_empty()).then(|| {
        Line::new(
            format!("this passage rests on {}", row.via.join(", ")),
            Role::Quiet,
        )
    });
    let grade = row
        .credibility
        .map(|grade| Line::new(format!("credibility {grade} of 6"), Role::Quiet));
    let note = row
        .note
        .as_ref()
        .map(|note| Line::new(format!("note: {note}"), Role::Quiet));
    let url = row.url.as_ref().map(|url| Line::new(url, Role::Address));
    [quote, locator, translation, via, grade, note, url]
        .into_iter()
        .flatten()
        .collect()
}

/// The rows that were not counted, each with the reason.
#[must_use]
pub fn left_out(rows: &[LeftOut]) -> Block {
    let item = |row: &LeftOut| {
        Line::new(&row.source, Role::Id)
            .and(format!("  {}: {}", row.stance, row.reason), Role::Plain)
    };
    Block::Items(rows.iter().map(item).collect())
}
