//! Claims as the rules of corroboration see them, a range of rows at a time.

use crate::domain::claim::{ClaimCore, ClaimKind, StakeKind};
use crate::domain::corroboration::{Case, Counter};
use crate::domain::date::Date;
use crate::domain::evidence::EvidenceCore;
use crate::domain::ruling::{RulingCore, RulingStatus};
use crate::index::IndexError;
use crate::index::columns::{FromColumns, columns, selected, stored};
use crate::index::read::ranges::{OfClaim, fill, fill_list, of_range};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A claim as the rules of corroboration see it, read back from the index.
#[derive(Clone, Debug)]
pub(in crate::index) struct CountedClaim {
    /// The claim's row.
    pub(in crate::index) row: i64,
    /// What the rules see of the claim.
    pub(in crate::index) core: ClaimCore,
    /// When it was said: the date of the last change if it has neither evidence nor rulings.
    pub(in crate::index) said_on: Option<Date>,
    /// The article that the claim appears in.
    pub(in crate::index) article: Option<String>,
    /// The claims that may count against it, each once: first those that it contradicts itself.
    pub(in crate::index) counters: Vec<Arc<CounterClaim>>,
    /// The rows of the claims that it contradicts, in its order.
    pub(in crate::index) contradicted: Vec<i64>,
    /// The rows of the claims that deny or contradict it.
    countered_by: Vec<i64>,
}

/// A claim that may count against another one. Claims share it: thousands of claims can contradict one another.
#[derive(Clone, Debug)]
pub(in crate::index) struct CounterClaim {
    claim: String,
    speaker: Option<String>,
    article: Option<String>,
    kind: Option<ClaimKind>,
    ruling: Option<RulingStatus>,
    draft: bool,
}

impl CounterClaim {
    pub(in crate::index) fn as_counter(&self) -> Counter<'_> {
        Counter {
            claim: &self.claim,
            speaker: self.speaker.as_deref(),
            article: self.article.as_deref(),
            kind: self.kind,
            ruling: self.ruling,
            draft: self.draft && self.ruling.is_none(),
        }
    }
}

impl CountedClaim {
    /// The claims that may count against it, as the rules take them.
    pub(in crate::index) fn counters(&self) -> Vec<Counter<'_>> {
        let counters = self.counters.iter();
        counters.map(|counter| counter.as_counter()).collect()
    }

    /// The case, as the rules take it.
    pub(in crate::index) fn as_case<'a>(
        &'a self,
        counters: &'a [Counter<'a>],
        needs_origins: u8,
    ) -> Case<'a> {
        Case {
            claim: &self.core,
            article: self.article.as_deref(),
            counters,
            needs_origins,
        }
    }

    /// Adds the names of the sources that its evidence starts at, its article, and the articles of its counter-claims.
    pub(in crate::index) fn add_names(&self, names: &mut BTreeSet<String>) {
        add_names(&self.core, self.article.as_ref(), &self.counters, names);
    }
}

/// Adds the names of the sources that a claim's evidence starts at, its article, and the articles of its counter-claims.
pub(in crate::index) fn add_names(
    claim: &ClaimCore,
    article: Option<&String>,
    counters: &[Arc<CounterClaim>],
    names: &mut BTreeSet<String>,
) {
    let articles = counters
        .iter()
        .filter_map(|counter| counter.article.as_ref());
    names.extend(articles.chain(article).cloned());
    for evidence in &claim.evidence {
        names.insert(evidence.source.clone());
        names.extend(evidence.via.iter().cloned());
    }
}

/// Reads ranges of claims as the rules see them, with every statement prepared once.
pub(in crate::index) struct CoreReader<'c> {
    claims: CachedStatement<'c>,
    evidence: CachedStatement<'c>,
    via: CachedStatement<'c>,
    rulings: CachedStatement<'c>,
    stakes: CachedStatement<'c>,
    contradicted: CachedStatement<'c>,
    countered_by: CachedStatement<'c>,
    counter: CachedStatement<'c>,
    rows_by_id: RowsById<'c>,
}

/// The rows of claims by id. Each id is looked up once, however many claims name it.
struct RowsById<'c> {
    statement: CachedStatement<'c>,
    known: BTreeMap<String, Option<i64>>,
}

impl RowsById<'_> {
    /// The row of the claim that an id means. `None` if no claim has it.
    fn row(&mut self, id: &str) -> Result<Option<i64>, IndexError> {
        if let Some(known) = self.known.get(id) {
            return Ok(*known);
        }
        let row = self
            .statement
            .query_row([id], |row| row.get(0))
            .optional()?;
        self.known.insert(id.to_owned(), row);
        Ok(row)
    }
}

/// A claim that may count against others, with the row of the last claim that met it.
struct MetCounter {
    claim: Arc<CounterClaim>,
    met_by: i64,
}

stored! {
    read: CounterClaim {
        claim = "o.id",
        speaker = "o.speaker",
        article = "o.article",
        kind = "o.kind",
        ruling = "(SELECT status FROM ruling WHERE claim = o.row AND NOT pending ORDER BY \"on\" DESC, position DESC LIMIT 1)",
        draft = "o.draft",
    }
}

columns! {
    /// What belongs to a claim beside what the rules see.
    read: ContextColumns { article, said_on }
}

columns! {
    /// A party with a stake in a claim.
    read: StakeItem { kind, party }
}

columns! {
    /// A parent, with the position of the evidence row that names it.
    read: NamedParentColumns { position, parent }
}

impl<'c> CoreReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        Ok(Self {
            claims: connection.prepare_cached(&format!(
                "SELECT row, {} FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
                selected(&[ClaimCore::SQL, ContextColumns::SQL])
            ))?,
            evidence: of_range(connection, "evidence", &[EvidenceCore::SQL])?,
            via: connection.prepare_cached(&format!(
                "SELECT claim, {} FROM via WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position, place",
                selected(&[NamedParentColumns::SQL])
            ))?,
            rulings: of_range(connection, "ruling", &[RulingCore::SQL])?,
            stakes: of_range(connection, "stake", &[StakeItem::SQL])?,
            // What the claim itself contradicts …
            contradicted: connection.prepare_cached(
                "SELECT claim, target FROM relation
                 WHERE claim BETWEEN ?1 AND ?2 AND kind = 'contradicts' ORDER BY claim, position",
            )?,
            // … and what denies or contradicts it.
            countered_by: connection.prepare_cached(
                "SELECT c.row, r.claim FROM claim c CROSS JOIN relation r ON r.target = c.id
                 WHERE c.row BETWEEN ?1 AND ?2 AND r.kind IN ('denies', 'contradicts') ORDER BY c.row",
            )?,
            counter: connection.prepare_cached(&format!(
                "SELECT {} FROM claim o WHERE o.row = ?1",
                selected(&[CounterClaim::SQL])
            ))?,
            rows_by_id: RowsById {
                statement: connection
                    .prepare_cached("SELECT row FROM claim WHERE id = ?1 AND stands")?,
                known: BTreeMap::new(),
            },
        })
    }

    /// The claims of the rows from `first` to `last`, in order.
    pub(in crate::index) fn range(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<CountedClaim>, IndexError> {
        let range = (first, last);
        let mut claims = self.uncountered(range)?;
        let ids = &mut self.rows_by_id;
        fill(&mut self.contradicted, range, &mut claims, |of, row| {
            let target = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            of.contradicted.extend(ids.row(target)?);
            Ok(())
        })?;
        self.add_counters(range, &mut claims)?;
        Ok(claims)
    }

    /// The rows of the claims that these ids mean, in their order.
    pub(in crate::index) fn rows_of(&mut self, ids: &[String]) -> Result<Vec<i64>, IndexError> {
        let rows = ids.iter().map(|id| self.rows_by_id.row(id));
        rows.filter_map(Result::transpose).collect()
    }

    /// The claims of a range of rows, without those that count against them.
    pub(in crate::index) fn uncountered(
        &mut self,
        range: (i64, i64),
    ) -> Result<Vec<CountedClaim>, IndexError> {
        self.rows_by_id.known.clear();
        let mut claims = Vec::new();
        let mut rows = self.claims.query([range.0, range.1])?;
        while let Some(row) = rows.next()? {
            claims.push(counted(row)?);
        }
        drop(rows);
        let of = &mut claims;
        fill_list(&mut self.evidence, range, of, |of| &mut of.core.evidence)?;
        fill(&mut self.via, range, of, add_parent)?;
        fill_list(&mut self.rulings, range, of, |of| &mut of.core.rulings)?;
        fill(&mut self.stakes, range, of, add_stake)?;
        Ok(claims)
    }

    /// Reads the claims that may count against these ones, each once: first those that a claim contradicts, in its order,
    /// then the others by id.
    pub(in crate::index) fn add_counters(
        &mut self,
        range: (i64, i64),
        claims: &mut [CountedClaim],
    ) -> Result<(), IndexError> {
        fill(&mut self.countered_by, range, claims, |of, row| {
            of.countered_by.push(row.get(1)?);
            Ok(())
        })?;
        let mut read: BTreeMap<i64, MetCounter> = BTreeMap::new();
        for claim in claims {
            let by = claim.row;
            let mut counters = |rows: &mut Vec<i64>| -> Result<Vec<Arc<CounterClaim>>, IndexError> {
                let rows = std::mem::take(rows).into_iter();
                let counters = rows.map(|row| self.counter(row, by, &mut read));
                counters.filter_map(Result::transpose).collect()
            };
            claim.counters = counters(&mut claim.contradicted)?;
            let mut others = counters(&mut claim.countered_by)?;
            others.sort_unstable_by(|one, other| one.claim.cmp(&other.claim));
            claim.counters.append(&mut others);
        }
        Ok(())
    }

    /// The claim of this row, as one that may count against the claim `by`. `None` if `by` has met it. `read` holds the
    /// claims read before.
    fn counter(
        &mut self,
        row: i64,
        by: i64,
        read: &mut BTreeMap<i64, MetCounter>,
    ) -> Result<Option<Arc<CounterClaim>>, IndexError> {
        if let Some(known) = read.get_mut(&row) {
            let is_new = std::mem::replace(&mut known.met_by, by) != by;
            return Ok(is_new.then(|| Arc::clone(&known.claim)));
        }
        let mut found = self.counter.query([row])?;
        let found = found.next()?.ok_or(IndexError::NoSuchRow(row))?;
        let claim = Arc::new(CounterClaim::read(found, 0)?);
        let met = MetCounter {
            claim: Arc::clone(&claim),
            met_by: by,
        };
        read.insert(row, met);
        Ok(Some(claim))
    }
}

impl OfClaim for CountedClaim {
    fn claim_row(&self) -> i64 {
        self.row
    }
}

fn counted(row: &Row<'_>) -> Result<CountedClaim, IndexError> {
    const CONTEXT: ContextColumns = ContextColumns::after(1 + ClaimCore::SQL.len());
    Ok(CountedClaim {
        row: row.get(0)?,
        core: ClaimCore::read(row, 1)?,
        said_on: row.get(CONTEXT.said_on)?,
        article: row.get(CONTEXT.article)?,
        counters: Vec::new(),
        contradicted: Vec::new(),
        countered_by: Vec::new(),
    })
}

fn add_parent(claim: &mut CountedClaim, row: &Row<'_>) -> Result<(), IndexError> {
    const AT: NamedParentColumns = NamedParentColumns::after(1);
    let position: u32 = row.get(AT.position)?;
    let evidence = claim.core.evidence.get_mut(position as usize);
    let evidence = evidence.ok_or(IndexError::NoSuchRow(claim.row))?;
    evidence.via.push(row.get(AT.parent)?);
    Ok(())
}

fn add_stake(claim: &mut CountedClaim, row: &Row<'_>) -> Result<(), IndexError> {
    const AT: StakeItem = StakeItem::after(1);
    let parties = match row.get(AT.kind)? {
        StakeKind::Accuses => &mut claim.core.accuses,
        StakeKind::Concerns => &mut claim.core.concerns,
    };
    parties.push(row.get(AT.party)?);
    Ok(())
}
