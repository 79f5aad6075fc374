//! Rules about people's judgements.

use crate::domain::check::fact::Fact;
use crate::domain::check::fact::Staleness;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::corroboration::is_stale;
use crate::domain::date::Date;
use crate::domain::evidence::Evidence;
use crate::domain::ruling::Ruling;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Flag;
use chrono::Days;
use chrono::NaiveDate;

/// `ruling-differs`: the ruling that stands and the derived status are a pair that cannot both be right.
pub(super) fn ruling_differs(scene: &Scene<'_>) -> Vec<Finding> {
    let differs = scene.assessment.flags.contains(Flag::RulingDiffers);
    let ruled = scene.ruled(RulingStatus::ALL).filter(|_| differs);
    let finding = |(at, ruling): (Subject, Ruling<'_>)| {
        Finding::new(
            at.field("status"),
            Fact::RulingDiffers(ruling.core.status, scene.assessment.derived),
        )
    };
    ruled.map(finding).into_iter().collect()
}

/// `reopened`: evidence was added after the ruling that stands.
pub(super) fn reopened(scene: &Scene<'_>) -> Vec<Finding> {
    if !scene.assessment.flags.contains(Flag::Reopen) {
        return Vec::new();
    }
    let Some((at, ruling)) = scene.ruled(RulingStatus::ALL) else {
        return Vec::new();
    };
    let rows = scene.claim.evidence().enumerate();
    let later = rows.filter_map(|(position, row)| Some((position, row.core.added?)));
    let first = later
        .filter(|(_, added)| added.is_after(ruling.core.on))
        .min_by_key(|(position, added)| (*added, *position));
    let finding = |(position, added)| {
        let row = Subject::claim(scene.claim)
            .row(Rows::Evidence, position)
            .field("added");
        Finding::new(row, Fact::Reopened(added, ruling.core.on)).with(at.field("on"))
    };
    first.map(finding).into_iter().collect()
}

/// `ruling-without-news`: a ruling takes another side than the one before it, and every evidence row is dated before that
/// one; nobody searched or was asked in between, and no source was retracted.
pub(super) fn ruling_without_news(scene: &Scene<'_>) -> Vec<Finding> {
    let mut rulings: Vec<(usize, Ruling<'_>)> = scene.claim.rulings().enumerate().collect();
    rulings.sort_by_key(|(position, ruling)| (ruling.core.on, *position));
    let Some(newest) = newest(scene) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (before, after) in rulings.iter().zip(rulings.iter().skip(1)) {
        let (old, new) = (before.1, after.1);
        let is_change = old.core.status != new.core.status
            && ![old.core.status, new.core.status].contains(&RulingStatus::Open);
        if is_change && old.core.on.first_day() > newest {
            let at = |position| {
                Subject::claim(scene.claim)
                    .row(Rows::Ruling, position)
                    .field("status")
            };
            let fact = Fact::RulingWithoutNews(old.core.status, new.core.status);
            found.push(Finding::new(at(after.0), fact).with(at(before.0)));
        }
    }
    found
}

/// The last day on which anything that could be news may have come; none where there is nothing, or a date is missing.
fn newest(scene: &Scene<'_>) -> Option<NaiveDate> {
    let claim = scene.claim;
    let retracted = |row: Evidence<'_>| {
        scene
            .book
            .sources
            .get(&row.core.source)
            .and_then(|source| source.core.retracted)
    };
    let added = claim.evidence().map(|row| row.core.added);
    let asked = claim.words.asked.iter().map(|asked| asked.on);
    let searched = claim.words.searched.iter().map(|searched| searched.on);
    let retractions = claim.evidence().filter_map(retracted).map(Some);
    let dates: Option<Vec<Date>> = added
        .chain(asked)
        .chain(searched)
        .chain(retractions)
        .collect();
    dates?.into_iter().map(Date::last_day).max()
}

/// `stale`: the date set for another look is past, or nothing has happened for longer than the book allows.
pub(super) fn stale(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    if is_stale(claim.words.recheck_by, scene.book.today) {
        let due = claim.words.recheck_by.map(Staleness::Due);
        let finding =
            |due| Finding::new(Subject::claim(claim).field("recheck_by"), Fact::Stale(due));
        return due.map(finding).into_iter().collect();
    }
    let (Some(days), None) = (scene.book.stale_after_days, claim.words.recheck_by) else {
        return Vec::new();
    };
    let added = claim.evidence().filter_map(|row| row.core.added);
    let newest = added
        .chain(claim.rulings().map(|ruling| ruling.core.on))
        .max();
    let limit = scene
        .book
        .today
        .checked_sub_days(Days::new(u64::from(days)));
    let quiet = newest.filter(|newest| limit.is_some_and(|limit| newest.last_day() < limit));
    let finding = |since| {
        Finding::new(
            Subject::claim(claim),
            Fact::Stale(Staleness::Quiet(since, days)),
        )
    };
    quiet.map(finding).into_iter().collect()
}
