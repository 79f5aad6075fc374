//! Which rows are not independent of one another: by a shared origin, a shared voice or a shared family of publishers.
#![expect(
    clippy::indexing_slicing,
    reason = "places and rows are below the lengths of the lists made for all of them"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::row_set::RowSet;
use std::collections::BTreeMap;

/// How many places may be looked at in search of a conflict before it is given up.
const STEPS: usize = 2_000_000;

/// What two rows share. The number is a node's or a house's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    Origin(u32),
    Voice(u32),
    Family(u32),
}

/// The rows of one question, with the ancestry that they rest on.
#[derive(Clone, Copy)]
pub(super) struct ConflictGraph<'f, 'a> {
    pub(super) resolved: &'f ResolvedClaim<'a>,
    pub(super) ancestry: &'f Ancestry,
    pub(super) rows: &'f [ResolvedRow<'a>],
    /// Whether carrying the same voice makes a conflict.
    pub(super) voices: bool,
}

impl ConflictGraph<'_, '_> {
    /// The conflicts among at most [`RowSet`]'s bound of rows: for each of them, those that it conflicts with.
    pub(super) fn conflicts(&self, picked: &[usize]) -> Vec<RowSet> {
        let mut near = vec![RowSet::default(); picked.len()];
        let over = self.rows_over_places(picked);
        let mut last = RowSet::default();
        for rows in over.iter().filter(|rows| rows.len() > 1) {
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

    /// The rows that rest on each place.
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

    /// Two rows with publishers of one house conflict, unless both are own reporting of different publishers.
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

    /// The publisher of a row that is own reporting, where it names one.
    fn own_publisher(&self, row: usize) -> Option<u32> {
        let row = &self.rows[row];
        let publisher = self.resolved.node(row.source).publisher;
        (publisher != NONE && row.is_own(self.resolved)).then_some(publisher)
    }

    /// The rows over the places of each house.
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

    /// Rows in which no two conflict, each taken in its turn if it can be: a lower bound of the count for any number of rows.
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

/// What rows in which no two conflict stand on, to find what keeps another one out.
pub(super) struct Occupied<'f, 'a> {
    graph: ConflictGraph<'f, 'a>,
    places: Vec<usize>,
    voices: BTreeMap<u32, usize>,
    /// By house and, for rows that are own reporting, publisher; for others [`NONE`].
    families: BTreeMap<(u32, u32), usize>,
    /// At which walk each place was last met.
    met: Vec<usize>,
    walks: usize,
    /// How many places may still be looked at.
    steps: usize,
}

impl<'f, 'a> Occupied<'f, 'a> {
    pub(super) fn of(graph: &ConflictGraph<'f, 'a>) -> Self {
        Self {
            graph: *graph,
            places: vec![usize::MAX; graph.ancestry.len()],
            voices: BTreeMap::new(),
            families: BTreeMap::new(),
            met: vec![0; graph.ancestry.len()],
            walks: 0,
            steps: STEPS,
        }
    }

    /// Adds a row that conflicts with none of those already there.
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

    /// A row that this one conflicts with, and what they share: an origin if there is one, else a voice, else a family.
    pub(super) fn clash(&mut self, row: usize) -> Option<(usize, Clash)> {
        let places = self.walk(row);
        let node = |place: usize| self.graph.ancestry.node(place);
        let origin = places
            .iter()
            .find(|place| self.places[**place] != usize::MAX);
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

    /// The places that a row rests on, those where it starts first. Ends early at an occupied one, and when the steps are
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
            if self.places[place] != usize::MAX || self.steps == 0 {
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
