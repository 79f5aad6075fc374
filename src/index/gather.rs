//! What a report needs of many claims at once: their accounts with the registry read once, and records as they were written.

use crate::domain::corroboration::explain;
use crate::domain::party::Party;
use crate::domain::ruling::Rating;
use crate::domain::source::Source;
use crate::index::Account;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::assess::wanted;
use crate::index::case::CaseReader;
use crate::index::case::StoredCase;
use crate::index::meta;
use crate::index::registry;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use rusqlite::config::DbConfig;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What a claim says of itself beside what a listing shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// When it should be looked at again.
    pub recheck_by: Option<String>,
    /// A wording of at most 75 characters, for `ClaimReview`.
    pub short: Option<String>,
    /// Kept out of reports and exports unless they are internal.
    pub confidential: bool,
    /// The number that its standing ruling gives it.
    pub rating: Option<Rating>,
}

impl Index {
    /// Asks several questions of one state of the index: whatever another process changes meanwhile is not seen.
    pub fn at_one_time<T>(&self, questions: impl FnOnce(&Self) -> Result<T, IndexError>) -> Result<T, IndexError> {
        // One plan for every value bound: with statistics of the values SQLite would plan anew at each of them.
        self.connection().set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        self.connection().execute_batch("BEGIN")?;
        let answer = questions(self);
        self.connection().execute_batch("ROLLBACK")?;
        self.connection().set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, false)?;
        answer
    }

    /// How the derived status of each of these claims came about, by row. The registry is read once for all of them.
    pub fn accounts(&self, rows: &BTreeSet<i64>) -> Result<BTreeMap<i64, Account>, IndexError> {
        let mut reader = CaseReader::new(self.connection())?;
        let mut cases = Vec::with_capacity(rows.len());
        for (first, last) in runs(rows) {
            cases.extend(reader.range(first, last)?);
        }
        let registry = registry::read(self.connection(), &wanted(&cases))?;
        let needs_origins = meta::needs_origins(self.connection())?.unwrap_or(2);
        let account = |case: StoredCase| {
            let counters = case.counters();
            let explanation = explain(&registry, &case.as_case(&counters, needs_origins), &[]);
            let names = case.counters.iter().map(|counter| counter.claim.clone()).collect();
            (case.row, Account { counters: names, explanation, article: case.article.clone(), claim: case.claim })
        };
        let accounts: Vec<(i64, Account)> = cases.into_par_iter().map(account).collect();
        Ok(accounts.into_iter().collect())
    }

    /// The parties that stand, in the order of files and lines, so that of two with one name the first is meant.
    pub fn party_records(&self) -> Result<Vec<Party>, IndexError> {
        registry::parties(self.connection())
    }

    /// The source that stands under an id, as it was written; `None` where the book defines none.
    pub fn source_record(&self, id: &str) -> Result<Option<Source>, IndexError> {
        registry::standing_source(self.connection(), id)
    }

    /// The rows of the claims of which there is anything in `asked` or `searched`, or that any relation starts from or
    /// leads to: most have none of these, and need not be asked.
    pub fn with_more(&self) -> Result<BTreeSet<i64>, IndexError> {
        let sql = "SELECT claim FROM asked WHERE ?1 UNION SELECT claim FROM searched UNION SELECT claim FROM relation
                   UNION SELECT c.row FROM relation r JOIN claim c ON c.id = r.target";
        Ok(self.collect(sql, true, |row| Ok(row.get(0)?))?.into_iter().collect())
    }

    /// The ids of the confidential claims.
    pub fn confidential_claims(&self) -> Result<BTreeSet<String>, IndexError> {
        let ids = self.collect("SELECT id FROM claim WHERE confidential = ?1", true, |row| Ok(row.get(0)?))?;
        Ok(ids.into_iter().collect())
    }

    /// What a claim says of itself beside what a listing shows.
    pub fn terms(&self, claim: i64) -> Result<Terms, IndexError> {
        let sql = "SELECT c.recheck_by, c.short, c.confidential, r.rating FROM claim c
                   JOIN assessment a ON a.claim = c.row LEFT JOIN ruling r ON r.claim = c.row AND r.position = a.ruling
                   WHERE c.row = ?1";
        let found = self.collect(sql, claim, |row| {
            let rating: Option<String> = row.get(3)?;
            Ok(Terms {
                recheck_by: row.get(0)?,
                short: row.get(1)?,
                confidential: row.get(2)?,
                rating: rating.as_deref().and_then(self::rating),
            })
        })?;
        Ok(found.into_iter().next().unwrap_or_default())
    }
}

/// The rating that a ruling's JSON holds, as the index wrote it.
fn rating(json: &str) -> Option<Rating> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let number = |key: &str| value.get(key)?.as_i64();
    Some(Rating { value: number("value")?, best: number("best")?, worst: number("worst")? })
}

/// The runs of consecutive numbers in a set, each by its first and last.
fn runs(rows: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn consecutive_rows_are_read_in_one_go() {
        assert_eq!(runs(&[1, 2, 3, 5, 7, 8].into()), [(1, 3), (5, 5), (7, 8)]);
        assert!(runs(&[].into()).is_empty());
    }
}
