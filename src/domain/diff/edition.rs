//! A book at one time, as records in memory.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::corroboration::{Case, Counter, Registry, RegistryBuilder, assess};
use crate::domain::party::Party;
use crate::domain::ruling::standing;
use crate::domain::source::Source;
use crate::domain::status::{Derived, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A book at one time. Of records with the same id, the first one stands. Lines are 0: a record that only moved is the same.
#[derive(Clone, Debug, Default)]
pub struct Edition {
    /// The parties, in the order of the book.
    pub parties: Vec<Party>,
    /// The articles by id.
    pub articles: BTreeMap<String, Article>,
    /// The sources by id.
    pub sources: BTreeMap<String, Source>,
    /// The claims by id.
    pub claims: BTreeMap<String, EditionClaim>,
    /// How many independent origins corroborate a claim by the policy.
    pub needs_origins: u8,
    /// The ids of the parties.
    party_ids: BTreeSet<String>,
}

/// A claim of an edition.
#[derive(Clone, Debug)]
pub struct EditionClaim {
    /// The claim.
    pub claim: Claim,
    /// Id of the article that it appears in.
    pub article: Option<String>,
    /// The status that its evidence gives.
    pub derived: Derived,
    /// Its place among the claims of the book.
    pub place: usize,
}

impl EditionClaim {
    /// The status that readers see.
    #[must_use]
    pub fn status(&self) -> Status {
        let ruling = standing(&self.claim.core.rulings).map(|ruling| ruling.status);
        Status::shown(self.derived, ruling)
    }
}

impl Edition {
    /// Adds a party.
    pub fn add_party(&mut self, mut party: Party) {
        party.words.line = 0;
        if self.party_ids.insert(party.core.id.to_string()) {
            self.parties.push(party);
        }
    }

    /// Adds an article.
    pub fn add_article(&mut self, mut article: Article) {
        article.words.line = 0;
        for skip in &mut article.words.skip {
            skip.line = 0;
        }
        let id = article.core.id.to_string();
        self.articles.entry(id).or_insert(article);
    }

    /// Adds a source.
    pub fn add_source(&mut self, mut source: Source) {
        source.words.line = 0;
        let id = source.core.id.to_string();
        self.sources.entry(id).or_insert(source);
    }

    /// Adds a claim of an article, with the status that its evidence gives.
    pub fn add_claim(&mut self, mut claim: Claim, article: Option<String>, derived: Derived) {
        forget_lines(&mut claim);
        let place = self.claims.len();
        let id = claim.core.id.to_string();
        self.claims.entry(id).or_insert(EditionClaim {
            claim,
            article,
            derived,
            place,
        });
    }

    /// The statuses of a claim by the rules: that which readers see, and that which its evidence gives.
    pub(super) fn statuses(&self, id: &str) -> Option<(Status, Derived)> {
        let claim = self.claims.get(id)?;
        let core = &claim.claim.core;
        let counters = self.counters(id, claim);
        let case = Case {
            claim: core,
            article: claim.article.as_deref(),
            counters: &counters,
            needs_origins: self.needs_origins,
        };
        let derived = assess(&self.registry(), &case, &[]).derived;
        let ruling = standing(&core.rulings).map(|ruling| ruling.status);
        Some((Status::shown(derived, ruling), derived))
    }

    fn registry(&self) -> Registry {
        let mut builder = RegistryBuilder::new();
        self.parties
            .iter()
            .for_each(|party| builder.party(&party.core));
        self.articles
            .values()
            .for_each(|article| builder.article(&article.core));
        self.sources
            .values()
            .for_each(|source| builder.source(&source.core));
        builder.build()
    }

    /// The claims that may count against one: those that it contradicts, then those that deny or contradict it, each once.
    fn counters<'a>(&'a self, id: &str, claim: &'a EditionClaim) -> Vec<Counter<'a>> {
        let own = &claim.claim.words.contradicts;
        let names_it = |other: &EditionClaim| {
            let words = &other.claim.words;
            words
                .denies
                .iter()
                .chain(&words.contradicts)
                .any(|target| target == id)
        };
        let others = self.claims.iter().filter(|(_, other)| names_it(other));
        let mut met = BTreeSet::new();
        let ids = own
            .iter()
            .map(String::as_str)
            .chain(others.map(|(id, _)| id.as_str()));
        ids.filter(|id| met.insert(*id))
            .filter_map(|id| Some(counter(id, self.claims.get(id)?)))
            .collect()
    }
}

fn counter<'a>(id: &'a str, other: &'a EditionClaim) -> Counter<'a> {
    let core = &other.claim.core;
    Counter {
        claim: id,
        speaker: core.speaker.as_deref(),
        article: other.article.as_deref(),
        kind: core.kind,
        ruling: standing(&core.rulings).map(|ruling| ruling.status),
        draft: core.is_draft(),
    }
}

/// Sets the lines of a claim to 0, and what the index says about its rulings beside what the files say.
fn forget_lines(claim: &mut Claim) {
    let words = &mut claim.words;
    words.line = 0;
    words.evidence.iter_mut().for_each(|row| row.line = 0);
    words.rulings.iter_mut().for_each(|ruling| ruling.line = 0);
    words.appearances.iter_mut().for_each(|one| one.line = 0);
    words.asked.iter_mut().for_each(|one| one.line = 0);
    words.searched.iter_mut().for_each(|one| one.line = 0);
    claim
        .core
        .rulings
        .iter_mut()
        .for_each(|ruling| ruling.reworded = false);
}
