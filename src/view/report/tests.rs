//! The parts of the report, on small values.

use crate::answer::evidence::Overlap;
use crate::answer::report::SourceFacts;
use crate::answer::tests::{facts, item, own, party, relation, ruling, source};
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{HouseName, LeftOutReason, RowConflict};
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Status;
use crate::view::report::contested::contested;
use crate::view::report::evidence::{EvidenceSide, groups};
use crate::view::report::figures::with_figures;
use crate::view::report::origins::{BoxState, OriginsPicture, SourceTitles, picture};
use crate::view::report::{StatusBar, Summary};

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
        &[claim, facts("quiet", Vec::new())],
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
    let groups = groups(&facts("c", rows), &SourceTitles::new(&sources));
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

/// The picture of a claim with this evidence.
fn drawn(rows: Vec<EvidenceAccount>) -> Option<OriginsPicture> {
    let sources = sources();
    picture(&facts("c", rows), &SourceTitles::new(&sources))
}

#[test]
fn a_single_source_draws_no_picture() {
    assert!(drawn(vec![own("wire"), own("wire")]).is_none());
}

#[test]
fn a_picture_of_many_sources_ends_with_a_sentence() {
    let many = |number: usize| {
        let rows = (0..number).map(|place| own(&format!("s{place}")));
        drawn(rows.collect()).unwrap()
    };
    let picture = many(149);
    assert_eq!((picture.boxes.len(), picture.more), (150, None));
    let picture = many(10_000);
    assert_eq!((picture.boxes.len(), picture.edges.len()), (150, 149));
    let more = picture.more.unwrap();
    assert!(more.starts_with("The picture ends here: it shows 150 boxes and 149 lines"));
    assert_eq!(picture.text, more);
}

#[test]
fn a_picture_of_many_lines_ends_too_and_calls_no_source_an_origin_whose_parents_it_does_not_show() {
    let layers = 40;
    let id = |layer: usize, place: usize| format!("s{layer}-{place}");
    let sources: Vec<SourceFacts> = (0..layers * layers)
        .map(|number| {
            let (layer, place) = (number / layers, number % layers);
            let parents = 0..(if layer + 1 < layers { layers } else { 0 });
            SourceFacts {
                derived_from: parents.map(|place| id(layer + 1, place)).collect(),
                ..source(&id(layer, place))
            }
        })
        .collect();
    let rows = (0..layers).map(|place| item(&id(0, place), Stance::Supports, &[&["s39-0"]]));
    let picture = picture(&facts("c", rows.collect()), &SourceTitles::new(&sources)).unwrap();
    assert!(picture.more.is_some());
    assert!(picture.boxes.len() <= 150 && picture.edges.len() <= 600);
    for (place, found) in picture.boxes.iter().enumerate().skip(1) {
        assert!(picture.edges.iter().any(|edge| edge.to == place));
        assert_eq!(
            found.is_origin,
            found.id.starts_with("s39-"),
            "{}",
            found.id
        );
        assert_ne!(found.state, BoxState::LeftOut);
    }
}

#[test]
fn the_picture_leads_from_the_claim_over_its_sources_to_their_origin() {
    let counted = EvidenceAccount {
        counted: true,
        established: true,
        ..item("post", Stance::Supports, &[&["wire"]])
    };
    let mail = item("mail", Stance::Supports, &[&["wire"]]);
    let picture = drawn(vec![counted, mail]).unwrap();
    let boxes: Vec<(&str, BoxState, bool, usize)> = (picture.boxes.iter())
        .map(|one| (one.id.as_str(), one.state, one.is_origin, one.column))
        .collect();
    assert_eq!(
        boxes,
        [
            ("c", BoxState::Claim, false, 0),
            ("post", BoxState::Established, false, 1),
            ("wire", BoxState::Origin, true, 2),
            ("mail", BoxState::Adds, false, 1),
        ]
    );
    let edges: Vec<(usize, usize)> = (picture.edges.iter())
        .map(|edge| (edge.from, edge.to))
        .collect();
    assert_eq!(edges, [(0, 1), (1, 2), (0, 3), (3, 2)]);
    assert_eq!(picture.boxes[2].who, "Coast Wire");
    assert_eq!(
        picture.text,
        "2 items come down to 1 origin or mixture of origins: post and mail from Title of wire, Coast Wire."
    );
}

#[test]
fn what_the_rules_leave_out_is_grey_and_so_is_an_origin_that_only_it_leads_to() {
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..item("post", Stance::Supports, &[&["wire"]])
    };
    let picture = drawn(vec![struck.clone(), own("archive")]).unwrap();
    let states = |picture: &OriginsPicture| -> Vec<BoxState> {
        picture.boxes.iter().map(|one| one.state).collect()
    };
    assert_eq!(
        states(&picture),
        [
            BoxState::Claim,
            BoxState::LeftOut,
            BoxState::LeftOut,
            BoxState::Adds
        ]
    );
    assert!(
        picture.text.ends_with("Left out: post."),
        "{}",
        picture.text
    );
    let mail = item("mail", Stance::Denies, &[&["wire"]]);
    let picture = drawn(vec![struck, mail]).unwrap();
    assert_eq!(
        states(&picture),
        [
            BoxState::Claim,
            BoxState::LeftOut,
            BoxState::Origin,
            BoxState::Beside
        ]
    );
}

#[test]
fn a_passage_leads_to_the_parents_that_it_rests_on_and_not_to_the_sources_own() {
    let passage = EvidenceAccount {
        via: vec!["archive".to_owned()],
        ..item("post", Stance::Supports, &[&["archive"]])
    };
    let picture = drawn(vec![passage, own("mail")]).unwrap();
    let ids: Vec<&str> = picture.boxes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["c", "post", "archive", "mail", "wire"]);
}

#[test]
fn sources_of_one_voice_or_house_are_tied_and_those_of_one_origin_are_not() {
    let shares = |shared| Some(Overlap::With { row: 0, shared });
    let house = || HouseName::Party("Northland".to_owned());
    let with = |source: &str, overlap| EvidenceAccount {
        overlap,
        ..own(source)
    };
    let rows = vec![
        own("wire"),
        with("a", shares(RowConflict::Voice(house()))),
        with("b", shares(RowConflict::Family(house()))),
        with("c", shares(RowConflict::Origin("wire".to_owned()))),
    ];
    let picture = drawn(rows).unwrap();
    let ties = picture.ties.iter();
    let ties: Vec<_> = ties
        .map(|tie| (tie.one, tie.other, tie.shared, tie.whose.as_str()))
        .collect();
    assert_eq!(
        ties,
        [
            (2, 1, "one voice", "Northland"),
            (3, 1, "one house", "Northland")
        ]
    );
}
