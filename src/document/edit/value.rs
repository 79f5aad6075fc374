//! Values: reads what a person types for a field, and writes a value as a person would type it in a file.

use crate::document::parse::nearest::nearest;
use crate::document::shape::{FieldShape, Kind, whole_number};
use crate::domain::date::Date;
use crate::domain::id::Id;
use std::fmt::Write;

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, an id, a path, a digest or one word of a closed list.
    Text(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// A date.
    Date(Date),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A list of rows to write between braces, each with its fields in order.
    Rows(Vec<Vec<(&'static str, Value)>>),
}

impl Value {
    /// Reads what a person typed for a field. `day` reads a date, and knows words like `today`.
    ///
    /// # Errors
    /// Says what the field needs, in words that continue its name: "must be a date".
    pub fn typed(
        field: &FieldShape,
        text: &str,
        day: &dyn Fn(&str) -> Option<Date>,
    ) -> Result<Self, String> {
        let entries = || {
            text.split(',')
                .map(str::trim)
                .filter(|entry| !entry.is_empty())
                .map(str::to_owned)
                .collect()
        };
        match field.kind {
            Kind::Text if text.trim().is_empty() => Err("must not be empty".to_owned()),
            Kind::Text | Kind::Note => Ok(Self::Text(text.to_owned())),
            Kind::Path => path_in_book(text).map(Self::Text),
            Kind::Id => Id::parse(text)
                .map(|id| Self::Text(id.into()))
                .ok_or_else(|| not_an_id(text)),
            Kind::Texts => Ok(Self::Texts(entries())),
            Kind::Date => day(text).map(Self::Date).ok_or_else(|| {
                "must be a date that exists: 2026, 2026-03, 2026-03-02, today, yesterday, tomorrow or +3d"
                    .to_owned()
            }),
            Kind::Number(least, most) => number(text, least, most).map(Self::Number),
            Kind::Flag => text
                .parse()
                .map(Self::Flag)
                .map_err(|_| "must be `true` or `false`".to_owned()),
            Kind::Word(words) => word(text, words).map(Self::Text),
            Kind::Digest
                if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
            {
                Ok(Self::Text(text.to_ascii_lowercase()))
            }
            Kind::Digest => Err("must be a SHA-256 digest: 64 hexadecimal digits".to_owned()),
            Kind::Table(_) | Kind::Tables(_) | Kind::Levels(_) => {
                Err("is a table: edit it in the file".to_owned())
            }
        }
    }

    /// The value as TOML. A text of several lines takes several lines.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Text(text) if text.contains('\n') => lines(text),
            Self::Text(text) => quoted(text),
            other => other.inline(),
        }
    }

    /// The value as TOML on one line.
    pub(super) fn inline(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => {
                let entries: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", entries.join(", "))
            }
            Self::Date(date @ Date::Month(..)) => format!("\"{date}\""),
            // TOML does not allow a number to begin with a zero.
            Self::Date(Date::Year(year)) if *year < 1000 => format!("\"{year:04}\""),
            Self::Date(date) => date.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Rows(rows) => {
                let entries: Vec<String> = rows.iter().map(|row| table(row)).collect();
                format!("[{}]", entries.join(", "))
            }
        }
    }

    /// The value as TOML with the same quotes as the one that it replaces, if they can hold it.
    pub(super) fn in_manner_of(&self, old: &str) -> String {
        match self {
            Self::Text(text)
                if old.starts_with('\'') && !old.starts_with("'''") && is_literal(text) =>
            {
                format!("'{text}'")
            }
            Self::Text(text)
                if old.starts_with('"') && !old.starts_with("\"\"\"") && !text.contains('\n') =>
            {
                basic(text)
            }
            Self::Date(date) if old.starts_with('\'') => format!("'{date}'"),
            Self::Date(date) if old.starts_with('"') => format!("\"{date}\""),
            other => other.written(),
        }
    }

    /// The value as the TOML parser returns it.
    pub(super) fn parsed(&self) -> toml::Value {
        match self {
            Self::Text(text) => toml::Value::String(text.clone()),
            Self::Texts(texts) => {
                toml::Value::Array(texts.iter().cloned().map(toml::Value::String).collect())
            }
            Self::Number(number) => toml::Value::Integer(*number),
            Self::Flag(flag) => toml::Value::Boolean(*flag),
            // A date can be written in several ways. [`same`] accepts each of them.
            Self::Date(date) => toml::Value::String(date.to_string()),
            Self::Rows(rows) => {
                let table = |row: &Vec<(&str, Self)>| {
                    row.iter()
                        .map(|(key, value)| ((*key).to_owned(), value.parsed()))
                        .collect::<toml::Table>()
                };
                toml::Value::Array(
                    rows.iter()
                        .map(|row| toml::Value::Table(table(row)))
                        .collect(),
                )
            }
        }
    }
}

/// A table between braces.
pub(super) fn table(fields: &[(&'static str, Value)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(key, value)| format!("{key} = {}", value.inline()))
        .collect();
    format!("{{ {} }}", fields.join(", "))
}

/// A text in double quotes, or in single ones if that saves escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && is_literal(text) {
        format!("'{text}'")
    } else {
        basic(text)
    }
}

fn is_literal(text: &str) -> bool {
    !text.contains(|c: char| c == '\'' || (c.is_control() && c != '\t'))
}

fn basic(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    text.chars().for_each(|c| escape(&mut quoted, c));
    quoted.push('"');
    quoted
}

fn escape(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a string cannot fail.
        c if c.is_control() => drop(write!(out, "\\u{:04X}", u32::from(c))),
        c => out.push(c),
    }
}

/// A text of several lines between triple quotes.
fn lines(text: &str) -> String {
    let mut written = String::from("\"\"\"\n");
    let mut quotes = 0;
    for c in text.chars() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            '\n' => written.push('\n'),
            '"' if quotes < 3 => written.push('"'),
            c => escape(&mut written, c),
        }
    }
    // The parser would take a quote just before the closing ones for one of them.
    if written.ends_with('"') && !written.ends_with("\\\"") {
        written.pop();
        written.push_str("\\\"");
    }
    written.push_str("\"\"\"");
    written
}

/// A path inside the book as a person types it, without `./`. It starts at the book's folder and never leaves it.
///
/// # Errors
///
/// Says what the path must be.
pub fn path_in_book(typed: &str) -> Result<String, String> {
    let path = typed.trim();
    if path.is_empty() {
        return Err("must not be empty".to_owned());
    }
    let parts = path.split(['/', '\\']).filter(|part| *part != ".");
    let leaves = path.starts_with(['/', '\\', '~'])
        || path.get(1..).is_some_and(|rest| rest.starts_with(':'))
        || parts.clone().any(|part| part == "..");
    if leaves {
        return Err(
            "must be a path inside the book, from the book's folder: `evidence/figures.pdf`"
                .to_owned(),
        );
    }
    Ok(parts.collect::<Vec<_>>().join("/"))
}

fn not_an_id(text: &str) -> String {
    let example =
        Id::from_words(text).map_or_else(String::new, |id| format!(": for example `{id}`"));
    format!("must be lower-case words joined by `-`{example}")
}

fn number(text: &str, least: i64, most: i64) -> Result<i64, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be {}", whole_number(least, most)))
}

fn word(text: &str, words: &'static [&'static str]) -> Result<String, String> {
    if words.contains(&text) {
        return Ok(text.to_owned());
    }
    let list = words.join(", ");
    Err(match nearest(text, words.iter().copied()) {
        Some(meant) => format!("cannot be `{text}`: did you mean `{meant}`? It is one of: {list}"),
        None => format!("cannot be `{text}`: it is one of: {list}"),
    })
}

/// Whether two values mean the same. Line ends inside texts can differ, and dates can be written in different ways.
pub(super) fn same(a: &toml::Value, b: &toml::Value) -> bool {
    match (a, b) {
        (toml::Value::String(a), toml::Value::String(b)) => {
            a == b || a.replace("\r\n", "\n") == b.replace("\r\n", "\n")
        }
        (toml::Value::Datetime(day), toml::Value::String(text))
        | (toml::Value::String(text), toml::Value::Datetime(day)) => day.to_string() == *text,
        (toml::Value::Integer(year), toml::Value::String(text))
        | (toml::Value::String(text), toml::Value::Integer(year)) => {
            text.len() == 4 && year.to_string() == *text
        }
        (toml::Value::Array(a), toml::Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (toml::Value::Table(a), toml::Value::Table(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|((key, a), (other, b))| key == other && same(a, b))
        }
        // Two NaNs are equal here.
        (toml::Value::Float(a), toml::Value::Float(b)) => a.to_bits() == b.to_bits(),
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::Value;
    use crate::document::shape::{Kind, field};
    use crate::domain::date::Date;
    use proptest::prelude::Strategy;
    use proptest::proptest;

    fn read_back(written: &str) -> toml::Value {
        let mut table: toml::Table = format!("a = {written}\n").parse().unwrap();
        table.remove("a").unwrap()
    }

    #[test]
    fn a_value_is_written_as_a_person_would_type_it() {
        let text = |text: &str| Value::Text(text.to_owned()).written();
        assert_eq!(text("it's"), "\"it's\"");
        assert_eq!(text("say \"x\""), "'say \"x\"'");
        assert_eq!(text("it's \"x\""), "\"it's \\\"x\\\"\"");
        assert_eq!(text("a\nb"), "\"\"\"\na\nb\"\"\"");
        let date = |text| Value::Date(Date::parse(text).unwrap()).written();
        assert_eq!(date("2026-03-02"), "2026-03-02");
        assert_eq!(date("2026-03"), "\"2026-03\"");
        assert_eq!(date("2026"), "2026");
        assert_eq!(
            Value::Texts(vec!["a".to_owned(), "b".to_owned()]).written(),
            "[\"a\", \"b\"]"
        );
    }

    #[test]
    fn a_value_keeps_the_quotes_of_the_one_it_replaces() {
        let text = Value::Text("new".to_owned());
        assert_eq!(text.in_manner_of("'old'"), "'new'");
        assert_eq!(text.in_manner_of("\"old\""), "\"new\"");
        assert_eq!(
            Value::Text("it's".to_owned()).in_manner_of("'old'"),
            "\"it's\""
        );
        let day = Value::Date(Date::parse("2026-03-02").unwrap());
        assert_eq!(day.in_manner_of("\"2026\""), "\"2026-03-02\"");
        assert_eq!(day.in_manner_of("2026"), "2026-03-02");
    }

    #[test]
    fn several_lines_escape_only_the_quotes_that_would_end_them() {
        let text = |text: &str| Value::Text(text.to_owned()).written();
        assert_eq!(text("a\n\"b\" c"), "\"\"\"\na\n\"b\" c\"\"\"");
        assert_eq!(text("a\n\"\"\"b"), "\"\"\"\na\n\"\"\\\"b\"\"\"");
        assert_eq!(text("a\n\"b\""), "\"\"\"\na\n\"b\\\"\"\"\"");
    }

    /// What a person typed for a field of this kind.
    fn typed(kind: Kind, text: &str) -> Result<Value, String> {
        Value::typed(&field("a", kind, ""), text, &Date::parse)
    }

    fn refusal(kind: Kind, text: &str) -> String {
        typed(kind, text).unwrap_err()
    }

    #[test]
    fn what_a_person_types_becomes_a_value_of_the_fields_kind() {
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        assert_eq!(typed(Kind::Text, " a "), text(" a "));
        assert_eq!(typed(Kind::Note, ""), text(""));
        for path in ["e/a..b.pdf", "./e/a..b.pdf", "e/./a..b.pdf", "e\\a..b.pdf"] {
            assert_eq!(typed(Kind::Path, path), text("e/a..b.pdf"));
        }
        assert_eq!(typed(Kind::Id, "toll-2025"), text("toll-2025"));
        let entries = vec!["a".to_owned(), "b c".to_owned()];
        assert_eq!(typed(Kind::Texts, " a,, b c ,"), Ok(Value::Texts(entries)));
        let month = Date::parse("2026-03").unwrap();
        assert_eq!(typed(Kind::Date, "2026-03"), Ok(Value::Date(month)));
        assert_eq!(typed(Kind::Flag, "true"), Ok(Value::Flag(true)));
        assert_eq!(typed(Kind::Flag, "false"), Ok(Value::Flag(false)));
        assert_eq!(
            typed(Kind::Word(&["event", "figure"]), "figure"),
            text("figure")
        );
        let digest = "0aF9".repeat(16);
        assert_eq!(typed(Kind::Digest, &digest), text(&digest.to_lowercase()));
        for number in [1, 6] {
            let typed = typed(Kind::Number(1, 6), &number.to_string());
            assert_eq!(typed, Ok(Value::Number(number)));
        }
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused_with_what_the_field_needs() {
        assert_eq!(refusal(Kind::Text, " "), "must not be empty");
        assert_eq!(refusal(Kind::Path, ""), "must not be empty");
        for outside in [
            "/etc/passwd",
            "../a.pdf",
            "e/../../a.pdf",
            "C:\\a.pdf",
            "\\\\h\\a",
            "~/a.pdf",
            "a/..",
        ] {
            assert!(refusal(Kind::Path, outside).starts_with("must be a path inside the book"));
        }
        assert_eq!(
            refusal(Kind::Id, "The Toll!"),
            "must be lower-case words joined by `-`: for example `the-toll`"
        );
        assert_eq!(
            refusal(Kind::Id, "!"),
            "must be lower-case words joined by `-`"
        );
        assert!(refusal(Kind::Date, "2026-13").starts_with("must be a date that exists"));
        assert_eq!(refusal(Kind::Flag, "yes"), "must be `true` or `false`");
        for outside in ["0", "7", "x", "1.5"] {
            let refused = refusal(Kind::Number(1, 6), outside);
            assert_eq!(refused, "must be a whole number from 1 to 6", "{outside}");
        }
        let refused = refusal(Kind::Number(1, u32::MAX.into()), "0");
        assert_eq!(refused, "must be a whole number from 1 to 4294967295");
        for digest in ["a".repeat(63), "a".repeat(65), "g".repeat(64)] {
            let needs = "must be a SHA-256 digest: 64 hexadecimal digits";
            assert_eq!(refusal(Kind::Digest, &digest), needs);
        }
        let table = Kind::Levels(&["high"]);
        assert_eq!(refusal(table, "x"), "is a table: edit it in the file");
    }

    #[test]
    fn an_unknown_word_brings_the_list_and_the_nearest_word() {
        let word = Kind::Word(&["event", "figure"]);
        assert_eq!(
            refusal(word, "evnt"),
            "cannot be `evnt`: did you mean `event`? It is one of: event, figure"
        );
        assert_eq!(
            refusal(word, "song"),
            "cannot be `song`: it is one of: event, figure"
        );
    }

    proptest! {
        #[test]
        fn every_text_is_read_back_as_it_was_written(text in "[ab'\"\\\\\n\t\r\u{1}é]{0,8}") {
            let value = Value::Text(text.clone());
            assert_eq!(read_back(&value.written()), value.parsed());
            assert_eq!(read_back(&value.inline()), value.parsed());
            for old in ["'x'", "\"x\"", "\"\"\"x\"\"\"", "'''x'''"] {
                assert_eq!(read_back(&value.in_manner_of(old)), value.parsed());
            }
        }

        #[test]
        fn every_list_is_read_back_as_it_was_written(texts in proptest::collection::vec("[a'\"\\\\\n]{0,3}".prop_map(String::from), 0..4)) {
            let value = Value::Texts(texts);
            assert_eq!(read_back(&value.written()), value.parsed());
        }
    }
}
