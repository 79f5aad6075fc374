//! The lines of a text: where they begin and end, their indents, comments and blank lines.

use crate::document::edit::splice::Splice;
use crate::document::parse::lines::cut;
use std::ops::Range;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// The line end of the text's first line, which we use for new lines.
pub(super) fn line_feed(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// The start of the line at an offset. A byte order mark is not part of the line.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    if start == 0 && text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        start
    }
}

/// The end of the line at an offset, with its line feed.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |newline| at + newline + 1)
}

/// The white space at the beginning of the line at an offset.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = cut(text, line_start(text, at)..at);
    cut(line, ..line.len() - line.trim_start().len())
}

/// The end of the comment lines directly below `end`, or `end` itself. Comments that lead up to a header do not count,
/// because they are about what the header opens.
pub(super) fn after_comments(text: &str, end: usize) -> usize {
    let mut at = end;
    for line in cut(text, end..).split_inclusive('\n') {
        match line.trim_start() {
            comment if comment.starts_with('#') => at += line.len(),
            header if header.starts_with('[') => return end,
            _ => return at,
        }
    }
    at
}

/// The start of the comment lines directly above a line, or of the line itself. Comments about the file do not count.
pub(super) fn before_comments(text: &str, start: usize) -> usize {
    let mut at = start;
    let is_own =
        |line: &Range<usize>| is_comment(text, line) && !is_about_file(cut(text, line.clone()));
    while let Some(line) = line_above(text, at).filter(is_own) {
        at = line.start;
    }
    at
}

/// Whether a comment is about the file, whatever record is beside it: a schema or another word to a program (`#:schema`), a
/// licence (SPDX), or the settings of an editor (`vim:`, `-*-`).
fn is_about_file(comment: &str) -> bool {
    let comment = comment.trim_start();
    let is_modeline = |word: &str| {
        let settings = word.strip_prefix("vim").or(word.strip_prefix("Vim"));
        word.starts_with("vi:") || settings.is_some_and(|rest| rest.contains(':'))
    };
    comment.starts_with("#:")
        || comment.contains("SPDX-")
        || comment.contains("-*-")
        || comment
            .trim_start_matches('#')
            .split_whitespace()
            .any(is_modeline)
}

/// The start of the blank line directly above a line, if there is one.
pub(super) fn blank_line_above(text: &str, start: usize) -> Option<usize> {
    line_above(text, start)
        .filter(|line| is_blank(text, line))
        .map(|line| line.start)
}

fn line_above(text: &str, start: usize) -> Option<Range<usize>> {
    let end = text.get(..start)?.strip_suffix('\n')?.len();
    Some(line_start(text, end)..start)
}

fn is_comment(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone())
        .is_some_and(|line| line.trim_start().starts_with('#'))
}

fn is_blank(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone())
        .is_some_and(|line| line.trim().is_empty())
}

/// Inserts whole lines at the start of a line or at the end of the text. Each of the lines ends with `\n`. A text that
/// ends without a line feed still does so afterwards.
pub(super) fn insert_lines(text: &str, at: usize, lines: &str) -> Splice {
    let feed = line_feed(text);
    let mut new = lines.replace('\n', feed);
    let before = cut(text, ..at).trim_start_matches('\u{feff}');
    if !before.is_empty() && !before.ends_with('\n') {
        new.truncate(new.len() - feed.len());
        new.insert_str(0, feed);
    }
    Splice::insert(at, new)
}

/// Removes whole lines. A text that ends without a line feed still does so afterwards.
pub(super) fn remove_lines(text: &str, lines: Range<usize>) -> Splice {
    let unended = lines.end == text.len() && !text.ends_with('\n');
    let before = cut(text, ..lines.start);
    let kept = before
        .strip_suffix('\n')
        .map(|rest| rest.strip_suffix('\r').unwrap_or(rest));
    match kept {
        Some(kept) if unended => Splice::remove(kept.len()..lines.end),
        _ => Splice::remove(lines),
    }
}

/// Removes whole lines, but leaves the comments in them that are about the file.
pub(super) fn remove_record_lines(text: &str, lines: Range<usize>) -> Vec<Splice> {
    let mut splices = Vec::new();
    let mut start = lines.start;
    for token in Source::new(cut(text, lines.clone())).lex() {
        let at = lines.start + token.span().start();
        let comment = line_start(text, at)..line_end(text, at);
        let is_line =
            token.kind() == TokenKind::Comment && cut(text, comment.start..at).trim().is_empty();
        if is_line && is_about_file(cut(text, comment.clone())) {
            splices.push(remove_lines(text, start..comment.start));
            start = comment.end;
        }
    }
    splices.push(remove_lines(text, start..lines.end));
    splices
}

#[cfg(test)]
mod tests {
    use super::{after_comments, before_comments, insert_lines, remove_lines};
    use crate::document::edit::splice;

    #[track_caller]
    fn there_and_back(text: &str, at: usize, lines: &str, expect: &str) {
        let new = splice::apply(text, vec![insert_lines(text, at, lines)]).unwrap();
        assert_eq!(new, expect);
        let put_in = new.len() - text.len();
        // At the end of an unended text the line feed before the new lines came with them.
        let feed = if text.ends_with('\n') || at < text.len() {
            0
        } else {
            super::line_feed(text).len()
        };
        let back = splice::apply(&new, vec![remove_lines(&new, at + feed..at + put_in)]).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn lines_go_in_and_come_out_whatever_the_line_ends() {
        there_and_back("a\nb\n", 2, "x\n", "a\nx\nb\n");
        there_and_back("a\r\nb\r\n", 6, "x\ny\n", "a\r\nb\r\nx\r\ny\r\n");
        there_and_back("a\nb", 3, "\nx\n", "a\nb\n\nx");
        there_and_back("a\r\nb", 4, "x\n", "a\r\nb\r\nx");
    }

    #[test]
    fn a_comment_belongs_to_the_line_above_it_unless_a_header_follows() {
        let text = "a = 1\n# about a\n\n# free\n[b]\n# about c\n[c]\n";
        assert_eq!(after_comments(text, 6), 16);
        assert_eq!(after_comments(text, 17), 17);
        assert_eq!(&text[before_comments(text, 24)..24], "# free\n");
        assert_eq!(after_comments("x\n# end", 2), 7);
    }
}
