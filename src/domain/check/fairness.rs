//! Rules about fairness: who is accused is heard, and both sides are on file.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::check::scene::starts;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::corroboration::HouseName;
use crate::domain::evidence::About;
use crate::domain::evidence::Evidence;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;

/// `unanswered-accusation`: a party that the claim accuses was not asked, no evidence row carries its word, and no claim
/// of its own stands against this one.
pub(super) fn unanswered_accusation(scene: &Scene<'_>) -> Vec<Finding> {
    let at = || Subject::claim(scene.claim).field("accuses");
    let unheard = scene.claim.accuses.iter().filter(|name| !is_heard(scene, &scene.book.registry.house(name)));
    unheard.map(|name| Finding::new(at().text(name), Fact::UnansweredAccusation(name.clone()))).collect()
}

fn is_heard(scene: &Scene<'_>, accused: &HouseName) -> bool {
    let is_accused = |name: &str| scene.book.registry.house(name) == *accused;
    let speaks = |speaker: Option<&str>| speaker.is_some_and(is_accused);
    scene.claim.asked.iter().any(|asked| is_accused(&asked.of))
        || speaks(scene.claim.speaker.as_deref())
        || scene.counters.iter().any(|counter| speaks(counter.speaker))
        || scene.claim.evidence.iter().any(|row| carries_word(scene, row, &is_accused))
}

/// Whether a row rests on something that one of these parties says: its own publication, or its voice in another's.
fn carries_word(scene: &Scene<'_>, row: &Evidence, is_one: &impl Fn(&str) -> bool) -> bool {
    let starts = std::iter::once(row.source.as_str()).chain(starts(row));
    let mut lineage = starts.flat_map(|start| scene.book.registry.lineage(start));
    lineage.any(|id| {
        let source = scene.book.sources.get(id);
        source.is_some_and(|source| source.voice.as_deref().or(source.publisher.as_deref()).is_some_and(is_one))
    })
}

/// `reply-overdue`: an answer was due and none is on file.
pub(super) fn reply_overdue(scene: &Scene<'_>) -> Vec<Finding> {
    let rows = scene.claim.asked.iter().enumerate();
    let waiting = rows.filter(|(_, asked)| matches!(asked.outcome, None | Some(Outcome::Pending)));
    let overdue = waiting.filter_map(|(at, asked)| Some((at, asked, asked.due?)));
    overdue
        .filter(|(.., due)| due.last_day() < scene.book.today)
        .map(|(position, asked, due)| {
            let subject = Subject::claim(scene.claim).row(Rows::Asked, position).field("due");
            Finding::new(subject, Fact::ReplyOverdue(asked.of.clone(), due))
        })
        .collect()
}

/// `one-sided-contest`: ruled contested, and nothing on file stands for it, or nothing against it.
pub(super) fn one_sided_contest(scene: &Scene<'_>) -> Vec<Finding> {
    let Some((at, _)) = scene.ruled(&[RulingStatus::Contested]) else { return Vec::new() };
    let has = |stances: &[Stance]| {
        let mut rows = scene.claim.evidence.iter();
        rows.any(|row| row.about == About::Content && stances.contains(&row.stance))
    };
    let for_it = has(&[Stance::Supports]);
    let against = has(&[Stance::Refutes, Stance::Denies, Stance::Disputes]) || !scene.counters.is_empty();
    let lacking = if against { (!for_it).then_some(false) } else { Some(true) };
    lacking.map(|lacking| Finding::new(at.field("status"), Fact::OneSidedContest(lacking))).into_iter().collect()
}

/// `unsearched-absence`: the claim says that its speaker brought no evidence, and no search is on file.
pub(super) fn unsearched_absence(scene: &Scene<'_>) -> Vec<Finding> {
    let found = scene.claim.evidence_offered == EvidenceOffered::None && scene.claim.searched.is_empty();
    let at = || Subject::claim(scene.claim).field("evidence_offered");
    found.then(|| Finding::new(at(), Fact::UnsearchedAbsence)).into_iter().collect()
}
