//! The reasons behind an assessment, as data: every row, both witnesses, what is fragile, what would change the status.

use crate::domain::corroboration::assessment::Assessment;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::root::Roots;

/// An assessment with all its reasons. Rows are named by their index in the claim's evidence, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The assessment, equal to what `assess` returns.
    pub assessment: Assessment,
    /// How many established independent origins the claim needs.
    pub needs_origins: u8,
    /// The house that speaks the claim; `None` for a claim without speaker and article.
    pub speaker_house: Option<HouseName>,
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

/// Whether one evidence row counts, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAccount {
    /// Why it is left out; `None` if it is eligible.
    pub left_out: Option<LeftOutReason>,
    /// The roots that it rests on, sorted by the id of their first member; at most 500.
    pub roots: Roots,
    /// What it lacks itself to be established. Independent of whether it is eligible.
    pub unestablished: Vec<Unestablished>,
    /// Why it is interested; `None` if it is not.
    pub interest: Option<Interest>,
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
    /// Its source's voice or publisher is of the speaker's house: speakers cannot corroborate themselves.
    SpeakersHouse(HouseName),
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
    /// Why it is struck: `TheArticle`, `Retracted`, `UnreliablePublisher` or `SpeakersHouse`.
    pub reason: LeftOutReason,
}

/// What keeps a row from being established, apart from what its roots lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unestablished {
    /// Its credibility, 3 to 6.
    Credibility(u8),
    /// Its source's publisher is not usually reliable (D).
    DoubtfulPublisher,
}

/// Why a row is interested. Names at most 21 houses, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interest {
    /// Its source takes the side of these houses.
    Source(Vec<HouseName>),
    /// Each of its roots has a member that takes the side of one of these houses.
    EveryRoot(Vec<HouseName>),
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
    /// Both carry the voice of this house.
    Voice(HouseName),
    /// Both come from publishers of this house.
    Family(HouseName),
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
