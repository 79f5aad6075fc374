//! Figures of the claim and of the article's words.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;

/// `figure-mismatch`: the quote has a figure that the text does not have, and the text has one that the quote does not
/// have, years aside. A figure on one side only is no mismatch: either may say more than the other.
pub(super) fn figure_mismatch(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let Some(quote) = claim.words.quote.as_deref() else {
        return Vec::new();
    };
    let finding = |(of_quote, of_text): (String, String)| {
        let at = Subject::claim(claim).field("text").text(of_text.as_str());
        let quote = Subject::claim(claim).field("quote").text(of_quote.as_str());
        Finding::new(at, Fact::FigureMismatch(of_quote, of_text)).with(quote)
    };
    mismatch(quote, &claim.words.text)
        .map(finding)
        .into_iter()
        .collect()
}

fn mismatch(quote: &str, text: &str) -> Option<(String, String)> {
    let (of_quote, of_text) = (figures(quote), figures(text));
    let alone = |figures: &[Figure], others: &[Figure]| {
        let found = figures
            .iter()
            .find(|figure| !figure.is_year() && !others.iter().any(|other| figure.may_be(other)));
        found.map(|figure| figure.written.clone())
    };
    Some((alone(&of_quote, &of_text)?, alone(&of_text, &of_quote)?))
}

/// Of so many figures in a text the rest is not looked at.
const FIGURES: usize = 100;

/// A figure as written, with the values that it may mean: `1,200` is 1200 here and 1.2 there.
struct Figure {
    written: String,
    values: Vec<f64>,
}

impl Figure {
    fn is_year(&self) -> bool {
        self.written.len() == 4
            && self
                .values
                .iter()
                .all(|value| (1800.0..2200.0).contains(value))
    }

    fn may_be(&self, other: &Self) -> bool {
        self.values.iter().any(|value| {
            other
                .values
                .iter()
                .any(|other| (value - other).abs() <= value.abs() * 1e-9)
        })
    }
}

fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(start) = rest
        .find(|c: char| c.is_ascii_digit())
        .filter(|_| figures.len() < FIGURES)
    {
        let before = rest
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let from = rest.get(start..).unwrap_or_default();
        let length = length_of(from);
        let (written, after) = from.split_at(length);
        // A digit within a word (`M1`, `B2`) or before one (`3rd`) is part of a name.
        let named = before.is_some_and(char::is_alphabetic)
            || after.starts_with(|c: char| c.is_alphabetic());
        if !named {
            figures.push(Figure {
                written: written.to_owned(),
                values: values(written, scale(after)),
            });
        }
        rest = after;
    }
    figures
}

/// How many bytes of digits, with the points and commas between them.
fn length_of(text: &str) -> usize {
    let is_part = |(at, c): (usize, char)| {
        let next = text
            .get(at + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let joins = matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}' | '\'')
            && next.is_some_and(|c| c.is_ascii_digit());
        c.is_ascii_digit() || joins
    };
    text.char_indices()
        .find(|found| !is_part(*found))
        .map_or(text.len(), |(at, _)| at)
}

fn values(written: &str, scale: f64) -> Vec<f64> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let decimal = |point: char| -> Option<f64> {
        let (whole, part) = written.rsplit_once(point)?;
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        format!("{whole}.{part}").parse().ok()
    };
    let readings = [digits.parse().ok(), decimal('.'), decimal(',')];
    readings
        .into_iter()
        .flatten()
        .map(|value: f64| value * scale)
        .collect()
}

/// What the word after a figure multiplies it by.
fn scale(after: &str) -> f64 {
    let word: String = after
        .trim_start()
        .chars()
        .take_while(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    match word.as_str() {
        "thousand" => 1e3,
        "million" | "mn" | "m" => 1e6,
        "billion" | "bn" => 1e9,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::mismatch;

    #[test]
    fn figures_that_differ_are_seen() {
        let found = mismatch("310 people", "Attacks killed 301 people in 2025.");
        assert_eq!(found, Some(("310".to_owned(), "301".to_owned())));
        assert!(mismatch("1.5 million", "1.2 million fled").is_some());
    }

    #[test]
    fn one_figure_in_two_spellings_and_one_sided_figures_pass() {
        for (quote, text) in [
            ("310 people", "Attacks killed 310 people in 2025."),
            ("1,200 people", "1200 people fled."),
            ("1.2 million", "1,200,000 people fled."),
            ("3,5 percent", "3.5 percent"),
            ("310 in 12 attacks", "Attacks killed 310 people."),
            ("310 attacks last year", "Attacks rose in 2025."),
            ("hundreds", "301 people died."),
            ("11 August 2021", "It fell in August 2021."),
            ("the M23", "The M23 took 2 towns."),
            ("its 3rd year", "2 towns"),
        ] {
            assert_eq!(mismatch(quote, text), None, "{quote} / {text}");
        }
    }
}
