//! The rules that turn counts into a status: the table "The status" of `docs/corroboration.md`.

use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;

/// Everything that the derived status depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    /// It is not an opinion or a prediction.
    pub(super) checkable: bool,
    /// How many independent origins it needs: k in the documentation.
    pub(super) needs: u32,
    pub(super) support: SideFacts,
    pub(super) refute: SideFacts,
    /// An eligible row denies or disputes, or a counter-claim counts.
    pub(super) denied: bool,
}

/// One side of the facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideFacts {
    /// The possible count: S or F in the documentation.
    pub(super) possible: u32,
    /// The established count: Se or Fe in the documentation.
    pub(super) established: u32,
    /// An eligible row of the side is not interested.
    pub(super) disinterested: bool,
    /// An established row of the side is not interested.
    pub(super) firmly_disinterested: bool,
}

impl Facts {
    /// The derived status: the first rule that holds.
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

    /// Whether there is anything against a firm status: flag `opposed`.
    pub(super) fn opposed(&self, derived: Derived) -> bool {
        match derived {
            Derived::Corroborated => self.refute.possible >= 1 || self.denied,
            Derived::Refuted => self.support.possible >= 1,
            _ => false,
        }
    }

    /// Whether it can be checked, and there are enough established supporters and all are interested: flag `all-interested`.
    pub(super) fn all_interested(&self) -> bool {
        self.checkable
            && self.is_enough(&self.support, &self.refute)
            && !self.support.firmly_disinterested
    }

    /// Whether a side has as many established origins as the claim needs, and the other side has none.
    fn is_enough(&self, side: &SideFacts, other: &SideFacts) -> bool {
        side.established >= self.needs && other.established == 0
    }
}

/// The pairs of ruling and derived status that contradict each other. `true`: not if the derived status is `opposed`.
const DIFFER: &[(RulingStatus, Derived, bool)] = &[
    (RulingStatus::Confirmed, Derived::Refuted, false),
    (RulingStatus::Confirmed, Derived::Doubtful, false),
    (RulingStatus::Confirmed, Derived::Contested, false),
    (RulingStatus::Confirmed, Derived::Unverified, false),
    (RulingStatus::Refuted, Derived::Corroborated, false),
    (RulingStatus::Refuted, Derived::MultiReport, false),
    (RulingStatus::Refuted, Derived::SingleSource, false),
    (RulingStatus::Refuted, Derived::Contested, false),
    (RulingStatus::Refuted, Derived::Unverified, false),
    (RulingStatus::Contested, Derived::Corroborated, true),
    (RulingStatus::Contested, Derived::Refuted, true),
    (RulingStatus::Unverifiable, Derived::Corroborated, false),
    (RulingStatus::Unverifiable, Derived::Refuted, false),
];

/// Whether the newest ruling and the derived status contradict each other: flag `ruling-differs`.
pub(super) fn differ(ruling: RulingStatus, derived: Derived, opposed: bool) -> bool {
    DIFFER.iter().any(|(ruled, given, unless)| {
        (*ruled, *given) == (ruling, derived) && !(*unless && opposed)
    })
}

#[cfg(test)]
mod tests {
    use super::{Facts, SideFacts, differ};
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::Derived;

    fn side(possible: u32, established: u32) -> SideFacts {
        SideFacts {
            possible,
            established,
            disinterested: possible > 0,
            firmly_disinterested: established > 0,
        }
    }

    /// S, Se, F, Fe and D, with nobody interested and k = 2.
    fn facts(s: u32, se: u32, f: u32, fe: u32, denied: bool) -> Facts {
        Facts {
            checkable: true,
            needs: 2,
            support: side(s, se),
            refute: side(f, fe),
            denied,
        }
    }

    #[test]
    fn each_line_of_the_table_gives_its_status() {
        for (facts, status) in [
            (facts(2, 2, 0, 0, false), Derived::Corroborated),
            (facts(3, 2, 0, 0, true), Derived::Corroborated),
            (facts(2, 2, 1, 0, false), Derived::Corroborated),
            (facts(0, 0, 2, 2, false), Derived::Refuted),
            (facts(1, 0, 2, 2, true), Derived::Refuted),
            (facts(2, 2, 1, 1, false), Derived::Contested),
            (facts(1, 1, 2, 2, false), Derived::Contested),
            (facts(1, 1, 0, 0, true), Derived::Contested),
            (facts(0, 0, 1, 1, false), Derived::Doubtful),
            (facts(0, 0, 1, 0, true), Derived::Doubtful),
            (facts(0, 0, 0, 0, true), Derived::Contested),
            (facts(0, 0, 0, 0, false), Derived::Unverified),
            (facts(1, 1, 0, 0, false), Derived::SingleSource),
            (facts(2, 1, 0, 0, false), Derived::MultiReport),
            (facts(9, 0, 0, 0, false), Derived::MultiReport),
        ] {
            assert_eq!(facts.derived(), status, "{facts:?}");
        }
    }

    #[test]
    fn what_cannot_be_checked_has_no_other_status() {
        let opinion = Facts {
            checkable: false,
            ..facts(2, 2, 0, 0, false)
        };
        assert_eq!(opinion.derived(), Derived::NotCheckable);
    }

    #[test]
    fn a_firm_status_needs_one_established_row_that_is_not_interested() {
        let mut interested = facts(2, 2, 0, 0, false);
        interested.support.firmly_disinterested = false;
        assert_eq!(interested.derived(), Derived::MultiReport);
        assert!(interested.all_interested());
        let mut interested = facts(0, 0, 2, 2, false);
        interested.refute.firmly_disinterested = false;
        assert_eq!(interested.derived(), Derived::Doubtful);
        interested.refute.disinterested = false;
        assert_eq!(interested.derived(), Derived::Contested);
    }

    #[test]
    fn all_are_interested_only_where_there_would_be_enough() {
        let mut few = facts(1, 1, 0, 0, false);
        few.support.firmly_disinterested = false;
        assert!(!few.all_interested(), "one is not enough");
        let mut answered = facts(2, 2, 1, 1, false);
        answered.support.firmly_disinterested = false;
        assert!(
            !answered.all_interested(),
            "established evidence is against it"
        );
        assert!(
            !facts(2, 2, 0, 0, false).all_interested(),
            "they are not interested"
        );
    }

    #[test]
    fn the_number_needed_is_the_one_asked_for() {
        for needs in 1..=4 {
            let derived = |established| {
                Facts {
                    needs,
                    ..facts(9, established, 0, 0, false)
                }
                .derived()
            };
            assert_eq!(derived(needs), Derived::Corroborated);
            assert_eq!(derived(needs - 1), Derived::MultiReport);
        }
    }

    #[test]
    fn only_a_firm_status_is_opposed_and_a_denial_opposes_no_refutation() {
        assert!(facts(2, 2, 1, 0, false).opposed(Derived::Corroborated));
        assert!(facts(2, 2, 0, 0, true).opposed(Derived::Corroborated));
        assert!(!facts(2, 2, 0, 0, false).opposed(Derived::Corroborated));
        assert!(facts(1, 0, 2, 2, false).opposed(Derived::Refuted));
        assert!(!facts(0, 0, 2, 2, true).opposed(Derived::Refuted));
        assert!(!facts(1, 1, 1, 1, true).opposed(Derived::Contested));
    }

    #[test]
    fn a_ruling_differs_from_these_derived_statuses_and_no_others() {
        let differing = |ruling, opposed| {
            let all = Derived::ALL.iter().copied();
            all.filter(|derived| differ(ruling, *derived, opposed))
                .collect::<Vec<_>>()
        };
        for opposed in [false, true] {
            assert_eq!(
                differing(RulingStatus::Confirmed, opposed),
                [
                    Derived::Unverified,
                    Derived::Contested,
                    Derived::Doubtful,
                    Derived::Refuted
                ]
            );
            assert_eq!(
                differing(RulingStatus::Refuted, opposed),
                [
                    Derived::Unverified,
                    Derived::SingleSource,
                    Derived::MultiReport,
                    Derived::Corroborated,
                    Derived::Contested
                ]
            );
            assert_eq!(
                differing(RulingStatus::Unverifiable, opposed),
                [Derived::Corroborated, Derived::Refuted]
            );
            for silent in [
                RulingStatus::Misleading,
                RulingStatus::Outdated,
                RulingStatus::Withdrawn,
                RulingStatus::Open,
            ] {
                assert!(differing(silent, opposed).is_empty(), "{silent}");
            }
        }
        assert_eq!(
            differing(RulingStatus::Contested, false),
            [Derived::Corroborated, Derived::Refuted]
        );
        assert!(differing(RulingStatus::Contested, true).is_empty());
    }
}
