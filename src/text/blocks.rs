//! A text as blocks: lines between blank lines, with headings and items of lists apart, as Markdown writes them.

use std::ops::Range;

/// What a block is, as far as its marks tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockMark {
    /// Nothing marks it.
    Plain,
    /// `# …`, or a line of `=` or `-` below it.
    Heading,
    /// `- …`, `* …`, `• …`, `> …`.
    Item,
}

/// A run of lines that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextBlock {
    /// The bytes of its text, without its marks and the white space around it.
    pub(super) at: Range<usize>,
    pub(super) mark: BlockMark,
}

/// The blocks of a text, in order. None of them is empty.
pub(super) fn blocks(text: &str) -> Vec<TextBlock> {
    let mut found: Vec<TextBlock> = Vec::new();
    let mut open = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start..start + line.len();
        start = at.end;
        let content = trimmed(text, at);
        let Some(written) = text.get(content.clone()).filter(|line| !line.is_empty()) else {
            open = false;
            continue;
        };
        let (mark, skip) = mark(written);
        let last = found.last_mut().filter(|_| open);
        match (mark, last) {
            (_, Some(last)) if is_underline(written) && last.mark == BlockMark::Plain => {
                last.mark = BlockMark::Heading;
                open = false;
            }
            (BlockMark::Plain, Some(last)) => last.at.end = content.end,
            (mark, _) => {
                let at = trimmed(text, content.start + skip..content.end);
                if text.get(at.clone()).is_some_and(is_worded) {
                    found.push(TextBlock { at, mark });
                }
                open = mark != BlockMark::Heading;
            }
        }
    }
    found
}

/// The mark that a line starts with, and its length in bytes.
fn mark(line: &str) -> (BlockMark, usize) {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let is_followed = |length: usize| line.get(length..).is_some_and(|rest| rest.starts_with(' '));
    if (1..=6).contains(&hashes) && is_followed(hashes) {
        return (BlockMark::Heading, hashes);
    }
    let items = ["-", "*", "+", "•", ">"];
    let item = items.iter().find(|item| line.starts_with(**item));
    match item.filter(|item| is_followed(item.len())) {
        Some(item) => (BlockMark::Item, item.len()),
        None => (BlockMark::Plain, 0),
    }
}

/// A line of one mark only, which makes a heading of the line above it.
fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
}

/// Whether there is more than rules and marks in a text.
fn is_worded(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// The range without the white space at both ends.
pub(super) fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let Some(inside) = text.get(at.clone()) else {
        return at;
    };
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let start = at.start + (inside.len() - inside.trim_start_matches(is_blank).len());
    let length = inside.trim_matches(is_blank).len();
    start..start + length
}

#[cfg(test)]
mod tests {
    use super::{BlockMark, blocks};

    #[track_caller]
    fn reads(text: &str, expected: &[(&str, BlockMark)]) {
        let found = blocks(text);
        let found: Vec<(&str, BlockMark)> = found
            .iter()
            .map(|block| (&text[block.at.clone()], block.mark))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_blank_line_ends_a_block_and_a_line_end_does_not() {
        reads(
            "\u{feff}One\r\nline.\r\n \r\n\r\n  Two. \n",
            &[
                ("One\r\nline.", BlockMark::Plain),
                ("Two.", BlockMark::Plain),
            ],
        );
        reads(" \n\u{200b}\n", &[]);
    }

    #[test]
    fn markdown_headings_and_items_stand_apart() {
        reads(
            "# The title #1\nA line\nand more.\n\nA section\n---\nText.\n- one\n- two\n  goes on\n\n***\n\n#hashtag here",
            &[
                ("The title #1", BlockMark::Heading),
                ("A line\nand more.", BlockMark::Plain),
                ("A section", BlockMark::Heading),
                ("Text.", BlockMark::Plain),
                ("one", BlockMark::Item),
                ("two\n  goes on", BlockMark::Item),
                ("#hashtag here", BlockMark::Plain),
            ],
        );
    }
}
