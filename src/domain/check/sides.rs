//! Rules about what the two sides of a claim rest on: the same origin, interested parties, or a source
//! that was retracted.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::{HouseName, Interest, LeftOutReason, RowAccount};
use crate::domain::date::Date;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::{Ruling, RulingStatus};
use crate::domain::status::Flag;
use std::collections::{BTreeMap, BTreeSet};

pub(super) static RULES: &[&dyn AnyRule] = &[&SELF_CONFLICT, &ALL_INTERESTED, &RETRACTED_SOURCE];

/// One origin is used both for and against a claim. The fact names the origin.
static SELF_CONFLICT: Rule<String> = Rule {
    code: "self-conflict",
    level: Some(Severity::Warning),
    find: Find::Claims(self_conflict),
    words: |found| {
        Words::new(format!(
            "one origin is used both for and against this claim: {}",
            found.fact
        ))
        .label("against")
        .other("for")
        .help(
            "read the source again: one of the two rows may misread it, or `via` may name the \
             part that each row rests on",
        )
    },
};

fn self_conflict(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    if !checked.assessment.flags.contains(Flag::SelfConflict) {
        return Vec::new();
    }
    let mut supporting: BTreeMap<&str, usize> = BTreeMap::new();
    for (position, account) in eligible(checked, Stance::Supports) {
        for root in account.roots.iter() {
            supporting.entry(root.first()).or_insert(position);
        }
    }
    let at = |position| checked.row(RowKind::Evidence, position).field("source");
    let shared = eligible(checked, Stance::Refutes).find_map(|(position, account)| {
        let mut roots = account.roots.iter();
        let (root, support) =
            roots.find_map(|root| Some((root, *supporting.get(root.first())?)))?;
        Some(Hit::new(at(position), root.sources.join(", ")).with(at(support)))
    });
    shared.into_iter().collect()
}

/// The eligible rows of one stance about content, with their positions.
fn eligible<'c>(
    checked: &'c CheckedClaim<'_>,
    stance: Stance,
) -> impl Iterator<Item = (usize, &'c RowAccount)> {
    checked
        .accounts()
        .filter(move |(_, row, account)| {
            row.core.stance == stance
                && row.core.about == About::Content
                && account.left_out.is_none()
        })
        .map(|(position, _, account)| (position, account))
}

/// Enough origins support a claim, but each has a stake in it. The fact names the interested houses.
static ALL_INTERESTED: Rule<Vec<HouseName>> = Rule {
    code: "all-interested",
    level: Some(Severity::Warning),
    find: Find::Claims(all_interested),
    words: |found| {
        let houses: Vec<&str> = found.fact.iter().map(name).collect();
        Words::new(format!(
            "every source that supports this has a stake in it: {}",
            houses.join(", ")
        ))
        .help(
            "find a source that gains nothing from the claim; until then the claim does not count \
             as corroborated",
        )
    },
};

fn all_interested(checked: &CheckedClaim<'_>) -> Vec<Hit<Vec<HouseName>>> {
    if !checked.assessment.flags.contains(Flag::AllInterested) {
        return Vec::new();
    }
    let explanation = checked.explanation();
    let witness = explanation.supports.established.rows.iter();
    let interests = witness
        .filter_map(|row| explanation.rows.get(*row))
        .filter_map(|account| account.interest.as_ref());
    let houses: BTreeSet<HouseName> = interests.flat_map(Interest::houses).cloned().collect();
    vec![Hit::new(checked.part(), houses.into_iter().collect())]
}

fn name(house: &HouseName) -> &str {
    match house {
        HouseName::Party(name) | HouseName::Free(name) | HouseName::Article(name) => name,
    }
}

/// A retracted source, and when it was retracted.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Retraction {
    source: String,
    on: Date,
}

/// A ruling rests on a source that was retracted and that the ruling is not surely later than.
static RETRACTED_SOURCE: Rule<Retraction> = Rule {
    code: "retracted-source",
    level: Some(Severity::Error),
    find: Find::Claims(retracted_source),
    words: |found| {
        let Retraction { source, on } = &found.fact;
        Words::new(format!(
            "the ruling counts on `{source}`, which was retracted on {on}"
        ))
        .label("rests on a retracted source")
        .other("ruled here")
        .help(format!(
            "look at the claim without it (`claimbook why {}`) and rule again",
            found.part.id
        ))
    },
};

fn retracted_source(checked: &CheckedClaim<'_>) -> Vec<Hit<Retraction>> {
    let Some((place, ruling)) = checked.ruled(RulingStatus::ALL) else {
        return Vec::new();
    };
    let retraction = |source: &str| retraction(checked, ruling, source);
    // An explanation costs time: ask for it only if the claim reaches a retracted source at all.
    if checked
        .reach()
        .into_iter()
        .all(|id| retraction(id).is_none())
    {
        return Vec::new();
    }
    let rows = checked.accounts();
    rows.filter(|(_, row, _)| counts_on(ruling.core.status, row.core.stance))
        .filter_map(|(position, row, account)| {
            let left_out = account.left_out.as_ref()?;
            let own = std::iter::once(row.core.source.as_str())
                .filter(|_| *left_out == LeftOutReason::Retracted);
            let retracted = own.chain(blocked_by(left_out)).find_map(retraction)?;
            let at = checked.row(RowKind::Evidence, position).field("source");
            Some(Hit::new(at, retracted).with(place.clone().field("on")))
        })
        .collect()
}

/// The sources that block every path of a row to its origins.
fn blocked_by(left_out: &LeftOutReason) -> impl Iterator<Item = &str> {
    let blocked = if let LeftOutReason::NoRoad(blocked) = left_out {
        blocked.as_slice()
    } else {
        &[]
    };
    blocked.iter().map(|blocked| blocked.source.as_str())
}

fn retraction(checked: &CheckedClaim<'_>, ruling: Ruling<'_>, source: &str) -> Option<Retraction> {
    let on = checked.source(source)?.core.retracted?;
    (!ruling.core.on.is_after(on)).then(|| Retraction {
        source: source.to_owned(),
        on,
    })
}

/// Whether a ruling takes the side of a row.
fn counts_on(ruled: RulingStatus, stance: Stance) -> bool {
    match ruled {
        RulingStatus::Confirmed => stance == Stance::Supports,
        RulingStatus::Refuted => stance == Stance::Refutes,
        RulingStatus::Open => false,
        RulingStatus::Contested
        | RulingStatus::Misleading
        | RulingStatus::Outdated
        | RulingStatus::Unverifiable
        | RulingStatus::Withdrawn => stance != Stance::Context,
    }
}
