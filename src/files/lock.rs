//! The lock of a book's writers: one process at a time changes its files.
//!
//! The system lets go of it when its holder ends, in whatever way, so that none is ever stuck.

use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

/// The folder in a book that is the program's own: the index, the locks, the journal.
pub(crate) const FOLDER: &str = ".claimbook";

/// The lock's file in that folder.
const NAME: &str = "write.lock";

/// How long a writer waits before it says for whom.
const PATIENCE: Duration = Duration::from_secs(3);

/// The right to change the files of a book; let go when dropped.
#[derive(Debug)]
pub struct WriteLock {
    file: File,
    /// The book's own folder.
    folder: PathBuf,
}

impl WriteLock {
    /// Waits for the lock of the book at `root`.
    ///
    /// `who` is what others are told who wait for us; `waiting` is told who holds the lock when that takes a while.
    ///
    /// # Errors
    /// When the book's own folder cannot be made or written.
    pub fn take(root: &Path, who: &str, waiting: &(dyn Fn(&str) + Sync)) -> io::Result<Self> {
        let (file, folder) = open(root)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => wait(&file, &folder.join(NAME), waiting)?,
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Self::sign(file, folder, who)
    }

    /// Takes the lock if nobody holds it.
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

    /// Writes down who holds the lock; since when is the file's own time.
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
        // What cannot be wiped only says who held it last; the lock itself goes with the file's closing.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// Makes the book's own folder, which git ignores, where there is none.
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

/// Waits without end, and says for whom once it takes long.
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

/// Who holds the lock, and for how long: `` `claimbook set` (process 4711), for 5 s ``.
fn holder(path: &Path) -> String {
    let who = fs::read_to_string(path).ok().filter(|who| !who.is_empty());
    let since = fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .ok();
    let seconds = since
        .and_then(|time| time.elapsed().ok())
        .map_or(0, |elapsed| elapsed.as_secs());
    format!(
        "{}, for {seconds} s",
        who.as_deref().unwrap_or("another process")
    )
}

#[cfg(test)]
mod tests {
    use super::WriteLock;
    use super::holder;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

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
}
