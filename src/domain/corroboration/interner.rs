//! A string interner: each distinct name is stored once and gets a number.
//!
//! All names share one string. A book can name a million sources; a map of owned strings would take three times the
//! memory and two more cache misses per look-up.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from this table, and slots are masked to its length"
)]

use std::hash::{BuildHasher, RandomState};

/// The number that means "no name".
pub(super) const NONE: u32 = u32::MAX;

/// A list index as a `u32`, which halves the size of the graph.
#[expect(
    clippy::expect_used,
    reason = "four billion names do not fit in memory"
)]
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index)
        .ok()
        .filter(|number| *number != NONE)
        .expect("a book has fewer than four billion names")
}

/// A table of distinct names, numbered from 0 in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// All names, one after the other.
    text: String,
    /// Where each name ends in `text`. It starts where the previous one ends.
    ends: Vec<usize>,
    /// An open-addressing hash table of numbers with linear probing. Its length is a power of two, and at most half of
    /// it is in use, so every probe ends at a free slot ([`NONE`]). Random keys keep a hostile book from making names
    /// collide. Nothing is ever listed in the order of this table.
    slots: Vec<u32>,
    hasher: RandomState,
}

impl Interner {
    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name with this number. Panics if this table did not hand out the number.
    pub(super) fn name(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// The number of a name, if the table has it.
    pub(super) fn get(&self, name: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        Some(self.slots[self.find(name)]).filter(|number| *number != NONE)
    }

    /// The number of a name; adds the name if it is new.
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        if self.slots.len() < (self.len() + 1) * 2 {
            self.grow();
        }
        let slot = self.find(name);
        if self.slots[slot] == NONE {
            self.slots[slot] = number(self.len());
            self.text.push_str(name);
            self.ends.push(self.text.len());
        }
        self.slots[slot]
    }

    /// The slot that holds a name, or the free slot where it belongs. The table must have slots.
    fn find(&self, name: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.first_slot(name, mask);
        while self.slots[slot] != NONE && self.name(self.slots[slot]) != name {
            slot = (slot + 1) & mask;
        }
        slot
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "only the low bits of the hash are used"
    )]
    fn first_slot(&self, name: &str, mask: usize) -> usize {
        self.hasher.hash_one(name) as usize & mask
    }

    /// Doubles the number of slots and places every name again.
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        self.slots = vec![NONE; size];
        for number in 0..number(self.len()) {
            let slot = self.find(self.name(number));
            self.slots[slot] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;
    use proptest::prelude::*;

    #[test]
    fn equal_names_have_one_number_and_numbers_give_the_name_back() {
        let mut names = Interner::default();
        assert_eq!(names.get("a"), None);
        let words: Vec<String> = (0..1000).map(|n| format!("source-{n}")).collect();
        for (place, word) in words.iter().enumerate() {
            assert_eq!(names.intern(word) as usize, place);
        }
        for (place, word) in words.iter().enumerate() {
            assert_eq!(names.intern(word) as usize, place);
            assert_eq!(
                names.get(word).map(|number| names.name(number)),
                Some(word.as_str())
            );
        }
        assert_eq!(names.intern(""), 1000);
        assert_eq!(names.name(1000), "");
        assert_eq!(names.len(), 1001);
    }

    #[test]
    fn an_empty_table_knows_no_name() {
        let names = Interner::default();
        assert_eq!(
            (names.get(""), names.get("a"), names.len()),
            (None, None, 0)
        );
    }

    #[test]
    fn the_empty_name_is_a_name_wherever_it_comes() {
        let mut names = Interner::default();
        assert_eq!(
            [names.intern(""), names.intern("a"), names.intern("")],
            [0, 1, 0]
        );
        assert_eq!((names.name(0), names.name(1)), ("", "a"));
    }

    #[test]
    fn a_table_is_at_most_half_full_so_that_every_search_ends() {
        let mut names = Interner::default();
        for n in 0..300_usize {
            names.intern(&n.to_string());
            assert!(names.slots.len().is_power_of_two());
            assert!(names.slots.len() >= names.len() * 2);
            assert!(names.slots.len() <= (names.len() * 4).max(8));
        }
    }

    proptest! {
        #[test]
        fn a_table_behaves_as_a_list_of_distinct_names(words in proptest::collection::vec("[ab]{0,3}", 0..40)) {
            let mut names = Interner::default();
            let mut list: Vec<String> = Vec::new();
            for word in words {
                let expected = list.iter().position(|known| *known == word);
                prop_assert_eq!(names.get(&word).map(|number| number as usize), expected);
                let place = names.intern(&word) as usize;
                prop_assert_eq!(place, expected.unwrap_or(list.len()));
                if expected.is_none() {
                    list.push(word);
                }
                prop_assert_eq!(names.len(), list.len());
            }
            for (number, word) in (0..).zip(&list) {
                prop_assert_eq!(names.name(number), word);
            }
        }
    }
}
