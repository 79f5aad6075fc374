//! An evidence row whose names are resolved to nodes.

use crate::domain::claim::ClaimCore;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::source_node::Marks;
use crate::domain::evidence::EvidenceCore;

/// An evidence row whose names are nodes of the graph.
pub(super) struct ResolvedRow<'a> {
    /// Its index in the claim's evidence.
    pub(super) index: usize,
    pub(super) evidence: &'a EvidenceCore,
    pub(super) source: u32,
    /// The parents named in `via`. If there are any, the row starts at them instead of at its source.
    via: Vec<u32>,
}

impl ResolvedRow<'_> {
    /// The nodes where it starts: at least one.
    pub(super) fn starts(&self) -> &[u32] {
        if self.via.is_empty() {
            std::slice::from_ref(&self.source)
        } else {
            &self.via
        }
    }

    /// Whether it is own reporting. A row with `via` is not: it rests on a passage of somebody else's.
    pub(super) fn is_own(&self, resolved: &ResolvedClaim<'_>) -> bool {
        self.via.is_empty() && resolved.node(self.source).marks.has(Marks::OWN)
    }

    /// Whether it is established. The caller checks that it is eligible.
    pub(super) fn is_established(&self, resolved: &ResolvedClaim<'_>) -> bool {
        let firm = if resolved.speech {
            Marks::FIRM_SPEECH
        } else {
            Marks::FIRM
        };
        matches!(self.evidence.credibility, None | Some(1 | 2))
            && !resolved.node(self.source).marks.has(Marks::DOUBTFUL)
            && self
                .starts()
                .iter()
                .all(|start| resolved.node(*start).marks.has(firm))
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
            via: evidence
                .via
                .iter()
                .map(|parent| resolved.number(parent))
                .collect(),
        })
        .collect()
}
