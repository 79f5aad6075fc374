//! Why a claim needs a person: the one list of matters that the start screen, the report and `check` share.

use crate::domain::words::words;

words! {
    /// Why a claim needs a person, the most pressing first.
    Matter {
        /// The answer of somebody who was asked is overdue.
        ReplyOverdue = "reply-overdue",
        /// New evidence, a changed wording or evidence against it calls its ruling into question.
        Reopened = "reopened",
        /// It is contested, and nobody has ruled.
        Contested = "contested",
        /// It accuses somebody who was not heard.
        Unheard = "unheard",
        /// It is ruled confirmed or refuted on one origin or none.
        OneOrigin = "one-origin",
        /// Its day to be checked again is past.
        Stale = "stale",
        /// It can be checked, and has no evidence.
        NoEvidence = "no-evidence",
    }
}
