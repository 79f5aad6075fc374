//! Parties, sources and articles as records, and the registry that the rules of corroboration need.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::corroboration::{HouseName, Registry, RegistryBuilder};
use crate::domain::name::fold;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use crate::index::columns::{FromColumns, columns, selected};
use crate::index::query::{collect, each_row, first};
use crate::index::value::{List, Skips};
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

columns! {
    /// The passages of an article that are not claims.
    read: SkipList {
        skip = "(SELECT json_group_array(json_array(quote, reason, line) ORDER BY position) FROM skip k WHERE k.article = a.row)",
    }
}

/// A record with an id that is not a claim.
pub(in crate::index) trait RegisterRecord: Sized {
    /// `SELECT … FROM …`, with what [`Self::from_row`] reads.
    fn query(rest: &str) -> String;

    /// Reads a row of that query.
    fn from_row(row: &Row<'_>) -> Result<Self, IndexError>;
}

impl RegisterRecord for Party {
    fn query(rest: &str) -> String {
        let columns = selected(&[PartyCore::SQL, PartyWords::SQL]);
        format!("SELECT {columns} FROM party p {rest}")
    }

    fn from_row(row: &Row<'_>) -> Result<Self, IndexError> {
        Ok(Self {
            core: PartyCore::read(row, 0)?,
            words: PartyWords::read(row, PartyCore::SQL.len())?,
        })
    }
}

impl RegisterRecord for Article {
    fn query(rest: &str) -> String {
        let columns = selected(&[ArticleCore::SQL, ArticleWords::SQL, SkipList::SQL]);
        format!("SELECT {columns} FROM article a {rest}")
    }

    fn from_row(row: &Row<'_>) -> Result<Self, IndexError> {
        const WORDS: usize = ArticleCore::SQL.len();
        const AT: SkipList = SkipList::after(WORDS + ArticleWords::SQL.len());
        Ok(Self {
            core: ArticleCore::read(row, 0)?,
            words: ArticleWords {
                skip: row.get::<_, Skips>(AT.skip)?.0,
                ..ArticleWords::read(row, WORDS)?
            },
        })
    }
}

impl RegisterRecord for Source {
    fn query(rest: &str) -> String {
        let columns = selected(&[SourceCore::SQL, SourceWords::SQL, DerivedFrom::SQL]);
        format!("SELECT {columns} FROM source s {rest}")
    }

    fn from_row(row: &Row<'_>) -> Result<Self, IndexError> {
        const WORDS: usize = SourceCore::SQL.len();
        const PARENTS: DerivedFrom = DerivedFrom::after(WORDS + SourceWords::SQL.len());
        Ok(Self {
            core: SourceCore {
                derived_from: row.get::<_, List>(PARENTS.derived_from)?.0,
                ..SourceCore::read(row, 0)?
            },
            words: SourceWords::read(row, WORDS)?,
        })
    }
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
            each_row(connection, &Article::query("WHERE stands"), [], |row| {
                builder.article(&Article::from_row(row)?.core);
                Ok(())
            })?;
            each_row(connection, &Source::query("WHERE stands"), [], |row| {
                builder.source(&Source::from_row(row)?.core);
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
    let sql = Party::query("JOIN file f ON f.row = p.file WHERE stands ORDER BY f.path, p.line");
    collect(connection, &sql, [], Party::from_row)
}

/// The same, as the rules of corroboration see them.
pub(in crate::index) fn party_cores(connection: &Connection) -> Result<Vec<PartyCore>, IndexError> {
    let parties = parties_by_file(connection)?.into_iter();
    Ok(parties.map(|(_, party)| party).collect())
}

/// The registry of parties alone.
pub(in crate::index) fn of_parties(parties: &[PartyCore]) -> Registry {
    let mut builder = RegistryBuilder::new();
    for party in parties {
        builder.party(party);
    }
    builder.build()
}

/// The parties that stand, each with the path of its file, in book order.
pub(in crate::index) fn parties_by_file(
    connection: &Connection,
) -> Result<Vec<(String, PartyCore)>, IndexError> {
    let columns = selected(&[PartyCore::SQL, &["f.path"]]);
    let sql = format!(
        "SELECT {columns} FROM party p JOIN file f ON f.row = p.file WHERE stands ORDER BY f.path, p.line"
    );
    collect(connection, &sql, [], |row| {
        Ok((row.get(PartyCore::SQL.len())?, PartyCore::read(row, 0)?))
    })
}

/// The record that an id means.
pub(in crate::index) fn standing<T: RegisterRecord>(
    connection: &Connection,
    id: &str,
) -> Result<Option<T>, IndexError> {
    let sql = T::query("WHERE id = ?1 AND stands");
    first(connection, &sql, [id], T::from_row)
}

/// The records of a kind that a file defines, in its order.
pub(in crate::index) fn of_file<T: RegisterRecord>(
    connection: &Connection,
    file: i64,
) -> Result<Vec<T>, IndexError> {
    let sql = T::query("WHERE file = ?1 ORDER BY line, row");
    collect(connection, &sql, [file], T::from_row)
}

/// The confidential sources that stand.
pub(in crate::index) fn confidential_sources(
    connection: &Connection,
) -> Result<Vec<Source>, IndexError> {
    let sql = Source::query("WHERE confidential = 1 AND stands ORDER BY id");
    collect(connection, &sql, [], Source::from_row)
}

/// The name by which a speaker is looked up: the party's id, else the name folded and in quotes, which no id has.
pub(in crate::index) fn speaker_key(registry: &Registry, name: &str) -> String {
    registry
        .party_id(name)
        .map_or_else(|| format!("\"{}\"", fold(name)), ToOwned::to_owned)
}

/// The name by which a house is looked up: as with a speaker, no id has quotes.
pub(in crate::index) fn house_key(house: HouseName) -> String {
    match house {
        HouseName::Party(id) => id,
        HouseName::Free(folded) | HouseName::Article(folded) => format!("\"{folded}\""),
    }
}

/// The sources that stand under these names and all that they derive from, by id; adds the names met on the way.
pub(in crate::index) fn sources_reached(
    connection: &Connection,
    names: &mut BTreeSet<String>,
) -> Result<BTreeMap<String, Source>, IndexError> {
    let mut reached = BTreeMap::new();
    let mut open: Vec<String> = names.iter().cloned().collect();
    let sql = Source::query("WHERE stands AND id IN (SELECT value FROM json_each(?1))");
    let mut statement = connection.prepare_cached(&sql)?;
    while !open.is_empty() {
        let mut rows = statement.query([value::json(&std::mem::take(&mut open))])?;
        while let Some(row) = rows.next()? {
            let source = Source::from_row(row)?;
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
    let sql = Article::query("WHERE stands AND id IN (SELECT value FROM json_each(?1))");
    collect(connection, &sql, [value::json(&names)], |row| {
        let article = Article::from_row(row)?;
        Ok((article.core.id.to_string(), article))
    })
}
