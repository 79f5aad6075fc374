//! Claims as schema.org `ClaimReview`: what a publisher puts into a page so that search engines know its fact-checks.
//!
//! The rules are schema.org's for `ClaimReview`, `Claim` and `Rating` (<https://schema.org/ClaimReview>) and Google's for fact-check
//! mark-up (<https://developers.google.com/search/docs/appearance/structured-data/factcheck>); `tests/` checks the output
//! against them. Only a person's ruling is published: a derived status never leaves the desk as a verdict.

use crate::answer::report::{Answer, PartyFacts, SourceFacts};
use crate::answer::{
    AppearanceAnswer, ArticleRow, ClaimFacts, EvidenceAccount, PartyName, RulingAnswer, is_withheld,
};
use crate::domain::address;
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::About;
use crate::domain::party::PartyKind;
use crate::domain::platform::{is_on_platform, is_platform};
use crate::domain::ruling::{HouseRating, Rating, RulingStatus};
use crate::view::words;
use serde::{Serialize, Serializer};
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
    /// Its scale: what it calls each ruling, and its number.
    pub ratings: &'a BTreeMap<RulingStatus, HouseRating>,
}

/// The reviews, and what could not be said in them.
#[derive(Clone, Debug, Default)]
pub struct Reviews {
    /// One review for each claim whose rating fits.
    pub reviews: Vec<ClaimReview>,
    /// The ids of the claims without a review, because the numbers of their rulings are not a scale.
    pub without_scale: Vec<String>,
    /// The names of those written as organizations because the book does not say what they are.
    pub of_unknown_kind: BTreeSet<String>,
}

/// Nobody can publish a claim that nobody ruled on, or whose newest ruling hands it back to its evidence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("claim `{0}` has no ruling by a person")]
pub struct NoRuling(pub String);

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
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    citation: Vec<Work>,
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
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_many")]
    appearance: Vec<Work>,
}

/// One value as it is, several as a list.
fn one_or_many<S: Serializer>(works: &[Work], serializer: S) -> Result<S::Ok, S::Error> {
    match works {
        [one] => one.serialize(serializer),
        several => serializer.collect_seq(several),
    }
}

/// An article, a post or a source.
#[derive(Clone, Debug, Serialize)]
struct Work {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(rename = "archivedAt", skip_serializing_if = "Option::is_none")]
    archived_at: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    in_language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
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

/// One review for each claim whose rating fits.
pub fn reviews(answer: &Answer, publisher: Publisher<'_>) -> Result<Reviews, NoRuling> {
    let lookup = Lookup::of(answer);
    let mut written = Reviews::default();
    for facts in &answer.claims {
        match review(facts, publisher, &lookup)? {
            Some(review) => {
                written.reviews.push(review);
                let nobody_knows = lookup.kindless(facts);
                written.of_unknown_kind.extend(nobody_knows);
            }
            None => written.without_scale.push(facts.claim.id.clone()),
        }
    }
    Ok(written)
}

/// What a review looks up by id.
struct Lookup<'a> {
    articles: BTreeMap<&'a str, &'a ArticleRow>,
    parties: BTreeMap<&'a str, &'a PartyFacts>,
    sources: BTreeMap<&'a str, &'a SourceFacts>,
}

impl<'a> Lookup<'a> {
    fn of(answer: &'a Answer) -> Self {
        let articles = answer.articles.iter();
        let parties = answer.parties.iter();
        let sources = answer.sources.iter();
        Self {
            articles: articles.map(|one| (one.id.as_str(), one)).collect(),
            parties: parties
                .map(|one| (one.record.core.id.as_str(), one))
                .collect(),
            sources: sources.map(|one| (one.id.as_str(), one)).collect(),
        }
    }

    fn kind(&self, party: &PartyName) -> Option<PartyKind> {
        self.parties.get(party.id.as_deref()?)?.record.core.kind
    }

    /// The claim's speaker, if the book does not say whether it is a person.
    fn kindless(&self, facts: &ClaimFacts) -> Option<String> {
        let speaker = speaker(facts).filter(|party| self.kind(party).is_none())?;
        Some(speaker.name.clone())
    }

    fn is_withheld(&self, source: &str) -> bool {
        self.sources.get(source).is_some_and(|one| one.withheld)
    }

    /// The archived copy of a source.
    fn archive(&self, source: &str) -> Option<String> {
        let record = self.sources.get(source)?.record.as_ref()?;
        address(record.words.archive.as_deref()?)
    }
}

/// The review of a claim; `None` if the numbers of its ruling are not a scale.
fn review(
    facts: &ClaimFacts,
    publisher: Publisher<'_>,
    lookup: &Lookup<'_>,
) -> Result<Option<ClaimReview>, NoRuling> {
    let id = &facts.claim.id;
    let ruling = ruling(facts).ok_or_else(|| NoRuling(id.clone()))?;
    let Ok(scale) = scale(ruling, publisher.ratings) else {
        return Ok(None);
    };
    // An anchor tells several reviews of one page apart: the claim's anchor in the HTML report.
    let page = publisher.url.split('#').next().unwrap_or_default();
    let own_page = ruling.url.as_deref().and_then(address);
    Ok(Some(ClaimReview {
        context: "https://schema.org",
        kind: "ClaimReview",
        url: own_page.unwrap_or_else(|| format!("{page}#claim-{id}")),
        claim_reviewed: wording(facts).to_owned(),
        date_published: ruling.on.clone(),
        author: Agent {
            kind: "Organization",
            name: publisher.organisation.and_then(said),
            url: Some(page.to_owned()),
        },
        review_rating: ReviewRating {
            kind: "Rating",
            alternate_name: verdict(ruling, publisher.ratings),
            scale,
        },
        review_body: said(&ruling.reason),
        in_language: ruling.language.as_deref().and_then(said),
        citation: citations(facts, lookup),
        item_reviewed: item(facts, lookup),
    }))
}

/// What the ruling is called: in its own words, else in the organisation's, else by its status.
fn verdict(ruling: &RulingAnswer, ratings: &BTreeMap<RulingStatus, HouseRating>) -> String {
    let own = ruling.verdict.as_deref().and_then(said);
    let house = || said(ratings.get(&ruling.status)?.name.as_deref()?);
    own.or_else(house).unwrap_or_else(|| {
        let status = words::sentence(ruling.status.as_str());
        status.trim_end_matches('.').to_owned()
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

/// The numbers of a ruling are not a scale.
struct NoScale;

/// The ruling's numbers, else the organisation's. A contested or unverifiable claim has no place on a scale from false to
/// true.
fn scale(
    ruling: &RulingAnswer,
    ratings: &BTreeMap<RulingStatus, HouseRating>,
) -> Result<Option<Scale>, NoScale> {
    let placeless = matches!(
        ruling.status,
        RulingStatus::Contested | RulingStatus::Unverifiable
    );
    if placeless {
        return Ok(None);
    }
    let rating = match ruling.rating {
        Some(own) if !own.is_scale() => return Err(NoScale),
        Some(own) => Some(own),
        None => of_house(ruling.status, ratings).filter(|rating| rating.is_scale()),
    };
    Ok(rating.map(|Rating { value, best, worst }| Scale { value, best, worst }))
}

/// The organisation's number for a status, on the scale from its smallest number to its greatest.
fn of_house(status: RulingStatus, ratings: &BTreeMap<RulingStatus, HouseRating>) -> Option<Rating> {
    let numbers = || ratings.values().filter_map(|rating| rating.value);
    Some(Rating {
        value: ratings.get(&status)?.value?,
        best: numbers().max()?,
        worst: numbers().min()?,
    })
}

/// Who makes the claim. A claim without a speaker has no author: who published it is in its appearance.
fn speaker(facts: &ClaimFacts) -> Option<&PartyName> {
    let speaker = facts.claim.speaker.as_ref()?;
    (!is_withheld(speaker) && !is_platform(&speaker.name)).then_some(speaker)
}

fn item(facts: &ClaimFacts, lookup: &Lookup<'_>) -> Item {
    let claim = &facts.claim;
    let article = claim
        .article
        .as_deref()
        .and_then(|id| lookup.articles.get(id))
        .copied();
    let published = || article.and_then(|article| article.published.clone());
    let mut appearance: Vec<Work> = article
        .map(|article| in_article(facts, article, lookup))
        .into_iter()
        .collect();
    let others = claim.appearances.iter();
    appearance.extend(others.filter_map(|one| elsewhere(one, lookup)));
    Item {
        kind: "Claim",
        author: speaker(facts).and_then(|party| agent(party, lookup)),
        date_published: claim.said_on.clone().or_else(published),
        appearance,
    }
}

fn in_article(facts: &ClaimFacts, article: &ArticleRow, lookup: &Lookup<'_>) -> Work {
    let publisher = article.publisher.as_ref();
    let kind = if is_post(article.url.as_deref(), publisher) {
        "SocialMediaPosting"
    } else if facts.claim.kind == Some(ClaimKind::Opinion) {
        "OpinionNewsArticle"
    } else {
        "NewsArticle"
    };
    Work {
        kind,
        name: said(&article.title),
        url: article.url.as_deref().and_then(address),
        archived_at: article.archive.as_deref().and_then(address),
        date_published: article.published.clone(),
        in_language: article.language.as_deref().and_then(said),
        text: None,
        publisher: publisher.and_then(|party| agent(party, lookup)),
    }
}

/// Another place where the claim was made; `None` if its address leads nowhere.
fn elsewhere(one: &AppearanceAnswer, lookup: &Lookup<'_>) -> Option<Work> {
    let publisher = one.publisher.as_ref();
    let kind = match publisher.and_then(|party| lookup.kind(party)) {
        _ if is_post(Some(&one.url), publisher) => "SocialMediaPosting",
        Some(PartyKind::Outlet | PartyKind::Agency) => "NewsArticle",
        _ => "CreativeWork",
    };
    Some(Work {
        kind,
        name: None,
        url: Some(address(&one.url)?),
        archived_at: one.archive.as_deref().and_then(address),
        date_published: one.on.clone(),
        in_language: None,
        text: one.quote.as_deref().and_then(said),
        publisher: publisher.and_then(|party| agent(party, lookup)),
    })
}

/// Whether something was posted on a platform.
fn is_post(url: Option<&str>, publisher: Option<&PartyName>) -> bool {
    url.is_some_and(is_on_platform) || publisher.is_some_and(|party| is_platform(&party.name))
}

fn agent(party: &PartyName, lookup: &Lookup<'_>) -> Option<Agent> {
    if is_withheld(party) {
        return None;
    }
    let kind = match lookup.kind(party) {
        Some(PartyKind::Person) => "Person",
        _ => "Organization",
    };
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
        row.about == About::Content && row.left_out.is_none() && !lookup.is_withheld(&row.source)
    };
    let rows = facts.evidence.iter().filter(is_cited);
    rows.filter(|row| cited.insert(&row.source))
        .filter_map(|row| {
            let publisher = row.publisher.as_ref();
            Some(Work {
                kind: "CreativeWork",
                name: Some(said(row.title.as_deref()?)?),
                url: row.url.as_deref().and_then(address),
                archived_at: lookup.archive(&row.source),
                date_published: row.published.clone(),
                in_language: None,
                text: None,
                publisher: publisher.and_then(|party| agent(party, lookup)),
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
