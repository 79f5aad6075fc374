//! Answers as if some sources were retracted.

use crate::domain::status::Derived;
use crate::index::rows::StatusChange;
use crate::index::update::affected::Affected;
use crate::index::update::assess;
use crate::index::update::assess::Policy;
use crate::index::{Index, IndexError, meta};
use std::collections::{BTreeMap, BTreeSet};

impl Index {
    /// Asks `question` as if these sources were retracted, if any, and leaves the index as it was.
    ///
    /// It assesses the claims that rest on them again, in a transaction that it rolls back, so every filter, order and count
    /// works. Other processes see nothing of it, and the question sees nothing that they do in the meantime.
    pub fn without<T>(
        &self,
        sources: &[&str],
        question: impl FnOnce(&Self) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        self.connection().execute_batch(if sources.is_empty() {
            "BEGIN"
        } else {
            "BEGIN IMMEDIATE"
        })?;
        let supposed = if sources.is_empty() {
            Ok(())
        } else {
            self.suppose(sources)
        };
        let answer = supposed.and_then(|()| question(self));
        self.connection().execute_batch("ROLLBACK")?;
        answer
    }

    /// The claims whose derived status would change without this source.
    pub fn matters_to(&self, source: &str) -> Result<Vec<StatusChange>, IndexError> {
        let rows = self.resting_on(&[source])?;
        let before = self.derived(&rows)?;
        let after = self.without(&[source], |index| index.derived(&rows))?;
        let changes = before.into_iter().filter_map(|(row, (claim, from))| {
            let (_, to) = after.get(&row)?;
            (from != *to).then_some(StatusChange {
                claim,
                from,
                to: *to,
            })
        });
        Ok(changes.collect())
    }

    fn suppose(&self, sources: &[&str]) -> Result<(), IndexError> {
        let rows = self.resting_on(sources)?;
        let needs_origins = meta::needs_origins(self.connection())?;
        assess::these(
            self.connection(),
            &rows,
            Policy {
                needs_origins,
                without: sources,
            },
        )
    }

    /// The rows of the claims that rest on these sources.
    fn resting_on(&self, sources: &[&str]) -> Result<BTreeSet<i64>, IndexError> {
        let mut affected = Affected::new(self.connection());
        affected.by_sources(&sources.iter().map(|source| (*source).to_owned()).collect())?;
        Ok(affected.rows())
    }

    fn derived(
        &self,
        rows: &BTreeSet<i64>,
    ) -> Result<BTreeMap<i64, (String, Derived)>, IndexError> {
        let sql = "SELECT c.id, a.derived_status FROM claim c JOIN assessment a ON a.claim = c.row WHERE c.row = ?1";
        let mut derived = BTreeMap::new();
        for row in rows {
            for found in self.collect(sql, [row], |found| Ok((found.get(0)?, found.get(1)?)))? {
                derived.insert(*row, found);
            }
        }
        Ok(derived)
    }
}
