//! RIS, which every reference manager writes.

use crate::domain::source::SourceKind;
use crate::exchange::import::citations::cited::{BibSource, joined, kind};
use crate::exchange::import::record::Reading;

/// What RIS calls a kind of source.
const RIS_KINDS: &[(&str, &str)] = &[
    ("NEWS", "report"),
    ("MGZN", "analysis"),
    ("RPRT", "document"),
    ("GOVDOC", "document"),
    ("DATA", "dataset"),
    ("HEAR", "statement"),
    ("PCOMM", "interview"),
    ("VIDEO", "media"),
    ("JOUR", "analysis"),
    ("BOOK", "analysis"),
];

/// Reads a file of RIS.
#[must_use]
pub(in crate::exchange::import) fn read_ris(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut entry: Vec<(&str, &str)> = Vec::new();
    for line in text.lines() {
        let Some((tag, value)) = ris_line(line) else {
            continue;
        };
        match tag {
            "TY" => entry = vec![(tag, value)],
            "ER" => {
                reading.rows += 1;
                ris_entry(&entry, &mut reading);
                entry.clear();
            }
            _ => entry.push((tag, value)),
        }
    }
    if !entry.is_empty() {
        reading.rows += 1;
        reading.skip(reading.rows, "an entry without an end");
    }
    reading
}

/// A line of RIS: two letters or digits, two spaces, a hyphen.
fn ris_line(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start_matches('\u{feff}').split_at_checked(2)?;
    let value = rest.trim_start().strip_prefix('-')?;
    let is_tag = tag
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then_some((tag, value.trim()))
}

/// The tags of RIS that have a place.
const RIS_TAKEN: &[&str] = &[
    "TY", "ID", "TI", "T1", "CT", "AU", "A1", "PB", "JO", "JF", "T2", "PY", "Y1", "DA", "Y2", "UR",
    "LA", "M3", "DO", "SN", "N1",
];

fn ris_entry(entry: &[(&str, &str)], reading: &mut Reading) {
    for (tag, _) in entry.iter().filter(|(tag, _)| !RIS_TAKEN.contains(tag)) {
        reading.no_place(tag);
    }
    let all = |tags: &'static [&'static str]| {
        let found = tags
            .iter()
            .flat_map(|tag| entry.iter().filter(move |(known, _)| known == tag));
        found
            .map(|(_, value)| *value)
            .filter(|value| !value.is_empty())
    };
    let of = |tags: &'static [&'static str]| all(tags).next().map(str::to_owned);
    let own_kind = of(&["M3"]).filter(|kind| SourceKind::parse(kind).is_some());
    let typed = of(&["TY"])
        .and_then(|word| kind(RIS_KINDS, &word))
        .map(str::to_owned);
    let mut citation = BibSource {
        title: of(&["TI", "T1", "CT"]),
        author: joined(all(&["AU", "A1"]), ", "),
        publisher: of(&["JO", "JF", "T2", "PB"]),
        published: of(&["DA", "PY", "Y1"]).as_deref().map(ris_date),
        accessed: of(&["Y2"]).as_deref().map(ris_date),
        url: of(&["UR"]),
        language: of(&["LA"]),
        kind: own_kind.or(typed),
        note: of(&["N1"]),
        ..BibSource::default()
    };
    citation.doi(of(&["DO"]));
    let names = [of(&["ID"]), citation.url.clone(), citation.title.clone()];
    citation.foreign = names.into_iter().flatten().next();
    citation.add(reading);
}

/// A date of RIS: `YYYY/MM/DD/other`, with empty parts at the end.
fn ris_date(date: &str) -> String {
    let parts = date
        .split('/')
        .take(3)
        .map(str::trim)
        .take_while(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
