//! Keeping confidential what the book marks so: sources and parties lose their names, places and words; their part in the
//! counts stays, or the count could not be followed.
//!
//! A source is withheld too where its publisher or its voice is. What a person wrote in the words of a claim, a note or a
//! ruling is not searched for names: the desk that wrote it answers for it.

use crate::answer::EvidenceAnswer;
use crate::answer::PartyName;
use crate::domain::corroboration::Conflict;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::LeftOut;
use crate::domain::corroboration::Unestablished;
use crate::domain::corroboration::Witness;
use crate::index::Index;
use crate::index::IndexError;
use crate::query::ClaimFacts;
use crate::query::names::Names;
use crate::query::names::each_house;
use crate::query::names::withheld_party;
use crate::query::report::Answer;
use crate::query::report::SourceFacts;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What stands for a source whose name is withheld.
const WITHHELD_SOURCE: &str = "a source known to the desk";
/// What stands for a claim that is left out.
const WITHHELD_CLAIM: &str = "a claim known to the desk";

/// What is not to be named.
pub(super) struct Confidential {
    /// The ids of sources, each with the name that stands for it.
    sources: BTreeMap<String, String>,
    claims: BTreeSet<String>,
    parties: BTreeSet<String>,
}

impl Confidential {
    /// What of the answer is confidential.
    pub(super) fn find(index: &Index, names: &Names, answer: &Answer) -> Result<Self, IndexError> {
        let is_party =
            |party: &Option<PartyName>| party.as_ref().is_some_and(|party| names.is_confidential(&party.name));
        let hidden = |source: &&SourceFacts| {
            let marked = source.record.as_ref().is_some_and(|record| record.confidential);
            marked || is_party(&source.publisher) || is_party(&source.voice)
        };
        let ids: BTreeSet<&String> = answer.sources.iter().filter(hidden).map(|source| &source.id).collect();
        let sources =
            ids.into_iter().enumerate().map(|(number, id)| (id.clone(), format!("known-to-the-desk-{}", number + 1)));
        let parties = names.confidential_names();
        Ok(Self { sources: sources.collect(), claims: index.confidential_claims()?, parties })
    }

    /// Takes it out of the answer.
    pub(super) fn withhold(&self, answer: &mut Answer) {
        if self.sources.is_empty() && self.claims.is_empty() && self.parties.is_empty() {
            return;
        }
        for facts in &mut answer.claims {
            self.claim(facts);
        }
        for source in &mut answer.sources {
            self.source(source);
        }
        for article in &mut answer.articles {
            self.party(&mut article.publisher);
        }
    }

    fn claim(&self, facts: &mut ClaimFacts) {
        self.party(&mut facts.claim.speaker);
        facts.evidence.iter_mut().for_each(|row| self.evidence(row));
        for asked in &mut facts.asked {
            if self.is_party(&asked.of) {
                asked.of = withheld_party();
                asked.note = None;
            }
        }
        facts.relations.retain(|relation| !self.claims.contains(&relation.claim));
        for relation in &mut facts.relations {
            self.party(&mut relation.speaker);
        }
        for counter in &mut facts.account.counters {
            if self.claims.contains(counter) {
                WITHHELD_CLAIM.clone_into(counter);
            }
        }
        self.explanation(&mut facts.account.explanation);
    }

    fn evidence(&self, row: &mut EvidenceAnswer) {
        let hidden = self.sources.contains_key(&row.source);
        self.id(&mut row.source);
        row.via.iter_mut().chain(row.origins.iter_mut().flatten()).for_each(|id| self.id(id));
        if hidden {
            row.title = Some(WITHHELD_SOURCE.to_owned());
            row.publisher = None;
            for told in [
                &mut row.url,
                &mut row.published,
                &mut row.quote,
                &mut row.locator,
                &mut row.translation,
                &mut row.note,
            ] {
                *told = None;
            }
        }
    }

    fn source(&self, source: &mut SourceFacts) {
        if self.sources.contains_key(&source.id) {
            WITHHELD_SOURCE.clone_into(&mut source.title);
            source.record = None;
            source.publisher = None;
            source.voice = None;
            source.interests.clear();
            source.withheld = true;
        }
        for party in source.interests.iter_mut().filter(|party| self.is_party(party)) {
            *party = withheld_party();
        }
        self.id(&mut source.id);
        source.derived_from.iter_mut().chain(&mut source.repeated_by).for_each(|id| self.id(id));
    }

    fn explanation(&self, explanation: &mut Explanation) {
        each_house(explanation, &mut |house| {
            if let HouseName::Party(name) | HouseName::Free(name) = house
                && self.parties.contains(name)
            {
                withheld_party().name.clone_into(name);
            }
        });
        for row in &mut explanation.rows {
            if let Some(LeftOut::NoRoad(blocked)) = &mut row.left_out {
                for blocked in blocked {
                    self.id(&mut blocked.source);
                }
            }
            row.roots.iter_mut().flat_map(|root| &mut root.sources).for_each(|id| self.id(id));
            row.unestablished.iter_mut().for_each(|lack| self.lack(lack));
        }
        for side in [&mut explanation.supports, &mut explanation.refutes] {
            self.witness(&mut side.possible);
            self.witness(&mut side.established);
        }
        explanation.fragile_on.iter_mut().for_each(|id| self.id(id));
        for step in &mut explanation.next_steps {
            if let crate::domain::corroboration::NextStep::Establish { lacks, .. } = step {
                for lack in lacks {
                    self.lack(lack);
                }
            }
        }
    }

    fn witness(&self, witness: &mut Witness) {
        for outside in &mut witness.outside {
            if let Some((_, Conflict::Origin(id))) = &mut outside.conflict {
                self.id(id);
            }
        }
    }

    fn lack(&self, lack: &mut Unestablished) {
        match lack {
            Unestablished::UnknownRoot(id)
            | Unestablished::NotOwnReporting(id)
            | Unestablished::NoPublisher(id)
            | Unestablished::OthersVoice(id) => self.id(id),
            Unestablished::CircularRoot(circle) => circle.iter_mut().for_each(|id| self.id(id)),
            Unestablished::Credibility(_) | Unestablished::DoubtfulPublisher => {}
        }
    }

    fn id(&self, id: &mut String) {
        if let Some(stand_in) = self.sources.get(id) {
            id.clone_from(stand_in);
        }
    }

    fn is_party(&self, party: &PartyName) -> bool {
        party.id.as_ref().is_some_and(|id| self.parties.contains(id)) || self.parties.contains(&party.name)
    }

    fn party(&self, party: &mut Option<PartyName>) {
        if party.as_ref().is_some_and(|party| self.is_party(party)) {
            *party = Some(withheld_party());
        }
    }
}
