//! The two sides of a claim.

use crate::answer::sides::{Bearing, ClaimWithSides, Standpoint, only, sides_of};
use crate::answer::tests::{facts, item, own, party, relation, ruling};
use crate::answer::{EvidenceAccount, Sides};
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;

/// Whose word a row is in these tests: the part of its source's id before the first `-`.
fn speaks(row: &EvidenceAccount) -> Option<String> {
    let (who, _) = row.source.split_once('-')?;
    Some(who.to_owned())
}

fn point(who: &str, how: Bearing, ids: &[&str]) -> Standpoint {
    Standpoint {
        who: (!who.is_empty()).then(|| who.to_owned()),
        how,
        paper: None,
        left_out: false,
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
    }
}

const SUPPORTS: Bearing = Bearing::Evidence(Stance::Supports);

#[test]
fn sources_that_are_the_word_of_one_party_are_together() {
    let rows = ["post-count", "wire-story", "post-list", "leaflet"].map(own);
    let sides = sides_of(&facts("c", rows.to_vec()), speaks);
    assert_eq!(
        sides.supports,
        [
            point("post", SUPPORTS, &["post-count", "post-list"]),
            point("wire", SUPPORTS, &["wire-story"]),
            point("", SUPPORTS, &["leaflet"]),
        ]
    );
    assert!(sides.against.is_empty());
}

#[test]
fn each_stance_against_the_claim_is_told_apart_and_no_other_stance_takes_a_side() {
    let rows = Stance::ALL
        .iter()
        .map(|stance| item(&format!("post-{stance}"), *stance, &[&["x"]]));
    let sides = sides_of(&facts("c", rows.collect()), speaks);
    let against = [Stance::Refutes, Stance::Denies, Stance::Disputes];
    let against = against.map(|stance| {
        let id = format!("post-{stance}");
        point("post", Bearing::Evidence(stance), &[&id])
    });
    assert_eq!(
        sides.supports,
        [point("post", SUPPORTS, &["post-supports"])]
    );
    assert_eq!(sides.against, against);
}

/// A denial by this voice, in a paper's reprint of a wire story.
fn denial(voice: &str, publisher: &str, source: &str) -> EvidenceAccount {
    EvidenceAccount {
        voice: Some(party(voice)),
        publisher: Some(party(publisher)),
        ..item(source, Stance::Denies, &[&["wire"]])
    }
}

#[test]
fn a_passage_in_somebodys_words_is_theirs_and_names_the_paper_not_the_wire() {
    let rows = vec![
        denial("Delta", "Post", "post-a"),
        denial("Delta", "Post", "post-b"),
        denial("Delta", "Herald", "herald-a"),
        denial("Post", "Post", "post-c"),
    ];
    let denies = Bearing::Evidence(Stance::Denies);
    let in_paper = |paper: &str, ids: &[&str]| Standpoint {
        paper: Some(paper.to_owned()),
        ..point("Delta", denies, ids)
    };
    assert_eq!(
        sides_of(&facts("c", rows), speaks).against,
        [
            in_paper("Post", &["post-a", "post-b"]),
            in_paper("Herald", &["herald-a"]),
            point("Post", denies, &["post-c"]),
        ]
    );
}

#[test]
fn a_source_that_carries_somebodys_word_is_theirs_too_and_names_the_paper_not_the_wire() {
    let of_source = EvidenceAccount {
        voice: None,
        source_voice: Some(party("Delta")),
        ..denial("", "Post", "wire-story")
    };
    let in_post = Standpoint {
        paper: Some("Post".to_owned()),
        ..point("Delta", Bearing::Evidence(Stance::Denies), &["wire-story"])
    };
    assert_eq!(
        sides_of(&facts("c", vec![of_source]), speaks).against,
        [in_post]
    );
}

#[test]
fn json_has_who_how_sources_and_claim_for_each_side() {
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..own("post-old")
    };
    let mut claim = facts(
        "c",
        vec![own("post-a"), struck, denial("Delta", "Post", "me")],
    );
    claim.relations = vec![
        relation("denied-by", "rival"),
        relation("contradicts", "other"),
    ];
    claim.claim.ruling = Some(ruling(RulingStatus::Refuted));
    let sides = sides_of(&claim, speaks);
    let json = ClaimWithSides::from((claim.claim, sides));
    let json = serde_json::to_value(&json).unwrap();
    assert_eq!(json["id"], "c");
    assert_eq!(
        json["for"],
        serde_json::json!([{"who": "post", "how": "supports", "sources": ["post-a"], "claim": null}])
    );
    assert_eq!(
        json["against"],
        serde_json::json!([
            {"who": "Delta", "how": "denies", "sources": ["me"], "claim": null},
            {"who": "Eastmark", "how": "counter-claim", "sources": [], "claim": "rival"},
            {"who": "Eastmark", "how": "counter-claim", "sources": [], "claim": "other"},
        ])
    );
}

#[test]
fn evidence_on_who_said_it_takes_no_side() {
    let mut row = own("post-count");
    row.about = About::Attribution;
    row.on_content = false;
    let sides = sides_of(&facts("c", vec![row]), speaks);
    assert_eq!(sides, Sides::default());
}

#[test]
fn what_the_rules_leave_out_is_apart_and_together_whatever_its_stance() {
    let struck = |id: &str, stance| EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..item(id, stance, &[&["x"]])
    };
    let rows = vec![
        item("post-a", Stance::Denies, &[&["x"]]),
        struck("post-b", Stance::Denies),
        struck("post-c", Stance::Refutes),
    ];
    let sides = sides_of(&facts("c", rows), speaks);
    let out = Standpoint {
        left_out: true,
        ..point(
            "post",
            Bearing::Evidence(Stance::Denies),
            &["post-b", "post-c"],
        )
    };
    let kept = point("post", Bearing::Evidence(Stance::Denies), &["post-a"]);
    assert_eq!(sides.against, [kept, out]);
}

#[test]
fn claims_that_deny_or_contradict_it_are_against_it_and_others_are_not() {
    let mut claim = facts("c", Vec::new());
    let kinds = [
        "denies",
        "contradicts",
        "repeats",
        "denied-by",
        "repeated-by",
    ];
    claim.relations = kinds.map(|kind| relation(kind, kind)).to_vec();
    assert_eq!(
        sides_of(&claim, speaks).against,
        [
            point("Eastmark", Bearing::Contradicts, &["contradicts"]),
            point("Eastmark", Bearing::DeniedBy, &["denied-by"]),
        ]
    );
}

#[test]
fn only_a_ruling_that_goes_against_the_claim_is_against_it() {
    for status in RulingStatus::ALL {
        let mut claim = facts("c", Vec::new());
        claim.claim.ruling = Some(ruling(*status));
        let against = matches!(
            status,
            RulingStatus::Refuted | RulingStatus::Contested | RulingStatus::Misleading
        );
        let expected = against.then(|| point("amina", Bearing::Ruled(*status), &[]));
        let sides = sides_of(&claim, speaks);
        assert_eq!(sides.against, Vec::from_iter(expected), "{status}");
        assert_eq!(claim.ruled_against().is_some(), against, "{status}");
    }
    assert!(facts("c", Vec::new()).ruled_against().is_none());
}

#[test]
fn json_has_one_word_for_each_bearing() {
    let bearings = [
        (SUPPORTS, "supports"),
        (Bearing::DeniedBy, "denied-by"),
        (Bearing::Contradicts, "contradicts"),
        (Bearing::Ruled(RulingStatus::Refuted), "ruled"),
    ];
    for (bearing, word) in bearings {
        assert_eq!(serde_json::to_value(bearing).unwrap(), word);
    }
}

#[test]
fn several_origins_are_the_word_of_one_party_only_if_all_are() {
    let post = || Some(party("Post"));
    assert_eq!(only([post(), post()].into_iter()), post());
    assert_eq!(only([post(), Some(party("Wire"))].into_iter()), None);
    assert_eq!(only([post(), None].into_iter()), None);
    assert_eq!(only([None, post()].into_iter()), None);
    assert_eq!(only(std::iter::empty()), None);
}
