//! Days as people type them: `today`, `yesterday`, or a date as coarse as it is known.

use chrono::Days;
use chrono::NaiveDate;
use claimbook::domain::date::Date;
use claimbook::domain::id::Id;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

/// A day as typed; what it means depends on today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    /// `today`
    Today,
    /// `yesterday`
    Yesterday,
    /// A date.
    On(Date),
}

impl Day {
    /// The date meant.
    pub(crate) fn date(self, today: NaiveDate) -> Date {
        match self {
            Self::Today => Date::Day(today),
            Self::Yesterday => Date::Day(today.checked_sub_days(Days::new(1)).unwrap_or(today)),
            Self::On(date) => date,
        }
    }
}

/// Parses a day.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    match text {
        "today" => Ok(Day::Today),
        "yesterday" => Ok(Day::Yesterday),
        _ => Date::parse(text)
            .map(Day::On)
            .ok_or_else(|| "a date is 2026, 2026-03, 2026-03-02, today or yesterday".to_owned()),
    }
}

/// Parses a day of the calendar.
pub(crate) fn calendar_day(text: &str) -> Result<NaiveDate, String> {
    match Date::parse(text) {
        Some(Date::Day(day)) => Ok(day),
        _ => Err("a day is 2026-03-02".to_owned()),
    }
}

/// Parses one of these words; help lists them and a slip is met with the nearest.
pub(crate) fn word<T: Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(move |word| parse(&word).ok_or("no such word"))
}

/// Parses a name or another text that must say something.
pub(crate) fn text(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() {
        Err("it is empty".to_owned())
    } else {
        Ok(typed.to_owned())
    }
}

/// Parses an id that is new.
pub(crate) fn new_id(typed: &str) -> Result<String, String> {
    Id::parse(typed)
        .map(String::from)
        .ok_or_else(|| match Id::from_words(typed) {
            Some(meant) => {
                format!("an id is lower-case words joined by `-`: for example `{meant}`")
            }
            None => "an id is lower-case words joined by `-`".to_owned(),
        })
}

/// Parses `--file`: a TOML file below `claims`, as a path inside the book.
pub(crate) fn book_file(typed: &str) -> Result<String, String> {
    let path = typed.replace('\\', "/");
    let path = path.trim_start_matches("./");
    let path = if path.starts_with("claims/") {
        path.to_owned()
    } else {
        format!("claims/{path}")
    };
    let sound = path
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'))
        && !typed.starts_with('/');
    let named = path
        .strip_suffix(".toml")
        .is_some_and(|stem| !stem.ends_with('/'));
    if sound && named && !path.contains(char::is_control) {
        Ok(path)
    } else {
        Err("a file of the book is a path below `claims` that ends in `.toml`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn yesterday_is_the_day_before_today() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(
            day("yesterday").unwrap().date(today).to_string(),
            "2026-02-28"
        );
        assert_eq!(day("today").unwrap().date(today).to_string(), "2026-03-01");
        assert_eq!(day("2026-02").unwrap().date(today).to_string(), "2026-02");
        assert!(day("next friday").is_err() && day("").is_err());
    }
}
