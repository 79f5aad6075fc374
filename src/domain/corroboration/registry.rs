//! The book's parties, sources and articles as one graph, built once and asked for every claim.
//!
//! A node is a name: of a source, of an article, or one that is only referred to and stands for an unknown source.
//! Nodes and houses are numbers; no text is kept but the names themselves.

use crate::domain::article::ArticleCore;
use crate::domain::corroboration::components::components;
use crate::domain::corroboration::houses::Houses;
use crate::domain::corroboration::houses::HousesBuilder;
use crate::domain::corroboration::houses::number;
use crate::domain::corroboration::interner::Interner;
use crate::domain::corroboration::interner::NONE;
use crate::domain::name;
use crate::domain::party::PartyCore;
use crate::domain::party::Reliability;
use crate::domain::source::SourceCore;
use crate::domain::source::SourceKind;
use std::ops::Range;

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

/// What the rules need to know of a source.
#[derive(Clone, Debug)]
pub(super) struct SourceNode {
    /// Who published it, or [`NONE`]. While the book is being read, a spelling.
    pub(super) publisher: u32,
    /// Whose statement it carries, or [`NONE`]. While the book is being read, a spelling.
    pub(super) voice: u32,
    /// Its strongly connected component; a component has a higher number than those that it derives from.
    pub(super) component: u32,
    pub(super) kind: Option<SourceKind>,
    pub(super) marks: Marks,
    parents: ListRange,
    interests: ListRange,
}

/// A stretch of one of the registry's lists.
#[derive(Clone, Copy, Debug, Default)]
struct ListRange {
    start: u32,
    end: u32,
}

impl ListRange {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl SourceNode {
    /// A name that is only referred to.
    pub(super) const UNKNOWN: Self = Self {
        publisher: NONE,
        voice: NONE,
        component: NONE,
        kind: None,
        marks: Marks::ROOT,
        parents: ListRange { start: 0, end: 0 },
        interests: ListRange { start: 0, end: 0 },
    };

    /// Whether it is established as an origin by itself: known, and own reporting with a named publisher and no voice
    /// (an interview may have one), or a primary source. In a matter of speech a voice or a statement is enough.
    fn is_firm(&self, speech: bool) -> bool {
        let primary = matches!(
            self.kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        );
        let voiceless = self.voice == NONE || self.kind == Some(SourceKind::Interview);
        let own = self.marks.has(Marks::OWN) && self.publisher != NONE && voiceless;
        let said = speech && (self.voice != NONE || self.kind == Some(SourceKind::Statement));
        self.marks.has(Marks::KNOWN) && (primary || own || said)
    }
}

/// Yes-or-no facts of a node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    /// The book defines it.
    pub(super) const KNOWN: Self = Self(1);
    /// It is own reporting.
    pub(super) const OWN: Self = Self(1 << 1);
    /// It is retracted.
    pub(super) const RETRACTED: Self = Self(1 << 2);
    /// Its publisher's reliability is E.
    pub(super) const UNRELIABLE: Self = Self(1 << 3);
    /// Its publisher's reliability is D.
    pub(super) const DOUBTFUL: Self = Self(1 << 4);
    /// It is, or is part of, a root.
    pub(super) const ROOT: Self = Self(1 << 5);
    /// It is part of a circle, or cites itself.
    pub(super) const CIRCLE: Self = Self(1 << 6);
    /// A circle is among its roots.
    pub(super) const MEETS_CIRCLE: Self = Self(1 << 7);
    /// All its roots are established.
    pub(super) const FIRM: Self = Self(1 << 8);
    /// All its roots are established where what is checked is that it was said.
    pub(super) const FIRM_SPEECH: Self = Self(1 << 9);

    pub(super) fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    fn set(&mut self, mark: Self, applies: bool) {
        self.0 = if applies {
            self.0 | mark.0
        } else {
            self.0 & !mark.0
        };
    }
}

/// Gathers the parties, sources and articles of a book, in the book's order: the first definition of an id wins.
#[derive(Debug, Default)]
pub struct RegistryBuilder {
    houses: HousesBuilder,
    names: Interner,
    nodes: Vec<SourceNode>,
    parents: Vec<u32>,
    interests: Vec<u32>,
}

impl RegistryBuilder {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a party, unless one of this id is there.
    pub fn party(&mut self, party: &PartyCore) {
        self.houses.party(party);
    }

    /// Adds a source, unless a source or an article of this id is there.
    pub fn source(&mut self, source: &SourceCore) {
        let Some(place) = self.vacancy(source.id.as_str()) else {
            return;
        };
        let mut marks = Marks::KNOWN;
        marks.set(Marks::OWN, source.own_reporting);
        marks.set(Marks::RETRACTED, source.retracted.is_some());
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

    /// Adds an article, unless a source or an article of this id is there: a source without lineage, kind or voice.
    pub fn article(&mut self, article: &ArticleCore) {
        let Some(place) = self.vacancy(article.id.as_str()) else {
            return;
        };
        let publisher = self.spelling(article.publisher.as_ref());
        self.define(
            place,
            SourceNode {
                publisher,
                marks: Marks::KNOWN,
                ..SourceNode::UNKNOWN
            },
        );
    }

    /// Settles houses, lineage and circles.
    #[must_use]
    pub fn build(self) -> Registry {
        let (houses, meant) = self.houses.build();
        let whom = |spelling: u32| meant.get(spelling as usize).copied().unwrap_or(NONE);
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
            let reliability = houses.reliability(node.publisher);
            node.marks
                .set(Marks::UNRELIABLE, reliability == Some(Reliability::E));
            node.marks
                .set(Marks::DOUBTFUL, reliability == Some(Reliability::D));
        }
        registry.houses = houses;
        registry.settle_lineage();
        registry
    }

    /// The node of a name, if nothing is defined under it yet.
    fn vacancy(&mut self, id: &str) -> Option<u32> {
        let place = self.node(id);
        let taken = self
            .nodes
            .get(place as usize)
            .is_none_or(|node| node.marks.has(Marks::KNOWN));
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
        if let Some(slot) = self.nodes.get_mut(place as usize) {
            *slot = node;
        }
    }

    fn spelling(&mut self, name: Option<&String>) -> u32 {
        name.map_or(NONE, |name| self.houses.spelling(name))
    }
}

/// The parties, sources and articles of a book, as one graph.
#[derive(Debug, Default)]
pub struct Registry {
    pub(super) houses: Houses,
    pub(super) names: Interner,
    nodes: Vec<SourceNode>,
    /// The parents of all nodes, node by node.
    parents: Vec<u32>,
    /// The houses whose side each node takes, node by node.
    interests: Vec<u32>,
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
        let mut seen = std::collections::BTreeSet::from([source]);
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
        self.parents
            .get(self.node(node).parents.range())
            .unwrap_or_default()
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
        let own = self
            .interests
            .get(node.interests.range())
            .unwrap_or_default();
        let publisher = self.houses.interests(node.publisher);
        own.iter()
            .chain(publisher)
            .copied()
            .chain(self.publisher_house(node))
            .chain(self.voice_house(node))
    }

    /// Numbers the components and marks every node by its roots.
    fn settle_lineage(&mut self) {
        let mut settled = std::mem::take(&mut self.nodes);
        let spans: Vec<ListRange> = settled.iter().map(|node| node.parents).collect();
        let parents = |node: u32| {
            let span = spans.get(node as usize).copied().unwrap_or_default();
            self.parents.get(span.range()).unwrap_or_default()
        };
        let mut component = 0;
        components(settled.len(), parents, |members| {
            let marks = component_marks(&settled, members, parents);
            for member in members {
                if let Some(node) = settled.get_mut(*member as usize) {
                    node.component = component;
                    for (mark, applies) in marks {
                        node.marks.set(mark, applies);
                    }
                }
            }
            component += 1;
        });
        self.nodes = settled;
        self.components = component;
    }
}

/// What follows for all members of a component from its shape and from the settled components that it derives from.
fn component_marks<'g>(
    nodes: &[SourceNode],
    members: &[u32],
    parents: impl Fn(u32) -> &'g [u32],
) -> [(Marks, bool); 5] {
    let inside = |node: u32| {
        members.len() > 1
            && nodes
                .get(node as usize)
                .is_some_and(|node| node.component == NONE)
    };
    let mut circle = members.len() > 1;
    let (mut root, mut meets_circle, mut firm, mut firm_speech) = (true, false, true, true);
    for member in members {
        for parent in parents(*member) {
            if parent == member {
                circle = true;
            } else if !inside(*parent) {
                let marks = nodes
                    .get(*parent as usize)
                    .map_or(Marks::default(), |node| node.marks);
                root = false;
                meets_circle |= marks.has(Marks::MEETS_CIRCLE);
                firm &= marks.has(Marks::FIRM);
                firm_speech &= marks.has(Marks::FIRM_SPEECH);
            }
        }
    }
    if root {
        let only = |speech| {
            !circle
                && members
                    .iter()
                    .all(|m| nodes.get(*m as usize).is_some_and(|n| n.is_firm(speech)))
        };
        (meets_circle, firm, firm_speech) = (circle, only(false), only(true));
    }
    [
        (Marks::ROOT, root),
        (Marks::CIRCLE, circle),
        (Marks::MEETS_CIRCLE, meets_circle),
        (Marks::FIRM, firm),
        (Marks::FIRM_SPEECH, firm_speech),
    ]
}
