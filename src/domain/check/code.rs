//! The codes of findings, each of which is documented under it and may be set to another level.

use crate::domain::words::words;

words! {
    /// What was found.
    Code {
        /// An id is defined more than once.
        DuplicateId = "duplicate-id",
        /// A source is named that the book does not define.
        UnknownSource = "unknown-source",
        /// A party is named that the book does not define.
        UnknownParty = "unknown-party",
        /// A claim is named that the book does not hold.
        UnknownClaim = "unknown-claim",
        /// An exception names no code.
        UnknownCode = "unknown-code",
        /// An exception excepts nothing.
        UnusedAllow = "unused-allow",
    }
}
