//! Words that people type for one of a closed list, and the word of the list that means the same.

use crate::cli::failure::Failure;
use crate::cli::guess::near::near;
use claimbook::domain::id::Id;
use claimbook::domain::ruling::RulingStatus;
use claimbook::domain::status::Derived;

/// Words that people type, and the words of a list that mean the same. The first one that the list has counts.
const MEANT: &str = include_str!("values.txt");

/// The words that mean the same as this one.
fn same_as(word: &str) -> impl Iterator<Item = &'static str> {
    let rows = MEANT.lines().filter_map(|line| line.split_once(": "));
    let rows = rows.filter(move |(typed, _)| typed.split(' ').any(|known| known == word));
    rows.flat_map(|(_, names)| names.split(' '))
}

/// Says that a word is not on the list of an argument, and which word of the list is meant. It never names the opposite.
pub(super) fn failure(typed: &str, argument: &str, valid: &[String]) -> Failure {
    let failure = Failure::new(format!("`{typed}` is not a value of `{argument}`"));
    let list = format!("its values are {}", valid.join(", "));
    let is_ruling = argument == "<STATUS>"
        && RulingStatus::WORDS
            .iter()
            .all(|word| valid.iter().any(|of| of == word));
    if is_ruling && Derived::parse(typed).is_some() {
        return failure
            .hint(format!("`{typed}` comes from evidence alone: `claimbook cite CLAIM SOURCE --supports` adds evidence"))
            .hint("`open` gives a claim back to its evidence");
    }
    if let Some(meant) = meant(typed, valid) {
        return failure.hint(format!("did you mean `{meant}`?")).hint(list);
    }
    let is_like_an_id =
        Id::parse(typed).is_some() && typed.contains(|c: char| c == '-' || c.is_ascii_digit());
    if is_ruling && is_like_an_id {
        return failure
            .hint("the ruling comes last: `claimbook rule CLAIM STATUS --reason WHY`")
            .hint(list);
    }
    failure.hint(list)
}

/// The word of the list that somebody means.
fn meant<'v>(typed: &str, valid: &'v [String]) -> Option<&'v str> {
    let word = typed.to_lowercase().replace(['_', ' '], "-");
    let known = |name: &str| {
        valid
            .iter()
            .find(|valid| *valid == name)
            .map(String::as_str)
    };
    let same = same_as(&word).find_map(known);
    same.or_else(|| near(&word, valid.iter().map(String::as_str)))
}

#[cfg(test)]
mod tests {
    use super::{failure, meant, same_as};
    use claimbook::domain::claim::Outcome;
    use claimbook::domain::ruling::RulingStatus;
    use claimbook::domain::status::Status;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_ruling_in_other_words_gets_the_word_that_means_the_same_and_never_the_opposite() {
        let rulings = list(RulingStatus::WORDS);
        for (typed, expected) in [
            ("true", Some("confirmed")),
            ("TRUE", Some("confirmed")),
            ("false", Some("refuted")),
            ("not true", Some("refuted")),
            ("untrue", Some("refuted")),
            ("incorrect", Some("refuted")),
            ("half_true", Some("misleading")),
            ("unconfirmed", Some("unverifiable")),
            ("unrefuted", None),
            ("disconfirmed", None),
            ("not-refuted", None),
            ("verifiable", None),
            ("closed", None),
            ("confirmd", Some("confirmed")),
            ("reset", Some("open")),
        ] {
            assert_eq!(meant(typed, &rulings), expected, "{typed}");
        }
        assert_eq!(
            meant("unproven", &list(Status::WORDS)),
            Some("unverifiable")
        );
        assert_eq!(meant("silence", &list(Outcome::WORDS)), Some("no-reply"));
    }

    #[test]
    fn a_word_of_a_list_is_never_given_another_meaning_in_that_list() {
        for words in [RulingStatus::WORDS, Status::WORDS, Outcome::WORDS] {
            for word in words {
                let others: Vec<&str> = words
                    .iter()
                    .copied()
                    .filter(|other| other != word)
                    .collect();
                let wrong = same_as(word).find(|name| others.contains(name));
                assert_eq!(wrong, None, "{word}");
            }
        }
    }

    #[test]
    fn a_derived_status_is_not_ruled_and_an_id_is_not_the_last_word() {
        let text = |typed: &str| {
            let lines = failure(typed, "<STATUS>", &list(RulingStatus::WORDS)).lines();
            lines
                .into_iter()
                .map(|(_, text)| text)
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert!(text("corroborated").contains("from evidence alone"));
        assert!(text("toll-2025").contains("the ruling comes last"));
        assert!(text("nonsense!").contains("its values are confirmed, refuted"));
    }
}
