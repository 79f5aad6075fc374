//! Sets of at most 200 rows as fixed-size *bit sets*: four words, no allocation, set operations in four instructions.

/// The largest number of rows a side for which we search exactly. With more eligible rows, the count is a lower bound.
pub(super) const BOUND: usize = 200;

const WORDS: usize = BOUND.div_ceil(64);

/// A set of numbers from 0 to [`BOUND`] - 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSet([u64; WORDS]);

impl RowSet {
    /// The numbers 0 to `count` - 1; at most [`BOUND`] of them.
    pub(super) fn first(count: usize) -> Self {
        (0..count.min(BOUND)).collect()
    }

    pub(super) fn insert(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    pub(super) fn remove(&mut self, place: usize) {
        if let Some(word) = self.0.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    pub(super) fn has(&self, place: usize) -> bool {
        self.0
            .get(place / 64)
            .is_some_and(|word| word & (1 << (place % 64)) != 0)
    }

    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    /// The intersection.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.0
            .iter_mut()
            .zip(other.0)
            .for_each(|(word, other)| *word &= other);
        self
    }

    /// The union.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.0
            .iter_mut()
            .zip(other.0)
            .for_each(|(word, other)| *word |= other);
        self
    }

    /// The difference.
    pub(super) fn minus(mut self, other: &Self) -> Self {
        self.0
            .iter_mut()
            .zip(other.0)
            .for_each(|(word, other)| *word &= !other);
        self
    }

    /// The members in ascending order.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let place = bits.trailing_zeros() as usize;
                // Clears the lowest bit; of no bits, leaves none.
                bits &= bits.wrapping_sub(1);
                (place < 64).then_some(word * 64 + place)
            })
        })
    }
}

impl FromIterator<usize> for RowSet {
    fn from_iter<I: IntoIterator<Item = usize>>(places: I) -> Self {
        let mut set = Self::default();
        for place in places {
            set.insert(place);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::RowSet;
    use proptest::prelude::*;

    #[test]
    fn a_row_set_is_a_set() {
        let mut set: RowSet = [0, 63, 64, 199].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 199]);
        set.remove(63);
        assert!(!set.has(63) && set.has(64) && set.len() == 3);
        assert_eq!(
            set.minus(&RowSet::first(100)).iter().collect::<Vec<_>>(),
            [199]
        );
        assert_eq!(set.and(&RowSet::first(100)).or(&set), set);
        assert!(RowSet::default().is_empty() && RowSet::first(500).len() == 200);
    }

    #[test]
    fn numbers_past_the_bound_are_ignored() {
        let mut set: RowSet = [5_000].into_iter().collect();
        assert!(set.is_empty() && !set.has(5_000));
        set.remove(5_000);
        assert_eq!(set, RowSet::default());
    }

    #[test]
    fn the_first_numbers_are_those_below_the_count() {
        for count in [0, 1, 63, 64, 65, 128, 199, 200] {
            let members: Vec<usize> = RowSet::first(count).iter().collect();
            assert_eq!(members, (0..count).collect::<Vec<_>>());
        }
    }

    proptest! {
        #[test]
        fn a_row_set_behaves_as_an_ordered_set(
            a in proptest::collection::btree_set(0..200_usize, 0..40),
            b in proptest::collection::btree_set(0..200_usize, 0..40),
        ) {
            let (x, y): (RowSet, RowSet) = (a.iter().copied().collect(), b.iter().copied().collect());
            let list = |set: RowSet| set.iter().collect::<Vec<_>>();
            prop_assert_eq!(list(x), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(list(x.and(&y)), a.intersection(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(list(x.or(&y)), a.union(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(list(x.minus(&y)), a.difference(&b).copied().collect::<Vec<_>>());
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            prop_assert!((0..200).all(|number| x.has(number) == a.contains(&number)));
        }
    }
}
