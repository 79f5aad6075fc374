//! Who is meant by a name, and what an answer calls them.

use crate::answer::evidence::{Overlap, accounts};
use crate::answer::names::{NameBook, is_withheld};
use crate::answer::tests::facts;
use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::corroboration::{
    Accused, Blocked, Explanation, HouseName, Interest, LeftOutReason, Needs, NextStep, OneWitness,
    Outside, Root, RowAccount, RowConflict, RowVoice, SideWitnesses, Unestablished, WitnessSet,
};
use crate::domain::evidence::{About, Evidence, EvidenceCore, EvidenceWords, Stance};
use crate::domain::id::Id;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use std::collections::BTreeMap;

fn party(id: &str, name: &str, part_of: Option<&str>) -> Party {
    Party {
        core: PartyCore {
            id: Id::parse(id).unwrap(),
            name: name.to_owned(),
            aliases: vec![format!("{id} alias")],
            domains: Vec::new(),
            kind: None,
            part_of: part_of.map(ToOwned::to_owned),
            reliability: None,
            interests: Vec::new(),
        },
        words: PartyWords {
            refs: Vec::new(),
            confidential: false,
            line: 1,
        },
    }
}

/// A ministry of a state, and a confidential person.
fn names() -> NameBook {
    let mut person = party("mole", "The Mole", None);
    person.words.confidential = true;
    let parties = vec![
        party("north", "Northland", None),
        party("ministry", "The Ministry", Some("Northland")),
        person,
    ];
    NameBook::new(parties, BTreeMap::new(), BTreeMap::new())
}

/// The account of a row that names this house wherever it can.
fn row_naming(house: &HouseName, left_out: LeftOutReason, interest: Interest) -> RowAccount {
    let house = || house.clone();
    RowAccount {
        left_out: Some(left_out),
        on_content: true,
        roots: std::iter::empty::<Root>().collect(),
        unestablished: vec![
            Unestablished::VoiceWithStake(house()),
            Unestablished::DoubtfulVoice(house()),
        ],
        interest: Some(interest),
        voice: Some(RowVoice {
            house: house(),
            is_new: true,
        }),
        accused: vec![Accused {
            house: house(),
            gains: false,
        }],
    }
}

/// Every reason that names a house, and every kind of interest.
fn rows_naming(house: &HouseName) -> Vec<RowAccount> {
    let all = || vec![house.clone()];
    let house = || house.clone();
    let blocked = LeftOutReason::NoRoad(vec![Blocked {
        source: "s".to_owned(),
        reason: LeftOutReason::SpeakersHouse(house()),
    }]);
    let not_quoted = LeftOutReason::SpeakerNotQuoted {
        speaker: house(),
        quoted: house(),
    };
    [
        (
            LeftOutReason::SpeakersHouse(house()),
            Interest::Source(all()),
        ),
        (blocked, Interest::EveryRoot(all())),
        (
            LeftOutReason::UnreliableVoice(house()),
            Interest::Voice(all()),
        ),
        (not_quoted, Interest::Voice(all())),
        (LeftOutReason::ActorsWord(house()), Interest::Voice(all())),
    ]
    .map(|(left_out, interest)| row_naming(&house(), left_out, interest))
    .into()
}

/// An explanation that names this house wherever it can name one, and how often it does.
fn naming(house: &HouseName) -> (Explanation, usize) {
    let rows = rows_naming(house);
    let house = || house.clone();
    let side = || SideWitnesses {
        possible: outside([
            RowConflict::Voice(house()),
            RowConflict::VoiceOfPublisher(house()),
            RowConflict::PublisherOfVoice(house()),
        ]),
        established: outside([
            RowConflict::Family(house()),
            RowConflict::Desk(house(), OneWitness::Desk),
            RowConflict::Desk(house(), OneWitness::NotRegistered(house())),
        ]),
    };
    let explanation = Explanation {
        assessment: facts("c", Vec::new()).reasoning.assessment,
        needs_origins: 2,
        needs: Needs::Claim,
        attribution: None,
        speaker_house: Some(house()),
        quoted_house: Some(house()),
        interest_applies: true,
        rows,
        supports: side(),
        refutes: side(),
        counters: Vec::new(),
        fragile_on: Vec::new(),
        next_steps: vec![
            NextStep::NeedsEstablishedOrigins {
                n: 1,
                not_of_houses: vec![house()],
            },
            NextStep::NeedsDisinterestedOrigin {
                not_of_houses: vec![house()],
            },
        ],
    };
    // Of the claim 2, of the rows 5 times 6 and 1 more, of the conflicts 2 times 7, of the steps 2.
    (explanation, 49)
}

fn outside(conflicts: [RowConflict; 3]) -> WitnessSet {
    let outside = |conflict| Outside {
        row: 1,
        conflict: Some((0, conflict)),
    };
    WitnessSet {
        rows: vec![0],
        outside: conflicts.into_iter().map(outside).collect(),
        beside: Vec::new(),
    }
}

#[test]
fn every_house_in_an_explanation_gets_the_name_that_a_reader_knows() {
    let (mut explanation, places) = naming(&HouseName::Party("north".to_owned()));
    names().name_houses(&mut explanation);
    let text = format!("{explanation:?}");
    assert_eq!(text.matches("Party(\"Northland\")").count(), places);
    assert!(!text.contains("\"north\""), "{text}");
}

#[test]
fn a_house_that_the_book_does_not_define_keeps_its_name() {
    for house in [
        HouseName::Free("north".to_owned()),
        HouseName::Article("north".to_owned()),
        HouseName::Party("unknown".to_owned()),
    ] {
        let (mut explanation, _) = naming(&house);
        let before = explanation.clone();
        names().name_houses(&mut explanation);
        assert_eq!(explanation, before);
    }
}

#[test]
fn a_party_is_named_by_its_id_its_name_or_an_alias() {
    let names = names();
    for written in ["north", "Northland", "NORTHLAND", "north alias"] {
        let found = names.named(written);
        assert_eq!(found.id.as_deref(), Some("north"), "{written}");
        assert_eq!(found.name, "Northland", "{written}");
    }
    let unknown = names.named("Nobody");
    assert_eq!((unknown.id, unknown.name.as_str()), (None, "Nobody"));
}

#[test]
fn only_an_internal_report_names_a_confidential_party() {
    let names = names();
    let shown = |name, internal| names.shown(Some(name), internal).unwrap();
    assert!(is_withheld(&shown("mole", false)));
    assert!(is_withheld(&shown("The Mole", false)));
    assert_eq!(shown("mole", true).name, "The Mole");
    assert_eq!(shown("north", false).name, "Northland");
    assert_eq!(shown("Nobody", false).name, "Nobody");
    assert!(names.shown(None, false).is_none());
    assert!(names.is_confidential("The Mole") && !names.is_confidential("north"));
    let hidden = names.confidential_names();
    assert!(hidden.into_iter().eq(["The Mole", "mole"]));
}

#[test]
fn only_the_placeholder_counts_as_withheld() {
    let names = names();
    let mut other = names.shown(Some("mole"), false).unwrap();
    other.id = Some("north".to_owned());
    assert!(!is_withheld(&other));
    assert!(!is_withheld(&names.named("Nobody")));
}

#[test]
fn the_parties_above_a_party_come_with_it() {
    let names = names();
    let ids = |start: &str| -> Vec<String> {
        let found = names.with_those_above([start.to_owned()].into());
        found.iter().map(|one| one.core.id.to_string()).collect()
    };
    assert_eq!(ids("ministry"), ["ministry", "north"]);
    assert_eq!(ids("north"), ["north"]);
    assert!(ids("unknown").is_empty());
}

fn evidence(about: About) -> (EvidenceCore, EvidenceWords) {
    let core = EvidenceCore {
        source: "s".to_owned(),
        stance: Stance::Supports,
        about,
        via: Vec::new(),
        voice: None,
        credibility: None,
        added: None,
    };
    let words = EvidenceWords {
        quote: None,
        locator: None,
        translation: None,
        note: None,
        by: None,
        line: 1,
    };
    (core, words)
}

#[test]
fn each_row_on_the_content_says_whether_its_side_counts_it_or_with_what_it_overlaps() {
    let house = HouseName::Party("north".to_owned());
    let (mut explanation, _) = naming(&house);
    explanation.rows.push(explanation.rows[0].clone());
    let rows = [About::Content, About::Content, About::Attribution].map(evidence);
    let rows = rows.iter().map(|(core, words)| Evidence { core, words });
    let found = accounts(&names(), rows, &mut explanation);
    let counted: Vec<(bool, bool)> = (found.iter())
        .map(|row| (row.counted, row.established))
        .collect();
    assert_eq!(counted, [(true, true), (false, false), (false, false)]);
    let overlaps: Vec<&Option<Overlap>> = found.iter().map(|row| &row.overlap).collect();
    // Of several conflicts, as no explanation has them, the last.
    let shared = RowConflict::PublisherOfVoice(house);
    assert_eq!(
        overlaps,
        [&None, &Some(Overlap::With { row: 0, shared }), &None]
    );
}

fn source(id: &str, publisher: Option<&str>, voice: Option<&str>) -> Source {
    Source {
        core: SourceCore {
            host: None,
            id: Id::parse(id).unwrap(),
            publisher: publisher.map(ToOwned::to_owned),
            kind: None,
            voice: voice.map(ToOwned::to_owned),
            derived_from: Vec::new(),
            own_reporting: false,
            interests: Vec::new(),
            retracted: None,
            retraction_pending: false,
        },
        words: SourceWords {
            title: format!("Title of {id}"),
            line: 1,
            ..SourceWords::default()
        },
    }
}

#[test]
fn a_source_is_the_word_of_its_voice_else_of_its_publisher() {
    let sources = [
        source("speech", Some("Post"), Some("north")),
        source("report", Some("Post"), None),
        source("leaflet", None, None),
    ];
    let sources = sources.map(|source| (source.core.id.to_string(), source));
    let article = Article {
        core: ArticleCore {
            host: None,
            id: Id::parse("town").unwrap(),
            publisher: Some("Gazette".to_owned()),
        },
        words: ArticleWords {
            title: "Town news".to_owned(),
            line: 1,
            ..ArticleWords::default()
        },
    };
    let names = NameBook::new(
        vec![party("north", "Northland", None)],
        sources.into(),
        [("town".to_owned(), article)].into(),
    );
    let word_of = |id: &str| names.word_of(id).map(|party| party.name);
    assert_eq!(word_of("speech").as_deref(), Some("Northland"));
    assert_eq!(word_of("report").as_deref(), Some("Post"));
    assert_eq!(word_of("town").as_deref(), Some("Gazette"));
    assert_eq!(word_of("leaflet"), None);
    assert_eq!(word_of("unknown"), None);
    let cited = names.cited("town");
    assert_eq!(cited.title.as_deref(), Some("Town news"));
    assert_eq!(cited.publisher.unwrap().name, "Gazette");
    assert_eq!(
        names.cited("report").title.as_deref(),
        Some("Title of report")
    );
    assert!(names.cited("unknown").title.is_none());
}
