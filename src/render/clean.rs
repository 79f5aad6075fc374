//! Makes text safe to look at: shows control characters and overrides of the writing direction instead of obeying them.
//!
//! A claim's text may come from anywhere. Raw, an escape sequence could repaint the reader's terminal, and a direction
//! override (Unicode's "Trojan source" characters) could make a line read as its opposite. Letters, marks and joiners of
//! every script pass as they are.
//!
//! A format cleans each text, because only the format knows where a line may end. [`Guard`](guard::Guard) looks at every
//! byte once more before it leaves the program.

pub mod guard;

use crate::domain::address::Address;
use crate::domain::invisible;
use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character acts on its surroundings rather than being seen: controls (C0, DEL, C1), line and paragraph
/// separators, direction embeddings, overrides and isolates, the byte order mark, interlinear and tag characters.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Whether a character sets the direction of the characters beside it. Texts from right to left need these marks.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
}

/// Where the first character is for which `acts` holds, and which it is. `acts` never holds for printable ASCII.
pub(super) fn first(text: &str, acts: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut from = 0;
    loop {
        // Most of most texts is printable ASCII, which is stepped over byte by byte.
        let rest = text.as_bytes().get(from..)?;
        let at = from + rest.iter().position(|byte| !matches!(byte, b' '..=b'~'))?;
        let c = text.get(at..)?.chars().next()?;
        if acts(c) {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
}

/// The text on one line: white space of any sort becomes a space, unsafe characters are written as `\u{1b}`.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, is_left_to_right(text), |c| {
        matches!(
            c,
            '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    })
}

/// The text with its lines kept: as [`line()`], but line feeds and tabs stay what they are.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    let is_layout = |c| matches!(c, '\n' | '\t');
    if first(text, |c| may_act(c) && !is_layout(c)).is_some() {
        let marks_act = is_left_to_right(text);
        let parts = text.split_inclusive(['\n', '\t']);
        let parts: Vec<Cow<'_, str>> = parts.map(|part| keep_end(part, marks_act)).collect();
        Cow::Owned(parts.concat())
    } else {
        Cow::Borrowed(text)
    }
}

/// A line of a file as an excerpt shows it: tabs stay, and what nobody would see is written as `\u{200b}`.
#[must_use]
pub fn excerpt(line: &str) -> Cow<'_, str> {
    if first(line, |c| c != '\t').is_none() {
        return Cow::Borrowed(line);
    }
    let hidden = invisible::invisible(line);
    let is_shown = |c| c != '\t' && (is_unsafe(c) || hidden.contains(&c));
    let mut shown = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        if is_shown(c) {
            push_code(&mut shown, c);
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

fn keep_end(part: &str, marks_act: bool) -> Cow<'_, str> {
    let body = part.trim_end_matches(['\n', '\t']);
    let end = part.get(body.len()..).unwrap_or_default();
    let body = body.strip_suffix('\r').unwrap_or(body);
    Cow::Owned(format!("{}{end}", clean(body, marks_act, |_| false)))
}

/// Writes a text, each ASCII character for which there is one by its escape.
pub(super) fn write_escaped(
    dest: &mut dyn Write,
    text: &str,
    escape: impl Fn(u8) -> Option<&'static str>,
) -> std::fmt::Result {
    let mut rest = text;
    while let Some((at, escape)) = rest
        .bytes()
        .enumerate()
        .find_map(|(at, byte)| Some((at, escape(byte)?)))
    {
        dest.write_str(rest.get(..at).unwrap_or_default())?;
        dest.write_str(escape)?;
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    dest.write_str(rest)
}

/// The address, if it is one that a reader may follow.
#[must_use]
pub fn web_address(text: &str) -> Option<&str> {
    Address::parse(text).is_ok().then_some(text)
}

fn clean(text: &str, marks_act: bool, is_space: impl Fn(char) -> bool) -> Cow<'_, str> {
    if first(text, may_act).is_none() {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        if is_space(c) {
            cleaned.push(' ');
        } else if is_unsafe(c) || (marks_act && is_direction_mark(c)) {
            push_code(&mut cleaned, c);
        } else {
            cleaned.push(c);
        }
    }
    Cow::Owned(cleaned)
}

/// Whether a character is unsafe, or a mark that is so in a text from left to right.
pub(super) fn may_act(c: char) -> bool {
    is_unsafe(c) || is_direction_mark(c)
}

/// Whether no character of a text is written from right to left, so that the text needs no direction mark.
pub(super) fn is_left_to_right(text: &str) -> bool {
    first(text, invisible::is_right_to_left).is_none()
}

pub(super) fn push_code(text: &mut String, c: char) {
    // Writing into a text cannot fail.
    let _ = write!(text, "\\u{{{:x}}}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::{excerpt, line, lines, web_address};

    #[test]
    fn a_direction_mark_passes_only_in_a_text_that_needs_it() {
        assert_eq!(line("a\u{200f}b\u{61c}"), "a\\u{200f}b\\u{61c}");
        assert_eq!(lines("a\n\u{200e}b"), "a\n\\u{200e}b");
        assert_eq!(line("שלום\u{200e} 5"), "שלום\u{200e} 5");
    }

    #[test]
    fn an_excerpt_shows_what_nobody_would_see() {
        assert_eq!(
            excerpt("a\tb\u{200b}\u{1b}\r"),
            "a\tb\\u{200b}\\u{1b}\\u{d}"
        );
        assert_eq!(excerpt("می\u{200c}روم"), "می\u{200c}روم");
    }

    #[test]
    fn an_address_with_a_hidden_character_is_no_link() {
        assert_eq!(web_address("https://a.example/\u{200b}b"), None);
        assert_eq!(
            web_address("https://a.example/é"),
            Some("https://a.example/é")
        );
    }

    #[test]
    fn controls_and_direction_overrides_are_shown_not_obeyed() {
        assert_eq!(line("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(line("x\u{202e}y\u{2066}z"), "x\\u{202e}y\\u{2066}z");
        assert_eq!(line("é“北”\u{202e}é"), "é“北”\\u{202e}é");
        assert_eq!(line("\u{9b}2J\u{7f}\u{0}"), "\\u{9b}2J\\u{7f}\\u{0}");
    }

    #[test]
    fn white_space_of_any_sort_is_one_space_on_a_line() {
        assert_eq!(line("a\tb\nc\r\nd\u{2028}e"), "a b c d e");
    }

    #[test]
    fn lines_keep_their_ends_and_lose_carriage_returns() {
        assert_eq!(lines("a\tb\r\nc\u{7}"), "a\tb\nc\\u{7}");
        assert_eq!(lines("a\nb"), "a\nb");
    }

    #[test]
    fn scripts_marks_and_joiners_pass() {
        for text in [
            "می‌روم",
            "په کابل کې",
            "عربي\u{200f}",
            "北京",
            "👩‍👩‍👧",
            "e\u{301}",
        ] {
            assert_eq!(line(text), text);
        }
    }
}
