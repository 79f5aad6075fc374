//! Dates as exact as people know them: a year, a month or a day.

use chrono::{Datelike, NaiveDate};
use std::fmt;

/// A date of the Gregorian calendar: a year from 1 to 9999, a month of it, or a day.
///
/// Dates sort by their first day; of two that begin together, the longer goes first: `2026` < `2026-01` < `2026-01-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Only the year is known.
    Year(i32),
    /// The year and the month (1 to 12) are known. Make it with [`Date::parse`] or [`Date::month`], which check both.
    Month(i32, u32),
    /// The day is known.
    Day(NaiveDate),
}

impl Date {
    /// Parses `2026`, `2026-03` or `2026-03-02`; `None` for anything else and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return None;
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts.as_slice() {
            [year] => Self::year(number(year, 4)?),
            [year, month] => Self::month(number(year, 4)?, number(month, 2)?),
            [year, month, day] => Self::day(number(year, 4)?, number(month, 2)?, number(day, 2)?),
            _ => None,
        }
    }

    /// A year; `None` unless it is from 1 to 9999.
    #[must_use]
    pub fn year(year: u32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(())?;
        i32::try_from(year).ok().map(Self::Year)
    }

    /// A month; `None` if the year or the month does not exist.
    #[must_use]
    pub fn month(year: u32, month: u32) -> Option<Self> {
        let Self::Year(year) = Self::year(year)? else {
            return None;
        };
        (1..=12)
            .contains(&month)
            .then_some(Self::Month(year, month))
    }

    /// A day; `None` if it does not exist.
    #[must_use]
    pub fn day(year: u32, month: u32, day: u32) -> Option<Self> {
        let Self::Year(year) = Self::year(year)? else {
            return None;
        };
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Day)
    }

    /// The first day of the year or month, or the day itself.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => day_of(year, 1, 1),
            Self::Month(year, month) => day_of(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// The last day of the year or month, or the day itself.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => day_of(year, 12, 31),
            Self::Month(year, month) => {
                let days = u32::from(self.first_day().num_days_in_month());
                day_of(year, month, days)
            }
            Self::Day(day) => day,
        }
    }

    /// Whether it is certainly later than `other`: its first day comes after the other's last day.
    #[must_use]
    pub fn is_after(self, other: Self) -> bool {
        self.first_day() > other.last_day()
    }
}

/// A day that exists, since [`Date`] holds only years and months that do.
#[expect(
    clippy::expect_used,
    reason = "Date::year and Date::month check the year and the month"
)]
fn day_of(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a year from 1 to 9999 and a month of it")
}

fn number(digits: &str, length: usize) -> Option<u32> {
    if digits.len() == length {
        digits.parse().ok()
    } else {
        None
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |date: &Self| (date.first_day(), std::cmp::Reverse(date.last_day()));
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Date;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_as_coarse_as_it_is_known_and_prints_as_it_was_written() {
        for text in ["2026", "2026-03", "2026-03-02", "0001-01-01", "2024-02-29"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn days_that_do_not_exist_and_other_spellings_are_refused() {
        for text in [
            "",
            "26",
            "0000",
            "2026-13",
            "2026-00",
            "2026-3",
            "2026-02-29",
            "2026-03-02-01",
            "2026/03",
            "+026",
            "2026-03-02T10:00",
        ] {
            assert!(Date::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_coarse_date_is_later_only_when_all_of_it_is() {
        assert!(date("2026-03").is_after(date("2026-02-28")));
        assert!(!date("2026-03").is_after(date("2026-03-01")));
        assert!(!date("2026").is_after(date("2026-05-01")));
        assert!(date("2027").is_after(date("2026")));
    }

    #[test]
    fn dates_order_by_first_day_and_the_coarser_goes_first() {
        let mut dates: Vec<Date> = ["2026-01-01", "2025-12-31", "2026", "2026-01", "2026-02"]
            .map(|text| Date::parse(text).unwrap())
            .to_vec();
        dates.sort();
        let texts: Vec<String> = dates.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            ["2025-12-31", "2026", "2026-01", "2026-01-01", "2026-02"]
        );
    }

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_year_a_month_and_a_day_have_a_first_and_a_last_day() {
        for (text, first, last) in [
            ("2026", "2026-01-01", "2026-12-31"),
            ("0001", "0001-01-01", "0001-12-31"),
            ("9999", "9999-01-01", "9999-12-31"),
            ("9999-12", "9999-12-01", "9999-12-31"),
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("1900-02", "1900-02-01", "1900-02-28"),
            ("2000-02", "2000-02-01", "2000-02-29"),
            ("2026-04", "2026-04-01", "2026-04-30"),
            ("2026-04-17", "2026-04-17", "2026-04-17"),
        ] {
            assert_eq!(date(text).first_day().to_string(), first, "{text}");
            assert_eq!(date(text).last_day().to_string(), last, "{text}");
        }
    }

    #[test]
    fn numbers_outside_the_calendar_make_no_date() {
        assert_eq!((Date::year(0), Date::year(10_000)), (None, None));
        assert_eq!((Date::month(2026, 0), Date::month(2026, 13)), (None, None));
        assert_eq!((Date::month(0, 1), Date::month(10_000, 1)), (None, None));
        assert_eq!((Date::day(2026, 4, 31), Date::day(0, 1, 1)), (None, None));
        assert_eq!(
            (Date::day(2026, 4, 0), Date::day(2023, 2, 29)),
            (None, None)
        );
        assert_eq!(
            Date::month(2026, 12)
                .map(|date| date.to_string())
                .as_deref(),
            Some("2026-12")
        );
        assert_eq!(Date::year(9999), Date::parse("9999"));
    }

    #[test]
    fn a_date_is_not_after_itself_or_after_what_it_is_part_of() {
        for (later, earlier) in [
            ("2026", "2026"),
            ("2026-03", "2026"),
            ("2026-12-31", "2026-12"),
            ("2026-03-02", "2026-03-02"),
        ] {
            assert!(!date(later).is_after(date(earlier)), "{later} {earlier}");
        }
        assert!(date("2026-03-03").is_after(date("2026-03-02")));
        assert!(date("2027-01-01").is_after(date("2026-12")));
    }

    proptest! {
        #[test]
        fn whatever_parses_prints_as_it_was_written(text in "[0-9]{1,4}(-[0-9]{1,2}){0,2}") {
            if let Some(date) = Date::parse(&text) {
                prop_assert_eq!(date.to_string(), text);
                prop_assert!(date.first_day() <= date.last_day());
            }
        }

        #[test]
        fn a_date_after_another_sorts_after_it(a in "202[67](-0[12](-0[12])?)?", b in "202[67](-0[12](-0[12])?)?") {
            let (a, b) = (date(&a), date(&b));
            if a.is_after(b) {
                prop_assert!(a > b && !b.is_after(a));
            }
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        }
    }
}
