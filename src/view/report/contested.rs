//! Both sides of the claims that something stands against.

use crate::answer::ClaimFacts;
use crate::answer::ClaimRow;
use crate::answer::EvidenceAnswer;
use crate::answer::RelationKind;
use crate::answer::reason;
use crate::answer::report::SourceFacts;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::filter::is_contested;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Flags;
use crate::view::report::Contested;
use crate::view::report::Outlet;
use crate::view::report::Stand;
use crate::view::words;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;

/// The claims that something stands against, in the report's order.
pub(super) fn contested(claims: &[ClaimFacts], sources: &[SourceFacts]) -> Vec<Contested> {
    let titles: BTreeMap<&str, &SourceFacts> = sources
        .iter()
        .map(|source| (source.id.as_str(), source))
        .collect();
    claims
        .par_iter()
        .filter(|facts| is_disputed(&facts.claim))
        .map(|facts| both_sides(facts, &titles))
        .collect()
}

/// Whether something stands against a claim, as `--contested` has it.
pub(super) fn is_disputed(claim: &ClaimRow) -> bool {
    let flags: Flags = claim.flags.iter().copied().collect();
    is_contested(claim.status, claim.derived_status, flags)
}

fn both_sides(facts: &ClaimFacts, sources: &BTreeMap<&str, &SourceFacts>) -> Contested {
    let claim = &facts.claim;
    let mut against = stands(
        facts,
        &[Stance::Refutes, Stance::Denies, Stance::Disputes],
        sources,
    );
    against.extend(
        facts
            .relations
            .iter()
            .filter(|other| {
                matches!(
                    other.kind,
                    RelationKind::DeniedBy | RelationKind::Contradicts
                )
            })
            .map(|other| {
                let speaker = other
                    .speaker
                    .as_ref()
                    .map_or("the article", |party| party.name.as_str());
                let text = other
                    .text
                    .as_deref()
                    .unwrap_or("a claim that is not in the book");
                Stand {
                    origin: format!("{speaker}: {text}"),
                    how: other.kind.to_string(),
                    claim: Some(other.claim.clone()),
                    left_out: None,
                    through: Vec::new(),
                }
            }),
    );
    against.extend(ruled(claim));
    Contested {
        claim: claim.id.clone(),
        text: claim.text.clone(),
        status: claim.status,
        speaker: claim.speaker.as_ref().map(|party| party.name.clone()),
        contested_by: claim.contested_by,
        supports: stands(facts, &[Stance::Supports], sources),
        against,
    }
}

/// The ruling, where it is against the claim.
fn ruled(claim: &ClaimRow) -> Option<Stand> {
    let ruling = claim.ruling.as_ref()?;
    let against = matches!(
        ruling.status,
        RulingStatus::Refuted | RulingStatus::Contested | RulingStatus::Misleading
    );
    against.then(|| Stand {
        origin: format!(
            "Ruled {} by {} on {}: {}",
            ruling.status, ruling.by, ruling.on, ruling.reason
        ),
        how: "ruled".to_owned(),
        claim: None,
        left_out: None,
        through: Vec::new(),
    })
}

/// What rows have in common that stand together: the stance, the origins, and why they are left out, if they are.
type Alike = (Stance, Vec<Vec<String>>, Option<String>);

/// The rows of these stances about the content, by origin; what the rules leave out says so.
fn stands(
    facts: &ClaimFacts,
    stances: &[Stance],
    sources: &BTreeMap<&str, &SourceFacts>,
) -> Vec<Stand> {
    let mut stands: Vec<Stand> = Vec::new();
    let mut places: BTreeMap<Alike, usize> = BTreeMap::new();
    let rows = facts.evidence.iter().zip(&facts.account.explanation.rows);
    for (row, account) in
        rows.filter(|(row, _)| row.about == About::Content && stances.contains(&row.stance))
    {
        let left_out = account.left_out.as_ref().map(reason::left_out);
        let place = *places
            .entry((row.stance, row.origins.clone(), left_out.clone()))
            .or_insert(stands.len());
        if place == stands.len() {
            let origin = described(&row.origins, row, sources);
            stands.push(Stand {
                origin,
                how: row.stance.to_string(),
                claim: None,
                left_out,
                through: Vec::new(),
            });
        }
        if let Some(stand) = stands.get_mut(place) {
            stand.through.push(Outlet {
                source: row.source.clone(),
                name: name(row),
            });
        }
    }
    stands
}

fn described(
    origins: &[Vec<String>],
    row: &EvidenceAnswer,
    sources: &BTreeMap<&str, &SourceFacts>,
) -> String {
    let title = |id: &String| {
        sources
            .get(id.as_str())
            .map_or_else(|| id.clone(), |source| source.title.clone())
    };
    let roots: Vec<String> = origins
        .iter()
        .map(|circle| circle.iter().map(title).collect::<Vec<_>>().join(" = "))
        .collect();
    if roots.is_empty() {
        row.title.clone().unwrap_or_else(|| row.source.clone())
    } else {
        words::and(&roots)
    }
}

/// Who published a row's source, else what it is called.
pub(super) fn name(row: &EvidenceAnswer) -> String {
    let publisher = row.publisher.as_ref().map(|party| party.name.clone());
    publisher
        .or_else(|| row.title.clone())
        .unwrap_or_else(|| row.source.clone())
}
