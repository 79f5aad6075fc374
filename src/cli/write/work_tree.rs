//! Whether git has uncommitted changes of the book.

use crate::cli::git::command;
use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::Command;

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
    let mut command = command::git(root, &STATUS.map(OsStr::new));
    match turn_off_filters(root, &mut command).and_then(|()| command.output()) {
        Err(error) => WorkTree::Unknown(format!("cannot start git: {error}")),
        Ok(output) if !output.status.success() => {
            let told = String::from_utf8_lossy(&output.stderr);
            WorkTree::Unknown(told.lines().next().unwrap_or_default().to_owned())
        }
        Ok(output) => changed(&String::from_utf8_lossy(&output.stdout)),
    }
}

/// What we ask git. A submodule has settings of its own, and no file of the book lies in one.
const STATUS: [&str; 8] = [
    "status",
    "--porcelain",
    "-z",
    "--untracked-files=all",
    "--ignore-submodules=all",
    "--",
    "claims",
    "claimbook.toml",
];

/// Takes the programs out of all filters that the settings name. `git status` runs the filter of a file whose stamp is new.
///
/// # Errors
/// Git does not start, or a name is not UTF-8.
fn turn_off_filters(root: &Path, status: &mut Command) -> io::Result<()> {
    let question = ["config", "-z", "--name-only", "--get-regexp", r"^filter\."].map(OsStr::new);
    let named = command::git(root, &question).output()?.stdout;
    let named = String::from_utf8(named).map_err(io::Error::other)?;
    let mut count = 0;
    for name in named.split_terminator('\0') {
        let value = if name.ends_with(".required") {
            "false"
        } else {
            ""
        };
        status.env(format!("GIT_CONFIG_KEY_{count}"), name);
        status.env(format!("GIT_CONFIG_VALUE_{count}"), value);
        count += 1;
    }
    status.env("GIT_CONFIG_COUNT", count.to_string());
    Ok(())
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
