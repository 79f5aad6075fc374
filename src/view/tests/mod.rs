//! The tests of `view`, on small values.

mod claimreview;
mod evidence;
mod pages;
mod why;
mod words;

use crate::view::page::{Block, Page, TreeNode};
use std::fmt::Write;

/// A page as text: headings with `#`, the nodes of trees indented, notes with `~`.
pub(super) fn text(page: &Page) -> String {
    let mut text = String::new();
    for block in &page.0 {
        match block {
            Block::Title(line) | Block::Heading(line) | Block::Subheading(line) => {
                writeln!(text, "# {}", line.text()).unwrap();
            }
            Block::Paragraph(line) => writeln!(text, "{}", line.text()).unwrap(),
            Block::Fields(fields) => {
                for field in fields {
                    writeln!(text, "{}: {}", field.label, field.value.text()).unwrap();
                }
            }
            Block::Items(lines) => {
                for line in lines {
                    writeln!(text, "- {}", line.text()).unwrap();
                }
            }
            Block::Tree(nodes) => text += &trees(nodes, 0),
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                    writeln!(text, "{}", cells.join(" | ")).unwrap();
                }
            }
        }
    }
    text
}

/// Trees as text, from this depth on.
fn trees(nodes: &[TreeNode], depth: usize) -> String {
    let mut text = String::new();
    for node in nodes {
        let indent = "  ".repeat(depth);
        writeln!(text, "{indent}{}", node.line.text()).unwrap();
        for note in &node.notes {
            writeln!(text, "{indent}~ {}", note.text()).unwrap();
        }
        text += &trees(&node.children, depth + 1);
    }
    text
}

/// The trees of a block.
fn tree(block: &Block) -> String {
    match block {
        Block::Tree(nodes) => trees(nodes, 0),
        other => panic!("{other:?}"),
    }
}
