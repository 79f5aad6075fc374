//! Domain values at the SQL edge: words and dates go in as text and come out checked.

use crate::domain::date::Date;
use crate::index::IndexError;

/// Reads a word of a closed vocabulary back.
pub(super) fn word<T>(
    what: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, IndexError> {
    parse(text).ok_or_else(|| IndexError::StrangeWord {
        what,
        word: text.to_owned(),
    })
}

/// Reads a word back that may be missing.
pub(super) fn optional_word<T>(
    what: &'static str,
    text: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, IndexError> {
    text.map(|text| word(what, text, parse)).transpose()
}

/// Reads a date back.
pub(super) fn date(text: Option<&str>) -> Result<Option<Date>, IndexError> {
    optional_word("date", text, Date::parse)
}

/// A list as a JSON array.
pub(super) fn json(list: &[String]) -> String {
    serde_json::Value::from(list).to_string()
}

/// A JSON array as a list.
pub(super) fn list(text: &str) -> Result<Vec<String>, IndexError> {
    if text == "[]" {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|_| IndexError::StrangeWord {
        what: "list",
        word: text.to_owned(),
    })
}
