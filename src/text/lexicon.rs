//! What the rules know of a language: its lists of words, ready to be looked up. `lexicon/en.toml` explains the lists.

use std::collections::BTreeMap;

/// The lists of a lexicon, by name.
pub type WordLists = BTreeMap<String, Vec<String>>;

/// The lists that a word can be in, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListSet(u64);

macro_rules! classes {
    ($($name:ident = $list:literal),* $(,)?) => {
        /// The lists of plain words, in the order of their bits.
        const PLAIN: &[(&str, ListSet)] = &[$(($list, ListSet::$name)),*];
        classes!(@bits 0u32; $($name)*);
    };
    (@bits $bit:expr; $name:ident $($rest:ident)*) => {
        impl ListSet { pub(super) const $name: Self = Self(1 << ($bit)); }
        classes!(@bits $bit + 1; $($rest)*);
    };
    (@bits $bit:expr;) => {
        impl ListSet {
            pub(super) const SAY: Self = Self(1 << ($bit));
            pub(super) const THAT: Self = Self(1 << ($bit + 1));
            pub(super) const WIDE: Self = Self(1 << ($bit + 2));
            pub(super) const BARE: Self = Self(1 << ($bit + 3));
            pub(super) const TELL: Self = Self(1 << ($bit + 4));
            pub(super) const STANCE: Self = Self(1 << ($bit + 5));
            pub(super) const BASE: Self = Self(1 << ($bit + 6));
            pub(super) const THIRD: Self = Self(1 << ($bit + 7));
            pub(super) const PAST: Self = Self(1 << ($bit + 8));
            pub(super) const ING: Self = Self(1 << ($bit + 9));
        }
    };
}

classes! {
    UNMEANT = "unmeant",
    AUXILIARY = "auxiliaries",
    BE = "be",
    MODAL = "modals",
    NEGATION = "negations",
    STEP = "steps",
    ADVERB = "adverbs",
    TIME = "times",
    HE = "he",
    SHE = "she",
    THEY = "they",
    PRONOUN = "pronouns",
    MAN = "men",
    WOMAN = "women",
    TITLE = "titles",
    ROLE = "roles",
    BODY = "bodies",
    DETERMINER = "determiners",
    PREPOSITION = "prepositions",
    STOP = "stops",
    QUESTION = "questions",
    FINITE = "finite",
    UNSPOKEN = "unspoken",
    UNLIKE_SPEAKER = "unlike_speakers",
    CONFIRM = "confirms",
    DEBUNK = "debunks",
    DENIAL = "denials",
    ABSOLUTE = "absolutes",
    SEVERAL = "several",
    SOURCE_NOUN = "source_nouns",
}

impl ListSet {
    /// Whether it has one of these.
    pub(super) fn is(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// This and another together.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The lists whose entries are verbs with all their forms, and those that mark some of these verbs by their base form.
const VERBS: &[(&str, ListSet)] = &[
    ("say", ListSet::SAY),
    ("that", ListSet::THAT),
    ("wide", ListSet::WIDE),
];
const MARKED: &[(&str, ListSet)] = &[
    ("bare", ListSet::BARE),
    ("tell", ListSet::TELL),
    ("stances", ListSet::STANCE),
];
const PHRASES: &[&str] = &[
    "caveats",
    "hedges",
    "independent",
    "no_reply",
    "declined",
    "kinder",
];
/// The language of the lists.
const LANGUAGE: &str = "en";

/// The words of a language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: BTreeMap<String, ListSet>,
    /// The same by length, which finds a word with fewer comparisons.
    by_length: Vec<Vec<(String, ListSet)>>,
    /// For a verb that takes a preposition, in each of its forms: the prepositions.
    after: BTreeMap<String, Vec<String>>,
    phrases: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Whether a list of this name exists.
    #[must_use]
    pub fn has_list(name: &str) -> bool {
        let lists = [PLAIN, VERBS, MARKED];
        let mut names = lists.iter().flat_map(|list| list.iter());
        names.any(|(list, _)| *list == name) || PHRASES.contains(&name)
    }

    /// Puts the lists of a language and those that a book adds together.
    #[must_use]
    pub fn new(lists: &WordLists, of_book: &WordLists) -> Self {
        let mut lexicon = Self::default();
        let entries = |name: &str| {
            let both = [lists.get(name), of_book.get(name)];
            both.into_iter().flatten().flatten().collect::<Vec<_>>()
        };
        for (name, class) in PLAIN {
            for word in entries(name) {
                lexicon.mark(word, *class);
            }
        }
        for (name, class) in VERBS {
            let marks: Vec<(&String, ListSet)> = MARKED
                .iter()
                .flat_map(|(name, mark)| entries(name).into_iter().map(|base| (base, *mark)))
                .collect();
            for entry in entries(name) {
                lexicon.verb(entry, *class, &marks);
            }
        }
        for name in PHRASES {
            let phrases: Vec<String> = entries(name).into_iter().cloned().collect();
            lexicon.phrases.insert((*name).to_owned(), phrases);
        }
        lexicon.by_length = by_length(&lexicon.words);
        lexicon
    }

    fn mark(&mut self, word: &str, class: ListSet) {
        let marked = self.words.entry(word.to_lowercase()).or_default();
        *marked = marked.or(class);
    }

    /// `warn warns warned warning: of about`.
    fn verb(&mut self, entry: &str, class: ListSet, marks: &[(&String, ListSet)]) {
        let (forms, after) = entry.split_once(':').unwrap_or((entry, ""));
        let forms: Vec<&str> = forms.split_whitespace().collect();
        let base = forms.first().copied().unwrap_or_default();
        let mut class = class;
        for (_, mark) in marks.iter().filter(|(marked, _)| *marked == base) {
            class = class.or(*mark);
        }
        for (position, form) in forms.iter().enumerate() {
            let of_form = match position {
                0 => ListSet::BASE,
                1 => ListSet::THIRD,
                _ if form.ends_with("ing") && position > 2 => ListSet::ING,
                _ => ListSet::PAST,
            };
            self.mark(form, class.or(of_form));
            if !after.trim().is_empty() {
                let after = after.split_whitespace().map(str::to_owned);
                self.after
                    .entry((*form).to_owned())
                    .or_default()
                    .extend(after);
            }
        }
    }

    /// The lists that a word is in. `word` must be in lower case, with a straight apostrophe.
    pub(super) fn class(&self, word: &str) -> ListSet {
        let Some(words) = self.by_length.get(word.len()) else {
            return ListSet::default();
        };
        let found = words.binary_search_by(|(known, _)| known.as_str().cmp(word));
        let found = found.ok().and_then(|at| words.get(at));
        found.map_or(ListSet::default(), |(_, class)| *class)
    }

    /// Whether the lists are of this language. We read a text as English if nobody knows its language.
    #[must_use]
    pub fn knows(&self, language: Option<&str>) -> bool {
        language.is_none_or(|code| code == LANGUAGE)
    }

    /// Whether a folded name is a pronoun, and so nobody's name.
    #[must_use]
    pub fn is_pronoun(&self, folded: &str) -> bool {
        self.class(folded)
            .is(ListSet::PRONOUN.or(ListSet::DETERMINER))
    }

    /// Whether a word is the verb of a clause, as far as the lists tell.
    #[must_use]
    pub fn is_finite(&self, word: &str) -> bool {
        let class = self.class(&word.to_lowercase().replace('’', "'"));
        let is_form = class.is(ListSet::THIRD.or(ListSet::PAST).or(ListSet::BASE));
        let is_verb = class.is(ListSet::SAY.or(ListSet::THAT).or(ListSet::WIDE)) && is_form;
        is_verb || class.is(ListSet::AUXILIARY.or(ListSet::FINITE))
    }

    /// Whether this word may follow the verb before what is said: `of` after `warned`.
    pub(super) fn takes(&self, verb: &str, after: &str) -> bool {
        let takes = self.after.get(verb);
        takes.is_some_and(|takes| takes.iter().any(|one| one == after))
    }

    /// A list of phrases, such as `caveats`.
    pub(super) fn phrases(&self, list: &str) -> &[String] {
        self.phrases.get(list).map_or(&[], Vec::as_slice)
    }
}

/// The words with their lists, by length.
fn by_length(words: &BTreeMap<String, ListSet>) -> Vec<Vec<(String, ListSet)>> {
    let longest = words.keys().map(String::len).max();
    let mut by_length = vec![Vec::new(); longest.map_or(0, |longest| longest + 1)];
    for (word, class) in words {
        if let Some(words) = by_length.get_mut(word.len()) {
            words.push((word.clone(), *class));
        }
    }
    by_length
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, ListSet, WordLists};

    fn lists(list: &str, entries: &[&str]) -> WordLists {
        let entries = entries.iter().map(|entry| (*entry).to_owned());
        [(list.to_owned(), entries.collect())].into()
    }

    #[test]
    fn a_verb_has_its_forms_and_a_book_adds_verbs() {
        let lexicon = Lexicon::new(
            &lists("say", &["warn warns warned warning: of about"]),
            &lists("say", &["opine opines opined opining"]),
        );
        assert!(lexicon.class("warned").is(ListSet::PAST));
        assert!(lexicon.class("warning").is(ListSet::ING));
        assert!(lexicon.class("opines").is(ListSet::THIRD));
        assert!(!lexicon.class("opines").is(ListSet::THAT));
        assert!(lexicon.takes("warned", "of") && !lexicon.takes("warned", "in"));
    }

    #[test]
    fn a_marked_verb_is_marked_in_all_forms() {
        let mut both = lists("say", &["say says said saying"]);
        both.extend(lists("bare", &["say"]));
        let lexicon = Lexicon::new(&both, &WordLists::new());
        assert!(lexicon.class("said").is(ListSet::BARE));
        assert!(Lexicon::has_list("caveats") && !Lexicon::has_list("caveat"));
    }
}
