//! What a claim could be made of an attribution: its text, its kind as a guess, and the words of doubt beside it.

use crate::domain::claim::ClaimKind;
use crate::text::attribution::{Attribution, CueRule};
use crate::text::figures::figures;
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;
use std::ops::Range;

/// The words of a claim that a person has not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimWording {
    /// What it says, in the article's words.
    pub text: String,
    /// The words of doubt that the article adds.
    pub caveat: Option<String>,
    /// The kind, which is a guess.
    pub kind: ClaimKind,
}

/// Words a claim.
#[must_use]
pub fn wording(manuscript: &Manuscript<'_>, lexicon: &Lexicon, one: &Attribution) -> ClaimWording {
    let content = manuscript.slice(&one.content);
    let is_whole = one.rule != CueRule::Wide && !(one.rule == CueRule::Participle && one.is_stance);
    let text = match (is_whole, one.is_direct) {
        (true, true) => format!("{}: {}", one.name, single(content)),
        (true, false) => single(content)
            .strip_prefix("that ")
            .map_or_else(|| single(content), str::to_owned),
        (false, _) => {
            let cue = single(manuscript.slice(&one.cue));
            format!("{} {cue} {}", one.name, single(content))
        }
    };
    ClaimWording {
        text: stated(&text),
        caveat: caveat(manuscript, lexicon, one),
        kind: kind(manuscript.text, one),
    }
}

/// The text on one line.
fn single(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a sentence: with a capital letter and a full stop.
fn stated(text: &str) -> String {
    let text = text.trim_end_matches([',', ';', ':', ' ']);
    // A comma before the closing mark belongs to the article's sentence.
    let closed = ["”", "\"", "’"].iter().find_map(|mark| {
        let inside = text.strip_suffix(mark)?.strip_suffix(',')?;
        Some(format!("{inside}{mark}"))
    });
    let text = closed.as_deref().unwrap_or(text);
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>());
    let stop = if text.ends_with(['.', '!', '?', '”', '"', '’']) {
        ""
    } else {
        "."
    };
    format!("{}{}{stop}", first.unwrap_or_default(), letters.as_str())
}

/// The first words of doubt in the sentences of an attribution.
fn caveat(manuscript: &Manuscript<'_>, lexicon: &Lexicon, one: &Attribution) -> Option<String> {
    let span = one.span();
    let paragraph = manuscript.paragraphs.get(one.paragraph)?;
    let near = |at: &&Range<usize>| at.start < span.end && span.start < at.end;
    paragraph
        .sentences
        .iter()
        .filter(near)
        .find_map(|sentence| {
            let text = manuscript.slice(sentence);
            let lower = text.to_lowercase();
            let places = lexicon.phrases("caveats").iter().filter_map(|phrase| {
                let at = lower
                    .find(phrase.as_str())
                    .filter(|_| lower.len() == text.len())?;
                text.get(at..at + phrase.len())
            });
            let longest = places.max_by_key(|found| found.len())?;
            Some(longest.to_owned())
        })
}

/// Whether a rule finds what somebody thinks or wants.
fn is_view(rule: CueRule) -> bool {
    matches!(rule, CueRule::Wide | CueRule::For | CueRule::Perspective)
}

fn kind(text: &str, one: &Attribution) -> ClaimKind {
    let content = text.get(one.content.clone()).unwrap_or_default();
    let has = |words: &[&str]| {
        let mut all = content.split(|c: char| !c.is_alphabetic());
        all.any(|word| words.contains(&word))
    };
    let is_view = is_view(one.rule);
    let mut figures = figures(text, &one.content).into_iter();
    if one.is_direct {
        ClaimKind::Quotation
    } else if one.is_stance || is_view {
        ClaimKind::Position
    } else if figures.any(|figure| !figure.is_date) {
        ClaimKind::Figure
    } else if has(&["will", "would", "shall"]) {
        ClaimKind::Prediction
    } else if has(&["because", "caused", "causes"]) {
        ClaimKind::Cause
    } else if has(&["should", "must", "ought"]) {
        ClaimKind::Position
    } else {
        ClaimKind::Event
    }
}
