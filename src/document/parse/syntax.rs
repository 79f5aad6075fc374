//! Syntax errors in words that a person at a desk understands.

use crate::document::parse::problem::Code;
use crate::document::parse::problem::Problem;
use crate::document::parse::sections::Header;
use std::ops::Range;

/// One error of the TOML parser: what went wrong, and the text around it.
struct Place<'t> {
    text: &'t str,
    /// The parser's words for it.
    message: &'t str,
    span: Range<usize>,
    /// The line that it stands on, and where that begins.
    line: &'t str,
    line_start: usize,
}

/// Puts an error into our words. `offset` is where the part of the text begins that the parser saw; `unclosed` says
/// that a list in it is never closed.
pub(crate) fn explain(
    text: &str,
    offset: usize,
    error: &toml::de::Error,
    unclosed: bool,
) -> Problem {
    let span = error.span().unwrap_or_default();
    let place = place(
        text,
        span.start + offset..span.end + offset,
        error.message(),
    );
    let traps: [fn(&Place<'_>) -> Option<Problem>; 13] = [
        curly_quotes,
        apostrophe,
        backslash,
        month,
        duplicate,
        control_character,
        unclosed_text,
        no_quotes,
        no_value,
        header,
        name,
        reworded,
        too_deep,
    ];
    if unclosed {
        return unclosed_list(&place);
    }
    traps
        .iter()
        .find_map(|trap| trap(&place))
        .unwrap_or_else(|| place.problem(place.message.to_owned()))
}

fn place<'t>(text: &'t str, span: Range<usize>, message: &'t str) -> Place<'t> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end).max(start);
    let line_start = text
        .get(..start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let line = text
        .get(line_start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    Place {
        text,
        message,
        span: start..end,
        line,
        line_start,
    }
}

impl Place<'_> {
    fn problem(&self, message: impl Into<String>) -> Problem {
        Problem::new(Code::Syntax, self.span.clone(), message)
    }

    /// The bytes that the error is about.
    fn found(&self) -> &str {
        self.text.get(self.span.clone()).unwrap_or_default()
    }

    /// The line up to the error, and from there on.
    fn halves(&self) -> (&str, &str) {
        self.line
            .split_at_checked(self.span.start - self.line_start)
            .unwrap_or((self.line, ""))
    }

    /// The number of the line at an offset.
    fn line_number(&self, offset: usize) -> usize {
        line_number(self.text, offset)
    }
}

fn line_number(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

const CURLY: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '«', '»'];

fn curly_quotes(place: &Place<'_>) -> Option<Problem> {
    place.found().starts_with(CURLY).then_some(())?;
    let problem = place
        .problem("curly quotes do not enclose a text")
        .label("these are no TOML quotes");
    Some(problem.help("use straight ones: \"…\""))
}

fn apostrophe(place: &Place<'_>) -> Option<Problem> {
    let (before, after) = place.halves();
    let inner = before.trim_end().strip_suffix('\'')?;
    let (start, opened) = inner.rsplit_once('\'')?;
    let rest = after.split('\'').next().filter(|_| after.contains('\''))?;
    place
        .message
        .starts_with("unexpected key or value")
        .then_some(())?;
    let open = place.line_start + start.len();
    let problem = Problem::new(
        Code::Syntax,
        open..place.span.start,
        "the apostrophe ends a text in single quotes",
    );
    Some(problem.help(format!("put it in double quotes: \"{opened}'{rest}\"")))
}

fn backslash(place: &Place<'_>) -> Option<Problem> {
    let escape = [
        "missing escaped value",
        "too few unicode value digits",
        "invalid escape",
        "invalid unicode",
        "invalid value",
    ];
    escape
        .iter()
        .any(|start| place.message.starts_with(start))
        .then_some(())?;
    let (before, _) = place.halves();
    let slash = place.line_start + before.rfind('\\')?;
    let end = place
        .text
        .get(slash + 1..)?
        .chars()
        .next()
        .map_or(slash + 1, |c| slash + 1 + c.len_utf8());
    let problem = Problem::new(
        Code::Syntax,
        slash..end,
        "in double quotes a backslash begins an escape",
    );
    Some(
        problem
            .label("there is no such escape")
            .help("put the text in single quotes, or write each backslash twice")
            .help("in the path of a file write `/`"),
    )
}

fn month(place: &Place<'_>) -> Option<Problem> {
    let numeric = |c: char| c.is_ascii_digit() || "-/.".contains(c);
    place
        .found()
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some(())?;
    let help = "write as much as is known: 2026, \"2026-03\" or 2026-03-02";
    if place.found().contains('/') && place.found().chars().all(numeric) {
        return Some(place.problem("a date is written with hyphens").help(help));
    }
    let (year, month) = place.found().split_once('-')?;
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(year, 4) && digits(month, 2) {
        let problem = place
            .problem("a month needs quotes")
            .label("TOML knows only whole dates");
        return Some(problem.help(format!("write \"{year}-{month}\"")));
    }
    digits(year, 4).then(|| place.problem("this is no date that exists").help(help))
}

fn duplicate(place: &Place<'_>) -> Option<Problem> {
    (place.message == "duplicate key").then_some(())?;
    let key = place.found();
    let table = place
        .line
        .trim_start()
        .trim_start_matches('[')
        .split(']')
        .next()
        .unwrap_or(key)
        .trim();
    let here = place.line_number(place.span.start);
    let earlier = earlier(place, key);
    let there = earlier.as_ref().map(|span| place.line_number(span.start));
    let header = place.line.trim_start().starts_with('[');
    let mut problem = match (header, there) {
        (true, Some(there)) => place.problem(format!(
            "`{key}` is written as a list on line {there} and as `[[{table}]]` on line {here}"
        )),
        (true, None) => place.problem(format!("`{table}` is there twice")),
        (false, Some(there)) => place.problem(format!(
            "`{key}` is there twice, on line {there} and on line {here}"
        )),
        (false, None) => place.problem(format!("`{key}` is there twice")),
    };
    problem
        .others
        .extend(earlier.map(|span| (span, "first here".to_owned())));
    Some(if header {
        problem.help("keep one of the two ways of writing it")
    } else {
        problem.help("keep one of them")
    })
}

/// Where a key was written before, in the same table: above the error, and for a field, below the nearest header.
fn earlier(place: &Place<'_>, key: &str) -> Option<Range<usize>> {
    let header = place.line.trim_start().starts_with('[');
    let mut end = place.line_start;
    let mut found = None;
    while end > 0 {
        let start = place
            .text
            .get(..end - 1)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let line = place.text.get(start..end).unwrap_or_default();
        let trimmed = line.trim_start();
        let written = trimmed
            .split('=')
            .next()
            .unwrap_or_default()
            .trim_end()
            .trim_matches(['"', '\'']);
        if written == key && trimmed.contains('=') {
            let at = start + line.len() - trimmed.len();
            found = Some(
                at..at
                    + trimmed.find('=').map_or(0, |equals| {
                        trimmed.get(..equals).unwrap_or_default().trim_end().len()
                    }),
            );
        }
        // A row's header ends the search for a field's twin; for a header's twin only the owner's does.
        let stop = if header {
            trimmed.starts_with("[[") && !trimmed.contains('.')
        } else {
            trimmed.starts_with('[')
        };
        if stop {
            break;
        }
        end = start;
    }
    found
}

fn control_character(place: &Place<'_>) -> Option<Problem> {
    if place.message.starts_with("carriage return") {
        let problem = place.problem("a carriage return without a line feed");
        return Some(problem.help("save the file with line ends of LF or CRLF"));
    }
    let control = place
        .found()
        .chars()
        .next()
        .filter(|c| c.is_control() && !matches!(c, '\n' | '\r'))?;
    let message = format!(
        "the control character U+{:04X} cannot stand here",
        u32::from(control)
    );
    Some(
        place
            .problem(message)
            .help("delete it; in a text in double quotes it can be written as \\uXXXX"),
    )
}

fn unclosed_text(place: &Place<'_>) -> Option<Problem> {
    let kinds = [
        "invalid basic string",
        "invalid literal string",
        "invalid multi-line",
    ];
    kinds
        .iter()
        .any(|kind| place.message.starts_with(kind))
        .then_some(())?;
    let (before, _) = place.halves();
    let opening = before
        .find(['"', '\''])
        .map_or(place.span.start, |at| place.line_start + at);
    let problem = Problem::new(
        Code::Syntax,
        opening..place.span.start.max(opening),
        "a text without its closing quote",
    );
    Some(problem.help(
        "close it on the same line; a text of many lines stands between `\"\"\"` and `\"\"\"`",
    ))
}

/// A bare word where a value is due. The parser takes it for what its first letter could begin.
fn no_quotes(place: &Place<'_>) -> Option<Problem> {
    let taken = [
        "string values must be quoted",
        "invalid boolean",
        "invalid float",
    ];
    taken
        .iter()
        .any(|start| place.message.starts_with(start))
        .then_some(())?;
    let found = place.found();
    if found.is_empty() {
        return Some(
            place
                .problem("a field without a value")
                .help("write one, or leave the field out"),
        );
    }
    let lower = found.to_lowercase();
    if lower == "true" || lower == "false" {
        return Some(place.problem(format!("`{lower}` is written in lower case")));
    }
    Some(
        place
            .problem("a text needs quotes")
            .help(format!("write \"{found}\"")),
    )
}

fn header(place: &Place<'_>) -> Option<Problem> {
    let starts = ["unclosed table", "unclosed array table"];
    starts
        .iter()
        .any(|start| place.message.starts_with(start))
        .then_some(())?;
    Some(
        place
            .problem("a header without its closing brackets")
            .help("a header looks like `[[claim]]` or `[article]`"),
    )
}

fn name(place: &Place<'_>) -> Option<Problem> {
    place
        .message
        .starts_with("invalid unquoted key")
        .then_some(())?;
    let (_, after) = place.halves();
    if after.starts_with(':') {
        return Some(place.problem("a field's name and value are parted by `=`, not by `:`"));
    }
    let message = "a field's name is made of the letters a to z, digits, `-` and `_`";
    Some(place.problem(message))
}

/// What the parser says, and what we say instead, with help.
const WORDS: [(&str, &str, &str); 4] = [
    (
        "unexpected key or value",
        "something stands after the value",
        "one field a line; a quote within double quotes is written \\\"",
    ),
    (
        "missing comma",
        "a comma is missing between two entries",
        "entries of a list are parted by commas",
    ),
    (
        "invalid inline table",
        "here a comma or the closing brace is missing",
        "entries between braces are parted by commas, and the last is followed by `}`",
    ),
    (
        "unexpected leading zero",
        "a number with a leading zero",
        "write it without",
    ),
];

fn reworded(place: &Place<'_>) -> Option<Problem> {
    let (_, message, help) = WORDS
        .iter()
        .find(|(start, ..)| place.message.starts_with(start))?;
    Some(place.problem(*message).help(*help))
}

fn no_value(place: &Place<'_>) -> Option<Problem> {
    place
        .message
        .starts_with("key with no value")
        .then_some(())?;
    let indent = place.line.len() - place.line.trim_start().len();
    let start = place.line_start + indent;
    let span = start..start + place.line.trim().len();
    let problem = Problem::new(
        Code::Syntax,
        span,
        "a line that is no field, header or comment",
    );
    Some(problem.help("a field looks like `name = \"value\"`; its name holds no space, and a comment begins with `#`"))
}

fn too_deep(place: &Place<'_>) -> Option<Problem> {
    let deep = place.message.contains("recurs");
    deep.then(|| place.problem("tables or lists nested too deeply to be read"))
}

fn unclosed_list(place: &Place<'_>) -> Problem {
    let opening = place
        .text
        .get(..place.span.start)
        .and_then(|before| before.rfind('['));
    let span = opening.map_or(place.span.clone(), |at| at..at + 1);
    Problem::new(Code::Syntax, span, "a list without its closing bracket")
        .other(place.span.clone(), "here something else begins")
        .help("close it with `]`; its entries are parted by commas")
}

/// A multi-line string that runs over a header.
pub(crate) fn unclosed_string(text: &str, opening: usize, at: usize) -> Problem {
    let message = if text.len() == at {
        "a text of many lines without its closing quotes".to_owned()
    } else {
        format!(
            "a text of many lines that runs over the header on line {}",
            line_number(text, at)
        )
    };
    let quotes = text.get(opening..opening + 3).unwrap_or("\"\"\"");
    Problem::new(
        Code::Syntax,
        opening..(opening + 3).min(text.len()),
        message,
    )
    .label("begins here")
    .help(format!("close it with `{quotes}`"))
}

/// `[[claim.evidence]]` before any `[[claim]]`.
pub(crate) fn row_first(span: Range<usize>, name: &str) -> Problem {
    let message = format!("this belongs to a {name}, but no `[[{name}]]` stands above it");
    let problem = Problem::new(Code::InvalidValue, span, message);
    problem.help(format!("move it below the `[[{name}]]` that it belongs to"))
}

/// `[claim]` where `double` brackets are due, or `[[article]]` where they are not.
pub(crate) fn brackets(span: Range<usize>, name: &str, double: bool) -> Problem {
    let (single, twice) = (format!("`[{name}]`"), format!("`[[{name}]]`"));
    if double {
        let problem = Problem::new(
            Code::InvalidValue,
            span,
            format!("{single} should be {twice}"),
        );
        problem.help("there may be many of them, so it has double brackets")
    } else {
        let problem = Problem::new(
            Code::InvalidValue,
            span,
            format!("{twice} should be {single}"),
        );
        problem.help("there is one of it, so it has single brackets")
    }
}

/// A second `[article]`.
pub(crate) fn second_table(text: &str, header: &Header, earlier: &Header, name: &str) -> Problem {
    let lines = (
        line_number(text, earlier.span.start),
        line_number(text, header.span.start),
    );
    let message = format!(
        "`[{name}]` is there twice, on line {} and on line {}",
        lines.0, lines.1
    );
    Problem::new(Code::Syntax, header.span.clone(), message)
        .other(earlier.span.clone(), "first here")
        .help("a file has one of it")
}
