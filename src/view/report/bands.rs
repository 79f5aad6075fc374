//! The picture of a claim's evidence: one band for each origin that counts, with the reports that come down to it; then who
//! denies it, what stands beside it, what is said of its attribution, and what is left out.
//!
//! Every row of evidence is in exactly one band, and there are as many bands for and against as the engine counts.

use crate::answer::EvidenceAccount;
use crate::domain::evidence::Stance;
use crate::domain::words::words;
use crate::view::report::ReportRow;

words! {
    /// A block of the picture, in the order in which a reader meets them.
    BandSide {
        /// Evidence for the claim.
        For = "for",
        /// Evidence against it.
        Against = "against",
        /// Somebody's word against it, or another reading: no evidence.
        Word = "word",
        /// Qualifications and context.
        Beside = "beside",
        /// Whether the speaker said it.
        Said = "said",
        /// What the rules leave out.
        LeftOut = "left-out",
    }
}

impl BandSide {
    /// The heading of the block.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::For => "For it",
            Self::Against => "Against it",
            Self::Word => "Denied or disputed: a word against it, not evidence",
            Self::Beside => "True, but; and context",
            Self::Said => "Did they say it?",
            Self::LeftOut => "Not counted",
        }
    }

    /// The block of a row. What the rules leave out is in its own block.
    #[must_use]
    pub fn of(row: &EvidenceAccount) -> Self {
        if row.left_out.is_some() {
            return Self::LeftOut;
        }
        if !row.on_content {
            return Self::Said;
        }
        match row.stance {
            Stance::Supports => Self::For,
            Stance::Refutes => Self::Against,
            Stance::Denies | Stance::Disputes => Self::Word,
            Stance::Qualifies | Stance::Context => Self::Beside,
        }
    }
}

/// The picture.
#[derive(Clone, Debug)]
pub struct OriginBands {
    /// The finding, in a sentence or two.
    pub caption: String,
    /// The blocks that are not empty.
    pub blocks: Vec<BandBlock>,
}

/// The bands of one side.
#[derive(Clone, Debug)]
pub struct BandBlock {
    /// The side.
    pub side: BandSide,
    /// Its bands.
    pub bands: Vec<OriginBand>,
}

/// One origin, with the reports that come down to it.
#[derive(Clone, Debug)]
pub struct OriginBand {
    /// Its place in the count of its side, from 1; `None` if it does not count.
    pub number: Option<usize>,
    /// Whether it counts as established.
    pub is_established: bool,
    /// Who it is.
    pub name: String,
    /// What it is.
    pub what: String,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// The id of the claim that speaks, if it is one.
    pub claim: Option<String>,
    /// Its rows, its own first.
    pub rows: Vec<BandRow>,
}

/// A row in its band.
#[derive(Clone, Debug)]
pub struct BandRow {
    /// Its place in the claim's evidence.
    pub place: usize,
    /// Whether its source is the origin itself.
    pub is_origin: bool,
    /// What the report says of it.
    pub row: ReportRow,
}

impl BandRow {
    /// Whether it counts, and why not.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        self.row.verdict()
    }
}
