//! Offsets, parts and lines of a text.

use std::slice::SliceIndex;

/// A part of a text.
#[expect(
    clippy::expect_used,
    reason = "to go on with another part of the text would give a wrong answer"
)]
pub(crate) fn cut<R: SliceIndex<str, Output = str>>(text: &str, range: R) -> &str {
    text.get(range)
        .expect("offsets come from the parser or from a search in the same text")
}

/// Counts lines from the last offset that somebody asked for. Headers mostly come in order, so most steps are short.
pub(super) struct LineCounter<'t> {
    bytes: &'t [u8],
    offset: usize,
    line: u32,
}

impl<'t> LineCounter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            bytes: text.as_bytes(),
            offset: 0,
            line: 1,
        }
    }

    /// The number of the line at an offset, from 1.
    pub(super) fn line_of(&mut self, offset: usize) -> u32 {
        let forward = self.bytes.get(self.offset..offset).map_or(0, newlines);
        let back = self.bytes.get(offset..self.offset).map_or(0, newlines);
        self.line = self.line.saturating_add(forward).saturating_sub(back);
        self.offset = offset;
        self.line
    }
}

fn newlines(bytes: &[u8]) -> u32 {
    // Sum u8s in chunks of 255, which cannot overflow, so that the loop vectorises.
    let count = |bytes: &[u8]| {
        bytes
            .iter()
            .map(|byte| u8::from(*byte == b'\n'))
            .sum::<u8>()
    };
    bytes
        .chunks(usize::from(u8::MAX))
        .map(|chunk| u32::from(count(chunk)))
        .sum()
}

/// The number of the line at an offset, counted from the beginning.
pub(super) fn line_number(text: &str, offset: usize) -> usize {
    let line = newlines(cut(text, ..offset).as_bytes()).saturating_add(1);
    usize::try_from(line).unwrap_or(usize::MAX)
}

/// The start of the line at an offset.
pub(in crate::document) fn line_start(text: &str, offset: usize) -> usize {
    cut(text, ..offset)
        .rfind('\n')
        .map_or(0, |newline| newline + 1)
}

#[cfg(test)]
mod tests {
    use super::{LineCounter, line_number, line_start};

    proptest::proptest! {
        #[test]
        fn lines_are_counted_in_any_order_of_offsets(text in "[\na]{0,700}", offsets in proptest::collection::vec(0..700_usize, 1..20)) {
            let mut counter = LineCounter::new(&text);
            for offset in offsets.into_iter().filter(|offset| *offset <= text.len()) {
                let plain = 1 + text[..offset].bytes().filter(|byte| *byte == b'\n').count();
                assert_eq!(counter.line_of(offset) as usize, plain);
                assert_eq!(line_number(&text, offset), plain);
                let start = line_start(&text, offset);
                assert!(start == 0 || text[..start].ends_with('\n'));
                assert!(!text[start..offset].contains('\n'));
            }
        }
    }
}
