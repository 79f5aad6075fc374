//! Wrapping by display width: words stay whole where they can, wide scripts count double, marks and joiners stay with
//! what they belong to.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the text takes.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The byte ranges of the lines that the text breaks into, where the first line has `first` columns and the others
/// `rest`. Spaces at a break belong to no line.
pub(super) fn breaks(text: &str, first: usize, rest: usize) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut room = first.max(2);
    while start < text.len() {
        let line = text.get(start..).unwrap_or_default();
        let end = start + line_end(line, room);
        let kept = text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(' ')
            .len();
        lines.push(start..start + kept);
        let blank = text.get(end..).unwrap_or_default();
        start = end + (blank.len() - blank.trim_start_matches(' ').len());
        room = rest.max(2);
    }
    lines
}

/// Where a line of so much room ends: after the last word that fits, or inside a word that is longer than a line.
fn line_end(text: &str, room: usize) -> usize {
    // A text of narrow letters that fits needs no wrapping.
    if text.len() <= room && text.is_ascii() {
        return text.len();
    }
    let mut used = 0;
    let mut word_end = None;
    for (position, c) in text.char_indices() {
        let next = used + c.width().unwrap_or(0);
        if c == ' ' && position > 0 {
            word_end = Some(position);
        }
        if next > room && used > 0 && c != ' ' {
            return word_end.unwrap_or_else(|| whole_cluster(text, position));
        }
        used = next;
    }
    text.len()
}

/// A place to break at or before `position` that parts no mark or joined emoji from its base.
fn whole_cluster(text: &str, position: usize) -> usize {
    let before = text.get(..position).unwrap_or_default();
    let after = text.get(position..).and_then(|rest| rest.chars().next());
    let joined = before.ends_with('\u{200d}') || after.is_some_and(|c| c.width() == Some(0));
    if !joined {
        return position;
    }
    let base = before.char_indices().rev().find(|(start, c)| {
        c.width().unwrap_or(0) > 0
            && !before
                .get(..*start)
                .unwrap_or_default()
                .ends_with('\u{200d}')
    });
    match base {
        Some((start, _)) if start > 0 => start,
        _ => position,
    }
}

/// The lines of a text of one style.
pub(super) fn lines(text: &str, room: usize) -> Vec<&str> {
    breaks(text, room, room)
        .into_iter()
        .filter_map(|range| text.get(range))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{lines, width};

    #[test]
    fn words_stay_whole_and_no_line_is_too_wide() {
        assert_eq!(
            lines("a claim in several words", 9),
            ["a claim", "in", "several", "words"]
        );
        assert_eq!(lines("", 5), Vec::<&str>::new());
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(lines("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    }

    #[test]
    fn wide_scripts_count_double() {
        assert_eq!(lines("北京市海淀区", 5), ["北京", "市海", "淀区"]);
        for line in lines("په کابل کې د بهرنیو چارو وزارت وویل 北京市 👩‍👩‍👧 ok", 11)
        {
            assert!(width(line) <= 11, "{line}");
        }
    }

    #[test]
    fn a_mark_stays_with_its_letter_and_an_emoji_with_its_parts() {
        assert_eq!(
            lines("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        assert!(
            lines("x👩‍👩‍👧", 3)
                .iter()
                .all(|line| !line.starts_with('\u{200d}'))
        );
    }
}
