//! What a piece of text is to its reader. Roles become colours, weights or nothing in `render`, and only there.

use crate::domain::status::AttributionStatus;
use crate::domain::status::Derived;
use crate::domain::status::Status;

/// What a piece of text is. The word itself always says it too: a role is never the only carrier of a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Plain,
    /// The heading of a part, or of a column.
    Heading,
    /// An id, as it can be typed after a command.
    Id,
    /// A name that stands for its row, as an id would.
    Name,
    /// A command to run next.
    Command,
    /// Secondary: labels, places in files, explanations.
    Quiet,
    /// An address: never broken over two lines, so that it can be clicked and copied.
    Address,
    /// A status that stands firm: corroborated, confirmed.
    Firm,
    /// A status with work still open: unverified, single-source, multi-report.
    Open,
    /// A status with two sides: contested.
    Disputed,
    /// A status against the claim: doubtful, refuted, misleading.
    Against,
    /// A status at rest: outdated, unverifiable, withdrawn, not checkable.
    AtRest,
}

impl From<Status> for Role {
    fn from(status: Status) -> Self {
        match status {
            Status::Corroborated | Status::Confirmed => Self::Firm,
            Status::Unverified | Status::SingleSource | Status::MultiReport => Self::Open,
            Status::Contested => Self::Disputed,
            Status::Doubtful | Status::Misleading | Status::Refuted => Self::Against,
            Status::Outdated | Status::Unverifiable | Status::Withdrawn | Status::NotCheckable => {
                Self::AtRest
            }
        }
    }
}

impl From<Derived> for Role {
    fn from(derived: Derived) -> Self {
        Self::from(Status::from(derived))
    }
}

impl From<AttributionStatus> for Role {
    fn from(status: AttributionStatus) -> Self {
        match status {
            AttributionStatus::Unchecked | AttributionStatus::Reported => Self::Open,
            AttributionStatus::Confirmed => Self::Firm,
            AttributionStatus::Disputed => Self::Disputed,
            AttributionStatus::Misattributed => Self::Against,
        }
    }
}
