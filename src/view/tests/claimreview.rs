//! Claims as `ClaimReview`.

use crate::answer::report::Answer;
use crate::answer::tests::{facts, item, own, party, ruling, source};
use crate::answer::{AppearanceAnswer, ClaimFacts, EvidenceAccount};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::{HouseRating, Rating, RulingStatus};
use crate::view::claimreview::{LONGEST, NoRuling, Publisher, address, is_long, is_ruled, reviews};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const PUBLISHER: Publisher<'_> = Publisher {
    url: "https://desk.example/checks#top",
    organisation: Some("The Desk"),
    ratings: &BTreeMap::new(),
};

/// The claim `toll`, ruled so.
fn ruled(status: RulingStatus) -> ClaimFacts {
    let mut claim = facts("toll", Vec::new());
    claim.claim.ruling = Some(ruling(status));
    claim
}

/// The review of a claim, or the refusal; null if it is left out. The source `hidden` is withheld.
fn reviewed(claim: ClaimFacts) -> Result<Value, NoRuling> {
    reviewed_by(PUBLISHER, claim)
}

fn reviewed_by(publisher: Publisher<'_>, claim: ClaimFacts) -> Result<Value, NoRuling> {
    let mut hidden = source("hidden");
    hidden.withheld = true;
    let answer = Answer {
        claims: vec![claim],
        sources: vec![hidden],
        ..Answer::default()
    };
    let written = reviews(&answer, publisher)?;
    assert_eq!(
        written.reviews.is_empty(),
        written.without_scale == ["toll"]
    );
    Ok(serde_json::to_value(written.reviews.first()).unwrap())
}

#[test]
fn a_review_has_its_own_anchor_on_the_publishers_page() {
    let review = reviewed(ruled(RulingStatus::Misleading)).unwrap();
    assert_eq!(review["url"], "https://desk.example/checks#claim-toll");
    let author = json!({
        "@type": "Organization",
        "name": "The Desk",
        "url": "https://desk.example/checks",
    });
    assert_eq!(review["author"], author);
    assert_eq!(review["claimReviewed"], "The text of toll.");
    assert_eq!(review["datePublished"], "2026-03-01");
    assert_eq!(review["reviewBody"], "Two records agree");
    assert_eq!(
        review["reviewRating"],
        json!({ "@type": "Rating", "alternateName": "Misleading" })
    );
}

#[test]
fn a_claim_without_a_ruling_or_with_an_open_one_has_no_review() {
    let refusal = NoRuling("toll".to_owned());
    for claim in [facts("toll", Vec::new()), ruled(RulingStatus::Open)] {
        assert!(!is_ruled(&claim));
        assert_eq!(reviewed(claim).unwrap_err(), refusal);
    }
    assert!(is_ruled(&ruled(RulingStatus::Confirmed)));
}

fn rated(status: RulingStatus, value: i64, best: i64, worst: i64) -> ClaimFacts {
    let mut claim = ruled(status);
    claim.claim.ruling.as_mut().unwrap().rating = Some(Rating { value, best, worst });
    claim
}

#[test]
fn a_scale_goes_from_worst_to_best_and_the_value_is_on_it() {
    for (value, best, worst) in [(2, 5, 1), (1, 5, 1), (5, 5, 1), (1, 2, 1)] {
        let review = reviewed(rated(RulingStatus::Refuted, value, best, worst)).unwrap();
        let rating = &review["reviewRating"];
        assert_eq!(
            [
                &rating["ratingValue"],
                &rating["bestRating"],
                &rating["worstRating"]
            ],
            [&json!(value), &json!(best), &json!(worst)]
        );
    }
    for (value, best, worst) in [(0, 5, 1), (6, 5, 1), (1, 1, 1), (3, 5, 0), (3, 1, 5)] {
        let review = reviewed(rated(RulingStatus::Refuted, value, best, worst));
        assert_eq!(review.unwrap(), Value::Null, "{value} {best} {worst}");
    }
}

#[test]
fn a_contested_or_unverifiable_claim_has_no_place_on_a_scale() {
    for status in [RulingStatus::Contested, RulingStatus::Unverifiable] {
        let review = reviewed(rated(status, 2, 5, 1)).unwrap();
        assert_eq!(review["reviewRating"].get("ratingValue"), None, "{status}");
    }
}

#[test]
fn the_short_wording_replaces_only_a_text_that_is_too_long() {
    let wording = |text: String, short: Option<&str>| {
        let mut claim = ruled(RulingStatus::Confirmed);
        claim.claim.text = text;
        claim.extras.short = short.map(ToOwned::to_owned);
        let long = is_long(&claim);
        let review = reviewed(claim).unwrap();
        (review["claimReviewed"].as_str().unwrap().to_owned(), long)
    };
    let (fits, long) = ("é".repeat(LONGEST), "é".repeat(LONGEST + 1));
    assert_eq!(wording(fits.clone(), Some("short")), (fits, false));
    let short = ("short".to_owned(), false);
    assert_eq!(wording(long.clone(), Some(" short ")), short);
    assert_eq!(wording(long.clone(), Some("  ")), (long.clone(), true));
    assert_eq!(wording(long.clone(), None), (long, true));
}

#[test]
fn a_review_cites_each_source_of_the_content_once_and_none_that_is_hidden_or_left_out() {
    let mut with_url = own("post");
    with_url.url = Some("https://post.example/".to_owned());
    with_url.publisher = Some(party("Harbour Post"));
    let mut odd_url = item("odd", Stance::Denies, &[&["odd"]]);
    odd_url.url = Some("javascript:alert(1)".to_owned());
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..own("struck")
    };
    let attribution = EvidenceAccount {
        about: About::Attribution,
        ..own("speech")
    };
    let untitled = EvidenceAccount {
        title: None,
        ..own("untitled")
    };
    let mut claim = ruled(RulingStatus::Confirmed);
    claim.evidence = vec![
        with_url.clone(),
        odd_url,
        with_url,
        struck,
        own("hidden"),
        attribution,
        untitled,
    ];
    let review = reviewed(claim).unwrap();
    let cited = &review["citation"];
    assert_eq!(
        cited,
        &json!([
            {
                "@type": "CreativeWork",
                "name": "Title of post",
                "url": "https://post.example/",
                "publisher": { "@type": "Organization", "name": "Harbour Post" },
            },
            { "@type": "CreativeWork", "name": "Title of odd" },
        ])
    );
}

#[test]
fn the_speaker_is_the_author_of_the_claim_unless_withheld() {
    let mut claim = ruled(RulingStatus::Confirmed);
    claim.claim.speaker = Some(party("Northland"));
    claim.claim.said_on = Some("2026-02".to_owned());
    claim.claim.kind = Some(ClaimKind::Opinion);
    let review = reviewed(claim.clone()).unwrap();
    assert_eq!(review["itemReviewed"]["author"]["name"], "Northland");
    assert_eq!(review["itemReviewed"]["datePublished"], "2026-02");
    let speaker = claim.claim.speaker.as_mut().unwrap();
    speaker.id = None;
    speaker.name = "a party known to the desk".to_owned();
    let review = reviewed(claim).unwrap();
    assert_eq!(review["itemReviewed"].get("author"), None);
}

#[test]
fn a_claim_without_a_speaker_or_posted_by_a_platform_has_no_author() {
    let mut claim = ruled(RulingStatus::Confirmed);
    let review = reviewed(claim.clone()).unwrap();
    assert_eq!(review["itemReviewed"].get("author"), None);
    claim.claim.speaker = Some(party("Facebook"));
    let review = reviewed(claim).unwrap();
    assert_eq!(review["itemReviewed"].get("author"), None);
}

#[test]
fn a_speaker_whose_kind_nobody_knows_is_counted() {
    let mut claim = ruled(RulingStatus::Confirmed);
    claim.claim.speaker = Some(party("Northland"));
    let answer = Answer {
        claims: vec![claim],
        ..Answer::default()
    };
    let written = reviews(&answer, PUBLISHER).unwrap();
    assert_eq!(
        written.of_unknown_kind.iter().collect::<Vec<_>>(),
        ["Northland"]
    );
}

fn appeared(url: &str) -> AppearanceAnswer {
    AppearanceAnswer {
        url: url.to_owned(),
        publisher: None,
        on: Some("2026-03-01".to_owned()),
        archive: Some("https://archive.example/1".to_owned()),
        quote: Some("Closed!".to_owned()),
        line: 1,
    }
}

#[test]
fn other_appearances_are_written_by_their_type() {
    let mut claim = ruled(RulingStatus::Confirmed);
    let post = json!({
        "@type": "SocialMediaPosting",
        "url": "https://m.facebook.com/a",
        "archivedAt": "https://archive.example/1",
        "datePublished": "2026-03-01",
        "text": "Closed!",
    });
    claim.claim.appearances = vec![appeared("https://m.facebook.com/a")];
    let review = reviewed(claim.clone()).unwrap();
    assert_eq!(review["itemReviewed"]["appearance"], post);
    claim.claim.appearances.push(appeared("https://a.example/"));
    claim
        .claim
        .appearances
        .push(appeared("javascript:alert(1)"));
    let review = reviewed(claim).unwrap();
    let appearance = review["itemReviewed"]["appearance"].as_array().unwrap();
    assert_eq!(appearance.len(), 2);
    assert_eq!(appearance[1]["@type"], "CreativeWork");
}

#[test]
fn a_ruling_has_its_own_page_words_and_language() {
    let mut claim = ruled(RulingStatus::Misleading);
    let ruling = claim.claim.ruling.as_mut().unwrap();
    ruling.url = Some("https://desk.example/half".to_owned());
    ruling.verdict = Some("Half true".to_owned());
    ruling.language = Some("en".to_owned());
    let review = reviewed(claim).unwrap();
    assert_eq!(review["url"], "https://desk.example/half");
    assert_eq!(review["inLanguage"], "en");
    assert_eq!(review["reviewRating"]["alternateName"], "Half true");
}

#[test]
fn the_houses_scale_serves_rulings_without_a_rating() {
    let house = |value, name: &str| HouseRating {
        value,
        name: Some(name.to_owned()),
    };
    let ratings = BTreeMap::from([
        (RulingStatus::Confirmed, house(Some(5), "True")),
        (RulingStatus::Refuted, house(Some(1), "False")),
        (RulingStatus::Misleading, house(Some(3), "Half true")),
        (RulingStatus::Withdrawn, house(None, "Taken back")),
    ]);
    let publisher = Publisher {
        ratings: &ratings,
        ..PUBLISHER
    };
    let rating = |claim| reviewed_by(publisher, claim).unwrap()["reviewRating"].clone();
    let scaled = |value: i64, name: &str| {
        json!({
            "@type": "Rating",
            "alternateName": name,
            "ratingValue": value,
            "bestRating": 5,
            "worstRating": 1,
        })
    };
    assert_eq!(
        rating(ruled(RulingStatus::Misleading)),
        scaled(3, "Half true")
    );
    assert_eq!(
        rating(rated(RulingStatus::Refuted, 2, 5, 1)),
        scaled(2, "False")
    );
    let named = json!({ "@type": "Rating", "alternateName": "Taken back" });
    assert_eq!(rating(ruled(RulingStatus::Withdrawn)), named);
    let bare = json!({ "@type": "Rating", "alternateName": "Outdated" });
    assert_eq!(rating(ruled(RulingStatus::Outdated)), bare);
}

#[test]
fn only_a_web_address_with_a_host_is_an_address() {
    for good in ["http://a", "HTTPS://example.org/é?a=1"] {
        assert_eq!(address(good).as_deref(), Some(good));
    }
    for bad in [
        "",
        "https:",
        "http://",
        "ftp://a",
        "https://a b",
        "https://a\"b",
        "https://a<b",
        "https://a>b",
    ] {
        assert_eq!(address(bad), None, "{bad}");
    }
}
