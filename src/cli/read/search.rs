//! `--search` and `--any`, for claims, sources and parties.

use claimbook::domain::filter::Search;
use clap::Args;
use clap::builder::{NonEmptyStringValueParser, TypedValueParser};

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
