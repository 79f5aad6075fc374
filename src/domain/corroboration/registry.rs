//! The book's parties, sources and articles as one graph.

use crate::domain::article::Article;
use crate::domain::party::Party;
use crate::domain::source::Source;

/// The name of a house: of two parties with one house, one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HouseName {
    /// The house of a registered party: the id of the party at its top.
    Party(String),
    /// A name that matches no party, folded: a house of its own.
    Free(String),
    /// An article whose publisher is unknown, by its id: it speaks for nobody else.
    Article(String),
}

/// Gathers the parties, sources and articles of a book, in the book's order: the first definition of an id wins.
#[derive(Debug, Default)]
pub struct RegistryBuilder {}

impl RegistryBuilder {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a party.
    pub fn party(&mut self, _party: &Party) {}

    /// Adds a source.
    pub fn source(&mut self, _source: &Source) {}

    /// Adds an article: a source node without lineage.
    pub fn article(&mut self, _article: &Article) {}

    /// Settles houses, lineage and circles.
    #[must_use]
    pub fn build(self) -> Registry {
        Registry {}
    }
}

/// The parties, sources and articles of a book, as one graph.
#[derive(Debug)]
pub struct Registry {}

impl Registry {
    /// The house of a party as people name it: by id, name or alias.
    #[must_use]
    pub fn house(&self, name: &str) -> HouseName {
        HouseName::Free(crate::domain::name::fold(name))
    }

    /// The id of the party that is named so: an exact id, else a name or alias, case and spacing aside.
    #[must_use]
    pub fn party_id(&self, _name: &str) -> Option<&str> {
        None
    }

    /// Whether the book defines this source (or an article of this id).
    #[must_use]
    pub fn has_source(&self, _id: &str) -> bool {
        false
    }

    /// The source itself and all that it derives from, directly or through others, by id, sorted.
    #[must_use]
    pub fn lineage(&self, _source: &str) -> Vec<&str> {
        Vec::new()
    }
}
