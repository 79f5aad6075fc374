//! The book as `check` needs it: file by file in the order of paths, and what only the whole book can tell.

use crate::domain::address::Address;
use crate::domain::article::Article;
use crate::domain::check::context::SharedAddress;
use crate::domain::check::finding::RecordPart;
use crate::domain::check::name_book::NameBook;
use crate::domain::check::secret::Secrets;
use crate::domain::corroboration::Registry;
use crate::domain::filter::Filter;
use crate::domain::party::Party;
use crate::domain::records::RecordKind;
use crate::domain::search::words;
use crate::domain::source::Source;
use crate::index::query::collect;
use crate::index::read::filter::Compiled;
use crate::index::read::names;
use crate::index::read::registers;
use crate::index::read::registers::RegistryPart;
use crate::index::read::whole_claims::{ClaimReader, WholeClaim};
use crate::index::{Index, IndexError, meta, value};
use chrono::NaiveDate;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// How many claims are read at a time: enough to keep all cores busy, few enough for flat memory.
const BATCH: usize = 4_096;

/// A file and everything that it brings.
#[derive(Debug, Default)]
pub struct CheckedFile {
    /// Its path inside the book.
    pub path: String,
    /// Whether problems kept it from being read whole.
    pub has_problems: bool,
    /// Its articles: one, or none, unless it was written wrongly.
    pub articles: Vec<Article>,
    /// The parties that it defines.
    pub parties: Vec<Party>,
    /// The sources that it defines.
    pub sources: Vec<Source>,
    /// Its claims.
    pub claims: Vec<WholeClaim>,
}

/// Some files, with what their claims refer to.
#[derive(Debug, Default)]
pub struct Batch {
    /// The files, in the order of their paths.
    pub files: Vec<CheckedFile>,
    /// The sources that the claims rest on, and all that these derive from.
    pub sources: BTreeMap<String, Source>,
    /// The claims that these claims name and the book does not hold.
    pub missing_claims: BTreeSet<String>,
}

/// What only the whole book can tell.
#[derive(Debug)]
pub struct WholeBook {
    /// Parties, sources and articles as one graph.
    pub registry: Registry,
    /// Of each id that several records define, the record that applies, with its file.
    pub shared_ids: BTreeMap<String, (RecordPart, String)>,
    /// The sources at or near the address of an earlier one, with that one. Neither derives from the other.
    pub same_address: BTreeMap<String, SharedAddress>,
    /// The claims whose text an earlier claim has, in whatever spelling, with that one: ids. Claims that repeat one another
    /// are left out.
    pub same_text: BTreeMap<String, String>,
    /// All names that the book uses for parties.
    pub names: NameBook,
    /// The confidential parties and sources.
    pub secrets: Secrets,
    /// How many independent origins corroborate a claim by the policy.
    pub needs_origins: u8,
}

/// A file to come: its row, its path, whether it has problems, the rows of its claims.
struct Coming {
    row: i64,
    path: String,
    has_problems: bool,
    claims: Option<(i64, i64)>,
}

impl Index {
    /// What only the whole book can tell.
    pub fn whole_book(&self) -> Result<WholeBook, IndexError> {
        let registry = registers::read(self.connection(), &RegistryPart::All)?;
        let mut same_address = same_address(self.connection())?;
        drop_derived(&mut same_address, &registry);
        Ok(WholeBook {
            names: names::read(self.connection(), &registry)?,
            secrets: secrets(self.connection())?,
            registry,
            shared_ids: shared_ids(self.connection(), None)?,
            same_address,
            same_text: same_text(self.connection())?,
            needs_origins: meta::needs_origins(self.connection())?,
        })
    }

    /// The sources that no evidence row cites, that no `via` names and that no source derives from: ids.
    pub fn unused_sources(&self) -> Result<BTreeSet<String>, IndexError> {
        let mut statement = self.connection().prepare(
            "SELECT id FROM source WHERE stands AND id NOT IN (
               SELECT source FROM evidence UNION SELECT parent FROM via UNION SELECT parent FROM derivation)",
        )?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// The rows of the claims that a filter picks.
    pub fn picked(&self, filter: &Filter, today: NaiveDate) -> Result<BTreeSet<i64>, IndexError> {
        let compiled = Compiled::new(self.connection(), filter, today)?;
        compiled.rows(self.connection())
    }

    /// Hands over the whole book in batches of files, in the order of paths, until `each` fails.
    pub fn in_batches<E: From<IndexError>>(
        &self,
        mut each: impl FnMut(Batch) -> Result<(), E>,
    ) -> Result<(), E> {
        let connection = self.connection();
        let mut reader = ClaimReader::new(connection)?;
        let mut waiting: Vec<Coming> = Vec::new();
        let mut claims = 0;
        let mut after = String::new();
        while let Some(coming) = next_file(connection, &after)? {
            after.clone_from(&coming.path);
            claims += coming.claims.map_or(0, |(first, last)| {
                usize::try_from(last - first + 1).unwrap_or(0)
            });
            waiting.push(coming);
            if claims >= BATCH || waiting.len() >= BATCH {
                each(batch(
                    connection,
                    &mut reader,
                    std::mem::take(&mut waiting),
                )?)?;
                claims = 0;
            }
        }
        if waiting.is_empty() {
            Ok(())
        } else {
            each(batch(connection, &mut reader, waiting)?)
        }
    }
}

fn next_file(connection: &Connection, after: &str) -> Result<Option<Coming>, IndexError> {
    let mut statement = connection.prepare_cached(
        "SELECT f.row, f.path, f.unread, (SELECT min(row) FROM claim WHERE file = f.row), (SELECT max(row) FROM claim WHERE file = f.row)
         FROM file f WHERE f.path > ?1 ORDER BY f.path LIMIT 1",
    )?;
    let coming = statement.query_row([after], |row| {
        let (first, last): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
        Ok(Coming {
            row: row.get(0)?,
            path: row.get(1)?,
            has_problems: row.get::<_, i64>(2)? > 0,
            claims: first.zip(last),
        })
    });
    Ok(coming.optional()?)
}

/// Reads the files of a batch. The claims of one file have rows that follow one another, because they were written in one
/// go; those of neighbouring files mostly do, and are then read in one go, too.
fn batch(
    connection: &Connection,
    reader: &mut ClaimReader<'_>,
    coming: Vec<Coming>,
) -> Result<Batch, IndexError> {
    let mut claims = Vec::new();
    let mut range: Option<(i64, i64)> = None;
    for (first, last) in coming.iter().filter_map(|file| file.claims) {
        range = match range {
            Some((start, end)) if end + 1 == first => Some((start, last)),
            Some((start, end)) => {
                claims.extend(reader.range(start, end)?);
                Some((first, last))
            }
            None => Some((first, last)),
        };
    }
    if let Some((start, end)) = range {
        claims.extend(reader.range(start, end)?);
    }
    let mut batch = Batch::default();
    gather(connection, &claims, &mut batch)?;
    let mut claims = claims.into_iter().peekable();
    for file in coming {
        let mut own = Vec::new();
        if let Some((first, last)) = file.claims {
            while let Some(claim) = claims.next_if(|claim| (first..=last).contains(&claim.row)) {
                own.push(claim);
            }
        }
        batch.files.push(CheckedFile {
            articles: registers::of_file(connection, file.row)?,
            parties: registers::of_file(connection, file.row)?,
            sources: registers::of_file(connection, file.row)?,
            path: file.path,
            has_problems: file.has_problems,
            claims: own,
        });
    }
    Ok(batch)
}

/// Gathers what the claims refer to.
pub(super) fn gather(
    connection: &Connection,
    claims: &[WholeClaim],
    batch: &mut Batch,
) -> Result<(), IndexError> {
    let mut sources = BTreeSet::new();
    let mut named: BTreeSet<&String> = BTreeSet::new();
    for claim in claims.iter().map(|whole| &whole.claim) {
        let rows = claim.core.evidence.iter();
        let starts = rows.flat_map(|row| std::iter::once(&row.source).chain(&row.via));
        sources.extend(starts.cloned());
        let words = &claim.words;
        let others = words.denies.iter().chain(&words.contradicts);
        named.extend(others.chain(&words.repeats));
    }
    batch.sources = registers::sources_reached(connection, &mut sources)?;
    let mut is_there = connection.prepare_cached("SELECT 1 FROM claim WHERE id = ?1 LIMIT 1")?;
    for id in named {
        if !is_there.exists([id])? {
            batch.missing_claims.insert(id.clone());
        }
    }
    Ok(())
}

/// The ids that several records have.
const SEVERAL: &str = "
    WITH small (id) AS (SELECT id FROM article UNION ALL SELECT id FROM party UNION ALL SELECT id FROM source)
    SELECT id FROM small GROUP BY id HAVING count(*) > 1
    UNION SELECT id FROM claim GROUP BY id HAVING count(*) > 1
    UNION SELECT s.id FROM small s WHERE EXISTS (SELECT 1 FROM claim c WHERE c.id = s.id)";

/// The records that apply, by id: of all ids that several records have, or of these ids.
pub(super) fn shared_ids(
    connection: &Connection,
    ids: Option<&[String]>,
) -> Result<BTreeMap<String, (RecordPart, String)>, IndexError> {
    let mut shared = BTreeMap::new();
    let several = ids.map_or(SEVERAL, |_| "SELECT value FROM json_each(?1)");
    let of_kind = |kind: RecordKind| {
        format!(
            "SELECT t.id, '{kind}', f.path, t.line FROM {kind} t JOIN file f ON f.row = t.file WHERE t.id IN several"
        )
    };
    let kinds: Vec<String> = RecordKind::ALL.iter().map(|kind| of_kind(*kind)).collect();
    let mut statement = connection.prepare(&format!(
        "WITH several (id) AS MATERIALIZED ({several}) {} ORDER BY 1, 3, 4",
        kinds.join(" UNION ALL ")
    ))?;
    let ids = ids.map(value::json);
    let mut rows = statement.query(params_from_iter(ids))?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let kind = row.get(1)?;
        let subject = RecordPart {
            line: Some(row.get(3)?),
            ..RecordPart::new(kind, id.as_str())
        };
        let path = row.get(2)?;
        shared.entry(id).or_insert((subject, path));
    }
    Ok(shared)
}

/// The sources at or near the address of an earlier one, with that one.
fn same_address(connection: &Connection) -> Result<BTreeMap<String, SharedAddress>, IndexError> {
    let sql = "SELECT id, url, first, first_url FROM (
           SELECT s.id, s.url, first_value(s.id) OVER near AS first, first_value(s.url) OVER near AS first_url
           FROM source s JOIN file f ON f.row = s.file WHERE s.stands AND s.near IS NOT NULL
           WINDOW near AS (PARTITION BY s.near ORDER BY f.path, s.line))
         WHERE id <> first";
    collect(connection, sql, [], |row| {
        let page = |url: String| Address::parse(&url).ok().map(|address| address.page());
        let is_same = page(row.get(1)?) == page(row.get(3)?);
        let first = row.get(2)?;
        Ok((row.get(0)?, SharedAddress { first, is_same }))
    })
}

/// Leaves out the sources that derive from the other one, or the other one from them.
fn drop_derived(shared: &mut BTreeMap<String, SharedAddress>, registry: &Registry) {
    let both = shared
        .iter()
        .map(|(id, shared)| (id.as_str(), shared.first.as_str()));
    let (up, down): (Vec<_>, Vec<_>) = both
        .map(|(id, first)| ((vec![id], first), (vec![first], id)))
        .unzip();
    let (up, down) = (registry.derive_from(&up), registry.derive_from(&down));
    let mut derives = up.into_iter().zip(down).map(|(up, down)| up || down);
    shared.retain(|_, _| !derives.next().unwrap_or_default());
}

/// Lets statements call `words`.
pub(super) fn define_words(connection: &Connection) -> Result<(), IndexError> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("words", 1, flags, |context| {
        let text = context.get_raw(0).as_str();
        let text = text.map_err(|error| rusqlite::Error::UserFunctionError(error.into()))?;
        Ok(words(text))
    })?;
    Ok(())
}

/// The claims that say what an earlier one says, with that one.
pub(super) fn same_text(connection: &Connection) -> Result<BTreeMap<String, String>, IndexError> {
    define_words(connection)?;
    let sql = "SELECT id, first FROM (
           SELECT c.id, first_value(c.id) OVER (PARTITION BY words(c.text) ORDER BY f.path, c.line) AS first
           FROM claim c JOIN file f ON f.row = c.file WHERE c.stands) t
         WHERE id <> first AND NOT EXISTS (
           SELECT 1 FROM relation r JOIN claim o ON o.row = r.claim
           WHERE r.kind = 'repeats' AND ((o.id = t.id AND r.target = t.first) OR (o.id = t.first AND r.target = t.id)))";
    collect(connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Whether one of two claims says that it repeats the other.
pub(super) fn repeat(connection: &Connection, one: &str, other: &str) -> Result<bool, IndexError> {
    let sql = "SELECT 1 FROM relation r JOIN claim o ON o.row = r.claim
               WHERE r.kind = 'repeats' AND ((o.id = ?1 AND r.target = ?2) OR (o.id = ?2 AND r.target = ?1))";
    Ok(connection.prepare_cached(sql)?.exists([one, other])?)
}

/// The confidential parties and sources.
pub(super) fn secrets(connection: &Connection) -> Result<Secrets, IndexError> {
    let parties = registers::parties(connection)?;
    let sources = registers::confidential_sources(connection)?;
    Ok(Secrets::of(&parties, &sources))
}
