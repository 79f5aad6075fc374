//! Other desks' fact-checks: `ClaimReview` of schema.org, in pages, files and feeds, and the answers of Google's Fact Check API.
//!
//! A review becomes a source, and a row of evidence of the claim that it reviews. Its verdict never becomes a status: its words
//! go into the row's note, and its stance comes from the mapping's `[ratings]` alone. Several reviews of one claim are several
//! rows of one claim.

use crate::document::edit::Value;
use crate::document::format::{CLAIM, RULING, SOURCE};
use crate::document::mapping::{Mapping, RatingWord};
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::domain::ruling::RulingStatus;
use crate::exchange::import::build::{
    TakenFields, appearance, evidence, id_of_words, mentioned, page_of, row_without_source, single,
};
use crate::exchange::import::record::{ForeignFields, ForeignRecord, ForeignRow, Naming, Reading};
use crate::exchange::import::reviews::{Review, gather};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// How to take reviews.
#[derive(Clone, Copy, Debug)]
pub struct ReviewTerms<'t> {
    /// What verdicts mean, and how dates are written.
    pub mapping: &'t Mapping,
    /// Our own organisation, folded. Its reviews are not evidence.
    pub own: Option<&'t str>,
    /// Whether our own reviews become rulings. Without it they are left out.
    pub as_own: bool,
}

/// Reads reviews from objects of JSON.
#[must_use]
pub(super) fn read(values: &[Json], terms: ReviewTerms<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut reviews = Vec::new();
    for value in values {
        gather(value, 0, &mut reviews, &mut reading);
    }
    let mut claims: BTreeMap<String, Vec<Review>> = BTreeMap::new();
    for review in reviews {
        claims.entry(fold(&review.claim)).or_default().push(review);
    }
    let mut ids = BTreeSet::new();
    for (words, mut reviews) in claims {
        reviews.sort_by(|a, b| {
            (&a.url, &a.publisher, &a.verdict).cmp(&(&b.url, &b.publisher, &b.verdict))
        });
        claim(&words, &reviews, terms, (&mut ids, &mut reading));
    }
    reading
}

/// Adds a claim with all its reviews.
fn claim(
    words: &str,
    reviews: &[Review],
    terms: ReviewTerms<'_>,
    (ids, reading): (&mut BTreeSet<String>, &mut Reading),
) {
    let mut rows: Vec<ForeignRow> = Vec::new();
    let mut first = None;
    for review in reviews {
        if let Some(of_review) = review_rows(review, terms, reading) {
            rows.extend(of_review);
            first = Some(first.map_or(review.row, |row: u64| row.min(review.row)));
        }
    }
    let Some(row) = first else {
        return;
    };
    let dates = &terms.mapping.import.dates;
    let mut fields = TakenFields::of(&CLAIM, reading, dates);
    for review in reviews {
        fields.take("text", Some(&review.claim));
        fields.take("speaker", review.claimant.as_deref());
        fields.take("said_on", review.said_on.as_deref());
    }
    let fields = fields.done();
    let foreign = claim_id(words, reviews, ids);
    reading.records.push(ForeignRecord {
        row,
        foreign,
        naming: Naming::Digest,
        kind: RecordKind::Claim,
        id: None,
        article: None,
        fields,
        rows: single(rows),
    });
}

/// The foreign id of a claim: the page of its first review, if no other claim has it.
fn claim_id(words: &str, reviews: &[Review], ids: &mut BTreeSet<String>) -> String {
    let url = reviews.iter().find_map(|review| review.url.as_deref());
    let page = url.map_or_else(|| id_of_words(words), page_of);
    if ids.insert(page.clone()) {
        return page;
    }
    format!("{page} {}", id_of_words(words))
}

/// What a review brings to its claim. None if it is our own and nobody asked for those.
fn review_rows(
    review: &Review,
    terms: ReviewTerms<'_>,
    reading: &mut Reading,
) -> Option<Vec<ForeignRow>> {
    let is_own = is_own(review, terms);
    if is_own && !terms.as_own {
        let reason = "a review of your own organisation: `--as-own` makes it a ruling";
        reading.skip(review.row, reason);
        return None;
    }
    let row = if is_own {
        ruling(review, terms, reading)
    } else {
        fact_check(review, terms, reading)
    };
    let appearances = review.appearances.iter().map(|url| appearance(url));
    Some(row.into_iter().chain(appearances).collect())
}

fn is_own(review: &Review, terms: ReviewTerms<'_>) -> bool {
    let publisher = review.publisher.as_deref().map(fold);
    terms.own.is_some() && publisher.as_deref() == terms.own
}

fn meaning(review: &Review, terms: ReviewTerms<'_>) -> Option<RatingWord> {
    terms
        .mapping
        .ratings
        .get(&fold(review.verdict.as_deref()?))
        .copied()
}

/// The foreign id of the source that a review is.
fn id_of_review(review: &Review) -> Option<String> {
    match (&review.url, &review.publisher) {
        (Some(url), _) => Some(page_of(url)),
        (None, Some(publisher)) => Some(id_of_words(&format!(
            "{publisher}\n{}",
            fold(&review.claim)
        ))),
        (None, None) => None,
    }
}

/// The fields of the source that a review is.
fn source_fields(review: &Review, terms: ReviewTerms<'_>, reading: &mut Reading) -> ForeignFields {
    let mut fields = TakenFields::of(&SOURCE, reading, &terms.mapping.import.dates);
    let language = review.language.as_deref();
    let untitled = format!("Review: {}", review.claim);
    fields
        .take("title", review.title.as_deref())
        .take("title", review.url.is_none().then_some(&*untitled))
        .take("publisher", review.publisher.as_deref())
        .take("url", review.url.as_deref())
        .take("published", review.published.as_deref())
        .take(
            "language",
            language.or(terms.mapping.import.language.as_deref()),
        )
        .take("kind", Some("analysis"));
    fields.done()
}

/// The review as a source, and the row of evidence that it is.
fn fact_check(
    review: &Review,
    terms: ReviewTerms<'_>,
    reading: &mut Reading,
) -> Option<ForeignRow> {
    let Some(foreign) = id_of_review(review) else {
        reading.skip(review.row, "a review without an address and a publisher");
        return None;
    };
    let fields = source_fields(review, terms, reading);
    reading
        .records
        .push(mentioned(review.row, &foreign, fields));
    let stance = match meaning(review, terms) {
        Some(RatingWord::Stance(stance)) => stance.as_str(),
        Some(RatingWord::Ruling(_)) | None => "context",
    };
    let note = review
        .verdict
        .iter()
        .map(|verdict| ("note", Value::Text(verdict.clone())));
    Some(evidence(foreign, stance, note.collect()))
}

/// Our own review as a ruling, if the mapping knows its words.
fn ruling(review: &Review, terms: ReviewTerms<'_>, reading: &mut Reading) -> Option<ForeignRow> {
    let verdict = review.verdict.as_deref().unwrap_or_default();
    let Some(RatingWord::Ruling(status)) = meaning(review, terms) else {
        reading.leave("rating", verdict);
        return None;
    };
    let reason = review.title.as_deref().unwrap_or(verdict);
    let mut fields = TakenFields::of(&RULING, reading, &terms.mapping.import.dates);
    fields
        .take("status", Some(RulingStatus::as_str(status)))
        .take("on", review.published.as_deref())
        .take("by", review.publisher.as_deref())
        .take("reason", Some(reason))
        .take("url", review.url.as_deref())
        .take("verdict", Some(verdict));
    let fields = fields.done();
    let is_dated = fields.iter().any(|(field, _)| *field == "on");
    if !is_dated {
        reading.skip(review.row, "a review of your own without a date");
        return None;
    }
    Some(row_without_source("ruling", fields))
}
