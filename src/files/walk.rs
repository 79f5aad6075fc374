//! The walk lists every text file of a book with its stamp, in the order of paths.
//!
//! It runs before every answer and takes most of the time of a warm command. So it does one `readdir` per folder and one
//! `stat` per file, and lists folders in parallel.

use crate::files::inside::{LEAVES_BOOK, is_inside};
use crate::files::stamp::Stamp;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fs::DirEntry;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A text file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// Path inside the book, with `/` between its parts.
    pub path: String,
    /// Size, times and inode when the walk saw it.
    pub stamp: Stamp,
}

/// A path under `claims/` that claimbook does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedPath {
    /// Path inside the book.
    pub path: String,
    /// The reason, worded to follow the path: "is not a regular file".
    pub reason: String,
}

/// What the name of a file says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// It is a text of the book.
    Text,
    /// Somebody may take it for one: `a.toml.txt`.
    LikeText,
    Other,
}

/// What a walk found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// The text files, in the order of their paths.
    pub files: Vec<BookFile>,
    /// The paths that claimbook refuses to read, and files whose names look like those of texts, in order.
    pub refused: Vec<RefusedPath>,
}

/// The ending of a text of the book, in any case.
const ENDING: &str = ".toml";

/// A backup of some editors. It is never more than an old copy of the text beside it.
const BACKUP: &str = ".toml~";

pub(super) const LIKE_TEXT: &str = "does not end with `.toml`";
const NOT_REGULAR: &str = "is not a regular file";
pub(super) const NOT_UTF8: &str = "has a name that is not UTF-8: rename it";
pub(super) const DANGLING: &str = "is a symbolic link that leads nowhere";
pub(super) const SECOND_LINK: &str =
    "is a symbolic link inside a linked folder: claimbook follows only one link";

/// The name of a text without its ending; `None` if it has another ending. `A.TOML` is a text like `a.toml`.
#[must_use]
pub fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.split_at_checked(name.len().checked_sub(ENDING.len())?)?;
    ending.eq_ignore_ascii_case(ENDING).then_some(stem)
}

/// Lists every `*.toml` file under `claims/` of the book at `root`, at any depth.
///
/// The walk skips names that begin with a dot, because editors and writers keep unfinished files under such names. It
/// follows a symbolic link to a place in the book outside `claims/`. It skips a link into `claims/`, because it finds the
/// target anyway. It refuses a link that leaves the book, and a link inside a folder that it reached through a link.
///
/// # Errors
/// When `claims/` itself cannot be listed. A folder below it that cannot be listed is a refused path.
pub fn walk(root: &Path) -> io::Result<Walk> {
    let path = fs::canonicalize(root)?;
    let named = path.join("claims");
    let claims = fs::canonicalize(&named)?;
    if !is_inside(&path, &claims, Path::new("claims")) {
        return Ok(Walk {
            files: Vec::new(),
            refused: vec![RefusedPath {
                path: "claims".to_owned(),
                reason: LEAVES_BOOK.to_owned(),
            }],
        });
    }
    let top = Folder {
        at: claims.clone(),
        name: "claims".to_owned(),
        is_linked: claims != named,
        is_utf8: true,
    };
    let mut walk = top.list(&Book { path, claims })?;
    walk.files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walk.refused.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(walk)
}

/// A folder to list.
struct Folder {
    at: PathBuf,
    /// Path inside the book. The paths of its files begin with it.
    name: String,
    /// The walk reached the folder through a link.
    is_linked: bool,
    /// Every part of the path is UTF-8, so the path can be kept as text.
    is_utf8: bool,
}

/// What an entry of a folder is to the book.
enum Listed {
    Folder { at: PathBuf, is_linked: bool },
    File(Stamp),
    LikeText,
    Ignored,
}

impl Name {
    pub(super) fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if stem(&name).is_some() {
            Self::Text
        } else if name.contains(ENDING) && !name.ends_with(BACKUP) {
            Self::LikeText
        } else {
            Self::Other
        }
    }

    /// What a file with this name is, if it is no text.
    fn not_text(self) -> Option<Listed> {
        match self {
            Self::Text => None,
            Self::LikeText => Some(Listed::LikeText),
            Self::Other => Some(Listed::Ignored),
        }
    }
}

/// The real paths of a book and of its claims.
struct Book {
    path: PathBuf,
    claims: PathBuf,
}

impl RefusedPath {
    /// Whether the path is a link that leaves the book.
    #[must_use]
    pub fn is_outside(&self) -> bool {
        self.reason == LEAVES_BOOK
    }

    /// Whether it is only the name of the file that keeps claimbook from reading it.
    #[must_use]
    pub fn is_like_text(&self) -> bool {
        self.reason == LIKE_TEXT
    }
}

impl Folder {
    fn list(&self, book: &Book) -> io::Result<Walk> {
        let mut walk = Walk::default();
        let mut folders = Vec::new();
        for entry in fs::read_dir(&self.at)? {
            self.add(&entry?, book, &mut walk, &mut folders);
        }
        // Handing a single folder to another core costs more than it saves.
        let lists: Vec<Walk> = if folders.len() > 1 {
            let folders = folders.into_par_iter();
            folders.map(|folder| folder.list_or_refuse(book)).collect()
        } else {
            let folders = folders.into_iter();
            folders.map(|folder| folder.list_or_refuse(book)).collect()
        };
        for list in lists {
            walk.files.extend(list.files);
            walk.refused.extend(list.refused);
        }
        Ok(walk)
    }

    fn list_or_refuse(&self, book: &Book) -> Walk {
        match self.list(book) {
            Ok(walk) => walk,
            // Somebody removed the folder after we listed the one above it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Walk::default(),
            Err(error) => Walk {
                files: Vec::new(),
                refused: vec![RefusedPath {
                    path: self.name.clone(),
                    reason: format!("cannot be listed: {error}"),
                }],
            },
        }
    }

    /// Adds an entry to the files, the refused paths or the folders still to list.
    fn add(&self, entry: &DirEntry, book: &Book, walk: &mut Walk, folders: &mut Vec<Self>) {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return;
        }
        let is_utf8 = self.is_utf8 && name.to_str().is_some();
        // We use a lossy name only in messages.
        let shown = name.to_string_lossy();
        let path = format!("{}/{shown}", self.name);
        match self.classify(entry, book, Name::of(&shown)) {
            Ok(Listed::Folder { at, is_linked }) => folders.push(Self {
                at,
                name: path,
                is_linked,
                is_utf8,
            }),
            Ok(Listed::File(stamp)) if is_utf8 => walk.files.push(BookFile { path, stamp }),
            Ok(Listed::File(_)) => walk.refused.push(RefusedPath {
                path,
                reason: NOT_UTF8.to_owned(),
            }),
            Ok(Listed::LikeText) => walk.refused.push(RefusedPath {
                path,
                reason: LIKE_TEXT.to_owned(),
            }),
            Ok(Listed::Ignored) => {}
            Err(reason) => walk.refused.push(RefusedPath { path, reason }),
        }
    }

    /// Says what an entry is, or why it cannot be read.
    fn classify(&self, entry: &DirEntry, book: &Book, name: Name) -> Result<Listed, String> {
        let kind = match entry.file_type() {
            // Somebody removed it after we listed the folder.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Listed::Ignored),
            kind => kind.map_err(no_metadata)?,
        };
        if kind.is_dir() {
            return Ok(Listed::Folder {
                at: entry.path(),
                is_linked: self.is_linked,
            });
        }
        if kind.is_symlink() {
            return self.follow(&entry.path(), book, name);
        }
        if let Some(listed) = name.not_text() {
            return Ok(listed);
        }
        if !kind.is_file() {
            return Err(NOT_REGULAR.to_owned());
        }
        match entry.metadata() {
            Ok(metadata) => Ok(Listed::File(Stamp::of(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Listed::Ignored),
            Err(error) => Err(no_metadata(error)),
        }
    }

    /// Says what a symbolic link leads to, or why claimbook does not follow it.
    fn follow(&self, link: &Path, book: &Book, name: Name) -> Result<Listed, String> {
        let Ok(target) = fs::canonicalize(link) else {
            let is_gone = fs::symlink_metadata(link).is_err();
            return match name {
                Name::Text if !is_gone => Err(DANGLING.to_owned()),
                _ => Ok(Listed::Ignored),
            };
        };
        let metadata = fs::metadata(&target).map_err(no_metadata)?;
        if !metadata.is_dir()
            && let Some(listed) = name.not_text()
        {
            return Ok(listed);
        }
        if target.starts_with(&book.claims) {
            return Ok(Listed::Ignored);
        }
        if !is_inside(&book.path, &target, Path::new("")) {
            return Err(LEAVES_BOOK.to_owned());
        }
        if self.is_linked {
            return Err(SECOND_LINK.to_owned());
        }
        if metadata.is_dir() {
            return Ok(Listed::Folder {
                at: target,
                is_linked: true,
            });
        }
        if !metadata.is_file() {
            return Err(NOT_REGULAR.to_owned());
        }
        Ok(Listed::File(Stamp::of(&metadata)))
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` passes the error by value"
)]
fn no_metadata(error: io::Error) -> String {
    format!("cannot be looked up: {error}")
}

#[cfg(test)]
mod tests {
    use super::walk;
    use crate::files::Stamp;
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
            "claims/D.TOML~",
            "claims/.a.toml.swp",
            "claims/tomlinson.txt",
        ]);
        assert_eq!(paths(book.path()), ["claims/a.toml"]);
        assert!(refused(book.path()).is_empty());
    }

    #[test]
    fn a_name_that_looks_like_that_of_a_text_is_told_of() {
        let names = [
            "claims/#b.toml#",
            "claims/a.TOML.txt",
            "claims/a.toml ",
            "claims/a.toml.bak",
            "claims/a.toml~1",
            "claims/deep/a.toml.orig",
        ];
        let book = book(&names);
        fs::create_dir(book.path().join("claims/c.toml.d")).unwrap();
        let walk = walk(book.path()).unwrap();
        assert!(walk.files.is_empty());
        let found: Vec<&str> = walk.refused.iter().map(|one| one.path.as_str()).collect();
        assert_eq!(found, names);
        assert!(walk.refused.iter().all(super::RefusedPath::is_like_text));
    }

    #[test]
    fn a_conflicted_copy_is_a_text_like_any_other() {
        let names = [
            "claims/a (Anna's conflicted copy 2026-03-01).toml",
            "claims/a-DESKTOP.toml",
            "claims/a.sync-conflict-20260301-101010-ABCDEFG.toml",
        ];
        assert_eq!(paths(book(&names).path()), names);
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

    /// The refused paths and the reasons.
    fn refused(root: &Path) -> Vec<(String, String)> {
        let refused = walk(root).unwrap().refused.into_iter();
        refused.map(|one| (one.path, one.reason)).collect()
    }

    #[test]
    fn the_ending_has_any_case_and_a_folder_may_have_it() {
        let book = book(&[
            "claims/A.TOML",
            "claims/b.Toml",
            "claims/toml",
            "claims/folder.toml/c.toml",
            "claims/D.toml",
        ]);
        assert_eq!(
            paths(book.path()),
            [
                "claims/A.TOML",
                "claims/D.toml",
                "claims/b.Toml",
                "claims/folder.toml/c.toml"
            ]
        );
        assert!(refused(book.path()).is_empty());
    }

    #[test]
    fn paths_are_in_byte_order_across_folders() {
        let book = book(&["claims/a/b.toml", "claims/a-b.toml", "claims/a.toml"]);
        assert_eq!(
            paths(book.path()),
            ["claims/a-b.toml", "claims/a.toml", "claims/a/b.toml"]
        );
    }

    #[test]
    fn a_stamp_is_that_of_the_file() {
        let book = book(&["claims/a.toml"]);
        let path = book.path().join("claims/a.toml");
        fs::write(&path, "12345").unwrap();
        let files = walk(book.path()).unwrap().files;
        assert_eq!(files[0].stamp, Stamp::of(&fs::metadata(path).unwrap()));
        assert_eq!(files[0].stamp.size, 5);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_whose_path_is_not_utf_8_is_refused_and_other_files_do_not_matter() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let book = book(&["claims/a.toml", "shared.toml"]);
        let claims = book.path().join("claims");
        let latin = |name: &[u8]| claims.join(OsStr::from_bytes(name));
        fs::write(latin(b"caf\xe9.toml"), "").unwrap();
        fs::write(latin(b"caf\xe9.txt"), "").unwrap();
        fs::create_dir(latin(b"f\xe9")).unwrap();
        fs::write(latin(b"f\xe9/b.toml"), "").unwrap();
        fs::write(latin(b"f\xe9/b.txt"), "").unwrap();
        std::os::unix::fs::symlink("../shared.toml", latin(b"l\xe9.toml")).unwrap();
        assert_eq!(paths(book.path()), ["claims/a.toml"]);
        let reason = "has a name that is not UTF-8: rename it".to_owned();
        let names = ["caf\u{fffd}.toml", "f\u{fffd}/b.toml", "l\u{fffd}.toml"];
        assert_eq!(
            refused(book.path()),
            names.map(|name| (format!("claims/{name}"), reason.clone()))
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_a_regular_file_is_refused_also_behind_a_link() {
        let book = book(&["claims/a.toml"]);
        let root = book.path();
        let _socket = std::os::unix::net::UnixListener::bind(root.join("claims/s.toml")).unwrap();
        let _other = std::os::unix::net::UnixListener::bind(root.join("claims/s.txt")).unwrap();
        let _outer = std::os::unix::net::UnixListener::bind(root.join("outer")).unwrap();
        std::os::unix::fs::symlink("../outer", root.join("claims/l.toml")).unwrap();
        let reason = "is not a regular file".to_owned();
        assert_eq!(
            refused(root),
            [
                ("claims/l.toml".to_owned(), reason.clone()),
                ("claims/s.toml".to_owned(), reason)
            ]
        );
        assert_eq!(paths(root), ["claims/a.toml"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_has_the_stamp_of_its_target_and_other_dangling_links_do_not_matter() {
        use std::os::unix::fs::symlink;
        let book = book(&["claims/a.toml", "shared.toml", "notes.txt"]);
        let root = book.path();
        fs::write(root.join("shared.toml"), "123").unwrap();
        symlink("../shared.toml", root.join("claims/s.toml")).unwrap();
        symlink("../notes.txt", root.join("claims/n.txt")).unwrap();
        symlink("nowhere", root.join("claims/picture.png")).unwrap();
        let walk = walk(root).unwrap();
        assert_eq!(walk.files[1].path, "claims/s.toml");
        assert_eq!(walk.files[1].stamp.size, 3);
        assert_eq!((walk.files.len(), walk.refused.len()), (2, 0));
    }

    #[cfg(unix)]
    #[test]
    fn claims_may_be_a_link_inside_the_book_and_not_out_of_it() {
        use std::os::unix::fs::symlink;
        let outside = book(&["claims/secret.toml"]);
        let book = book(&["data/a.toml", "shared.toml"]);
        let root = book.path();
        symlink("data", root.join("claims")).unwrap();
        symlink("a.toml", root.join("data/again.toml")).unwrap();
        assert_eq!(paths(root), ["claims/a.toml"]);
        for target in [
            &outside.path().join("claims"),
            Path::new("."),
            Path::new(".."),
        ] {
            fs::remove_file(root.join("claims")).unwrap();
            symlink(target, root.join("claims")).unwrap();
            assert_eq!(paths(root), [""; 0], "{}", target.display());
            assert_eq!(
                refused(root),
                [("claims".to_owned(), super::LEAVES_BOOK.to_owned())]
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_hidden_place_in_the_book_is_refused() {
        use std::os::unix::fs::symlink;
        let book = book(&["claims/a.toml", ".git/config", ".env", "x/.kept/b.toml"]);
        let root = book.path();
        symlink("../.git/config", root.join("claims/git.toml")).unwrap();
        symlink("../.env", root.join("claims/env.toml")).unwrap();
        symlink("../x/.kept", root.join("claims/kept")).unwrap();
        let found = walk(root).unwrap();
        assert_eq!((found.files.len(), found.refused.len()), (1, 3));
        assert!(found.refused.iter().all(super::RefusedPath::is_outside));
    }

    #[cfg(unix)]
    #[test]
    fn a_book_reached_through_a_link_holds_the_same_files() {
        let book = book(&["claims/a.toml", "shared/s.toml"]);
        std::os::unix::fs::symlink("../shared", book.path().join("claims/linked")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("book");
        std::os::unix::fs::symlink(book.path(), &link).unwrap();
        assert_eq!(walk(&link).unwrap(), walk(book.path()).unwrap());
        assert_eq!(paths(&link), ["claims/a.toml", "claims/linked/s.toml"]);
    }
}
