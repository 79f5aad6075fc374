//! What a person types to find words: words, phrases in quotation marks, and beginnings of words that end in `*`.

use crate::domain::search::words;

/// A word or phrase that a text must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its words as the index keeps them, with a space between them. They stand side by side in the text.
    pub words: String,
    /// Whether the last one may go on.
    pub is_beginning: bool,
}

/// The terms of a query, in the order typed. What has no word in it, such as a dash, is left out.
#[must_use]
pub fn terms(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    for (place, piece) in typed.split(['"', '“', '”', '„']).enumerate() {
        if place % 2 == 1 {
            terms.extend(term(piece, false));
        } else {
            let typed = piece.split_whitespace();
            terms.extend(typed.filter_map(|word| term(word, word.ends_with('*'))));
        }
    }
    terms
}

fn term(typed: &str, is_beginning: bool) -> Option<Term> {
    let words = words(typed);
    (!words.is_empty()).then_some(Term {
        words,
        is_beginning,
    })
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let shown = terms(typed).into_iter().map(|term| {
            let star = if term.is_beginning { "*" } else { "" };
            format!("{}{star}", term.words)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected, "{typed}");
    }

    #[test]
    fn each_word_is_a_term_and_a_quotation_is_one() {
        check("c-span 40% AND (", &["c span", "40", "and"]);
        check("desal*", &["desal*"]);
        check("a \"b c* d", &["a", "b c d"]);
        check("“Toll  Road” x", &["toll road", "x"]);
        check("COVID-19疫苗 疫苗", &["covid 19 疫 苗", "疫 苗"]);
    }

    #[test]
    fn what_has_no_word_is_no_term() {
        for typed in ["", "  ", "\"\"", "* - ( \u{0}", "🙂"] {
            check(typed, &[]);
        }
    }
}
