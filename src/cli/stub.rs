//! Stands in for the workspace and the queries until they land.
#![expect(dead_code, clippy::unnecessary_wraps, reason = "goes at the merge")]

use chrono::NaiveDate;
use claimbook::domain::filter::Filter;
use claimbook::query::answer::ClaimDetail;
use claimbook::query::answer::*;
use std::ops::ControlFlow;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub(crate) struct IndexError;
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub(crate) struct OpenError;
pub(crate) struct Index;
pub(crate) struct Workspace(Index);
pub(crate) trait Progress {
    fn begin(&self, total: u64);
    fn advance(&self, files: u64);
    fn end(&self);
}
impl Workspace {
    pub(crate) fn find(start: &Path) -> Option<PathBuf> {
        start.ancestors().find(|dir| dir.join("claims").is_dir()).map(Path::to_owned)
    }
    pub(crate) fn open(_root: &Path, _progress: &dyn Progress) -> Result<Self, OpenError> {
        Ok(Self(Index))
    }
    pub(crate) fn index(&self) -> &Index {
        &self.0
    }
    pub(crate) fn unread(&self) -> Vec<String> {
        Vec::new()
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    Place,
    Id,
    Status,
    Speaker,
    Origins,
    Changed,
    Rank,
}
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listing {
    pub(crate) order: Order,
    pub(crate) reverse: bool,
    pub(crate) limit: Option<u64>,
    pub(crate) today: NaiveDate,
}
pub(crate) struct Sides {
    pub(crate) supports: Vec<String>,
    pub(crate) against: Vec<String>,
}

pub(crate) fn claims(
    _: &Index,
    _: &Filter,
    _: &Listing,
    _each: &mut dyn FnMut(ClaimRow) -> ControlFlow<()>,
) -> Result<(), IndexError> {
    Ok(())
}
pub(crate) fn find(_: &Index, _: &str) -> Result<Found, IndexError> {
    Ok(Found::Unknown { nearest: None })
}
pub(crate) fn claim_detail(_: &Index, _: i64, _: NaiveDate) -> Result<ClaimDetail, IndexError> {
    Err(IndexError)
}
pub(crate) fn sides(_: &Index, _: i64) -> Result<Sides, IndexError> {
    Err(IndexError)
}
pub(crate) enum By { Speaker, Article, Kind, Tag, Month }
pub(crate) fn tallies(_: &Index) -> Result<Tallies, IndexError> { Err(IndexError) }
pub(crate) fn stats(_: &Index, _: &Filter, _: By, _: NaiveDate) -> Result<Vec<Group>, IndexError> { Err(IndexError) }
pub(crate) fn count(_: &Index, _: &Filter, _: NaiveDate) -> Result<u64, IndexError> { Err(IndexError) }
pub(crate) fn sources(_: &Index, _each: &mut dyn FnMut(SourceRow) -> ControlFlow<()>) -> Result<(), IndexError> { Err(IndexError) }
pub(crate) fn parties(_: &Index, _each: &mut dyn FnMut(PartyRow) -> ControlFlow<()>) -> Result<(), IndexError> { Err(IndexError) }
pub(crate) fn source_detail(_: &Index, _: &str) -> Result<SourceDetail, IndexError> { Err(IndexError) }
pub(crate) fn party_detail(_: &Index, _: &str) -> Result<PartyRow, IndexError> { Err(IndexError) }
pub(crate) fn article_detail(_: &Index, _: &str) -> Result<ArticleRow, IndexError> { Err(IndexError) }
pub(crate) fn schema_help(_: &Index) -> Result<Vec<SchemaEntry>, IndexError> { Err(IndexError) }
pub(crate) fn claim(_: &Index, _: i64, _: NaiveDate) -> Result<ClaimRow, IndexError> { Err(IndexError) }
