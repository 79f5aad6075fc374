//! `check --since`: what the book already had at a revision.

use crate::cli::failure::Failure;
use crate::cli::git::revision::{Moment, Repository};
use crate::cli::session::Session;
use claimbook::diagnostic::Diagnostic;
use claimbook::view::words::count;
use claimbook::workspace::{CheckError, CheckOptions, FileFindings, Silent, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// The findings of a revision, to be told apart from newer ones.
///
/// A finding is the same if it has the same code and the same words about the same claim. About another record, it must also
/// be in the same file, unless that file is gone: then its records may be anywhere. Lines do not matter.
pub(crate) struct EarlierFindings {
    counts: BTreeMap<FindingKey, u64>,
    /// The files of the revision that the book still has.
    kept: BTreeSet<String>,
    /// How many findings of the book were there before.
    met: u64,
}

/// What makes two findings the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct FindingKey {
    code: &'static str,
    message: String,
    claim: Option<String>,
    file: Option<String>,
}

impl EarlierFindings {
    /// Checks the book as it was at a revision, or at the last commit of a day, by the rules of today. `now` is the book as it is.
    pub(crate) fn read(
        session: &Session,
        options: &CheckOptions,
        typed: &str,
        now: &Workspace,
    ) -> Result<Self, Failure> {
        let root = session.book_root()?;
        let repository = Repository::around(&root)?;
        let commit = repository.commit(&Moment::read(typed, session.today))?;
        let tree = repository.tree(&commit)?;
        let open = |also: &BTreeSet<String>| -> Result<Workspace, Failure> {
            let snapshot = tree.snapshot(also)?;
            Workspace::of_snapshot(&root, snapshot, session.today, &Silent)
                .map_err(|error| Failure::because("cannot read the revision", &error))
        };
        let texts = open(&BTreeSet::new())?;
        let copies = texts.kept_files()?;
        let then = if copies.is_empty() {
            texts
        } else {
            open(&copies)?
        };
        let mut earlier = Self {
            counts: BTreeMap::new(),
            kept: BTreeSet::new(),
            met: 0,
        };
        let everything = CheckOptions {
            filter: None,
            ..options.clone()
        };
        then.check(
            &everything,
            &mut |file: FileFindings| -> Result<(), Failure> {
                if now.index().has_file(&file.path)? {
                    earlier.kept.insert(file.path.clone());
                }
                for finding in &file.diagnostics {
                    let key = earlier.key(finding);
                    *earlier.counts.entry(key).or_default() += 1;
                }
                Ok(())
            },
        )
        .map_err(failure)?;
        Ok(earlier)
    }

    /// How many findings are left out, to follow a summary.
    pub(crate) fn summary(&self) -> String {
        match self.met {
            0 => String::new(),
            met => format!("; {} from before left out", count(met, "finding")),
        }
    }

    /// Leaves only the findings that are new. A file that cannot be checked keeps all of them.
    pub(crate) fn drop_from(&mut self, file: &mut FileFindings) {
        if !file.unread {
            file.diagnostics.retain(|finding| !self.takes(finding));
        }
    }

    /// Whether a finding was there before. Takes it away, so that a second one like it is new.
    fn takes(&mut self, finding: &Diagnostic) -> bool {
        let key = self.key(finding);
        let Some(left) = self.counts.get_mut(&key).filter(|left| **left > 0) else {
            return false;
        };
        *left -= 1;
        self.met += 1;
        true
    }

    fn key(&self, finding: &Diagnostic) -> FindingKey {
        let path = &finding.place.file;
        let is_in_place = finding.claim.is_none() && self.kept.contains(path);
        FindingKey {
            code: finding.code,
            message: without_lines(&finding.message),
            claim: finding.claim.clone(),
            file: is_in_place.then(|| path.clone()),
        }
    }
}

fn failure(error: CheckError<Failure>) -> Failure {
    match error {
        CheckError::Index(error) => Failure::from(error),
        CheckError::Report(failure) => failure,
    }
}

/// A message without the numbers of lines in it: `claims/a.toml:12` becomes `claims/a.toml:`.
fn without_lines(message: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let mut is_number = false;
    for letter in message.chars() {
        let begins = letter == ':' || kept.ends_with("line ");
        if begins && letter == ':' {
            is_number = true;
            kept.push(letter);
            continue;
        }
        is_number = (is_number || begins) && letter.is_ascii_digit();
        if !is_number {
            kept.push(letter);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::without_lines;

    #[test]
    fn lines_are_left_out_of_a_message_and_other_numbers_stay() {
        for (message, wanted) in [
            (
                "in claims/a.toml:12:3 and line 40 of it",
                "in claims/a.toml:: and line  of it",
            ),
            ("310 people: 2 of them", "310 people: 2 of them"),
            ("10:30", "10:"),
        ] {
            assert_eq!(without_lines(message), wanted);
        }
    }
}
