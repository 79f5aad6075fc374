//! Everything that the book says about claims, and what the engine found.

use crate::answer::evidence::EvidenceAccount;
use crate::answer::names::NameBook;
use crate::answer::{ClaimRow, PartyName, RelationAnswer, RulingAnswer, evidence};
use crate::domain::claim::{Asked, Claim, Outcome, Searched};
use crate::domain::corroboration::{
    Assessment, Attributed, Explanation, Needs, NextStep, Root, RootLack, explain,
};
use crate::domain::evidence::Stance;
use crate::domain::ruling::{Ruling, RulingStatus};
use crate::index::rows::PassageRow;
use crate::index::{Gathered, Index, IndexError, WholeClaim};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Everything about a claim. `show`, `why`, `list` and `report` are all put together from this.
#[derive(Clone, Debug)]
pub struct ClaimFacts {
    /// The claim as a listing shows it.
    pub claim: ClaimRow,
    /// The fields of the claim that no listing shows.
    pub extras: ClaimExtras,
    /// Its evidence, in the order of the file.
    pub evidence: Vec<EvidenceAccount>,
    /// What the engine found about the claim as a whole.
    pub reasoning: Reasoning,
    /// Its rulings, in the order of the file.
    pub rulings: Vec<RulingAnswer>,
    /// The parties that it accuses.
    pub accuses: Vec<PartyName>,
    /// The questions put to the parties that it accuses.
    pub asked: Vec<AskedAnswer>,
    /// The searches made for it.
    pub searched: Vec<SearchedAnswer>,
    /// Its relations to other claims: first what it says of them, then what they say of it.
    pub relations: Vec<RelationAnswer>,
}

/// The fields of a claim that no listing shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimExtras {
    /// The day by which somebody should check it again.
    pub recheck_by: Option<String>,
    /// A wording of at most 75 characters, for `ClaimReview`.
    pub short: Option<String>,
    /// Whether only internal reports show it.
    pub confidential: bool,
    /// The place of its quote in the text of its article. `None` if it quotes nothing, or its article has no text.
    pub passage: Option<PassageRow>,
}

/// What the engine found about a claim as a whole. What it found about one row is in that row's [`EvidenceAccount`].
///
/// Houses go by their names, as a reader knows them.
#[derive(Clone, Debug)]
pub struct Reasoning {
    /// The derived status, the flags and the counts.
    pub assessment: Assessment,
    /// How many established independent origins the claim needs.
    pub needs_origins: u8,
    /// Why it needs that many.
    pub needs: Needs,
    /// Which rule gave the status of the attribution; `None` if the claim names no speaker.
    pub attribution: Option<Attributed>,
    /// Of each origin that is not established because its voice has a stake: that voice.
    pub stakes: BTreeMap<String, PartyName>,
    /// Whether it matters who has a stake.
    pub interest_applies: bool,
    /// The claims that could count against it; `next_steps` refers to them by their place in this list.
    pub rivals: Vec<String>,
    /// The claims that do count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken the status.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<NextStep>,
}

/// A question put to a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedAnswer {
    /// The party asked.
    pub of: PartyName,
    /// When the desk asked.
    pub on: Option<String>,
    /// When the answer is due.
    pub due: Option<String>,
    /// The result so far.
    pub outcome: Option<Outcome>,
    /// The desk's note.
    pub note: Option<String>,
}

/// A search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchedAnswer {
    /// The place searched.
    #[serde(rename = "where")]
    pub place: String,
    /// When.
    pub on: Option<String>,
    /// By whom.
    pub by: Option<String>,
    /// The words searched for.
    pub terms: Option<String>,
}

impl ClaimFacts {
    /// The evidence row at this place, as [`Reasoning::next_steps`] numbers the rows.
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a wrong name would be worse than a stop"
    )]
    pub fn row(&self, row: usize) -> &EvidenceAccount {
        let row = self.evidence.get(row);
        row.expect("the engine numbers only rows that it was given")
    }

    /// The source of that row.
    #[must_use]
    pub fn source_of(&self, row: usize) -> &str {
        &self.row(row).source
    }

    /// The claim at this place among [`Reasoning::rivals`].
    #[must_use]
    #[expect(
        clippy::expect_used,
        reason = "a wrong name would be worse than a stop"
    )]
    pub fn rival(&self, place: usize) -> &str {
        let rival = self.reasoning.rivals.get(place);
        rival.expect("the engine numbers only claims that it was given")
    }

    /// The voice of an origin, if that voice has a stake and so keeps the origin from being established.
    #[must_use]
    pub fn stake_of(&self, root: &Root) -> Option<&str> {
        let voice = self.reasoning.stakes.get(root.first())?;
        Some(&voice.name)
    }

    /// The rows with one of these stances on the claim's content.
    pub fn content<'a>(
        &'a self,
        stances: &'a [Stance],
    ) -> impl Iterator<Item = &'a EvidenceAccount> {
        self.evidence.iter().filter(|row| row.is_content(stances))
    }

    /// The newest ruling, if it goes against the claim.
    #[must_use]
    pub fn ruled_against(&self) -> Option<&RulingAnswer> {
        self.claim.ruling.as_ref().filter(|ruling| {
            matches!(
                ruling.status,
                RulingStatus::Refuted | RulingStatus::Contested | RulingStatus::Misleading
            )
        })
    }
}

/// Everything about the claim of this row.
pub fn claim_facts(index: &Index, row: i64, today: NaiveDate) -> Result<ClaimFacts, IndexError> {
    Ok(one(index, row, &[], today)?.0)
}

/// Everything about the claim of this row, with the sources in `without` (ids) taken as retracted; and the names that it
/// reaches.
pub(super) fn one(
    index: &Index,
    row: i64,
    without: &[&str],
    today: NaiveDate,
) -> Result<(ClaimFacts, NameBook), IndexError> {
    index.with_one_plan(|index| {
        let (facts, names) = facts(index, vec![index.claim(row, today)?], without)?;
        let facts = facts.into_iter().next().ok_or(IndexError::NoSuchRow(row))?;
        Ok((facts, names))
    })
}

/// Everything about these claims, in their order, with the sources in `without` (ids) taken as retracted; and the names
/// that they reach.
pub(super) fn facts(
    index: &Index,
    claims: Vec<ClaimRow>,
    without: &[&str],
) -> Result<(Vec<ClaimFacts>, NameBook), IndexError> {
    let rows: BTreeSet<i64> = claims.iter().map(|claim| claim.row).collect();
    let Gathered {
        claims: whole,
        mut relations,
        parties,
        sources,
        articles,
        needs_origins,
    } = index.gather(&rows)?;
    let names = NameBook::new(parties, sources, articles);
    let mut whole: BTreeMap<i64, WholeClaim> =
        whole.into_iter().map(|claim| (claim.row, claim)).collect();
    let mut parts: Vec<(ClaimRow, WholeClaim, Vec<RelationAnswer>)> =
        Vec::with_capacity(claims.len());
    for claim in claims {
        let whole = whole
            .remove(&claim.row)
            .ok_or(IndexError::NoSuchRow(claim.row))?;
        // A claim without relations has no list.
        let relations = relations.remove(&claim.row).unwrap_or_default();
        parts.push((claim, whole, relations));
    }
    let facts = parts.into_par_iter().map(|(claim, whole, relations)| {
        let (explanation, rivals) = explained(&names, &whole, needs_origins, without);
        put_together(&names, claim, whole.claim, (explanation, rivals), relations)
    });
    let mut facts: Vec<ClaimFacts> = facts.collect();
    for facts in &mut facts {
        facts.extras.passage = index.passage_of(facts.claim.row)?;
    }
    Ok((facts, names))
}

/// The engine's explanation, and the ids of the claims that it weighed against this one.
fn explained(
    names: &NameBook,
    whole: &WholeClaim,
    needs_origins: u8,
    without: &[&str],
) -> (Explanation, Vec<String>) {
    let counters = whole.counters();
    let case = whole.as_case(&counters, needs_origins);
    let mut explanation = explain(&names.registry, &case, without);
    names.name_houses(&mut explanation);
    let rivals = counters.iter().map(|counter| counter.claim.to_owned());
    (explanation, rivals.collect())
}

fn put_together(
    names: &NameBook,
    row: ClaimRow,
    claim: Claim,
    (mut explanation, rivals): (Explanation, Vec<String>),
    relations: Vec<RelationAnswer>,
) -> ClaimFacts {
    let evidence = evidence::accounts(names, claim.evidence(), &mut explanation);
    let rulings = claim.rulings().map(ruling_answer).collect();
    let accuses = claim.core.accuses.iter().map(|name| names.named(name));
    let accuses = accuses.collect();
    let words = claim.words;
    let asked = words.asked.into_iter();
    ClaimFacts {
        claim: row,
        extras: ClaimExtras {
            recheck_by: words.recheck_by.map(|date| date.to_string()),
            short: words.short,
            confidential: words.confidential,
            passage: None,
        },
        reasoning: Reasoning {
            stakes: stakes(names, &evidence),
            ..reasoning(explanation, rivals)
        },
        evidence,
        rulings,
        accuses,
        asked: asked.map(|asked| asked_answer(names, asked)).collect(),
        searched: words.searched.into_iter().map(searched_answer).collect(),
        relations,
    }
}

fn reasoning(explanation: Explanation, rivals: Vec<String>) -> Reasoning {
    let counter = |(place, rival): (usize, &String)| {
        explanation
            .counters
            .binary_search(&place)
            .is_ok()
            .then(|| rival.clone())
    };
    Reasoning {
        assessment: explanation.assessment,
        needs_origins: explanation.needs_origins,
        needs: explanation.needs,
        attribution: explanation.attribution,
        stakes: BTreeMap::new(),
        interest_applies: explanation.interest_applies,
        counter_claims: (rivals.iter().enumerate()).filter_map(counter).collect(),
        rivals,
        fragile_on: explanation.fragile_on,
        next_steps: explanation.next_steps,
    }
}

/// The voice of each origin that is not established because its voice has a stake.
fn stakes(names: &NameBook, evidence: &[EvidenceAccount]) -> BTreeMap<String, PartyName> {
    let roots = evidence::origins_of(evidence).into_iter();
    let with_stake = roots.filter(|root| root.lack == Some(RootLack::VoiceWithStake));
    let voice = |root: &Root| Some((root.first().to_owned(), names.word_of(root.first())?));
    with_stake.filter_map(voice).collect()
}

fn ruling_answer(ruling: Ruling<'_>) -> RulingAnswer {
    RulingAnswer {
        status: ruling.core.status,
        on: ruling.core.on.to_string(),
        by: ruling.words.by.clone(),
        reason: ruling.words.reason.clone(),
        pending: ruling.core.pending,
        wording: ruling.words.wording.clone(),
        url: ruling.words.url.clone(),
        verdict: ruling.words.verdict.clone(),
        language: ruling.words.language.clone(),
        rating: ruling.words.rating,
    }
}

fn asked_answer(names: &NameBook, asked: Asked) -> AskedAnswer {
    AskedAnswer {
        of: names.named(&asked.of),
        on: asked.on.map(|date| date.to_string()),
        due: asked.due.map(|date| date.to_string()),
        outcome: asked.outcome,
        note: asked.note,
    }
}

fn searched_answer(searched: Searched) -> SearchedAnswer {
    SearchedAnswer {
        place: searched.place,
        on: searched.on.map(|date| date.to_string()),
        by: searched.by,
        terms: searched.terms,
    }
}
