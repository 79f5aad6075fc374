//! The *conflict graph*: its vertices are rows, its edges join rows that are not independent of one another.
//!
//! Two rows conflict if they share an origin, a voice or a family of publishers. Comparing all pairs of rows would cost a
//! walk for each pair. Instead we attach to every node the bit set of rows that rest on it, with one pass down the
//! ancestry. All rows at one node, or at the nodes of one house, form a *clique*, and we add each clique with a few word
//! operations: linear in the ancestry for up to 200 rows.
#![expect(
    clippy::indexing_slicing,
    reason = "places and rows are below the lengths of the lists made for them"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::row_set::RowSet;
use crate::domain::corroboration::source_node::SourceNode;
use std::collections::BTreeMap;

/// How many places [`Occupied`] may visit. It keeps thousands of rows over one long chain from taking minutes.
const STEPS: usize = 2_000_000;

/// What two rows share: the number of a node (origin) or of a house (voice, family).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    Origin(u32),
    Voice(u32),
    /// This row states the voice of a house that publishes something under the row of the set.
    VoiceOfPublisher(u32),
    /// This row has a publisher whose voice the row of the set states.
    PublisherOfVoice(u32),
    Family(u32),
}

/// The rows that answer one question. The edges are computed on demand.
#[derive(Clone, Copy)]
pub(super) struct ConflictGraph<'f, 'a> {
    pub(super) resolved: &'f ResolvedClaim<'a>,
    pub(super) ancestry: &'f Ancestry,
    pub(super) rows: &'f [ResolvedRow<'a>],
    /// The house whose voice is nobody's here: the one of which we check that it said something.
    pub(super) aside: Option<u32>,
}

impl ConflictGraph<'_, '_> {
    /// The adjacency matrix of the picked rows, at most 200: for each row, the rows that it conflicts with.
    pub(super) fn conflicts(&self, picked: &[usize]) -> Vec<RowSet> {
        let mut near = vec![RowSet::default(); picked.len()];
        let over = self.rows_over_places(picked);
        let mut last = RowSet::default();
        for rows in over.iter().filter(|rows| rows.len() > 1) {
            // Along a chain all nodes carry the same rows: add that clique once.
            if *rows != last {
                rows.iter().for_each(|row| near[row] = near[row].or(rows));
                last = *rows;
            }
        }
        let families = self.families(&over);
        self.add_voices(picked, &over, &families, &mut near);
        self.add_families(picked, &families, &mut near);
        near.iter_mut()
            .enumerate()
            .for_each(|(row, near)| near.remove(row));
        near
    }

    /// For each place, the picked rows that rest on it.
    fn rows_over_places(&self, picked: &[usize]) -> Vec<RowSet> {
        let mut over = vec![RowSet::default(); self.ancestry.len()];
        for (bit, row) in picked.iter().enumerate() {
            for place in self.ancestry.starts(self.resolved, &self.rows[*row]) {
                over[place].insert(bit);
            }
        }
        self.ancestry.hand_down(&mut over, |a, b| a.or(&b));
        over
    }

    /// Adds the voice conflicts: rows that state the voice of one house, or of a house that publishes under the other row.
    fn add_voices(
        &self,
        picked: &[usize],
        over: &[RowSet],
        families: &[(u32, RowSet)],
        near: &mut [RowSet],
    ) {
        let places = (0..over.len()).filter_map(|place| {
            let node = self.resolved.node(self.ancestry.node(place));
            Some((self.stated_voice(node)?, over[place]))
        });
        let rows = picked.iter().enumerate().flat_map(|(bit, row)| {
            let voices = self.voices_of_row(*row);
            voices.map(move |house| (house, RowSet::from_iter([bit])))
        });
        for (house, voiced) in by_house(places.chain(rows)) {
            let published = families.binary_search_by_key(&house, |(house, _)| *house);
            let published = published.map_or(RowSet::default(), |at| families[at].1);
            let all = voiced.or(&published);
            voiced.iter().for_each(|row| near[row] = near[row].or(&all));
            for row in published.iter() {
                near[row] = near[row].or(&voiced);
            }
        }
    }

    /// The house whose voice a source states, if that matters here.
    fn stated_voice(&self, node: &SourceNode) -> Option<u32> {
        let voice = self.resolved.registry.stated_voice(node);
        voice.filter(|house| Some(*house) != self.aside)
    }

    /// The houses whose voice a row itself states, if that matters here.
    fn voices_of_row(&self, row: usize) -> impl Iterator<Item = u32> + use<> {
        let aside = self.aside;
        let voices = self.rows[row].stated_voices(self.resolved);
        voices.filter(move |house| Some(*house) != aside)
    }

    /// For each house that publishes something, the rows that rest on it. Sorted by house.
    fn families(&self, over: &[RowSet]) -> Vec<(u32, RowSet)> {
        by_house((0..over.len()).filter_map(|place| {
            let node = self.resolved.node(self.ancestry.node(place));
            let house = self.resolved.registry.publisher_house(node)?;
            Some((house, over[place]))
        }))
    }

    /// Adds the family conflicts: rows with publishers of one house, unless both are own reporting of different desks or of
    /// different witnesses of one desk.
    fn add_families(&self, picked: &[usize], families: &[(u32, RowSet)], near: &mut [RowSet]) {
        let reporters: Vec<Option<Reporter>> =
            picked.iter().map(|row| self.reporter(*row)).collect();
        let own_rows: RowSet = (0..picked.len())
            .filter(|row| reporters[*row].is_some())
            .collect();
        for (_, family) in families.iter().filter(|(_, family)| family.len() > 1) {
            let others = family.minus(&own_rows);
            let reporting = family.and(&own_rows);
            for row in others.iter() {
                near[row] = near[row].or(family);
            }
            for row in reporting.iter() {
                let alike = |other: &usize| {
                    let pair = reporters[row].zip(reporters[*other]);
                    pair.is_some_and(|(one, other)| !one.is_apart_from(other))
                };
                let alike: RowSet = reporting.iter().filter(alike).collect();
                near[row] = near[row].or(&others).or(&alike);
            }
        }
    }

    /// Who reports a row that is own reporting in its own words, if its publisher is named.
    pub(super) fn reporter(&self, row: usize) -> Option<Reporter> {
        let row = &self.rows[row];
        let node = self.resolved.node(row.source);
        let reports = node.publisher != NONE && row.is_reporting(self.resolved);
        reports.then(|| Reporter {
            publisher: node.publisher,
            witness: self.resolved.registry.witness(node).unwrap_or(NONE),
        })
    }
}

/// For each house, the rows that belong to it. Sorted by house.
fn by_house(pairs: impl Iterator<Item = (u32, RowSet)>) -> Vec<(u32, RowSet)> {
    let mut pairs: Vec<(u32, RowSet)> = pairs.collect();
    pairs.sort_by_key(|(house, _)| *house);
    pairs.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 = first.1.or(&later.1);
        }
        same
    });
    pairs
}

/// Who did the reporting of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reporter {
    pub(super) publisher: u32,
    /// The house of the witness whom the publisher heard; [`NONE`] if that is not on file.
    pub(super) witness: u32,
}

impl Reporter {
    /// Whether two rows are no family: of different desks, or of different witnesses of one desk.
    pub(super) fn is_apart_from(self, other: Self) -> bool {
        self.publisher != other.publisher
            || self.witness != NONE && other.witness != NONE && self.witness != other.witness
    }
}

impl ConflictGraph<'_, '_> {
    /// A *greedy* independent set, for more than 200 rows: takes each row in turn if it conflicts with none taken before.
    /// Its size is a lower bound of the count. Stops when the steps are used up.
    pub(super) fn greedy(&self, picked: &[usize]) -> Vec<usize> {
        let mut occupied = Occupied::of(self);
        let mut taken = Vec::new();
        for row in picked {
            let clash = occupied.clash(*row);
            if occupied.steps == 0 {
                break;
            }
            if clash.is_none() {
                occupied.occupy(*row);
                taken.push(*row);
            }
        }
        taken
    }
}

/// A place that no row occupies.
const FREE: usize = usize::MAX;

/// The nodes, voices and families that the rows of an independent set occupy.
///
/// It finds the conflict that keeps another row out of the set.
pub(super) struct Occupied<'f, 'a> {
    graph: ConflictGraph<'f, 'a>,
    /// The row that occupies each place; [`FREE`] if none does.
    places: Vec<usize>,
    /// The row that occupies each voice.
    voices: BTreeMap<u32, usize>,
    /// The row that occupies each family. Key: the house and, if the row is own reporting, its publisher and witness, else
    /// [`NONE`] twice.
    families: BTreeMap<(u32, u32, u32), usize>,
    /// The number of the walk that last met each place. Spares us clearing a list before each walk.
    met: Vec<usize>,
    walks: usize,
    /// How many places it may still visit.
    steps: usize,
}

impl<'f, 'a> Occupied<'f, 'a> {
    pub(super) fn of(graph: &ConflictGraph<'f, 'a>) -> Self {
        Self {
            graph: *graph,
            places: vec![FREE; graph.ancestry.len()],
            voices: BTreeMap::new(),
            families: BTreeMap::new(),
            met: vec![0; graph.ancestry.len()],
            walks: 0,
            steps: STEPS,
        }
    }

    /// Adds a row that conflicts with none of the rows in the set.
    pub(super) fn occupy(&mut self, row: usize) {
        let registry = self.graph.resolved.registry;
        let reporter = self.graph.reporter(row);
        let (publisher, witness) = reporter.map_or((NONE, NONE), |reporter| {
            (reporter.publisher, reporter.witness)
        });
        for house in self.graph.voices_of_row(row) {
            self.voices.insert(house, row);
        }
        for place in self.walk(row) {
            let node = self.graph.resolved.node(self.graph.ancestry.node(place));
            self.places[place] = row;
            if let Some(house) = self.graph.stated_voice(node) {
                self.voices.insert(house, row);
            }
            if let Some(house) = registry.publisher_house(node) {
                self.families.insert((house, publisher, witness), row);
            }
        }
    }

    /// A row of the set that this one conflicts with, and what they share. An origin goes before a voice, and a voice
    /// before a family: readers see the strongest reason.
    pub(super) fn clash(&mut self, row: usize) -> Option<(usize, Clash)> {
        let places = self.walk(row);
        let node = |place: usize| self.graph.ancestry.node(place);
        let origin = places.iter().find(|place| self.places[**place] != FREE);
        if let Some(place) = origin {
            return Some((self.places[*place], Clash::Origin(node(*place))));
        }
        let graph = self.graph;
        let facts = |place: &usize| graph.resolved.node(node(*place));
        let voices = || {
            let under = places
                .iter()
                .filter_map(|place| graph.stated_voice(facts(place)));
            graph.voices_of_row(row).chain(under)
        };
        let publishers = || {
            let registry = graph.resolved.registry;
            places
                .iter()
                .filter_map(move |place| registry.publisher_house(facts(place)))
        };
        let shared = |house| Some((*self.voices.get(&house)?, Clash::Voice(house)));
        let of_publisher = |house| Some((self.published(house)?, Clash::VoiceOfPublisher(house)));
        let of_voice = |house| Some((*self.voices.get(&house)?, Clash::PublisherOfVoice(house)));
        let reporter = graph.reporter(row);
        voices()
            .find_map(shared)
            .or_else(|| voices().find_map(of_publisher))
            .or_else(|| publishers().find_map(of_voice))
            .or_else(|| publishers().find_map(|house| self.family_clash(house, reporter)))
    }

    /// A row of the set that rests on something that a house publishes.
    fn published(&self, house: u32) -> Option<usize> {
        let mut rows = self.families.range((house, 0, 0)..=(house, NONE, NONE));
        rows.next().map(|(_, row)| *row)
    }

    /// A row of the set of the same family. Own reporting conflicts with rows of the house that are not, and with those of the
    /// same publisher, unless both have different witnesses. Other rows conflict with any row of the house.
    fn family_clash(&self, house: u32, reporter: Option<Reporter>) -> Option<(usize, Clash)> {
        let Some(Reporter { publisher, witness }) = reporter else {
            return Some((self.published(house)?, Clash::Family(house)));
        };
        let of = |publisher, witness| self.families.get(&(house, publisher, witness)).copied();
        let mut desk = self
            .families
            .range((house, publisher, 0)..=(house, publisher, NONE));
        let row = of(NONE, NONE).or_else(|| match witness {
            NONE => desk.next().map(|(_, row)| *row),
            _ => of(publisher, witness).or_else(|| of(publisher, NONE)),
        });
        Some((row?, Clash::Family(house)))
    }

    /// The places that a row rests on, in breadth-first order. Stops early at an occupied place, and when the steps are
    /// used up.
    fn walk(&mut self, row: usize) -> Vec<usize> {
        self.walks += 1;
        let mut walked: Vec<usize> = Vec::new();
        let starts: Vec<usize> = self
            .graph
            .ancestry
            .starts(self.graph.resolved, &self.graph.rows[row])
            .collect();
        self.step_onto(&starts, &mut walked);
        let mut next = 0;
        while let Some(place) = walked.get(next).copied() {
            if self.places[place] != FREE || self.steps == 0 {
                break;
            }
            let graph = self.graph;
            self.step_onto(graph.ancestry.parents(place), &mut walked);
            next += 1;
        }
        walked
    }

    fn step_onto(&mut self, places: &[usize], walked: &mut Vec<usize>) {
        for place in places {
            self.steps = self.steps.saturating_sub(1);
            if self.met[*place] != self.walks {
                self.met[*place] = self.walks;
                walked.push(*place);
            }
        }
    }
}
