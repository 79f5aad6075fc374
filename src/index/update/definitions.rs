//! Which definition of an id applies, and whether a change alters one in a way that can change a count.

use crate::domain::article::{Article, ArticleCore};
use crate::domain::records::RecordKind;
use crate::domain::source::{Source, SourceCore};
use crate::index::IndexError;
use crate::index::query::collect;
use crate::index::read::registers;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// Settles which definition of an id applies: if several records of a kind define it, the first by path and line.
fn settle(connection: &Connection, kind: RecordKind, id: &str) -> Result<(), IndexError> {
    let sql = format!(
        "UPDATE {kind} SET stands = NOT stands WHERE id = ?1 AND stands <> (row = (
           SELECT t.row FROM {kind} t JOIN file f ON f.row = t.file WHERE t.id = ?1 ORDER BY f.path, t.line, t.row LIMIT 1))"
    );
    connection.prepare_cached(&sql)?.execute([id])?;
    Ok(())
}

/// Settles every id that is defined more than once.
pub(in crate::index) fn settle_all(connection: &Connection) -> Result<(), IndexError> {
    for kind in RecordKind::ALL {
        let twice = format!("SELECT id FROM {kind} GROUP BY id HAVING count(*) > 1");
        let ids: Vec<String> = collect(connection, &twice, [], |row| Ok(row.get(0)?))?;
        ids.iter()
            .try_for_each(|id| settle(connection, *kind, id))?;
    }
    Ok(())
}

/// The cores of the source and the article that an id means.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceDefinition {
    article: Option<ArticleCore>,
    source: Option<SourceCore>,
}

impl SourceDefinition {
    fn read(connection: &Connection, id: &str) -> Result<Self, IndexError> {
        let article: Option<Article> = registers::standing(connection, id)?;
        let source: Option<Source> = registers::standing(connection, id)?;
        Ok(Self {
            article: article.map(|article| article.core),
            source: source.map(|source| source.core),
        })
    }
}

/// The ids that a change touches, with what they meant before it.
#[derive(Default)]
pub(in crate::index) struct Definitions {
    claims: BTreeSet<String>,
    sources: BTreeMap<String, SourceDefinition>,
    /// The ids that come and go.
    unsettled: BTreeSet<(RecordKind, String)>,
}

impl Definitions {
    /// Notes what an id means, before a record of it comes, goes or says something else.
    pub(in crate::index) fn note(
        &mut self,
        connection: &Connection,
        kind: RecordKind,
        id: &str,
    ) -> Result<(), IndexError> {
        match kind {
            RecordKind::Claim => {
                self.claims.insert(id.to_owned());
            }
            RecordKind::Article | RecordKind::Source if !self.sources.contains_key(id) => {
                let definition = SourceDefinition::read(connection, id)?;
                self.sources.insert(id.to_owned(), definition);
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes that a record comes or goes, so that another one of its id may apply.
    pub(in crate::index) fn settles(&mut self, kind: RecordKind, id: &str) {
        self.unsettled.insert((kind, id.to_owned()));
    }

    /// Settles which definitions apply, when all records are in.
    pub(in crate::index) fn settle(&self, connection: &Connection) -> Result<(), IndexError> {
        let unsettled = &mut self.unsettled.iter();
        unsettled.try_for_each(|(kind, id)| settle(connection, *kind, id))
    }

    /// The ids of the claims touched.
    pub(in crate::index) fn claims(&self) -> &BTreeSet<String> {
        &self.claims
    }

    /// The ids of the sources and articles touched.
    pub(in crate::index) fn sources(&self) -> impl Iterator<Item = &String> {
        self.sources.keys()
    }

    /// The sources and articles whose core differs now.
    pub(in crate::index) fn altered_sources(
        &self,
        connection: &Connection,
    ) -> Result<BTreeSet<String>, IndexError> {
        let mut altered = BTreeSet::new();
        for (id, before) in &self.sources {
            if SourceDefinition::read(connection, id)? != *before {
                altered.insert(id.clone());
            }
        }
        Ok(altered)
    }
}
