//! The write lock of a book: only one process at a time changes its files.
//!
//! The system releases the lock when its holder ends, even by a kill, so the lock never gets stuck. The lock's file holds
//! one record of fixed width: a number that tells readers whether several files are being replaced, and the holder's name.

use crate::files::cache::CacheFolder;
use crate::files::own::{LOCK, OwnFolder};
use crate::files::stamp::Stamp;
use crate::files::system::Access;
use std::fs::{File, FileTimes, TryLockError};
use std::io;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::{Duration, UNIX_EPOCH};

/// How long a writer waits before it names the process that it waits for.
const PATIENCE: Duration = Duration::from_secs(3);

/// Digits of the number, which the record begins with.
const DIGITS: usize = 20;
/// Bytes of the record.
const WIDTH: usize = 160;

/// The right to change the files of a book. Dropping it releases the lock.
#[derive(Debug)]
pub struct WriteLock {
    file: File,
    own: OwnFolder,
    cache: Option<CacheFolder>,
}

impl WriteLock {
    /// Waits for the lock of the book at `root`. With a `cache`, a write to several files survives a kill.
    ///
    /// Processes that wait for us show `who`. If we wait for long, `waiting` receives the name of the holder.
    ///
    /// # Errors
    /// When the book's own folder cannot be created or written, or holds anything that is not ours.
    pub fn take(
        root: &Path,
        cache: Option<&CacheFolder>,
        who: &str,
        waiting: &(dyn Fn(&str) + Sync),
    ) -> io::Result<Self> {
        let (file, own) = open(root)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => wait(&file, &own, waiting)?,
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Self::taken(file, own, cache, who)
    }

    /// Takes the lock if it is free.
    pub(crate) fn try_take(root: &Path, cache: Option<&CacheFolder>) -> io::Result<Option<Self>> {
        let (file, own) = open(root)?;
        match file.try_lock() {
            Ok(()) => Self::taken(file, own, cache, "recovery").map(Some),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn taken(
        file: File,
        own: OwnFolder,
        cache: Option<&CacheFolder>,
        who: &str,
    ) -> io::Result<Self> {
        let cache = cache.cloned();
        let lock = Self { file, own, cache };
        lock.sign(who)?;
        Ok(lock)
    }

    /// The book's own folder.
    pub(super) fn own(&self) -> &OwnFolder {
        &self.own
    }

    /// The cache folder of the book, if it has one.
    pub(super) fn cache(&self) -> Option<&CacheFolder> {
        self.cache.as_ref()
    }

    /// The key that signs the journal; `None` if there is no cache folder to keep it in.
    pub(super) fn key(&self) -> Option<[u8; 32]> {
        self.cache.as_ref().and_then(|cache| cache.key().ok())
    }

    /// Writes the holder's name. The file's own time tells since when.
    fn sign(&self, who: &str) -> io::Result<()> {
        let number = number(&self.file).unwrap_or_default();
        let mut record = format!("{number:0DIGITS$} {}", shown(who)).into_bytes();
        record.resize(WIDTH - 1, b' ');
        record.push(b'\n');
        self.write(&record)
    }

    /// Tells readers that we replace several files from now on.
    pub(super) fn begin_replacing(&self) -> io::Result<()> {
        let number = number(&self.file).unwrap_or_default();
        self.write_number(number + 1 + number % 2)
    }

    /// Tells readers that the files are whole again.
    pub(super) fn end_replacing(&self) -> io::Result<()> {
        let number = number(&self.file).unwrap_or_default();
        self.write_number(number + number % 2)
    }

    fn write_number(&self, number: u64) -> io::Result<()> {
        self.write(format!("{number:0DIGITS$}").as_bytes())
    }

    fn write(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(bytes)
    }
}

impl Drop for WriteLock {
    fn drop(&mut self) {
        // If this fails, the file still names the last holder. Closing the file releases the lock anyway.
        let _ = self.sign("");
        let _ = self.file.unlock();
    }
}

/// Opens the file of the lock, which it creates if it is missing.
fn open(root: &Path) -> io::Result<(File, OwnFolder)> {
    let own = OwnFolder::prepare(root)?;
    let file = match own.open(LOCK, Access::Change)? {
        Some(file) => file,
        None => create(&own)?,
    };
    Ok((file, own))
}

fn create(own: &OwnFolder) -> io::Result<File> {
    match own.open(LOCK, Access::Create) {
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            own.open(LOCK, Access::Change)
        }
        created => created,
    }?
    .ok_or_else(|| io::ErrorKind::NotFound.into())
}

/// How far the writers of a book have come. If it is the same before and after a look at the files, and nobody is
/// replacing files, the look saw every write to several files whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    number: u64,
    is_replacing: bool,
}

impl Sequence {
    /// Whether a process is replacing several files just now.
    #[must_use]
    pub fn is_replacing(self) -> bool {
        self.is_replacing
    }
}

/// Returns how far the writers of the book at `root` have come. Believes an odd number only while somebody holds the lock:
/// a killed writer leaves one behind, and a stranger's book may bring one.
#[must_use]
pub fn sequence(root: &Path) -> Sequence {
    let Some(file) = lock_file(root, Access::Read) else {
        return Sequence::default();
    };
    let number = number(&file).unwrap_or_default();
    let is_held = || matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    Sequence {
        number,
        is_replacing: number % 2 == 1 && is_held(),
    }
}

/// Asks the book's file system for its time, in nanoseconds since 1970; `None` if we cannot write in the book, or nobody
/// did so far. The stamps of the book's files use the same time.
#[must_use]
pub fn time_of(root: &Path) -> Option<i64> {
    let file = lock_file(root, Access::Change)?;
    // The time that we set does not matter: the file system notes when we set it.
    let any = FileTimes::new().set_accessed(UNIX_EPOCH);
    file.set_times(any).ok()?;
    Some(Stamp::of(&file.metadata().ok()?).ctime_ns)
}

/// Opens the lock's file if there is one that we may believe.
fn lock_file(root: &Path, access: Access) -> Option<File> {
    OwnFolder::find(root).ok()??.open(LOCK, access).ok()?
}

/// Reads the number of the record; `None` if there is none.
fn number(file: &File) -> Option<u64> {
    let digits = record(file)?;
    let number: u64 = digits.get(..DIGITS)?.parse().ok()?;
    // A larger number is not ours, and would overflow.
    (number < u64::MAX / 2).then_some(number)
}

fn record(mut file: &File) -> Option<String> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).ok()?;
    file.take(WIDTH as u64).read_to_end(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

/// Waits as long as it takes, and names the holder after a while.
fn wait(file: &File, own: &OwnFolder, waiting: &(dyn Fn(&str) + Sync)) -> io::Result<()> {
    let (done, is_done) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if is_done.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                waiting(&holder(own));
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
fn holder(own: &OwnFolder) -> String {
    let file = own.open(LOCK, Access::Read).ok().flatten();
    let who = file.as_ref().and_then(record).unwrap_or_default();
    let who = shown(who.get(DIGITS..).unwrap_or_default().trim());
    let who = if who.is_empty() {
        "another process".to_owned()
    } else {
        who
    };
    let since = file.and_then(|file| file.metadata().ok()?.modified().ok()?.elapsed().ok());
    match since {
        Some(since) => format!("{who}, for {} s", since.as_secs()),
        None => who,
    }
}

/// Shortens a name so that it fits into the record, and takes out what does not belong on a terminal.
fn shown(who: &str) -> String {
    let plain = who.chars().filter(|c| *c == ' ' || c.is_ascii_graphic());
    plain.take(WIDTH - DIGITS - 2).collect()
}

#[cfg(test)]
mod tests {
    use super::{LOCK, Sequence, WIDTH, WriteLock, holder, sequence, time_of};
    use crate::files::Stamp;
    use crate::files::own::OwnFolder;
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn take(root: &Path) -> WriteLock {
        WriteLock::take(root, None, "set", &|_| {}).unwrap()
    }

    fn is_free(root: &Path) -> bool {
        WriteLock::try_take(root, None).unwrap().is_some()
    }

    #[test]
    fn one_at_a_time_and_others_can_see_who() {
        let book = tempfile::tempdir().unwrap();
        let lock = take(book.path());
        assert!(!is_free(book.path()));
        let own = OwnFolder::find(book.path()).unwrap().unwrap();
        assert_eq!(holder(&own), "set, for 0 s");
        drop(lock);
        assert!(is_free(book.path()));
        assert_eq!(holder(&own), "another process, for 0 s");
    }

    #[test]
    fn those_who_wait_all_get_their_turn() {
        let book = tempfile::tempdir().unwrap();
        let inside = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let _lock = take(book.path());
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    std::thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
    }

    #[test]
    fn a_file_in_place_of_the_own_folder_is_an_error() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join(".claimbook"), "a file").unwrap();
        assert!(WriteLock::take(book.path(), None, "set", &|_| {}).is_err());
        assert!(WriteLock::try_take(book.path(), None).is_err());
    }

    #[test]
    fn the_record_keeps_its_width_and_nothing_is_cut_off() {
        let book = tempfile::tempdir().unwrap();
        let path = book.path().join(".claimbook").join(LOCK);
        let long = "x".repeat(2 * WIDTH);
        drop(WriteLock::take(book.path(), None, &long, &|_| {}).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().len(), WIDTH as u64);
        fs::write(&path, "y".repeat(3 * WIDTH)).unwrap();
        drop(take(book.path()));
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.len(), 3 * WIDTH);
        assert!(text.starts_with("00000000000000000000 ") && text.ends_with("yyy"));
    }

    #[test]
    fn a_holder_is_shown_without_control_characters() {
        let book = tempfile::tempdir().unwrap();
        let own = OwnFolder::prepare(book.path()).unwrap();
        assert_eq!(holder(&own), "another process");
        for (record, wanted) in [
            ("", "another process, for 0 s"),
            ("a\u{1b}]52;c;\u{7}b", "a]52;c;b, for 0 s"),
        ] {
            let record = format!("{record:>30}");
            fs::write(own.path(LOCK), record).unwrap();
            assert_eq!(holder(&own), wanted);
        }
    }

    #[test]
    fn the_number_is_odd_only_while_files_are_replaced_and_never_comes_back() {
        let book = tempfile::tempdir().unwrap();
        let now = || sequence(book.path());
        assert_eq!(now(), Sequence::default());
        let mut seen = vec![];
        for _ in 0..3 {
            let lock = take(book.path());
            assert!(!now().is_replacing());
            lock.begin_replacing().unwrap();
            assert!(now().is_replacing());
            seen.push(now());
            lock.end_replacing().unwrap();
            lock.end_replacing().unwrap();
            assert!(!now().is_replacing());
            seen.push(now());
        }
        seen.dedup();
        assert_eq!(seen.len(), 6);
    }

    #[test]
    fn an_odd_number_that_a_killed_writer_left_holds_nobody_up_and_the_next_one_differs() {
        let book = tempfile::tempdir().unwrap();
        let lock = take(book.path());
        lock.begin_replacing().unwrap();
        let killed = sequence(book.path());
        drop(lock);
        assert!(killed.is_replacing() && !sequence(book.path()).is_replacing());
        let lock = take(book.path());
        lock.begin_replacing().unwrap();
        assert_ne!(sequence(book.path()), killed);
        assert!(sequence(book.path()).is_replacing());
    }

    #[test]
    fn the_time_is_that_of_files_written_now_and_reading_it_creates_nothing() {
        let book = tempfile::tempdir().unwrap();
        assert_eq!(time_of(book.path()), None);
        assert_eq!(fs::read_dir(book.path()).unwrap().count(), 0);
        drop(take(book.path()));
        let file = book.path().join("a");
        fs::write(&file, "").unwrap();
        let written = Stamp::of(&fs::metadata(file).unwrap()).ctime_ns;
        let now = time_of(book.path()).unwrap();
        assert!((0..60_000_000_000).contains(&(now - written)));
        assert!(time_of(book.path()).unwrap() >= now);
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_file_that_is_a_link_is_refused_and_its_target_stays() {
        let book = tempfile::tempdir().unwrap();
        let own = OwnFolder::prepare(book.path()).unwrap();
        let victim = book.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        std::os::unix::fs::symlink(&victim, own.path(LOCK)).unwrap();
        let refused = WriteLock::take(book.path(), None, "set", &|_| {}).unwrap_err();
        assert!(refused.to_string().contains("look at it and delete it"));
        assert_eq!(sequence(book.path()), Sequence::default());
        assert_eq!(time_of(book.path()), None);
        assert_eq!(fs::read_to_string(victim).unwrap(), "precious");
    }
}
