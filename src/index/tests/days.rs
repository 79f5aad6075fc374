//! Rulings and retractions of a later day have an effect from that day on, and the index does not go stale when it comes.

use crate::domain::evidence::Stance;
use crate::domain::filter::Filter;
use crate::domain::records::Records;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Status;
use crate::index::tests::books::{built, change, date, file, listed, resting, rule, source, terms};
use crate::index::{Index, Order, Terms};
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two origins for a claim, one of them retracted on a later day; and a ruling of a later day on another claim.
fn book() -> Index {
    let mut gone = source("gone", "post");
    gone.core.retracted = Some(date("2026-04"));
    let firm = resting("firm", Stance::Supports, &["gone", "kept"]);
    let mut ruled = resting("ruled", Stance::Supports, &["kept"]);
    rule(&mut ruled, RulingStatus::Withdrawn, "2026-03-25");
    let records = Records {
        sources: vec![gone, source("kept", "herald")],
        claims: vec![firm, ruled],
        ..Records::default()
    };
    built(vec![file("claims/a.toml", records)])
}

fn turn(index: &mut Index, today: &str) {
    let mut turned = change(&[], Vec::new());
    turned.terms = Terms {
        today: day(today),
        ..terms()
    };
    index.refresh(&turned).unwrap();
}

fn statuses(index: &Index) -> Vec<Status> {
    let claims = listed(index, &Filter::default(), Order::Id);
    claims.iter().map(|claim| claim.status).collect()
}

#[test]
fn what_is_dated_later_has_an_effect_from_its_first_day_on() {
    let mut index = book();
    let before = [Status::Corroborated, Status::SingleSource];
    assert_eq!(statuses(&index), before);
    for (today, expected) in [
        ("2026-03-24", before),
        ("2026-03-25", [Status::Corroborated, Status::Withdrawn]),
        ("2026-03-31", [Status::Corroborated, Status::Withdrawn]),
        ("2026-04-01", [Status::SingleSource, Status::Withdrawn]),
        ("2026-03-20", before),
        ("2027-01-01", [Status::SingleSource, Status::Withdrawn]),
    ] {
        turn(&mut index, today);
        assert_eq!(statuses(&index), expected, "{today}");
    }
}

#[test]
fn an_index_is_right_from_its_day_to_the_next_pending_date() {
    let mut index = book();
    let right = |index: &Index, today: &str| index.is_of(day(today)).unwrap();
    assert!(right(&index, "2026-03-20") && right(&index, "2026-03-24"));
    assert!(!right(&index, "2026-03-19") && !right(&index, "2026-03-25"));
    turn(&mut index, "2026-03-25");
    assert!(right(&index, "2026-03-31") && !right(&index, "2026-04-01"));
    turn(&mut index, "2026-04-01");
    assert!(right(&index, "2030-01-01") && !right(&index, "2026-03-31"));
}
