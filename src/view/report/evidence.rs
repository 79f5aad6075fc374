//! A claim's evidence by question, side and origin.

use crate::answer::evidence::{OriginGroup, Overlap, by_origin};
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::RowConflict;
use crate::domain::evidence::{About, Stance};
use crate::domain::words::words;
use crate::view::report::names::SourceTitles;
use crate::view::report::{EvidenceGroup, ReportOrigin, ReportRow};
use crate::view::words::reason;

words! {
    /// A side of a claim's evidence, in the order in which a reader meets them.
    EvidenceSide {
        /// For the claim.
        Supports = "supports",
        /// Against it.
        Refutes = "refutes",
        /// Somebody's word against it, or another reading.
        Denies = "denies",
        /// Qualifications and context.
        Beside = "beside",
        /// Whether the speaker said it.
        Attribution = "attribution",
    }
}

impl EvidenceSide {
    /// The side that a row is on.
    pub(super) fn of(row: &EvidenceAccount) -> Self {
        match (row.about, row.stance) {
            (About::Attribution, _) => Self::Attribution,
            (About::Content, Stance::Supports) => Self::Supports,
            (About::Content, Stance::Refutes) => Self::Refutes,
            (About::Content, Stance::Denies | Stance::Disputes) => Self::Denies,
            (About::Content, Stance::Qualifies | Stance::Context) => Self::Beside,
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Supports => "For it",
            Self::Refutes => "Against it",
            Self::Denies => "Denied or disputed",
            Self::Beside => "Qualifications and context",
            Self::Attribution => "Did they say it?",
        }
    }
}

/// The rows by side and origin; sides without a row are left out.
pub(super) fn groups(
    facts: &ClaimFacts,
    named: &ClaimFacts,
    titles: &SourceTitles<'_>,
) -> Vec<EvidenceGroup> {
    let group = |side: &EvidenceSide| {
        let rows = facts.evidence.iter();
        let origins = by_origin(rows.filter(|row| EvidenceSide::of(row) == *side));
        EvidenceGroup {
            side: *side,
            heading: side.heading().to_owned(),
            origins: origins
                .iter()
                .map(|group| origin((facts, named), group, titles))
                .collect(),
        }
    };
    let sides = EvidenceSide::ALL.iter().map(group);
    sides.filter(|group| !group.origins.is_empty()).collect()
}

fn origin(
    (facts, named): (&ClaimFacts, &ClaimFacts),
    group: &OriginGroup<&EvidenceAccount>,
    titles: &SourceTitles<'_>,
) -> ReportOrigin {
    let rows = group.own_first();
    let own = rows.first().is_some_and(|row| group.is_origin(row));
    ReportOrigin {
        sources: group.sources().cloned().collect(),
        name: name(group, titles),
        through_others: rows.len() > 1 || !own,
        rows: (rows.into_iter())
            .filter_map(|row| {
                let mut places = facts.evidence.iter();
                let place = places.position(|other| std::ptr::eq(other, *row))?;
                Some(row_of(row, named, place))
            })
            .collect(),
    }
}

fn name(group: &OriginGroup<&EvidenceAccount>, titles: &SourceTitles<'_>) -> String {
    let names: Vec<String> = group.sources().map(|id| titles.described(id)).collect();
    match names.as_slice() {
        [one] => one.clone(),
        _ if group.has_circle() => format!(
            "a circle of sources that cite one another: {}",
            names.join("; ")
        ),
        _ => format!("a mixture of {}", names.join("; ")),
    }
}

/// A row, with what is said of it in names. `place` is its place in the claim's evidence.
pub(super) fn row_of(row: &EvidenceAccount, named: &ClaimFacts, place: usize) -> ReportRow {
    let struck = row.left_out.is_some();
    let in_names = named.row(place);
    let lacks = if struck {
        Vec::new()
    } else {
        reason::lacks(named, in_names)
    };
    ReportRow {
        counted: row.counted,
        established: row.established,
        left_out: reason::not_counted(named, in_names),
        struck,
        has_same_origin: matches!(
            row.overlap,
            Some(Overlap::With {
                shared: RowConflict::Origin(_) | RowConflict::Page(_),
                ..
            })
        ),
        lacks,
        interest: row.interest.as_ref().map(reason::interest),
        evidence: row.clone(),
    }
}
