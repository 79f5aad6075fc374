//! An evidence row whose names are resolved to nodes.

use crate::domain::claim::ClaimCore;
use crate::domain::corroboration::Case;
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::source_node::Marks;
use crate::domain::evidence::{EvidenceCore, Stance};

/// An evidence row whose names are nodes of the graph.
pub(super) struct ResolvedRow<'a> {
    /// Its index in the claim's evidence.
    pub(super) index: usize,
    pub(super) evidence: &'a EvidenceCore,
    pub(super) source: u32,
    /// Whose word the passage is: a number. `None` if the row states no voice, or one that says nothing new.
    pub(super) voice: Option<u32>,
    /// The parents named in `via`. If there are any, the row starts at them instead of at its source.
    via: Vec<u32>,
}

impl ResolvedRow<'_> {
    /// The nodes where it starts: at least one, unless it is a [bare word](Self::is_bare_word).
    pub(super) fn starts(&self) -> &[u32] {
        if self.is_bare_word() {
            &[]
        } else if self.via.is_empty() {
            std::slice::from_ref(&self.source)
        } else {
            &self.via
        }
    }

    /// Whether it is somebody's bare word against the claim, in a source of somebody else: it rests on nothing.
    pub(super) fn is_bare_word(&self) -> bool {
        matches!(self.evidence.stance, Stance::Denies | Stance::Disputes)
            && self.via.is_empty()
            && self.voice.is_some()
    }

    /// Whether it starts at its source, which counts as a statement because the row has a voice.
    pub(super) fn is_statement(&self) -> bool {
        self.via.is_empty() && self.voice.is_some()
    }

    /// Whether it is own reporting. A row with `via` is not: it rests on a passage of somebody else's.
    pub(super) fn is_own(&self, resolved: &ResolvedClaim<'_>) -> bool {
        self.via.is_empty() && resolved.node(self.source).marks.has(Marks::OWN)
    }

    /// Whether it is own reporting in its own words: only such rows are exceptions to the family conflict.
    pub(super) fn is_reporting(&self, resolved: &ResolvedClaim<'_>) -> bool {
        self.voice.is_none() && self.is_own(resolved)
    }

    /// The houses whose voice the row itself states: its own, and its source's beside it.
    pub(super) fn stated_voices(
        &self,
        resolved: &ResolvedClaim<'_>,
    ) -> impl Iterator<Item = u32> + use<> {
        let node = resolved.node(self.source);
        let publisher = resolved.registry.publisher_house(node);
        let own = self.voice.map(|voice| resolved.house(voice));
        let stated = own.filter(|house| publisher != Some(*house));
        let beside = own.and_then(|_| resolved.registry.stated_voice(node));
        stated.into_iter().chain(beside)
    }
}

/// The rows of a claim that `wanted` selects, in file order.
pub(super) fn rows<'a>(
    resolved: &mut ResolvedClaim<'_>,
    claim: &'a ClaimCore,
    wanted: impl Fn(&EvidenceCore) -> bool,
) -> Vec<ResolvedRow<'a>> {
    let picked = claim
        .evidence
        .iter()
        .enumerate()
        .filter(|(_, evidence)| wanted(evidence));
    picked
        .map(|(index, evidence)| ResolvedRow {
            index,
            evidence,
            source: resolved.number(&evidence.source),
            voice: voice(resolved, evidence),
            via: evidence
                .via
                .iter()
                .map(|parent| resolved.number(parent))
                .collect(),
        })
        .collect()
}

/// The house of each row's voice, if it says something new. Empty if no row states a voice.
#[must_use]
pub fn new_voices(registry: &Registry, case: &Case<'_>) -> Vec<Option<HouseName>> {
    if case.claim.evidence.iter().all(|row| row.voice.is_none()) {
        return Vec::new();
    }
    let mut resolved = ResolvedClaim::new(registry, case, &[]);
    let rows = rows(&mut resolved, case.claim, |_| true);
    let houses = rows
        .iter()
        .map(|row| row.voice.map(|voice| resolved.house(voice)));
    houses
        .map(|house| house.map(|house| resolved.house_name(house)))
        .collect()
}

/// The voice of a row, if it says something new. It does not if it is of the house of its source's voice or, without one, of
/// its publisher; nor, for a quotation or position, if it is of the quoted house.
fn voice(resolved: &mut ResolvedClaim<'_>, evidence: &EvidenceCore) -> Option<u32> {
    let voice = resolved.whom(evidence.voice.as_ref()?);
    let house = resolved.house(voice);
    let source = resolved.number(&evidence.source);
    let (node, registry) = (resolved.node(source), resolved.registry);
    let before = registry
        .voice_house(node)
        .or_else(|| registry.publisher_house(node));
    let new = before != Some(house) && resolved.speech_house() != Some(house);
    new.then_some(voice)
}
