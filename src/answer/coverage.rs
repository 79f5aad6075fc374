//! Which sentences, figures, quotations and speakers of an article are in claims.

use crate::domain::passage::{ArticleUnit, OpenUnit, UnitKind};
use crate::text::coverage::Cover;
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

/// Compares the units of an article with what covers them. `kinds` are the units to count.
#[must_use]
pub fn coverage(
    article: &str,
    mut units: Vec<ArticleUnit>,
    cover: &Cover,
    kinds: &[UnitKind],
) -> Coverage {
    units.retain(|unit| kinds.contains(&unit.kind));
    let open = cover.open(&units);
    let count = |kind: &UnitKind| {
        let total = units.iter().filter(|unit| unit.kind == *kind).count();
        let open = open.iter().filter(|unit| unit.kind == *kind).count();
        let count = UnitCount {
            total,
            covered: total.saturating_sub(open),
        };
        (kind.as_str(), count)
    };
    Coverage {
        article: article.to_owned(),
        counts: kinds.iter().map(count).collect(),
        open,
    }
}
