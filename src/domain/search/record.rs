//! What is searched of each record.
//!
//! The index keeps no copy of these texts. It makes them again from a record that goes, so that it can forget their words.

use crate::domain::claim::{Claim, ClaimWords};
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::search::words;
use crate::domain::source::Source;
use std::collections::BTreeSet;

/// Stands between two texts of one column, so that no phrase runs from one into the other. No query has it as a word.
const BETWEEN: &str = " ¦ ";

/// What is searched of a claim: its text, its quote, its speaker and who is quoted as written, what else the desk wrote about it, and what
/// its evidence, rulings and appearances say. The names of the speaker and the titles of the sources are in the records of these.
#[must_use]
pub fn of_claim(claim: &Claim) -> [String; 5] {
    let (core, words) = (&claim.core, &claim.words);
    let text = [Some(&words.text), words.short.as_ref()];
    let about = [
        &words.attribution,
        &words.caveat,
        &words.section,
        &words.note,
    ];
    let about = about.into_iter().flatten().chain(tags(words));
    let rows = words.evidence.iter();
    let said = rows.flat_map(|row| [&row.quote, &row.translation, &row.note]);
    let voices = core.evidence.iter().filter_map(|row| row.voice.as_ref());
    let reasons = words.rulings.iter().map(|ruling| &ruling.reason);
    let appeared = words.appearances.iter().flat_map(|one| {
        let rest = [&one.publisher, &one.quote].into_iter().flatten();
        [&one.url].into_iter().chain(rest)
    });
    [
        joined(text.into_iter().flatten()),
        joined(&words.quote),
        joined(core.speaker.iter().chain(&core.quoted)),
        joined(about),
        joined(said.flatten().chain(voices).chain(reasons).chain(appeared)),
    ]
}

/// The tags, each in one spelling, as the index keeps them.
fn tags(claim: &ClaimWords) -> impl Iterator<Item = &String> {
    let mut known = BTreeSet::new();
    let tags = claim.tags.iter();
    tags.filter(move |tag| known.insert(fold(tag)))
}

/// What is searched of a source: its title, its id, and its author, publisher as written, voice and note.
#[must_use]
pub fn of_source(source: &Source) -> [String; 3] {
    let (core, words) = (&source.core, &source.words);
    let about = [&words.author, &core.publisher, &core.voice, &words.note];
    [
        joined([&words.title]),
        joined([core.id.as_str()]),
        joined(about.into_iter().flatten()),
    ]
}

/// What is searched of a party: its names and its id.
#[must_use]
pub fn of_party(party: &Party) -> [String; 2] {
    let core = &party.core;
    [
        joined(std::iter::once(&core.name).chain(&core.aliases)),
        joined([core.id.as_str()]),
    ]
}

fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let texts = texts.into_iter().map(|text| words(text.as_ref()));
    let mut joined = String::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !joined.is_empty() {
            joined.push_str(BETWEEN);
        }
        joined.push_str(&text);
    }
    joined
}
