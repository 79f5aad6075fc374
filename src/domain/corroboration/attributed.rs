//! Which rule gave the status of an attribution.

use crate::domain::status::AttributionStatus;

/// Which rule gave the status of an attribution. The numbers are rows, as indices into the claim's evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attributed {
    /// No row is about it.
    NoRow,
    /// Rows are about it, but they are left out or only qualify or give context.
    NothingCounts,
    /// This row refutes it, and none supports it.
    OnlyRefuted(usize),
    /// This row denies or disputes it.
    Denied(usize),
    /// One row supports it and one refutes it.
    BothSides(usize, usize),
    /// This row is published by the speaker's house.
    BySpeaker(usize),
    /// This row is own reporting.
    OwnReporting(usize),
    /// These two rows are independent.
    Independent(usize, usize),
    /// This row supports it, and nothing confirms it.
    Reported(usize),
}

impl Attributed {
    /// The status that the rule gives.
    #[must_use]
    pub fn status(self) -> AttributionStatus {
        match self {
            Self::NoRow | Self::NothingCounts => AttributionStatus::Unchecked,
            Self::OnlyRefuted(_) => AttributionStatus::Misattributed,
            Self::Denied(_) | Self::BothSides(..) => AttributionStatus::Disputed,
            Self::BySpeaker(_) | Self::OwnReporting(_) | Self::Independent(..) => {
                AttributionStatus::Confirmed
            }
            Self::Reported(_) => AttributionStatus::Reported,
        }
    }
}
