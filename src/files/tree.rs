//! Where the files of a book are: in its folder, or in a snapshot in memory.

use crate::files::inside::ReadError;
use crate::files::read::{FileText, bytes_inside, digest_inside, look_inside, read, stamp_inside};
use crate::files::snapshot::Snapshot;
use crate::files::stamp::Stamp;
use crate::files::walk::{Walk, walk};
use std::io;
use std::path::Path;

/// The files of a book.
#[derive(Clone, Copy, Debug)]
pub enum FileTree<'a> {
    /// In the book's folder, as they are now.
    Folder(&'a Path),
    /// In memory, as they were once.
    Snapshot(&'a Snapshot),
}

impl FileTree<'_> {
    /// Lists the texts of the book.
    ///
    /// # Errors
    /// When `claims/` cannot be listed.
    pub fn walk(self) -> io::Result<Walk> {
        match self {
            Self::Folder(root) => walk(root),
            Self::Snapshot(snapshot) => snapshot.walk(),
        }
    }

    /// Reads a text file.
    ///
    /// # Errors
    /// When it cannot be read, is outside the book, is too large or is not UTF-8.
    pub fn read(self, path: &str) -> Result<FileText, ReadError> {
        match self {
            Self::Folder(root) => read(root, path),
            Self::Snapshot(snapshot) => snapshot.read(path),
        }
    }

    /// Reads the bytes of a file of the book. The error is [`ReadError::TooLarge`] if it has more than `most`.
    pub(crate) fn bytes(self, path: &str, most: u64) -> Result<Vec<u8>, ReadError> {
        match self {
            Self::Folder(root) => bytes_inside(root, path, most),
            Self::Snapshot(snapshot) => snapshot.bytes(path, most),
        }
    }

    /// Digests a file of the book, however large it is.
    pub(crate) fn digest(self, path: &str) -> Result<[u8; 32], ReadError> {
        match self {
            Self::Folder(root) => digest_inside(root, path),
            Self::Snapshot(snapshot) => snapshot.digest(path),
        }
    }

    /// The stamp of a file of the book. `None` if there is no such file in it.
    pub(crate) fn stamp(self, path: &str) -> Option<Stamp> {
        match self {
            Self::Folder(root) => stamp_inside(root, path),
            Self::Snapshot(snapshot) => Some(snapshot.read(path).ok()?.stamp),
        }
    }

    /// Looks whether a path names a regular file of the book.
    pub(crate) fn look(self, path: &str) -> Result<(), ReadError> {
        match self {
            Self::Folder(root) => look_inside(root, path),
            Self::Snapshot(snapshot) => match snapshot.file(path) {
                Some(_) => Ok(()),
                None => snapshot.digest(path).map(|_| ()),
            },
        }
    }

    /// Whether something lies under this path, be it a link that leads nowhere.
    pub(crate) fn has(self, path: &str) -> bool {
        match self {
            Self::Folder(root) => root.join(path).symlink_metadata().is_ok(),
            Self::Snapshot(snapshot) => snapshot.has(path),
        }
    }
}
