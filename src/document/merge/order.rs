//! Which parts of three texts belong together, and in which order the merged text has them.

use crate::document::merge::identity;
use crate::document::merge::identity::RenamedIds;
use crate::document::merge::tree::{Node, What};
use std::collections::{BTreeMap, BTreeSet};

/// One thing, as each of the three texts has it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trio<'n, 't> {
    pub(super) base: Option<&'n Node<'t>>,
    pub(super) ours: Option<&'n Node<'t>>,
    pub(super) theirs: Option<&'n Node<'t>>,
}

/// The changes of ids that each side made.
#[derive(Clone, Debug, Default)]
pub(super) struct BothRenamed {
    pub(super) ours: RenamedIds,
    pub(super) theirs: RenamedIds,
}

/// The most pairs of records that we compare to find out which one was renamed.
const MOST_PAIRS: usize = 40_000;

/// The children of three nodes, matched.
pub(super) struct MatchedChildren<'n, 't> {
    pub(super) trios: Vec<Trio<'n, 't>>,
    ours: Vec<usize>,
    theirs: Vec<usize>,
}

impl<'n, 't> MatchedChildren<'n, 't> {
    /// Matches children by key, and then those whose key one side changed.
    pub(super) fn of([base, ours, theirs]: [&'n [Node<'t>]; 3], renamed: &BothRenamed) -> Self {
        let mut trios: Vec<Trio<'n, 't>> = Vec::with_capacity(base.len());
        let mut by_key = BTreeMap::new();
        for (node, key) in base.iter().zip(identity::keys(base)) {
            by_key.insert(key, trios.len());
            trios.push(Trio {
                base: Some(node),
                ..Trio::default()
            });
        }
        let from_base = trios.len();
        let places = [(ours, true), (theirs, false)].map(|(nodes, is_ours)| {
            let mut places = Vec::with_capacity(nodes.len());
            let keys = identity::keys(nodes);
            for (node, key) in nodes.iter().zip(&keys) {
                let known = by_key.get(key).copied().filter(|at| *at < from_base);
                if let Some(trio) = known.and_then(|at| trios.get_mut(at)) {
                    *trio.side(is_ours) = Some(node);
                }
                places.push(known);
            }
            let edited = if is_ours {
                &renamed.ours
            } else {
                &renamed.theirs
            };
            pair(
                trios.get_mut(..from_base).unwrap_or_default(),
                nodes,
                &mut places,
                (is_ours, edited),
            );
            for (node, (place, key)) in nodes.iter().zip(places.iter_mut().zip(keys)) {
                if place.is_none() {
                    let at = *by_key.entry(key).or_insert(trios.len());
                    if at == trios.len() {
                        trios.push(Trio::default());
                    }
                    *place = Some(at);
                    if let Some(trio) = trios.get_mut(at) {
                        *trio.side(is_ours) = Some(node);
                    }
                }
            }
            places.into_iter().flatten().collect::<Vec<usize>>()
        });
        let [ours, theirs] = places;
        Self {
            trios,
            ours,
            theirs,
        }
    }

    /// The order of the merged text: that of ours, unless only theirs changed the order. What only one side has follows
    /// what it follows there.
    pub(super) fn order(&self) -> Vec<usize> {
        let is_kept = |order: &[usize]| {
            let is_old = |at: &&usize| self.trios.get(**at).is_some_and(|trio| trio.base.is_some());
            order.iter().filter(is_old).is_sorted()
        };
        let (first, second) = if is_kept(&self.ours) && !is_kept(&self.theirs) {
            (&self.theirs, &self.ours)
        } else {
            (&self.ours, &self.theirs)
        };
        let in_first: BTreeSet<usize> = first.iter().copied().collect();
        let in_second: BTreeSet<usize> = second.iter().copied().collect();
        let mut following: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut anchor = None;
        for at in second {
            if in_first.contains(at) {
                anchor = Some(*at);
            } else {
                following.entry(anchor).or_default().push(*at);
            }
        }
        let mut order = Vec::with_capacity(self.trios.len());
        let mut waiting = following.remove(&None).unwrap_or_default();
        for at in first {
            if in_second.contains(at) {
                order.append(&mut waiting);
                order.push(*at);
                waiting = following.remove(&Some(*at)).unwrap_or_default();
            } else {
                let earlier = waiting
                    .iter()
                    .take_while(|one| self.comes_before(**one, *at));
                let earlier = earlier.count();
                order.extend(waiting.drain(..earlier));
                order.push(*at);
            }
        }
        order.append(&mut waiting);
        order
    }

    /// Whether a part that only the second side has goes before one that only the first has, at the same place: fields
    /// before sections, sources and parties by their ids, rows with a date by their dates. Everything else follows.
    fn comes_before(&self, one: usize, other: usize) -> bool {
        let is_field = |at: usize| {
            let node = self
                .trios
                .get(at)
                .and_then(|trio| trio.ours.or(trio.theirs));
            node.is_some_and(|node| matches!(node.what, What::Field(_)))
        };
        if is_field(one) != is_field(other) {
            return is_field(one);
        }
        let rank = |at: usize| {
            let trio = self.trios.get(at)?;
            let node = trio.ours.or(trio.theirs)?;
            let What::Section(path, true) = &node.what else {
                return None;
            };
            let value = match path.as_slice() {
                [kind] if kind == "source" || kind == "party" => identity::id(node),
                [_] => None,
                _ => node.field("on").map(|on| identity::said(on.value())),
            };
            Some((path, value?))
        };
        match (rank(one), rank(other)) {
            (Some((path, value)), Some((same, later))) => path == same && value < later,
            _ => false,
        }
    }
}

impl<'n, 't> Trio<'n, 't> {
    fn side(&mut self, is_ours: bool) -> &mut Option<&'n Node<'t>> {
        if is_ours {
            &mut self.ours
        } else {
            &mut self.theirs
        }
    }
}

/// Finds the parts of the base that a side lacks under their key and has under another.
fn pair<'n, 't>(
    trios: &mut [Trio<'n, 't>],
    nodes: &'n [Node<'t>],
    places: &mut [Option<usize>],
    (is_ours, renamed): (bool, &RenamedIds),
) {
    let is_row = |node: &Node<'_>| matches!(node.what, What::Section(_, true));
    let mut gone: Vec<usize> = Vec::new();
    for (at, trio) in trios.iter_mut().enumerate() {
        if trio.base.is_some_and(is_row) && trio.side(is_ours).is_none() {
            gone.push(at);
        }
    }
    let new: Vec<usize> = (0..nodes.len())
        .filter(|at| places.get(*at) == Some(&None) && nodes.get(*at).is_some_and(is_row))
        .collect();
    if gone.len().saturating_mul(new.len()) > MOST_PAIRS {
        return;
    }
    for at in new {
        let Some(node) = nodes.get(at) else { continue };
        let found = gone.iter().position(|gone| {
            let base = trios.get(*gone).and_then(|trio| trio.base);
            base.is_some_and(|base| identity::is_edited(base, node, renamed))
        });
        if let Some(found) = found {
            let place = gone.remove(found);
            if let (Some(trio), Some(known)) = (trios.get_mut(place), places.get_mut(at)) {
                *trio.side(is_ours) = Some(node);
                *known = Some(place);
            }
        }
    }
}
