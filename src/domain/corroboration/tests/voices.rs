//! Whose word a passage is, which voices make rows one, and what a voice does to "established" and to interest.

use super::books::{Book, derived, id, own, party, row, source, voicing};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::{
    Accused, HouseName, Interest, LeftOutReason, OneWitness, RootLack, RowConflict, RowVoice,
    Unestablished,
};
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::party::{PartyCore, Reliability};
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{AttributionStatus, Derived};

use Stance::{Denies, Refutes, Supports};

fn free(name: &str) -> HouseName {
    HouseName::Free(name.to_owned())
}

/// A row in which this is somebody's word.
fn word(source: &str, stance: Stance, voice: &str) -> EvidenceCore {
    EvidenceCore {
        voice: Some(voice.to_owned()),
        ..row(source, stance)
    }
}

fn of_kind(kind: SourceKind, source: SourceCore) -> SourceCore {
    SourceCore {
        kind: Some(kind),
        ..source
    }
}

fn published(source: SourceCore, publisher: &str) -> SourceCore {
    SourceCore {
        publisher: Some(publisher.to_owned()),
        ..source
    }
}

/// A party with this reliability.
fn rated(name: &str, reliability: Reliability) -> PartyCore {
    PartyCore {
        reliability: Some(reliability),
        ..party(name, None)
    }
}

/// A book with these rows.
fn book(sources: Vec<SourceCore>, rows: Vec<EvidenceCore>) -> Book {
    let mut book = Book::of(sources);
    book.claim.evidence = rows;
    book
}

#[track_caller]
fn support(book: &Book, possible: u32, established: u32) {
    let count = book.assess().support;
    assert_eq!((count.possible, count.established), (possible, established));
}

/// What keeps the second of two supporting rows out of the possible witness.
fn kept_out(book: &Book) -> Option<RowConflict> {
    let outside = book.explain().supports.possible.outside;
    let [only] = outside.try_into().ok()?;
    Some(only.conflict?.1)
}

#[test]
fn a_row_with_a_voice_is_a_statement_whatever_its_source_is() {
    let deed = of_kind(SourceKind::Document, published(source("deed"), "office"));
    let mut book = book(vec![deed], vec![row("deed", Supports)]);
    support(&book, 1, 1);
    book.claim.evidence[0].voice = Some("clerk".to_owned());
    support(&book, 1, 0);
    let account = &book.explain().rows[0];
    assert_eq!(account.unestablished, [Unestablished::Statement]);
    let voice = RowVoice {
        house: free("clerk"),
        is_new: true,
    };
    assert_eq!(account.voice, Some(voice));
}

#[test]
fn own_reporting_that_carries_somebodys_word_in_one_passage_is_own_reporting_still() {
    let book = book(vec![own("a", "paper")], vec![word("a", Supports, "clerk")]);
    support(&book, 1, 1);
}

#[test]
fn a_voice_of_the_sources_own_house_says_nothing_new() {
    let deed = |voice: Option<&str>| SourceCore {
        voice: voice.map(str::to_owned),
        ..of_kind(SourceKind::Document, published(source("deed"), "office"))
    };
    let mut book = book(vec![deed(None)], vec![word("deed", Supports, "ministry")]);
    book.parties = vec![party("office", Some("ministry")), party("ministry", None)];
    support(&book, 1, 1);
    let account = &book.explain().rows[0];
    assert!(!account.voice.as_ref().unwrap().is_new);
    // If the source states a voice, that voice decides and not the publisher.
    book.sources = vec![deed(Some("clerk"))];
    support(&book, 1, 0);
    book.claim.evidence[0].voice = Some("Clerk".to_owned());
    support(&book, 1, 1);
}

#[test]
fn both_voices_are_under_a_row() {
    let sources = vec![
        voicing("a", "paper", "minister"),
        voicing("b", "journal", "minister"),
    ];
    let rows = vec![word("a", Supports, "clerk"), word("b", Supports, "mayor")];
    let book = book(sources, rows);
    support(&book, 1, 1);
    assert_eq!(kept_out(&book), Some(RowConflict::Voice(free("minister"))));
}

#[test]
fn a_row_with_a_voice_and_via_rests_on_the_parents_and_not_on_its_paper() {
    let sources = vec![
        own("wire", "agency"),
        published(derived("reprint", &["wire"]), "paper"),
        own("other", "paper"),
    ];
    let via = EvidenceCore {
        via: vec!["wire".to_owned()],
        ..word("reprint", Supports, "clerk")
    };
    let mut book = book(sources, vec![via, row("other", Supports)]);
    support(&book, 2, 2);
    book.claim.evidence[0].via.clear();
    support(&book, 1, 1);
}

#[test]
fn a_denial_in_somebodys_voice_rests_on_nothing_and_needs_no_road() {
    let wire = SourceCore {
        retracted: crate::domain::date::Date::parse("2026"),
        ..own("wire", "agency")
    };
    let reprint = published(derived("reprint", &["wire"]), "paper");
    let sources = vec![wire, reprint, own("a", "journal")];
    let mut book = book(sources, vec![row("a", Supports), row("reprint", Denies)]);
    assert_eq!(book.assess().derived, Derived::SingleSource);
    book.claim.evidence[1].voice = Some("owner".to_owned());
    assert_eq!(book.assess().derived, Derived::Contested);
    let account = &book.explain().rows[1];
    assert_eq!(
        (account.left_out.clone(), account.interest.clone()),
        (None, None)
    );
    assert!(account.roots.is_empty());
    book.claim.evidence[1].via = vec!["wire".to_owned()];
    assert_eq!(book.assess().derived, Derived::SingleSource);
}

#[test]
fn two_passages_of_one_page_are_one_origin_unless_one_rests_on_its_via() {
    let sources = vec![own("wire", "agency"), source("page")];
    let rows = vec![row("page", Supports), word("page", Supports, "clerk")];
    let mut book = book(sources, rows);
    support(&book, 1, 0);
    assert_eq!(kept_out(&book), Some(RowConflict::Page("page".to_owned())));
    book.claim.evidence[1].via = vec!["wire".to_owned()];
    support(&book, 2, 1);
}

#[test]
fn the_word_of_the_speaker_in_a_paper_does_not_support_and_does_not_save_a_retracted_page() {
    let mut book = book(
        vec![own("a", "paper")],
        vec![word("a", Supports, "Minister")],
    );
    book.claim.speaker = Some("minister".to_owned());
    let house = || free("minister");
    assert_eq!(
        book.explain().rows[0].left_out,
        Some(LeftOutReason::SpeakersHouse(house()))
    );
    book.claim.evidence[0].about = About::Attribution;
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Confirmed)
    );
    book.without = vec!["a".to_owned()];
    assert_eq!(
        book.assess().attribution,
        Some(AttributionStatus::Unchecked)
    );
}

#[test]
fn a_houses_page_and_its_word_in_a_paper_are_one_origin_whichever_comes_first() {
    let page = of_kind(SourceKind::Dataset, published(source("page"), "ministry"));
    let sources = vec![page, voicing("talk", "paper", "Ministry")];
    let mut book = Book::of(sources).with(Supports, &["page", "talk"]);
    support(&book, 1, 1);
    assert_eq!(
        kept_out(&book),
        Some(RowConflict::VoiceOfPublisher(free("ministry")))
    );
    book.claim.evidence.reverse();
    assert_eq!(
        kept_out(&book),
        Some(RowConflict::PublisherOfVoice(free("ministry")))
    );
}

#[test]
fn a_voice_of_its_publishers_own_house_is_not_a_stated_voice() {
    let mut book =
        Book::of(vec![voicing("a", "pa", "group"), own("b", "pb")]).with(Supports, &["a", "b"]);
    book.parties = vec![
        party("pa", Some("group")),
        party("pb", Some("group")),
        party("group", None),
    ];
    support(&book, 2, 2);
}

/// An interview of a desk with somebody.
fn heard(name: &str, witness: &str) -> SourceCore {
    of_kind(SourceKind::Interview, voicing(name, "desk", witness))
}

#[test]
fn one_desks_interviews_with_two_registered_witnesses_are_two_origins() {
    let mut book = Book::of(vec![heard("a", "ann"), heard("b", "BEN")]).with(Supports, &["a", "b"]);
    book.parties = vec![party("ann", None), party("ben", None)];
    support(&book, 2, 2);
    assert_eq!(book.explain().supports.established.beside, [(1, 0)]);
    // A slip in a name is not a second witness.
    book.sources[1].voice = Some("bern".to_owned());
    support(&book, 1, 1);
    let desk = || free("desk");
    assert_eq!(
        kept_out(&book),
        Some(RowConflict::Desk(
            desk(),
            OneWitness::NotRegistered(free("bern"))
        ))
    );
    // Nor is a colleague of the first one.
    book.sources[1].voice = Some("ben".to_owned());
    book.parties[1].part_of = Some("ann".to_owned());
    let ann = HouseName::Party("ann".to_owned());
    assert_eq!(kept_out(&book), Some(RowConflict::Voice(ann)));
}

#[test]
fn what_the_desk_saw_itself_counts_beside_what_somebody_told_it() {
    let saw = of_kind(SourceKind::Observation, own("scene", "desk"));
    let again = of_kind(SourceKind::Observation, own("again", "desk"));
    let mut book = Book::of(vec![saw, again, heard("a", "ann"), own("story", "desk")])
        .with(Supports, &["scene", "a"]);
    book.parties = vec![party("ann", None)];
    support(&book, 2, 2);
    book.claim.evidence[1].source = "again".to_owned();
    support(&book, 1, 1);
    let desk = free("desk");
    assert_eq!(
        kept_out(&book),
        Some(RowConflict::Desk(desk.clone(), OneWitness::Desk))
    );
    // A story of the desk is not a witness.
    book.claim.evidence[1].source = "story".to_owned();
    support(&book, 1, 1);
    assert_eq!(kept_out(&book), Some(RowConflict::Family(desk)));
}

#[test]
fn a_voice_on_the_row_of_an_interview_makes_it_a_statement_and_no_witness() {
    let mut book = Book::of(vec![heard("a", "ann"), heard("b", "ben")]).with(Supports, &["a", "b"]);
    book.parties = vec![party("ann", None), party("ben", None)];
    book.claim.evidence[1].voice = Some("carl".to_owned());
    support(&book, 1, 1);
}

#[test]
fn own_reporting_may_carry_anybodys_word_but_that_of_somebody_with_a_stake() {
    let mut book = Book::of(vec![voicing("a", "paper", "owner")]).with(Supports, &["a"]);
    support(&book, 1, 1);
    book.claim.concerns = vec!["Owner".to_owned()];
    support(&book, 1, 0);
    assert_eq!(
        book.explain().rows[0].roots.only().unwrap().lack,
        Some(RootLack::VoiceWithStake)
    );
    book.sources[0].kind = Some(SourceKind::Interview);
    support(&book, 1, 1);
}

#[test]
fn a_rows_own_voice_must_have_no_stake_even_if_the_row_has_via() {
    let sources = vec![own("wire", "agency"), derived("a", &["wire"])];
    let mut book = book(sources, vec![word("a", Supports, "owner")]);
    book.claim.evidence[0].via = vec!["wire".to_owned()];
    support(&book, 1, 1);
    book.claim.concerns = vec!["owner".to_owned()];
    support(&book, 1, 0);
    assert_eq!(
        book.explain().rows[0].unestablished,
        [Unestablished::VoiceWithStake(free("owner"))]
    );
}

#[test]
fn nothing_that_repeats_a_d_outlet_is_established_by_its_publisher_or_its_voice() {
    let sources = vec![
        own("wire", "agency"),
        published(derived("rag-story", &["wire"]), "rag"),
        published(derived("copy", &["rag-story"]), "paper"),
        own("rag-scoop", "rag"),
        derived("reprint", &["rag-scoop"]),
        voicing("talk", "paper", "rag"),
    ];
    let mut book = Book::of(sources).with(Supports, &["copy"]);
    book.parties = vec![rated("rag", Reliability::D)];
    for (cited, lack) in [
        (
            "copy",
            Unestablished::RepeatsDoubtful(vec!["rag-story".to_owned()]),
        ),
        ("rag-story", Unestablished::DoubtfulPublisher),
        (
            "talk",
            Unestablished::DoubtfulVoice(HouseName::Party("rag".to_owned())),
        ),
    ] {
        book.claim.evidence[0].source = cited.to_owned();
        support(&book, 1, 0);
        assert_eq!(book.explain().rows[0].unestablished, [lack]);
    }
    book.claim.evidence[0].source = "reprint".to_owned();
    support(&book, 1, 0);
    let roots = book.explain().rows[0].roots.clone();
    assert_eq!(roots.only().unwrap().lack, Some(RootLack::Doubtful));
    book.claim.evidence = vec![word("wire", Supports, "rag")];
    support(&book, 1, 0);
}

#[test]
fn what_somebody_rated_e_says_is_struck_in_whosever_paper_it_is() {
    let sources = vec![
        voicing("talk", "paper", "liar"),
        own("a", "journal"),
        derived("copy", &["talk"]),
    ];
    let rows = vec![
        row("talk", Supports),
        row("copy", Supports),
        word("a", Supports, "LIAR"),
        word("a", Denies, "liar"),
    ];
    let mut book = book(sources, rows);
    book.parties = vec![rated("liar", Reliability::E)];
    support(&book, 0, 0);
    let explanation = book.explain();
    assert_eq!(explanation.assessment.derived, Derived::Unverified);
    let liar = || LeftOutReason::UnreliableVoice(HouseName::Party("liar".to_owned()));
    for place in [0, 2, 3] {
        assert_eq!(explanation.rows[place].left_out, Some(liar()), "{place}");
    }
}

#[test]
fn being_accused_is_not_a_stake_in_the_accusation_but_in_its_refutation() {
    let mut book = Book::of(vec![own("a", "acme"), own("b", "paper")]).with(Supports, &["a", "b"]);
    book.claim.accuses = vec!["Acme".to_owned()];
    let account = &book.explain().rows[0];
    let accused = |gains| Accused {
        house: free("acme"),
        gains,
    };
    assert_eq!(
        (&account.interest, &account.accused),
        (&None, &vec![accused(false)])
    );
    // Who boasts of it is concerned, too.
    book.claim.concerns = vec!["acme".to_owned()];
    let account = &book.explain().rows[0];
    assert_eq!(account.interest, Some(Interest::Source(vec![free("acme")])));
    assert_eq!(account.accused, [accused(true)]);
    book.claim.concerns.clear();
    for row in &mut book.claim.evidence {
        row.stance = Refutes;
    }
    let account = &book.explain().rows[0];
    assert_eq!(account.interest, Some(Interest::Source(vec![free("acme")])));
    assert!(account.accused.is_empty());
}

#[test]
fn a_source_takes_part_through_the_interests_of_its_voices_party() {
    let lobby = PartyCore {
        interests: vec!["acme".to_owned()],
        ..party("lobby", None)
    };
    let mut book = Book::of(vec![voicing("a", "paper", "lobby"), own("b", "journal")])
        .with(Supports, &["a", "b"]);
    book.parties = vec![lobby];
    book.claim.concerns = vec!["acme".to_owned()];
    book.claim.evidence[1].voice = Some("lobby".to_owned());
    for account in book.explain().rows {
        assert_eq!(account.interest, Some(Interest::Voice(vec![free("acme")])));
    }
}

#[test]
fn a_voice_that_only_the_claim_names_is_somebody_too() {
    // No source of the book says "clerk": both rows must still mean one clerk, and another one than the mayor.
    let sources = vec![source("a"), source("b")];
    let rows = vec![word("a", Supports, "Clerk"), word("b", Supports, " clerk ")];
    let mut book = book(sources, rows);
    support(&book, 1, 0);
    assert_eq!(kept_out(&book), Some(RowConflict::Voice(free("clerk"))));
    book.claim.evidence[1].voice = Some("mayor".to_owned());
    support(&book, 2, 0);
    book.claim.kind = Some(ClaimKind::Opinion);
    assert_eq!(book.assess().derived, Derived::NotCheckable);
    assert_eq!(id("a").as_str(), "a");
}
