//! The registry of parties, sources and articles, read back for the rules of corroboration.

use crate::domain::article::Article;
use crate::domain::article::ArticleCore;
use crate::domain::article::ArticleWords;
use crate::domain::corroboration::Registry;
use crate::domain::corroboration::RegistryBuilder;
use crate::domain::id::Id;
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::party::PartyCore;
use crate::domain::party::PartyKind;
use crate::domain::party::PartyWords;
use crate::domain::party::Reliability;
use crate::domain::source::Source;
use crate::domain::source::SourceCore;
use crate::domain::source::SourceKind;
use crate::domain::source::SourceWords;
use crate::index::IndexError;
use crate::index::value;
use rusqlite::Connection;
use rusqlite::Row;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Which sources and articles a registry must hold. Parties are always all there: they are few.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// Every one of the book.
    All,
    /// These names and whatever they derive from.
    ReachedFrom(BTreeSet<String>),
}

const PARTY: &str = "SELECT id, name, aliases, kind, part_of, reliability, interests, confidential, line FROM party p";
const ARTICLE: &str =
    "SELECT id, title, publisher, author, url, published, accessed, language, archive, local_file, line
  FROM article a";
const SOURCE: &str = "SELECT id, title, author, publisher, url, published, accessed, archive, local_file, sha256, kind,
  voice, own_reporting, interests, language, retracted, confidential, note, line,
  (SELECT json_group_array(parent ORDER BY position) FROM derivation d WHERE d.source = s.row) FROM source s";

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
            every(connection, &format!("{ARTICLE} WHERE stands"), |row| {
                builder.article(&article(row)?.core);
                Ok(())
            })?;
            every(connection, &format!("{SOURCE} WHERE stands"), |row| {
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

/// The parties that stand, in the order of files and lines, so that of two with one name the first is meant.
pub(in crate::index) fn parties(connection: &Connection) -> Result<Vec<Party>, IndexError> {
    let sql = format!("{PARTY} JOIN file f ON f.row = p.file WHERE stands ORDER BY f.path, p.line");
    let mut parties = Vec::new();
    every(connection, &sql, |row| {
        parties.push(party(row)?);
        Ok(())
    })?;
    Ok(parties)
}

/// The definition of a source that stands.
pub(in crate::index) fn standing_source(
    connection: &Connection,
    id: &str,
) -> Result<Option<Source>, IndexError> {
    let mut statement = connection.prepare_cached(&format!("{SOURCE} WHERE id = ?1 AND stands"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(source).transpose()
}

/// The definition of an article that stands.
pub(in crate::index) fn standing_article(
    connection: &Connection,
    id: &str,
) -> Result<Option<Article>, IndexError> {
    let mut statement =
        connection.prepare_cached(&format!("{ARTICLE} WHERE id = ?1 AND stands"))?;
    let mut rows = statement.query([id])?;
    rows.next()?.map(article).transpose()
}

/// The definition of a party that stands.
pub(in crate::index) fn standing_party(
    connection: &Connection,
    id: &str,
) -> Result<Option<Party>, IndexError> {
    let mut statement = connection.prepare_cached(&format!("{PARTY} WHERE id = ?1 AND stands"))?;
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
        &format!("{ARTICLE} WHERE file = ?1 ORDER BY line"),
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
        &format!("{PARTY} WHERE file = ?1 ORDER BY line"),
        file,
        party,
    )
}

/// The sources that a file defines, in its order.
pub(in crate::index) fn sources_of_file(
    connection: &Connection,
    file: i64,
) -> Result<Vec<Source>, IndexError> {
    let sql = format!("{SOURCE} WHERE file = ?1 ORDER BY line");
    of_file(connection, &sql, file, source)
}

/// The confidential sources that stand.
pub(in crate::index) fn confidential_sources(
    connection: &Connection,
) -> Result<Vec<Source>, IndexError> {
    let mut sources = Vec::new();
    every(
        connection,
        &format!("{SOURCE} WHERE stands AND confidential ORDER BY id"),
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
    let sql = format!("{SOURCE} WHERE stands AND id IN (SELECT value FROM json_each(?1))");
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
    let sql = format!("{ARTICLE} WHERE stands AND id IN (SELECT value FROM json_each(?1))");
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

fn id(row: &Row<'_>, column: usize) -> Result<Id, IndexError> {
    let text: String = row.get(column)?;
    value::word("id", &text, Id::parse)
}

fn party(row: &Row<'_>) -> Result<Party, IndexError> {
    let text = |column: usize| row.get::<_, Option<String>>(column);
    Ok(Party {
        core: PartyCore {
            id: id(row, 0)?,
            name: row.get(1)?,
            aliases: value::list(&row.get::<_, String>(2)?)?,
            part_of: row.get(4)?,
            reliability: value::optional_word(
                "reliability",
                text(5)?.as_deref(),
                Reliability::parse,
            )?,
            interests: value::list(&row.get::<_, String>(6)?)?,
        },
        words: PartyWords {
            kind: value::optional_word("kind of party", text(3)?.as_deref(), PartyKind::parse)?,
            confidential: row.get(7)?,
            line: row.get(8)?,
        },
    })
}

fn article(row: &Row<'_>) -> Result<Article, IndexError> {
    let text = |column: usize| row.get::<_, Option<String>>(column);
    Ok(Article {
        core: ArticleCore {
            id: id(row, 0)?,
            publisher: row.get(2)?,
        },
        words: ArticleWords {
            title: row.get(1)?,
            author: row.get(3)?,
            url: row.get(4)?,
            published: value::date(text(5)?.as_deref())?,
            accessed: value::date(text(6)?.as_deref())?,
            language: row.get(7)?,
            archive: row.get(8)?,
            file: row.get(9)?,
            line: row.get(10)?,
        },
    })
}

fn source(row: &Row<'_>) -> Result<Source, IndexError> {
    let text = |column: usize| row.get::<_, Option<String>>(column);
    Ok(Source {
        core: SourceCore {
            id: id(row, 0)?,
            publisher: row.get(3)?,
            kind: value::optional_word("kind of source", text(10)?.as_deref(), SourceKind::parse)?,
            voice: row.get(11)?,
            derived_from: value::list(&row.get::<_, String>(19)?)?,
            own_reporting: row.get(12)?,
            interests: value::list(&row.get::<_, String>(13)?)?,
            retracted: value::date(text(15)?.as_deref())?,
        },
        words: SourceWords {
            title: row.get(1)?,
            author: row.get(2)?,
            url: row.get(4)?,
            published: value::date(text(5)?.as_deref())?,
            accessed: value::date(text(6)?.as_deref())?,
            archive: row.get(7)?,
            file: row.get(8)?,
            sha256: row.get(9)?,
            language: row.get(14)?,
            confidential: row.get(16)?,
            note: row.get(17)?,
            line: row.get(18)?,
        },
    })
}
