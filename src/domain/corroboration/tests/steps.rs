//! What would change a status, and on which single sources it depends.

use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::tests::books::{
    Book, Opponent, derived, own, party, ruling, voicing,
};
use crate::domain::corroboration::{HouseName, NextStep, RootLack};
use crate::domain::evidence::Stance;
use crate::domain::party::PartyCore;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceCore;
use crate::domain::status::{Derived, Flag};

fn papers(names: &[&str]) -> Vec<SourceCore> {
    let paper = |name: &&str| own(name, &format!("p{name}"));
    names.iter().map(paper).collect()
}

/// A claim of a minister with one established origin of this stance.
fn of_minister(stance: Stance) -> Book {
    let mut book = Book::of(papers(&["a"])).with(stance, &["a"]);
    book.claim.speaker = Some("minister".to_owned());
    book
}

/// How many more origins it needs, and of which houses they must not be.
fn more_origins(book: &Book) -> (u32, Vec<HouseName>) {
    let steps = book.explain().next_steps;
    let found = steps.into_iter().find_map(|step| match step {
        NextStep::NeedsEstablishedOrigins { n, not_of_houses } => Some((n, not_of_houses)),
        _ => None,
    });
    found.unwrap()
}

fn free(name: &str) -> HouseName {
    HouseName::Free(name.to_owned())
}

#[test]
fn another_origin_for_a_claim_must_not_be_of_its_speaker() {
    let mut book = of_minister(Stance::Supports);
    assert_eq!(more_origins(&book), (1, vec![free("minister"), free("pa")]));
    book.parties = vec![party("minister", Some("state")), party("state", None)];
    let state = HouseName::Party("state".to_owned());
    assert_eq!(more_origins(&book), (1, vec![state, free("pa")]));
}

#[test]
fn another_origin_against_a_claim_may_be_of_its_speaker() {
    assert_eq!(
        more_origins(&of_minister(Stance::Refutes)),
        (1, vec![free("pa")])
    );
}

#[test]
fn another_origin_that_heard_a_quotation_may_be_of_the_speaker_or_a_voice() {
    let mut book = of_minister(Stance::Supports);
    book.claim.kind = Some(ClaimKind::Quotation);
    book.sources = vec![voicing("a", "pa", "minister")];
    assert_eq!(more_origins(&book), (1, vec![free("pa")]));
}

#[test]
fn an_origin_without_a_stake_must_not_be_of_the_speaker_whose_claim_it_supports() {
    let mut book = Book::of(papers(&["a", "b"])).with(Stance::Supports, &["a", "b"]);
    let sided = |name| PartyCore {
        interests: vec!["minister".to_owned()],
        ..party(name, None)
    };
    book.parties = vec![sided("pa"), sided("pb"), party("minister", None)];
    book.claim.speaker = Some("minister".to_owned());
    let minister = HouseName::Party("minister".to_owned());
    assert_eq!(
        book.explain().next_steps,
        [NextStep::NeedsDisinterestedOrigin {
            not_of_houses: vec![minister]
        }]
    );
    for row in &mut book.claim.evidence {
        row.stance = Stance::Refutes;
    }
    assert_eq!(book.assess().derived, Derived::Refuted);
}

#[test]
fn sources_that_the_book_does_not_define_are_an_origin_each() {
    let mut book = Book::of(papers(&["a", "b"])).with(Stance::Supports, &["a", "b", "a"]);
    book.claim.evidence[2].via = ["gone", "lost", "missing"].map(str::to_owned).into();
    let roots = &book.explain().rows[2].roots;
    let ids: Vec<String> = roots.iter().map(|root| root.sources.join("+")).collect();
    assert_eq!(ids, ["gone", "lost", "missing"]);
    assert!(
        roots
            .iter()
            .all(|root| root.lack == Some(RootLack::Unknown))
    );
}

#[test]
fn a_firm_claim_needs_no_step() {
    for stance in [Stance::Supports, Stance::Refutes] {
        let firm = Book::of(papers(&["a", "b"])).with(stance, &["a", "b"]);
        assert!(firm.explain().next_steps.is_empty());
    }
}

#[test]
fn evidence_and_denials_on_the_other_side_must_be_answered() {
    let names = ["a", "b", "c", "d"];
    let book = Book::of(papers(&names))
        .with(Stance::Denies, &["a"])
        .with(Stance::Supports, &["b"])
        .with(Stance::Refutes, &["c"])
        .with(Stance::Disputes, &["d"]);
    let steps = book.explain().next_steps;
    assert!(steps.contains(&NextStep::AnswerEvidence(vec![2])));
    let denied = Book::of(papers(&names))
        .with(Stance::Denies, &["a"])
        .with(Stance::Supports, &["b"])
        .with(Stance::Disputes, &["d"]);
    let explanation = denied.explain();
    assert_eq!(explanation.assessment.derived, Derived::Contested);
    let denial = |rows: Vec<usize>, counters| NextStep::AnswerDenial { rows, counters };
    assert!(
        explanation
            .next_steps
            .contains(&denial(vec![0, 2], Vec::new()))
    );
    let mut countered = Book::of(papers(&["b"])).with(Stance::Supports, &["b"]);
    countered.counters = vec![Opponent {
        speaker: Some("rival".to_owned()),
        article: None,
        kind: None,
        ruling: None,
    }];
    let steps = countered.explain().next_steps;
    assert!(steps.contains(&denial(Vec::new(), vec![0])), "{steps:?}");
}

#[test]
fn a_refuted_claim_depends_on_its_sources_as_a_corroborated_one_does() {
    for stance in [Stance::Supports, Stance::Refutes] {
        let two = Book::of(papers(&["a", "b"])).with(stance, &["a", "b"]);
        let explanation = two.explain();
        assert!(explanation.assessment.flags.contains(Flag::Fragile));
        assert_eq!(explanation.fragile_on, ["a", "b"]);
        let three = Book::of(papers(&["a", "b", "c"])).with(stance, &["a", "b", "c"]);
        let explanation = three.explain();
        assert!(!explanation.assessment.flags.contains(Flag::Fragile));
        assert!(explanation.fragile_on.is_empty());
    }
}

#[test]
fn only_a_confirmed_claim_depends_on_a_single_report() {
    let mut book = Book::of(papers(&["a"])).with(Stance::Supports, &["a"]);
    assert!(book.explain().fragile_on.is_empty());
    book.claim.rulings = vec![ruling(RulingStatus::Confirmed, "2026")];
    assert_eq!(book.explain().fragile_on, ["a"]);
    book.claim.rulings = vec![ruling(RulingStatus::Contested, "2026")];
    assert!(book.explain().fragile_on.is_empty());
}

#[test]
fn the_lineage_of_a_source_is_itself_and_all_that_it_rests_on() {
    let mut sources = papers(&["b", "a"]);
    sources.push(derived("copy", &["b", "gone"]));
    let registry = Book::of(sources).registry();
    assert_eq!(registry.lineage("copy"), ["b", "copy", "gone"]);
    assert_eq!(registry.lineage("a"), ["a"]);
    assert_eq!(registry.lineage("gone"), ["gone"]);
    assert!(registry.lineage("unheard").is_empty());
}
