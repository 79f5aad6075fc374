//! The lock of a book's index: only one process at a time builds or refreshes it.

use crate::files;
use crate::files::{CacheFolder, Stamp};
use std::fs::{File, FileTimes, Metadata, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, io};

/// How long to wait between two tries.
const STEP: Duration = Duration::from_millis(10);
/// How many times to try: for about a second.
const TRIES: u32 = 100;

/// How far the clocks of two file systems may differ. If the book's file system does not tell us its time, we take the
/// cache's, and doubt every file that changed in these ten minutes.
const MARGIN_NS: i64 = 600_000_000_000;

/// The longest name of a holder.
const NAME: u64 = 200;

/// The right to change the index. Dropping it, or the end of the process, releases the lock.
#[derive(Debug)]
pub(super) struct IndexLock {
    file: File,
}

/// Why the lock was not taken.
#[derive(Debug)]
pub(super) enum NoLock {
    /// The folder cannot be written.
    Unwritable,
    /// This process has held the lock for a second.
    Held(String),
}

impl IndexLock {
    /// Waits a second at most for the lock of the index in this folder.
    /// Processes that wait for us show `who`.
    pub(super) fn take(cache: &CacheFolder, who: &str) -> Result<Self, NoLock> {
        let unwritable = |_| NoLock::Unwritable;
        let mut options = File::options();
        let file = options.create(true).truncate(false).read(true).write(true);
        let file = file.open(cache.lock()).map_err(unwritable)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => {
                    let mut lock = Self { file };
                    lock.sign(who).map_err(unwritable)?;
                    return Ok(lock);
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(STEP),
                Err(TryLockError::Error(error)) => return Err(unwritable(error)),
            }
        }
        Err(NoLock::Held(holder(&file)))
    }

    /// Notes who holds the lock, for those who wait.
    fn sign(&mut self, who: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(who.as_bytes())
    }

    /// Returns a time that no file of the book at `root` has passed yet, in nanoseconds since 1970. Stamps are compared
    /// with it. The book may lie on another machine with another clock, so we ask its own file system if we can.
    pub(super) fn now_ns(&mut self, root: &Path) -> io::Result<i64> {
        if let Some(now_ns) = files::time_of(root) {
            return Ok(now_ns);
        }
        // The time that we set does not matter: the file system notes when we set it.
        self.file
            .set_times(FileTimes::new().set_accessed(UNIX_EPOCH))?;
        let ours = self.file.metadata()?;
        let now_ns = Stamp::of(&ours).ctime_ns;
        Ok(if is_on_device_of(&ours, root) {
            now_ns
        } else {
            now_ns.saturating_sub(MARGIN_NS)
        })
    }
}

fn holder(mut file: &File) -> String {
    let mut name = String::new();
    let read = file
        .seek(SeekFrom::Start(0))
        .and_then(|_| file.take(NAME).read_to_string(&mut name));
    match (read, name.trim()) {
        (Ok(_), name) if !name.is_empty() => name.to_owned(),
        _ => "another process".to_owned(),
    }
}

/// Whether the claims of the book lie on the file system of this file.
#[cfg(unix)]
fn is_on_device_of(ours: &Metadata, root: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(root.join("claims")).is_ok_and(|claims| claims.dev() == ours.dev())
}

/// Whether the claims of the book lie on the file system of this file. This system does not tell.
#[cfg(not(unix))]
fn is_on_device_of(_ours: &Metadata, _root: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::{IndexLock, MARGIN_NS, NoLock};
    use crate::files::{CacheFolder, Stamp, WriteLock};
    use std::fs;
    use std::path::Path;

    fn cache(book: &Path) -> CacheFolder {
        CacheFolder::open(&book.join("cache"), book).unwrap()
    }

    #[test]
    fn one_process_at_a_time_holds_the_lock_and_others_learn_which() {
        let book = tempfile::tempdir().unwrap();
        let cache = cache(book.path());
        let lock = IndexLock::take(&cache, "process 4711, a long name").unwrap();
        let refused = IndexLock::take(&cache, "process 4712").unwrap_err();
        assert!(matches!(refused, NoLock::Held(who) if who == "process 4711, a long name"));
        drop(lock);
        drop(IndexLock::take(&cache, "process 1").unwrap());
        assert_eq!(fs::read_to_string(cache.lock()).unwrap(), "process 1");
    }

    #[test]
    fn a_folder_that_is_gone_cannot_be_written() {
        let book = tempfile::tempdir().unwrap();
        let cache = cache(book.path());
        fs::remove_dir_all(cache.path()).unwrap();
        let refused = IndexLock::take(&cache, "process 1").unwrap_err();
        assert!(matches!(refused, NoLock::Unwritable));
    }

    /// How long before now a file of the book was written, by the time that the lock tells.
    fn age_of_a_new_file(book: &Path, cache: &CacheFolder) -> i64 {
        let claims = book.join("claims");
        fs::create_dir_all(&claims).unwrap();
        fs::write(claims.join("a.toml"), "").unwrap();
        let written = Stamp::of(&fs::metadata(claims.join("a.toml")).unwrap()).ctime_ns;
        let mut lock = IndexLock::take(cache, "process 1").unwrap();
        lock.now_ns(book).unwrap() - written
    }

    #[cfg(unix)]
    #[test]
    fn the_time_is_that_of_files_written_now() {
        let book = tempfile::tempdir().unwrap();
        let cache = cache(book.path());
        let minute = 0..60_000_000_000;
        assert!(minute.contains(&age_of_a_new_file(book.path(), &cache)));
        drop(WriteLock::take(book.path(), None, "set", &|_| {}).unwrap());
        assert!(minute.contains(&age_of_a_new_file(book.path(), &cache)));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_clock_of_another_file_system_is_trusted_with_a_margin() {
        // Linux keeps this folder in memory: another file system than that of other temporary files, if these are on a disk.
        let book = tempfile::tempdir_in("/dev/shm").unwrap();
        let place = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).unwrap();
        let cache = CacheFolder::open(place.path(), book.path()).unwrap();
        let age = age_of_a_new_file(book.path(), &cache);
        assert!((-MARGIN_NS..-MARGIN_NS / 2).contains(&age), "{age}");
        drop(WriteLock::take(book.path(), None, "set", &|_| {}).unwrap());
        let age = age_of_a_new_file(book.path(), &cache);
        assert!((0..60_000_000_000).contains(&age), "{age}");
    }
}
