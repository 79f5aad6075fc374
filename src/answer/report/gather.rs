//! Gathers the answer behind a report from the index.

use crate::answer::facts::{ClaimFacts, facts};
use crate::answer::names::NameBook;
use crate::answer::report::confidential::Confidential;
use crate::answer::report::waiting::queue;
use crate::answer::report::{Answer, PartyFacts, Question, SourceFacts};
use crate::answer::{ArticleRow, ClaimRow, PartyName, claims};
use crate::domain::status::Flag;
use crate::index::{Index, IndexError};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Gathers the answer.
pub fn gather(index: &Index, question: &Question<'_>) -> Result<Answer, IndexError> {
    index.with_one_plan(|index| {
        let picked = claims(index, question.filter, &question.listing)?;
        answer_of(index, question, picked, None)
    })
}

/// Gathers the answer in parts of `size` claims, so that memory does not grow with it. Each part has the next claims, and of
/// sources, parties and articles what these claims involve. A part says of its claims what the whole answer says of them. There is
/// one exception: sources can spell a house that is no party in several ways, and a part can choose another of them.
pub fn gather_in_parts(
    index: &Index,
    question: &Question<'_>,
    size: usize,
    each: &mut dyn FnMut(Answer) -> ControlFlow<()>,
) -> Result<(), IndexError> {
    index.with_one_plan(|index| {
        let hidden = hidden(index, question)?;
        let mut hand_over = |part| -> Result<_, IndexError> {
            Ok(each(answer_of(index, question, part, hidden.as_ref())?))
        };
        let mut part = Vec::new();
        let mut done: Result<_, IndexError> = Ok(ControlFlow::Continue(()));
        index.claims(question.filter, &question.listing, &mut |claim| {
            part.push(claim);
            if part.len() >= size {
                done = hand_over(std::mem::take(&mut part));
            }
            match done {
                Ok(flow) => flow,
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        if done?.is_continue() && !part.is_empty() {
            let _ = hand_over(part)?;
        }
        Ok(())
    })
}

/// What the parts of an answer must not name, found for all of them at once, because stand-ins are numbered. `None` if
/// everything may be named.
fn hidden(index: &Index, question: &Question<'_>) -> Result<Option<Confidential>, IndexError> {
    if question.internal {
        return Ok(None);
    }
    if !index.has_confidential()? {
        let drafts = index.draft_claims()?;
        return Ok(Some(Confidential {
            drafts,
            ..Confidential::default()
        }));
    }
    let (cited, all) = index.gather_cited(question.filter, question.listing.today)?;
    let names = NameBook::new(all.parties, all.sources, all.articles);
    let answer = Answer {
        sources: reached(&names, cited).into_values().collect(),
        ..Answer::default()
    };
    Ok(Some(Confidential::find(index, &names, &answer)?))
}

/// The answer of these claims. `hidden`: what they must not name, if it is known.
fn answer_of(
    index: &Index,
    question: &Question<'_>,
    mut picked: Vec<ClaimRow>,
    hidden: Option<&Confidential>,
) -> Result<Answer, IndexError> {
    let read_or_not = picked.len();
    picked.retain(|claim| !claim.flags.contains(&Flag::Draft));
    let drafts = read_or_not - picked.len();
    let (claims, names) = facts(index, picked, &[])?;
    let picked = claims.len();
    let claims: Vec<ClaimFacts> = claims
        .into_iter()
        .filter(|facts| question.internal || !facts.extras.confidential)
        .collect();
    let mut answer = Answer {
        left_out: u64::try_from(picked - claims.len()).unwrap_or(u64::MAX),
        drafts: u64::try_from(drafts).unwrap_or(u64::MAX),
        articles: articles(index, &claims)?,
        sources: sources(&names, &claims),
        queue: queue(index, &claims, question.listing.today)?,
        claims,
        parties: Vec::new(),
        asked: question.filter.clone(),
    };
    if !question.internal {
        let found;
        let confidential = if let Some(hidden) = hidden {
            hidden
        } else {
            found = Confidential::find(index, &names, &answer)?;
            &found
        };
        answer.asked = confidential.shown(index, &names, question.filter)?;
        confidential.withhold(&mut answer);
    }
    // Sort only now, so that the position of a withheld title gives nothing away.
    sort_sources(&mut answer.sources);
    answer.parties = parties(&names, &answer, question.internal);
    Ok(answer)
}

/// All sources that the book defines, by title and id. Without `internal`, what is confidential is withheld, as in a report.
pub fn all_sources(index: &Index, internal: bool) -> Result<Vec<SourceFacts>, IndexError> {
    let mut ids = Vec::new();
    index.sources(None, &mut |source| {
        ids.push(source.id);
        ControlFlow::Continue(())
    })?;
    let parties = index.gather(&BTreeSet::new())?.parties;
    let names = NameBook::new(parties, index.source_records(&ids)?, BTreeMap::new());
    let mut answer = Answer {
        sources: ids.iter().map(|id| source(&names, id)).collect(),
        ..Answer::default()
    };
    if !internal {
        Confidential::find(index, &names, &answer)?.withhold(&mut answer);
    }
    sort_sources(&mut answer.sources);
    Ok(answer.sources)
}

fn sort_sources(sources: &mut [SourceFacts]) {
    sources.sort_by_cached_key(|source| (source.title.to_lowercase(), source.id.clone()));
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
    let mut open: Vec<String> = Vec::new();
    for row in claims.iter().flat_map(|facts| &facts.evidence) {
        open.push(row.source.clone());
        open.extend(row.via.iter().cloned());
    }
    let mut found = reached(names, open);
    for facts in claims {
        for row in &facts.evidence {
            if let Some(source) = found.get_mut(&row.source) {
                // The rows of a claim follow one another.
                let id = &facts.claim.id;
                let mut known = source.cited.iter().rev();
                let mut known = known.by_ref().take_while(|(claim, _)| claim == id);
                if !known.any(|(_, stance)| *stance == row.stance) {
                    source.cited.push((id.clone(), row.stance));
                }
            }
        }
    }
    found.into_values().collect()
}

/// These sources, with the sources that those derive from, each with those of them that repeat it.
fn reached(names: &NameBook, mut open: Vec<String>) -> BTreeMap<String, SourceFacts> {
    let mut found: BTreeMap<String, SourceFacts> = BTreeMap::new();
    while let Some(id) = open.pop() {
        if let Entry::Vacant(place) = found.entry(id) {
            let facts = source(names, place.key());
            open.extend(facts.derived_from.iter().cloned());
            place.insert(facts);
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
    found
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
        facts.publisher = names.publisher_of(core).map(|name| names.named(name));
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
        let publisher = names.publisher_of_article(&article.core);
        facts.publisher = publisher.map(|name| names.named(name));
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
    let rows = claims().flat_map(|facts| &facts.evidence);
    let appearances = claims().flat_map(|facts| &facts.claim.appearances);
    let met: BTreeSet<String> = (asked.filter_map(|asked| asked.of.id.clone()))
        .chain(sources().filter_map(|source| id(&source.voice)))
        .chain(claims().filter_map(|facts| id(&facts.claim.quoted)))
        .chain(rows.filter_map(|row| id(&row.voice)))
        .chain(appearances.filter_map(|one| id(&one.publisher)))
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
