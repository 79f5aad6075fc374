//! What an id, the beginning of one, or a name means.

use crate::domain::address::Address;
use crate::domain::records::{RecordKind, Records};
use crate::index::Index;
use crate::index::rows::{AtAddress, Found};
use crate::index::tests::books::{article, built, claim, file, of_claims, party, some, source};

fn book() -> Index {
    let mut harbour = party("harbour-post");
    harbour.core.name = "The Harbour Post".to_owned();
    harbour.core.aliases = vec!["Post of the Harbour".to_owned()];
    let mut wire = source("wire-1", "harbour-post");
    wire.words.url = some("https://example.org/a?utm_source=x");
    let mut archived = source("archived", "harbour-post");
    archived.words.archive = some("https://archive.example/Copy");
    built(vec![file(
        "claims/a.toml",
        Records {
            article: Some(article("border-town")),
            parties: vec![harbour],
            sources: vec![wire, archived],
            claims: vec![
                claim("toll-1"),
                claim("toll-10"),
                claim("toll-2"),
                claim("bridge"),
            ],
        },
    )])
}

#[test]
fn an_exact_id_wins_over_the_ids_that_begin_with_it() {
    let index = book();
    let row = index.row_of(RecordKind::Claim, "toll-1").unwrap().unwrap();
    assert_eq!(index.find("toll-1").unwrap(), Found::Claim(row));
}

#[test]
fn the_only_id_with_a_beginning_is_meant_whatever_its_kind() {
    let index = book();
    let row = index.row_of(RecordKind::Claim, "bridge").unwrap().unwrap();
    assert_eq!(index.find("br").unwrap(), Found::Claim(row));
    assert_eq!(index.find("wire").unwrap(), Found::Source("wire-1".into()));
    assert_eq!(
        index.find("bo").unwrap(),
        Found::Article("border-town".into())
    );
    assert_eq!(
        index.find("har").unwrap(),
        Found::Party("harbour-post".into())
    );
}

#[test]
fn several_ids_with_one_beginning_are_named_in_order() {
    let index = book();
    let named = ["toll-1", "toll-10", "toll-2"].map(str::to_owned).to_vec();
    assert_eq!(index.find("toll").unwrap(), Found::Ambiguous(named));
    let across_kinds = ["border-town", "bridge"].map(str::to_owned).to_vec();
    assert_eq!(index.find("b").unwrap(), Found::Ambiguous(across_kinds));
}

#[test]
fn no_more_than_five_candidates_are_named() {
    let claims = (0..9).map(|n| claim(&format!("same-{n}"))).collect();
    let index = built(vec![of_claims("claims/a.toml", claims)]);
    let Found::Ambiguous(named) = index.find("same").unwrap() else {
        panic!("nine ids begin so");
    };
    assert_eq!(named, ["same-0", "same-1", "same-2", "same-3", "same-4"]);
}

#[test]
fn a_party_is_found_by_name_or_alias_whatever_case_and_spacing() {
    let index = book();
    for name in [
        "the harbour  post",
        "POST of the Harbour",
        "The Harbour Post",
    ] {
        assert_eq!(
            index.find(name).unwrap(),
            Found::Party("harbour-post".into()),
            "{name}"
        );
    }
}

#[test]
fn nothing_begins_with_an_empty_text() {
    let Found::Unknown { nearest } = book().find("").unwrap() else {
        panic!("an empty text names nothing");
    };
    assert_eq!(nearest, None);
}

#[test]
fn an_unknown_id_gets_the_nearest_one_that_is_near_enough() {
    let index = book();
    let nearest = |word: &str| match index.find(word).unwrap() {
        Found::Unknown { nearest } => nearest,
        found => panic!("{word} means {found:?}"),
    };
    assert_eq!(nearest("brigde"), some("bridge"));
    assert_eq!(nearest("harbor-post"), some("harbour-post"));
    assert_eq!(nearest("borde-twon"), some("border-town"));
    assert_eq!(nearest("something-else-entirely"), None);
    // A third of the letters may differ, no more.
    assert_eq!(nearest("brixxx"), None);
}

#[test]
fn the_nearest_of_a_kind_is_of_that_kind() {
    let index = book();
    assert_eq!(
        index.nearest_of(RecordKind::Claim, "bridgx").unwrap(),
        some("bridge")
    );
    assert_eq!(
        index.nearest_of(RecordKind::Source, "bridgx").unwrap(),
        None
    );
    assert_eq!(
        index.nearest_of(RecordKind::Source, "wire-2").unwrap(),
        some("wire-1")
    );
    assert_eq!(
        index.nearest_of(RecordKind::Article, "border-tow").unwrap(),
        some("border-town")
    );
    assert_eq!(
        index
            .nearest_of(RecordKind::Party, "The Harbour Pots")
            .unwrap(),
        some("The Harbour Post")
    );
}

#[test]
fn places_and_kinds_belong_to_the_definition_that_applies() {
    let index = book();
    assert_eq!(index.kind_of("wire-1").unwrap(), Some(RecordKind::Source));
    assert_eq!(index.kind_of("wire").unwrap(), None);
    let (kind, path, line) = index.place_of_any("border-town").unwrap().unwrap();
    assert_eq!(
        (kind, path.as_str(), line),
        (RecordKind::Article, "claims/a.toml", 1)
    );
    assert_eq!(index.place_of(RecordKind::Claim, "wire-1").unwrap(), None);
}

#[test]
fn an_address_finds_its_record_in_another_spelling_and_by_the_archive() {
    let index = book();
    let at = |address: &str| index.at_address(&Address::parse(address).unwrap()).unwrap();
    for same in [
        "https://Example.org/a?utm_x=1#top",
        "https://web.archive.org/web/2026/https://example.org/a",
    ] {
        assert_eq!(at(same).same, ["wire-1"], "{same}");
    }
    assert_eq!(at("https://archive.example/Copy").same, ["archived"]);
    let near = at("http://www.example.org/a/");
    let ids: Vec<&str> = near.near.iter().map(|near| near.id.as_str()).collect();
    assert_eq!((near.same.len(), ids), (0, vec!["wire-1"]));
    assert_eq!(at("https://example.org/b"), AtAddress::default());
}

#[test]
fn a_name_that_no_party_has_stays_itself() {
    let index = book();
    let stranger = index.party_named("A Stranger").unwrap();
    assert_eq!((stranger.id, stranger.name.as_str()), (None, "A Stranger"));
    let known = index.party_named("harbour-post").unwrap();
    assert_eq!(
        (known.id, known.name.as_str()),
        (some("harbour-post"), "The Harbour Post")
    );
}
