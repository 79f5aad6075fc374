//! Counts by status.

use crate::answer::stats::{StatusCount, occurring, status_counts};
use crate::answer::{Group, Tallies};
use crate::domain::status::Status;

fn tallies(claims: u64, status: &[(Status, u64)]) -> Tallies {
    Tallies {
        claims,
        status: status.to_vec(),
        ..Tallies::default()
    }
}

#[test]
fn only_statuses_that_occur_are_counted_and_their_shares_are_rounded() {
    let counts = status_counts(&tallies(
        8,
        &[
            (Status::Unverified, 1),
            (Status::Contested, 0),
            (Status::Refuted, 7),
        ],
    ));
    let expected = [(Status::Unverified, 1, 13), (Status::Refuted, 7, 88)];
    let expected = expected.map(|(status, claims, percent)| StatusCount {
        status,
        claims,
        percent,
    });
    assert_eq!(counts, expected);
}

#[test]
fn a_third_is_33_percent_and_two_thirds_are_67() {
    let counts = status_counts(&tallies(
        3,
        &[(Status::Unverified, 1), (Status::Refuted, 2)],
    ));
    let shares: Vec<u64> = counts.iter().map(|count| count.percent).collect();
    assert_eq!(shares, [33, 67]);
}

#[test]
fn an_empty_book_has_no_counts() {
    assert!(status_counts(&tallies(0, &[(Status::Unverified, 0)])).is_empty());
}

#[test]
fn the_statuses_of_any_group_occur_in_the_order_of_all_statuses() {
    let group = |status: &[(Status, u64)]| Group {
        key: None,
        claims: 1,
        status: status.to_vec(),
    };
    let groups = [
        group(&[(Status::Refuted, 1)]),
        group(&[
            (Status::Unverified, 2),
            (Status::Refuted, 1),
            (Status::Outdated, 0),
        ]),
    ];
    assert_eq!(occurring(&groups), [Status::Unverified, Status::Refuted]);
    assert!(occurring(&[]).is_empty());
}
