//! Why an assessment came out as it did, as data: every row, both witnesses, what is fragile, what would change it.

use crate::domain::corroboration::assessment::Assessment;
use crate::domain::corroboration::registry::HouseName;

/// An assessment with everything that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The assessment itself, the same that `assess` gives.
    pub assessment: Assessment,
    /// How many established independent origins the claim needs.
    pub needs_origins: u8,
    /// The house of whoever speaks the claim; `None` for a claim in no article and without speaker.
    pub speaker_house: Option<HouseName>,
    /// One account for each row of the claim's evidence, in its order.
    pub rows: Vec<RowAccount>,
    /// The rows for it.
    pub supports: SideWitnesses,
    /// The rows against it.
    pub refutes: SideWitnesses,
    /// The counter-claims that count, as indices into the case's list.
    pub counters: Vec<usize>,
    /// The sources (ids, sorted) any one of which, if retracted, would weaken the status: flag `fragile`.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<NextStep>,
}

/// What became of one evidence row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAccount {
    /// Why it is left out; `None` where it is eligible.
    pub left_out: Option<LeftOutReason>,
    /// The origins that it rests on, in the order of their first member's id.
    pub roots: Vec<Root>,
    /// What keeps it from being established; empty where nothing does. Says nothing of eligibility.
    pub unestablished: Vec<Unestablished>,
    /// How it is interested; `None` where it is not.
    pub interest: Option<Interest>,
}

/// Why a row is left out of the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOutReason {
    /// Its source is the article under check.
    TheArticle,
    /// Its source is retracted.
    Retracted,
    /// Its source's publisher is unreliable (E), by its own rating or that of the house above it.
    UnreliablePublisher,
    /// Its source's voice or publisher is of the speaker's house: nobody corroborates himself.
    SpeakersHouse(HouseName),
    /// The book does not define its source.
    UnknownSource,
    /// Its credibility is 5: improbable.
    NotCredible,
    /// The reason is kept back because it would give away a confidential source: never the engine's word, only a report's.
    Withheld,
    /// Every road to an origin passes a struck source; these are the struck ones, in the order of their ids.
    NoRoad(Vec<Blocked>),
}

/// A struck source that closes a row's road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The source's id.
    pub source: String,
    /// Why it is struck: as the article, as retracted, for its publisher or for the speaker's house.
    pub reason: LeftOutReason,
}

/// An origin: the source, or the circle of sources, at which a road of derivation ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root {
    /// Its members (ids, sorted); one, unless it is a circle.
    pub sources: Vec<String>,
    /// Its members cite one another (or it cites itself).
    pub circle: bool,
    /// The book does not define it.
    pub unknown: bool,
    /// It counts as established for this claim.
    pub established: bool,
}

/// What keeps a row from being established.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unestablished {
    /// Its credibility is this: 3 or worse.
    Credibility(u8),
    /// Its source's publisher is not usually reliable (D).
    DoubtfulPublisher,
    /// It rests on a source that the book does not define.
    UnknownRoot(String),
    /// It rests on a circle of sources citing one another.
    CircularRoot(Vec<String>),
    /// It rests on this source, which is neither own reporting nor a primary source.
    NotOwnReporting(String),
    /// It rests on this source, which is own reporting but names no publisher.
    NoPublisher(String),
    /// It rests on this source, which is own reporting but carries another's statement.
    OthersVoice(String),
}

/// How a row is interested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Its source takes part, by these houses.
    Source(Vec<HouseName>),
    /// Each of its roots has a member that takes part, by these houses together.
    EveryRoot(Vec<HouseName>),
}

/// The witnesses of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideWitnesses {
    /// Over all eligible rows.
    pub possible: WitnessSet,
    /// Over the established rows among them.
    pub established: WitnessSet,
}

/// A largest set of rows of which no two conflict, and what became of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WitnessSet {
    /// Its rows, as indices into the claim's evidence.
    pub rows: Vec<usize>,
    /// The rows that could have been in it and are not.
    pub outside: Vec<Outside>,
}

/// A row outside the witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The row, as an index into the claim's evidence.
    pub row: usize,
    /// The row of the witness that it conflicts with, and how. `None` only past the bound, where not every row was looked at.
    pub conflict: Option<(usize, RowConflict)>,
}

/// Why two rows are not independent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowConflict {
    /// Both rest on this source.
    Origin(String),
    /// Both carry the voice of this house.
    Voice(HouseName),
    /// Both come from publishers of this house.
    Family(HouseName),
}

/// What would change the derived status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// So many further established origins, independent of those counted: not published or voiced by these houses.
    NeedsEstablishedOrigins {
        /// How many.
        n: u32,
        /// The houses already counted, and, on the supporting side, the speaker's.
        not_of_houses: Vec<HouseName>,
    },
    /// An established supporting row without a stake: none of these houses.
    NeedsDisinterestedOrigin {
        /// The houses that have a stake.
        not_of_houses: Vec<HouseName>,
    },
    /// This row (an index into the evidence) would count as established but for these.
    Establish {
        /// The row.
        row: usize,
        /// What it lacks.
        lacks: Vec<Unestablished>,
    },
    /// Established evidence on the other side stands in the way of any firm status: these rows.
    AnswerEvidence(Vec<usize>),
    /// A denial or another reading stands against it: these rows, these counter-claims (indices into the case's list).
    AnswerDenial {
        /// The rows that deny or dispute.
        rows: Vec<usize>,
        /// The counter-claims.
        counters: Vec<usize>,
    },
}
