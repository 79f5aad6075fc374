//! The one shape in which every reader gives what it read: records with our fields and their own ids.

use crate::document::edit::Value;
use crate::domain::address::Address;
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use std::collections::BTreeMap;

/// Fields with their values. Each field is there once.
pub type ForeignFields = Vec<(&'static str, Value)>;

/// A record of another program.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignRecord {
    /// Its place in the file, from 1: the row of a table, the number of an entry.
    pub row: u64,
    /// Its id in the other program. Unique among its kind.
    pub foreign: String,
    /// How the record got that id.
    pub naming: Naming,
    /// What it becomes.
    pub kind: RecordKind,
    /// Our id, if the file names it.
    pub id: Option<String>,
    /// The article that a claim appears in, by id, if the file names one.
    pub article: Option<String>,
    /// Its fields.
    pub fields: ForeignFields,
    /// The rows of a claim.
    pub rows: Vec<ForeignRow>,
}

/// How a foreign record got its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The file gives it. If two records have it, the second one is left out.
    Given,
    /// It is a digest of what the record says. If two records have it, they say the same.
    Digest,
    /// Several rows mention the record, such as a source by its address. They all describe it.
    Mentioned,
}

/// A row of a claim, such as evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignRow {
    /// The key of its rows: `evidence`.
    pub key: &'static str,
    /// The foreign id of its source; none for rows without one.
    pub source: Option<String>,
    /// Its other fields.
    pub fields: ForeignFields,
}

/// What a reader found in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// How many rows or entries the file has.
    pub rows: u64,
    /// The records.
    pub records: Vec<ForeignRecord>,
    /// Rows that it left out.
    pub skipped: Vec<SkippedRow>,
    /// Columns or fields without a place, with how many rows fill each.
    pub columns: BTreeMap<String, u64>,
    /// Values that it could not take, by the name of their field.
    pub values: BTreeMap<String, UntakenValues>,
}

/// A row that is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct SkippedRow {
    /// Its place in the file, from 1.
    pub row: u64,
    /// Why.
    pub reason: String,
}

/// Values of one field that could not be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UntakenValues {
    /// How many there are.
    pub count: u64,
    /// The least of them, as a sample.
    pub sample: String,
}

impl Reading {
    /// Leaves a row out.
    pub fn skip(&mut self, row: u64, reason: impl Into<String>) {
        let reason = reason.into();
        self.skipped.push(SkippedRow { row, reason });
    }

    /// Notes a value that could not be taken.
    pub fn leave(&mut self, field: &str, value: &str) {
        let untaken = self.values.entry(field.to_owned()).or_default();
        if untaken.count == 0 || value < untaken.sample.as_str() {
            value.clone_into(&mut untaken.sample);
        }
        untaken.count += 1;
    }

    /// Counts a column or field that has no place.
    pub fn no_place(&mut self, column: &str) {
        if let Some(count) = self.columns.get_mut(column) {
            *count += 1;
        } else {
            self.columns.insert(column.to_owned(), 1);
        }
    }
}

impl ForeignRecord {
    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        text(&self.fields, field)
    }

    /// The values of a list field.
    #[must_use]
    pub fn texts(&self, field: &str) -> &[String] {
        match value(&self.fields, field) {
            Some(Value::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// What the record can be recognised by in this book, the surest first. A claim appears in `article`.
    #[must_use]
    pub fn keys(&self, article: Option<&str>) -> Vec<String> {
        let mut keys: Vec<String> = self.texts("refs").iter().map(|one| of_ref(one)).collect();
        match self.kind {
            RecordKind::Source => {
                let addresses = [self.text("url"), self.text("archive")];
                keys.extend(addresses.into_iter().flatten().flat_map(of_address));
                keys.extend(self.text("title").map(|title| of_own(&self.foreign, title)));
            }
            RecordKind::Party => keys.extend(self.text("name").map(of_name)),
            RecordKind::Claim => {
                let article = self.article.as_deref().or(article);
                keys.extend(self.text("text").map(|text| of_claim(article, text)));
            }
            RecordKind::Article => {}
        }
        keys
    }
}

/// The value of a field.
#[must_use]
pub(super) fn value<'f>(fields: &'f ForeignFields, field: &str) -> Option<&'f Value> {
    fields
        .iter()
        .find(|(key, _)| *key == field)
        .map(|(_, value)| value)
}

/// The text of a field.
#[must_use]
pub(super) fn text<'f>(fields: &'f ForeignFields, field: &str) -> Option<&'f str> {
    match value(fields, field) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

/// The key of what another program calls a record.
pub(super) fn of_ref(one: &str) -> String {
    format!("ref {}", one.trim().to_lowercase())
}

/// The keys of an address: its page, and the identifier that a resolver's address holds.
pub(super) fn of_address(url: &str) -> Vec<String> {
    let Ok(address) = Address::parse(url) else {
        return Vec::new();
    };
    let page = address.page();
    let path = page.split_once("://").map_or("", |(_, rest)| rest);
    let known = [
        ("doi.org/", "doi:"),
        ("dx.doi.org/", "doi:"),
        ("arxiv.org/abs/", "arxiv:"),
    ];
    let known = known.iter().find_map(|(at, name)| {
        let id = path.strip_prefix("www.").unwrap_or(path).strip_prefix(at)?;
        Some(of_ref(&format!("{name}{id}")))
    });
    [format!("page {page}")].into_iter().chain(known).collect()
}

/// The key of a source that we exported: our id and the title. Two programs can give different things one id.
pub(super) fn of_own(id: &str, title: &str) -> String {
    format!("own {id}\n{}", fold(title))
}

/// The key of a party's name.
pub(super) fn of_name(name: &str) -> String {
    format!("name {}", fold(name))
}

/// The key of a claim of an article, or of none.
pub(super) fn of_claim(article: Option<&str>, text: &str) -> String {
    format!("text {}\n{}", article.unwrap_or_default(), fold(text))
}

/// Adds the `refs` of others to those of a record.
pub(super) fn join_refs(fields: &mut ForeignFields, others: &ForeignFields) {
    let Some(Value::Texts(others)) = value(others, "refs") else {
        return;
    };
    for (key, value) in fields {
        if let ("refs", Value::Texts(refs)) = (*key, value) {
            let missing = others.iter().filter(|one| !refs.contains(one));
            let missing: Vec<String> = missing.cloned().collect();
            refs.extend(missing);
        }
    }
}
