//! The figures of the summary: the statuses overall, by speaker and by section.

use crate::answer::ClaimFacts;
use crate::domain::status::Status;
use crate::view::group::StatusGroup;
use crate::view::report::{Share, StatusBar, StatusMeaning, Summary};
use crate::view::words;
use std::collections::BTreeMap;

/// A picture shows at most this many bars: the last one is for all the rest.
const BARS: usize = 14;

/// The summary with its figures.
pub(super) fn with_figures(mut summary: Summary, claims: &[ClaimFacts]) -> Summary {
    summary.status = statuses(claims);
    let speaker = |facts: &ClaimFacts| words::speaker(facts.claim.speaker.as_ref()).to_owned();
    let mut speakers = bars(claims, speaker);
    speakers.sort_by_key(|bar| std::cmp::Reverse(bar.claims));
    summary.speakers = cut(speakers, "All other speakers");
    let section = |facts: &ClaimFacts| {
        facts
            .claim
            .section
            .clone()
            .unwrap_or_else(|| "No section".to_owned())
    };
    summary.sections = cut(bars(claims, section), "All other sections");
    summary
}

fn statuses(claims: &[ClaimFacts]) -> Vec<StatusMeaning> {
    let count = |status: Status| {
        claims
            .iter()
            .filter(|facts| facts.claim.status == status)
            .count()
    };
    let counted = Status::ALL
        .iter()
        .map(|status| (*status, count(*status)))
        .filter(|(_, claims)| *claims > 0);
    counted
        .map(|(status, claims)| StatusMeaning {
            status,
            claims: words::number(claims),
            meaning: words::status(status),
        })
        .collect()
}

/// One bar for each key, in the order in which the keys first come.
fn bars(claims: &[ClaimFacts], key: impl Fn(&ClaimFacts) -> String) -> Vec<StatusBar> {
    let mut groups: Vec<(String, Vec<Status>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for facts in claims {
        let name = key(facts);
        let place = *places.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, statuses)) => statuses.push(facts.claim.status),
            None => groups.push((name, vec![facts.claim.status])),
        }
    }
    let bars = groups.into_iter();
    bars.map(|(name, statuses)| bar(name, statuses.iter().map(|s| (StatusGroup::of(*s), 1))))
        .collect()
}

/// A bar of claims, counted by group.
fn bar(name: String, claims: impl Iterator<Item = (StatusGroup, u64)>) -> StatusBar {
    let mut counts: BTreeMap<StatusGroup, u64> = BTreeMap::new();
    for (group, claims) in claims {
        *counts.entry(group).or_default() += claims;
    }
    let parts = counts.into_iter();
    let parts: Vec<Share> = parts
        .map(|(group, claims)| Share { group, claims })
        .collect();
    StatusBar {
        name,
        claims: parts.iter().map(|part| part.claims).sum(),
        parts,
    }
}

/// The first bars, and one for all the others.
fn cut(mut bars: Vec<StatusBar>, others: &str) -> Vec<StatusBar> {
    if bars.len() <= BARS {
        return bars;
    }
    let rest = bars.split_off(BARS - 1);
    let parts = rest.iter().flat_map(|bar| &bar.parts);
    let shares = parts.map(|part| (part.group, part.claims));
    bars.push(bar(format!("{others} ({})", rest.len()), shares));
    bars
}
