//! Claims as schema.org `ClaimReview`: what a publisher puts into a page so that search engines know its fact-checks.
//!
//! The rules are schema.org's for `ClaimReview`, `Claim` and `Rating` (<https://schema.org/ClaimReview>) and Google's for fact-check
//! mark-up (<https://developers.google.com/search/docs/appearance/structured-data/factcheck>); `tests/` checks the output
//! against them. Only a person's ruling is published: a derived status never leaves the desk as a verdict.

use crate::answer::report::Answer;
use crate::answer::{
    ArticleRow, ClaimFacts, EvidenceAccount, PartyName, RulingAnswer, is_withheld,
};
use crate::domain::address;
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::About;
use crate::domain::party::PartyKind;
use crate::domain::ruling::{Rating, RulingStatus};
use crate::view::words;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The longest wording that every site shows in full, in characters.
pub const LONGEST: usize = 75;

/// Who publishes, and where.
#[derive(Clone, Copy, Debug)]
pub struct Publisher<'a> {
    /// The http or https address of the page that holds the reviews.
    pub url: &'a str,
    /// The organisation's name.
    pub organisation: Option<&'a str>,
}

/// Why nobody can publish a claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefusal {
    /// Nobody ruled on it, or the newest ruling hands it back to its evidence.
    #[error("claim `{0}` has no ruling by a person")]
    NoRuling(String),
    /// The numbers of its ruling are not a scale.
    #[error(
        "the rating of claim `{0}` is not a scale: worst must be 1 or more, best more than worst, and the value between them"
    )]
    NoScale(String),
}

/// A review of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimReview {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    url: String,
    #[serde(rename = "claimReviewed")]
    claim_reviewed: String,
    #[serde(rename = "datePublished")]
    date_published: String,
    author: Agent,
    #[serde(rename = "reviewRating")]
    review_rating: ReviewRating,
    #[serde(rename = "reviewBody", skip_serializing_if = "Option::is_none")]
    review_body: Option<String>,
    #[serde(rename = "itemReviewed")]
    item_reviewed: Item,
}

/// A person or an organisation.
#[derive(Clone, Debug, Serialize)]
struct Agent {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct ReviewRating {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "alternateName")]
    alternate_name: String,
    #[serde(flatten)]
    scale: Option<Scale>,
}

#[derive(Clone, Copy, Debug, Serialize)]
struct Scale {
    #[serde(rename = "ratingValue")]
    value: i64,
    #[serde(rename = "bestRating")]
    best: i64,
    #[serde(rename = "worstRating")]
    worst: i64,
}

/// The claim that is reviewed.
#[derive(Clone, Debug, Serialize)]
struct Item {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Agent>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Work>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Work>,
}

/// An article or a source.
#[derive(Clone, Debug, Serialize)]
struct Work {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Agent>,
}

/// Whether a person has ruled on a claim.
#[must_use]
pub fn is_ruled(facts: &ClaimFacts) -> bool {
    ruling(facts).is_some()
}

/// Whether a claim's wording is too long for some sites.
#[must_use]
pub fn is_long(facts: &ClaimFacts) -> bool {
    wording(facts).chars().count() > LONGEST
}

/// One review for each claim; or why nobody can publish one of them.
pub fn reviews(
    answer: &Answer,
    publisher: Publisher<'_>,
) -> Result<Vec<ClaimReview>, ReviewRefusal> {
    let books = Lookup {
        articles: answer
            .articles
            .iter()
            .map(|article| (article.id.as_str(), article))
            .collect(),
        people: answer
            .parties
            .iter()
            .filter(|party| party.record.core.kind == Some(PartyKind::Person))
            .map(|party| party.record.core.id.as_str())
            .collect(),
        withheld: answer
            .sources
            .iter()
            .filter(|source| source.withheld)
            .map(|source| source.id.as_str())
            .collect(),
    };
    answer
        .claims
        .iter()
        .map(|facts| review(facts, publisher, &books))
        .collect()
}

/// What a review looks up by id.
struct Lookup<'a> {
    articles: BTreeMap<&'a str, &'a ArticleRow>,
    people: BTreeSet<&'a str>,
    withheld: BTreeSet<&'a str>,
}

fn review(
    facts: &ClaimFacts,
    publisher: Publisher<'_>,
    lookup: &Lookup<'_>,
) -> Result<ClaimReview, ReviewRefusal> {
    let id = &facts.claim.id;
    let ruling = ruling(facts).ok_or_else(|| ReviewRefusal::NoRuling(id.clone()))?;
    // An anchor tells several reviews of one page apart: the claim's anchor in the HTML report.
    let page = publisher.url.split('#').next().unwrap_or_default();
    Ok(ClaimReview {
        context: "https://schema.org",
        kind: "ClaimReview",
        url: format!("{page}#claim-{id}"),
        claim_reviewed: wording(facts).to_owned(),
        date_published: ruling.on.clone(),
        author: Agent {
            kind: "Organization",
            name: publisher.organisation.and_then(said),
            url: Some(page.to_owned()),
        },
        review_rating: ReviewRating {
            kind: "Rating",
            alternate_name: words::sentence(ruling.status.as_str())
                .trim_end_matches('.')
                .to_owned(),
            scale: scale(facts, ruling)?,
        },
        review_body: said(&ruling.reason),
        item_reviewed: item(facts, lookup),
    })
}

/// The newest ruling, unless it hands the claim back to its evidence.
fn ruling(facts: &ClaimFacts) -> Option<&RulingAnswer> {
    facts
        .claim
        .ruling
        .as_ref()
        .filter(|ruling| ruling.status != RulingStatus::Open)
}

/// The claim's text, or its short wording if the text is too long.
fn wording(facts: &ClaimFacts) -> &str {
    let text = facts.claim.text.trim();
    let short = facts
        .extras
        .short
        .as_deref()
        .map(str::trim)
        .filter(|short| !short.is_empty());
    if text.chars().count() > LONGEST {
        short.unwrap_or(text)
    } else {
        text
    }
}

/// The ruling's numbers. A contested or unverifiable claim has no place on a scale from false to true.
fn scale(facts: &ClaimFacts, ruling: &RulingAnswer) -> Result<Option<Scale>, ReviewRefusal> {
    let placeless = matches!(
        ruling.status,
        RulingStatus::Contested | RulingStatus::Unverifiable
    );
    let Some(Rating { value, best, worst }) = ruling.rating.filter(|_| !placeless) else {
        return Ok(None);
    };
    if worst >= 1 && best > worst && (worst..=best).contains(&value) {
        Ok(Some(Scale { value, best, worst }))
    } else {
        Err(ReviewRefusal::NoScale(facts.claim.id.clone()))
    }
}

fn item(facts: &ClaimFacts, lookup: &Lookup<'_>) -> Item {
    let article = facts
        .claim
        .article
        .as_deref()
        .and_then(|id| lookup.articles.get(id))
        .copied();
    let publisher = article.and_then(|article| article.publisher.as_ref());
    let speaker = facts.claim.speaker.as_ref().or(publisher);
    let said_on = facts
        .claim
        .said_on
        .clone()
        .or_else(|| article.and_then(|article| article.published.clone()));
    Item {
        kind: "Claim",
        author: speaker.and_then(|party| agent(party, lookup)),
        date_published: said_on,
        appearance: article.map(|article| Work {
            kind: if facts.claim.kind == Some(ClaimKind::Opinion) {
                "OpinionNewsArticle"
            } else {
                "NewsArticle"
            },
            name: said(&article.title),
            url: article.url.as_deref().and_then(address),
            date_published: article.published.clone(),
            publisher: publisher.and_then(|party| agent(party, lookup)),
        }),
        citation: citations(facts, lookup),
    }
}

fn agent(party: &PartyName, lookup: &Lookup<'_>) -> Option<Agent> {
    if is_withheld(party) {
        return None;
    }
    let is_person = party
        .id
        .as_deref()
        .is_some_and(|id| lookup.people.contains(id));
    let kind = if is_person { "Person" } else { "Organization" };
    Some(Agent {
        kind,
        name: Some(said(&party.name)?),
        url: None,
    })
}

/// The evidence on the content, each source once. A review cites neither what is withheld nor what the rules leave out.
fn citations(facts: &ClaimFacts, lookup: &Lookup<'_>) -> Vec<Work> {
    let mut cited: BTreeSet<&str> = BTreeSet::new();
    let is_cited = |row: &&EvidenceAccount| {
        row.about == About::Content
            && row.left_out.is_none()
            && !lookup.withheld.contains(row.source.as_str())
    };
    let rows = facts.evidence.iter().filter(is_cited);
    rows.filter(|row| cited.insert(&row.source))
        .filter_map(|row| {
            Some(Work {
                kind: "CreativeWork",
                name: Some(said(row.title.as_deref()?)?),
                url: row.url.as_deref().and_then(address),
                date_published: row.published.clone(),
                publisher: row
                    .publisher
                    .as_ref()
                    .and_then(|party| agent(party, lookup)),
            })
        })
        .collect()
}

/// The text, unless it is blank.
fn said(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An address that a reader can follow.
#[must_use]
pub fn address(url: &str) -> Option<String> {
    address::is_web(url).then(|| url.to_owned())
}
