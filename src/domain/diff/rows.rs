//! Matches the rows of two lists, and mixes the lists.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A row of the old list, of the new one, or of both: positions from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowPair {
    /// The same row in both lists.
    Same(usize, usize),
    /// The old row has become the new one.
    Changed(usize, usize),
    /// The row is only in the old list.
    Gone(usize),
    /// The row is only in the new list.
    New(usize),
}

impl RowPair {
    /// The position in the old list.
    #[must_use]
    pub fn before(self) -> Option<usize> {
        match self {
            Self::Same(old, _) | Self::Changed(old, _) | Self::Gone(old) => Some(old),
            Self::New(_) => None,
        }
    }

    /// The position in the new list.
    #[must_use]
    pub fn after(self) -> Option<usize> {
        match self {
            Self::Same(_, new) | Self::Changed(_, new) | Self::New(new) => Some(new),
            Self::Gone(_) => None,
        }
    }

    /// Whether something changed.
    #[must_use]
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Same(..))
    }
}

/// Matches two lists: first the rows that are the same by the first key, then those that share the next one, and so on.
/// Those with the same key match in their order.
pub(super) fn pairs<T>(old: &[T], new: &[T], keys: &[&dyn Fn(&T) -> String]) -> Vec<RowPair> {
    let mut pairs = Vec::new();
    let mut old_left: BTreeSet<usize> = (0..old.len()).collect();
    let mut new_left: BTreeSet<usize> = (0..new.len()).collect();
    for (level, key) in keys.iter().enumerate() {
        let mut by_key: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (at, row) in old.iter().enumerate() {
            if old_left.contains(&at) {
                by_key.entry(key(row)).or_default().push_back(at);
            }
        }
        for (at, row) in new.iter().enumerate() {
            let waiting = by_key.get_mut(&key(row)).filter(|_| new_left.contains(&at));
            if let Some(from) = waiting.and_then(VecDeque::pop_front) {
                let same = level == 0;
                pairs.push(if same {
                    RowPair::Same(from, at)
                } else {
                    RowPair::Changed(from, at)
                });
                old_left.remove(&from);
                new_left.remove(&at);
            }
        }
    }
    pairs.extend(old_left.into_iter().map(RowPair::Gone));
    pairs.extend(new_left.into_iter().map(RowPair::New));
    pairs.sort_unstable_by_key(|pair| (pair.after().is_none(), pair.after(), pair.before()));
    pairs
}

/// The pairs of lists whose order counts: a row that moved past others has changed.
pub(super) fn ordered(mut pairs: Vec<RowPair>) -> Vec<RowPair> {
    let moved = moved(&pairs);
    for pair in &mut pairs {
        if let RowPair::Same(from, at) = *pair
            && moved.contains(&from)
        {
            *pair = RowPair::Changed(from, at);
        }
    }
    pairs
}

/// The old positions of the rows that moved: all that are in both lists but not in a longest run that kept its order.
/// Expects pairs in the new order, as `pairs` gives them.
fn moved(pairs: &[RowPair]) -> BTreeSet<usize> {
    let kept: Vec<usize> = pairs
        .iter()
        .filter(|pair| pair.after().is_some())
        .filter_map(|pair| pair.before())
        .collect();
    // Patience sorting: the row that ends the best run of each length, and the row before each row in its best run.
    let mut ends: Vec<usize> = Vec::new();
    let mut earlier: BTreeMap<usize, usize> = BTreeMap::new();
    for row in &kept {
        let length = ends.partition_point(|end| end < row);
        if let Some(end) = length.checked_sub(1).and_then(|at| ends.get(at)) {
            earlier.insert(*row, *end);
        }
        match ends.get_mut(length) {
            Some(end) => *end = *row,
            None => ends.push(*row),
        }
    }
    let mut moved: BTreeSet<usize> = kept.into_iter().collect();
    let mut in_order = ends.last().copied();
    while let Some(row) = in_order {
        moved.remove(&row);
        in_order = earlier.get(&row).copied();
    }
    moved
}

/// The old list with some of the changes: a row that is new or moved comes after the one that it follows in the new list.
pub(super) fn mixed<T: Clone>(
    (old, new): (&[T], &[T]),
    pairs: &[RowPair],
    is_taken: impl Fn(RowPair) -> bool,
) -> Vec<T> {
    let mut by_old: BTreeMap<usize, RowPair> = BTreeMap::new();
    by_old.extend(
        pairs
            .iter()
            .filter_map(|pair| Some((pair.before()?, *pair))),
    );
    let moved = moved(pairs);
    let mut mix: Vec<(Option<usize>, T)> = Vec::new();
    for (at, row) in old.iter().enumerate() {
        let pair = by_old.get(&at).copied();
        let taken = pair.filter(|pair| pair.is_change() && is_taken(*pair));
        match taken {
            None => {
                let place = pair.filter(|_| !moved.contains(&at));
                mix.push((place.and_then(RowPair::after), row.clone()));
            }
            Some(_) if moved.contains(&at) => {}
            Some(pair) => {
                let row = pair
                    .after()
                    .and_then(|at| Some((Some(at), new.get(at)?.clone())));
                mix.extend(row);
            }
        }
    }
    for pair in pairs {
        let is_placed = pair.before().is_none_or(|from| moved.contains(&from));
        if is_placed
            && pair.is_change()
            && is_taken(*pair)
            && let Some(at) = pair.after()
            && let Some(row) = new.get(at)
        {
            let before = mix
                .iter()
                .rposition(|(place, _)| place.is_some_and(|place| place < at));
            mix.insert(
                before.map_or(0, |before| before + 1),
                (Some(at), row.clone()),
            );
        }
    }
    mix.into_iter().map(|(_, row)| row).collect()
}
