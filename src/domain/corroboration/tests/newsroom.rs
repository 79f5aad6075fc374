//! Newsroom situations, each with the status that a careful editor would defend.
//!
//! They follow the two-source practice of agencies and broadcasters. Most are situations in which recording *more* must not
//! lower a status.

use super::books::{Book, derived, own, party, source, voicing};
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::Stance;
use crate::domain::party::{PartyCore, PartyKind};
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{Derived, Flag};

use Stance::{Denies, Refutes, Supports};

/// The world of these stories: a state with its parts, and everybody else as a house of their own.
fn world() -> Vec<PartyCore> {
    let part = |name, kind| PartyCore {
        kind: Some(kind),
        ..party(name, Some("eastmark"))
    };
    let mut parties = vec![
        party("eastmark", None),
        part("eastmark-army", PartyKind::Institution),
        part("eastmark-radio", PartyKind::Outlet),
    ];
    let others = [
        "lake-wire",
        "moor-wire",
        "argus",
        "beacon",
        "clarion",
        "relief-league",
        "mill-co",
    ];
    parties.extend(others.map(|name| party(name, None)));
    parties
}

fn story(sources: Vec<SourceCore>) -> Book {
    let mut book = Book::of(sources);
    book.parties = world();
    book
}

fn of_kind(kind: SourceKind, id: &str, publisher: &str) -> SourceCore {
    SourceCore {
        kind: Some(kind),
        publisher: Some(publisher.to_owned()),
        ..source(id)
    }
}

/// A paper's reprint of something.
fn reprint(id: &str, publisher: &str, of: &str) -> SourceCore {
    SourceCore {
        publisher: Some(publisher.to_owned()),
        ..derived(id, &[of])
    }
}

fn spoken(mut book: Book, kind: ClaimKind, speaker: &str) -> Book {
    book.claim.kind = Some(kind);
    book.claim.speaker = Some(speaker.to_owned());
    book
}

#[track_caller]
fn gives(book: &Book, status: Derived) {
    assert_eq!(book.assess().derived, status);
}

#[test]
fn an_agencys_story_and_its_reprints_are_one_source_until_somebody_goes_there() {
    let sources = vec![
        own("flash", "lake-wire"),
        reprint("a", "argus", "flash"),
        reprint("b", "beacon", "flash"),
        own("scene", "clarion"),
    ];
    gives(
        &story(sources.clone()).with(Supports, &["flash", "a", "b"]),
        Derived::SingleSource,
    );
    gives(
        &story(sources).with(Supports, &["flash", "a", "scene"]),
        Derived::Corroborated,
    );
}

#[test]
fn a_governments_own_figure_in_three_agencies_proves_nothing() {
    let sources = vec![
        voicing("a", "lake-wire", "eastmark-army"),
        voicing("b", "moor-wire", "eastmark-army"),
        voicing("c", "argus", "eastmark"),
    ];
    let book = story(sources).with(Supports, &["a", "b", "c"]);
    gives(
        &spoken(book, ClaimKind::Figure, "eastmark"),
        Derived::Unverified,
    );
}

#[test]
fn a_reliefs_groups_report_and_stories_about_it_are_one_origin() {
    let sources = vec![
        of_kind(SourceKind::Document, "survey", "relief-league"),
        reprint("a", "argus", "survey"),
        reprint("b", "beacon", "survey"),
    ];
    let mut book = story(sources).with(Supports, &["survey", "a", "b"]);
    book.claim.accuses = vec!["eastmark".to_owned()];
    gives(&book, Derived::SingleSource);
    assert_eq!(book.assess().support.established, 1);
}

#[test]
fn a_report_on_the_ministrys_own_numbers_does_not_corroborate_the_ministry() {
    let sources = vec![
        of_kind(SourceKind::Dataset, "numbers", "eastmark-army"),
        SourceCore {
            kind: Some(SourceKind::Document),
            ..reprint("yearbook", "relief-league", "numbers")
        },
    ];
    let book = story(sources).with(Supports, &["numbers", "yearbook"]);
    gives(
        &spoken(book, ClaimKind::Figure, "eastmark-army"),
        Derived::Unverified,
    );
}

#[test]
fn one_leaked_order_in_two_papers_is_one_origin() {
    let leak = SourceCore {
        kind: Some(SourceKind::Document),
        ..source("order")
    };
    let sources = vec![
        leak,
        reprint("a", "argus", "order"),
        reprint("b", "beacon", "order"),
    ];
    let book = story(sources).with(Supports, &["order", "a", "b"]);
    gives(&book, Derived::SingleSource);
}

#[test]
fn a_denial_contests_one_report_and_is_printed_beside_two() {
    let sources = vec![
        own("a", "argus"),
        own("b", "lake-wire"),
        of_kind(SourceKind::Statement, "denial", "eastmark-army"),
    ];
    let denied = |cited: &[&str]| {
        let mut book = story(sources.clone())
            .with(Supports, cited)
            .with(Denies, &["denial"]);
        book.claim.accuses = vec!["eastmark".to_owned()];
        book
    };
    gives(&denied(&["a"]), Derived::Contested);
    gives(&denied(&["a", "b"]), Derived::Corroborated);
    assert!(denied(&["a", "b"]).assess().flags.contains(Flag::Opposed));
}

#[test]
fn the_log_and_the_confession_of_one_company_are_one_origin_without_a_stake() {
    let confession = SourceCore {
        kind: Some(SourceKind::Interview),
        ..voicing("talk", "argus", "mill-co")
    };
    let sources = vec![of_kind(SourceKind::Document, "log", "mill-co"), confession];
    let mut book = story(sources).with(Supports, &["log", "talk"]);
    book.claim.accuses = vec!["mill-co".to_owned()];
    let mut book = spoken(book, ClaimKind::Event, "relief-league");
    gives(&book, Derived::SingleSource);
    assert!(book.explain().rows.iter().all(|row| row.interest.is_none()));
    book.claim.needs_origins = Some(1);
    gives(&book, Derived::Corroborated);
}

#[test]
fn the_verbatim_record_on_the_speakers_own_page_settles_what_was_said_or_held() {
    for kind in [ClaimKind::Quotation, ClaimKind::Position] {
        let sources = vec![of_kind(SourceKind::Statement, "record", "eastmark-army")];
        let mut book = spoken(story(sources), kind, "eastmark").with(Supports, &["record"]);
        gives(&book, Derived::SingleSource);
        book.claim.quoted = Some("eastmark".to_owned());
        gives(&book, Derived::Corroborated);
        // The state's radio is not the state.
        book.sources = vec![of_kind(SourceKind::Statement, "record", "eastmark-radio")];
        gives(&book, Derived::SingleSource);
    }
}

#[test]
fn the_gazette_that_prints_the_decree_is_the_act() {
    let sources = vec![
        of_kind(SourceKind::Document, "gazette", "eastmark"),
        of_kind(SourceKind::Statement, "briefing", "eastmark"),
    ];
    let book = spoken(story(sources), ClaimKind::Act, "eastmark");
    gives(
        &book.clone().with(Supports, &["briefing"]),
        Derived::Unverified,
    );
    let mut printed = book.with(Supports, &["gazette"]);
    gives(&printed, Derived::SingleSource);
    printed.claim.quoted = Some("eastmark".to_owned());
    gives(&printed, Derived::Corroborated);
}

#[test]
fn a_judgment_is_the_primary_record_even_if_the_court_itself_speaks() {
    let sources = vec![of_kind(SourceKind::Document, "judgment", "lake-court")];
    let mut book =
        spoken(story(sources), ClaimKind::Act, "lake-court").with(Supports, &["judgment"]);
    book.claim.needs_origins = Some(1);
    gives(&book, Derived::Corroborated);
}

#[test]
fn two_lists_that_take_from_one_reporter_are_not_independent() {
    let list = |id: &str, publisher: &str, from: &[&str]| SourceCore {
        kind: Some(SourceKind::Dataset),
        publisher: Some(publisher.to_owned()),
        ..derived(id, from)
    };
    let sources = vec![
        own("shared", "moor-wire"),
        own("a", "argus"),
        own("b", "beacon"),
        list("first", "list one", &["shared", "a"]),
        list("second", "list two", &["shared", "b"]),
    ];
    let book = story(sources).with(Supports, &["first", "second"]);
    gives(&book, Derived::SingleSource);
}

#[test]
fn one_group_of_nameless_officials_is_one_origin_in_two_papers() {
    let sources = vec![
        voicing("a", "argus", "Eastmark officials"),
        voicing("b", "beacon", "eastmark  officials"),
    ];
    gives(
        &story(sources).with(Supports, &["a", "b"]),
        Derived::SingleSource,
    );
}

#[test]
fn two_witnesses_whom_our_own_desk_rang_are_two_sources() {
    let call = |id: &str, witness: &str| SourceCore {
        kind: Some(SourceKind::Interview),
        ..voicing(id, "our desk", witness)
    };
    let mut book =
        story(vec![call("one", "baker"), call("two", "smith")]).with(Supports, &["one", "two"]);
    book.parties
        .extend([party("baker", None), party("smith", None)]);
    gives(&book, Derived::Corroborated);
}

#[test]
fn two_newsrooms_of_one_owner_that_were_both_there_are_two_sources() {
    let mut book = story(vec![own("a", "sun"), own("b", "moon")]).with(Supports, &["a", "b"]);
    book.parties.extend([
        party("sun", Some("sky group")),
        party("moon", Some("sky group")),
    ]);
    gives(&book, Derived::Corroborated);
}

#[test]
fn four_papers_that_do_not_say_where_they_have_it_from_are_reports() {
    let papers = ["argus", "beacon", "clarion", "dial"];
    let sources = papers
        .map(|paper| of_kind(SourceKind::Report, paper, paper))
        .to_vec();
    gives(
        &story(sources).with(Supports, &papers),
        Derived::MultiReport,
    );
}

#[test]
fn a_speaker_who_takes_it_back_makes_it_doubtful() {
    let sources = vec![of_kind(
        SourceKind::Statement,
        "correction",
        "eastmark-army",
    )];
    let book = story(sources).with(Refutes, &["correction"]);
    gives(
        &spoken(book, ClaimKind::Figure, "eastmark-army"),
        Derived::Doubtful,
    );
}

#[test]
fn two_agencies_that_each_name_another_witness_are_two_sources() {
    let sources = vec![
        voicing("a", "lake-wire", "head nurse"),
        voicing("b", "moor-wire", "fire warden"),
    ];
    gives(
        &story(sources).with(Supports, &["a", "b"]),
        Derived::Corroborated,
    );
}
