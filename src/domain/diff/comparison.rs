//! Two editions of a book, side by side, with what leads from one record to others.

use crate::domain::diff::edition::Edition;
use crate::domain::name::fold;
use crate::domain::party::Party;
use std::collections::{BTreeMap, BTreeSet};

/// Two editions of a book, side by side.
#[derive(Debug)]
pub struct Comparison<'e> {
    /// The book before.
    pub old: &'e Edition,
    /// The book after.
    pub new: &'e Edition,
    /// For each claim, the claims that link to it or that it contradicts, in either edition.
    links: BTreeMap<&'e str, BTreeSet<&'e str>>,
    /// The parties that have a name, in either edition, by the folded name.
    names: BTreeMap<String, BTreeSet<&'e str>>,
    /// The parties by id: one, or one for each edition.
    parties: BTreeMap<&'e str, Vec<&'e Party>>,
}

impl<'e> Comparison<'e> {
    /// Puts two editions side by side.
    #[must_use]
    pub fn new(old: &'e Edition, new: &'e Edition) -> Self {
        let mut both = Self {
            old,
            new,
            links: BTreeMap::new(),
            names: BTreeMap::new(),
            parties: BTreeMap::new(),
        };
        for edition in [old, new] {
            for (id, claim) in &edition.claims {
                let words = &claim.claim.words;
                for target in words.denies.iter().chain(&words.contradicts) {
                    both.links.entry(target).or_default().insert(id);
                }
                for target in &words.contradicts {
                    both.links.entry(id).or_default().insert(target);
                }
            }
            for party in &edition.parties {
                let id = party.core.id.as_str();
                both.parties.entry(id).or_default().push(party);
                let core = &party.core;
                let own = [id, &core.name].into_iter();
                for name in own.chain(core.aliases.iter().map(String::as_str)) {
                    both.names.entry(fold(name)).or_default().insert(id);
                }
            }
        }
        both
    }

    pub(super) fn neighbours(&self, id: &str) -> impl Iterator<Item = String> {
        let links = self.links.get(id).into_iter().flatten();
        links.map(|id| (*id).to_owned())
    }

    pub(super) fn parties_named(&self, folded: &str) -> impl Iterator<Item = &'e str> {
        self.names.get(folded).into_iter().flatten().copied()
    }

    pub(super) fn parties_of(&self, id: &str) -> impl Iterator<Item = &'e Party> {
        self.parties.get(id).into_iter().flatten().copied()
    }

    /// The parties that publish at a domain: ids.
    pub(super) fn with_domains(&self) -> impl Iterator<Item = &'e str> {
        let some = self.parties.iter();
        let some = some.filter(|(_, both)| both.iter().any(|party| !party.core.domains.is_empty()));
        some.map(|(id, _)| *id)
    }
}
