//! The rules that turn counts into a status, as they stand in the book's documentation.

use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;

/// What the status follows from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) checkable: bool,
    pub(super) needs: u32,
    pub(super) support: SideFacts,
    pub(super) refute: SideFacts,
    /// An eligible row denies or disputes, or a counter-claim counts.
    pub(super) denied: bool,
}

/// One side of the facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideFacts {
    pub(super) possible: u32,
    pub(super) established: u32,
    /// An eligible row of the side is not interested.
    pub(super) disinterested: bool,
    /// An established one is not.
    pub(super) firmly_disinterested: bool,
}

impl Facts {
    /// The derived status: the first line that holds.
    pub(super) fn derived(&self) -> Derived {
        let (support, refute) = (&self.support, &self.refute);
        if !self.checkable {
            Derived::NotCheckable
        } else if self.is_enough(support, refute) && support.firmly_disinterested {
            Derived::Corroborated
        } else if self.is_enough(refute, support) && refute.firmly_disinterested {
            Derived::Refuted
        } else if support.possible >= 1 && (refute.possible >= 1 || self.denied) {
            Derived::Contested
        } else if refute.possible >= 1 && refute.disinterested {
            Derived::Doubtful
        } else if refute.possible >= 1 || self.denied {
            Derived::Contested
        } else {
            match support.possible {
                0 => Derived::Unverified,
                1 => Derived::SingleSource,
                _ => Derived::MultiReport,
            }
        }
    }

    /// Whether something stands against a firm status.
    pub(super) fn opposed(&self, derived: Derived) -> bool {
        match derived {
            Derived::Corroborated => self.refute.possible >= 1 || self.denied,
            Derived::Refuted => self.support.possible >= 1,
            _ => false,
        }
    }

    /// Whether there are enough established supporters, and every one is interested.
    pub(super) fn all_interested(&self) -> bool {
        self.is_enough(&self.support, &self.refute) && !self.support.firmly_disinterested
    }

    /// Whether a side has as many established origins as the claim needs, and the other none.
    fn is_enough(&self, side: &SideFacts, other: &SideFacts) -> bool {
        side.established >= self.needs && other.established == 0
    }
}

/// Which ruling and derived status contradict each other; `true` where only unless the derived one is `opposed`.
const DIFFER: &[(RulingStatus, Derived, bool)] = &[
    (RulingStatus::Confirmed, Derived::Refuted, false),
    (RulingStatus::Confirmed, Derived::Doubtful, false),
    (RulingStatus::Confirmed, Derived::Contested, false),
    (RulingStatus::Confirmed, Derived::Unverified, false),
    (RulingStatus::Refuted, Derived::Corroborated, false),
    (RulingStatus::Refuted, Derived::MultiReport, false),
    (RulingStatus::Refuted, Derived::SingleSource, false),
    (RulingStatus::Contested, Derived::Corroborated, true),
    (RulingStatus::Contested, Derived::Refuted, true),
    (RulingStatus::Unverifiable, Derived::Corroborated, false),
    (RulingStatus::Unverifiable, Derived::Refuted, false),
];

/// Whether a standing ruling and the derived status contradict each other.
pub(super) fn differ(ruling: RulingStatus, derived: Derived, opposed: bool) -> bool {
    DIFFER.iter().any(|(ruled, given, unless)| {
        (*ruled, *given) == (ruling, derived) && !(*unless && opposed)
    })
}
