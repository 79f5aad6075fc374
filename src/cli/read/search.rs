//! What `--search`, `--any` and `--like` take.

use claimbook::domain::filter::Search;
use claimbook::domain::search::query;
use clap::Args;
use clap::builder::{NonEmptyStringValueParser, TypedValueParser};
use std::io;
use std::io::Read;

/// Words to look for.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SearchArguments {
    /// Only those that have all these words, the best match first; `word*` is a beginning, `"…"` a phrase
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new().try_map(search_words))]
    search: Option<String>,
    /// Only those that have any of the words of --search
    #[arg(long, requires = "search")]
    any: bool,
}

impl SearchArguments {
    /// The search that the arguments mean.
    pub(crate) fn search(self) -> Option<Search> {
        let any = self.any;
        self.search.map(|words| Search { words, any })
    }
}

/// The most words of one search. Each word costs time, and all of them must occur in one claim.
const MOST_WORDS: usize = 64;

fn search_words(typed: String) -> Result<String, String> {
    let parts = typed.split(|c: char| !c.is_alphanumeric());
    let words = parts.filter(|word| !word.is_empty()).count();
    if words > MOST_WORDS {
        Err(format!(
            "a search of {words} words, and at most {MOST_WORDS} are possible: use fewer words"
        ))
    } else {
        Ok(typed)
    }
}

/// What a search looked for, when no record of a kind has it.
pub(crate) fn unfound(kind: &str, search: &Search) -> String {
    let terms = query::terms(&search.words).into_iter();
    let terms: Vec<String> = terms
        .map(|term| {
            format!(
                "`{}{}`",
                term.words,
                if term.is_beginning { "*" } else { "" }
            )
        })
        .collect();
    match terms.as_slice() {
        [] => format!("there is no word in `{}`", search.words),
        [one] => format!("no {kind} of this book has {one}"),
        _ if search.any => format!("no {kind} of this book has one of {}", terms.join(", ")),
        _ => format!("no {kind} of this book has all of {}", terms.join(", ")),
    }
}

/// How many claims `--like` picks unless `--limit` says otherwise.
pub(crate) const USUALLY: usize = 10;

/// The longest text of which `--like` takes the like, in bytes: longer than any post.
const LONGEST: u64 = 100_000;

/// The text of `--like`, from stdin if it is `-`.
pub(crate) fn like_text(typed: &str) -> Result<String, String> {
    let mut text = typed.to_owned();
    if typed == "-" {
        text.clear();
        let read = io::stdin().take(LONGEST).read_to_string(&mut text);
        read.map_err(|error| format!("cannot read the text from stdin: {error}"))?;
    }
    if text.chars().any(char::is_alphanumeric) {
        Ok(text)
    } else {
        Err("there is no word in this text".to_owned())
    }
}
