//! The summary in sentences.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::domain::claim::EvidenceOffered;
use crate::domain::status::{Derived, Flag, Status};
use crate::view::report::Summary;
use crate::view::report::contested::is_disputed;
use crate::view::words;
use crate::view::words::number;
use std::collections::BTreeSet;

/// The summary, without its figures.
pub(super) fn summary(answer: &Answer, waiting: usize, unread: u64) -> Summary {
    let claims = &answer.claims;
    let mut sentences: Vec<String> = incomplete(unread).into_iter().collect();
    sentences.push(scope(answer));
    if !claims.is_empty() {
        sentences.extend([firm(claims), contested(claims)]);
        sentences.extend(weak(claims));
        sentences.push(evidence(claims));
        sentences.extend(unsaid(claims));
        sentences.push(people(claims, waiting));
    }
    if answer.left_out > 0 {
        let (claims, is) = (
            words::count(answer.left_out, "claim"),
            if answer.left_out == 1 { "is" } else { "are" },
        );
        sentences.push(format!(
            "{claims} {is} confidential and left out of this report."
        ));
    }
    Summary {
        sentences,
        claims: number(claims.len()),
        confidential: answer.left_out,
        unread,
        ..Summary::default()
    }
}

fn incomplete(unread: u64) -> Option<String> {
    let files = words::count(unread, "file");
    (unread > 0).then(|| {
        format!("Incomplete: claimbook could not read all of {files} of the book, so claims may be missing.")
    })
}

fn scope(answer: &Answer) -> String {
    let claims = words::count(number(answer.claims.len()), "claim");
    if answer.claims.is_empty() {
        return "No claim of the book is in this report.".to_owned();
    }
    let speakers: BTreeSet<&str> = answer
        .claims
        .iter()
        .filter_map(|facts| Some(facts.claim.speaker.as_ref()?.name.as_str()))
        .collect();
    let said = number(
        answer
            .claims
            .iter()
            .filter(|facts| facts.claim.speaker.is_some())
            .count(),
    );
    let own = number(answer.claims.len()) - said;
    let place = match answer.articles.as_slice() {
        [] => String::new(),
        [article] => format!(" of “{}”", article.title),
        articles => format!(" of {} articles", articles.len()),
    };
    if speakers.is_empty() {
        return format!("This report holds {claims}{place}, all in the article’s own voice.");
    }
    let speakers = words::count(number(speakers.len()), "speaker");
    format!(
        "This report holds {claims}{place}: {said} attributed to {speakers}, {own} in the article’s own voice."
    )
}

fn firm(claims: &[ClaimFacts]) -> String {
    let confirmed = with(claims, |facts| facts.claim.status == Status::Confirmed);
    let corroborated = with(claims, |facts| facts.claim.status == Status::Corroborated);
    match confirmed + corroborated {
        0 => "None of them is firm yet: the evidence corroborates none, and nobody has confirmed one.".to_owned(),
        firm => format!(
            "{firm} {} firm: {corroborated} corroborated by independent origins, {confirmed} confirmed by a person.",
            if firm == 1 { "is" } else { "are" }
        ),
    }
}

fn contested(claims: &[ClaimFacts]) -> String {
    let which = match (
        with(claims, |facts| is_disputed(&facts.claim)),
        claims.len(),
    ) {
        (0, 1) => return "Nothing in the book speaks against it.".to_owned(),
        (0, _) => return "Nothing in the book speaks against any of them.".to_owned(),
        (_, 1) => "it".to_owned(),
        (some, all) => format!("{some} of the {all}"),
    };
    format!("Something speaks against {which}: evidence, a denial, another reading, or a ruling.")
}

fn weak(claims: &[ClaimFacts]) -> Option<String> {
    let single = with(claims, |facts| facts.claim.support.possible == 1);
    let fragile = with(claims, |facts| facts.claim.flags.contains(&Flag::Fragile));
    let unsourced = with(claims, |facts| {
        facts.evidence.is_empty() && facts.claim.derived_status != Derived::NotCheckable
    });
    let part = |number: u64, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{number} {many}")),
    };
    let parts: Vec<String> = [
        part(
            single,
            "rests on a single origin",
            "rest on a single origin",
        ),
        part(
            fragile,
            "would be weaker without one of the sources",
            "would be weaker without one of the sources",
        ),
        part(
            unsourced,
            "that could be checked has no evidence at all",
            "that could be checked have no evidence at all",
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| format!("{}.", words::and(&parts)))
}

fn evidence(claims: &[ClaimFacts]) -> String {
    let rows = || claims.iter().flat_map(|facts| &facts.evidence);
    let sources: BTreeSet<&str> = rows().map(|row| row.source.as_str()).collect();
    if sources.is_empty() {
        return "The book has no evidence for or against any of them.".to_owned();
    }
    let eligible = rows().filter(|row| row.left_out.is_none());
    let roots = eligible.flat_map(|row| &row.origins);
    let origins: BTreeSet<&[String]> = roots.map(|root| root.sources.as_slice()).collect();
    format!(
        "The evidence consists of {} from {}. What the rules do not leave out comes from {}.",
        words::count(number(rows().count()), "item"),
        words::count(number(sources.len()), "source"),
        words::count(number(origins.len()), "origin"),
    )
}

/// The claims whose speakers showed nothing for them.
fn unsaid(claims: &[ClaimFacts]) -> Option<String> {
    let bare = with(claims, |facts| {
        facts.claim.evidence_offered == EvidenceOffered::None
    });
    (bare > 0).then(|| {
        let were = if bare == 1 { "was" } else { "were" };
        format!(
            "By the article’s own account, {} {were} made without evidence.",
            words::count(bare, "claim")
        )
    })
}

fn people(claims: &[ClaimFacts], waiting: usize) -> String {
    let ruled = with(claims, |facts| facts.claim.ruling.is_some());
    let ruled = match ruled {
        0 => "No claim has a ruling by a person".to_owned(),
        1 => "1 claim has a ruling by a person".to_owned(),
        many => format!("{many} claims have a ruling by a person"),
    };
    match waiting {
        0 => format!("{ruled}; nothing is in the queue."),
        1 => format!("{ruled}; 1 needs a person next."),
        many => format!("{ruled}; {many} need a person next."),
    }
}

fn with(claims: &[ClaimFacts], has: impl Fn(&&ClaimFacts) -> bool) -> u64 {
    number(claims.iter().filter(has).count())
}
