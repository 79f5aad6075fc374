//! Interner as numbers: each distinct text is kept once, in one string, and stands for its place.
//!
//! A book may name a million sources; a map of owned strings costs three times the memory and two cache misses more a look-up.

use std::hash::BuildHasher;
use std::hash::RandomState;

/// The number that stands for no name.
pub(super) const NONE: u32 = u32::MAX;

/// A table of distinct names, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Interner {
    text: String,
    /// Where each name ends in `text`; it starts where the one before ends.
    ends: Vec<usize>,
    /// An open hash table of numbers, at most half full. Its random keys keep a hostile book from colliding names at will;
    /// nothing is ever listed in its order.
    slots: Vec<u32>,
    hasher: RandomState,
}

impl Interner {
    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The name of a number; empty for a number that stands for none.
    pub(super) fn name(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.ends
            .get(number)
            .and_then(|end| self.text.get(start..*end))
            .unwrap_or_default()
    }

    /// The number of a name.
    pub(super) fn get(&self, name: &str) -> Option<u32> {
        let slot = self.find(name)?;
        self.slots
            .get(slot)
            .copied()
            .filter(|number| *number != NONE)
    }

    /// The number of a name, a new one where it has none yet.
    pub(super) fn intern(&mut self, name: &str) -> u32 {
        if self.slots.len() < (self.len() + 1) * 2 {
            self.grow();
        }
        let slot = self.find(name).and_then(|slot| self.slots.get_mut(slot));
        let Some(slot) = slot else { return NONE };
        if *slot == NONE {
            *slot = u32::try_from(self.ends.len()).unwrap_or(NONE);
            self.text.push_str(name);
            self.ends.push(self.text.len());
            return *slot;
        }
        *slot
    }

    /// The slot that holds a name, or the empty one where it belongs; `None` for a table without slots.
    fn find(&self, name: &str) -> Option<usize> {
        let last = self.slots.len().checked_sub(1)?;
        let mut slot = self.first_slot(name, last);
        loop {
            match self.slots.get(slot) {
                Some(number) if *number != NONE && self.name(*number) != name => {
                    slot = (slot + 1) & last;
                }
                _ => return Some(slot),
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "only the low bits of the hash are wanted"
    )]
    fn first_slot(&self, name: &str, last: usize) -> usize {
        self.hasher.hash_one(name) as usize & last
    }

    /// Doubles the table; its size stays a power of two.
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        self.slots = vec![NONE; size];
        for number in 0..u32::try_from(self.len()).unwrap_or(NONE) {
            let slot = self.find(self.name(number));
            if let Some(slot) = slot.and_then(|slot| self.slots.get_mut(slot)) {
                *slot = number;
            }
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
