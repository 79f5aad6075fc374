//! The problems of one text, up to a bound.

use crate::document::parse::problem::Problem;

/// How many problems of one file we report one by one. Beyond that, we only count them.
const MOST: usize = 100;

/// No problem says that it is about a claim with a longer id, in bytes.
const LONGEST_ID: usize = 1_000;

/// A list of problems that stops growing at a bound and counts the rest.
#[derive(Default)]
pub(super) struct BoundedProblems {
    list: Vec<Problem>,
    more: usize,
}

impl BoundedProblems {
    /// Adds a problem. Beyond the bound it only counts, and does not spend time on the words.
    pub(super) fn push_with(&mut self, problem: impl FnOnce() -> Problem) {
        if self.list.len() < MOST {
            self.list.push(problem().shortened());
        } else {
            self.more += 1;
        }
    }

    /// How many problems the list holds.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Says of the problems from `start` on that they are about this claim.
    pub(super) fn about_claim(&mut self, start: usize, id: &str) {
        if id.len() > LONGEST_ID {
            return;
        }
        for problem in self.list.iter_mut().skip(start) {
            problem.claim = Some(id.to_owned());
        }
    }

    /// The problems in the order of the text.
    pub(super) fn into_sorted(mut self) -> Vec<Problem> {
        self.list.sort_by_key(|problem| problem.span.start);
        if let (1.., Some(last)) = (self.more, self.list.last()) {
            let message = format!("{} more problems in this file", self.more);
            let rest = Problem::new(last.code, last.span.clone(), message);
            self.list.push(Problem {
                count: self.more,
                ..rest
            });
        }
        self.list
    }
}
