//! Rules that compare how sure the article sounds with what the evidence gives. They look at the sentences of a claim's
//! passage, outside quotation marks. The caller reads the words.

use crate::domain::check::context::{CheckedClaim, PassageWords};
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::claim::Outcome;
use crate::domain::evidence::Stance;
use crate::domain::status::Status;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &WORDING_OVERSTATES,
    &FLAT_ASSERTION,
    &SOURCES_OVERCOUNTED,
    &NO_COMMENT_UNRECORDED,
    &DENIAL_UNRECORDED,
    &ABSOLUTE,
    &WORDING_UNDERSTATES,
];

/// Words of the article beside the status of the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WordsAndStatus {
    words: String,
    status: Status,
}

/// A hit at the claim's quote if `find` finds something in the words around it.
fn at_quote<F>(
    checked: &CheckedClaim<'_>,
    find: impl FnOnce(&PassageWords) -> Option<F>,
) -> Vec<Hit<F>> {
    let fact = checked.texts.words.as_ref().and_then(find);
    let hit = fact.map(|fact| Hit::new(checked.part().field("quote"), fact));
    hit.into_iter().collect()
}

/// The words with the status of the claim, if it is none of these.
fn unless(
    checked: &CheckedClaim<'_>,
    words: Option<&String>,
    borne_out: &[Status],
) -> Option<WordsAndStatus> {
    let status = checked.status();
    let words = words.filter(|_| !borne_out.contains(&status))?.clone();
    Some(WordsAndStatus { words, status })
}

fn message(found: &WordsAndStatus) -> String {
    let WordsAndStatus { words, status } = found;
    format!("the article says “{words}” here, but the claim is {status}")
}

/// The article says that it is settled, and the evidence does not settle it.
static WORDING_OVERSTATES: Rule<WordsAndStatus> = Rule {
    code: "wording-overstates",
    level: Some(Severity::Warning),
    find: Find::Claims(|checked| {
        const SETTLED: &[Status] = &[
            Status::Corroborated,
            Status::Confirmed,
            Status::NotCheckable,
        ];
        at_quote(checked, |words| {
            unless(checked, words.confirms.as_ref(), SETTLED)
                .or_else(|| unless(checked, words.debunks.as_ref(), &[Status::Refuted]))
        })
    }),
    words: |found| {
        Words::new(message(&found.fact))
            .help("ask for a weaker word in the article, or cite what settles it")
    },
};

/// Somebody says it, and the article says it flatly. The fact is the status.
static FLAT_ASSERTION: Rule<Status> = Rule {
    code: "flat-assertion",
    level: Some(Severity::Warning),
    find: Find::Claims(|checked| {
        const OPEN: &[Status] = &[
            Status::Unverified,
            Status::SingleSource,
            Status::Contested,
            Status::Doubtful,
        ];
        let core = &checked.claim.core;
        let has_attribution = checked.claim.words.attribution.is_some()
            && !checked.texts.absent.contains(&"attribution");
        let status = checked.status();
        let is_open = core.speaker.is_some() && OPEN.contains(&status) && !has_attribution;
        at_quote(checked, |words| {
            (is_open && !words.is_attributed).then_some(status)
        })
    }),
    words: |found| {
        let status = found.fact;
        Words::new(format!(
            "the article says this in its own voice, but somebody else says it, and the claim is {status}"
        ))
        .help("ask for the words that say who says so; if the article says it itself, remove `speaker`")
    },
};

/// How many sources the article says that it has, and how many the book counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CountedSources {
    words: String,
    at_least: u32,
    established: u32,
}

/// The article counts more sources than the book has.
static SOURCES_OVERCOUNTED: Rule<CountedSources> = Rule {
    code: "sources-overcounted",
    level: Some(Severity::Warning),
    find: Find::Claims(|checked| {
        let established = checked.assessment.support.established;
        at_quote(checked, |found| {
            let (words, at_least) = found.counted_sources.clone()?;
            (established < at_least).then_some(CountedSources {
                words,
                at_least,
                established,
            })
        })
    }),
    words: |found| {
        let CountedSources {
            words,
            at_least,
            established,
        } = &found.fact;
        Words::new(format!(
            "the article says “{words}”, at least {at_least}, but the established count of independent origins is {established}"
        ))
        .help(format!(
            "`claimbook why {}` says which sources are one origin; cite the others, or ask for other words",
            found.part.id
        ))
    },
};

/// The article says that somebody did not answer, and the book does not. The facts are the article's words and the outcome.
static NO_COMMENT_UNRECORDED: Rule<(String, Outcome)> = Rule {
    code: "no-comment-unrecorded",
    level: Some(Severity::Warning),
    find: Find::Claims(|checked| {
        let asked = &checked.claim.words.asked;
        let is_noted = |outcome| asked.iter().any(|asked| asked.outcome == Some(outcome));
        at_quote(checked, |words| {
            let found = [
                (&words.no_reply, Outcome::NoReply),
                (&words.declined, Outcome::Declined),
            ];
            let mut open = found
                .into_iter()
                .filter(|(words, outcome)| words.is_some() && !is_noted(*outcome));
            let (words, outcome) = open.next()?;
            Some((words.clone()?, outcome))
        })
    }),
    words: |found| {
        let (words, outcome) = &found.fact;
        let id = &found.part.id;
        Words::new(format!(
            "the article says “{words}”, but the claim has no question with this outcome"
        ))
        .help(format!(
            "note whom you asked: `claimbook ask {id} PARTY --outcome {outcome}`"
        ))
    },
};

/// The article reports a denial that the book does not have. The fact is the article's word.
static DENIAL_UNRECORDED: Rule<String> = Rule {
    code: "denial-unrecorded",
    level: Some(Severity::Note),
    find: Find::Claims(|checked| {
        let claim = checked.claim;
        let is_denial = !claim.words.denies.is_empty();
        let mut rows = claim.core.evidence.iter();
        let is_denied = rows.any(|row| {
            matches!(
                row.stance,
                Stance::Denies | Stance::Disputes | Stance::Refutes
            )
        });
        let is_noted = is_denial || is_denied || !checked.counters.is_empty();
        at_quote(checked, |words| words.denial.clone().filter(|_| !is_noted))
    }),
    words: |found| {
        let (word, id) = (&found.fact, &found.part.id);
        Words::new(format!(
            "the article says “{word}” here, but nothing in the book denies the claim"
        ))
        .help(format!(
            "cite the denial: `claimbook cite {id} SOURCE --denies`, or add it as a claim with `denies = [\"{id}\"]`"
        ))
    },
};

/// The article allows no exception, and the evidence does not settle that.
static ABSOLUTE: Rule<WordsAndStatus> = Rule {
    code: "absolute",
    level: Some(Severity::Note),
    find: Find::Claims(|checked| {
        const SETTLED: &[Status] = &[Status::Corroborated, Status::Confirmed];
        at_quote(checked, |words| {
            unless(checked, words.absolute.as_ref(), SETTLED)
        })
    }),
    words: |found| {
        Words::new(message(&found.fact))
            .help("one exception makes it wrong: check that there is none")
    },
};

/// The article leaves open what the evidence settles.
static WORDING_UNDERSTATES: Rule<WordsAndStatus> = Rule {
    code: "wording-understates",
    level: Some(Severity::Note),
    find: Find::Claims(|checked| {
        let status = checked.status();
        let is_settled = matches!(status, Status::Confirmed | Status::Corroborated);
        at_quote(checked, |found| {
            let words = found.hedge.clone().filter(|_| is_settled)?;
            Some(WordsAndStatus { words, status })
        })
    }),
    words: |found| Words::new(message(&found.fact)).help("the article can say it plainly"),
};
