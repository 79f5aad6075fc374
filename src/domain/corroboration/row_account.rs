//! The account of one evidence row: whether it counts, what it rests on, and why.

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::explanation::{
    Blocked, Interest, LeftOutReason, Root, RowAccount, Unestablished,
};
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole, Struck};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::source_node::Marks;
use std::collections::BTreeSet;

/// One row with everything that its account needs.
pub(super) struct RowExplainer<'d, 'a> {
    pub(super) resolved: &'d ResolvedClaim<'a>,
    pub(super) ancestry: &'d Ancestry,
    pub(super) row: &'d ResolvedRow<'a>,
    pub(super) role: RowRole,
    /// The places that the row rests on, those where it starts first.
    pub(super) under: Vec<usize>,
}

impl RowExplainer<'_, '_> {
    /// The whole account of the row, given whether it is eligible.
    pub(super) fn account(&self, eligible: bool) -> RowAccount {
        let roots = self.roots();
        RowAccount {
            left_out: (!eligible).then(|| self.left_out()),
            unestablished: self.unestablished(&roots),
            interest: self.interest(),
            roots,
        }
    }

    fn left_out(&self) -> LeftOutReason {
        if let Some(struck) = self.struck(self.row.source) {
            struck
        } else if !self.resolved.node(self.row.source).marks.has(Marks::KNOWN) {
            LeftOutReason::UnknownSource
        } else if self.row.evidence.credibility == Some(5) {
            LeftOutReason::NotCredible
        } else {
            let nodes = self.under.iter().map(|place| self.ancestry.node(*place));
            let name = |node: u32| self.resolved.name(node).to_owned();
            let blocked = nodes.filter_map(|node| {
                Some(Blocked {
                    source: name(node),
                    reason: self.struck(node)?,
                })
            });
            let mut blocked: Vec<Blocked> = blocked.collect();
            blocked.sort_unstable_by(|a, b| a.source.cmp(&b.source));
            LeftOutReason::NoRoad(blocked)
        }
    }

    /// Why a source is struck for this row, if it is.
    fn struck(&self, node: u32) -> Option<LeftOutReason> {
        Some(match self.resolved.struck(node, self.role)? {
            Struck::TheArticle => LeftOutReason::TheArticle,
            Struck::Retracted => LeftOutReason::Retracted,
            Struck::UnreliablePublisher => LeftOutReason::UnreliablePublisher,
            Struck::SpeakersHouse(house) => {
                LeftOutReason::SpeakersHouse(self.resolved.registry.house_name(house))
            }
        })
    }

    /// The roots that the row rests on: the first place and the members of each.
    fn root_components(&self) -> impl Iterator<Item = (usize, Vec<u32>)> {
        let places = self.under.iter();
        let places = places.filter(|place| self.ancestry.is_root(self.resolved, **place));
        // A circle of ten thousand sources is one root, so we list its members once.
        let firsts: BTreeSet<usize> = places.map(|place| self.ancestry.first_of(*place)).collect();
        let members = |first| (first, self.ancestry.members(first));
        firsts.into_iter().map(members)
    }

    fn roots(&self) -> Vec<Root> {
        let firm = if self.resolved.speech {
            Marks::FIRM_SPEECH
        } else {
            Marks::FIRM
        };
        let root = |(first, members): (usize, Vec<u32>)| {
            let marks = self.resolved.node(self.ancestry.node(first)).marks;
            Root {
                sources: ids(self.resolved, members),
                circle: marks.has(Marks::CIRCLE),
                unknown: !marks.has(Marks::KNOWN),
                established: marks.has(firm),
            }
        };
        let mut roots: Vec<Root> = self.root_components().map(root).collect();
        roots.sort_unstable();
        roots
    }

    fn unestablished(&self, roots: &[Root]) -> Vec<Unestablished> {
        let credibility = self
            .row
            .evidence
            .credibility
            .filter(|credibility| !matches!(credibility, 1 | 2));
        let doubtful = self
            .resolved
            .node(self.row.source)
            .marks
            .has(Marks::DOUBTFUL);
        let roots = roots.iter().filter(|root| !root.established);
        let of_roots = roots.filter_map(|root| {
            let first = root.sources.first()?;
            Some(match (root.circle, root.unknown) {
                (true, _) => Unestablished::CircularRoot(root.sources.clone()),
                (_, true) => Unestablished::UnknownRoot(first.clone()),
                _ => self.not_firm(first),
            })
        });
        let credibility = credibility.map(Unestablished::Credibility);
        credibility
            .into_iter()
            .chain(doubtful.then_some(Unestablished::DoubtfulPublisher))
            .chain(of_roots)
            .collect()
    }

    /// Why a known source, a root by itself, is not an established origin.
    #[expect(clippy::expect_used, reason = "known sources are in the registry")]
    fn not_firm(&self, source: &str) -> Unestablished {
        let node = self
            .resolved
            .registry
            .names
            .get(source)
            .expect("the book defines this source");
        let node = self.resolved.node(node);
        let source = source.to_owned();
        if !node.marks.has(Marks::OWN) {
            Unestablished::NotOwnReporting(source)
        } else if node.publisher == NONE {
            Unestablished::NoPublisher(source)
        } else {
            Unestablished::OthersVoice(source)
        }
    }

    fn interest(&self) -> Option<Interest> {
        let taking_part = self.houses_taking_part([self.row.source]);
        if !taking_part.is_empty() {
            return Some(Interest::Source(taking_part));
        }
        let roots: Vec<(usize, Vec<u32>)> = self.root_components().collect();
        let involved = |members: &Vec<u32>| {
            members
                .iter()
                .any(|node| self.resolved.takes_part(*node, self.role))
        };
        let all = roots.iter().all(|(_, members)| involved(members));
        all.then(|| {
            Interest::EveryRoot(
                self.houses_taking_part(roots.into_iter().flat_map(|(_, members)| members)),
            )
        })
    }

    /// The houses with a stake whose side these sources take.
    fn houses_taking_part(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<HouseName> {
        let (resolved, registry) = (self.resolved, self.resolved.registry);
        let nodes: Vec<u32> = nodes.into_iter().collect();
        let sides = nodes
            .iter()
            .flat_map(|node| registry.sides(resolved.node(*node)));
        let mut houses = house_names(
            registry,
            sides.filter(|house| resolved.is_stake(*house, self.role)),
        );
        if nodes
            .iter()
            .any(|node| resolved.is_speaking_article(*node, self.role))
        {
            houses.extend(resolved.speaker_house());
        }
        houses
    }
}

/// The names of houses: sorted, each once.
pub(super) fn house_names(
    registry: &Registry,
    houses: impl IntoIterator<Item = u32>,
) -> Vec<HouseName> {
    let names: BTreeSet<HouseName> = houses
        .into_iter()
        .map(|house| registry.house_name(house))
        .collect();
    names.into_iter().collect()
}

/// The ids of nodes, sorted.
pub(super) fn ids(
    resolved: &ResolvedClaim<'_>,
    nodes: impl IntoIterator<Item = u32>,
) -> Vec<String> {
    let mut ids: Vec<String> = nodes
        .into_iter()
        .map(|node| resolved.name(node).to_owned())
        .collect();
    ids.sort_unstable();
    ids
}
