//! Waits for an editor that is halfway through saving a file, so that a write does not take half a text for the whole.

use crate::files;
use crate::files::{BookFile, Stamp};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// How long an editor may take between emptying a file and writing its last byte.
const SAVING: Duration = Duration::from_secs(2);

/// How often we look whether it is done.
const LOOKS: u32 = 40;

/// Waits until no file of the book at `root` looks half saved, and at most for the time that saving takes. `known` returns
/// the sizes that the files had when claimbook last read them.
pub(super) fn wait(root: &Path, known: impl FnOnce() -> BTreeMap<String, i64>) {
    // A book whose files cannot be listed is reported when it is opened.
    let files = files::walk(root).map_or(Vec::new(), |walk| walk.files);
    let mut recent: Vec<BookFile> = files
        .into_iter()
        .filter(|file| is_recent(file.stamp))
        .collect();
    if recent.is_empty() {
        return;
    }
    let known = known();
    for _ in 0..LOOKS {
        recent.retain(|file| {
            let stamp = fs::metadata(root.join(&file.path)).map(|metadata| Stamp::of(&metadata));
            stamp.is_ok_and(|stamp| is_half_saved(stamp, known.get(&file.path).copied()))
        });
        if recent.is_empty() {
            return;
        }
        std::thread::sleep(SAVING / LOOKS);
    }
}

/// Whether a file was just made shorter than it was. An empty file is always short: we may have seen it empty before.
fn is_half_saved(stamp: Stamp, known: Option<i64>) -> bool {
    is_recent(stamp) && (stamp.size == 0 || known.is_some_and(|size| stamp.size < size))
}

/// Whether a file changed so lately that an editor may still be saving it. A time in the future is recent.
#[expect(
    clippy::disallowed_methods,
    reason = "it decides how long we wait, and no answer depends on it"
)]
fn is_recent(stamp: Stamp) -> bool {
    let since = Duration::from_nanos(stamp.mtime_ns.max(0).cast_unsigned());
    let age = (UNIX_EPOCH + since).elapsed();
    age.map_or(true, |age| age < SAVING)
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "the tests measure how long we wait"
)]
mod tests {
    use super::{SAVING, wait};
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;
    use std::time::{Duration, Instant, SystemTime};

    fn book(text: &str) -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        fs::write(book.path().join("claims/a.toml"), text).unwrap();
        book
    }

    fn sizes(size: i64) -> BTreeMap<String, i64> {
        BTreeMap::from([("claims/a.toml".to_owned(), size)])
    }

    /// How long we wait for a book whose file had this size.
    fn waited(root: &Path, size: Option<i64>) -> Duration {
        let start = Instant::now();
        wait(root, || size.map(sizes).unwrap_or_default());
        start.elapsed()
    }

    #[test]
    fn a_file_that_became_shorter_is_waited_for_until_it_is_whole() {
        let book = book("half");
        let path = book.path().join("claims/a.toml");
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(Duration::from_millis(300));
                fs::write(&path, "half and half").unwrap();
            });
            let waited = waited(book.path(), Some(13));
            assert!(waited >= Duration::from_millis(250), "{waited:?}");
        });
        assert_eq!(fs::read_to_string(path).unwrap(), "half and half");
    }

    #[test]
    fn a_file_that_stays_short_is_waited_for_as_long_as_saving_takes() {
        let book = book("short");
        let waited = waited(book.path(), Some(6));
        assert!(waited >= SAVING / 2, "{waited:?}");
        assert!(wait_is_short(book.path(), Some(6)));
    }

    fn wait_is_short(root: &Path, size: Option<i64>) -> bool {
        waited(root, size) < SAVING / 2
    }

    #[test]
    fn an_empty_file_is_waited_for_and_a_missing_or_longer_one_is_not() {
        assert!(!wait_is_short(book("").path(), None));
        assert!(wait_is_short(book("long").path(), Some(4)));
        assert!(wait_is_short(book("long").path(), None));
        let gone = book("");
        fs::remove_file(gone.path().join("claims/a.toml")).unwrap();
        assert!(wait_is_short(gone.path(), Some(9)));
    }

    #[test]
    fn a_file_that_changed_long_ago_is_not_waited_for_and_the_index_is_not_asked() {
        let book = book("");
        let path = book.path().join("claims/a.toml");
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - 2 * SAVING).unwrap();
        wait(book.path(), || panic!("asked"));
    }
}
