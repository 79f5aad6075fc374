//! The questions that claimbook answers, and what each returns: closed sets of values, no sentences and no layout.
//!
//! Where one look at the index is enough, the answer is a row type of the index, named here again. `list`, `log`, `stats`
//! and the registers of sources and parties print these types as JSON. `show`, `why` and `report` tell reasons in sentences,
//! so the view shapes their JSON.

mod names;
#[cfg(test)]
pub(crate) mod tests;

pub mod attributed;
pub mod coverage;
pub mod diff;
pub mod evidence;
pub mod facts;
pub mod proposals;
pub mod published;
pub mod report;
pub mod sides;
pub mod stats;
pub mod why;

pub use crate::index::Index;
pub use crate::index::rows::{
    AppearanceAnswer, ArticleRow, Citation, ClaimRow, Found, Group, LogEntry, LogMatter,
    NearAddress, PartyName, PartyRow, PassageRow, RecordIdentity, RelationAnswer, RelationKind,
    RulingAnswer, SchemaEntry, Side, SkipAnswer, SourceDetail, SourceRow, StatusChange, Step,
    Tallies, VerdictChange,
};
pub use evidence::EvidenceAccount;
pub use facts::{AskedAnswer, ClaimFacts, SearchedAnswer, claim_facts};
pub use names::is_withheld;
pub use sides::{ClaimWithSides, Sides, sides};
pub use why::why;

use crate::domain::filter::Filter;
use crate::index::{IndexError, Listing};
use std::ops::ControlFlow;

/// The claims that a filter picks, all at once.
pub fn claims(
    index: &Index,
    filter: &Filter,
    listing: &Listing,
) -> Result<Vec<ClaimRow>, IndexError> {
    let mut claims = Vec::new();
    index.claims(filter, listing, &mut |claim| {
        claims.push(claim);
        ControlFlow::Continue(())
    })?;
    Ok(claims)
}
