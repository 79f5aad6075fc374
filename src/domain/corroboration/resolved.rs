//! A claim with its names resolved: who speaks it, who has a stake in it, which sources are struck for it.

use crate::domain::claim::{ClaimCore, ClaimKind};
use crate::domain::corroboration::interner::{Interner, NONE, number};
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::source_node::SourceNode;
use crate::domain::corroboration::{Case, Counter};
use crate::domain::name;
use crate::domain::ruling::RulingStatus;

/// The house that speaks a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker<'a> {
    /// The number of a house.
    House(u32),
    /// The id of an article whose publisher is unknown.
    Article(&'a str),
    /// The claim has no speaker and no article.
    Nobody,
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

/// A claim with its names resolved to nodes and houses.
pub(super) struct ResolvedClaim<'a> {
    pub(super) registry: &'a Registry,
    pub(super) claim: &'a ClaimCore,
    pub(super) speaker: Speaker<'a>,
    /// Who is quoted or acts, if the claim is a quotation, a position or an act.
    pub(super) quoted: Option<Quoted>,
    /// The houses that the claim accuses, sorted.
    accused: Vec<u32>,
    /// The houses that the claim concerns, sorted.
    concerned: Vec<u32>,
    pub(super) article: u32,
    /// The sources to treat as retracted, sorted.
    pub(super) without: Vec<u32>,
    /// Names of sources that the registry does not know. Their node numbers follow the registry's own.
    strangers: Interner,
    /// Names of people and bodies that the registry does not know, folded. Their numbers follow those of its houses.
    nobodies: Interner,
}

/// Who is quoted, whose position it is, or who acts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoted {
    /// The party or name: its number.
    pub(super) whom: u32,
    pub(super) house: u32,
    /// It is an act, not a quotation or a position.
    pub(super) act: bool,
    /// The claim writes `quoted` out. Otherwise it is the speaker.
    written: bool,
    /// The same house speaks the claim.
    pub(super) speaks: bool,
}

impl Quoted {
    /// Whom a claim quotes, by its kind; `None` if the claim is judged like an event.
    pub(super) fn of(resolved: &mut ResolvedClaim<'_>, claim: &ClaimCore) -> Option<Self> {
        let kind = claim.kind.filter(|kind| kind.looks_at_quoted())?;
        let name = claim.quoted.as_ref().or(claim.speaker.as_ref())?;
        let whom = resolved.whom(name);
        let house = resolved.house(whom);
        Some(Self {
            whom,
            house,
            act: kind == ClaimKind::Act,
            written: claim.quoted.is_some(),
            speaks: resolved.speaker == Speaker::House(house),
        })
    }
}

impl<'a> ResolvedClaim<'a> {
    pub(super) fn new(registry: &'a Registry, case: &Case<'a>, without: &[&str]) -> Self {
        let claim = case.claim;
        let mut resolved = Self {
            registry,
            claim,
            speaker: Speaker::Nobody,
            quoted: None,
            accused: Vec::new(),
            concerned: Vec::new(),
            article: NONE,
            without: Vec::new(),
            strangers: Interner::default(),
            nobodies: Interner::default(),
        };
        resolved.speaker = match &claim.speaker {
            Some(name) => Speaker::House(resolved.house_named(name)),
            None => article_speaker(registry, case.article),
        };
        resolved.quoted = Quoted::of(&mut resolved, claim);
        let mut houses = |names: &[String]| -> Vec<u32> {
            let houses = names.iter().map(|name| resolved.house_named(name));
            let mut houses: Vec<u32> = houses.collect();
            houses.sort_unstable();
            houses
        };
        let (accused, concerned) = (houses(&claim.accuses), houses(&claim.concerns));
        (resolved.accused, resolved.concerned) = (accused, concerned);
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

    /// Whom a name means. A name that the registry does not know gets a new number.
    pub(super) fn whom(&mut self, name: &str) -> u32 {
        let houses = &self.registry.houses;
        houses.whom(name).unwrap_or_else(|| {
            let nobody = self.nobodies.intern(&name::fold(name));
            number(houses.len() + nobody as usize)
        })
    }

    /// The house of somebody. A name that the registry does not know is a house of its own.
    pub(super) fn house(&self, whom: u32) -> u32 {
        if (whom as usize) < self.registry.houses.len() {
            self.registry.houses.house(whom)
        } else {
            whom
        }
    }

    fn house_named(&mut self, name: &str) -> u32 {
        let whom = self.whom(name);
        self.house(whom)
    }

    /// The name of a house.
    pub(super) fn house_name(&self, house: u32) -> HouseName {
        match house.checked_sub(number(self.registry.houses.len())) {
            Some(nobody) => HouseName::Free(self.nobodies.name(nobody).to_owned()),
            None => self.registry.house_name(house),
        }
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

    /// Whether a house publishes a source or is its voice.
    pub(super) fn is_of_house(&self, node: &SourceNode, house: u32) -> bool {
        self.registry.publisher_house(node) == Some(house)
            || self.registry.voice_house(node) == Some(house)
    }

    pub(super) fn is_of_speaker(&self, node: &SourceNode) -> bool {
        matches!(self.speaker, Speaker::House(speaker) if self.is_of_house(node, speaker))
    }

    /// Whether a house has a stake in rows of this role: it gains if they are believed.
    ///
    /// The speaker gains by support and never by refutation. Those concerned gain by both, those accused by refutation.
    pub(super) fn is_stake(&self, house: u32, role: RowRole) -> bool {
        if self.speaker == Speaker::House(house) {
            role == RowRole::Support
        } else {
            self.concerned.binary_search(&house).is_ok()
                || role != RowRole::Support && self.accuses(house)
        }
    }

    /// Whether the claim accuses a house.
    pub(super) fn accuses(&self, house: u32) -> bool {
        self.accused.binary_search(&house).is_ok()
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

    /// Whether somebody takes the side of a house that has a stake.
    pub(super) fn sides_with_stake(&self, whom: u32, role: RowRole) -> bool {
        let interests = self.registry.houses.interests(whom);
        let mut houses = interests.iter().copied().chain([self.house(whom)]);
        houses.any(|house| self.is_stake(house, role))
    }

    /// Whether a node is the article under check and speaks the claim itself, because its publisher is unknown. The
    /// article's house has no number, so [`Self::is_stake`] cannot find it.
    pub(super) fn is_speaking_article(&self, node: u32, role: RowRole) -> bool {
        role == RowRole::Support
            && node == self.article
            && matches!(self.speaker, Speaker::Article(_))
    }

    /// The houses with a stake, for rows of this role: sorted, each once.
    pub(super) fn stakes(&self, role: RowRole) -> Vec<u32> {
        let speaker = match self.speaker {
            Speaker::House(house) => Some(house),
            _ => None,
        };
        let houses = self.accused.iter().chain(&self.concerned).copied();
        let mut stakes: Vec<u32> = houses
            .chain(speaker)
            .filter(|house| self.is_stake(*house, role))
            .collect();
        stakes.sort_unstable();
        stakes.dedup();
        stakes
    }

    fn has_stakes(&self, role: RowRole) -> bool {
        !self.concerned.is_empty()
            || match role {
                RowRole::Support => matches!(self.speaker, Speaker::House(_)),
                _ => !self.accused.is_empty(),
            }
    }

    /// Whether a counter-claim counts: it is of another house, can be checked, is not ruled withdrawn or refuted, and is not a
    /// proposal that nobody has read.
    pub(super) fn counts(&self, counter: &Counter<'_>) -> bool {
        let upheld = !matches!(
            counter.ruling,
            Some(RulingStatus::Withdrawn | RulingStatus::Refuted)
        );
        let checkable = counter.kind.is_none_or(ClaimKind::is_checkable);
        upheld
            && checkable
            && !counter.draft
            && counter.claim != self.claim.id.as_str()
            && !self.speaks(counter)
    }

    /// Whether the house that speaks this claim also speaks a counter-claim.
    fn speaks(&self, counter: &Counter<'_>) -> bool {
        let houses = &self.registry.houses;
        let Some(name) = counter.speaker else {
            let speaker = article_speaker(self.registry, counter.article);
            return speaker != Speaker::Nobody && speaker == self.speaker;
        };
        let nobody = || {
            let nobody = self.nobodies.get(&name::fold(name))?;
            Some(number(houses.len() + nobody as usize))
        };
        let whom = houses.whom(name).or_else(nobody);
        whom.is_some_and(|whom| self.speaker == Speaker::House(self.house(whom)))
    }

    /// The quoted house of a quotation or a position: its own words are evidence.
    pub(super) fn speech_house(&self) -> Option<u32> {
        self.quoted
            .filter(|quoted| !quoted.act)
            .map(|quoted| quoted.house)
    }

    /// The house whose act it is.
    pub(super) fn actor_house(&self) -> Option<u32> {
        self.quoted
            .filter(|quoted| quoted.act)
            .map(|quoted| quoted.house)
    }

    /// Whether the house that is quoted, or that acts, also speaks the claim. Then every row answers both questions.
    pub(super) fn speaks_for_itself(&self) -> bool {
        self.quoted.is_some_and(|quoted| quoted.speaks)
    }

    /// Whether interest matters: not for the words of a house that speaks for itself.
    pub(super) fn weighs_interest(&self) -> bool {
        !self
            .quoted
            .is_some_and(|quoted| quoted.speaks && !quoted.act)
    }

    /// Whether the claim writes out who is quoted.
    pub(super) fn writes_quoted(&self) -> bool {
        self.quoted.is_some_and(|quoted| quoted.written)
    }

    /// The name of the house that is quoted or acts; `None` if the claim is judged like an event.
    pub(super) fn quoted_house(&self) -> Option<HouseName> {
        self.quoted.map(|quoted| self.house_name(quoted.house))
    }

    /// The name of the speaker's house; `None` if nobody speaks the claim.
    pub(super) fn speaker_house(&self) -> Option<HouseName> {
        match self.speaker {
            Speaker::House(house) => Some(self.house_name(house)),
            Speaker::Article(id) => Some(HouseName::Article(id.to_owned())),
            Speaker::Nobody => None,
        }
    }
}

/// The house that speaks a claim without speaker: that of its article's publisher, else the article itself.
fn article_speaker<'a>(registry: &Registry, article: Option<&'a str>) -> Speaker<'a> {
    let Some(article) = article else {
        return Speaker::Nobody;
    };
    let publisher = registry
        .names
        .get(article)
        .and_then(|node| registry.publisher_house(registry.node(node)));
    publisher.map_or(Speaker::Article(article), Speaker::House)
}
