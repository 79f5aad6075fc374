//! Why a claim has the status that its evidence gives: what is counted, what is left out, what is fragile, what would
//! change it. In words, so that a person and a program read the same.

use crate::answer;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::facts;
use crate::answer::facts::Account;
use crate::answer::reason;
use crate::answer::verdict;
use crate::domain::corroboration::Count;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::NextStep;
use crate::domain::corroboration::Root;
use crate::domain::corroboration::RowAccount;
use crate::domain::corroboration::SideWitnesses;
use crate::domain::corroboration::Unestablished;
use crate::domain::corroboration::WitnessSet;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::status::Derived;
use crate::domain::status::Status;
use crate::index::Index;
use crate::index::IndexError;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;

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
    /// The supporting side.
    pub support: answer::Side,
    /// The refuting side.
    pub refute: answer::Side,
    /// The origins that its evidence comes down to, in the order in which the file first leads to them.
    pub origins: Vec<WhyOrigin>,
    /// What became of each evidence row, in the order of the file.
    pub rows: Vec<WhyRow>,
    /// The claims that count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken the status.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<String>,
}

/// An origin: where the roads of lineage end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyOrigin {
    /// The source's id; a circle of sources is one origin, its ids joined by ` = `.
    pub id: String,
    /// Whose word it is: its voice, else its publisher.
    pub word: Option<String>,
    /// Whether it counts as established.
    pub established: bool,
    /// What it is, in words: an established origin, or what keeps it from being one.
    pub nature: String,
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
    /// The origins that it rests on, by their ids in the answer.
    pub origins: Vec<String>,
    /// What keeps it from being established, its origins aside.
    pub lacks: Vec<String>,
    /// How it is interested.
    pub interest: Option<String>,
}

/// Why the claim of this row has its derived status, with the sources in `without` (ids) taken as retracted.
pub fn why(
    index: &Index,
    claim: i64,
    without: &[String],
    today: NaiveDate,
) -> Result<Why, IndexError> {
    let sources: Vec<&str> = without.iter().map(String::as_str).collect();
    let (found, names) = facts::one(index, claim, &sources, today)?;
    let roots = found
        .account
        .explanation
        .rows
        .iter()
        .flat_map(|row| &row.roots);
    let words = roots.flat_map(|root| &root.sources);
    let words = words
        .filter_map(|source| Some((source.clone(), names.word_of(source)?.name)))
        .collect();
    let of = Subject {
        claim: &found.claim,
        evidence: &found.evidence,
        account: &found.account,
    };
    Ok(of.why(without, &words))
}

/// A claim with its evidence and the account of it, as the index gave them.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The claim.
    pub claim: &'a ClaimRow,
    /// Its evidence, in the order of the file.
    pub evidence: &'a [EvidenceAnswer],
    /// The account of it.
    pub account: &'a Account,
}

impl Subject<'_> {
    /// Why it has its derived status, the account being that without these sources. `words` names whose word a source is.
    #[must_use]
    pub fn why(self, without: &[String], words: &BTreeMap<String, String>) -> Why {
        let explanation = &self.account.explanation;
        let rows = self.evidence.iter().zip(&explanation.rows).enumerate();
        Why {
            id: self.claim.id.clone(),
            text: self.claim.text.clone(),
            status: self.claim.status,
            derived_status: explanation.assessment.derived,
            because: verdict::sentence(explanation),
            needs_origins: explanation.needs_origins,
            without: without.to_vec(),
            support: side(explanation.assessment.support),
            refute: side(explanation.assessment.refute),
            origins: self.origins(words),
            rows: rows
                .map(|(index, (row, account))| self.row(index, row, account))
                .collect(),
            counter_claims: self.counters(&explanation.counters),
            fragile_on: explanation.fragile_on.clone(),
            next_steps: self.next_steps(),
        }
    }

    fn row(&self, index: usize, row: &EvidenceAnswer, account: &RowAccount) -> WhyRow {
        let side = side_of(&self.account.explanation, row);
        let left_out = account.left_out.as_ref().map(reason::left_out);
        WhyRow {
            source: row.source.clone(),
            stance: row.stance,
            about: row.about,
            counted: side.is_some_and(|side| side.possible.rows.contains(&index)),
            established: side.is_some_and(|side| side.established.rows.contains(&index)),
            not_counted: left_out
                .or_else(|| side.and_then(|side| self.outside(&side.possible, index))),
            origins: account
                .roots
                .iter()
                .map(|root| root.sources.join(" = "))
                .collect(),
            lacks: account
                .unestablished
                .iter()
                .filter(|lack| of_row(lack))
                .map(reason::unestablished)
                .collect(),
            interest: account.interest.as_ref().map(reason::interest),
        }
    }

    fn outside(&self, witness: &WitnessSet, index: usize) -> Option<String> {
        let outside = witness
            .outside
            .iter()
            .find(|outside| outside.row == index)?;
        Some(match &outside.conflict {
            Some((other, conflict)) => reason::conflict(conflict, self.source(*other)),
            None => "there are too many rows to look at every one".to_owned(),
        })
    }

    fn source(&self, row: usize) -> &str {
        self.evidence
            .get(row)
            .map_or("?", |row| row.source.as_str())
    }

    fn counters(&self, indices: &[usize]) -> Vec<String> {
        indices
            .iter()
            .filter_map(|index| self.account.counters.get(*index).cloned())
            .collect()
    }

    fn sources(&self, rows: &[usize]) -> Vec<String> {
        rows.iter()
            .map(|row| self.source(*row).to_owned())
            .collect()
    }

    /// Every origin once.
    fn origins(&self, words: &BTreeMap<String, String>) -> Vec<WhyOrigin> {
        let mut origins: Vec<WhyOrigin> = Vec::new();
        for row in &self.account.explanation.rows {
            for root in &row.roots {
                let id = root.sources.join(" = ");
                if !origins.iter().any(|known| known.id == id) {
                    let nature = self.nature(&id, root, row);
                    origins.push(WhyOrigin {
                        word: words.get(&id).cloned(),
                        established: root.established,
                        nature,
                        id,
                    });
                }
            }
        }
        origins
    }

    fn nature(&self, id: &str, root: &Root, row: &RowAccount) -> String {
        if self.account.article.as_deref() == Some(id) {
            "the article under check".to_owned()
        } else {
            reason::nature(root, &row.unestablished)
        }
    }

    /// What would change the status: what to find first, then what to make firm, rows that lack the same together.
    fn next_steps(&self) -> Vec<String> {
        let mut find = Vec::new();
        let mut firm: Vec<(String, Vec<&str>)> = Vec::new();
        for step in &self.account.explanation.next_steps {
            match step {
                NextStep::NeedsEstablishedOrigins { n, not_of_houses } => {
                    let more = reason::count(*n, "more established independent origin");
                    find.push(format!("{more}{}", not_from(not_of_houses)));
                }
                NextStep::NeedsDisinterestedOrigin { not_of_houses } => {
                    find.push(format!(
                        "an established origin without a stake{}",
                        not_from(not_of_houses)
                    ));
                }
                NextStep::AnswerEvidence(rows) => {
                    find.push(format!(
                        "the evidence on the other side answered: {}",
                        self.sources(rows).join(", ")
                    ));
                }
                NextStep::AnswerDenial { rows, counters } => {
                    let those = [self.sources(rows), self.counters(counters)].concat();
                    find.push(format!(
                        "the denial answered, by evidence: {}",
                        those.join(", ")
                    ));
                }
                NextStep::Establish { row, lacks } => {
                    let lacks: Vec<String> = lacks.iter().map(reason::unestablished).collect();
                    let lacks = lacks.join("; ");
                    match firm.iter_mut().find(|(known, _)| *known == lacks) {
                        Some((_, sources)) => sources.push(self.source(*row)),
                        None => firm.push((lacks, vec![self.source(*row)])),
                    }
                }
            }
        }
        find.extend(
            firm.into_iter()
                .map(|(lacks, rows)| format!("{} made firm: {lacks}", rows.join(", "))),
        );
        find
    }
}

fn not_from(houses: &[HouseName]) -> String {
    if houses.is_empty() {
        String::new()
    } else {
        format!(", from none of: {}", reason::houses(houses))
    }
}

/// Whether a lack is the row's own, not one of its origins'.
fn of_row(lack: &Unestablished) -> bool {
    matches!(
        lack,
        Unestablished::Credibility(_) | Unestablished::DoubtfulPublisher
    )
}

fn side(count: Count) -> answer::Side {
    answer::Side {
        possible: count.possible,
        established: count.established,
        items: count.items,
        at_least: count.at_least,
    }
}

fn side_of<'e>(explanation: &'e Explanation, row: &EvidenceAnswer) -> Option<&'e SideWitnesses> {
    match (row.about, row.stance) {
        (About::Content, Stance::Supports) => Some(&explanation.supports),
        (About::Content, Stance::Refutes) => Some(&explanation.refutes),
        _ => None,
    }
}
