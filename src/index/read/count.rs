//! Counts: those that the index keeps, and those of what a filter picks.

use crate::domain::filter::Filter;
use crate::domain::status::{Derived, Flag, Status};
use crate::domain::words::words;
use crate::index::query::{collect, first};
use crate::index::read::filter::{Compiled, Order};
use crate::index::rows::{Group, Tallies};
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use rusqlite::Rows;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// By what claims are grouped in counts.
    By {
        /// Who says them.
        Speaker = "speaker",
        /// The article that they stand in.
        Article = "article",
        /// The kind of statement.
        Kind = "kind",
        /// Each of their tags.
        Tag = "tag",
        /// The month in which they were said.
        Month = "month",
        /// What their evidence gives, whatever a person ruled.
        Derived = "derived",
        /// The number of independent origins for them.
        Origins = "origins",
    }
}

impl Index {
    /// The counts that the index keeps, of the whole book.
    pub fn tallies(&self) -> Result<Tallies, IndexError> {
        let mut statement = self
            .connection()
            .prepare_cached("SELECT what, word, n FROM tally WHERE n > 0")?;
        tallies(statement.query([])?)
    }

    /// The status shown of every claim that applies, by id.
    pub fn statuses(&self) -> Result<BTreeMap<String, Status>, IndexError> {
        let sql = "SELECT c.id, a.status FROM claim c JOIN assessment a ON a.claim = c.row WHERE c.stands";
        collect(self.connection(), sql, [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The same counts of what the filter picks, counted.
    pub fn tallies_of(&self, filter: &Filter, today: NaiveDate) -> Result<Tallies, IndexError> {
        let compiled = Compiled::new(self.connection(), filter, today)?;
        let picked = format!(
            "WITH picked AS MATERIALIZED (SELECT a.* FROM {} WHERE {})",
            compiled.tables(Order::Id),
            compiled.condition()
        );
        let sql = format!(
            "{picked} SELECT 'status', status, count(*) FROM picked GROUP BY 2
             UNION ALL SELECT 'derived_status', derived_status, count(*) FROM picked GROUP BY 2
             UNION ALL SELECT 'origins', CAST(support_possible AS TEXT), count(*) FROM picked GROUP BY 2
             UNION ALL SELECT 'contested', CAST(contested AS TEXT), count(*) FROM picked GROUP BY 2
             UNION ALL SELECT 'flag', f.flag, count(*) FROM picked JOIN flag f ON f.claim = picked.claim GROUP BY 2"
        );
        let mut statement = self.connection().prepare(&sql)?;
        tallies(statement.query(rusqlite::params_from_iter(compiled.values))?)
    }

    /// What the filter picks, in groups: the largest first, equal ones by key.
    pub fn groups(
        &self,
        filter: &Filter,
        by: By,
        today: NaiveDate,
    ) -> Result<Vec<Group>, IndexError> {
        let compiled = Compiled::new(self.connection(), filter, today)?;
        let (key, spelling, join) = grouping(by);
        let sql = format!(
            "SELECT {key}, {spelling}, a.status, count(*) FROM {} {join} WHERE {} GROUP BY 1, 2, 3",
            compiled.tables(Order::Id),
            compiled.condition()
        );
        let mut groups: BTreeMap<Option<String>, SpelledGroup> = BTreeMap::new();
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(compiled.values))?;
        while let Some(row) = rows.next()? {
            let group = groups.entry(row.get(0)?).or_default();
            group.spellings.extend(row.get::<_, Option<String>>(1)?);
            *group.status.entry(row.get(2)?).or_default() += row.get::<_, i64>(3)?.cast_unsigned();
        }
        let named = groups.into_iter().map(|(key, group)| {
            Ok(Group {
                key: self.first_spelling(by, key.as_deref(), group.spellings)?,
                claims: group.status.values().sum(),
                status: group.status.into_iter().collect(),
            })
        });
        let mut groups = named.collect::<Result<Vec<Group>, IndexError>>()?;
        groups.sort_by(|a, b| (Reverse(a.claims), &a.key).cmp(&(Reverse(b.claims), &b.key)));
        Ok(groups)
    }

    /// Of the spellings of one name, the one that comes first in the book.
    fn first_spelling(
        &self,
        by: By,
        key: Option<&str>,
        mut spellings: BTreeSet<String>,
    ) -> Result<Option<String>, IndexError> {
        let column = match by {
            _ if spellings.len() < 2 => return Ok(spellings.pop_first()),
            By::Tag => "t.tag FROM tag t JOIN claim c ON c.row = t.claim AND t.folded = ?1",
            _ => "c.speaker FROM assessment a JOIN claim c ON c.row = a.claim AND a.speaker = ?1",
        };
        let sql = format!(
            "SELECT {column} JOIN file f ON f.row = c.file ORDER BY f.path, c.line, c.row LIMIT 1"
        );
        first(self.connection(), &sql, [key], |row| Ok(row.get(0)?))
    }
}

/// The claims of one name, under all of its spellings.
#[derive(Default)]
struct SpelledGroup {
    spellings: BTreeSet<String>,
    status: BTreeMap<Status, u64>,
}

/// What a group has in common, how people write that, and the tables that say so.
fn grouping(by: By) -> (&'static str, &'static str, &'static str) {
    let plain = |column| (column, column, "");
    match by {
        By::Speaker => (
            "a.speaker",
            "coalesce(p.name, c.speaker)",
            "LEFT JOIN party p ON p.id = a.speaker AND p.stands",
        ),
        By::Tag => ("t.folded", "t.tag", "LEFT JOIN tag t ON t.claim = c.row"),
        By::Article => plain("c.article"),
        By::Kind => plain("c.kind"),
        By::Derived => plain("a.derived_status"),
        By::Origins => plain("CAST(a.support_possible AS TEXT)"),
        By::Month => plain("CASE WHEN length(c.said_on) >= 7 THEN substr(c.said_on, 1, 7) END"),
    }
}

/// The tallies in rows of what is counted, its word, and how many there are.
fn tallies(mut rows: Rows<'_>) -> Result<Tallies, IndexError> {
    let mut kept: BTreeMap<(String, String), u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        kept.insert(
            (row.get(0)?, row.get(1)?),
            row.get::<_, i64>(2)?.cast_unsigned(),
        );
    }
    let count = |what: &str, word: &str| {
        kept.get(&(what.to_owned(), word.to_owned()))
            .copied()
            .unwrap_or(0)
    };
    let mut origins: Vec<(u32, u64)> = kept
        .iter()
        .filter(|((what, _), _)| what == "origins")
        .map(|((_, number), n)| match number.parse() {
            Ok(number) => Ok((number, *n)),
            Err(_) => Err(IndexError::StrangeText(format!(
                "the index holds `{number}` where a number of origins belongs"
            ))),
        })
        .collect::<Result<_, _>>()?;
    origins.sort_unstable();
    let status: Vec<(Status, u64)> = Status::ALL
        .iter()
        .map(|status| (*status, count("status", status.as_str())))
        .collect();
    Ok(Tallies {
        claims: status.iter().map(|(_, n)| n).sum(),
        status,
        derived_status: Derived::ALL
            .iter()
            .map(|s| (*s, count("derived_status", s.as_str())))
            .collect(),
        origins,
        flags: Flag::ALL
            .iter()
            .filter(|flag| **flag != Flag::Stale)
            .map(|flag| (*flag, count("flag", flag.as_str())))
            .collect(),
        contested: count("contested", "1"),
    })
}
