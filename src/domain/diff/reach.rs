//! The part of two editions that can reach the status of one claim.
//!
//! A status depends on the claim, on the claims that link to it or that it contradicts, on the articles of all these, on
//! the sources that its rows start at and everything that these derive from, and on the parties that any of them names,
//! with all parties above and beside these. The part is closed over both editions, so it is the same for every mix of them.

use crate::domain::diff::comparison::Comparison;
use crate::domain::diff::edition::{Edition, EditionClaim};
use crate::domain::name::fold;
use crate::domain::party::Party;
use std::collections::BTreeSet;

/// What can reach a claim.
#[derive(Default)]
struct ReachingRecords {
    claims: BTreeSet<String>,
    /// The ids of sources and articles.
    sources: BTreeSet<String>,
    /// The ids of parties.
    parties: BTreeSet<String>,
    /// A source or an article has an address, so whoever publishes at domains may have published it.
    has_host: bool,
}

impl Comparison<'_> {
    /// The part of both editions that can reach the status of a claim.
    pub(super) fn reaching(&self, id: &str) -> (Edition, Edition) {
        let mut reached = ReachingRecords::default();
        reached.claims.insert(id.to_owned());
        reached.claims.extend(self.neighbours(id));
        let mut names = self.names_in_claims(&mut reached);
        self.follow_sources(&mut reached, &mut names);
        self.follow_names(&mut reached, names);
        (reached.part_of(self.old, id), reached.part_of(self.new, id))
    }

    /// Gathers the starts of rows and the articles. Returns the names of parties.
    fn names_in_claims(&self, reached: &mut ReachingRecords) -> Vec<String> {
        let mut names = Vec::new();
        for edition in [self.old, self.new] {
            for id in &reached.claims {
                let Some(EditionClaim { claim, article, .. }) = edition.claims.get(id) else {
                    continue;
                };
                let core = &claim.core;
                reached.sources.extend(article.clone());
                names.extend(core.speaker.iter().chain(&core.quoted).cloned());
                names.extend(core.accuses.iter().chain(&core.concerns).cloned());
                for row in &core.evidence {
                    reached.sources.insert(row.source.clone());
                    reached.sources.extend(row.via.iter().cloned());
                    names.extend(row.voice.clone());
                }
            }
        }
        names
    }

    /// Follows sources to everything that they derive from.
    fn follow_sources(&self, reached: &mut ReachingRecords, names: &mut Vec<String>) {
        let mut open: Vec<String> = reached.sources.iter().cloned().collect();
        while let Some(id) = open.pop() {
            for edition in [self.old, self.new] {
                if let Some(source) = edition.sources.get(&id) {
                    let core = &source.core;
                    reached.has_host |= core.host.is_some();
                    names.extend(core.publisher.iter().chain(&core.voice).cloned());
                    names.extend(core.interests.iter().cloned());
                    let parents = core.derived_from.iter();
                    open.extend(
                        parents
                            .filter(|parent| reached.sources.insert((*parent).clone()))
                            .cloned(),
                    );
                }
                if let Some(article) = edition.articles.get(&id) {
                    reached.has_host |= article.core.host.is_some();
                    names.extend(article.core.publisher.clone());
                }
            }
        }
    }

    /// Follows names to parties, and parties to the parties that they name.
    fn follow_names(&self, reached: &mut ReachingRecords, mut names: Vec<String>) {
        if reached.has_host {
            names.extend(self.with_domains().map(ToOwned::to_owned));
        }
        let mut met = BTreeSet::new();
        while let Some(name) = names.pop() {
            let name = fold(&name);
            for id in self.parties_named(&name) {
                if reached.parties.insert(id.to_owned()) {
                    names.extend(self.parties_of(id).flat_map(names_of));
                }
            }
            met.insert(name);
        }
    }
}

/// All names that a party has and gives.
fn names_of(party: &Party) -> Vec<String> {
    let core = &party.core;
    let own = [core.id.to_string(), core.name.clone()];
    let named = core
        .aliases
        .iter()
        .chain(&core.part_of)
        .chain(&core.interests);
    own.into_iter().chain(named.cloned()).collect()
}

impl ReachingRecords {
    /// The part of an edition. The evidence of other claims says nothing about the claim.
    fn part_of(&self, edition: &Edition, id: &str) -> Edition {
        let mut part = Edition::default();
        part.needs_origins = edition.needs_origins;
        for party in &edition.parties {
            if self.parties.contains(party.core.id.as_str()) {
                part.parties.push(party.clone());
            }
        }
        for name in &self.sources {
            let source = edition.sources.get(name);
            part.sources
                .extend(source.map(|source| (name.clone(), source.clone())));
            let article = edition.articles.get(name);
            part.articles
                .extend(article.map(|article| (name.clone(), article.clone())));
        }
        for name in &self.claims {
            let Some(claim) = edition.claims.get(name) else {
                continue;
            };
            let mut claim = claim.clone();
            if name != id {
                claim.claim.core.evidence.clear();
                claim.claim.words.evidence.clear();
            }
            part.claims.insert(name.clone(), claim);
        }
        part
    }
}
