//! The reasons behind an assessment, as data: every row, both witnesses, what is fragile, what would change the status.

use crate::domain::corroboration::assessment::Assessment;
use crate::domain::corroboration::attributed::Attributed;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::root::Roots;

/// An assessment with all its reasons. Rows are named by their index in the claim's evidence, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The assessment, equal to what `assess` returns.
    pub assessment: Assessment,
    /// How many established independent origins the claim needs.
    pub needs_origins: u8,
    /// Why it needs that many.
    pub needs: Needs,
    /// Which rule gave the status of the attribution; `None` if the claim names no speaker.
    pub attribution: Option<Attributed>,
    /// The house that speaks the claim; `None` for a claim without speaker and article.
    pub speaker_house: Option<HouseName>,
    /// The house that is quoted, or whose position or act it is; `None` if the claim is judged like an event.
    pub quoted_house: Option<HouseName>,
    /// Whether interest matters. It does not for the words of a house that speaks the claim itself.
    pub interest_applies: bool,
    /// One account for each row of the claim's evidence, in the same order.
    pub rows: Vec<RowAccount>,
    /// The witnesses for the claim.
    pub supports: SideWitnesses,
    /// The witnesses against the claim.
    pub refutes: SideWitnesses,
    /// The counter-claims that count, as indices into the case's list.
    pub counters: Vec<usize>,
    /// The sources (ids, sorted) any one of which, if retracted, would weaken the status: flag `fragile`.
    pub fragile_on: Vec<String>,
    /// What would change the status; the easiest step first.
    pub next_steps: Vec<NextStep>,
}

/// Why a claim needs as many origins as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The claim's `needs_origins` says so.
    Claim,
    /// One is enough, because this row is the saying itself.
    Saying(usize),
    /// The book's `needs_origins` says so. If a row from the quoted house does not make one origin enough: that row, and why.
    Policy(Option<(usize, NotSaying)>),
}

/// Why a supporting row that the quoted house publishes does not make one origin enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaying {
    /// It is the saying itself, but the claim does not write out `quoted`.
    QuotedNotWritten,
    /// It is the saying itself, but is not established.
    NotEstablished,
    /// An outlet or agency of the house publishes it, and `quoted` names another part.
    Outlet,
    /// It is copied from somebody, or cited `via` others.
    Copy,
    /// It carries the voice of another house.
    OtherVoice,
    /// It is not a document, and only a document does the act.
    NotDocument,
}

/// Whether one evidence row counts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAccount {
    /// Whether it speaks for the content. A row about the attribution does too, if one house speaks and is quoted.
    pub on_content: bool,
    /// Why it is left out; `None` if it is eligible.
    pub left_out: Option<LeftOutReason>,
    /// The roots that it rests on, sorted by the id of their first member; at most 500.
    pub roots: Roots,
    /// What it lacks itself to be established. Independent of whether it is eligible.
    pub unestablished: Vec<Unestablished>,
    /// Why it is interested; `None` if it is not.
    pub interest: Option<Interest>,
    /// The voice that the row states; `None` if it states none.
    pub voice: Option<RowVoice>,
    /// Of a supporting row: the houses whose side its source takes and that the claim accuses, sorted. Being accused is not
    /// a stake.
    pub accused: Vec<Accused>,
}

/// The voice that a row states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowVoice {
    /// Its house.
    pub house: HouseName,
    /// Whether it says something new. If not, the row is judged as if it stated no voice.
    pub is_new: bool,
}

/// A house that the claim accuses, on the side of a supporting row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accused {
    /// The house.
    pub house: HouseName,
    /// Whether it has a stake all the same, because the claim also concerns it or because it speaks the claim.
    pub gains: bool,
}

/// Why a row is left out of the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOutReason {
    /// Its source is the article under check.
    TheArticle,
    /// Its source is retracted.
    Retracted,
    /// Its source's publisher has reliability E: its own rating, or the nearest one up the `part_of` chain.
    UnreliablePublisher,
    /// The voice of this house, which its source or the row itself states, has reliability E.
    UnreliableVoice(HouseName),
    /// Its source's voice or publisher is of the speaker's house: speakers cannot corroborate themselves.
    SpeakersHouse(HouseName),
    /// The same, for a quotation, position or act of somebody of another house.
    SpeakerNotQuoted {
        /// The house that speaks the claim.
        speaker: HouseName,
        /// The house that is quoted, or that acts.
        quoted: HouseName,
    },
    /// It is the word of this house about its own act. A document or data set that the house publishes would count.
    ActorsWord(HouseName),
    /// The book does not define its source.
    UnknownSource,
    /// Its credibility is 5: improbable.
    NotCredible,
    /// The reason would reveal a confidential source. Only reports use this; the engine never returns it.
    Withheld,
    /// Every path to a root passes a struck source. These are the struck sources, sorted by id; the first 21 of them.
    NoRoad(Vec<Blocked>),
}

/// A struck source that blocks a row's path to a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Id of the struck source.
    pub source: String,
    /// Why it is struck: none of `UnknownSource`, `NotCredible`, `Withheld` and `NoRoad`.
    pub reason: LeftOutReason,
}

/// What keeps a row from being established, apart from what its roots lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unestablished {
    /// Its credibility, 3 to 6.
    Credibility(u8),
    /// Its source's publisher is not usually reliable (D).
    DoubtfulPublisher,
    /// The voice of this house, which its source or the row itself states, is not usually reliable (D).
    DoubtfulVoice(HouseName),
    /// It repeats these sources on its way to its roots, and their publishers or voices are not usually reliable (D): ids, sorted.
    RepeatsDoubtful(Vec<String>),
    /// Its voice makes it a statement that nobody vouches for, whatever its source is.
    Statement,
    /// Its own voice is of this house, which has a stake.
    VoiceWithStake(HouseName),
}

/// Why a row is interested. Names at most 21 houses, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Its source takes the side of these houses.
    Source(Vec<HouseName>),
    /// Only its voice, stated by its source or by the row itself, takes the side of these houses.
    Voice(Vec<HouseName>),
    /// Each of its roots has a member that takes the side of one of these houses.
    EveryRoot(Vec<HouseName>),
}

impl Interest {
    /// The houses with a stake.
    #[must_use]
    pub fn houses(&self) -> &[HouseName] {
        match self {
            Self::Source(houses) | Self::Voice(houses) | Self::EveryRoot(houses) => houses,
        }
    }
}

/// The witnesses of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideWitnesses {
    /// The witness of the possible count, over all eligible rows.
    pub possible: WitnessSet,
    /// The witness of the established count, over the established rows.
    pub established: WitnessSet,
}

/// A largest set of rows in which no two conflict, and the rows outside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessSet {
    /// The rows of the set, as indices into the claim's evidence.
    pub rows: Vec<usize>,
    /// The other rows that took part in the count.
    pub outside: Vec<Outside>,
    /// Pairs of rows of the set that come from one desk and count beside each other, because it heard different witnesses.
    pub beside: Vec<(usize, usize)>,
}

/// A row outside the witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The row, as an index into the claim's evidence.
    pub row: usize,
    /// The row of the witness that it conflicts with, and why. `None` only with more than 200 rows, when the engine does
    /// not compare all of them.
    pub conflict: Option<(usize, RowConflict)>,
}

/// Why two rows are not independent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowConflict {
    /// Both rest on this source.
    Origin(String),
    /// Both are passages of this source.
    Page(String),
    /// Both carry the voice of this house.
    Voice(HouseName),
    /// This row carries the voice of this house, which publishes something under the other row.
    VoiceOfPublisher(HouseName),
    /// This row rests on something that this house publishes, whose voice the other row carries.
    PublisherOfVoice(HouseName),
    /// Both come from publishers of this house.
    Family(HouseName),
    /// Both are what this desk heard or saw, and its witnesses are not known to be two.
    Desk(HouseName, OneWitness),
}

/// Why two rows of one desk do not count beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OneWitness {
    /// This witness is not a party of the book.
    NotRegistered(HouseName),
    /// The desk itself is the witness, or nobody else is named.
    Desk,
}

/// What would change the derived status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// It needs `n` more established origins that are independent of those counted.
    NeedsEstablishedOrigins {
        /// How many more, at least 1.
        n: u32,
        /// These houses must not publish or voice them: those already counted and, for support, the speaker's.
        not_of_houses: Vec<HouseName>,
    },
    /// It needs an established row that is not interested.
    NeedsDisinterestedOrigin {
        /// The houses that have a stake.
        not_of_houses: Vec<HouseName>,
    },
    /// This eligible row would be established if it and its roots lacked nothing.
    Establish {
        /// Index of the row.
        row: usize,
    },
    /// Established evidence on the other side prevents any firm status: these rows.
    AnswerEvidence(Vec<usize>),
    /// Somebody denies it or reads the facts differently.
    AnswerDenial {
        /// Indices of the rows that deny or dispute.
        rows: Vec<usize>,
        /// Indices into the case's list of counter-claims.
        counters: Vec<usize>,
    },
}
