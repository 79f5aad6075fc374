//! Which sentences, figures, quotations and speakers of an article are in claims.

use crate::answer::attributed::AttributedText;
use crate::text::figures;
use crate::text::offsets::overlaps;
use crate::text::units::{TextUnit, UnitKind, units};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// How much of an article is in claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The article's id.
    pub article: String,
    /// For each kind of unit: how many there are, and how many are in claims.
    pub counts: BTreeMap<&'static str, UnitCount>,
    /// The units that are in no claim, in the article's order.
    pub open: Vec<OpenUnit>,
}

/// A number of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UnitCount {
    /// All of them.
    pub total: usize,
    /// Those in claims or skipped passages.
    pub covered: usize,
}

/// A unit that is in no claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenUnit {
    /// What it is.
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Its first character.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// The claims whose passages touch its sentence, but that do not cover it.
    pub claims: Vec<String>,
}

/// Compares an article with its claims. `kinds` are the units to count.
#[must_use]
pub fn coverage(read: &AttributedText<'_>, kinds: &[UnitKind]) -> Coverage {
    let units = units(
        &read.manuscript,
        &read.attributions,
        &read.cast,
        &read.lexicon,
    );
    let counted = kinds
        .iter()
        .map(|kind| (kind.as_str(), UnitCount::default()));
    let mut counts: BTreeMap<&'static str, UnitCount> = counted.collect();
    let mut open = Vec::new();
    for unit in units.iter().filter(|unit| kinds.contains(&unit.kind)) {
        let is_covered = is_covered(read, unit);
        let count = counts.entry(unit.kind.as_str()).or_default();
        count.total += 1;
        count.covered += usize::from(is_covered);
        open.extend((!is_covered).then(|| open_unit(read, unit)));
    }
    open.sort_by_key(|unit| unit.start);
    Coverage {
        article: read.article.core.id.to_string(),
        counts,
        open,
    }
}

fn is_covered(read: &AttributedText<'_>, unit: &TextUnit) -> bool {
    if read
        .skipped
        .iter()
        .any(|passage| touches(read, unit, passage))
    {
        return true;
    }
    let passages = read.passages.iter();
    let claims = passages
        .filter(|(claim, passage)| !claim.core.is_draft() && touches(read, unit, passage))
        .map(|(claim, _)| &claim.words);
    let texts: Vec<&str> = claims
        .flat_map(|words| [Some(words.text.as_str()), words.quote.as_deref()])
        .flatten()
        .collect();
    match &unit.figure {
        Some(figure) => figures::is_in(read.manuscript.text, figure, &texts),
        None => !texts.is_empty(),
    }
}

/// Whether a passage touches a sentence that decides about a unit.
fn touches(read: &AttributedText<'_>, unit: &TextUnit, passage: &Range<usize>) -> bool {
    let mut sentences = unit.sentences.iter();
    sentences.any(|at| overlaps(passage, &read.manuscript.characters(at)))
}

fn open_unit(read: &AttributedText<'_>, unit: &TextUnit) -> OpenUnit {
    let place = read.manuscript.characters(&unit.at);
    let passages = read.passages.iter();
    let near = passages.filter(|(_, passage)| touches(read, unit, passage));
    let words = read.manuscript.slice(&unit.at).split_whitespace();
    OpenUnit {
        kind: unit.kind.as_str(),
        text: words.collect::<Vec<_>>().join(" "),
        paragraph: unit.paragraph,
        start: place.start,
        end: place.end,
        claims: near.map(|(claim, _)| claim.core.id.to_string()).collect(),
    }
}
