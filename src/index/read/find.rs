//! What an id, the beginning of one, or a party's name means.

use crate::domain::address::Address;
use crate::domain::corroboration::RegistryBuilder;
use crate::domain::name::{composed, fold};
use crate::domain::party::PartyCore;
use crate::domain::records::RecordKind;
use crate::index::query::{each_row, first};
use crate::index::read::registers;
use crate::index::rows::{AtAddress, Found, NearAddress, PartyName};
use crate::index::{Index, IndexError, value};
use rusqlite::Row;
use std::collections::BTreeMap;

/// How many candidates to name when several ids begin alike.
const CANDIDATES: usize = 5;

/// The kinds of things with ids, claims first.
const KINDS: [RecordKind; 4] = [
    RecordKind::Claim,
    RecordKind::Source,
    RecordKind::Party,
    RecordKind::Article,
];

impl Index {
    /// What `word` names: an exact id, else the only id that begins with it, else a party by name or alias.
    pub fn find(&self, word: &str) -> Result<Found, IndexError> {
        let word = &*composed(word);
        for kind in KINDS {
            if let Some(row) = self.row_of(kind, word)? {
                return Ok(named(kind, row, word.to_owned()));
            }
        }
        let mut candidates = self.beginning_with(word)?;
        if candidates.len() > 1 {
            return Ok(Found::Ambiguous(
                candidates.into_keys().take(CANDIDATES).collect(),
            ));
        }
        if let Some((id, (kind, row))) = candidates.pop_first() {
            return Ok(named(kind, row, id));
        }
        if let Some(id) = self.party_named(word)?.id {
            return Ok(Found::Party(id));
        }
        Ok(Found::Unknown {
            nearest: self.nearest(word)?,
        })
    }

    /// The row of the record that an id means.
    pub fn row_of(&self, kind: RecordKind, id: &str) -> Result<Option<i64>, IndexError> {
        let sql = format!("SELECT row FROM {kind} WHERE id = ?1 AND stands");
        first(self.connection(), &sql, [&*composed(id)], |row| {
            Ok(row.get(0)?)
        })
    }

    /// What kind of thing has this exact id.
    pub fn kind_of(&self, id: &str) -> Result<Option<RecordKind>, IndexError> {
        for kind in KINDS {
            if self.row_of(kind, id)?.is_some() {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    }

    /// The kind, file and line of every record with this id, in book order. An id should have one.
    pub fn places_of(&self, id: &str) -> Result<Vec<(RecordKind, String, u32)>, IndexError> {
        let with_id = KINDS.map(|kind| {
            format!("SELECT '{kind}', f.path, k.line FROM {kind} k JOIN file f ON f.row = k.file WHERE k.id = ?1")
        });
        let sql = format!("{} ORDER BY 2, 3", with_id.join(" UNION ALL "));
        let mut places = Vec::new();
        each_row(self.connection(), &sql, [&*composed(id)], |row| {
            places.push((row.get(0)?, row.get(1)?, row.get(2)?));
            Ok(())
        })?;
        Ok(places)
    }

    /// The kind, file and line of the record that an id means.
    pub fn place_of_any(&self, id: &str) -> Result<Option<(RecordKind, String, u32)>, IndexError> {
        let Some(kind) = self.kind_of(id)? else {
            return Ok(None);
        };
        Ok(self
            .place_of(kind, id)?
            .map(|(path, line)| (kind, path, line)))
    }

    /// The file, as a path inside the book, and the line of the record that an id means.
    pub fn place_of(
        &self,
        kind: RecordKind,
        id: &str,
    ) -> Result<Option<(String, u32)>, IndexError> {
        let sql = format!(
            "SELECT f.path, k.line FROM {kind} k JOIN file f ON f.row = k.file WHERE k.id = ?1 AND k.stands"
        );
        let place = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        first(self.connection(), &sql, [&*composed(id)], place)
    }

    /// The sources and articles at an address, and near it, each list in the order of ids.
    pub fn at_address(&self, address: &Address) -> Result<AtAddress, IndexError> {
        let (page, near) = (address.page(), address.near());
        let known = "SELECT id, title, url, archive FROM source WHERE stands AND (near = ?1 OR archive_near = ?1)
           UNION ALL SELECT id, title, url, archive FROM article WHERE stands AND (near = ?1 OR archive_near = ?1)
           ORDER BY 1";
        let mut found = AtAddress::default();
        each_row(self.connection(), known, [value::digest(&near)], |row| {
            let id: String = row.get(0)?;
            for url in [row.get::<_, Option<String>>(2)?, row.get(3)?]
                .into_iter()
                .flatten()
            {
                match Address::parse(&url) {
                    Ok(known) if known.page() == page => {
                        found.same.push(id);
                        return Ok(());
                    }
                    Ok(known) if known.near() == near => {
                        let title = row.get(1)?;
                        found.near.push(NearAddress { id, title, url });
                        return Ok(());
                    }
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The party with this exact id, else with this name or alias, however it is spelled; else the name itself.
    pub fn party_named(&self, name: &str) -> Result<PartyName, IndexError> {
        let by_id = "SELECT id, name FROM party WHERE id = ?1 AND stands";
        let by_name = "SELECT p.id, p.name FROM party_name n JOIN party p ON p.row = n.party AND p.stands JOIN file f ON f.row = p.file
             WHERE n.name = ?1 ORDER BY f.path, p.line LIMIT 1";
        let party = |row: &Row<'_>| {
            Ok(PartyName {
                id: Some(row.get(0)?),
                name: row.get(1)?,
            })
        };
        let found = match first(self.connection(), by_id, [&*composed(name)], party)? {
            Some(found) => Some(found),
            None => first(self.connection(), by_name, [fold(name)], party)?,
        };
        Ok(found.unwrap_or_else(|| PartyName {
            id: None,
            name: name.to_owned(),
        }))
    }

    /// The parties that apply, each with the path of its file, in book order.
    pub fn parties_by_file(&self) -> Result<Vec<(String, PartyCore)>, IndexError> {
        registers::parties_by_file(self.connection())
    }

    /// The party whose domain a host is under.
    pub fn owner_of(&self, host: &str) -> Result<Option<PartyName>, IndexError> {
        let mut builder = RegistryBuilder::new();
        for party in registers::parties(self.connection())? {
            builder.party(&party.core);
        }
        let registry = builder.build();
        registry
            .owner(host)
            .map(|id| self.party_named(id))
            .transpose()
    }

    fn beginning_with(
        &self,
        beginning: &str,
    ) -> Result<BTreeMap<String, (RecordKind, i64)>, IndexError> {
        let mut found = BTreeMap::new();
        if beginning.is_empty() {
            return Ok(found);
        }
        for kind in KINDS {
            let limit = CANDIDATES + 1;
            let sql = format!(
                "SELECT id, row FROM {kind} WHERE id >= ?1 AND id < ?2 AND stands ORDER BY id LIMIT {limit}"
            );
            let mut statement = self.connection().prepare_cached(&sql)?;
            let mut rows = statement.query((beginning, format!("{beginning}\u{10FFFF}")))?;
            while let Some(row) = rows.next()? {
                found.entry(row.get(0)?).or_insert((kind, row.get(1)?));
            }
        }
        Ok(found)
    }

    /// The id of a record of this kind that is most like `word`; of parties, an id or a name.
    pub fn nearest_of(&self, kind: RecordKind, word: &str) -> Result<Option<String>, IndexError> {
        let mut lists = vec![format!("SELECT id FROM {kind} ORDER BY id")];
        if kind == RecordKind::Party {
            lists.push("SELECT name FROM party ORDER BY name".to_owned());
        }
        self.nearest_in(&lists, word)
    }

    /// The id of any kind that is most like `word`, if one is like it at all.
    fn nearest(&self, word: &str) -> Result<Option<String>, IndexError> {
        let lists = KINDS.map(|kind| format!("SELECT id FROM {kind} ORDER BY id"));
        self.nearest_in(&lists, word)
    }

    fn nearest_in(&self, lists: &[String], word: &str) -> Result<Option<String>, IndexError> {
        let bound = (word.chars().count() / 3).max(1);
        let mut best: Option<(usize, String)> = None;
        for list in lists {
            let mut statement = self.connection().prepare(list)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                if id.chars().count().abs_diff(word.chars().count()) > bound {
                    continue;
                }
                let distance = strsim::osa_distance(word, id);
                if distance <= bound && best.as_ref().is_none_or(|(least, _)| distance < *least) {
                    best = Some((distance, id.to_owned()));
                }
            }
        }
        Ok(best.map(|(_, id)| id))
    }
}

fn named(kind: RecordKind, row: i64, id: String) -> Found {
    match kind {
        RecordKind::Claim => Found::Claim(row),
        RecordKind::Source => Found::Source(id),
        RecordKind::Party => Found::Party(id),
        RecordKind::Article => Found::Article(id),
    }
}
