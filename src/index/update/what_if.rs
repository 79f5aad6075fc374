//! Answers as if some sources were retracted.

use crate::domain::status::Derived;
use crate::index::rows::StatusChange;
use crate::index::update::affected::Affected;
use crate::index::update::assess;
use crate::index::update::assess::Policy;
use crate::index::{Index, IndexError, meta};
use std::collections::{BTreeMap, BTreeSet};

/// Tables for what is supposed: the claims concerned, and their assessments and flags.
const SUPPOSED: &str = "
  CREATE TEMP TABLE supposed_claim (claim INTEGER PRIMARY KEY);
  CREATE TEMP TABLE supposed_assessment AS SELECT * FROM assessment WHERE 0;
  CREATE TEMP TABLE supposed_flag AS SELECT * FROM flag WHERE 0;";

/// Views that SQLite finds before the tables of the same names in the index.
const SHADOWS: &str = "
  CREATE TEMP VIEW assessment AS
    SELECT * FROM main.assessment WHERE claim NOT IN (SELECT claim FROM supposed_claim)
    UNION ALL SELECT * FROM supposed_assessment;
  CREATE TEMP VIEW flag AS
    SELECT * FROM main.flag WHERE claim NOT IN (SELECT claim FROM supposed_claim)
    UNION ALL SELECT * FROM supposed_flag;
  CREATE TEMP VIEW tally_change AS
    SELECT a.*, -1 AS n FROM main.assessment a WHERE claim IN (SELECT claim FROM supposed_claim)
    UNION ALL SELECT *, 1 FROM supposed_assessment;
  CREATE TEMP VIEW tally AS SELECT what, word, sum(n) AS n FROM (
    SELECT what, word, n FROM main.tally
    UNION ALL SELECT 'status', status, n FROM tally_change
    UNION ALL SELECT 'derived_status', derived_status, n FROM tally_change
    UNION ALL SELECT 'attribution_status', ifnull(attribution_status, ''), n FROM tally_change
    UNION ALL SELECT 'origins', CAST(support_possible AS TEXT), n FROM tally_change
    UNION ALL SELECT 'contested', CAST(contested AS TEXT), n FROM tally_change
    UNION ALL SELECT 'flag', flag, -1 FROM main.flag WHERE claim IN (SELECT claim FROM supposed_claim)
    UNION ALL SELECT 'flag', flag, 1 FROM supposed_flag) GROUP BY what, word;";

impl Index {
    /// Asks `question` as if these sources were retracted, if any, and leaves the index as it was.
    ///
    /// It assesses the claims that rest on them again, into temporary tables. Views of the same names as the tables of the
    /// index show them in place of the stored assessments, so every filter, order and count works. This writes nothing to
    /// the index, so it works on one that nobody may write to, and keeps nobody waiting.
    pub fn without<T>(
        &self,
        sources: &[&str],
        question: impl FnOnce(&Self) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        if sources.is_empty() {
            return question(self);
        }
        let connection = self.connection();
        connection.execute_batch("SAVEPOINT supposed")?;
        let answer = self.suppose(sources).and_then(|()| question(self));
        connection.execute_batch("ROLLBACK TO supposed; RELEASE supposed")?;
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
        let connection = self.connection();
        let rows = self.resting_on(sources)?;
        let policy = Policy {
            needs_origins: meta::needs_origins(connection)?,
            without: sources,
        };
        connection.execute_batch(SUPPOSED)?;
        let mut add = connection.prepare("INSERT INTO supposed_claim VALUES (?1)")?;
        for row in &rows {
            add.execute([row])?;
        }
        assess::suppose(connection, &rows, policy)?;
        connection.execute_batch(SHADOWS)?;
        Ok(())
    }

    /// The rows of the claims that rest on these sources.
    fn resting_on(&self, sources: &[&str]) -> Result<BTreeSet<i64>, IndexError> {
        let mut affected = Affected::new(self.connection(), usize::MAX);
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
