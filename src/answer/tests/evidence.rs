//! The grouping of rows by origin.

use crate::answer::EvidenceAccount;
use crate::answer::evidence::{OriginGroup, by_origin, by_origin_and, origins_of};
use crate::answer::tests::{item, own};
use crate::domain::corroboration::Root;
use crate::domain::evidence::{About, Stance};
use proptest::prelude::any;
use proptest::proptest;
use std::collections::BTreeSet;

/// The groups as text: the sources of the origins, then those of the rows.
fn shown(groups: &[OriginGroup<&EvidenceAccount>]) -> Vec<String> {
    let shown = |group: &OriginGroup<&EvidenceAccount>| {
        let origins: Vec<String> = group.sources().cloned().collect();
        let rows: Vec<&str> = group.rows.iter().map(|row| row.source.as_str()).collect();
        format!("{}: {}", origins.join("+"), rows.join(" "))
    };
    groups.iter().map(shown).collect()
}

#[test]
fn five_papers_with_one_wire_story_are_one_group() {
    let rows = ["post", "gazette", "echo", "herald", "mail"]
        .map(|paper| item(paper, Stance::Supports, &[&["wire"]]));
    assert_eq!(
        shown(&by_origin(&rows)),
        ["wire: post gazette echo herald mail"]
    );
}

#[test]
fn groups_come_in_the_order_in_which_the_file_leads_to_them() {
    let rows = [
        item("post", Stance::Supports, &[&["wire"]]),
        own("archive"),
        item("echo", Stance::Supports, &[&["wire"]]),
        own("alone"),
    ];
    assert_eq!(
        shown(&by_origin(&rows)),
        ["wire: post echo", "archive: archive", "alone: alone"]
    );
}

#[test]
fn a_mixture_is_neither_of_its_origins_nor_a_circle_of_them() {
    let rows = [
        item("round-up", Stance::Supports, &[&["one"], &["two"]]),
        own("one"),
        item("copy", Stance::Supports, &[&["one", "two"]]),
    ];
    let groups = by_origin(&rows);
    assert_eq!(
        shown(&groups),
        ["one+two: round-up", "one: one", "one+two: copy"]
    );
    let circles: Vec<bool> = groups.iter().map(OriginGroup::has_circle).collect();
    assert_eq!(circles, [false, false, true]);
}

#[test]
fn a_key_splits_a_group() {
    let rows = [
        item("post", Stance::Denies, &[&["wire"]]),
        item("echo", Stance::Refutes, &[&["wire"]]),
        item("mail", Stance::Denies, &[&["wire"]]),
    ];
    assert_eq!(
        shown(&by_origin_and(&rows, |row| row.stance)),
        ["wire: post mail", "wire: echo"]
    );
}

#[test]
fn only_a_row_of_the_one_origins_own_source_is_the_origin() {
    let rows = [
        item("post", Stance::Supports, &[&["wire"]]),
        item("wire", Stance::Supports, &[&["wire"]]),
        item("one", Stance::Supports, &[&["one", "two"]]),
        item("three", Stance::Supports, &[&["three"], &["four"]]),
    ];
    let groups = by_origin(&rows);
    let origins = groups.iter().map(|group| {
        let own = group.rows.iter().map(|row| group.is_origin(row));
        own.collect::<Vec<bool>>()
    });
    assert_eq!(
        origins.collect::<Vec<_>>(),
        [vec![false, true], vec![false], vec![false]]
    );
}

#[test]
fn the_origins_own_rows_come_first_and_the_others_keep_their_order() {
    let rows = ["post", "wire", "echo", "wire", "mail"]
        .map(|source| item(source, Stance::Supports, &[&["wire"]]));
    let groups = by_origin(&rows);
    let sources = groups[0].own_first().into_iter();
    assert_eq!(
        sources.map(|row| row.source.as_str()).collect::<Vec<_>>(),
        ["wire", "wire", "post", "echo", "mail"]
    );
}

#[test]
fn every_origin_is_listed_once_in_the_order_in_which_rows_lead_to_it() {
    let rows = [
        item("post", Stance::Supports, &[&["wire"], &["archive"]]),
        own("wire"),
        own("alone"),
    ];
    let found = origins_of(&rows).into_iter().map(Root::first);
    assert_eq!(found.collect::<Vec<_>>(), ["wire", "archive", "alone"]);
}

#[test]
fn a_row_bears_on_the_content_only_if_it_is_about_the_content_and_has_the_stance() {
    let mut row = own("wire");
    assert!(row.is_content(&[Stance::Refutes, Stance::Supports]));
    assert!(!row.is_content(&[Stance::Refutes]));
    row.about = About::Attribution;
    assert!(
        row.is_content(&[Stance::Supports]),
        "of a house that is quoted and speaks"
    );
    row.on_content = false;
    assert!(!row.is_content(&[Stance::Supports]));
}

#[test]
fn json_lists_the_ids_of_each_origin_and_nothing_that_the_engine_found() {
    let row = item("copy", Stance::Supports, &[&["one", "two"], &["three"]]);
    let json = serde_json::to_value(row).unwrap();
    assert_eq!(
        json["origins"],
        serde_json::json!([["one", "two"], ["three"]])
    );
    for key in ["left_out", "counted", "established", "overlap", "lacks"] {
        assert!(json.get(key).is_none(), "{key}");
    }
}

proptest! {
    #[test]
    fn grouping_loses_no_row_repeats_none_and_never_splits_an_origin(
        picked in proptest::collection::vec((0..4_usize, any::<bool>()), 0..12)
    ) {
        let names = ["one", "two", "three", "four"];
        let rows: Vec<EvidenceAccount> = (picked.iter().enumerate())
            .map(|(place, (origin, mixed))| {
                let source = format!("s{place}");
                let mixture: &[&[&str]] = &[&[names[*origin]], &["other"]];
                item(&source, Stance::Supports, &mixture[..=usize::from(*mixed)])
            })
            .collect();
        let groups = by_origin(&rows);
        let grouped: BTreeSet<&str> = (groups.iter().flat_map(|group| &group.rows))
            .map(|row| row.source.as_str())
            .collect();
        let count: usize = groups.iter().map(|group| group.rows.len()).sum();
        proptest::prop_assert_eq!((grouped.len(), count), (rows.len(), rows.len()));
        let keys: BTreeSet<_> = groups.iter().map(|group| &group.origins).collect();
        proptest::prop_assert_eq!(keys.len(), groups.len());
        for group in &groups {
            proptest::prop_assert!(group.rows.iter().all(|row| row.origins == group.origins));
        }
    }
}
