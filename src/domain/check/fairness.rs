//! Rules about fairness: you hear who is accused, and both sides are on file.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::claim::{EvidenceOffered, Outcome};
use crate::domain::corroboration::HouseName;
use crate::domain::date::Date;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;
use std::collections::BTreeSet;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &UNANSWERED_ACCUSATION,
    &REPLY_OVERDUE,
    &ONE_SIDED_CONTEST,
    &UNSEARCHED_ABSENCE,
];

/// A claim accuses a party that nobody asked and nothing quotes. The fact names the party.
static UNANSWERED_ACCUSATION: Rule<String> = Rule {
    code: "unanswered-accusation",
    level: Some(Severity::Warning),
    find: Find::Claims(unanswered_accusation),
    words: |found| {
        let party = &found.fact;
        Words::new(format!("`{party}` is accused here, but not heard"))
            .help("ask them, and record it as [[claim.asked]], whatever comes of it")
            .help(format!(
                "or cite what `{party}` said about it: `claimbook cite {} SOURCE --denies`",
                found.part.id
            ))
    },
};

fn unanswered_accusation(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let accused = &checked.claim.core.accuses;
    if accused.is_empty() {
        return Vec::new();
    }
    let heard = heard(checked);
    let unheard = accused
        .iter()
        .filter(|name| !heard.contains(&checked.book.registry.house(name)));
    unheard
        .map(|name| Hit::new(checked.part().field("accuses").text(name), name.clone()))
        .collect()
}

/// The houses that a claim hears: those asked, those that speak it or speak against it, and those whose
/// voice its evidence carries.
fn heard(checked: &CheckedClaim<'_>) -> BTreeSet<HouseName> {
    let claim = checked.claim;
    let asked = claim.words.asked.iter().map(|asked| asked.of.as_str());
    let opponents = checked
        .counters
        .iter()
        .filter_map(|counter| counter.speaker);
    let speakers = opponents.chain(claim.core.speaker.as_deref());
    let reach = checked.reach().into_iter();
    let sources = reach.filter_map(|id| checked.source(id));
    let voices = sources.filter_map(|source| {
        source
            .core
            .voice
            .as_deref()
            .or_else(|| checked.book.registry.publisher_of(&source.core))
    });
    let rows = claim.core.evidence.iter();
    let of_rows = rows.filter_map(|row| row.voice.as_deref());
    let names = asked.chain(speakers).chain(voices).chain(of_rows);
    names
        .map(|name| checked.book.registry.house(name))
        .collect()
}

/// The party that was asked, and when its answer was due.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Overdue {
    party: String,
    due: Date,
}

/// An answer was due before today, and none is on file.
static REPLY_OVERDUE: Rule<Overdue> = Rule {
    code: "reply-overdue",
    level: Some(Severity::Warning),
    find: Find::Claims(reply_overdue),
    words: |found| {
        let Overdue { party, due } = &found.fact;
        Words::new(format!("the answer of `{party}` was due on {due}")).help(
            "ask again, or record the outcome: `outcome = \"no-reply\"`, `\"declined\"` or \
             `\"replied\"`",
        )
    },
};

fn reply_overdue(checked: &CheckedClaim<'_>) -> Vec<Hit<Overdue>> {
    let rows = checked.claim.words.asked.iter().enumerate();
    let waiting = rows.filter(|(_, asked)| matches!(asked.outcome, None | Some(Outcome::Pending)));
    let due = waiting.filter_map(|(position, asked)| Some((position, &asked.of, asked.due?)));
    due.filter(|(.., due)| due.last_day() < checked.book.today)
        .map(|(position, party, due)| {
            let at = checked.row(RowKind::Asked, position).field("due");
            let party = party.clone();
            Hit::new(at, Overdue { party, due })
        })
        .collect()
}

/// The side of a contested claim that has nothing on file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EmptySide {
    For,
    Against,
}

/// A claim is ruled contested, but one side has nothing on file.
static ONE_SIDED_CONTEST: Rule<EmptySide> = Rule {
    code: "one-sided-contest",
    level: Some(Severity::Warning),
    find: Find::Claims(one_sided_contest),
    words: |found| match found.fact {
        EmptySide::For => Words::new("ruled contested, but nothing on file supports it")
            .help("cite what supports it, or rule otherwise"),
        EmptySide::Against => Words::new("ruled contested, but nothing on file speaks against it")
            .help("cite who denies or refutes it, or rule otherwise"),
    },
};

/// If both sides are empty, only the side against the claim is reported.
fn one_sided_contest(checked: &CheckedClaim<'_>) -> Vec<Hit<EmptySide>> {
    let Some((ruling, _)) = checked.ruled(&[RulingStatus::Contested]) else {
        return Vec::new();
    };
    let has = |stances: &[Stance]| {
        let mut rows = checked.claim.evidence();
        rows.any(|row| row.core.about == About::Content && stances.contains(&row.core.stance))
    };
    let against = [Stance::Refutes, Stance::Denies, Stance::Disputes];
    let empty = if !has(&against) && checked.counters.is_empty() {
        Some(EmptySide::Against)
    } else if !has(&[Stance::Supports]) {
        Some(EmptySide::For)
    } else {
        None
    };
    let found = empty.map(|side| Hit::new(ruling.field("status"), side));
    found.into_iter().collect()
}

/// A claim says that its speaker offered no evidence, but no search for any is on file.
static UNSEARCHED_ABSENCE: Rule<()> = Rule {
    code: "unsearched-absence",
    level: Some(Severity::Warning),
    find: Find::Claims(unsearched_absence),
    words: |_| {
        Words::new("the claim says that its speaker offered no evidence, but no search is on file")
            .help("search, and record where and for what as [[claim.searched]]")
    },
};

fn unsearched_absence(checked: &CheckedClaim<'_>) -> Vec<Hit<()>> {
    let claim = checked.claim;
    if claim.words.evidence_offered == EvidenceOffered::None && claim.words.searched.is_empty() {
        vec![Hit::new(checked.part().field("evidence_offered"), ())]
    } else {
        Vec::new()
    }
}
