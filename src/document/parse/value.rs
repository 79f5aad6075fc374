//! Single values: checks that each fits the kind of its field, and says why if it does not.

use crate::document::parse::fields::ReadValue;
use crate::document::parse::nearest::nearest;
use crate::document::parse::problem::{Code, Problem};
use crate::document::shape::{FieldShape, Kind, TableShape, whole_number};
use crate::domain::date::Date;
use crate::domain::id::Id;
use std::ops::Range;
use toml::de::{DeInteger, DeValue};
use toml::value::Datetime;

/// Why a value does not fit. The reader adds the field's name and place.
pub(crate) struct Wrong {
    /// Continues a sentence that begins with the field's name: "must be text".
    message: String,
    label: Option<String>,
    help: Vec<String>,
}

impl Wrong {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            label: None,
            help: Vec::new(),
        }
    }

    /// The value has another type.
    fn kind(expected: &str, found: &DeValue<'_>) -> Self {
        let label = format!("this is {}", found_words(found));
        Self {
            message: format!("must be {expected}"),
            label: Some(label),
            help: Vec::new(),
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    pub(crate) fn into_problem(self, field: &str, span: Range<usize>) -> Problem {
        let mut problem = Problem::new(
            Code::InvalidValue,
            span,
            format!("`{field}` {}", self.message),
        );
        problem.label = self.label;
        problem.help = self.help;
        problem
    }
}

fn found_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a decimal number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Reads a single value. Kinds that hold tables or lists reject every single value.
pub(crate) fn scalar(
    field: &FieldShape,
    kind: Kind,
    value: &DeValue<'_>,
) -> Result<ReadValue, Wrong> {
    match kind {
        Kind::Id => id(value).map(ReadValue::Text),
        Kind::Text => text(field.required, value).map(ReadValue::Text),
        Kind::Path => path(value).map(ReadValue::Text),
        Kind::Note => string(value).map(|text| ReadValue::Text(text.to_owned())),
        Kind::Date => date(value).map(ReadValue::Date),
        Kind::Number(least, most) => number(least, most, value).map(ReadValue::Number),
        Kind::Flag => flag(value).map(ReadValue::Flag),
        Kind::Word(words) => word(words, value).map(ReadValue::Word),
        Kind::Digest => digest(value).map(ReadValue::Text),
        Kind::Texts => Err(not_a_list(field.name, value)),
        Kind::Table(shape) => {
            Err(Wrong::kind("a table", value).help(inline_table(field.name, shape)))
        }
        Kind::Tables(shape) => Err(Wrong::kind("a list of tables", value)
            .help(format!("write one `[[{}]]` for each", shape.name))),
        Kind::Levels(_) => {
            Err(Wrong::kind("a table", value).help(format!("write `[{}]`", field.name)))
        }
    }
}

fn string<'a>(value: &'a DeValue<'_>) -> Result<&'a str, Wrong> {
    let wrong = || Wrong::kind("text", value).help("put it in double quotes");
    value.as_str().ok_or_else(wrong)
}

fn text(required: bool, value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = string(value)?;
    if !text.trim().is_empty() {
        return Ok(text.to_owned());
    }
    let wrong = Wrong::new("is blank");
    Err(if required {
        wrong.help("write something")
    } else {
        wrong.help("write something, or delete the field")
    })
}

fn path(value: &DeValue<'_>) -> Result<String, Wrong> {
    let path = string(value)?;
    if !path.contains(char::is_control) {
        return Ok(path.to_owned());
    }
    // `"a\new\table"` is sound TOML, but it means a line feed and a tab.
    let wrong = Wrong::new("contains a control character, which a path cannot have");
    Err(wrong.help(
        "a backslash begins an escape in double quotes: write `/` between the parts of a path",
    ))
}

/// Reads one member of a list of texts.
pub(crate) fn list_item(value: &DeValue<'_>) -> Result<String, Wrong> {
    match value.as_str() {
        Some(text) if text.trim().is_empty() => Err(Wrong::new("contains a blank entry")),
        Some(text) => Ok(text.to_owned()),
        None => Err(Wrong::kind("a list of texts", value).help("put each entry in double quotes")),
    }
}

fn not_a_list(name: &str, value: &DeValue<'_>) -> Wrong {
    let wrong = Wrong::kind("a list of texts", value);
    match value.as_str() {
        Some(text) => wrong.help(format!("write `{name} = [{text:?}]`")),
        None => wrong.help(format!("write `{name} = [\"…\", \"…\"]`")),
    }
}

fn inline_table(name: &str, shape: &TableShape) -> String {
    let fields: Vec<String> = shape
        .fields
        .iter()
        .map(|field| format!("{} = …", field.name))
        .collect();
    format!("write `{name} = {{ {} }}`", fields.join(", "))
}

/// An entry of a list of tables that is not a table.
pub(crate) fn not_a_row(shape: &TableShape, value: &DeValue<'_>) -> Wrong {
    let required: Vec<String> = shape
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| format!("{} = …", field.name))
        .collect();
    Wrong::kind("a list of tables", value).help(format!(
        "each entry looks like `{{ {} }}`",
        required.join(", ")
    ))
}

fn id(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = string(value)?;
    if Id::parse(text).is_some() {
        return Ok(text.to_owned());
    }
    let wrong = Wrong::new("must be lower-case words joined by `-`");
    Err(match Id::from_words(text) {
        Some(meant) => wrong.help(format!("for example `{meant}`")),
        None => wrong,
    })
}

fn flag(value: &DeValue<'_>) -> Result<bool, Wrong> {
    let wrong = || {
        let written = match value {
            DeValue::String(text) => text,
            DeValue::Integer(number) => number.as_str(),
            _ => "",
        };
        Wrong::kind("`true` or `false`", value).help(flag_help(written))
    };
    value.as_bool().ok_or_else(wrong)
}

/// What to write in place of a word that somebody means as yes or no.
pub(crate) fn flag_help(word: &str) -> &'static str {
    let word = word.trim().to_lowercase();
    match word.as_str() {
        "true" | "yes" | "y" | "on" | "1" => "write true",
        "false" | "no" | "n" | "off" | "0" => "write false",
        _ => "write true or false, without quotes",
    }
}

/// Reads one word of a closed list.
pub(crate) fn word(
    words: &'static [&'static str],
    value: &DeValue<'_>,
) -> Result<&'static str, Wrong> {
    let text = value.as_str();
    if let Some(word) = words.iter().find(|word| Some(**word) == text) {
        return Ok(word);
    }
    let list = format!("one of: {}", words.join(", "));
    let Some(text) = text else {
        return Err(Wrong::kind("a word in double quotes", value).help(list));
    };
    let wrong = Wrong::new(format!("cannot be `{}`", excerpt(text)));
    let wrong = match nearest(text, words.iter().copied()) {
        Some(meant) => wrong.help(format!("did you mean `{meant}`?")),
        None => wrong,
    };
    Err(wrong.help(list))
}

/// The first characters of a value, for a message.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn number(least: i64, most: i64, value: &DeValue<'_>) -> Result<i64, Wrong> {
    let written = match value {
        DeValue::Integer(integer) => {
            let number = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
            let within = number.filter(|number| (least..=most).contains(number));
            return within
                .ok_or_else(|| Wrong::new(format!("must be {}", whole_number(least, most))));
        }
        DeValue::Float(float) => float.as_str(),
        DeValue::String(text) => text,
        _ => "",
    };
    let wrong = Wrong::kind("a whole number", value);
    Err(wrong.help(number_help(least, most, written)))
}

/// What to write in place of a word that somebody means as a number.
pub(crate) fn number_help(least: i64, most: i64, word: &str) -> String {
    let word = word.trim();
    let whole = word.trim_end_matches('0').strip_suffix('.').unwrap_or(word);
    let meant = whole.parse().ok();
    let wanted = whole_number(least, most);
    match meant.filter(|meant: &i64| (least..=most).contains(meant)) {
        Some(meant) => format!("write {meant}: {wanted}"),
        None => format!("write {wanted}, without quotes"),
    }
}

fn digest(value: &DeValue<'_>) -> Result<String, Wrong> {
    let text = string(value)?;
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(text.to_ascii_lowercase());
    }
    Err(
        Wrong::new("must be a SHA-256 digest: 64 hexadecimal digits")
            .help("`sha256sum FILE` prints it"),
    )
}

/// How to write a date.
pub(crate) const DATES: &str = "write what you know: 2026, \"2026-03\" or 2026-03-02";

fn date(value: &DeValue<'_>) -> Result<Date, Wrong> {
    let date = match value {
        DeValue::Integer(year) => year_of(year),
        DeValue::String(text) => Date::parse(text),
        DeValue::Datetime(datetime) => return day_of(datetime),
        _ => return Err(Wrong::kind("a date", value).help(DATES)),
    };
    date.ok_or_else(|| Wrong::new("is not a date").help(DATES))
}

fn year_of(year: &DeInteger<'_>) -> Option<Date> {
    // A year is not a hexadecimal number and has no sign.
    if year.radix() == 10 && year.as_str().len() == 4 {
        Date::parse(year.as_str())
    } else {
        None
    }
}

fn day_of(datetime: &Datetime) -> Result<Date, Wrong> {
    let Some(date) = datetime.date else {
        return Err(Wrong::new("must be a date, not a time of day").help(DATES));
    };
    if datetime.time.is_some() {
        return Err(
            Wrong::new("must be a date without a time").help(format!("write only the day: {date}"))
        );
    }
    let day = Date::day(date.year.into(), date.month.into(), date.day.into());
    day.ok_or_else(|| Wrong::new("is not a date").help(DATES))
}
