//! What a piece of text is to its reader. Only `render` turns roles into colours or weights.

use crate::domain::ruling::RulingStatus;
use crate::domain::status::{AttributionStatus, Derived, Status};

/// What a piece of text is. The word itself always says it too: no meaning depends on the role alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Plain,
    /// The heading of a part, or of a column.
    Heading,
    /// An id that you can type after a command.
    Id,
    /// A name that identifies its row, as an id would.
    Name,
    /// A command that you can run next.
    Command,
    /// Secondary: labels, places in files, explanations.
    Quiet,
    /// An address. A format never breaks it over two lines, so that you can click and copy it.
    Address,
    /// A firm status: corroborated, confirmed.
    Firm,
    /// A status with work still open: unverified, single-source, multi-report.
    Open,
    /// A status with two sides: contested.
    Disputed,
    /// A status against the claim: doubtful, refuted, misleading.
    Against,
    /// A closed status: outdated, unverifiable, withdrawn, not checkable.
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

impl From<RulingStatus> for Role {
    fn from(ruling: RulingStatus) -> Self {
        match ruling {
            RulingStatus::Confirmed => Self::Firm,
            RulingStatus::Open => Self::Open,
            RulingStatus::Contested => Self::Disputed,
            RulingStatus::Refuted | RulingStatus::Misleading => Self::Against,
            RulingStatus::Outdated | RulingStatus::Unverifiable | RulingStatus::Withdrawn => {
                Self::AtRest
            }
        }
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
