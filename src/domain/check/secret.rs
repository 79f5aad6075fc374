//! What gives a confidential party or source away.

use crate::domain::check::text;
use crate::domain::party::Party;
use crate::domain::source::Source;

/// A confidential party or source, with the words that give it away, as [`text::plain`] makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// The id of the party or source.
    pub id: String,
    words: Vec<String>,
}

/// Words of fewer characters give nobody away.
const SHORTEST: usize = 4;

impl Secret {
    /// A party's name and aliases give it away.
    #[must_use]
    pub fn of_party(party: &Party) -> Self {
        let names = std::iter::once(&party.core.name).chain(&party.core.aliases);
        Self::new(party.core.id.as_str(), names)
    }

    /// A source's title, author and address give it away.
    #[must_use]
    pub fn of_source(source: &Source) -> Self {
        let names = std::iter::once(&source.words.title)
            .chain(&source.words.author)
            .chain(&source.words.url);
        Self::new(source.core.id.as_str(), names)
    }

    fn new<'a>(id: &str, words: impl Iterator<Item = &'a String>) -> Self {
        let words = words
            .map(|word| text::plain(word.trim()))
            .filter(|word| word.chars().count() >= SHORTEST);
        Self {
            id: id.to_owned(),
            words: words.collect(),
        }
    }

    pub(super) fn is_named_in(&self, plain: &str) -> bool {
        self.words.iter().any(|word| text::has_words(plain, word))
    }
}
