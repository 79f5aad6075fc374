//! Proves a merged text: it is TOML, and it has what both sides have, each thing as often as the merge of the two says.
//!
//! This reads the texts in another way than the merge does. It counts facts: that there is a record, that a field has a
//! value, that a list has an entry, that a record has a row.

use crate::document::merge::identity::RenamedIds;
use crate::document::parse::reach::Reach;
use crate::document::parse::text::read_sound;
use crate::domain::name::{composed, fold};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use toml::de::{DeTable, DeValue};

/// The field by which rows are counted, of each kind of rows.
const ROW_FIELDS: [&str; 7] = ["id", "source", "status", "of", "where", "url", "code"];

/// What a text says, as numbers of facts by their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CountedFacts {
    /// That there is a record.
    records: BTreeMap<u64, i64>,
    /// The same, by ids as the text has them.
    ids: BTreeMap<u64, i64>,
    /// That a field has a value, or a list an entry.
    values: BTreeMap<u64, i64>,
    /// That a record has a row about something.
    rows: BTreeMap<u64, i64>,
}

/// The facts of a text, with changed ids as they are now. `None` if it is not TOML.
pub(super) fn facts(text: &str, renamed: [&RenamedIds; 2]) -> Option<CountedFacts> {
    let mut facts = None;
    read_sound(text, &Reach::of(text), &mut |root| {
        let mut reader = FactReader {
            renamed,
            facts: CountedFacts::default(),
        };
        reader.root(root);
        facts = Some(reader.facts);
    });
    facts
}

/// Whether a merged text has the facts that it must have.
pub(super) fn holds(
    base: &CountedFacts,
    ours: &CountedFacts,
    theirs: &CountedFacts,
    merged: &CountedFacts,
) -> bool {
    let counts = |part: fn(&CountedFacts) -> &BTreeMap<u64, i64>| {
        let all = [base, ours, theirs, merged].map(part);
        let keys = all.into_iter().flat_map(BTreeMap::keys);
        let count = move |fact: &u64| all.map(|facts| facts.get(fact).copied().unwrap_or_default());
        keys.map(count).collect::<Vec<[i64; 4]>>()
    };
    let is_once = |[_, ours, theirs, merged]: [i64; 4]| merged <= ours.max(theirs);
    counts(|facts| &facts.records).into_iter().all(is_exact)
        && counts(|facts| &facts.ids).into_iter().all(is_once)
        && counts(|facts| &facts.values).into_iter().all(is_exact)
        && counts(|facts| &facts.rows).into_iter().all(|counts| {
            let [_, ours, theirs, merged] = counts;
            expected(counts).is_none_or(|least| merged >= least) && merged <= ours + theirs
        })
}

/// Whether one way to resolve the conflicts of a merged text still has every record that both sides have, and none twice.
pub(super) fn holds_records(
    ours: &CountedFacts,
    theirs: &CountedFacts,
    resolved: &CountedFacts,
) -> bool {
    let count =
        |facts: &CountedFacts, fact: &u64| facts.records.get(fact).copied().unwrap_or_default();
    let keys = [ours, theirs, resolved]
        .into_iter()
        .flat_map(|facts| facts.records.keys());
    keys.into_iter().all(|fact| {
        let (ours, theirs) = (count(ours, fact), count(theirs, fact));
        (ours.min(theirs)..=ours.max(theirs)).contains(&count(resolved, fact))
    })
}

fn is_exact(counts: [i64; 4]) -> bool {
    let [_, ours, theirs, merged] = counts;
    match expected(counts) {
        Some(count) => merged == count,
        None => (ours.min(theirs)..=ours.max(theirs)).contains(&merged),
    }
}

/// How often the merge of the two sides has a fact. `None` if both changed that in different ways.
fn expected([base, ours, theirs, _]: [i64; 4]) -> Option<i64> {
    match (ours == base, theirs == base) {
        (true, _) => Some(theirs),
        (_, true) => Some(ours),
        _ => (ours == theirs).then_some(ours),
    }
}

struct FactReader<'r> {
    renamed: [&'r RenamedIds; 2],
    facts: CountedFacts,
}

impl FactReader<'_> {
    fn root(&mut self, root: &DeTable<'_>) {
        for (kind, value) in root {
            let kind = kind.get_ref();
            match value.get_ref() {
                DeValue::Array(records) => {
                    for record in records
                        .iter()
                        .filter_map(|record| record.get_ref().as_table())
                    {
                        self.record(kind, record);
                    }
                }
                DeValue::Table(record) => self.record(kind, record),
                other => self.value(digest(&kind), other),
            }
        }
    }

    fn record(&mut self, kind: &str, record: &DeTable<'_>) {
        let id = record.get("id").and_then(|id| id.get_ref().as_str());
        let id = composed(id.unwrap_or_default());
        *self.facts.ids.entry(digest(&(kind, &*id))).or_default() += 1;
        let id = self.renamed(&id);
        let about = digest(&(kind, id));
        *self.facts.records.entry(about).or_default() += 1;
        self.table(about, record);
    }

    fn table(&mut self, about: u64, table: &DeTable<'_>) {
        for (key, value) in table {
            let about = digest(&(about, key.get_ref()));
            match value.get_ref() {
                DeValue::Table(table) => self.table(about, table),
                DeValue::Array(items) => {
                    for item in items.iter().map(toml::Spanned::get_ref) {
                        match item {
                            DeValue::Table(row) => self.row(about, row),
                            other => self.value(about, other),
                        }
                    }
                }
                other => self.value(about, other),
            }
        }
    }

    fn row(&mut self, about: u64, row: &DeTable<'_>) {
        let mut named = ROW_FIELDS
            .iter()
            .filter_map(|name| row.get(*name)?.get_ref().as_str());
        let name = self.renamed(named.next().unwrap_or_default());
        *self.facts.rows.entry(digest(&(about, name))).or_default() += 1;
    }

    fn value(&mut self, about: u64, value: &DeValue<'_>) {
        let said = match value {
            DeValue::String(text) => fold(&self.renamed(text)),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Float(number) => number.to_string(),
            DeValue::Boolean(flag) => flag.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            nested => format!("{nested:?}"),
        };
        *self.facts.values.entry(digest(&(about, said))).or_default() += 1;
    }

    /// An id as it is now.
    fn renamed(&self, text: &str) -> String {
        let new = self.renamed.iter().find_map(|renamed| renamed.get(text));
        new.map_or_else(|| text.to_owned(), Clone::clone)
    }
}

fn digest(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}
