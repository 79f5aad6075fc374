//! The wording that a ruling judged, as a short digest: it tells when a claim's text changed afterwards.

use crate::domain::name::fold;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use sha2::{Digest, Sha256};

/// The first 8 hex digits of the SHA-256 digest of a text, folded as names are. Punctuation and quotation marks do not count,
/// but signs that belong to a number do: `-5`, `3.5`, `50%`.
#[must_use]
pub fn wording(text: &str) -> String {
    let digest = Sha256::digest(plain(text));
    let digits = digest.iter().take(4).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// The folded text without punctuation.
fn plain(text: &str) -> String {
    let folded: Vec<char> = fold(text).chars().collect();
    let at = |place: Option<usize>| place.and_then(|place| folded.get(place)).copied();
    let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
    let mut plain = String::with_capacity(text.len());
    for (place, c) in folded.iter().copied().enumerate() {
        let (before, after) = (at(place.checked_sub(1)), at(Some(place + 1)));
        let inside = is_number(before) && is_number(after);
        let minus = c == '-' && is_number(after) && !before.is_some_and(char::is_alphanumeric);
        if !is_punctuation(c) || inside || minus {
            plain.push(c);
        } else if !matches!(c, '\'' | '.') {
            // `co-operate` is two words, as `co operate` is; `U.S.` and `it's` are one.
            plain.push(' ');
        }
    }
    fold(&plain)
}

/// Whether a character is punctuation. Signs that say something are not: `%`, `&`, `@`, `#`, `§`.
fn is_punctuation(c: char) -> bool {
    use GeneralCategory as Is;
    if matches!(c, '%' | '‰' | '٪' | '&' | '@' | '#' | '§') {
        return false;
    }
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        Is::ConnectorPunctuation
            | Is::DashPunctuation
            | Is::OpenPunctuation
            | Is::ClosePunctuation
            | Is::InitialPunctuation
            | Is::FinalPunctuation
            | Is::OtherPunctuation
    )
}

#[cfg(test)]
mod tests {
    use super::{plain, wording};

    #[test]
    fn a_wording_is_eight_hex_digits_of_the_folded_text() {
        // printf 'the bridge is closed' | sha256sum
        assert_eq!(plain("The bridge is closed."), "the bridge is closed");
        assert_eq!(wording("The bridge is closed."), "1a5e2e6d");
    }

    #[test]
    fn punctuation_and_the_shape_of_quotation_marks_do_not_count() {
        for alike in [
            ["He said: “no one”.", "He said \"no one\""],
            ["He said «no one»!", "he said, „no one“"],
            ["It is 'so'", "It is ‘so’"],
            ["Don't (ever)", "Don’t ever"],
            ["The U.S. left", "The US left"],
            ["a co-operation", "a co\u{2010}operation"],
            ["Paris, London", "Paris  London"],
            ["ما حدث؟", "ما حدث"],
        ] {
            assert_eq!(wording(alike[0]), wording(alike[1]), "{alike:?}");
        }
    }

    #[test]
    fn words_and_numbers_count() {
        for other in [
            ["310 died", "311 died"],
            ["3.5 died", "35 died"],
            ["50% died", "50 died"],
            ["It fell by -5 degrees", "It fell by 5 degrees"],
            ["It is so", "It is not so"],
            ["Müller said", "Muller said"],
        ] {
            assert_ne!(wording(other[0]), wording(other[1]), "{other:?}");
        }
    }
}
