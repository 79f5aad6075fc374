//! Splits a text at its headers without parsing it, for texts that are not TOML.

use std::ops::Range;

/// A part of a text that we read or blank out as one: a top-level header with everything below it, down to the next
/// one. What is above the first header is a section without a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section<'t> {
    /// Its bytes, header included.
    pub(crate) range: Range<usize>,
    /// Its header.
    pub(crate) header: Option<Header<'t>>,
    /// Where a multi-line string begins that runs into another header or the end of the text, and where that is. Its
    /// closing quotes are probably missing.
    pub(crate) swallowed: Option<(usize, usize)>,
}

/// A header line: `[article]`, `[[claim.evidence]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header<'t> {
    /// Its bytes, brackets included.
    pub(crate) span: Range<usize>,
    /// The first of the keys between the brackets.
    pub(crate) name: &'t str,
    /// Whether it is the only key.
    pub(crate) alone: bool,
    /// Whether it has double brackets.
    pub(crate) double: bool,
}

/// Splits a text at its top-level headers. Together the sections are the whole text.
pub(crate) fn sections(text: &str) -> Vec<Section<'_>> {
    let mut all = vec![Section {
        range: 0..text.len(),
        header: None,
        swallowed: None,
    }];
    let mut open: Option<(&str, usize)> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let header = header(line, start);
        match (open, header) {
            (None, Some(header)) if opens(&header, all.last()) => {
                if let Some(last) = all.last_mut() {
                    last.range.end = start;
                }
                all.push(Section {
                    range: start..text.len(),
                    header: Some(header),
                    swallowed: None,
                });
            }
            (None, Some(_)) => {}
            (Some((_, opening)), Some(header)) => swallow(&mut all, opening, header.span.start),
            (_, None) => open = after(line, start, open),
        }
        start += line.len();
    }
    if let Some((_, opening)) = open {
        swallow(&mut all, opening, text.len());
    }
    all
}

fn swallow(all: &mut [Section<'_>], opening: usize, at: usize) {
    if let Some(last) = all.last_mut() {
        last.swallowed.get_or_insert((opening, at));
    }
}

/// Whether a header begins a new section: it has one part, or its first part is not that of the current section.
fn opens(header: &Header<'_>, section: Option<&Section<'_>>) -> bool {
    let top = section
        .and_then(|section| section.header.as_ref())
        .map(|header| header.name);
    header.alone || Some(header.name) != top
}

/// The header on a line, even if it lacks a closing bracket. Its keys must be plain, because `[["a"]]` can also be a
/// list within a list.
fn header(line: &str, start: usize) -> Option<Header<'_>> {
    let trimmed = line.trim_start_matches('\u{feff}').trim_start();
    let indent = line.len() - trimmed.len();
    let double = trimmed.starts_with("[[");
    let inner = trimmed.strip_prefix(if double { "[[" } else { "[" })?;
    let (keys, rest) = inner.split_at(inner.find([']', '#']).unwrap_or(inner.len()));
    let after = rest.trim_start_matches(']');
    let value = matches!(keys.trim(), "true" | "false" | "inf" | "nan")
        || keys.starts_with(|c: char| c.is_ascii_digit());
    let ends = after.trim_start().is_empty() || after.trim_start().starts_with('#');
    if !ends || value || !keys.split('.').all(|key| is_plain(key.trim())) {
        return None;
    }
    let (name, alone) = match keys.split_once('.') {
        Some((name, _)) => (name.trim(), false),
        None => (keys.trim(), true),
    };
    let length = trimmed.len() - after.len();
    let span = start + indent
        ..start
            + indent
            + trimmed
                .get(..length)
                .map_or(0, |header| header.trim_end().len());
    Some(Header {
        span,
        name,
        alone,
        double,
    })
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The multi-line string that is open at the end of a line: its quotes, and where it begins.
fn after<'q>(line: &str, start: usize, open: Option<(&'q str, usize)>) -> Option<(&'q str, usize)> {
    let mut open = open;
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        at += match open {
            Some((quotes, _)) if rest.starts_with(quotes) => {
                open = None;
                // A string can end with up to two quotes of its own before the closing ones.
                let quote = quotes.get(..1).unwrap_or(quotes);
                rest.len() - rest.trim_start_matches(quote).len()
            }
            Some(("\"\"\"", _)) if rest.starts_with('\\') => 1 + width(rest.get(1..)),
            None if rest.starts_with('#') => return None,
            None if rest.starts_with("\"\"\"") => {
                open = Some(("\"\"\"", start + at));
                3
            }
            None if rest.starts_with("'''") => {
                open = Some(("'''", start + at));
                3
            }
            None if rest.starts_with('"') || rest.starts_with('\'') => one_line_string(rest),
            _ => width(Some(rest)),
        };
    }
    open
}

/// The length of the string at the beginning of `rest`, or of all of `rest` if the string has no end.
fn one_line_string(rest: &str) -> usize {
    let quote = rest.chars().next().unwrap_or('"');
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = quote == '"' && c == '\\' && !escaped;
    }
    rest.len()
}

fn width(rest: Option<&str>) -> usize {
    rest.and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8)
}

/// The text with spaces instead of these bytes. Line feeds stay, so every offset and line number still holds.
pub(crate) fn blanked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut left = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        left.push_str(text.get(done..range.start).unwrap_or_default());
        for c in text
            .get(range.start.max(done)..range.end)
            .unwrap_or_default()
            .chars()
        {
            match c {
                '\n' => left.push(c),
                _ => left.extend(std::iter::repeat_n(' ', c.len_utf8())),
            }
        }
        done = done.max(range.end);
    }
    left.push_str(text.get(done..).unwrap_or_default());
    left
}

#[cfg(test)]
mod tests {
    use super::{blanked, sections};

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let parts: Vec<&str> = sections(text)
            .into_iter()
            .map(|section| &text[section.range])
            .collect();
        assert_eq!(parts, expect);
    }

    #[test]
    fn a_text_splits_at_its_top_level_headers() {
        check("", &[""]);
        check(
            "[[claim]]\na = 1\n[[claim.evidence]]\n[[claim]]\n",
            &["", "[[claim]]\na = 1\n[[claim.evidence]]\n", "[[claim]]\n"],
        );
        check(
            "# x\n [article] # y\n[[claim.asked]]\n",
            &["# x\n", " [article] # y\n", "[[claim.asked]]\n"],
        );
    }

    #[test]
    fn what_stands_in_strings_comments_and_lists_is_no_header() {
        let text = "a = \"\"\"\n[[claim]]\n\"\"\"\nb = '''x\n[claim]'''\nc = [\n[1],\n[[true]]\n]\n# [[claim]]\n";
        check(text, &[text]);
        check(
            "a = \"x # \\\" y\"\n[b]\n",
            &["a = \"x # \\\" y\"\n", "[b]\n"],
        );
        check(
            "a = \"\"\"x\"\"\"\"\"\n[b]\n",
            &["a = \"\"\"x\"\"\"\"\"\n", "[b]\n"],
        );
    }

    #[test]
    fn a_multi_line_string_that_runs_over_a_header_is_noticed() {
        let all = sections("a = \"\"\"x\n[[claim]]\nb = 1\n");
        assert_eq!(all[0].swallowed, Some((4, 9)));
        assert_eq!(sections("a = '''x\n")[0].swallowed, Some((4, 9)));
    }

    #[test]
    fn blanking_moves_nothing() {
        assert_eq!(blanked("aé\r\nb\nc", &[1..4, 4..6]), "a   \n \nc");
        assert_eq!(blanked("abcd", &[0..2, 1..3]), "   d");
    }
}
