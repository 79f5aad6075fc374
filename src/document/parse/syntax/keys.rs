//! Slips in the names of fields and in headers.

use crate::document::parse::lines::{cut, line_start};
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::syntax::error::SyntaxError;
use std::ops::Range;

pub(super) fn duplicate(error: &SyntaxError<'_>) -> Option<Problem> {
    (error.message == "duplicate key").then_some(())?;
    let key = error.found().trim_matches(['"', '\'']);
    let header = is_header(error);
    let here = error.line_number(error.span.start);
    let earlier = earlier(error, key);
    let there = earlier.as_ref().map(|span| error.line_number(span.start));
    let message = match (header, there) {
        (true, Some(there)) => format!(
            "`{key}` is a list on line {there} and `[[{}]]` on line {here}",
            path(error)
        ),
        (true, None) => format!("`{}` appears twice", path(error)),
        (false, Some(there)) => {
            format!("`{key}` appears twice, on line {there} and on line {here}")
        }
        (false, None) => format!("`{key}` appears twice"),
    };
    let mut problem = error.problem(message);
    problem
        .others
        .extend(earlier.map(|span| (span, "first here".to_owned())));
    Some(problem.help(if header {
        "use one of the two ways of writing it"
    } else {
        "keep one of them"
    }))
}

fn is_header(error: &SyntaxError<'_>) -> bool {
    error.line.trim_start().starts_with('[')
}

/// What is between the brackets of the header on the error's line.
fn path<'t>(error: &SyntaxError<'t>) -> &'t str {
    let inner = error.line.trim_start().trim_start_matches('[');
    inner.split_once(']').map_or(inner, |(path, _)| path).trim()
}

/// How many bytes above an error we look for the same key.
const FARTHEST: usize = 64 * 1024;

/// Where the same key is written above the error. The search goes up to where the table begins: for a field that is
/// the nearest header, for a header that of the record.
fn earlier(error: &SyntaxError<'_>, key: &str) -> Option<Range<usize>> {
    let header = is_header(error);
    let mut end = error.line_start;
    let farthest = end.saturating_sub(FARTHEST);
    let mut found = None;
    while end > farthest {
        let start = line_start(error.text, end - 1);
        let line = cut(error.text, start..end);
        if let Some(span) = key_of(line).filter(|span| is_key(line, span, key)) {
            found = Some(start + span.start..start + span.end);
        }
        let trimmed = line.trim_start();
        let table_begins = if header {
            trimmed.starts_with("[[") && !trimmed.contains('.')
        } else {
            trimmed.starts_with('[')
        };
        if table_begins {
            break;
        }
        end = start;
    }
    found
}

/// The bytes of a line before its equals sign, without the space around them.
fn key_of(line: &str) -> Option<Range<usize>> {
    let (before, _) = line.split_once('=')?;
    let start = before.len() - before.trim_start().len();
    Some(start..start + before.trim().len())
}

fn is_key(line: &str, span: &Range<usize>, key: &str) -> bool {
    line.get(span.clone())
        .is_some_and(|written| written.trim_matches(['"', '\'']) == key)
}

pub(super) fn header(error: &SyntaxError<'_>) -> Option<Problem> {
    let starts = ["unclosed table", "unclosed array table"];
    error.says(&starts).then_some(())?;
    let problem = error.problem("this header has no closing brackets");
    Some(problem.help("a header looks like `[[claim]]` or `[article]`"))
}

pub(super) fn name(error: &SyntaxError<'_>) -> Option<Problem> {
    error.says(&["invalid unquoted key"]).then_some(())?;
    let (_, after) = error.halves();
    Some(error.problem(if after.starts_with(':') {
        "write `=` between a field's name and its value, not `:`"
    } else {
        "a field's name can hold only the letters a to z, digits, `-` and `_`"
    }))
}

pub(super) fn no_value(error: &SyntaxError<'_>) -> Option<Problem> {
    error.says(&["key with no value"]).then_some(())?;
    let indent = error.line.len() - error.line.trim_start().len();
    let start = error.line_start + indent;
    let span = start..start + error.line.trim().len();
    let message = "this line is not a field, a header or a comment";
    let problem = Problem::new(Code::Syntax, span, message);
    Some(problem.help("a field looks like `name = \"value\"`, with no space in its name; a comment begins with `#`"))
}
