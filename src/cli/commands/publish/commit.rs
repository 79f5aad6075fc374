//! What git knows of a book's version.

use crate::cli::git::command;
use std::path::{Path, PathBuf};

/// The repository that a book lies in, if it lies in one.
pub(super) struct CommitsOfBook {
    folder: PathBuf,
}

impl CommitsOfBook {
    /// The repository of the book in this folder.
    pub(super) fn of(folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self { folder }
    }

    /// The commit that is checked out; none outside git, or before the first commit.
    pub(super) fn head(&self) -> Option<String> {
        let arguments = ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
        let commit = command::printed(&self.folder, &arguments)?;
        let commit = commit.trim();
        is_commit(commit).then(|| commit.to_owned())
    }

    /// Whether the commit that is checked out is this one or a later one. A commit that git does not know is none of them.
    pub(super) fn descends_from(&self, commit: &str) -> bool {
        let arguments = ["merge-base", "--is-ancestor", commit, "HEAD"];
        is_commit(commit) && command::printed(&self.folder, &arguments).is_some()
    }
}

/// Whether it is the full name of a commit. What the server says must not become an option of git.
fn is_commit(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_commit;

    #[test]
    fn only_a_full_name_is_a_commit() {
        assert!(is_commit(&"0a".repeat(20)));
        assert!(is_commit(&"0a".repeat(32)));
        for text in ["", "HEAD", "--output=x", &"g".repeat(40), &"a".repeat(39)] {
            assert!(!is_commit(text), "{text}");
        }
    }
}
