//! A claim's sources and their origins as a graph to be drawn: claim ← sources ← origins, in columns by depth of lineage.

use crate::answer::reason;
use crate::answer::report::SourceFacts;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::RowConflict;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::view::report::Row;
use crate::view::report::evidence::members;
use crate::view::words;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Past so many boxes a picture shows nothing at a glance; the list of evidence says it all.
const MOST: usize = 60;

/// The report's sources, by id.
pub(super) struct Registry<'a> {
    sources: BTreeMap<&'a str, &'a SourceFacts>,
}

impl<'a> Registry<'a> {
    pub(super) fn new(sources: &'a [SourceFacts]) -> Self {
        Self {
            sources: sources
                .iter()
                .map(|source| (source.id.as_str(), source))
                .collect(),
        }
    }

    /// What a source is called, with who published it or whose words it carries.
    pub(super) fn described(&self, id: &str) -> String {
        let Some(source) = self.sources.get(id) else {
            return id.to_owned();
        };
        match source.publisher.as_ref().or(source.voice.as_ref()) {
            Some(party) => format!("{}, {}", source.title, party.name),
            None => source.title.clone(),
        }
    }

    fn parents(&self, id: &str) -> &[String] {
        self.sources
            .get(id)
            .map_or(&[], |source| source.derived_from.as_slice())
    }
}

/// What a box of the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The claim.
    Claim,
    /// A source counted as an established origin's.
    Established,
    /// A source counted, its origin not established.
    Counted,
    /// A source that adds nothing to the count: it is not independent of one that is counted.
    Adds,
    /// A source left out by the rules.
    LeftOut,
    /// A source that is not of the kind that is counted: a denial, a qualification, context, or about the attribution.
    Beside,
    /// A source that no row cites: met on the way to an origin.
    Between,
    /// An origin that no row cites.
    Origin,
}

/// A box of the picture.
#[derive(Clone, Debug)]
pub struct Box {
    /// The source's id; the claim's for the first box.
    pub id: String,
    /// Its first line: who.
    pub who: String,
    /// Its second line: what.
    pub what: String,
    /// What it is.
    pub state: State,
    /// Whether a road of derivation ends in it.
    pub is_origin: bool,
    /// Its column, from 0 for the claim.
    pub column: usize,
}

/// A line of the picture, from a box to one nearer to the origin.
#[derive(Clone, Debug)]
pub struct Line {
    /// The box that it starts from.
    pub from: usize,
    /// The box that it ends in.
    pub to: usize,
    /// How the source stands to the claim, in its one word; none between sources.
    pub stance: Option<&'static str>,
    /// Whether it only leads to or from something left out.
    pub grey: bool,
}

/// Two sources that are not independent although no line joins them: one voice or one house.
#[derive(Clone, Debug)]
pub struct Tie {
    /// The one box.
    pub one: usize,
    /// The other box.
    pub other: usize,
    /// What they share: `one voice` or `one house`.
    pub shared: &'static str,
    /// Whose.
    pub whose: String,
}

/// The picture, before it is laid out.
#[derive(Clone, Debug)]
pub struct Origins {
    /// The boxes, the claim first.
    pub boxes: Vec<Box>,
    /// The lines.
    pub lines: Vec<Line>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// The picture in words.
    pub text: String,
}

/// The picture of a claim's sources; none where there are fewer than two, or too many to draw.
pub(super) fn origins(
    claim: &str,
    rows: &[Row],
    explanation: &Explanation,
    registry: &Registry<'_>,
) -> Option<Origins> {
    let cited: BTreeSet<&str> = rows
        .iter()
        .map(|row| row.evidence.source.as_str())
        .collect();
    if cited.len() < 2 {
        return None;
    }
    let mut drawing = Drawing::new(claim, registry);
    for row in rows {
        drawing.row(row);
    }
    drawing.ties(rows, explanation);
    drawing.finish(rows)
}

struct Drawing<'a> {
    registry: &'a Registry<'a>,
    boxes: Vec<Box>,
    places: BTreeMap<String, usize>,
    lines: Vec<Line>,
    ties: Vec<Tie>,
    joined: BTreeSet<(usize, usize)>,
}

impl<'a> Drawing<'a> {
    fn new(claim: &str, registry: &'a Registry<'a>) -> Self {
        let claim = Box {
            id: claim.to_owned(),
            who: "The claim".to_owned(),
            what: claim.to_owned(),
            state: State::Claim,
            is_origin: false,
            column: 0,
        };
        Self {
            registry,
            boxes: vec![claim],
            places: BTreeMap::new(),
            lines: Vec::new(),
            ties: Vec::new(),
            joined: BTreeSet::new(),
        }
    }

    fn row(&mut self, row: &Row) {
        let state = state(row);
        let place = self.place(&row.evidence.source, state);
        let grey = row.struck;
        if self.joined.insert((0, place)) {
            self.lines.push(Line {
                from: 0,
                to: place,
                stance: Some(row.evidence.stance.as_str()),
                grey,
            });
        }
        let own = self.registry.parents(&row.evidence.source).to_vec();
        let parents = if row.evidence.via.is_empty() {
            own
        } else {
            row.evidence.via.clone()
        };
        let mut open: Vec<(usize, Vec<String>)> = vec![(place, parents)];
        while let Some((from, parents)) = open.pop() {
            for parent in parents {
                let to = self.place(&parent, State::Between);
                if from == to {
                    continue;
                }
                if !grey
                    && let Some(line) = self
                        .lines
                        .iter_mut()
                        .find(|line| (line.from, line.to) == (from, to))
                {
                    line.grey = false;
                }
                if self.joined.insert((from, to)) {
                    self.lines.push(Line {
                        from,
                        to,
                        stance: None,
                        grey,
                    });
                    open.push((to, self.registry.parents(&parent).to_vec()));
                }
            }
        }
    }

    /// The box of a source; where it has one already, what is said of it first and most firmly stays.
    fn place(&mut self, id: &str, state: State) -> usize {
        if let Some(place) = self.places.get(id) {
            if let Some(known) = self.boxes.get_mut(*place) {
                known.state = known.state.min(state);
            }
            return *place;
        }
        let source = self.registry.sources.get(id);
        let who = source.and_then(|source| source.publisher.as_ref().or(source.voice.as_ref()));
        self.boxes.push(Box {
            id: id.to_owned(),
            who: who.map_or_else(String::new, |party| party.name.clone()),
            what: source.map_or_else(|| id.to_owned(), |source| source.title.clone()),
            state,
            is_origin: false,
            column: 0,
        });
        self.places.insert(id.to_owned(), self.boxes.len() - 1);
        self.boxes.len() - 1
    }

    fn ties(&mut self, rows: &[Row], explanation: &Explanation) {
        for outside in explanation
            .supports
            .possible
            .outside
            .iter()
            .chain(&explanation.refutes.possible.outside)
        {
            let Some((other, conflict @ (RowConflict::Voice(_) | RowConflict::Family(_)))) =
                &outside.conflict
            else {
                continue;
            };
            let of = |row: usize| {
                rows.get(row)
                    .and_then(|row| self.places.get(&row.evidence.source))
                    .copied()
            };
            if let (Some(one), Some(other)) = (of(outside.row), of(*other)) {
                let (shared, whose) = tie(conflict);
                self.ties.push(Tie {
                    one,
                    other,
                    shared,
                    whose,
                });
            }
        }
    }

    fn finish(mut self, rows: &[Row]) -> Option<Origins> {
        if self.boxes.len() > MOST {
            return None;
        }
        self.columns();
        let has_parent: BTreeSet<usize> = self
            .lines
            .iter()
            .filter(|line| line.stance.is_none())
            .map(|line| line.from)
            .collect();
        for (place, found) in self.boxes.iter_mut().enumerate().skip(1) {
            found.is_origin = !has_parent.contains(&place);
            if self
                .lines
                .iter()
                .filter(|line| line.to == place)
                .all(|line| line.grey)
            {
                found.state = State::LeftOut;
            } else if found.is_origin && found.state == State::Between {
                found.state = State::Origin;
            }
        }
        let text = text(rows, self.registry);
        Some(Origins {
            boxes: self.boxes,
            lines: self.lines,
            ties: self.ties,
            text,
        })
    }

    /// Puts every box one column beyond the farthest that leads to it. A circle is followed no farther than there are boxes.
    fn columns(&mut self) {
        for _ in 0..self.boxes.len() {
            let mut moved = false;
            for line in &self.lines {
                let from = self.boxes.get(line.from).map_or(0, |from| from.column);
                if let Some(to) = self.boxes.get_mut(line.to)
                    && to.column <= from
                    && from < 8
                {
                    to.column = from + 1;
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }
}

fn tie(conflict: &RowConflict) -> (&'static str, String) {
    match conflict {
        RowConflict::Origin(source) => ("one origin", source.clone()),
        RowConflict::Voice(house) => ("one voice", reason::house(house)),
        RowConflict::Family(house) => ("one house", reason::house(house)),
    }
}

fn state(row: &Row) -> State {
    let counts = row.evidence.about == About::Content
        && matches!(row.evidence.stance, Stance::Supports | Stance::Refutes);
    match row {
        _ if row.struck => State::LeftOut,
        _ if !counts => State::Beside,
        Row {
            established: true, ..
        } => State::Established,
        Row { counted: true, .. } => State::Counted,
        _ => State::Adds,
    }
}

/// The picture in words: what comes down to what, and what is left out.
fn text(rows: &[Row], registry: &Registry<'_>) -> String {
    let mut by_origin: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.struck) {
        by_origin
            .entry(members(row))
            .or_default()
            .push(row.evidence.source.clone());
    }
    let roads = by_origin.iter().map(|(origin, sources)| {
        let origin = words::and(
            &origin
                .iter()
                .map(|id| registry.described(id))
                .collect::<Vec<_>>(),
        );
        format!("{} from {origin}", words::and(sources))
    });
    let count =
        |number: usize, noun: &str| words::count(u64::try_from(number).unwrap_or(u64::MAX), noun);
    let roads: Vec<String> = roads.collect();
    let left_out: Vec<String> = rows
        .iter()
        .filter(|row| row.struck)
        .map(|row| row.evidence.source.clone())
        .collect();
    let mut text = format!(
        "{} come down to {}: {}.",
        count(rows.len(), "item"),
        count(roads.len(), "origin or mixture of origins").replace("originss", "origins"),
        roads.join("; ")
    );
    if !left_out.is_empty() {
        text = format!("{text} Left out: {}.", words::and(&left_out));
    }
    text
}
