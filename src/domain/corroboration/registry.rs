//! The book's parties, sources and articles as one graph, built once and used for every claim.
//!
//! A node stands for a name: of a source, of an article, or of an unknown source that the book only refers to. Its edges
//! lead to the nodes that it derives from. Nodes and houses are numbers; the names are the only text.
#![expect(
    clippy::indexing_slicing,
    reason = "node numbers and ranges are below the lengths of the lists made for all nodes"
)]

use crate::domain::corroboration::houses::Houses;
use crate::domain::corroboration::interner::Interner;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::source_node::Marks;
use crate::domain::corroboration::source_node::SourceNode;
use crate::domain::name;
use crate::domain::party::Reliability;
use std::collections::BTreeSet;

/// The name of a house. Two parties of one house are one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HouseName {
    /// The house of a registered party: the id of the party at its top.
    Party(String),
    /// A name that matches no party, folded: a house of its own.
    Free(String),
    /// An article whose publisher is unknown, by its id: it speaks for nobody else.
    Article(String),
}

/// The parties, sources and articles of a book, as one graph.
#[derive(Debug, Default)]
pub struct Registry {
    pub(super) houses: Houses,
    pub(super) names: Interner,
    pub(super) nodes: Vec<SourceNode>,
    /// The parents of all nodes, node by node.
    pub(super) parents: Vec<u32>,
    /// The houses whose side each node takes, node by node.
    pub(super) interests: Vec<u32>,
    /// How many components there are.
    pub(super) components: u32,
}

impl Registry {
    /// The house of a party as people name it: by id, name or alias.
    #[must_use]
    pub fn house(&self, name: &str) -> HouseName {
        match self.houses.whom(name) {
            Some(whom) => self.house_name(self.houses.house(whom)),
            None => HouseName::Free(name::fold(name)),
        }
    }

    /// The id of the party that is named so: an exact id, else a name or alias, case and spacing aside.
    #[must_use]
    pub fn party_id(&self, name: &str) -> Option<&str> {
        self.houses.id(self.houses.whom(name)?)
    }

    /// Whether the book defines this source, or an article of this id.
    #[must_use]
    pub fn has_source(&self, id: &str) -> bool {
        self.names
            .get(id)
            .is_some_and(|node| self.node(node).marks.has(Marks::KNOWN))
    }

    /// The source itself and all that it derives from, directly or through others, known or not: ids, sorted.
    #[must_use]
    pub fn lineage(&self, source: &str) -> Vec<&str> {
        let Some(source) = self.names.get(source) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::from([source]);
        let mut open = vec![source];
        while let Some(node) = open.pop() {
            open.extend(
                self.parents(node)
                    .iter()
                    .copied()
                    .filter(|parent| seen.insert(*parent)),
            );
        }
        let mut ids: Vec<&str> = seen.into_iter().map(|node| self.names.name(node)).collect();
        ids.sort_unstable();
        ids
    }

    /// The reliability of a publisher as people name it: its own or, failing that, the nearest up the `part_of` chain.
    #[must_use]
    pub fn reliability(&self, name: &str) -> Option<Reliability> {
        self.houses.reliability(self.houses.whom(name)?)
    }

    /// The sources of the circle that this one is part of (ids, sorted); one, where it cites itself. Empty where it is
    /// part of none.
    #[must_use]
    pub fn circle(&self, source: &str) -> Vec<&str> {
        let Some(node) = self
            .names
            .get(source)
            .filter(|node| self.node(*node).marks.has(Marks::CIRCLE))
        else {
            return Vec::new();
        };
        let component = self.node(node).component;
        let lineage = self.lineage(source).into_iter();
        let mut ids: Vec<&str> = lineage
            .filter(|id| {
                self.names
                    .get(id)
                    .is_some_and(|other| self.node(other).component == component)
            })
            .collect();
        ids.sort_unstable();
        ids
    }

    /// The name of a house that a number stands for.
    pub(super) fn house_name(&self, house: u32) -> HouseName {
        match self.houses.id(house) {
            Some(id) => HouseName::Party(id.to_owned()),
            None => HouseName::Free(self.houses.free_name(house).to_owned()),
        }
    }

    /// A node; the unknown one for a number that stands for none.
    pub(super) fn node(&self, node: u32) -> &SourceNode {
        self.nodes
            .get(node as usize)
            .unwrap_or(&SourceNode::UNKNOWN)
    }

    /// The nodes that a node derives from.
    pub(super) fn parents(&self, node: u32) -> &[u32] {
        &self.parents[self.node(node).parents.range()]
    }

    /// The house that published a node.
    pub(super) fn publisher_house(&self, node: &SourceNode) -> Option<u32> {
        (node.publisher != NONE).then(|| self.houses.house(node.publisher))
    }

    /// The house whose statement a node carries.
    pub(super) fn voice_house(&self, node: &SourceNode) -> Option<u32> {
        (node.voice != NONE).then(|| self.houses.house(node.voice))
    }

    /// The houses on whose side a node stands: its interests, its publisher's, its publisher and its voice.
    pub(super) fn sides<'r>(&'r self, node: &SourceNode) -> impl Iterator<Item = u32> + use<'r> {
        let own = &self.interests[node.interests.range()];
        let publisher = self.houses.interests(node.publisher);
        own.iter()
            .chain(publisher)
            .copied()
            .chain(self.publisher_house(node))
            .chain(self.voice_house(node))
    }
}
