//! Merge markers, which a version control system leaves in a file when two changes clash.

use crate::document::parse::problem::{Code, Problem};
use std::ops::Range;

/// An unfinished merge: its lines, and the markers in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MergeConflict {
    /// All lines from the first marker to the last.
    pub(crate) range: Range<usize>,
    /// The bytes and the line, from 1, of the first marker.
    first: (Range<usize>, usize),
    /// The same of each other marker.
    others: Vec<(Range<usize>, usize)>,
}

/// The unfinished merges of a text, in order.
pub(crate) fn conflicts(text: &str) -> Vec<MergeConflict> {
    let mut all: Vec<MergeConflict> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        let shown = start..start + line.trim_end().len();
        match marker(line) {
            Some(sign) if sign == '<' || !open => {
                all.push(MergeConflict {
                    range: start..end,
                    first: (shown, number + 1),
                    others: Vec::new(),
                });
                open = sign == '<';
            }
            Some(sign) => {
                extend(&mut all, end, Some((shown, number + 1)));
                open = sign != '>';
            }
            None if open => extend(&mut all, end, None),
            None => {}
        }
        start = end;
    }
    all
}

fn extend(all: &mut [MergeConflict], end: usize, marker: Option<(Range<usize>, usize)>) {
    if let Some(last) = all.last_mut() {
        last.range.end = end;
        last.others.extend(marker);
    }
}

/// The sign that a line repeats seven times, if the line is a marker.
fn marker(line: &str) -> Option<char> {
    let line = line.trim_end();
    let sign = line.chars().next().filter(|sign| "<=>|".contains(*sign))?;
    let rest = line.trim_start_matches(sign);
    let seven = line.len() - rest.len() == 7;
    (seven && (rest.is_empty() || rest.starts_with(' '))).then_some(sign)
}

/// One problem for the whole conflict.
pub(crate) fn problem(conflict: &MergeConflict) -> Problem {
    let (span, first) = &conflict.first;
    // A third part between the two sides holds their common ancestor. We do not mention it.
    let message = match (conflict.others.first(), conflict.others.as_slice()) {
        (Some((_, left_end)), [.., (_, right), (_, last)]) => format!(
            "this merge is unfinished: {} against {}",
            lines(*first, *left_end),
            lines(*right, *last)
        ),
        _ => "this is a marker of an unfinished merge".to_owned(),
    };
    let problem = Problem::new(Code::MergeMarker, span.clone(), message);
    let others = conflict.others.iter();
    others
        .fold(problem, |problem, (span, _)| {
            problem.other(span.clone(), "and here")
        })
        .help("keep the lines that you want, and delete the marker lines")
}

/// The lines between two markers, in words.
fn lines(before: usize, after: usize) -> String {
    match after.saturating_sub(before) {
        0 | 1 => "nothing".to_owned(),
        2 => format!("line {}", before + 1),
        _ => format!("lines {} to {}", before + 1, after - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{conflicts, problem};

    #[test]
    fn both_sides_of_a_merge_are_named() {
        let text = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> other\ne\n";
        let all = conflicts(text);
        assert_eq!(all.len(), 1);
        assert_eq!(&text[all[0].range.clone()], &text[2..text.len() - 2]);
        assert_eq!(
            problem(&all[0]).message,
            "this merge is unfinished: line 3 against lines 5 to 6"
        );
        let with_base =
            &conflicts("<<<<<<< HEAD\nb\n||||||| base\na\n=======\nc\n>>>>>>> other\n")[0];
        assert_eq!(
            problem(with_base).message,
            "this merge is unfinished: line 2 against line 6"
        );
        let one_side = &conflicts("<<<<<<< HEAD\n=======\nc\n>>>>>>> other\n")[0];
        assert_eq!(
            problem(one_side).message,
            "this merge is unfinished: nothing against line 3"
        );
    }

    #[test]
    fn a_marker_left_alone_is_noticed_and_a_line_of_other_signs_is_not() {
        assert_eq!(conflicts("a\n=======\nb\n").len(), 1);
        assert_eq!(conflicts("a\n>>>>>>> other\n").len(), 1);
        assert_eq!(
            conflicts("========\n<<<<<<<x\n<<<<<<\n\"=======\"\n").len(),
            0
        );
        assert_eq!(conflicts("<<<<<<< a\nb\n")[0].range, 0..12);
    }
}
