//! Keeping confidential what the book marks so: sources and parties lose their names, places and words; their part in the
//! counts stays, or the count could not be followed.
//!
//! A source is withheld too where its publisher or its voice is. Nor is anything said from which a withheld source could be
//! guessed: why an item that rests on it is left out, with whom that sides, whose houses a claim's next origin must not be
//! of. What a person wrote in the words of a claim, a note or a ruling is not searched for names: the desk that wrote it
//! answers for it.

use crate::answer::ClaimFacts;
use crate::answer::EvidenceAnswer;
use crate::answer::PartyName;
use crate::answer::names::Names;
use crate::answer::names::each_house;
use crate::answer::names::withheld_party;
use crate::answer::report::Answer;
use crate::answer::report::SourceFacts;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::RowConflict;
use crate::domain::corroboration::Unestablished;
use crate::domain::corroboration::WitnessSet;
use crate::domain::filter::Filter;
use crate::domain::source::Source;
use crate::index::Index;
use crate::index::IndexError;
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
    /// The ids of the sources that rest on one of them, and their own.
    resting: BTreeSet<String>,
    claims: BTreeSet<String>,
    parties: BTreeSet<String>,
}

impl Confidential {
    /// What of the answer is confidential.
    pub(super) fn find(index: &Index, names: &Names, answer: &Answer) -> Result<Self, IndexError> {
        let is_party = |party: &Option<PartyName>| {
            party
                .as_ref()
                .is_some_and(|party| names.is_confidential(&party.name))
        };
        let hidden = |source: &&SourceFacts| {
            let marked = source
                .record
                .as_ref()
                .is_some_and(|record| record.words.confidential);
            marked || is_party(&source.publisher) || is_party(&source.voice)
        };
        let ids: BTreeSet<&str> = answer
            .sources
            .iter()
            .filter(hidden)
            .map(|source| source.id.as_str())
            .collect();
        let rests = |id: &&String| {
            names
                .registry
                .lineage(id)
                .iter()
                .any(|above| ids.contains(above))
        };
        let resting = answer
            .sources
            .iter()
            .map(|source| &source.id)
            .filter(|_| !ids.is_empty())
            .filter(rests)
            .cloned();
        let resting = resting.collect();
        let sources = (ids.into_iter().enumerate())
            .map(|(number, id)| (id.to_owned(), format!("known-to-the-desk-{}", number + 1)));
        let (sources, parties) = (sources.collect(), names.confidential_names());
        Ok(Self {
            sources,
            resting,
            claims: index.confidential_claims()?,
            parties,
        })
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

    /// What was asked for, with what stands for each confidential name.
    pub(super) fn shown(
        &self,
        index: &Index,
        names: &Names,
        filter: &Filter,
    ) -> Result<Filter, IndexError> {
        let records = index.source_records(&filter.source)?;
        let hidden = |id: &String| {
            let is_party = |name: &Option<String>| {
                name.as_ref()
                    .is_some_and(|name| names.is_confidential(name))
            };
            let marked = |source: &Source| {
                source.words.confidential
                    || is_party(&source.core.publisher)
                    || is_party(&source.core.voice)
            };
            self.sources.contains_key(id) || records.get(id).is_some_and(marked)
        };
        let replaced = |words: &[String],
                        is_hidden: &dyn Fn(&String) -> bool,
                        stand_in: &str|
         -> Vec<String> {
            words
                .iter()
                .map(|word| {
                    if is_hidden(word) {
                        stand_in.to_owned()
                    } else {
                        word.clone()
                    }
                })
                .collect()
        };
        Ok(Filter {
            ids: replaced(&filter.ids, &|id| self.claims.contains(id), WITHHELD_CLAIM),
            source: replaced(&filter.source, &hidden, WITHHELD_SOURCE),
            speaker: replaced(
                &filter.speaker,
                &|name| names.is_confidential(name),
                &withheld_party().name,
            ),
            ..filter.clone()
        })
    }

    fn claim(&self, facts: &mut ClaimFacts) {
        let rests = |row: &EvidenceAnswer| {
            self.resting.contains(&row.source)
                || row.via.iter().any(|parent| self.resting.contains(parent))
        };
        let resting: Vec<bool> = facts.evidence.iter().map(rests).collect();
        keep_back(&mut facts.account.explanation, &resting);
        self.party(&mut facts.claim.speaker);
        facts.evidence.iter_mut().for_each(|row| self.evidence(row));
        for asked in &mut facts.asked {
            if self.is_party(&asked.of) {
                asked.of = withheld_party();
                asked.note = None;
            }
        }
        facts
            .relations
            .retain(|relation| !self.claims.contains(&relation.claim));
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
        row.via
            .iter_mut()
            .chain(row.origins.iter_mut().flatten())
            .for_each(|id| self.id(id));
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
        for party in source
            .interests
            .iter_mut()
            .filter(|party| self.is_party(party))
        {
            *party = withheld_party();
        }
        self.id(&mut source.id);
        source
            .derived_from
            .iter_mut()
            .chain(&mut source.repeated_by)
            .for_each(|id| self.id(id));
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
            if let Some(LeftOutReason::NoRoad(blocked)) = &mut row.left_out {
                for blocked in blocked {
                    self.id(&mut blocked.source);
                }
            }
            row.roots
                .iter_mut()
                .flat_map(|root| &mut root.sources)
                .for_each(|id| self.id(id));
            row.unestablished
                .iter_mut()
                .for_each(|lack| self.lack(lack));
        }
        for side in [&mut explanation.supports, &mut explanation.refutes] {
            self.witness(&mut side.possible);
            self.witness(&mut side.established);
        }
        explanation.fragile_on.iter_mut().for_each(|id| self.id(id));
        for step in &mut explanation.next_steps {
            if let NextStep::Establish { lacks, .. } = step {
                for lack in lacks {
                    self.lack(lack);
                }
            }
        }
    }

    fn witness(&self, witness: &mut WitnessSet) {
        for outside in &mut witness.outside {
            if let Some((_, RowConflict::Origin(id))) = &mut outside.conflict {
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
        party
            .id
            .as_ref()
            .is_some_and(|id| self.parties.contains(id))
            || self.parties.contains(&party.name)
    }

    fn party(&self, party: &mut Option<PartyName>) {
        if party.as_ref().is_some_and(|party| self.is_party(party)) {
            *party = Some(withheld_party());
        }
    }
}

/// Takes out what would tell of the sources under these rows more than that they count, or do not.
fn keep_back(explanation: &mut Explanation, resting: &[bool]) {
    let rests = |row: usize| resting.get(row).copied().unwrap_or(false);
    if !resting.contains(&true) {
        return;
    }
    for (row, _) in explanation
        .rows
        .iter_mut()
        .zip(resting)
        .filter(|(_, rests)| **rests)
    {
        row.left_out = row.left_out.take().map(|_| LeftOutReason::Withheld);
        row.interest = None;
    }
    for side in [&mut explanation.supports, &mut explanation.refutes] {
        for outside in side
            .possible
            .outside
            .iter_mut()
            .chain(&mut side.established.outside)
        {
            if let Some((other, RowConflict::Voice(house) | RowConflict::Family(house))) =
                &mut outside.conflict
                && (rests(outside.row) || rests(*other))
            {
                *house = HouseName::Party(withheld_party().name);
            }
        }
    }
    for step in &mut explanation.next_steps {
        if let NextStep::NeedsEstablishedOrigins { not_of_houses, .. }
        | NextStep::NeedsDisinterestedOrigin { not_of_houses } = step
        {
            not_of_houses.clear();
        }
    }
}
