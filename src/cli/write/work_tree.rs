//! Whether git has uncommitted changes of the book.

use crate::cli::git::command;
use std::ffi::OsStr;
use std::path::Path;

/// How many changed files are named.
const SHOWN: usize = 3;

/// What git says about the files of a book.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum WorkTree {
    /// Everything is committed.
    Clean,
    /// These paths have uncommitted changes; the last entry can be a count of the others.
    Changed(Vec<String>),
    /// The book is not under git.
    Outside,
    /// The book is under git, but git does not answer. Why.
    Unknown(String),
}

/// Asks git.
pub(crate) fn of(root: &Path) -> WorkTree {
    if !is_under_git(root) {
        return WorkTree::Outside;
    }
    let status = ["status", "--porcelain", "-z", "--untracked-files=all", "--"];
    let arguments = status.into_iter().chain(["claims", "claimbook.toml"]);
    let arguments: Vec<&OsStr> = arguments.map(OsStr::new).collect();
    match command::git(root, &arguments).output() {
        Err(error) => WorkTree::Unknown(format!("cannot start git: {error}")),
        Ok(output) if !output.status.success() => {
            let told = String::from_utf8_lossy(&output.stderr);
            WorkTree::Unknown(told.lines().next().unwrap_or_default().to_owned())
        }
        Ok(output) => changed(&String::from_utf8_lossy(&output.stdout)),
    }
}

/// Whether the book or a folder above it has a `.git`.
pub(crate) fn is_under_git(root: &Path) -> bool {
    root.canonicalize()
        .is_ok_and(|root| root.ancestors().any(|folder| folder.join(".git").exists()))
}

fn changed(status: &str) -> WorkTree {
    let mut paths: Vec<String> = status
        .split('\0')
        .filter_map(|entry| entry.get(3..).filter(|path| !path.is_empty()))
        .map(str::to_owned)
        .collect();
    if paths.is_empty() {
        return WorkTree::Clean;
    }
    if paths.len() > SHOWN {
        let more = paths.len() - SHOWN;
        paths.truncate(SHOWN);
        paths.push(format!("and {more} more"));
    }
    WorkTree::Changed(paths)
}

#[cfg(test)]
mod tests {
    use super::{WorkTree, changed};

    #[test]
    fn changed_files_are_named_and_the_rest_is_counted() {
        assert_eq!(changed(""), WorkTree::Clean);
        let some = |paths: &[&str]| {
            WorkTree::Changed(paths.iter().map(|path| (*path).to_owned()).collect())
        };
        assert_eq!(
            changed(" M claims/a.toml\0?? claims/é b.toml\0"),
            some(&["claims/a.toml", "claims/é b.toml"])
        );
        assert_eq!(
            changed("?? a\0?? b\0?? c\0?? d\0?? e\0"),
            some(&["a", "b", "c", "and 2 more"])
        );
    }
}
