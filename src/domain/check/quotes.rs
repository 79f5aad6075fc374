//! Rules about quotes: whether the article and the sources have the words that the book quotes from them. The caller looks
//! for the words in the texts and hands in what it found.

use crate::domain::article::ArticleState;
use crate::domain::check::context::{CheckedClaim, QuoteFact, SourceQuote};
use crate::domain::check::finding::{Hit, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text::shortened;
use crate::domain::passage::{AnchorHow, WordChange};

pub(super) static RULES: &[&dyn AnyRule] = &[
    &QUOTE_NOT_FOUND,
    &QUOTE_CHANGED,
    &QUOTE_DRIFTED,
    &AMBIGUOUS_QUOTE,
    &ATTRIBUTION_NOT_IN_TEXT,
    &SOURCE_QUOTE_NOT_FOUND,
];

/// The claim's quote, if it was found in this way.
fn found<'a>(checked: &'a CheckedClaim<'_>, how: AnchorHow) -> Option<&'a QuoteFact> {
    let quote = checked.texts.quote.as_ref()?;
    (quote.passage.how == how).then_some(quote)
}

/// A hit at the claim's quote.
fn at_quote<F>(checked: &CheckedClaim<'_>, fact: Option<F>) -> Vec<Hit<F>> {
    let hit = fact.map(|fact| Hit::new(checked.part().field("quote"), fact));
    hit.into_iter().collect()
}

/// The article's text lacks words that the claim quotes. The fact is the part that is missing.
static QUOTE_NOT_FOUND: Rule<String> = Rule {
    code: "quote-not-found",
    level: Some(Severity::Error),
    find: Find::Claims(|checked| {
        let lost = found(checked, AnchorHow::Lost);
        at_quote(checked, lost.map(|quote| quote.words.clone()))
    }),
    words: |found| {
        Words::new(format!(
            "the article's copy does not have these words: “{}”",
            found.fact
        ))
        .help("copy the words exactly from the article; write `…` for what you leave out")
    },
};

/// The article's text says something similar, with a change that may matter. The facts are the words of the passage and the
/// changes.
static QUOTE_CHANGED: Rule<QuoteFact> = Rule {
    code: "quote-changed",
    level: Some(Severity::Warning),
    find: Find::Claims(|checked| {
        let suspect = found(checked, AnchorHow::Suspect);
        at_quote(checked, suspect.cloned())
    }),
    words: |found| {
        let QuoteFact { passage, words } = &found.fact;
        let message = match changes(&passage.changes) {
            Some(changes) => format!("the article's text has other words here: {changes}"),
            None => "the article's text has other words here".to_owned(),
        };
        Words::new(message)
            .help(format!("the text says: “{}”", shortened(words)))
            .help("if this is the passage, copy its words and check the claim against them; if not, remove the quote")
    },
};

/// The article's text says the same in slightly other words. The fact is what it says.
static QUOTE_DRIFTED: Rule<String> = Rule {
    code: "quote-drifted",
    level: Some(Severity::Warning),
    find: Find::Claims(quote_drifted),
    words: |found| {
        Words::new("the article's text now says this in slightly other words")
            .help(format!("the text says: “{}”", shortened(&found.fact)))
            .help("copy the words from the text")
    },
};

fn quote_drifted(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let drifted = found(checked, AnchorHow::Drifted).map(|quote| quote.words.clone());
    let is_draft = checked
        .article
        .is_some_and(|article| article.words.state == ArticleState::Draft);
    let hits = at_quote(checked, drifted).into_iter();
    if is_draft {
        hits.map(|hit| hit.at_level(Severity::Note)).collect()
    } else {
        hits.collect()
    }
}

/// The article has the quote in several places, and nothing tells which one is meant. The fact is the prefix that would.
static AMBIGUOUS_QUOTE: Rule<Option<String>> = Rule {
    code: "ambiguous-quote",
    level: Some(Severity::Note),
    find: Find::Claims(|checked| {
        let several = found(checked, AnchorHow::Context);
        at_quote(checked, several.map(|quote| quote.passage.prefix.clone()))
    }),
    words: |found| {
        let words = Words::new("the article has these words in several places")
            .label("claimbook takes the first one");
        match &found.fact {
            Some(prefix) => words.help(format!(
                "if the first one is meant, write `prefix = {prefix:?}`; else write the words before the one that is"
            )),
            None => words.help("write more of the words, or the number of the paragraph"),
        }
    },
};

/// The article does not have the words that attribute the claim, or that doubt it, near its quote. The fact is the field.
static ATTRIBUTION_NOT_IN_TEXT: Rule<&'static str> = Rule {
    code: "attribution-not-in-text",
    level: Some(Severity::Note),
    find: Find::Claims(|checked| {
        let fields = checked.texts.absent.iter();
        fields
            .map(|field| Hit::new(checked.part().field(field), *field))
            .collect()
    }),
    words: |found| {
        Words::new("the article does not have these words near the quote")
            .label("not in the sentences of the quote, nor next to them")
            .help(format!(
                "copy the words of the `{}` exactly from the article",
                found.fact
            ))
    },
};

/// The kept copy of a source lacks words that an evidence row quotes from it.
static SOURCE_QUOTE_NOT_FOUND: Rule<(String, SourceQuote)> = Rule {
    code: "source-quote-not-found",
    level: Some(Severity::Warning),
    find: Find::Claims(source_quote_not_found),
    words: |found| {
        let (source, quote) = &found.fact;
        let message = match changes(&quote.changes) {
            Some(changes) => format!("the kept copy of `{source}` has other words here: {changes}"),
            None => format!(
                "the kept copy of `{source}` does not have these words: “{}”",
                quote.missing
            ),
        };
        let words = Words::new(message);
        let words = match &quote.near {
            Some(near) => words.help(format!("the copy says: “{}”", shortened(near))),
            None => words,
        };
        words.help("copy the words exactly from the source; write `…` for what you leave out")
    },
};

fn source_quote_not_found(checked: &CheckedClaim<'_>) -> Vec<Hit<(String, SourceQuote)>> {
    let rows = &checked.claim.core.evidence;
    let quotes = checked.texts.source_quotes.iter().filter_map(|quote| {
        let source = rows.get(quote.position)?.source.clone();
        let at = checked
            .row(RowKind::Evidence, quote.position)
            .field("quote");
        Some(Hit::new(at, (source, quote.clone())))
    });
    quotes.collect()
}

/// The most changes that a message lists.
const MOST: usize = 4;

/// Changes in words, such as `310 → 210`; none if there are none.
fn changes(changes: &[WordChange]) -> Option<String> {
    let in_words = |change: &WordChange| match (change.from.as_str(), change.to.as_str()) {
        ("", added) => format!("“{added}” is new"),
        (dropped, "") => format!("“{dropped}” is gone"),
        (from, to) => format!("“{from}” → “{to}”"),
    };
    let mut listed: Vec<String> = changes.iter().take(MOST).map(in_words).collect();
    if changes.len() > MOST {
        listed.push("…".to_owned());
    }
    (!listed.is_empty()).then(|| listed.join(", "))
}
