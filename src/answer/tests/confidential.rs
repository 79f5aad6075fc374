//! The masking of what is confidential.

use crate::answer::evidence::Overlap;
use crate::answer::report::Answer;
use crate::answer::report::confidential::Confidential;
use crate::answer::tests::{facts, item, own, party, relation, root, source};
use crate::answer::{AskedAnswer, ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::{
    Blocked, HouseName, Interest, LeftOutReason, NextStep, RowConflict,
};
use crate::domain::evidence::Stance;

/// What every secret text in these tests contains.
const SECRET: &str = "secret";

fn secret() -> String {
    SECRET.to_owned()
}

fn house(name: &str) -> HouseName {
    HouseName::Party(name.to_owned())
}

/// The source `secret`, the claim `secret` and the party `Secret` are confidential. The source `copy` rests on `secret`.
fn confidential() -> Confidential {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Confidential {
        sources: [(secret(), "known-1".to_owned())].into(),
        resting: names(&[SECRET, "copy"]),
        claims: names(&[SECRET]),
        drafts: names(&["unread"]),
        parties: names(&["secret", "Secret"]),
    }
}

/// A row of the hidden source with a secret in every text that a source or its row has.
fn hidden_row() -> EvidenceAccount {
    EvidenceAccount {
        title: Some(secret()),
        publisher: Some(party("Secret")),
        url: Some(secret()),
        published: Some(secret()),
        via: vec![secret()],
        quote: Some(secret()),
        locator: Some(secret()),
        translation: Some(secret()),
        note: Some(secret()),
        left_out: Some(LeftOutReason::SpeakersHouse(house("Secret"))),
        origins: [root(&[SECRET]), root(&["open", SECRET])]
            .into_iter()
            .collect(),
        lacks: vec![crate::domain::corroboration::Unestablished::RepeatsDoubtful(vec![secret()])],
        interest: Some(Interest::Source(vec![house("Secret")])),
        overlap: Some(Overlap::With {
            row: 1,
            shared: RowConflict::Origin(secret()),
        }),
        ..own(SECRET)
    }
}

/// Masks a claim, and says what a program would find in all of it.
fn masked(mut claim: ClaimFacts) -> (ClaimFacts, String) {
    let mut answer = Answer {
        claims: vec![claim],
        ..Answer::default()
    };
    confidential().withhold(&mut answer);
    claim = answer.claims.remove(0);
    let text = format!("{claim:?}");
    (claim, text)
}

#[track_caller]
fn assert_silent(text: &str) {
    assert!(!text.to_lowercase().contains(SECRET), "{text}");
}

#[test]
fn no_text_of_a_hidden_sources_row_slips_out() {
    let (claim, text) = masked(facts("c", vec![hidden_row(), own("open")]));
    assert_silent(&text);
    let row = &claim.evidence[0];
    assert_eq!(row.source, "known-1");
    assert_eq!(row.title.as_deref(), Some("a source known to the desk"));
    assert_eq!(row.left_out, Some(LeftOutReason::Withheld));
    assert_eq!(row.interest, None);
}

#[test]
fn no_text_of_a_claim_around_it_slips_out() {
    let mut claim = facts("c", vec![own("open")]);
    claim.claim.speaker = Some(party("Secret"));
    claim.asked = vec![AskedAnswer {
        of: party("Secret"),
        on: None,
        due: None,
        outcome: None,
        note: Some(secret()),
    }];
    claim.relations = vec![relation("denied-by", SECRET), relation("denies", "other")];
    claim.relations[1].speaker = Some(party("Secret"));
    claim.reasoning.rivals = vec![secret(), "other".to_owned()];
    claim.reasoning.counter_claims = vec![secret()];
    claim.reasoning.fragile_on = vec![secret(), "open".to_owned()];
    claim.reasoning.next_steps = vec![
        NextStep::NeedsEstablishedOrigins {
            n: 1,
            not_of_houses: vec![house("Secret"), house("Open")],
        },
        NextStep::NeedsDisinterestedOrigin {
            not_of_houses: vec![HouseName::Free("Secret".to_owned())],
        },
        NextStep::Establish { row: 0 },
    ];
    let (claim, text) = masked(claim);
    assert_silent(&text);
    assert_eq!(claim.relations.len(), 1);
    assert_eq!(claim.reasoning.fragile_on, ["known-1", "open"]);
    assert_eq!(
        claim.reasoning.rivals,
        ["a claim known to the desk", "other"]
    );
    let NextStep::NeedsEstablishedOrigins { not_of_houses, .. } = &claim.reasoning.next_steps[0]
    else {
        panic!("{:?}", claim.reasoning.next_steps)
    };
    assert_eq!(not_of_houses[1], house("Open"));
}

#[test]
fn one_confidential_thing_of_any_sort_is_enough_to_mask_the_answer() {
    let only = |change: fn(&mut Confidential)| {
        let mut confidential = confidential();
        change(&mut confidential);
        let mut claim = facts("c", vec![own(SECRET)]);
        claim.relations = vec![relation("denied-by", SECRET)];
        claim.claim.speaker = Some(party("Secret"));
        let mut answer = Answer {
            claims: vec![claim],
            ..Answer::default()
        };
        confidential.withhold(&mut answer);
        let claim = answer.claims.remove(0);
        (
            claim.evidence[0].source != SECRET,
            claim.relations.is_empty(),
            claim.claim.speaker != Some(party("Secret")),
        )
    };
    let sources = only(|all| {
        all.claims.clear();
        all.parties.clear();
    });
    assert_eq!(sources, (true, false, false));
    let claims = only(|all| {
        all.sources.clear();
        all.resting.clear();
        all.parties.clear();
    });
    assert_eq!(claims, (false, true, false));
    let parties = only(|all| {
        all.sources.clear();
        all.resting.clear();
        all.claims.clear();
    });
    assert_eq!(parties, (false, false, true));
}

#[test]
fn what_is_not_confidential_stays() {
    let before = EvidenceAccount {
        title: Some("Title".to_owned()),
        publisher: Some(party("Post")),
        quote: Some("words".to_owned()),
        left_out: Some(LeftOutReason::SpeakersHouse(house("Post"))),
        interest: Some(Interest::EveryRoot(vec![house("Post")])),
        ..own("open")
    };
    let (claim, _) = masked(facts("c", vec![before.clone()]));
    assert_eq!(claim.evidence, [before]);
}

#[test]
fn a_row_that_rests_on_a_hidden_source_keeps_its_words_but_no_reason_that_gives_it_away() {
    let left_out = || Some(LeftOutReason::Retracted);
    let copy = EvidenceAccount {
        left_out: left_out(),
        interest: Some(Interest::EveryRoot(vec![house("Open")])),
        quote: Some("words".to_owned()),
        ..item("copy", Stance::Supports, &[&[SECRET]])
    };
    let passage = EvidenceAccount {
        via: vec!["copy".to_owned()],
        left_out: left_out(),
        ..own("open")
    };
    let other = EvidenceAccount {
        left_out: left_out(),
        ..own("other")
    };
    let (claim, text) = masked(facts("c", vec![copy, passage, other]));
    assert_silent(&text);
    let reasons: Vec<_> = claim.evidence.iter().map(|row| &row.left_out).collect();
    assert_eq!(
        reasons,
        [
            &Some(LeftOutReason::Withheld),
            &Some(LeftOutReason::Withheld),
            &left_out()
        ]
    );
    assert_eq!(claim.evidence[0].quote.as_deref(), Some("words"));
    assert_eq!(claim.evidence[0].interest, None);
}

#[test]
fn a_blocked_path_names_neither_the_hidden_source_nor_the_hidden_house() {
    let row = EvidenceAccount {
        left_out: Some(LeftOutReason::NoRoad(vec![
            Blocked {
                source: secret(),
                reason: LeftOutReason::Retracted,
            },
            Blocked {
                source: "open".to_owned(),
                reason: LeftOutReason::SpeakersHouse(house("Secret")),
            },
        ])),
        ..own("other")
    };
    let (claim, text) = masked(facts("c", vec![row]));
    assert_silent(&text);
    let Some(LeftOutReason::NoRoad(blocked)) = &claim.evidence[0].left_out else {
        panic!("{text}")
    };
    assert_eq!((blocked[0].source.as_str(), blocked.len()), ("known-1", 2));
}

#[test]
fn two_rows_share_a_named_house_only_if_neither_rests_on_a_hidden_source() {
    let with = |row: usize, source: &str| EvidenceAccount {
        overlap: Some(Overlap::With {
            row,
            shared: RowConflict::Family(house("Open")),
        }),
        ..own(source)
    };
    let rows = vec![with(1, "a"), with(0, "b"), with(3, "c"), with(0, "copy")];
    let (claim, _) = masked(facts("c", rows));
    let houses = claim.evidence.iter().map(|row| match &row.overlap {
        Some(Overlap::With {
            shared: RowConflict::Family(house),
            ..
        }) => house.clone(),
        other => panic!("{other:?}"),
    });
    let hidden = house("a party known to the desk");
    assert_eq!(
        houses.collect::<Vec<_>>(),
        [house("Open"), house("Open"), hidden.clone(), hidden]
    );
}

#[test]
fn a_claim_with_a_hidden_source_does_not_say_which_houses_it_must_not_ask() {
    let mut claim = facts("c", vec![own("copy")]);
    claim.reasoning.next_steps = vec![NextStep::NeedsDisinterestedOrigin {
        not_of_houses: vec![house("Open")],
    }];
    let (claim, _) = masked(claim);
    assert_eq!(
        claim.reasoning.next_steps,
        [NextStep::NeedsDisinterestedOrigin {
            not_of_houses: Vec::new()
        }]
    );
}

#[test]
fn a_hidden_source_loses_its_record_and_its_neighbours_lose_its_id() {
    let mut hidden = source(SECRET);
    hidden.publisher = Some(party("Post"));
    hidden.voice = Some(party("Post"));
    hidden.interests = vec![party("Post")];
    hidden.repeated_by = vec!["copy".to_owned()];
    let mut copy = source("copy");
    copy.derived_from = vec![secret()];
    copy.interests = vec![party("Secret"), party("Post")];
    let mut answer = Answer {
        sources: vec![hidden, copy],
        ..Answer::default()
    };
    confidential().withhold(&mut answer);
    assert_silent(&format!("{:?}", answer.sources));
    let [hidden, copy] = answer.sources.as_slice() else {
        panic!()
    };
    assert!(hidden.withheld && !copy.withheld);
    assert!(hidden.publisher.is_none() && hidden.voice.is_none());
    assert!(hidden.interests.is_empty());
    assert_eq!(hidden.repeated_by, ["copy"]);
    assert_eq!(copy.derived_from, ["known-1"]);
    assert_eq!(copy.interests[1], party("Post"));
}
