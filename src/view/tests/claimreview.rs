//! Claims as `ClaimReview`.

use crate::answer::report::Answer;
use crate::answer::tests::{facts, item, own, party, ruling, source};
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::{Rating, RulingStatus};
use crate::view::claimreview::{
    LONGEST, Publisher, ReviewRefusal, address, is_long, is_ruled, reviews,
};
use serde_json::{Value, json};

const PUBLISHER: Publisher<'_> = Publisher {
    url: "https://desk.example/checks#top",
    organisation: Some("The Desk"),
};

/// The claim `toll`, ruled so.
fn ruled(status: RulingStatus) -> ClaimFacts {
    let mut claim = facts("toll", Vec::new());
    claim.claim.ruling = Some(ruling(status));
    claim
}

/// The review of a claim, or the refusal. The source `hidden` is withheld.
fn reviewed(claim: ClaimFacts) -> Result<Value, ReviewRefusal> {
    let mut hidden = source("hidden");
    hidden.withheld = true;
    let answer = Answer {
        claims: vec![claim],
        sources: vec![hidden],
        ..Answer::default()
    };
    let reviews = reviews(&answer, PUBLISHER)?;
    Ok(serde_json::to_value(&reviews[0]).unwrap())
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
    let refusal = ReviewRefusal::NoRuling("toll".to_owned());
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
    let refusal = ReviewRefusal::NoScale("toll".to_owned());
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
        assert_eq!(review.unwrap_err(), refusal, "{value} {best} {worst}");
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
    let cited = &review["itemReviewed"]["citation"];
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
