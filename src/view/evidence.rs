//! Evidence as trees by origin: below each origin, the rows that come down to it. Five papers with one wire story are one
//! tree.

use crate::answer::EvidenceAccount;
use crate::answer::evidence::{OriginGroup, by_origin};
use crate::view::page::{Block, Line, TreeNode};
use crate::view::role::Role;
use crate::view::words::{few, reason};

/// Rows as trees by origin, in the order of the file. `name_stance`: the heading does not say the rows' stance.
#[must_use]
pub fn tree<'a>(rows: impl Iterator<Item = &'a EvidenceAccount>, name_stance: bool) -> Block {
    let groups = by_origin(rows);
    let trees = groups.iter().map(|group| origin_node(group, name_stance));
    Block::Tree(trees.collect())
}

/// The tree of one group. Its head is the origin's own row, or else a line that names the origins.
fn origin_node(group: &OriginGroup<&EvidenceAccount>, name_stance: bool) -> TreeNode {
    let mut rows = group.own_first().into_iter().peekable();
    let mut tree = if let Some(row) = rows.next_if(|row| group.is_origin(row)) {
        node(row, name_stance)
    } else {
        let line = Line::new(name(group), Role::Id);
        TreeNode::new(line.and(role_of_origin(group), Role::Quiet))
    };
    tree.children = rows.map(|row| node(row, name_stance)).collect();
    tree
}

/// The ids of a group's origins; a circle of sources has all its ids.
pub(super) fn name<T>(group: &OriginGroup<T>) -> String {
    let names: Vec<String> = group.origins.iter().map(reason::root_id).collect();
    few(&names, " + ")
}

fn role_of_origin(group: &OriginGroup<&EvidenceAccount>) -> String {
    let carried = if group.rows.len() == 1 {
        "reached through"
    } else {
        "the one origin of"
    };
    if group.has_circle() {
        format!("  a circle of sources, {carried}:")
    } else {
        format!("  {carried}:")
    }
}

pub(super) fn node(row: &EvidenceAccount, name_stance: bool) -> TreeNode {
    let stance = if name_stance {
        format!("{} ", row.stance)
    } else {
        String::new()
    };
    let line = Line::plain(stance)
        .and(&row.source, Role::Id)
        .then(described(row));
    TreeNode {
        line,
        notes: notes(row),
        children: Vec::new(),
    }
}

fn described(row: &EvidenceAccount) -> String {
    let Some(title) = &row.title else {
        return "  not defined in the book".to_owned();
    };
    let publisher = row.publisher.iter().map(|party| party.name.as_str());
    let parts = [title.as_str()].into_iter().chain(publisher);
    let parts: Vec<&str> = parts.chain(row.published.as_deref()).collect();
    format!("  {}", parts.join(", "))
}

fn notes(row: &EvidenceAccount) -> Vec<Line> {
    let place = row.locator.as_deref();
    let words = match (&row.quote, place) {
        (Some(quote), Some(place)) => Some(format!("“{quote}” ({place})")),
        (Some(quote), None) => Some(format!("“{quote}”")),
        (None, Some(place)) => Some(format!("at {place}")),
        (None, None) => None,
    };
    let translation = row.translation.as_ref();
    let translation = translation.map(|text| format!("in translation: “{text}”"));
    let plain = words.into_iter().chain(translation).map(Line::plain);
    let via =
        (!row.via.is_empty()).then(|| format!("this passage rests on {}", row.via.join(", ")));
    let voice = row.voice.as_ref();
    let voice = voice.map(|party| format!("in the words of {}", party.name));
    let grade = row.credibility;
    let grade = grade.map(|grade| format!("credibility {grade} of 6"));
    let note = row.note.as_ref().map(|note| format!("note: {note}"));
    let quiet = [voice, via, grade, note].into_iter().flatten();
    let url = row.url.iter().map(|url| Line::new(url, Role::Address));
    plain
        .chain(quiet.map(|text| Line::new(text, Role::Quiet)))
        .chain(url)
        .collect()
}

/// The rows that the rules leave out, each with the reason.
#[must_use]
pub fn left_out(rows: &[EvidenceAccount]) -> Block {
    let item = |row: &EvidenceAccount| {
        let why = reason::left_out(row.left_out.as_ref()?);
        let line = Line::new(&row.source, Role::Id);
        Some(line.then(format!("  {}: {why}", row.stance)))
    };
    Block::Items(rows.iter().filter_map(item).collect())
}
