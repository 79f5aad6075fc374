//! Who is meant by a name, and what a reader calls them.

use crate::answer::PartyName;
use crate::domain::article::{Article, ArticleCore};
use crate::domain::corroboration::{
    Explanation, HouseName, Interest, LeftOutReason, NextStep, OneWitness, Registry,
    RegistryBuilder, RowAccount, RowConflict, Unestablished,
};
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::source::{Source, SourceCore};
use std::collections::{BTreeMap, BTreeSet};

/// Shown instead of the name of a confidential party.
const WITHHELD_PARTY: &str = "a party known to the desk";

/// The parties, sources and articles that the claims asked for reach, under the names that a reader knows.
pub(super) struct NameBook {
    /// Parties, sources and articles as one graph.
    pub(super) registry: Registry,
    parties: BTreeMap<String, Party>,
    /// The sources, by id.
    pub(super) sources: BTreeMap<String, Source>,
    /// The articles of the claims and of the claims against them, and the articles cited as sources, by id.
    pub(super) articles: BTreeMap<String, Article>,
    /// How sources and articles spell the names that match no party, by their folded form.
    spellings: BTreeMap<String, String>,
}

/// What the book says of a source that evidence cites.
#[derive(Default)]
pub(super) struct CitedSource {
    pub(super) title: Option<String>,
    pub(super) publisher: Option<PartyName>,
    /// Whose statement it carries, if it says so.
    pub(super) voice: Option<PartyName>,
    /// Whether the source names no publisher, and its address says who published it.
    pub(super) publisher_from_address: bool,
    pub(super) url: Option<String>,
    pub(super) published: Option<String>,
}

impl NameBook {
    /// Takes the parties in the book's order: if two share a name, the first one wins.
    pub(super) fn new(
        parties: Vec<Party>,
        sources: BTreeMap<String, Source>,
        articles: BTreeMap<String, Article>,
    ) -> Self {
        let mut builder = RegistryBuilder::new();
        for party in &parties {
            builder.party(&party.core);
        }
        for article in articles.values() {
            builder.article(&article.core);
        }
        for source in sources.values() {
            builder.source(&source.core);
        }
        let registry = builder.build();
        let mut spellings = BTreeMap::new();
        let of_articles = articles.values().map(|article| &article.core.publisher);
        let of_sources = sources.values().map(|source| &source.core);
        let of_sources = of_sources.flat_map(|source| [&source.publisher, &source.voice]);
        for name in of_articles.chain(of_sources).flatten() {
            spellings.entry(fold(name)).or_insert_with(|| name.clone());
        }
        let parties = parties
            .into_iter()
            .map(|party| (party.core.id.to_string(), party))
            .collect();
        Self {
            registry,
            parties,
            sources,
            articles,
            spellings,
        }
    }

    /// What the book says of a source that evidence cites. An article can be cited too; a source of the same id wins.
    pub(super) fn cited(&self, id: &str) -> CitedSource {
        if let Some(source) = self.sources.get(id) {
            return CitedSource {
                title: Some(source.words.title.clone()),
                publisher: self.publisher_of(&source.core).map(|name| self.named(name)),
                voice: source.core.voice.as_deref().map(|name| self.named(name)),
                publisher_from_address: source.core.publisher.is_none()
                    && self.publisher_of(&source.core).is_some(),
                url: source.words.url.clone(),
                published: source.words.published.map(|date| date.to_string()),
            };
        }
        self.articles
            .get(id)
            .map_or_else(CitedSource::default, |article| CitedSource {
                title: Some(article.words.title.clone()),
                publisher: self
                    .publisher_of_article(&article.core)
                    .map(|name| self.named(name)),
                voice: None,
                publisher_from_address: article.core.publisher.is_none()
                    && self.publisher_of_article(&article.core).is_some(),
                url: article.words.url.clone(),
                published: article.words.published.map(|date| date.to_string()),
            })
    }

    /// Whose word a source is: the party whose statement it carries, else its publisher. `None` if it names neither, or if
    /// the book does not define it.
    pub(super) fn word_of(&self, source: &str) -> Option<PartyName> {
        let of_source = self.sources.get(source).and_then(|source| {
            source
                .core
                .voice
                .as_deref()
                .or_else(|| self.publisher_of(&source.core))
        });
        let of_article = || self.publisher_of_article(&self.articles.get(source)?.core);
        of_source.or_else(of_article).map(|name| self.named(name))
    }

    /// Who published a source: as written, else by the domain of its address.
    pub(super) fn publisher_of<'a>(&'a self, source: &'a SourceCore) -> Option<&'a str> {
        self.registry.publisher_of(source)
    }

    /// Who published an article: as written, else by the domain of its address.
    pub(super) fn publisher_of_article<'a>(&'a self, article: &'a ArticleCore) -> Option<&'a str> {
        self.registry.publisher_of_article(article)
    }

    /// The party with this id, name or alias.
    pub(super) fn party(&self, name: &str) -> Option<&Party> {
        self.parties.get(self.registry.party_id(name)?)
    }

    /// The party of this name as an answer names it.
    pub(super) fn named(&self, name: &str) -> PartyName {
        match self.party(name) {
            Some(party) => PartyName {
                id: Some(party.core.id.to_string()),
                name: party.core.name.clone(),
            },
            None => PartyName {
                id: None,
                name: name.to_owned(),
            },
        }
    }

    /// The party of this name as a report names it.
    pub(super) fn shown(&self, name: Option<&str>, internal: bool) -> Option<PartyName> {
        let name = name?;
        let withheld = !internal
            && self
                .party(name)
                .is_some_and(|party| party.words.confidential);
        Some(if withheld {
            withheld_party()
        } else {
            self.named(name)
        })
    }

    /// Whether the party of this name is confidential.
    pub(super) fn is_confidential(&self, name: &str) -> bool {
        self.party(name)
            .is_some_and(|party| party.words.confidential)
    }

    /// The ids and names of the confidential parties.
    pub(super) fn confidential_names(&self) -> BTreeSet<String> {
        let hidden = self
            .parties
            .values()
            .filter(|party| party.words.confidential);
        hidden
            .flat_map(|party| [party.core.id.to_string(), party.core.name.clone()])
            .collect()
    }

    /// These parties and the parties above them.
    pub(super) fn with_those_above(&self, mut ids: BTreeSet<String>) -> Vec<&Party> {
        let mut open: Vec<String> = ids.iter().cloned().collect();
        while let Some(id) = open.pop() {
            let above = self
                .parties
                .get(&id)
                .and_then(|party| self.party(party.core.part_of.as_deref()?));
            if let Some(above) = above.filter(|above| ids.insert(above.core.id.to_string())) {
                open.push(above.core.id.to_string());
            }
        }
        ids.iter().filter_map(|id| self.parties.get(id)).collect()
    }

    /// Replaces the ids and the folded names of houses by the names that a reader knows.
    pub(super) fn name_houses(&self, explanation: &mut Explanation) {
        each_house(explanation, &mut |house| {
            let (name, known) = match house {
                HouseName::Party(id) => {
                    let party = self.parties.get(id);
                    (id, party.map(|party| &party.core.name))
                }
                HouseName::Free(folded) => {
                    let spelling = self.spellings.get(folded);
                    (folded, spelling)
                }
                HouseName::Article(_) => return,
            };
            if let Some(known) = known {
                name.clone_from(known);
            }
        });
    }
}

/// Whether this replaces the name of a confidential party.
#[must_use]
pub fn is_withheld(party: &PartyName) -> bool {
    party.id.is_none() && party.name == WITHHELD_PARTY
}

/// What a report shows instead of the name of a confidential party.
pub(super) fn withheld_party() -> PartyName {
    PartyName {
        id: None,
        name: WITHHELD_PARTY.to_owned(),
    }
}

/// Hands over every house that an explanation names.
fn each_house(explanation: &mut Explanation, each: &mut dyn FnMut(&mut HouseName)) {
    explanation.speaker_house.iter_mut().for_each(&mut *each);
    explanation.quoted_house.iter_mut().for_each(&mut *each);
    for row in &mut explanation.rows {
        each_of_row(row, each);
    }
    for side in [&mut explanation.supports, &mut explanation.refutes] {
        for witness in [&mut side.possible, &mut side.established] {
            let conflicts = witness.outside.iter_mut();
            for (_, conflict) in conflicts.filter_map(|outside| outside.conflict.as_mut()) {
                each_of_conflict(conflict, each);
            }
        }
    }
    for step in &mut explanation.next_steps {
        match step {
            NextStep::NeedsEstablishedOrigins {
                not_of_houses: houses,
                ..
            }
            | NextStep::NeedsDisinterestedOrigin {
                not_of_houses: houses,
            } => houses.iter_mut().for_each(&mut *each),
            NextStep::Establish { .. }
            | NextStep::AnswerEvidence(_)
            | NextStep::AnswerDenial { .. } => {}
        }
    }
}

fn each_of_row(row: &mut RowAccount, each: &mut dyn FnMut(&mut HouseName)) {
    if let Some(reason) = &mut row.left_out {
        each_of_reason(reason, each);
    }
    let lacks = row.unestablished.iter_mut();
    lacks.for_each(|lack| each_of_lack(lack, each));
    if let Some(Interest::Source(houses) | Interest::Voice(houses) | Interest::EveryRoot(houses)) =
        &mut row.interest
    {
        houses.iter_mut().for_each(&mut *each);
    }
    let voice = row.voice.iter_mut().map(|voice| &mut voice.house);
    let accused = row.accused.iter_mut().map(|accused| &mut accused.house);
    voice.chain(accused).for_each(each);
}

fn each_of_reason(reason: &mut LeftOutReason, each: &mut dyn FnMut(&mut HouseName)) {
    match reason {
        LeftOutReason::SpeakersHouse(house)
        | LeftOutReason::UnreliableVoice(house)
        | LeftOutReason::ActorsWord(house) => each(house),
        LeftOutReason::SpeakerNotQuoted { speaker, quoted } => {
            each(speaker);
            each(quoted);
        }
        LeftOutReason::NoRoad(blocked) => {
            let reasons = blocked.iter_mut().map(|blocked| &mut blocked.reason);
            reasons.for_each(|reason| each_of_reason(reason, each));
        }
        LeftOutReason::TheArticle
        | LeftOutReason::Retracted
        | LeftOutReason::UnreliablePublisher
        | LeftOutReason::UnknownSource
        | LeftOutReason::NotCredible
        | LeftOutReason::Withheld => {}
    }
}

fn each_of_lack(lack: &mut Unestablished, each: &mut dyn FnMut(&mut HouseName)) {
    if let Unestablished::DoubtfulVoice(house) | Unestablished::VoiceWithStake(house) = lack {
        each(house);
    }
}

fn each_of_conflict(conflict: &mut RowConflict, each: &mut dyn FnMut(&mut HouseName)) {
    match conflict {
        RowConflict::Origin(_) | RowConflict::Page(_) => {}
        RowConflict::Voice(house)
        | RowConflict::VoiceOfPublisher(house)
        | RowConflict::PublisherOfVoice(house)
        | RowConflict::Family(house)
        | RowConflict::Desk(house, OneWitness::Desk) => each(house),
        RowConflict::Desk(desk, OneWitness::NotRegistered(witness)) => {
            each(desk);
            each(witness);
        }
    }
}
