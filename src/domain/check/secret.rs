//! What gives confidential parties and sources away.

use crate::domain::check::text;
use crate::domain::party::Party;
use crate::domain::source::Source;
use aho_corasick::AhoCorasick;

/// The confidential parties and sources of a book, by the words that give them away.
#[derive(Debug, Default)]
pub struct Secrets {
    /// The words as [`text::plain`] makes them, each with the id of its record.
    words: Vec<(String, String)>,
    /// Finds all words in one pass over a text, however many there are. `None` if there are none.
    search: Option<AhoCorasick>,
}

/// Words of fewer characters give nobody away.
const SHORTEST: usize = 4;

/// The search looks for the beginnings of long words, at most this many bytes, to save memory.
const SOUGHT: usize = 256;

impl Secrets {
    /// The confidential ones among these parties and sources. A party's name and aliases give it away, and a source's title,
    /// author and address.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "the search holds 2^31 states, which no book of a size that fits in memory needs"
    )]
    pub fn of<'a>(
        parties: impl IntoIterator<Item = &'a Party>,
        sources: impl IntoIterator<Item = &'a Source>,
    ) -> Self {
        let mut words = Vec::new();
        for party in parties.into_iter().filter(|one| one.words.confidential) {
            let names = std::iter::once(&party.core.name).chain(&party.core.aliases);
            add(&mut words, party.core.id.as_str(), names);
        }
        for source in sources.into_iter().filter(|one| one.words.confidential) {
            let of = &source.words;
            let names = std::iter::once(&of.title).chain(&of.author).chain(&of.url);
            add(&mut words, source.core.id.as_str(), names);
        }
        let sought = words
            .iter()
            .map(|(word, _)| word.split_at(word.floor_char_boundary(SOUGHT)).0);
        let search = (!words.is_empty())
            .then(|| AhoCorasick::new(sought).expect("the words of a book are few enough"));
        Self { words, search }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The id of the first secret that a text names. The text must be as [`text::plain`] makes it.
    pub(super) fn named_in(&self, plain: &str) -> Option<&str> {
        let found = self.search.as_ref()?.find_overlapping_iter(plain);
        let named = found.filter(|found| {
            let word = self.words.get(found.pattern().as_usize());
            word.is_some_and(|(word, _)| text::has_words_at(plain, word, found.start()))
        });
        let first = named.map(|found| found.pattern().as_usize()).min()?;
        self.words.get(first).map(|(_, id)| id.as_str())
    }
}

fn add<'a>(words: &mut Vec<(String, String)>, id: &str, names: impl Iterator<Item = &'a String>) {
    let plain = names.map(|name| text::plain(name.trim()));
    let long = plain.filter(|word| word.chars().count() >= SHORTEST);
    words.extend(long.map(|word| (word, id.to_owned())));
}
