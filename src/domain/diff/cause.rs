//! Why a status changed: the smallest set of changed tables that gives the new one.

use crate::domain::diff::comparison::Comparison;
use crate::domain::diff::edition::Edition;
use crate::domain::diff::table::{ChangedTable, applied, changed_tables};

/// With more tables than this we try no pairs: nobody could tell which of two hundred changes it was.
const MOST: usize = 200;

/// Why a status changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// One table, or two. If no two tables alone give the status: all changed tables that can reach the claim.
    pub tables: Vec<ChangedTable>,
    /// No two tables alone give the status.
    pub is_several: bool,
}

impl Comparison<'_> {
    /// Why the status of a claim changed; `None` if it did not, or if the claim is not in both books.
    ///
    /// It is the status that readers see that is explained, or the one that the evidence gives if only that changed.
    #[must_use]
    pub fn cause(&self, id: &str) -> Option<Cause> {
        let (old, new) = self.reaching(id);
        search(&old, &new, id)
    }
}

impl Comparison<'_> {
    /// What to say if the search finds no change. A record whose id another one has taken still counts where it is, and an
    /// edition knows only the one that stands.
    pub(super) fn unexplained(&self, id: &str) -> Cause {
        let (old, new) = self.reaching(id);
        Cause {
            tables: changed_tables(&old, &new, id),
            is_several: true,
        }
    }
}

/// Tries single tables in their order, then pairs.
pub(super) fn search(old: &Edition, new: &Edition, id: &str) -> Option<Cause> {
    let (before, after) = (old.statuses(id)?, new.statuses(id)?);
    if before == after {
        return None;
    }
    let tables = changed_tables(old, new, id);
    let gives = |some: &[&ChangedTable]| {
        let Some(given) = applied(old, new, some).statuses(id) else {
            return false;
        };
        if before.0 == after.0 {
            given.1 == after.1
        } else {
            given.0 == after.0
        }
    };
    let found = |some: &[&ChangedTable]| Cause {
        tables: some.iter().map(|table| (*table).clone()).collect(),
        is_several: false,
    };
    if let Some(one) = tables.iter().find(|one| gives(&[one])) {
        return Some(found(&[one]));
    }
    if tables.len() <= MOST {
        for (at, one) in tables.iter().enumerate() {
            let rest = tables.iter().skip(at + 1);
            for other in rest {
                if gives(&[one, other]) {
                    return Some(found(&[one, other]));
                }
            }
        }
    }
    Some(Cause {
        is_several: true,
        tables,
    })
}
