//! Replaces text files so that an acknowledged write survives a crash, and any other write leaves the old file.
//!
//! We write each new text to a hidden file beside its target and sync it. Once all of them are on the disk, we exchange each
//! with the old file and sync the folders. Mode, owner and symbolic links stay as they are. Hard links do not, as with any editor
//! that saves in this way. We never overwrite a file that somebody else changed since we read it.

use crate::files::digest::digest_if_there;
use crate::files::inside::{LARGEST, is_inside, is_ledger, largest, parts};
use crate::files::journal::{Journal, JournalEntry};
use crate::files::lock::WriteLock;
use crate::files::originals::ARTICLES;
use crate::files::own::FOLDER;
use crate::files::put::{Change, Target};
use crate::files::system;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file and its new text.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// Path inside the book.
    pub path: String,
    /// SHA-256 of the file when we read it; `None` if there was no such file.
    pub before: Option<[u8; 32]>,
    /// The new text, or the bytes of an article's original.
    pub bytes: Vec<u8>,
}

/// Why files were not replaced. All files are as they were, except after [`WriteError::Partly`]
/// and [`WriteError::Unsynced`].
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system failed: the disk is full, or the folder is missing or read-only.
    #[error("cannot {action} `{path}`: {source}")]
    Io {
        /// What failed, as a verb.
        action: &'static str,
        /// The file, as a path inside the book.
        path: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The mode of the file forbids writing.
    #[error("`{path}` is read-only")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// The path is neither of a text below `claims/` nor of the settings, or a link on it leads out of the book.
    #[error("`{path}` is not a text of this book, or leads out of it")]
    Outside {
        /// The file.
        path: String,
    },
    /// The new text is larger than claimbook reads.
    #[error("`{path}` would be larger than {} MiB: split it", LARGEST / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: String,
    },
    /// Somebody else changed or created the file since we read it.
    #[error("somebody else changed `{path}` in the meantime")]
    Changed {
        /// The file.
        path: String,
    },
    /// All files are replaced, but a power cut may undo that.
    #[error("everything is written, but the system did not bring `{path}` to the disk: {source}")]
    Unsynced {
        /// The folder.
        path: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The system failed after the first rename.
    #[error("cannot replace `{path}`: {source}; already replaced: {}", written.join(", "))]
    Partly {
        /// The files that have their new text.
        written: Vec<String>,
        /// The file that could not be replaced.
        path: String,
        /// Why it failed.
        source: io::Error,
    },
}

/// What became of a write that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Whether a run killed midway would have changed all files or none. Without a cache folder there is no journal, and
    /// only a write to a single file is atomic.
    pub is_atomic: bool,
}

/// A replacement with its target.
struct PlannedWrite<'r> {
    replacement: &'r Replacement,
    entry: JournalEntry,
    target: Target,
    /// The folder that we created for the file.
    new_folder: Option<PathBuf>,
}

/// Replaces files of the book at `root`: all of them or, unless the system fails midway, none.
///
/// `advance` is called twice per file: after its new text is on the disk, and after it is in place.
///
/// # Errors
/// See [`WriteError`].
pub fn replace(
    root: &Path,
    lock: &WriteLock,
    command: &str,
    replacements: &[Replacement],
    advance: &(dyn Fn() + Sync),
) -> Result<Replaced, WriteError> {
    let book = fs::canonicalize(root).map_err(|source| io_error("find", ".", source))?;
    let mut writes = Vec::new();
    for replacement in replacements {
        match PlannedWrite::new(&book, replacement) {
            Ok(write) => writes.push(write),
            Err(error) => {
                abandon(&writes, None);
                return Err(error);
            }
        }
    }
    let entries: Vec<JournalEntry> = writes.iter().map(|write| write.entry.clone()).collect();
    let journal = Journal::begin(root, lock, command, &entries).map_err(journal_error)?;
    let replaced = prepare(&writes, journal.as_ref(), advance)
        .and_then(|()| rename_all(&writes, lock, advance));
    match replaced {
        Ok(()) => {}
        // After the first rename the journal stays, so that the next command can finish the write.
        Err(error @ WriteError::Partly { .. }) => return Err(error),
        Err(error) => {
            abandon(&writes, journal.as_ref());
            return Err(error);
        }
    }
    sync(&writes)?;
    clean_up(&writes, journal.as_ref());
    Ok(Replaced {
        is_atomic: journal.is_some() || writes.len() < 2,
    })
}

/// Brings all new texts to the disk, and makes sure that nobody changed a file meanwhile.
fn prepare(
    writes: &[PlannedWrite<'_>],
    journal: Option<&Journal<'_>>,
    advance: &(dyn Fn() + Sync),
) -> Result<(), WriteError> {
    writes.par_iter().try_for_each(|write| {
        write.write_beside()?;
        advance();
        Ok(())
    })?;
    writes.iter().try_for_each(PlannedWrite::check_unchanged)?;
    journal
        .map_or(Ok(()), Journal::ready)
        .map_err(journal_error)
}

/// Puts all new texts in place. Readers wait meanwhile if there are several.
fn rename_all(
    writes: &[PlannedWrite<'_>],
    lock: &WriteLock,
    advance: &dyn Fn(),
) -> Result<(), WriteError> {
    let has_many = writes.len() > 1;
    if has_many {
        lock.begin_replacing().map_err(journal_error)?;
    }
    let mut written = Vec::new();
    for write in writes {
        match write.put() {
            Ok(()) => written.push(write.replacement.path.clone()),
            Err(error) if written.is_empty() => {
                let _ = lock.end_replacing();
                return Err(error);
            }
            // The number stays odd until the next command has finished the write.
            Err(error) => {
                return Err(WriteError::Partly {
                    written,
                    path: write.replacement.path.clone(),
                    source: io::Error::other(error.to_string()),
                });
            }
        }
        advance();
    }
    // If this fails, readers find out that nobody holds the lock.
    let _ = lock.end_replacing();
    Ok(())
}

/// Brings the names to the disk.
fn sync(writes: &[PlannedWrite<'_>]) -> Result<(), WriteError> {
    let folders: BTreeSet<&Path> = writes.iter().map(|write| write.target.folder()).collect();
    for folder in folders {
        system::sync_folder(folder).map_err(|source| WriteError::Unsynced {
            path: folder.display().to_string(),
            source,
        })?;
    }
    Ok(())
}

/// Removes what lies beside the files, and then the journal. If a text cannot be removed, the journal stays, and the next
/// command tries again.
fn clean_up(writes: &[PlannedWrite<'_>], journal: Option<&Journal<'_>>) {
    let mut besides = writes.iter().map(|write| &write.target.beside);
    if besides.all(|beside| system::remove_if_there(beside).is_ok()) {
        journal.into_iter().for_each(Journal::end);
    }
}

/// Takes back a write before its first rename: removes the new texts, the new folders and the journal.
fn abandon(writes: &[PlannedWrite<'_>], journal: Option<&Journal<'_>>) {
    clean_up(writes, journal);
    for folder in writes.iter().filter_map(|write| write.new_folder.as_ref()) {
        // A folder in which somebody else put a file meanwhile stays.
        let _ = fs::remove_dir(folder);
    }
}

fn journal_error(source: io::Error) -> WriteError {
    io_error("write", FOLDER, source)
}

fn io_error(action: &'static str, path: &str, source: io::Error) -> WriteError {
    WriteError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

/// The journal's line for a replacement.
fn entry(replacement: &Replacement) -> JournalEntry {
    JournalEntry {
        path: replacement.path.clone(),
        change: Change {
            before: replacement.before,
            after: Sha256::digest(&replacement.bytes).into(),
        },
    }
}

impl<'r> PlannedWrite<'r> {
    /// Finds where a file of the book really is. Creates the missing folder of a new file.
    fn new(book: &Path, replacement: &'r Replacement) -> Result<Self, WriteError> {
        let path = &replacement.path;
        let fail = |source| io_error("find", path, source);
        let is_text = !path.starts_with(ARTICLES);
        if is_text && replacement.bytes.len() as u64 > largest(path) {
            return Err(WriteError::TooLarge { path: path.clone() });
        }
        let new_folder = new_folder(book, path).map_err(fail)?;
        let Some(target) = Target::find(book, path).map_err(fail)? else {
            return Err(WriteError::Outside { path: path.clone() });
        };
        match fs::metadata(&target.real) {
            Ok(old) if old.permissions().readonly() => {
                Err(WriteError::ReadOnly { path: path.clone() })
            }
            _ => Ok(Self {
                replacement,
                entry: entry(replacement),
                target,
                new_folder,
            }),
        }
    }

    fn write_beside(&self) -> Result<(), WriteError> {
        write_beside(&self.target, &self.replacement.bytes)
            .map_err(|source| io_error("write", &self.replacement.path, source))
    }

    fn check_unchanged(&self) -> Result<(), WriteError> {
        let path = &self.replacement.path;
        let now =
            digest_if_there(&self.target.real).map_err(|source| io_error("read", path, source))?;
        if now == self.replacement.before {
            Ok(())
        } else {
            Err(WriteError::Changed { path: path.clone() })
        }
    }

    fn put(&self) -> Result<(), WriteError> {
        let path = &self.replacement.path;
        match self.target.put(self.entry.change) {
            Ok(true) => Ok(()),
            Ok(false) => Err(WriteError::Changed { path: path.clone() }),
            Err(source) => Err(io_error("replace", path, source)),
        }
    }
}

/// Creates the folder of a new file below `claims`, or that of the ledgers, and brings its name to the disk. Does not create `claims` itself: if it
/// is missing, the book is gone.
fn new_folder(book: &Path, path: &str) -> io::Result<Option<PathBuf>> {
    let is_below = is_ledger(path)
        || parts(Path::new(path)).is_some_and(|parts| parts.starts_with(&["claims".as_ref()]));
    let folder = Path::new(path).parent().filter(|_| is_below);
    let Some((folder, above)) = folder.and_then(|folder| Some((folder, folder.parent()?))) else {
        return Ok(None);
    };
    let (named, above) = (book.join(folder), fs::canonicalize(book.join(above)));
    let Ok(above) = above else { return Ok(None) };
    let is_missing =
        fs::symlink_metadata(&named).is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    let is_in_book = above == book || is_inside(book, &above, folder);
    if folder == Path::new("claims") || !is_missing || !is_in_book {
        return Ok(None);
    }
    fs::create_dir(&named)?;
    system::sync_folder(&above)?;
    Ok(Some(named))
}

fn write_beside(target: &Target, bytes: &[u8]) -> io::Result<()> {
    let old = fs::metadata(&target.real).ok();
    system::remove_if_there(&target.beside)?;
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .open(&target.beside)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        keep_owner(&file, &target.beside, &old)?;
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

/// Gives the new file the owner of the old one, if we may.
#[cfg(unix)]
fn keep_owner(file: &File, path: &Path, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only the superuser may do this. Everybody else becomes the owner, as with any editor.
        let _ = std::os::unix::fs::chown(path, Some(old.uid()), Some(old.gid()));
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on unix")]
fn keep_owner(_file: &File, _path: &Path, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Replacement, WriteError, replace};
    use crate::files::digest::digest_if_there;
    use crate::files::{CacheFolder, WriteLock, recover, sequence};
    use std::fs;
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn book() -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        fs::write(book.path().join("claims/a.toml"), "a").unwrap();
        fs::write(book.path().join("claims/b.toml"), "b").unwrap();
        book
    }

    fn change(root: &Path, path: &str, text: &str) -> Replacement {
        Replacement {
            path: path.to_owned(),
            before: match fs::canonicalize(root.join(path)) {
                Ok(real) => digest_if_there(&real).unwrap(),
                Err(_) => None,
            },
            bytes: text.as_bytes().to_vec(),
        }
    }

    fn cache(root: &Path) -> CacheFolder {
        CacheFolder::open(&root.join("cache"), root).unwrap()
    }

    fn lock(root: &Path) -> WriteLock {
        WriteLock::take(root, Some(&cache(root)), "test", &|_| {}).unwrap()
    }

    fn write(root: &Path, replacements: &[Replacement]) -> Result<(), WriteError> {
        let lock = lock(root);
        let replaced = replace(root, &lock, "test", replacements, &|| {})?;
        assert!(replaced.is_atomic);
        Ok(())
    }

    fn hidden(root: &Path) -> Vec<String> {
        let entries = [root.join("claims"), root.join(".claimbook")]
            .map(|folder| fs::read_dir(folder).unwrap());
        let names = entries
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names
            .filter(|name| name.contains("claimbook-new") || name.starts_with("writing"))
            .collect()
    }

    fn read(root: &Path, path: &str) -> String {
        fs::read_to_string(root.join(path)).unwrap()
    }

    #[test]
    fn all_files_are_replaced_and_nothing_stays_behind() {
        let book = book();
        let root = book.path();
        let changes = [
            change(root, "claims/a.toml", "A"),
            change(root, "claims/new/c.toml", "C"),
        ];
        write(root, &changes).unwrap();
        assert_eq!(
            read(root, "claims/a.toml") + &read(root, "claims/new/c.toml"),
            "AC"
        );
        assert!(hidden(root).is_empty());
    }

    #[test]
    fn a_file_changed_in_between_is_not_overwritten_nor_is_any_other() {
        let book = book();
        let root = book.path();
        let changes = [
            change(root, "claims/a.toml", "A"),
            change(root, "claims/b.toml", "B"),
        ];
        fs::write(root.join("claims/b.toml"), "mine").unwrap();
        assert!(
            matches!(write(root, &changes), Err(WriteError::Changed { path }) if path == "claims/b.toml")
        );
        assert_eq!(
            read(root, "claims/a.toml") + &read(root, "claims/b.toml"),
            "amine"
        );
        assert!(hidden(root).is_empty());
    }

    #[test]
    fn a_file_that_appears_in_between_is_not_overwritten() {
        let book = book();
        let root = book.path();
        let changes = [change(root, "claims/c.toml", "C")];
        fs::write(root.join("claims/c.toml"), "mine").unwrap();
        assert!(matches!(
            write(root, &changes),
            Err(WriteError::Changed { .. })
        ));
        assert_eq!(read(root, "claims/c.toml"), "mine");
    }

    #[test]
    fn a_folder_that_vanished_is_an_error_and_is_not_made_again() {
        let book = book();
        let root = book.path();
        let changes = [change(root, "claims/a.toml", "A")];
        fs::rename(root.join("claims"), root.join("elsewhere")).unwrap();
        assert!(matches!(write(root, &changes), Err(WriteError::Io { .. })));
        assert!(!root.join("claims").exists());
        assert_eq!(read(root, "elsewhere/a.toml"), "a");
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_an_error() {
        let book = book();
        let root = book.path();
        let changes = [
            change(root, "claims/b.toml", "B"),
            Replacement {
                path: "claims/a.toml/c.toml".to_owned(),
                before: None,
                bytes: b"C".to_vec(),
            },
        ];
        assert!(matches!(write(root, &changes), Err(WriteError::Io { .. })));
        assert_eq!(read(root, "claims/b.toml"), "b");
        assert!(hidden(root).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_symbolic_links_are_kept_and_read_only_files_left_alone() {
        use std::os::unix::fs::PermissionsExt;
        let book = book();
        let root = book.path();
        fs::create_dir(root.join("shared")).unwrap();
        fs::write(root.join("shared/s.toml"), "s").unwrap();
        fs::set_permissions(
            root.join("shared/s.toml"),
            fs::Permissions::from_mode(0o640),
        )
        .unwrap();
        std::os::unix::fs::symlink("../shared/s.toml", root.join("claims/s.toml")).unwrap();
        write(root, &[change(root, "claims/s.toml", "S")]).unwrap();
        assert!(
            fs::symlink_metadata(root.join("claims/s.toml"))
                .unwrap()
                .is_symlink()
        );
        let mode = fs::metadata(root.join("shared/s.toml"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(
            (read(root, "shared/s.toml").as_str(), mode & 0o777),
            ("S", 0o640)
        );
        fs::set_permissions(
            root.join("claims/a.toml"),
            fs::Permissions::from_mode(0o444),
        )
        .unwrap();
        assert!(matches!(
            write(root, &[change(root, "claims/a.toml", "A")]),
            Err(WriteError::ReadOnly { .. })
        ));
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_outside_of_the_book() {
        let book = book();
        let outside = tempfile::tempdir().unwrap();
        let root = book.path();
        fs::write(outside.path().join("o.toml"), "o").unwrap();
        std::os::unix::fs::symlink(outside.path().join("o.toml"), root.join("claims/o.toml"))
            .unwrap();
        assert!(matches!(
            write(root, &[change(root, "claims/o.toml", "O")]),
            Err(WriteError::Outside { .. })
        ));
        assert!(matches!(
            write(root, &[change(root, "../o.toml", "O")]),
            Err(WriteError::Outside { .. })
        ));
    }

    #[test]
    fn a_path_that_is_not_a_file_of_the_book_is_refused() {
        let book = book();
        let root = book.path();
        for path in ["", ".", "..", "claims/.."] {
            let change = Replacement {
                path: path.to_owned(),
                before: None,
                bytes: b"A".to_vec(),
            };
            assert!(
                matches!(write(root, &[change]), Err(WriteError::Outside { .. })),
                "{path}"
            );
        }
    }

    #[test]
    fn a_write_to_articles_and_claims_that_was_cut_short_is_finished() {
        let book = book();
        let root = book.path();
        fs::create_dir(root.join("articles")).unwrap();
        fs::write(root.join("articles/a.txt"), "old").unwrap();
        let changes = ["articles/a.1.txt", "articles/a.txt", "claims/a.toml"];
        let changes = changes.map(|path| change(root, path, "new"));
        for cut in 3..6 {
            let told = AtomicUsize::new(0);
            let run = || {
                let lock = lock(root);
                replace(root, &lock, "test", &changes, &|| {
                    assert!(
                        told.fetch_add(1, Ordering::SeqCst) < cut,
                        "the run dies here"
                    );
                })
            };
            let died = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err();
            assert!(died, "{cut}");
            recover(root, Some(&cache(root))).unwrap();
            let has = |path: &str| fs::read(root.join(path)).ok();
            for path in ["articles/a.1.txt", "articles/a.txt", "claims/a.toml"] {
                assert_eq!(
                    has(path).as_deref(),
                    Some(b"new".as_slice()),
                    "{path} {cut}"
                );
            }
            assert_eq!(hidden(root), [""; 0]);
            fs::remove_file(root.join("articles/a.1.txt")).unwrap();
            fs::write(root.join("articles/a.txt"), "old").unwrap();
            fs::write(root.join("claims/a.toml"), "a").unwrap();
        }
    }

    #[test]
    fn progress_is_told_twice_per_file() {
        let book = book();
        let root = book.path();
        let changes = ["a", "b"].map(|name| change(root, &format!("claims/{name}.toml"), "new"));
        let told = AtomicUsize::new(0);
        let lock = lock(root);
        let advance = || {
            told.fetch_add(1, Ordering::SeqCst);
        };
        replace(root, &lock, "test", &changes, &advance).unwrap();
        assert_eq!(told.into_inner(), 4);
    }

    #[test]
    fn a_file_changed_between_two_renames_is_left_and_the_journal_stays() {
        let book = book();
        let root = book.path();
        let changes = ["a", "b"].map(|name| change(root, &format!("claims/{name}.toml"), "new"));
        let told = AtomicUsize::new(0);
        let lock = lock(root);
        let advance = || {
            if told.fetch_add(1, Ordering::SeqCst) == 2 {
                fs::write(root.join("claims/b.toml"), "mine").unwrap();
            }
        };
        let error = replace(root, &lock, "test", &changes, &advance).unwrap_err();
        assert!(
            matches!(&error, WriteError::Partly { written, path, .. }
                if written == &["claims/a.toml"] && path == "claims/b.toml"),
            "{error}"
        );
        drop(lock);
        let torn = recover(root, Some(&cache(root))).unwrap().unwrap();
        assert_eq!(
            (torn.carried, torn.left),
            (
                vec!["claims/a.toml".to_owned()],
                vec!["claims/b.toml".to_owned()]
            )
        );
        assert_eq!(read(root, "claims/b.toml"), "mine");
        assert!(hidden(root).is_empty());
    }

    #[test]
    fn a_text_left_beside_by_an_earlier_run_is_replaced() {
        let book = book();
        let root = book.path();
        fs::write(root.join("claims/.a.toml.claimbook-new"), "stale and long").unwrap();
        write(root, &[change(root, "claims/a.toml", "A")]).unwrap();
        assert_eq!(read(root, "claims/a.toml"), "A");
        assert!(hidden(root).is_empty());
    }

    #[test]
    fn a_file_removed_in_between_is_not_created_again() {
        let book = book();
        let root = book.path();
        let changes = [change(root, "claims/a.toml", "A")];
        fs::remove_file(root.join("claims/a.toml")).unwrap();
        assert!(matches!(
            write(root, &changes),
            Err(WriteError::Changed { .. })
        ));
        assert!(!root.join("claims/a.toml").exists());
    }

    #[test]
    fn the_claims_folder_is_not_created_again() {
        let book = book();
        let root = book.path();
        fs::remove_dir_all(root.join("claims")).unwrap();
        assert!(matches!(
            write(root, &[change(root, "claims/a.toml", "A")]),
            Err(WriteError::Io { action: "find", .. })
        ));
        assert!(!root.join("claims").exists());
    }

    #[test]
    fn without_a_cache_folder_there_is_no_journal_and_only_a_single_file_is_atomic() {
        let book = book();
        let root = book.path();
        let lock = WriteLock::take(root, None, "test", &|_| {}).unwrap();
        let changes = ["a", "b"].map(|name| change(root, &format!("claims/{name}.toml"), "new"));
        let journal = root.join(".claimbook/writing");
        let advance = || assert!(!journal.exists());
        let replaced = replace(root, &lock, "test", &changes, &advance).unwrap();
        assert!(!replaced.is_atomic);
        let change = change(root, "claims/a.toml", "newer");
        let replaced = replace(root, &lock, "test", &[change], &advance).unwrap();
        assert!(replaced.is_atomic);
        assert_eq!(read(root, "claims/a.toml"), "newer");
        assert!(hidden(root).is_empty());
    }

    #[test]
    fn readers_can_see_that_several_files_are_being_replaced() {
        let book = book();
        let root = book.path();
        let changes = ["a", "b"].map(|name| change(root, &format!("claims/{name}.toml"), "new"));
        let lock = lock(root);
        let before = sequence(root);
        let told = AtomicUsize::new(0);
        let advance = || {
            let is_replacing = told.fetch_add(1, Ordering::SeqCst) >= 2;
            assert_eq!(sequence(root).is_replacing(), is_replacing);
        };
        replace(root, &lock, "test", &changes, &advance).unwrap();
        assert!(!sequence(root).is_replacing() && sequence(root) != before);
    }

    #[test]
    fn a_text_that_claimbook_could_not_read_again_is_not_written() {
        let book = book();
        let root = book.path();
        let largest = usize::try_from(super::LARGEST).unwrap();
        let mut large = change(root, "claims/a.toml", &"#".repeat(largest));
        write(root, &[large.clone()]).unwrap();
        large.bytes.push(b'#');
        large.before = digest_if_there(&root.join("claims/a.toml")).unwrap();
        assert!(matches!(
            write(root, &[large]),
            Err(WriteError::TooLarge { .. })
        ));
        assert_eq!(read(root, "claims/a.toml").len(), largest);
    }

    #[test]
    fn a_refused_write_leaves_no_new_folder() {
        let book = book();
        let root = book.path();
        let mut wrong = change(root, "claims/a.toml", "A");
        wrong.before = None;
        let changes = [change(root, "claims/new/c.toml", "C"), wrong];
        assert!(matches!(
            write(root, &changes),
            Err(WriteError::Changed { .. })
        ));
        assert!(!root.join("claims/new").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_or_a_pipe_beside_a_file_is_removed_and_not_written_through() {
        let book = book();
        let root = book.path();
        let victim = root.join("victim");
        fs::write(&victim, "precious").unwrap();
        let beside = root.join("claims/.a.toml.claimbook-new");
        std::os::unix::fs::symlink(&victim, &beside).unwrap();
        write(root, &[change(root, "claims/a.toml", "A")]).unwrap();
        assert_eq!(
            read(root, "claims/a.toml") + &read(root, "victim"),
            "Aprecious"
        );
        assert!(hidden(root).is_empty());
    }
}
