//! Who is accused of what by whom, on how much evidence, when they were asked, and what they answered.

use crate::answer::sides::{AGAINST, Bearing};
use crate::answer::{ClaimFacts, EvidenceAccount, PartyName};
use crate::domain::claim::Outcome;
use crate::view::words;

/// A claim that accuses somebody.
#[derive(Clone, Debug)]
pub struct Accusation {
    /// The place of the claim in the report.
    pub claim: usize,
    /// Who is accused.
    pub accused: String,
    /// On how much evidence, in words.
    pub evidence: String,
    /// When they were asked and what came of it, a line each.
    pub asked: Vec<String>,
    /// What they answered, or what they said against it elsewhere, a line each.
    pub answers: Vec<String>,
}

/// The accusation of a claim, if it accuses somebody.
pub(super) fn accusation(place: usize, facts: &ClaimFacts) -> Option<Accusation> {
    let names: Vec<String> = facts
        .accuses
        .iter()
        .map(|party| party.name.clone())
        .collect();
    (!names.is_empty()).then(|| Accusation {
        claim: place,
        accused: words::and(&names),
        evidence: words::counted(&facts.claim),
        asked: asked(facts),
        answers: answers(facts),
    })
}

fn asked(facts: &ClaimFacts) -> Vec<String> {
    let line = |asked: &crate::answer::AskedAnswer| {
        let on = asked
            .on
            .as_ref()
            .map_or_else(String::new, |day| format!(", asked on {day}"));
        format!("{}{on}: {}", asked.of.name, words::outcome(asked.outcome))
    };
    facts.asked.iter().map(line).collect()
}

fn answers(facts: &ClaimFacts) -> Vec<String> {
    let replied = facts
        .asked
        .iter()
        .filter(|asked| asked.outcome == Some(Outcome::Replied));
    let replied = replied.map(|asked| match &asked.note {
        Some(note) => format!("{} replied: {note}", asked.of.name),
        None => format!("{} replied", asked.of.name),
    });
    let is_accused = |party: &PartyName| facts.accuses.contains(party);
    let word = |row: &EvidenceAccount| row.speaks().or(row.publisher.as_ref()).cloned();
    let rows = facts.content(AGAINST).filter_map(|row| {
        let who = word(row).filter(is_accused)?;
        let paper = row
            .paper()
            .map_or_else(String::new, |paper| format!(", in {}", paper.name));
        Some(format!("{} {}{paper}", who.name, words::says(row.stance)))
    });
    let claims = facts.relations.iter().filter_map(|other| {
        let how = Bearing::of_relation(other)?;
        let who = other.speaker.as_ref().filter(|who| is_accused(who))?;
        let text = other.text.as_deref().unwrap_or_default();
        Some(format!("{} {}: {text}", who.name, words::bearing(how)))
    });
    let mut answers: Vec<String> = Vec::new();
    for answer in replied.chain(rows).chain(claims) {
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::accusation;
    use crate::answer::AskedAnswer;
    use crate::answer::tests::{facts, item, party, relation};
    use crate::domain::claim::Outcome;
    use crate::domain::evidence::Stance;

    #[test]
    fn an_answer_is_a_reply_a_denial_or_a_claim_of_the_accused() {
        let mut denial = item("post", Stance::Denies, &[]);
        denial.voice = Some(party("Eastmark"));
        denial.publisher = Some(party("Post"));
        let mut claim = facts("c", vec![denial.clone(), denial]);
        assert!(accusation(0, &claim).is_none());
        claim.accuses = vec![party("Northland"), party("Eastmark")];
        claim.asked = vec![AskedAnswer {
            of: party("Northland"),
            on: Some("2026-03-01".to_owned()),
            due: None,
            outcome: Some(Outcome::Replied),
            note: Some("No comment on arms.".to_owned()),
        }];
        claim.relations = vec![relation("contradicts", "other")];
        let found = accusation(3, &claim).unwrap();
        assert_eq!(
            (found.claim, found.accused.as_str()),
            (3, "Northland and Eastmark")
        );
        assert_eq!(found.asked, ["Northland, asked on 2026-03-01: replied"]);
        assert_eq!(
            found.answers,
            [
                "Northland replied: No comment on arms.",
                "Eastmark denies it, in Post",
                "Eastmark contradicts: It never happened."
            ]
        );
    }
}
