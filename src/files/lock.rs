//! The write lock of a book: only one process at a time changes its files.
//!
//! The system releases the lock when its holder ends, even by a kill, so the lock never gets stuck.

use std::fs::{File, TryLockError};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, io};

/// claimbook's own folder in a book. It holds the index, the locks and the journal.
pub(crate) const FOLDER: &str = ".claimbook";

/// The lock's file in the own folder.
const NAME: &str = "write.lock";

/// How long a writer waits before it names the process that it waits for.
const PATIENCE: Duration = Duration::from_secs(3);

/// The right to change the files of a book. Dropping it releases the lock.
#[derive(Debug)]
pub struct WriteLock {
    file: File,
    /// The book's own folder.
    folder: PathBuf,
}

impl WriteLock {
    /// Waits for the lock of the book at `root`.
    ///
    /// Processes that wait for us show `who`. If we wait for long, `waiting` receives the name of the holder.
    ///
    /// # Errors
    /// When the book's own folder cannot be created or written.
    pub fn take(root: &Path, who: &str, waiting: &(dyn Fn(&str) + Sync)) -> io::Result<Self> {
        let (file, folder) = open(root)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => wait(&file, &folder.join(NAME), waiting)?,
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Self::sign(file, folder, who)
    }

    /// Takes the lock if it is free.
    pub(crate) fn try_take(root: &Path) -> io::Result<Option<Self>> {
        let (file, folder) = open(root)?;
        match file.try_lock() {
            Ok(()) => Self::sign(file, folder, "recovery").map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The book's own folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the holder's name into the lock file. The file's own time tells since when.
    fn sign(file: File, folder: PathBuf, who: &str) -> io::Result<Self> {
        let mut lock = Self { file, folder };
        lock.file.set_len(0)?;
        lock.file.seek(SeekFrom::Start(0))?;
        lock.file.write_all(who.as_bytes())?;
        Ok(lock)
    }
}

fn open(root: &Path) -> io::Result<(File, PathBuf)> {
    let folder = own_folder(root)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(folder.join(NAME))?;
    Ok((file, folder))
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        // If this fails, the file still names the last holder. Closing the file releases the lock anyway.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Creates the book's own folder if it is missing, with a file that makes git ignore it.
pub(crate) fn own_folder(root: &Path) -> io::Result<PathBuf> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        fs::create_dir(&folder)
            .or_else(|error| if folder.is_dir() { Ok(()) } else { Err(error) })?;
    }
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        fs::write(
            &ignore,
            "# The index: built from the text files, safe to delete.\n*\n",
        )?;
    }
    Ok(folder)
}

/// Waits as long as it takes, and names the holder after a while.
fn wait(file: &File, path: &Path, waiting: &(dyn Fn(&str) + Sync)) -> io::Result<()> {
    let (done, is_done) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                waiting(&holder(path));
            }
        });
        let locked = file.lock();
        drop(done);
        locked
    })
}

/// Names the lock's holder: `` `claimbook set` (process 4711), for 5 s ``. Leaves out what the file does not tell.
#[expect(
    clippy::disallowed_methods,
    reason = "who waits wants to know for how long, and no answer depends on it"
)]
fn holder(path: &Path) -> String {
    let who = fs::read_to_string(path)
        .ok()
        .filter(|who| !who.is_empty())
        .unwrap_or_else(|| "another process".to_owned());
    let since = fs::metadata(path).and_then(|metadata| metadata.modified());
    match since.ok().and_then(|time| time.elapsed().ok()) {
        Some(elapsed) => format!("{who}, for {} s", elapsed.as_secs()),
        None => who,
    }
}

#[cfg(test)]
mod tests {
    use super::{WriteLock, holder, own_folder};
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_at_a_time_and_others_can_see_who() {
        let book = tempfile::tempdir().unwrap();
        let lock = WriteLock::take(book.path(), "set", &|_| {}).unwrap();
        assert!(WriteLock::try_take(book.path()).unwrap().is_none());
        let who = holder(&book.path().join(".claimbook/write.lock"));
        assert!(who.starts_with("set, for "), "{who}");
        drop(lock);
        assert!(WriteLock::try_take(book.path()).unwrap().is_some());
    }

    #[test]
    fn those_who_wait_all_get_their_turn() {
        let book = tempfile::tempdir().unwrap();
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _lock = WriteLock::take(book.path(), "set", &|_| {}).unwrap();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
    }

    #[test]
    fn the_own_folder_keeps_itself_out_of_git_and_a_changed_ignore_file_stays() {
        let book = tempfile::tempdir().unwrap();
        let ignore = own_folder(book.path()).unwrap().join(".gitignore");
        assert!(fs::read_to_string(&ignore).unwrap().ends_with("\n*\n"));
        fs::write(&ignore, "mine").unwrap();
        own_folder(book.path()).unwrap();
        assert_eq!(fs::read_to_string(&ignore).unwrap(), "mine");
    }

    #[test]
    fn a_file_in_place_of_the_own_folder_is_an_error_and_stays() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join(".claimbook"), "a file").unwrap();
        assert!(WriteLock::take(book.path(), "set", &|_| {}).is_err());
        assert!(WriteLock::try_take(book.path()).is_err());
        assert_eq!(
            fs::read_to_string(book.path().join(".claimbook")).unwrap(),
            "a file"
        );
    }

    #[test]
    fn a_shorter_name_replaces_a_longer_one_and_none_is_left_at_the_end() {
        let book = tempfile::tempdir().unwrap();
        let path = book.path().join(".claimbook/write.lock");
        own_folder(book.path()).unwrap();
        fs::write(&path, "a long name of a holder that was killed").unwrap();
        let lock = WriteLock::take(book.path(), "set", &|_| {}).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "set");
        drop(lock);
        assert_eq!(fs::read_to_string(&path).unwrap(), "");
    }

    #[test]
    fn a_holder_without_a_name_is_another_process_and_a_missing_file_tells_no_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("write.lock");
        assert_eq!(holder(&path), "another process");
        fs::write(&path, "").unwrap();
        assert_eq!(holder(&path), "another process, for 0 s");
    }
}
