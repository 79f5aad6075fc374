//! Parties, sources and articles as records, and the registry that the rules of corroboration need.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::corroboration::{Registry, RegistryBuilder};
use crate::domain::name::fold;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use crate::index::columns::{FromColumns, columns, selected};
use crate::index::query::{collect, each_row, first};
use crate::index::value::List;
use crate::index::{IndexError, value};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Which sources and articles a registry must hold. It always holds all parties, because they are few.
#[derive(Clone, Debug)]
pub enum RegistryPart {
    /// Every one of the book.
    All,
    /// These names and whatever they derive from.
    ReachedFrom(BTreeSet<String>),
}

columns! {
    /// What a source derives from.
    read: DerivedFrom {
        derived_from = "(SELECT json_group_array(parent ORDER BY position) FROM derivation d WHERE d.source = s.row)",
    }
}

/// `SELECT … FROM party p`, with what [`party`] reads.
fn party_query(rest: &str) -> String {
    let columns = selected(&[PartyCore::SQL, PartyWords::SQL]);
    format!("SELECT {columns} FROM party p {rest}")
}

/// `SELECT … FROM article a`, with what [`article`] reads.
fn article_query(rest: &str) -> String {
    let columns = selected(&[ArticleCore::SQL, ArticleWords::SQL]);
    format!("SELECT {columns} FROM article a {rest}")
}

/// `SELECT … FROM source s`, with what [`source`] reads.
fn source_query(rest: &str) -> String {
    let columns = selected(&[SourceCore::SQL, SourceWords::SQL, DerivedFrom::SQL]);
    format!("SELECT {columns} FROM source s {rest}")
}

/// Reads the registry.
pub(in crate::index) fn read(
    connection: &Connection,
    wanted: &RegistryPart,
) -> Result<Registry, IndexError> {
    let mut builder = RegistryBuilder::new();
    for party in parties(connection)? {
        builder.party(&party.core);
    }
    match wanted {
        RegistryPart::All => {
            each_row(connection, &article_query("WHERE stands"), [], |row| {
                builder.article(&article(row)?.core);
                Ok(())
            })?;
            each_row(connection, &source_query("WHERE stands"), [], |row| {
                builder.source(&source(row)?.core);
                Ok(())
            })?;
        }
        RegistryPart::ReachedFrom(names) => {
            let mut names = names.clone();
            let sources = sources_reached(connection, &mut names)?;
            for article in articles_named(connection, &names)?.values() {
                builder.article(&article.core);
            }
            for source in sources.values() {
                builder.source(&source.core);
            }
        }
    }
    Ok(builder.build())
}

/// The parties in book order. If two parties share a name, the first one wins.
pub(in crate::index) fn parties(connection: &Connection) -> Result<Vec<Party>, IndexError> {
    let sql = party_query("JOIN file f ON f.row = p.file WHERE stands ORDER BY f.path, p.line");
    collect(connection, &sql, [], party)
}

/// The definition that applies of an id.
const STANDING: &str = "WHERE id = ?1 AND stands";
/// The definitions of a file, in its order.
const OF_FILE: &str = "WHERE file = ?1 ORDER BY line";

/// The source that an id means.
pub(in crate::index) fn standing_source(
    connection: &Connection,
    id: &str,
) -> Result<Option<Source>, IndexError> {
    first(connection, &source_query(STANDING), [id], source)
}

/// The article that an id means.
pub(in crate::index) fn standing_article(
    connection: &Connection,
    id: &str,
) -> Result<Option<Article>, IndexError> {
    first(connection, &article_query(STANDING), [id], article)
}

/// The party that an id means.
pub(in crate::index) fn standing_party(
    connection: &Connection,
    id: &str,
) -> Result<Option<Party>, IndexError> {
    first(connection, &party_query(STANDING), [id], party)
}

/// The articles that a file defines, in its order.
pub(in crate::index) fn articles_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Article>, IndexError> {
    collect(connection, &article_query(OF_FILE), [file], article)
}

/// The parties that a file defines, in its order.
pub(in crate::index) fn parties_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Party>, IndexError> {
    collect(connection, &party_query(OF_FILE), [file], party)
}

/// The sources that a file defines, in its order.
pub(in crate::index) fn sources_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Source>, IndexError> {
    collect(connection, &source_query(OF_FILE), [file], source)
}

/// The confidential sources that stand.
pub(in crate::index) fn confidential_sources(
    connection: &Connection,
) -> Result<Vec<Source>, IndexError> {
    let sql = source_query("WHERE stands AND confidential ORDER BY id");
    collect(connection, &sql, [], source)
}

/// The name by which a speaker is looked up: the party's id, else the name folded and in quotes, which no id has.
pub(in crate::index) fn speaker_key(registry: &Registry, name: &str) -> String {
    registry
        .party_id(name)
        .map_or_else(|| format!("\"{}\"", fold(name)), ToOwned::to_owned)
}

/// The sources that stand under these names and all that they derive from, by id; adds the names met on the way.
pub(in crate::index) fn sources_reached(
    connection: &Connection,
    names: &mut BTreeSet<String>,
) -> Result<BTreeMap<String, Source>, IndexError> {
    let mut reached = BTreeMap::new();
    let mut open: Vec<String> = names.iter().cloned().collect();
    let sql = source_query("WHERE stands AND id IN (SELECT value FROM json_each(?1))");
    let mut statement = connection.prepare_cached(&sql)?;
    while !open.is_empty() {
        let mut rows = statement.query([value::json(&std::mem::take(&mut open))])?;
        while let Some(row) = rows.next()? {
            let source = source(row)?;
            open.extend(
                source
                    .core
                    .derived_from
                    .iter()
                    .filter(|parent| names.insert((*parent).clone()))
                    .cloned(),
            );
            reached.insert(source.core.id.to_string(), source);
        }
    }
    Ok(reached)
}

/// The articles that stand under some of these names, by id.
pub(in crate::index) fn articles_named(
    connection: &Connection,
    names: &BTreeSet<String>,
) -> Result<BTreeMap<String, Article>, IndexError> {
    let names: Vec<String> = names.iter().cloned().collect();
    let sql = article_query("WHERE stands AND id IN (SELECT value FROM json_each(?1))");
    collect(connection, &sql, [value::json(&names)], |row| {
        let article = article(row)?;
        Ok((article.core.id.to_string(), article))
    })
}

fn party(row: &Row<'_>) -> Result<Party, IndexError> {
    Ok(Party {
        core: PartyCore::read(row, 0)?,
        words: PartyWords::read(row, PartyCore::SQL.len())?,
    })
}

fn article(row: &Row<'_>) -> Result<Article, IndexError> {
    Ok(Article {
        core: ArticleCore::read(row, 0)?,
        words: ArticleWords::read(row, ArticleCore::SQL.len())?,
    })
}

fn source(row: &Row<'_>) -> Result<Source, IndexError> {
    const WORDS: usize = SourceCore::SQL.len();
    const PARENTS: DerivedFrom = DerivedFrom::after(WORDS + SourceWords::SQL.len());
    Ok(Source {
        core: SourceCore {
            derived_from: row.get::<_, List>(PARENTS.derived_from)?.0,
            ..SourceCore::read(row, 0)?
        },
        words: SourceWords::read(row, WORDS)?,
    })
}
