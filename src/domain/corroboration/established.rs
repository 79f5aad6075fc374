//! What is established: rows, and the roots that they rest on.
//!
//! The section "Possible and established" of `docs/corroboration.md` has the rules.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the length of the list made for the ancestry"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::root::RootLack;
use crate::domain::corroboration::source_node::{Marks, SourceNode};
use crate::domain::party::Reliability;
use crate::domain::source::SourceKind;

/// What makes a source rated D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubtful {
    Publisher,
    /// The house of its voice.
    Voice(u32),
}

impl Ancestry {
    /// For each place, whether all that it rests on is established for rows of this role, itself included: every root is, and
    /// nothing is rated D. One pass, parents first.
    pub(super) fn firm(&self, resolved: &ResolvedClaim<'_>, role: RowRole) -> Vec<bool> {
        let doubtful = |place: usize| resolved.is_doubtful(resolved.node(self.node(place)), false);
        self.up_from_roots(|group, firm| {
            !group.clone().any(doubtful)
                && if self.is_root(resolved, group.start) {
                    resolved.is_firm_root(self.node(group.start), role, false)
                } else {
                    self.parents_of(&group).all(|parent| firm[parent])
                }
        })
    }
}

impl ResolvedClaim<'_> {
    /// Whether a source is established as a root by itself, for rows of this role. `statement`: its passage is somebody's
    /// statement, whatever its kind is.
    pub(super) fn is_firm_root(&self, node: u32, role: RowRole, statement: bool) -> bool {
        let node = self.node(node);
        let said = self.is_of_quoted(node);
        let interview = !statement && node.kind == Some(SourceKind::Interview);
        let own =
            || node.marks.has(Marks::OWN) && (interview || !self.has_voice_with_stake(node, role));
        node.is_answered_for()
            && !node.marks.has(Marks::CIRCLE)
            && (said || !statement && node.is_primary() || own())
    }

    /// Whether the quoted house of a quotation or a position publishes a source or is its voice.
    pub(super) fn is_of_quoted(&self, node: &SourceNode) -> bool {
        self.speech_house()
            .is_some_and(|house| self.is_of_house(node, house))
    }

    /// Whether the stated voice of a source has a stake.
    pub(super) fn has_voice_with_stake(&self, node: &SourceNode, role: RowRole) -> bool {
        let voice = self.registry.stated_voice(node);
        voice.is_some_and(|house| self.is_stake(house, role))
    }

    /// What keeps a node of a root from being established, for rows of this role.
    pub(super) fn root_lack(&self, node: u32, role: RowRole) -> Option<RootLack> {
        let facts = self.node(node);
        let established = self.is_firm_root(node, role, false);
        let own = facts.marks.has(Marks::OWN) || self.is_of_quoted(facts);
        Some(if facts.marks.has(Marks::CIRCLE) {
            RootLack::Circle
        } else if !facts.marks.has(Marks::KNOWN) {
            RootLack::Unknown
        } else if established && self.doubtful(facts, false).is_some() {
            RootLack::Doubtful
        } else if established {
            return None;
        } else if !own && facts.kind == Some(SourceKind::Statement) {
            RootLack::Statement
        } else if !own && !facts.is_primary() {
            RootLack::NotOwnReporting
        } else if facts.publisher == NONE {
            RootLack::NoPublisher
        } else {
            RootLack::VoiceWithStake
        })
    }

    /// Whether a source is rated D, by its publisher or its voice.
    fn is_doubtful(&self, node: &SourceNode, statement: bool) -> bool {
        self.doubtful(node, statement).is_some()
    }

    /// What makes a source rated D, if something does. `statement`: its passage is somebody's statement.
    pub(super) fn doubtful(&self, node: &SourceNode, statement: bool) -> Option<Doubtful> {
        let applies = |mark, house: Option<u32>| {
            node.marks.has(mark) && house != self.waived(node, statement)
        };
        let voice = self.registry.voice_house(node);
        if applies(Marks::DOUBTFUL, self.registry.publisher_house(node)) {
            Some(Doubtful::Publisher)
        } else if applies(Marks::DOUBTFUL_VOICE, voice) {
            voice.map(Doubtful::Voice)
        } else {
            None
        }
    }
}

impl ResolvedRow<'_> {
    /// Whether it is established. The caller checks that it is eligible. `firm` tells whether all that a node rests on is.
    pub(super) fn is_established(
        &self,
        resolved: &ResolvedClaim<'_>,
        role: RowRole,
        firm: impl Fn(u32) -> bool,
    ) -> bool {
        let node = resolved.node(self.source);
        let root = self.is_statement() && node.marks.has(Marks::ROOT);
        matches!(self.evidence.credibility, None | Some(1 | 2))
            && !self.has_doubtful_voice(resolved)
            && !self.has_stake(resolved, role)
            && !resolved.is_doubtful(node, self.voice.is_some())
            && if root {
                resolved.is_firm_root(self.source, role, true)
            } else {
                self.starts().iter().all(|start| firm(*start))
            }
    }

    /// Whether its own voice is rated D.
    pub(super) fn has_doubtful_voice(&self, resolved: &ResolvedClaim<'_>) -> bool {
        let rating = |voice| resolved.registry.houses.reliability(voice);
        self.voice.and_then(rating) == Some(Reliability::D)
    }

    /// Whether its own voice has a stake.
    pub(super) fn has_stake(&self, resolved: &ResolvedClaim<'_>, role: RowRole) -> bool {
        self.voice
            .is_some_and(|voice| resolved.is_stake(resolved.house(voice), role))
    }
}
