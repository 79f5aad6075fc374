//! Characters that nobody sees. A text that has one is another text than the one that a reader sees.
//!
//! Some scripts need such characters. Persian and the scripts of India need joiners, Thai and Khmer break lines with them,
//! Arabic and Hebrew set the direction of a full stop with them, and many emoji are made with them.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A set of characters.
type CharacterSet = &'static [RangeInclusive<char>];

/// Characters that nobody sees, besides control characters.
const INVISIBLE: CharacterSet = &[
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fffb}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: CharacterSet = &[
    '\u{590}'..='\u{61b}',
    '\u{61d}'..='\u{8ff}',
    '\u{fb1d}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    '\u{10800}'..='\u{10fff}',
    '\u{1e800}'..='\u{1efff}',
];

/// Scripts whose letters join or form clusters.
const JOINING: CharacterSet = &[
    '\u{600}'..='\u{7ff}',
    '\u{840}'..='\u{dff}',
    '\u{f00}'..='\u{109f}',
    '\u{1700}'..='\u{18af}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{1b00}'..='\u{1c4f}',
    '\u{a800}'..='\u{abff}',
    '\u{fb50}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    '\u{10a00}'..='\u{12000}',
    '\u{1e900}'..='\u{1e95f}',
];

/// Scripts that put no spaces between words.
const WITHOUT_SPACES: CharacterSet = &[
    '\u{e00}'..='\u{109f}',
    '\u{1780}'..='\u{17ff}',
    '\u{1950}'..='\u{19ff}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{a9e0}'..='\u{aadf}',
];

/// Pictures that one emoji is made of, and what may follow each.
const PICTURES: CharacterSet = &[
    '\u{2190}'..='\u{2bff}',
    '\u{fe0f}'..='\u{fe0f}',
    '\u{1f000}'..='\u{1faff}',
];

const IDEOGRAPHS: CharacterSet = &[
    '\u{2e80}'..='\u{9fff}',
    '\u{f900}'..='\u{faff}',
    '\u{20000}'..='\u{3ffff}',
];
const MONGOLIAN: CharacterSet = &['\u{1800}'..='\u{18af}'];
const JAMO: CharacterSet = &['\u{1100}'..='\u{11ff}'];

/// The flag that the tag characters after it turn into another one, and the tag that ends it.
const FLAG: (char, char) = ('\u{1f3f4}', '\u{e007f}');

/// The invisible characters of a text that its script does not need.
#[must_use]
pub fn invisible(text: &str) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    if !text.chars().any(is_invisible) {
        return found;
    }
    let right_to_left = text.chars().any(is_right_to_left);
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == FLAG.0
            && let Some(after) = after_flag(rest)
        {
            rest = after;
            before = Some(FLAG.0);
            continue;
        }
        rest = rest.strip_prefix(c).unwrap_or_default();
        if is_invisible(c) && !is_needed(c, before, rest.chars().next(), right_to_left) {
            found.insert(c);
        }
        before = Some(c);
    }
    found
}

/// The text as a reader sees it: without its invisible characters.
#[must_use]
pub fn as_seen(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// Whether nobody sees a character, needed or not.
pub(in crate::domain) fn is_invisible(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    let is_layout = matches!(c, '\n' | '\r' | '\t');
    (c.is_control() && !is_layout) || is_in(INVISIBLE, c)
}

/// Whether a character belongs to a script that is written from right to left.
#[must_use]
pub fn is_right_to_left(c: char) -> bool {
    is_in(RIGHT_TO_LEFT, c)
}

fn is_in(block: CharacterSet, c: char) -> bool {
    block.iter().any(|range| range.contains(&c))
}

/// Whether the characters around it, or the direction of the text, need it.
fn is_needed(c: char, before: Option<char>, after: Option<char>, right_to_left: bool) -> bool {
    let follows = |block| before.is_some_and(|before| is_in(block, before));
    let between = |block| follows(block) && after.is_some_and(|after| is_in(block, after));
    match c {
        '\u{200c}' => follows(JOINING),
        '\u{200d}' => follows(JOINING) || between(PICTURES),
        '\u{200b}' => between(WITHOUT_SPACES),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => right_to_left,
        '\u{1160}' => between(JAMO),
        '\u{180b}'..='\u{180f}' => follows(MONGOLIAN),
        '\u{fe00}'..='\u{fe0f}' => before.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => follows(IDEOGRAPHS),
        _ => false,
    }
}

/// Whether a variation selector after this character changes how it looks.
fn has_variants(c: char) -> bool {
    let is_common_letter = c.is_alphabetic() && c < '\u{1000}';
    !(is_common_letter || c.is_whitespace() || is_invisible(c))
}

/// What follows a flag that is spelt with tag characters, such as Scotland's.
fn after_flag(text: &str) -> Option<&str> {
    let tags = text.strip_prefix(FLAG.0)?;
    let is_tag = |c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let region = tags.chars().take(7).take_while(|c| is_tag(*c));
    let after = tags.get(region.map(char::len_utf8).sum()..)?;
    after
        .strip_prefix(FLAG.1)
        .filter(|after| tags.len() > after.len() + FLAG.1.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{as_seen, invisible};

    #[test]
    fn what_nobody_sees_is_found() {
        for (text, hidden) in [
            ("North\u{200b}land", '\u{200b}'),
            ("co\u{ad}operate", '\u{ad}'),
            ("\u{feff}toll", '\u{feff}'),
            ("a\u{202e}b", '\u{202e}'),
            ("a\u{2066}b", '\u{2066}'),
            ("a\u{200f}b", '\u{200f}'),
            ("a\u{200d}b", '\u{200d}'),
            ("a\u{200c}b", '\u{200c}'),
            ("310\u{e0041}", '\u{e0041}'),
            ("a\u{fe01}b", '\u{fe01}'),
            ("北\u{e0100}\u{e0101}", '\u{e0101}'),
            ("a\u{3164}", '\u{3164}'),
            ("a\u{1b}b", '\u{1b}'),
            ("a\u{2028}b", '\u{2028}'),
            ("a\u{2060}b", '\u{2060}'),
            ("ایران\u{200c}\u{200c}", '\u{200c}'),
            ("\u{1f3f4}\u{e0067}", '\u{e0067}'),
            ("👩\u{200d}", '\u{200d}'),
        ] {
            assert_eq!(
                invisible(text).into_iter().collect::<Vec<_>>(),
                [hidden],
                "{text:?}"
            );
            assert!(!as_seen(text).contains(hidden));
        }
    }

    #[test]
    fn what_a_script_needs_is_no_finding() {
        for text in [
            "plain text,\n\twith lines",
            "می\u{200c}روم",
            "श्री\u{200d}मान् क्\u{200c}ष",
            "ශ්\u{200d}රී ලංකා",
            "عربي\u{200f}. 310",
            "שלום\u{200e} 5",
            "ไทย\u{200b}แลนด์",
            "👩\u{200d}👩\u{200d}👧 👩🏽\u{200d}⚕\u{fe0f} ❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}城",
            "ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ",
            "e\u{301}",
            "10\u{a0}000",
        ] {
            assert_eq!(invisible(text).len(), 0, "{text:?}");
        }
    }
}
