//! The JSON of `show` for a claim.

use crate::answer::{
    AskedAnswer, ClaimFacts, ClaimRow, EvidenceAccount, PartyName, PassageRow, RelationAnswer,
    RulingAnswer, SearchedAnswer,
};
use crate::domain::evidence::Stance;
use crate::view::words::reason;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct ClaimJson<'a> {
    #[serde(flatten)]
    claim: &'a ClaimRow,
    passage: Option<&'a PassageRow>,
    evidence: &'a [EvidenceAccount],
    rulings: &'a [RulingAnswer],
    asked: &'a [AskedAnswer],
    searched: &'a [SearchedAnswer],
    relations: &'a [RelationAnswer],
    witness: WitnessJson<'a>,
    left_out: Vec<LeftOutJson<'a>>,
}

/// The sources behind the two `possible` counts.
#[derive(Serialize)]
struct WitnessJson<'a> {
    supports: Vec<&'a str>,
    refutes: Vec<&'a str>,
}

/// A row that the rules leave out. The reason is a sentence, not a word of a closed set.
#[derive(Serialize)]
struct LeftOutJson<'a> {
    source: &'a str,
    stance: Stance,
    voice: Option<&'a PartyName>,
    line: u32,
    reason: String,
}

/// Serialises a claim as `show --format json` prints it.
pub fn serialize<S: Serializer>(facts: &ClaimFacts, serializer: S) -> Result<S::Ok, S::Error> {
    let counted = |stance: Stance| {
        let rows = facts.evidence.iter().filter(|row| row.counted);
        rows.filter(|row| row.stance == stance)
            .map(|row| row.source.as_str())
            .collect()
    };
    let left_out = facts.evidence.iter().filter_map(|row| {
        Some(LeftOutJson {
            source: &row.source,
            stance: row.stance,
            voice: row.voice.as_ref(),
            line: row.line,
            reason: reason::left_out(row.left_out.as_ref()?),
        })
    });
    let claim = ClaimJson {
        claim: &facts.claim,
        passage: facts.extras.passage.as_ref(),
        evidence: &facts.evidence,
        rulings: &facts.rulings,
        asked: &facts.asked,
        searched: &facts.searched,
        relations: &facts.relations,
        witness: WitnessJson {
            supports: counted(Stance::Supports),
            refutes: counted(Stance::Refutes),
        },
        left_out: left_out.collect(),
    };
    claim.serialize(serializer)
}
