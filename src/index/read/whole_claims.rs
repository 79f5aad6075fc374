//! Claims with core and words, a range of rows at a time.

use crate::domain::claim::{Asked, Claim, ClaimWords, Exception, LinkKind, Searched};
use crate::domain::corroboration::{Assessment, Case, Count, Counter};
use crate::domain::evidence::EvidenceWords;
use crate::domain::ruling::RulingWords;
use crate::index::IndexError;
use crate::index::columns::{
    AskedColumns, AssessmentColumns, ClaimContextColumns, ClaimWordsColumns, EvidenceWordsColumns,
    ExceptionColumns, RelationColumns, RulingWordsColumns, SearchedColumns, TagColumns, selected,
};
use crate::index::read::claim_cores::{CoreReader, CountedClaim, CounterClaim, add_names};
use crate::index::read::ranges::{OfClaim, fill, of_range};
use rusqlite::{CachedStatement, Connection, Row};
use std::collections::BTreeSet;

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
    counters: Vec<CounterClaim>,
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
        self.counters.iter().map(CounterClaim::as_counter).collect()
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
    asked: CachedStatement<'c>,
    searched: CachedStatement<'c>,
    exceptions: CachedStatement<'c>,
    relations: CachedStatement<'c>,
}

impl<'c> ClaimReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let of_range = |table: &str, columns: &[&str]| of_range(connection, table, &[columns]);
        let words = selected(&[ClaimContextColumns::SQL, ClaimWordsColumns::SQL]);
        let assessment = selected(&[AssessmentColumns::SQL]);
        Ok(Self {
            cores: CoreReader::new(connection)?,
            words: connection.prepare_cached(&format!(
                "SELECT row, {words} FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row"
            ))?,
            assessments: connection.prepare_cached(&format!(
                "SELECT {assessment} FROM assessment WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim"
            ))?,
            evidence: of_range("evidence", EvidenceWordsColumns::SQL)?,
            rulings: of_range("ruling", RulingWordsColumns::SQL)?,
            tags: of_range("tag", TagColumns::SQL)?,
            asked: of_range("asked", AskedColumns::SQL)?,
            searched: of_range("searched", SearchedColumns::SQL)?,
            exceptions: of_range("exception", ExceptionColumns::SQL)?,
            relations: of_range("relation", RelationColumns::SQL)?,
        })
    }

    /// The claims of the rows from `first` to `last`, in order.
    pub(in crate::index) fn range(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<WholeClaim>, IndexError> {
        let cases = self.cores.range(first, last)?;
        let mut words = self.words((first, last))?.into_iter();
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
            claims.push(words(row)?);
        }
        drop(rows);
        fill(&mut self.evidence, range, &mut claims, |claim, row| {
            claim.words.evidence.push(evidence_words(row)?);
            Ok(())
        })?;
        fill(&mut self.rulings, range, &mut claims, |claim, row| {
            claim.words.rulings.push(ruling_words(row)?);
            Ok(())
        })?;
        fill(&mut self.tags, range, &mut claims, |claim, row| {
            claim.words.tags.push(row.get(TagColumns::after(1).tag)?);
            Ok(())
        })?;
        fill(&mut self.asked, range, &mut claims, |claim, row| {
            claim.words.asked.push(asked(row)?);
            Ok(())
        })?;
        fill(&mut self.searched, range, &mut claims, |claim, row| {
            claim.words.searched.push(searched(row)?);
            Ok(())
        })?;
        fill(&mut self.exceptions, range, &mut claims, |claim, row| {
            claim.words.allow.push(exception(row)?);
            Ok(())
        })?;
        fill(&mut self.relations, range, &mut claims, |claim, row| {
            relation(&mut claim.words, row)
        })?;
        Ok(claims)
    }
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

fn words(row: &Row<'_>) -> Result<StoredWords, IndexError> {
    const CONTEXT: ClaimContextColumns<usize> = ClaimContextColumns::after(1);
    const AT: ClaimWordsColumns<usize> =
        ClaimWordsColumns::after(1 + ClaimContextColumns::SQL.len());
    Ok(StoredWords {
        row: row.get(0)?,
        words: ClaimWords {
            text: row.get(AT.text)?,
            attribution: row.get(AT.attribution)?,
            caveat: row.get(AT.caveat)?,
            evidence_offered: row.get(AT.evidence_offered)?,
            said_on: row.get(CONTEXT.said_on)?,
            section: row.get(AT.section)?,
            paragraph: row.get(AT.paragraph)?,
            quote: row.get(AT.quote)?,
            tags: Vec::new(),
            denies: Vec::new(),
            contradicts: Vec::new(),
            repeats: Vec::new(),
            recheck_by: row.get(AT.recheck_by)?,
            short: row.get(AT.short)?,
            confidential: row.get(AT.confidential)?,
            allow: Vec::new(),
            evidence: Vec::new(),
            asked: Vec::new(),
            searched: Vec::new(),
            rulings: Vec::new(),
            line: row.get(AT.line)?,
        },
    })
}

fn evidence_words(row: &Row<'_>) -> Result<EvidenceWords, IndexError> {
    const AT: EvidenceWordsColumns<usize> = EvidenceWordsColumns::after(1);
    Ok(EvidenceWords {
        quote: row.get(AT.quote)?,
        locator: row.get(AT.locator)?,
        translation: row.get(AT.translation)?,
        note: row.get(AT.note)?,
        by: row.get(AT.by)?,
        line: row.get(AT.line)?,
    })
}

fn ruling_words(row: &Row<'_>) -> Result<RulingWords, IndexError> {
    const AT: RulingWordsColumns<usize> = RulingWordsColumns::after(1);
    Ok(RulingWords {
        by: row.get(AT.by)?,
        reason: row.get(AT.reason)?,
        rating: row.get(AT.rating)?,
        line: row.get(AT.line)?,
    })
}

fn exception(row: &Row<'_>) -> Result<Exception, IndexError> {
    const AT: ExceptionColumns<usize> = ExceptionColumns::after(1);
    Ok(Exception {
        code: row.get(AT.code)?,
        reason: row.get(AT.reason)?,
    })
}

fn asked(row: &Row<'_>) -> Result<Asked, IndexError> {
    const AT: AskedColumns<usize> = AskedColumns::after(1);
    Ok(Asked {
        of: row.get(AT.of)?,
        on: row.get(AT.on)?,
        due: row.get(AT.due)?,
        outcome: row.get(AT.outcome)?,
        note: row.get(AT.note)?,
        line: row.get(AT.line)?,
    })
}

fn searched(row: &Row<'_>) -> Result<Searched, IndexError> {
    const AT: SearchedColumns<usize> = SearchedColumns::after(1);
    Ok(Searched {
        place: row.get(AT.place)?,
        on: row.get(AT.on)?,
        by: row.get(AT.by)?,
        terms: row.get(AT.terms)?,
        line: row.get(AT.line)?,
    })
}

fn relation(words: &mut ClaimWords, row: &Row<'_>) -> Result<(), IndexError> {
    const AT: RelationColumns<usize> = RelationColumns::after(1);
    let targets = match row.get(AT.kind)? {
        LinkKind::Denies => &mut words.denies,
        LinkKind::Contradicts => &mut words.contradicts,
        LinkKind::Repeats => &mut words.repeats,
    };
    targets.push(row.get(AT.target)?);
    Ok(())
}

fn assessment(row: &Row<'_>) -> Result<Assessment, IndexError> {
    const AT: AssessmentColumns<usize> = AssessmentColumns::after(0);
    Ok(Assessment {
        derived: row.get(AT.derived_status)?,
        contested_by: row.get(AT.contested_by)?,
        attribution: row.get(AT.attribution_status)?,
        flags: row.get(AT.flags)?,
        support: Count {
            possible: row.get(AT.support_possible)?,
            established: row.get(AT.support_established)?,
            items: row.get(AT.support_items)?,
            at_least: row.get(AT.support_at_least)?,
        },
        refute: Count {
            possible: row.get(AT.refute_possible)?,
            established: row.get(AT.refute_established)?,
            items: row.get(AT.refute_items)?,
            at_least: row.get(AT.refute_at_least)?,
        },
    })
}
