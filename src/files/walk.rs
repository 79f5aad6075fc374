//! The walk: every text file of a book with its stamp, in the order of paths.
//!
//! This runs before every answer, so it is the larger half of a warm command: one `readdir` a folder and one `stat` a
//! file, folders side by side on all cores.

use crate::files::stamp::Stamp;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// A text file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// Its path inside the book, parted by `/`.
    pub path: String,
    /// What the file system says of it.
    pub stamp: Stamp,
}

/// Something under `claims/` that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedPath {
    /// Its path inside the book.
    pub path: String,
    /// Why, as a fragment that follows the path.
    pub reason: String,
}

/// What the walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The text files, in the order of their paths.
    pub files: Vec<BookFile>,
    /// What was not read, in the order of paths.
    pub refused: Vec<RefusedPath>,
}

/// Finds every `*.toml` under `claims/` of the book at `root`, at any depth.
///
/// Names that begin with a dot are passed over: editors and writers keep unfinished files so. A symbolic link is followed
/// when it leads to a place in the book outside `claims/`; one that leads into `claims/` is passed over, because what it
/// leads to is found anyway; one that leaves the book is refused, and so is one within a folder that a link led to.
///
/// # Errors
/// When `claims/` itself cannot be listed. A folder below it that cannot be listed is a refusal.
pub fn walk(root: &Path) -> io::Result<Walk> {
    let book = fs::canonicalize(root)?;
    let top = Folder {
        at: book.join("claims"),
        name: "claims".to_owned(),
        linked: false,
    };
    let mut found = top.list(&book)?;
    found.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    found.refused.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// A folder to be listed.
struct Folder {
    at: PathBuf,
    /// Its path inside the book as its files bear it.
    name: String,
    /// Whether a link led to it.
    linked: bool,
}

impl Folder {
    fn list(&self, book: &Path) -> io::Result<Walk> {
        let mut found = Walk::default();
        let mut folders = Vec::new();
        for entry in fs::read_dir(&self.at)? {
            self.look_at(&entry?, book, &mut found, &mut folders);
        }
        let lists: Vec<Walk> = if folders.len() > 1 {
            folders
                .into_par_iter()
                .map(|folder| folder.list_or_refuse(book))
                .collect()
        } else {
            folders
                .into_iter()
                .map(|folder| folder.list_or_refuse(book))
                .collect()
        };
        for list in lists {
            found.files.extend(list.files);
            found.refused.extend(list.refused);
        }
        Ok(found)
    }

    fn list_or_refuse(&self, book: &Path) -> Walk {
        self.list(book).unwrap_or_else(|error| Walk {
            files: Vec::new(),
            refused: vec![RefusedPath {
                path: self.name.clone(),
                reason: format!("cannot be listed: {error}"),
            }],
        })
    }

    fn look_at(
        &self,
        entry: &fs::DirEntry,
        book: &Path,
        found: &mut Walk,
        folders: &mut Vec<Folder>,
    ) {
        let file_name = entry.file_name();
        if file_name.as_encoded_bytes().starts_with(b".") {
            return;
        }
        let path = format!("{}/{}", self.name, file_name.to_string_lossy());
        let is_toml = file_name.as_encoded_bytes().ends_with(b".toml");
        let refuse = |reason: String| RefusedPath {
            path: path.clone(),
            reason,
        };
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => folders.push(Self {
                at: entry.path(),
                name: path,
                linked: self.linked,
            }),
            Ok(kind) if kind.is_symlink() => match self.follow(entry, book, is_toml) {
                Ok(Some(LinkTarget::Folder(at))) => folders.push(Self {
                    at,
                    name: path,
                    linked: true,
                }),
                Ok(Some(LinkTarget::File(stamp))) => found.files.push(BookFile { path, stamp }),
                Ok(None) => {}
                Err(reason) => found.refused.push(refuse(reason)),
            },
            Ok(kind) if is_toml && !kind.is_file() => found
                .refused
                .push(refuse("is not a regular file".to_owned())),
            Ok(_) if is_toml && file_name.to_str().is_none() => {
                found
                    .refused
                    .push(refuse("has a name that is not UTF-8: rename it".to_owned()));
            }
            Ok(_) if is_toml => match entry.metadata() {
                Ok(metadata) => found.files.push(BookFile {
                    path,
                    stamp: Stamp::of(&metadata),
                }),
                // Removed between the listing and the look: then it is no file of the book.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => found
                    .refused
                    .push(refuse(format!("cannot be looked at: {error}"))),
            },
            Ok(_) => {}
            Err(error) => found
                .refused
                .push(refuse(format!("cannot be looked at: {error}"))),
        }
    }

    /// Where a symbolic link leads; `None` when it does not matter to the book.
    fn follow(
        &self,
        entry: &fs::DirEntry,
        book: &Path,
        is_toml: bool,
    ) -> Result<Option<LinkTarget>, String> {
        let Ok(target) = fs::canonicalize(entry.path()) else {
            let dangling = "is a symbolic link that leads nowhere".to_owned();
            return if is_toml { Err(dangling) } else { Ok(None) };
        };
        let metadata =
            fs::metadata(&target).map_err(|error| format!("cannot be looked at: {error}"))?;
        if !metadata.is_dir() && !is_toml || target.starts_with(book.join("claims")) {
            return Ok(None);
        }
        if !target.starts_with(book) {
            return Err(
                "is a symbolic link that leaves the book: put the file itself here".to_owned(),
            );
        }
        if self.linked {
            return Err(
                "is a symbolic link inside a linked folder: only one is followed".to_owned(),
            );
        }
        Ok(Some(if metadata.is_dir() {
            LinkTarget::Folder(target)
        } else {
            LinkTarget::File(Stamp::of(&metadata))
        }))
    }
}

enum LinkTarget {
    Folder(PathBuf),
    File(Stamp),
}

#[cfg(test)]
mod tests {
    use super::walk;
    use std::fs;
    use std::path::Path;

    fn book(files: &[&str]) -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        for file in files {
            let path = book.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        book
    }

    fn paths(root: &Path) -> Vec<String> {
        walk(root)
            .unwrap()
            .files
            .into_iter()
            .map(|file| file.path)
            .collect()
    }

    #[test]
    fn every_toml_file_at_any_depth_is_found_in_the_order_of_paths() {
        let book = book(&[
            "claims/b.toml",
            "claims/a/x/y.toml",
            "claims/a.toml",
            "claims/c/z.toml",
            "other.toml",
        ]);
        assert_eq!(
            paths(book.path()),
            [
                "claims/a.toml",
                "claims/a/x/y.toml",
                "claims/b.toml",
                "claims/c/z.toml"
            ]
        );
    }

    #[test]
    fn names_that_begin_with_a_dot_and_other_endings_are_passed_over() {
        let book = book(&[
            "claims/a.toml",
            "claims/.a.toml",
            "claims/.hidden/b.toml",
            "claims/c.txt",
            "claims/d.toml~",
        ]);
        assert_eq!(paths(book.path()), ["claims/a.toml"]);
    }

    #[test]
    fn a_book_without_a_claims_folder_cannot_be_walked() {
        assert!(walk(tempfile::tempdir().unwrap().path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_inside_the_book_passed_over_into_claims_and_refused_outside() {
        use std::os::unix::fs::symlink;
        let outside = book(&["claims/secret.toml"]);
        let book = book(&["claims/a.toml", "shared/s.toml", "shared/deep/t.toml"]);
        let claims = book.path().join("claims");
        symlink(book.path().join("shared"), claims.join("linked")).unwrap();
        symlink("a.toml", claims.join("again.toml")).unwrap();
        symlink(".", claims.join("circle")).unwrap();
        symlink(
            outside.path().join("claims/secret.toml"),
            claims.join("leak.toml"),
        )
        .unwrap();
        symlink(outside.path().join("claims"), claims.join("leaks")).unwrap();
        symlink("nowhere.toml", claims.join("dangling.toml")).unwrap();
        symlink(".", book.path().join("shared/round")).unwrap();
        let found = walk(book.path()).unwrap();
        let files: Vec<&str> = found.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(
            files,
            [
                "claims/a.toml",
                "claims/linked/deep/t.toml",
                "claims/linked/s.toml"
            ]
        );
        let refused: Vec<&str> = found
            .refused
            .iter()
            .map(|refusal| refusal.path.as_str())
            .collect();
        assert_eq!(
            refused,
            [
                "claims/dangling.toml",
                "claims/leak.toml",
                "claims/leaks",
                "claims/linked/round"
            ]
        );
    }
}
