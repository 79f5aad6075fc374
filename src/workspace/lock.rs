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

#[cfg(test)]
mod tests {
    use super::IndexLock;
    use crate::files::Stamp;
    use std::fs;
    use std::fs::File;

    #[test]
    fn one_process_at_a_time_holds_the_lock() {
        let book = tempfile::tempdir().unwrap();
        let lock = IndexLock::take(book.path()).unwrap();
        let other = File::open(book.path().join(".claimbook/index.lock")).unwrap();
        assert!(other.try_lock().is_err());
        drop(lock);
        assert!(other.try_lock().is_ok());
    }

    #[test]
    fn the_time_is_that_of_files_written_now_and_the_lock_file_does_not_grow() {
        let book = tempfile::tempdir().unwrap();
        let mut lock = IndexLock::take(book.path()).unwrap();
        let file = book.path().join("a");
        fs::write(&file, "").unwrap();
        let written = Stamp::of(&fs::metadata(file).unwrap()).mtime_ns;
        let now = lock.now_ns().unwrap();
        assert!(
            (0..60_000_000_000).contains(&(now - written)),
            "{now} {written}"
        );
        assert!(lock.now_ns().unwrap() >= now);
        let path = book.path().join(".claimbook/index.lock");
        assert_eq!(fs::metadata(path).unwrap().len(), 1);
    }
}
