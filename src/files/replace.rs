//! Replaces text files so that an acknowledged write survives a crash, and any other write leaves the old file.
//!
//! We write each new text to a hidden file beside its target and sync it. Once all of them are on the disk, we rename each
//! into place and sync the folders. Mode, owner and symbolic links stay as they are. Hard links do not, as with any editor
//! that saves in this way. We never overwrite a file that somebody else changed since we read it.

use crate::files::digest::digest_if_there;
use crate::files::journal::{Journal, JournalEntry};
use crate::files::lock::WriteLock;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::ffi::OsString;
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
    /// The new text.
    pub text: String,
}

/// Why files were not replaced. All files are as they were, except after [`WriteError::Partly`].
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
    /// The path, or a link on it, leads out of the book.
    #[error("`{path}` leads out of the book")]
    Outside {
        /// The file.
        path: String,
    },
    /// Somebody else changed or created the file since we read it.
    #[error("somebody else changed `{path}` in the meantime")]
    Changed {
        /// The file.
        path: String,
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

/// Where a file really is, and where its new text goes first.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// The file, after all links.
    pub(super) real: PathBuf,
    /// The hidden file beside it.
    pub(super) beside: PathBuf,
}

/// A replacement with its target.
struct PlannedWrite<'r> {
    replacement: &'r Replacement,
    target: Target,
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
) -> Result<(), WriteError> {
    let writes = replacements
        .iter()
        .map(|replacement| PlannedWrite::new(root, replacement))
        .collect::<Result<Vec<_>, _>>()?;
    let entries: Vec<JournalEntry> = replacements.iter().map(JournalEntry::of).collect();
    let mut journal = Journal::begin(lock, command, &entries).map_err(journal_error)?;
    let replaced =
        prepare(&writes, &mut journal, advance).and_then(|()| rename_all(&writes, advance));
    if let Err(error) = replaced {
        // After the first rename the journal stays, so that the next command can finish the write.
        if !matches!(error, WriteError::Partly { .. }) {
            journal.abandon(writes.iter().map(|write| write.target.beside.as_path()));
        }
        return Err(error);
    }
    let files = writes.iter().map(|write| write.target.real.as_path());
    sync_folders(files).map_err(|(path, source)| io_error("sync", &path, source))?;
    journal.end();
    Ok(())
}

/// Brings all new texts to the disk, and makes sure that nobody changed a file meanwhile.
fn prepare(
    writes: &[PlannedWrite<'_>],
    journal: &mut Journal,
    advance: &(dyn Fn() + Sync),
) -> Result<(), WriteError> {
    writes.par_iter().try_for_each(|write| {
        write.write_beside()?;
        advance();
        Ok(())
    })?;
    writes.iter().try_for_each(PlannedWrite::check_unchanged)?;
    journal.ready().map_err(journal_error)
}

fn rename_all(writes: &[PlannedWrite<'_>], advance: &dyn Fn()) -> Result<(), WriteError> {
    let mut written = Vec::new();
    for write in writes {
        match write.rename() {
            Ok(()) => written.push(write.replacement.path.clone()),
            Err(error) if written.is_empty() => return Err(error),
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
    Ok(())
}

fn journal_error(source: io::Error) -> WriteError {
    io_error("write", ".claimbook", source)
}

fn io_error(action: &'static str, path: &str, source: io::Error) -> WriteError {
    WriteError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

impl<'r> PlannedWrite<'r> {
    /// Finds where a file of the book really is. Creates the missing folder of a new file.
    fn new(root: &Path, replacement: &'r Replacement) -> Result<Self, WriteError> {
        let path = &replacement.path;
        let fail = |source| io_error("find", path, source);
        let book = fs::canonicalize(root).map_err(fail)?;
        let real = match fs::canonicalize(book.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => new_file(&book.join(path)),
            real => real,
        };
        let real = real.map_err(fail)?;
        let is_inside = real != book && real.starts_with(&book);
        let Some(target) = Target::at(real).filter(|_| is_inside) else {
            return Err(WriteError::Outside { path: path.clone() });
        };
        match fs::metadata(&target.real) {
            Ok(old) if old.permissions().readonly() => {
                Err(WriteError::ReadOnly { path: path.clone() })
            }
            _ => Ok(Self {
                replacement,
                target,
            }),
        }
    }

    fn write_beside(&self) -> Result<(), WriteError> {
        write_beside(&self.target, &self.replacement.text)
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

    fn rename(&self) -> Result<(), WriteError> {
        self.check_unchanged()?;
        fs::rename(&self.target.beside, &self.target.real)
            .map_err(|source| io_error("replace", &self.replacement.path, source))
    }
}

/// Finds the real place of a file that does not exist yet.
fn new_file(named: &Path) -> io::Result<PathBuf> {
    let (Some(folder), Some(name)) = (named.parent(), named.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    // We create folders below `claims`, but not `claims` itself: if it is missing, the book is gone.
    let above = folder.parent().filter(|above| above.is_dir());
    if let Some((above, own)) = above.zip(folder.file_name())
        && !folder.is_dir()
        && own != "claims"
    {
        fs::create_dir(above.join(own))?;
    }
    Ok(fs::canonicalize(folder)?.join(name))
}

impl Target {
    /// Finds a file of the book at `root`, even if it does not exist. `None` if the path does not name a file.
    pub(super) fn find(root: &Path, path: &str) -> Option<Self> {
        let named = root.join(path);
        Self::at(fs::canonicalize(&named).unwrap_or(named))
    }

    /// Puts a hidden file beside this one. Its name begins with a dot, so the walk skips it.
    fn at(real: PathBuf) -> Option<Self> {
        let mut hidden = OsString::from(".");
        hidden.push(real.file_name()?);
        hidden.push(".claimbook-new");
        Some(Self {
            beside: real.with_file_name(hidden),
            real,
        })
    }
}

fn write_beside(target: &Target, text: &str) -> io::Result<()> {
    let old = fs::metadata(&target.real).ok();
    remove_if_there(&target.beside)?;
    let mut file = File::options()
        .write(true)
        .create_new(true)
        .open(&target.beside)?;
    file.write_all(text.as_bytes())?;
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

/// Syncs the folders of these files, each folder once.
pub(super) fn sync_folders<'p>(
    files: impl Iterator<Item = &'p Path>,
) -> Result<(), (String, io::Error)> {
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    for folder in folders {
        #[cfg(unix)]
        File::open(folder)
            .and_then(|open| open.sync_all())
            .map_err(|error| (folder.display().to_string(), error))?;
        #[cfg(not(unix))]
        let _ = folder;
    }
    Ok(())
}

/// Removes a file if it exists.
pub(crate) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Replacement, WriteError, replace};
    use crate::files::digest::digest_if_there;
    use crate::files::{WriteLock, recover};
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
            before: digest_if_there(&root.join(path)).unwrap(),
            text: text.to_owned(),
        }
    }

    fn write(root: &Path, replacements: &[Replacement]) -> Result<(), WriteError> {
        let lock = WriteLock::take(root, "test", &|_| {}).unwrap();
        replace(root, &lock, "test", replacements, &|| {})
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
                text: "C".to_owned(),
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
                text: "A".to_owned(),
            };
            assert!(
                matches!(write(root, &[change]), Err(WriteError::Outside { .. })),
                "{path}"
            );
        }
    }

    #[test]
    fn progress_is_told_twice_per_file() {
        let book = book();
        let root = book.path();
        let changes = ["a", "b"].map(|name| change(root, &format!("claims/{name}.toml"), "new"));
        let told = AtomicUsize::new(0);
        let lock = WriteLock::take(root, "test", &|_| {}).unwrap();
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
        let lock = WriteLock::take(root, "test", &|_| {}).unwrap();
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
        let torn = recover(root).unwrap().unwrap();
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
}
