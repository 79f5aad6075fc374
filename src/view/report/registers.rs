//! The sources and parties of a report.

use crate::answer::report::{Answer, PartyFacts, SourceFacts};
use crate::domain::date::Date;
use crate::domain::party::Reliability;
use crate::view::report::{CitedBy, ReportParty, ReportSource};
use std::collections::BTreeMap;

/// The sources, with lineage and where each is used.
pub(super) fn sources(answer: &Answer) -> Vec<ReportSource> {
    let grades: BTreeMap<&str, Reliability> = answer
        .parties
        .iter()
        .filter_map(|party| {
            Some((
                party.record.core.id.as_str(),
                party.record.core.reliability?,
            ))
        })
        .collect();
    answer
        .sources
        .iter()
        .map(|facts| source(facts, &grades))
        .collect()
}

fn source(facts: &SourceFacts, grades: &BTreeMap<&str, Reliability>) -> ReportSource {
    let record = facts.record.as_ref();
    let day = |date: Option<Date>| date.map(|date| date.to_string());
    let cited = facts.cited.iter().map(|(claim, stance)| CitedBy {
        claim: claim.clone(),
        stance: *stance,
    });
    let publisher = facts.publisher.clone();
    ReportSource {
        id: facts.id.clone(),
        title: facts.title.clone(),
        defined: record.is_some() || facts.withheld,
        withheld: facts.withheld,
        author: record.and_then(|record| record.words.author.clone()),
        reliability: publisher
            .as_ref()
            .and_then(|party| grades.get(party.id.as_deref()?).copied()),
        publisher,
        kind: record.and_then(|record| record.core.kind),
        voice: facts.voice.clone(),
        interests: facts.interests.clone(),
        url: record.and_then(|record| record.words.url.clone()),
        archive: record.and_then(|record| record.words.archive.clone()),
        sha256: record.and_then(|record| record.words.sha256.clone()),
        published: day(record.and_then(|record| record.words.published)),
        accessed: day(record.and_then(|record| record.words.accessed)),
        language: record.and_then(|record| record.words.language.clone()),
        retracted: day(record.and_then(|record| record.core.retracted)),
        retraction_pending: record.is_some_and(|record| record.core.retraction_pending),
        own_reporting: record.is_some_and(|record| record.core.own_reporting),
        derived_from: facts.derived_from.clone(),
        repeated_by: facts.repeated_by.clone(),
        cited: cited.collect(),
        note: record.and_then(|record| record.words.note.clone()),
    }
}

/// The parties.
pub(super) fn parties(answer: &Answer) -> Vec<ReportParty> {
    let party = |facts: &PartyFacts| ReportParty {
        id: facts.record.core.id.to_string(),
        name: facts.record.core.name.clone(),
        aliases: facts.record.core.aliases.clone(),
        domains: facts.record.core.domains.clone(),
        kind: facts.record.core.kind,
        part_of: facts.part_of.clone(),
        reliability: facts.record.core.reliability,
        interests: facts.interests.clone(),
        claims: facts.claims,
        sources: facts.sources,
    };
    answer.parties.iter().map(party).collect()
}
