//! The summary in sentences.

use crate::answer::ClaimFacts;
use crate::answer::evidence::origins_of;
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
        sentences.push(confidential(answer.left_out));
    }
    sentences.extend(drafts(answer.drafts));
    Summary {
        sentences,
        left_out: left_out(answer, unread),
        drafts: answer.drafts,
        claims: number(claims.len()),
        confidential: answer.left_out,
        unread,
        ..Summary::default()
    }
}

/// What the report does not have.
fn left_out(answer: &Answer, unread: u64) -> Vec<String> {
    let confidential = (answer.left_out > 0).then(|| confidential(answer.left_out));
    let drafts = drafts(answer.drafts);
    incomplete(unread)
        .into_iter()
        .chain(confidential)
        .chain(drafts)
        .collect()
}

fn confidential(left_out: u64) -> String {
    let (claims, is) = (
        words::count(left_out, "claim"),
        if left_out == 1 { "is" } else { "are" },
    );
    format!("{claims} {is} confidential and left out of this report.")
}

fn drafts(left_out: u64) -> Option<String> {
    let (is, what, them) = if left_out == 1 {
        ("is", "a draft", "it")
    } else {
        ("are", "drafts", "them")
    };
    let claims = words::count(left_out, "claim");
    (left_out > 0).then(|| {
        format!("{claims} {is} {what} that nobody has read, and this report leaves {them} out.")
    })
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
    let origins = origins_of(eligible);
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
        0 => format!("{ruled}; nothing is to do."),
        1 => format!("{ruled}; 1 is to do."),
        many => format!("{ruled}; {many} are to do."),
    }
}

fn with(claims: &[ClaimFacts], has: impl Fn(&&ClaimFacts) -> bool) -> u64 {
    number(claims.iter().filter(has).count())
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, item, own, party, ruling};
    use crate::answer::{ClaimFacts, EvidenceAccount};
    use crate::domain::claim::EvidenceOffered;
    use crate::domain::corroboration::LeftOutReason;
    use crate::domain::evidence::Stance;
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::{ContestedBy, Derived, Flag, Status};

    fn sentences(claims: Vec<ClaimFacts>, waiting: usize) -> Vec<String> {
        let answer = Answer {
            claims,
            ..Answer::default()
        };
        summary(&answer, waiting, 0).sentences
    }

    /// Three claims that have all that a summary counts, once.
    fn mixed() -> Vec<ClaimFacts> {
        let struck = EvidenceAccount {
            left_out: Some(LeftOutReason::Retracted),
            ..own("archive")
        };
        let copy = item("post", Stance::Supports, &[&["wire"]]);
        let mut firm = facts("firm", vec![own("wire"), copy, struck]);
        firm.claim.status = Status::Corroborated;
        firm.claim.derived_status = Derived::Corroborated;
        firm.claim.support.possible = 2;
        let mut thin = facts("thin", vec![own("wire")]);
        thin.claim.support.possible = 1;
        thin.claim.flags = vec![Flag::Fragile];
        thin.claim.ruling = Some(ruling(RulingStatus::Open));
        let mut bare = facts("bare", Vec::new());
        bare.claim.speaker = Some(party("Northland"));
        bare.claim.evidence_offered = EvidenceOffered::None;
        bare.claim.status = Status::Contested;
        bare.claim.contested_by = Some(ContestedBy::Denial);
        vec![firm, thin, bare]
    }

    #[test]
    fn a_summary_counts_what_is_firm_disputed_weak_and_waiting() {
        assert_eq!(
            sentences(mixed(), 1),
            [
                "This report holds 3 claims: 1 attributed to 1 speaker, 2 in the article’s own voice.",
                "1 is firm: 1 corroborated by independent origins, 0 confirmed by a person.",
                "Something speaks against 1 of the 3: evidence, a denial, another reading, or a ruling.",
                "1 rests on a single origin, 1 would be weaker without one of the sources and \
                 1 that could be checked has no evidence at all.",
                "The evidence consists of 4 items from 3 sources. What the rules do not leave out comes from 1 origin.",
                "By the article’s own account, 1 claim was made without evidence.",
                "1 claim has a ruling by a person; 1 is to do.",
            ]
        );
    }

    #[test]
    fn a_summary_of_twice_as_much_speaks_in_the_plural() {
        let claims = [mixed(), mixed()].concat();
        assert_eq!(
            sentences(claims, 2),
            [
                "This report holds 6 claims: 2 attributed to 1 speaker, 4 in the article’s own voice.",
                "2 are firm: 2 corroborated by independent origins, 0 confirmed by a person.",
                "Something speaks against 2 of the 6: evidence, a denial, another reading, or a ruling.",
                "2 rest on a single origin, 2 would be weaker without one of the sources and \
                 2 that could be checked have no evidence at all.",
                "The evidence consists of 8 items from 3 sources. What the rules do not leave out comes from 1 origin.",
                "By the article’s own account, 2 claims were made without evidence.",
                "2 claims have a ruling by a person; 2 are to do.",
            ]
        );
    }

    #[test]
    fn a_summary_of_little_leaves_out_what_it_cannot_count() {
        let mut claim = facts("wish", Vec::new());
        claim.claim.derived_status = Derived::NotCheckable;
        assert_eq!(
            sentences(vec![claim], 0),
            [
                "This report holds 1 claim, all in the article’s own voice.",
                "None of them is firm yet: the evidence corroborates none, and nobody has confirmed one.",
                "Nothing in the book speaks against it.",
                "The book has no evidence for or against any of them.",
                "No claim has a ruling by a person; nothing is to do.",
            ]
        );
    }

    #[test]
    fn a_summary_says_first_which_files_are_unread_and_last_what_is_left_out() {
        let say = |left_out, unread| {
            let answer = Answer {
                left_out,
                ..Answer::default()
            };
            summary(&answer, 0, unread).sentences
        };
        let none = "No claim of the book is in this report.";
        let unread = "Incomplete: claimbook could not read all of 1 file of the book, so claims may be missing.";
        let one = "1 claim is confidential and left out of this report.";
        let two = "2 claims are confidential and left out of this report.";
        assert_eq!(say(0, 0), [none]);
        assert_eq!(say(1, 1), [unread, none, one]);
        assert_eq!(say(2, 0), [none, two]);
    }
}
