//! Whose words, position or act a claim is about: `quoted`.

use super::books::{Book, article, derived, own, party, row, source, voicing};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::{HouseName, LeftOutReason, Needs, NotSaying};
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::party::{PartyCore, PartyKind, Reliability};
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{AttributionStatus, Derived, Flag};

use Stance::{Refutes, Supports};

fn free(name: &str) -> HouseName {
    HouseName::Free(name.to_owned())
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "every field that it fills may be missing"
)]
fn name(name: &str) -> Option<String> {
    Some(name.to_owned())
}

/// A page of somebody: a statement.
fn page(id: &str, publisher: &str) -> SourceCore {
    SourceCore {
        publisher: name(publisher),
        kind: Some(SourceKind::Statement),
        ..source(id)
    }
}

fn document(id: &str, publisher: &str) -> SourceCore {
    SourceCore {
        kind: Some(SourceKind::Document),
        ..page(id, publisher)
    }
}

/// A claim of this kind that Ann makes about Bob, supported by these sources.
fn by_ann_of_bob(kind: ClaimKind, sources: Vec<SourceCore>) -> Book {
    let cited: Vec<String> = sources.iter().map(|source| source.id.to_string()).collect();
    let cited: Vec<&str> = cited.iter().map(String::as_str).collect();
    let mut book = Book::of(sources).with(Supports, &cited);
    book.claim.kind = Some(kind);
    (book.claim.speaker, book.claim.quoted) = (name("ann"), name("bob"));
    book
}

/// The same of Bob alone: he speaks and is quoted.
fn by_bob(kind: ClaimKind, sources: Vec<SourceCore>) -> Book {
    let mut book = by_ann_of_bob(kind, sources);
    book.claim.speaker = name("Bob");
    book
}

#[track_caller]
fn support(book: &Book, possible: u32, established: u32) {
    let count = book.assess().support;
    assert_eq!((count.possible, count.established), (possible, established));
}

fn left_out(book: &Book) -> Vec<Option<LeftOutReason>> {
    let rows = book.explain().rows.into_iter();
    rows.map(|row| row.left_out).collect()
}

#[test]
fn a_claimer_does_not_prove_what_somebody_else_said() {
    let sources = vec![page("site", "ann"), voicing("post", "platform", "ann")];
    let book = by_ann_of_bob(ClaimKind::Quotation, sources);
    let reason = LeftOutReason::SpeakerNotQuoted {
        speaker: free("ann"),
        quoted: free("bob"),
    };
    assert_eq!(left_out(&book), [Some(reason.clone()), Some(reason)]);
    assert_eq!(book.assess().derived, Derived::Unverified);
}

#[test]
fn the_word_of_the_quoted_house_is_no_voice_and_its_page_is_established() {
    let mut book = by_ann_of_bob(
        ClaimKind::Quotation,
        vec![
            page("site", "bob"),
            voicing("a", "paper", "bob"),
            page("news", "journal"),
        ],
    );
    book.claim.needs_origins = Some(2);
    book.claim.evidence[1].voice = name("Bob");
    support(&book, 3, 2);
    assert_eq!(book.assess().derived, Derived::Corroborated);
    // As an event, all but the journal's would be one word.
    book.claim.kind = Some(ClaimKind::Event);
    support(&book, 2, 1);
}

#[test]
fn somebodys_word_that_he_said_it_is_that_persons_word_in_however_many_papers() {
    let sources = vec![
        voicing("a", "paper", "carol"),
        voicing("b", "journal", "carol"),
        SourceCore {
            own_reporting: false,
            ..voicing("c", "gazette", "dan")
        },
    ];
    support(&by_ann_of_bob(ClaimKind::Quotation, sources), 2, 1);
}

#[test]
fn a_root_that_the_quoted_house_voices_needs_a_named_publisher() {
    let post = |publisher: Option<&str>| SourceCore {
        voice: name("bob"),
        publisher: publisher.map(str::to_owned),
        ..source("post")
    };
    support(&by_bob(ClaimKind::Position, vec![post(None)]), 1, 0);
    support(
        &by_bob(ClaimKind::Position, vec![post(Some("platform"))]),
        1,
        1,
    );
}

#[test]
fn if_one_house_speaks_and_is_quoted_every_row_answers_both_questions() {
    let mut book = by_bob(
        ClaimKind::Quotation,
        vec![page("site", "bob"), own("a", "paper")],
    );
    for row in &mut book.claim.evidence {
        row.about = About::Attribution;
    }
    let assessment = book.assess();
    assert_eq!(
        (assessment.derived, assessment.support.items),
        (Derived::Corroborated, 2)
    );
    assert_eq!(assessment.attribution, Some(AttributionStatus::Confirmed));
    assert!(book.explain().rows.iter().all(|row| row.on_content));
    // In two houses each row answers its own question.
    book.claim.speaker = name("ann");
    let assessment = book.assess();
    assert_eq!(
        (assessment.derived, assessment.support.items),
        (Derived::Unverified, 0)
    );
    assert_eq!(assessment.attribution, Some(AttributionStatus::Confirmed));
    for row in &mut book.claim.evidence {
        row.about = About::Content;
    }
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Unchecked)
    );
}

#[test]
fn a_paper_that_quotes_itself_speaks_and_is_quoted() {
    let mut book = by_bob(ClaimKind::Position, vec![page("site", "post")]);
    (book.claim.speaker, book.claim.quoted) = (None, name("Post"));
    book.articles = vec![article("story", Some("post"))];
    book.article = name("story");
    support(&book, 1, 1);
    book.claim.quoted = name("bob");
    support(&book, 0, 0);
}

#[test]
fn a_claim_of_these_kinds_that_names_nobody_is_judged_like_an_event() {
    for kind in [ClaimKind::Quotation, ClaimKind::Position, ClaimKind::Act] {
        let mut book = by_bob(kind, vec![voicing("a", "paper", "bob"), page("b", "bob")]);
        (book.claim.speaker, book.claim.quoted) = (None, None);
        support(&book, 1, 1);
        assert_eq!(book.explain().quoted_house, None);
    }
}

#[test]
fn interest_applies_to_the_word_of_another_house_but_never_to_the_saying_itself() {
    let sided = |id: &str| SourceCore {
        interests: vec!["ann".to_owned()],
        ..own(id, &format!("paper {id}"))
    };
    let mut book = by_ann_of_bob(ClaimKind::Quotation, vec![sided("a"), sided("b")]);
    assert!(book.assess().flags.contains(Flag::AllInterested));
    assert!(book.explain().interest_applies);
    book.claim.speaker = name("bob");
    assert!(!book.explain().interest_applies);
    assert_eq!(book.assess().derived, Derived::Corroborated);
    let mut saying = by_ann_of_bob(ClaimKind::Quotation, vec![page("site", "bob")]);
    saying.claim.concerns = vec!["bob".to_owned()];
    assert_eq!(saying.assess().derived, Derived::Corroborated);
    assert_eq!(saying.explain().rows[0].interest, None);
}

#[test]
fn a_liars_page_proves_what_he_said() {
    for reliability in [Reliability::D, Reliability::E] {
        let mut book = by_bob(
            ClaimKind::Quotation,
            vec![page("site", "bob"), voicing("a", "paper", "bob")],
        );
        book.claim.needs_origins = Some(2);
        book.parties = vec![PartyCore {
            reliability: Some(reliability),
            ..party("bob", None)
        }];
        support(&book, 2, 2);
        book.claim.kind = Some(ClaimKind::Event);
        book.claim.speaker = None;
        support(&book, u32::from(reliability == Reliability::D), 0);
    }
}

#[test]
fn of_an_act_only_the_actors_documents_and_data_sets_are_more_than_his_word() {
    let dataset = SourceCore {
        kind: Some(SourceKind::Dataset),
        ..page("register", "bob")
    };
    let sources = vec![
        document("decree", "bob"),
        dataset,
        page("statement", "bob"),
        voicing("talk", "paper", "bob"),
        derived("copy", &["statement"]),
        derived("gazette", &["decree"]),
    ];
    for book in [
        by_bob(ClaimKind::Act, sources.clone()),
        by_ann_of_bob(ClaimKind::Act, sources),
    ] {
        let own = LeftOutReason::ActorsWord(free("bob"));
        let found = left_out(&book);
        assert_eq!(found[..4], [None, None, Some(own.clone()), Some(own)]);
        assert!(matches!(&found[4], Some(LeftOutReason::NoRoad(_))));
        assert_eq!(found[5], None);
    }
}

#[test]
fn a_passage_of_the_actors_document_in_somebodys_voice_is_not_the_document() {
    let mut book = by_bob(ClaimKind::Act, vec![document("decree", "bob")]);
    support(&book, 1, 1);
    book.claim.evidence[0].voice = name("carol");
    assert_eq!(
        left_out(&book),
        [Some(LeftOutReason::ActorsWord(free("bob")))]
    );
}

#[test]
fn an_act_is_judged_like_an_event_in_voices_established_and_interest() {
    let own_record = document("register", "bob");
    let mut book = by_bob(
        ClaimKind::Act,
        vec![
            own_record,
            voicing("a", "paper", "carol"),
            voicing("b", "journal", "carol"),
        ],
    );
    support(&book, 2, 2);
    book.claim.concerns = vec!["carol".to_owned()];
    support(&book, 2, 1);
    book.claim.evidence.remove(0);
    book.claim.concerns.clear();
    book.sources[1].interests = vec!["bob".to_owned()];
    assert!(book.explain().rows[0].interest.is_some());
}

#[test]
fn for_an_act_the_actors_ratings_are_waived_at_his_documents_only() {
    let dataset = SourceCore {
        kind: Some(SourceKind::Dataset),
        ..page("register", "bob")
    };
    let mut book = by_bob(ClaimKind::Act, vec![document("decree", "bob"), dataset]);
    book.parties = vec![PartyCore {
        reliability: Some(Reliability::E),
        ..party("bob", None)
    }];
    assert_eq!(
        left_out(&book),
        [None, Some(LeftOutReason::UnreliablePublisher)]
    );
    book.parties[0].reliability = Some(Reliability::D);
    let rows = book.explain().rows;
    assert!(rows[0].unestablished.is_empty() && !rows[1].unestablished.is_empty());
}

#[test]
fn the_saying_itself_is_enough_if_quoted_is_written_out() {
    for (kind, saying) in [
        (ClaimKind::Quotation, page("site", "bob")),
        (ClaimKind::Position, page("site", "Bob")),
        (ClaimKind::Act, document("site", "bob")),
    ] {
        let mut book = by_bob(kind, vec![saying]);
        let explanation = book.explain();
        assert_eq!(explanation.assessment.derived, Derived::Corroborated);
        assert_eq!(
            (explanation.needs, explanation.needs_origins),
            (Needs::Saying(0), 1)
        );
        assert!(!explanation.assessment.flags.contains(Flag::Fragile));
        assert!(explanation.fragile_on.is_empty());
        book.claim.quoted = None;
        let explanation = book.explain();
        assert_eq!(explanation.needs_origins, 2);
        assert_eq!(
            explanation.needs,
            Needs::Policy(Some((0, NotSaying::QuotedNotWritten)))
        );
        book.claim.quoted = name("bob");
        book.claim.needs_origins = Some(2);
        assert_eq!(book.explain().needs, Needs::Claim);
        assert_eq!(book.assess().derived, Derived::SingleSource);
        book.claim.needs_origins = Some(1);
        assert!(book.assess().flags.contains(Flag::Fragile));
    }
}

#[test]
fn what_is_not_the_saying_itself_says_why() {
    let needs = |kind, source: SourceCore| by_bob(kind, vec![source]).explain().needs;
    let missed = |why| Needs::Policy(Some((0, why)));
    let quotation = ClaimKind::Quotation;
    let copy = SourceCore {
        derived_from: vec!["gone".to_owned()],
        ..page("site", "bob")
    };
    assert_eq!(needs(quotation, copy), missed(NotSaying::Copy));
    let other = SourceCore {
        voice: name("carol"),
        ..page("site", "bob")
    };
    assert_eq!(needs(quotation, other), missed(NotSaying::OtherVoice));
    assert_eq!(
        needs(
            ClaimKind::Act,
            SourceCore {
                kind: Some(SourceKind::Dataset),
                ..page("site", "bob")
            }
        ),
        missed(NotSaying::NotDocument)
    );
    assert_eq!(needs(quotation, page("site", "paper")), Needs::Policy(None));
    let mut hedged = by_bob(quotation, vec![page("site", "bob")]);
    hedged.claim.evidence[0].credibility = Some(3);
    assert_eq!(hedged.explain().needs, missed(NotSaying::NotEstablished));
    hedged.claim.evidence[0].stance = Refutes;
    assert_eq!(hedged.explain().needs, Needs::Policy(None));
}

#[test]
fn state_television_is_not_the_ministry() {
    let mut book = by_bob(ClaimKind::Position, vec![page("site", "tv")]);
    book.parties = vec![
        party("bob", None),
        PartyCore {
            kind: Some(PartyKind::Outlet),
            ..party("tv", Some("bob"))
        },
        PartyCore {
            kind: Some(PartyKind::Institution),
            ..party("ministry", Some("bob"))
        },
    ];
    assert_eq!(
        book.explain().needs,
        Needs::Policy(Some((0, NotSaying::Outlet)))
    );
    book.claim.quoted = name("TV");
    assert_eq!(book.explain().needs, Needs::Saying(0));
    book.claim.quoted = name("bob");
    book.sources = vec![page("site", "ministry")];
    assert_eq!(book.explain().needs, Needs::Saying(0));
}

#[test]
fn in_attribution_only_the_speakers_own_voice_is_nobodys() {
    let about = |source: &str| EvidenceCore {
        about: About::Attribution,
        ..row(source, Supports)
    };
    let said = |voice: &str| {
        let relayed = |id: &str, publisher: &str| SourceCore {
            own_reporting: false,
            ..voicing(id, publisher, voice)
        };
        let mut book = Book::of(vec![relayed("a", "paper"), relayed("b", "journal")]);
        book.claim.speaker = name("ann");
        book.claim.evidence = vec![about("a"), about("b")];
        book.assess().attribution
    };
    assert_eq!(said("ann"), Some(AttributionStatus::Confirmed));
    assert_eq!(said("carol"), Some(AttributionStatus::Reported));
}

#[test]
fn on_other_kinds_quoted_has_no_effect() {
    let sources = vec![
        page("site", "bob"),
        own("a", "paper"),
        document("deed", "ann"),
    ];
    let mut book = by_ann_of_bob(ClaimKind::Figure, sources);
    let with = book.explain();
    book.claim.quoted = None;
    assert_eq!(with, book.explain());
}

#[test]
fn the_house_of_a_counter_claim_is_its_speakers() {
    use super::books::Opponent;
    let mut book = by_bob(ClaimKind::Quotation, Vec::new());
    let counter = |speaker: &str| Opponent {
        speaker: name(speaker),
        article: None,
        kind: Some(ClaimKind::Quotation),
        ruling: None,
    };
    book.counters = vec![counter("BOB")];
    assert_eq!(book.assess().derived, Derived::Unverified);
    book.claim.speaker = name("ann");
    assert_eq!(book.assess().derived, Derived::Contested);
}

#[test]
fn what_cannot_be_checked_is_never_said_to_have_only_interested_support() {
    let mut book = Book::of(vec![own("a", "pa"), own("b", "pb")]).with(Supports, &["a", "b"]);
    book.claim.concerns = vec!["pa".to_owned(), "pb".to_owned()];
    assert!(book.assess().flags.contains(Flag::AllInterested));
    book.claim.kind = Some(ClaimKind::Prediction);
    assert!(!book.assess().flags.contains(Flag::AllInterested));
}
