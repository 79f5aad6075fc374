//! Keeps the originals and texts of articles: any bytes, in a file of the book that is outside `claims/`.
//!
//! We write each file beside its place, sync it and rename it, so a killed write leaves the old file or the new one. We follow
//! no link.

use crate::files::inside::{LEAVES_BOOK, is_inside, parts};
use crate::files::system;
use std::fs::Metadata;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The folder of the book for articles. It is made when the first article comes.
pub const ARTICLES: &str = "articles";

/// Why a file was not kept.
#[derive(Debug, thiserror::Error)]
#[error("`{path}` {reason}")]
pub struct KeepError {
    path: String,
    reason: String,
}

impl KeepError {
    fn new(path: &str, reason: impl Into<String>) -> Self {
        let (path, reason) = (path.to_owned(), reason.into());
        Self { path, reason }
    }

    fn io(path: &str, error: &io::Error) -> Self {
        Self::new(path, format!("cannot be written: {error}"))
    }
}

/// Whether the book has a file, a folder or a link at this path.
#[must_use]
pub fn is_taken(root: &Path, path: &str) -> bool {
    fs::symlink_metadata(root.join(path)).is_ok()
}

/// Keeps a file in place of the one that is there.
///
/// # Errors
/// If the path leads out of the book or cannot be written.
pub fn keep_over(root: &Path, path: &str, bytes: &[u8]) -> Result<(), KeepError> {
    let (real, there) = place(root, path)?;
    put(&real, there.as_ref(), bytes).map_err(|error| KeepError::io(path, &error))
}

/// Reads a kept file. `None` if there is none.
///
/// # Errors
/// If the path leads out of the book, or the file cannot be read.
pub fn read_kept(root: &Path, path: &str) -> Result<Option<Vec<u8>>, KeepError> {
    let (real, there) = place(root, path)?;
    if there.is_none() {
        return Ok(None);
    }
    let bytes = fs::read(real).map_err(|error| KeepError::io(path, &error))?;
    Ok(Some(bytes))
}

/// Takes back a file that was just kept.
pub fn forget(root: &Path, path: &str) {
    if let Ok((real, Some(_))) = place(root, path) {
        // The command fails anyway, and says why.
        let _ = fs::remove_file(real);
    }
}

/// The real place of a file inside the book, and the file that is there.
fn place(root: &Path, path: &str) -> Result<(PathBuf, Option<Metadata>), KeepError> {
    let outside = || KeepError::new(path, LEAVES_BOOK);
    let failed = |error: io::Error| KeepError::io(path, &error);
    let named = Path::new(path);
    let (Some(_), Some(name)) = (parts(named), named.file_name()) else {
        return Err(outside());
    };
    let book = fs::canonicalize(root).map_err(failed)?;
    let folder = book.join(named.parent().unwrap_or(Path::new("")));
    if folder == book.join(ARTICLES) && fs::symlink_metadata(&folder).is_err() {
        fs::create_dir(&folder).map_err(failed)?;
        system::sync_folder(&book).map_err(failed)?;
    }
    let real = fs::canonicalize(folder).map_err(failed)?.join(name);
    if !is_inside(&book, &real, named) {
        return Err(outside());
    }
    match fs::symlink_metadata(&real) {
        Ok(there) if there.is_symlink() => Err(outside()),
        Ok(there) if !there.is_file() => Err(KeepError::new(path, "is not a regular file")),
        Ok(there) => Ok((real, Some(there))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((real, None)),
        Err(error) => Err(failed(error)),
    }
}

/// Writes beside the place, brings it to the disk and renames it.
fn put(real: &Path, there: Option<&Metadata>, bytes: &[u8]) -> io::Result<()> {
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".claimbook-");
    #[cfg(unix)]
    if there.is_none() {
        // The mode of any new file: the umask takes its share.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions())?;
    }
    file.as_file().sync_all()?;
    if there.is_some() {
        file.persist(real)?;
    } else {
        file.persist_noclobber(real)?;
    }
    system::sync_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::{forget, is_taken, keep_over, read_kept};
    use std::fs;

    #[test]
    fn a_file_takes_the_place_of_another_and_the_folder_comes_with_the_first() {
        let book = tempfile::tempdir().unwrap();
        assert_eq!(read_kept(book.path(), "articles/a.txt").unwrap(), None);
        keep_over(book.path(), "articles/a.txt", b"one").unwrap();
        let one = read_kept(book.path(), "articles/a.txt").unwrap();
        assert_eq!(one.as_deref(), Some(b"one".as_slice()));
        keep_over(book.path(), "articles/a.txt", b"three").unwrap();
        let kept = fs::read(book.path().join("articles/a.txt")).unwrap();
        assert_eq!(kept, b"three");
        forget(book.path(), "articles/a.txt");
        assert!(!is_taken(book.path(), "articles/a.txt"));
        let left: Vec<_> = fs::read_dir(book.path().join("articles"))
            .unwrap()
            .collect();
        assert!(left.is_empty(), "nothing stays beside it");
    }

    #[test]
    fn nothing_is_kept_outside_the_book_or_through_a_link() {
        let around = tempfile::tempdir().unwrap();
        let book = around.path().join("book");
        let other = around.path().join("other");
        for folder in [&book, &other] {
            fs::create_dir(folder).unwrap();
        }
        for path in ["../other/a.txt", "/elsewhere/a.txt", ".git/a.txt", "", ".."] {
            assert!(keep_over(&book, path, b"x").is_err(), "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&other, book.join("articles")).unwrap();
            assert!(keep_over(&book, "articles/a.txt", b"x").is_err());
            fs::remove_file(book.join("articles")).unwrap();
            fs::create_dir(book.join("articles")).unwrap();
            fs::write(other.join("secret"), "mine").unwrap();
            let link = book.join("articles/a.txt");
            std::os::unix::fs::symlink(other.join("secret"), link).unwrap();
            assert!(keep_over(&book, "articles/a.txt", b"x").is_err());
            assert_eq!(fs::read(other.join("secret")).unwrap(), b"mine");
        }
        assert_eq!(
            fs::read_dir(&other).unwrap().count(),
            usize::from(cfg!(unix))
        );
    }
}
