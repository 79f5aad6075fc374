//! The figures of the summary: how the statuses fall by speaker and by section.

use crate::answer::ClaimFacts;
use crate::domain::status::Status;
use crate::view::report::Bar;
use crate::view::report::Part;
use crate::view::report::StatusCount;
use crate::view::report::Summary;
use crate::view::role::Role;
use crate::view::words;
use std::collections::BTreeMap;

/// More bars than this make no picture: the rest is one bar.
const BARS: usize = 14;
/// The groups of statuses, in the order in which a bar shows them.
pub const GROUPS: [&str; 5] = ["firm", "open", "disputed", "against", "at-rest"];

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

fn statuses(claims: &[ClaimFacts]) -> Vec<StatusCount> {
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
        .map(|(status, claims)| StatusCount {
            status,
            claims: number(claims),
            meaning: meaning(status),
        })
        .collect()
}

/// What a status means, in a line.
fn meaning(status: Status) -> &'static str {
    match status {
        Status::Unverified => "nothing that counts supports it, nothing stands against it",
        Status::SingleSource => "one independent origin supports it",
        Status::MultiReport => "several origins support it, too few of them established",
        Status::Corroborated => "enough established independent origins support it",
        Status::Confirmed => "a person ruled that it is so",
        Status::Contested => "something stands for it and something against it",
        Status::Doubtful => "only evidence against it, too little to refute it",
        Status::Misleading => "a person ruled that its words give a wrong picture",
        Status::Refuted => {
            "enough established origins refute it, or a person ruled that it is not so"
        }
        Status::Outdated => "a person ruled that it was so and no longer is",
        Status::Unverifiable => "a person ruled that it cannot be checked with what can be had",
        Status::Withdrawn => "whoever made it took it back",
        Status::NotCheckable => "an opinion or a prediction",
    }
}

/// The group that a status is drawn in, by its word.
#[must_use]
pub fn group_of(word: &str) -> &'static str {
    Status::parse(word).map_or("open", group)
}

/// The place of a status in the order of [`Status::ALL`], by its word.
#[must_use]
pub fn rank_of(word: &str) -> usize {
    Status::WORDS
        .iter()
        .position(|status| *status == word)
        .unwrap_or_default()
}

/// What a group of statuses is called in a sentence.
#[must_use]
pub fn in_words(group: &str) -> &'static str {
    match group {
        "firm" => "firm",
        "disputed" => "contested",
        "against" => "refuted, doubtful or misleading",
        "at-rest" => "at rest",
        _ => "open",
    }
}

/// The group that a status is drawn in.
fn group(status: Status) -> &'static str {
    match Role::from(status) {
        Role::Firm => "firm",
        Role::Disputed => "disputed",
        Role::Against => "against",
        Role::AtRest => "at-rest",
        _ => "open",
    }
}

/// One bar for each key, in the order in which the keys come.
fn bars(claims: &[ClaimFacts], key: impl Fn(&ClaimFacts) -> String) -> Vec<Bar> {
    let mut bars: Vec<(Bar, [u64; 5])> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for facts in claims {
        let name = key(facts);
        let place = *places.entry(name.clone()).or_insert(bars.len());
        if place == bars.len() {
            bars.push((
                Bar {
                    name,
                    claims: 0,
                    parts: Vec::new(),
                },
                [0; 5],
            ));
        }
        let group = group(facts.claim.status);
        if let Some((bar, counts)) = bars.get_mut(place) {
            bar.claims += 1;
            for (count, _) in counts
                .iter_mut()
                .zip(GROUPS)
                .filter(|(_, name)| *name == group)
            {
                *count += 1;
            }
        }
    }
    bars.into_iter()
        .map(|(bar, counts)| Bar {
            parts: parts(counts),
            ..bar
        })
        .collect()
}

fn parts(counts: [u64; 5]) -> Vec<Part> {
    let parts = GROUPS
        .into_iter()
        .zip(counts)
        .filter(|(_, claims)| *claims > 0);
    parts
        .map(|(group, claims)| Part { group, claims })
        .collect()
}

/// The first bars, and one for all the others.
fn cut(mut bars: Vec<Bar>, others: &str) -> Vec<Bar> {
    if bars.len() <= BARS {
        return bars;
    }
    let rest = bars.split_off(BARS - 1);
    let claims = rest.iter().map(|bar| bar.claims).sum();
    let of = |group: &str| {
        rest.iter()
            .flat_map(|bar| &bar.parts)
            .filter(|part| part.group == group)
            .map(|part| part.claims)
            .sum()
    };
    bars.push(Bar {
        name: format!("{others} ({})", rest.len()),
        claims,
        parts: parts(GROUPS.map(of)),
    });
    bars
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
