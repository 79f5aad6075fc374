//! The cases that must come out so.

use super::books::{
    Book, Opponent, article, derived, id, own, party, row, ruling, source, voicing,
};
use crate::domain::article::ArticleCore;
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::{
    Blocked, HouseName, Interest, LeftOutReason, NextStep, RootLack, RowConflict, Unestablished,
    is_stale,
};
use crate::domain::date::Date;
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::party::{PartyCore, Reliability};
use crate::domain::ruling::RulingStatus;
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{AttributionStatus, ContestedBy, Derived, Flag};

use Stance::{Refutes, Supports};

/// The independent origins, possible and established, behind these sources when all of them support.
#[track_caller]
fn check(sources: Vec<SourceCore>, cited: &[&str], possible: u32, established: u32) {
    let count = Book::of(sources).with(Supports, cited).assess().support;
    assert_eq!((count.possible, count.established), (possible, established));
}

#[test]
fn a_wire_story_in_three_papers_is_one_origin() {
    let papers = ["a", "b", "c"].map(|paper| SourceCore {
        publisher: Some(paper.to_owned()),
        ..derived(paper, &["wire"])
    });
    let mut sources = papers.to_vec();
    sources.push(own("wire", "agency"));
    check(sources, &["a", "b", "c"], 1, 1);
}

fn two_agencies_and_a_round_up() -> Vec<SourceCore> {
    vec![
        own("north", "n"),
        own("south", "s"),
        derived("round-up", &["north", "south"]),
        derived("copy", &["north"]),
    ]
}

#[test]
fn two_agencies_and_a_round_up_citing_both_are_two_origins() {
    check(
        two_agencies_and_a_round_up(),
        &["round-up", "north", "south"],
        2,
        2,
    );
}

#[test]
fn a_round_up_alone_is_one_origin() {
    check(two_agencies_and_a_round_up(), &["round-up"], 1, 1);
}

#[test]
fn a_round_up_and_a_copy_of_one_of_its_two_are_one_origin() {
    check(two_agencies_and_a_round_up(), &["round-up", "copy"], 1, 1);
}

#[test]
fn three_blogs_in_a_circle_are_one_origin_and_flagged() {
    let book = Book::of(vec![
        derived("a", &["b"]),
        derived("b", &["c"]),
        derived("c", &["a"]),
    ]);
    let assessment = book.with(Supports, &["a", "b", "c"]).assess();
    assert_eq!(
        (assessment.support.possible, assessment.support.established),
        (1, 0)
    );
    assert!(assessment.flags.contains(Flag::Circular));
    assert_eq!(assessment.derived, Derived::SingleSource);
}

#[test]
fn four_reports_three_of_them_from_one_wire_are_two_origins() {
    let copies = ["a", "b", "c"].map(|name| derived(name, &["wire"]));
    let sources = copies
        .into_iter()
        .chain([own("wire", "agency"), own("d", "paper")])
        .collect();
    check(sources, &["a", "b", "c", "d"], 2, 2);
}

#[test]
fn one_ministrys_voice_in_two_papers_is_one_origin() {
    check(
        vec![
            voicing("a", "p", "ministry"),
            voicing("b", "q", "Ministry "),
        ],
        &["a", "b"],
        1,
        1,
    );
}

#[test]
fn a_copy_and_a_sister_of_the_copier_are_two_origins() {
    let mut book = Book::of(vec![
        SourceCore {
            publisher: Some("pa".to_owned()),
            ..derived("a", &["b"])
        },
        own("b", "pb"),
        own("c", "pc"),
    ]);
    book.parties = vec![
        party("pa", Some("group")),
        party("pb", None),
        party("pc", Some("group")),
    ];
    let count = book.with(Supports, &["a", "b", "c"]).assess().support;
    assert_eq!((count.possible, count.established), (2, 2));
}

#[test]
fn two_sister_papers_with_own_reporting_are_two_origins_and_one_papers_two_stories_one() {
    let mut book = Book::of(vec![own("a", "pa"), own("b", "pb"), own("c", "pa")]);
    book.parties = vec![party("pa", Some("group")), party("pb", Some("group"))];
    assert_eq!(
        book.clone()
            .with(Supports, &["a", "b"])
            .assess()
            .support
            .established,
        2
    );
    assert_eq!(
        book.with(Supports, &["a", "c"])
            .assess()
            .support
            .established,
        1
    );
}

fn papers(letters: &str) -> Vec<SourceCore> {
    letters
        .chars()
        .map(|letter| own(&letter.to_string(), &format!("paper {letter}")))
        .collect()
}

#[test]
fn six_established_for_and_one_denial_are_corroborated_and_opposed() {
    let book = Book::of(papers("abcdefg")).with(Supports, &["a", "b", "c", "d", "e", "f"]);
    let assessment = book.with(Stance::Denies, &["g"]).assess();
    assert_eq!(
        (assessment.derived, assessment.support.established),
        (Derived::Corroborated, 6)
    );
    assert_eq!(assessment.flags.iter().collect::<Vec<_>>(), [Flag::Opposed]);
}

#[test]
fn five_established_against_and_one_blog_for_are_refuted_and_opposed() {
    let mut sources = papers("abcde");
    sources.push(source("blog"));
    let assessment = Book::of(sources)
        .with(Refutes, &["a", "b", "c", "d", "e"])
        .with(Supports, &["blog"])
        .assess();
    assert_eq!(assessment.derived, Derived::Refuted);
    assert!(assessment.flags.contains(Flag::Opposed));
}

#[test]
fn a_denial_makes_an_unproven_claim_contested_and_does_not_refute_it() {
    let assessment = Book::of(papers("ab"))
        .with(Supports, &["a"])
        .with(Stance::Denies, &["b"])
        .assess();
    assert_eq!(
        (assessment.derived, assessment.contested_by),
        (Derived::Contested, Some(ContestedBy::Denial))
    );
    let assessment = Book::of(papers("ab"))
        .with(Stance::Disputes, &["b"])
        .assess();
    assert_eq!(assessment.contested_by, Some(ContestedBy::Interpretation));
    let assessment = Book::of(papers("ab"))
        .with(Supports, &["a"])
        .with(Refutes, &["b"])
        .assess();
    assert_eq!(assessment.contested_by, Some(ContestedBy::Evidence));
    assert_eq!(
        Book::of(papers("a")).with(Refutes, &["a"]).assess().derived,
        Derived::Doubtful
    );
}

#[test]
fn a_speaker_cannot_corroborate_himself_but_can_refute_himself() {
    let mut book = Book::of(vec![
        own("post", "ministry"),
        derived("copy", &["post"]),
        own("other", "ministry"),
    ]);
    book.parties = vec![
        party("northland", None),
        party("ministry", Some("northland")),
    ];
    book.claim.speaker = Some("Northland".to_owned());
    let explanation = book.clone().with(Supports, &["post", "copy"]).explain();
    assert_eq!(explanation.assessment.support.possible, 0);
    let house = HouseName::Party("northland".to_owned());
    assert_eq!(
        explanation.rows[0].left_out,
        Some(LeftOutReason::SpeakersHouse(house.clone()))
    );
    assert_eq!(
        explanation.rows[1].left_out,
        Some(no_road("post", LeftOutReason::SpeakersHouse(house.clone())))
    );
    assert_eq!(explanation.speaker_house, Some(house));
    assert_eq!(
        book.with(Refutes, &["other"]).assess().refute.established,
        1
    );
}

#[test]
fn the_article_under_check_is_no_evidence_for_itself_and_its_publisher_speaks_for_it() {
    let mut book = Book::of(vec![own("sequel", "post"), derived("copy", &["story"])]);
    book.articles = vec![article("story", Some("Post"))];
    book.article = Some("story".to_owned());
    let explanation = book.with(Supports, &["story", "copy", "sequel"]).explain();
    let reasons: Vec<Option<LeftOutReason>> = explanation
        .rows
        .into_iter()
        .map(|row| row.left_out)
        .collect();
    let house = HouseName::Free("post".to_owned());
    let expected = [
        LeftOutReason::TheArticle,
        no_road("story", LeftOutReason::TheArticle),
        LeftOutReason::SpeakersHouse(house),
    ]
    .map(Some);
    assert_eq!(reasons, expected);
}

#[test]
fn rows_are_left_out_with_the_reason() {
    let retracted = SourceCore {
        retracted: Date::parse("2026"),
        ..own("late", "x")
    };
    let mut book = Book::of(vec![
        own("rag", "rag-house"),
        retracted,
        own("a", "pa"),
        derived("copy", &["late"]),
    ]);
    book.parties = vec![
        PartyCore {
            reliability: Some(Reliability::E),
            ..party("owner", None)
        },
        party("rag-house", Some("owner")),
    ];
    let mut book = book.with(Supports, &["rag", "late", "copy", "nowhere", "a"]);
    book.claim.evidence[4].credibility = Some(5);
    let reasons: Vec<LeftOutReason> = book
        .explain()
        .rows
        .into_iter()
        .filter_map(|row| row.left_out)
        .collect();
    let expected = [
        LeftOutReason::UnreliablePublisher,
        LeftOutReason::Retracted,
        no_road("late", LeftOutReason::Retracted),
        LeftOutReason::UnknownSource,
        LeftOutReason::NotCredible,
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn a_row_that_cannot_be_established_says_why() {
    let sources = vec![
        derived("a", &["gone"]),
        derived("b", &["b"]),
        source("c"),
        SourceCore {
            publisher: None,
            ..own("d", "x")
        },
        voicing("e", "paper", "somebody"),
    ];
    let mut book = Book::of(sources).with(Supports, &["a", "b", "c", "d", "e"]);
    book.claim.evidence[2].credibility = Some(3);
    book.claim.concerns = vec!["Somebody".to_owned()];
    let rows = book.explain().rows;
    let lacks: Vec<Option<RootLack>> = (rows.iter())
        .filter_map(|row| row.roots.only())
        .map(|root| root.lack)
        .collect();
    let expected = [
        RootLack::Unknown,
        RootLack::Circle,
        RootLack::NotOwnReporting,
        RootLack::NoPublisher,
        RootLack::VoiceWithStake,
    ];
    assert_eq!(lacks, expected.map(Some));
    let own: Vec<&[Unestablished]> = rows.iter().map(|row| &*row.unestablished).collect();
    assert_eq!(
        own,
        [&[][..], &[], &[Unestablished::Credibility(3)], &[], &[]]
    );
}

#[test]
fn an_explanation_shows_the_witness_and_the_conflict_that_keeps_each_other_row_out() {
    let mut sources = two_agencies_and_a_round_up();
    sources.push(own("north-again", "n"));
    let explanation = Book::of(sources)
        .with(Supports, &["round-up", "north", "south", "north-again"])
        .explain();
    let witness = explanation.supports.possible;
    assert_eq!(witness.rows, [1, 2]);
    let outside: Vec<_> = witness
        .outside
        .into_iter()
        .map(|outside| (outside.row, outside.conflict.unwrap()))
        .collect();
    let family = RowConflict::Family(HouseName::Free("n".to_owned()));
    assert_eq!(
        outside,
        [
            (0, (1, RowConflict::Origin("north".to_owned()))),
            (3, (1, family))
        ]
    );
}

#[test]
fn two_exactly_established_origins_are_fragile_and_three_are_not() {
    let two = Book::of(papers("abc"))
        .with(Supports, &["a", "b"])
        .explain();
    assert!(two.assessment.flags.contains(Flag::Fragile));
    assert_eq!(two.fragile_on, ["a", "b"]);
    let three = Book::of(papers("abc"))
        .with(Supports, &["a", "b", "c"])
        .explain();
    assert!(!three.assessment.flags.contains(Flag::Fragile));
}

#[test]
fn a_status_hangs_on_a_source_only_where_all_roads_pass_it() {
    let mut sources = papers("xyz");
    sources.extend([
        derived("a", &["left", "right"]),
        derived("left", &["x"]),
        derived("right", &["y"]),
    ]);
    let explanation = Book::of(sources).with(Supports, &["a", "z"]).explain();
    assert_eq!(explanation.fragile_on, ["a", "z"]);
}

#[test]
fn enough_origins_that_all_have_a_stake_do_not_corroborate() {
    let mut book = Book::of(vec![own("a", "pa"), own("b", "pb"), own("c", "pc")]);
    book.parties = vec![
        PartyCore {
            interests: vec!["northland".to_owned()],
            ..party("pa", None)
        },
        party("pb", Some("northland")),
        party("northland", None),
    ];
    book.claim.concerns = vec!["northland".to_owned()];
    let explanation = book.clone().with(Supports, &["a", "b"]).explain();
    assert_eq!(explanation.assessment.derived, Derived::MultiReport);
    assert!(explanation.assessment.flags.contains(Flag::AllInterested));
    let house = HouseName::Party("northland".to_owned());
    assert_eq!(
        explanation.rows[0].interest,
        Some(Interest::Source(vec![house.clone()]))
    );
    assert_eq!(
        explanation.next_steps,
        [NextStep::NeedsDisinterestedOrigin {
            not_of_houses: vec![house]
        }]
    );
    assert_eq!(
        book.with(Supports, &["a", "b", "c"]).assess().derived,
        Derived::Corroborated
    );
}

#[test]
fn what_would_change_the_status_is_told() {
    let explanation = Book::of(vec![own("a", "post"), source("blog")])
        .with(Supports, &["a", "blog"])
        .explain();
    let expected = [
        NextStep::Establish { row: 1 },
        NextStep::NeedsEstablishedOrigins {
            n: 1,
            not_of_houses: vec![HouseName::Free("post".to_owned())],
        },
    ];
    assert_eq!(explanation.next_steps, expected);
}

#[test]
fn of_a_quotation_it_is_checked_that_it_was_said() {
    let mut book = Book::of(vec![
        voicing("a", "pa", "minister"),
        voicing("b", "pb", "minister"),
    ]);
    book.claim.kind = Some(ClaimKind::Quotation);
    book.claim.speaker = Some("Minister".to_owned());
    let assessment = book.with(Supports, &["a", "b"]).assess();
    assert_eq!(
        (assessment.derived, assessment.support.established),
        (Derived::Corroborated, 2)
    );
    assert_eq!(assessment.attribution, Some(AttributionStatus::Confirmed));
}

#[test]
fn attribution_is_its_own_question() {
    let about = |source: &str, stance| EvidenceCore {
        about: About::Attribution,
        ..row(source, stance)
    };
    let mut book = Book::of(vec![
        derived("a", &["x"]),
        derived("b", &["y"]),
        own("post", "minister"),
        source("x"),
        source("y"),
    ]);
    book.claim.speaker = Some("minister".to_owned());
    let status = |rows: &[(&str, Stance)]| {
        let mut book = book.clone();
        book.claim.evidence = rows
            .iter()
            .map(|(source, stance)| about(source, *stance))
            .collect();
        book.assess().attribution.unwrap()
    };
    assert_eq!(status(&[]), AttributionStatus::Unchecked);
    assert_eq!(status(&[("a", Supports)]), AttributionStatus::Reported);
    assert_eq!(
        status(&[("a", Supports), ("b", Supports)]),
        AttributionStatus::Confirmed
    );
    assert_eq!(status(&[("post", Supports)]), AttributionStatus::Confirmed);
    assert_eq!(status(&[("a", Refutes)]), AttributionStatus::Misattributed);
    assert_eq!(
        status(&[("a", Supports), ("b", Refutes)]),
        AttributionStatus::Disputed
    );
    assert_eq!(
        status(&[("a", Supports), ("b", Stance::Denies)]),
        AttributionStatus::Disputed
    );
}

#[test]
fn a_claim_of_another_house_counts_against_unless_it_cannot() {
    let denied_by = |speaker: Option<&str>, kind, ruling| {
        let mut book = Book::of(Vec::new());
        book.claim.speaker = Some("northland".to_owned());
        book.parties = vec![
            party("northland", None),
            party("ministry", Some("northland")),
        ];
        book.counters = vec![Opponent {
            speaker: speaker.map(str::to_owned),
            article: None,
            kind,
            ruling,
        }];
        book.assess().derived == Derived::Contested
    };
    assert!(denied_by(Some("southland"), None, None));
    assert!(denied_by(None, None, None));
    assert!(!denied_by(Some("ministry"), None, None));
    assert!(!denied_by(
        Some("southland"),
        Some(ClaimKind::Opinion),
        None
    ));
    assert!(!denied_by(
        Some("southland"),
        None,
        Some(RulingStatus::Refuted)
    ));
}

#[test]
fn an_opinion_is_not_checkable_and_its_rows_are_counted_all_the_same() {
    let mut book = Book::of(papers("ab")).with(Supports, &["a", "b"]);
    book.claim.kind = Some(ClaimKind::Opinion);
    assert_eq!(
        (book.assess().derived, book.assess().support.established),
        (Derived::NotCheckable, 2)
    );
}

#[test]
fn a_ruling_that_the_evidence_contradicts_or_has_overtaken_is_flagged() {
    let mut book = Book::of(papers("ab")).with(Refutes, &["a", "b"]);
    book.claim.rulings = vec![ruling(RulingStatus::Confirmed, "2026-03-01")];
    book.claim.evidence[0].added = Date::parse("2026-03-02");
    let flags = book.assess().flags;
    assert!(flags.contains(Flag::RulingDiffers) && flags.contains(Flag::Reopen));
    book.claim
        .rulings
        .push(ruling(RulingStatus::Open, "2026-03-01"));
    let flags = book.assess().flags;
    assert!(!flags.contains(Flag::RulingDiffers) && !flags.contains(Flag::Reopen));
}

#[test]
fn an_interview_may_have_a_voice_and_a_document_needs_a_publisher() {
    let interview = SourceCore {
        kind: Some(SourceKind::Interview),
        ..voicing("talk", "post", "witness")
    };
    let document = |publisher: Option<&str>| SourceCore {
        kind: Some(SourceKind::Document),
        publisher: publisher.map(str::to_owned),
        ..source("deed")
    };
    let cited = &["talk", "deed"];
    check(vec![interview.clone(), document(None)], cited, 2, 1);
    check(vec![interview, document(Some("office"))], cited, 2, 2);
}

#[test]
fn a_row_via_one_parent_rests_on_that_parent_alone() {
    let mut book = Book::of(two_agencies_and_a_round_up()).with(Supports, &["round-up", "north"]);
    book.claim.evidence[0].via = vec!["south".to_owned()];
    assert_eq!(book.assess().support.established, 2);
}

#[test]
fn the_first_definition_of_an_id_wins() {
    let mut book = Book::of(vec![own("a", "pa"), derived("a", &["b"])]).with(Supports, &["a"]);
    book.articles = vec![ArticleCore {
        publisher: None,
        ..article("a", None)
    }];
    assert_eq!(book.assess().support.established, 1);
}

#[test]
fn parties_go_by_id_name_or_alias_and_a_chain_ends_in_its_house() {
    let mut book = Book::of(Vec::new());
    let aliased = PartyCore {
        aliases: vec!["The Harbour  Post".to_owned()],
        ..party("post", Some("Media Group"))
    };
    book.parties = vec![
        aliased,
        party("b", Some("c")),
        party("c", Some("b")),
        party("d", Some("C")),
    ];
    let registry = book.registry();
    assert_eq!(registry.party_id("the harbour post"), Some("post"));
    assert_eq!(registry.party_id("nobody"), None);
    assert_eq!(
        registry.house("POST"),
        HouseName::Free("media group".to_owned())
    );
    assert_eq!(
        registry.house(" Media  group"),
        HouseName::Free("media group".to_owned())
    );
    assert_eq!(registry.house("c"), HouseName::Party("b".to_owned()));
    assert_eq!(registry.house("d"), HouseName::Party("b".to_owned()));
    assert_eq!(id("d").as_str(), "d");
}

#[test]
fn a_date_is_past_when_its_last_day_is() {
    let day = |text: &str| Date::parse(text).unwrap().first_day();
    assert!(is_stale(Date::parse("2026-02"), day("2026-03-01")));
    assert!(!is_stale(Date::parse("2026-02"), day("2026-02-28")));
    assert!(!is_stale(None, day("2026-02-28")));
}

/// A row left out because its only road passes this struck source.
fn no_road(source: &str, reason: LeftOutReason) -> LeftOutReason {
    LeftOutReason::NoRoad(vec![Blocked {
        source: source.to_owned(),
        reason,
    }])
}
