//! All names that a book uses, and which of them are nearly the same.

use crate::domain::check::finding::RecordPart;
use crate::domain::check::near::{BareName, sorts_of_keys};
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Each name is compared with at most so many others that share a key, so that the work grows with the number of names only.
const NEIGHBOURS: usize = 24;

/// A name and where the book uses it first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedName {
    /// As written.
    pub name: String,
    /// The id of the party that has it as its name or alias; `None` for a reference.
    pub party: Option<String>,
    /// Where.
    pub at: RecordPart,
    /// How many claims have it as their speaker.
    pub claims: u32,
}

/// The names of a book.
#[derive(Debug, Default)]
pub struct NameBook {
    /// The names, each folded form once.
    names: Vec<UsedName>,
    by_folded: BTreeMap<String, usize>,
    /// The names without a party that are first used in a record.
    in_record: BTreeMap<(RecordKind, String), Vec<usize>>,
    /// For each name without a party: those that it is near to.
    near: BTreeMap<usize, BTreeSet<usize>>,
}

impl NameBook {
    /// Collects names: first those of parties, then references in the order of the book. References that mean a party must be
    /// left out.
    #[must_use]
    pub fn of(used: impl IntoIterator<Item = UsedName>) -> Self {
        let mut book = Self::default();
        for used in used {
            let folded = fold(&used.name);
            if let Some(known) = book.by_folded.get(&folded) {
                if let Some(known) = book.names.get_mut(*known) {
                    known.claims += used.claims;
                }
                continue;
            }
            let place = book.names.len();
            if used.party.is_none() {
                let record = (used.at.kind, used.at.id.clone());
                book.in_record.entry(record).or_default().push(place);
            }
            book.by_folded.insert(folded, place);
            book.names.push(used);
        }
        book.compare();
        book
    }

    /// The names without a party that the book uses first in this record.
    pub(super) fn first_used_in(&self, part: &RecordPart) -> impl Iterator<Item = &UsedName> {
        let record = (part.kind, part.id.clone());
        let places = self.in_record.get(&record).into_iter().flatten();
        let names = places.filter_map(|place| self.names.get(*place));
        names.filter(|used| used.at.is_in_record_of(part))
    }

    /// The name that joins this one: a party's, else one that the book uses before.
    pub(super) fn joins(&self, name: &UsedName) -> Option<&UsedName> {
        let place = *self.by_folded.get(&fold(&name.name))?;
        let before = self.near.get(&place)?.first()?;
        (*before < place).then(|| self.names.get(*before))?
    }

    /// A name without a party, in folded form, and the names that it is near to.
    pub(super) fn near(&self, folded: &str) -> Option<(&UsedName, Vec<&UsedName>)> {
        let place = self.by_folded.get(folded)?;
        let near = self.near.get(place)?.iter();
        let near = near.filter_map(|place| self.names.get(*place));
        Some((self.names.get(*place)?, near.collect()))
    }

    fn compare(&mut self) {
        let bare: Vec<BareName> = self
            .names
            .iter()
            .map(|used| BareName::of(&used.name))
            .collect();
        for sort in sorts_of_keys() {
            let mut keys: Vec<(u64, usize)> = Vec::new();
            for (place, name) in bare.iter().enumerate() {
                keys.extend(name.keys(sort).iter().map(|key| (digest(key), place)));
            }
            keys.sort_unstable();
            for bucket in keys.chunk_by(|(one, _), (other, _)| one == other) {
                self.compare_bucket(&bare, bucket);
            }
        }
        self.compare_surnames(&bare);
    }

    fn compare_bucket(&mut self, bare: &[BareName], bucket: &[(u64, usize)]) {
        for (at, (_, place)) in bucket.iter().enumerate() {
            let before = bucket.iter().take(at).rev().take(NEIGHBOURS);
            for (_, other) in before {
                let both = bare.get(*place).zip(bare.get(*other));
                if both.is_some_and(|(one, other)| one.is_near(other)) {
                    self.join(*place, *other);
                }
            }
        }
    }

    /// A surname alone means the one person of the book who has it.
    fn compare_surnames(&mut self, bare: &[BareName]) {
        let mut by_surname: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (place, name) in bare.iter().enumerate() {
            if let Some(surname) = name.surname() {
                let (alone, full) = by_surname.entry(surname).or_default();
                if name.is_surname() { alone } else { full }.push(place);
            }
        }
        for (alone, full) in by_surname.values() {
            let names: Vec<&BareName> = full.iter().filter_map(|place| bare.get(*place)).collect();
            let longest = names.iter().max_by_key(|name| name.letters());
            let is_one = longest.is_some_and(|longest| {
                names
                    .iter()
                    .all(|name| name == longest || name.is_near(longest))
            });
            if !is_one {
                continue;
            }
            for (one, other) in alone.iter().take(NEIGHBOURS).flat_map(|one| {
                full.iter()
                    .take(NEIGHBOURS)
                    .map(move |other| (*one, *other))
            }) {
                let both = bare.get(one).zip(bare.get(other));
                if both.is_some_and(|(one, other)| one.may_be_one(other)) {
                    self.join(one, other);
                }
            }
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        for (one, other) in [(one, other), (other, one)] {
            let is_free = |place: usize| {
                self.names
                    .get(place)
                    .is_some_and(|used| used.party.is_none())
            };
            if one != other && is_free(one) {
                self.near.entry(one).or_default().insert(other);
            }
        }
    }
}

/// A key in eight bytes. Two keys with one digest only cost a comparison.
fn digest(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
