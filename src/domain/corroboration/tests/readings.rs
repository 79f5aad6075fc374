//! Sentences of the rules that have two possible readings, and the one we chose: see the end of `docs/corroboration.md`.

use super::books::{Book, article, derived, own, party, row, ruling, source, voicing};
use crate::domain::corroboration::{Attributed, HouseName, Interest};
use crate::domain::date::Date;
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::party::{PartyCore, Reliability};
use crate::domain::ruling::RulingStatus;
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{AttributionStatus, Derived, Flag};

use Stance::{Refutes, Supports};

/// A claim of `minister`, with one row that says so.
fn said(source: SourceCore) -> Book {
    let about = EvidenceCore {
        about: About::Attribution,
        ..row(source.id.as_str(), Supports)
    };
    let mut book = Book::of(vec![source]);
    book.claim.speaker = Some("minister".to_owned());
    book.claim.evidence = vec![about];
    book
}

#[test]
fn a_source_of_the_speakers_house_answers_for_the_attribution_even_when_retracted_or_unreliable() {
    let retracted = SourceCore {
        retracted: Date::parse("2026"),
        ..own("post", "minister")
    };
    assert_eq!(
        said(retracted).assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    let mut book = said(own("post", "minister"));
    book.parties = vec![PartyCore {
        reliability: Some(Reliability::E),
        ..party("minister", None)
    }];
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    book.without = vec!["post".to_owned()];
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    assert_eq!(book.explain().rows[0].left_out, None);
}

#[test]
fn an_attribution_says_which_rule_gave_its_status() {
    let sources = vec![
        own("site", "minister"),
        own("report", "paper"),
        source("one"),
        source("two"),
        derived("copy", &["one"]),
    ];
    let said = |rows: &[(&str, Stance)]| {
        let mut book = Book::of(sources.clone());
        book.claim.speaker = Some("minister".to_owned());
        let row = |(source, stance): &(&str, Stance)| EvidenceCore {
            about: About::Attribution,
            ..row(source, *stance)
        };
        book.claim.evidence = rows.iter().map(row).collect();
        // A row about the content comes first, and answers nothing here.
        book.claim
            .evidence
            .insert(0, super::books::row("site", Refutes));
        book.explain().attribution
    };
    for (rows, rule) in [
        (&[][..], Attributed::NoRow),
        (&[("gone", Supports)], Attributed::NothingCounts),
        (&[("one", Stance::Context)], Attributed::NothingCounts),
        (&[("one", Refutes)], Attributed::OnlyRefuted(1)),
        (
            &[("site", Supports), ("one", Stance::Denies)],
            Attributed::Denied(2),
        ),
        (
            &[("site", Supports), ("one", Stance::Disputes)],
            Attributed::Denied(2),
        ),
        (
            &[("one", Refutes), ("site", Supports)],
            Attributed::BothSides(2, 1),
        ),
        (
            &[("one", Supports), ("site", Supports)],
            Attributed::BySpeaker(2),
        ),
        (
            &[("one", Supports), ("report", Supports)],
            Attributed::OwnReporting(2),
        ),
        (
            &[("one", Supports), ("copy", Supports), ("two", Supports)],
            Attributed::Independent(1, 3),
        ),
        (
            &[("one", Supports), ("copy", Supports)],
            Attributed::Reported(1),
        ),
        (&[("one", Supports)], Attributed::Reported(1)),
    ] {
        assert_eq!(said(rows), Some(rule));
    }
}

#[test]
fn a_claim_without_a_speaker_has_no_attribution() {
    let mut book = said(own("post", "paper"));
    assert_eq!(
        book.explain().attribution,
        Some(Attributed::OwnReporting(0))
    );
    book.claim.speaker = None;
    assert_eq!(book.explain().attribution, None);
}

#[test]
fn a_voice_of_the_speakers_house_is_not_struck_for_the_attribution_either_but_others_are() {
    let retracted = |voice| SourceCore {
        retracted: Date::parse("2026"),
        ..voicing("talk", "paper", voice)
    };
    assert_eq!(
        said(retracted("minister")).assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    assert_eq!(
        said(retracted("somebody")).assess().attribution,
        Some(AttributionStatus::Unchecked)
    );
}

#[test]
fn the_article_under_check_is_struck_for_the_attribution_even_when_the_speaker_publishes_it() {
    let mut book = said(source("post"));
    book.sources.clear();
    book.articles = vec![article("post", Some("minister"))];
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    book.article = Some("post".to_owned());
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Unchecked)
    );
}

#[test]
fn the_speakers_house_is_no_stake_in_a_refutation_even_where_the_claim_is_about_it() {
    let mut book = Book::of(vec![own("a", "ministry")]).with(Refutes, &["a"]);
    book.parties = vec![party("ministry", Some("state"))];
    book.claim.needs_origins = Some(1);
    book.claim.accuses = vec!["state".to_owned()];
    assert_eq!(book.assess().derived, Derived::Contested);
    book.claim.speaker = Some("State".to_owned());
    assert_eq!(book.assess().derived, Derived::Refuted);
    assert_eq!(book.explain().rows[0].interest, None);
}

#[test]
fn an_article_that_speaks_for_itself_takes_part_in_its_own_support() {
    let mut book = Book::of(vec![derived("round-up", &["art", "a"]), own("a", "rival")])
        .with(Supports, &["round-up"]);
    book.articles = vec![article("art", None)];
    book.claim.concerns = vec!["rival".to_owned()];
    assert_eq!(book.explain().rows[0].interest, None);
    book.article = Some("art".to_owned());
    let houses = vec![
        HouseName::Free("rival".to_owned()),
        HouseName::Article("art".to_owned()),
    ];
    assert_eq!(
        book.explain().rows[0].interest,
        Some(Interest::EveryRoot(houses))
    );
}

#[test]
fn a_status_hangs_on_a_round_up_of_which_only_passages_are_cited() {
    let agencies = vec![
        own("north", "n"),
        own("south", "s"),
        derived("round-up", &["north", "south"]),
    ];
    let mut book = Book::of(agencies).with(Supports, &["round-up", "round-up", "north"]);
    book.claim.evidence[0].via = vec!["north".to_owned()];
    book.claim.evidence[1].via = vec!["south".to_owned()];
    book.claim.needs_origins = Some(2);
    assert_eq!(book.explain().fragile_on, ["north", "round-up", "south"]);
    assert!(book.assess().flags.contains(Flag::Fragile));
}

#[test]
fn no_status_hangs_on_a_source_that_the_book_does_not_define() {
    let copies = ["a", "b"].map(|name| derived(name, &["lost"])).into_iter();
    let others = ["c", "d"].map(|name| derived(name, &["gone"]));
    let mut book = Book::of(copies.chain(others).collect()).with(Supports, &["a", "b", "c", "d"]);
    book.claim.rulings = vec![ruling(RulingStatus::Confirmed, "2026-03-01")];
    assert_eq!(
        (book.assess().derived, book.explain().fragile_on),
        (Derived::MultiReport, Vec::new())
    );
}

#[test]
fn the_newest_ruling_is_the_one_that_begins_last_and_of_equal_beginnings_the_finer() {
    let mut book = Book::of(vec![own("a", "pa")]).with(Supports, &["a"]);
    let status = |book: &Book| book.assess().flags.contains(Flag::RulingDiffers);
    book.claim.rulings = vec![
        ruling(RulingStatus::Refuted, "2026-03-10"),
        ruling(RulingStatus::Open, "2026-03"),
    ];
    assert!(status(&book));
    book.claim.rulings = vec![
        ruling(RulingStatus::Open, "2026-03-01"),
        ruling(RulingStatus::Refuted, "2026-03"),
    ];
    assert!(!status(&book));
}

#[test]
fn a_struck_root_is_asked_whether_it_is_established_like_any_other() {
    let gone = SourceCore {
        retracted: Date::parse("2026"),
        ..own("b", "pb")
    };
    let mut book = Book::of(vec![own("a", "pa"), gone, derived("round-up", &["a", "b"])])
        .with(Supports, &["round-up"]);
    assert_eq!(book.assess().support.established, 1);
    book.sources[1].publisher = None;
    assert_eq!(
        (
            book.assess().support.possible,
            book.assess().support.established
        ),
        (1, 0)
    );
}

#[test]
fn documents_that_cite_one_another_in_a_circle_are_not_established() {
    let deed = |name, from| SourceCore {
        kind: Some(SourceKind::Document),
        ..derived(name, from)
    };
    let book = Book::of(vec![
        deed("a", &["b"]),
        deed("b", &["a"]),
        deed("c", &["c"]),
    ])
    .with(Supports, &["a", "c"]);
    assert_eq!(
        (
            book.assess().support.possible,
            book.assess().support.established
        ),
        (2, 0)
    );
}

#[test]
fn a_publisher_that_no_party_is_registered_for_is_a_named_one() {
    let book = Book::of(vec![own("a", "Nowhere Registered")]).with(Supports, &["a"]);
    assert_eq!(book.assess().support.established, 1);
}

#[test]
fn a_partys_id_in_another_case_is_another_name() {
    let mut book = Book::of(vec![own("a", "post"), own("b", "Post")]).with(Supports, &["a", "b"]);
    book.parties = vec![PartyCore {
        name: "The Post".to_owned(),
        ..party("post", None)
    }];
    assert_eq!(
        book.registry().house("Post"),
        HouseName::Free("post".to_owned())
    );
    assert_eq!(book.assess().support.established, 2);
}
