//! A text as a tree of its lines: fields and sections, each with the comments that belong to it.
//!
//! Put together in order, the parts of a tree are the text again, byte for byte.

use crate::document::parse::lines::{cut, line_start};
use std::borrow::Cow;
use std::ops::Range;
use toml_parser::decoder::Encoding;
use toml_parser::parser::{EventReceiver, RecursionGuard, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node<'t> {
    pub(super) what: What<'t>,
    /// The blank lines above it, and the comment lines directly above it.
    pub(super) lead: &'t str,
    /// Its own lines: those of a field, the header of a section, or the lines of a comment.
    pub(super) own: &'t str,
    /// The comment lines directly below those. A blank line or the end of the text follows them.
    pub(super) tail: &'t str,
    /// The place of a field's value in `own`.
    pub(super) value: Range<usize>,
    /// The fields of a section, and the sections and comments below it, in the order of the text.
    pub(super) children: Vec<Node<'t>>,
    /// All of it.
    pub(super) whole: &'t str,
    /// Whether nothing is above it in its text.
    pub(super) is_first: bool,
}

/// What a part of a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What<'t> {
    /// The whole text.
    Text,
    /// A field, with the parts of its key.
    Field(Vec<Cow<'t, str>>),
    /// A header with everything below it: the parts of its name, and whether it has double brackets.
    Section(Vec<Cow<'t, str>>, bool),
    /// Comment lines between blank lines.
    Comment,
}

impl Node<'_> {
    /// The child with this key, if it is a plain field.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        let is_it =
            |node: &&Self| matches!(&node.what, What::Field(key) if key.as_slice() == [name]);
        self.children.iter().find(is_it)
    }

    /// The value of a field, as it is written.
    pub(super) fn value(&self) -> &'_ str {
        cut(self.own, self.value.clone())
    }

    /// The name of a section: `claim.evidence`. Empty for everything else.
    pub(super) fn section(&self) -> String {
        match &self.what {
            What::Section(path, _) => path.join("."),
            _ => String::new(),
        }
    }
}

/// How deep lists and tables can be inside one another.
const DEPTH: u32 = 80;

/// Reads a text that ends with a line feed. `None` if a section is not below the one that it belongs to, or if the text is
/// not TOML. (That it has no error that this misses is for the caller to find out.)
pub(super) fn read(text: &str) -> Option<Node<'_>> {
    let parts = parts(text, pieces(text)?);
    let mut builder = TreeBuilder { text, parts, at: 0 };
    let children = builder.below(&[])?;
    Some(Node {
        what: What::Text,
        lead: "",
        own: "",
        tail: "",
        value: 0..0,
        children,
        whole: text,
        is_first: true,
    })
}

/// The headers and fields of a text, in order. `None` if it is not TOML.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let tokens = Source::new(text).lex().into_vec();
    let mut pieces = PieceReader {
        text,
        ..PieceReader::default()
    };
    let mut errors = HasError(false);
    let mut guarded = RecursionGuard::new(&mut pieces, DEPTH);
    parse_document(&tokens, &mut guarded, &mut errors);
    (!errors.0).then_some(pieces.found)
}

struct HasError(bool);

impl ErrorSink for HasError {
    fn report_error(&mut self, _error: ParseError) {
        self.0 = true;
    }
}

/// A header or a field of a text.
struct Piece<'t> {
    what: What<'t>,
    /// From the first bracket or key to the last bracket or the end of the value.
    span: Range<usize>,
    value: Range<usize>,
}

/// Listens to the parser and notes headers and fields. It does not look into values.
#[derive(Default)]
struct PieceReader<'t> {
    text: &'t str,
    found: Vec<Piece<'t>>,
    keys: Vec<Cow<'t, str>>,
    start: usize,
    depth: usize,
    in_header: bool,
    value: Option<Range<usize>>,
}

impl PieceReader<'_> {
    fn open_header(&mut self, span: Span) {
        self.end_field();
        self.in_header = true;
        self.start = span.start();
    }

    fn close_header(&mut self, span: Span, is_double: bool) {
        self.in_header = false;
        let what = What::Section(std::mem::take(&mut self.keys), is_double);
        let span = self.start..span.end();
        let value = span.clone();
        self.found.push(Piece { what, span, value });
    }

    fn part_of_value(&mut self, span: Span) {
        if let Some(value) = &mut self.value {
            // The value begins with its first token after the equals sign.
            if value.start == value.end {
                value.start = span.start();
            }
            value.end = value.end.max(span.end());
        }
    }

    fn end_field(&mut self) {
        if let Some(value) = self.value.take() {
            let what = What::Field(std::mem::take(&mut self.keys));
            let span = self.start..value.end;
            self.found.push(Piece { what, span, value });
        }
    }
}

impl EventReceiver for PieceReader<'_> {
    fn std_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.open_header(span);
    }
    fn std_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.close_header(span, false);
    }
    fn array_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.open_header(span);
    }
    fn array_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.close_header(span, true);
    }
    fn inline_table_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.part_of_value(span);
        self.depth += 1;
        true
    }
    fn inline_table_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.depth = self.depth.saturating_sub(1);
        self.part_of_value(span);
    }
    fn array_open(&mut self, span: Span, _error: &mut dyn ErrorSink) -> bool {
        self.part_of_value(span);
        self.depth += 1;
        true
    }
    fn array_close(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        self.depth = self.depth.saturating_sub(1);
        self.part_of_value(span);
    }
    fn simple_key(&mut self, span: Span, kind: Option<Encoding>, error: &mut dyn ErrorSink) {
        if self.depth > 0 {
            return;
        }
        if self.keys.is_empty() && !self.in_header {
            self.start = span.start();
        }
        let mut key = Cow::Borrowed("");
        if let Some(raw) = Source::new(self.text).get(span) {
            let raw = toml_parser::Raw::new_unchecked(raw.as_str(), kind, span);
            raw.decode_key(&mut key, error);
        }
        self.keys.push(key);
    }
    fn key_val_sep(&mut self, span: Span, _error: &mut dyn ErrorSink) {
        if self.depth == 0 {
            self.value = Some(span.end()..span.end());
        }
    }
    fn scalar(&mut self, span: Span, _kind: Option<Encoding>, _error: &mut dyn ErrorSink) {
        self.part_of_value(span);
    }
    fn newline(&mut self, _span: Span, _error: &mut dyn ErrorSink) {
        if self.depth == 0 {
            self.end_field();
        }
    }
}

/// A header, field or comment with its lines.
struct LinedPart<'t> {
    what: What<'t>,
    lead: Range<usize>,
    own: Range<usize>,
    tail: Range<usize>,
    value: Range<usize>,
}

/// Gives each comment line of a text to what it belongs to.
fn parts<'t>(text: &str, pieces: Vec<Piece<'t>>) -> Vec<LinedPart<'t>> {
    let mut parts: Vec<LinedPart<'t>> = Vec::with_capacity(pieces.len());
    let mut done = 0;
    for piece in pieces {
        let own = line_start(text, piece.span.start)..line_end(text, piece.span.end);
        let lead = between(text, done..own.start, true, &mut parts);
        done = own.end;
        parts.push(LinedPart {
            what: piece.what,
            lead,
            tail: own.end..own.end,
            own,
            value: piece.value,
        });
    }
    let rest = between(text, done..text.len(), false, &mut parts);
    if !rest.is_empty() {
        let end = rest.end..rest.end;
        parts.push(LinedPart {
            what: What::Comment,
            lead: rest,
            own: end.clone(),
            tail: end.clone(),
            value: end,
        });
    }
    parts
}

/// Splits the comment and blank lines between two pieces. The lines directly below the first belong to it if a blank line
/// follows; those directly above the second are its lead, which is returned; the others are comments of their own.
fn between(
    text: &str,
    gap: Range<usize>,
    leads: bool,
    parts: &mut Vec<LinedPart<'_>>,
) -> Range<usize> {
    let mut paragraph = gap.start..gap.start;
    let mut blanks = gap.start..gap.start;
    for line in cut(text, gap.clone()).split_inclusive('\n') {
        let end = paragraph.end.max(blanks.end) + line.len();
        if !line.trim().is_empty() {
            if paragraph.end < blanks.end || paragraph.is_empty() {
                paragraph = blanks.end..blanks.end;
            }
            paragraph.end = end;
            continue;
        }
        if !paragraph.is_empty() && paragraph.end > blanks.end {
            end_paragraph(&gap, &mut blanks, &paragraph, parts);
        }
        blanks.end = end;
        paragraph = end..end;
    }
    if !leads && !paragraph.is_empty() {
        end_paragraph(&gap, &mut blanks, &paragraph, parts);
    }
    blanks.start..gap.end
}

/// Puts a paragraph of comment lines where it belongs. `blanks` are the blank lines above it, and afterwards the empty
/// range below it.
fn end_paragraph(
    gap: &Range<usize>,
    blanks: &mut Range<usize>,
    paragraph: &Range<usize>,
    parts: &mut Vec<LinedPart<'_>>,
) {
    let is_below = paragraph.start == gap.start;
    match parts.last_mut().filter(|_| is_below) {
        Some(above) => above.tail = paragraph.clone(),
        None => parts.push(LinedPart {
            what: What::Comment,
            lead: blanks.clone(),
            own: paragraph.clone(),
            tail: paragraph.end..paragraph.end,
            value: paragraph.end..paragraph.end,
        }),
    }
    *blanks = paragraph.end..paragraph.end;
}

fn line_end(text: &str, at: usize) -> usize {
    cut(text, at..)
        .find('\n')
        .map_or(text.len(), |feed| at + feed + 1)
}

struct TreeBuilder<'t> {
    text: &'t str,
    parts: Vec<LinedPart<'t>>,
    at: usize,
}

impl<'t> TreeBuilder<'t> {
    /// The parts that belong to a section, in order.
    fn below(&mut self, section: &[Cow<'t, str>]) -> Option<Vec<Node<'t>>> {
        let mut nodes = Vec::new();
        let mut opened: Vec<Vec<Cow<'t, str>>> = Vec::new();
        while self.belongs(section) {
            if let Some(What::Section(path, _)) = self.parts.get(self.at).map(|part| &part.what) {
                // A row of a record that other records have come after.
                let is_stray =
                    |other: &Vec<Cow<'t, str>>| path.len() > other.len() && path.starts_with(other);
                if opened.iter().any(is_stray) {
                    return None;
                }
                opened.push(path.clone());
                if opened.len() > 8 {
                    opened.sort();
                    opened.dedup();
                }
            }
            nodes.push(self.node()?);
        }
        Some(nodes)
    }

    /// Whether the next part belongs to this section. A comment belongs to the section of what follows it.
    fn belongs(&self, section: &[Cow<'t, str>]) -> bool {
        let rest = self.parts.get(self.at..).unwrap_or_default();
        let next = rest.iter().find(|part| part.what != What::Comment);
        match next.map(|part| &part.what) {
            Some(What::Section(path, _)) => path.len() > section.len() && path.starts_with(section),
            Some(_) => true,
            None => section.is_empty() && !rest.is_empty(),
        }
    }

    fn node(&mut self) -> Option<Node<'t>> {
        let part = self.parts.get_mut(self.at)?;
        self.at += 1;
        let what = std::mem::replace(&mut part.what, What::Text);
        let part = &*part;
        let value = match &what {
            What::Field(_) => part.value.start - part.own.start..part.value.end - part.own.start,
            _ => 0..0,
        };
        let slice = |range: &Range<usize>| cut(self.text, range.clone());
        let start = part.lead.start;
        let mut node = Node {
            what,
            lead: slice(&part.lead),
            own: slice(&part.own),
            tail: slice(&part.tail),
            value,
            children: Vec::new(),
            whole: "",
            is_first: start == 0,
        };
        if let What::Section(path, _) = &node.what {
            node.children = self.below(&path.clone())?;
        }
        let end = self
            .parts
            .get(self.at)
            .map_or(self.text.len(), |next| next.lead.start);
        node.whole = cut(self.text, start..end);
        Some(node)
    }
}
