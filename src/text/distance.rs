//! How many letters differ between a quote and a window of text, by Myers' bit-parallel algorithm (1999), in blocks of 64.

use std::collections::BTreeMap;

const BITS: usize = 64;

/// A quote, prepared for comparing it with many windows.
#[derive(Debug)]
pub(super) struct LetterPattern {
    length: usize,
    blocks: usize,
    /// For each character of the quote, where it is in each block.
    masks: BTreeMap<char, Vec<u64>>,
    /// The same for ASCII, one character after the other.
    ascii: Vec<u64>,
    nowhere: Vec<u64>,
}

/// The differences between a quote and a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LetterEdits {
    /// Edits that make the whole window of the quote.
    pub(super) whole: usize,
    /// Edits that make the best part of the window of the quote.
    pub(super) part: usize,
    /// Where that part ends, in characters of the window.
    pub(super) part_end: usize,
}

impl LetterPattern {
    pub(super) fn new(quote: impl Iterator<Item = char>) -> Self {
        let letters: Vec<char> = quote.collect();
        let blocks = letters.len().div_ceil(BITS).max(1);
        let mut masks: BTreeMap<char, Vec<u64>> = BTreeMap::new();
        let mut ascii = vec![0; 128 * blocks];
        for (at, c) in letters.iter().enumerate() {
            let (block, bit) = (at / BITS, 1_u64 << (at % BITS));
            let place = if c.is_ascii() {
                ascii.get_mut(*c as usize * blocks + block)
            } else {
                let mask = masks.entry(*c).or_insert_with(|| vec![0; blocks]);
                mask.get_mut(block)
            };
            if let Some(place) = place {
                *place |= bit;
            }
        }
        Self {
            length: letters.len(),
            blocks,
            masks,
            ascii,
            nowhere: vec![0; blocks],
        }
    }

    pub(super) const fn length(&self) -> usize {
        self.length
    }

    fn mask(&self, c: char) -> &[u64] {
        let found = if c.is_ascii() {
            let at = c as usize * self.blocks;
            self.ascii.get(at..at + self.blocks)
        } else {
            self.masks.get(&c).map(Vec::as_slice)
        };
        found.unwrap_or(&self.nowhere)
    }

    /// Compares the quote with a window, as a whole and with its best part.
    pub(super) fn compare(&self, window: impl Iterator<Item = char> + Clone) -> LetterEdits {
        let (part, part_end) = self.best(window.clone());
        let whole = self.edits(window, true, &mut |_, _| {});
        LetterEdits {
            whole,
            part,
            part_end,
        }
    }

    /// The fewest edits that make a part of the window of the quote, and where the first such part ends.
    pub(super) fn best(&self, window: impl Iterator<Item = char>) -> (usize, usize) {
        let mut best = (self.length, 0);
        self.edits(window, false, &mut |end, edits| {
            if edits < best.0 {
                best = (edits, end);
            }
        });
        best
    }

    /// Edits after each character of the window. `from_start`: leaving out the window's beginning costs edits, too.
    fn edits(
        &self,
        window: impl Iterator<Item = char>,
        from_start: bool,
        each: &mut impl FnMut(usize, usize),
    ) -> usize {
        let mut column = vec![
            LetterBlock {
                more: u64::MAX,
                fewer: 0
            };
            self.blocks
        ];
        let mut edits = self.length;
        let last = 1_u64 << ((self.length.max(1) - 1) % BITS);
        for (end, c) in (1..).zip(window) {
            let mut carry = i8::from(from_start);
            let blocks = self.blocks;
            for (at, (block, mask)) in column.iter_mut().zip(self.mask(c)).enumerate() {
                let high = if at + 1 == blocks {
                    last
                } else {
                    1 << (BITS - 1)
                };
                carry = block.advance(*mask, carry, high);
            }
            edits = match carry {
                1 => edits + 1,
                -1 => edits - 1,
                _ => edits,
            };
            each(end, edits);
        }
        edits
    }
}

/// 64 rows of a column: whether the edits grow or shrink from each row to the next.
#[derive(Clone, Copy, Debug)]
struct LetterBlock {
    more: u64,
    fewer: u64,
}

impl LetterBlock {
    /// Goes to the next column. Takes and returns the horizontal difference above and at the row `high`.
    fn advance(&mut self, mask: u64, carry: i8, high: u64) -> i8 {
        let is_fewer = u64::from(carry < 0);
        let vertical = mask | self.fewer;
        let mask = mask | is_fewer;
        let horizontal = ((mask & self.more).wrapping_add(self.more) ^ self.more) | mask;
        let mut plus = self.fewer | !(horizontal | self.more);
        let mut minus = self.more & horizontal;
        let out = i8::from(plus & high != 0) - i8::from(minus & high != 0);
        plus = (plus << 1) | u64::from(carry > 0);
        minus = (minus << 1) | is_fewer;
        self.more = minus | !(vertical | plus);
        self.fewer = plus & vertical;
        out
    }
}
