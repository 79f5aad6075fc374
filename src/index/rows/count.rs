//! Counts in answers.

use crate::domain::status::{Derived, Flag, Status};
use serde::{Serialize, Serializer};

/// How many claims there are of each sort, kept by the index so that nothing need be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tallies {
    /// All claims.
    pub claims: u64,
    /// By the status shown; every status, in the order of [`Status::ALL`].
    pub status: Vec<(Status, u64)>,
    /// By derived status; every one, in the order of [`Derived::ALL`].
    pub derived_status: Vec<(Derived, u64)>,
    /// By the number of independent origins for them; only numbers that occur, in order.
    pub origins: Vec<(u32, u64)>,
    /// By flag; every one but `stale`, which depends on the day, in the order of [`Flag::ALL`].
    pub flags: Vec<(Flag, u64)>,
    /// Those that something speaks against.
    pub contested: u64,
}

/// A group of claims in `stats --by`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What the group has in common: a speaker's name, an article's id, a kind, a tag, a month; none where the claims lack it.
    pub key: Option<String>,
    /// How many claims.
    pub claims: u64,
    /// By the status shown; only those that occur, in the order of [`Status::ALL`]. In JSON an object of counts.
    #[serde(serialize_with = "as_object")]
    pub status: Vec<(Status, u64)>,
}

/// Pairs of a word and a count as an object, in their order.
fn as_object<S: Serializer>(pairs: &[(Status, u64)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(pairs.iter().map(|(status, count)| (status.as_str(), count)))
}
