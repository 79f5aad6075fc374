//! A claim's sources and their origins as a graph to draw: claim ← sources ← origins, in columns by depth of lineage.

use crate::answer::evidence::{Overlap, by_origin};
use crate::answer::report::SourceFacts;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::RowConflict;
use crate::domain::evidence::Stance;
use crate::view::words;
use crate::view::words::reason;
use std::collections::{BTreeMap, BTreeSet};

/// The most boxes of a picture, and the most lines. The list of evidence says it all.
const BOXES: usize = 150;
const EDGES: usize = 600;

/// The report's sources, by id.
pub(super) struct SourceTitles<'a> {
    sources: BTreeMap<&'a str, &'a SourceFacts>,
}

impl<'a> SourceTitles<'a> {
    pub(super) fn new(sources: &'a [SourceFacts]) -> Self {
        Self {
            sources: sources
                .iter()
                .map(|source| (source.id.as_str(), source))
                .collect(),
        }
    }

    /// The title of a source, with who published it or whose words it carries.
    pub(super) fn described(&self, id: &str) -> String {
        let Some(source) = self.sources.get(id) else {
            return id.to_owned();
        };
        match source.publisher.as_ref().or(source.voice.as_ref()) {
            Some(party) => format!("{}, {}", source.title, party.name),
            None => source.title.clone(),
        }
    }

    /// The title of a source, or its id if the report does not know it.
    pub(super) fn title<'t>(&'t self, id: &'t str) -> &'t str {
        self.sources.get(id).map_or(id, |source| &source.title)
    }

    fn parents(&self, id: &str) -> &[String] {
        self.sources
            .get(id)
            .map_or(&[], |source| source.derived_from.as_slice())
    }
}

/// What a box of the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoxState {
    /// The claim.
    Claim,
    /// A source that counts as established.
    Established,
    /// A source that counts, but not as established.
    Counted,
    /// A source that adds nothing: it is not independent of one that counts.
    Adds,
    /// A source that the rules leave out.
    LeftOut,
    /// A source that nobody counts: a denial, a qualification, context, or evidence on who said it.
    Beside,
    /// A source on the way to an origin that no row cites.
    Between,
    /// An origin that no row cites.
    Origin,
}

/// A box of the picture.
#[derive(Clone, Debug)]
pub struct PictureBox {
    /// The source's id; the claim's for the first box.
    pub id: String,
    /// Its first line: who.
    pub who: String,
    /// Its second line: what.
    pub what: String,
    /// What it is.
    pub state: BoxState,
    /// Whether a path of derivation ends in it.
    pub is_origin: bool,
    /// Its column, from 0 for the claim.
    pub column: usize,
}

/// A line of the picture, from a box to one nearer to the origin.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The box that it starts from.
    pub from: usize,
    /// The box that it ends in.
    pub to: usize,
    /// The stance of the source on the claim; `None` between sources.
    pub stance: Option<Stance>,
    /// Whether it leads only from what the rules leave out.
    pub grey: bool,
}

/// Two sources that are not independent although no line joins them: they share a voice or a house.
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

/// The picture, before the layout.
#[derive(Clone, Debug)]
pub struct OriginsPicture {
    /// The boxes, the claim first.
    pub boxes: Vec<PictureBox>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// The ties.
    pub ties: Vec<Tie>,
    /// The picture in words.
    pub text: String,
    /// A sentence that ends a picture with more boxes or lines than we draw.
    pub more: Option<String>,
}

/// The picture of a claim's sources; `None` if there are fewer than two.
pub(super) fn picture(facts: &ClaimFacts, titles: &SourceTitles<'_>) -> Option<OriginsPicture> {
    let rows = facts.evidence.iter();
    let cited: BTreeSet<&str> = rows.map(|row| row.source.as_str()).collect();
    if cited.len() < 2 {
        return None;
    }
    let mut drawing = Drawing::new(&facts.claim.id, titles);
    for row in &facts.evidence {
        drawing.row(row);
    }
    drawing.ties(facts);
    Some(drawing.finish(&facts.evidence))
}

struct Drawing<'a> {
    titles: &'a SourceTitles<'a>,
    boxes: Vec<PictureBox>,
    places: BTreeMap<String, usize>,
    edges: Vec<Edge>,
    ties: Vec<Tie>,
    joined: BTreeMap<(usize, usize), usize>,
    /// Whether there is more than we draw.
    full: bool,
}

impl<'a> Drawing<'a> {
    fn new(claim: &str, titles: &'a SourceTitles<'a>) -> Self {
        let claim = PictureBox {
            id: claim.to_owned(),
            who: "The claim".to_owned(),
            what: claim.to_owned(),
            state: BoxState::Claim,
            is_origin: false,
            column: 0,
        };
        Self {
            titles,
            boxes: vec![claim],
            places: BTreeMap::new(),
            edges: Vec::new(),
            ties: Vec::new(),
            joined: BTreeMap::new(),
            full: false,
        }
    }

    fn row(&mut self, row: &EvidenceAccount) {
        let grey = row.left_out.is_some();
        let Some(place) = self.place(&row.source, state(row)) else {
            return;
        };
        self.line((0, place), Some(row.stance), grey);
        let parents = if row.via.is_empty() {
            self.titles.parents(&row.source)
        } else {
            &row.via
        };
        let mut open: Vec<(usize, Vec<String>)> = vec![(place, parents.to_vec())];
        while let Some((from, parents)) = open.pop() {
            for parent in parents {
                let Some(to) = self.place(&parent, BoxState::Between) else {
                    continue;
                };
                if from != to && self.line((from, to), None, grey) {
                    open.push((to, self.titles.parents(&parent).to_vec()));
                }
            }
        }
    }

    /// Draws a line between two boxes. Says whether the line is new. A line between sources stays grey only while all that
    /// it leads from is left out.
    fn line(&mut self, ends: (usize, usize), stance: Option<Stance>, grey: bool) -> bool {
        if let Some(known) = self.joined.get(&ends) {
            if let (None, Some(edge)) = (stance, self.edges.get_mut(*known)) {
                edge.grey &= grey;
            }
            return false;
        }
        if self.edges.len() == EDGES {
            self.full = true;
            return false;
        }
        self.joined.insert(ends, self.edges.len());
        self.edges.push(Edge {
            from: ends.0,
            to: ends.1,
            stance,
            grey,
        });
        true
    }

    /// The box of a source. If it has one already, the firmer state wins. `None` if the picture is full.
    fn place(&mut self, id: &str, state: BoxState) -> Option<usize> {
        if let Some(place) = self.places.get(id) {
            if let Some(known) = self.boxes.get_mut(*place) {
                known.state = known.state.min(state);
            }
            return Some(*place);
        }
        // Without a line to it, a box would say nothing.
        if self.boxes.len() == BOXES || self.edges.len() == EDGES {
            self.full = true;
            return None;
        }
        let source = self.titles.sources.get(id);
        let who = source.and_then(|source| source.publisher.as_ref().or(source.voice.as_ref()));
        self.boxes.push(PictureBox {
            id: id.to_owned(),
            who: who.map_or_else(String::new, |party| party.name.clone()),
            what: source.map_or_else(|| id.to_owned(), |source| source.title.clone()),
            state,
            is_origin: false,
            column: 0,
        });
        self.places.insert(id.to_owned(), self.boxes.len() - 1);
        Some(self.boxes.len() - 1)
    }

    /// Ties the rows that share a voice or a house with a row that counts.
    fn ties(&mut self, facts: &ClaimFacts) {
        for row in facts.content(&[Stance::Supports, Stance::Refutes]) {
            let Some(Overlap::With { row: other, shared }) = &row.overlap else {
                continue;
            };
            let (shared, house) = match shared {
                RowConflict::Origin(_) | RowConflict::Page(_) => continue,
                RowConflict::Voice(house)
                | RowConflict::VoiceOfPublisher(house)
                | RowConflict::PublisherOfVoice(house) => ("one voice", house),
                RowConflict::Family(house) | RowConflict::Desk(house, _) => ("one house", house),
            };
            let of = |source: &str| self.places.get(source).copied();
            if let (Some(one), Some(other)) = (of(&row.source), of(facts.source_of(*other))) {
                self.ties.push(Tie {
                    one,
                    other,
                    shared,
                    whose: reason::house(house),
                });
            }
        }
    }

    fn finish(mut self, rows: &[EvidenceAccount]) -> OriginsPicture {
        self.columns();
        let lineage = self.edges.iter().filter(|edge| edge.stance.is_none());
        let has_parent: BTreeSet<usize> = lineage.map(|edge| edge.from).collect();
        for (place, found) in self.boxes.iter_mut().enumerate().skip(1) {
            // In a picture that ends early, a source can have parents that it does not show.
            let has_more = self.full && !self.titles.parents(&found.id).is_empty();
            found.is_origin = !has_more && !has_parent.contains(&place);
            let mut leading_here = self.edges.iter().filter(|edge| edge.to == place);
            if leading_here.all(|edge| edge.grey) {
                found.state = BoxState::LeftOut;
            } else if found.is_origin && found.state == BoxState::Between {
                found.state = BoxState::Origin;
            }
        }
        let more = self.full.then(|| {
            format!(
                "The picture ends here: it shows {} boxes and {} lines of a larger whole. The evidence is listed in full.",
                self.boxes.len(),
                self.edges.len()
            )
        });
        OriginsPicture {
            text: more.clone().unwrap_or_else(|| text(rows, self.titles)),
            boxes: self.boxes,
            edges: self.edges,
            ties: self.ties,
            more,
        }
    }

    /// Puts every box one column beyond the farthest box that leads to it. In a circle this stops after as many rounds as there
    /// are boxes.
    fn columns(&mut self) {
        for _ in 0..self.boxes.len() {
            let mut moved = false;
            for line in &self.edges {
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

fn state(row: &EvidenceAccount) -> BoxState {
    let counts = row.is_content(&[Stance::Supports, Stance::Refutes]);
    match row {
        _ if row.left_out.is_some() => BoxState::LeftOut,
        _ if !counts => BoxState::Beside,
        _ if row.established => BoxState::Established,
        _ if row.counted => BoxState::Counted,
        _ => BoxState::Adds,
    }
}

/// The picture in words: which sources come from which origins, and which are left out.
fn text(rows: &[EvidenceAccount], titles: &SourceTitles<'_>) -> String {
    let (left_out, eligible): (Vec<&EvidenceAccount>, Vec<&EvidenceAccount>) =
        rows.iter().partition(|row| row.left_out.is_some());
    let mut groups = by_origin(eligible);
    groups.sort_by(|a, b| a.origins.cmp(&b.origins));
    let sources = |rows: &[&EvidenceAccount]| {
        let sources: Vec<String> = rows.iter().map(|row| row.source.clone()).collect();
        words::and(&sources)
    };
    let paths = groups.iter().map(|group| {
        let origins: Vec<String> = group.sources().map(|id| titles.described(id)).collect();
        format!("{} from {}", sources(&group.rows), words::and(&origins))
    });
    let paths: Vec<String> = paths.collect();
    let items = words::count(words::number(rows.len()), "item");
    let origins = match paths.len() {
        1 => "1 origin or mixture of origins".to_owned(),
        several => format!("{several} origins or mixtures of origins"),
    };
    let mut text = format!("{items} come down to {origins}: {}.", paths.join("; "));
    if !left_out.is_empty() {
        text = format!("{text} Left out: {}.", sources(&left_out));
    }
    text
}
