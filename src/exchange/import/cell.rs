//! From a text of another program to a value of one of our fields.

use crate::document::edit::Value;
use crate::document::format::{FieldShape, Kind};
use crate::domain::date::Date;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A value of a field; none if the text cannot be one. Words may be in capitals, and `split` separates a list's entries.
pub(super) fn value(
    field: &FieldShape,
    text: &str,
    dates: &[String],
    split: Option<&str>,
) -> Option<Value> {
    let text = plain(text);
    match field.kind {
        Kind::Texts => {
            let entries = entries(&text, split);
            (!entries.is_empty()).then_some(Value::Texts(entries))
        }
        Kind::Date => date(&text, dates).map(Value::Date),
        Kind::Word(words) => {
            let word = words.iter().find(|word| word.eq_ignore_ascii_case(&text));
            word.map(|word| Value::Text((*word).to_owned()))
        }
        _ => Value::typed(field, &text, &Date::parse).ok(),
    }
}

/// A text without white space at its ends, with plain line ends, and without characters that no text has.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let strange = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(strange) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.chars().filter(|c| !strange(*c)).collect())
}

/// The entries of a list. Without a separator they are parted by line ends, or by `;` if there are none.
fn entries(text: &str, split: Option<&str>) -> Vec<String> {
    let default = if text.contains('\n') { "\n" } else { ";" };
    let entries = text.split(split.unwrap_or(default)).map(str::trim);
    let mut found: Vec<String> = Vec::new();
    for entry in entries.filter(|entry| !entry.is_empty()) {
        if found.iter().all(|known| known != entry) {
            found.push(entry.to_owned());
        }
    }
    found
}

/// A date: as exact as the text is, in one of these forms or as ISO 8601 has it.
pub(super) fn date(text: &str, forms: &[String]) -> Option<Date> {
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let is_stamp = text.len() > 10 && day.len() == 10;
    Date::parse(text)
        .or_else(|| Date::parse(day).filter(|_| is_stamp))
        .or_else(|| forms.iter().find_map(|form| in_form(text, form)))
}

/// A date in a form of strftime. A form without a day or a month gives a date without one.
fn in_form(text: &str, form: &str) -> Option<Date> {
    let has = |letters: &str| letters.chars().any(|c| form.contains(&format!("%{c}")));
    let parse = |text: &str, form: &str| {
        NaiveDate::parse_from_str(text, form)
            .or_else(|_| {
                let stamp = chrono::NaiveDateTime::parse_from_str(text, form);
                stamp.map(|stamp| stamp.date())
            })
            .ok()
    };
    if has("dejDFxv") {
        return parse(text, form).map(Date::Day);
    }
    if has("mbBh") {
        let day = parse(&format!("1 {text}"), &format!("%d {form}"))?;
        return Date::parse(&day.format("%Y-%m").to_string());
    }
    let day = parse(&format!("1 1 {text}"), &format!("%d %m {form}"))?;
    Date::parse(&day.format("%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::{date, value};
    use crate::document::edit::Value;
    use crate::document::format::CLAIM;

    #[track_caller]
    fn check(text: &str, forms: &[&str], expect: &str) {
        let forms: Vec<String> = forms.iter().map(|form| (*form).to_owned()).collect();
        let found = date(text, &forms).map(|date| date.to_string());
        assert_eq!(found.unwrap_or_default(), expect, "{text}");
    }

    #[test]
    fn a_date_is_as_exact_as_its_text() {
        check("2026-03", &[], "2026-03");
        check("2026-03-02T10:00:00Z", &[], "2026-03-02");
        check("2019-07-22 10:15", &[], "2019-07-22");
        check("31.12.2024", &["%d.%m.%Y"], "2024-12-31");
        check("March 2024", &["%d.%m.%Y", "%B %Y"], "2024-03");
        check("in 2024", &["in %Y"], "2024");
        check("31.12.2024 23:10", &["%d.%m.%Y %H:%M"], "2024-12-31");
        for wrong in ["circa 2021", "2021-13", "99.99.2024", ""] {
            check(wrong, &["%d.%m.%Y"], "");
        }
    }

    #[test]
    fn values_are_trimmed_and_words_may_be_in_capitals() {
        let of = |name: &str, text: &str| value(CLAIM.field(name).unwrap(), text, &[], None);
        assert_eq!(
            of("kind", " Figure "),
            Some(Value::Text("figure".to_owned()))
        );
        assert_eq!(of("kind", "thing"), None);
        assert_eq!(
            of("text", " a\r\nb\u{0} "),
            Some(Value::Text("a\nb".to_owned()))
        );
        assert_eq!(of("text", "  "), None);
        let tags = |tags: &[&str]| {
            Some(Value::Texts(
                tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ))
        };
        assert_eq!(of("tags", "a; b;;a"), tags(&["a", "b"]));
        assert_eq!(of("tags", "a; b\nc"), tags(&["a; b", "c"]));
        assert_eq!(of("paragraph", "4"), Some(Value::Number(4)));
        assert_eq!(of("paragraph", "four"), None);
    }
}
