//! Keeping the index in step with the files. Building it from scratch and refreshing it in steps give the same result.

pub(super) mod assess;
pub(super) mod file;
pub(super) mod passages;

mod affected;
mod compare;
pub(super) mod day;
mod definitions;
mod insert;
mod register;
mod remove;
mod renamed;
mod resolve;
mod rewrite;
mod text;
mod verdicts;
mod what_if;

use crate::domain::corroboration::Registry;
use crate::index::query::first;
use crate::index::read::registers;
use crate::index::rows::VerdictChange;
use crate::index::update::affected::Affected;
use crate::index::update::assess::Policy;
use crate::index::update::day::Turned;
use crate::index::update::definitions::settle_all;
use crate::index::update::insert::RecordWriter;
use crate::index::update::renamed::Renamed;
use crate::index::update::rewrite::{Rewriter, Touched};
use crate::index::update::verdicts::EarlierVerdicts;
use crate::index::{FileRecord, FileState, Index, IndexError, meta, schema};
use chrono::NaiveDate;
use rusqlite::{Connection, TransactionBehavior, params};
use std::collections::BTreeSet;

/// What changed in the files since the index was last in step.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Paths of files that are gone, and of files that changed.
    pub removed: Vec<String>,
    /// Files that are new, and files that changed.
    pub added: Vec<FileRecord>,
    /// Files whose content is the same under another stamp.
    pub restamped: Vec<(String, FileState)>,
    /// The fingerprint of the files; while a stamp is doubtful, a mark that no files have.
    pub fingerprint: String,
    /// What assessments depend on beside the files.
    pub terms: Terms,
}

/// What assessments depend on beside the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terms {
    /// The policy's number of independent origins.
    pub needs_origins: u8,
    /// Today: a ruling or a retraction of a later day has no effect yet.
    pub today: NaiveDate,
}

/// A change that affects more than this part of all claims is not applied.
const PART: i64 = 3;

/// A change that affects so few claims is always applied.
pub(super) const FEW: usize = 5_000;

/// Before a build: how many bytes of words each full text gathers before it writes them, and what weighs more in a rank.
const LARGE_STEPS: &str = "
  INSERT INTO claim_text (claim_text, rank) VALUES ('hashsize', 67108864);
  INSERT INTO source_text (source_text, rank) VALUES ('hashsize', 16777216);
  INSERT INTO claim_text (claim_text, rank) VALUES ('rank', 'bm25(8.0, 4.0, 2.0, 1.0, 1.0)');
  INSERT INTO source_text (source_text, rank) VALUES ('rank', 'bm25(4.0, 4.0, 1.0)');";

/// After a build: the usual number of bytes.
const SMALL_STEPS: &str = "
  INSERT INTO claim_text (claim_text, rank) VALUES ('hashsize', 1048576);
  INSERT INTO source_text (source_text, rank) VALUES ('hashsize', 1048576);";

/// Fills `tally` in one go. Afterwards, triggers keep it up to date.
const COUNT_ALL: &str = "
  INSERT INTO tally SELECT 'status', status, count(*) FROM assessment GROUP BY status;
  INSERT INTO tally SELECT 'derived_status', derived_status, count(*) FROM assessment GROUP BY derived_status;
  INSERT INTO tally SELECT 'attribution_status', ifnull(attribution_status, ''), count(*) FROM assessment GROUP BY attribution_status;
  INSERT INTO tally SELECT 'origins', support_possible, count(*) FROM assessment GROUP BY support_possible;
  INSERT INTO tally SELECT 'contested', contested, count(*) FROM assessment GROUP BY contested;
  INSERT INTO tally SELECT 'flag', flag, count(*) FROM flag GROUP BY flag;";

impl Index {
    /// Fills an empty index with files, which come in batches in the order of their paths.
    ///
    /// Calls `done` after each batch with its number of files, and in the end `fingerprint` with the number of all files.
    pub fn build(
        &mut self,
        batches: impl Iterator<Item = Vec<FileRecord>>,
        fingerprint: &dyn Fn(u64) -> String,
        terms: Terms,
        done: &dyn Fn(u64),
    ) -> Result<(), IndexError> {
        let connection = self.connection();
        connection.execute_batch("BEGIN")?;
        connection.execute_batch(LARGE_STEPS)?;
        let mut writer = RecordWriter::new(connection, terms.today)?;
        let mut files = 0;
        for batch in batches {
            for file in &batch {
                writer.file(file)?;
            }
            files += batch.len() as u64;
            done(batch.len() as u64);
        }
        connection.execute_batch(schema::after_rows())?;
        settle_all(connection)?;
        resolve::all(connection)?;
        assess::all(
            connection,
            Policy {
                needs_origins: terms.needs_origins,
                without: &[],
            },
        )?;
        connection.execute_batch(COUNT_ALL)?;
        connection.execute_batch(schema::after_assessment())?;
        connection.execute_batch(SMALL_STEPS)?;
        meta::set_needs_origins(connection, terms.needs_origins)?;
        day::set(connection, terms.today)?;
        meta::set_fingerprint(connection, &fingerprint(files))?;
        connection.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE; COMMIT")?;
        Ok(())
    }

    /// Whether the index knows a file.
    pub fn has_file(&self, path: &str) -> Result<bool, IndexError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT 1 FROM file WHERE path = ?1")?;
        Ok(statement.exists([path])?)
    }

    /// Applies a change, all of it or nothing. Ends the read transaction. Returns whether it did: if the change affects so
    /// many claims that a rebuild is cheaper, it leaves the index as it was.
    pub fn refresh(&mut self, change: &Change) -> Result<bool, IndexError> {
        self.release()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let applied = apply(&transaction, change, None, most(&transaction)?)?;
        if applied {
            transaction.commit()?;
        }
        Ok(applied)
    }

    /// Applies a change, and says which claims it changes; `None` if it does not apply it, as above.
    pub fn refresh_and_tell(
        &mut self,
        change: &Change,
    ) -> Result<Option<Vec<VerdictChange>>, IndexError> {
        self.release()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changes = told(&transaction, change, most(&transaction)?)?;
        if changes.is_some() {
            transaction.commit()?;
        }
        Ok(changes)
    }

    /// Which claims a change would change. Leaves the index as it was.
    pub fn would_change(&self, change: &Change) -> Result<Vec<VerdictChange>, IndexError> {
        self.release()?;
        let connection = self.connection();
        // A page that is written before the end would break the seal of the index.
        connection.execute_batch("PRAGMA cache_spill = OFF; BEGIN IMMEDIATE")?;
        let changes = told(connection, change, usize::MAX);
        connection.execute_batch("ROLLBACK; PRAGMA cache_spill = ON")?;
        self.hold()?;
        Ok(changes?.unwrap_or_default())
    }
}

/// How many claims a change may affect. Beyond that, a rebuild is cheaper, because it adds rows in order and counts at the end.
fn most(connection: &Connection) -> Result<usize, IndexError> {
    let claims: Option<i64> = first(connection, "SELECT max(row) FROM claim", [], |row| {
        Ok(row.get(0)?)
    })?
    .flatten();
    let part = usize::try_from(claims.unwrap_or_default() / PART).unwrap_or_default();
    Ok(part.max(FEW))
}

fn told(
    connection: &Connection,
    change: &Change,
    most: usize,
) -> Result<Option<Vec<VerdictChange>>, IndexError> {
    let earlier = EarlierVerdicts::new(connection)?;
    let applied = apply(connection, change, Some(&earlier), most)?;
    let changes = earlier.changes()?;
    Ok(applied.then_some(changes))
}

/// Applies a change. Keeps the assessments that it replaces, if they are asked for. Returns false, and leaves the rest undone,
/// if more than `most` claims are affected.
fn apply(
    connection: &Connection,
    change: &Change,
    earlier: Option<&EarlierVerdicts<'_>>,
    most: usize,
) -> Result<bool, IndexError> {
    let turned = day::turn(connection, change.terms.today)?;
    let mut touched = written(connection, change, earlier)?;
    for (path, state) in &change.restamped {
        restamp(connection, path, state)?;
    }
    touched.definitions.settle(connection)?;
    let mut affected = Affected::new(connection, most);
    let parties = affect(connection, &mut touched, turned, &mut affected)?;
    if meta::needs_origins(connection)? != change.terms.needs_origins {
        affected.everything()?;
    }
    if affected.is_too_much() {
        return Ok(false);
    }
    resolve::these(connection, &touched.rows, parties)?;
    let rows = affected.rows();
    if let Some(earlier) = earlier {
        earlier.of_rows(&rows)?;
    }
    assess::these(
        connection,
        &rows,
        Policy {
            needs_origins: change.terms.needs_origins,
            without: &[],
        },
    )?;
    connection.execute("DELETE FROM tally WHERE n = 0", [])?;
    meta::set_needs_origins(connection, change.terms.needs_origins)?;
    day::set(connection, change.terms.today)?;
    meta::set_fingerprint(connection, &change.fingerprint)?;
    Ok(true)
}

/// Writes the records that differ. Returns what that touches.
fn written<'c>(
    connection: &'c Connection,
    change: &Change,
    earlier: Option<&EarlierVerdicts<'c>>,
) -> Result<Touched, IndexError> {
    if change.removed.is_empty() && change.added.is_empty() {
        return Ok(Touched::default());
    }
    let mut rewriter = Rewriter::new(connection, change.terms.today, earlier)?;
    let stays: BTreeSet<&String> = change.added.iter().map(|file| &file.path).collect();
    for path in change.removed.iter().filter(|path| !stays.contains(path)) {
        rewriter.gone(path)?;
    }
    for file in &change.added {
        rewriter.file(file)?;
    }
    Ok(rewriter.touched)
}

/// Gathers the claims affected, and adds the records whose names mean something else to the rows touched. Returns the parties
/// as they are now, if they changed.
fn affect(
    connection: &Connection,
    touched: &mut Touched,
    turned: Turned,
    affected: &mut Affected<'_>,
) -> Result<Option<Registry>, IndexError> {
    let mut sources = touched.definitions.altered_sources(connection)?;
    sources.extend(turned.sources);
    let mut neighbours = touched.definitions.claims().clone();
    neighbours.extend(turned.claims);
    let mut now = None;
    if let Some(before) = touched.parties.take() {
        // What the change wrote has no keys yet by which it could be found.
        sources.extend(touched.definitions.sources().cloned());
        let renamed = Renamed::between(&before, &registers::party_cores(connection)?);
        for (kind, found) in renamed.registers(connection)? {
            touched.rows.entry(kind).or_default().extend(found.keys());
            sources.extend(found.into_values());
        }
        let (named, speaking) = renamed.claims(connection)?;
        affected.in_rows(named);
        neighbours.extend(speaking);
        now = Some(renamed.into_now());
    }
    affected.by_sources(&sources)?;
    affected.by_neighbours(&neighbours)?;
    affected.with_ids(&touched.left_alone)?;
    Ok(now)
}

fn restamp(connection: &Connection, path: &str, state: &FileState) -> Result<(), IndexError> {
    let sql = "UPDATE file SET size = ?2, mtime_ns = ?3, ctime_ns = ?4, inode = ?5, doubtful = ?6 WHERE path = ?1";
    let stamp = params![
        path,
        state.size,
        state.mtime_ns,
        state.ctime_ns,
        state.inode,
        state.doubtful
    ];
    connection.prepare_cached(sql)?.execute(stamp)?;
    Ok(())
}
