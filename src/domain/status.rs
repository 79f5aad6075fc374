//! Statuses: derived from the evidence, and shown to readers.

use crate::domain::ruling::RulingStatus;
use crate::domain::words::words;

words! {
    /// The status that the evidence alone gives, by the rules of corroboration. It never says "true" or "false".
    Derived {
        /// Nothing eligible supports it and nothing is against it.
        Unverified = "unverified",
        /// One independent origin supports it.
        SingleSource = "single-source",
        /// Several independent origins support it, but too few of them are established.
        MultiReport = "multi-report",
        /// Enough established independent origins support it.
        Corroborated = "corroborated",
        /// There is evidence for and against it, or somebody denies it.
        Contested = "contested",
        /// All evidence is against it, but too little to refute it.
        Doubtful = "doubtful",
        /// Enough established independent origins refute it.
        Refuted = "refuted",
        /// An opinion or a prediction.
        NotCheckable = "not-checkable",
    }
}

impl Derived {
    /// How firmly the evidence speaks for the claim, from 0.
    #[must_use]
    pub fn firmness(self) -> u8 {
        match self {
            Self::Corroborated => 3,
            Self::MultiReport => 2,
            Self::SingleSource | Self::Contested => 1,
            Self::Unverified | Self::Doubtful | Self::Refuted | Self::NotCheckable => 0,
        }
    }
}

words! {
    /// The status that readers see: the newest ruling's, or the derived one if there is no ruling or it is `open`.
    Status {
        /// Derived: nothing eligible supports it and nothing is against it.
        Unverified = "unverified",
        /// Derived: one independent origin.
        SingleSource = "single-source",
        /// Derived: several independent origins, too few of them established.
        MultiReport = "multi-report",
        /// Derived: enough established independent origins.
        Corroborated = "corroborated",
        /// Ruled: it is so.
        Confirmed = "confirmed",
        /// Derived or ruled: it is disputed.
        Contested = "contested",
        /// Derived: all evidence is against it, too little to refute it.
        Doubtful = "doubtful",
        /// Ruled: its wording gives a wrong picture.
        Misleading = "misleading",
        /// Derived or ruled: it is not so.
        Refuted = "refuted",
        /// Ruled: it was so, but is not any more.
        Outdated = "outdated",
        /// Ruled: nobody can check it with what is available.
        Unverifiable = "unverifiable",
        /// Ruled: the speaker took it back.
        Withdrawn = "withdrawn",
        /// Derived: an opinion or a prediction.
        NotCheckable = "not-checkable",
    }
}

impl Status {
    /// The status that readers see, given the derived status and the newest ruling.
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
    /// What contests a claim whose derived status is `contested`.
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
    /// Whether the speaker said it, by the evidence about the attribution.
    AttributionStatus {
        /// No eligible row is about it.
        Unchecked = "unchecked",
        /// It is reported that they said it.
        Reported = "reported",
        /// The speaker's own house says so, or somebody's own reporting, or two independent sources.
        Confirmed = "confirmed",
        /// Somebody denies or disputes that they said it.
        Disputed = "disputed",
        /// All evidence says that they did not say it.
        Misattributed = "misattributed",
    }
}

words! {
    /// A warning beside the status.
    Flag {
        /// The derived status is firm, and something is against it.
        Opposed = "opposed",
        /// A source says "true, but".
        Qualified = "qualified",
        /// Striking one source would weaken the status.
        Fragile = "fragile",
        /// Sources that cite one another in a circle are among its roots.
        Circular = "circular",
        /// One root lies under both sides.
        SelfConflict = "self-conflict",
        /// It has enough established origins, but all of them are interested.
        AllInterested = "all-interested",
        /// Evidence was added after the newest ruling.
        Reopen = "reopen",
        /// The claim's text changed after the newest ruling.
        Reworded = "reworded",
        /// The ruling and the derived status contradict each other.
        RulingDiffers = "ruling-differs",
        /// The program proposed it and nobody has read it yet.
        Draft = "draft",
        /// Its `recheck_by` is past.
        Stale = "stale",
    }
}

/// A set of flags, as bits. It iterates in the order of [`Flag::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// No flag.
    pub const NONE: Self = Self(0);

    /// Adds a flag.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= Self::bit(flag);
    }

    /// Adds a flag if it applies.
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

    /// Whether the set is empty.
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

    /// The bit of a flag: its position in [`Flag::ALL`].
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
    use super::{Derived, Flag, Flags, Status};
    use crate::domain::ruling::RulingStatus;
    use std::collections::BTreeSet;

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

    #[test]
    fn a_flag_is_added_only_if_it_applies_and_stays_once_added() {
        let mut flags = Flags::NONE;
        flags.set(Flag::Fragile, false);
        assert!(flags.is_empty() && !flags.contains(Flag::Fragile));
        flags.set(Flag::Fragile, true);
        flags.set(Flag::Fragile, false);
        assert!(flags.contains(Flag::Fragile) && !flags.is_empty());
    }

    #[test]
    fn each_flag_has_a_bit_of_its_own() {
        for flag in Flag::ALL {
            let flags: Flags = [*flag].into_iter().collect();
            assert_eq!(flags.iter().collect::<Vec<_>>(), [*flag]);
        }
    }

    #[test]
    fn a_word_is_parsed_only_as_it_is_spelled() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.as_str()), Some(*status));
        }
        for other in [
            "",
            "Unverified",
            " unverified",
            "not checkable",
            "single_source",
        ] {
            assert_eq!(Status::parse(other), None, "{other}");
        }
    }

    #[test]
    fn no_two_values_share_a_word_and_the_lists_agree() {
        let words: BTreeSet<&str> = Status::WORDS.iter().copied().collect();
        assert_eq!(words.len(), Status::ALL.len());
        let spelled: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        assert_eq!(spelled, Status::WORDS);
    }

    #[test]
    fn a_word_pads_as_text_does() {
        assert_eq!(
            format!("{:>10}|{:<9}|", Flag::Reopen, Flag::Stale),
            "    reopen|stale    |"
        );
    }
}
