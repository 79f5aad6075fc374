//! The lock of a book's index: only one process at a time rebuilds or refreshes it.

use crate::files;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

/// The right to change the index. Dropping it, or the end of the process, releases the lock.
#[derive(Debug)]
pub(super) struct IndexLock {
    file: File,
}

impl IndexLock {
    /// Waits for the lock of the book at `root`. Creates the folder of the index if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be created or written, because the book is read-only for this process.
    pub(super) fn take(root: &Path) -> io::Result<Self> {
        let folder = files::own_folder(root)?;
        let file = File::options()
            .create(true)
            .append(true)
            .open(folder.join("index.lock"))?;
        file.lock()?;
        Ok(Self { file })
    }

    /// Asks the file system for its time, in nanoseconds since 1970. Stamps use the same time, so a wrong clock of this
    /// machine does no harm.
    pub(super) fn now_ns(&mut self) -> io::Result<i64> {
        self.file.set_len(0)?;
        self.file.write_all(b"\n")?;
        Ok(files::Stamp::of(&self.file.metadata()?).mtime_ns)
    }
}
