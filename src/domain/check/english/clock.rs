//! Times of day: `5 pm`, `5.30 p.m.`, `17:00`, `1700 GMT`, "five o'clock", "noon".

use crate::domain::check::english::numerals::numeral;
use crate::domain::check::english::tokens::Token;
use crate::domain::check::english::units::ZONES;

/// Which half of the day a time is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
    /// The text leaves it open, but says that it is a time.
    Either,
    /// The text has nothing but digits.
    Unsaid,
}

/// The minutes after midnight of a time that these tokens start with, and the number of tokens that say it.
/// There are two if the text does not say which half of the day it means.
#[must_use]
pub fn clock(tokens: &[Token]) -> Option<(Vec<f64>, usize)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    match word(0) {
        "noon" | "midday" => return Some((vec![720.0], 1)),
        "midnight" => return Some((vec![0.0], 1)),
        _ => {}
    }
    let is_of_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
    let end = word(0).find(|c| !is_of_clock(c)).unwrap_or(word(0).len());
    let (digits, suffix) = word(0).split_at_checked(end)?;
    let (half, length) = half(suffix, word(1))?;
    let is_zoned = ZONES.contains(&word(length)) || matches!(word(length), "hrs" | "hours");
    let spelled = || numeral(tokens)?.values.first().copied();
    let (hour, minute) = if digits.is_empty() {
        (spelled().filter(|_| half == Half::Either)?, 0.0)
    } else {
        hour_and_minute(digits, half, is_zoned)?
    };
    let is_time = hour <= 24.0 && minute < 60.0;
    let after = |half_day: f64| half_day * 720.0 + (hour % 12.0) * 60.0 + minute;
    let minutes = match half {
        Half::Morning => vec![after(0.0)],
        Half::Afternoon => vec![after(1.0)],
        Half::Either | Half::Unsaid if hour < 13.0 && !digits.starts_with('0') => {
            vec![after(0.0), after(1.0)]
        }
        Half::Either | Half::Unsaid => vec![(hour % 24.0) * 60.0 + minute],
    };
    is_time.then_some((minutes, length))
}

/// The half of the day that the letters after the digits or the next words say, and the number of tokens up to there.
fn half(suffix: &str, next: &str) -> Option<(Half, usize)> {
    match (suffix, next) {
        ("am", _) => Some((Half::Morning, 1)),
        ("pm", _) => Some((Half::Afternoon, 1)),
        ("", "am") => Some((Half::Morning, 2)),
        ("", "pm") => Some((Half::Afternoon, 2)),
        (_, "o'clock") => Some((Half::Either, 2)),
        ("", _) => Some((Half::Unsaid, 1)),
        _ => None,
    }
}

/// The hour and the minute of digits, if they are surely a time.
fn hour_and_minute(digits: &str, half: Half, is_zoned: bool) -> Option<(f64, f64)> {
    let is_said = half != Half::Unsaid;
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute),
        None if !is_said && digits.len() == 4 && is_zoned => digits.split_at_checked(2)?,
        None if is_said => (digits, "0"),
        Some(_) | None => return None,
    };
    let is_clear = digits.contains(':') || is_said || is_zoned;
    let read = (hour.parse().ok()?, minute.parse().ok()?);
    is_clear.then_some(read)
}
