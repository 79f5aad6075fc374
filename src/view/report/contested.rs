//! Both sides of the claims that something speaks against.

use crate::answer::evidence::{OriginGroup, by_origin_and};
use crate::answer::sides::{AGAINST, Bearing};
use crate::answer::{ClaimFacts, ClaimRow, EvidenceAccount, RelationAnswer, RulingAnswer};
use crate::domain::evidence::Stance;
use crate::domain::filter::is_against;
use crate::domain::status::Flags;
use crate::view::report::names::SourceTitles;
use crate::view::report::{Contested, Outlet, ReportStand};
use crate::view::words;
use crate::view::words::reason;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// The claims that something speaks against, in the report's order.
pub(super) fn contested(
    claims: &[(ClaimFacts, ClaimFacts)],
    titles: &SourceTitles<'_>,
) -> Vec<Contested> {
    claims
        .par_iter()
        .filter(|(facts, _)| is_disputed(&facts.claim))
        .map(|(facts, named)| both_sides(facts, named, titles))
        .collect()
}

/// Whether `--against` would pick the claim.
pub(super) fn is_disputed(claim: &ClaimRow) -> bool {
    let flags: Flags = claim.flags.iter().copied().collect();
    is_against(claim.status, claim.derived_status, flags)
}

fn both_sides(facts: &ClaimFacts, named: &ClaimFacts, titles: &SourceTitles<'_>) -> Contested {
    let claim = &facts.claim;
    let mut against = stands((facts, named), AGAINST, titles);
    against.extend(facts.relations.iter().filter_map(other_claim));
    against.extend(facts.ruled_against().map(ruled));
    Contested {
        claim: claim.id.clone(),
        text: claim.text.clone(),
        status: claim.status,
        speaker: claim.speaker.as_ref().map(|party| party.name.clone()),
        contested_by: claim.contested_by,
        supports: stands((facts, named), &[Stance::Supports], titles),
        against,
    }
}

/// Another claim that speaks against this one.
fn other_claim(other: &RelationAnswer) -> Option<ReportStand> {
    let speaker = other.speaker.as_ref();
    let speaker = speaker.map_or("the article", |party| party.name.as_str());
    let text = other.text.as_deref();
    let text = text.unwrap_or("a claim that is not in the book");
    Some(ReportStand {
        origin: format!("{speaker}: {text}"),
        how: Bearing::of_relation(other)?,
        in_papers: false,
        claim: Some(other.claim.clone()),
        left_out: None,
        through: Vec::new(),
    })
}

fn ruled(ruling: &RulingAnswer) -> ReportStand {
    ReportStand {
        origin: format!(
            "Ruled {} by {} on {}: {}",
            ruling.status, ruling.by, ruling.on, ruling.reason
        ),
        how: Bearing::Ruled(ruling.status),
        in_papers: false,
        claim: None,
        left_out: None,
        through: Vec::new(),
    }
}

/// The rows with these stances on the content, by origin. What the rules leave out says so.
fn stands(
    (facts, named): (&ClaimFacts, &ClaimFacts),
    stances: &[Stance],
    titles: &SourceTitles<'_>,
) -> Vec<ReportStand> {
    let left_out = |row: &EvidenceAccount| {
        let mut rows = facts.evidence.iter();
        let place = rows.position(|other| std::ptr::eq(other, row))?;
        named.row(place).left_out.as_ref().map(reason::left_out)
    };
    let voice = |row: &EvidenceAccount| {
        let paper = row.paper();
        let voice = row.voice.as_ref().or_else(|| paper.and(row.speaks()));
        voice.map(|voice| voice.name.clone())
    };
    let groups = by_origin_and(facts.content(stances), |row| {
        (row.stance, left_out(row), voice(row))
    });
    let stand = |group: OriginGroup<&EvidenceAccount>| {
        let first = *group.rows.first()?;
        Some(ReportStand {
            // What a paper says in somebody else's words is that voice's, and not the word of the paper's origin.
            origin: voice(first).unwrap_or_else(|| described(&group, titles)),
            how: Bearing::Evidence(first.stance),
            in_papers: first.paper().is_some(),
            claim: None,
            left_out: left_out(first),
            through: group.rows.into_iter().map(outlet).collect(),
        })
    };
    groups.into_iter().filter_map(stand).collect()
}

fn described(group: &OriginGroup<&EvidenceAccount>, titles: &SourceTitles<'_>) -> String {
    let roots = group.origins.iter().map(|root| {
        let titles: Vec<&str> = root.sources.iter().map(|id| titles.title(id)).collect();
        titles.join(" = ")
    });
    words::and(&roots.collect::<Vec<_>>())
}

fn outlet(row: &EvidenceAccount) -> Outlet {
    let publisher = row.publisher.as_ref().map(|party| &party.name);
    let name = publisher.or(row.title.as_ref()).unwrap_or(&row.source);
    Outlet {
        source: row.source.clone(),
        name: name.clone(),
    }
}
