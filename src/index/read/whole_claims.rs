//! Claims read back whole, words and all, a range of rows at a time.

use crate::domain::claim::Asked;
use crate::domain::claim::Claim;
use crate::domain::claim::ClaimWords;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Exception;
use crate::domain::claim::Outcome;
use crate::domain::claim::Searched;
use crate::domain::corroboration::Assessment;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::Count;
use crate::domain::corroboration::Counter;
use crate::domain::evidence::EvidenceWords;
use crate::domain::ruling::Rating;
use crate::domain::ruling::RulingWords;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Flags;
use crate::index::IndexError;
use crate::index::read::claim_cores::CoreReader;
use crate::index::read::claim_cores::CountedClaim;
use crate::index::read::claim_cores::CounterClaim;
use crate::index::read::claim_cores::OfClaim;
use crate::index::read::claim_cores::add_names;
use crate::index::read::claim_cores::fill;
use crate::index::read::claim_cores::text;
use crate::index::read::claim_cores::word;
use crate::index::value;
use rusqlite::CachedStatement;
use rusqlite::Connection;
use rusqlite::Row;
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
    cases: CoreReader<'c>,
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
        let of_range = |columns: &str, table: &str| {
            connection.prepare_cached(&format!(
                "SELECT claim, {columns} FROM {table} WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position"
            ))
        };
        Ok(Self {
            cases: CoreReader::new(connection)?,
            words: connection.prepare_cached(
                "SELECT row, text, attribution, caveat, evidence_offered, said_on, section, paragraph, quote,
                   recheck_by, short, confidential, line
                 FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
            )?,
            assessments: connection.prepare_cached(
                "SELECT claim, derived_status, contested_by, attribution_status, flags,
                   support_possible, support_established, support_items, support_at_least,
                   refute_possible, refute_established, refute_items, refute_at_least
                 FROM assessment WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim",
            )?,
            evidence: of_range("quote, locator, translation, note, \"by\", line", "evidence")?,
            rulings: of_range("\"by\", reason, rating, line", "ruling")?,
            tags: of_range("tag", "tag")?,
            asked: of_range("of, \"on\", due, outcome, note, line", "asked")?,
            searched: of_range("place, \"on\", \"by\", terms, line", "searched")?,
            exceptions: of_range("code, reason", "exception")?,
            relations: of_range("kind, target", "relation")?,
        })
    }

    /// The claims of the rows from `first` to `last`, in order.
    pub(in crate::index) fn range(
        &mut self,
        first: i64,
        last: i64,
    ) -> Result<Vec<WholeClaim>, IndexError> {
        let cases = self.cases.range(first, last)?;
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
            claim.words.tags.push(row.get(1)?);
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
    Ok(StoredWords {
        row: row.get(0)?,
        words: ClaimWords {
            text: row.get(1)?,
            attribution: row.get(2)?,
            caveat: row.get(3)?,
            evidence_offered: word(row, 4, "word for evidence offered", EvidenceOffered::parse)?,
            said_on: value::date(text(row, 5)?)?,
            section: row.get(6)?,
            paragraph: row.get(7)?,
            quote: row.get(8)?,
            tags: Vec::new(),
            denies: Vec::new(),
            contradicts: Vec::new(),
            repeats: Vec::new(),
            recheck_by: value::date(text(row, 9)?)?,
            short: row.get(10)?,
            confidential: row.get(11)?,
            allow: Vec::new(),
            evidence: Vec::new(),
            asked: Vec::new(),
            searched: Vec::new(),
            rulings: Vec::new(),
            line: row.get(12)?,
        },
    })
}

fn evidence_words(row: &Row<'_>) -> Result<EvidenceWords, IndexError> {
    Ok(EvidenceWords {
        quote: row.get(1)?,
        locator: row.get(2)?,
        translation: row.get(3)?,
        note: row.get(4)?,
        by: row.get(5)?,
        line: row.get(6)?,
    })
}

fn ruling_words(row: &Row<'_>) -> Result<RulingWords, IndexError> {
    Ok(RulingWords {
        by: row.get(1)?,
        reason: row.get(2)?,
        rating: text(row, 3)?.and_then(rating),
        line: row.get(4)?,
    })
}

fn exception(row: &Row<'_>) -> Result<Exception, IndexError> {
    Ok(Exception {
        code: row.get(1)?,
        reason: row.get(2)?,
    })
}

/// The rating that a ruling's JSON holds, as the index wrote it.
fn rating(json: &str) -> Option<Rating> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let number = |key: &str| value.get(key)?.as_i64();
    Some(Rating {
        value: number("value")?,
        best: number("best")?,
        worst: number("worst")?,
    })
}

fn asked(row: &Row<'_>) -> Result<Asked, IndexError> {
    Ok(Asked {
        of: row.get(1)?,
        on: value::date(text(row, 2)?)?,
        due: value::date(text(row, 3)?)?,
        outcome: value::optional_word("outcome", text(row, 4)?, Outcome::parse)?,
        note: row.get(5)?,
        line: row.get(6)?,
    })
}

fn searched(row: &Row<'_>) -> Result<Searched, IndexError> {
    Ok(Searched {
        place: row.get(1)?,
        on: value::date(text(row, 2)?)?,
        by: row.get(3)?,
        terms: row.get(4)?,
        line: row.get(5)?,
    })
}

fn relation(words: &mut ClaimWords, row: &Row<'_>) -> Result<(), IndexError> {
    let target = row.get(2)?;
    match text(row, 1)?.unwrap_or_default() {
        "denies" => words.denies.push(target),
        "contradicts" => words.contradicts.push(target),
        _ => words.repeats.push(target),
    }
    Ok(())
}

fn assessment(row: &Row<'_>) -> Result<Assessment, IndexError> {
    let count = |first: usize| -> Result<Count, IndexError> {
        Ok(Count {
            possible: row.get(first)?,
            established: row.get(first + 1)?,
            items: row.get(first + 2)?,
            at_least: row.get(first + 3)?,
        })
    };
    let flags = text(row, 4)?.unwrap_or_default().split_whitespace();
    Ok(Assessment {
        derived: word(row, 1, "derived status", Derived::parse)?,
        contested_by: value::optional_word("contest", text(row, 2)?, ContestedBy::parse)?,
        attribution: value::optional_word("attribution", text(row, 3)?, AttributionStatus::parse)?,
        flags: flags.filter_map(Flag::parse).collect::<Flags>(),
        support: count(5)?,
        refute: count(9)?,
    })
}
