//! Why a claim has the status that its evidence gives, as a page.

use crate::answer::Side;
use crate::answer::why::Why;
use crate::answer::why::WhyOrigin;
use crate::answer::why::WhyRow;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::Status;
use crate::view::page::Block;
use crate::view::page::Line;
use crate::view::page::Node;
use crate::view::page::Page;
use crate::view::role::Role;

/// The page of an answer.
#[must_use]
pub fn page(why: &Why) -> Page {
    let title = Line::new(&why.id, Role::Id)
        .and("  ", Role::Plain)
        .and(why.status.as_str(), why.status.into());
    let mut page = Page(vec![
        Block::Title(title),
        Block::Paragraph(Line::plain(&why.text)),
    ]);
    let given = if why.without.is_empty() {
        "Its evidence gives ".to_owned()
    } else {
        format!("Without {}, its evidence gives ", why.without.join(", "))
    };
    let derived = Line::plain(given).and(why.derived_status.as_str(), why.derived_status.into());
    page.0.push(Block::Paragraph(
        derived.and(format!(": {}", why.because), Role::Plain),
    ));
    if why.status != Status::from(why.derived_status) && why.without.is_empty() {
        let ruled =
            Line::plain("A person has ruled it ").and(why.status.as_str(), why.status.into());
        page.0.push(Block::Paragraph(
            ruled.and(", and the ruling stands over the evidence.", Role::Plain),
        ));
    }
    let content = |stances: &[Stance]| {
        Block::Tree(trees(why, |row| {
            row.about == About::Content && stances.contains(&row.stance)
        }))
    };
    page.part(
        side("For", &why.support, why.needs_origins),
        content(&[Stance::Supports]),
    );
    page.part(
        side("Against", &why.refute, why.needs_origins),
        content(&[Stance::Refutes]),
    );
    page.part(
        Line::plain("Denied or disputed"),
        content(&[Stance::Denies, Stance::Disputes]),
    );
    let counters = why
        .counter_claims
        .iter()
        .map(|id| Line::new(id, Role::Id))
        .collect();
    page.part(Line::plain("Claims against it"), Block::Items(counters));
    page.part(
        Line::plain("Weaker without any one of these"),
        Block::Items(why.fragile_on.iter().map(|id| fragile(why, id)).collect()),
    );
    page.part(
        Line::plain("What would change it"),
        Block::Items(why.next_steps.iter().map(Line::plain).collect()),
    );
    page
}

/// The heading of a side, with its counts.
fn side(name: &str, side: &Side, needs: u8) -> Line {
    let at_least = if side.at_least { "at least " } else { "" };
    let (possible, established) = (side.possible, side.established);
    let counts = format!(
        "  {at_least}{possible} independent, {established} of them established; {needs} established are needed"
    );
    Line::plain(name).and(counts, Role::Quiet)
}

/// The rows as trees by origin, in the order of the file.
fn trees(why: &Why, belongs: impl Fn(&WhyRow) -> bool) -> Vec<Node> {
    let mut groups: Vec<(&[String], Vec<&WhyRow>)> = Vec::new();
    for row in why.rows.iter().filter(|row| belongs(row)) {
        match groups
            .iter_mut()
            .find(|(origins, _)| *origins == row.origins.as_slice())
        {
            Some((_, rows)) => rows.push(row),
            None => groups.push((&row.origins, vec![row])),
        }
    }
    groups
        .into_iter()
        .map(|(origins, rows)| tree(why, origins, &rows))
        .collect()
}

/// One tree: the origins at its head, and under them the rows that come down to them.
fn tree(why: &Why, origins: &[String], rows: &[&WhyRow]) -> Node {
    let natures = || {
        why.origins
            .iter()
            .filter(|origin| origins.contains(&origin.id))
    };
    if let ([row], [origin]) = (rows, origins)
        && row.source == *origin
    {
        let mut node = row_node(row);
        node.notes
            .extend(natures().map(|origin| Line::plain(nature(origin))));
        return node;
    }
    let mut head = Node::new(Line::new(origins.join(" + "), Role::Id));
    match (origins, natures().next()) {
        ([_], Some(origin)) => {
            head.line = head.line.and(format!("  {}", nature(origin)), Role::Plain);
        }
        _ => {
            head.notes = natures()
                .map(|origin| Line::plain(format!("{}: {}", origin.id, nature(origin))))
                .collect();
        }
    }
    head.children = rows.iter().map(|row| row_node(row)).collect();
    head
}

fn nature(origin: &WhyOrigin) -> String {
    origin.word.as_ref().map_or_else(
        || origin.nature.clone(),
        |word| format!("{word}: {}", origin.nature),
    )
}

fn row_node(row: &WhyRow) -> Node {
    let role = if row.counted {
        Role::Plain
    } else {
        Role::Quiet
    };
    let line = Line::new(&row.source, Role::Id).and(format!("  {}", said(row)), role);
    let notes = row
        .interest
        .iter()
        .filter(|_| row.counted)
        .map(Line::plain)
        .collect();
    Node {
        line,
        notes,
        children: Vec::new(),
    }
}

/// What became of a row.
fn said(row: &WhyRow) -> String {
    match (&row.not_counted, row.counted, row.established) {
        (_, true, true) => "counts, established".to_owned(),
        (_, true, false) if row.lacks.is_empty() => "counts as possible".to_owned(),
        (_, true, false) => format!("counts as possible: {}", row.lacks.join("; ")),
        (Some(reason), ..) => format!("not counted: {reason}"),
        (None, ..) => row.stance.as_str().to_owned(),
    }
}

fn fragile(why: &Why, id: &str) -> Line {
    Line::new(id, Role::Id).and("  see: ", Role::Plain).and(
        format!("claimbook why {} --without {id}", why.id),
        Role::Command,
    )
}
