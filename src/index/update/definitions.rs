//! Which definition of an id applies, and whether a change alters one in a way that can change a count.

use crate::domain::article::{Article, ArticleCore};
use crate::domain::party::{Party, PartyCore};
use crate::domain::source::{Source, SourceCore};
use crate::index::query::{collect, each_row};
use crate::index::read::registers;
use crate::index::{Change, IndexError};
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// The tables of records with ids. If several records define one id, the first by path and line applies.
const DEFINED: [&str; 4] = ["article", "party", "source", "claim"];

/// Settles which definition of an id applies.
pub(in crate::index) fn settle(connection: &Connection, id: &str) -> Result<(), IndexError> {
    for table in DEFINED {
        let sql = format!(
            "UPDATE {table} SET stands = (row = (
               SELECT t.row FROM {table} t JOIN file f ON f.row = t.file WHERE t.id = ?1 ORDER BY f.path, t.line, t.row LIMIT 1))
             WHERE id = ?1"
        );
        connection.prepare_cached(&sql)?.execute([id])?;
    }
    Ok(())
}

/// Settles every id that is defined more than once.
pub(in crate::index) fn settle_all(connection: &Connection) -> Result<(), IndexError> {
    for table in DEFINED {
        let twice = format!("SELECT id FROM {table} GROUP BY id HAVING count(*) > 1");
        let ids: Vec<String> = collect(connection, &twice, [], |row| Ok(row.get(0)?))?;
        ids.iter().try_for_each(|id| settle(connection, id))?;
    }
    Ok(())
}

/// The cores of the source and the article that an id means.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceDefinition {
    article: Option<ArticleCore>,
    source: Option<SourceCore>,
}

/// The ids that a change touches, with what they meant before it.
pub(in crate::index) struct Definitions {
    claims: BTreeSet<String>,
    sources: BTreeMap<String, SourceDefinition>,
    parties: BTreeMap<String, Option<PartyCore>>,
    party_order: Vec<String>,
}

/// What a change altered.
pub(in crate::index) struct Altered {
    /// Sources and articles whose core differs.
    pub(in crate::index) sources: BTreeSet<String>,
    /// Whether any party differs.
    pub(in crate::index) parties: bool,
}

impl Definitions {
    /// Reads what every id means that the change removes or adds.
    pub(in crate::index) fn touched_by(
        connection: &Connection,
        change: &Change,
    ) -> Result<Self, IndexError> {
        let mut sources = BTreeSet::new();
        let mut parties = BTreeSet::new();
        let mut claims = BTreeSet::new();
        for path in &change.removed {
            add_ids(connection, "article", path, &mut sources)?;
            add_ids(connection, "source", path, &mut sources)?;
            add_ids(connection, "party", path, &mut parties)?;
            add_ids(connection, "claim", path, &mut claims)?;
        }
        for records in change.added.iter().map(|file| &file.records) {
            let articles = records.article.iter().map(|article| &article.core.id);
            let all = articles.chain(records.sources.iter().map(|source| &source.core.id));
            sources.extend(all.map(ToString::to_string));
            let all = records.parties.iter().map(|party| &party.core.id);
            parties.extend(all.map(ToString::to_string));
            claims.extend(records.claims.iter().map(|claim| claim.core.id.to_string()));
        }
        Ok(Self {
            claims,
            sources: standing_sources(connection, sources.into_iter())?,
            party_order: if parties.is_empty() {
                Vec::new()
            } else {
                party_order(connection)?
            },
            parties: standing_parties(connection, parties.into_iter())?,
        })
    }

    /// Every id touched.
    pub(in crate::index) fn ids(&self) -> impl Iterator<Item = &String> {
        self.claims
            .iter()
            .chain(self.sources.keys())
            .chain(self.parties.keys())
    }

    /// The ids of the claims touched.
    pub(in crate::index) fn claims(&self) -> &BTreeSet<String> {
        &self.claims
    }

    /// What is different now.
    pub(in crate::index) fn altered(&self, connection: &Connection) -> Result<Altered, IndexError> {
        let now = standing_sources(connection, self.sources.keys().cloned())?;
        let differs = |id: &&String| now.get(*id) != self.sources.get(*id);
        let sources = self.sources.keys().filter(differs).cloned().collect();
        let parties = !self.parties.is_empty()
            && (standing_parties(connection, self.parties.keys().cloned())? != self.parties
                || party_order(connection)? != self.party_order);
        Ok(Altered { sources, parties })
    }
}

fn add_ids(
    connection: &Connection,
    table: &str,
    path: &str,
    ids: &mut BTreeSet<String>,
) -> Result<(), IndexError> {
    let sql = format!("SELECT t.id FROM {table} t JOIN file f ON f.row = t.file WHERE f.path = ?1");
    each_row(connection, &sql, [path], |row| {
        ids.insert(row.get(0)?);
        Ok(())
    })
}

/// The sources and articles that these ids mean.
fn standing_sources(
    connection: &Connection,
    ids: impl Iterator<Item = String>,
) -> Result<BTreeMap<String, SourceDefinition>, IndexError> {
    let mut standing = BTreeMap::new();
    for id in ids {
        let article = registers::standing(connection, &id)?.map(|article: Article| article.core);
        let source = registers::standing(connection, &id)?.map(|source: Source| source.core);
        standing.insert(id, SourceDefinition { article, source });
    }
    Ok(standing)
}

fn standing_parties(
    connection: &Connection,
    ids: impl Iterator<Item = String>,
) -> Result<BTreeMap<String, Option<PartyCore>>, IndexError> {
    let mut standing = BTreeMap::new();
    for id in ids {
        let party = registers::standing(connection, &id)?.map(|party: Party| party.core);
        standing.insert(id, party);
    }
    Ok(standing)
}

/// Party ids in book order. If two parties share a name, the first one wins.
fn party_order(connection: &Connection) -> Result<Vec<String>, IndexError> {
    let sql = "SELECT p.id FROM party p JOIN file f ON f.row = p.file WHERE p.stands ORDER BY f.path, p.line";
    collect(connection, sql, [], |row| Ok(row.get(0)?))
}
