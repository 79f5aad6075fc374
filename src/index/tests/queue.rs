//! The queue: which claims need a person, in which order, and that a count counts each claim once.

use crate::domain::claim::{Asked, Claim, Exception, Outcome};
use crate::domain::evidence::Stance;
use crate::domain::queue::Matter;
use crate::domain::records::Records;
use crate::domain::ruling::RulingStatus;
use crate::index::Index;
use crate::index::tests::books::{
    built, cite, claim, copy, date, file, party, resting, rule, some, source, today,
};

/// Each claim in the queue, with its matters.
fn queue(index: &Index) -> Vec<String> {
    let waiting = index.queue(None, today(), None).unwrap();
    let line = |row: i64, matters: &[Matter]| {
        let id = index.claim(row, today()).unwrap().id;
        let matters: Vec<&str> = matters.iter().map(|matter| matter.as_str()).collect();
        format!("{id}: {}", matters.join(" "))
    };
    waiting
        .iter()
        .map(|claim| line(claim.row, &claim.matters))
        .collect()
}

fn book(claims: Vec<Claim>) -> Index {
    let mut quoting = source("quoting", "post");
    quoting.core.voice = some("north-press");
    let mut office = party("north-press");
    office.core.part_of = some("north");
    let mut north = party("north");
    north.core.aliases = vec!["The North".to_owned()];
    let records = Records {
        sources: vec![
            source("post-1", "post"),
            source("herald-1", "herald"),
            copy("repeats", &["quoting"]),
            quoting,
        ],
        parties: vec![north, office],
        claims,
        ..Records::default()
    };
    built(vec![file("claims/a.toml", records)])
}

fn asked(of: &str, due: Option<&str>, outcome: Option<Outcome>) -> Asked {
    Asked {
        of: of.to_owned(),
        on: None,
        due: due.map(date),
        outcome,
        note: None,
        line: 1,
    }
}

#[test]
fn the_most_pressing_claim_is_first_and_the_newest_of_one_matter() {
    let with = |name: &str, due| {
        let mut claim = resting(name, Stance::Supports, &["post-1", "herald-1"]);
        claim.words.asked = vec![asked("north", Some(due), None)];
        claim
    };
    let mut stale = resting("stale", Stance::Supports, &["post-1"]);
    stale.words.recheck_by = Some(date("2026-02"));
    let mut older = claim("older");
    older.words.said_on = Some(date("2026-01-01"));
    let mut newer = claim("newer");
    newer.words.said_on = Some(date("2026-02-01"));
    let mut both = claim("both");
    both.words.recheck_by = Some(date("2026-03-19"));
    let mut thin = resting("thin", Stance::Supports, &["post-1"]);
    rule(&mut thin, RulingStatus::Confirmed, "2026-03-01");
    let mut denied = resting("denied", Stance::Denies, &["post-1"]);
    cite(&mut denied, Stance::Supports, "herald-1");
    let mut settled = denied.clone();
    settled.core.id = crate::index::tests::books::id("settled");
    rule(&mut settled, RulingStatus::Contested, "2026-03-01");
    let index = book(vec![
        older,
        newer,
        both,
        stale,
        thin,
        denied,
        settled,
        with("late", "2026-03-19"),
        with("in-time", "2026-03-20"),
    ]);
    let expected = [
        "late: reply-overdue",
        "denied: contested",
        "thin: one-origin",
        "both: stale no-evidence",
        "stale: stale",
        "newer: no-evidence",
        "older: no-evidence",
    ];
    assert_eq!(queue(&index), expected);
    let first = index.queue(None, today(), Some(6)).unwrap();
    assert_eq!(first.len(), 6);
    let counts = index.queue_counts(None, today()).unwrap();
    let expected = [
        (Matter::ReplyOverdue, 1),
        (Matter::Contested, 1),
        (Matter::OneOrigin, 1),
        (Matter::Stale, 2),
        (Matter::NoEvidence, 2),
    ];
    assert_eq!(counts, expected);
}

#[test]
fn a_queue_of_some_claims_is_that_of_the_book_without_the_others() {
    let index = book(vec![claim("one"), claim("other")]);
    let all = index.queue(None, today(), None).unwrap();
    assert_eq!(all.len(), 2);
    let rows = [all[1].row];
    assert_eq!(index.queue(Some(&rows), today(), None).unwrap(), all[1..]);
    let counts = index.queue_counts(Some(&rows), today()).unwrap();
    assert_eq!(counts, [(Matter::NoEvidence, 1)]);
    assert!(index.queue(Some(&[]), today(), None).unwrap().is_empty());
}

#[test]
fn an_accused_is_heard_when_asked_or_quoted_anywhere_under_the_claim() {
    let accusing = |name: &str, sources: &[&str]| {
        let mut claim = resting(name, Stance::Supports, sources);
        claim.core.accuses = vec!["The North".to_owned()];
        claim
    };
    let mut excused = accusing("excused", &["post-1"]);
    excused.words.allow = vec![Exception {
        code: "unanswered-accusation".to_owned(),
        reason: "They are gone.".to_owned(),
    }];
    let mut put = accusing("put", &["post-1"]);
    put.words.asked = vec![asked("north-press", None, Some(Outcome::NoReply))];
    let mut own = accusing("own", &["post-1"]);
    own.core.speaker = some("north");
    let mut against = resting("against", Stance::Supports, &["post-1"]);
    against.core.speaker = some("north");
    against.words.denies = vec!["answered".to_owned()];
    let mut voiced = accusing("voiced", &["post-1"]);
    voiced.core.evidence[0].voice = some("north");
    let index = book(vec![
        accusing("unheard", &["post-1"]),
        excused,
        put,
        own,
        against,
        accusing("answered", &["post-1"]),
        voiced,
        accusing("quoted", &["repeats"]),
    ]);
    let accusing = queue(&index)
        .into_iter()
        .filter(|line| line.contains("unheard"));
    assert_eq!(accusing.collect::<Vec<_>>(), ["unheard: unheard"]);
}

#[test]
fn a_draft_waits_for_nothing_but_a_reader() {
    let mut draft = claim("draft");
    draft.core.draft = true;
    let index = book(vec![draft]);
    assert!(queue(&index).is_empty());
    assert!(index.queue_counts(None, today()).unwrap().is_empty());
}
