//! What stands in the index before a change and after it: which definitions differ, and which claims that affects.

use crate::domain::article::ArticleCore;
use crate::domain::party::PartyCore;
use crate::domain::source::SourceCore;
use crate::index::Change;
use crate::index::IndexError;
use crate::index::registry;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The kinds of things that have ids; of several definitions of one id the first by path and line stands.
const DEFINED: [&str; 4] = ["article", "party", "source", "claim"];

/// Settles which definition of an id stands.
pub(super) fn settle(connection: &Connection, id: &str) -> Result<(), IndexError> {
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
pub(super) fn settle_all(connection: &Connection) -> Result<(), IndexError> {
    for table in DEFINED {
        let mut twice = connection.prepare(&format!(
            "SELECT id FROM {table} GROUP BY id HAVING count(*) > 1"
        ))?;
        let ids: Vec<String> = twice
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        ids.iter().try_for_each(|id| settle(connection, id))?;
    }
    Ok(())
}

/// What a definition says that can bear on a claim: of a source or article.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lineage {
    article: Option<ArticleCore>,
    source: Option<SourceCore>,
}

/// The ids that a change touches, with what stood under them before it.
pub(super) struct Definitions {
    claims: BTreeSet<String>,
    sources: BTreeMap<String, Lineage>,
    parties: BTreeMap<String, Option<PartyCore>>,
    party_order: Vec<String>,
}

/// What a change altered.
pub(super) struct Altered {
    /// Sources and articles whose standing definition differs in what bears on claims.
    pub(super) sources: BTreeSet<String>,
    /// Whether any party differs.
    pub(super) parties: bool,
}

impl Definitions {
    /// Gathers what stands under every id that the change takes away or brings.
    pub(super) fn touched_by(connection: &Connection, change: &Change) -> Result<Self, IndexError> {
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
            sources.extend(
                records
                    .article
                    .iter()
                    .map(|article| article.core.id.to_string()),
            );
            sources.extend(
                records
                    .sources
                    .iter()
                    .map(|source| source.core.id.to_string()),
            );
            parties.extend(
                records
                    .parties
                    .iter()
                    .map(|party| party.core.id.to_string()),
            );
            claims.extend(records.claims.iter().map(|claim| claim.core.id.to_string()));
        }
        Ok(Self {
            claims,
            sources: standing_lineages(connection, sources.into_iter())?,
            party_order: if parties.is_empty() {
                Vec::new()
            } else {
                party_order(connection)?
            },
            parties: standing_parties(connection, parties.into_iter())?,
        })
    }

    /// Every id touched.
    pub(super) fn ids(&self) -> impl Iterator<Item = &String> {
        self.claims
            .iter()
            .chain(self.sources.keys())
            .chain(self.parties.keys())
    }

    /// The ids of the claims touched.
    pub(super) fn claims(&self) -> &BTreeSet<String> {
        &self.claims
    }

    /// What differs now from what stood before.
    pub(super) fn altered(&self, connection: &Connection) -> Result<Altered, IndexError> {
        let now = standing_lineages(connection, self.sources.keys().cloned())?;
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
    let mut statement = connection.prepare_cached(&sql)?;
    for id in statement.query_map([path], |row| row.get(0))? {
        ids.insert(id?);
    }
    Ok(())
}

/// What stands under these ids.
fn standing_lineages(
    connection: &Connection,
    ids: impl Iterator<Item = String>,
) -> Result<BTreeMap<String, Lineage>, IndexError> {
    let mut standing = BTreeMap::new();
    for id in ids {
        let article = registry::standing_article(connection, &id)?.map(|article| article.core);
        let source = registry::standing_source(connection, &id)?.map(|source| source.core);
        standing.insert(id, Lineage { article, source });
    }
    Ok(standing)
}

fn standing_parties(
    connection: &Connection,
    ids: impl Iterator<Item = String>,
) -> Result<BTreeMap<String, Option<PartyCore>>, IndexError> {
    let mut standing = BTreeMap::new();
    for id in ids {
        let party = registry::standing_party(connection, &id)?;
        standing.insert(id, party.map(|party| party.core));
    }
    Ok(standing)
}

/// The parties in the book's order, on which it depends who is meant by a name that two of them share.
fn party_order(connection: &Connection) -> Result<Vec<String>, IndexError> {
    let sql = "SELECT p.id FROM party p JOIN file f ON f.row = p.file WHERE p.stands ORDER BY f.path, p.line";
    Ok(connection
        .prepare_cached(sql)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// The claims that a change affects, gathered by row.
pub(super) struct Affected<'c> {
    connection: &'c Connection,
    rows: BTreeSet<i64>,
    /// Ids that a claim now gone denied or contradicted.
    left_alone: BTreeSet<String>,
}

impl<'c> Affected<'c> {
    /// None so far.
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            rows: BTreeSet::new(),
            left_alone: BTreeSet::new(),
        }
    }

    /// Notes, before a file goes, whom its claims stood against.
    pub(super) fn before_removal(&mut self, path: &str) -> Result<(), IndexError> {
        let sql = "SELECT r.target FROM file f JOIN claim c ON c.file = f.row JOIN relation r ON r.claim = c.row WHERE f.path = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        for target in statement.query_map([path], |row| row.get(0))? {
            self.left_alone.insert(target?);
        }
        Ok(())
    }

    /// Every claim.
    pub(super) fn everything(&mut self) -> Result<(), IndexError> {
        self.add("SELECT row FROM claim", [])
    }

    /// The claims of a file.
    pub(super) fn of_file(&mut self, path: &str) -> Result<(), IndexError> {
        self.add(
            "SELECT c.row FROM file f JOIN claim c ON c.file = f.row WHERE f.path = ?1",
            [path],
        )
    }

    /// The claims that rest on these sources, and those that stand in these articles with their neighbours.
    pub(super) fn by_sources(&mut self, sources: &BTreeSet<String>) -> Result<(), IndexError> {
        for id in sources {
            self.add(
                "WITH RECURSIVE down (id) AS (SELECT ?1 UNION SELECT l.source FROM down JOIN lineage l ON l.parent = down.id)
                 SELECT e.claim FROM down JOIN evidence e ON e.source = down.id
                 UNION SELECT v.claim FROM down JOIN via v ON v.parent = down.id",
                [id],
            )?;
            self.add("SELECT row FROM claim WHERE article = ?1", [id])?;
            self.by_neighbours(&self.ids_in_article(id)?)?;
        }
        Ok(())
    }

    /// The claims that one of these stands against, stood against, or is stood against by; of each id every definition.
    pub(super) fn by_neighbours(&mut self, ids: &BTreeSet<String>) -> Result<(), IndexError> {
        for id in ids {
            self.add("SELECT claim FROM relation WHERE target = ?1", [id])?;
            self.add(
                "SELECT o.row FROM claim c JOIN relation r ON r.claim = c.row JOIN claim o ON o.id = r.target WHERE c.id = ?1",
                [id],
            )?;
            self.add("SELECT row FROM claim WHERE id = ?1", [id])?;
        }
        for id in std::mem::take(&mut self.left_alone) {
            self.add("SELECT row FROM claim WHERE id = ?1", [&id])?;
        }
        Ok(())
    }

    /// The rows gathered.
    pub(super) fn rows(self) -> BTreeSet<i64> {
        self.rows
    }

    fn ids_in_article(&self, article: &str) -> Result<BTreeSet<String>, IndexError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM claim WHERE article = ?1")?;
        Ok(statement
            .query_map([article], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    }

    fn add<P: rusqlite::Params>(&mut self, sql: &str, parameters: P) -> Result<(), IndexError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            self.rows.insert(row.get(0)?);
        }
        Ok(())
    }
}
