//! Claims read whole, with whatever of the registries bears on them: what the account of a claim is made from.

use crate::domain::article::Article;
use crate::domain::filter::Filter;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::index::query::collect;
use crate::index::read::filter::{Compiled, Order};
use crate::index::read::ranges::runs;
use crate::index::read::registers;
use crate::index::read::relations::RelationReader;
use crate::index::read::whole_claims::ClaimReader;
use crate::index::rows::RelationAnswer;
use crate::index::{Index, IndexError, WholeClaim, meta};
use chrono::NaiveDate;
use rusqlite::config::DbConfig;
use rusqlite::params_from_iter;
use std::collections::{BTreeMap, BTreeSet};

/// Some claims, and everything in the book that bears on them.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The claims, in the order of their rows.
    pub claims: Vec<WholeClaim>,
    /// How other claims stand to them, by row.
    pub relations: BTreeMap<i64, Vec<RelationAnswer>>,
    /// The parties of the book, in book order: if two share a name, the first one wins.
    pub parties: Vec<Party>,
    /// The sources that the claims rest on, and all that these derive from, by id.
    pub sources: BTreeMap<String, Source>,
    /// The articles that are named as sources, that the claims stand in, or their counter-claims, by id.
    pub articles: BTreeMap<String, Article>,
    /// How many independent origins corroborate a claim by the policy.
    pub needs_origins: u8,
}

impl Index {
    /// Asks questions that use the same statements for many values.
    pub fn with_one_plan<T>(
        &self,
        questions: impl FnOnce(&Self) -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        // One plan for all values: with statistics of the values, SQLite would plan again for each of them.
        self.connection()
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let answer = questions(self);
        self.connection()
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, false)?;
        answer
    }

    /// Reads the claims of these rows with one statement per table, however many they are.
    pub fn gather(&self, rows: &BTreeSet<i64>) -> Result<Gathered, IndexError> {
        let connection = self.connection();
        let mut gathered = Gathered {
            parties: registers::parties(connection)?,
            needs_origins: meta::needs_origins(connection)?,
            ..Gathered::default()
        };
        let mut claims = ClaimReader::new(connection)?;
        let mut relations = RelationReader::new(connection)?;
        for (first, last) in runs(rows) {
            gathered.claims.extend(claims.range(first, last)?);
            relations.range((first, last), &mut gathered.relations)?;
        }
        let mut names = BTreeSet::new();
        for claim in &gathered.claims {
            claim.add_names(&mut names);
        }
        gathered.sources = registers::sources_reached(connection, &mut names)?;
        gathered.articles = registers::articles_named(connection, &names)?;
        Ok(gathered)
    }

    /// The parties of the book, and what the claims that a filter picks rest on, without the claims: the sources that their
    /// evidence starts at (their ids come first), with all that these derive from, and the articles among them. Confidential
    /// claims and drafts are not asked.
    pub fn gather_cited(
        &self,
        filter: &Filter,
        today: NaiveDate,
    ) -> Result<(Vec<String>, Gathered), IndexError> {
        let connection = self.connection();
        let cited = self.cited(filter, today)?;
        let mut names: BTreeSet<String> = cited.iter().cloned().collect();
        let gathered = Gathered {
            parties: registers::parties(connection)?,
            sources: registers::sources_reached(connection, &mut names)?,
            articles: registers::articles_named(connection, &names)?,
            ..Gathered::default()
        };
        Ok((cited, gathered))
    }

    fn cited(&self, filter: &Filter, today: NaiveDate) -> Result<Vec<String>, IndexError> {
        let compiled = Compiled::new(self.connection(), filter, today)?;
        let sql = format!(
            "WITH picked (claim) AS MATERIALIZED (
               SELECT c.row FROM {} WHERE {} AND NOT c.confidential
                 AND NOT EXISTS (SELECT 1 FROM flag g WHERE g.claim = c.row AND g.flag = 'draft'))
             SELECT e.source FROM picked JOIN evidence e USING (claim)
             UNION SELECT v.parent FROM picked JOIN via v USING (claim)",
            compiled.tables(Order::Id),
            compiled.condition()
        );
        let values = params_from_iter(compiled.values);
        collect(self.connection(), &sql, values, |row| Ok(row.get(0)?))
    }

    /// Whether any record of the book is confidential.
    pub fn has_confidential(&self) -> Result<bool, IndexError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM source WHERE confidential = 1)
                       OR EXISTS (SELECT 1 FROM party WHERE confidential = 1)
                       OR EXISTS (SELECT 1 FROM claim WHERE confidential = 1)";
        Ok(self.connection().query_row(sql, [], |row| row.get(0))?)
    }

    /// These sources and all that they derive from, as they are written, by id.
    pub fn source_records(&self, ids: &[String]) -> Result<BTreeMap<String, Source>, IndexError> {
        registers::sources_reached(self.connection(), &mut ids.iter().cloned().collect())
    }

    /// The ids of the claims that nobody has read.
    pub fn draft_claims(&self) -> Result<BTreeSet<String>, IndexError> {
        let sql = "SELECT c.id FROM flag g JOIN claim c ON c.row = g.claim WHERE g.flag = 'draft'";
        let ids: Vec<String> = collect(self.connection(), sql, [], |row| Ok(row.get(0)?))?;
        Ok(ids.into_iter().collect())
    }

    /// The ids of the confidential claims.
    pub fn confidential_claims(&self) -> Result<BTreeSet<String>, IndexError> {
        let sql = "SELECT id FROM claim WHERE confidential";
        collect(self.connection(), sql, [], |row| Ok(row.get(0)?))
    }
}
