//! Identifiers: lower-case words joined by `-`.

use crate::domain::name::{compatible, composed, is_mark};
use std::fmt;

/// The id of a claim, source, party or article. All four share one namespace in a book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// Parses an id: words of lower-case letters and digits, joined by single hyphens.
    ///
    /// Letters of any script are allowed with their marks, so that a desk can name things in its own language. The id is in
    /// Unicode's composed form (NFC), whichever form the text has.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = composed(text);
        let is_word =
            |word: &str| word.starts_with(char::is_alphanumeric) && word.chars().all(is_of_word);
        text.split('-').all(is_word).then(|| Self(text.to_string()))
    }

    /// Makes an id from any text: its words in lower case, joined by hyphens. `None` if it has no letter or digit.
    #[must_use]
    pub fn from_words(text: &str) -> Option<Self> {
        // The small form of a Turkish İ is an i with a dot as a mark.
        let lower = compatible(text).to_lowercase().replace("i\u{307}", "i");
        let words: Vec<&str> = lower
            .split(|c: char| !is_of_word(c))
            .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        Self::parse(&words.join("-"))
    }

    /// Makes a short id from any text: its significant words, up to 32 characters. `None` if it has no letter or digit.
    #[must_use]
    pub fn short(text: &str) -> Option<Self> {
        const LONGEST: usize = 32;
        // Words to leave out, unless the text has no others.
        const FILLERS: &str = "a about an and are as at be been by for from has have in is it its of on or s that this the to \
                               was were which with";
        let whole = Self::from_words(text)?;
        let telling: Vec<&str> = whole
            .0
            .split('-')
            .filter(|word| !FILLERS.split(' ').any(|filler| filler == *word))
            .collect();
        let words: Vec<&str> = if telling.is_empty() {
            whole.0.split('-').collect()
        } else {
            telling
        };
        let mut short = String::new();
        for word in words {
            if !short.is_empty() {
                if short.chars().count() + word.chars().count() >= LONGEST {
                    break;
                }
                short.push('-');
            }
            short.extend(word.chars().take(LONGEST));
        }
        Self::parse(&short)
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a character may be part of a word: a letter, a digit, or a mark on a letter.
fn is_of_word(c: char) -> bool {
    (c.is_alphanumeric() && !c.is_uppercase()) || is_mark(c)
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::Id;
    use proptest::prelude::*;

    #[test]
    fn an_id_is_lower_case_words_joined_by_hyphens() {
        for good in [
            "toll-2025",
            "a",
            "7",
            "ключ-1",
            "крым",
            "हिन्दी",
            "ไทยที่",
            "தமிழ்",
            "ខ្មែរ",
            "မြန်မာ",
            "נִקּוּד",
            "محمَّد",
            "é",
            "e\u{301}",
        ] {
            assert!(Id::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "a--b",
            "A",
            "a b",
            "a_b",
            "a.b",
            "\u{301}a",
            "a-\u{301}",
        ] {
            assert!(Id::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn any_text_with_a_word_in_it_makes_an_id() {
        assert_eq!(
            Id::from_words("Border Town, counts (its) dead!")
                .unwrap()
                .as_str(),
            "border-town-counts-its-dead"
        );
        assert!(Id::from_words("… – !").is_none());
    }

    #[test]
    fn a_short_id_has_the_telling_words_of_a_text() {
        let short = |text| Id::short(text).unwrap().to_string();
        assert_eq!(
            short("Attacks in the border districts killed 310 people in 2025."),
            "attacks-border-districts-killed"
        );
        assert_eq!(short("The A to the Z"), "z");
        assert_eq!(short("It is"), "it-is");
        assert_eq!(short("Ключ"), "ключ");
        assert_eq!(short(&"x".repeat(100)).len(), 32);
        assert!(Id::short("!").is_none());
    }

    #[test]
    fn a_short_id_stops_before_it_gets_longer_than_thirty_two_characters() {
        let word = |length: usize| "x".repeat(length);
        let short = |text: String| Id::short(&text).unwrap().as_str().chars().count();
        assert_eq!(short(format!("{} {}", word(15), word(16))), 32);
        assert_eq!(short(format!("{} {}", word(16), word(16))), 16);
        assert_eq!(
            short(format!("{} {} b", word(16), word(16))),
            16,
            "it does not skip a word"
        );
        assert_eq!(short(word(33)), 32);
    }

    #[test]
    fn an_id_prints_as_it_is_written_and_pads() {
        let id = Id::parse("toll-2025").unwrap();
        assert_eq!(format!("{id:>12}|{id:<10}|"), "   toll-2025|toll-2025 |");
        assert_eq!(String::from(id), "toll-2025");
    }

    #[test]
    fn words_of_scripts_without_case_and_digits_are_kept() {
        assert_eq!(Id::from_words("北京 2025").unwrap().as_str(), "北京-2025");
        assert_eq!(
            Id::from_words("ÉTÉ à Nîmes").unwrap().as_str(),
            "été-à-nîmes"
        );
        for (text, id) in [
            ("İstanbul Valiliği", "istanbul-valiliği"),
            ("हिन्दी, ख़बर!", "हिन्दी-ख़बर"),
            ("ไทยที่ 1", "ไทยที่-1"),
            ("Ⓐ 𝐁 ﬁn", "a-b-fin"),
            ("E\u{301}lan", "élan"),
            ("Λόγος", "λόγος"),
            ("\u{301}a", "a"),
        ] {
            let id = Id::parse(id).unwrap();
            assert_eq!(Id::from_words(text), Some(id), "{text}");
        }
    }

    #[test]
    fn an_id_is_in_composed_form() {
        assert_eq!(Id::parse("e\u{301}lan"), Id::parse("élan"));
        assert_eq!(Id::parse("e\u{301}lan").unwrap().as_str(), "élan");
    }

    proptest! {
        #[test]
        fn every_id_that_is_made_is_an_id(text in "[aAbÉéİIßẞΣⒶ𝐀1 .,_\u{301}\u{307}\u{200b}हि्ที่-]{0,60}") {
            for made in [Id::from_words(&text), Id::short(&text)].into_iter().flatten() {
                prop_assert_eq!(Id::parse(made.as_str()), Some(made));
            }
            prop_assert_eq!(Id::from_words(&text).is_some(), text.chars().any(char::is_alphanumeric));
            prop_assert_eq!(Id::short(&text).is_some(), Id::from_words(&text).is_some());
        }

        #[test]
        fn an_id_makes_itself(text in "[ab1]{1,3}(-[ab1]{1,3}){0,3}") {
            prop_assert_eq!(Id::from_words(&text).unwrap().to_string(), text);
        }

        #[test]
        fn a_short_id_has_at_most_thirty_two_characters(text in "[a-dé ]{1,120}") {
            if let Some(short) = Id::short(&text) {
                prop_assert!(short.as_str().chars().count() <= 32);
            }
        }
    }
}
