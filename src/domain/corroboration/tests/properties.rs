//! What must hold for every book.

use super::books::{Book, any_book, any_source, id, who};
use super::naive;
use super::naive::Outcome;
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::{Assessment, Attributed, Count, Explanation, Needs, RowAccount};
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::source::{SourceCore, SourceKind};
use crate::domain::status::{Derived, Flag};
use proptest::prelude::*;

/// Cases a property; small books are cheap.
const CASES: u32 = 1_500;

fn outcome(explanation: &Explanation) -> Outcome {
    let assessment = &explanation.assessment;
    let by_saying = matches!(explanation.needs, Needs::Saying(_));
    Outcome {
        derived: assessment.derived,
        contested_by: assessment.contested_by,
        attribution: assessment.attribution,
        flags: assessment.flags.iter().collect(),
        counts: counts(assessment),
        by_saying,
    }
}

fn is_at_most(low: Count, high: Count) -> bool {
    low.possible <= high.possible && low.established <= high.established
}

/// The possible and established counts of both sides: S, Se, F, Fe.
fn counts(assessment: &Assessment) -> [u32; 4] {
    let (support, refute) = (assessment.support, assessment.refute);
    [
        support.possible,
        support.established,
        refute.possible,
        refute.established,
    ]
}

/// One of the claim's rows.
fn any_row_of(book: &Book, place: usize) -> Option<usize> {
    let rows = book.claim.evidence.len();
    place.checked_rem(rows)
}

/// One of the rows that speak for the content.
fn content_row(book: &Book, place: usize) -> Option<EvidenceCore> {
    let explanation = book.explain();
    let rows = book.claim.evidence.iter().zip(&explanation.rows);
    let rows: Vec<&EvidenceCore> = rows
        .filter(|(_, account)| account.on_content)
        .map(|(row, _)| row)
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
        prop_assert_eq!(outcome(&book.explain()), naive::outcome(&book));
    }

    #[test]
    fn another_supporting_row_never_lowers_a_count_for(book in any_book(), extra in any_book()) {
        let mut more = book.clone();
        let supporting = extra.claim.evidence.into_iter().filter(|row| row.stance == Stance::Supports);
        more.claim.evidence.extend(supporting);
        prop_assert!(is_at_most(book.assess().support, more.assess().support));
    }

    #[test]
    fn a_pure_copy_changes_no_count_whoever_publishes_it_and_whatever_its_kind_is(
        book in any_book(), copy in any_source("copy"), place in 0..8_usize,
    ) {
        let Some(original) = content_row(&book, place) else { return Ok(()) };
        let copied = book.sources.iter().any(|source| source.id.as_str() == original.source);
        if !copied || !original.via.is_empty() || original.voice.is_some() {
            return Ok(());
        }
        let mut more = book.clone();
        more.sources.push(SourceCore {
            derived_from: vec![original.source.clone()],
            own_reporting: false,
            ..copy
        });
        more.claim.evidence.push(EvidenceCore { source: "copy".to_owned(), ..original });
        let (before, after) = (book.assess(), more.assess());
        prop_assert_eq!(counts(&before), counts(&after));
    }

    #[test]
    fn retracting_a_source_never_raises_a_count(book in any_book(), place in 0..8_usize) {
        let mut less = book.clone();
        less.without.push(["sa", "sb", "sc", "sd", "se", "sf", "art", "gone"][place].to_owned());
        let (before, after) = (book.assess(), less.assess());
        prop_assert!(is_at_most(after.support, before.support) && is_at_most(after.refute, before.refute));
    }

    #[test]
    fn retracting_a_source_never_lifts_a_claim_that_nothing_opposes(book in any_book(), place in 0..8_usize) {
        let mut less = book.clone();
        less.without.push(["sa", "sb", "sc", "sd", "se", "sf", "art", "gone"][place].to_owned());
        let (before, after) = (book.assess(), less.assess());
        let standing = |derived| match derived {
            Derived::Unverified => 0,
            Derived::SingleSource => 1,
            Derived::MultiReport => 2,
            Derived::Corroborated => 3,
            _ => 9,
        };
        let unopposed = before.refute.possible == 0 && standing(before.derived) < 9 && !before.flags.contains(Flag::Opposed);
        prop_assert!(!unopposed || standing(after.derived) <= standing(before.derived));
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
    fn the_order_of_rows_parties_and_definitions_changes_nothing(book in any_book()) {
        // Rows of one count may change places, so the witness may differ; two parties with one name may not.
        let mut turned = book.clone();
        turned.claim.evidence.reverse();
        turned.claim.accuses.reverse();
        turned.parties.reverse();
        prop_assert_eq!(book.assess(), turned.assess());
    }

    #[test]
    fn a_rows_voice_never_raises_a_count(book in any_book(), voice in who(), place in 0..8_usize) {
        let Some(row) = any_row_of(&book, place) else { return Ok(()) };
        let mut silent = book.clone();
        silent.claim.evidence[row].voice = None;
        let mut voiced = book;
        voiced.claim.evidence[row].voice = Some(voice);
        let (silent, voiced) = (silent.assess(), voiced.assess());
        prop_assert!(is_at_most(voiced.support, silent.support) && is_at_most(voiced.refute, silent.refute));
    }

    #[test]
    fn a_rows_voice_that_its_source_has_already_changes_nothing(book in any_book(), place in 0..8_usize) {
        let Some(row) = any_row_of(&book, place) else { return Ok(()) };
        let source = &book.claim.evidence[row].source;
        let source = book.sources.iter().find(|known| known.id.as_str() == source);
        let Some(voice) = source.and_then(|source| source.voice.clone()) else { return Ok(()) };
        let mut silent = book.clone();
        silent.claim.evidence[row].voice = None;
        let mut voiced = book;
        voiced.claim.evidence[row].voice = Some(voice);
        prop_assert_eq!(silent.assess(), voiced.assess());
    }

    #[test]
    fn quoted_that_names_the_speaker_changes_nothing_but_how_many_origins_are_needed(book in any_book()) {
        let mut silent = book;
        silent.claim.quoted = None;
        silent.claim.needs_origins = Some(silent.claim.needs_origins.unwrap_or(2));
        let mut written = silent.clone();
        written.claim.quoted.clone_from(&written.claim.speaker);
        prop_assert_eq!(silent.assess(), written.assess());
        (silent.claim.needs_origins, written.claim.needs_origins) = (None, None);
        prop_assert_eq!(counts(&silent.assess()), counts(&written.assess()));
    }

    #[test]
    fn leaving_quoted_out_never_lowers_the_number_of_origins_needed(book in any_book()) {
        let mut silent = book.clone();
        silent.claim.quoted = None;
        prop_assert!(silent.explain().needs_origins >= book.explain().needs_origins);
    }

    #[test]
    fn a_quotation_position_or_act_of_nobody_is_judged_like_an_event(book in any_book(), kind in 0..3_usize) {
        let mut event = book;
        (event.claim.speaker, event.claim.quoted) = (None, None);
        event.claim.kind = Some(ClaimKind::Event);
        let mut said = event.clone();
        said.claim.kind = Some([ClaimKind::Quotation, ClaimKind::Position, ClaimKind::Act][kind]);
        prop_assert_eq!(event.assess(), said.assess());
    }

    #[test]
    fn calling_an_event_an_act_adds_at_most_what_rests_on_the_actors_texts_and_on_rows_about_the_attribution(book in any_book()) {
        let mut event = book;
        event.claim.kind = Some(ClaimKind::Event);
        let mut act = event.clone();
        act.claim.kind = Some(ClaimKind::Act);
        let registry = act.registry();
        let Some(actor) = act.claim.quoted.as_ref().or(act.claim.speaker.as_ref()) else { return Ok(()) };
        let actor = registry.house(actor);
        let is_text = |id: &str| {
            act.sources.iter().any(|source| {
                source.id.as_str() == id
                    && source.publisher.as_ref().is_some_and(|name| registry.house(name) == actor)
                    && matches!(source.kind, Some(SourceKind::Document | SourceKind::Dataset))
            })
        };
        let rows = act.claim.evidence.iter().zip(act.explain().rows.into_iter().zip(event.explain().rows));
        for (row, (as_act, as_event)) in rows {
            if as_act.left_out.is_none() && as_event.left_out.is_some() && row.about == About::Content {
                let starts = if row.via.is_empty() { std::slice::from_ref(&row.source) } else { &row.via };
                let mut under = starts.iter().flat_map(|start| registry.lineage(start));
                prop_assert!(is_text(&row.source) || under.any(is_text));
            }
        }
    }

    #[test]
    fn an_explanation_agrees_with_its_assessment(book in any_book()) {
        let explanation = book.explain();
        let assessment = book.assess();
        prop_assert_eq!(explanation.assessment, assessment);
        prop_assert_eq!(explanation.attribution.map(Attributed::status), assessment.attribution);
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
                account.on_content && row.stance == stance && account.left_out.is_none()
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
