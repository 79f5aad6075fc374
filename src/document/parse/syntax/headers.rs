//! Slips that only the headers of a text show: wrong brackets, rows without a record, texts that run over a header.

use crate::document::parse::lines::line_number;
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::sections::Header;
use std::ops::Range;

/// A text of several lines that runs over a header, or to the end. It begins at `opening` and reaches `at`.
pub(crate) fn unclosed_string(text: &str, opening: usize, at: usize) -> Problem {
    let message = if text.len() == at {
        "this text of several lines has no closing quotes".to_owned()
    } else {
        let line = line_number(text, at);
        format!("this text of several lines runs over the header on line {line}")
    };
    let quotes = text.get(opening..opening + 3).unwrap_or("\"\"\"");
    let span = opening..(opening + 3).min(text.len());
    Problem::new(Code::Syntax, span, message)
        .label("it begins here")
        .help(format!("close it with `{quotes}`"))
}

/// `[[claim.evidence]]` before any `[[claim]]`.
pub(crate) fn row_first(span: Range<usize>, name: &str) -> Problem {
    let message = format!("this belongs to a {name}, but there is no `[[{name}]]` above it");
    let problem = Problem::new(Code::InvalidValue, span, message);
    problem.help(format!("move it below the `[[{name}]]` that it belongs to"))
}

/// `[claim]`, which needs `double` brackets, or `[[article]]`, which does not.
pub(crate) fn brackets(span: Range<usize>, name: &str, double: bool) -> Problem {
    let (single, twice) = (format!("`[{name}]`"), format!("`[[{name}]]`"));
    let (message, help) = if double {
        (
            format!("{single} should be {twice}"),
            "a file can have many of them, so it needs double brackets",
        )
    } else {
        (
            format!("{twice} should be {single}"),
            "a file has only one of them, so it needs single brackets",
        )
    };
    Problem::new(Code::InvalidValue, span, message).help(help)
}

/// A second `[article]`.
pub(crate) fn second_table(
    text: &str,
    header: &Header<'_>,
    earlier: &Header<'_>,
    name: &str,
) -> Problem {
    let first = line_number(text, earlier.span.start);
    let second = line_number(text, header.span.start);
    let message = format!("`[{name}]` appears twice, on line {first} and on line {second}");
    Problem::new(Code::Syntax, header.span.clone(), message)
        .other(earlier.span.clone(), "first here")
        .help("a file has only one of them")
}
