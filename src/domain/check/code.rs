//! The codes of findings, each of which is documented under it and may be set to another level.

use crate::domain::words::words;

words! {
    /// What was found, in the order in which it is documented.
    Code {
        /// An id is defined more than once.
        DuplicateId = "duplicate-id",
        /// A source is named that the book does not define.
        UnknownSource = "unknown-source",
        /// A party is named that the book does not define.
        UnknownParty = "unknown-party",
        /// A claim is named that the book does not hold.
        UnknownClaim = "unknown-claim",
        /// No source says anything of a claim.
        UnsourcedClaim = "unsourced-claim",
        /// A claim is ruled confirmed on fewer independent origins than it needs.
        OneOrigin = "one-origin",
        /// Sources name one another as their origin.
        CircularSourcing = "circular-sourcing",
        /// An evidence row is the article under check, or copies it.
        RepeatsTheArticle = "repeats-the-article",
        /// One origin lies under both sides of a claim.
        SelfConflict = "self-conflict",
        /// All that supports a claim has a stake in it.
        AllInterested = "all-interested",
        /// A ruling rests on a source that was retracted since.
        RetractedSource = "retracted-source",
        /// Two sources have one address.
        DuplicateSource = "duplicate-source",
        /// Two sources read as if one of them were a copy.
        PossibleWireCopy = "possible-wire-copy",
        /// Reliability and credibility seem to be rated as one.
        DiagonalRatings = "diagonal-ratings",
        /// The ruling and the evidence contradict each other.
        RulingDiffers = "ruling-differs",
        /// Evidence was added after the ruling.
        Reopened = "reopened",
        /// A ruling was changed without anything new.
        RulingWithoutNews = "ruling-without-news",
        /// A claim is due to be looked at again.
        Stale = "stale",
        /// An accused party was not asked and does not answer.
        UnansweredAccusation = "unanswered-accusation",
        /// An answer is overdue.
        ReplyOverdue = "reply-overdue",
        /// A claim is ruled contested, and only one side is on file.
        OneSidedContest = "one-sided-contest",
        /// The speaker brought no evidence, and nobody searched for any.
        UnsearchedAbsence = "unsearched-absence",
        /// The article pins the claim on somebody, the claim on nobody.
        AttributionWithoutSpeaker = "attribution-without-speaker",
        /// A claim of unnamed people is ruled confirmed.
        VagueAttribution = "vague-attribution",
        /// The wording of a claim passes judgement on it.
        StatusInText = "status-in-text",
        /// The claim and the article's words have different figures.
        FigureMismatch = "figure-mismatch",
        /// Two dates cannot both be right.
        DateOrder = "date-order",
        /// An address is not one of the web.
        InvalidAddress = "invalid-address",
        /// A kept copy is not where the book says.
        FileMissing = "file-missing",
        /// A kept copy could not be looked into.
        CopyUnreadable = "copy-unreadable",
        /// A kept copy is not what it was.
        DigestDiffers = "digest-differs",
        /// The article's local copy does not have the words.
        QuoteNotFound = "quote-not-found",
        /// No copy of a web source is kept.
        ArchiveMissing = "archive-missing",
        /// Words that are published name what is confidential.
        ConfidentialExposed = "confidential-exposed",
        /// No finding has the code.
        UnknownCode = "unknown-code",
        /// An exception excepts nothing.
        UnusedAllow = "unused-allow",
    }
}
