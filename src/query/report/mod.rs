//! The report's answer: the claims that a filter picks with everything about them, and the sources and parties they meet.

mod confidential;
mod names;

use crate::answer::ArticleRow;
use crate::answer::AskedAnswer;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::PartyName;
use crate::answer::RelationAnswer;
use crate::answer::RulingAnswer;
use crate::answer::SearchedAnswer;
use crate::domain::evidence::Stance;
use crate::domain::filter::Filter;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::index::Account;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::Listing;
use crate::index::Terms;
use confidential::Confidential;
use names::Names;
pub(super) use names::each_house;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::btree_map::Entry;
use std::ops::ControlFlow;

/// What a report is asked of.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Which claims.
    pub filter: &'a Filter,
    /// In which order, and on which day.
    pub listing: Listing,
    /// Whether confidential claims, sources and parties are shown as they are.
    pub internal: bool,
}

/// Everything that a report says, before it is shaped for a reader.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The claims, in the order asked for.
    pub claims: Vec<ClaimFacts>,
    /// The articles that they stand in, by id.
    pub articles: Vec<ArticleRow>,
    /// The sources that they rest on, directly or through derivation, by title and id.
    pub sources: Vec<SourceFacts>,
    /// The parties that the report names, by name and id.
    pub parties: Vec<PartyFacts>,
    /// How many claims were left out because they are confidential.
    pub left_out: u64,
}

/// A claim with everything about it.
#[derive(Clone, Debug)]
pub struct ClaimFacts {
    /// What a listing says.
    pub claim: ClaimRow,
    /// What the claim says of itself beside that.
    pub terms: Terms,
    /// Its evidence, in the order of the file; the origins are filled in.
    pub evidence: Vec<EvidenceAnswer>,
    /// How its derived status came about.
    pub account: Account,
    /// Its rulings, in the order of the file.
    pub rulings: Vec<RulingAnswer>,
    /// The questions put to those it accuses.
    pub asked: Vec<AskedAnswer>,
    /// The searches made for it.
    pub searched: Vec<SearchedAnswer>,
    /// How other claims stand to it.
    pub relations: Vec<RelationAnswer>,
}

/// A source as a report shows it.
#[derive(Clone, Debug)]
pub struct SourceFacts {
    /// Its record; `None` where the book does not define it.
    pub record: Option<Source>,
    /// The id under which the report names it.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its publisher.
    pub publisher: Option<PartyName>,
    /// Whose statement it carries.
    pub voice: Option<PartyName>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// The sources that it derives from, as the engine follows them: none where it is own reporting.
    pub derived_from: Vec<String>,
    /// The sources of the report that derive from it.
    pub repeated_by: Vec<String>,
    /// The claims of the report that cite it, each with the stance.
    pub cited: Vec<(String, Stance)>,
    /// Its name and place are withheld.
    pub withheld: bool,
}

/// A party as a report shows it.
#[derive(Clone, Debug)]
pub struct PartyFacts {
    /// Its record.
    pub record: Party,
    /// What it is part of.
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
    let names = Names::new(index.party_records()?);
    let mut answer = Answer::default();
    let (claims, left_out) = picked(index, question)?;
    answer.left_out = left_out;
    let rows: BTreeSet<i64> = claims.iter().map(|(claim, _)| claim.row).collect();
    let mut accounts = index.accounts(&rows)?;
    let more = index.with_more()?;
    for claim in claims {
        let row = claim.0.row;
        let Some(mut account) = accounts.remove(&row) else { continue };
        names.name_houses(&mut account.explanation);
        answer.claims.push(facts(index, claim, account, more.contains(&row))?);
    }
    answer.articles = articles(index, &answer.claims)?;
    answer.sources = sources(index, &names, &answer.claims)?;
    if !question.internal {
        Confidential::find(index, &names, &answer)?.withhold(&mut answer);
    }
    // Only now, so that the place of a withheld title says nothing about it.
    answer.sources.sort_by_cached_key(|source| (source.title.to_lowercase(), source.id.clone()));
    answer.parties = parties(&names, &answer, question.internal);
    Ok(answer)
}

/// The claims picked, without the confidential ones unless those are asked for, and how many of them were left out.
fn picked(index: &Index, question: &Question<'_>) -> Result<(Vec<(ClaimRow, Terms)>, u64), IndexError> {
    let mut rows = Vec::new();
    index.claims(question.filter, &question.listing, &mut |claim| {
        rows.push(claim);
        ControlFlow::Continue(())
    })?;
    let mut left_out = 0;
    let mut kept = Vec::with_capacity(rows.len());
    for claim in rows {
        let terms = index.terms(claim.row)?;
        if terms.confidential && !question.internal {
            left_out += 1;
        } else {
            kept.push((claim, terms));
        }
    }
    Ok((kept, left_out))
}

/// A claim's facts; what it surely has none of is not asked for.
fn facts(
    index: &Index,
    (claim, terms): (ClaimRow, Terms),
    account: Account,
    more: bool,
) -> Result<ClaimFacts, IndexError> {
    let row = claim.row;
    let evidence = if account.claim.evidence.is_empty() { Vec::new() } else { index.evidence(row)? };
    let rulings = if account.claim.rulings.is_empty() { Vec::new() } else { index.rulings(row)? };
    let mut facts = ClaimFacts {
        evidence,
        rulings,
        asked: Vec::new(),
        searched: Vec::new(),
        relations: Vec::new(),
        claim,
        terms,
        account,
    };
    for (answer, found) in facts.evidence.iter_mut().zip(&facts.account.explanation.rows) {
        answer.origins = found.roots.iter().map(|root| root.sources.clone()).collect();
    }
    if more {
        facts.asked = index.asked(row)?;
        facts.searched = index.searched(row)?;
        facts.relations = index.relations(row)?;
    }
    Ok(facts)
}

fn articles(index: &Index, claims: &[ClaimFacts]) -> Result<Vec<ArticleRow>, IndexError> {
    let ids: BTreeSet<&String> = claims.iter().filter_map(|facts| facts.claim.article.as_ref()).collect();
    let mut articles = Vec::new();
    for id in ids {
        articles.extend(index.article(id)?);
    }
    Ok(articles)
}

/// Every source that the claims cite, with all that those derive from.
fn sources(index: &Index, names: &Names, claims: &[ClaimFacts]) -> Result<Vec<SourceFacts>, IndexError> {
    let mut found: BTreeMap<String, SourceFacts> = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for row in claims.iter().flat_map(|facts| &facts.evidence) {
        open.push(row.source.clone());
        open.extend(row.via.iter().cloned());
    }
    while let Some(id) = open.pop() {
        if let Entry::Vacant(place) = found.entry(id) {
            let facts = source(index, names, place.key())?;
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
    let steps: Vec<(String, Vec<String>)> =
        found.iter().map(|(id, source)| (id.clone(), source.derived_from.clone())).collect();
    for (id, parents) in steps {
        for parent in parents {
            if let Some(parent) = found.get_mut(&parent) {
                parent.repeated_by.push(id.clone());
            }
        }
    }
    Ok(found.into_values().collect())
}

/// A source, or an article named as one, or a name that the book does not define.
fn source(index: &Index, names: &Names, id: &str) -> Result<SourceFacts, IndexError> {
    let mut facts = SourceFacts {
        record: index.source_record(id)?,
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
    if let Some(record) = &facts.record {
        facts.title.clone_from(&record.title);
        facts.publisher = record.publisher.as_deref().map(|name| names.named(name));
        facts.voice = record.voice.as_deref().map(|name| names.named(name));
        facts.interests = record.interests.iter().map(|name| names.named(name)).collect();
        if !record.own_reporting {
            facts.derived_from.clone_from(&record.derived_from);
        }
    } else if let Some(article) = index.article(id)? {
        facts.title = article.title;
        facts.publisher = article.publisher;
    }
    Ok(facts)
}

/// The parties that the report names: those who speak, publish, have a voice or are asked, with the houses above them.
fn parties(names: &Names, answer: &Answer, internal: bool) -> Vec<PartyFacts> {
    let mut claims: BTreeMap<String, u64> = BTreeMap::new();
    let mut published: BTreeMap<String, u64> = BTreeMap::new();
    let mut met: BTreeSet<String> = BTreeSet::new();
    let id = |party: &Option<PartyName>| party.as_ref().and_then(|party| party.id.clone());
    for facts in &answer.claims {
        if let Some(speaker) = id(&facts.claim.speaker) {
            *claims.entry(speaker.clone()).or_default() += 1;
            met.insert(speaker);
        }
        met.extend(facts.asked.iter().filter_map(|asked| asked.of.id.clone()));
    }
    for source in &answer.sources {
        if let Some(publisher) = id(&source.publisher) {
            *published.entry(publisher.clone()).or_default() += 1;
            met.insert(publisher);
        }
        met.extend(id(&source.voice));
    }
    met.extend(answer.articles.iter().filter_map(|article| id(&article.publisher)));
    let mut parties: Vec<PartyFacts> = names
        .with_those_above(met)
        .into_iter()
        .filter(|party| internal || !party.confidential)
        .map(|record| PartyFacts {
            part_of: names.shown(record.part_of.as_deref(), internal),
            interests: record.interests.iter().filter_map(|name| names.shown(Some(name), internal)).collect(),
            claims: claims.get(record.id.as_str()).copied().unwrap_or_default(),
            sources: published.get(record.id.as_str()).copied().unwrap_or_default(),
            record: record.clone(),
        })
        .collect();
    parties.sort_by(|a, b| {
        (a.record.name.to_lowercase(), &a.record.id).cmp(&(b.record.name.to_lowercase(), &b.record.id))
    });
    parties
}
