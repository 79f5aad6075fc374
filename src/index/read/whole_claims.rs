//! Claims with core and words, a range of rows at a time.

use crate::domain::claim::{Appearance, Asked, Claim, ClaimWords, Exception, LinkKind, Searched};
use crate::domain::corroboration::{Assessment, Case, Count, Counter};
use crate::domain::evidence::EvidenceWords;
use crate::domain::ruling::RulingWords;
use crate::index::IndexError;
use crate::index::columns::{FromColumns, REFUTE, SUPPORT, columns, selected};
use crate::index::read::claim_cores::{CoreReader, CountedClaim, CounterClaim, add_names};
use crate::index::read::ranges::{OfClaim, fill, fill_list, of_range};
use rusqlite::{CachedStatement, Connection, Row};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A claim as its file has it, with what the index knows beside it.
#[derive(Clone, Debug)]
pub struct WholeClaim {
    /// The claim's row in the index.
    pub row: i64,
    /// The claim.
    pub claim: Claim,
    /// The article that it appears in.
    pub article: Option<String>,
    /// What the evidence gives for it.
    pub assessment: Assessment,
    /// The claims that may count against it.
    counters: Vec<Arc<CounterClaim>>,
}

impl WholeClaim {
    /// Joins the halves of a claim. They are read one after the other, so the index may change in between.
    fn new(
        case: CountedClaim,
        words: ClaimWords,
        assessment: Assessment,
    ) -> Result<Self, IndexError> {
        let CountedClaim {
            row,
            core,
            article,
            counters,
            ..
        } = case;
        if core.evidence.len() != words.evidence.len() || core.rulings.len() != words.rulings.len()
        {
            return Err(IndexError::NoSuchRow(row));
        }
        Ok(Self {
            row,
            claim: Claim { core, words },
            article,
            assessment,
            counters,
        })
    }

    /// The claims that may count against it, as the rules take them.
    #[must_use]
    pub fn counters(&self) -> Vec<Counter<'_>> {
        let counters = self.counters.iter();
        counters.map(|counter| counter.as_counter()).collect()
    }

    /// The claim as the rules of corroboration take it.
    #[must_use]
    pub fn as_case<'a>(&'a self, counters: &'a [Counter<'a>], needs_origins: u8) -> Case<'a> {
        Case {
            claim: &self.claim.core,
            article: self.article.as_deref(),
            counters,
            needs_origins,
        }
    }

    /// Adds the names of the sources that its evidence starts at, its article, and the articles of its counter-claims.
    pub(in crate::index) fn add_names(&self, names: &mut BTreeSet<String>) {
        add_names(
            &self.claim.core,
            self.article.as_ref(),
            &self.counters,
            names,
        );
    }
}

/// Reads ranges of claims, with every statement prepared once.
pub(in crate::index) struct ClaimReader<'c> {
    cores: CoreReader<'c>,
    words: CachedStatement<'c>,
    assessments: CachedStatement<'c>,
    evidence: CachedStatement<'c>,
    rulings: CachedStatement<'c>,
    tags: CachedStatement<'c>,
    appearances: CachedStatement<'c>,
    asked: CachedStatement<'c>,
    searched: CachedStatement<'c>,
    exceptions: CachedStatement<'c>,
    relations: CachedStatement<'c>,
}

impl<'c> ClaimReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let of_range = |table: &str, columns: &[&str]| of_range(connection, table, &[columns]);
        let words = selected(&[ClaimWords::SQL]);
        let assessment = selected(&[Assessment::SQL, SUPPORT, REFUTE]);
        Ok(Self {
            cores: CoreReader::new(connection)?,
            words: connection.prepare_cached(&format!(
                "SELECT row, {words} FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row"
            ))?,
            assessments: connection.prepare_cached(&format!(
                "SELECT {assessment} FROM assessment WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim"
            ))?,
            evidence: of_range("evidence", EvidenceWords::SQL)?,
            rulings: of_range("ruling", RulingWords::SQL)?,
            tags: of_range("tag", TagItem::SQL)?,
            appearances: of_range("appearance", Appearance::SQL)?,
            asked: of_range("asked", Asked::SQL)?,
            searched: of_range("searched", Searched::SQL)?,
            exceptions: of_range("exception", Exception::SQL)?,
            relations: of_range("relation", RelationItem::SQL)?,
        })
    }

    /// The claims of the rows from `first` to `last`, in order.
    pub(in crate::index) fn range(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<WholeClaim>, IndexError> {
        let range = (first, last);
        let words = self.words(range)?;
        let mut cases = self.cores.uncountered(range)?;
        for (case, words) in cases.iter_mut().zip(&words) {
            case.contradicted = self.cores.rows_of(&words.words.contradicts)?;
        }
        self.cores.add_counters(range, &mut cases)?;
        let mut words = words.into_iter();
        let mut assessments = self.assessments.query([first, last])?;
        let mut claims = Vec::with_capacity(cases.len());
        for case in cases {
            let row = case.row;
            let words = words.next().filter(|words| words.row == row);
            let words = words.ok_or(IndexError::NoSuchRow(row))?.words;
            let found = assessments.next()?.ok_or(IndexError::NoSuchRow(row))?;
            claims.push(WholeClaim::new(case, words, assessment(found)?)?);
        }
        Ok(claims)
    }

    /// The words of the claims of a range of rows, in order.
    fn words(&mut self, range: (i64, i64)) -> Result<Vec<StoredWords>, IndexError> {
        let mut claims = Vec::new();
        let mut rows = self.words.query([range.0, range.1])?;
        while let Some(row) = rows.next()? {
            claims.push(StoredWords {
                row: row.get(0)?,
                words: ClaimWords::read(row, 1)?,
            });
        }
        drop(rows);
        let of = &mut claims;
        fill_list(&mut self.evidence, range, of, |of| &mut of.words.evidence)?;
        fill_list(&mut self.rulings, range, of, |of| &mut of.words.rulings)?;
        fill_list(&mut self.appearances, range, of, |of| {
            &mut of.words.appearances
        })?;
        fill_list(&mut self.asked, range, of, |of| &mut of.words.asked)?;
        fill_list(&mut self.searched, range, of, |of| &mut of.words.searched)?;
        fill_list(&mut self.exceptions, range, of, |of| &mut of.words.allow)?;
        fill(&mut self.tags, range, of, |claim, row| {
            claim.words.tags.push(row.get(TagItem::after(1).tag)?);
            Ok(())
        })?;
        fill(&mut self.relations, range, of, |claim, row| {
            relation(&mut claim.words, row)
        })?;
        Ok(claims)
    }
}

columns! {
    /// A tag.
    read: TagItem { tag }
}

columns! {
    /// A link to another claim.
    read: RelationItem { kind, target }
}

/// The words of one claim.
struct StoredWords {
    row: i64,
    words: ClaimWords,
}

impl OfClaim for StoredWords {
    fn claim_row(&self) -> i64 {
        self.row
    }
}

fn relation(words: &mut ClaimWords, row: &Row<'_>) -> Result<(), IndexError> {
    const AT: RelationItem = RelationItem::after(1);
    let targets = match row.get(AT.kind)? {
        LinkKind::Denies => &mut words.denies,
        LinkKind::Contradicts => &mut words.contradicts,
        LinkKind::Repeats => &mut words.repeats,
    };
    targets.push(row.get(AT.target)?);
    Ok(())
}

fn assessment(row: &Row<'_>) -> Result<Assessment, IndexError> {
    const SUPPORTED: usize = Assessment::SQL.len();
    Ok(Assessment {
        support: Count::read(row, SUPPORTED)?,
        refute: Count::read(row, SUPPORTED + SUPPORT.len())?,
        ..Assessment::read(row, 0)?
    })
}
