//! Who published a source that names no publisher: the party whose domain its address is under.

use crate::domain::address::host_of;
use crate::domain::corroboration::registry_builder::RegistryBuilder;
use crate::domain::corroboration::tests::books::{article, own, party};
use crate::domain::party::PartyCore;
use crate::domain::source::SourceCore;

fn at(id: &str, domains: &[&str]) -> PartyCore {
    PartyCore {
        domains: domains.iter().map(|text| (*text).to_owned()).collect(),
        ..party(id, None)
    }
}

/// A source that names no publisher, at an address.
fn found(url: &str) -> SourceCore {
    SourceCore {
        publisher: None,
        host: host_of(Some(url), None),
        ..own("page", "x")
    }
}

#[track_caller]
fn check(parties: &[PartyCore], source: &SourceCore, publisher: Option<&str>) {
    let mut builder = RegistryBuilder::new();
    for party in parties {
        builder.party(party);
    }
    builder.source(source);
    let registry = builder.build();
    assert_eq!(registry.publisher_of(source), publisher, "{source:?}");
}

#[test]
fn a_host_is_under_a_domain_at_the_border_of_a_label() {
    let un = at("un", &["UN.org."]);
    for (url, publisher) in [
        ("https://un.org/x", Some("un")),
        ("https://news.un.org/x", Some("un")),
        ("https://NEWS.un.org.:8080/x", Some("un")),
        (
            "https://web.archive.org/web/2026/https://news.un.org/x",
            Some("un"),
        ),
        ("https://notun.org/x", None),
        ("https://un.org.example/x", None),
        ("https://org/x", None),
    ] {
        check(std::slice::from_ref(&un), &found(url), publisher);
    }
    check(
        &[at("b", &["bücher.example"])],
        &found("https://xn--bcher-kva.example/"),
        Some("b"),
    );
}

#[test]
fn the_longest_domain_wins_then_the_smallest_id() {
    let parties = [
        at("z", &["un.org"]),
        at("a", &["un.org", "x.example"]),
        at("m", &["news.un.org"]),
    ];
    check(&parties, &found("https://news.un.org/x"), Some("m"));
    check(&parties, &found("https://www.un.org/x"), Some("a"));
}

#[test]
fn what_is_not_a_domain_owns_nothing() {
    let odd = at(
        "odd",
        &["https://un.org", "un.org/news", "", "*.un.org", "a b"],
    );
    check(&[odd], &found("https://un.org/news"), None);
}

#[test]
fn a_publisher_that_is_written_wins() {
    let written = SourceCore {
        publisher: Some("Gazette".to_owned()),
        ..found("https://un.org/x")
    };
    check(&[at("un", &["un.org"])], &written, Some("Gazette"));
}

#[test]
fn an_article_has_its_publisher_in_the_same_way() {
    let mut builder = RegistryBuilder::new();
    builder.party(&at("un", &["un.org"]));
    let mut page = article("page", None);
    page.host = host_of(None, Some("https://archive.ph/1/https://un.org/x"));
    builder.article(&page);
    assert_eq!(builder.build().publisher_of_article(&page), Some("un"));
}
