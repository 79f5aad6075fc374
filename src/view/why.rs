//! Why a claim has the status that its evidence gives: the counted sets, what is left out, what is fragile, what would
//! change it. The answer in words is the JSON of `why`, and its page.

use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::RowAccount;
use crate::domain::corroboration::Side;
use crate::domain::corroboration::Witness;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::Derived;
use crate::domain::status::Status;
use crate::query::answer::EvidenceAnswer;
use crate::view::page::Block;
use crate::view::page::Line;
use crate::view::page::Node;
use crate::view::page::Page;
use crate::view::reason;
use crate::view::role::Role;
use crate::view::verdict;
use serde::Serialize;

/// What is explained.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'a> {
    /// The claim's id.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The status shown.
    pub status: Status,
    /// Its evidence, in the order of the file.
    pub evidence: &'a [EvidenceAnswer],
    /// The ids of the claims that deny or contradict it, as the engine was given them.
    pub counters: &'a [String],
    /// The sources taken as retracted.
    pub without: &'a [String],
}

/// Why a claim has its derived status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The claim's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The status shown.
    pub status: Status,
    /// What its evidence gives.
    pub derived_status: Derived,
    /// That in a sentence.
    pub because: String,
    /// How many established independent origins it needs.
    pub needs_origins: u8,
    /// The sources taken as retracted for this answer.
    pub without: Vec<String>,
    /// What became of each evidence row, in the order of the file.
    pub rows: Vec<WhyRow>,
    /// The claims that count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken the status.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<String>,
}

/// What became of an evidence row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyRow {
    /// Its source.
    pub source: String,
    /// Its stance.
    pub stance: Stance,
    /// The question it answers.
    pub about: About,
    /// Whether it is one of the independent origins counted.
    pub counted: bool,
    /// Whether it is one of the established origins counted.
    pub established: bool,
    /// Why it is not counted, where it could have been.
    pub not_counted: Option<String>,
    /// The origins that it rests on.
    pub origins: Vec<String>,
    /// What keeps it from being established.
    pub lacks: Vec<String>,
    /// How it is interested.
    pub interest: Option<String>,
}

/// The answer, from the engine's account.
#[must_use]
pub fn answer(explained: &Explained<'_>, explanation: &Explanation) -> Why {
    let rows = explained.evidence.iter().zip(&explanation.rows).enumerate();
    let counters = explanation.counters.iter().filter_map(|index| explained.counters.get(*index));
    Why {
        id: explained.id.to_owned(),
        text: explained.text.to_owned(),
        status: explained.status,
        derived_status: explanation.assessment.derived,
        because: verdict::sentence(explanation),
        needs_origins: explanation.needs_origins,
        without: explained.without.to_vec(),
        rows: rows.map(|(index, (row, account))| why_row(explained, explanation, index, (row, account))).collect(),
        counter_claims: counters.cloned().collect(),
        fragile_on: explanation.fragile_on.clone(),
        next_steps: explanation.next_steps.iter().map(|step| next_step(explained, step)).collect(),
    }
}

fn why_row(
    explained: &Explained<'_>,
    explanation: &Explanation,
    index: usize,
    (row, account): (&EvidenceAnswer, &RowAccount),
) -> WhyRow {
    let side = side_of(explanation, row);
    let counted = side.is_some_and(|side| side.possible.rows.contains(&index));
    let left_out = account.left_out.as_ref().map(reason::left_out);
    let outside = side.and_then(|side| outside(explained, &side.possible, index));
    WhyRow {
        source: row.source.clone(),
        stance: row.stance,
        about: row.about,
        counted,
        established: side.is_some_and(|side| side.established.rows.contains(&index)),
        not_counted: left_out.or(outside),
        origins: account.roots.iter().map(reason::root).collect(),
        lacks: account.unestablished.iter().map(reason::unestablished).collect(),
        interest: account.interest.as_ref().map(reason::interest),
    }
}

fn side_of<'e>(explanation: &'e Explanation, row: &EvidenceAnswer) -> Option<&'e Side> {
    match (row.about, row.stance) {
        (About::Content, Stance::Supports) => Some(&explanation.supports),
        (About::Content, Stance::Refutes) => Some(&explanation.refutes),
        _ => None,
    }
}

fn outside(explained: &Explained<'_>, witness: &Witness, index: usize) -> Option<String> {
    let outside = witness.outside.iter().find(|outside| outside.row == index)?;
    Some(match &outside.conflict {
        Some((other, conflict)) => {
            format!("not independent of {}: {}", source(explained, *other), reason::conflict(conflict))
        }
        None => "there are too many rows to look at every one".to_owned(),
    })
}

fn source<'e>(explained: &'e Explained<'_>, row: usize) -> &'e str {
    explained.evidence.get(row).map_or("?", |row| row.source.as_str())
}

fn sources(explained: &Explained<'_>, rows: &[usize]) -> String {
    rows.iter().map(|row| source(explained, *row)).collect::<Vec<_>>().join(", ")
}

fn next_step(explained: &Explained<'_>, step: &NextStep) -> String {
    match step {
        NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
            let more = crate::view::words::count(*n, "more established independent origin");
            format!("{more}{}", none_of(not_of_houses))
        }
        NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
            format!("an established origin without a stake{}", none_of(not_of_houses))
        }
        NextStep::Establish { row, lacks } => {
            let lacks: Vec<String> = lacks.iter().map(reason::unestablished).collect();
            format!("{} would count as established, but {}", source(explained, *row), lacks.join("; "))
        }
        NextStep::AnswerEvidence(rows) => {
            format!("the evidence on the other side to be answered: {}", sources(explained, rows))
        }
        NextStep::AnswerDenial { rows, counters } => {
            let claims = counters.iter().filter_map(|index| explained.counters.get(*index)).cloned();
            let rows = rows.iter().map(|row| source(explained, *row).to_owned());
            format!("the denial to be answered: {}", rows.chain(claims).collect::<Vec<_>>().join(", "))
        }
    }
}

fn none_of(houses: &[crate::domain::corroboration::HouseName]) -> String {
    if houses.is_empty() { String::new() } else { format!(", from none of: {}", reason::houses(houses)) }
}

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
        Line::plain("Rests on each of these alone"),
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
    let mut notes = Vec::new();
    let itself = row.origins.as_slice() == std::slice::from_ref(&row.source);
    if !row.origins.is_empty() && !itself {
        notes.push(Line::plain(format!("origin: {}", row.origins.join(", "))));
    }
    notes.extend(row.lacks.iter().map(|lack| Line::plain(format!("not established: {lack}"))));
    notes.extend(row.interest.iter().map(Line::plain));
    Node { line: Line::new(&row.source, Role::Id).and(said, role), notes, children: Vec::new() }
}

fn fragile(why: &Why, id: &str) -> Line {
    Line::new(id, Role::Id)
        .and("  without it the status is weaker: ", Role::Plain)
        .and(format!("claimbook why {} --without {id}", why.id), Role::Command)
}
