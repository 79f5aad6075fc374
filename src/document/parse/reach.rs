//! How far a text is read. A hostile text can cost a hundred times its size in memory, so we stop where it becomes too dense.

use crate::document::parse::lines::{cut, line_start};
use crate::document::parse::problem::{Code, Problem};
use toml_parser::decoder::Encoding;
use toml_parser::lexer::TokenKind;
use toml_parser::parser::{
    Event, EventKind, EventReceiver, RecursionGuard, ValidateWhitespace, parse_document,
};
use toml_parser::{ErrorSink, ParseError, Source, Span};

/// What a text may cost.
pub(crate) struct Limits {
    /// A text of up to this many bytes cannot cost much, so we do not look at it twice.
    pub(crate) small: usize,
    /// The most tokens that we read of a text.
    pub(crate) tokens: usize,
    /// The most brackets, braces and dots. Each can begin a table, and the parser keeps a kilobyte for every table.
    pub(crate) tables: usize,
    /// The most lines that begin a record or a row. Whoever fills 4 MiB with real claims needs about as many.
    pub(crate) headers: usize,
    /// The longest token, in bytes: a text whose end is missing reaches to the end of the file.
    pub(crate) token: usize,
    /// The most syntax errors. We report only twenty of them one by one.
    pub(crate) errors: usize,
}

/// 4 MiB of real claims have some 800,000 tokens, and 100,000 of the shortest evidence rows a million.
const USUAL: Limits = Limits {
    small: 128 * 1024,
    tokens: 1_100_000,
    tables: 300_000,
    headers: 20_000,
    token: 2 * 1024 * 1024,
    errors: 1_000,
};

/// How deep the parser follows lists and tables inside one another.
const DEPTH: u32 = 80;

/// The part of a text that we read.
pub(crate) struct Reach {
    /// Where it ends: at the start of a line.
    pub(crate) end: usize,
    /// Why that is not the end of the text.
    pub(crate) problem: Option<Problem>,
}

impl Reach {
    /// Looks for the place where a text becomes too dense to read.
    pub(crate) fn of(text: &str) -> Self {
        Self::within(text, &USUAL)
    }

    /// The same within other limits.
    pub(crate) fn within(text: &str, limits: &Limits) -> Self {
        let whole = Self {
            end: text.len(),
            problem: None,
        };
        if text.len() <= limits.small {
            return whole;
        }
        let dense = dense(text, limits).map(|(at, why)| (line_start(text, at), why));
        let read = cut(text, ..dense.map_or(text.len(), |(at, _)| at));
        if let Some(at) =
            broken(read, limits.errors).map(|at| line_start(text, text.floor_char_boundary(at)))
        {
            return Self::short(text, at, "there are too many syntax errors");
        }
        match dense {
            Some((at, why)) => Self::short(text, at, why),
            None => whole,
        }
    }

    fn short(text: &str, end: usize, why: &str) -> Self {
        let line = cut(text, end..).lines().next().unwrap_or_default();
        let span = end..end + line.len();
        let message = format!("claimbook reads the file only down to this line: {why}");
        let problem = Problem::new(Code::TooLarge, span, message);
        Self {
            end,
            problem: Some(problem.help("split the file")),
        }
    }
}

/// Where a text has more tokens, tables or headers than we read, or a longer token, and which of these.
fn dense(text: &str, limits: &Limits) -> Option<(usize, &'static str)> {
    let mut tables = 0;
    let mut headers = 0;
    let mut before = TokenKind::Newline;
    for (tokens, token) in Source::new(text).lex().enumerate() {
        let kind = token.kind();
        let is_bracket = kind == TokenKind::LeftSquareBracket;
        tables +=
            usize::from(is_bracket || matches!(kind, TokenKind::LeftCurlyBracket | TokenKind::Dot));
        headers += usize::from(is_bracket && before == TokenKind::Newline);
        if tokens >= limits.tokens || tables >= limits.tables || headers > limits.headers {
            let why = "there are too many short fields and tables";
            return Some((token.span().start(), why));
        }
        if token.span().len() > limits.token {
            return Some((token.span().start(), "a text in it is too long"));
        }
        if kind != TokenKind::Whitespace {
            before = kind;
        }
    }
    None
}

/// Where a text has its first syntax error too many.
fn broken(text: &str, most: usize) -> Option<usize> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut errors = 0;
    let mut last = None;
    let mut count = |error: ParseError| {
        errors += 1;
        if errors == most {
            last = error.unexpected().map(|span| span.start());
        }
    };
    let mut values = Values { source };
    let mut whitespace = ValidateWhitespace::new(&mut values, source);
    let mut bounded = RecursionGuard::new(&mut whitespace, DEPTH);
    parse_document(&tokens, &mut bounded, &mut count);
    last
}

/// Finds the errors within keys and values, and keeps nothing.
struct Values<'t> {
    source: Source<'t>,
}

impl EventReceiver for Values<'_> {
    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let event = Event::new_unchecked(EventKind::SimpleKey, encoding, span);
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut (), errors);
        }
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, errors: &mut dyn ErrorSink) {
        let event = Event::new_unchecked(EventKind::Scalar, encoding, span);
        if let Some(raw) = self.source.get(event) {
            let _ = raw.decode_scalar(&mut (), errors);
        }
    }
}
