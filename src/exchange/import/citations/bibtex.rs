//! BibTeX and BibLaTeX.

use crate::exchange::import::citations::cited::{BibSource, joined};
use crate::exchange::import::record::Reading;
use biblatex::{Bibliography, ChunksExt, DateValue, Entry, PermissiveType, Person};

/// Reads a `.bib` file: as a whole, so that entries inherit from others, or else entry by entry.
#[must_use]
pub(in crate::exchange::import) fn read_bibtex(text: &str) -> Reading {
    let mut reading = Reading::default();
    if let Ok(all) = Bibliography::parse(text) {
        for entry in all.iter() {
            reading.rows += 1;
            bib_entry(entry, &mut reading);
        }
        return reading;
    }
    let (shared, entries) = entries(text);
    for entry in entries {
        reading.rows += 1;
        match Bibliography::parse(&format!("{shared}{entry}")) {
            Ok(found) => match found.iter().last() {
                Some(entry) => bib_entry(entry, &mut reading),
                None => reading.skip(reading.rows, "not an entry"),
            },
            Err(error) => reading.skip(reading.rows, format!("not an entry: {}", error.kind)),
        }
    }
    reading
}

/// Whether an entry is of this type.
fn begins(part: &str, word: &str) -> bool {
    let found = part.get(1..=word.len());
    found.is_some_and(|found| found.eq_ignore_ascii_case(word))
}

/// The parts of a `.bib` file that define names for the others, and the entries: each begins with `@` on a new line.
fn entries(text: &str) -> (String, Vec<&str>) {
    let mut starts: Vec<usize> = text.match_indices('@').map(|(at, _)| at).collect();
    starts.retain(|at| {
        let line = text
            .get(..*at)
            .and_then(|before| before.rsplit('\n').next());
        line.is_some_and(|before| before.trim().is_empty())
    });
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end));
    let (mut shared, mut entries) = (String::new(), Vec::new());
    for part in parts {
        if begins(part, "string") {
            shared.push_str(part);
        } else if !begins(part, "comment") && !begins(part, "preamble") {
            entries.push(part);
        }
    }
    (shared, entries)
}

/// The fields of BibLaTeX that have a place, beside [`BIB_PUBLISHERS`].
const BIB_TAKEN: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "date",
    "year",
    "month",
    "day",
    "urldate",
    "url",
    "doi",
    "isbn",
    "eprint",
    "eprinttype",
    "archiveprefix",
    "langid",
    "language",
    "note",
    "entrysubtype",
];

/// The fields of an entry in which its publisher can be.
const BIB_PUBLISHERS: &[&str] = &[
    "journaltitle",
    "journal",
    "publisher",
    "institution",
    "organization",
    "school",
];

/// The words of a field.
fn bib_text(entry: &Entry, key: &str) -> Option<String> {
    let text = entry.get(key)?.format_verbatim();
    joined(text.split_whitespace(), " ")
}

fn bib_entry(entry: &Entry, reading: &mut Reading) {
    let has_place = |key: &str| BIB_TAKEN.contains(&key) || BIB_PUBLISHERS.contains(&key);
    for key in entry.fields.keys().filter(|key| !has_place(key)) {
        reading.no_place(key);
    }
    let of = |key: &str| bib_text(entry, key);
    let authors: Vec<String> = entry
        .author()
        .unwrap_or_default()
        .iter()
        .map(person)
        .collect();
    let titles = [of("title"), of("subtitle")];
    let mut citation = BibSource {
        foreign: Some(entry.key.clone()),
        title: joined(titles.iter().flatten().map(String::as_str), ": "),
        author: joined(authors.iter().map(String::as_str), ", "),
        publisher: BIB_PUBLISHERS.iter().find_map(|key| of(key)),
        published: bib_date(entry),
        accessed: of("urldate"),
        url: of("url"),
        language: of("langid").or_else(|| of("language")),
        kind: of("entrysubtype"),
        note: of("note"),
        refs: Vec::new(),
    };
    citation.doi(of("doi"));
    if let Some(id) = bib_arxiv(entry) {
        citation
            .url
            .get_or_insert_with(|| format!("https://arxiv.org/abs/{id}"));
        citation.refs.push(("arxiv", id));
    }
    citation.refs.extend(of("isbn").map(|isbn| ("isbn", isbn)));
    citation.add(reading);
}

/// The id of an entry in arXiv.
fn bib_arxiv(entry: &Entry) -> Option<String> {
    let kind = bib_text(entry, "eprinttype").or_else(|| bib_text(entry, "archiveprefix"))?;
    bib_text(entry, "eprint").filter(|_| kind.eq_ignore_ascii_case("arxiv"))
}

fn person(person: &Person) -> String {
    let parts = [
        &person.given_name,
        &person.prefix,
        &person.name,
        &person.suffix,
    ];
    joined(parts.map(String::as_str), " ").unwrap_or_default()
}

/// The date of an entry. Months count from zero in the parser.
fn bib_date(entry: &Entry) -> Option<String> {
    let date = match entry.date().ok()? {
        PermissiveType::Typed(date) => date,
        PermissiveType::Chunks(chunks) => return Some(chunks.format_verbatim()),
    };
    let first = match date.value {
        DateValue::At(at)
        | DateValue::After(at)
        | DateValue::Before(at)
        | DateValue::Between(at, _) => at,
    };
    Some(match (first.month, first.month.and(first.day)) {
        (None, _) => format!("{:04}", first.year),
        (Some(month), None) => format!("{:04}-{:02}", first.year, month + 1),
        (Some(month), Some(day)) => format!("{:04}-{:02}-{:02}", first.year, month + 1, day + 1),
    })
}
