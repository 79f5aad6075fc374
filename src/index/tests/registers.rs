//! Sources, parties and articles as rows and in detail.

use crate::domain::evidence::Stance;
use crate::domain::party::Party;
use crate::domain::records::Records;
use crate::index::Index;
use crate::index::tests::books::{
    article, built, copy, file, of_parties, of_sources, party, resting, some, source,
};
use std::ops::ControlFlow;

fn part(name: &str, of: &str) -> Party {
    let mut party = party(name);
    party.core.part_of = some(of);
    party
}

fn book() -> Index {
    let mut direct = resting("direct", Stance::Supports, &["wire"]);
    direct.words.line = 3;
    let mut through = resting("through", Stance::Refutes, &["late"]);
    through.words.line = 9;
    let mut by_passage = resting("passage", Stance::Supports, &["elsewhere"]);
    by_passage.core.evidence[0].via = vec!["paper".to_owned()];
    by_passage.words.line = 12;
    let mut records = Records {
        sources: vec![
            source("wire", "AGENCY"),
            copy("paper", &["wire", "gone"]),
            copy("late", &["paper"]),
        ],
        claims: vec![direct, through, by_passage],
        ..Records::default()
    };
    let mut art = article("art");
    art.core.publisher = some("agency");
    records.article = Some(art);
    built(vec![
        file("claims/a.toml", records),
        of_parties(
            "claims/p.toml",
            vec![part("agency", "holding"), part("holding", "The Trust")],
        ),
    ])
}

#[test]
fn a_source_in_detail_tells_what_it_rests_on_and_what_rests_on_it() {
    let index = book();
    let wire = index.source("wire").unwrap().unwrap();
    assert_eq!(wire.repeated_by, ["paper"]);
    assert!(wire.lineage.is_empty());
    let cited: Vec<(&str, Option<Stance>)> = wire
        .cited
        .iter()
        .map(|citation| (citation.claim.as_str(), citation.stance))
        .collect();
    assert_eq!(
        cited,
        [
            ("direct", Some(Stance::Supports)),
            ("through", None),
            ("passage", None)
        ]
    );
    let late = index.source("late").unwrap().unwrap();
    let steps: Vec<(&str, &str, Option<&str>)> = late
        .lineage
        .iter()
        .map(|step| {
            (
                step.source.as_str(),
                step.parent.as_str(),
                step.title.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        steps,
        [
            ("late", "paper", Some("PAPER")),
            ("paper", "wire", Some("WIRE")),
            ("paper", "gone", None)
        ]
    );
    assert!(index.source("gone").unwrap().is_none());
}

#[test]
fn a_source_row_names_its_publisher_as_the_book_knows_it() {
    let index = book();
    let mut sources = Vec::new();
    index
        .sources(None, &mut |source| {
            sources.push(source);
            ControlFlow::Continue(())
        })
        .unwrap();
    let wire = sources.iter().find(|source| source.id == "wire").unwrap();
    let publisher = wire.publisher.as_ref().unwrap();
    assert_eq!(
        (publisher.id.as_deref(), publisher.name.as_str()),
        (Some("agency"), "AGENCY")
    );
    assert_eq!((wire.claims, wire.own_reporting), (1, true));
    let paper = sources.iter().find(|source| source.id == "paper").unwrap();
    assert_eq!(paper.derived_from, ["wire", "gone"]);
    assert_eq!(paper.publisher.as_ref().unwrap().id, None);
}

#[test]
fn a_listing_of_sources_stops_when_the_reader_has_had_enough() {
    let mut seen = 0;
    book()
        .sources(None, &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        })
        .unwrap();
    assert_eq!(seen, 1);
}

#[test]
fn a_house_is_the_top_of_the_chain_even_if_no_party_has_its_name() {
    let agency = book().party("agency").unwrap().unwrap();
    assert_eq!(
        (agency.house.id, agency.house.name.as_str()),
        (None, "The Trust")
    );
    assert_eq!(agency.sources, 1);
    assert_eq!(agency.part_of.unwrap().id, some("holding"));
}

#[test]
fn the_house_of_a_circle_is_its_smallest_id_for_whoever_leads_into_it() {
    let circle = vec![
        part("outside", "c"),
        part("c", "b"),
        part("b", "a"),
        part("a", "c"),
    ];
    let index = built(vec![of_parties("claims/p.toml", circle)]);
    let houses: Vec<String> = index
        .parties(None)
        .unwrap()
        .into_iter()
        .map(|party| party.house.id.unwrap())
        .collect();
    assert_eq!(houses, ["a", "a", "a", "a"]);
}

#[test]
fn an_article_counts_its_claims() {
    let index = book();
    let articles = index.articles().unwrap();
    assert_eq!(articles.len(), 1);
    assert_eq!((articles[0].id.as_str(), articles[0].claims), ("art", 3));
    assert_eq!(index.article("art").unwrap().unwrap(), articles[0]);
    assert!(index.article("other").unwrap().is_none());
}

#[test]
fn sources_with_one_address_are_told_apart_from_the_first() {
    let at = |name: &str, url: &str| {
        let mut source = source(name, "x");
        source.words.url = some(url);
        source
    };
    let index = built(vec![of_sources(
        "claims/s.toml",
        vec![
            at("b-first", "https://example.org/x"),
            at("a-again", "https://example.org/x?utm_source=y"),
            at("near", "http://www.example.org/x/"),
            at("other", "https://example.org/y"),
            at("offline", "a shelf"),
            at("offline-too", "a shelf"),
        ],
    )]);
    let same = index.whole_book().unwrap().same_address;
    let found: Vec<(&str, &str, bool)> = same
        .iter()
        .map(|(id, shared)| (id.as_str(), shared.first.as_str(), shared.is_same))
        .collect();
    assert_eq!(
        found,
        [("a-again", "b-first", true), ("near", "b-first", false)]
    );
}

#[test]
fn sources_of_one_address_that_derive_from_one_another_are_left_out() {
    let at = |name: &str, url: &str, parents: &[&str]| {
        let mut source = source(name, "x");
        source.words.url = some(url);
        source.core.derived_from = parents.iter().map(|&parent| parent.to_owned()).collect();
        source.core.own_reporting = false;
        source
    };
    let (up, down) = ("https://example.org/up", "https://example.org/down");
    let index = built(vec![of_sources(
        "claims/s.toml",
        vec![
            at("u-first", up, &[]),
            at("u-next", "https://example.org/other", &["u-first"]),
            at("u-derives", up, &["u-next"]),
            at("u-apart", up, &[]),
            at("d-first", down, &["d-named", "gone"]),
            at("d-named", down, &[]),
            at("d-apart", down, &["gone"]),
        ],
    )]);
    let same = index.whole_book().unwrap().same_address;
    let found: Vec<&str> = same.keys().map(String::as_str).collect();
    assert_eq!(found, ["d-apart", "u-apart"]);
}

#[test]
fn an_id_that_two_records_share_is_named_with_the_first() {
    let index = built(vec![
        of_sources("claims/b.toml", vec![source("twice", "x")]),
        of_parties("claims/a.toml", vec![party("twice"), party("once")]),
    ]);
    let shared = index.whole_book().unwrap().shared_ids;
    let (subject, path) = &shared["twice"];
    assert_eq!(
        (subject.kind.as_str(), path.as_str()),
        ("party", "claims/a.toml")
    );
    assert_eq!(shared.len(), 1);
}
