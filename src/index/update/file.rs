//! What the workspace hands over: a file's state and what it brings.

use crate::domain::records::Records;

/// The state of a file when it was last looked at. Compared for difference only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileState {
    /// Bytes.
    pub size: i64,
    /// Last change of the content, nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Last change of content or properties.
    pub ctime_ns: i64,
    /// The file's number on its file system.
    pub inode: i64,
    /// SHA-256 of the content; none where it could not be read.
    pub sha256: Option<[u8; 32]>,
    /// Whether a later change might bear the same stamp.
    pub doubtful: bool,
    /// How many problems kept it from being read whole.
    pub unread: u32,
}

/// A file and what it brings to the book.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// Its path inside the book, parted by `/`.
    pub path: String,
    /// Its state.
    pub state: FileState,
    /// What it brings.
    pub records: Records,
}
