//! What a report for the public leaves out: the desk's own assessments of sources and its notes.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::domain::claim::Outcome;
use crate::domain::corroboration::{LeftOutReason, Root, RootCopies, RootLack};
use crate::domain::status::{Flag, Flags};

/// Takes the internal assessments and notes out of an answer. The counts stay.
pub(super) fn without_assessments(answer: &mut Answer) {
    answer.claims.iter_mut().for_each(of_claim);
    for source in &mut answer.sources {
        source.interests.clear();
        if let Some(record) = &mut source.record {
            record.words.note = None;
        }
    }
    for party in &mut answer.parties {
        party.interests.clear();
        party.record.core.reliability = None;
    }
}

fn of_claim(facts: &mut ClaimFacts) {
    (facts.claim.note, facts.claim.assigned) = (None, None);
    facts.extras.recheck_by = None;
    facts
        .claim
        .flags
        .retain(|flag| *flag != Flag::AllInterested);
    let reasoning = &mut facts.reasoning;
    reasoning.next_steps.clear();
    let flags = Flag::ALL.iter().copied();
    let kept: Flags = flags
        .filter(|flag| *flag != Flag::AllInterested && reasoning.assessment.flags.contains(*flag))
        .collect();
    reasoning.assessment.flags = kept;
    let mut roots = RootCopies::default();
    for row in &mut facts.evidence {
        (row.note, row.interest, row.credibility) = (None, None, None);
        row.lacks.clear();
        row.accused.clear();
        row.origins = roots.of(&row.origins, without_grade);
        if row.left_out.as_ref().is_some_and(is_graded) {
            row.left_out = Some(LeftOutReason::Withheld);
        }
    }
    for asked in &mut facts.asked {
        asked
            .note
            .take_if(|_| asked.outcome != Some(Outcome::Replied));
    }
}

/// An origin without what the desk thinks of it.
fn without_grade(root: &Root) -> Root {
    let is_graded = matches!(
        root.lack,
        Some(RootLack::Doubtful | RootLack::VoiceWithStake)
    );
    Root {
        sources: root.sources.clone(),
        lack: root.lack.filter(|_| !is_graded),
    }
}

/// Whether a reason tells how the desk grades somebody.
fn is_graded(reason: &LeftOutReason) -> bool {
    match reason {
        LeftOutReason::UnreliablePublisher
        | LeftOutReason::UnreliableVoice(_)
        | LeftOutReason::NotCredible => true,
        LeftOutReason::NoRoad(blocked) => blocked.iter().any(|blocked| is_graded(&blocked.reason)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::without_assessments;
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, own};
    use crate::domain::corroboration::{HouseName, Interest, LeftOutReason};

    #[test]
    fn what_the_desk_thinks_of_a_source_stays_in_the_desk() {
        let mut row = own("wire");
        row.note = Some("weak".to_owned());
        row.credibility = Some(4);
        row.interest = Some(Interest::Source(vec![HouseName::Party("north".to_owned())]));
        let mut graded = own("blog");
        graded.left_out = Some(LeftOutReason::UnreliablePublisher);
        let mut retracted = own("gone");
        retracted.left_out = Some(LeftOutReason::Retracted);
        let mut claim = facts("c", vec![row, graded, retracted]);
        claim.claim.note = Some("ring them".to_owned());
        let mut answer = Answer {
            claims: vec![claim],
            ..Answer::default()
        };
        without_assessments(&mut answer);
        let claim = &answer.claims[0];
        let row = &claim.evidence[0];
        assert_eq!(
            (&row.note, row.credibility, &row.interest),
            (&None, None, &None)
        );
        assert_eq!(claim.claim.note, None);
        assert_eq!(claim.evidence[1].left_out, Some(LeftOutReason::Withheld));
        assert_eq!(claim.evidence[2].left_out, Some(LeftOutReason::Retracted));
    }
}
