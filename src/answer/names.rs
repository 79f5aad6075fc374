//! Who is meant by a name, and what a reader calls them.

use crate::answer::PartyName;
use crate::domain::article::Article;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::Interest;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::Registry;
use crate::domain::corroboration::RegistryBuilder;
use crate::domain::corroboration::RowConflict;
use crate::domain::party::Party;
use crate::domain::source::Source;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What stands for a party whose name is withheld.
const WITHHELD_PARTY: &str = "a party known to the desk";

/// The book's parties, by every name they have, with the sources that bear on the claims asked of.
pub(super) struct Names {
    /// Parties, sources and articles as one graph.
    pub(super) registry: Registry,
    parties: BTreeMap<String, Party>,
    /// The sources, by id.
    pub(super) sources: BTreeMap<String, Source>,
    /// The articles that are named as sources, that the claims stand in, or their counter-claims, by id.
    pub(super) articles: BTreeMap<String, Article>,
}

impl Names {
    /// Of two parties with one name the first in the book's order is meant.
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
        let parties = parties
            .into_iter()
            .map(|party| (party.core.id.to_string(), party))
            .collect();
        Self {
            registry,
            parties,
            sources,
            articles,
        }
    }

    /// Whose word a source is: that of the party whose statement it carries, else its publisher's; `None` where it names
    /// neither or the book does not define it.
    pub(super) fn word_of(&self, source: &str) -> Option<PartyName> {
        let of_source = self.sources.get(source).and_then(|source| {
            source
                .core
                .voice
                .as_ref()
                .or(source.core.publisher.as_ref())
        });
        let of_article = || self.articles.get(source)?.core.publisher.as_ref();
        of_source.or_else(of_article).map(|name| self.named(name))
    }

    /// The party that is named so.
    pub(super) fn party(&self, name: &str) -> Option<&Party> {
        self.parties.get(self.registry.party_id(name)?)
    }

    /// The name of whoever is named so.
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

    /// The name of whoever is named so, unless it is withheld.
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

    /// Whether whoever is named so is confidential.
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

    /// These parties and all that they are part of.
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

    /// Puts the houses' names, as a reader knows them, in the place of their ids.
    pub(super) fn name_houses(&self, explanation: &mut Explanation) {
        each_house(explanation, &mut |house| {
            if let HouseName::Party(id) = house
                && let Some(party) = self.parties.get(id)
            {
                id.clone_from(&party.core.name);
            }
        });
    }
}

/// Whether this stands in the place of a party's name.
#[must_use]
pub fn is_withheld(party: &PartyName) -> bool {
    party.id.is_none() && party.name == WITHHELD_PARTY
}

/// What stands in the place of a party's name.
pub(super) fn withheld_party() -> PartyName {
    PartyName {
        id: None,
        name: WITHHELD_PARTY.to_owned(),
    }
}

/// Hands over every house that an explanation names.
pub(super) fn each_house(explanation: &mut Explanation, each: &mut dyn FnMut(&mut HouseName)) {
    explanation.speaker_house.iter_mut().for_each(&mut *each);
    for row in &mut explanation.rows {
        match &mut row.left_out {
            Some(LeftOutReason::SpeakersHouse(house)) => each(house),
            Some(LeftOutReason::NoRoad(blocked)) => {
                for reason in blocked.iter_mut().map(|blocked| &mut blocked.reason) {
                    if let LeftOutReason::SpeakersHouse(house) = reason {
                        each(house);
                    }
                }
            }
            _ => {}
        }
        if let Some(Interest::Source(houses) | Interest::EveryRoot(houses)) = &mut row.interest {
            houses.iter_mut().for_each(&mut *each);
        }
    }
    for side in [&mut explanation.supports, &mut explanation.refutes] {
        for witness in [&mut side.possible, &mut side.established] {
            for outside in &mut witness.outside {
                if let Some((_, RowConflict::Voice(house) | RowConflict::Family(house))) =
                    &mut outside.conflict
                {
                    each(house);
                }
            }
        }
    }
    for step in &mut explanation.next_steps {
        if let NextStep::NeedsEstablishedOrigins {
            not_of_houses: houses,
            ..
        }
        | NextStep::NeedsDisinterestedOrigin {
            not_of_houses: houses,
        } = step
        {
            houses.iter_mut().for_each(&mut *each);
        }
    }
}
