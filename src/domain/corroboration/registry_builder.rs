//! Builds the [`Registry`]: numbers the names, resolves parties, and marks every node by its roots.
#![expect(
    clippy::indexing_slicing,
    reason = "node and party numbers are below the lengths of the lists made for them"
)]

use crate::domain::article::ArticleCore;
use crate::domain::corroboration::components::components;
use crate::domain::corroboration::houses::HousesBuilder;
use crate::domain::corroboration::interner::{Interner, NONE, number};
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::source_node::{ListRange, Marks, SourceNode};
use crate::domain::party::{PartyCore, Reliability};
use crate::domain::source::{SourceCore, SourceKind};
use std::collections::BTreeMap;

/// Collects the parties, sources and articles of a book, in book order. The first definition of an id wins.
#[derive(Debug, Default)]
pub struct RegistryBuilder {
    houses: HousesBuilder,
    names: Interner,
    nodes: Vec<SourceNode>,
    parents: Vec<u32>,
    interests: Vec<u32>,
    /// The nodes without a named publisher, with the hosts of their addresses.
    hosts: Vec<(u32, String)>,
}

impl RegistryBuilder {
    /// Starts an empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a party. Ignores it if a party has this id already.
    pub fn party(&mut self, party: &PartyCore) {
        self.houses.party(party);
    }

    /// Adds a source. Ignores it if a source or an article has this id already.
    pub fn source(&mut self, source: &SourceCore) {
        let Some(place) = self.vacancy(source.id.as_str()) else {
            return;
        };
        let mut marks = Marks::KNOWN;
        marks.set(Marks::OWN, source.own_reporting);
        marks.set(Marks::RETRACTED, source.is_retracted());
        let start = number(self.parents.len());
        if !source.own_reporting {
            for parent in &source.derived_from {
                let parent = self.node(parent);
                self.parents.push(parent);
            }
        }
        let parents = ListRange {
            start,
            end: number(self.parents.len()),
        };
        let start = number(self.interests.len());
        self.interests.extend(
            source
                .interests
                .iter()
                .map(|name| self.houses.spelling(name)),
        );
        let interests = ListRange {
            start,
            end: number(self.interests.len()),
        };
        let publisher = self.spelling(source.publisher.as_ref());
        self.host(place, source.host.as_ref());
        let voice = self.spelling(source.voice.as_ref());
        let kind = source.kind;
        self.define(
            place,
            SourceNode {
                publisher,
                voice,
                kind,
                marks,
                parents,
                interests,
                component: NONE,
            },
        );
    }

    /// Adds an article as a source without parents, kind or voice. Ignores it if its id is taken.
    pub fn article(&mut self, article: &ArticleCore) {
        let Some(place) = self.vacancy(article.id.as_str()) else {
            return;
        };
        let publisher = self.spelling(article.publisher.as_ref());
        self.host(place, article.host.as_ref());
        self.define(
            place,
            SourceNode {
                publisher,
                marks: Marks::KNOWN,
                ..SourceNode::UNKNOWN
            },
        );
    }

    /// Resolves the houses and marks circles and roots. Linear in the size of the book.
    #[must_use]
    pub fn build(self) -> Registry {
        let (houses, meant) = self.houses.build();
        let whom = |spelling: u32| {
            if spelling == NONE {
                NONE
            } else {
                meant[spelling as usize]
            }
        };
        let mut registry = Registry {
            names: self.names,
            nodes: self.nodes,
            parents: self.parents,
            ..Registry::default()
        };
        registry.interests = self
            .interests
            .into_iter()
            .map(|spelling| houses.house(whom(spelling)))
            .collect();
        for node in &mut registry.nodes {
            node.publisher = whom(node.publisher);
            node.voice = whom(node.voice);
        }
        for (place, host) in self.hosts {
            registry.nodes[place as usize].publisher = houses.owner(&host).unwrap_or(NONE);
        }
        for node in &mut registry.nodes {
            for (whom, unreliable, doubtful) in [
                (node.publisher, Marks::UNRELIABLE, Marks::DOUBTFUL),
                (node.voice, Marks::UNRELIABLE_VOICE, Marks::DOUBTFUL_VOICE),
            ] {
                let reliability = houses.reliability(whom);
                let marks = &mut node.marks;
                marks.set(unreliable, reliability == Some(Reliability::E));
                marks.set(doubtful, reliability == Some(Reliability::D));
            }
        }
        registry.houses = houses;
        registry.settle_lineage();
        registry
    }

    /// The node of an id that nothing defines yet.
    fn vacancy(&mut self, id: &str) -> Option<u32> {
        let place = self.node(id);
        let taken = self.nodes[place as usize].marks.has(Marks::KNOWN);
        (!taken).then_some(place)
    }

    fn node(&mut self, name: &str) -> u32 {
        let place = self.names.intern(name);
        if place as usize == self.nodes.len() {
            self.nodes.push(SourceNode::UNKNOWN);
        }
        place
    }

    fn define(&mut self, place: u32, node: SourceNode) {
        self.nodes[place as usize] = node;
    }

    fn host(&mut self, place: u32, host: Option<&String>) {
        self.hosts.extend(host.map(|host| (place, host.clone())));
    }

    fn spelling(&mut self, name: Option<&String>) -> u32 {
        name.map_or(NONE, |name| self.houses.spelling(name))
    }
}

impl Registry {
    /// Numbers the strongly connected components and marks every node by the roots that it reaches.
    ///
    /// Components come parents first, so one pass of dynamic programming over the condensation is enough.
    fn settle_lineage(&mut self) {
        let mut settled = std::mem::take(&mut self.nodes);
        let ranges: Vec<ListRange> = settled.iter().map(|node| node.parents).collect();
        let parents = |node: u32| &self.parents[ranges[node as usize].range()];
        let quiet = |node: &SourceNode| {
            node.voice == NONE
                || node.is_primary()
                || node.kind == Some(SourceKind::Interview)
                || self.voice_house(node) == self.publisher_house(node)
        };
        let (mut component, mut circles) = (0, BTreeMap::new());
        components(settled.len(), parents, |members| {
            let marks = component_marks(&settled, members, parents, quiet);
            for member in members {
                let node = &mut settled[*member as usize];
                node.component = component;
                for (mark, applies) in marks {
                    node.marks.set(mark, applies);
                }
            }
            if settled[members[0] as usize].marks.has(Marks::CIRCLE) {
                let mut members = members.to_vec();
                members.sort_unstable_by_key(|member| self.names.name(*member));
                circles.insert(members[0], members);
            }
            component += 1;
        });
        self.circles = circles;
        self.nodes = settled;
        self.components = component;
    }
}

/// The marks that all members of a component share, from its shape and from the marks of its parents.
///
/// A root (a sink component) is judged by its own members; any other component joins what its parents have. `quiet` tells
/// whether no voice can keep a source from being established.
fn component_marks<'g>(
    nodes: &[SourceNode],
    members: &[u32],
    parents: impl Fn(u32) -> &'g [u32],
    quiet: impl Fn(&SourceNode) -> bool,
) -> [(Marks, bool); 5] {
    // Parents come first, so the only parents without a component yet are members of this one.
    let inside = |node: u32| members.len() > 1 && nodes[node as usize].component == NONE;
    let mut circle = members.len() > 1;
    let (mut root, mut meets_circle, mut firm, mut unless_stake) = (true, false, true, true);
    for member in members {
        for parent in parents(*member) {
            if parent == member {
                circle = true;
            } else if !inside(*parent) {
                let marks = nodes[*parent as usize].marks;
                root = false;
                meets_circle |= marks.has(Marks::MEETS_CIRCLE);
                firm &= marks.has(Marks::FIRM);
                unless_stake &= marks.has(Marks::FIRM_UNLESS_STAKE);
            }
        }
    }
    let mut facts = members.iter().map(|member| &nodes[*member as usize]);
    if root {
        meets_circle = circle;
        unless_stake = !circle && facts.clone().all(SourceNode::is_firm_unless_stake);
        firm = unless_stake && facts.clone().all(quiet);
    }
    if facts.any(SourceNode::is_doubtful) {
        (firm, unless_stake) = (false, false);
    }
    [
        (Marks::ROOT, root),
        (Marks::CIRCLE, circle),
        (Marks::MEETS_CIRCLE, meets_circle),
        (Marks::FIRM, firm),
        (Marks::FIRM_UNLESS_STAKE, unless_stake),
    ]
}
