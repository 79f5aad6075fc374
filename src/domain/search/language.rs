//! The language of a text: which of its words say nothing by themselves, and which words are forms of one.

use crate::domain::search::words;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use std::collections::BTreeSet;

/// The languages known: the code of their stop words, and their stemmer where there is one. Of several that fit a text
/// equally well, the first counts.
const LANGUAGES: [(&str, Option<Algorithm>); 42] = [
    ("en", Some(Algorithm::English)),
    ("es", Some(Algorithm::Spanish)),
    ("fr", Some(Algorithm::French)),
    ("de", Some(Algorithm::German)),
    ("pt", Some(Algorithm::Portuguese)),
    ("it", Some(Algorithm::Italian)),
    ("nl", Some(Algorithm::Dutch)),
    ("ar", Some(Algorithm::Arabic)),
    ("ru", Some(Algorithm::Russian)),
    ("uk", Some(Algorithm::Ukrainian)),
    ("pl", Some(Algorithm::Polish)),
    ("cs", Some(Algorithm::Czech)),
    ("sk", None),
    ("hr", None),
    ("sl", None),
    ("bg", None),
    ("be", None),
    ("ro", Some(Algorithm::Romanian)),
    ("hu", Some(Algorithm::Hungarian)),
    ("el", Some(Algorithm::Greek)),
    ("tr", Some(Algorithm::Turkish)),
    ("az", None),
    ("kk", None),
    ("fa", Some(Algorithm::Persian)),
    ("ur", None),
    ("he", None),
    ("hi", Some(Algorithm::Hindi)),
    ("ne", Some(Algorithm::Nepali)),
    ("bn", None),
    ("ta", Some(Algorithm::Tamil)),
    ("id", Some(Algorithm::Indonesian)),
    ("vi", None),
    ("sw", None),
    ("sv", Some(Algorithm::Swedish)),
    ("no", Some(Algorithm::Norwegian)),
    ("da", Some(Algorithm::Danish)),
    ("fi", Some(Algorithm::Finnish)),
    ("et", Some(Algorithm::Estonian)),
    ("lt", Some(Algorithm::Lithuanian)),
    ("lv", None),
    ("ca", Some(Algorithm::Catalan)),
    ("eu", Some(Algorithm::Basque)),
];

/// What we know of a language.
pub(super) struct Language {
    stop_words: BTreeSet<String>,
    stemmer: Option<Stemmer>,
}

impl Language {
    /// The language most of whose stop words a text has; English if it has none of any.
    pub(super) fn of(text: &str) -> Self {
        let text = text.to_lowercase();
        let typed = text.split(|c: char| !c.is_alphanumeric());
        let typed: BTreeSet<&str> = typed.filter(|word| !word.is_empty()).collect();
        let mut best = (0, &[][..], Some(Algorithm::English));
        for (code, algorithm) in LANGUAGES {
            let stop_words = stop_words::lookup(code).unwrap_or_default();
            let met = stop_words.iter().filter(|word| typed.contains(*word));
            let met = met.count();
            if met > best.0 {
                best = (met, stop_words, algorithm);
            }
        }
        let folded = best.1.iter().map(|word| words(word));
        Self {
            stop_words: folded.filter(|word| !word.contains(' ')).collect(),
            stemmer: best.2.map(Stemmer::create),
        }
    }

    /// Whether a folded word says nothing by itself.
    pub(super) fn is_stop_word(&self, word: &str) -> bool {
        self.stop_words.contains(word)
    }

    /// What the forms of a folded word have in common. Figures stay as they are.
    pub(super) fn stem(&self, word: &str) -> String {
        match &self.stemmer {
            Some(stemmer) if word.chars().all(char::is_alphabetic) => {
                stemmer.stem(word).into_owned()
            }
            _ => word.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Language};
    use proptest::prelude::*;
    use snowball_stemmers_rs::Stemmer;

    #[test]
    fn the_stop_words_of_a_text_tell_its_language() {
        for (text, forms) in [
            (
                "The minister said that the tolls are rising",
                ["tolls", "toll"],
            ),
            (
                "Der Minister sagt, dass die Steuern nicht steigen",
                ["steuern", "steuer"],
            ),
            (
                "Le ministre dit que les taxes ne montent pas",
                ["taxes", "taxe"],
            ),
            ("O ministro disse que as taxas não sobem", ["taxas", "taxa"]),
            ("Министр сказал, что налоги не растут", ["налоги", "налога"]),
            (
                "El ministro dice que los impuestos no suben",
                ["impuestos", "impuesto"],
            ),
        ] {
            let language = Language::of(text);
            assert_eq!(language.stem(forms[0]), language.stem(forms[1]), "{text}");
        }
        assert!(Language::of("der und die").is_stop_word("der"));
        assert!(!Language::of("the toll of der").is_stop_word("der"));
    }

    #[test]
    fn a_text_without_stop_words_is_read_as_english() {
        let language = Language::of("Tolls rising");
        assert_eq!(language.stem("rising"), language.stem("rise"));
        assert_eq!(language.stem("covid19"), "covid19");
    }

    #[test]
    fn every_language_has_stop_words() {
        for (code, _) in LANGUAGES {
            assert!(stop_words::lookup(code).is_some(), "{code}");
        }
    }

    proptest! {
        /// The stemmers are other people's code, and they cut texts at places that they count themselves.
        #[test]
        fn no_word_makes_a_stemmer_fail(word in "[a-zßæœœøłđıéñа-яёіїєґα-ωءا-يپگک֐-תअ-हािीेைக-ஹ食ก이]{0,14}") {
            for (_, algorithm) in LANGUAGES {
                if let Some(algorithm) = algorithm {
                    let _ = Stemmer::create(algorithm).stem(&word);
                }
            }
        }
    }
}
