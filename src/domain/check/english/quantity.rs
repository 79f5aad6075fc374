//! What a quantity measures, and when two of them are the same or may be taken for each other.
//!
//! Two quantities are compared only if they measure the same sort of thing.

use std::ops::Range;

/// Below this count, two numbers of different things are taken for different facts.
const SMALL: f64 = 13.0;

/// What a quantity measures.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// Percent of a whole.
    Share,
    /// A year or a decade.
    Year,
    /// A day of a month.
    Day,
    /// Minutes after midnight, with a zone of time if the text names one.
    Time(Option<String>),
    /// A place in an order.
    Place,
    /// So many units of a dimension, with the size of one unit.
    Units(&'static str, f64),
    /// A number of people.
    People,
    /// A number of something else, by its word, if there is one.
    Things(Option<String>),
}

/// A quantity of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The bytes of the text that say it.
    pub at: Range<usize>,
    /// What it measures.
    pub measure: Measure,
    /// The values that it may have: ranges of one value, mostly.
    pub values: Vec<(f64, f64)>,
}

impl Quantity {
    /// Whether both may be the same.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let meet = |factor: f64, of_other: f64, tolerance: f64| {
            self.values.iter().any(|(low, high)| {
                other.values.iter().any(|(from, to)| {
                    let (low, high, from, to) =
                        (low * factor, high * factor, from * of_other, to * of_other);
                    low <= to + to.abs() * tolerance && from <= high + high.abs() * tolerance
                })
            })
        };
        match (&self.measure, &other.measure) {
            (Measure::Share, Measure::Share) => meet(1.0, 1.0, 1e-9),
            (Measure::Time(zone), Measure::Time(of_other)) => {
                zone != of_other || meet(1.0, 1.0, 1e-9)
            }
            (Measure::Share | Measure::Time(_), _) | (_, Measure::Share | Measure::Time(_)) => {
                false
            }
            (Measure::Units(one, size), Measure::Units(another, of_other)) if one == another => {
                let is_converted = (size - of_other).abs() > f64::EPSILON;
                meet(*size, *of_other, if is_converted { 0.03 } else { 1e-9 })
            }
            _ => meet(1.0, 1.0, 1e-9),
        }
    }

    /// Whether the one may be a wrong copy of the other.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let is_large = self.largest() >= SMALL && other.largest() >= SMALL;
        match (&self.measure, &other.measure) {
            (Measure::Units(one, _), Measure::Units(another, _)) => one == another,
            (Measure::Units(..) | Measure::People, Measure::Things(word))
            | (Measure::Things(word), Measure::Units(..) | Measure::People) => {
                word.is_none() || is_large
            }
            (Measure::Things(Some(one)), Measure::Things(Some(another))) => {
                stem(one) == stem(another) || is_large
            }
            (Measure::Time(_), Measure::Time(_)) | (Measure::Things(_), Measure::Things(_)) => true,
            (one, another) => one == another,
        }
    }

    /// The first value, if the quantity counts people or things.
    #[must_use]
    pub fn count(&self) -> Option<f64> {
        let is_count = matches!(self.measure, Measure::People | Measure::Things(_));
        self.values
            .first()
            .filter(|_| is_count)
            .map(|(value, _)| *value)
    }

    fn largest(&self) -> f64 {
        self.values
            .iter()
            .fold(0.0, |largest, (_, high)| high.max(largest))
    }
}

/// A word without the ending of a plural.
fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
