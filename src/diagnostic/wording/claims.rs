//! The words of findings about claims: their sourcing, rulings, fairness, wording and dates.

use crate::diagnostic::wording::Words;
use crate::domain::check::fact::Alike;
use crate::domain::check::fact::Disorder;
use crate::domain::check::fact::Fact;
use crate::domain::check::fact::Staleness;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Kind;
use crate::domain::corroboration::HouseName;
use crate::domain::date::Date;

/// The words of a finding about a claim.
pub(super) fn of(finding: &Finding) -> Words {
    of_sourcing(finding)
        .or_else(|| of_ruling(finding))
        .or_else(|| of_fairness(finding))
        .unwrap_or_else(|| of_words(finding))
}

fn of_sourcing(finding: &Finding) -> Option<Words> {
    let id = &finding.subject.id;
    let words = match &finding.fact {
        Fact::UnsourcedClaim => Words::new("no source says anything about this claim")
            .help(format!("add what was found: `claimbook cite {id} SOURCE --supports` (or --refutes, --context …)")),
        Fact::OneOrigin(counted, needs) => Words::new(format!("ruled confirmed on {}; it needs {needs}", origins(*counted)))
            .help(format!("`claimbook why {id}` shows which sources count as one"))
            .help("find another origin, or a document, data set or observation, or lower `needs_origins` for this claim"),
        Fact::RepeatsTheArticle(false) => Words::new("this source is the very article that is being checked")
            .label("does not count")
            .help("look for a source of its own; to record where the article says it, use `section` and `paragraph`"),
        Fact::RepeatsTheArticle(true) => Words::new("this source only repeats the article that is being checked")
            .label("does not count")
            .help("look for a source that does not have it from the article, or give the row the stance `context`"),
        Fact::SelfConflict(origin) => Words::new(format!("one origin is used both for and against this claim: {origin}"))
            .label("against")
            .other("for")
            .help("read it again: one of the two rows may be a misreading, or `via` may name the part that each rests on"),
        Fact::AllInterested(houses) => Words::new(format!("every source that supports this has a stake in it: {}", names(houses)))
            .help("find a source that gains nothing from the claim; until then it does not count as corroborated"),
        Fact::RetractedSource(source, on) => Words::new(format!("the ruling counts on `{source}`, which was retracted on {on}"))
            .label("rests on what was retracted")
            .other("ruled here")
            .help(format!("look at the claim again without it (`claimbook why {id}`) and rule anew")),
        Fact::PossibleWireCopy(one, other, alike) => Words::new(format!("`{one}` and `{other}` have {}: is one a copy?", common(*alike)))
            .label("perhaps one story")
            .other("and this one")
            .help("if both have it from an agency or from each other, say so with `derived_from`; if each did its own work, with `own_reporting`"),
        Fact::DiagonalRatings(rated) => Words::new(format!("all {rated} ratings give the publisher and the item the same place on the scale"))
            .other("likewise")
            .help("how reliable a publisher is and how credible this item is are two questions: rate the item by itself"),
        _ => return None,
    };
    Some(words)
}

fn of_ruling(finding: &Finding) -> Option<Words> {
    let id = &finding.subject.id;
    let words = match &finding.fact {
        Fact::RulingDiffers(ruled, derived) => Words::new(format!("ruled {ruled}, but its evidence gives {derived}"))
            .help(format!("`claimbook why {id}` shows the evidence; add what is missing, or rule anew"))
            .help("if the ruling rests on more than can be counted, make an exception and say on what"),
        Fact::Reopened(added, on) => Words::new(format!("evidence was added on {added}, after the ruling of {on}"))
            .other("ruled before")
            .help("look at it and rule again, even if the ruling stays the same"),
        Fact::RulingWithoutNews(before, after) => Words::new(format!("the ruling went from {before} to {after}, and nothing new is on file"))
            .other("before")
            .help("add what changed the judgement: evidence, a search, an answer; or rule `open` first if the old ruling was a mistake"),
        Fact::Stale(Staleness::Due(due)) => Words::new(format!("this claim was to be looked at again by {due}"))
            .help("look at it again, then set a new `recheck_by` or take it out"),
        Fact::Stale(Staleness::Quiet(since, days)) => Words::new(format!("nothing was added to this claim since {since}, more than {days} days ago"))
            .help("look at it again and add a ruling or evidence, or give it a `recheck_by` of its own"),
        _ => return None,
    };
    Some(words)
}

fn of_fairness(finding: &Finding) -> Option<Words> {
    let id = &finding.subject.id;
    let words = match &finding.fact {
        Fact::UnansweredAccusation(party) => Words::new(format!("`{party}` is accused here and is not heard"))
            .help("ask, and record it as [[claim.asked]], whatever comes of it")
            .help(format!("or cite what `{party}` has said about it: `claimbook cite {id} SOURCE --denies`")),
        Fact::ReplyOverdue(party, due) => Words::new(format!("the answer of `{party}` was due on {due}")).help(
            "ask again, or write down what came of it: `outcome = \"no-reply\"`, `\"declined\"` or `\"replied\"`",
        ),
        Fact::OneSidedContest(true) => Words::new("ruled contested, but nothing on file stands against it")
            .help("cite who denies or refutes it, or rule otherwise"),
        Fact::OneSidedContest(false) => Words::new("ruled contested, but nothing on file supports it")
            .help("cite what supports it, or rule otherwise"),
        Fact::UnsearchedAbsence => {
            Words::new("the claim says that no evidence was offered, and no search for any is on file")
                .help("search, and record where and for what as [[claim.searched]]")
        }
        _ => return None,
    };
    Some(words)
}

fn of_words(finding: &Finding) -> Words {
    match &finding.fact {
        Fact::AttributionWithoutSpeaker(words) => {
            Words::new(format!("the article pins this on somebody (“{words}”), the claim on nobody"))
                .help("say whose claim it is with `speaker`; a name that is no party of the book will do")
        }
        Fact::VagueAttribution(word) => Words::new(format!("ruled confirmed, but nobody knows who said it: “{word}”"))
            .label("nobody can be asked")
            .other("ruled here")
            .help("name the speaker, or rule on what the evidence shows without them"),
        Fact::StatusInText(words) => Words::new(format!("“{words}” judges the claim within its own text"))
            .help("write the bare statement; the judgement belongs into a ruling, the article's doubts into `caveat`"),
        Fact::FigureMismatch(quoted, stated) => {
            Words::new(format!("the claim says {stated} where the article's words say {quoted}"))
                .other("the article's words")
                .help("correct the one that was mistyped; if both are right, quote the words that have the figure")
        }
        Fact::DateOrder(which, first, second) => disorder(*which, *first, *second, finding.subject.kind),
        Fact::QuoteNotFound(part) => Words::new(format!("the article's copy does not have these words: “{part}”"))
            .help("copy the words from the article exactly; `…` may stand for what is left out"),
        fact => Words::new(fact.code().as_str()),
    }
}

fn disorder(which: Disorder, first: Date, second: Date, kind: Kind) -> Words {
    let words = match which {
        Disorder::AddedBeforePublished => {
            format!("added on {first}, but its source was published later, on {second}")
        }
        Disorder::RuledBeforePublished => {
            format!(
                "ruled on {first}, but the first source for it was published later, on {second}"
            )
        }
        Disorder::RuledBeforeArticle => {
            format!("ruled on {first}, but the article was published later, on {second}")
        }
        Disorder::ArticleBeforeSaid => {
            format!(
                "said on {second}, but the article that reports it was published before, on {first}"
            )
        }
        Disorder::ReadBeforePublished if kind == Kind::Article => {
            format!("the article was read on {first}, but published later, on {second}")
        }
        Disorder::ReadBeforePublished => {
            format!("the source was read on {first}, but published later, on {second}")
        }
        Disorder::DueBeforeAsked => {
            format!("the answer was due on {first}, but asked for later, on {second}")
        }
    };
    Words::new(words).help("one of the two dates is wrong: look both up")
}

fn origins(counted: u32) -> String {
    match counted {
        0 => "no origin that counts".to_owned(),
        1 => "one independent origin".to_owned(),
        counted => format!("{counted} independent origins"),
    }
}

fn common(alike: Alike) -> &'static str {
    match alike {
        Alike::Title => "nearly the same title",
        Alike::Quote => "the same words",
    }
}

fn names(houses: &[HouseName]) -> String {
    let name = |house: &HouseName| match house {
        HouseName::Party(name) | HouseName::Free(name) | HouseName::Article(name) => name.clone(),
    };
    houses.iter().map(name).collect::<Vec<_>>().join(", ")
}
