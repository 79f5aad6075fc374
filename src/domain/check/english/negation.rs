//! A *not* that only one of two texts has, although both say the same otherwise.

use crate::domain::check::english::phrase::Phrases;
use crate::domain::check::english::tokens::{Token, tokens_with_quotations};
use std::ops::Range;
use std::sync::LazyLock;

static NOTS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NOT));
static IDIOMS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NOT_A_NOT));
static OTHER_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(NOT_IN_OTHER_WORDS));

/// Words that turn a statement round.
const NOT: &[&str] = &[
    "no longer|one",
    "not|never|no|cannot|nobody|none|neither|nothing|nowhere",
    "~n't",
];

/// Words that look like a *not* and turn nothing round.
const NOT_A_NOT: &[&str] = &[
    "not only|just|merely|simply|least|until|till|all|every|everyone|always|necessarily|unlike|to|without|least",
    "no doubt|matter|wonder|fewer|less|more|sooner|later|later|exception|question|secret|other",
    "or|if|why not",
    "nothing|none but|less|more",
];

/// Other words for a *not*. A text that has one of them may well say the same without a *not*.
const NOT_IN_OTHER_WORDS: &[&str] = &[
    "deny|denies|denied|denying|denial|refuse|refuses|refused|refusing|refusal|fail|fails|failed|failing|failure",
    "lack|lacks|lacked|lacking|reject|rejects|rejected|rejecting|rejection|decline|declines|declined|declining",
    "prevent|prevents|prevented|avoid|avoids|avoided|stop|stops|stopped|cease|ceases|ceased|end|ends|ended|halt|halts|halted",
    "ban|bans|banned|block|blocks|blocked|forbid|forbids|forbade|forbidden|oppose|opposes|opposed|abandon|abandons|abandoned",
    "dispute|disputes|disputed|contradict|contradicts|contradicted|doubt|doubts|doubted|neglect|neglects|neglected",
    "without|only|except|hardly|barely|scarcely|rarely|seldom|absent|absence|free|little|few|less|instead|former|formerly",
    "false|falsely|untrue|wrong|wrongly|myth|hoax",
];

/// What turns a word into its opposite.
const OPPOSITES: &[&str] = &["un", "in", "im", "il", "ir", "dis", "mis", "non"];

/// Words that say too little to compare two texts by.
const FILLERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my",
    "your", "it", "he", "she", "they", "we", "i", "you", "them", "him", "is", "are", "was", "were",
    "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "done",
    "will", "would", "shall", "should", "can", "could", "may", "might", "must", "to", "of", "in",
    "on", "at", "by", "for", "from", "with", "and", "or", "but", "as", "than", "then", "so", "yet",
    "any", "some", "somebody", "anybody", "someone", "anyone", "both", "there", "which", "who",
    "whom", "whose", "into", "about", "over", "also", "ever", "even", "still", "longer", "either",
];

/// How many words on each side of a *not* are compared.
const REACH: usize = 6;

/// A *not* of one of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostNot {
    /// Whether the article's words have it, and the claim's text does not.
    pub is_in_quote: bool,
    /// The bytes that say it, in the text that has it.
    pub at: Range<usize>,
}

/// The *not* that either the article's words or the claim's text has, if they say the same otherwise.
#[must_use]
pub fn lost_not(quote: &str, text: &str) -> Option<LostNot> {
    let (quote, text) = (tokens_with_quotations(quote), tokens_with_quotations(text));
    let (of_quote, of_text) = (nots(&quote), nots(&text));
    let (is_in_quote, with, nots, without) = match (of_quote.is_empty(), of_text.is_empty()) {
        (false, true) => (true, &quote, of_quote, &text),
        (true, false) => (false, &text, of_text, &quote),
        (true, true) | (false, false) => return None,
    };
    if OTHER_WORDS.find(without).is_some() {
        return None;
    }
    let lost = nots
        .into_iter()
        .find(|not| is_the_same_otherwise(with, not, without))?;
    let start = with.get(lost.start)?.at.start;
    let end = with.get(lost.end.checked_sub(1)?)?.at.end;
    Some(LostNot {
        is_in_quote,
        at: start..end,
    })
}

/// The places of the words that turn a statement round.
fn nots(tokens: &[Token]) -> Vec<Range<usize>> {
    let idioms: Vec<Range<usize>> = IDIOMS.every(tokens).collect();
    let is_idiom = |not: &Range<usize>| idioms.iter().any(|idiom| idiom.contains(&not.start));
    NOTS.every(tokens).filter(|not| !is_idiom(not)).collect()
}

/// Whether the words around the *not*, and the first one after it above all, are in the other text too.
fn is_the_same_otherwise(with: &[Token], not: &Range<usize>, without: &[Token]) -> bool {
    let is_telling = |token: &&Token| !FILLERS.contains(&token.text.as_str());
    let before = with.get(..not.start).unwrap_or_default().iter().rev();
    let after = with.get(not.end..).unwrap_or_default().iter();
    let before: Vec<&Token> = before
        .take_while(|token| token.is_word)
        .filter(is_telling)
        .take(REACH)
        .collect();
    let after: Vec<&Token> = after
        .take_while(|token| token.is_word)
        .filter(is_telling)
        .take(REACH)
        .collect();
    let is_shared = |token: &&&Token| {
        without
            .iter()
            .any(|other| are_one_word(&token.text, &other.text))
    };
    let Some(first) = after.first() else {
        return false;
    };
    let is_opposite = |token: &Token| {
        let plain = OPPOSITES
            .iter()
            .filter_map(|prefix| token.text.strip_prefix(prefix));
        plain
            .into_iter()
            .any(|plain| after.iter().any(|word| are_one_word(plain, &word.text)))
    };
    if without.iter().any(is_opposite) {
        return false;
    }
    let shared = before.iter().chain(&after).filter(is_shared).count();
    // One of the two may name the subject, which the other leaves to its context.
    let all = after.len() + before.len().saturating_sub(2);
    is_shared(&first) && shared * 10 >= all * 6
}

/// Whether two words differ by their endings only: `recognise` and `recognized`.
fn are_one_word(one: &str, other: &str) -> bool {
    let common = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let (one, other) = (one.chars().count(), other.chars().count());
    let (shorter, longer) = (one.min(other), one.max(other));
    common >= 2 && common + 1 >= shorter && common + 3 >= longer
}
