//! Who speaks against a claim without evidence.

use crate::answer::sides::Bearing;
use crate::answer::{ClaimFacts, EvidenceAccount};
use crate::domain::corroboration::Root;
use crate::domain::evidence::Stance;
use crate::view::words::{and, speaker};
use std::collections::BTreeSet;

/// Who denies or disputes a claim without evidence, in sentences; `None` if nobody does.
#[must_use]
pub fn opponents(facts: &ClaimFacts) -> Option<String> {
    let said = |stance: Stance| {
        let rows = facts.content(&[Stance::Denies, Stance::Disputes]);
        let rows = rows.filter(move |row| row.stance == stance && row.left_out.is_none());
        rows.map(who).collect::<Vec<String>>()
    };
    let claims = facts.relations.iter().filter(|relation| {
        Bearing::of_relation(relation).is_some()
            && facts.reasoning.counter_claims.contains(&relation.claim)
    });
    let claims = claims.map(|other| speaker(other.speaker.as_ref()).to_owned());
    let deny = distinct(said(Stance::Denies).into_iter().chain(claims));
    let mut dispute = distinct(said(Stance::Disputes));
    dispute.retain(|name| !deny.contains(name));
    let sentence = |names: &[String], one: &str, many: &str| {
        let verb = if names.len() == 1 { one } else { many };
        (!names.is_empty()).then(|| format!("{} {verb}.", list(names)))
    };
    let denied = sentence(&deny, "denies it", "deny it");
    let disputed = sentence(
        &dispute,
        "reads the facts differently",
        "read the facts differently",
    );
    let both = [denied, disputed].into_iter().flatten();
    both.reduce(|one, other| format!("{one} {other}"))
}

/// Whose word a row is: the voice, else the origin that it passes on, else who published it.
fn who(row: &EvidenceAccount) -> String {
    let origin = row.origins.only().map(Root::first);
    let passed_on = origin.filter(|origin| *origin != row.source);
    if let (None, Some(origin)) = (row.speaks(), passed_on) {
        return origin.to_owned();
    }
    let party = row.speaks().or(row.publisher.as_ref());
    let name = party.map(|party| &party.name).or(row.title.as_ref());
    name.unwrap_or(&row.source).clone()
}

fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut met = BTreeSet::new();
    names
        .into_iter()
        .filter(|name| met.insert(name.clone()))
        .collect()
}

/// The first few names, and how many more there are.
fn list(names: &[String]) -> String {
    const NAMED: usize = 4;
    let mut few: Vec<String> = names.iter().take(NAMED).cloned().collect();
    if names.len() > NAMED {
        few.push(format!("{} more", names.len() - NAMED));
    }
    and(&few)
}
