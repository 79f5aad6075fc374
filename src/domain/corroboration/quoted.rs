//! The house that a claim quotes, or whose position or act it is, and the rows that are its saying itself.
//!
//! The section "Said, held or done" of `docs/corroboration.md` has the rules.

use crate::domain::corroboration::Case;
use crate::domain::corroboration::explanation::NotSaying;
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::source_node::Marks;
use crate::domain::evidence::Stance;
use crate::domain::party::PartyKind;
use crate::domain::source::SourceKind;

/// The house that is quoted, or whose position or act it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedHouse {
    /// The house.
    pub house: HouseName,
    /// Whether it also speaks the claim. Then every row of the claim answers both questions.
    pub speaks: bool,
}

impl QuotedHouse {
    /// The house that a claim quotes; `None` if the claim is judged like an event.
    #[must_use]
    pub fn of(registry: &Registry, case: &Case<'_>) -> Option<Self> {
        case.claim.kind.filter(|kind| kind.looks_at_quoted())?;
        let resolved = ResolvedClaim::new(registry, case, &[]);
        Some(Self {
            house: resolved.quoted_house()?,
            speaks: resolved.speaks_for_itself(),
        })
    }
}

impl ResolvedClaim<'_> {
    /// Whether a row is the saying itself, or the act itself.
    pub(super) fn is_saying(&self, row: &ResolvedRow<'_>) -> bool {
        self.saying(row) == Some(Ok(()))
    }

    /// Whether a row is the saying itself, or why not. `None` if it does not support the claim, or the quoted house does not
    /// publish its source.
    pub(super) fn saying(&self, row: &ResolvedRow<'_>) -> Option<Result<(), NotSaying>> {
        let quoted = self.quoted?;
        let node = self.node(row.source);
        if row.evidence.stance != Stance::Supports
            || self.registry.publisher_house(node) != Some(quoted.house)
        {
            return None;
        }
        let houses = &self.registry.houses;
        let part = matches!(
            houses.kind(node.publisher),
            Some(PartyKind::Outlet | PartyKind::Agency)
        );
        let other_voice = self
            .registry
            .voice_house(node)
            .is_some_and(|voice| voice != quoted.house);
        let root = node.marks.has(Marks::ROOT) && !node.marks.has(Marks::CIRCLE);
        Some(if part && node.publisher != quoted.whom {
            Err(NotSaying::Outlet)
        } else if !row.evidence.via.is_empty() || !root {
            Err(NotSaying::Copy)
        } else if row.voice.is_some() || other_voice {
            Err(NotSaying::OtherVoice)
        } else if quoted.act && node.kind != Some(SourceKind::Document) {
            Err(NotSaying::NotDocument)
        } else {
            Ok(())
        })
    }
}
