//! The passage of a claim in the text of its article.

use crate::domain::passage::AnchorHow;
use serde::Serialize;

/// The passage of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PassageRow {
    /// The claim's id.
    #[serde(skip)]
    pub claim: String,
    /// The number of its paragraph; null if the quote is lost.
    pub paragraph: Option<u32>,
    /// Its first character.
    pub start: Option<usize>,
    /// The character after its last one.
    pub end: Option<usize>,
    /// How well the quote fits.
    pub how: AnchorHow,
    /// How much of the quote is there, up to 1.
    pub score: Option<f64>,
}
