//! Claims read back as cases for the rules of corroboration, a range of rows at a time.

use crate::domain::claim::ClaimCore;
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::Counter;
use crate::domain::date::Date;
use crate::domain::evidence::About;
use crate::domain::evidence::EvidenceCore;
use crate::domain::evidence::Stance;
use crate::domain::id::Id;
use crate::domain::ruling::RulingCore;
use crate::domain::ruling::RulingStatus;
use crate::index::IndexError;
use crate::index::value;
use rusqlite::CachedStatement;
use rusqlite::Connection;
use rusqlite::Row;
use std::collections::BTreeSet;

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
    /// The claims that may stand against it.
    pub(in crate::index) counters: Vec<CounterClaim>,
}

/// A claim that may stand against another one.
#[derive(Clone, Debug)]
pub(in crate::index) struct CounterClaim {
    claim: String,
    speaker: Option<String>,
    article: Option<String>,
    kind: Option<ClaimKind>,
    ruling: Option<RulingStatus>,
}

impl CounterClaim {
    pub(in crate::index) fn as_counter(&self) -> Counter<'_> {
        Counter {
            claim: &self.claim,
            speaker: self.speaker.as_deref(),
            article: self.article.as_deref(),
            kind: self.kind,
            ruling: self.ruling,
        }
    }
}

impl CountedClaim {
    /// The claims that may stand against it, as the rules take them.
    pub(in crate::index) fn counters(&self) -> Vec<Counter<'_>> {
        self.counters.iter().map(CounterClaim::as_counter).collect()
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
    counters: &[CounterClaim],
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

/// Reads ranges of cases, with every statement prepared once.
pub(in crate::index) struct CoreReader<'c> {
    claims: CachedStatement<'c>,
    evidence: CachedStatement<'c>,
    via: CachedStatement<'c>,
    rulings: CachedStatement<'c>,
    stakes: CachedStatement<'c>,
    contradicted: CachedStatement<'c>,
    countered_by: CachedStatement<'c>,
}

const COUNTER: &str = "o.id, o.speaker, o.article, o.kind,
  (SELECT status FROM ruling WHERE claim = o.row ORDER BY \"on\" DESC, position DESC LIMIT 1)";

impl<'c> CoreReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let of_range = |columns: &str, table: &str| {
            connection.prepare_cached(&format!(
                "SELECT claim, {columns} FROM {table} WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position"
            ))
        };
        Ok(Self {
            claims: connection.prepare_cached(
                "SELECT row, id, speaker, article, kind, said_on, needs_origins
                 FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
            )?,
            evidence: of_range("source, stance, about, credibility, added", "evidence")?,
            via: connection.prepare_cached(
                "SELECT claim, position, parent FROM via WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position, place",
            )?,
            rulings: of_range("status, \"on\"", "ruling")?,
            stakes: of_range("kind, party", "stake")?,
            // What the claim itself contradicts …
            contradicted: connection.prepare_cached(&format!(
                "SELECT r.claim, {COUNTER} FROM relation r JOIN claim o ON o.id = r.target AND o.stands
                 WHERE r.claim BETWEEN ?1 AND ?2 AND r.kind = 'contradicts' ORDER BY r.claim, r.position"
            ))?,
            // … and what denies or contradicts it.
            countered_by: connection.prepare_cached(&format!(
                "SELECT c.row, {COUNTER} FROM claim c CROSS JOIN relation r ON r.target = c.id CROSS JOIN claim o ON o.row = r.claim
                 WHERE c.row BETWEEN ?1 AND ?2 AND r.kind IN ('denies', 'contradicts') ORDER BY c.row, o.id, r.position"
            ))?,
        })
    }

    /// The cases of the rows from `first` to `last`, in order.
    pub(in crate::index) fn range(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<CountedClaim>, IndexError> {
        let mut cases = Vec::new();
        let mut rows = self.claims.query([first, last])?;
        while let Some(row) = rows.next()? {
            cases.push(case(row)?);
        }
        fill(
            &mut self.evidence,
            (first, last),
            &mut cases,
            |case, row| {
                case.core.evidence.push(evidence(row)?);
                Ok(())
            },
        )?;
        fill(&mut self.via, (first, last), &mut cases, |case, row| {
            let position: u32 = row.get(1)?;
            let parent = row.get(2)?;
            if let Some(evidence) = case.core.evidence.get_mut(position as usize) {
                evidence.via.push(parent);
            }
            Ok(())
        })?;
        fill(&mut self.rulings, (first, last), &mut cases, |case, row| {
            case.core.rulings.push(ruling(row)?);
            Ok(())
        })?;
        fill(&mut self.stakes, (first, last), &mut cases, |case, row| {
            let party = row.get(2)?;
            let accuses = row.get_ref(1)?.as_str().is_ok_and(|kind| kind == "accuses");
            if accuses {
                case.core.accuses.push(party);
            } else {
                case.core.concerns.push(party);
            }
            Ok(())
        })?;
        for statement in [&mut self.contradicted, &mut self.countered_by] {
            fill(statement, (first, last), &mut cases, |case, row| {
                case.counters.push(counter(row)?);
                Ok(())
            })?;
        }
        Ok(cases)
    }
}

/// Something that belongs to one claim.
pub(in crate::index) trait OfClaim {
    /// The claim's row.
    fn claim_row(&self) -> i64;
}

impl OfClaim for CountedClaim {
    fn claim_row(&self) -> i64 {
        self.row
    }
}

/// Hands each row to the item of the claim that its first column names. Items and rows are both in the order of claims.
pub(in crate::index) fn fill<T: OfClaim>(
    statement: &mut CachedStatement<'_>,
    (first, last): (i64, i64),
    items: &mut [T],
    mut add: impl FnMut(&mut T, &Row<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let mut rows = statement.query([first, last])?;
    let mut items = items.iter_mut();
    let mut current = items.next();
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        while current
            .as_ref()
            .is_some_and(|item| item.claim_row() < claim)
        {
            current = items.next();
        }
        if let Some(item) = current.as_mut().filter(|item| item.claim_row() == claim) {
            add(item, row)?;
        }
    }
    Ok(())
}

pub(in crate::index) fn text<'r>(
    row: &'r Row<'_>,
    column: usize,
) -> Result<Option<&'r str>, IndexError> {
    Ok(row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?)
}

pub(in crate::index) fn word<T>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, IndexError> {
    value::word(what, text(row, column)?.unwrap_or_default(), parse)
}

fn case(row: &Row<'_>) -> Result<CountedClaim, IndexError> {
    Ok(CountedClaim {
        row: row.get(0)?,
        core: ClaimCore {
            id: word(row, 1, "id", Id::parse)?,
            speaker: row.get(2)?,
            kind: value::optional_word("kind", text(row, 4)?, ClaimKind::parse)?,
            accuses: Vec::new(),
            concerns: Vec::new(),
            needs_origins: row.get(6)?,
            evidence: Vec::new(),
            rulings: Vec::new(),
        },
        said_on: value::date(text(row, 5)?)?,
        article: row.get(3)?,
        counters: Vec::new(),
    })
}

fn evidence(row: &Row<'_>) -> Result<EvidenceCore, IndexError> {
    Ok(EvidenceCore {
        source: row.get(1)?,
        stance: word(row, 2, "stance", Stance::parse)?,
        about: word(row, 3, "question", About::parse)?,
        via: Vec::new(),
        credibility: row.get(4)?,
        added: value::date(text(row, 5)?)?,
    })
}

fn ruling(row: &Row<'_>) -> Result<RulingCore, IndexError> {
    Ok(RulingCore {
        status: word(row, 1, "ruling", RulingStatus::parse)?,
        on: word(row, 2, "date", Date::parse)?,
    })
}

fn counter(row: &Row<'_>) -> Result<CounterClaim, IndexError> {
    Ok(CounterClaim {
        claim: row.get(1)?,
        speaker: row.get(2)?,
        article: row.get(3)?,
        kind: value::optional_word("kind", text(row, 4)?, ClaimKind::parse)?,
        ruling: value::optional_word("ruling", text(row, 5)?, RulingStatus::parse)?,
    })
}

/// The runs of consecutive numbers in a set, each by its first and last.
pub(in crate::index) fn runs(rows: &BTreeSet<i64>) -> Vec<(i64, i64)> {
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
