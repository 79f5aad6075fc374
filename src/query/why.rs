//! Why a claim has the status that its evidence gives: what is counted, what is left out, what is fragile, what would
//! change it. In words, so that a person and a program read the same.

use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::RowAccount;
use crate::domain::corroboration::Side;
use crate::domain::corroboration::Witness;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::Derived;
use crate::domain::status::Status;
use crate::index::Account;
use crate::index::Index;
use crate::index::IndexError;
use crate::query::reason;
use crate::query::verdict;
use chrono::NaiveDate;
use serde::Serialize;

/// Why a claim has its derived status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The claim's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The status shown.
    pub status: Status,
    /// What its evidence gives.
    pub derived_status: Derived,
    /// That in a sentence.
    pub because: String,
    /// How many established independent origins it needs.
    pub needs_origins: u8,
    /// The sources taken as retracted for this answer.
    pub without: Vec<String>,
    /// What became of each evidence row, in the order of the file.
    pub rows: Vec<WhyRow>,
    /// The claims that count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken the status.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<String>,
}

/// What became of an evidence row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyRow {
    /// Its source.
    pub source: String,
    /// Its stance.
    pub stance: Stance,
    /// The question it answers.
    pub about: About,
    /// Whether it is one of the independent origins counted.
    pub counted: bool,
    /// Whether it is one of the established origins counted.
    pub established: bool,
    /// Why it is not counted, where it could have been.
    pub not_counted: Option<String>,
    /// The origins that it rests on.
    pub origins: Vec<String>,
    /// What keeps it from being established.
    pub lacks: Vec<String>,
    /// How it is interested.
    pub interest: Option<String>,
}

/// Why the claim of this row has its derived status, with the sources in `without` (ids) taken as retracted.
pub fn why(index: &Index, claim: i64, without: &[String], today: NaiveDate) -> Result<Why, IndexError> {
    let sources: Vec<&str> = without.iter().map(String::as_str).collect();
    let account = index.account(claim, &sources)?;
    Ok(of(&index.claim(claim, today)?, &index.evidence(claim)?, &account, without))
}

/// The same, from what the index gave: the claim, its evidence, and the account of it without these sources.
#[must_use]
pub fn of(claim: &ClaimRow, evidence: &[EvidenceAnswer], account: &Account, without: &[String]) -> Why {
    let explained = Explained { evidence, account };
    let explanation = &account.explanation;
    let rows = evidence.iter().zip(&explanation.rows).enumerate();
    Why {
        id: claim.id.clone(),
        text: claim.text.clone(),
        status: claim.status,
        derived_status: explanation.assessment.derived,
        because: verdict::sentence(explanation),
        needs_origins: explanation.needs_origins,
        without: without.to_vec(),
        rows: rows.map(|(index, (row, account))| explained.row(index, row, account)).collect(),
        counter_claims: explained.counters(&explanation.counters),
        fragile_on: explanation.fragile_on.clone(),
        next_steps: explanation.next_steps.iter().map(|step| explained.next_step(step)).collect(),
    }
}

/// A claim's evidence with the account of it.
struct Explained<'a> {
    evidence: &'a [EvidenceAnswer],
    account: &'a Account,
}

impl Explained<'_> {
    fn row(&self, index: usize, row: &EvidenceAnswer, account: &RowAccount) -> WhyRow {
        let side = side_of(&self.account.explanation, row);
        let left_out = account.left_out.as_ref().map(reason::left_out);
        WhyRow {
            source: row.source.clone(),
            stance: row.stance,
            about: row.about,
            counted: side.is_some_and(|side| side.possible.rows.contains(&index)),
            established: side.is_some_and(|side| side.established.rows.contains(&index)),
            not_counted: left_out.or_else(|| side.and_then(|side| self.outside(&side.possible, index))),
            origins: account.roots.iter().map(reason::root).collect(),
            lacks: account.unestablished.iter().map(reason::unestablished).collect(),
            interest: account.interest.as_ref().map(reason::interest),
        }
    }

    fn outside(&self, witness: &Witness, index: usize) -> Option<String> {
        let outside = witness.outside.iter().find(|outside| outside.row == index)?;
        Some(match &outside.conflict {
            Some((other, conflict)) => reason::conflict(conflict, self.source(*other)),
            None => "there are too many rows to look at every one".to_owned(),
        })
    }

    fn source(&self, row: usize) -> &str {
        self.evidence.get(row).map_or("?", |row| row.source.as_str())
    }

    fn counters(&self, indices: &[usize]) -> Vec<String> {
        indices.iter().filter_map(|index| self.account.counters.get(*index).cloned()).collect()
    }

    fn sources(&self, rows: &[usize]) -> Vec<String> {
        rows.iter().map(|row| self.source(*row).to_owned()).collect()
    }

    fn next_step(&self, step: &NextStep) -> String {
        match step {
            NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
                let more = reason::count(*n, "more established independent origin");
                format!("{more}{}", not_from(not_of_houses))
            }
            NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
                format!("an established origin without a stake{}", not_from(not_of_houses))
            }
            NextStep::Establish { row, lacks } => {
                let lacks: Vec<String> = lacks.iter().map(reason::unestablished).collect();
                format!("{} would count as established, but {}", self.source(*row), lacks.join("; "))
            }
            NextStep::AnswerEvidence(rows) => {
                format!("the evidence on the other side answered: {}", self.sources(rows).join(", "))
            }
            NextStep::AnswerDenial { rows, counters } => {
                let those = [self.sources(rows), self.counters(counters)].concat();
                format!("the denial answered, by evidence: {}", those.join(", "))
            }
        }
    }
}

fn side_of<'e>(explanation: &'e Explanation, row: &EvidenceAnswer) -> Option<&'e Side> {
    match (row.about, row.stance) {
        (About::Content, Stance::Supports) => Some(&explanation.supports),
        (About::Content, Stance::Refutes) => Some(&explanation.refutes),
        _ => None,
    }
}

fn not_from(houses: &[HouseName]) -> String {
    if houses.is_empty() { String::new() } else { format!(", not from: {}", reason::houses(houses)) }
}
