//! Hides what the book marks as confidential. Sources and parties lose their names, places and words. They keep their part
//! in the counts, because a reader could not follow the counts otherwise.
//!
//! A source is hidden too if its publisher or its voice is. A report also says nothing from which a reader could guess a
//! hidden source: why a row that rests on it is left out, whose side it takes, from which houses the next origin must not
//! come. But nobody searches the wording of a claim, a note or a ruling for names: the desk that wrote it answers for it.
//!
//! What a report may show is an allow-list. Every record is taken apart field by field, without `..`: a new field does not
//! compile until somebody decides here whether a report may show it.

use crate::answer::ArticleRow;
use crate::answer::AskedAnswer;
use crate::answer::ClaimFacts;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAccount;
use crate::answer::PartyName;
use crate::answer::RelationAnswer;
use crate::answer::evidence::Overlap;
use crate::answer::facts::Finding;
use crate::answer::names::NameBook;
use crate::answer::names::withheld_party;
use crate::answer::report::Answer;
use crate::answer::report::SourceFacts;
use crate::domain::corroboration::Blocked;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::Interest;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::Root;
use crate::domain::corroboration::RowConflict;
use crate::domain::corroboration::Unestablished;
use crate::domain::filter::Filter;
use crate::domain::source::Source;
use crate::index::Index;
use crate::index::IndexError;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Shown instead of the title of a confidential source.
const WITHHELD_SOURCE: &str = "a source known to the desk";
/// Shown instead of the id of a confidential claim.
const WITHHELD_CLAIM: &str = "a claim known to the desk";

/// What a report must not name.
#[derive(Default)]
pub(super) struct Confidential {
    /// The ids of the hidden sources, each with the id that replaces it.
    sources: BTreeMap<String, String>,
    /// The ids of the hidden sources and of every source that rests on one.
    resting: BTreeSet<String>,
    claims: BTreeSet<String>,
    parties: BTreeSet<String>,
}

impl Confidential {
    /// Finds what is confidential in the answer.
    pub(super) fn find(
        index: &Index,
        names: &NameBook,
        answer: &Answer,
    ) -> Result<Self, IndexError> {
        let is_party = |party: &Option<PartyName>| {
            party
                .as_ref()
                .is_some_and(|party| names.is_confidential(&party.name))
        };
        let hidden = |source: &&SourceFacts| {
            let record = source.record.as_ref();
            record.is_some_and(|record| record.words.confidential)
                || is_party(&source.publisher)
                || is_party(&source.voice)
        };
        let ids: BTreeSet<&str> = (answer.sources.iter())
            .filter(hidden)
            .map(|source| source.id.as_str())
            .collect();
        let rests = |id: &&String| {
            let lineage = names.registry.lineage(id);
            lineage.iter().any(|above| ids.contains(above))
        };
        let all = answer.sources.iter().map(|source| &source.id);
        let resting = if ids.is_empty() {
            BTreeSet::new()
        } else {
            all.filter(rests).cloned().collect()
        };
        let numbered = ids.into_iter().zip(1_usize..);
        Ok(Self {
            sources: numbered
                .map(|(id, number)| (id.to_owned(), format!("known-to-the-desk-{number}")))
                .collect(),
            resting,
            claims: index.confidential_claims()?,
            parties: names.confidential_names(),
        })
    }

    /// Hides it in the answer.
    pub(super) fn withhold(&self, answer: &mut Answer) {
        if self.sources.is_empty() && self.claims.is_empty() && self.parties.is_empty() {
            return;
        }
        // The parties come later, and without the confidential ones; the filter has its own masking.
        let Answer {
            claims,
            articles,
            sources,
            parties: _,
            left_out: _,
            asked: _,
        } = answer;
        for facts in claims {
            self.mask_claim(facts);
        }
        for row in articles {
            self.mask_article(row);
        }
        for facts in sources {
            self.mask_source(facts);
        }
    }

    /// The filter as a report may repeat it.
    pub(super) fn shown(
        &self,
        index: &Index,
        names: &NameBook,
        filter: &Filter,
    ) -> Result<Filter, IndexError> {
        let records = index.source_records(&filter.source)?;
        let is_party = |name: &Option<String>| {
            name.as_ref()
                .is_some_and(|name| names.is_confidential(name))
        };
        let marked = |source: &Source| {
            source.words.confidential
                || is_party(&source.core.publisher)
                || is_party(&source.core.voice)
        };
        let is_source =
            |id: &str| self.sources.contains_key(id) || records.get(id).is_some_and(marked);
        Ok(Filter {
            ids: replaced(&filter.ids, |id| self.claims.contains(id), WITHHELD_CLAIM),
            source: replaced(&filter.source, is_source, WITHHELD_SOURCE),
            speaker: replaced(
                &filter.speaker,
                |name| names.is_confidential(name),
                &withheld_party().name,
            ),
            ..filter.clone()
        })
    }

    fn mask_claim(&self, facts: &mut ClaimFacts) {
        let ClaimFacts {
            claim,
            extras: _,
            evidence,
            finding,
            rulings: _,
            asked,
            searched: _,
            relations,
        } = facts;
        self.mask_row(claim);
        let rests: Vec<bool> = evidence.iter().map(|row| self.rests(row)).collect();
        for (row, rests_here) in evidence.iter_mut().zip(&rests) {
            self.mask_evidence(row, *rests_here, &rests);
        }
        self.mask_finding(finding, rests.contains(&true));
        for asked in asked {
            self.mask_asked(asked);
        }
        relations.retain(|relation| !self.claims.contains(&relation.claim));
        for relation in relations {
            self.mask_relation(relation);
        }
    }

    fn mask_row(&self, claim: &mut ClaimRow) {
        let ClaimRow {
            row: _,
            id: _,
            text: _,
            article: _,
            speaker,
            attribution: _,
            caveat: _,
            evidence_offered: _,
            kind: _,
            section: _,
            paragraph: _,
            quote: _,
            said_on: _,
            tags: _,
            status: _,
            derived_status: _,
            contested_by: _,
            attribution_status: _,
            flags: _,
            support: _,
            refute: _,
            ruling: _,
            file: _,
            line: _,
        } = claim;
        self.mask_speaker(speaker);
    }

    fn mask_asked(&self, asked: &mut AskedAnswer) {
        let AskedAnswer {
            of,
            on: _,
            due: _,
            outcome: _,
            note,
        } = asked;
        if self.is_party(of) {
            *of = withheld_party();
            *note = None;
        }
    }

    fn mask_relation(&self, relation: &mut RelationAnswer) {
        let RelationAnswer {
            kind: _,
            claim: _,
            text: _,
            speaker,
            status: _,
        } = relation;
        self.mask_speaker(speaker);
    }

    fn mask_article(&self, article: &mut ArticleRow) {
        let ArticleRow {
            id: _,
            title: _,
            publisher,
            author: _,
            url: _,
            published: _,
            accessed: _,
            language: _,
            archive: _,
            kept: _,
            claims: _,
            file: _,
            line: _,
        } = article;
        self.mask_speaker(publisher);
    }

    /// Whether a row rests on a hidden source.
    fn rests(&self, row: &EvidenceAccount) -> bool {
        let mut starts = row.via.iter().chain([&row.source]);
        starts.any(|source| self.resting.contains(source))
    }

    /// Masks a row. `rests_here`: it rests on a hidden source; `rests` says so of every row of the claim.
    fn mask_evidence(&self, row: &mut EvidenceAccount, rests_here: bool, rests: &[bool]) {
        let EvidenceAccount {
            source,
            title,
            publisher,
            url,
            published,
            stance: _,
            about: _,
            via,
            credibility: _,
            quote,
            locator,
            translation,
            note,
            by: _,
            added: _,
            origins,
            line: _,
            left_out,
            counted: _,
            established: _,
            overlap,
            lacks,
            interest,
        } = row;
        if self.sources.contains_key(source) {
            *title = Some(WITHHELD_SOURCE.to_owned());
            *publisher = None;
            for said in [url, published, quote, locator, translation, note] {
                *said = None;
            }
        }
        self.mask_id(source);
        self.mask_ids(via);
        for root in origins {
            self.mask_root(root);
        }
        for lack in lacks {
            self.mask_lack(lack);
        }
        if let Some(reason) = left_out {
            self.mask_left_out(reason, rests_here);
        }
        if let Some(overlap) = overlap {
            self.mask_overlap(overlap, rests_here, rests);
        }
        if rests_here {
            *interest = None;
        }
        match interest {
            Some(Interest::Source(houses) | Interest::EveryRoot(houses)) => {
                for house in houses {
                    self.mask_house(house);
                }
            }
            None => {}
        }
    }

    fn mask_root(&self, root: &mut Root) {
        let Root {
            sources,
            circle: _,
            unknown: _,
            established: _,
        } = root;
        self.mask_ids(sources);
    }

    fn mask_left_out(&self, reason: &mut LeftOutReason, rests_here: bool) {
        if rests_here {
            *reason = LeftOutReason::Withheld;
        }
        match reason {
            LeftOutReason::SpeakersHouse(house) => self.mask_house(house),
            LeftOutReason::NoRoad(blocked) => {
                for Blocked { source, reason } in blocked {
                    self.mask_id(source);
                    self.mask_left_out(reason, false);
                }
            }
            LeftOutReason::TheArticle
            | LeftOutReason::Retracted
            | LeftOutReason::UnreliablePublisher
            | LeftOutReason::UnknownSource
            | LeftOutReason::NotCredible
            | LeftOutReason::Withheld => {}
        }
    }

    fn mask_overlap(&self, overlap: &mut Overlap, rests_here: bool, rests: &[bool]) {
        let Overlap::With { row, shared } = overlap else {
            return;
        };
        match shared {
            RowConflict::Origin(id) => self.mask_id(id),
            RowConflict::Voice(house) | RowConflict::Family(house) => {
                if rests_here || rests.get(*row) != Some(&false) {
                    *house = HouseName::Party(withheld_party().name);
                }
                self.mask_house(house);
            }
        }
    }

    fn mask_lack(&self, lack: &mut Unestablished) {
        match lack {
            Unestablished::UnknownRoot(id)
            | Unestablished::NotOwnReporting(id)
            | Unestablished::NoPublisher(id)
            | Unestablished::OthersVoice(id) => self.mask_id(id),
            Unestablished::CircularRoot(circle) => {
                self.mask_ids(circle);
            }
            Unestablished::Credibility(_) | Unestablished::DoubtfulPublisher => {}
        }
    }

    /// Masks what was found about a claim. `rests`: one of its rows rests on a hidden source.
    fn mask_finding(&self, finding: &mut Finding, rests: bool) {
        let Finding {
            assessment: _,
            needs_origins: _,
            rivals,
            counter_claims,
            fragile_on,
            next_steps,
        } = finding;
        for claim in rivals.iter_mut().chain(counter_claims) {
            if self.claims.contains(claim) {
                WITHHELD_CLAIM.clone_into(claim);
            }
        }
        self.mask_ids(fragile_on);
        for step in next_steps {
            self.mask_step(step, rests);
        }
    }

    fn mask_step(&self, step: &mut NextStep, rests: bool) {
        match step {
            NextStep::NeedsEstablishedOrigins {
                n: _,
                not_of_houses: houses,
            }
            | NextStep::NeedsDisinterestedOrigin {
                not_of_houses: houses,
            } => {
                if rests {
                    houses.clear();
                }
                for house in houses {
                    self.mask_house(house);
                }
            }
            NextStep::Establish { row: _, lacks } => {
                for lack in lacks {
                    self.mask_lack(lack);
                }
            }
            // These hold places in lists that are masked themselves.
            NextStep::AnswerEvidence(_)
            | NextStep::AnswerDenial {
                rows: _,
                counters: _,
            } => {}
        }
    }

    fn mask_source(&self, source: &mut SourceFacts) {
        let SourceFacts {
            record,
            id,
            title,
            publisher,
            voice,
            interests,
            derived_from,
            repeated_by,
            cited: _,
            withheld,
        } = source;
        if self.sources.contains_key(id) {
            WITHHELD_SOURCE.clone_into(title);
            (*record, *publisher, *voice) = (None, None, None);
            interests.clear();
            *withheld = true;
        }
        for party in interests.iter_mut().filter(|party| self.is_party(party)) {
            *party = withheld_party();
        }
        for id in [id].into_iter().chain(derived_from).chain(repeated_by) {
            self.mask_id(id);
        }
    }

    fn mask_id(&self, id: &mut String) {
        if let Some(stand_in) = self.sources.get(id) {
            id.clone_from(stand_in);
        }
    }

    fn mask_ids(&self, ids: &mut [String]) {
        for id in ids {
            self.mask_id(id);
        }
    }

    fn mask_house(&self, house: &mut HouseName) {
        match house {
            HouseName::Party(name) | HouseName::Free(name) => {
                if self.parties.contains(name) {
                    *name = withheld_party().name;
                }
            }
            HouseName::Article(_) => {}
        }
    }

    fn is_party(&self, party: &PartyName) -> bool {
        let PartyName { id, name } = party;
        id.as_ref().is_some_and(|id| self.parties.contains(id)) || self.parties.contains(name)
    }

    fn mask_speaker(&self, party: &mut Option<PartyName>) {
        if party.as_ref().is_some_and(|party| self.is_party(party)) {
            *party = Some(withheld_party());
        }
    }
}

/// The words, with `stand_in` instead of each hidden one.
fn replaced(words: &[String], is_hidden: impl Fn(&str) -> bool, stand_in: &str) -> Vec<String> {
    let shown = |word: &String| if is_hidden(word) { stand_in } else { word }.to_owned();
    words.iter().map(shown).collect()
}
