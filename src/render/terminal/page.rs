//! Pages on a terminal: headings, wrapped paragraphs, aligned fields, drawn trees.

use super::rows::Terminal;
use super::{Screen, style, wrap};
use crate::render;
use crate::render::clean;
use crate::view::page::{Block, Line, Page, PageField, TextSpan, TreeNode};
use crate::view::role::Role;
use std::io;
use std::io::Write;
use std::ops::Range;

/// Text is not set wider than this: longer lines are hard to follow.
const WIDEST: usize = 100;

/// Writes a page.
pub fn page(out: &mut dyn Write, page: &Page, screen: Screen) -> io::Result<()> {
    let before = |number: usize| number.checked_sub(1).and_then(|before| page.0.get(before));
    render::in_order(out, &page.0, |out, number, block| {
        if !matches!(
            before(number),
            None | Some(Block::Heading(_) | Block::Subheading(_))
        ) {
            writeln!(out)?;
        }
        PageWriter { out, screen }.block(block)
    })
}

struct PageWriter<'a> {
    out: &'a mut dyn Write,
    screen: Screen,
}

/// The prefix of the first line of a text, and that of the lines that it wraps into.
struct Indent<'a> {
    first: &'a str,
    rest: &'a str,
}

impl PageWriter<'_> {
    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Title(line) | Block::Paragraph(line) => self.line(
                line,
                &Indent {
                    first: "",
                    rest: "",
                },
            ),
            Block::Heading(line) | Block::Subheading(line) => self.line(
                &bold(line),
                &Indent {
                    first: "",
                    rest: "",
                },
            ),
            Block::Fields(fields) => self.fields(fields),
            Block::Items(items) => items.iter().try_for_each(|item| {
                self.line(
                    item,
                    &Indent {
                        first: "  ",
                        rest: "    ",
                    },
                )
            }),
            Block::Tree(nodes) => render::in_order(self.out, nodes, |out, number, node| {
                PageWriter {
                    out,
                    screen: self.screen,
                }
                .node(node, "  ", number + 1 == nodes.len())
            }),
            Block::Table(table) => {
                let mut rows = Terminal::new(self.out, &table.columns, self.screen);
                render::whole(&mut rows, table.clone())
            }
        }
    }

    fn fields(&mut self, fields: &[PageField]) -> io::Result<()> {
        let widest = fields
            .iter()
            .map(|field| wrap::width(&field.label))
            .max()
            .unwrap_or(0);
        for field in fields {
            let label = clean::line(&field.label);
            let blank = " ".repeat(widest - wrap::width(&field.label).min(widest));
            let first = format!(
                "  {}{blank}  ",
                style::paint(&label, Role::Quiet, self.screen.colour)
            );
            self.line(
                &field.value,
                &Indent {
                    first: &first,
                    rest: &" ".repeat(widest + 4),
                },
            )?;
        }
        Ok(())
    }

    /// Writes a node and the nodes below it. `before` are the trunks of the tree to its left.
    fn node(&mut self, node: &TreeNode, before: &str, last: bool) -> io::Result<()> {
        let (branch, trunk) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let below = format!("{before}{trunk}");
        let more = if node.children.is_empty() {
            "   "
        } else {
            "│  "
        };
        let notes = format!("{below}{more}");
        self.line(
            &node.line,
            &Indent {
                first: &format!("{before}{branch}"),
                rest: &notes,
            },
        )?;
        for line in &node.notes {
            self.line(
                line,
                &Indent {
                    first: &notes,
                    rest: &notes,
                },
            )?;
        }
        for (number, child) in node.children.iter().enumerate() {
            self.node(child, &below, number + 1 == node.children.len())?;
        }
        Ok(())
    }

    /// Writes a line, wrapped where the screen has a width.
    fn line(&mut self, line: &Line, indent: &Indent<'_>) -> io::Result<()> {
        let mut text = String::new();
        let mut spans: Vec<(Range<usize>, &TextSpan)> = Vec::with_capacity(line.0.len());
        for span in &line.0 {
            let start = text.len();
            text.push_str(&clean::line(&span.text));
            spans.push((start..text.len(), span));
        }
        let whole = line.0.iter().all(|span| span.role == Role::Address);
        let width = self
            .screen
            .width
            .filter(|_| !whole)
            .map_or(usize::MAX, |width| width.min(WIDEST));
        let room = width.saturating_sub(wrap::width(indent.rest));
        let mut before = indent.first;
        for range in wrap::breaks(&text, room, room) {
            self.out.write_all(before.as_bytes())?;
            for (at, span) in &spans {
                let part = range.start.max(at.start)..range.end.min(at.end);
                if let Some(part) = text.get(part).filter(|part| !part.is_empty()) {
                    self.out
                        .write_all(style::span(part, span, self.screen.colour).as_bytes())?;
                }
            }
            writeln!(self.out)?;
            before = indent.rest;
        }
        if text.is_empty() {
            writeln!(self.out, "{}", before.trim_end())?;
        }
        Ok(())
    }
}

fn bold(line: &Line) -> Line {
    let role = |role| {
        if role == Role::Plain {
            Role::Heading
        } else {
            role
        }
    };
    Line(
        line.0
            .iter()
            .map(|span| TextSpan {
                text: span.text.clone(),
                role: role(span.role),
                is_passage: span.is_passage,
            })
            .collect(),
    )
}
