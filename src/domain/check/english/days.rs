//! The day that a prediction names: "will double by 2025", "will leave before the end of March 2026".

use crate::domain::check::english::phrase::Phrases;
use crate::domain::check::english::tokens::{Token, tokens};
use crate::domain::check::english::units::MONTHS;
use crate::domain::date::Date;
use std::sync::LazyLock;

static FUTURES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(FUTURE));

/// Words after which a text speaks of what is to come.
const FUTURE: &[&str] = &[
    "will|shall|won't|would|could|may|might|going|expects|expected|expect|forecasts|forecast|predicts|predicted|plans|planned|promises|promised|set|due|likely|aims|to",
];

/// Words that may stand between a year and the word that makes it a deadline.
const BETWEEN: &[&str] = &[
    "the",
    "end",
    "beginning",
    "start",
    "middle",
    "of",
    "late",
    "early",
    "mid",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "year",
    "first",
    "second",
    "third",
    "fourth",
    "half",
    "quarter",
    ",",
];

/// Words that make a year a deadline.
const DEADLINES: &[&str] = &["by", "before", "until", "till"];
/// Words that make a year a deadline after a word of [`FUTURE`].
const TIMES: &[&str] = &["in", "during", "within", "on", "through"];

/// The last day, month or year that a prediction names as its deadline. Days before `earliest` are not
/// deadlines, because a prediction is about what comes after it.
#[must_use]
pub fn last_day_named(text: &str, earliest: Option<Date>) -> Option<Date> {
    let tokens = tokens(text);
    let future = FUTURES.find(&tokens).map_or(0, |found| found.start);
    let named = (0..tokens.len()).filter_map(|at| deadline(&tokens, at, at > future));
    let is_to_come = |day: &Date| earliest.is_none_or(|earliest| !earliest.is_after(*day));
    named.filter(is_to_come).max_by_key(|day| day.last_day())
}

/// The deadline whose year is this token.
fn deadline(tokens: &[Token], at: usize, is_to_come: bool) -> Option<Date> {
    let word = |at: Option<usize>| {
        at.and_then(|at| tokens.get(at))
            .map_or("", |token| token.text.as_str())
    };
    let year: u32 = word(Some(at))
        .parse()
        .ok()
        .filter(|year| (1800..2200).contains(year))?;
    let before = |back: usize| word(at.checked_sub(back));
    let mut back = 1;
    if matches!(before(back), "," | "of" | ".")
        && (month(before(back + 1)).is_some() || day(before(back + 1)).is_some())
    {
        back += 1;
    }
    // "3 March 2026", "the 3rd of March 2026", and "March 3, 2026".
    let (of_month, of_day, words) = match (month(before(back)), day(before(back))) {
        (Some(month), _) if before(back + 1) == "of" => (Some(month), day(before(back + 2)), 3),
        (Some(month), _) => (Some(month), day(before(back + 1)), 2),
        (None, Some(day)) => (month(before(back + 1)), Some(day), 2),
        (None, None) => (None, None, 0),
    };
    back += match (of_month, of_day) {
        (Some(_), Some(_)) => words,
        (Some(_), None) => 1,
        (None, _) => 0,
    };
    while BETWEEN.contains(&before(back)) {
        back += 1;
    }
    let is_time = is_to_come && TIMES.contains(&before(back));
    if !is_time && !DEADLINES.contains(&before(back)) {
        return None;
    }
    match (of_month, of_day) {
        (Some(month), Some(day)) => Date::day(year, month, day),
        (Some(month), None) => Date::month(year, month),
        (None, _) => Date::year(year),
    }
}

/// The number of a month.
fn month(word: &str) -> Option<u32> {
    let is_named = MONTHS.contains(&word);
    let start = word.get(..3).filter(|_| is_named)?;
    let number = MONTHS
        .iter()
        .take(12)
        .position(|name| name.starts_with(start))?;
    u32::try_from(number + 1).ok()
}

fn day(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}
