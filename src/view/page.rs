//! A neutral page: headings, lines, fields, trees and tables, without markup.

use crate::answer::PartyName;
use crate::view::role::Role;
use crate::view::table::Table;

/// A piece of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextSpan {
    /// The text of the book. The format cleans and escapes it.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether it is the passage of a claim. A format may underline it.
    pub is_passage: bool,
}

/// A line of text, made of spans. A format may wrap it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<TextSpan>);

impl Line {
    /// A line of one span.
    #[must_use]
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self(vec![TextSpan {
            text: text.into(),
            role,
            is_passage: false,
        }])
    }

    /// A line of ordinary text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Role::Plain)
    }

    /// Adds a span at the end of the line.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, role: Role) -> Self {
        self.0.push(TextSpan {
            text: text.into(),
            role,
            is_passage: false,
        });
        self
    }

    /// Adds a passage of a claim at the end of the line, in the role of the claim's status.
    #[must_use]
    pub fn passage(mut self, text: impl Into<String>, role: Role) -> Self {
        self.0.push(TextSpan {
            text: text.into(),
            role,
            is_passage: true,
        });
        self
    }

    /// Adds ordinary text at the end of the line.
    #[must_use]
    pub fn then(self, text: impl Into<String>) -> Self {
        self.and(text, Role::Plain)
    }

    /// A party's name, and its id if it has one.
    #[must_use]
    pub fn party(party: &PartyName) -> Self {
        let line = Self::plain(&party.name);
        match &party.id {
            Some(id) => line.then(" (").and(id, Role::Id).then(")"),
            None => line,
        }
    }

    /// The text of all spans.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

/// A field: a label and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageField {
    /// The label.
    pub label: String,
    /// The value.
    pub value: Line,
}

/// A node of a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TreeNode {
    /// What it is.
    pub line: Line,
    /// More about it, one line each.
    pub notes: Vec<Line>,
    /// The nodes below it.
    pub children: Vec<TreeNode>,
}

impl TreeNode {
    /// How many nodes it has, with those below it.
    fn size(&self) -> usize {
        1 + self.children.iter().map(Self::size).sum::<usize>()
    }

    /// A node without notes or children.
    #[must_use]
    pub fn new(line: Line) -> Self {
        Self {
            line,
            ..Self::default()
        }
    }
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The first line of the page: what it is about.
    Title(Line),
    /// The heading of a part.
    Heading(Line),
    /// The heading of a part of a part.
    Subheading(Line),
    /// A paragraph of text.
    Paragraph(Line),
    /// Fields, one on each line, with aligned values.
    Fields(Vec<PageField>),
    /// Lines of a list.
    Items(Vec<Line>),
    /// Trees, one under another.
    Tree(Vec<TreeNode>),
    /// A small table.
    Table(Table),
}

impl Block {
    /// The block without what is beyond [`MOST`] entries.
    fn shortened(mut self) -> Self {
        match &mut self {
            Self::Items(items) if items.len() > MOST => {
                let left_out = items.len() - MOST;
                items.truncate(MOST);
                items.push(more(left_out));
            }
            Self::Tree(nodes) => {
                let gone = cut(nodes, &mut MOST.clone());
                if gone > 0 {
                    nodes.push(TreeNode::new(more(gone)));
                }
            }
            _ => {}
        }
        self
    }

    /// The place of a record in the book's files.
    #[must_use]
    pub fn place(file: &str, line: u32) -> Self {
        Self::Paragraph(Line::new(format!("{file}:{line}"), Role::Quiet))
    }
}

/// The most entries of a list or a tree on a page. Nobody reads more, and a terminal that must scroll through all of them
/// is of no use. JSON has them all.
const MOST: usize = 1_000;

/// How many entries a page leaves out.
fn more(left_out: usize) -> Line {
    Line::new(
        format!("… and {left_out} more, which `--format json` lists"),
        Role::Quiet,
    )
}

/// Cuts trees after as many nodes as there is `room`, and says how many nodes are gone.
fn cut(nodes: &mut Vec<TreeNode>, room: &mut usize) -> usize {
    let kept = nodes.len().min(*room);
    let mut gone: usize = nodes.drain(kept..).map(|node| node.size()).sum();
    for node in nodes {
        *room = room.saturating_sub(1);
        gone += cut(&mut node.children, room);
    }
    gone
}

/// A page, as `show`, `why`, `report` and `claimbook` alone print it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page(pub Vec<Block>);

impl Page {
    /// Adds a paragraph.
    pub fn paragraph(&mut self, line: Line) {
        self.0.push(Block::Paragraph(line));
    }

    /// Adds a line below the title.
    pub fn headed(&mut self, line: Line) {
        let below = self.0.len().min(1);
        self.0.insert(below, Block::Paragraph(line));
    }

    /// Adds a part under a heading, unless it is empty.
    pub fn part(&mut self, heading: impl Into<Line>, block: Block) {
        let empty = match &block {
            Block::Fields(fields) => fields.is_empty(),
            Block::Items(items) => items.is_empty(),
            Block::Tree(nodes) => nodes.is_empty(),
            Block::Table(table) => table.rows.is_empty(),
            Block::Title(line)
            | Block::Heading(line)
            | Block::Subheading(line)
            | Block::Paragraph(line) => line.0.is_empty(),
        };
        if !empty {
            self.0.push(Block::Heading(heading.into()));
            self.0.push(block);
        }
    }

    /// The page with every list and tree cut after a thousand entries, and the number of those left out.
    #[must_use]
    pub fn shortened(self) -> Self {
        Self(self.0.into_iter().map(Block::shortened).collect())
    }
}

/// Collects fields. It skips those without a value.
#[derive(Clone, Debug, Default)]
pub struct FieldList(Vec<PageField>);

impl FieldList {
    /// Adds a field.
    pub fn line(&mut self, label: &str, value: Line) {
        self.0.push(PageField {
            label: label.to_owned(),
            value,
        });
    }

    /// Adds a field of ordinary text, if there is a value.
    pub fn text(&mut self, label: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            self.line(label, Line::plain(value));
        }
    }

    /// Adds a party, if there is one.
    pub fn party(&mut self, label: &str, party: Option<&PartyName>) {
        if let Some(party) = party {
            self.line(label, Line::party(party));
        }
    }

    /// Adds the names of parties, if there are any.
    pub fn parties(&mut self, label: &str, parties: &[PartyName]) {
        let names: Vec<String> = parties.iter().map(|party| party.name.clone()).collect();
        self.list(label, &names);
    }

    /// Adds an address, if there is one.
    pub fn address(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(label, Line::new(value, Role::Address));
        }
    }

    /// Adds a field of quoted words, if there are any.
    pub fn quoted(&mut self, label: &str, words: Option<&str>) {
        self.text(label, words.map(|words| format!("“{words}”")));
    }

    /// Adds a field of several values, if there are any.
    pub fn list(&mut self, label: &str, values: &[String]) {
        self.text(label, (!values.is_empty()).then(|| values.join(", ")));
    }

    /// The fields as a block.
    #[must_use]
    pub fn block(self) -> Block {
        Block::Fields(self.0)
    }
}
