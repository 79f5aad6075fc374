//! What must hold for every book.

use super::books::{Book, any_book, derived, id, row};
use super::naive;
use super::naive::Outcome;
use crate::domain::corroboration::{Assessment, Count, RowAccount};
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::source::SourceCore;
use crate::domain::status::Flag;
use proptest::prelude::*;

/// Cases a property; small books are cheap.
const CASES: u32 = 2_500;

fn outcome(assessment: &Assessment) -> Outcome {
    Outcome {
        derived: assessment.derived,
        contested_by: assessment.contested_by,
        attribution: assessment.attribution,
        flags: assessment.flags.iter().collect(),
        counts: [
            assessment.support.possible,
            assessment.support.established,
            assessment.refute.possible,
            assessment.refute.established,
        ],
    }
}

fn is_at_most(low: Count, high: Count) -> bool {
    low.possible <= high.possible && low.established <= high.established
}

/// A content row, as the algebra speaks of them.
fn content_row(book: &Book, place: usize) -> Option<EvidenceCore> {
    let rows: Vec<&EvidenceCore> = book
        .claim
        .evidence
        .iter()
        .filter(|row| row.about == About::Content)
        .collect();
    rows.get(place % rows.len().max(1))
        .map(|row| (*row).clone())
}

/// Whether neither the row nor one of its roots lacks anything.
fn is_established(account: &RowAccount) -> bool {
    account.unestablished.is_empty() && account.roots.iter().all(|root| root.lack.is_none())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn a_book_comes_out_as_the_naive_rules_have_it(book in any_book()) {
        prop_assert_eq!(outcome(&book.assess()), naive::outcome(&book));
    }

    #[test]
    fn another_supporting_row_never_lowers_a_count_for(book in any_book(), extra in any_book()) {
        let mut more = book.clone();
        let supporting = extra.claim.evidence.into_iter().filter(|row| row.stance == Stance::Supports);
        more.claim.evidence.extend(supporting);
        prop_assert!(is_at_most(book.assess().support, more.assess().support));
    }

    #[test]
    fn a_pure_copy_changes_no_count(book in any_book(), place in 0..8_usize) {
        let Some(original) = content_row(&book, place).filter(|row| row.via.is_empty()) else { return Ok(()) };
        let Some(copied) = book.sources.iter().find(|source| source.id.as_str() == original.source) else { return Ok(()) };
        let mut more = book.clone();
        more.sources.push(SourceCore { publisher: copied.publisher.clone(), ..derived("copy", &[&original.source]) });
        more.claim.evidence.push(EvidenceCore { source: "copy".to_owned(), ..original });
        let (before, after) = (book.assess(), more.assess());
        prop_assert_eq!(before.support.possible, after.support.possible);
        prop_assert_eq!(before.support.established, after.support.established);
        prop_assert_eq!(before.refute.possible, after.refute.possible);
        prop_assert_eq!(before.refute.established, after.refute.established);
    }

    #[test]
    fn a_copy_that_names_no_publisher_adds_nothing_where_the_original_counts(book in any_book(), place in 0..8_usize) {
        let accounts = book.explain().rows;
        let rows: Vec<_> = book.claim.evidence.iter().zip(accounts).filter(|(row, _)| row.about == About::Content).collect();
        let Some((original, account)) = rows.get(place % rows.len().max(1)) else { return Ok(()) };
        if account.left_out.is_some() || !original.via.is_empty() {
            return Ok(());
        }
        let mut more = book.clone();
        more.sources.push(derived("copy", &[&original.source]));
        more.claim.evidence.push(row("copy", original.stance));
        let (before, after) = (book.assess(), more.assess());
        prop_assert_eq!(before.support.possible, after.support.possible);
        prop_assert_eq!(before.refute.possible, after.refute.possible);
        if is_established(account) {
            prop_assert_eq!(before.support.established, after.support.established);
            prop_assert_eq!(before.refute.established, after.refute.established);
        }
    }

    #[test]
    fn retracting_a_source_never_raises_a_count(book in any_book(), place in 0..8_usize) {
        let mut less = book.clone();
        less.without.push(["sa", "sb", "sc", "sd", "se", "sf", "art", "gone"][place].to_owned());
        let (before, after) = (book.assess(), less.assess());
        prop_assert!(is_at_most(after.support, before.support) && is_at_most(after.refute, before.refute));
    }

    #[test]
    fn losing_a_definition_never_raises_an_established_count(book in any_book(), place in 0..6_usize) {
        let mut less = book.clone();
        less.sources.remove(place % less.sources.len());
        let (before, after) = (book.assess(), less.assess());
        prop_assert!(after.support.established <= before.support.established);
        prop_assert!(after.refute.established <= before.refute.established);
    }

    #[test]
    fn renaming_sources_changes_nothing(book in any_book()) {
        let mut renamed = book.clone();
        let rename = |name: &mut String| {
            if name.starts_with('s') {
                *name = format!("z-{}", name.chars().rev().collect::<String>());
            }
        };
        for source in &mut renamed.sources {
            let mut name = source.id.as_str().to_owned();
            rename(&mut name);
            source.id = id(&name);
            source.derived_from.iter_mut().for_each(rename);
        }
        for row in &mut renamed.claim.evidence {
            rename(&mut row.source);
            row.via.iter_mut().for_each(rename);
        }
        renamed.without.iter_mut().for_each(rename);
        prop_assert_eq!(book.assess(), renamed.assess());
    }

    #[test]
    fn the_order_of_definitions_changes_nothing(book in any_book()) {
        let mut turned = book.clone();
        turned.sources.reverse();
        prop_assert_eq!(book.assess(), turned.assess());
    }

    #[test]
    fn an_explanation_agrees_with_its_assessment(book in any_book()) {
        let explanation = book.explain();
        let assessment = book.assess();
        prop_assert_eq!(explanation.assessment, assessment);
        prop_assert_eq!(explanation.supports.possible.rows.len(), assessment.support.possible as usize);
        prop_assert_eq!(explanation.refutes.established.rows.len(), assessment.refute.established as usize);
        prop_assert_eq!(!explanation.fragile_on.is_empty(), assessment.flags.contains(Flag::Fragile));
        prop_assert_eq!(explanation.rows.len(), book.claim.evidence.len());
        for witness in [&explanation.supports.possible, &explanation.refutes.possible] {
            prop_assert!(witness.outside.iter().all(|outside| outside.conflict.is_some()));
        }
    }

    #[test]
    fn every_row_is_in_a_witness_or_kept_out_by_a_conflict_or_left_out_with_a_reason(book in any_book()) {
        let explanation = book.explain();
        for (stance, side) in [(Stance::Supports, &explanation.supports), (Stance::Refutes, &explanation.refutes)] {
            let rows = book.claim.evidence.iter().zip(&explanation.rows);
            let eligible = rows.filter(|(row, account)| {
                row.about == About::Content && row.stance == stance && account.left_out.is_none()
            });
            let (eligible, established): (Vec<_>, Vec<_>) =
                eligible.map(|(_, account)| ((), is_established(account))).unzip();
            prop_assert_eq!(side.possible.rows.len() + side.possible.outside.len(), eligible.len());
            let established = established.into_iter().filter(|established| *established).count();
            prop_assert_eq!(side.established.rows.len() + side.established.outside.len(), established);
        }
    }

    #[test]
    fn every_source_that_a_status_is_said_to_hang_on_weakens_it(book in any_book()) {
        let explanation = book.explain();
        for source in explanation.fragile_on {
            let mut less = book.clone();
            less.without.push(source);
            prop_assert_ne!(less.assess().derived, explanation.assessment.derived);
        }
    }
}
