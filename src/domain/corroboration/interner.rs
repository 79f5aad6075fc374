//! A string interner: each distinct name is stored once and stands for a number.
//!
//! All names share one string. A book can name a million sources; a map of owned strings would take three times the
//! memory and two more cache misses per look-up.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from this table, and slots are masked to its length"
)]

use std::hash::BuildHasher;
use std::hash::RandomState;

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
}
