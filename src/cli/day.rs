//! Days as people type them: `today`, `yesterday`, or a date as coarse as it is known.

use chrono::Days;
use chrono::NaiveDate;
use claimbook::domain::date::Date;

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
pub(crate) fn parse(text: &str) -> Result<Day, String> {
    match text {
        "today" => Ok(Day::Today),
        "yesterday" => Ok(Day::Yesterday),
        _ => Date::parse(text)
            .map(Day::On)
            .ok_or_else(|| "a date is 2026, 2026-03, 2026-03-02, today or yesterday".to_owned()),
    }
}

/// Parses a day of the calendar.
pub(crate) fn exact(text: &str) -> Result<NaiveDate, String> {
    match Date::parse(text) {
        Some(Date::Day(day)) => Ok(day),
        _ => Err("a day is 2026-03-02".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn yesterday_is_the_day_before_today() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(
            parse("yesterday").unwrap().date(today).to_string(),
            "2026-02-28"
        );
        assert_eq!(
            parse("today").unwrap().date(today).to_string(),
            "2026-03-01"
        );
        assert_eq!(parse("2026-02").unwrap().date(today).to_string(), "2026-02");
        assert!(parse("next friday").is_err() && parse("").is_err());
    }
}
