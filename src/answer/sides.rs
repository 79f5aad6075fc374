//! The two sides of a claim: who and what is for it, who and what is against it.

use crate::answer::ClaimRow;
use crate::answer::PartyName;
use crate::answer::RelationKind;
use crate::answer::RulingAnswer;
use crate::answer::facts::ClaimFacts;
use crate::answer::facts::facts;
use crate::answer::names::Names;
use crate::domain::corroboration::RowAccount;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::index::Index;
use crate::index::IndexError;

/// Who and what is for a claim, and who and what is against it, a phrase each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// For it, by whose word it is: `The Harbour Post (harbour-count, harbour-list)`; `Northland (left out: ministry-figures)`
    /// where the rules leave the rows out.
    pub supports: Vec<String>,
    /// Against it, with how: `Quarry Survey (refutes: survey-2025)`, `Eastmark (denies: eastmark-briefing)`, `Eastmark
    /// (contradicts: no-arms)` where its own claim does, `ruled misleading by amina`.
    pub against: Vec<String>,
}

/// The two sides of each of these claims, in the order of its file; several sources that come down to the word of one are
/// named together, under whose word it is.
pub fn sides(index: &Index, claims: Vec<ClaimRow>) -> Result<Vec<(ClaimRow, Sides)>, IndexError> {
    let (facts, names) = facts(index, claims, &[])?;
    let with_sides = |facts: ClaimFacts| {
        let sides = sides_of(&facts, &names);
        (facts.claim, sides)
    };
    Ok(facts.into_iter().map(with_sides).collect())
}

fn sides_of(facts: &ClaimFacts, names: &Names) -> Sides {
    let mut supports = Phrases::default();
    let mut against = Phrases::default();
    let rows = facts.evidence.iter().zip(&facts.account.explanation.rows);
    for (row, account) in rows.filter(|(row, _)| row.about == About::Content) {
        let word = word(names, account);
        let who = name(word.as_ref().or(row.publisher.as_ref()));
        match (row.stance, account.left_out.is_some()) {
            (Stance::Supports, false) => supports.add(who, "", &row.source),
            (Stance::Supports, true) => supports.add(who, "left out", &row.source),
            (Stance::Refutes | Stance::Denies | Stance::Disputes, false) => {
                against.add(who, row.stance.as_str(), &row.source);
            }
            (Stance::Refutes | Stance::Denies | Stance::Disputes, true) => {
                against.add(who, "left out", &row.source);
            }
            (Stance::Qualifies | Stance::Context, _) => {}
        }
    }
    for relation in &facts.relations {
        match relation.kind {
            RelationKind::DeniedBy => {
                against.add(name(relation.speaker.as_ref()), "denies", &relation.claim);
            }
            RelationKind::Contradicts => against.add(
                name(relation.speaker.as_ref()),
                "contradicts",
                &relation.claim,
            ),
            RelationKind::Denies | RelationKind::Repeats | RelationKind::RepeatedBy => {}
        }
    }
    let mut against = against.said();
    against.extend(facts.claim.ruling.as_ref().and_then(ruled));
    Sides {
        supports: supports.said(),
        against,
    }
}

/// Whose word a row comes down to, where all its origins are the word of one.
fn word(names: &Names, row: &RowAccount) -> Option<PartyName> {
    let mut one = None;
    for source in row.roots.iter().flat_map(|root| &root.sources) {
        let word = names.word_of(source);
        if word.is_none()
            || one
                .as_ref()
                .is_some_and(|known| Some(known) != word.as_ref())
        {
            return None;
        }
        one = word;
    }
    one
}

fn name(party: Option<&PartyName>) -> String {
    party.map(|party| party.name.clone()).unwrap_or_default()
}

/// The ruling, where it is against the claim.
fn ruled(ruling: &RulingAnswer) -> Option<String> {
    let against = matches!(
        ruling.status,
        RulingStatus::Refuted | RulingStatus::Contested | RulingStatus::Misleading
    );
    against.then(|| format!("ruled {} by {}", ruling.status, ruling.by))
}

/// Whoever speaks and how, with the ids behind each, in the order in which they first came.
#[derive(Default)]
struct Phrases(Vec<(String, &'static str, Vec<String>)>);

impl Phrases {
    fn add(&mut self, who: String, how: &'static str, id: &str) {
        match self
            .0
            .iter_mut()
            .find(|(name, verb, _)| *name == who && *verb == how)
        {
            Some((_, _, ids)) => ids.push(id.to_owned()),
            None => self.0.push((who, how, vec![id.to_owned()])),
        }
    }

    fn said(self) -> Vec<String> {
        let said = |(who, how, ids): (String, &str, Vec<String>)| {
            let what = if how.is_empty() {
                ids.join(", ")
            } else {
                format!("{how}: {}", ids.join(", "))
            };
            if who.is_empty() {
                what
            } else {
                format!("{who} ({what})")
            }
        };
        self.0.into_iter().map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn several_sources_of_one_publisher_are_named_together() {
        let mut phrases = Phrases::default();
        phrases.add("The Harbour Post".to_owned(), "", "harbour-count");
        phrases.add("Coast Wire".to_owned(), "denies", "wire-count");
        phrases.add("The Harbour Post".to_owned(), "", "harbour-list");
        phrases.add(String::new(), "refutes", "leaflet");
        assert_eq!(
            phrases.said(),
            [
                "The Harbour Post (harbour-count, harbour-list)",
                "Coast Wire (denies: wire-count)",
                "refutes: leaflet"
            ]
        );
    }
}
