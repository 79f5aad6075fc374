//! The quantities in a text: counts, shares, years, days, times of day, sums of money, lengths.

use crate::domain::check::english::clock::clock;
use crate::domain::check::english::numerals::{
    is_of_number, numeral, ordinal, parts, starts_number,
};
use crate::domain::check::english::quantity::{Measure, Quantity};
use crate::domain::check::english::tokens::{DASH, Token, tokens_with_quotations};
use crate::domain::check::english::units::{
    BEFORE_YEAR, MONTHS, NAMED, NAMED_IN_CAPITALS, PEOPLE, ZONES, unit,
};
use std::ops::Range;

/// Quantities after this many in one text are ignored, so that a hostile text costs little.
const MOST: usize = 100;
/// How far a share in words may be from one in percent: a third is 33 percent.
const ROUNDED: f64 = 0.7;

/// The quantities of a text.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let tokens = tokens_with_quotations(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() && found.len() < MOST {
        let here = Here {
            text,
            tokens: &tokens,
            at,
        };
        let read = here.read();
        if let Some(Read {
            measure, values, ..
        }) = read.clone().filter(|read| !read.values.is_empty())
        {
            found.push(Quantity {
                at: here.bytes(read.as_ref().map_or(1, |read| read.length)),
                measure,
                values,
            });
        }
        at += read.map_or(1, |read| read.length.max(1));
    }
    found
}

/// A quantity with the number of tokens that it covers. It has no values if these tokens only name something.
#[derive(Clone, Debug)]
struct Read {
    measure: Measure,
    values: Vec<(f64, f64)>,
    length: usize,
}

impl Read {
    fn new(measure: Measure, values: impl IntoIterator<Item = f64>, length: usize) -> Self {
        Self {
            measure,
            values: values.into_iter().map(|value| (value, value)).collect(),
            length,
        }
    }

    fn name(length: usize) -> Self {
        Self::new(Measure::Things(None), [], length)
    }
}

/// A place in a text.
#[derive(Clone, Copy)]
struct Here<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Here<'t> {
    /// The word or mark so many tokens after this place.
    fn word(self, after: usize) -> &'t str {
        self.tokens
            .get(self.at + after)
            .map_or("", |token| &token.text)
    }

    /// The word or mark so many tokens before this place.
    fn before(self, tokens: usize) -> &'t str {
        let at = self.at.checked_sub(tokens);
        at.and_then(|at| self.tokens.get(at))
            .map_or("", |token| &token.text)
    }

    fn bytes(self, length: usize) -> Range<usize> {
        let start = self.tokens.get(self.at).map_or(0, |token| token.at.start);
        let last = self.tokens.get(self.at + length.max(1) - 1);
        start..last.map_or(start, |token| token.at.end)
    }

    fn next(self) -> Self {
        Self {
            at: self.at + 1,
            ..self
        }
    }

    /// The bytes between the token before this place and this one.
    fn joint(self) -> &'t str {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let here = self.tokens.get(self.at);
        let between = before
            .zip(here)
            .map(|(before, here)| before.at.end..here.at.start);
        between
            .and_then(|between| self.text.get(between))
            .unwrap_or(" ")
    }

    fn read(self) -> Option<Read> {
        let word = self.word(0);
        let is_digit = word.starts_with(|c: char| c.is_ascii_digit());
        // Few words start a quantity. A look at them here saves trying every way to read each word.
        if !is_digit && !starts_quantity(word) {
            return None;
        }
        if is_digit && self.is_named() {
            return Some(Read::name(1));
        }
        // "7-Eleven"
        let next = self.tokens.get(self.at + 1);
        if is_digit && next.is_some_and(|next| next.is_capital) && self.next().joint() == "-" {
            return Some(Read::name(2));
        }
        self.time()
            .or_else(|| self.slashed())
            .or_else(|| self.share())
            .or_else(|| self.year())
            .or_else(|| self.day())
            .or_else(|| self.place())
            .or_else(|| self.number())
    }

    /// Whether the number is part of a name: `F-16`, `Article 5`.
    fn is_named(self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_joined = self.joint() == "-"
            && !before.is_some_and(|before| MONTHS.contains(&before.text.as_str()));
        before.is_some_and(|before| {
            let is_capital = before.is_capital && before.text.chars().all(char::is_alphabetic);
            let is_mid = matches!(
                before.text.as_str(),
                "mid" | "pre" | "post" | "early" | "late"
            );
            NAMED.contains(&before.text.as_str())
                || (is_capital && is_joined && !is_mid)
                || (is_capital && NAMED_IN_CAPITALS.contains(&before.text.as_str()))
        })
    }

    fn time(self) -> Option<Read> {
        let (minutes, length) = clock(self.tokens.get(self.at..)?)?;
        let zone = Some(self.word(length)).filter(|zone| ZONES.contains(zone));
        let measure = Measure::Time(zone.map(str::to_owned));
        Some(Read::new(
            measure,
            minutes,
            length + usize::from(zone.is_some()),
        ))
    }

    /// `1/4` is a share, `2024/25` are two years, and `02/03/2026` is a date that we do not read.
    fn slashed(self) -> Option<Read> {
        let parts: Vec<&str> = self.word(0).split('/').collect();
        let [first, second] = parts.as_slice() else {
            return (parts.len() > 2).then(|| Read::name(1));
        };
        let (one, two): (f64, f64) = first.parse().ok().zip(second.parse().ok())?;
        if first.len() == 4 && second.len() <= 4 {
            let last = if second.len() == 4 {
                two
            } else {
                (one / 100.0).floor() * 100.0 + two
            };
            let years = Read::new(Measure::Year, [], 1);
            return Some(Read {
                values: vec![(one, last)],
                ..years
            });
        }
        let is_share = one < two && (two <= 10.0 || (two - 100.0).abs() < 0.5);
        Some(if is_share {
            rounded(one / two * 100.0, 1)
        } else {
            Read::name(1)
        })
    }

    /// Percents, "a third of", "half", "one in four", "three out of ten".
    fn share(self) -> Option<Read> {
        let rest = self.tokens.get(self.at..)?;
        let count = match self.word(0) {
            "a" => Some((1.0, 1)),
            _ => numeral(rest).and_then(|number| Some((*number.values.first()?, number.length))),
        };
        if self.word(0) == "half" && self.word(1) == "a" && self.word(2).starts_with("per") {
            return Some(Read::new(Measure::Share, [0.5], 3));
        }
        if self.word(0) == "half" && !self.is_other_half() {
            return Some(rounded(50.0, 1));
        }
        let (value, length) = count?;
        let is_digit = self.word(0).starts_with(|c: char| c.is_ascii_digit());
        if value < 1.0 && length == 1 && !is_digit {
            return Some(rounded(value * 100.0, 1)).filter(|_| self.word(1) == "of");
        }
        let after = |tokens: usize| self.word(length + tokens);
        let percent = match (after(0), after(1), after(2)) {
            ("%" | "percent" | "pc" | "pct", ..) => Some(1),
            ("percentage", "point" | "points", _) | ("per", "cent", _) => Some(2),
            _ => None,
        };
        if let Some(more) = percent {
            let numbers = numeral(rest)?.values;
            return Some(Read::new(Measure::Share, numbers, length + more));
        }
        if let Some(whole) = parts(after(0)) {
            let is_last = !after(1).starts_with(char::is_alphanumeric);
            let is_part = is_last
                || after(1) == "of"
                || after(0).ends_with('s')
                || value > 1.0
                || self.word(0) == "one";
            return is_part.then(|| rounded(value / whole * 100.0, length + 1));
        }
        let from = match (after(0), after(1)) {
            ("out", "of") | ("in", "every") => 2,
            ("in", _) => 1,
            _ => return None,
        };
        let whole = numeral(self.tokens.get(self.at + length + from..)?)?;
        let total = *whole.values.first()?;
        let is_share = value < total && total <= 100.0 && self.word(0) != "a";
        is_share.then(|| rounded(value / total * 100.0, length + from + whole.length))
    }

    /// "The first half", "a half-brother", "half past five", "half an hour".
    fn is_other_half(self) -> bool {
        let is_number = self.tokens.get(self.at..).and_then(numeral).is_some();
        let is_joined = self
            .text
            .get(self.bytes(1).end..)
            .is_some_and(|rest| rest.starts_with('-'));
        is_number
            || is_joined
            || self.word(1) == "past"
            || ["an", "time"].contains(&self.word(1))
            || [
                "first", "second", "latter", "other", "last", "top", "bottom", "better",
            ]
            .contains(&self.before(1))
            || (self.before(1) == "a" && self.before(2) == "and")
    }

    fn year(self) -> Option<Read> {
        let word = self.word(0);
        if let Some(decade) = word
            .strip_suffix('s')
            .and_then(plain_year)
            .filter(|year| year % 10.0 == 0.0)
        {
            let read = Read::new(Measure::Year, [], 1);
            return Some(Read {
                values: vec![(decade, decade + 9.0)],
                ..read
            });
        }
        if let (2, "-" | "–", Some(year)) = (word.len(), self.joint(), plain_year(self.before(1)))
        {
            let end: f64 = word.parse().ok()?;
            let is_date = self
                .text
                .get(self.bytes(1).end..)
                .is_some_and(|rest| rest.starts_with('-'));
            let century = (year / 100.0).floor() * 100.0;
            return Some(if is_date {
                Read::name(1)
            } else {
                Read::new(Measure::Year, [century + end], 1)
            });
        }
        let year = plain_year(word)?;
        let is_dated = BEFORE_YEAR.contains(&self.before(1)) || MONTHS.contains(&self.before(1));
        let counts = PEOPLE.contains(&self.word(1))
            || unit(self.word(1)).is_some()
            || unit(self.before(1)).is_some();
        (is_dated || !counts).then(|| Read::new(Measure::Year, [year], 1))
    }

    /// "11 August", "August 11th", and the day of `2026-03-02`.
    fn day(self) -> Option<Read> {
        let word = self.word(0);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let day: f64 = digits.parse().ok()?;
        let suffix = word.get(digits.len()..)?;
        let is_day =
            (1.0..=31.0).contains(&day) && matches!(suffix, "" | "st" | "nd" | "rd" | "th");
        let before = if self.before(1) == "." {
            self.before(2)
        } else {
            self.before(1)
        };
        let after = if self.word(1) == "of" {
            self.word(2)
        } else {
            self.word(1)
        };
        let is_of_month = MONTHS.contains(&before) || MONTHS.contains(&after);
        let is_of_date = self.joint() == "-" && plain_year(self.before(2)).is_some();
        (is_day && (is_of_month || is_of_date)).then(|| Read::new(Measure::Day, [day], 1))
    }

    fn place(self) -> Option<Read> {
        let word = self.word(0);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let is_suffix = matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th"));
        let number = if is_suffix {
            digits.replace(',', "").parse().ok()
        } else {
            ordinal(word)
        };
        Some(Read::new(Measure::Place, [number?], 1))
    }

    fn number(self) -> Option<Read> {
        let word = self.word(0);
        let rest = self.tokens.get(self.at..)?;
        let currency = unit(self.before(1)).filter(|(dimension, _)| dimension.starts_with("money"));
        let Some(number) = numeral(rest) else {
            let end = word.find(|c: char| !is_of_number(c)).unwrap_or(word.len());
            let (digits, suffix) = word.split_at_checked(end)?;
            let (dimension, size) = unit(suffix).filter(|_| !digits.is_empty())?;
            let value = digits.replace(',', "").parse().ok();
            return Some(Read::new(Measure::Units(dimension, size), value, 1));
        };
        let noun = self.word(number.length);
        let measure = match currency.or_else(|| unit(noun)) {
            Some((dimension, size)) => Measure::Units(dimension, size),
            None if self.counts_people(number.length) => Measure::People,
            None => Measure::Things(
                noun.starts_with(char::is_alphabetic)
                    .then(|| noun.to_owned()),
            ),
        };
        // "One" is mostly a pronoun.
        if word == "one" && number.length == 1 && matches!(measure, Measure::Things(_)) {
            return None;
        }
        Some(Read::new(measure, number.values, number.length))
    }

    /// Whether one of the words right after the number is for people, or says what happened to people.
    fn counts_people(self, length: usize) -> bool {
        let after = (length..length + 3).map(|after| self.word(after));
        let mut near = after.take_while(|word| {
            word.starts_with(char::is_alphabetic) && !matches!(*word, "of" | "in" | "and" | DASH)
        });
        near.any(|word| PEOPLE.contains(&word))
    }
}

/// Whether a quantity can start with this word.
fn starts_quantity(word: &str) -> bool {
    matches!(word, "noon" | "midday" | "midnight" | "half" | "a" | "an") || starts_number(word)
}

/// A share in words, which may have been rounded.
fn rounded(percent: f64, length: usize) -> Read {
    let read = Read::new(Measure::Share, [], length);
    Read {
        values: vec![(percent - ROUNDED, percent + ROUNDED)],
        ..read
    }
}

fn plain_year(word: &str) -> Option<f64> {
    let is_digits = word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    let year: f64 = word.parse().ok().filter(|_| is_digits)?;
    (1800.0..2200.0).contains(&year).then_some(year)
}
