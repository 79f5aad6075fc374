//! Slips in values: quotes, escapes, dates.

use crate::document::format;
use crate::document::parse::problem::{Code, Problem};
use crate::document::parse::syntax::error::SyntaxError;
use crate::document::parse::value::{DATES, flag_help, number_help};
use crate::document::shape::Kind;

/// The byte order mark.
const MARK: char = '\u{feff}';

const CURLY: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '«', '»'];

pub(super) fn curly_quotes(error: &SyntaxError<'_>) -> Option<Problem> {
    error.found().starts_with(CURLY).then_some(())?;
    let problem = error
        .problem("curly quotes cannot enclose a text")
        .label("TOML does not know these quotes");
    Some(problem.help("use straight quotes: \"…\""))
}

pub(super) fn apostrophe(error: &SyntaxError<'_>) -> Option<Problem> {
    error.says(&["unexpected key or value"]).then_some(())?;
    let (before, after) = error.halves();
    let inner = before.trim_end().strip_suffix('\'')?;
    let (start, opened) = inner.rsplit_once('\'')?;
    let (rest, _) = after.split_once('\'')?;
    let open = error.line_start + start.len();
    let problem = Problem::new(
        Code::Syntax,
        open..error.span.start,
        "the apostrophe ends a text in single quotes",
    );
    Some(problem.help(format!(
        "put the text in double quotes: \"{opened}'{rest}\""
    )))
}

pub(super) fn backslash(error: &SyntaxError<'_>) -> Option<Problem> {
    let escape = [
        "missing escaped value",
        "too few unicode value digits",
        "invalid escape",
        "invalid unicode",
        "invalid value",
    ];
    error.says(&escape).then_some(())?;
    let (before, _) = error.halves();
    let slash = error.line_start + before.rfind('\\')?;
    let escaped = error.text.get(slash + 1..)?.chars().next();
    let end = slash + 1 + escaped.map_or(0, char::len_utf8);
    let problem = Problem::new(
        Code::Syntax,
        slash..end,
        "a backslash begins an escape in double quotes",
    );
    Some(
        problem
            .label("TOML does not know this escape")
            .help("put the text in single quotes, or write each backslash twice")
            .help("in the path of a file, write `/`"),
    )
}

pub(super) fn date(error: &SyntaxError<'_>) -> Option<Problem> {
    let found = error.found();
    found
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(())?;
    let numeric = |c: char| c.is_ascii_digit() || "-/.".contains(c);
    if found.contains('/') && found.chars().all(numeric) {
        return Some(error.problem("write a date with hyphens").help(DATES));
    }
    let (year, month) = found.split_once('-')?;
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(year, 4) && digits(month, 2) {
        let problem = error
            .problem("a month needs quotes")
            .label("TOML knows only whole dates");
        return Some(problem.help(format!("write \"{year}-{month}\"")));
    }
    digits(year, 4).then(|| error.problem("this date does not exist").help(DATES))
}

pub(super) fn control_character(error: &SyntaxError<'_>) -> Option<Problem> {
    if error.says(&["carriage return"]) {
        let problem = error.problem("there is a carriage return without a line feed");
        return Some(problem.help("save the file with LF or CRLF line ends"));
    }
    let control = error
        .found()
        .chars()
        .next()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r'))?;
    let code = u32::from(control);
    let message = format!("TOML does not allow the control character U+{code:04X} here");
    Some(
        error
            .problem(message)
            .help("delete it; inside double quotes you can write it as \\uXXXX"),
    )
}

pub(super) fn unclosed_text(error: &SyntaxError<'_>) -> Option<Problem> {
    let kinds = [
        "invalid basic string",
        "invalid literal string",
        "invalid multi-line",
    ];
    error.says(&kinds).then_some(())?;
    let (before, _) = error.halves();
    let opening = before
        .find(['"', '\''])
        .map_or(error.span.start, |at| error.line_start + at);
    let problem = Problem::new(
        Code::Syntax,
        opening..error.span.start.max(opening),
        "this text has no closing quote",
    );
    Some(problem.help(
        "close it on the same line, or put a text of several lines between `\"\"\"` and `\"\"\"`",
    ))
}

/// A bare word where the parser wants a value. Its message depends on what the first letter could begin.
pub(super) fn no_quotes(error: &SyntaxError<'_>) -> Option<Problem> {
    let taken = [
        "string values must be quoted",
        "invalid boolean",
        "invalid float",
    ];
    error.says(&taken).then_some(())?;
    let found = error.found();
    if found.is_empty() {
        let problem = error.problem("this field has no value");
        return Some(problem.help("write a value, or delete the field"));
    }
    let lower = found.to_lowercase();
    if lower == "true" || lower == "false" {
        return Some(error.problem(format!("write `{lower}` in lower case")));
    }
    let (before, _) = error.halves();
    let key = before.trim_end().strip_suffix('=').unwrap_or(before);
    if let Some(help) = help_for(key.trim(), found) {
        return Some(
            error
                .problem(format!("`{found}` is not a value"))
                .help(help),
        );
    }
    let problem = error.problem("a text needs quotes");
    Some(problem.help(format!("write \"{found}\"")))
}

/// What to write for a field that does not take a text.
fn help_for(key: &str, word: &str) -> Option<String> {
    let mut fields = format::TABLES.iter().filter_map(|table| table.field(key));
    match fields.next()?.kind {
        Kind::Flag => Some(flag_help(word).to_owned()),
        Kind::Number(least, most) => Some(number_help(least, most, word)),
        Kind::Date => Some(DATES.to_owned()),
        _ => None,
    }
}

/// A mark that only the beginning of a file may have. Nobody sees it.
pub(super) fn byte_order_mark(error: &SyntaxError<'_>) -> Option<Problem> {
    let (before, after) = error.text.split_at_checked(error.span.start)?;
    let mark = MARK.len_utf8();
    after.starts_with(MARK).then_some(())?;
    let message = if before.trim_matches(MARK).is_empty() {
        "the file begins with a second byte order mark (U+FEFF), which nobody sees"
    } else {
        "a byte order mark (U+FEFF), which nobody sees, is in the middle of the file"
    };
    let span = error.span.start..error.span.start + mark;
    let problem = Problem::new(Code::Syntax, span, message);
    Some(problem.help("delete it: a file may have one, and only at its beginning"))
}
