//! The program's words.

use crate::answer::evidence::Overlap;
use crate::answer::sides::{Bearing, Standpoint};
use crate::answer::tests::{facts, item, own, party, relation, root, row, ruling};
use crate::answer::{EvidenceAccount, Side};
use crate::domain::corroboration::{
    Accused, Attributed, Blocked, Count, HouseName, Interest, LeftOutReason, Needs, NextStep,
    NotSaying, OneWitness, Root, RootLack, RowConflict, RowVoice, Unestablished,
};
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::{ContestedBy, Derived, Flag, Status};
use crate::view::words;
use crate::view::words::{reason, steps, verdict};

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn a_count_has_its_plural() {
    let counts = [0_u32, 1, 2].map(|number| words::count(number, "origin"));
    assert_eq!(counts, ["0 origins", "1 origin", "2 origins"]);
}

#[test]
fn a_list_ends_with_and() {
    assert_eq!(words::and(&[]), "");
    assert_eq!(words::and(&list(&["a"])), "a");
    assert_eq!(words::and(&list(&["a", "b"])), "a and b");
    assert_eq!(words::and(&list(&["a", "b", "c"])), "a, b and c");
}

#[test]
fn a_fragment_becomes_a_sentence_and_an_id_stays_as_you_type_it() {
    assert_eq!(words::sentence("it is late"), "It is late.");
    assert_eq!(words::sentence("is it?"), "Is it?");
    assert_eq!(
        words::sentence("harbour-post becoming established"),
        "harbour-post becoming established."
    );
    assert_eq!(words::sentence("it is well-known"), "It is well-known.");
    assert_eq!(words::sentence(""), ".");
}

#[test]
fn a_text_is_cut_at_a_character_and_says_how_much_is_missing() {
    let mut text = "abcdef".to_owned();
    words::cut(&mut text, 6);
    assert_eq!(text, "abcdef");
    words::cut(&mut text, 4);
    assert_eq!(text, "abcd… (cut here; 2 characters more)");
    let mut text = "éééé".to_owned();
    words::cut(&mut text, 3);
    assert_eq!(text, "é… (cut here; 3 characters more)");
}

#[test]
fn a_side_names_its_established_origins_only_if_they_are_fewer() {
    let side = |possible, established, at_least| Side {
        possible,
        established,
        items: 9,
        at_least,
    };
    let mut claim = row("c");
    claim.support = side(3, 1, false);
    claim.refute = side(2, 2, true);
    assert_eq!(
        words::counted(&claim),
        "3 (1 established) for, at least 2 against"
    );
}

#[test]
fn next_steps_against_a_claim_lead_to_a_refutation() {
    let mut facts = facts("c", vec![own("a")]);
    facts.reasoning.assessment.refute.possible = 1;
    facts.reasoning.next_steps = vec![
        NextStep::NeedsEstablishedOrigins {
            n: 2,
            not_of_houses: Vec::new(),
        },
        NextStep::AnswerDenial {
            rows: vec![0],
            counters: Vec::new(),
        },
        NextStep::Establish { row: 0 },
    ];
    assert_eq!(
        steps::next_steps(&facts),
        [
            "to be refuted it needs two more independent, first-hand reports against it",
            "evidence that answers the denial: a",
            "a is not first-hand yet: a is neither own reporting nor a primary source",
        ]
    );
}

#[test]
fn without_a_denial_a_claim_has_the_status_that_its_support_gives() {
    let mut facts = facts("c", vec![own("a")]);
    facts.reasoning.next_steps = vec![NextStep::AnswerDenial {
        rows: vec![0],
        counters: Vec::new(),
    }];
    for (possible, status) in [(0, "unverified"), (1, "single-source"), (3, "multi-report")] {
        facts.reasoning.assessment.support.possible = possible;
        let steps = steps::next_steps(&facts);
        assert!(steps[0].ends_with(&format!("; without the denial it is {status}")));
    }
}

#[test]
fn a_contested_claim_without_origins_says_what_contests_it() {
    let mut claim = row("c");
    claim.status = Status::Contested;
    for (by, why) in [
        (Some(ContestedBy::Denial), "somebody denies it"),
        (
            Some(ContestedBy::Interpretation),
            "somebody reads it differently",
        ),
        (None, "a person ruled so"),
    ] {
        claim.contested_by = by;
        assert_eq!(words::without_origins(&claim), Some(why));
        assert!(words::counted(&claim).starts_with("0 for, 0 against: "));
    }
    claim.support.possible = 1;
    assert_eq!(words::without_origins(&claim), None);
    claim.support.possible = 0;
    claim.status = Status::Unverified;
    assert_eq!(words::without_origins(&claim), None);
}

#[test]
fn a_voice_in_somebody_elses_paper_is_named_with_the_paper() {
    let point = Standpoint {
        who: Some("Delta Tankers".to_owned()),
        paper: Some("Maritime Executive".to_owned()),
        how: Bearing::Evidence(Stance::Denies),
        left_out: false,
        ids: list(&["me-2026"]),
    };
    assert_eq!(
        words::standpoint(&point),
        "Delta Tankers (denies, in Maritime Executive)"
    );
    let left_out = Standpoint {
        left_out: true,
        ..point
    };
    assert_eq!(
        words::standpoint(&left_out),
        "Delta Tankers (left out: me-2026)"
    );
}

#[test]
fn a_standpoint_is_a_phrase() {
    let phrase = |who: Option<&str>, how, left_out| {
        words::standpoint(&Standpoint {
            who: who.map(ToOwned::to_owned),
            paper: None,
            how,
            left_out,
            ids: list(&["a", "b"]),
        })
    };
    let evidence = Bearing::Evidence;
    let post = Some("Post");
    assert_eq!(
        phrase(post, evidence(Stance::Supports), false),
        "Post (a, b)"
    );
    assert_eq!(phrase(None, evidence(Stance::Supports), false), "a, b");
    assert_eq!(
        phrase(post, evidence(Stance::Refutes), false),
        "Post (refutes: a, b)"
    );
    assert_eq!(
        phrase(post, evidence(Stance::Denies), true),
        "Post (left out: a, b)"
    );
    assert_eq!(
        phrase(None, evidence(Stance::Denies), false),
        "denies: a, b"
    );
    assert_eq!(
        phrase(post, Bearing::DeniedBy, false),
        "Post (denies: a, b)"
    );
    assert_eq!(
        phrase(post, Bearing::Contradicts, false),
        "Post (contradicts: a, b)"
    );
    let ruled = Bearing::Ruled(RulingStatus::Misleading);
    assert_eq!(
        phrase(Some("amina"), ruled, false),
        "ruled misleading by amina"
    );
}

#[test]
fn a_heading_says_already_that_evidence_supports_or_refutes() {
    for stance in Stance::ALL {
        let said = matches!(stance, Stance::Supports | Stance::Refutes);
        assert_eq!(words::goes_without_saying(Bearing::Evidence(*stance)), said);
    }
    assert!(words::goes_without_saying(Bearing::Ruled(
        RulingStatus::Refuted
    )));
    assert!(!words::goes_without_saying(Bearing::DeniedBy));
}

fn house(name: &str) -> HouseName {
    HouseName::Party(name.to_owned())
}

#[test]
fn every_reason_to_leave_a_row_out_has_its_words() {
    let blocked = |source: &str, reason| Blocked {
        source: source.to_owned(),
        reason,
    };
    let reasons = [
        (LeftOutReason::TheArticle, "it is the article under check"),
        (
            LeftOutReason::UnreliableVoice(house("Ann")),
            "it is the word of Ann, who is unreliable (E)",
        ),
        (
            LeftOutReason::SpeakerNotQuoted {
                speaker: house("Ann"),
                quoted: house("Bob"),
            },
            "it is the word of Ann, who makes the claim; it is about Bob",
        ),
        (
            LeftOutReason::ActorsWord(house("Court")),
            "it is the word of Court about its own act; its document would count",
        ),
        (LeftOutReason::Retracted, "it is retracted"),
        (
            LeftOutReason::UnreliablePublisher,
            "it is from an unreliable publisher (E)",
        ),
        (
            LeftOutReason::SpeakersHouse(HouseName::Free("Post".to_owned())),
            "it is the word of “Post”, who makes the claim",
        ),
        (
            LeftOutReason::UnknownSource,
            "it is not defined in the book",
        ),
        (
            LeftOutReason::NotCredible,
            "it is rated improbable (credibility 5)",
        ),
        (LeftOutReason::Withheld, "the reason is known to the desk"),
        (
            LeftOutReason::NoRoad(vec![
                blocked("a", LeftOutReason::Retracted),
                blocked(
                    "b",
                    LeftOutReason::SpeakersHouse(HouseName::Article("c".to_owned())),
                ),
            ]),
            "it rests only on a, retracted; and on b, the word of the article c, who makes the claim",
        ),
    ];
    for (reason, expected) in reasons {
        assert_eq!(reason::left_out(&reason), expected);
    }
}

#[test]
fn a_row_that_does_not_count_says_why_and_a_rule_goes_before_an_overlap() {
    let overlap = |shared| Overlap::With { row: 0, shared };
    let with = |overlap| EvidenceAccount {
        overlap: Some(overlap),
        ..own("b")
    };
    let rows = vec![
        own("a"),
        with(overlap(RowConflict::Origin("wire".to_owned()))),
        with(overlap(RowConflict::Voice(house("Post")))),
        with(overlap(RowConflict::Family(house("Post")))),
        with(Overlap::NotCompared),
        EvidenceAccount {
            left_out: Some(LeftOutReason::Retracted),
            ..with(Overlap::NotCompared)
        },
    ];
    let facts = facts("c", rows);
    let why: Vec<Option<String>> = (facts.evidence.iter())
        .map(|row| reason::not_counted(&facts, row))
        .collect();
    let expected = [
        None,
        Some("the same origin as a: wire"),
        Some("the same voice as a: Post"),
        Some("the same house as a: Post"),
        Some("there are too many rows to compare every one"),
        Some("it is retracted"),
    ];
    let why: Vec<Option<&str>> = why.iter().map(Option::as_deref).collect();
    assert_eq!(why, expected);
}

#[test]
fn an_origin_says_what_keeps_it_from_being_established() {
    let nature = |lack: Option<RootLack>| {
        reason::nature(
            &Root {
                lack,
                ..root(&["a"])
            },
            Some("Delta"),
        )
    };
    for (lack, text) in [
        (None, "an established origin"),
        (
            Some(RootLack::NoPublisher),
            "a possible origin: own reporting without a named publisher",
        ),
        (
            Some(RootLack::Statement),
            "a possible origin: a statement that nobody vouches for",
        ),
        (
            Some(RootLack::NotOwnReporting),
            "a possible origin: neither own reporting nor a primary source",
        ),
        (
            Some(RootLack::Unknown),
            "an origin that the book does not define",
        ),
        (
            Some(RootLack::Circle),
            "sources that cite one another: one origin, not established",
        ),
        (
            Some(RootLack::VoiceWithStake),
            "a possible origin: the word of Delta, who has a stake",
        ),
        (
            Some(RootLack::Doubtful),
            "a possible origin: not usually reliable (D)",
        ),
    ] {
        assert_eq!(nature(lack), text);
    }
}

#[test]
fn a_row_says_what_it_lacks_and_what_its_origins_lack() {
    let with_lack = |sources: &[&str], lack| Root {
        lack,
        ..root(sources)
    };
    let row = EvidenceAccount {
        lacks: vec![Unestablished::Credibility(3)],
        origins: [
            with_lack(&["a", "b"], Some(RootLack::Circle)),
            with_lack(&["c"], Some(RootLack::NoPublisher)),
            with_lack(&["d"], None),
            with_lack(&["e"], Some(RootLack::Statement)),
            with_lack(&["f"], Some(RootLack::VoiceWithStake)),
            with_lack(&["g"], Some(RootLack::Doubtful)),
            with_lack(&["h"], Some(RootLack::Unknown)),
            with_lack(&["i"], Some(RootLack::NotOwnReporting)),
        ]
        .into_iter()
        .collect(),
        ..own("x")
    };
    let mut facts = facts("c", vec![row.clone()]);
    let delta = party("Delta");
    facts.reasoning.stakes = [("f".to_owned(), delta)].into();
    assert_eq!(
        reason::lacks(&facts, &row),
        [
            "its credibility is 3 of 6: too hedged",
            "its sources cite one another: a, b",
            "c names no publisher",
            "e is a statement that nobody vouches for",
            "f carries the word of Delta, who has a stake",
            "it repeats g, which is not usually reliable (D)",
            "the book does not define its origin h",
            "i is neither own reporting nor a primary source",
        ]
    );
}

#[test]
fn a_sentence_names_twenty_and_says_how_many_more_there_are() {
    let ids: Vec<String> = (0..10_000).map(|number| format!("s{number:04}")).collect();
    let circle = Root {
        sources: ids.clone(),
        lack: Some(RootLack::Circle),
    };
    let id = reason::root_id(&circle);
    assert!(id.starts_with("s0000 = s0001 = "), "{id}");
    assert!(id.ends_with(" = s0019 = 9980 more"), "{id}");
    let blocked = |source: &String| Blocked {
        source: source.clone(),
        reason: LeftOutReason::Retracted,
    };
    let of = |count: usize| {
        reason::left_out(&LeftOutReason::NoRoad(
            ids.iter().take(count).map(blocked).collect(),
        ))
    };
    assert!(of(20).ends_with("; and on s0019, retracted"));
    assert!(of(21).ends_with("; and on s0019, retracted; and on others"));
}

/// The sentence for a derived status with these counts: possible and established, for it and against it.
fn because(derived: Derived, counts: [u32; 4], flags: &[Flag], by: Option<ContestedBy>) -> String {
    let count = |possible, established| Count {
        possible,
        established,
        items: 0,
        at_least: false,
    };
    let mut facts = facts("c", Vec::new());
    let assessment = &mut facts.reasoning.assessment;
    assessment.derived = derived;
    assessment.support = count(counts[0], counts[1]);
    assessment.refute = count(counts[2], counts[3]);
    assessment.flags = flags.iter().copied().collect();
    assessment.contested_by = by;
    verdict::because(&facts)
}

#[test]
fn every_derived_status_is_explained_with_its_own_counts() {
    let counts = [5, 3, 7, 4];
    let cases = [
        (
            Derived::NotCheckable,
            "opinions and predictions are not checked.",
        ),
        (
            Derived::Unverified,
            "the book has no evidence for or against it.",
        ),
        (
            Derived::SingleSource,
            "one origin supports it; it needs two that are first-hand.",
        ),
        (
            Derived::MultiReport,
            "five independent origins support it, but only three are first-hand; it needs two.",
        ),
        (
            Derived::Corroborated,
            "three independent, first-hand origins support it; it needs two.",
        ),
        (
            Derived::Refuted,
            "four independent, first-hand origins refute it; that takes two.",
        ),
        (
            Derived::Doubtful,
            "all evidence is against it, from seven independent origins; two that are first-hand would refute it.",
        ),
        (
            Derived::Contested,
            "five independent origins support it, seven independent origins refute it.",
        ),
    ];
    for (derived, expected) in cases {
        assert_eq!(because(derived, counts, &[], None), expected);
    }
}

#[test]
fn flags_change_the_explanation() {
    let counts = [5, 3, 7, 4];
    let corroborated = because(Derived::Corroborated, counts, &[Flag::Opposed], None);
    assert!(corroborated.ends_with("it needs two. Some evidence still says otherwise."));
    let interested = because(Derived::MultiReport, counts, &[Flag::AllInterested], None);
    assert!(interested.ends_with("but every first-hand one has a stake."));
}

#[test]
fn a_contested_claim_names_who_denies_it_and_who_reads_it_differently() {
    let mut denies = item("post", Stance::Denies, &[]);
    denies.voice = Some(party("India"));
    let mut disputes = item("mail", Stance::Disputes, &[]);
    disputes.publisher = Some(party("Mail"));
    let mut facts = facts("c", vec![denies.clone(), denies, disputes]);
    facts.reasoning.assessment.derived = Derived::Contested;
    assert_eq!(
        verdict::because(&facts),
        "India denies it. Mail reads the facts differently. Nobody independent has confirmed or disproved it."
    );
    facts.reasoning.assessment.support.possible = 1;
    facts.evidence.pop();
    facts.relations = vec![relation("denied-by", "rival")];
    facts.reasoning.counter_claims = vec!["rival".to_owned()];
    assert_eq!(
        verdict::because(&facts),
        "one origin supports it, and India and Eastmark deny it."
    );
}

#[test]
fn next_steps_say_first_what_to_find_and_put_rows_that_lack_the_same_together() {
    let lacking = |(source, grade)| EvidenceAccount {
        lacks: vec![Unestablished::Credibility(grade)],
        origins: std::iter::once(Root {
            lack: None,
            ..root(&[source])
        })
        .collect(),
        ..own(source)
    };
    let rows = [("a", 3), ("b", 4), ("c", 3)].map(lacking);
    let mut facts = facts("c", rows.to_vec());
    facts.reasoning.rivals = list(&["rival-one", "rival-two"]);
    facts.reasoning.next_steps = vec![
        NextStep::Establish { row: 0 },
        NextStep::NeedsEstablishedOrigins {
            n: 1,
            not_of_houses: vec![house("Post"), house("Wire")],
        },
        NextStep::Establish { row: 1 },
        NextStep::Establish { row: 2 },
        NextStep::NeedsDisinterestedOrigin {
            not_of_houses: Vec::new(),
        },
        NextStep::AnswerEvidence(vec![1, 0]),
        NextStep::AnswerDenial {
            rows: vec![2],
            counters: vec![1],
        },
    ];
    assert_eq!(
        steps::next_steps(&facts),
        [
            "to be solid it needs one more independent, first-hand report for it, not from Post, Wire; \
             and a first-hand report for it by somebody without a stake; \
             and an answer to the evidence against it: b, a",
            "evidence that answers the denial: c, rival-two; without the denial it is unverified",
            "a, c are not first-hand yet: its credibility is 3 of 6: too hedged",
            "b is not first-hand yet: its credibility is 4 of 6: too hedged",
        ]
    );
}

#[test]
fn a_row_says_what_its_voice_its_desk_and_its_address_mean_for_it() {
    let accused = |gains| Accused {
        house: house("Delta"),
        gains,
    };
    let noted = EvidenceAccount {
        stated: Some(RowVoice {
            house: house("Post"),
            is_new: false,
        }),
        beside: Some(0),
        accused: vec![accused(false), accused(true)],
        publisher_from_address: true,
        ..own("b")
    };
    let facts = facts("c", vec![own("a"), noted]);
    assert_eq!(reason::notes(&facts, &facts.evidence[0]), [""; 0]);
    assert_eq!(
        reason::notes(&facts, &facts.evidence[1]),
        [
            "the voice of Post says nothing new: the row is judged without it",
            "counts beside a (line 1): two witnesses of one desk",
            "Delta is accused and gains nothing by it: no stake",
            "Delta is accused, and still has a stake",
            "its publisher comes from its address",
        ]
    );
}

#[test]
fn a_conflict_names_the_line_of_the_passage_that_it_is_with() {
    let after = |shared| EvidenceAccount {
        overlap: Some(Overlap::With { row: 0, shared }),
        ..own("b")
    };
    let unregistered = OneWitness::NotRegistered(house("Ann"));
    let rows = vec![
        own("a"),
        after(RowConflict::Page("a".to_owned())),
        after(RowConflict::VoiceOfPublisher(house("Ministry"))),
        after(RowConflict::PublisherOfVoice(house("Ministry"))),
        after(RowConflict::Desk(house("Post"), unregistered)),
        after(RowConflict::Desk(house("Post"), OneWitness::Desk)),
    ];
    let facts = facts("c", rows);
    let told: Vec<String> = (facts.evidence.iter())
        .filter_map(|row| reason::not_counted(&facts, row))
        .collect();
    assert_eq!(
        told,
        [
            "another passage of the same page (line 1)",
            "the word of Ministry, which a gives already (line 1)",
            "from Ministry, whose word a gives already (line 1)",
            "the same house as a (line 1): Post, and Ann is not a party of this book",
            "the same house as a (line 1): Post, and the desk itself is the witness",
        ]
    );
}

#[test]
fn a_claim_says_why_it_needs_as_many_origins_as_it_does() {
    let mut facts = facts("c", vec![own("a")]);
    let mut told = |needs| {
        facts.reasoning.needs = needs;
        verdict::rules(&facts).join(" ")
    };
    assert_eq!(told(Needs::Claim), "");
    assert_eq!(told(Needs::Policy(None)), "");
    assert_eq!(
        told(Needs::Saying(0)),
        "One origin is enough, because `a` (line 1) is the saying itself."
    );
    for (why, end) in [
        (
            NotSaying::QuotedNotWritten,
            "would be the saying itself only if the claim wrote out `quoted`.",
        ),
        (
            NotSaying::NotEstablished,
            "is the saying itself, but not established.",
        ),
        (
            NotSaying::Outlet,
            "comes from an outlet of the house, and `quoted` names another part.",
        ),
        (NotSaying::Copy, "is a copy of the saying."),
        (NotSaying::OtherVoice, "carries another voice."),
        (
            NotSaying::NotDocument,
            "is not a document, and only a document does the act.",
        ),
    ] {
        let needs = "It needs 2 established origins, because `a` (line 1) ";
        assert_eq!(told(Needs::Policy(Some((0, why)))), format!("{needs}{end}"));
    }
    facts.reasoning.needs = Needs::Claim;
    facts.reasoning.interest_applies = false;
    assert_eq!(
        verdict::rules(&facts),
        ["Who has a stake does not matter, because the speaker's own words are in question."]
    );
}

#[test]
fn every_lack_of_a_row_has_its_words() {
    let copies = vec!["rag".to_owned(), "tabloid".to_owned()];
    for (lack, told) in [
        (
            Unestablished::Credibility(4),
            "its credibility is 4 of 6: too hedged",
        ),
        (
            Unestablished::DoubtfulPublisher,
            "its publisher is not usually reliable (D)",
        ),
        (
            Unestablished::DoubtfulVoice(house("Ann")),
            "its voice, Ann, is not usually reliable (D)",
        ),
        (
            Unestablished::RepeatsDoubtful(copies),
            "it repeats rag, tabloid, not usually reliable (D)",
        ),
        (
            Unestablished::Statement,
            "its voice makes it a statement that nobody vouches for",
        ),
        (
            Unestablished::VoiceWithStake(house("Delta")),
            "it is the word of Delta, who has a stake",
        ),
    ] {
        assert_eq!(reason::unestablished(&lack), told);
    }
}

#[test]
fn every_kind_of_stake_has_its_words() {
    let sides = || vec![house("Delta"), house("Northland")];
    for (interest, told) in [
        (
            Interest::Source(sides()),
            "has a stake: sides with Delta, Northland",
        ),
        (
            Interest::Voice(sides()),
            "has a stake: its voice sides with Delta, Northland",
        ),
        (
            Interest::EveryRoot(sides()),
            "has a stake: all its origins side with Delta, Northland",
        ),
    ] {
        assert_eq!(reason::interest(&interest), told);
    }
}

#[test]
fn an_attribution_says_the_one_reason_for_its_status() {
    let denial = EvidenceAccount {
        line: 7,
        ..item("b", Stance::Disputes, &[&["b"]])
    };
    let mut facts = facts("c", vec![own("a"), denial]);
    assert_eq!(verdict::attribution(&facts), None);
    for (rule, told) in [
        (Attributed::NoRow, "no row is about whether they said it."),
        (
            Attributed::NothingCounts,
            "no row that counts says that they said it, or that they did not.",
        ),
        (
            Attributed::OnlyRefuted(0),
            "`a` (line 1) refutes that they said it, and nothing supports it.",
        ),
        (
            Attributed::Denied(1),
            "`b` (line 7) disputes that they said it.",
        ),
        (
            Attributed::BothSides(0, 1),
            "`a` (line 1) supports that they said it, and `b` (line 7) refutes it.",
        ),
        (
            Attributed::BySpeaker(0),
            "the speaker's own house publishes `a` (line 1).",
        ),
        (
            Attributed::OwnReporting(0),
            "`a` (line 1) is own reporting.",
        ),
        (
            Attributed::Independent(0, 1),
            "`a` (line 1) and `b` (line 7) are independent.",
        ),
        (
            Attributed::Reported(0),
            "`a` (line 1) supports it, but no row is own reporting or from the speaker's house, and no two are independent.",
        ),
    ] {
        facts.reasoning.attribution = Some(rule);
        assert_eq!(verdict::attribution(&facts).as_deref(), Some(told));
    }
}

#[test]
fn what_is_dated_after_today_has_no_effect_yet_and_says_from_when() {
    let ruling = ruling(RulingStatus::Refuted);
    assert_eq!(
        verdict::pending_ruling(&ruling),
        "The ruling refuted by amina has no effect yet: it is dated 2026-03-01."
    );
    assert_eq!(words::dated("2027", true), "2027, no effect yet");
    assert_eq!(words::dated("2025", false), "2025");
    assert_eq!(
        verdict::pending_retraction("wire", "2026-03"),
        "The retraction of `wire` has no effect yet: it is dated 2026-03."
    );
}
