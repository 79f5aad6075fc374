//! A rule about the figures in a claim and in the article's words.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};

pub(super) static RULES: &[&dyn AnyRule] = &[&FIGURE_MISMATCH];

/// A figure of the quote that the text lacks, and one of the text that the quote lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mismatch {
    quoted: String,
    stated: String,
}

/// The claim states another figure than the article's words. A figure on one side only is not a
/// mismatch, because either may say more than the other.
static FIGURE_MISMATCH: Rule<Mismatch> = Rule {
    code: "figure-mismatch",
    level: Some(Severity::Warning),
    find: Find::Claims(figure_mismatch),
    words: |found| {
        let Mismatch { quoted, stated } = &found.fact;
        Words::new(format!(
            "the claim says {stated}, but the article's words say {quoted}"
        ))
        .other("the article's words")
        .help("correct the one that is wrong; if both are right, quote the words that have the figure")
    },
};

fn figure_mismatch(checked: &CheckedClaim<'_>) -> Vec<Hit<Mismatch>> {
    let claim = checked.claim;
    let quote = claim.words.quote.as_deref();
    let found = quote
        .and_then(|quote| mismatch(quote, &claim.words.text))
        .map(|fact| {
            let text = checked.part().field("text").text(fact.stated.as_str());
            let quote = checked.part().field("quote").text(fact.quoted.as_str());
            Hit::new(text, fact).with(quote)
        });
    found.into_iter().collect()
}

fn mismatch(quote: &str, text: &str) -> Option<Mismatch> {
    let (of_quote, of_text) = (figures(quote), figures(text));
    let alone = |figures: &[Figure], others: &[Figure]| {
        let found = figures
            .iter()
            .find(|figure| !figure.is_year() && !others.iter().any(|other| figure.may_be(other)));
        found.map(|figure| figure.written.clone())
    };
    Some(Mismatch {
        quoted: alone(&of_quote, &of_text)?,
        stated: alone(&of_text, &of_quote)?,
    })
}

/// Figures after this many in one text are ignored, so that a hostile text costs little.
const FIGURES: usize = 100;

/// A figure as written, with the values that it may have: `1,200` is 1200 in English and 1.2 in German.
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
        let (before, from) = rest.split_at(start);
        let length = length_of(from);
        let (written, after) = from.split_at(length);
        // A digit within a word (`M1`, `B2`) or before one (`3rd`) is part of a name.
        let is_named =
            before.ends_with(char::is_alphabetic) || after.starts_with(|c: char| c.is_alphabetic());
        if !is_named {
            figures.push(Figure {
                written: written.to_owned(),
                values: values(written, scale(after)),
            });
        }
        rest = after;
    }
    figures
}

/// The length in bytes of the digits that a text starts with, with the points and commas between them.
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

/// The number that the word after a figure multiplies it by.
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
    use super::{Mismatch, mismatch};

    #[test]
    fn figures_that_differ_are_found() {
        let found = mismatch("310 people", "Attacks killed 301 people in 2025.");
        let expected = Mismatch {
            quoted: "310".to_owned(),
            stated: "301".to_owned(),
        };
        assert_eq!(found, Some(expected));
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
