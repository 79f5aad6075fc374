//! The two sides of a claim: who and what is for it, who and what is against it.

use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::RelationAnswer;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::index::Index;
use crate::index::IndexError;
use std::collections::BTreeMap;

/// Who and what is for a claim, and who and what is against it, a phrase each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// For it: `The Harbour Post (harbour-count, harbour-list)`.
    pub supports: Vec<String>,
    /// Against it: `Quarry Survey (survey-2025)` refutes, `denied: Eastmark (eastmark-briefing)`, `contradicted: Eastmark
    /// (no-arms)`, which is a claim.
    pub against: Vec<String>,
}

/// The two sides of a claim, in the order of its file; several sources of one publisher are named together.
pub fn sides(index: &Index, claim: &ClaimRow) -> Result<Sides, IndexError> {
    let rows = index.evidence(claim.row)?;
    let relations = index.relations(claim.row)?;
    let mut supports = Phrases::default();
    let mut against = Phrases::default();
    for row in rows.iter().filter(|row| row.about == About::Content) {
        match row.stance {
            Stance::Supports => supports.add(who(row), &row.source),
            Stance::Refutes => against.add(who(row), &row.source),
            Stance::Denies => against.add(format!("denied: {}", who(row)), &row.source),
            Stance::Disputes => against.add(format!("disputed: {}", who(row)), &row.source),
            Stance::Qualifies | Stance::Context => {}
        }
    }
    for relation in relations.iter().filter(|relation| matches!(relation.kind.as_str(), "denied-by" | "contradicts")) {
        against.add(other_claim(relation), &relation.claim);
    }
    Ok(Sides { supports: supports.said(), against: against.said() })
}

fn who(row: &EvidenceAnswer) -> String {
    row.publisher.as_ref().map(|party| party.name.clone()).unwrap_or_default()
}

fn other_claim(relation: &RelationAnswer) -> String {
    let verb = if relation.kind == "denied-by" { "denied" } else { "contradicted" };
    let speaker = relation.speaker.as_ref().map_or("an article", |party| party.name.as_str());
    format!("{verb}: {speaker}")
}

/// Phrases with the ids behind each, in the order in which they first came.
#[derive(Default)]
struct Phrases {
    order: Vec<String>,
    ids: BTreeMap<String, Vec<String>>,
}

impl Phrases {
    fn add(&mut self, phrase: String, id: &str) {
        if !self.ids.contains_key(&phrase) {
            self.order.push(phrase.clone());
        }
        self.ids.entry(phrase).or_default().push(id.to_owned());
    }

    fn said(mut self) -> Vec<String> {
        let ids = &mut self.ids;
        let said = |phrase: String| {
            let ids = ids.remove(&phrase).unwrap_or_default().join(", ");
            if phrase.is_empty() { ids } else { format!("{} ({ids})", phrase.trim_end()) }
        };
        self.order.into_iter().map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn several_sources_of_one_publisher_are_named_together() {
        let mut phrases = Phrases::default();
        phrases.add("The Harbour Post".to_owned(), "harbour-count");
        phrases.add("Coast Wire".to_owned(), "wire-count");
        phrases.add("The Harbour Post".to_owned(), "harbour-list");
        phrases.add(String::new(), "leaflet");
        assert_eq!(
            phrases.said(),
            ["The Harbour Post (harbour-count, harbour-list)", "Coast Wire (wire-count)", "leaflet"]
        );
    }
}
