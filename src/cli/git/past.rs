//! The book as it was once, for a run whose every answer is of that time.

use crate::cli::failure::Failure;
use crate::cli::git::revision::{Moment, Repository};
use chrono::NaiveDate;
use claimbook::view::revision::RevisionName;
use claimbook::workspace::Snapshot;
use std::collections::BTreeSet;
use std::path::Path;

/// The book as it was once.
pub(crate) struct Past {
    /// Its files.
    pub(crate) snapshot: Snapshot,
    /// The revision that they are of.
    pub(crate) name: RevisionName,
}

impl Past {
    /// Reads the book at a revision, or at the last commit of a day. Returns the day that is today then.
    pub(crate) fn read(
        book: &Path,
        typed: &str,
        today: NaiveDate,
    ) -> Result<(Self, NaiveDate), Failure> {
        let moment = Moment::read(typed, today);
        let repository = Repository::around(book)?;
        let commit = repository.commit(&moment)?;
        let snapshot = repository.tree(&commit)?.snapshot(&BTreeSet::new())?;
        let (day, today) = match moment {
            Moment::Day(day) => (day, day),
            Moment::Revision(_) => (commit.day, today),
        };
        let name = RevisionName {
            commit: commit.id,
            short: commit.short,
            day: day.to_string(),
        };
        Ok((Self { snapshot, name }, today))
    }
}
