//! Numbers in digits and in words: `1,200`, `3.5`, `twenty-one`, `two and a half million`, `3 lakh crore`.

use crate::domain::check::english::tokens::Token;

const UNDER_TWENTY: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const ORDINALS: &[&str] = &[
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
];
/// Words that multiply the number before them.
const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("thousand", 1e3),
    ("lakh", 1e5),
    ("lakhs", 1e5),
    ("lac", 1e5),
    ("lacs", 1e5),
    ("million", 1e6),
    ("millions", 1e6),
    ("mn", 1e6),
    ("mln", 1e6),
    ("m", 1e6),
    ("crore", 1e7),
    ("crores", 1e7),
    ("cr", 1e7),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("trillion", 1e12),
    ("tn", 1e12),
    ("dozen", 12.0),
];
/// Parts of a whole: a word, and how many of it make one.
const PARTS: &[(&str, f64)] = &[
    ("half", 2.0),
    ("halves", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("sixth", 6.0),
    ("sixths", 6.0),
    ("seventh", 7.0),
    ("sevenths", 7.0),
    ("eighth", 8.0),
    ("eighths", 8.0),
    ("ninth", 9.0),
    ("ninths", 9.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];
const SIGNS: &[(char, f64)] = &[
    ('½', 0.5),
    ('¼', 0.25),
    ('¾', 0.75),
    ('⅓', 1.0 / 3.0),
    ('⅔', 2.0 / 3.0),
    ('⅕', 0.2),
    ('⅛', 0.125),
];

/// A number, with the values that it may have and the number of tokens that it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// `1,200` is 1200 in English and 1.2 in German.
    pub values: Vec<f64>,
    /// How many tokens it covers, at least one.
    pub length: usize,
}

/// The number that starts with this token, with the words that multiply it.
#[must_use]
pub fn numeral(tokens: &[Token]) -> Option<Numeral> {
    let first = tokens.first()?;
    let base = digits(&first.text)
        .map(|values| Numeral { values, length: 1 })
        .or_else(|| part_of_scale(tokens))
        .or_else(|| spelled(tokens))?;
    Some(scaled(tokens, and_a_part(tokens, base)))
}

/// The number of parts that make a whole, for a word such as `third` or `quarters`.
#[must_use]
pub fn parts(word: &str) -> Option<f64> {
    let mut parts = PARTS.iter();
    parts
        .find(|(name, _)| *name == word)
        .map(|(_, parts)| *parts)
}

/// The number of an ordinal: `third` is 3.
#[must_use]
pub fn ordinal(word: &str) -> Option<f64> {
    position(ORDINALS, word).filter(|number| *number > 0.0)
}

/// The value of digits alone, or of digits with letters right after them that multiply: `3bn`.
fn digits(word: &str) -> Option<Vec<f64>> {
    let end = word.find(|c: char| !is_of_number(c)).unwrap_or(word.len());
    let (number, suffix) = word.split_at_checked(end)?;
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        let mut sign = word.chars();
        let value = fraction_sign(sign.next()?)?;
        return sign.next().is_none().then(|| vec![value]);
    }
    let plain = values(number);
    let times = |factor: f64| plain.iter().map(move |value| value * factor);
    match suffix {
        "" => Some(plain),
        "k" => Some(times(1e3).collect()),
        // Metres or millions.
        "m" => Some(times(1.0).chain(times(1e6)).collect()),
        suffix if suffix.chars().count() == 1 => {
            let part = fraction_sign(suffix.chars().next()?)?;
            Some(plain.iter().map(|value| value + part).collect())
        }
        suffix => Some(times(scale(suffix)?).collect()),
    }
}

/// Whether a character can be part of a number in digits.
#[must_use]
pub fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '\'' | '\u{a0}' | '\u{202f}')
}

fn fraction_sign(c: char) -> Option<f64> {
    SIGNS
        .iter()
        .find(|(sign, _)| *sign == c)
        .map(|(_, value)| *value)
}

fn scale(word: &str) -> Option<f64> {
    let mut scales = SCALES.iter();
    scales
        .find(|(name, _)| *name == word)
        .map(|(_, scale)| *scale)
}

/// Whether a number or an ordinal can start with this word: `twelve`, `third`, `½`.
#[must_use]
pub fn starts_number(word: &str) -> bool {
    let lists = [UNDER_TWENTY, TENS, ORDINALS];
    lists.iter().any(|list| list.contains(&word)) || word.starts_with(char::is_numeric)
}

/// Whether a word is a number, a part of one, or multiplies one: `twelve`, `third`, `half`, `million`.
#[must_use]
pub fn is_number_word(word: &str) -> bool {
    starts_number(word) || scale(word).is_some() || parts(word).is_some()
}

/// The value of a word from `zero` to `nineteen`.
#[must_use]
pub fn small_number(word: &str) -> Option<usize> {
    UNDER_TWENTY.iter().position(|name| *name == word)
}

/// The values that digits with points and commas may have.
fn values(written: &str) -> Vec<f64> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let decimal = |point: char| -> Option<f64> {
        let (whole, part) = written.rsplit_once(point)?;
        let is_number = !whole.contains(point) && part.chars().all(|c| c.is_ascii_digit());
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        format!("{whole}.{part}").parse().ok().filter(|_| is_number)
    };
    let whole = is_grouped(written).then(|| digits.parse().ok()).flatten();
    let readings = [whole, decimal('.'), decimal(',')];
    readings.into_iter().flatten().collect()
}

/// Whether the marks between the digits only group them: `1,200`, `1.200.000`, `12,34,567`, but not `3.5`.
fn is_grouped(written: &str) -> bool {
    let groups: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let Some((last, rest)) = groups.split_last() else {
        return false;
    };
    let Some((first, middle)) = rest.split_first() else {
        return true;
    };
    last.len() == 3
        && !first.starts_with('0')
        && middle.iter().all(|group| matches!(group.len(), 2 | 3))
}

/// "half a million", "a quarter of a million", "a hundred", "a dozen".
fn part_of_scale(tokens: &[Token]) -> Option<Numeral> {
    let words: Vec<&str> = tokens
        .iter()
        .take(5)
        .map(|token| token.text.as_str())
        .collect();
    let (value, length) = match words.as_slice() {
        ["half", "a" | "an", next, ..] => (0.5, scale(next).map(|_| 2)?),
        ["a", "quarter", "of", "a", next] => (0.25, scale(next).map(|_| 4)?),
        ["three", "quarters", "of", "a", next] => (0.75, scale(next).map(|_| 4)?),
        ["a" | "an", next, ..] => (1.0, scale(next).filter(|_| *next != "m").map(|_| 1)?),
        _ => return None,
    };
    Some(Numeral {
        values: vec![value],
        length,
    })
}

/// A number in words, up to the words that multiply it: "twenty-one", "three".
fn spelled(tokens: &[Token]) -> Option<Numeral> {
    let first = tokens.first()?;
    let second = tokens
        .get(1)
        .and_then(|token| position(UNDER_TWENTY, &token.text));
    let (value, length) = match (position(TENS, &first.text), second) {
        (Some(tens), Some(ones)) if (1.0..10.0).contains(&ones) => ((tens + 2.0) * 10.0 + ones, 2),
        (Some(tens), _) => ((tens + 2.0) * 10.0, 1),
        (None, _) => (position(UNDER_TWENTY, &first.text)?, 1),
    };
    Some(Numeral {
        values: vec![value],
        length,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the lists have fewer than a hundred words"
)]
fn position(list: &[&str], word: &str) -> Option<f64> {
    list.iter()
        .position(|name| *name == word)
        .map(|at| at as f64)
}

/// "two and a half", "3 and three quarters".
fn and_a_part(tokens: &[Token], base: Numeral) -> Numeral {
    let rest = tokens.get(base.length..).unwrap_or_default();
    let words: Vec<&str> = rest
        .iter()
        .take(3)
        .map(|token| token.text.as_str())
        .collect();
    let ["and", count, part] = words.as_slice() else {
        return base;
    };
    let count = match *count {
        "a" => Some(1.0),
        count => position(UNDER_TWENTY, count),
    };
    match count.zip(parts(part)) {
        Some((count, parts)) => Numeral {
            values: base
                .values
                .iter()
                .map(|value| value + count / parts)
                .collect(),
            length: base.length + 3,
        },
        None => base,
    }
}

/// The number with the words after it that multiply it or add to it: "three hundred and ten thousand".
fn scaled(tokens: &[Token], mut number: Numeral) -> Numeral {
    while let Some(next) = tokens.get(number.length) {
        let Some(factor) = scale(&next.text) else {
            break;
        };
        number.values.iter_mut().for_each(|value| *value *= factor);
        number.length += 1;
        let rest = tokens.get(number.length..).unwrap_or_default();
        let and = usize::from(rest.first().is_some_and(|token| token.text == "and"));
        let Some(more) = rest.get(and..).and_then(remainder) else {
            continue;
        };
        let is_smaller = more
            .values
            .iter()
            .all(|value| *value < factor && factor >= 100.0);
        if is_smaller && factor.rem_euclid(10.0) == 0.0 {
            let added = more.values.first().copied().unwrap_or_default();
            number.values.iter_mut().for_each(|value| *value += added);
            number.length += and + more.length;
        }
    }
    number
}

/// What may follow a scale in words: "ten" after "three hundred", "four hundred" after "two thousand".
fn remainder(tokens: &[Token]) -> Option<Numeral> {
    let words = spelled(tokens)?;
    let is_hundreds = tokens
        .get(words.length)
        .is_some_and(|token| token.text == "hundred");
    Some(if is_hundreds {
        scaled(tokens, words)
    } else {
        words
    })
}
