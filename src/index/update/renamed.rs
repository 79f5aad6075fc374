//! What a change of parties does: who is meant by other names, or by the same names something else.
//!
//! A name means something else if its party is another one, or if the party's house, kind, reliability or interests are
//! others: see [`NameMeaning`]. Only what names such a name is looked at again. The index finds that by the keys that it has
//! written beside most names. Names without a key are few in their spellings, so each distinct spelling is asked.
//!
//! [`NameMeaning`]: crate::domain::corroboration::NameMeaning

use crate::domain::address::domain;
use crate::domain::corroboration::Registry;
use crate::domain::name::fold;
use crate::domain::party::PartyCore;
use crate::domain::records::RecordKind;
use crate::index::IndexError;
use crate::index::query::{collect, each_row};
use crate::index::read::registers::of_parties;
use crate::index::value::List;
use rusqlite::Connection;
use rusqlite::types::{FromSql, ValueRef};
use std::collections::{BTreeMap, BTreeSet};

/// Names that mean something else than before.
pub(in crate::index) struct Renamed {
    before: Registry,
    now: Registry,
    /// The keys that the index has for them.
    keys: BTreeSet<String>,
    /// Whether any domain has another owner.
    moves_domains: bool,
}

impl Renamed {
    /// Compares the parties before a change with those after it, both in book order.
    pub(in crate::index) fn between(before: &[PartyCore], now: &[PartyCore]) -> Self {
        let mut renamed = Self {
            before: of_parties(before),
            now: of_parties(now),
            keys: BTreeSet::new(),
            moves_domains: false,
        };
        for party in before.iter().chain(now) {
            renamed.compare(party);
        }
        renamed
    }

    fn compare(&mut self, party: &PartyCore) {
        let id = party.id.as_str();
        let (before, now) = (self.before.meaning(id), self.now.meaning(id));
        if before != now {
            self.keys.insert(before.key(&fold(id)));
        }
        for name in std::iter::once(&party.name).chain(&party.aliases) {
            let folded = &fold(name);
            let before = self.before.meaning_of_alias(folded);
            if before != self.now.meaning_of_alias(folded) {
                self.keys.insert(before.key(folded));
            }
        }
        let mut domains = party.domains.iter().filter_map(|text| domain(text));
        self.moves_domains |= domains.any(|domain| self.has_other_owner(&domain));
    }

    /// Whom names mean now.
    pub(in crate::index) fn into_now(self) -> Registry {
        self.now
    }

    fn has_other_owner(&self, host: &str) -> bool {
        self.before.owner(host) != self.now.owner(host)
    }

    fn differs(&self, name: &str) -> bool {
        self.before.meaning(name) != self.now.meaning(name)
    }

    /// The sources and the articles that name such a name or lie under such a domain: their rows with their ids.
    pub(in crate::index) fn registers(
        &self,
        connection: &Connection,
    ) -> Result<BTreeMap<RecordKind, BTreeMap<i64, String>>, IndexError> {
        let mut found: BTreeMap<RecordKind, BTreeMap<i64, String>> = BTreeMap::new();
        let mut add = |kind: RecordKind, column: &str, values: &BTreeSet<String>| {
            let rest = if column == "interests" {
                "AND interests <> '[]'"
            } else {
                ""
            };
            let sql = format!("SELECT row, id FROM {kind} WHERE {column} = ?1 {rest}");
            let rows = found.entry(kind).or_default();
            values.iter().try_for_each(|value| {
                each_row(connection, &sql, [value], |row| {
                    rows.insert(row.get(0)?, row.get(1)?);
                    Ok(())
                })
            })
        };
        for kind in [RecordKind::Source, RecordKind::Article] {
            add(kind, "publisher_key", &self.keys)?;
            if self.moves_domains {
                let mut hosts = distinct(connection, kind.as_str(), "host", "host IS NOT NULL")?;
                hosts.retain(|host| self.has_other_owner(host));
                add(kind, "host", &hosts)?;
            }
        }
        add(RecordKind::Source, "voice_key", &self.keys)?;
        let sides = distinct(connection, "source", "interests", "interests <> '[]'")?;
        let mut others = BTreeSet::new();
        for written in sides {
            let List(names) = List::column_result(ValueRef::Text(written.as_bytes()))
                .map_err(rusqlite::Error::from)?;
            if names.iter().any(|name| self.differs(name)) {
                others.insert(written);
            }
        }
        add(RecordKind::Source, "interests", &others)?;
        Ok(found)
    }

    /// The claims that name such a name: rows. Those that it speaks may count against others, so these come by their ids.
    pub(in crate::index) fn claims(
        &self,
        connection: &Connection,
    ) -> Result<(BTreeSet<i64>, BTreeSet<String>), IndexError> {
        let mut rows = BTreeSet::new();
        let mut speaking = BTreeSet::new();
        for key in &self.keys {
            let spoken = "SELECT c.id FROM assessment a JOIN claim c ON c.row = a.claim WHERE a.speaker = ?1";
            speaking.extend(ids(connection, spoken, key)?);
            let named = "SELECT claim FROM assessment WHERE quoted = ?1
                         UNION ALL SELECT claim FROM evidence WHERE voice_key = ?1";
            each_row(connection, named, [key], |row| {
                rows.insert(row.get(0)?);
                Ok(())
            })?;
        }
        for party in distinct(connection, "stake", "party", "TRUE")? {
            if self.differs(&party) {
                let staked = "SELECT claim FROM stake WHERE party = ?1";
                each_row(connection, staked, [&party], |row| {
                    rows.insert(row.get(0)?);
                    Ok(())
                })?;
            }
        }
        Ok((rows, speaking))
    }
}

fn ids(connection: &Connection, sql: &str, key: &str) -> Result<BTreeSet<String>, IndexError> {
    collect(connection, sql, [key], |row| Ok(row.get(0)?))
}

/// The distinct values of a column with an index: one step for each of them, however many rows there are.
fn distinct(
    connection: &Connection,
    table: &str,
    column: &str,
    condition: &str,
) -> Result<BTreeSet<String>, IndexError> {
    let least = format!("SELECT min({column}) FROM {table} WHERE {condition}");
    let sql = format!(
        "WITH RECURSIVE step (value) AS (
           {least} UNION ALL SELECT ({least} AND {column} > step.value) FROM step WHERE step.value IS NOT NULL)
         SELECT value FROM step WHERE value IS NOT NULL"
    );
    collect(connection, &sql, [], |row| Ok(row.get(0)?))
}
