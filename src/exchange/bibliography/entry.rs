//! A source as every format of bibliographies can hold it.

use crate::answer::report::SourceFacts;
use crate::domain::date::Date;
use crate::domain::source::{Source, SourceCore, SourceKind, SourceWords};
use std::collections::BTreeMap;

/// A source as a bibliography has it. Every format has a place for each of these fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BibEntry {
    /// The source's id: the key under which a text cites it.
    pub key: String,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// Its title.
    pub title: String,
    /// Who wrote it, as one text.
    pub author: Option<String>,
    /// The publisher's name.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When the desk read it.
    pub accessed: Option<Date>,
    /// Its address.
    pub url: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// Some sources as a bibliography, and what of them it has no place for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bibliography {
    /// The sources that the book defines and that nobody hides, in the order given.
    pub entries: Vec<BibEntry>,
    /// The fields that no format of bibliographies has a place for, and how many of these sources have each.
    pub unplaced: BTreeMap<&'static str, u64>,
}

impl Bibliography {
    /// Takes the sources that the book defines and that the answer does not withhold.
    #[must_use]
    pub fn of(sources: &[SourceFacts]) -> Self {
        let mut bibliography = Self::default();
        for facts in sources {
            let Some(record) = &facts.record else {
                continue;
            };
            bibliography.entries.push(entry(facts, record));
            for field in unplaced(record) {
                *bibliography.unplaced.entry(field).or_default() += 1;
            }
        }
        bibliography
    }
}

fn entry(facts: &SourceFacts, record: &Source) -> BibEntry {
    let words = &record.words;
    BibEntry {
        key: facts.id.clone(),
        kind: record.core.kind,
        title: words.title.clone(),
        author: words.author.clone(),
        publisher: facts.publisher.as_ref().map(|party| party.name.clone()),
        published: words.published,
        accessed: words.accessed,
        url: words.url.clone(),
        language: words.language.clone(),
    }
}

/// The fields of a source that no format has a place for. A new field does not compile until somebody decides.
fn unplaced(record: &Source) -> Vec<&'static str> {
    let Source {
        core:
            SourceCore {
                id: _,
                publisher: _,
                host: _,
                kind: _,
                voice,
                derived_from,
                own_reporting,
                interests,
                retracted,
                retraction_pending: _,
            },
        words:
            SourceWords {
                title: _,
                author: _,
                url: _,
                published: _,
                accessed: _,
                archive,
                file,
                sha256,
                language: _,
                confidential: _,
                note,
                refs,
                line: _,
            },
    } = record;
    let fields = [
        ("voice", voice.is_some()),
        ("derived_from", !derived_from.is_empty()),
        ("own_reporting", *own_reporting),
        ("interests", !interests.is_empty()),
        ("retracted", retracted.is_some()),
        ("archive", archive.is_some()),
        ("file", file.is_some()),
        ("sha256", sha256.is_some()),
        ("note", note.is_some()),
        ("refs", !refs.is_empty()),
    ];
    fields
        .into_iter()
        .filter_map(|(field, is_there)| is_there.then_some(field))
        .collect()
}

/// The year, the month and the day of a date, as far as it is known.
pub(super) fn date_parts(date: Date) -> Vec<u32> {
    date.to_string()
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect()
}
