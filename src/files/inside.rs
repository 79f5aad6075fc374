//! Opens what a book names, and only if it lies in the book.
//!
//! A book may come from a stranger. A link in it must not make claimbook read the user's other files, and a special file
//! must not make it wait for ever.

use crate::files::encoding::Encoding;
use crate::files::own::FOLDER;
use crate::files::system;
use crate::files::system::Access;
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

/// Why claimbook does not follow a link, worded to follow the path.
pub(super) const LEAVES_BOOK: &str =
    "is a symbolic link that leaves the book: put the file itself here";

/// The largest file that claimbook reads, in bytes. Forty claims take about thirty thousand. The limit bounds memory: a
/// hostile text takes a hundred times its size while we parse it.
pub(super) const LARGEST: u64 = 4 * 1024 * 1024;

/// Why claimbook could not read a file. The messages follow the file's path.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system did not open or read it.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is larger than 4 MiB.
    #[error("is larger than {} MiB: split it", LARGEST / 1024 / 1024)]
    TooLarge,
    /// It is not a regular file.
    #[error("is not a regular file")]
    NotAFile,
    /// The path, or a link on it, leads out of the book or to a hidden place in it.
    #[error("{LEAVES_BOOK}")]
    Outside,
    /// It is large and consists of holes.
    #[error("is a sparse file: nearly all of it is holes")]
    Sparse,
    /// Its bytes are not UTF-8.
    #[error("is not UTF-8, but looks like {encoding}")]
    NotUtf8 {
        /// What it looks like.
        encoding: Encoding,
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Column of that byte in characters, from 1.
        column: usize,
        /// SHA-256 of the bytes.
        sha256: [u8; 32],
    },
}

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();

/// The largest ledger of an import: it has a line for each foreign record.
pub(super) const LARGEST_LEDGER: u64 = 128 * 1024 * 1024;

/// The largest file at this path inside the book that claimbook reads and writes.
pub(super) fn largest(path: &str) -> u64 {
    if is_ledger(path) {
        LARGEST_LEDGER
    } else {
        LARGEST
    }
}

/// Whether this is the path of the ledger of an import: `imports/NAME.csv`.
pub(super) fn is_ledger(path: &str) -> bool {
    let name = path
        .strip_prefix("imports/")
        .and_then(|path| path.strip_suffix(".csv"));
    name.is_some_and(|name| {
        !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\'])
    })
}

/// Whether two paths are the same but for the form of their accents.
pub(super) fn same_spelling(one: &str, other: &str) -> bool {
    NFC.normalize(one) == NFC.normalize(other)
}

/// Folders that belong to other programs or to claimbook. They may hold secrets, such as the token of a remote.
const OTHERS: [&str; 2] = [".git", FOLDER];

/// Opens a regular file of the book to read it. `path` is relative to `root`.
pub(super) fn open_inside(root: &Path, path: &str) -> Result<(File, Metadata), ReadError> {
    match open_spelled(root, path) {
        Err(error) if error.is_missing() && !path.is_ascii() => match on_disk(root, path) {
            Some(spelled) => open_spelled(root, &spelled),
            None => Err(error),
        },
        opened => opened,
    }
}

/// The path as the disk spells it. An accent has two forms in Unicode, and file systems keep the form that they were given.
fn on_disk(root: &Path, path: &str) -> Option<String> {
    let mut spelled = PathBuf::new();
    for part in parts(Path::new(path))? {
        let wanted = NFC.normalize(part.to_str()?).into_owned();
        let is_there = fs::symlink_metadata(root.join(&spelled).join(part)).is_ok();
        let found = if is_there {
            part.to_owned()
        } else {
            let mut names = fs::read_dir(root.join(&spelled))
                .ok()?
                .filter_map(Result::ok);
            let is_it = |name: &OsStr| {
                name.to_str()
                    .is_some_and(|name| NFC.normalize(name) == wanted)
            };
            names.find_map(|entry| Some(entry.file_name()).filter(|name| is_it(name)))?
        };
        spelled.push(found);
    }
    spelled.into_os_string().into_string().ok()
}

fn open_spelled(root: &Path, path: &str) -> Result<(File, Metadata), ReadError> {
    let named = parts(Path::new(path)).ok_or(ReadError::Outside)?;
    let opened = match system::open_beneath(root, &named, Access::Read) {
        Err(error) if system::met_link(&error) => {
            let (book, real) = follow(root, path)?;
            let inside = real.strip_prefix(&book).ok().and_then(parts);
            system::open_beneath(&book, &inside.ok_or(ReadError::Outside)?, Access::Read)
        }
        opened => opened,
    };
    opened?.ok_or(ReadError::NotAFile)
}

/// Follows the links on a path. Returns the real path of the book and that of the file.
fn follow(root: &Path, path: &str) -> Result<(PathBuf, PathBuf), ReadError> {
    let book = fs::canonicalize(root)?;
    let real = fs::canonicalize(book.join(path))?;
    if is_inside(&book, &real, Path::new(path)) {
        Ok((book, real))
    } else {
        Err(ReadError::Outside)
    }
}

/// Whether `real` is a place in the book to which the path `named` may lead. A link may not lead to a hidden place, because
/// that is where programs keep secrets. A path that spells the hidden name itself may.
pub(super) fn is_inside(book: &Path, real: &Path, named: &Path) -> bool {
    let spelled = |part: &OsStr| named.iter().any(|name| name == part);
    real != book
        && real
            .strip_prefix(book)
            .ok()
            .and_then(parts)
            .is_some_and(|parts| {
                let mut parts = parts.into_iter();
                parts.all(|part| !part.as_encoded_bytes().starts_with(b".") || spelled(part))
            })
}

/// Splits a path into its parts; `None` if it can leave the folder that it begins in, or names another program's folder.
pub(super) fn parts(path: &Path) -> Option<Vec<&OsStr>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) if OTHERS.iter().any(|own| name.eq_ignore_ascii_case(own)) => {
                return None;
            }
            Component::Normal(name) => parts.push(name),
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(parts)
}

/// Files smaller than this may be sparse.
const SMALL: u64 = 16 * 1024 * 1024;

/// No compression of a file system makes a file this many times smaller, so the rest is holes.
const HOLES: u64 = 16;

/// Whether a file is large and consists of holes, so that reading it takes for ever.
#[cfg(unix)]
pub(super) fn is_sparse(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let taken = metadata.blocks().saturating_mul(512);
    metadata.len() > SMALL && taken.saturating_mul(HOLES) < metadata.len()
}

/// Whether a file is large and consists of holes. This system does not tell.
#[cfg(not(unix))]
pub(super) fn is_sparse(_metadata: &Metadata) -> bool {
    false
}

impl ReadError {
    /// Whether there is no such file.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Io(error) if error.kind() == io::ErrorKind::NotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::{ReadError, is_inside, open_inside};
    use std::fs;
    use std::io::Read;
    use std::path::Path;

    /// A folder with a book and a secret beside it.
    fn place() -> tempfile::TempDir {
        let place = tempfile::tempdir().unwrap();
        let book = place.path().join("book");
        for folder in ["claims/deep", "shared", ".git", ".claimbook", ".kept"] {
            fs::create_dir_all(book.join(folder)).unwrap();
            fs::write(book.join(folder).join("f"), folder).unwrap();
        }
        fs::create_dir(place.path().join("home")).unwrap();
        fs::write(place.path().join("home/f"), "secret").unwrap();
        place
    }

    /// The text of a file, or why it is not opened.
    fn text(place: &Path, path: &str) -> Result<String, String> {
        let (mut file, metadata) =
            open_inside(&place.join("book"), path).map_err(|error| error.to_string())?;
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(metadata.len(), text.len() as u64);
        Ok(text)
    }

    fn is_outside(place: &Path, path: &str) -> bool {
        matches!(
            open_inside(&place.join("book"), path),
            Err(ReadError::Outside)
        )
    }

    #[test]
    fn a_file_at_any_depth_is_opened() {
        let place = place();
        for (path, wanted) in [
            ("claims/deep/f", "claims/deep"),
            ("./shared/./f", "shared"),
            (".kept/f", ".kept"),
        ] {
            assert_eq!(text(place.path(), path).unwrap(), wanted);
        }
    }

    #[test]
    fn a_path_that_could_leave_the_book_is_not_looked_at() {
        let place = place();
        let absolute = place.path().join("book/shared/f").display().to_string();
        for path in [
            "../home/f",
            "shared/../../home/f",
            "shared/../shared/f",
            &absolute,
            "/dev/zero",
            ".git/f",
            ".GIT/f",
            "shared/.git/f",
            ".claimbook/f",
        ] {
            assert!(is_outside(place.path(), path), "{path}");
        }
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let place = place();
        let root = place.path().join("book");
        for path in ["claims", "claims/deep", ".", ""] {
            assert!(
                matches!(open_inside(&root, path), Err(ReadError::NotAFile)),
                "{path}"
            );
        }
        assert!(open_inside(&root, "claims/none").unwrap_err().is_missing());
        assert!(open_inside(&root, "none/none").unwrap_err().is_missing());
        assert!(!open_inside(&root, "shared/f/x").unwrap_err().is_missing());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_only_to_a_visible_place_in_the_book() {
        use std::os::unix::fs::symlink;
        let place = place();
        let book = place.path().join("book");
        let links = [
            ("near", "shared/f"),
            ("folder", "shared"),
            ("out", "../home/f"),
            ("home", "../home"),
            ("round", "../book/shared/f"),
            ("twice", "out"),
            ("git", ".git/f"),
            ("own", ".claimbook/f"),
            ("kept", ".kept/f"),
            ("root", "."),
            ("environ", "/proc/self/environ"),
        ];
        for (name, target) in links {
            symlink(target, book.join(name)).unwrap();
        }
        symlink(book.join("shared"), book.join("absolute")).unwrap();
        for path in ["near", "folder/f", "round", "absolute/f", "root/shared/f"] {
            assert_eq!(text(place.path(), path).unwrap(), "shared", "{path}");
        }
        for path in [
            "out",
            "home/f",
            "twice",
            "git",
            "own",
            "kept",
            "environ",
            "root/.git/f",
        ] {
            assert!(is_outside(place.path(), path), "{path}");
        }
        symlink("nowhere", book.join("dangling")).unwrap();
        assert!(open_inside(&book, "dangling").unwrap_err().is_missing());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_a_socket_and_a_device_are_not_opened() {
        let place = place();
        let book = place.path().join("book");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        let fifo = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, book.join("fifo"), fifo, mode, 0).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(book.join("socket")).unwrap();
        std::os::unix::fs::symlink("fifo", book.join("link")).unwrap();
        for path in ["fifo", "socket", "link"] {
            assert!(
                matches!(open_inside(&book, path), Err(ReadError::NotAFile)),
                "{path}"
            );
        }
    }

    #[test]
    fn only_hidden_parts_that_the_path_spells_may_be_reached() {
        let inside =
            |real: &str, named: &str| is_inside(Path::new("/b"), Path::new(real), Path::new(named));
        assert!(inside("/b/x/y", "l"));
        assert!(inside("/b/.kept/y", ".kept/l"));
        assert!(!inside("/b/.kept/y", "l"));
        assert!(!inside("/b", "l"));
        assert!(!inside("/bx/y", "l"));
        assert!(!inside("/b/.git/y", ".git/y"));
    }
}
