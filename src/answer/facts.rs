//! What is known of claims, put together: everything that their files say, and the account of their derived status.

use crate::answer::AskedAnswer;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::RelationAnswer;
use crate::answer::RulingAnswer;
use crate::answer::SearchedAnswer;
use crate::answer::names::Names;
use crate::domain::claim::Asked;
use crate::domain::claim::Claim;
use crate::domain::claim::Searched;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::explain;
use crate::domain::date::Date;
use crate::domain::evidence::Evidence;
use crate::domain::ruling::Rating;
use crate::domain::ruling::Ruling;
use crate::index::Gathered;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::WholeClaim;
use chrono::NaiveDate;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A claim with everything about it.
#[derive(Clone, Debug)]
pub struct ClaimFacts {
    /// What a listing says.
    pub claim: ClaimRow,
    /// What the claim says of itself beside that.
    pub terms: Terms,
    /// Its evidence, in the order of the file.
    pub evidence: Vec<EvidenceAnswer>,
    /// How its derived status came about.
    pub account: Account,
    /// Its rulings, in the order of the file.
    pub rulings: Vec<RulingAnswer>,
    /// The questions put to those it accuses.
    pub asked: Vec<AskedAnswer>,
    /// The searches made for it.
    pub searched: Vec<SearchedAnswer>,
    /// How other claims stand to it: what it says of them, then what they say of it.
    pub relations: Vec<RelationAnswer>,
}

/// What a claim says of itself beside what a listing shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// When it should be looked at again.
    pub recheck_by: Option<String>,
    /// A wording of at most 75 characters, for `ClaimReview`.
    pub short: Option<String>,
    /// Kept out of reports and exports unless they are internal.
    pub confidential: bool,
    /// The number that its standing ruling gives it.
    pub rating: Option<Rating>,
}

/// How a claim's derived status came about.
#[derive(Clone, Debug)]
pub struct Account {
    /// The article that the claim stands in.
    pub article: Option<String>,
    /// The ids of the claims that may stand against it, in the order that the explanation counts them by.
    pub counters: Vec<String>,
    /// Why the status is what it is. Houses go by their names, as a reader knows them.
    pub explanation: Explanation,
}

/// Everything about the claim of this row.
pub fn claim_facts(index: &Index, row: i64, today: NaiveDate) -> Result<ClaimFacts, IndexError> {
    Ok(one(index, row, &[], today)?.0)
}

/// Everything about the claim of this row, with the sources in `without` (ids) taken as retracted; and the names, sources
/// and articles that it reaches.
pub(super) fn one(
    index: &Index,
    row: i64,
    without: &[&str],
    today: NaiveDate,
) -> Result<(ClaimFacts, Names), IndexError> {
    index.at_one_time(|index| {
        let (facts, names) = facts(index, vec![index.claim(row, today)?], without)?;
        let facts = facts.into_iter().next().ok_or(IndexError::NoSuchRow(row))?;
        Ok((facts, names))
    })
}

/// Everything about these claims, in their order, with the sources in `without` (ids) taken as retracted; and the names,
/// sources and articles that they reach.
pub(super) fn facts(
    index: &Index,
    claims: Vec<ClaimRow>,
    without: &[&str],
) -> Result<(Vec<ClaimFacts>, Names), IndexError> {
    let rows: BTreeSet<i64> = claims.iter().map(|claim| claim.row).collect();
    let Gathered {
        claims: whole,
        mut relations,
        parties,
        sources,
        articles,
        needs_origins,
    } = index.gather(&rows)?;
    let names = Names::new(parties, sources, articles);
    let mut whole: BTreeMap<i64, WholeClaim> =
        whole.into_iter().map(|claim| (claim.row, claim)).collect();
    let mut parts: Vec<(ClaimRow, WholeClaim, Vec<RelationAnswer>)> =
        Vec::with_capacity(claims.len());
    for claim in claims {
        let whole = whole
            .remove(&claim.row)
            .ok_or(IndexError::NoSuchRow(claim.row))?;
        let relations = relations.remove(&claim.row).unwrap_or_default();
        parts.push((claim, whole, relations));
    }
    let facts = parts.into_par_iter().map(|(claim, whole, relations)| {
        let account = account(&names, &whole, needs_origins, without);
        put_together(&names, claim, whole.claim, account, relations)
    });
    Ok((facts.collect(), names))
}

fn account(names: &Names, whole: &WholeClaim, needs_origins: u8, without: &[&str]) -> Account {
    let counters = whole.counters();
    let mut explanation = explain(
        &names.registry,
        &whole.as_case(&counters, needs_origins),
        without,
    );
    names.name_houses(&mut explanation);
    Account {
        article: whole.article.clone(),
        counters: counters
            .iter()
            .map(|counter| counter.claim.to_owned())
            .collect(),
        explanation,
    }
}

fn put_together(
    names: &Names,
    row: ClaimRow,
    claim: Claim,
    account: Account,
    relations: Vec<RelationAnswer>,
) -> ClaimFacts {
    let terms = Terms {
        recheck_by: written(claim.words.recheck_by),
        short: claim.words.short.clone(),
        confidential: claim.words.confidential,
        rating: claim
            .standing_ruling()
            .and_then(|ruling| ruling.words.rating),
    };
    let rows = claim.evidence().zip(&account.explanation.rows);
    let evidence = rows.map(|(evidence, found)| EvidenceAnswer {
        origins: found
            .roots
            .iter()
            .map(|root| root.sources.clone())
            .collect(),
        ..evidence_answer(names, evidence)
    });
    ClaimFacts {
        claim: row,
        terms,
        evidence: evidence.collect(),
        account,
        rulings: claim.rulings().map(ruling).collect(),
        asked: claim
            .words
            .asked
            .into_iter()
            .map(|asked| asked_answer(names, asked))
            .collect(),
        searched: claim
            .words
            .searched
            .into_iter()
            .map(searched_answer)
            .collect(),
        relations,
    }
}

fn written(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// An evidence row with its source's, or article's, title and place.
fn evidence_answer(names: &Names, evidence: Evidence<'_>) -> EvidenceAnswer {
    let source = names.sources.get(&evidence.core.source);
    let article = names
        .articles
        .get(&evidence.core.source)
        .filter(|_| source.is_none());
    let publisher = source.map_or_else(
        || article?.core.publisher.as_ref(),
        |source| source.core.publisher.as_ref(),
    );
    EvidenceAnswer {
        title: source
            .map(|source| &source.words.title)
            .or(article.map(|article| &article.words.title))
            .cloned(),
        publisher: publisher.map(|name| names.named(name)),
        url: source.map_or_else(
            || article?.words.url.clone(),
            |source| source.words.url.clone(),
        ),
        published: written(
            source.map_or_else(|| article?.words.published, |source| source.words.published),
        ),
        source: evidence.core.source.clone(),
        stance: evidence.core.stance,
        about: evidence.core.about,
        via: evidence.core.via.clone(),
        credibility: evidence.core.credibility,
        quote: evidence.words.quote.clone(),
        locator: evidence.words.locator.clone(),
        translation: evidence.words.translation.clone(),
        note: evidence.words.note.clone(),
        by: evidence.words.by.clone(),
        added: written(evidence.core.added),
        origins: Vec::new(),
        line: evidence.words.line,
    }
}

fn ruling(ruling: Ruling<'_>) -> RulingAnswer {
    RulingAnswer {
        status: ruling.core.status,
        on: ruling.core.on.to_string(),
        by: ruling.words.by.clone(),
        reason: ruling.words.reason.clone(),
    }
}

fn asked_answer(names: &Names, asked: Asked) -> AskedAnswer {
    AskedAnswer {
        of: names.named(&asked.of),
        on: written(asked.on),
        due: written(asked.due),
        outcome: asked.outcome,
        note: asked.note,
    }
}

fn searched_answer(searched: Searched) -> SearchedAnswer {
    SearchedAnswer {
        place: searched.place,
        on: written(searched.on),
        by: searched.by,
        terms: searched.terms,
    }
}
