//! What was found, with what words about it need to know.

use crate::domain::check::code::Code;
use crate::domain::corroboration::HouseName;
use crate::domain::date::Date;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Derived;

/// Two dates that cannot both be right: the first comes too early, or the second too late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disorder {
    /// An evidence row was added before its source was published.
    AddedBeforePublished,
    /// A ruling was passed before any source that it rests on was published.
    RuledBeforePublished,
    /// A ruling was passed before the article was published.
    RuledBeforeArticle,
    /// The article was published before the claim in it was said.
    ArticleBeforeSaid,
    /// A source was read before it was published.
    ReadBeforePublished,
    /// An answer was due before it was asked for.
    DueBeforeAsked,
}

/// Why a claim is to be looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staleness {
    /// The date set for it is past.
    Due(Date),
    /// Nothing has happened since that date, for longer than so many days.
    Quiet(Date, u32),
}

/// What two sources have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// Their titles.
    Title,
    /// The words quoted from them.
    Quote,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The id is defined earlier; the other subject is that definition.
    DuplicateId,
    /// A source that the book does not define.
    UnknownSource(String),
    /// A party that the book does not define, by id, name or alias.
    UnknownParty(String),
    /// A claim that the book does not hold.
    UnknownClaim(String),
    /// No evidence row.
    UnsourcedClaim,
    /// Ruled confirmed on so many independent origins, of so many needed.
    OneOrigin(u32, u8),
    /// The sources of the circle.
    CircularSourcing(Vec<String>),
    /// The row's source is the article (`false`), or leads to nothing else (`true`).
    RepeatsTheArticle(bool),
    /// The origin under both sides.
    SelfConflict(String),
    /// The houses by which the supporters are interested.
    AllInterested(Vec<HouseName>),
    /// The source, and when it was retracted.
    RetractedSource(String, Date),
    /// The address.
    DuplicateSource(String),
    /// Two sources, and what they have in common.
    PossibleWireCopy(String, String, Alike),
    /// So many ratings, all on the diagonal.
    DiagonalRatings(usize),
    /// The ruling and the derived status.
    RulingDiffers(RulingStatus, Derived),
    /// When the evidence was added, and when the ruling was passed.
    Reopened(Date, Date),
    /// The statuses before and after.
    RulingWithoutNews(RulingStatus, RulingStatus),
    /// Why it is to be looked at again.
    Stale(Staleness),
    /// The accused party.
    UnansweredAccusation(String),
    /// The party asked, and when the answer was due.
    ReplyOverdue(String, Date),
    /// Nothing is on file for it (`false`), or against it (`true`).
    OneSidedContest(bool),
    /// No search.
    UnsearchedAbsence,
    /// The article's words.
    AttributionWithoutSpeaker(String),
    /// The vague word.
    VagueAttribution(String),
    /// The judging words.
    StatusInText(String),
    /// The quote's figure that the text does not have, and the text's that the quote does not have.
    FigureMismatch(String, String),
    /// Which dates, the earlier one first.
    DateOrder(Disorder, Date, Date),
    /// The address.
    InvalidAddress(String),
    /// The path; `true` where it leads out of the book.
    FileMissing(String, bool),
    /// The path, and why.
    CopyUnreadable(String, String),
    /// The digest that the file has.
    DigestDiffers(String),
    /// The part of the quote that was not found.
    QuoteNotFound(String),
    /// The address.
    ArchiveMissing(String),
    /// The confidential party or source, by id.
    ConfidentialExposed(String),
    /// No diagnostic that can be excepted has this code.
    UnknownCode(String),
    /// An exception for a code that finds nothing here.
    UnusedAllow(String),
}

impl Fact {
    /// The code under which it is documented.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::DuplicateId => Code::DuplicateId,
            Self::UnknownSource(_) => Code::UnknownSource,
            Self::UnknownParty(_) => Code::UnknownParty,
            Self::UnknownClaim(_) => Code::UnknownClaim,
            Self::UnsourcedClaim => Code::UnsourcedClaim,
            Self::OneOrigin(..) => Code::OneOrigin,
            Self::CircularSourcing(_) => Code::CircularSourcing,
            Self::RepeatsTheArticle(_) => Code::RepeatsTheArticle,
            Self::SelfConflict(_) => Code::SelfConflict,
            Self::AllInterested(_) => Code::AllInterested,
            Self::RetractedSource(..) => Code::RetractedSource,
            Self::DuplicateSource(_) => Code::DuplicateSource,
            Self::PossibleWireCopy(..) => Code::PossibleWireCopy,
            Self::DiagonalRatings(_) => Code::DiagonalRatings,
            Self::RulingDiffers(..) => Code::RulingDiffers,
            Self::Reopened(..) => Code::Reopened,
            Self::RulingWithoutNews(..) => Code::RulingWithoutNews,
            Self::Stale(_) => Code::Stale,
            Self::UnansweredAccusation(_) => Code::UnansweredAccusation,
            Self::ReplyOverdue(..) => Code::ReplyOverdue,
            Self::OneSidedContest(_) => Code::OneSidedContest,
            Self::UnsearchedAbsence => Code::UnsearchedAbsence,
            Self::AttributionWithoutSpeaker(_) => Code::AttributionWithoutSpeaker,
            Self::VagueAttribution(_) => Code::VagueAttribution,
            Self::StatusInText(_) => Code::StatusInText,
            Self::FigureMismatch(..) => Code::FigureMismatch,
            Self::DateOrder(..) => Code::DateOrder,
            Self::InvalidAddress(_) => Code::InvalidAddress,
            Self::FileMissing(..) => Code::FileMissing,
            Self::CopyUnreadable(..) => Code::CopyUnreadable,
            Self::DigestDiffers(_) => Code::DigestDiffers,
            Self::QuoteNotFound(_) => Code::QuoteNotFound,
            Self::ArchiveMissing(_) => Code::ArchiveMissing,
            Self::ConfidentialExposed(_) => Code::ConfidentialExposed,
            Self::UnknownCode(_) => Code::UnknownCode,
            Self::UnusedAllow(_) => Code::UnusedAllow,
        }
    }
}
