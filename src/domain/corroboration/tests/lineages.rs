//! Questions about many lineages at once, against the lineages themselves.

use super::books::{Book, derived};
use super::hostile::{spent, took_less_than_soon};
use crate::domain::corroboration::Registry;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A book of sources `0`, `1` …, each with the sources that it derives from. A source past the last one is not defined.
fn graph(parents: &[Vec<usize>]) -> Registry {
    let sources = parents.iter().enumerate().map(|(source, parents)| {
        let parents: Vec<String> = parents.iter().map(usize::to_string).collect();
        let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
        derived(&source.to_string(), &parents)
    });
    Book::of(sources.collect()).registry()
}

/// Any graph, with circles, of up to 150 sources: more than a mask has bits for.
fn any_graph() -> impl Strategy<Value = Vec<Vec<usize>>> {
    (1..150_usize).prop_flat_map(|size| {
        let parents = proptest::collection::vec(0..size + 3, 0..3);
        proptest::collection::vec(parents, size)
    })
}

/// A source and its lineage, also if the book never uses the name.
fn lineage<'a>(registry: &'a Registry, sources: &[&'a str]) -> BTreeSet<&'a str> {
    let lineages = sources.iter().flat_map(|source| registry.lineage(source));
    lineages.chain(sources.iter().copied()).collect()
}

fn lists(names: &[Vec<usize>]) -> Vec<Vec<String>> {
    let list = |list: &Vec<usize>| list.iter().map(usize::to_string).collect();
    names.iter().map(list).collect()
}

fn borrowed(lists: &[Vec<String>]) -> Vec<Vec<&str>> {
    lists
        .iter()
        .map(|list| list.iter().map(String::as_str).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn sources_derive_from_what_is_in_their_lineages(
        parents in any_graph(),
        starts in proptest::collection::vec(proptest::collection::vec(0..160_usize, 0..3), 100),
    ) {
        let registry = graph(&parents);
        let starts = lists(&starts);
        let targets: Vec<String> = (0..100).map(|n: usize| n.to_string()).collect();
        let pairs: Vec<(Vec<&str>, &str)> = borrowed(&starts).into_iter().zip(targets.iter().map(String::as_str)).collect();
        let expected: Vec<bool> = pairs
            .iter()
            .map(|(starts, of)| starts.iter().any(|start| registry.lineage(start).contains(of)))
            .collect();
        prop_assert_eq!(registry.derive_from(&pairs), expected);
    }

    #[test]
    fn related_sources_have_lineages_that_meet(parents in any_graph(), sources in proptest::collection::vec(0..150_usize, 0..70)) {
        let registry = graph(&parents);
        let sources: Vec<String> = sources.iter().map(usize::to_string).collect();
        let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
        let lineages: Vec<BTreeSet<&str>> = sources.iter().map(|source| registry.lineage(source).into_iter().collect()).collect();
        for (mask, lineage) in registry.related(&sources).into_iter().zip(&lineages) {
            for (bit, other) in lineages.iter().take(64).enumerate() {
                prop_assert_eq!(mask & (1 << bit) != 0, !lineage.is_disjoint(other));
            }
        }
    }

    #[test]
    fn the_first_related_list_is_the_first_whose_lineages_meet(
        parents in any_graph(),
        earlier in proptest::collection::vec(proptest::collection::vec(0..160_usize, 0..3), 0..20),
        later in proptest::collection::vec(proptest::collection::vec(0..160_usize, 0..3), 0..20),
    ) {
        let registry = graph(&parents);
        let (earlier, later) = (lists(&earlier), lists(&later));
        let (earlier, later) = (borrowed(&earlier), borrowed(&later));
        let expected: Vec<Option<usize>> = later
            .iter()
            .map(|list| {
                let own = lineage(&registry, list);
                earlier.iter().position(|list| !lineage(&registry, list).is_disjoint(&own))
            })
            .collect();
        prop_assert_eq!(registry.first_related(&earlier, &later), expected);
    }
}

#[test]
fn ten_thousand_questions_about_a_circle_are_answered_together() {
    let count = 10_000;
    let start = spent();
    let registry = graph(
        &(0..count)
            .map(|n| vec![(n + 1) % count])
            .collect::<Vec<_>>(),
    );
    let names: Vec<String> = (0..count).map(|n| n.to_string()).collect();
    let all: Vec<Vec<&str>> = names.iter().map(|name| vec![name.as_str()]).collect();
    let pairs = all
        .iter()
        .cloned()
        .zip(names.iter().rev().map(String::as_str));
    assert!(
        !registry
            .derive_from(&pairs.collect::<Vec<_>>())
            .contains(&false)
    );
    let first = registry.first_related(&all, &all);
    assert!(first.iter().all(|first| *first == Some(0)));
    took_less_than_soon(start);
}

#[test]
fn more_sources_than_one_pass_asks_for_are_told_apart() {
    let count = 1_200_usize;
    let registry = graph(&(1..=count).map(|next| vec![next]).collect::<Vec<_>>());
    let names: Vec<String> = (0..count).map(|n| n.to_string()).collect();
    for step in [1, 7, 601] {
        let pairs = (0..count).map(|n| {
            let of = n * step % count;
            (vec![names[n].as_str()], names[of].as_str())
        });
        let pairs: Vec<(Vec<&str>, &str)> = pairs.collect();
        let expected: Vec<bool> = (0..count).map(|n| n * step % count >= n).collect();
        assert_eq!(registry.derive_from(&pairs), expected, "{step}");
    }
}
