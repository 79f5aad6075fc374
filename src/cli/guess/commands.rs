//! Commands of other programs, and what does the same here.

use crate::cli::failure::Failure;
use crate::cli::guess::given::Given;
use crate::cli::guess::near::near;
use claimbook::diagnostic::codes;
use claimbook::domain::id::Id;

/// What people try as a command. Each line has words, a colon, and one sentence about what to do instead.
const MEANT: &str = include_str!("commands.txt");

/// The same below `source` and `party`. NOUN is that word.
const MEANT_BELOW: &str = include_str!("below.txt");

/// The lines of a table: some words, and a sentence.
fn rows(table: &'static str) -> impl Iterator<Item = (Vec<&'static str>, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let split = lines.filter_map(|line| line.split_once(": "));
    split.map(|(words, sentence)| (words.split(' ').collect(), sentence))
}

/// Says that a command does not exist, and what to do instead.
pub(super) fn failure(typed: &str, place: &Given<'_>) -> Failure {
    let failure = Failure::new(format!("`{} {typed}` is not a command", place.typed()));
    let help = format!("`{}` lists the commands", help(place));
    match meant(typed, place) {
        Some(meant) => failure.hint(meant),
        None if is_like_an_id(typed) => failure
            .hint(format!(
                "`claimbook show {typed}` shows a record of the book"
            ))
            .hint(help),
        None => failure.hint(help),
    }
}

fn help(place: &Given<'_>) -> String {
    format!("claimbook help {}", place.name)
        .trim_end()
        .to_owned()
}

/// What to do instead, in a sentence.
pub(super) fn meant(typed: &str, place: &Given<'_>) -> Option<String> {
    let word = typed.to_lowercase().replace('_', "-");
    let sentence = |table| {
        let row = rows(table).find(|(words, _)| words.contains(&word.as_str()));
        row.map(|(_, sentence)| sentence)
    };
    let below = matches!(place.name.as_str(), "source" | "party")
        .then(|| sentence(MEANT_BELOW))
        .flatten();
    let at_top = place.name.is_empty().then(|| sentence(MEANT)).flatten();
    if let Some(sentence) = below.or(at_top) {
        return Some(sentence.replace("NOUN", &place.name));
    }
    let commands: Vec<&str> = place
        .command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    let beginning = commands
        .iter()
        .find(|name| word.len() > 2 && name.starts_with(&word));
    if let Some(name) = beginning
        .copied()
        .or_else(|| near(&word, commands.into_iter()))
    {
        return Some(format!("did you mean `{} {name}`?", place.typed()));
    }
    let code = near(&word, codes::all())?;
    place
        .name
        .is_empty()
        .then(|| format!("did you mean `claimbook help {code}`?"))
}

/// Whether a word might be the id of a record: somebody may expect to see it.
fn is_like_an_id(typed: &str) -> bool {
    Id::parse(typed).is_some() && typed.contains(|c: char| c == '-' || c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{MEANT, MEANT_BELOW, failure, is_like_an_id, meant, rows};
    use crate::cli::arguments::Arguments;
    use crate::cli::guess::given::Given;
    use std::collections::BTreeSet;

    /// The commands and flags that a sentence tells people to type.
    fn told(sentence: &str) -> impl Iterator<Item = Vec<String>> {
        let code = sentence.split('`').skip(1).step_by(2);
        let ours = code.filter_map(|code| code.strip_prefix("claimbook"));
        let ours = ours.filter(|words| words.is_empty() || words.starts_with(' '));
        ours.map(|words| words.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn each_sentence_names_commands_and_flags_that_exist() {
        let program = Arguments::program();
        for (words, sentence) in rows(MEANT).chain(rows(MEANT_BELOW)) {
            for noun in ["source", "party"] {
                for typed in told(&sentence.replace("NOUN", noun)) {
                    let place = Given::of(
                        &program,
                        &[vec!["claimbook".to_owned()], typed.clone()].concat(),
                    );
                    let named = typed
                        .first()
                        .is_none_or(|first| first.starts_with('-') || !place.name.is_empty());
                    assert!(named, "{words:?}: {typed:?}");
                    for flag in typed
                        .iter()
                        .filter(|word| word.starts_with("--") && *word != "--version")
                    {
                        assert!(place.has_flag(flag), "{words:?}: {typed:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_word_has_two_sentences() {
        for table in [MEANT, MEANT_BELOW] {
            let words: Vec<&str> = rows(table).flat_map(|(words, _)| words).collect();
            let distinct: BTreeSet<_> = words.iter().collect();
            assert!(words.len() > 20);
            assert_eq!(distinct.len(), words.len());
        }
    }

    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let program = Arguments::program();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let (typed, before) = words.split_last().unwrap();
        let before = [&["claimbook".to_owned()], before].concat();
        let place = Given::of(&program, &before);
        let lines = failure(typed, &place).lines();
        let text: Vec<String> = lines.into_iter().map(|(_, text)| text).collect();
        assert!(text.join("\n").contains(expected), "{text:?}");
    }

    #[test]
    fn a_wrong_command_gets_one_sentence_about_the_right_one() {
        check(&["grep"], "claimbook list --search");
        for word in ["similar", "find", "match", "search"] {
            check(&[word], "`claimbook list --like TEXT`");
        }
        check(&["Lint"], "claimbook check");
        check(&["self_update"], "claimbook --version");
        check(&["source", "delete"], "`claimbook rm ID`");
        check(&["party", "create"], "`claimbook party add`");
        check(&["lst"], "did you mean `claimbook list`?");
        check(&["stat"], "did you mean `claimbook stats`?");
        check(&["source", "lits"], "did you mean `claimbook source list`?");
        check(&["one-orgin"], "did you mean `claimbook help one-origin`?");
        check(&["toll-2025"], "`claimbook show toll-2025`");
        check(
            &["cache", "zzz"],
            "`claimbook help cache` lists the commands",
        );
        check(&["zzz"], "`claimbook help` lists the commands");
    }

    #[test]
    fn an_id_is_not_a_plain_word() {
        assert!(is_like_an_id("toll-2025") && is_like_an_id("c2"));
        assert!(!is_like_an_id("toll") && !is_like_an_id("Toll 2025"));
        assert_eq!(meant("zzz", &Given::of(&Arguments::program(), &[])), None);
    }
}
