//! The sample book under `claims/` keeps its promises: it reads clean, nothing dangles, and its claims stand where a careful
//! checker would put them.

use chrono::NaiveDate;
use claimbook::answer;
use claimbook::answer::ClaimRow;
use claimbook::domain::filter::Filter;
use claimbook::index::{Index, Listing, Order, SqlValue};
use claimbook::workspace::{Silent, Workspace};
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

/// A copy of the sample book, so that no index is left behind in the repository.
fn sample() -> (tempfile::TempDir, Workspace) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("claims")).unwrap();
    fs::copy(
        here.join("claimbook.toml"),
        copy.path().join("claimbook.toml"),
    )
    .unwrap();
    for entry in fs::read_dir(here.join("claims")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(
            entry.path(),
            copy.path().join("claims").join(entry.file_name()),
        )
        .unwrap();
    }
    let workspace =
        Workspace::open(copy.path(), None, "2100-01-01".parse().unwrap(), &Silent).unwrap();
    (copy, workspace)
}

fn claims(index: &Index) -> BTreeMap<String, ClaimRow> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today,
    };
    let mut claims = BTreeMap::new();
    index
        .claims(&Filter::default(), &listing, &mut |claim| {
            claims.insert(claim.id.clone(), claim);
            ControlFlow::Continue(())
        })
        .unwrap();
    claims
}

fn answers(index: &Index, sql: &str) -> Vec<Vec<SqlValue>> {
    let mut rows = Vec::new();
    index
        .sql(sql, Duration::MAX, &mut |_| {}, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

#[test]
fn it_reads_clean() {
    let (_copy, workspace) = sample();
    assert!(workspace.unread().unwrap().is_empty());
}

#[test]
fn nothing_dangles() {
    let (_copy, workspace) = sample();
    let dangling = "
        SELECT source FROM evidence WHERE source NOT IN (SELECT id FROM source UNION SELECT id FROM article)
        UNION SELECT parent FROM via WHERE parent NOT IN (SELECT id FROM source UNION SELECT id FROM article)
        UNION SELECT parent FROM derivation WHERE parent NOT IN (SELECT id FROM source UNION SELECT id FROM article)
        UNION SELECT target FROM relation WHERE target NOT IN (SELECT id FROM claim)
        UNION SELECT id FROM claim GROUP BY id HAVING count(*) > 1";
    assert_eq!(
        answers(workspace.index(), dangling),
        Vec::<Vec<SqlValue>>::new()
    );
    let names: Vec<Vec<SqlValue>> = answers(
        workspace.index(),
        "SELECT speaker FROM claim WHERE speaker IS NOT NULL UNION SELECT party FROM stake
         UNION SELECT publisher FROM source WHERE publisher IS NOT NULL UNION SELECT voice FROM source WHERE voice IS NOT NULL
         UNION SELECT part_of FROM party WHERE part_of IS NOT NULL",
    );
    for name in names.into_iter().flatten() {
        let SqlValue::Text(name) = name else {
            panic!("{name:?}")
        };
        assert!(
            workspace.index().party_named(&name).unwrap().id.is_some(),
            "{name} is no party"
        );
    }
}

#[test]
fn it_holds_the_whole_article_from_headline_to_last_paragraph() {
    let (_copy, workspace) = sample();
    let claims = claims(workspace.index());
    assert!(claims.len() >= 60);
    let paragraphs: Vec<u32> = claims
        .values()
        .filter_map(|claim| claim.paragraph)
        .collect();
    let last = *paragraphs.iter().max().unwrap();
    assert!(
        (1..=last).all(|number| paragraphs.contains(&number)),
        "a paragraph without a claim"
    );
    for section in ["Headline", "Photo caption"] {
        assert!(
            claims
                .values()
                .any(|claim| claim.section.as_deref() == Some(section)),
            "{section}"
        );
    }
}

/// Claim, shown status, derived status, possible and established origins for it, the same against it.
const EXPECTED: &[(&str, &str, &str, [u32; 4])] = &[
    // Four outlets, one origin: and the wording misleads.
    ("toll-2400", "misleading", "single-source", [1, 1, 0, 0]),
    // Two data sets told apart within one report.
    (
        "violence-surge",
        "corroborated",
        "corroborated",
        [2, 2, 0, 0],
    ),
    // Neither confirming nor denying is no denial; a hedge is possible, not established.
    ("kabul-strike", "multi-report", "multi-report", [4, 1, 0, 0]),
    (
        "strike-this-week",
        "unverifiable",
        "unverified",
        [0, 0, 0, 0],
    ),
    // Three reports of the speaker's own words prove that he said it, not that it is so; and it is denied.
    ("iskp-harboured", "contested", "contested", [0, 0, 0, 0]),
    ("india-backs-ttp", "contested", "contested", [0, 0, 0, 0]),
    // Surely held, surely disputed.
    (
        "ttp-internal-matter",
        "confirmed",
        // Of the speech in Uruzgan nobody is named who published it.
        "multi-report",
        [2, 1, 0, 0],
    ),
    ("ttp-is-internal", "contested", "contested", [0, 0, 0, 0]),
    // True, but the talks began a year before.
    (
        "talks-mediated-2022",
        "confirmed",
        "corroborated",
        [3, 2, 0, 0],
    ),
    (
        "taliban-deny-sheltering",
        "contested",
        "contested",
        [1, 1, 1, 1],
    ),
    // One report by the UN, quoted four times, once with a figure ten times as large.
    (
        "border-closure-hurts",
        "single-source",
        "single-source",
        [1, 1, 0, 0],
    ),
    (
        "only-russia-recognises",
        "multi-report",
        "multi-report",
        [3, 0, 0, 0],
    ),
    (
        "taliban-lack-air-defence",
        "single-source",
        "single-source",
        [1, 0, 0, 0],
    ),
    (
        "dangerous-cycle",
        "not-checkable",
        "not-checkable",
        [0, 0, 0, 0],
    ),
];

#[test]
fn its_claims_stand_where_a_careful_checker_would_put_them() {
    let (_copy, workspace) = sample();
    let claims = claims(workspace.index());
    for (id, status, derived, origins) in EXPECTED {
        let claim = &claims[*id];
        let counted = [
            claim.support.possible,
            claim.support.established,
            claim.refute.possible,
            claim.refute.established,
        ];
        assert_eq!(
            (
                claim.status.as_str(),
                claim.derived_status.as_str(),
                counted
            ),
            (*status, *derived, *origins),
            "{id}"
        );
    }
}

#[test]
fn what_was_said_is_told_apart_from_what_is_so() {
    let (_copy, workspace) = sample();
    let claims = claims(workspace.index());
    let accusation = &claims["iskp-harboured"];
    assert_eq!(accusation.attribution_status.unwrap().as_str(), "confirmed");
    assert_eq!(accusation.contested_by.unwrap().as_str(), "denial");
    assert_eq!(accusation.support.items, 3);
    assert_eq!(
        claims["ttp-is-internal"]
            .attribution_status
            .unwrap()
            .as_str(),
        "confirmed"
    );
    assert_eq!(
        claims["ttp-is-internal"].contested_by.unwrap().as_str(),
        "interpretation"
    );
    assert_eq!(
        claims["india-backs-ttp"].caveat.as_deref(),
        Some("without concrete evidence")
    );
}

#[test]
fn an_aggregator_that_repeats_the_article_never_counts() {
    let (_copy, workspace) = sample();
    let claims = claims(workspace.index());
    let facts =
        answer::claim_facts(workspace.index(), claims["toll-2400"].row, NaiveDate::MIN).unwrap();
    let repeats = facts
        .evidence
        .iter()
        .position(|row| row.source == "dailivra-2025-10")
        .unwrap();
    assert!(facts.evidence[repeats].left_out.is_some());
}
