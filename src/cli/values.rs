//! Parsers for values that people type: days, words, texts, ids and files of the book.

use chrono::{NaiveDate, TimeDelta};
use claimbook::domain::date::Date;
use claimbook::domain::id::Id;
use claimbook::files;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// A day as typed. Today's date turns it into a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    /// So many days after today: 0 for `today`, -1 for `yesterday`.
    FromToday(i16),
    /// A day, a month or a year.
    On(Date),
}

impl Day {
    /// Today.
    pub(crate) const TODAY: Self = Self::FromToday(0);

    /// The date that it means.
    pub(crate) fn date(self, today: NaiveDate) -> Date {
        match self {
            // chrono's calendar ends some hundred thousand years away.
            Self::FromToday(days) => Date::Day(today + TimeDelta::days(days.into())),
            Self::On(date) => date,
        }
    }
}

/// Parses a date, a word such as `tomorrow`, or a number of days from today: `+3d`, `-2w`.
pub(crate) fn day(text: &str) -> Result<Day, String> {
    let word = match text {
        "today" => Some(0),
        "yesterday" => Some(-1),
        "tomorrow" => Some(1),
        _ => days_from_today(text),
    };
    word.map(Day::FromToday)
        .or_else(|| Date::parse(text).map(Day::On))
        .ok_or_else(|| {
            "write 2026, 2026-03, 2026-03-02, today, yesterday, tomorrow or +3d".to_owned()
        })
}

/// `+3d` is three days from today, `-2w` two weeks ago. At most 9,999 of either.
fn days_from_today(text: &str) -> Option<i16> {
    let (number, days) = match text.strip_suffix('d') {
        Some(number) => (number, 1),
        None => (text.strip_suffix('w')?, 7),
    };
    let digits = number.strip_prefix(['+', '-'])?;
    let is_short =
        (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_short {
        return None;
    }
    number.parse::<i16>().ok()?.checked_mul(days)
}

/// Parses one day of the calendar.
pub(crate) fn calendar_day(text: &str) -> Result<NaiveDate, String> {
    match Date::parse(text) {
        Some(Date::Day(day)) => Ok(day),
        _ => Err("write a day such as 2026-03-02".to_owned()),
    }
}

/// Parses one of these words. clap lists them in the help and suggests the nearest one.
pub(crate) fn word<T: Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(move |word| parse(&word).ok_or("no such word"))
}

/// Parses a text that must not be empty.
pub(crate) fn text(typed: &str) -> Result<String, String> {
    if typed.trim().is_empty() {
        Err("write something".to_owned())
    } else {
        Ok(typed.to_owned())
    }
}

/// Parses an id for a new record.
pub(crate) fn new_id(typed: &str) -> Result<String, String> {
    Id::parse(typed)
        .map(String::from)
        .ok_or_else(|| match Id::from_words(typed) {
            Some(meant) => {
                format!("an id is lower-case words joined by `-`, for example `{meant}`")
            }
            None => "an id is lower-case words joined by `-`".to_owned(),
        })
}

/// Parses `--file`: the path of a TOML file below `claims`, with or without `claims/` before it.
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
    let named = files::stem(&path).is_some_and(|stem| !stem.ends_with('/'));
    if sound && named && !path.contains(char::is_control) {
        Ok(path)
    } else {
        Err("write the path of a `.toml` file below `claims`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{book_file, calendar_day, day, new_id, text, word};
    use chrono::NaiveDate;
    use claimbook::domain::status::Status;
    use clap::{Arg, Command};

    fn today(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check_day(typed: &str, on: &str, expected: &str) {
        let date = day(typed).unwrap().date(today(on));
        assert_eq!(date.to_string(), expected);
    }

    #[test]
    fn today_and_yesterday_count_from_todays_date() {
        check_day("today", "2026-03-01", "2026-03-01");
        check_day("yesterday", "2026-03-01", "2026-02-28");
        check_day("yesterday", "2024-03-01", "2024-02-29");
        check_day("yesterday", "2026-01-01", "2025-12-31");
    }

    #[test]
    fn days_count_from_today_in_both_directions() {
        check_day("tomorrow", "2026-02-28", "2026-03-01");
        check_day("+3d", "2026-12-30", "2027-01-02");
        check_day("+0d", "2026-03-01", "2026-03-01");
        check_day("-1d", "2026-03-01", "2026-02-28");
        check_day("+2w", "2026-03-01", "2026-03-15");
        check_day("+9999d", "2026-03-01", "2053-07-16");
    }

    #[test]
    fn a_date_stays_as_exact_as_it_is_typed() {
        check_day("2026", "2026-03-01", "2026");
        check_day("2026-02", "2026-03-01", "2026-02");
        check_day("2026-02-03", "2026-03-01", "2026-02-03");
    }

    #[test]
    fn what_is_not_a_date_is_refused_with_the_forms_that_are() {
        for typed in [
            "",
            "next friday",
            "Today",
            "2026-13",
            "2026-02-30",
            "26-1-1",
            " 2026",
            "3d",
            "+d",
            "+3",
            "+3m",
            "++3d",
            "+ 3d",
            "+10000d",
            "+9999w",
        ] {
            let error = day(typed).unwrap_err();
            assert!(
                error.contains("2026-03-02, today, yesterday, tomorrow or +3d"),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_calendar_day_must_be_exact() {
        assert_eq!(calendar_day("2026-03-02").unwrap(), today("2026-03-02"));
        for typed in ["2026", "2026-03", "today", "", "2026-02-29"] {
            assert!(calendar_day(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_text_must_hold_more_than_space_and_stays_as_typed() {
        assert_eq!(text(" a ").unwrap(), " a ");
        for typed in ["", " ", "\t\n", "\u{a0}"] {
            assert!(text(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn a_new_id_is_lower_case_words_and_a_near_miss_gets_an_example() {
        assert_eq!(new_id("toll-2025").unwrap(), "toll-2025");
        assert!(new_id("Toll 2025").unwrap_err().contains("`toll-2025`"));
        for typed in ["", "-", "…", "a--b", "a-", "-a"] {
            assert!(new_id(typed).is_err(), "{typed}");
        }
    }

    #[track_caller]
    fn check_file(typed: &str, expected: Option<&str>) {
        assert_eq!(book_file(typed).ok().as_deref(), expected, "{typed}");
    }

    #[test]
    fn a_file_of_the_book_is_below_claims_and_ends_in_toml() {
        check_file("a.toml", Some("claims/a.toml"));
        check_file("claims/a.toml", Some("claims/a.toml"));
        check_file("./a.toml", Some("claims/a.toml"));
        check_file("A.TOML", Some("claims/A.TOML"));
        check_file("./claims/deep/er/a.toml", Some("claims/deep/er/a.toml"));
        check_file("deep\\a.toml", Some("claims/deep/a.toml"));
        check_file("Wörter/ä b.toml", Some("claims/Wörter/ä b.toml"));
    }

    #[test]
    fn a_file_outside_of_the_book_or_hidden_in_it_is_refused() {
        for typed in [
            "",
            "a",
            "a.txt",
            ".toml",
            "/a.toml",
            "/claims/a.toml",
            "../a.toml",
            "claims/../../a.toml",
            "a//b.toml",
            "a/.b.toml",
            ".git/b.toml",
            "a/.toml",
            "a\n.toml",
            "\\a.toml",
        ] {
            check_file(typed, None);
        }
    }

    #[test]
    fn a_word_is_one_of_its_list_and_the_help_shows_the_list() {
        let argument = Arg::new("status").value_parser(word(Status::WORDS, Status::parse));
        let shown: Vec<String> = argument
            .get_possible_values()
            .iter()
            .map(|value| value.get_name().to_owned())
            .collect();
        assert_eq!(shown, Status::WORDS);
        let command = Command::new("test").arg(argument);
        for status in Status::WORDS {
            let matches = command
                .clone()
                .try_get_matches_from(["test", status])
                .unwrap();
            assert_eq!(
                matches.get_one::<Status>("status").unwrap().as_str(),
                *status
            );
        }
        assert!(command.try_get_matches_from(["test", "contestd"]).is_err());
    }
}
