//! A rule about the figures in a claim and in the article's words, and about a *not* that got lost.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::english::negation::lost_not;
use crate::domain::check::english::quantity::Quantity;
use crate::domain::check::english::reader::quantities;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};

pub(super) static RULES: &[&dyn AnyRule] = &[&FIGURE_MISMATCH];

/// How the claim's text differs from the article's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mismatch {
    /// A figure of the quote that the text lacks, and one of the text that the quote lacks.
    Figures { quoted: String, stated: String },
    /// A *not* that only the quote has.
    LostNot(String),
    /// A *not* that only the text has.
    AddedNot(String),
}

/// The claim states another figure than the article's words, or the opposite. A figure on one side only
/// is not a mismatch, because either may say more than the other.
static FIGURE_MISMATCH: Rule<Mismatch> = Rule {
    code: "figure-mismatch",
    level: Some(Severity::Warning),
    find: Find::Claims(figure_mismatch),
    words: |found| {
        match &found.fact {
        Mismatch::Figures { quoted, stated } => Words::new(format!(
            "the claim says {stated}, but the article's words say {quoted}"
        ))
        .other("the article's words")
        .help("correct the one that is wrong; if both are right, quote the words that have the figure"),
        Mismatch::LostNot(not) => Words::new(format!(
            "the article's words say “{not}”, but the claim does not"
        ))
        .other("the article's words")
        .help("correct the claim, or quote the words that say the same as the claim"),
        Mismatch::AddedNot(not) => Words::new(format!(
            "the claim says “{not}”, but the article's words do not"
        ))
        .other("the article's words")
        .help("correct the claim, or quote the words that say the same as the claim"),
    }
    },
};

fn figure_mismatch(checked: &CheckedClaim<'_>) -> Vec<Hit<Mismatch>> {
    let claim = checked.claim;
    let text = claim.words.text.as_str();
    let Some(quote) = claim.words.quote.as_deref() else {
        return Vec::new();
    };
    let place = |field: &'static str, text: Option<&String>| {
        let place = checked.part().field(field);
        match text {
            Some(text) => place.text(text.as_str()),
            None => place,
        }
    };
    let hit = |fact: Mismatch| {
        let (stated, quoted) = match &fact {
            Mismatch::Figures { quoted, stated } => (Some(stated), Some(quoted)),
            Mismatch::LostNot(not) => (None, Some(not)),
            Mismatch::AddedNot(not) => (Some(not), None),
        };
        let quote = place("quote", quoted);
        Hit::new(place("text", stated), fact).with(quote)
    };
    let found = mismatch(quote, text).into_iter().chain(turned(quote, text));
    found.map(hit).collect()
}

/// The first figures of a quote and a text that cannot both be right.
pub(super) fn mismatch(quote: &str, text: &str) -> Option<Mismatch> {
    let (of_quote, of_text) = (quantities(quote), quantities(text));
    let (quoted, stated) = (alone(&of_quote, &of_text), alone(&of_text, &of_quote));
    if is_sum(&quoted, &stated) || is_sum(&stated, &quoted) {
        return None;
    }
    let mut pairs = quoted.iter().filter_map(|one| {
        let other = stated.iter().find(|other| one.is_like(other))?;
        Some((one, other))
    });
    let (one, other) = pairs.next()?;
    Some(Mismatch::Figures {
        quoted: quote.get(one.at.clone())?.to_owned(),
        stated: text.get(other.at.clone())?.to_owned(),
    })
}

/// The quantities of one text that the other one lacks.
fn alone<'a>(of_one: &'a [Quantity], of_other: &[Quantity]) -> Vec<&'a Quantity> {
    let quantities = of_one.iter();
    quantities
        .filter(|one| !of_other.iter().any(|other| one.may_be(other)))
        .collect()
}

/// Whether one text gives the sum of what the other one counts: 16 for "12 men and 4 women".
fn is_sum(parts: &[&Quantity], sums: &[&Quantity]) -> bool {
    let [sum] = sums else {
        return false;
    };
    let counts: Vec<f64> = parts.iter().filter_map(|part| part.count()).collect();
    let total: f64 = counts.iter().sum();
    counts.len() >= 2 && sum.count().is_some_and(|sum| (sum - total).abs() < 0.5)
}

/// A *not* that only one of the two has.
fn turned(quote: &str, text: &str) -> Option<Mismatch> {
    let lost = lost_not(quote, text)?;
    let said = if lost.is_in_quote { quote } else { text };
    let not = said.get(lost.at)?.to_owned();
    Some(if lost.is_in_quote {
        Mismatch::LostNot(not)
    } else {
        Mismatch::AddedNot(not)
    })
}
