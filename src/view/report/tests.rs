//! The parts of the report, on small values.

use crate::answer::report::{Answer, SourceFacts};
use crate::answer::tests::{facts, item, own, party, relation, ruling, source};
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Status;
use crate::view::report::contested::contested;
use crate::view::report::evidence::{EvidenceSide, groups};
use crate::view::report::figures::with_figures;
use crate::view::report::names::SourceTitles;
use crate::view::report::{Heading, Report, ReportLayout, StatusBar, Summary, report};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The report for readers on this answer.
pub(super) fn report_of(answer: Answer) -> Report {
    let heading = Heading {
        title: None,
        book: "Desk".to_owned(),
        today: NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
        revision: None,
        digest: String::new(),
        internal: false,
        for_readers: true,
        layout: ReportLayout::default(),
        texts: BTreeMap::new(),
        selection: Vec::new(),
        unread: 0,
    };
    report(answer, heading)
}

fn said(speaker: &str, section: Option<&str>, status: Status) -> ClaimFacts {
    let mut claim = facts("c", Vec::new());
    claim.claim.speaker = Some(party(speaker));
    claim.claim.section = section.map(ToOwned::to_owned);
    claim.claim.status = status;
    claim
}

/// A bar as text: its name, its number of claims, and the shares.
fn bar(bar: &StatusBar) -> String {
    let shares = bar.parts.iter();
    let shares = shares.map(|part| format!("{} {}", part.claims, part.group));
    let shares: Vec<String> = shares.collect();
    format!("{} {}: {}", bar.name, bar.claims, shares.join(", "))
}

#[test]
fn the_figures_count_by_status_speaker_and_section() {
    let claims = [
        said("Northland", Some("Opening"), Status::Contested),
        said("Harbour", None, Status::Refuted),
        said("Harbour", Some("Opening"), Status::Confirmed),
        said("Harbour", Some("Opening"), Status::Misleading),
    ];
    let summary = with_figures(Summary::default(), &claims);
    let bars = |bars: &[StatusBar]| bars.iter().map(bar).collect::<Vec<String>>();
    assert_eq!(
        bars(&summary.speakers),
        ["Harbour 3: 2 against, 1 solid", "Northland 1: 1 disputed"]
    );
    assert_eq!(
        bars(&summary.sections),
        [
            "Opening 3: 1 against, 1 disputed, 1 solid",
            "No section 1: 1 against"
        ]
    );
    let counts: Vec<(Status, u64)> = (summary.status.iter())
        .map(|count| (count.status, count.claims))
        .collect();
    assert_eq!(counts.len(), 4);
    assert!(counts.iter().all(|(_, claims)| *claims == 1));
}

#[test]
fn fourteen_bars_are_drawn_and_more_end_in_one_bar_for_the_rest() {
    let speakers = |number: usize| -> Vec<StatusBar> {
        let claims: Vec<ClaimFacts> = (0..number)
            .map(|place| said(&format!("Speaker {place:02}"), None, Status::Confirmed))
            .collect();
        with_figures(Summary::default(), &claims).speakers
    };
    assert_eq!(bar(speakers(14).last().unwrap()), "Speaker 13 1: 1 solid");
    let bars = speakers(16);
    assert_eq!(bars.len(), 14);
    assert_eq!(
        bar(bars.last().unwrap()),
        "All other speakers (3) 3: 3 solid"
    );
}

fn sources() -> Vec<SourceFacts> {
    let mut sources = ["wire", "post", "mail", "archive"].map(source);
    sources[0].publisher = Some(party("Coast Wire"));
    for copy in &mut sources[1..3] {
        copy.derived_from = vec!["wire".to_owned()];
    }
    sources.to_vec()
}

#[test]
fn both_sides_of_a_contested_claim_are_told_by_origin_with_claims_and_ruling_last() {
    let denied = item("speech", Stance::Denies, &[&["speech"]]);
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..item("mail", Stance::Supports, &[&["wire"]])
    };
    let mut published = item("post", Stance::Supports, &[&["wire"]]);
    published.publisher = Some(party("Harbour Post"));
    let mut claim = facts("c", vec![own("wire"), published, struck, denied]);
    claim.claim.status = Status::Contested;
    claim.claim.ruling = Some(ruling(RulingStatus::Contested));
    claim.relations = vec![relation("denied-by", "rival"), relation("repeats", "echo")];
    let sources = sources();
    let found = contested(
        &[claim, facts("quiet", Vec::new())].map(|facts| (facts.clone(), facts)),
        &SourceTitles::new(&sources),
    );
    assert_eq!(found.len(), 1);
    let stands = |stands: &[crate::view::report::ReportStand]| -> Vec<String> {
        let through = |stand: &crate::view::report::ReportStand| {
            let names: Vec<&str> = stand.through.iter().map(|one| one.name.as_str()).collect();
            names.join("+")
        };
        stands
            .iter()
            .map(|stand| {
                let out = stand.left_out.as_deref().unwrap_or("-");
                let how = stand.how.as_str();
                format!("{} / {how} / {} / {out}", stand.origin, through(stand))
            })
            .collect()
    };
    assert_eq!(
        stands(&found[0].supports),
        [
            "Title of wire / supports / Title of wire+Harbour Post / -",
            "Title of wire / supports / Title of mail / it is retracted",
        ]
    );
    assert_eq!(
        stands(&found[0].against),
        [
            "speech / denies / Title of speech / -",
            "Eastmark: It never happened. / denied-by /  / -",
            "Ruled contested by amina on 2026-03-01: Two records agree / ruled /  / -",
        ]
    );
    assert_eq!(found[0].against[1].claim.as_deref(), Some("rival"));
}

#[test]
fn evidence_is_grouped_by_side_then_origin_and_empty_sides_are_left_out() {
    let mut attribution = item("speech", Stance::Denies, &[&["speech"]]);
    attribution.about = About::Attribution;
    let rows = vec![
        item("post", Stance::Supports, &[&["wire"]]),
        item("context", Stance::Context, &[&["context"]]),
        own("wire"),
        attribution,
        item("round-up", Stance::Disputes, &[&["one"], &["two"]]),
        item("circle", Stance::Denies, &[&["three", "four"]]),
    ];
    let sources = sources();
    let claim = facts("c", rows);
    let groups = groups(&claim, &claim, &SourceTitles::new(&sources));
    let sides: Vec<EvidenceSide> = groups.iter().map(|group| group.side).collect();
    assert_eq!(
        sides,
        [
            EvidenceSide::Supports,
            EvidenceSide::Denies,
            EvidenceSide::Beside,
            EvidenceSide::Attribution
        ]
    );
    let origins = groups.iter().flat_map(|group| &group.origins);
    let origins: Vec<(&str, bool, usize)> = origins
        .map(|origin| {
            (
                origin.name.as_str(),
                origin.through_others,
                origin.rows.len(),
            )
        })
        .collect();
    assert_eq!(
        origins,
        [
            ("Title of wire, Coast Wire", true, 2),
            ("a mixture of one; two", true, 1),
            (
                "a circle of sources that cite one another: three; four",
                true,
                1
            ),
            ("context", false, 1),
            ("speech", false, 1),
        ]
    );
    let first = &groups[0].origins[0].rows[0].evidence;
    assert_eq!(first.source, "wire");
}
