//! Markdown, as GitHub and most wikis read it: tables and pages, with every mark-up character of the book's text escaped.

use crate::render;
use crate::render::{Rows, clean};
use crate::view::page::{Block, Line, Page, PageField, TreeNode};
use crate::view::role::Role;
use crate::view::table::{Column, TableRow};
use std::io;
use std::io::Write;
use std::ops::Range;

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
///
/// GitHub makes links of addresses and mentions of `@name`. An escape stops the first, and only a code span the second.
#[must_use]
pub fn escaped(text: &str) -> String {
    let text = clean::line(text);
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut rest = text.as_ref();
    while let Some(name) = mail_or_mention(rest) {
        escape(&mut escaped, rest.get(..name.start).unwrap_or_default());
        escaped.push_str(&code(rest.get(name.clone()).unwrap_or_default()));
        rest = rest.get(name.end..).unwrap_or_default();
    }
    escape(&mut escaped, rest);
    escaped
}

/// Where the first word with an `@` before its end is.
fn mail_or_mention(text: &str) -> Option<Range<usize>> {
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '+' | '-' | '@');
    let mentions = text.match_indices('@').map(|(at, _)| at);
    let mut mentions = mentions.filter(|at| {
        let after = text.get(at + 1..).unwrap_or_default();
        after.starts_with(is_of_name)
    });
    let at = mentions.next()?;
    let (before, after) = text.split_at(at);
    let start = before.trim_end_matches(is_of_name).len();
    let end = text.len() - after.trim_start_matches(is_of_name).len();
    Some(start..end)
}

fn escape(dest: &mut String, text: &str) {
    let mut marked_up = String::with_capacity(text.len());
    // Writing into a text cannot fail.
    let _ = clean::write_escaped(&mut marked_up, text, |byte| {
        Some(match byte {
            b'\\' => "\\\\",
            b'`' => "\\`",
            b'*' => "\\*",
            b'_' => "\\_",
            b'[' => "\\[",
            b']' => "\\]",
            b'{' => "\\{",
            b'}' => "\\}",
            b'~' => "\\~",
            b'^' => "\\^",
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
    dest.push_str(
        &marked_up
            .replace("://", ":\\/\\/")
            .replace("www.", "www\\."),
    );
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

/// A paragraph that cannot be read as a list, a definition, a heading, a rule or a block of code.
fn opened(paragraph: &str) -> String {
    let paragraph = paragraph.trim_start();
    let marker = paragraph.trim_start_matches(|c: char| c.is_ascii_digit());
    if paragraph.starts_with(['-', '+', '=', ':']) {
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
    use super::{code, escaped, opened, page};
    use crate::render::clean;
    use crate::view::page::{Block, Line, Page};
    use crate::view::table::{Cell, Column, Fit, Table};
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    /// What Markdown, GitHub or HTML could read as mark-up, an address or a mention.
    const HOSTILE: &[&str] = &[
        " ",
        "    ",
        "\t",
        "\n",
        "a",
        "B",
        "7",
        ".",
        ",",
        ")",
        "(",
        "-",
        "+",
        "=",
        "*",
        "_",
        "~",
        "`",
        "``",
        "#",
        ">",
        "<",
        "&",
        "&amp;",
        "|",
        "\\",
        "!",
        "[",
        "]",
        "[^1]",
        "[a]: ",
        "{",
        "}",
        ":",
        "^",
        "$",
        "@",
        "'",
        "\"",
        "/",
        "http://a.example",
        "https://",
        "ftp://b.example",
        "www.",
        "www.a.example",
        "a@b.example",
        "mailto:",
        "<b>",
        "</p>",
        "<!--",
        "![",
        "](",
        "é",
        "北",
        "\u{1b}",
        "\u{202e}",
        "\u{a0}",
        "---",
        "***",
        "+++",
        "- ",
        "1. ",
        "{#i .c}",
        "{{",
        "GH-1",
    ];

    fn hostile() -> impl Strategy<Value = String> {
        let parts = prop::collection::vec(prop::sample::select(HOSTILE), 0..10);
        parts.prop_map(|parts| parts.concat())
    }

    /// The page of these blocks as Markdown.
    fn written(blocks: Vec<Block>) -> String {
        let mut out = Vec::new();
        page(&mut out, &Page(blocks)).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The text that a reader of the Markdown sees, without white space. Panics if anything but plain text, code, and
    /// the page's own structure is there, or if GitHub makes a link or a mention of a word.
    fn read(markdown: &str) -> String {
        let (mut seen, mut outside_code) = (String::new(), markdown.to_owned());
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
            match event {
                Event::Text(text) => {
                    assert!(!linked(&text), "{text:?} in {markdown:?}");
                    seen.push_str(&text);
                }
                Event::Code(text) => {
                    seen.push_str(&text);
                    outside_code.replace_range(range.clone(), &" ".repeat(range.len()));
                }
                Event::SoftBreak => seen.push(' '),
                Event::End(_)
                | Event::Start(
                    Tag::Paragraph
                    | Tag::Heading { .. }
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::Strong
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell,
                ) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        for start in ["://", "www."] {
            assert!(!outside_code.contains(start), "{start} in {markdown:?}");
        }
        seen.split_whitespace().collect()
    }

    /// Whether GitHub finds a mail address or a mention in a text. No escape hides these from it.
    fn linked(text: &str) -> bool {
        text.split('@').skip(1).any(|after| {
            after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        })
    }

    fn bare(text: &str) -> String {
        clean::line(text).split_whitespace().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_text_reads_back_as_itself_wherever_it_is(text in hostile()) {
            let line = || Line::plain(&text);
            let table = Table {
                columns: vec![Column::new(&text, Fit::Wrap)],
                rows: vec![vec![Cell::plain(&text)]],
            };
            for (block, times) in [
                (Block::Title(line()), 1),
                (Block::Heading(line()), 1),
                (Block::Paragraph(line()), 1),
                (Block::Items(vec![line(), line()]), 2),
                (Block::Table(table), 2),
            ] {
                prop_assert_eq!(read(&written(vec![block])), bare(&text).repeat(times));
            }
        }
    }

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
    fn an_address_in_a_text_is_no_link() {
        assert_eq!(escaped("see http://a.example"), "see http:\\/\\/a.example");
        assert_eq!(escaped("www.a.example"), "www\\.a.example");
        assert_eq!(escaped("mail (a.b@c.example)"), "mail (`a.b@c.example`)");
        assert_eq!(escaped("@desk, 5 @ 3"), "`@desk`, 5 \\@ 3");
    }

    #[test]
    fn a_paragraph_is_no_code_block() {
        assert_eq!(opened("    indented"), "indented");
        assert_eq!(opened("  - no"), "\\- no");
        assert_eq!(opened(": no"), "\\: no");
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
