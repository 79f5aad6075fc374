//! Books that nobody means, and some write: long chains, large circles, thousands of rows.

use super::books::{Book, derived, own, party, source};
use crate::domain::corroboration::{HouseName, LeftOutReason};
use crate::domain::date::Date;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceCore;
use crate::domain::status::{Derived, Flag};
use std::time::Duration;

/// CPU time. Generous, for a slow machine and an unoptimised build; a recursion or a quadratic walk would take far longer.
const SOON: Duration = Duration::from_secs(10);

/// The CPU time that this thread has used. Unlike a clock, it does not see what else the machine does.
#[cfg(unix)]
pub(super) fn spent() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(spent).unwrap()
}

/// The time of day, where we cannot ask for CPU time.
#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "these tests measure time")]
pub(super) fn spent() -> Duration {
    let now = std::time::SystemTime::now();
    now.duration_since(std::time::UNIX_EPOCH).unwrap()
}

#[track_caller]
pub(super) fn took_less_than_soon(start: Duration) {
    let took = spent().saturating_sub(start);
    assert!(took < SOON, "{took:?}");
}

fn chain(length: usize, last: SourceCore) -> Vec<SourceCore> {
    let mut sources: Vec<SourceCore> = (0..length)
        .map(|n| derived(&format!("c{n}"), &[&format!("c{}", n + 1)]))
        .collect();
    sources.push(SourceCore {
        id: super::books::id(&format!("c{length}")),
        ..last
    });
    sources
}

#[test]
fn a_chain_of_a_hundred_thousand_sources_is_followed_to_its_end() {
    let start = spent();
    let mut sources = chain(100_000, own("end", "agency"));
    sources.push(own("other", "paper"));
    let explanation = Book::of(sources)
        .with(Stance::Supports, &["c0", "other"])
        .explain();
    assert_eq!(explanation.assessment.derived, Derived::Corroborated);
    assert_eq!(explanation.fragile_on.len(), 100_002);
    took_less_than_soon(start);
}

#[test]
fn a_circle_of_a_hundred_thousand_sources_is_one_root() {
    let start = spent();
    let mut book = Book::of(chain(100_000, derived("end", &["c0"])))
        .with(Stance::Supports, &["c0", "c500", "c70000"]);
    book.claim.rulings = vec![super::books::ruling(RulingStatus::Confirmed, "2026")];
    let assessment = book.assess();
    assert_eq!(
        (assessment.support.possible, assessment.support.established),
        (1, 0)
    );
    assert!(assessment.flags.contains(Flag::Circular) && assessment.flags.contains(Flag::Fragile));
    took_less_than_soon(start);
}

#[test]
fn two_hundred_rows_over_one_long_chain_are_one_origin() {
    let start = spent();
    let mut sources = chain(20_000, own("end", "agency"));
    sources.extend((0..200).map(|n| derived(&format!("copy{n}"), &[&format!("c{n}")])));
    let cited: Vec<String> = (0..200).map(|n| format!("copy{n}")).collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    let assessment = Book::of(sources).with(Stance::Supports, &cited).assess();
    assert_eq!(
        (assessment.support.established, assessment.support.at_least),
        (1, false)
    );
    took_less_than_soon(start);
}

#[test]
fn past_two_hundred_rows_a_side_the_count_is_a_lower_bound() {
    let start = spent();
    let sources: Vec<SourceCore> = (0..10_000)
        .map(|n| own(&format!("s{n}"), &format!("paper {}", n / 2)))
        .collect();
    let cited: Vec<String> = sources.iter().map(|source| source.id.to_string()).collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    let assessment = Book::of(sources).with(Stance::Supports, &cited).assess();
    assert_eq!(assessment.support.possible, 5_000);
    assert!(assessment.support.at_least);
    assert_eq!(assessment.derived, Derived::Corroborated);
    took_less_than_soon(start);
}

#[test]
fn ten_thousand_rows_over_one_long_chain_end_all_the_same() {
    let start = spent();
    let mut sources = chain(50_000, source("end"));
    sources.extend((0..10_000).map(|n| derived(&format!("copy{n}"), &[&format!("c{n}")])));
    let cited: Vec<String> = (0..10_000).map(|n| format!("copy{n}")).collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    assert_eq!(
        Book::of(sources)
            .with(Stance::Supports, &cited)
            .assess()
            .support
            .possible,
        1
    );
    took_less_than_soon(start);
}

/// Cites every one of these sources for the claim.
fn citing_all(sources: Vec<SourceCore>) -> Book {
    let cited: Vec<String> = sources.iter().map(|source| source.id.to_string()).collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    Book::of(sources).with(Stance::Supports, &cited)
}

#[test]
fn rows_that_all_rest_on_one_circle_are_explained_soon() {
    let start = spent();
    let rows = citing_all(chain(10_000, derived("end", &["c0"])))
        .explain()
        .rows;
    let shared = rows.iter().filter(|row| row.roots == rows[0].roots);
    assert_eq!(shared.count(), 10_001);
    assert_eq!(rows[0].roots.only().unwrap().sources.len(), 10_001);
    took_less_than_soon(start);
}

#[test]
fn rows_over_a_long_chain_of_retracted_sources_name_the_first_of_them() {
    let start = spent();
    let mut sources = chain(10_000, own("end", "agency"));
    let date = Date::parse("2026");
    for source in &mut sources {
        source.retracted = date;
    }
    let rows = (0..10_000).map(|n| derived(&format!("row{n}"), &[&format!("c{n}")]));
    let rows: Vec<SourceCore> = rows.collect();
    let mut book = citing_all(rows);
    book.sources.extend(sources);
    let explanation = book.explain();
    for (row, named) in [(0, 21), (9_990, 11)] {
        let Some(LeftOutReason::NoRoad(blocked)) = &explanation.rows[row].left_out else {
            panic!("{:?}", explanation.rows[row]);
        };
        assert_eq!(blocked.len(), named);
        assert!(blocked.is_sorted_by_key(|blocked| &blocked.source));
    }
    took_less_than_soon(start);
}

#[test]
fn rows_over_ever_more_origins_are_explained_soon() {
    let start = spent();
    let count = 10_000;
    let mut sources: Vec<SourceCore> = (0..count)
        .map(|n| {
            derived(
                &format!("c{n}"),
                &[&format!("c{}", n + 1), &format!("root{n}")],
            )
        })
        .collect();
    sources.push(own("c10000", "agency"));
    let explanation = citing_all(sources).explain();
    assert_eq!(explanation.rows[0].roots.iter().count(), 500);
    assert_eq!(explanation.rows[count - 3].roots.iter().count(), 4);
    took_less_than_soon(start);
}

#[test]
fn layers_of_sources_that_all_cite_the_whole_next_layer_are_explained_soon() {
    let start = spent();
    let id = |layer: usize, n: usize| format!("s{layer}-{n}");
    let mut sources = Vec::new();
    for layer in 0..60 {
        let parents: Vec<String> = (0..60).map(|n| id(layer + 1, n)).collect();
        let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
        sources.extend((0..60).map(|n| derived(&id(layer, n), &parents)));
    }
    let rows = citing_all(sources).explain().rows;
    assert!(rows.iter().all(|row| row.roots.iter().count() == 60));
    took_less_than_soon(start);
}

#[test]
fn a_long_chain_of_owners_and_a_large_circle_of_them_have_a_house() {
    let mut book = Book::of(Vec::new());
    book.parties = (0..50_000)
        .map(|n| party(&format!("p{n}"), Some(&format!("p{}", n + 1))))
        .collect();
    assert_eq!(
        book.registry().house("p0"),
        HouseName::Free("p50000".to_owned())
    );
    book.parties.push(party("p50000", Some("p10")));
    assert_eq!(
        book.registry().house("p0"),
        HouseName::Party("p10".to_owned())
    );
}

#[test]
fn empty_and_dangling_names_are_names_like_any_other() {
    let mut book = Book::of(vec![own("a", ""), derived("b", &["", "b", "gone"])]);
    book.parties = vec![party("p", Some("")), party("q", Some("q"))];
    book.claim.speaker = Some(String::new());
    let mut book = book.with(Stance::Supports, &["", "a", "b", "gone"]);
    book.claim.evidence[3].via = vec![String::new(), "gone".to_owned(), "gone".to_owned()];
    book.without = vec![String::new(), "never".to_owned()];
    let explanation = book.explain();
    assert_eq!(explanation.assessment.support.items, 4);
}
