//! Which records of the book the foreign records could be: what to look for, and what the book has.

use crate::answer::RecordIdentity;
use crate::document::edit::Value;
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::exchange::import::ledger::Ledger;
use crate::exchange::import::record;
use crate::exchange::import::record::ForeignRecord;
use crate::exchange::import::terms::ImportTerms;
use std::collections::{BTreeMap, BTreeSet};

/// How alike two titles must be to ask whether they mean one source: 1 is equal.
const ALIKE: f64 = 0.85;
/// How many sources of one publisher and month we compare a title with.
const COMPARED: usize = 200;

/// What the book has of what an import looks for. Holds ids and keys, never whole records.
#[derive(Debug, Default)]
pub struct Identities {
    taken: BTreeSet<String>,
    wanted: BTreeSet<String>,
    keys: BTreeMap<(RecordKind, String), Option<String>>,
    places: BTreeMap<String, (RecordKind, String)>,
    titles: BTreeMap<(String, String), Vec<(String, String)>>,
}

impl Identities {
    /// Notes what to look for in the book.
    #[must_use]
    pub fn wanted(records: &[ForeignRecord], ledger: &Ledger, terms: &ImportTerms) -> Self {
        let mut identities = Self::default();
        let wanted = ledger.entries.values().map(|entry| entry.id.clone());
        identities.wanted.extend(wanted);
        identities.wanted.extend(terms.same.values().cloned());
        for record in records {
            identities.wanted.extend(record.id.clone());
            for key in record.keys(terms.article.as_deref()) {
                identities.keys.insert((record.kind, key), None);
            }
            if let Some(bucket) = bucket_of(record) {
                identities.titles.entry(bucket).or_default();
            }
        }
        identities
    }

    /// Takes what a record of the book answers. Records come in the order of ids, so of two records the smaller id has a key.
    pub fn learn(&mut self, known: RecordIdentity) {
        let mut is_wanted = self.wanted.contains(&known.id);
        for key in keys_of(&known) {
            if let Some(found) = self.keys.get_mut(&(known.kind, key)) {
                found.get_or_insert_with(|| known.id.clone());
                is_wanted = true;
            }
        }
        if is_wanted {
            self.places
                .insert(known.id.clone(), (known.kind, known.file));
        }
        let bucket = month_bucket(known.publisher.as_deref(), known.published.as_deref());
        if known.kind == RecordKind::Source
            && let Some(titles) = bucket.and_then(|bucket| self.titles.get_mut(&bucket))
        {
            titles.push((known.id.clone(), known.name));
        }
        self.taken.insert(known.id);
    }

    /// Whether the book has a record of this kind with this id.
    pub(super) fn has(&self, kind: RecordKind, id: &str) -> bool {
        self.places.get(id).is_some_and(|(known, _)| *known == kind)
    }

    /// The file of a record that an import looked for.
    pub(super) fn file(&self, id: &str) -> Option<&str> {
        self.places.get(id).map(|(_, file)| file.as_str())
    }

    /// The files of all claims that a ledger knows.
    #[must_use]
    pub fn files_of(&self, ledger: &Ledger) -> BTreeSet<String> {
        let claims = ledger
            .entries
            .iter()
            .filter(|((_, kind), _)| *kind == RecordKind::Claim);
        let files = claims.filter_map(|(_, entry)| self.file(&entry.id));
        files.map(str::to_owned).collect()
    }

    /// The record that has one of these keys.
    pub(super) fn find(&self, kind: RecordKind, keys: &[String]) -> Option<&str> {
        keys.iter()
            .find_map(|key| self.keys.get(&(kind, key.clone()))?.as_deref())
    }

    /// Whether any record has this id.
    pub(super) fn is_taken(&self, id: &str) -> bool {
        self.taken.contains(id)
    }

    /// The source with the most similar title by the same publisher in the same month, if it is similar enough.
    pub(super) fn alike(&self, record: &ForeignRecord) -> Option<(&str, f64)> {
        let title = fold(record.text("title")?);
        let others = self.titles.get(&bucket_of(record)?)?.iter().take(COMPARED);
        let scored = others.map(|(id, other)| {
            let score = strsim::normalized_levenshtein(&title, &fold(other));
            (id.as_str(), score)
        });
        let best = scored.max_by(|(_, one), (_, other)| one.total_cmp(other));
        best.filter(|(_, score)| *score >= ALIKE)
    }
}

fn keys_of(known: &RecordIdentity) -> Vec<String> {
    let mut keys: Vec<String> = known.refs.iter().map(|one| record::of_ref(one)).collect();
    match known.kind {
        RecordKind::Source => {
            let addresses = known.url.iter().chain(&known.archive);
            keys.extend(addresses.flat_map(|url| record::of_address(url)));
            keys.push(record::of_own(&known.id, &known.name));
        }
        RecordKind::Party => {
            let names = [&known.id, &known.name].into_iter().chain(&known.names);
            keys.extend(names.map(|name| record::of_name(name)));
        }
        RecordKind::Claim => keys.push(record::of_claim(known.article.as_deref(), &known.name)),
        RecordKind::Article => {}
    }
    keys
}

fn bucket_of(record: &ForeignRecord) -> Option<(String, String)> {
    if record.kind != RecordKind::Source {
        return None;
    }
    let published = record::value(&record.fields, "published").map(Value::plain);
    month_bucket(record.text("publisher"), published.as_deref())
}

/// The publisher and the month of a source: two records of one source agree in both.
fn month_bucket(publisher: Option<&str>, day: Option<&str>) -> Option<(String, String)> {
    let month = day?.get(..7)?;
    Some((fold(publisher?), month.to_owned()))
}
