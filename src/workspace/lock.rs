//! The lock of a book's index: one process at a time builds or refreshes it.

use crate::files;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

/// Held while the index is built or refreshed; let go when dropped, or when the process ends in whatever way.
#[derive(Debug)]
pub(super) struct IndexLock {
    file: File,
}

impl IndexLock {
    /// Waits for the lock of the book at `root`, making the index's folder where there is none.
    ///
    /// # Errors
    /// When the folder cannot be made or written: the book is read-only for this process.
    pub(super) fn take(root: &Path) -> io::Result<Self> {
        let folder = files::own_folder(root)?;
        let file = File::options()
            .create(true)
            .append(true)
            .open(folder.join("index.lock"))?;
        file.lock()?;
        Ok(Self { file })
    }

    /// The file system's own time now, in nanoseconds since 1970, which is what stamps are counted in: no clock of this
    /// machine is asked, so that one that is wrong does no harm.
    pub(super) fn now_ns(&mut self) -> io::Result<i64> {
        self.file.set_len(0)?;
        self.file.write_all(b"\n")?;
        Ok(files::Stamp::of(&self.file.metadata()?).mtime_ns)
    }
}
