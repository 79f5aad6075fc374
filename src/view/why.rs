//! Why a claim has the status that its evidence gives, as a page.

use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::Status;
use crate::query::why::Why;
use crate::query::why::WhyRow;
use crate::view::page::Block;
use crate::view::page::Line;
use crate::view::page::Node;
use crate::view::page::Page;
use crate::view::role::Role;

/// The page of an answer.
#[must_use]
pub fn page(why: &Why) -> Page {
    let title = Line::new(&why.id, Role::Id).and("  ", Role::Plain).and(why.status.as_str(), why.status.into());
    let mut page = Page(vec![Block::Title(title), Block::Paragraph(Line::plain(&why.text))]);
    let given = if why.without.is_empty() {
        "Its evidence gives ".to_owned()
    } else {
        format!("Without {}, its evidence gives ", why.without.join(", "))
    };
    let derived = Line::plain(given).and(why.derived_status.as_str(), why.derived_status.into());
    page.0.push(Block::Paragraph(derived.and(format!(": {}", why.because), Role::Plain)));
    if why.status != Status::from(why.derived_status) && why.without.is_empty() {
        let ruled = Line::plain("A person has ruled it ").and(why.status.as_str(), why.status.into());
        page.0.push(Block::Paragraph(ruled.and(", and the ruling stands over the evidence.", Role::Plain)));
    }
    let about = |about: About, stances: &'static [Stance]| {
        let rows = why.rows.iter().filter(move |row| row.about == about && stances.contains(&row.stance));
        Block::Tree(rows.map(row_node).collect())
    };
    page.part(Line::plain("For"), about(About::Content, &[Stance::Supports]));
    page.part(Line::plain("Against"), about(About::Content, &[Stance::Refutes]));
    page.part(Line::plain("Denied or disputed"), about(About::Content, &[Stance::Denies, Stance::Disputes]));
    let counters = why.counter_claims.iter().map(|id| Line::new(id, Role::Id)).collect();
    page.part(Line::plain("Claims against it"), Block::Items(counters));
    page.part(
        Line::plain("Weaker without any one of these"),
        Block::Items(why.fragile_on.iter().map(|id| fragile(why, id)).collect()),
    );
    page.part(Line::plain("What would change it"), Block::Items(why.next_steps.iter().map(Line::plain).collect()));
    page
}

fn row_node(row: &WhyRow) -> Node {
    let said = match (&row.not_counted, row.counted, row.established) {
        (_, true, true) => "  counted, established".to_owned(),
        (_, true, false) => "  counted, not established".to_owned(),
        (Some(reason), ..) => format!("  not counted: {reason}"),
        (None, ..) => format!("  {}", row.stance),
    };
    let role = if row.counted { Role::Plain } else { Role::Quiet };
    let notes = if row.counted { counted_notes(row) } else { Vec::new() };
    Node { line: Line::new(&row.source, Role::Id).and(said, role), notes, children: Vec::new() }
}

/// What there is to know of a row that is counted: where it comes from, what it lacks, what it has at stake.
fn counted_notes(row: &WhyRow) -> Vec<Line> {
    let itself = row.origins.as_slice() == std::slice::from_ref(&row.source);
    let origin = (!itself).then(|| Line::plain(format!("origin: {}", row.origins.join(", "))));
    let lacks = row.lacks.iter().map(|lack| Line::plain(format!("not established: {lack}")));
    origin.into_iter().chain(lacks).chain(row.interest.iter().map(Line::plain)).collect()
}

fn fragile(why: &Why, id: &str) -> Line {
    Line::new(id, Role::Id)
        .and("  see: ", Role::Plain)
        .and(format!("claimbook why {} --without {id}", why.id), Role::Command)
}
