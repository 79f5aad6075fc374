//! Rules about people's judgements.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::english::days::last_day_named;
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::is_stale;
use crate::domain::date::Date;
use crate::domain::ruling::{Rating, Ruling, RulingStatus};
use crate::domain::status::{Derived, Flag};
use chrono::{Days, NaiveDate};

pub(super) static RULES: &[&dyn AnyRule] = &[
    &RULING_DIFFERS,
    &RULING_WITHOUT_EVIDENCE,
    &REOPENED,
    &REWORDED,
    &RULING_WITHOUT_NEWS,
    &RATING_RANGE,
    &STALE,
    &PREDICTION_DUE,
];

/// The status that a person ruled and the one that the evidence gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Contradiction {
    ruled: RulingStatus,
    derived: Derived,
}

/// The newest ruling and the derived status cannot both be right.
static RULING_DIFFERS: Rule<Contradiction> = Rule {
    code: "ruling-differs",
    level: Some(Severity::Warning),
    find: Find::Claims(ruling_differs),
    words: |found| {
        let Contradiction { ruled, derived } = found.fact;
        Words::new(format!("ruled {ruled}, but the evidence gives {derived}"))
            .help(format!(
                "`claimbook why {}` shows the evidence; add what is missing, or rule again",
                found.part.id
            ))
            .help("if the ruling rests on more than can be counted, make an exception that says on what")
    },
};

fn ruling_differs(checked: &CheckedClaim<'_>) -> Vec<Hit<Contradiction>> {
    if !checked.assessment.flags.contains(Flag::RulingDiffers) {
        return Vec::new();
    }
    let ruled = checked.ruled(RulingStatus::ALL);
    let found = ruled.map(|(place, ruling)| {
        let fact = Contradiction {
            ruled: ruling.core.status,
            derived: checked.assessment.derived,
        };
        Hit::new(place.field("status"), fact)
    });
    found.into_iter().collect()
}

/// A claim is ruled refuted or misleading, and no row says anything about its content. The fact is the
/// ruling.
static RULING_WITHOUT_EVIDENCE: Rule<RulingStatus> = Rule {
    code: "ruling-without-evidence",
    level: Some(Severity::Warning),
    find: Find::Claims(ruling_without_evidence),
    words: |found| {
        Words::new(format!("ruled {} without evidence on file", found.fact))
            .help(format!(
                "cite what shows it: `claimbook cite {} SOURCE --refutes` (or --qualifies, --context)",
                found.part.id
            ))
            .help("a refutation needs proof as a confirmation does")
    },
};

fn ruling_without_evidence(checked: &CheckedClaim<'_>) -> Vec<Hit<RulingStatus>> {
    let ruled = checked.ruled(&[RulingStatus::Refuted, RulingStatus::Misleading]);
    let found = ruled.filter(|_| !checked.has_content());
    let found = found.map(|(place, ruling)| Hit::new(place.field("status"), ruling.core.status));
    found.into_iter().collect()
}

/// When the evidence was added, and when the older ruling was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LaterEvidence {
    added: Date,
    ruled: Date,
}

/// Evidence was added after the newest ruling.
static REOPENED: Rule<LaterEvidence> = Rule {
    code: "reopened",
    level: Some(Severity::Warning),
    find: Find::Claims(reopened),
    words: |found| {
        let LaterEvidence { added, ruled } = found.fact;
        Words::new(format!(
            "evidence was added on {added}, after the ruling of {ruled}"
        ))
        .other("ruled before")
        .help("look at the evidence and rule again, even if the ruling stays the same")
    },
};

fn reopened(checked: &CheckedClaim<'_>) -> Vec<Hit<LaterEvidence>> {
    if !checked.assessment.flags.contains(Flag::Reopen) {
        return Vec::new();
    }
    let Some((place, ruling)) = checked.ruled(RulingStatus::ALL) else {
        return Vec::new();
    };
    let rows = checked.claim.evidence().enumerate();
    let first = rows
        .filter_map(|(position, row)| Some((row.core.added?, position)))
        .filter(|(added, _)| added.is_after(ruling.core.on))
        .min();
    let found = first.map(|(added, position)| {
        let fact = LaterEvidence {
            added,
            ruled: ruling.core.on,
        };
        let at = checked.row(RowKind::Evidence, position).field("added");
        Hit::new(at, fact).with(place.field("on"))
    });
    found.into_iter().collect()
}

/// The claim's text changed after the newest ruling.
static REWORDED: Rule<Date> = Rule {
    code: "reworded",
    level: Some(Severity::Warning),
    find: Find::Claims(reworded),
    words: |found| {
        Words::new(format!(
            "the text changed after the ruling of {}",
            found.fact
        ))
        .other("the ruling judged another wording")
        .help(format!(
            "`claimbook log {}` shows the rulings; rule again, even if the ruling stays the same",
            found.part.id
        ))
    },
};

fn reworded(checked: &CheckedClaim<'_>) -> Vec<Hit<Date>> {
    if !checked.assessment.flags.contains(Flag::Reworded) {
        return Vec::new();
    }
    let ruled = checked.ruled(RulingStatus::ALL);
    let found = ruled.map(|(place, ruling)| {
        let at = checked.part().field("text");
        Hit::new(at, ruling.core.on).with(place.field("wording"))
    });
    found.into_iter().collect()
}

/// A ruling's rating is not a place on a scale.
static RATING_RANGE: Rule<Rating> = Rule {
    code: "rating-range",
    level: Some(Severity::Warning),
    find: Find::Claims(rating_range),
    words: |found| {
        let Rating { value, best, worst } = found.fact;
        let what = if best <= worst {
            format!("the best rating, {best}, is not greater than the worst, {worst}")
        } else if worst < 1 {
            format!("the worst rating is {worst}; ClaimReview needs 1 or more")
        } else {
            format!("the rating {value} is not between {worst} and {best}")
        };
        Words::new(what).help("an export leaves this review out until the rating fits")
    },
};

fn rating_range(checked: &CheckedClaim<'_>) -> Vec<Hit<Rating>> {
    let rulings = checked.claim.rulings().enumerate();
    let wrong = rulings.filter_map(|(position, ruling)| {
        let rating = ruling.words.rating.filter(|rating| !rating.is_scale())?;
        let at = checked.row(RowKind::Ruling, position).field("rating");
        Some(Hit::new(at, rating))
    });
    wrong.collect()
}

/// The statuses of two rulings, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reversal {
    before: RulingStatus,
    after: RulingStatus,
}

/// A ruling changed, and everything on file is older than the ruling before it.
static RULING_WITHOUT_NEWS: Rule<Reversal> = Rule {
    code: "ruling-without-news",
    level: Some(Severity::Warning),
    find: Find::Claims(ruling_without_news),
    words: |found| {
        let Reversal { before, after } = found.fact;
        Words::new(format!(
            "the ruling went from {before} to {after}, but nothing new is on file"
        ))
        .other("before")
        .help(
            "add what changed the judgement: evidence, a search, an answer; or rule `open` first \
             if the old ruling was a mistake",
        )
    },
};

fn ruling_without_news(checked: &CheckedClaim<'_>) -> Vec<Hit<Reversal>> {
    let Some(newest) = last_news(checked) else {
        return Vec::new();
    };
    let mut rulings: Vec<(usize, Ruling<'_>)> = checked.claim.rulings().enumerate().collect();
    rulings.sort_by_key(|(position, ruling)| (ruling.core.on, *position));
    let at = |position| checked.row(RowKind::Ruling, position).field("status");
    let pairs = rulings.iter().zip(rulings.iter().skip(1));
    pairs
        .filter(|((_, old), (_, new))| is_reversal(*old, *new) && old.core.on.first_day() > newest)
        .map(|((before, old), (after, new))| {
            let fact = Reversal {
                before: old.core.status,
                after: new.core.status,
            };
            Hit::new(at(*after), fact).with(at(*before))
        })
        .collect()
}

fn is_reversal(old: Ruling<'_>, new: Ruling<'_>) -> bool {
    let is_open = [old.core.status, new.core.status].contains(&RulingStatus::Open);
    old.core.status != new.core.status && !is_open
}

/// The last day on which any evidence, question, search or retraction may have come in. `None` if
/// there is none of them, or if one has no date.
fn last_news(checked: &CheckedClaim<'_>) -> Option<NaiveDate> {
    let claim = checked.claim;
    let rows = claim.evidence();
    let retracted = rows.filter_map(|row| checked.source(&row.core.source)?.core.retracted);
    let dates: Option<Vec<Date>> = claim
        .evidence()
        .map(|row| row.core.added)
        .chain(claim.words.asked.iter().map(|asked| asked.on))
        .chain(claim.words.searched.iter().map(|searched| searched.on))
        .chain(retracted.map(Some))
        .collect();
    dates?.into_iter().map(Date::last_day).max()
}

/// Why somebody should look at a claim again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Staleness {
    /// Its `recheck_by` is past.
    Due(Date),
    /// Nothing was added since that date, which is more days ago than the book allows.
    Quiet { since: Date, days: u32 },
}

/// A claim is due for another look.
static STALE: Rule<Staleness> = Rule {
    code: "stale",
    level: Some(Severity::Warning),
    find: Find::Claims(stale),
    words: |found| match found.fact {
        Staleness::Due(due) => Words::new(format!("this claim was due for another look by {due}"))
            .help("look at it again, then set a new `recheck_by` or remove it"),
        Staleness::Quiet { since, days } => Words::new(format!(
            "nothing was added to this claim since {since}, more than {days} days ago"
        ))
        .help("look at it again and add a ruling or evidence, or give it its own `recheck_by`"),
    },
};

fn stale(checked: &CheckedClaim<'_>) -> Vec<Hit<Staleness>> {
    let found = match checked.claim.words.recheck_by {
        Some(due) => is_stale(Some(due), checked.book.today)
            .then(|| Hit::new(checked.part().field("recheck_by"), Staleness::Due(due))),
        None => quiet(checked).map(|quiet| Hit::new(checked.part(), quiet)),
    };
    found.into_iter().collect()
}

fn quiet(checked: &CheckedClaim<'_>) -> Option<Staleness> {
    let days = checked.book.stale_after_days?;
    let limit = checked
        .book
        .today
        .checked_sub_days(Days::new(u64::from(days)))?;
    let added = checked.claim.evidence().filter_map(|row| row.core.added);
    let ruled = checked.claim.rulings().map(|ruling| ruling.core.on);
    let since = added.chain(ruled).max()?;
    (since.last_day() < limit).then_some(Staleness::Quiet { since, days })
}

/// A prediction whose day has come, and nobody ruled on it since. The fact is the day.
static PREDICTION_DUE: Rule<Date> = Rule {
    code: "prediction-due",
    level: Some(Severity::Warning),
    find: Find::Claims(prediction_due),
    words: |found| {
        Words::new(format!(
            "this predicts what should have happened by {}",
            found.fact
        ))
        .help("find out whether it happened: make it an `event` or a `figure` and cite evidence, or rule")
        .help("if its day is later, set `recheck_by`")
    },
};

fn prediction_due(checked: &CheckedClaim<'_>) -> Vec<Hit<Date>> {
    let claim = checked.claim;
    let is_prediction = claim.core.kind == Some(ClaimKind::Prediction);
    let published = checked.article.and_then(|article| article.words.published);
    let earliest = claim.words.said_on.or(published);
    let due = match claim.words.recheck_by {
        Some(due) => Some((due, "recheck_by")),
        None => last_day_named(&claim.words.text, earliest).map(|due| (due, "text")),
    };
    let past = due.filter(|(due, _)| is_prediction && due.last_day() < checked.book.today);
    let is_ruled_since = |due: Date| {
        let ruled = checked.ruled(RulingStatus::ALL);
        ruled.is_some_and(|(_, ruling)| {
            let is_open = ruling.core.status == RulingStatus::Open;
            !is_open && ruling.core.on.last_day() >= due.last_day()
        })
    };
    let found = past.filter(|(due, _)| !is_ruled_since(*due));
    let found = found.map(|(due, field)| Hit::new(checked.part().field(field), due));
    found.into_iter().collect()
}
