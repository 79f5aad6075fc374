//! Which sentences, figures, quotations and speakers of an article are in claims.

use crate::answer::attributed::AttributedText;
use crate::domain::passage::{ArticleUnit, UnitKind};
use crate::text::units::{speakers, units};
use serde::Serialize;
use std::collections::BTreeMap;

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
    let mut units = units(&read.manuscript);
    units.extend(speakers(&read.manuscript, &read.lexicon, &read.cast));
    units.retain(|unit| kinds.contains(&unit.kind));
    let zero = kinds
        .iter()
        .map(|kind| (kind.as_str(), UnitCount::default()));
    let mut counts: BTreeMap<&'static str, UnitCount> = zero.collect();
    let mut open = Vec::new();
    for unit in read.cover.over(&read.manuscript, &units) {
        let count = counts.entry(unit.kind.as_str()).or_default();
        count.total += 1;
        count.covered += usize::from(unit.is_covered);
        open.extend((!unit.is_covered).then(|| OpenUnit::from(unit)));
    }
    open.sort_by_key(|unit| unit.start);
    Coverage {
        article: read.article.core.id.to_string(),
        counts,
        open,
    }
}

impl From<ArticleUnit> for OpenUnit {
    fn from(unit: ArticleUnit) -> Self {
        Self {
            kind: unit.kind.as_str(),
            text: unit.text,
            paragraph: unit.paragraph,
            start: unit.start,
            end: unit.end,
            claims: unit.claims,
        }
    }
}
