//! Resolving the names of publishers, voices and wholes to parties and houses, so that plain SQL can join by them.
//!
//! Who a name means depends on every party of the book, so this happens when all rows are in.

use crate::domain::corroboration::Registry;
use crate::domain::records::RecordKind;
use crate::domain::source::SourceKind;
use crate::index::IndexError;
use crate::index::read::registers;
use crate::index::read::registers::{house_key, of_parties, speaker_key};
use rusqlite::{Connection, Params};
use std::collections::{BTreeMap, BTreeSet};

/// Resolves the names in every article, party and source.
pub(in crate::index) fn all(connection: &Connection) -> Result<(), IndexError> {
    let parties = of_parties(&registers::party_cores(connection)?);
    let mut resolver = Resolver::new(connection, parties);
    for kind in KINDS {
        resolver.rows(kind, "TRUE", [])?;
    }
    Ok(())
}

/// Resolves the names in these rows; in all parties, if some of them changed. Takes the parties as they are now, if known.
pub(in crate::index) fn these(
    connection: &Connection,
    rows: &BTreeMap<RecordKind, BTreeSet<i64>>,
    changed: Option<Registry>,
) -> Result<(), IndexError> {
    let all_parties = changed.is_some();
    let some = KINDS.iter().any(|kind| rows.contains_key(kind));
    let parties = match changed {
        Some(parties) => parties,
        None if some => of_parties(&registers::party_cores(connection)?),
        None => return Ok(()),
    };
    let mut resolver = Resolver::new(connection, parties);
    for (kind, rows) in rows.iter().filter(|(kind, _)| KINDS.contains(kind)) {
        for row in rows {
            resolver.rows(*kind, "row = ?1", [row])?;
        }
    }
    if all_parties {
        resolver.rows(RecordKind::Party, "TRUE", [])?;
    }
    Ok(())
}

/// The kinds of records that have resolved names. Those of claims are in their assessments.
const KINDS: [RecordKind; 3] = [RecordKind::Party, RecordKind::Article, RecordKind::Source];

/// Who a name means, as the index writes it.
#[derive(Clone)]
struct Whom {
    /// The party's id, else the name folded and in quotes.
    key: String,
    /// The same of the house.
    house: String,
}

/// Resolves names, each spelling once.
struct Resolver<'c> {
    connection: &'c Connection,
    /// The parties alone.
    parties: Registry,
    known: BTreeMap<String, Whom>,
}

impl<'c> Resolver<'c> {
    fn new(connection: &'c Connection, parties: Registry) -> Self {
        Self {
            connection,
            parties,
            known: BTreeMap::new(),
        }
    }

    /// Fills the resolved columns of the rows that `which`, a condition with these parameters, picks.
    fn rows<P: Params>(
        &mut self,
        kind: RecordKind,
        which: &str,
        parameters: P,
    ) -> Result<(), IndexError> {
        match kind {
            RecordKind::Party => self.parties(which, parameters),
            RecordKind::Article => self.articles(which, parameters),
            RecordKind::Source => self.sources(which, parameters),
            RecordKind::Claim => Ok(()),
        }
    }

    fn parties<P: Params>(&mut self, which: &str, parameters: P) -> Result<(), IndexError> {
        let mut read = self
            .connection
            .prepare_cached(&format!("SELECT row, id FROM party WHERE {which}"))?;
        let mut write = self
            .connection
            .prepare_cached("UPDATE party SET house = ?2 WHERE row = ?1 AND house IS NOT ?2")?;
        let mut rows = read.query(parameters)?;
        while let Some(row) = rows.next()? {
            let id: String = row.get(1)?;
            write.execute((row.get::<_, i64>(0)?, self.whom(&id).house))?;
        }
        Ok(())
    }

    fn articles<P: Params>(&mut self, which: &str, parameters: P) -> Result<(), IndexError> {
        let sql = format!(
            "SELECT row, publisher, host FROM article WHERE {which} AND (publisher IS NOT NULL OR host IS NOT NULL)"
        );
        let mut read = self.connection.prepare_cached(&sql)?;
        let sql = "UPDATE article SET publisher_key = ?2, publisher_house = ?3 WHERE row = ?1";
        let mut write = self.connection.prepare_cached(sql)?;
        let mut rows = read.query(parameters)?;
        while let Some(row) = rows.next()? {
            let (key, house) = self.publisher(row.get(1)?, row.get(2)?);
            write.execute((row.get::<_, i64>(0)?, key, house))?;
        }
        Ok(())
    }

    fn sources<P: Params>(&mut self, which: &str, parameters: P) -> Result<(), IndexError> {
        let sql = format!(
            "SELECT row, publisher, host, voice, kind FROM source
             WHERE {which} AND (publisher IS NOT NULL OR host IS NOT NULL OR voice IS NOT NULL)"
        );
        let mut read = self.connection.prepare_cached(&sql)?;
        let sql = "UPDATE source SET publisher_key = ?2, publisher_house = ?3, voice_key = ?4, voice_house = ?5, witness = ?6 WHERE row = ?1";
        let mut write = self.connection.prepare_cached(sql)?;
        let mut rows = read.query(parameters)?;
        while let Some(row) = rows.next()? {
            let (key, house) = self.publisher(row.get(1)?, row.get(2)?);
            let voice = row
                .get::<_, Option<String>>(3)?
                .map(|name| self.whom(&name));
            let witness = witness(row.get(4)?, house.as_ref(), voice.as_ref());
            let (voice, voice_house) = parts(voice);
            let row: i64 = row.get(0)?;
            write.execute((row, key, house, voice, voice_house, witness))?;
        }
        Ok(())
    }

    /// The key and the house of a publisher: the one that is written, else the party whose domain the host is under.
    fn publisher(
        &mut self,
        written: Option<String>,
        host: Option<String>,
    ) -> (Option<String>, Option<String>) {
        let owner = || self.parties.owner(&host?).map(ToOwned::to_owned);
        let name = written.or_else(owner);
        parts(name.map(|name| self.whom(&name)))
    }

    fn whom(&mut self, name: &str) -> Whom {
        if let Some(whom) = self.known.get(name) {
            return whom.clone();
        }
        let whom = Whom {
            key: speaker_key(&self.parties, name),
            house: house_key(self.parties.house(name)),
        };
        self.known.insert(name.to_owned(), whom.clone());
        whom
    }
}

/// The key and the house, each a cell.
fn parts(whom: Option<Whom>) -> (Option<String>, Option<String>) {
    whom.map(|whom| (whom.key, whom.house)).unzip()
}

/// The house of the witness whom a desk heard, or its own if it saw for itself: see `witness` in `schema.sql`.
fn witness(
    kind: Option<SourceKind>,
    desk: Option<&String>,
    voice: Option<&Whom>,
) -> Option<String> {
    let other = voice.filter(|voice| Some(&voice.house) != desk);
    match kind? {
        SourceKind::Interview => {
            let registered = other.filter(|voice| !voice.key.starts_with('"'));
            registered.map(|voice| voice.house.clone())
        }
        SourceKind::Observation => desk.filter(|_| other.is_none()).cloned(),
        _ => None,
    }
}
