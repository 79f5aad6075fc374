//! Texts in the form in which rules compare them.

use crate::domain::name::letters;

/// A text as names are folded ([`letters`]), with single spaces and plain quotation marks.
#[must_use]
pub fn plain(text: &str) -> String {
    let marked: String = text.chars().map(plain_quotation_mark).collect();
    let mut plain = String::with_capacity(text.len());
    for c in letters(&marked).chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain
}

fn plain_quotation_mark(c: char) -> char {
    match c {
        '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' | '\u{2036}' | '\u{ff02}' => '"',
        c => c,
    }
}

/// Whether `text` has `words` as whole words. Both must be as [`plain`] makes them.
#[must_use]
pub fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| has_words_at(text, words, at))
}

/// Whether `text` has `words` as whole words at this byte, which begins a character.
#[must_use]
pub(super) fn has_words_at(text: &str, words: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    rest.strip_prefix(words).is_some_and(|after| {
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// The words of a text, without punctuation.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The longest text in a message or a help, in characters.
const LONGEST: usize = 200;

/// The beginning of a text that is too long for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_words, plain};

    #[test]
    fn typography_makes_no_difference() {
        assert_eq!(plain("“It’s\n  310 —\u{ad}dead”"), "\"it's 310 -dead\"");
        for [one, other] in [
            ["cafe\u{301} ferme\u{301}", "Café fermé"],
            ["oﬃcial ﬁgures", "official figures"],
            ["«５０ ％»", "\"50 %\""],
            ["the STRASSE", "the straße"],
            ["ﺍﻟﻌﺮﺑﻴﺔ", "العربية"],
        ] {
            assert_eq!(plain(one), plain(other));
        }
    }

    #[test]
    fn words_are_whole_words() {
        assert!(has_words("the officials say so", "officials"));
        assert!(!has_words("unofficials", "officials") && !has_words("officialsx", "officials"));
    }
}
