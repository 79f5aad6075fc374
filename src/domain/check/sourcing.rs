//! Rules about what a claim rests on.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::HouseName;
use crate::domain::corroboration::Interest;
use crate::domain::corroboration::LeftOutReason;
use crate::domain::corroboration::Root;
use crate::domain::corroboration::RowAccount;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceKind;
use crate::domain::status::AttributionStatus;
use crate::domain::status::Flag;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// `unsourced-claim`: a claim that can be checked has no evidence row.
pub(super) fn unsourced_claim(scene: &Scene<'_>) -> Vec<Finding> {
    let checkable = scene.claim.core.kind.is_none_or(ClaimKind::is_checkable);
    let found = checkable && scene.claim.core.evidence.is_empty();
    found
        .then(|| Finding::new(Subject::claim(scene.claim), Fact::UnsourcedClaim))
        .into_iter()
        .collect()
}

/// `one-origin`: ruled confirmed on fewer independent origins than the claim needs, and no document, data set or
/// observation is among them. Of a quotation or a position the speaker's own word is enough.
pub(super) fn one_origin(scene: &Scene<'_>) -> Vec<Finding> {
    let Some((at, _)) = scene.ruled(&[RulingStatus::Confirmed]) else {
        return Vec::new();
    };
    let needs = scene
        .claim
        .core
        .needs_origins
        .unwrap_or(scene.book.needs_origins);
    let counted = scene.assessment.support.possible;
    let settled_by_speaker = scene.claim.core.kind.is_some_and(ClaimKind::is_speech)
        && scene.assessment.attribution == Some(AttributionStatus::Confirmed);
    if counted >= u32::from(needs) || settled_by_speaker || has_primary(scene) {
        return Vec::new();
    }
    vec![Finding::new(
        at.field("status"),
        Fact::OneOrigin(counted, needs),
    )]
}

/// Whether an eligible supporting row rests on a document, a data set or an observation.
fn has_primary(scene: &Scene<'_>) -> bool {
    let is_primary = |id: &String| {
        scene
            .book
            .sources
            .get(id)
            .is_some_and(|source| is_primary_kind(source.core.kind))
    };
    let accounts = scene.claim.evidence().zip(&scene.explanation().rows);
    accounts
        .filter(|(row, account)| row.core.stance == Stance::Supports && account.left_out.is_none())
        .any(|(row, account)| {
            is_primary(&row.core.source)
                || account
                    .roots
                    .iter()
                    .flat_map(|root| &root.sources)
                    .any(is_primary)
        })
}

fn is_primary_kind(kind: Option<SourceKind>) -> bool {
    matches!(
        kind,
        Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
    )
}

/// `repeats-the-article`: a row for or against is the article under check, or leads to nothing but it.
pub(super) fn repeats_the_article(scene: &Scene<'_>) -> Vec<Finding> {
    let Some(article) = scene.article.map(|article| article.core.id.as_str()) else {
        return Vec::new();
    };
    let is_copy = |account: &RowAccount| match &account.left_out {
        Some(LeftOutReason::TheArticle) => Some(false),
        Some(LeftOutReason::NoRoad(blocked))
            if blocked.iter().any(|blocked| blocked.source == article) =>
        {
            Some(true)
        }
        _ => None,
    };
    if !scene.reach().contains(article) {
        return Vec::new();
    }
    let rows = scene
        .claim
        .evidence()
        .zip(&scene.explanation().rows)
        .enumerate();
    rows.filter(|(_, (row, _))| row.core.stance != Stance::Context)
        .filter_map(|(position, (_, account))| {
            let at = Subject::claim(scene.claim)
                .row(Rows::Evidence, position)
                .field("source");
            is_copy(account).map(|copy| Finding::new(at, Fact::RepeatsTheArticle(copy)))
        })
        .collect()
}

/// `self-conflict`: one origin lies under an eligible row for the claim and one against it.
pub(super) fn self_conflict(scene: &Scene<'_>) -> Vec<Finding> {
    if !scene.assessment.flags.contains(Flag::SelfConflict) {
        return Vec::new();
    }
    let side = |stance: Stance| {
        let rows = scene
            .claim
            .evidence()
            .zip(&scene.explanation().rows)
            .enumerate();
        rows.filter(move |(_, (row, account))| {
            row.core.stance == stance
                && row.core.about == About::Content
                && account.left_out.is_none()
        })
        .map(|(position, (_, account))| (position, account))
        .collect::<Vec<_>>()
    };
    let at = |position| {
        Subject::claim(scene.claim)
            .row(Rows::Evidence, position)
            .field("source")
    };
    let mut supports: BTreeMap<&Root, usize> = BTreeMap::new();
    for (position, account) in side(Stance::Supports) {
        account.roots.iter().for_each(|root| {
            supports.entry(root).or_insert(position);
        });
    }
    for (against, account) in side(Stance::Refutes) {
        if let Some((root, support)) = account
            .roots
            .iter()
            .find_map(|root| Some((root, supports.get(root)?)))
        {
            let fact = Fact::SelfConflict(root.sources.join(", "));
            return vec![Finding::new(at(against), fact).with(at(*support))];
        }
    }
    Vec::new()
}

/// `all-interested`: enough origins support the claim, and every one of them has a stake in it.
pub(super) fn all_interested(scene: &Scene<'_>) -> Vec<Finding> {
    if !scene.assessment.flags.contains(Flag::AllInterested) {
        return Vec::new();
    }
    let explanation = scene.explanation();
    let accounts = explanation
        .supports
        .established
        .rows
        .iter()
        .filter_map(|row| explanation.rows.get(*row));
    let houses: BTreeSet<HouseName> = accounts
        .filter_map(|account| account.interest.as_ref())
        .flat_map(|(Interest::Source(houses) | Interest::EveryRoot(houses))| houses.iter().cloned())
        .collect();
    vec![Finding::new(
        Subject::claim(scene.claim),
        Fact::AllInterested(houses.into_iter().collect()),
    )]
}

/// `retracted-source`: a source of the side that a ruling takes was retracted, and the ruling is not surely later.
pub(super) fn retracted_source(scene: &Scene<'_>) -> Vec<Finding> {
    let Some((at, ruling)) = scene.ruled(RulingStatus::ALL) else {
        return Vec::new();
    };
    let counted_on = |stance: Stance| match ruling.core.status {
        RulingStatus::Confirmed => stance == Stance::Supports,
        RulingStatus::Refuted => stance == Stance::Refutes,
        RulingStatus::Open => false,
        _ => stance != Stance::Context,
    };
    let retracted = |id: &str| {
        let date = scene
            .book
            .sources
            .get(id)?
            .core
            .retracted
            .filter(|date| !ruling.core.on.is_after(*date))?;
        Some((id.to_owned(), date))
    };
    if !scene.reach().into_iter().any(|id| retracted(id).is_some()) {
        return Vec::new();
    }
    let rows = scene
        .claim
        .evidence()
        .zip(&scene.explanation().rows)
        .enumerate();
    rows.filter(|(_, (row, _))| counted_on(row.core.stance))
        .filter_map(|(position, (row, account))| {
            let (id, date) = match account.left_out.as_ref()? {
                LeftOutReason::Retracted => retracted(&row.core.source),
                LeftOutReason::NoRoad(blocked) => blocked
                    .iter()
                    .find_map(|blocked| retracted(&blocked.source)),
                _ => None,
            }?;
            let subject = Subject::claim(scene.claim)
                .row(Rows::Evidence, position)
                .field("source");
            Some(
                Finding::new(subject, Fact::RetractedSource(id, date)).with(at.clone().field("on")),
            )
        })
        .collect()
}
