//! Rules about fairness: who is accused is heard, and both sides are on file.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::corroboration::HouseName;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use std::collections::BTreeSet;

/// `unanswered-accusation`: a party that the claim accuses was not asked, no evidence row carries its word, and no claim
/// of its own stands against this one.
pub(super) fn unanswered_accusation(scene: &Scene<'_>) -> Vec<Finding> {
    if scene.claim.core.accuses.is_empty() {
        return Vec::new();
    }
    let heard = heard(scene);
    let at = || Subject::claim(scene.claim).field("accuses");
    let unheard = scene
        .claim
        .core
        .accuses
        .iter()
        .filter(|name| !heard.contains(&scene.book.registry.house(name)));
    unheard
        .map(|name| Finding::new(at().text(name), Fact::UnansweredAccusation(name.clone())))
        .collect()
}

/// The houses that are heard on a claim: asked, speaking it or against it, or carried by what its evidence rests on.
fn heard(scene: &Scene<'_>) -> BTreeSet<HouseName> {
    let claim = scene.claim;
    let asked = claim.words.asked.iter().map(|asked| asked.of.as_str());
    let speakers = scene
        .counters
        .iter()
        .filter_map(|counter| counter.speaker)
        .chain(claim.core.speaker.as_deref());
    let reach = scene
        .reach()
        .into_iter()
        .filter_map(|id| scene.book.sources.get(id));
    let voices = reach.filter_map(|source| {
        source
            .core
            .voice
            .as_deref()
            .or(source.core.publisher.as_deref())
    });
    asked
        .chain(speakers)
        .chain(voices)
        .map(|name| scene.book.registry.house(name))
        .collect()
}

/// `reply-overdue`: an answer was due and none is on file.
pub(super) fn reply_overdue(scene: &Scene<'_>) -> Vec<Finding> {
    let rows = scene.claim.words.asked.iter().enumerate();
    let waiting = rows.filter(|(_, asked)| matches!(asked.outcome, None | Some(Outcome::Pending)));
    let overdue = waiting.filter_map(|(at, asked)| Some((at, asked, asked.due?)));
    overdue
        .filter(|(.., due)| due.last_day() < scene.book.today)
        .map(|(position, asked, due)| {
            let subject = Subject::claim(scene.claim)
                .row(Rows::Asked, position)
                .field("due");
            Finding::new(subject, Fact::ReplyOverdue(asked.of.clone(), due))
        })
        .collect()
}

/// `one-sided-contest`: ruled contested, and nothing on file stands for it, or nothing against it.
pub(super) fn one_sided_contest(scene: &Scene<'_>) -> Vec<Finding> {
    let Some((at, _)) = scene.ruled(&[RulingStatus::Contested]) else {
        return Vec::new();
    };
    let has = |stances: &[Stance]| {
        let mut rows = scene.claim.evidence();
        rows.any(|row| row.core.about == About::Content && stances.contains(&row.core.stance))
    };
    let for_it = has(&[Stance::Supports]);
    let against =
        has(&[Stance::Refutes, Stance::Denies, Stance::Disputes]) || !scene.counters.is_empty();
    let lacking = if against {
        (!for_it).then_some(false)
    } else {
        Some(true)
    };
    lacking
        .map(|lacking| Finding::new(at.field("status"), Fact::OneSidedContest(lacking)))
        .into_iter()
        .collect()
}

/// `unsearched-absence`: the claim says that its speaker brought no evidence, and no search is on file.
pub(super) fn unsearched_absence(scene: &Scene<'_>) -> Vec<Finding> {
    let found = scene.claim.words.evidence_offered == EvidenceOffered::None
        && scene.claim.words.searched.is_empty();
    let at = || Subject::claim(scene.claim).field("evidence_offered");
    found
        .then(|| Finding::new(at(), Fact::UnsearchedAbsence))
        .into_iter()
        .collect()
}
