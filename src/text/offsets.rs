//! From bytes to characters: outputs count Unicode scalar values, from 0, and the end is exclusive.

use std::ops::Range;

/// Whether two ranges have anything in common.
#[must_use]
pub fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// How many bytes lie between two counts that we keep.
const STEP: usize = 256;

/// The number of characters before any byte of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offsets {
    /// The characters that start before byte 0, `STEP`, 2 · `STEP` and so on. Empty if every character has one byte.
    counts: Vec<usize>,
}

impl Offsets {
    /// Counts the characters of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let mut before = 0;
        let counts = text.as_bytes().chunks(STEP).map(|chunk| {
            let count = before;
            before += starts(chunk);
            count
        });
        Self {
            counts: counts.collect(),
        }
    }

    /// The number of characters before this byte of the same text.
    #[must_use]
    pub fn character(&self, text: &str, byte: usize) -> usize {
        if self.counts.is_empty() {
            return byte;
        }
        let step = (byte / STEP).min(self.counts.len() - 1);
        let before = self.counts.get(step).copied().unwrap_or_default();
        let rest = text.as_bytes().get(step * STEP..byte);
        before + rest.map_or(0, starts)
    }

    /// The same range in characters.
    #[must_use]
    pub fn characters(&self, text: &str, bytes: &Range<usize>) -> Range<usize> {
        self.character(text, bytes.start)..self.character(text, bytes.end)
    }
}

/// How many characters start in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| !matches!(byte, 0x80..=0xbf))
        .count()
}

#[cfg(test)]
mod tests {
    use super::Offsets;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn characters_are_counted_as_the_text_has_them(text in "[aé€𝄞 ]{0,400}") {
            let offsets = Offsets::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(offsets.character(&text, byte), count);
            }
            prop_assert_eq!(offsets.character(&text, text.len()), text.chars().count());
        }
    }

    #[test]
    fn a_range_keeps_its_characters() {
        let text = "Zoë said “no”.";
        let at = text.find("said").expect("it is there");
        let range = Offsets::new(text).characters(text, &(at..at + 4));
        assert_eq!(range, 4..8);
    }
}
