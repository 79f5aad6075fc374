//! The lists of words of each language that the rules know, as TOML files of the program.

use crate::domain::words::words;
use std::collections::BTreeMap;

/// English.
const ENGLISH: &str = include_str!("../../lexicon/en.toml");

words! {
    /// The lists that a book can add words to.
    BookList {
        /// Verbs that can open a quotation.
        Say = "say",
        /// Verbs that take a clause with `that`.
        That = "that",
        /// Verbs of a stance.
        Wide = "wide",
        /// Verbs that take a clause without `that`.
        Bare = "bare",
        /// Nouns that can speak.
        Roles = "roles",
        /// Words before a name.
        Titles = "titles",
        /// Words of doubt.
        Caveats = "caveats",
        /// Words that leave open whether something is so.
        Hedges = "hedges",
        /// Words that say that something is settled.
        Confirms = "confirms",
    }
}

/// The lists of English, by name.
#[must_use]
#[expect(
    clippy::expect_used,
    reason = "the file is a part of the program, and a test reads it"
)]
pub fn english() -> BTreeMap<String, Vec<String>> {
    toml::from_str(ENGLISH).expect("lexicon/en.toml is a table of lists of texts")
}

#[cfg(test)]
mod tests {
    use super::{BookList, english};

    #[test]
    fn the_english_lists_are_read_and_have_the_lists_that_a_book_can_add_to() {
        let lists = english();
        for list in BookList::WORDS {
            assert!(
                lists.get(*list).is_some_and(|words| words.len() > 5),
                "{list}"
            );
        }
    }
}
