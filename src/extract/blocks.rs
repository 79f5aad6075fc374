//! Puts paragraphs, headings and items of lists together to the text of an article.

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockRole {
    Paragraph,
    /// A heading of this level, from 1.
    Heading(u8),
    Item,
}

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ArticleBlock {
    pub(super) role: BlockRole,
    pub(super) text: String,
}

impl ArticleBlock {
    /// The block that a reader closes: a heading of this level, else an item if lists are open, else a paragraph. Takes
    /// the text, and leaves none.
    pub(super) fn closed(heading: Option<u8>, items: usize, open: &mut String) -> Option<Self> {
        let role = match heading {
            Some(level) => BlockRole::Heading(level),
            None if items > 0 => BlockRole::Item,
            None => BlockRole::Paragraph,
        };
        Self::new(role, &std::mem::take(open))
    }

    /// A block with its white space in order: one space between words, line breaks where `\n` was. `None` if it has no text.
    pub(super) fn new(role: BlockRole, raw: &str) -> Option<Self> {
        let lines = raw.split('\n').map(one_spaced);
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        let joint = if matches!(role, BlockRole::Heading(_)) {
            " "
        } else {
            "\n"
        };
        (!lines.is_empty()).then(|| Self {
            role,
            text: lines.join(joint),
        })
    }

    fn marked(&self) -> String {
        match self.role {
            BlockRole::Paragraph => self.text.clone(),
            BlockRole::Heading(level) => {
                let marks = "#".repeat(usize::from(level.clamp(1, 6)));
                format!("{marks} {}", self.text)
            }
            BlockRole::Item => format!("- {}", self.text),
        }
    }
}

/// A line with one space between its words. A no-break space stays, because somebody put it there.
fn one_spaced(line: &str) -> String {
    let words = line.split([' ', '\t', '\r', '\u{c}', '\u{b}']);
    let words: Vec<String> = words.map(without_controls).collect();
    let words: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A text without control characters, which no reader sees.
fn without_controls(text: &str) -> String {
    text.chars().filter(|one| !one.is_control()).collect()
}

/// The text of these blocks, and whether it has marks.
pub(super) fn joined(blocks: &[ArticleBlock]) -> (String, bool) {
    let marked: Vec<String> = blocks.iter().map(ArticleBlock::marked).collect();
    let has_marks = blocks
        .iter()
        .any(|block| block.role != BlockRole::Paragraph);
    let mut text = marked.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    (text, has_marks)
}

/// The first heading, for a title.
pub(super) fn first_heading(blocks: &[ArticleBlock]) -> Option<&str> {
    let headings = blocks.iter();
    let mut headings = headings.filter(|block| matches!(block.role, BlockRole::Heading(_)));
    headings.next().map(|block| block.text.as_str())
}
