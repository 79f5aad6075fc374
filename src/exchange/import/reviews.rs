//! Finds reviews in JSON, whichever way a page, a feed or an API wraps them.

use crate::exchange::import::json::{addresses, is_a, list, words};
use crate::exchange::import::record::Reading;
use serde_json::Value as Json;

/// The most objects that one feed can hold inside each other.
const DEEPEST: usize = 32;

/// One review of one claim.
#[derive(Clone, Debug, Default)]
pub(super) struct Review {
    pub(super) row: u64,
    pub(super) claim: String,
    pub(super) claimant: Option<String>,
    pub(super) said_on: Option<String>,
    pub(super) appearances: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) verdict: Option<String>,
    pub(super) language: Option<String>,
}

/// Finds the reviews in a value: in lists, graphs and feeds, and in what Google's API answers.
pub(super) fn gather(value: &Json, depth: usize, reviews: &mut Vec<Review>, reading: &mut Reading) {
    if depth > DEEPEST {
        return;
    }
    if let Json::Array(values) = value {
        for value in values {
            gather(value, depth + 1, reviews, reading);
        }
    } else if is_a(value, "ClaimReview") {
        reading.rows += 1;
        match of_schema(value, reading.rows) {
            Some(review) => reviews.push(review),
            None => reading.skip(reading.rows, "no text"),
        }
    } else if let Some(found) = value
        .get("claimReview")
        .filter(|_| value.get("@type").is_none())
    {
        for review in list(Some(found)) {
            reading.rows += 1;
            match of_google(value, review, reading.rows) {
                Some(review) => reviews.push(review),
                None => reading.skip(reading.rows, "no text"),
            }
        }
    } else if let Json::Object(object) = value {
        for inner in object
            .values()
            .filter(|inner| inner.is_object() || inner.is_array())
        {
            gather(inner, depth + 1, reviews, reading);
        }
    }
}

fn of_schema(review: &Json, row: u64) -> Option<Review> {
    let item = list(review.get("itemReviewed")).first();
    let of_item = |key: &str| item.and_then(|item| item.get(key));
    let claimed = words(review.get("claimReviewed"));
    let claimed =
        claimed.or_else(|| words(of_item("text").or(of_item("name")).or(of_item("headline"))));
    let rating = list(review.get("reviewRating")).first();
    let of_rating = |key: &str| words(rating.and_then(|rating| rating.get(key)));
    let verdict = of_rating("alternateName").or_else(|| of_rating("name"));
    let author = words(review.get("author")).filter(|name| !name.starts_with("http"));
    let mut appearances = addresses(of_item("appearance"));
    appearances.extend(addresses(of_item("firstAppearance")));
    appearances.extend(addresses(of_item("sameAs")));
    let named = |key: &str| words(review.get(key)).filter(|name| !name.starts_with("http"));
    Some(Review {
        row,
        claim: claimed?,
        claimant: words(of_item("author").or(of_item("creator")))
            .filter(|name| !name.starts_with("http")),
        said_on: words(of_item("datePublished")),
        appearances,
        url: addresses(review.get("url")).into_iter().next(),
        title: named("headline").or_else(|| named("name")),
        publisher: author.or_else(|| named("publisher")),
        published: words(review.get("datePublished")),
        verdict: verdict.or_else(|| number(rating?)),
        language: words(review.get("inLanguage")),
    })
}

/// A verdict that is only a number, with its scale: scales differ, and some are reversed.
fn number(rating: &Json) -> Option<String> {
    let value = words(rating.get("ratingValue"))?;
    let best = words(rating.get("bestRating")).unwrap_or_else(|| "?".to_owned());
    let worst = words(rating.get("worstRating")).unwrap_or_else(|| "?".to_owned());
    Some(format!("{value} (worst {worst}, best {best})"))
}

fn of_google(claim: &Json, review: &Json, row: u64) -> Option<Review> {
    let publisher = review.get("publisher");
    let named = |key: &str| words(publisher.and_then(|publisher| publisher.get(key)));
    Some(Review {
        row,
        claim: words(claim.get("text"))?,
        claimant: words(claim.get("claimant")),
        said_on: words(claim.get("claimDate")),
        appearances: Vec::new(),
        url: words(review.get("url")),
        title: words(review.get("title")),
        publisher: named("name").or_else(|| named("site")),
        published: words(review.get("reviewDate")),
        verdict: words(review.get("textualRating")),
        language: words(review.get("languageCode")),
    })
}
