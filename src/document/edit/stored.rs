//! The values of records as texts that can be compared, whichever way a file spells them.

use crate::document::edit::value::Value;
use std::collections::BTreeMap;
use toml::{Table, Value as Toml};

/// Between the entries of a list. No entry of a file that people edit holds it.
const ENTRY: &str = "\u{1f}";

/// The values of a table, by field.
pub type PlainFields = BTreeMap<String, String>;

/// A record of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredRecord {
    /// The name of its table.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its fields.
    pub fields: PlainFields,
    /// Its rows, by key.
    pub rows: BTreeMap<String, Vec<PlainFields>>,
}

impl StoredRecord {
    /// The entries of a list field, from its value.
    #[must_use]
    pub fn entries(value: &str) -> Vec<String> {
        let entries = value.split(ENTRY).filter(|entry| !entry.is_empty());
        entries.map(str::to_owned).collect()
    }
}

impl Value {
    /// The value as a text to compare with those of [`stored`].
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join(ENTRY),
            Self::Date(date) => date.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Rows(_) => plain(&self.parsed()),
        }
    }
}

fn plain(value: &Toml) -> String {
    match value {
        Toml::String(text) => text.clone(),
        Toml::Array(entries) => entries.iter().map(plain).collect::<Vec<_>>().join(ENTRY),
        other => other.to_string(),
    }
}

/// The records of a text that have an id, in its order. Empty if the text is not TOML.
#[must_use]
pub fn stored(text: &str) -> Vec<StoredRecord> {
    let mut records = Vec::new();
    for (kind, list) in text.parse::<Table>().unwrap_or_default() {
        let tables = match list {
            Toml::Array(tables) => tables,
            one => vec![one],
        };
        for table in tables {
            if let Toml::Table(table) = table {
                records.extend(record(&kind, table));
            }
        }
    }
    records
}

fn record(kind: &str, table: Table) -> Option<StoredRecord> {
    let mut record = StoredRecord {
        kind: kind.to_owned(),
        id: table.get("id")?.as_str()?.to_owned(),
        ..StoredRecord::default()
    };
    for (key, value) in table {
        match value {
            Toml::Array(rows) if rows.iter().any(Toml::is_table) => {
                let rows = rows.into_iter().filter_map(|row| match row {
                    Toml::Table(row) => Some(row),
                    _ => None,
                });
                record
                    .rows
                    .insert(key, rows.map(|row| fields(&row)).collect());
            }
            value => {
                record.fields.insert(key, plain(&value));
            }
        }
    }
    Some(record)
}

fn fields(row: &Table) -> PlainFields {
    row.iter()
        .map(|(key, value)| (key.clone(), plain(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::stored;
    use crate::document::edit::Value;
    use crate::domain::date::Date;

    #[test]
    fn a_value_reads_the_same_whichever_way_it_is_written() {
        let text = "[[claim]]\nid = 'a'\nsaid_on = 2026-03-02\nparagraph = 3\ntags = [\n'x',\n\"y\",\n]\n\
            recheck_by = \"2026-03\"\n[[claim.evidence]]\nsource = 's'\n[[source]]\ntitle = 'no id'\n";
        let records = stored(text);
        assert_eq!(records.len(), 1);
        let fields = &records[0].fields;
        let date = |text| Value::Date(Date::parse(text).unwrap()).plain();
        assert_eq!(fields["said_on"], date("2026-03-02"));
        assert_eq!(fields["recheck_by"], date("2026-03"));
        assert_eq!(fields["paragraph"], Value::Number(3).plain());
        let tags = Value::Texts(vec!["x".to_owned(), "y".to_owned()]);
        assert_eq!(fields["tags"], tags.plain());
        assert_eq!(records[0].rows["evidence"][0]["source"], "s");
        assert!(stored("[[claim]\n").is_empty());
    }
}
