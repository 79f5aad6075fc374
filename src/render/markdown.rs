//! Markdown, as GitHub and most wikis read it: tables and pages, with every mark-up character of the book's text escaped.

use crate::render;
use crate::render::{Rows, clean};
use crate::view::page::{Block, Line, Page, PageField, TreeNode};
use crate::view::role::Role;
use crate::view::table::{Column, TableRow};
use std::io;
use std::io::Write;

/// A table in the making.
pub struct Markdown<'a> {
    out: &'a mut dyn Write,
    columns: usize,
}

impl<'a> Markdown<'a> {
    /// Starts the table with its header and the line under it.
    pub fn new(out: &'a mut dyn Write, columns: &[Column]) -> io::Result<Self> {
        let titles: Vec<String> = columns
            .iter()
            .map(|column| escaped(&column.title))
            .collect();
        writeln!(out, "| {} |", titles.join(" | "))?;
        writeln!(out, "|{}", " --- |".repeat(columns.len()))?;
        Ok(Self {
            out,
            columns: columns.len(),
        })
    }
}

impl Rows for Markdown<'_> {
    fn row(&mut self, row: TableRow) -> io::Result<()> {
        let mut cells: Vec<String> = row.iter().map(|cell| escaped(&cell.text)).collect();
        cells.resize(self.columns, String::new());
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The text on one line, with whatever Markdown or HTML would read as mark-up escaped.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    // Writing into a text cannot fail.
    let _ = clean::write_escaped(&mut escaped, &clean::line(text), |byte| {
        Some(match byte {
            b'\\' => "\\\\",
            b'`' => "\\`",
            b'*' => "\\*",
            b'_' => "\\_",
            b'[' => "\\[",
            b']' => "\\]",
            b'~' => "\\~",
            b'|' => "\\|",
            b'#' => "\\#",
            b'$' => "\\$",
            b'@' => "\\@",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            _ => return None,
        })
    });
    escaped
}

/// Writes a page.
pub fn page(out: &mut dyn Write, page: &Page) -> io::Result<()> {
    render::in_order(out, &page.0, |out, _, part| block(out, part))
}

fn block(out: &mut dyn Write, block: &Block) -> io::Result<()> {
    match block {
        Block::Title(line) => writeln!(out, "# {}\n", inline(line)),
        Block::Heading(line) => writeln!(out, "## {}\n", inline(line)),
        Block::Subheading(line) => writeln!(out, "### {}\n", inline(line)),
        Block::Paragraph(line) => writeln!(out, "{}\n", opened(&inline(line))),
        Block::Fields(fields) => list(out, fields.iter().map(field)),
        Block::Items(items) => list(out, items.iter().map(inline)),
        Block::Tree(nodes) => {
            render::in_order(out, nodes, |out, _, root| node(out, root, 0))?;
            writeln!(out)
        }
        Block::Table(table) => {
            let mut rows = Markdown::new(out, &table.columns)?;
            render::whole(&mut rows, table.clone())?;
            writeln!(out)
        }
    }
}

fn list(out: &mut dyn Write, items: impl Iterator<Item = String>) -> io::Result<()> {
    for item in items {
        writeln!(out, "- {}", opened(&item))?;
    }
    writeln!(out)
}

fn field(field: &PageField) -> String {
    format!("**{}**: {}", escaped(&field.label), inline(&field.value))
}

fn node(out: &mut dyn Write, node: &TreeNode, depth: usize) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    writeln!(out, "{indent}- {}", opened(&inline(&node.line)))?;
    for note in &node.notes {
        writeln!(out, "{indent}  - {}", opened(&inline(note)))?;
    }
    node.children
        .iter()
        .try_for_each(|child| self::node(out, child, depth + 1))
}

fn inline(line: &Line) -> String {
    line.0
        .iter()
        .map(|span| marked(&span.text, span.role))
        .collect()
}

fn marked(text: &str, role: Role) -> String {
    match role {
        Role::Id | Role::Command => code(text),
        Role::Firm | Role::Open | Role::Disputed | Role::Against | Role::AtRest => {
            format!("**{}**", escaped(text))
        }
        Role::Plain | Role::Name | Role::Heading | Role::Quiet => escaped(text),
        Role::Address => {
            clean::web_address(text).map_or_else(|| escaped(text), |url| format!("<{url}>"))
        }
    }
}

/// A code span, fenced by more backticks than the text has in a row.
fn code(text: &str) -> String {
    let text = clean::line(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A paragraph that cannot be read as a list, a heading or a rule.
fn opened(paragraph: &str) -> String {
    let marker = paragraph.trim_start_matches(|c: char| c.is_ascii_digit());
    if paragraph.starts_with(['-', '+', '=']) {
        format!("\\{paragraph}")
    } else if marker.len() < paragraph.len() && marker.starts_with(['.', ')']) {
        let digits = paragraph.len() - marker.len();
        let (number, rest) = paragraph.split_at(digits);
        format!("{number}\\{rest}")
    } else {
        paragraph.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, opened};

    #[test]
    fn mark_up_and_pipes_are_escaped() {
        assert_eq!(
            escaped("a|b *c* <b> [x](y)"),
            "a\\|b \\*c\\* &lt;b&gt; \\[x\\](y)"
        );
        assert_eq!(escaped("two\nlines"), "two lines");
        assert_eq!(escaped("<script>&"), "&lt;script&gt;&amp;");
    }

    #[test]
    fn a_paragraph_starts_no_list() {
        assert_eq!(opened("- no"), "\\- no");
        assert_eq!(opened("2026. A year"), "2026\\. A year");
        assert_eq!(opened("2026 was"), "2026 was");
    }

    #[test]
    fn a_code_span_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(code("a-b"), "`a-b`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`x"), "`` `x ``");
    }
}
