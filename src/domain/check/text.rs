//! Texts in the form in which rules compare them.

/// A text in lower case, with single spaces, plain quotation marks and hyphens, and without invisible
/// characters.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '\u{2018}'..='\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => plain.push('\''),
            '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' => plain.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => plain.push('-'),
            c if c.is_whitespace() => {
                if !plain.ends_with(' ') {
                    plain.push(' ');
                }
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Whether `text` has `words` as whole words. Both must be as [`plain`] makes them.
#[must_use]
pub fn has_words(text: &str, words: &str) -> bool {
    let is_apart = |before: &str, after: &str| {
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    text.match_indices(words).any(|(at, found)| {
        let (before, rest) = text.split_at(at);
        let (_, after) = rest.split_at(found.len());
        is_apart(before, after)
    })
}

/// The words of a text, without punctuation.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// A plain text without the quotations in it, because these are somebody else's words.
#[must_use]
pub fn unquoted(plain: &str) -> String {
    let mut inside = false;
    plain
        .chars()
        .filter(|c| {
            inside ^= *c == '"';
            !inside && *c != '"'
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{has_words, plain, unquoted};

    #[test]
    fn typography_makes_no_difference() {
        assert_eq!(plain("“It’s\n  310 —\u{ad}dead”"), "\"it's 310 -dead\"");
    }

    #[test]
    fn words_are_whole_words() {
        assert!(has_words("the officials say so", "officials"));
        assert!(!has_words("unofficials", "officials") && !has_words("officialsx", "officials"));
    }

    #[test]
    fn quotations_are_left_out() {
        assert_eq!(unquoted("he says \"allegedly\" twice"), "he says  twice");
    }
}
