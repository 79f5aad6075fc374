//! The answer behind a report: the claims that a filter picks, with everything about them, and the sources and parties
//! that they involve.

pub(super) mod confidential;
mod mask;

use crate::answer::facts::{ClaimFacts, facts};
use crate::answer::names::NameBook;
use crate::answer::{ArticleRow, ClaimRow, PartyName};
use crate::domain::evidence::Stance;
use crate::domain::filter::Filter;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::index::{Index, IndexError, Listing};
use confidential::Confidential;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// What a report is about.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Which claims.
    pub filter: &'a Filter,
    /// Their order, and today's date.
    pub listing: Listing,
    /// Whether to show confidential claims, sources and parties.
    pub internal: bool,
}

/// Everything that a report says, before a view shapes it for a reader.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The claims, in the order asked for.
    pub claims: Vec<ClaimFacts>,
    /// The articles that make them, by id.
    pub articles: Vec<ArticleRow>,
    /// The sources that they rest on, directly or through derivation, by title and id.
    pub sources: Vec<SourceFacts>,
    /// The parties that the report names, by name and id.
    pub parties: Vec<PartyFacts>,
    /// How many claims were left out because they are confidential.
    pub left_out: u64,
    /// The filter, as the report may repeat it.
    pub asked: Filter,
}

/// A source as a report shows it.
#[derive(Clone, Debug)]
pub struct SourceFacts {
    /// Its record; `None` if the book does not define it, or if it is withheld.
    pub record: Option<Source>,
    /// The id under which the report names it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its publisher.
    pub publisher: Option<PartyName>,
    /// The party whose statement it carries.
    pub voice: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// The sources that it derives from, as the engine follows them: none if it is own reporting.
    pub derived_from: Vec<String>,
    /// The sources of the report that derive from it.
    pub repeated_by: Vec<String>,
    /// The claims of the report that cite it, each with the stance.
    pub cited: Vec<(String, Stance)>,
    /// Whether the report hides its name and place.
    pub withheld: bool,
}

/// A party as a report shows it.
#[derive(Clone, Debug)]
pub struct PartyFacts {
    /// Its record.
    pub record: Party,
    /// The party that it is part of.
    pub part_of: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// How many claims of the report it speaks.
    pub claims: u64,
    /// How many sources of the report it published.
    pub sources: u64,
}

/// Gathers the answer.
pub fn gather(index: &Index, question: &Question<'_>) -> Result<Answer, IndexError> {
    index.at_one_time(|index| gather_now(index, question))
}

fn gather_now(index: &Index, question: &Question<'_>) -> Result<Answer, IndexError> {
    let (claims, names) = facts(index, picked(index, question)?, &[])?;
    let picked = claims.len();
    let claims: Vec<ClaimFacts> = claims
        .into_iter()
        .filter(|facts| question.internal || !facts.extras.confidential)
        .collect();
    let mut answer = Answer {
        left_out: u64::try_from(picked - claims.len()).unwrap_or(u64::MAX),
        articles: articles(index, &claims)?,
        sources: sources(&names, &claims),
        claims,
        parties: Vec::new(),
        asked: question.filter.clone(),
    };
    if !question.internal {
        let confidential = Confidential::find(index, &names, &answer)?;
        answer.asked = confidential.shown(index, &names, question.filter)?;
        confidential.withhold(&mut answer);
    }
    // Sort only now, so that the position of a withheld title gives nothing away.
    answer
        .sources
        .sort_by_cached_key(|source| (source.title.to_lowercase(), source.id.clone()));
    answer.parties = parties(&names, &answer, question.internal);
    Ok(answer)
}

fn picked(index: &Index, question: &Question<'_>) -> Result<Vec<ClaimRow>, IndexError> {
    let mut rows = Vec::new();
    index.claims(question.filter, &question.listing, &mut |claim| {
        rows.push(claim);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn articles(index: &Index, claims: &[ClaimFacts]) -> Result<Vec<ArticleRow>, IndexError> {
    let ids: BTreeSet<&String> = claims
        .iter()
        .filter_map(|facts| facts.claim.article.as_ref())
        .collect();
    let mut articles = Vec::new();
    for id in ids {
        articles.extend(index.article(id)?);
    }
    Ok(articles)
}

/// Every source that the claims cite, with the sources that those derive from.
fn sources(names: &NameBook, claims: &[ClaimFacts]) -> Vec<SourceFacts> {
    let mut found: BTreeMap<String, SourceFacts> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for row in claims.iter().flat_map(|facts| &facts.evidence) {
        open.push(row.source.clone());
        open.extend(row.via.iter().cloned());
    }
    while let Some(id) = open.pop() {
        if let Entry::Vacant(place) = found.entry(id) {
            let facts = source(names, place.key());
            open.extend(facts.derived_from.iter().cloned());
            place.insert(facts);
        }
    }
    for facts in claims {
        for row in &facts.evidence {
            if let Some(source) = found.get_mut(&row.source) {
                let cited = (facts.claim.id.clone(), row.stance);
                if !source.cited.contains(&cited) {
                    source.cited.push(cited);
                }
            }
        }
    }
    let steps: Vec<(String, Vec<String>)> = found
        .iter()
        .map(|(id, source)| (id.clone(), source.derived_from.clone()))
        .collect();
    for (id, parents) in steps {
        for parent in parents {
            if let Some(parent) = found.get_mut(&parent) {
                parent.repeated_by.push(id.clone());
            }
        }
    }
    found.into_values().collect()
}

/// A source, or an article cited as one, or a name that the book does not define.
fn source(names: &NameBook, id: &str) -> SourceFacts {
    let mut facts = SourceFacts {
        record: names.sources.get(id).cloned(),
        id: id.to_owned(),
        title: format!("{id} (not defined in the book)"),
        publisher: None,
        voice: None,
        interests: Vec::new(),
        derived_from: Vec::new(),
        repeated_by: Vec::new(),
        cited: Vec::new(),
        withheld: false,
    };
    let party = |name: &Option<String>| Some(names.named(name.as_deref()?));
    if let Some(record) = &facts.record {
        let core = &record.core;
        facts.title.clone_from(&record.words.title);
        facts.publisher = party(&core.publisher);
        facts.voice = party(&core.voice);
        facts.interests = core
            .interests
            .iter()
            .map(|name| names.named(name))
            .collect();
        if !core.own_reporting {
            facts.derived_from.clone_from(&core.derived_from);
        }
    } else if let Some(article) = names.articles.get(id) {
        facts.title.clone_from(&article.words.title);
        facts.publisher = party(&article.core.publisher);
    }
    facts
}

/// The parties that the report names: those who speak, publish, lend their voice or were asked, and the parties above them.
fn parties(names: &NameBook, answer: &Answer, internal: bool) -> Vec<PartyFacts> {
    let id = |party: &Option<PartyName>| party.as_ref()?.id.clone();
    let claims = || answer.claims.iter();
    let sources = || answer.sources.iter();
    let speakers: Vec<String> = claims()
        .filter_map(|facts| id(&facts.claim.speaker))
        .collect();
    let publishers: Vec<String> = sources()
        .filter_map(|source| id(&source.publisher))
        .collect();
    let asked = claims().flat_map(|facts| &facts.asked);
    let met: BTreeSet<String> = (asked.filter_map(|asked| asked.of.id.clone()))
        .chain(sources().filter_map(|source| id(&source.voice)))
        .chain(
            answer
                .articles
                .iter()
                .filter_map(|article| id(&article.publisher)),
        )
        .chain(speakers.iter().chain(&publishers).cloned())
        .collect();
    let (claims, sources) = (tally(&speakers), tally(&publishers));
    let all = names.with_those_above(met).into_iter();
    let mut parties: Vec<PartyFacts> = all
        .filter(|party| internal || !party.words.confidential)
        .map(|party| PartyFacts {
            part_of: names.shown(party.core.part_of.as_deref(), internal),
            interests: (party.core.interests.iter())
                .filter_map(|name| names.shown(Some(name), internal))
                .collect(),
            claims: claims.get(party.core.id.as_str()).copied().unwrap_or(0),
            sources: sources.get(party.core.id.as_str()).copied().unwrap_or(0),
            record: party.clone(),
        })
        .collect();
    parties.sort_by_cached_key(|party| {
        let core = &party.record.core;
        (core.name.to_lowercase(), core.id.clone())
    });
    parties
}

/// How often each id occurs.
fn tally(ids: &[String]) -> BTreeMap<&str, u64> {
    let mut tally = BTreeMap::new();
    for id in ids {
        *tally.entry(id.as_str()).or_insert(0) += 1;
    }
    tally
}
