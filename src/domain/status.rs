//! Statuses: what the evidence gives, what a person ruled, and the one that is shown.

use crate::domain::ruling::RulingStatus;
use crate::domain::words::words;

words! {
    /// What the evidence alone gives, by the rules of corroboration. "True" and "false" are never derived.
    Derived {
        /// Nothing eligible supports it and nothing stands against it.
        Unverified = "unverified",
        /// One independent origin supports it.
        SingleSource = "single-source",
        /// Several do, but fewer of them are established than it needs.
        MultiReport = "multi-report",
        /// As many established independent origins support it as it needs.
        Corroborated = "corroborated",
        /// Something stands for it and something against, or somebody denies it.
        Contested = "contested",
        /// Only evidence against it, and less of it than a refutation needs.
        Doubtful = "doubtful",
        /// As many established independent origins refute it as it needs.
        Refuted = "refuted",
        /// An opinion or a prediction.
        NotCheckable = "not-checkable",
    }
}

words! {
    /// The status shown: the newest ruling's, unless that is `open`, else the derived one.
    Status {
        /// Derived: nothing eligible bears on it.
        Unverified = "unverified",
        /// Derived: one independent origin.
        SingleSource = "single-source",
        /// Derived: several, too few of them established.
        MultiReport = "multi-report",
        /// Derived: enough established independent origins.
        Corroborated = "corroborated",
        /// Ruled: it is so.
        Confirmed = "confirmed",
        /// Derived or ruled: it stands disputed.
        Contested = "contested",
        /// Derived: only evidence against it, too little to refute.
        Doubtful = "doubtful",
        /// Ruled: its words give a wrong picture.
        Misleading = "misleading",
        /// Derived or ruled: it is not so.
        Refuted = "refuted",
        /// Ruled: it was so, and no longer is.
        Outdated = "outdated",
        /// Ruled: it cannot be checked with what can be had.
        Unverifiable = "unverifiable",
        /// Ruled: whoever made it took it back.
        Withdrawn = "withdrawn",
        /// Derived: an opinion or a prediction.
        NotCheckable = "not-checkable",
    }
}

impl Status {
    /// The status shown for a derived status and the ruling that stands.
    #[must_use]
    pub fn shown(derived: Derived, ruling: Option<RulingStatus>) -> Self {
        match ruling {
            Some(RulingStatus::Confirmed) => Self::Confirmed,
            Some(RulingStatus::Refuted) => Self::Refuted,
            Some(RulingStatus::Contested) => Self::Contested,
            Some(RulingStatus::Misleading) => Self::Misleading,
            Some(RulingStatus::Outdated) => Self::Outdated,
            Some(RulingStatus::Unverifiable) => Self::Unverifiable,
            Some(RulingStatus::Withdrawn) => Self::Withdrawn,
            Some(RulingStatus::Open) | None => Self::from(derived),
        }
    }
}

impl From<Derived> for Status {
    fn from(derived: Derived) -> Self {
        match derived {
            Derived::Unverified => Self::Unverified,
            Derived::SingleSource => Self::SingleSource,
            Derived::MultiReport => Self::MultiReport,
            Derived::Corroborated => Self::Corroborated,
            Derived::Contested => Self::Contested,
            Derived::Doubtful => Self::Doubtful,
            Derived::Refuted => Self::Refuted,
            Derived::NotCheckable => Self::NotCheckable,
        }
    }
}

words! {
    /// By what a claim is contested; only where the derived status is `contested`.
    ContestedBy {
        /// Evidence on both sides.
        Evidence = "evidence",
        /// Somebody's word, or another party's claim, against it.
        Denial = "denial",
        /// Another reading of the same facts.
        Interpretation = "interpretation",
    }
}

words! {
    /// Whether the speaker said it, as the evidence about the attribution gives it.
    AttributionStatus {
        /// No evidence row is about it.
        Unchecked = "unchecked",
        /// It is reported that they said it.
        Reported = "reported",
        /// It comes from the speaker's own house, from somebody's own reporting, or from two independent sources.
        Confirmed = "confirmed",
        /// Somebody denies or disputes that they said it.
        Disputed = "disputed",
        /// Only evidence that they did not say it.
        Misattributed = "misattributed",
    }
}

words! {
    /// What a reader should know beside the status.
    Flag {
        /// The derived status is firm, and something stands against it.
        Opposed = "opposed",
        /// A source says "true, but".
        Qualified = "qualified",
        /// Striking one source would weaken the status.
        Fragile = "fragile",
        /// A circle of sources citing one another is among its roots.
        Circular = "circular",
        /// One root lies under both sides.
        SelfConflict = "self-conflict",
        /// Enough origins, but all of them have a stake.
        AllInterested = "all-interested",
        /// Evidence was added after the newest ruling.
        Reopen = "reopen",
        /// The ruling and the derived status contradict each other.
        RulingDiffers = "ruling-differs",
        /// The date by which it should be looked at again is past.
        Stale = "stale",
    }
}

/// A set of flags; iterated, and so listed, in the order of [`Flag::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);

    /// Adds a flag.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= Self::bit(flag);
    }

    /// Adds a flag where it applies.
    pub fn set(&mut self, flag: Flag, applies: bool) {
        if applies {
            self.insert(flag);
        }
    }

    /// Whether the flag is in the set.
    #[must_use]
    pub fn contains(self, flag: Flag) -> bool {
        self.0 & Self::bit(flag) != 0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags, in the order of [`Flag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL
            .iter()
            .copied()
            .filter(move |flag| self.contains(*flag))
    }

    /// The bit that stands for a flag: its place in [`Flag::ALL`].
    const fn bit(flag: Flag) -> u16 {
        1 << flag as u16
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        let mut set = Self::NONE;
        for flag in flags {
            set.insert(flag);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::Derived;
    use super::Flag;
    use super::Flags;
    use super::Status;
    use crate::domain::ruling::RulingStatus;

    #[test]
    fn a_ruling_is_shown_before_the_derived_status_unless_it_is_open() {
        assert_eq!(
            Status::shown(Derived::SingleSource, Some(RulingStatus::Misleading)),
            Status::Misleading
        );
        assert_eq!(
            Status::shown(Derived::SingleSource, Some(RulingStatus::Open)),
            Status::SingleSource
        );
        assert_eq!(
            Status::shown(Derived::SingleSource, None),
            Status::SingleSource
        );
    }

    #[test]
    fn every_derived_and_every_ruled_status_is_shown_by_its_own_word() {
        for derived in Derived::ALL {
            assert_eq!(Status::from(*derived).as_str(), derived.as_str());
        }
        for ruling in RulingStatus::ALL
            .iter()
            .filter(|ruling| **ruling != RulingStatus::Open)
        {
            assert_eq!(
                Status::shown(Derived::Unverified, Some(*ruling)).as_str(),
                ruling.as_str()
            );
        }
    }

    #[test]
    fn flags_are_listed_in_their_fixed_order_whatever_the_order_they_came_in() {
        let flags: Flags = [Flag::Stale, Flag::Opposed, Flag::Circular, Flag::Opposed]
            .into_iter()
            .collect();
        assert_eq!(
            flags.iter().collect::<Vec<_>>(),
            [Flag::Opposed, Flag::Circular, Flag::Stale]
        );
        assert!(flags.contains(Flag::Stale) && !flags.contains(Flag::Fragile));
        assert!(Flags::NONE.is_empty() && Flags::default().iter().next().is_none());
        let all: Flags = Flag::ALL.iter().copied().collect();
        assert_eq!(all.iter().count(), Flag::ALL.len());
    }
}
