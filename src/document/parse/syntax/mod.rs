//! Syntax errors, in words that help a person who has never read the TOML specification.

pub(crate) mod headers;

mod error;
mod keys;
mod values;

use crate::document::parse::lines::cut;
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::syntax::error::SyntaxError;

/// Explains one slip, or returns `None` if the error is another one.
type Explain = fn(&SyntaxError<'_>) -> Option<Problem>;

/// The slips that we explain. The first one that fits wins.
const SLIPS: [Explain; 14] = [
    values::byte_order_mark,
    values::curly_quotes,
    values::apostrophe,
    values::backslash,
    values::date,
    keys::duplicate,
    values::control_character,
    values::unclosed_text,
    values::no_quotes,
    keys::no_value,
    keys::header,
    keys::name,
    reworded,
    too_deep,
];

/// Puts an error of the parser into our words. `offset` is where the part of the text that the parser saw begins;
/// `unclosed` says that a list in that part has no closing bracket.
pub(crate) fn explain(
    text: &str,
    offset: usize,
    error: &toml::de::Error,
    unclosed: bool,
) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let span = span.start + offset..span.end + offset;
    let error = SyntaxError::new(text, span, error.message());
    if unclosed {
        return unclosed_list(&error);
    }
    SLIPS
        .iter()
        .find_map(|explain| explain(&error))
        .unwrap_or_else(|| error.problem(error.message))
}

/// How the parser's message begins, what we say instead, and what helps.
const WORDS: [(&str, &str, &str); 4] = [
    (
        "unexpected key or value",
        "there is something after the value",
        "write one field per line; inside double quotes, write a quote as \\\"",
    ),
    (
        "missing comma",
        "there is a comma missing between two entries",
        "separate the entries of a list with commas",
    ),
    (
        "invalid inline table",
        "there is a comma or the closing brace missing here",
        "separate the entries between braces with commas, and close them with `}`",
    ),
    (
        "unexpected leading zero",
        "a number cannot begin with a zero",
        "leave the zero out",
    ),
];

fn reworded(error: &SyntaxError<'_>) -> Option<Problem> {
    let (_, message, help) = WORDS.iter().find(|(start, ..)| error.says(&[start]))?;
    Some(error.problem(*message).help(*help))
}

fn too_deep(error: &SyntaxError<'_>) -> Option<Problem> {
    let deep = error.message.contains("recurs");
    deep.then(|| error.problem("the tables or lists are nested too deeply"))
}

fn unclosed_list(error: &SyntaxError<'_>) -> Problem {
    let before = cut(error.text, ..error.span.start);
    let opening = before.rfind('[');
    let span = opening.map_or(error.span.clone(), |at| at..at + 1);
    Problem::new(Code::Syntax, span, "this list has no closing bracket")
        .other(error.span.clone(), "something else begins here")
        .help("close the list with `]`, and separate its entries with commas")
}
