//! Parties, sources and articles as records, and the registry that the rules of corroboration need.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::corroboration::{Registry, RegistryBuilder};
use crate::domain::name::fold;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use crate::index::columns::{
    ArticleCoreColumns, ArticleWordsColumns, PartyCoreColumns, PartyWordsColumns,
    SourceCoreColumns, SourceWordsColumns, columns, selected,
};
use crate::index::value::List;
use crate::index::{IndexError, value};
use rusqlite::{Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Which sources and articles a registry must hold. It always holds all parties, because they are few.
#[derive(Clone, Debug)]
pub enum Wanted {
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
    let columns = selected(&[PartyCoreColumns::SQL, PartyWordsColumns::SQL]);
    format!("SELECT {columns} FROM party p {rest}")
}

/// `SELECT … FROM article a`, with what [`article`] reads.
fn article_query(rest: &str) -> String {
    let columns = selected(&[ArticleCoreColumns::SQL, ArticleWordsColumns::SQL]);
    format!("SELECT {columns} FROM article a {rest}")
}

/// `SELECT … FROM source s`, with what [`source`] reads.
fn source_query(rest: &str) -> String {
    let columns = selected(&[
        SourceCoreColumns::SQL,
        SourceWordsColumns::SQL,
        DerivedFrom::SQL,
    ]);
    format!("SELECT {columns} FROM source s {rest}")
}

/// Reads the registry.
pub(in crate::index) fn read(
    connection: &Connection,
    wanted: &Wanted,
) -> Result<Registry, IndexError> {
    let mut builder = RegistryBuilder::new();
    for party in parties(connection)? {
        builder.party(&party.core);
    }
    match wanted {
        Wanted::All => {
            every(connection, &article_query("WHERE stands"), |row| {
                builder.article(&article(row)?.core);
                Ok(())
            })?;
            every(connection, &source_query("WHERE stands"), |row| {
                builder.source(&source(row)?.core);
                Ok(())
            })?;
        }
        Wanted::ReachedFrom(names) => {
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
    let mut parties = Vec::new();
    every(connection, &sql, |row| {
        parties.push(party(row)?);
        Ok(())
    })?;
    Ok(parties)
}

/// The source that an id means.
pub(in crate::index) fn standing_source(
    connection: &Connection,
    id: &str,
) -> Result<Option<Source>, IndexError> {
    let mut statement = connection.prepare_cached(&source_query("WHERE id = ?1 AND stands"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(source).transpose()
}

/// The article that an id means.
pub(in crate::index) fn standing_article(
    connection: &Connection,
    id: &str,
) -> Result<Option<Article>, IndexError> {
    let mut statement = connection.prepare_cached(&article_query("WHERE id = ?1 AND stands"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(article).transpose()
}

/// The party that an id means.
pub(in crate::index) fn standing_party(
    connection: &Connection,
    id: &str,
) -> Result<Option<Party>, IndexError> {
    let mut statement = connection.prepare_cached(&party_query("WHERE id = ?1 AND stands"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(party).transpose()
}

/// The articles that a file defines, in its order.
pub(in crate::index) fn articles_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Article>, IndexError> {
    of_file(
        connection,
        &article_query("WHERE file = ?1 ORDER BY line"),
        file,
        article,
    )
}

/// The parties that a file defines, in its order.
pub(in crate::index) fn parties_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Party>, IndexError> {
    of_file(
        connection,
        &party_query("WHERE file = ?1 ORDER BY line"),
        file,
        party,
    )
}

/// The sources that a file defines, in its order.
pub(in crate::index) fn sources_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Source>, IndexError> {
    let sql = source_query("WHERE file = ?1 ORDER BY line");
    of_file(connection, &sql, file, source)
}

/// The confidential sources that stand.
pub(in crate::index) fn confidential_sources(
    connection: &Connection,
) -> Result<Vec<Source>, IndexError> {
    let mut sources = Vec::new();
    every(
        connection,
        &source_query("WHERE stands AND confidential ORDER BY id"),
        |row| {
            sources.push(source(row)?);
            Ok(())
        },
    )?;
    Ok(sources)
}

/// The name by which a speaker is looked up: the party's id, else the name folded and in quotes, which no id has.
pub(in crate::index) fn speaker_key(registry: &Registry, name: &str) -> String {
    registry
        .party_id(name)
        .map_or_else(|| format!("\"{}\"", fold(name)), ToOwned::to_owned)
}

fn of_file<T>(
    connection: &Connection,
    sql: &str,
    file: i64,
    read: impl Fn(&Row<'_>) -> Result<T, IndexError>,
) -> Result<Vec<T>, IndexError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([file])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
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
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([value::json(&names)])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let article = article(row)?;
        found.insert(article.core.id.to_string(), article);
    }
    Ok(found)
}

fn every(
    connection: &Connection,
    sql: &str,
    mut each: impl FnMut(&Row<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

fn party(row: &Row<'_>) -> Result<Party, IndexError> {
    const CORE: PartyCoreColumns<usize> = PartyCoreColumns::after(0);
    const WORDS: PartyWordsColumns<usize> = PartyWordsColumns::after(PartyCoreColumns::SQL.len());
    Ok(Party {
        core: PartyCore {
            id: row.get(CORE.id)?,
            name: row.get(CORE.name)?,
            aliases: row.get::<_, List>(CORE.aliases)?.0,
            part_of: row.get(CORE.part_of)?,
            reliability: row.get(CORE.reliability)?,
            interests: row.get::<_, List>(CORE.interests)?.0,
        },
        words: PartyWords {
            kind: row.get(WORDS.kind)?,
            confidential: row.get(WORDS.confidential)?,
            line: row.get(WORDS.line)?,
        },
    })
}

fn article(row: &Row<'_>) -> Result<Article, IndexError> {
    const CORE: ArticleCoreColumns<usize> = ArticleCoreColumns::after(0);
    const WORDS: ArticleWordsColumns<usize> =
        ArticleWordsColumns::after(ArticleCoreColumns::SQL.len());
    Ok(Article {
        core: ArticleCore {
            id: row.get(CORE.id)?,
            publisher: row.get(CORE.publisher)?,
        },
        words: ArticleWords {
            title: row.get(WORDS.title)?,
            author: row.get(WORDS.author)?,
            url: row.get(WORDS.url)?,
            published: row.get(WORDS.published)?,
            accessed: row.get(WORDS.accessed)?,
            language: row.get(WORDS.language)?,
            archive: row.get(WORDS.archive)?,
            file: row.get(WORDS.local_file)?,
            line: row.get(WORDS.line)?,
        },
    })
}

fn source(row: &Row<'_>) -> Result<Source, IndexError> {
    const CORE: SourceCoreColumns<usize> = SourceCoreColumns::after(0);
    const WORDS: SourceWordsColumns<usize> =
        SourceWordsColumns::after(SourceCoreColumns::SQL.len());
    const PARENTS: DerivedFrom<usize> =
        DerivedFrom::after(SourceCoreColumns::SQL.len() + SourceWordsColumns::SQL.len());
    Ok(Source {
        core: SourceCore {
            id: row.get(CORE.id)?,
            publisher: row.get(CORE.publisher)?,
            kind: row.get(CORE.kind)?,
            voice: row.get(CORE.voice)?,
            derived_from: row.get::<_, List>(PARENTS.derived_from)?.0,
            own_reporting: row.get(CORE.own_reporting)?,
            interests: row.get::<_, List>(CORE.interests)?.0,
            retracted: row.get(CORE.retracted)?,
        },
        words: SourceWords {
            title: row.get(WORDS.title)?,
            author: row.get(WORDS.author)?,
            url: row.get(WORDS.url)?,
            published: row.get(WORDS.published)?,
            accessed: row.get(WORDS.accessed)?,
            archive: row.get(WORDS.archive)?,
            file: row.get(WORDS.local_file)?,
            sha256: row.get(WORDS.sha256)?,
            language: row.get(WORDS.language)?,
            confidential: row.get(WORDS.confidential)?,
            note: row.get(WORDS.note)?,
            line: row.get(WORDS.line)?,
        },
    })
}
