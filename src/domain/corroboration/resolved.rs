//! A claim with its names resolved: who speaks it, who has a stake in it, which sources are struck for it.

use crate::domain::claim::{ClaimCore, ClaimKind};
use crate::domain::corroboration::interner::{Interner, NONE, number};
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::source_node::{Marks, SourceNode};
use crate::domain::corroboration::{Case, Counter};
use crate::domain::name;
use crate::domain::ruling::RulingStatus;

/// The house that speaks a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Speaker<'a> {
    /// A house that the registry knows: its number.
    House(u32),
    /// A name that the registry does not know, in folded form.
    Free(String),
    /// The id of an article whose publisher is unknown.
    Article(&'a str),
    /// The claim has no speaker and no article.
    Nobody,
}

impl Speaker<'_> {
    /// Whether both are of one house. Nobody has no house.
    fn is_of_house(&self, other: &Self) -> bool {
        *self != Speaker::Nobody && self == other
    }
}

/// What a row is used for. This decides how the speaker's own sources are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowRole {
    /// Supports the content. The speaker's own sources are struck: speakers cannot corroborate themselves.
    Support,
    /// Any other row about content. The speaker's own sources count: speakers can refute themselves.
    Other,
    /// Shows whether it was said. The speaker's own sources are never struck, not even retracted or unreliable ones.
    Attribution,
}

/// Why a source is struck for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    TheArticle,
    Retracted,
    UnreliablePublisher,
    SpeakersHouse(u32),
}

/// A claim with its names resolved to nodes and houses.
pub(super) struct ResolvedClaim<'a> {
    pub(super) registry: &'a Registry,
    pub(super) claim: &'a ClaimCore,
    pub(super) speaker: Speaker<'a>,
    /// The houses that the claim accuses or concerns, sorted. Empty for quotations and positions.
    stakes: Vec<u32>,
    /// True for quotations and positions: we check that it was said.
    pub(super) speech: bool,
    article: u32,
    /// The sources to treat as retracted, sorted.
    without: Vec<u32>,
    /// Names that the registry does not know. Their node numbers follow the registry's own.
    strangers: Interner,
}

impl<'a> ResolvedClaim<'a> {
    pub(super) fn new(registry: &'a Registry, case: &Case<'a>, without: &[&str]) -> Self {
        let claim = case.claim;
        let mut resolved = Self {
            registry,
            claim,
            speaker: speaker(registry, claim.speaker.as_deref(), case.article),
            stakes: Vec::new(),
            speech: claim.kind.is_some_and(ClaimKind::is_speech),
            article: NONE,
            without: Vec::new(),
            strangers: Interner::default(),
        };
        if !resolved.speech {
            let known = |name: &String| {
                registry
                    .houses
                    .whom(name)
                    .map(|whom| registry.houses.house(whom))
            };
            resolved.stakes.extend(
                claim
                    .accuses
                    .iter()
                    .chain(&claim.concerns)
                    .filter_map(known),
            );
            resolved.stakes.sort_unstable();
        }
        if let Some(article) = case.article {
            resolved.article = resolved.number(article);
        }
        for source in without {
            let node = resolved.number(source);
            resolved.without.push(node);
        }
        resolved.without.sort_unstable();
        resolved
    }

    /// The node of a name. A name that the registry does not know gets a new node.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        let registered = &self.registry.names;
        registered.get(name).unwrap_or_else(|| {
            let stranger = self.strangers.intern(name);
            number(registered.len() + stranger as usize)
        })
    }

    /// The name of a node.
    pub(super) fn name(&self, node: u32) -> &str {
        match node.checked_sub(number(self.registry.names.len())) {
            Some(stranger) => self.strangers.name(stranger),
            None => self.registry.names.name(node),
        }
    }

    /// The facts of a node. A name that the registry does not know is an unknown source.
    pub(super) fn node(&self, node: u32) -> &'a SourceNode {
        self.registry.node(node)
    }

    /// The strongly connected component of a node. Each stranger is a component of its own.
    pub(super) fn component(&self, node: u32) -> u32 {
        match node.checked_sub(number(self.registry.names.len())) {
            Some(stranger) => self.registry.components + stranger,
            None => self.node(node).component,
        }
    }

    /// Why a node is struck for rows of this role, if it is. The order of the tests decides which reason readers see.
    pub(super) fn struck(&self, node: u32, role: RowRole) -> Option<Struck> {
        let facts = self.node(node);
        if node == self.article {
            Some(Struck::TheArticle)
        } else if role == RowRole::Attribution && self.speaks_for_himself(facts).is_some() {
            None
        } else if facts.marks.has(Marks::RETRACTED) || self.without.binary_search(&node).is_ok() {
            Some(Struck::Retracted)
        } else if facts.marks.has(Marks::UNRELIABLE) {
            Some(Struck::UnreliablePublisher)
        } else if role == RowRole::Support && !self.speech {
            self.speaks_for_himself(facts).map(Struck::SpeakersHouse)
        } else {
            None
        }
    }

    /// The speaker's house, if it publishes the node or is its voice.
    fn speaks_for_himself(&self, node: &SourceNode) -> Option<u32> {
        let Speaker::House(speaker) = self.speaker else {
            return None;
        };
        let own = [
            self.registry.publisher_house(node),
            self.registry.voice_house(node),
        ]
        .contains(&Some(speaker));
        own.then_some(speaker)
    }

    /// Whether a house has a stake in the claim. The speaker's house has one in its support, and none in its refutation,
    /// even if the claim accuses or concerns the speaker: nobody gains by refuting themselves.
    pub(super) fn is_stake(&self, house: u32, role: RowRole) -> bool {
        if self.speech {
            false
        } else if self.speaker == Speaker::House(house) {
            role == RowRole::Support
        } else {
            self.stakes.binary_search(&house).is_ok()
        }
    }

    /// Whether a source takes part: it takes the side of a house that has a stake.
    pub(super) fn takes_part(&self, node: u32, role: RowRole) -> bool {
        self.is_speaking_article(node, role)
            || self.has_stakes(role)
                && self
                    .registry
                    .sides(self.node(node))
                    .any(|house| self.is_stake(house, role))
    }

    /// Whether a node is the article under check and speaks the claim itself, because its publisher is unknown. The
    /// article's house has no number, so [`Self::is_stake`] cannot find it.
    pub(super) fn is_speaking_article(&self, node: u32, role: RowRole) -> bool {
        !self.speech
            && role == RowRole::Support
            && node == self.article
            && matches!(self.speaker, Speaker::Article(_))
    }

    /// The houses with a stake, for rows of this role: sorted, each once.
    pub(super) fn stakes(&self, role: RowRole) -> Vec<u32> {
        let speaker = match self.speaker {
            Speaker::House(house) if role == RowRole::Support && !self.speech => Some(house),
            _ => None,
        };
        let others = self
            .stakes
            .iter()
            .copied()
            .filter(|house| self.is_stake(*house, role));
        let mut stakes: Vec<u32> = others.chain(speaker).collect();
        stakes.sort_unstable();
        stakes.dedup();
        stakes
    }

    fn has_stakes(&self, role: RowRole) -> bool {
        !self.speech
            && (!self.stakes.is_empty()
                || role == RowRole::Support && matches!(self.speaker, Speaker::House(_)))
    }

    /// Whether a counter-claim counts: it is of another house, can be checked, and is not ruled withdrawn or refuted.
    pub(super) fn counts(&self, counter: &Counter<'_>) -> bool {
        let upheld = !matches!(
            counter.ruling,
            Some(RulingStatus::Withdrawn | RulingStatus::Refuted)
        );
        let checkable = counter.kind.is_none_or(ClaimKind::is_checkable);
        upheld
            && checkable
            && counter.claim != self.claim.id.as_str()
            && !speaker(self.registry, counter.speaker, counter.article).is_of_house(&self.speaker)
    }

    /// The name of the speaker's house; `None` if nobody speaks the claim.
    pub(super) fn speaker_house(&self) -> Option<HouseName> {
        match &self.speaker {
            Speaker::House(house) => Some(self.registry.house_name(*house)),
            Speaker::Free(name) => Some(HouseName::Free(name.clone())),
            Speaker::Article(id) => Some(HouseName::Article((*id).to_owned())),
            Speaker::Nobody => None,
        }
    }
}

/// The house that speaks a claim: its speaker's, else that of its article's publisher, else the article itself.
fn speaker<'a>(
    registry: &Registry,
    speaker: Option<&str>,
    article: Option<&'a str>,
) -> Speaker<'a> {
    if let Some(name) = speaker {
        return match registry.houses.whom(name) {
            Some(whom) => Speaker::House(registry.houses.house(whom)),
            None => Speaker::Free(name::fold(name)),
        };
    }
    let Some(article) = article else {
        return Speaker::Nobody;
    };
    let publisher = registry
        .names
        .get(article)
        .and_then(|node| registry.publisher_house(registry.node(node)));
    publisher.map_or(Speaker::Article(article), Speaker::House)
}
