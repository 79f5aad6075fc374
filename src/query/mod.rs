//! The questions that claimbook answers, each with its answer type. A query formats nothing.
//!
//! What the index answers in one go is asked of it directly ([`Index`]); here stands what is put together from several
//! answers, and the words for the engine's reasons.

mod detail;
mod facts;
mod names;
mod sides;
mod verdict;

pub mod reason;
pub mod report;
pub mod why;

pub use crate::answer;
pub use crate::index::Index;
pub use detail::claim_detail;
pub use facts::Account;
pub use facts::ClaimFacts;
pub use facts::Terms;
pub use facts::claim_facts;
pub use names::is_withheld;
pub use sides::Sides;
pub use sides::sides;
pub use why::why;
