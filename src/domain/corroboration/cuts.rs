//! The sources that no path of a row avoids.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the lengths of the lists made for all places"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::ResolvedRow;
use std::collections::VecDeque;
use std::ops::Range;

/// Finds the places that all roads of a row pass.
///
/// One road is found; then, going along it, how far ahead one can get without it. Linear in the row's ancestry.
pub(super) struct Cuts<'w, 'a> {
    resolved: &'w ResolvedClaim<'a>,
    ancestry: &'w Ancestry,
    sound: Vec<bool>,
    /// The component of each place, as the range of its places, where it is a root.
    root: Vec<Option<(usize, usize)>>,
    /// For each place the row that last met it, and on that row's road its position.
    met: Vec<usize>,
    on_road: Vec<usize>,
    round: usize,
}

/// Off the road.
const OFF: usize = usize::MAX;

impl<'w, 'a> Cuts<'w, 'a> {
    pub(super) fn of(
        resolved: &'w ResolvedClaim<'a>,
        ancestry: &'w Ancestry,
        sound: Vec<bool>,
    ) -> Self {
        let mut root = vec![None; ancestry.len()];
        for group in ancestry.groups() {
            if ancestry.is_root(resolved, group.start) {
                root[group.clone()].fill(Some((group.start, group.end)));
            }
        }
        let (met, on_road) = (vec![0; ancestry.len()], vec![OFF; ancestry.len()]);
        Self {
            resolved,
            ancestry,
            sound,
            root,
            met,
            on_road,
            round: 0,
        }
    }

    pub(super) fn of_row(&mut self, row: &ResolvedRow<'_>) -> Vec<usize> {
        let starts: Vec<usize> = self
            .ancestry
            .starts(self.resolved, row)
            .filter(|start| self.sound[*start])
            .collect();
        let road = self.road(&starts);
        for (position, place) in road.iter().enumerate() {
            self.members(*place)
                .for_each(|member| self.on_road[member] = position);
        }
        let cuts = self.unavoidable(&starts, &road);
        for place in road {
            self.members(place)
                .for_each(|member| self.on_road[member] = OFF);
        }
        cuts
    }

    /// A place; of a root all its members, since each of them can strike it.
    fn members(&self, place: usize) -> Range<usize> {
        self.root[place].map_or(place..place + 1, |(start, end)| start..end)
    }

    /// The shortest road from a start to a root.
    fn road(&mut self, starts: &[usize]) -> Vec<usize> {
        self.round += 1;
        let mut open: VecDeque<(usize, usize)> = VecDeque::new();
        let mut came: Vec<(usize, usize)> = Vec::new();
        open.extend(starts.iter().map(|start| (*start, OFF)));
        while let Some((place, from)) = open.pop_front() {
            if self.met[place] == self.round {
                continue;
            }
            self.met[place] = self.round;
            came.push((place, from));
            if self.root[place].is_some() {
                break;
            }
            let step = came.len() - 1;
            let parents = self
                .ancestry
                .parents(place)
                .iter()
                .filter(|parent| self.sound[**parent]);
            open.extend(parents.map(|parent| (*parent, step)));
        }
        let mut road = Vec::new();
        let mut step = came.len().wrapping_sub(1);
        while let Some((place, from)) = came.get(step) {
            road.push(*place);
            step = *from;
        }
        road.reverse();
        road
    }

    /// The places of a road that no other road avoids.
    fn unavoidable(&mut self, starts: &[usize], road: &[usize]) -> Vec<usize> {
        self.round += 1;
        let mut cuts = Vec::new();
        let mut reach = 0;
        let mut open = starts.to_vec();
        for (position, place) in road.iter().enumerate() {
            reach = self.reach(open, reach, road.len());
            if reach <= position {
                cuts.extend(self.members(*place));
            }
            open = self
                .ancestry
                .parents(*place)
                .iter()
                .copied()
                .filter(|parent| self.sound[*parent])
                .collect();
        }
        cuts
    }

    /// How far along the road one gets from these places without setting foot on it before; a root off the road is its end.
    fn reach(&mut self, mut open: Vec<usize>, mut reach: usize, end: usize) -> usize {
        while let Some(place) = open.pop() {
            if self.on_road[place] != OFF {
                reach = reach.max(self.on_road[place]);
            } else if self.root[place].is_some() {
                reach = end;
            } else if self.met[place] != self.round {
                self.met[place] = self.round;
                open.extend(
                    self.ancestry
                        .parents(place)
                        .iter()
                        .copied()
                        .filter(|parent| self.sound[*parent]),
                );
            }
        }
        reach
    }
}
