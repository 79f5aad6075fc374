//! Claims read back whole, words and all, a range of rows at a time.

use crate::domain::claim::Asked;
use crate::domain::claim::Claim;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Exception;
use crate::domain::claim::Outcome;
use crate::domain::claim::Searched;
use crate::domain::corroboration::Assessment;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::Count;
use crate::domain::corroboration::Counter;
use crate::domain::ruling::Rating;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Flags;
use crate::index::IndexError;
use crate::index::case::CaseReader;
use crate::index::case::StoredCase;
use crate::index::case::fill;
use crate::index::case::text;
use crate::index::case::word;
use crate::index::value;
use rusqlite::CachedStatement;
use rusqlite::Connection;
use rusqlite::Row;
use std::collections::BTreeSet;

/// A claim as its file has it, with what stands beside it in the index.
#[derive(Clone, Debug)]
pub struct WholeClaim {
    case: StoredCase,
    /// What the evidence gives for it.
    pub assessment: Assessment,
}

impl WholeClaim {
    /// The claim.
    #[must_use]
    pub fn claim(&self) -> &Claim {
        &self.case.claim
    }

    /// The claim's row in the index.
    #[must_use]
    pub fn row(&self) -> i64 {
        self.case.row
    }

    /// The claim itself.
    #[must_use]
    pub fn into_claim(self) -> Claim {
        self.case.claim
    }

    /// The article that it stands in.
    #[must_use]
    pub fn article(&self) -> Option<&str> {
        self.case.article.as_deref()
    }

    /// Adds every name that its evidence starts at, its article's, and those of the articles of its counter-claims.
    pub(super) fn add_names(&self, names: &mut BTreeSet<String>) {
        self.case.add_names(names);
    }

    /// The claims that may stand against it.
    #[must_use]
    pub fn counters(&self) -> Vec<Counter<'_>> {
        self.case.counters()
    }

    /// The claim as the rules of corroboration take it.
    #[must_use]
    pub fn as_case<'a>(&'a self, counters: &'a [Counter<'a>], needs_origins: u8) -> Case<'a> {
        self.case.as_case(counters, needs_origins)
    }
}

/// Reads ranges of claims, with every statement prepared once.
pub(super) struct WholeReader<'c> {
    cases: CaseReader<'c>,
    words: CachedStatement<'c>,
    assessments: CachedStatement<'c>,
    evidence: CachedStatement<'c>,
    rulings: CachedStatement<'c>,
    asked: CachedStatement<'c>,
    searched: CachedStatement<'c>,
    exceptions: CachedStatement<'c>,
    relations: CachedStatement<'c>,
}

impl<'c> WholeReader<'c> {
    /// Prepares the statements.
    pub(super) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let of_range = |columns: &str, table: &str| {
            connection.prepare_cached(&format!(
                "SELECT claim, {columns} FROM {table} WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position"
            ))
        };
        Ok(Self {
            cases: CaseReader::new(connection)?,
            words: connection.prepare_cached(
                "SELECT row, text, attribution, caveat, evidence_offered, section, paragraph, quote, short, confidential
                 FROM claim WHERE row BETWEEN ?1 AND ?2 ORDER BY row",
            )?,
            assessments: connection.prepare_cached(
                "SELECT claim, derived_status, contested_by, attribution_status, flags,
                   support_possible, support_established, support_items, support_at_least,
                   refute_possible, refute_established, refute_items, refute_at_least
                 FROM assessment WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim",
            )?,
            evidence: of_range("position, quote, locator, translation, note, \"by\"", "evidence")?,
            rulings: of_range("position, \"by\", reason, rating", "ruling")?,
            asked: of_range("of, \"on\", due, outcome, note, line", "asked")?,
            searched: of_range("place, \"on\", \"by\", terms, line", "searched")?,
            exceptions: of_range("code, reason", "exception")?,
            relations: of_range("kind, target", "relation")?,
        })
    }

    /// The claims of the rows from `first` to `last`, in order.
    pub(super) fn range(&mut self, first: i64, last: i64) -> Result<Vec<WholeClaim>, IndexError> {
        let range = (first, last);
        let mut cases = self.cases.range(first, last)?;
        fill(&mut self.words, range, &mut cases, |case, row| {
            words(&mut case.claim, row)
        })?;
        fill(&mut self.evidence, range, &mut cases, |case, row| {
            evidence_words(&mut case.claim, row)
        })?;
        fill(&mut self.rulings, range, &mut cases, |case, row| {
            ruling_words(&mut case.claim, row)
        })?;
        fill(&mut self.asked, range, &mut cases, |case, row| {
            case.claim.asked.push(asked(row)?);
            Ok(())
        })?;
        fill(&mut self.searched, range, &mut cases, |case, row| {
            case.claim.searched.push(searched(row)?);
            Ok(())
        })?;
        fill(&mut self.exceptions, range, &mut cases, |case, row| {
            case.claim.allow.push(Exception {
                code: row.get(1)?,
                reason: row.get(2)?,
            });
            Ok(())
        })?;
        fill(&mut self.relations, range, &mut cases, |case, row| {
            relation(&mut case.claim, row)
        })?;
        let mut claims = Vec::with_capacity(cases.len());
        let mut rows = self.assessments.query([first, last])?;
        for case in cases {
            let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            claims.push(WholeClaim {
                case,
                assessment: assessment(row)?,
            });
        }
        Ok(claims)
    }
}

fn words(claim: &mut Claim, row: &Row<'_>) -> Result<(), IndexError> {
    claim.text = row.get(1)?;
    claim.attribution = row.get(2)?;
    claim.caveat = row.get(3)?;
    claim.evidence_offered = word(row, 4, "word for evidence offered", EvidenceOffered::parse)?;
    claim.section = row.get(5)?;
    claim.paragraph = row.get(6)?;
    claim.quote = row.get(7)?;
    claim.short = row.get(8)?;
    claim.confidential = row.get(9)?;
    Ok(())
}

fn evidence_words(claim: &mut Claim, row: &Row<'_>) -> Result<(), IndexError> {
    let position: u32 = row.get(1)?;
    if let Some(evidence) = claim.evidence.get_mut(position as usize) {
        evidence.quote = row.get(2)?;
        evidence.locator = row.get(3)?;
        evidence.translation = row.get(4)?;
        evidence.note = row.get(5)?;
        evidence.by = row.get(6)?;
    }
    Ok(())
}

fn ruling_words(claim: &mut Claim, row: &Row<'_>) -> Result<(), IndexError> {
    let position: u32 = row.get(1)?;
    if let Some(ruling) = claim.rulings.get_mut(position as usize) {
        ruling.by = row.get(2)?;
        ruling.reason = row.get(3)?;
        ruling.rating = text(row, 4)?.and_then(rating);
    }
    Ok(())
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

fn relation(claim: &mut Claim, row: &Row<'_>) -> Result<(), IndexError> {
    let target = row.get(2)?;
    match text(row, 1)?.unwrap_or_default() {
        "denies" => claim.denies.push(target),
        "contradicts" => claim.contradicts.push(target),
        _ => claim.repeats.push(target),
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
