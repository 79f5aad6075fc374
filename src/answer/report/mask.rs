//! Masks the records of a report, one function for each type.

use crate::answer::evidence::Overlap;
use crate::answer::facts::Reasoning;
use crate::answer::names::withheld_party;
use crate::answer::report::SourceFacts;
use crate::answer::report::confidential::{Confidential, WITHHELD_CLAIM, WITHHELD_SOURCE};
use crate::answer::{
    ArticleRow, AskedAnswer, ClaimFacts, ClaimRow, EvidenceAccount, PartyName, RelationAnswer,
};
use crate::domain::corroboration::{
    Blocked, HouseName, Interest, LeftOutReason, NextStep, OneWitness, Root, Roots, RowConflict,
    Unestablished,
};
use std::collections::BTreeMap;

/// Takes a record apart into the fields to mask and the fields that a report shows as they are.
///
/// It names every field: a new one does not compile until somebody decides.
macro_rules! decide {
    ($record:ident: $type:ident, mask { $($mask:ident),* }, show { $($show:ident),* }) => {
        let $type { $($mask,)* $($show: _,)* } = $record;
    };
}

impl Confidential {
    /// Masks a claim and everything about it.
    pub(super) fn mask_claim(&self, facts: &mut ClaimFacts) {
        decide! {
            facts: ClaimFacts,
            mask { claim, evidence, reasoning, accuses, asked, relations },
            show { extras, rulings, searched }
        }
        self.mask_row(claim);
        let mut masked: BTreeMap<Roots, Roots> = BTreeMap::new();
        let rests: Vec<bool> = evidence.iter().map(|row| self.rests(row)).collect();
        for (row, rests_here) in evidence.iter_mut().zip(&rests) {
            self.mask_evidence(row, *rests_here, &rests);
            // Rows share their origins, and keep sharing them.
            let origins = row.origins.clone();
            let masked = masked.entry(origins);
            row.origins = masked
                .or_insert_with_key(|roots| self.masked_roots(roots))
                .clone();
        }
        self.mask_reasoning(reasoning, rests.contains(&true));
        // From whom the claim accuses, a reader could guess whose side a hidden source takes.
        let hides = rests.contains(&true);
        for party in accuses {
            if hides || self.is_party(party) {
                *party = withheld_party();
            }
        }
        for asked in asked {
            self.mask_asked(asked);
        }
        let hides = |id: &String| self.claims.contains(id) || self.drafts.contains(id);
        relations.retain(|relation| !hides(&relation.claim));
        for relation in relations {
            self.mask_relation(relation);
        }
    }

    fn mask_row(&self, claim: &mut ClaimRow) {
        decide! {
            claim: ClaimRow,
            mask { speaker, quoted, refs, note, assigned, appearances },
            show {
                row, id, text, article, attribution, caveat, evidence_offered, kind, section,
                paragraph, quote, prefix, suffix, said_on, tags, draft, status, derived_status, contested_by,
                attribution_status, flags, support, refute, ruling, rules, file, line, likeness
            }
        }
        self.mask_speaker(speaker);
        self.mask_speaker(quoted);
        (*note, *assigned) = (None, None);
        refs.clear();
        appearances.retain(|one| {
            !one.publisher
                .as_ref()
                .is_some_and(|party| self.is_party(party))
        });
    }

    fn mask_asked(&self, asked: &mut AskedAnswer) {
        decide! {
            asked: AskedAnswer,
            mask { of, note },
            show { on, due, outcome }
        }
        if self.is_party(of) {
            *of = withheld_party();
            *note = None;
        }
    }

    fn mask_relation(&self, relation: &mut RelationAnswer) {
        decide! {
            relation: RelationAnswer,
            mask { speaker },
            show { kind, claim, text, status }
        }
        self.mask_speaker(speaker);
    }

    pub(super) fn mask_article(&self, article: &mut ArticleRow) {
        decide! {
            article: ArticleRow,
            mask { publisher, skip },
            show {
                id, title, author, url, published, accessed, language, archive, kept, original,
                sha256, state, claims, file, line
            }
        }
        skip.clear();
        self.mask_speaker(publisher);
    }

    /// Whether a row rests on a hidden source.
    fn rests(&self, row: &EvidenceAccount) -> bool {
        let mut starts = row.via.iter().chain([&row.source]);
        starts.any(|source| self.resting.contains(source))
    }

    /// Masks a row, except its origins. `rests_here`: it rests on a hidden source; `rests` says so of every row of the claim.
    fn mask_evidence(&self, row: &mut EvidenceAccount, rests_here: bool, rests: &[bool]) {
        decide! {
            row: EvidenceAccount,
            mask {
                source, title, publisher, url, published, via, voice, quote, locator, translation,
                note, source_voice, left_out, overlap, lacks, interest, stated, accused
            },
            show {
                stance, about, on_content, credibility, by, added, line, counted, established,
                origins, beside, publisher_from_address
            }
        }
        if self.sources.contains_key(source) {
            *title = Some(WITHHELD_SOURCE.to_owned());
            (*publisher, *voice, *source_voice) = (None, None, None);
            for said in [&mut *url, published, quote, locator, translation, note] {
                *said = None;
            }
        }
        self.mask_id(source);
        self.mask_ids(via);
        if voice.as_ref().is_some_and(|voice| self.is_party(voice)) {
            *voice = Some(withheld_party());
            for said in [quote, locator, translation, note] {
                *said = None;
            }
        }
        self.mask_speaker(source_voice);
        if let Some(reason) = left_out {
            self.mask_left_out(reason, rests_here);
        }
        if let Some(overlap) = overlap {
            self.mask_overlap(overlap, rests_here, rests);
        }
        if rests_here {
            (*interest, *stated) = (None, None);
            accused.clear();
        }
        let voice = stated.iter_mut().map(|voice| &mut voice.house);
        let accused = accused.iter_mut().map(|accused| &mut accused.house);
        for house in voice.chain(accused) {
            self.mask_house(house);
        }
        for lack in lacks {
            self.mask_lack(lack);
        }
        match interest {
            Some(
                Interest::Source(houses) | Interest::Voice(houses) | Interest::EveryRoot(houses),
            ) => {
                for house in houses {
                    self.mask_house(house);
                }
            }
            None => {}
        }
    }

    fn mask_lack(&self, lack: &mut Unestablished) {
        match lack {
            Unestablished::DoubtfulVoice(house) | Unestablished::VoiceWithStake(house) => {
                self.mask_house(house);
            }
            Unestablished::RepeatsDoubtful(sources) => self.mask_ids(sources),
            Unestablished::Credibility(_)
            | Unestablished::DoubtfulPublisher
            | Unestablished::Statement => {}
        }
    }

    fn masked_roots(&self, roots: &Roots) -> Roots {
        let masked = |root: &Root| {
            let mut root = root.clone();
            self.mask_root(&mut root);
            root
        };
        roots.iter().map(masked).collect()
    }

    fn mask_root(&self, root: &mut Root) {
        decide! {
            root: Root,
            mask { sources },
            show { lack }
        }
        self.mask_ids(sources);
    }

    fn mask_left_out(&self, reason: &mut LeftOutReason, rests_here: bool) {
        if rests_here {
            *reason = LeftOutReason::Withheld;
        }
        match reason {
            LeftOutReason::SpeakersHouse(house)
            | LeftOutReason::UnreliableVoice(house)
            | LeftOutReason::ActorsWord(house) => self.mask_house(house),
            LeftOutReason::SpeakerNotQuoted { speaker, quoted } => {
                self.mask_house(speaker);
                self.mask_house(quoted);
            }
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
        let hidden = rests_here || rests.get(*row) != Some(&false);
        match shared {
            RowConflict::Origin(id) | RowConflict::Page(id) => self.mask_id(id),
            RowConflict::Voice(house)
            | RowConflict::VoiceOfPublisher(house)
            | RowConflict::PublisherOfVoice(house)
            | RowConflict::Family(house)
            | RowConflict::Desk(house, OneWitness::Desk) => {
                self.mask_shared_house(house, hidden);
            }
            RowConflict::Desk(desk, OneWitness::NotRegistered(witness)) => {
                self.mask_shared_house(desk, hidden);
                self.mask_shared_house(witness, hidden);
            }
        }
    }

    /// Masks the house that two rows share. `hidden`: one of them rests on a hidden source.
    fn mask_shared_house(&self, house: &mut HouseName, hidden: bool) {
        if hidden {
            *house = HouseName::Party(withheld_party().name);
        }
        self.mask_house(house);
    }

    /// Masks what was found about a claim. `rests`: one of its rows rests on a hidden source.
    fn mask_reasoning(&self, reasoning: &mut Reasoning, rests: bool) {
        decide! {
            reasoning: Reasoning,
            mask { stakes, rivals, counter_claims, fragile_on, next_steps },
            show { assessment, needs_origins, needs, attribution, interest_applies }
        }
        stakes.retain(|source, _| !self.sources.contains_key(source));
        for voice in stakes.values_mut().filter(|voice| self.is_party(voice)) {
            *voice = withheld_party();
        }
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
            // These hold places in lists that are masked themselves.
            NextStep::Establish { row: _ }
            | NextStep::AnswerEvidence(_)
            | NextStep::AnswerDenial {
                rows: _,
                counters: _,
            } => {}
        }
    }

    pub(super) fn mask_source(&self, source: &mut SourceFacts) {
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
