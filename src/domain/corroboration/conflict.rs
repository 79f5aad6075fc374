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
use std::collections::BTreeMap;

/// How many places [`Occupied`] may visit. It keeps thousands of rows over one long chain from taking minutes.
const STEPS: usize = 2_000_000;

/// What two rows share: the number of a node (origin) or of a house (voice, family).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    Origin(u32),
    Voice(u32),
    Family(u32),
}

/// The rows that answer one question. The edges are computed on demand.
#[derive(Clone, Copy)]
pub(super) struct ConflictGraph<'f, 'a> {
    pub(super) resolved: &'f ResolvedClaim<'a>,
    pub(super) ancestry: &'f Ancestry,
    pub(super) rows: &'f [ResolvedRow<'a>],
    /// Whether rows that carry the same voice conflict. They do not where we check that something was said.
    pub(super) voices: bool,
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
        if self.voices {
            for (_, rows) in self.by_house(&over, |node| {
                self.resolved.registry.voice_house(self.resolved.node(node))
            }) {
                rows.iter().for_each(|row| near[row] = near[row].or(&rows));
            }
        }
        self.add_families(picked, &over, &mut near);
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

    /// Adds the family conflicts: rows with publishers of one house, unless both are own reporting of different
    /// publishers.
    fn add_families(&self, picked: &[usize], over: &[RowSet], near: &mut [RowSet]) {
        let own: Vec<u32> = picked
            .iter()
            .map(|row| self.own_publisher(*row).unwrap_or(NONE))
            .collect();
        let own_rows: RowSet = (0..own.len()).filter(|row| own[*row] != NONE).collect();
        let families = self.by_house(over, |node| {
            self.resolved
                .registry
                .publisher_house(self.resolved.node(node))
        });
        for (_, family) in families.into_iter().filter(|(_, family)| family.len() > 1) {
            let others = family.minus(&own_rows);
            for row in family.iter() {
                near[row] = near[row].or(if own[row] == NONE { &family } else { &others });
            }
            let reporting = family.and(&own_rows);
            for row in reporting.iter() {
                let same = reporting.iter().filter(|other| own[*other] == own[row]);
                near[row] = same.fold(near[row], |mut near, other| {
                    near.insert(other);
                    near
                });
            }
        }
    }

    /// The publisher of a row that is own reporting, if it names one.
    fn own_publisher(&self, row: usize) -> Option<u32> {
        let row = &self.rows[row];
        let publisher = self.resolved.node(row.source).publisher;
        (publisher != NONE && row.is_own(self.resolved)).then_some(publisher)
    }

    /// For each house, the rows that rest on a node of it.
    fn by_house(&self, over: &[RowSet], house: impl Fn(u32) -> Option<u32>) -> Vec<(u32, RowSet)> {
        let housed =
            |place: usize| house(self.ancestry.node(place)).map(|house| (house, over[place]));
        let mut pairs: Vec<(u32, RowSet)> = (0..over.len()).filter_map(housed).collect();
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
    /// The row that occupies each family. Key: the house and, if the row is own reporting, its publisher, else [`NONE`].
    families: BTreeMap<(u32, u32), usize>,
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
        let own = self.graph.own_publisher(row);
        for place in self.walk(row) {
            let node = self.graph.resolved.node(self.graph.ancestry.node(place));
            self.places[place] = row;
            if let Some(house) = registry.voice_house(node) {
                self.voices.insert(house, row);
            }
            if let Some(house) = registry.publisher_house(node) {
                self.families.insert((house, own.unwrap_or(NONE)), row);
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
        places
            .iter()
            .find_map(|place| self.voice_clash(node(*place)))
            .or_else(|| {
                let own = self.graph.own_publisher(row);
                places
                    .iter()
                    .find_map(|place| self.family_clash(node(*place), own))
            })
    }

    fn voice_clash(&self, node: u32) -> Option<(usize, Clash)> {
        let house = self
            .graph
            .resolved
            .registry
            .voice_house(self.graph.resolved.node(node))
            .filter(|_| self.graph.voices)?;
        Some((*self.voices.get(&house)?, Clash::Voice(house)))
    }

    fn family_clash(&self, node: u32, own: Option<u32>) -> Option<(usize, Clash)> {
        let house = self
            .graph
            .resolved
            .registry
            .publisher_house(self.graph.resolved.node(node))?;
        // Own reporting conflicts with rows of the house that are not, and with those of the same publisher.
        // Other rows conflict with any row of the house.
        let row = match own {
            Some(publisher) => self
                .families
                .get(&(house, NONE))
                .or_else(|| self.families.get(&(house, publisher))),
            None => self
                .families
                .range((house, 0)..=(house, NONE))
                .next()
                .map(|(_, row)| row),
        };
        Some((*row?, Clash::Family(house)))
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
