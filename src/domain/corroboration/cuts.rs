//! The sources that no path from a row to a root avoids: *cut vertices* (the dominators of the sink in a flow graph).
//!
//! Linear in the row's ancestry, by two walks: one finds a shortest path to a root; the other goes along that path and
//! keeps the farthest position that some path around it reaches. A position that no detour jumps over is a cut.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the lengths of the lists made for all places"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::ResolvedRow;
use std::collections::VecDeque;
use std::ops::Range;

/// Finds the cuts of one row after another.
pub(super) struct Cuts<'w, 'a> {
    resolved: &'w ResolvedClaim<'a>,
    ancestry: &'w Ancestry,
    sound: Vec<bool>,
    /// The places of the root that each place belongs to; `None` for a place that is not in a root.
    root: Vec<Option<(usize, usize)>>,
    /// The number of the walk that last met each place. Spares us clearing a list before each walk.
    met: Vec<usize>,
    /// The position of each place on the current path; [`OFF`] if it is not on it.
    on_path: Vec<usize>,
    /// The number of the current walk.
    round: usize,
}

/// The position of a place that is not on the path.
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
        let (met, on_path) = (vec![0; ancestry.len()], vec![OFF; ancestry.len()]);
        Self {
            resolved,
            ancestry,
            sound,
            root,
            met,
            on_path,
            round: 0,
        }
    }

    pub(super) fn of_row(&mut self, row: &ResolvedRow<'_>) -> Vec<usize> {
        let starts: Vec<usize> = self
            .ancestry
            .starts(self.resolved, row)
            .filter(|start| self.sound[*start])
            .collect();
        let path = self.path(&starts);
        for (position, place) in path.iter().enumerate() {
            self.members(*place)
                .for_each(|member| self.on_path[member] = position);
        }
        let cuts = self.unavoidable(&starts, &path);
        for place in path {
            self.members(place)
                .for_each(|member| self.on_path[member] = OFF);
        }
        cuts
    }

    /// The place itself, or all members of its root: a root is struck when one of its members is.
    fn members(&self, place: usize) -> Range<usize> {
        self.root[place].map_or(place..place + 1, |(start, end)| start..end)
    }

    /// A shortest path from a start to a root: breadth-first search. `came` holds each place with the step it came from.
    fn path(&mut self, starts: &[usize]) -> Vec<usize> {
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
        let mut path = Vec::new();
        let mut step = came.len().wrapping_sub(1);
        while let Some((place, from)) = came.get(step) {
            path.push(*place);
            step = *from;
        }
        path.reverse();
        path
    }

    /// The places of the path that no other path avoids.
    ///
    /// Invariant: at position `i`, `reach` is the farthest position where a detour that leaves the path before `i` comes
    /// back to it (past the end if the detour ends in another root). Position `i` is a cut exactly if no detour jumps
    /// over it, that is if `reach <= i`.
    fn unavoidable(&mut self, starts: &[usize], path: &[usize]) -> Vec<usize> {
        self.round += 1;
        let mut cuts = Vec::new();
        let mut reach = 0;
        let mut open = starts.to_vec();
        for (position, place) in path.iter().enumerate() {
            reach = self.reach(open, reach, path.len());
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

    /// How far along the path a detour gets that leaves from `open` and touches the path only at its end. Another root
    /// counts as the end of the path. Places met in earlier calls of this walk are not visited again: their reach is
    /// already counted.
    fn reach(&mut self, mut open: Vec<usize>, mut reach: usize, end: usize) -> usize {
        while let Some(place) = open.pop() {
            if self.on_path[place] != OFF {
                reach = reach.max(self.on_path[place]);
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
