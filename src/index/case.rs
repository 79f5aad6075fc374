//! Claims read back as cases for the rules of corroboration, a range of rows at a time.

use crate::domain::claim::Claim;
use crate::domain::claim::ClaimKind;
use crate::domain::claim::EvidenceOffered;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::Counter;
use crate::domain::date::Date;
use crate::domain::evidence::About;
use crate::domain::evidence::Evidence;
use crate::domain::evidence::Stance;
use crate::domain::id::Id;
use crate::domain::ruling::Ruling;
use crate::domain::ruling::RulingStatus;
use crate::index::IndexError;
use crate::index::value;
use rusqlite::CachedStatement;
use rusqlite::Connection;
use rusqlite::Row;
use std::collections::BTreeSet;

/// A claim as the rules need it, read back from the index: without its words, which no rule looks at.
#[derive(Clone, Debug)]
pub(super) struct StoredCase {
    /// The claim's row.
    pub(super) row: i64,
    /// The claim, its texts left empty.
    pub(super) claim: Claim,
    /// The article that it stands in.
    pub(super) article: Option<String>,
    /// The claims that may stand against it.
    pub(super) counters: Vec<StoredCounter>,
}

/// A claim that may stand against another one.
#[derive(Clone, Debug)]
pub(super) struct StoredCounter {
    pub(super) claim: String,
    speaker: Option<String>,
    article: Option<String>,
    kind: Option<ClaimKind>,
    ruling: Option<RulingStatus>,
}

impl StoredCounter {
    fn as_counter(&self) -> Counter<'_> {
        Counter {
            claim: &self.claim,
            speaker: self.speaker.as_deref(),
            article: self.article.as_deref(),
            kind: self.kind,
            ruling: self.ruling,
        }
    }
}

impl StoredCase {
    /// The claims that may stand against it, as the rules take them.
    pub(super) fn counters(&self) -> Vec<Counter<'_>> {
        self.counters
            .iter()
            .map(StoredCounter::as_counter)
            .collect()
    }

    /// The case, as the rules take it.
    pub(super) fn as_case<'a>(
        &'a self,
        counters: &'a [Counter<'a>],
        needs_origins: u8,
    ) -> Case<'a> {
        Case {
            claim: &self.claim,
            article: self.article.as_deref(),
            counters,
            needs_origins,
        }
    }

    /// Adds every name that the case's evidence starts at, and the article's.
    pub(super) fn add_names(&self, names: &mut BTreeSet<String>) {
        names.extend(self.article.clone());
        names.extend(
            self.counters
                .iter()
                .filter_map(|counter| counter.article.clone()),
        );
        for evidence in &self.claim.evidence {
            names.insert(evidence.source.clone());
            names.extend(evidence.via.iter().cloned());
        }
    }
}

/// Reads ranges of cases, with every statement prepared once.
pub(super) struct CaseReader<'c> {
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

impl<'c> CaseReader<'c> {
    /// Prepares the statements.
    pub(super) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let of_range = |columns: &str, table: &str| {
            connection.prepare_cached(&format!(
                "SELECT claim, {columns} FROM {table} WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position"
            ))
        };
        Ok(Self {
            claims: connection.prepare_cached(
                "SELECT row, id, speaker, article, kind, said_on, needs_origins, recheck_by, line
                 FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
            )?,
            evidence: of_range("source, stance, about, credibility, added, line", "evidence")?,
            via: connection.prepare_cached(
                "SELECT claim, position, parent FROM via WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position, place",
            )?,
            rulings: of_range("status, \"on\", line", "ruling")?,
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
    pub(super) fn range(&mut self, first: i64, last: i64) -> Result<Vec<StoredCase>, IndexError> {
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
                case.claim.evidence.push(evidence(row)?);
                Ok(())
            },
        )?;
        fill(&mut self.via, (first, last), &mut cases, |case, row| {
            let position: u32 = row.get(1)?;
            let parent = row.get(2)?;
            if let Some(evidence) = case.claim.evidence.get_mut(position as usize) {
                evidence.via.push(parent);
            }
            Ok(())
        })?;
        fill(&mut self.rulings, (first, last), &mut cases, |case, row| {
            case.claim.rulings.push(ruling(row)?);
            Ok(())
        })?;
        fill(&mut self.stakes, (first, last), &mut cases, |case, row| {
            let party = row.get(2)?;
            let accuses = row.get_ref(1)?.as_str().is_ok_and(|kind| kind == "accuses");
            if accuses {
                case.claim.accuses.push(party);
            } else {
                case.claim.concerns.push(party);
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

/// Hands each row to the case that its first column names. Cases and rows are both in the order of rows.
pub(super) fn fill(
    statement: &mut CachedStatement<'_>,
    (first, last): (i64, i64),
    cases: &mut [StoredCase],
    mut add: impl FnMut(&mut StoredCase, &Row<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let mut rows = statement.query([first, last])?;
    let mut cases = cases.iter_mut();
    let mut current = cases.next();
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        while current.as_ref().is_some_and(|case| case.row < claim) {
            current = cases.next();
        }
        if let Some(case) = current.as_mut().filter(|case| case.row == claim) {
            add(case, row)?;
        }
    }
    Ok(())
}

pub(super) fn text<'r>(row: &'r Row<'_>, column: usize) -> Result<Option<&'r str>, IndexError> {
    Ok(row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?)
}

pub(super) fn word<T>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, IndexError> {
    value::word(what, text(row, column)?.unwrap_or_default(), parse)
}

fn case(row: &Row<'_>) -> Result<StoredCase, IndexError> {
    let claim = Claim {
        id: word(row, 1, "id", Id::parse)?,
        text: String::new(),
        speaker: row.get(2)?,
        attribution: None,
        caveat: None,
        evidence_offered: EvidenceOffered::Unknown,
        kind: value::optional_word("kind", text(row, 4)?, ClaimKind::parse)?,
        said_on: value::date(text(row, 5)?)?,
        section: None,
        paragraph: None,
        quote: None,
        tags: Vec::new(),
        accuses: Vec::new(),
        concerns: Vec::new(),
        denies: Vec::new(),
        contradicts: Vec::new(),
        repeats: Vec::new(),
        needs_origins: row.get(6)?,
        recheck_by: value::date(text(row, 7)?)?,
        short: None,
        confidential: false,
        allow: Vec::new(),
        evidence: Vec::new(),
        asked: Vec::new(),
        searched: Vec::new(),
        rulings: Vec::new(),
        line: row.get(8)?,
    };
    Ok(StoredCase {
        row: row.get(0)?,
        claim,
        article: row.get(3)?,
        counters: Vec::new(),
    })
}

fn evidence(row: &Row<'_>) -> Result<Evidence, IndexError> {
    Ok(Evidence {
        source: row.get(1)?,
        stance: word(row, 2, "stance", Stance::parse)?,
        about: word(row, 3, "question", About::parse)?,
        via: Vec::new(),
        credibility: row.get(4)?,
        quote: None,
        locator: None,
        translation: None,
        note: None,
        by: None,
        added: value::date(text(row, 5)?)?,
        line: row.get(6)?,
    })
}

fn ruling(row: &Row<'_>) -> Result<Ruling, IndexError> {
    Ok(Ruling {
        status: word(row, 1, "ruling", RulingStatus::parse)?,
        on: word(row, 2, "date", Date::parse)?,
        by: String::new(),
        reason: String::new(),
        rating: None,
        line: row.get(3)?,
    })
}

fn counter(row: &Row<'_>) -> Result<StoredCounter, IndexError> {
    Ok(StoredCounter {
        claim: row.get(1)?,
        speaker: row.get(2)?,
        article: row.get(3)?,
        kind: value::optional_word("kind", text(row, 4)?, ClaimKind::parse)?,
        ruling: value::optional_word("ruling", text(row, 5)?, RulingStatus::parse)?,
    })
}

/// The runs of consecutive numbers in a set, each by its first and last.
pub(super) fn runs(rows: &BTreeSet<i64>) -> Vec<(i64, i64)> {
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
