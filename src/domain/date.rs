//! Dates as coarse as they are known: a year, a month or a day.

use chrono::Datelike;
use chrono::NaiveDate;
use std::fmt;

/// A date of the Gregorian calendar, as coarse as it is known. Years run from 1 to 9999.
///
/// The order is that of the first day, the coarser before the finer (`2026` < `2026-01` < `2026-01-01`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Only the year is known.
    Year(i32),
    /// The year and the month (1 to 12) are known. Always a month that exists: made by [`Date::parse`].
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

    /// A year from 1 to 9999.
    #[must_use]
    pub fn year(year: u32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(())?;
        i32::try_from(year).ok().map(Self::Year)
    }

    /// A month of such a year.
    #[must_use]
    pub fn month(year: u32, month: u32) -> Option<Self> {
        let Self::Year(year) = Self::year(year)? else {
            return None;
        };
        (1..=12)
            .contains(&month)
            .then_some(Self::Month(year, month))
    }

    /// A day that exists.
    #[must_use]
    pub fn day(year: u32, month: u32, day: u32) -> Option<Self> {
        let Self::Year(year) = Self::year(year)? else {
            return None;
        };
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Day)
    }

    /// The first day that it may mean.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => day_of(year, 1, 1),
            Self::Month(year, month) => day_of(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// The last day that it may mean.
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

    /// Whether it is surely later than `other`: its first day comes after the other's last.
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
        let date = |text| Date::parse(text).unwrap();
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
}
