//! The book's parties, sources and articles as one graph, built once and used for every claim.
//!
//! A node is a name: of a source, of an article, or of an unknown source that the book only refers to. Its edges
//! lead to the nodes that it derives from. Nodes and houses are numbers; the names are the only text.
#![expect(
    clippy::indexing_slicing,
    reason = "node numbers and ranges are below the lengths of the lists made for all nodes"
)]

use crate::domain::article::ArticleCore;
use crate::domain::corroboration::houses::Houses;
use crate::domain::corroboration::interner::{Interner, NONE};
use crate::domain::corroboration::source_node::{Marks, SourceNode};
use crate::domain::name;
use crate::domain::party::Reliability;
use crate::domain::source::{SourceCore, SourceKind};
use std::collections::BTreeMap;

/// The name of a house: the top of a `part_of` chain. Two parties of one house are one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HouseName {
    /// The id of the registered party at the top.
    Party(String),
    /// A name that matches no party, in folded form. It is a house of its own.
    Free(String),
    /// The id of an article whose publisher is unknown. It is a house of its own.
    Article(String),
}

/// The parties, sources and articles of a book, as one graph. A [`RegistryBuilder`] makes it.
///
/// [`RegistryBuilder`]: crate::domain::corroboration::RegistryBuilder
#[derive(Debug, Default)]
pub struct Registry {
    pub(super) houses: Houses,
    pub(super) names: Interner,
    pub(super) nodes: Vec<SourceNode>,
    /// The adjacency lists of all nodes, one after the other: what each derives from.
    pub(super) parents: Vec<u32>,
    /// The houses whose side each node takes, one list after the other.
    pub(super) interests: Vec<u32>,
    /// How many strongly connected components there are.
    pub(super) components: u32,
    /// The members of each circle, sorted by id, under the first of them.
    pub(super) circles: BTreeMap<u32, Vec<u32>>,
}

impl Registry {
    /// The house of a party, given its id, name or alias.
    #[must_use]
    pub fn house(&self, name: &str) -> HouseName {
        match self.houses.whom(name) {
            Some(whom) => self.house_name(self.houses.house(whom)),
            None => HouseName::Free(name::fold(name)),
        }
    }

    /// The id of the party that a name means: an exact id, else a name or alias, however it is spelled.
    #[must_use]
    pub fn party_id(&self, name: &str) -> Option<&str> {
        self.houses.id(self.houses.whom(name)?)
    }

    /// All names of the party that a name means, in folded form. Linear in the names of the book.
    #[must_use]
    pub fn names(&self, name: &str) -> Vec<&str> {
        let whom = self.houses.whom(name);
        whom.map(|whom| self.houses.names(whom)).unwrap_or_default()
    }

    /// The id of the party whose domain a host is under. The longest domain wins.
    #[must_use]
    pub fn owner(&self, host: &str) -> Option<&str> {
        self.houses.id(self.houses.owner(host)?)
    }

    /// Who published a source: as written, else the id of the party whose domain its host is under.
    #[must_use]
    pub fn publisher_of<'a>(&'a self, source: &'a SourceCore) -> Option<&'a str> {
        let written = source.publisher.as_deref();
        written.or_else(|| self.owner(source.host.as_ref()?))
    }

    /// The same of an article.
    #[must_use]
    pub fn publisher_of_article<'a>(&'a self, article: &'a ArticleCore) -> Option<&'a str> {
        let written = article.publisher.as_deref();
        written.or_else(|| self.owner(article.host.as_ref()?))
    }

    /// Whether the book defines a source or an article with this id.
    #[must_use]
    pub fn has_source(&self, id: &str) -> bool {
        self.names
            .get(id)
            .is_some_and(|node| self.node(node).marks.has(Marks::KNOWN))
    }

    /// The source and all its ancestors, known or not: ids, sorted. Empty for a name that the book never uses.
    #[must_use]
    pub fn lineage(&self, source: &str) -> Vec<&str> {
        let nodes = self.ancestry(self.names.get(source)).into_iter();
        let mut ids: Vec<&str> = nodes.map(|node| self.names.name(node)).collect();
        ids.sort_unstable();
        ids
    }

    /// The reliability of a publisher, given its id, name or alias: its own, or the nearest up the `part_of` chain.
    #[must_use]
    pub fn reliability(&self, name: &str) -> Option<Reliability> {
        self.houses.reliability(self.houses.whom(name)?)
    }

    /// The sources of the circle whose first source by id is this one: ids, sorted. Only the id itself if it cites itself;
    /// empty for any other source.
    #[must_use]
    pub fn circle_from(&self, first: &str) -> Vec<&str> {
        let first = self.names.get(first);
        let circle = first.and_then(|node| self.circles.get(&node));
        circle.map_or_else(Vec::new, |members| {
            members.iter().map(|node| self.names.name(*node)).collect()
        })
    }

    /// The name of a house, given its number.
    pub(super) fn house_name(&self, house: u32) -> HouseName {
        match self.houses.id(house) {
            Some(id) => HouseName::Party(id.to_owned()),
            None => HouseName::Free(self.houses.free_name(house).to_owned()),
        }
    }

    /// The facts of a node. Numbers past the registry's own belong to names that the book never uses: unknown sources.
    pub(super) fn node(&self, node: u32) -> &SourceNode {
        self.nodes
            .get(node as usize)
            .unwrap_or(&SourceNode::UNKNOWN)
    }

    /// The nodes that a node derives from. An unknown source derives from nothing.
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

    /// The house whose voice a node states: not one of its publisher's own house.
    pub(super) fn stated_voice(&self, node: &SourceNode) -> Option<u32> {
        self.voice_house(node)
            .filter(|house| self.publisher_house(node) != Some(*house))
    }

    /// The house of the witness whom a desk heard, or its own if it saw for itself: the voice of an interview, if that is a
    /// registered party of another house than the publisher's; the publisher of an observation that voices nobody else.
    pub(super) fn witness(&self, node: &SourceNode) -> Option<u32> {
        let (desk, voice) = (self.publisher_house(node), self.stated_voice(node));
        match node.kind? {
            SourceKind::Interview => voice.filter(|_| self.houses.id(node.voice).is_some()),
            SourceKind::Observation => desk.filter(|_| voice.is_none()),
            _ => None,
        }
    }

    /// The houses whose side a node takes: those of its interests, of its publisher and its voice, and of their interests.
    /// May repeat a house.
    pub(super) fn sides<'r>(&'r self, node: &SourceNode) -> impl Iterator<Item = u32> + use<'r> {
        self.sides_without_voice(node)
            .chain(self.sides_of(node.voice))
    }

    /// The same without its voice.
    pub(super) fn sides_without_voice<'r>(
        &'r self,
        node: &SourceNode,
    ) -> impl Iterator<Item = u32> + use<'r> {
        let own = &self.interests[node.interests.range()];
        own.iter().copied().chain(self.sides_of(node.publisher))
    }

    /// The houses whose side somebody takes: their own and those of their interests. Of [`NONE`], no house.
    fn sides_of(&self, whom: u32) -> impl Iterator<Item = u32> + use<'_> {
        let house = (whom != NONE).then(|| self.houses.house(whom));
        let interests = self.houses.interests(whom);
        interests.iter().copied().chain(house)
    }
}
