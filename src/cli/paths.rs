//! Paths of the book's files as people see them: from the working folder, so that an editor or a shell finds them.

use std::path::{Path, PathBuf};

/// Where a book is, as seen from a folder.
pub(crate) struct SeenFrom {
    standpoint: Standpoint,
}

enum Standpoint {
    /// The folder is in the book. The names of the folders from the book down to it.
    Inside(Vec<String>),
    /// The book is below the folder, at this path.
    Below(Vec<String>),
    /// Neither. The book's path as the user wrote it.
    Elsewhere(PathBuf),
}

impl SeenFrom {
    /// The book at `root`, seen from the working folder.
    pub(crate) fn here(root: &Path) -> Self {
        std::env::current_dir().map_or_else(
            |_| Self::elsewhere(root),
            |here| Self::folder(&here, root).unwrap_or_else(|| Self::elsewhere(root)),
        )
    }

    /// The book at `root`, seen from `folder`. None if neither lies in the other.
    pub(crate) fn folder(folder: &Path, root: &Path) -> Option<Self> {
        let (folder, root) = (folder.canonicalize().ok()?, root.canonicalize().ok()?);
        let standpoint = match (folder.strip_prefix(&root), root.strip_prefix(&folder)) {
            (_, Ok(path)) => Standpoint::Below(names(path)),
            (Ok(path), _) => Standpoint::Inside(names(path)),
            _ => return None,
        };
        Some(Self { standpoint })
    }

    fn elsewhere(root: &Path) -> Self {
        Self {
            standpoint: Standpoint::Elsewhere(root.to_path_buf()),
        }
    }

    /// A path inside the book, as seen from the folder.
    pub(crate) fn path(&self, path: &str) -> String {
        match &self.standpoint {
            Standpoint::Elsewhere(root) => root.join(path).display().to_string(),
            Standpoint::Below(names) => {
                names
                    .iter()
                    .fold(String::new(), |all, name| all + name + "/")
                    + path
            }
            Standpoint::Inside(names) => {
                let mut rest = path;
                let mut same = 0;
                while let Some(below) = names
                    .get(same)
                    .and_then(|name| rest.strip_prefix(name.as_str())?.strip_prefix('/'))
                {
                    rest = below;
                    same += 1;
                }
                "../".repeat(names.len() - same) + rest
            }
        }
    }
}

/// A path inside the book at `root`, as seen from the working folder.
pub(crate) fn shown_path(root: &Path, path: &str) -> String {
    SeenFrom::here(root).path(path)
}

fn names(path: &Path) -> Vec<String> {
    let parts = path.components();
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::SeenFrom;
    use std::fs;

    #[test]
    fn a_path_starts_from_the_folder_in_which_somebody_works() {
        let place = tempfile::tempdir().unwrap();
        let book = place.path().join("desk/book");
        fs::create_dir_all(book.join("claims/d/e")).unwrap();
        for (folder, shown) in [
            ("", "desk/book/claims/d/a.toml"),
            ("desk", "book/claims/d/a.toml"),
            ("desk/book", "claims/d/a.toml"),
            ("desk/book/claims", "d/a.toml"),
            ("desk/book/claims/d", "a.toml"),
            ("desk/book/claims/d/e", "../a.toml"),
        ] {
            let seen = SeenFrom::folder(&place.path().join(folder), &book).unwrap();
            assert_eq!(seen.path("claims/d/a.toml"), shown, "{folder}");
        }
        let seen = SeenFrom::folder(&book.join("claims/d"), &book).unwrap();
        assert_eq!(seen.path("claims/dd.toml"), "../dd.toml");
        assert_eq!(seen.path("claimbook.toml"), "../../claimbook.toml");
        assert_eq!(seen.path("claims"), "../../claims");
    }

    #[test]
    fn a_book_elsewhere_keeps_the_path_that_the_user_wrote() {
        let (place, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert!(SeenFrom::folder(place.path(), other.path()).is_none());
        let shown = SeenFrom::elsewhere("../book".as_ref()).path("claims/a.toml");
        assert_eq!(shown, "../book/claims/a.toml");
    }
}
