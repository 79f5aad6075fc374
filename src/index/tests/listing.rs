//! Listings, counts and the log.

use crate::domain::claim::{Claim, ClaimKind};
use crate::domain::evidence::Stance;
use crate::domain::filter::{Filter, Search};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{Flag, Status};
use crate::index::rows::{ClaimRow, LogMatter, RelationKind};
use crate::index::tests::books::{
    built, change, cite, claim, date, listed, of_claims, of_parties, of_sources, party, rule, some,
    source, today,
};
use crate::index::{By, Index, Listing, Order};
use std::ops::ControlFlow;

fn spoken(name: &str, speaker: &str, said_on: &str) -> Claim {
    let mut claim = claim(name);
    claim.core.speaker = some(speaker);
    claim.words.said_on = Some(date(said_on));
    claim
}

fn book() -> Index {
    let mut two = party("two");
    two.core.part_of = some("ONE");
    let mut supported = spoken("supported", "two", "2026-01-05");
    cite(&mut supported, Stance::Supports, "s1");
    supported.core.evidence[0].added = Some(date("2026-03-01"));
    supported.words.tags = vec!["b".to_owned(), "a".to_owned()];
    supported.words.line = 1;
    let mut ruled = spoken("ruled", "one", "2026-02");
    ruled.core.kind = Some(ClaimKind::Figure);
    rule(&mut ruled, RulingStatus::Refuted, "2026-02-10");
    ruled.words.tags = vec!["a".to_owned()];
    ruled.words.recheck_by = Some(date("2026-03-19"));
    ruled.words.line = 9;
    let mut bare = claim("bare");
    bare.words.recheck_by = Some(date("2026-03"));
    bare.words.denies = vec!["ruled".to_owned()];
    bare.words.line = 20;
    built(vec![
        of_parties("claims/parties.toml", vec![party("one"), two]),
        of_sources("claims/sources.toml", vec![source("s1", "x")]),
        of_claims("claims/z.toml", vec![bare]),
        of_claims("claims/y.toml", vec![supported, ruled]),
    ])
}

fn ids(index: &Index, filter: &Filter, order: Order) -> String {
    let claims = listed(index, filter, order);
    let ids: Vec<&str> = claims.iter().map(|claim| claim.id.as_str()).collect();
    ids.join(" ")
}

#[test]
fn every_order_sorts_by_its_key() {
    let index = book();
    for (order, expected) in [
        (Order::Place, "supported ruled bare"),
        (Order::Id, "bare ruled supported"),
        (Order::Speaker, "ruled supported bare"),
        (Order::Origins, "ruled bare supported"),
        (Order::Changed, "supported ruled bare"),
        // Without words to search for there is no rank.
        (Order::Rank, "supported ruled bare"),
    ] {
        assert_eq!(
            ids(&index, &Filter::default(), order),
            expected,
            "{order:?}"
        );
    }
    let statuses: Vec<Status> = listed(&index, &Filter::default(), Order::Status)
        .iter()
        .map(|claim| claim.status)
        .collect();
    let place = |status: &Status| Status::ALL.iter().position(|other| other == status);
    assert!(statuses.is_sorted_by_key(place), "{statuses:?}");
}

#[test]
fn a_reversed_listing_with_a_limit_ends_where_it_says() {
    let index = book();
    let listing = Listing {
        order: Order::Place,
        reverse: true,
        limit: Some(2),
        today: today(),
    };
    let mut seen = Vec::new();
    let mut note = |claim: ClaimRow| {
        seen.push(claim.id);
        ControlFlow::Continue(())
    };
    index
        .claims(&Filter::default(), &listing, &mut note)
        .unwrap();
    assert_eq!(seen, ["bare", "ruled"]);
}

#[test]
fn a_listing_stops_when_the_reader_has_had_enough() {
    let index = book();
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today: today(),
    };
    let mut seen = 0;
    let mut first = |_| {
        seen += 1;
        ControlFlow::Break(())
    };
    index
        .claims(&Filter::default(), &listing, &mut first)
        .unwrap();
    assert_eq!(seen, 1);
}

#[test]
fn a_speaker_stands_for_the_parties_that_are_part_of_it() {
    let index = book();
    let by = |name: &str| Filter {
        speaker: vec![name.to_owned()],
        ..Filter::default()
    };
    assert_eq!(ids(&index, &by("one"), Order::Id), "ruled supported");
    assert_eq!(ids(&index, &by(" oNe "), Order::Id), "ruled supported");
    assert_eq!(ids(&index, &by("two"), Order::Id), "supported");
    assert_eq!(ids(&index, &by("three"), Order::Id), "");
}

#[test]
fn a_claim_is_stale_the_day_after_its_date_ends() {
    let index = book();
    let stale = Filter {
        flag: vec![Flag::Stale],
        ..Filter::default()
    };
    // `2026-03` does not end before the month does.
    assert_eq!(ids(&index, &stale, Order::Id), "ruled");
    let flags = |name: &str| {
        let claims = listed(&index, &Filter::default(), Order::Id);
        let claim = claims.into_iter().find(|claim| claim.id == name).unwrap();
        claim.flags.contains(&Flag::Stale)
    };
    assert!(flags("ruled") && !flags("bare") && !flags("supported"));
}

#[test]
fn filters_narrow_one_another() {
    let index = book();
    let mut filter = Filter {
        tag: vec!["a".to_owned()],
        ..Filter::default()
    };
    assert_eq!(ids(&index, &filter, Order::Id), "ruled supported");
    filter.unsourced = true;
    assert_eq!(ids(&index, &filter, Order::Id), "ruled");
    filter.kind = vec![ClaimKind::Event];
    assert_eq!(ids(&index, &filter, Order::Id), "");
    assert_eq!(index.count(&filter, today()).unwrap(), 0);
    assert!(index.picked(&filter, today()).unwrap().is_empty());
}

#[test]
fn dates_match_when_any_day_that_they_may_mean_does() {
    let index = book();
    let between = |since: Option<&str>, until: Option<&str>| Filter {
        since: since.map(date),
        until: until.map(date),
        ..Filter::default()
    };
    assert_eq!(
        ids(&index, &between(Some("2026-03"), None), Order::Id),
        "supported"
    );
    assert_eq!(
        ids(&index, &between(Some("2026-03-02"), None), Order::Id),
        ""
    );
    assert_eq!(
        ids(&index, &between(None, Some("2026-02")), Order::Id),
        "ruled"
    );
    assert_eq!(
        ids(&index, &between(None, Some("2026-02-09")), Order::Id),
        ""
    );
}

#[test]
fn words_are_found_in_the_full_text() {
    let index = book();
    let search = |words: &str| Filter {
        search: Some(Search {
            words: words.to_owned(),
            any: false,
        }),
        ..Filter::default()
    };
    assert_eq!(ids(&index, &search("text BARE"), Order::Rank), "bare");
    assert_eq!(
        ids(&index, &search("\"the text\""), Order::Id),
        "bare ruled supported"
    );
    assert_eq!(ids(&index, &search("\"text the\""), Order::Id), "");
    assert_eq!(ids(&index, &search("( *"), Order::Id), "");
}

#[test]
fn groups_come_largest_first_and_name_what_they_share() {
    let index = book();
    let groups = |by: By| -> Vec<String> {
        index
            .groups(&Filter::default(), by, today())
            .unwrap()
            .iter()
            .map(|group| format!("{}:{}", group.key.as_deref().unwrap_or("-"), group.claims))
            .collect()
    };
    assert_eq!(groups(By::Tag), ["a:2", "-:1", "b:1"]);
    assert_eq!(groups(By::Month), ["-:1", "2026-01:1", "2026-02:1"]);
    assert_eq!(groups(By::Speaker), ["-:1", "ONE:1", "TWO:1"]);
    assert_eq!(groups(By::Origins), ["0:2", "1:1"]);
    assert_eq!(groups(By::Kind), ["-:2", "figure:1"]);
    assert_eq!(groups(By::Article), ["-:3"]);
}

#[test]
fn tags_keep_the_order_of_the_file() {
    let claims = listed(&book(), &Filter::default(), Order::Place);
    assert_eq!(claims[0].tags, ["b", "a"]);
}

#[test]
fn relations_are_told_from_both_ends_and_a_mutual_one_once() {
    let mut one = claim("one");
    one.words.contradicts = vec!["two".to_owned()];
    one.words.denies = vec!["gone".to_owned()];
    let mut two = claim("two");
    two.words.contradicts = vec!["one".to_owned()];
    two.words.repeats = vec!["one".to_owned()];
    let index = built(vec![of_claims("claims/a.toml", vec![one, two])]);
    let gathered = index.gather(&[1, 2].into()).unwrap();
    let told = |row: i64| -> Vec<(RelationKind, &str)> {
        let relations = gathered.relations[&row].iter();
        relations.map(|to| (to.kind, to.claim.as_str())).collect()
    };
    assert_eq!(
        told(1),
        [
            (RelationKind::Denies, "gone"),
            (RelationKind::Contradicts, "two"),
            (RelationKind::RepeatedBy, "two"),
        ]
    );
    assert_eq!(
        told(2),
        [
            (RelationKind::Contradicts, "one"),
            (RelationKind::Repeats, "one")
        ]
    );
    let gone = &gathered.relations[&1][0];
    assert_eq!((&gone.text, &gone.status), (&None, &None));
}

fn logged(index: &Index, ids: &[&str], since: Option<&str>) -> Vec<String> {
    let ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
    let mut entries = Vec::new();
    index
        .log(&ids, since.map(date), &mut |entry| {
            let what = match entry.what {
                LogMatter::Evidence => "cited",
                LogMatter::Ruling => "ruled",
            };
            entries.push(format!(
                "{} {what} {} {}",
                entry.on, entry.claim, entry.word
            ));
            ControlFlow::Continue(())
        })
        .unwrap();
    entries
}

#[test]
fn the_log_tells_evidence_and_rulings_oldest_first() {
    let index = book();
    let (cited, ruled) = (
        "2026-03-01 cited supported supports",
        "2026-02-10 ruled ruled refuted",
    );
    assert_eq!(logged(&index, &[], None), [ruled, cited]);
    assert_eq!(logged(&index, &["s1"], None), [cited]);
    assert_eq!(logged(&index, &["ruled", "bare"], None), [ruled]);
    assert_eq!(logged(&index, &[], Some("2026-03")), [cited]);
    // A day within the month may be the day that is meant.
    assert_eq!(logged(&index, &[], Some("2026-02-10")), [ruled, cited]);
    assert!(logged(&index, &[], Some("2027")).is_empty());
}

#[test]
fn spellings_of_a_tag_or_a_speaker_are_one_group_under_the_first_in_the_book() {
    let mut first = spoken("first", "L’Orient", "2026-01-05");
    first.words.tags = vec!["Élections".to_owned()];
    let mut second = spoken("second", "l'orient", "2026-01-05");
    second.words.tags = vec!["e\u{301}lections".to_owned(), "ÉLECTIONS".to_owned()];
    let index = built(vec![
        of_claims("claims/b.toml", vec![second]),
        of_claims("claims/a.toml", vec![first]),
    ]);
    let shown = |by| -> Vec<(Option<String>, u64)> {
        let groups = index.groups(&Filter::default(), by, today()).unwrap();
        let shown = groups.into_iter().map(|group| (group.key, group.claims));
        shown.collect()
    };
    assert_eq!(shown(By::Tag), [(some("Élections"), 2)]);
    assert_eq!(shown(By::Speaker), [(some("L’Orient"), 2)]);
    for spelling in ["élections", "E\u{301}LECTIONS"] {
        let filter = Filter {
            tag: vec![spelling.to_owned()],
            ..Filter::default()
        };
        assert_eq!(ids(&index, &filter, Order::Id), "first second");
    }
}

#[test]
fn a_log_since_a_day_leaves_out_only_what_was_surely_before() {
    let mut claim = claim("c");
    for on in [
        "2025-12-31",
        "2026",
        "2026-02",
        "2026-03",
        "2026-03-02",
        "2027",
    ] {
        rule(&mut claim, RulingStatus::Open, on);
    }
    let index = built(vec![of_claims("claims/a.toml", vec![claim])]);
    let all = logged(&index, &[], None);
    assert_eq!(all.len(), 6);
    for since in [
        "2025",
        "2026",
        "2026-03",
        "2026-03-02",
        "2026-03-03",
        "2027-01",
        "2028",
    ] {
        let is_late = |entry: &&String| {
            let on = entry.split(' ').next().unwrap();
            !date(since).is_after(date(on))
        };
        let late: Vec<String> = all.iter().filter(is_late).cloned().collect();
        assert_eq!(logged(&index, &[], Some(since)), late, "{since}");
        assert_eq!(logged(&index, &["c"], Some(since)), late, "{since}");
    }
}

#[test]
fn the_first_claims_of_a_speaker_are_the_first_in_the_files() {
    let file = |path: &str, from: usize| {
        let claims = (from..from + 12).map(|n| {
            let speaker = ["One", "Two", "Three"][n % 3];
            let mut claim = spoken(&format!("c{n}"), speaker, "2026-01-05");
            claim.words.line = u32::try_from(n + 1).unwrap();
            claim
        });
        of_claims(path, claims.collect())
    };
    // The rows of a refreshed index are not in the order of its files.
    let mut index = built(vec![file("claims/c.toml", 0), file("claims/d.toml", 12)]);
    let added = vec![file("claims/a.toml", 24), file("claims/b.toml", 36)];
    index.refresh(&change(&[], added)).unwrap();
    index
        .refresh(&change(&["claims/c.toml"], vec![file("claims/c.toml", 48)]))
        .unwrap();
    let all = listed(&index, &Filter::default(), Order::Place);
    for speaker in [&["One"][..], &["Two", "Three"], &["Nobody"]] {
        let filter = Filter {
            speaker: speaker.iter().map(|&name| name.to_owned()).collect(),
            ..Filter::default()
        };
        let is_theirs = |claim: &&ClaimRow| {
            let name = claim.speaker.as_ref().map(|speaker| speaker.name.as_str());
            name.is_some_and(|name| speaker.contains(&name))
        };
        let theirs: Vec<&str> = all
            .iter()
            .filter(is_theirs)
            .map(|one| one.id.as_str())
            .collect();
        for limit in [None, Some(0), Some(1), Some(3), Some(7), Some(100)] {
            let listing = Listing {
                order: Order::Place,
                reverse: false,
                limit,
                today: today(),
            };
            let mut seen = Vec::new();
            let mut note = |claim: ClaimRow| {
                seen.push(claim.id);
                ControlFlow::Continue(())
            };
            index.claims(&filter, &listing, &mut note).unwrap();
            let most = limit.map_or(theirs.len(), |limit| {
                theirs.len().min(usize::try_from(limit).unwrap())
            });
            assert_eq!(seen, theirs[..most], "{speaker:?} {limit:?}");
        }
    }
}
