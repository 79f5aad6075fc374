//! Makes text safe to look at: shows control characters and overrides of the writing direction instead of obeying them.
//!
//! A claim's text may come from anywhere. Raw, an escape sequence could repaint the reader's terminal, and a direction
//! override (Unicode's "Trojan source" characters) could make a line read as its opposite. Letters, marks and joiners of
//! every script pass as they are.

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

/// Where the first unsafe character is, but for those that `kept` lets pass; and which it is.
pub(super) fn first_unsafe(text: &str, kept: impl Fn(char) -> bool) -> Option<(usize, char)> {
    let mut from = 0;
    loop {
        // Most of most texts is printable ASCII, which is stepped over byte by byte.
        let rest = text.as_bytes().get(from..)?;
        let at = from + rest.iter().position(|byte| !matches!(byte, b' '..=b'~'))?;
        let c = text.get(at..)?.chars().next()?;
        if is_unsafe(c) && !kept(c) {
            return Some((at, c));
        }
        from = at + c.len_utf8();
    }
}

/// The text on one line: white space of any sort becomes a space, unsafe characters are written as `\u{1b}`.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, |c| {
        matches!(
            c,
            '\t' | '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    })
}

/// The text with its lines kept: as [`line()`], but line feeds and tabs stay what they are.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    if first_unsafe(text, |c| matches!(c, '\n' | '\t')).is_some() {
        let parts: Vec<Cow<'_, str>> = text.split_inclusive(['\n', '\t']).map(keep_end).collect();
        Cow::Owned(parts.concat())
    } else {
        Cow::Borrowed(text)
    }
}

fn keep_end(part: &str) -> Cow<'_, str> {
    let body = part.trim_end_matches(['\n', '\t']);
    let end = part.get(body.len()..).unwrap_or_default();
    let body = body.strip_suffix('\r').unwrap_or(body);
    Cow::Owned(format!("{}{end}", clean(body, |_| false)))
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

/// The address, if it is one that a reader may follow: http or https, with nothing in it that a reader would not see or
/// that would end it.
#[must_use]
pub fn web_address(text: &str) -> Option<&str> {
    let scheme = ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text.len() > scheme.len()
    });
    let seen =
        |c: char| !is_unsafe(c) && !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '`' | '\\');
    (scheme && text.len() <= 4_000 && text.chars().all(seen)).then_some(text)
}

fn clean(text: &str, is_space: impl Fn(char) -> bool) -> Cow<'_, str> {
    if first_unsafe(text, |_| false).is_none() {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 8);
    for c in text.replace("\r\n", "\n").chars() {
        if is_space(c) {
            cleaned.push(' ');
        } else if is_unsafe(c) {
            let _ = write!(cleaned, "\\u{{{:x}}}", u32::from(c));
        } else {
            cleaned.push(c);
        }
    }
    Cow::Owned(cleaned)
}

#[cfg(test)]
mod tests {
    use super::{line, lines};

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
