//! Splices: replacements of some bytes of a text that leave all other bytes alone.

use std::ops::Range;

/// A replacement of some bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// The bytes to remove.
    pub(super) range: Range<usize>,
    /// The text to insert there.
    pub(super) text: String,
}

impl Splice {
    pub(super) fn insert(at: usize, text: String) -> Self {
        Self {
            range: at..at,
            text,
        }
    }

    pub(super) fn remove(range: Range<usize>) -> Self {
        Self {
            range,
            text: String::new(),
        }
    }
}

/// Makes all splices. Those at the same place keep their order. `None` if two of them contradict each other.
///
/// Removals can overlap, but an insertion must not be inside a removal.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| (splice.range.start, splice.range.end));
    let mut new = String::with_capacity(
        text.len()
            + splices
                .iter()
                .map(|splice| splice.text.len())
                .sum::<usize>(),
    );
    let mut done = 0;
    for splice in splices {
        let overlaps = splice.range.start < done;
        if overlaps && !splice.text.is_empty() {
            return None;
        }
        if !overlaps {
            new.push_str(text.get(done..splice.range.start)?);
        }
        new.push_str(&splice.text);
        done = done.max(splice.range.end);
    }
    new.push_str(text.get(done..)?);
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::{Splice, apply};

    #[test]
    fn splices_can_come_in_any_order() {
        let splices = vec![
            Splice::remove(4..6),
            Splice::insert(2, "x".to_owned()),
            Splice {
                range: 0..1,
                text: "A".to_owned(),
            },
        ];
        assert_eq!(apply("abcdefg", splices).unwrap(), "Abxcdg");
    }

    #[test]
    fn only_removals_can_overlap() {
        assert_eq!(
            apply("abcdef", vec![Splice::remove(1..4), Splice::remove(3..5)]).unwrap(),
            "af"
        );
        assert_eq!(
            apply(
                "abcdef",
                vec![Splice::remove(1..4), Splice::insert(2, "x".to_owned())]
            ),
            None
        );
        assert_eq!(apply("é", vec![Splice::remove(1..2)]), None);
    }
}
