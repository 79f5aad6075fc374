//! The claims that need a person, in the one order that every screen shows them in.

use crate::domain::corroboration::{Registry, RegistryBuilder};
use crate::domain::queue::Matter;
use crate::index::query::{collect, each_row};
use crate::index::read::filter::stale;
use crate::index::read::registers;
use crate::index::read::registers::house_key;
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};

/// A claim that needs a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingClaim {
    /// The index's number of the claim.
    pub row: i64,
    /// Why, the most pressing first.
    pub matters: Vec<Matter>,
}

/// The claims for which there is no evidence. A whole book can consist of them, so they are asked for apart.
const NO_EVIDENCE: &str =
    "a.unsourced = 1 AND a.derived_status = 'unverified' AND a.status = 'unverified'
     AND NOT EXISTS (SELECT 1 FROM exception x WHERE x.claim = a.claim AND x.code = 'unsourced-claim')";
/// Nobody has read a draft, so nothing about it is pressing.
const READ: &str = "NOT EXISTS (SELECT 1 FROM flag g WHERE g.flag = 'draft' AND g.claim = a.claim)";
const TABLES: &str = "assessment a JOIN claim c ON c.row = a.claim JOIN file f ON f.row = c.file";
const NEWEST: &str = "a.changed IS NULL, a.changed DESC, f.path, c.line, c.row";

impl Index {
    /// The first claims that need a person: by the most pressing matter of each, and within one matter the newest first.
    /// `among`: only the claims of these rows.
    pub fn queue(
        &self,
        among: Option<&[i64]>,
        today: NaiveDate,
        limit: Option<u64>,
    ) -> Result<Vec<WaitingClaim>, IndexError> {
        let asked = QueueQuestion::new(self.connection(), among, today)?;
        let limit = limit.map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        let sql = format!(
            "{} SELECT a.claim, group_concat(w.matter), {NO_EVIDENCE} FROM waiting w JOIN {TABLES}
             WHERE a.claim = w.claim GROUP BY a.claim ORDER BY min(w.matter), {NEWEST} LIMIT ?4",
            asked.waiting()
        );
        let mut queue: Vec<WaitingClaim> = Vec::new();
        each_row(self.connection(), &sql, asked.parameters(limit), |row| {
            let places: String = row.get(1)?;
            let mut matters: BTreeSet<Matter> =
                (places.split(',').filter_map(|place| place.parse().ok()))
                    .filter_map(|place: usize| Matter::ALL.get(place).copied())
                    .collect();
            matters.extend(row.get::<_, bool>(2)?.then_some(Matter::NoEvidence));
            queue.push(WaitingClaim {
                row: row.get(0)?,
                matters: matters.into_iter().collect(),
            });
            Ok(())
        })?;
        let room = limit - i64::try_from(queue.len()).unwrap_or(i64::MAX);
        let sql = format!(
            "{} SELECT a.claim FROM {TABLES} WHERE {NO_EVIDENCE} AND {READ} AND {}
             AND a.claim NOT IN (SELECT claim FROM waiting) ORDER BY {NEWEST} LIMIT ?4",
            asked.waiting(),
            asked.among("a.claim")
        );
        each_row(self.connection(), &sql, asked.parameters(room), |row| {
            queue.push(WaitingClaim {
                row: row.get(0)?,
                matters: vec![Matter::NoEvidence],
            });
            Ok(())
        })?;
        Ok(queue)
    }

    /// How many claims need a person, by the most pressing matter of each. Matters without a claim are left out.
    pub fn queue_counts(
        &self,
        among: Option<&[i64]>,
        today: NaiveDate,
    ) -> Result<Vec<(Matter, u64)>, IndexError> {
        let asked = QueueQuestion::new(self.connection(), among, today)?;
        let sql = format!(
            "{}, first AS (SELECT claim, min(matter) AS matter FROM waiting GROUP BY claim)
             SELECT matter, count(*) FROM first GROUP BY matter
             UNION ALL SELECT ?4, count(*) FROM assessment a WHERE {NO_EVIDENCE} AND {READ} AND {}
               AND a.claim NOT IN (SELECT claim FROM first)
             ORDER BY 1",
            asked.waiting(),
            asked.among("a.claim")
        );
        let last = Matter::NoEvidence as i64;
        let counts: Vec<(i64, u64)> =
            collect(self.connection(), &sql, asked.parameters(last), |row| {
                Ok((row.get(0)?, row.get::<_, i64>(1)?.cast_unsigned()))
            })?;
        let matter = |place: i64| Matter::ALL.get(usize::try_from(place).ok()?).copied();
        let counts = counts.into_iter().filter(|(_, claims)| *claims > 0);
        Ok(counts
            .filter_map(|(place, claims)| Some((matter(place)?, claims)))
            .collect())
    }
}

/// Numbers as a JSON array, for SQL to read.
fn numbers<'n>(numbers: impl IntoIterator<Item = &'n i64>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(i64::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// A question about the queue: for which claims, and on which day.
struct QueueQuestion {
    today: String,
    among: Option<String>,
    /// The rows of the claims that accuse somebody who was not heard.
    unheard: String,
}

impl QueueQuestion {
    fn new(
        connection: &Connection,
        among: Option<&[i64]>,
        today: NaiveDate,
    ) -> Result<Self, IndexError> {
        let mut asked = Self {
            today: today.to_string(),
            among: among.map(numbers),
            unheard: "[]".to_owned(),
        };
        asked.unheard = numbers(&unheard(connection, &asked)?);
        Ok(asked)
    }

    fn parameters(&self, last: i64) -> (&str, Option<&str>, &str, i64) {
        (&self.today, self.among.as_deref(), &self.unheard, last)
    }

    /// The condition on a claim that it is one of those asked about.
    fn among(&self, column: &str) -> String {
        if self.among.is_some() {
            format!("{column} IN (SELECT value FROM json_each(?2))")
        } else {
            "?2 IS NULL".to_owned()
        }
    }

    /// The table `waiting` of claims with the place of a matter. It leaves out what has no evidence and no other matter.
    fn waiting(&self) -> String {
        let matters = Matter::ALL.iter().filter_map(|matter| {
            let (claims, code) = claims(*matter)?;
            Some(format!(
                "SELECT w.claim, {} AS matter FROM ({claims}) w
                 WHERE NOT EXISTS (SELECT 1 FROM exception x WHERE x.claim = w.claim AND x.code = {code})",
                *matter as usize
            ))
        });
        format!(
            "WITH given AS (VALUES (?1, ?2, ?3, ?4)), matter AS ({}), waiting AS MATERIALIZED (
               SELECT DISTINCT a.claim, matter.matter FROM matter JOIN assessment a ON a.claim = matter.claim
               WHERE {READ} AND {})",
            matters.collect::<Vec<_>>().join(" UNION ALL "),
            self.among("a.claim")
        )
    }
}

/// The claims that have a matter, and the code of `check` that excuses them from it, as SQL over the parameters of [`QueueQuestion`].
fn claims(matter: Matter) -> Option<(String, &'static str)> {
    let ruled = "assessment a JOIN ruling r ON r.claim = a.claim AND r.position = a.ruling";
    Some(match matter {
        Matter::ReplyOverdue => (
            "SELECT DISTINCT claim FROM asked WHERE ifnull(outcome, 'pending') = 'pending'
             AND due < ?1 AND substr(?1, 1, length(due)) > due"
                .to_owned(),
            "'reply-overdue'",
        ),
        Matter::Reopened => (
            "SELECT claim, flag FROM flag WHERE flag IN ('reopen', 'reworded', 'ruling-differs')"
                .to_owned(),
            "CASE w.flag WHEN 'reopen' THEN 'reopened' ELSE w.flag END",
        ),
        Matter::Contested => (
            "SELECT a.claim FROM assessment a
             LEFT JOIN ruling r ON r.claim = a.claim AND r.position = a.ruling
             WHERE a.status = 'contested' AND ifnull(r.status, 'open') = 'open'"
                .to_owned(),
            "NULL",
        ),
        Matter::Unheard => (
            "SELECT value AS claim FROM json_each(?3)".to_owned(),
            "'unanswered-accusation'",
        ),
        Matter::OneOrigin => (
            format!(
                "SELECT a.claim FROM {ruled} WHERE a.status = r.status AND (
                   a.status = 'confirmed' AND a.support_possible <= 1 AND a.derived_status <> 'corroborated'
                   OR a.status = 'refuted' AND a.refute_possible <= 1 AND a.derived_status <> 'refuted')"
            ),
            "'one-origin'",
        ),
        Matter::Stale => (
            format!("SELECT c.row AS claim FROM claim c WHERE {}", stale("?1")),
            "'stale'",
        ),
        Matter::NoEvidence => return None,
    })
}

/// The claims that accuse a party of a house that they do not hear, as `unanswered-accusation` of `check` means it: nobody asked
/// it, it neither speaks the claim nor speaks against it, and no source that the claim reaches carries its word.
fn unheard(connection: &Connection, asked: &QueueQuestion) -> Result<BTreeSet<i64>, IndexError> {
    let among = asked.among("s.claim");
    let sql = format!(
        "WITH given AS (VALUES (?1, ?2))
         SELECT s.claim, s.party FROM stake s WHERE s.kind = 'accuses' AND {among}"
    );
    let given = (&asked.today, asked.among.as_deref());
    let accused: Vec<(i64, String)> = collect(connection, &sql, given, |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    if accused.is_empty() {
        return Ok(BTreeSet::new());
    }
    let registry = all_parties(connection)?;
    let heard = heard(connection, &accused, &registry)?;
    let unheard = accused.into_iter().filter(|(claim, name)| {
        let house = house_key(registry.house(name));
        !heard
            .get(claim)
            .is_some_and(|houses| houses.contains(&house))
    });
    Ok(unheard.map(|(claim, _)| claim).collect())
}

fn all_parties(connection: &Connection) -> Result<Registry, IndexError> {
    let mut parties = RegistryBuilder::new();
    for party in registers::parties(connection)? {
        parties.party(&party.core);
    }
    Ok(parties.build())
}

/// The houses that each of these claims hears.
fn heard(
    connection: &Connection,
    accused: &[(i64, String)],
    registry: &Registry,
) -> Result<BTreeMap<i64, BTreeSet<String>>, IndexError> {
    let rows: BTreeSet<i64> = accused.iter().map(|(claim, _)| *claim).collect();
    let mut heard: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
    each_row(connection, HEARD, [numbers(&rows)], |row| {
        let name: Option<String> = row.get(1)?;
        let name = name.map(|name| house_key(registry.house(&name)));
        let house: Option<String> = row.get(2)?;
        heard.entry(row.get(0)?).or_default().extend(name.or(house));
        Ok(())
    })?;
    Ok(heard)
}

/// Whom claims hear: the claim, and a name as written or the house of a source's voice or publisher.
const HEARD: &str = "
WITH RECURSIVE accusing (claim) AS MATERIALIZED (SELECT value FROM json_each(?1)),
reach (claim, source) AS (
  SELECT e.claim, e.source FROM accusing JOIN evidence e ON e.claim = accusing.claim
  UNION SELECT v.claim, v.parent FROM accusing JOIN via v ON v.claim = accusing.claim
  UNION SELECT reach.claim, p.parent FROM reach JOIN source_parent p ON p.source = reach.source)
SELECT k.claim, k.of, NULL FROM accusing JOIN asked k ON k.claim = accusing.claim
UNION ALL SELECT c.row, c.speaker, NULL FROM accusing JOIN claim c ON c.row = accusing.claim
UNION ALL SELECT e.claim, e.voice, NULL FROM accusing JOIN evidence e ON e.claim = accusing.claim
UNION ALL SELECT c.row, o.speaker, NULL
  FROM accusing JOIN claim c ON c.row = accusing.claim AND c.stands
  JOIN relation r ON r.target = c.id AND r.kind IN ('denies', 'contradicts') JOIN claim o ON o.row = r.claim
UNION ALL SELECT r.claim, o.speaker, NULL
  FROM accusing JOIN relation r ON r.claim = accusing.claim AND r.kind = 'contradicts'
  JOIN claim o ON o.id = r.target AND o.stands
UNION ALL SELECT reach.claim, NULL, coalesce(s.voice_house, s.publisher_house)
  FROM reach JOIN source s ON s.id = reach.source AND s.stands";
