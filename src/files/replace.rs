//! Replacing text files, so that a write that was acknowledged survives a crash and one that was not leaves the old file.
//!
//! Each new text is written beside its file and brought to the disk; when all of them are, each takes its file's place by
//! a rename, and the folders are brought to the disk. Mode, owner and symbolic links stay as they are; hard links do not,
//! as with any editor that saves so. A file that somebody else changed since it was read is not overwritten.

use crate::files::journal::Journal;
use crate::files::journal::JournalEntry;
use crate::files::lock::WriteLock;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::fs::Metadata;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// A file's new text.
#[derive(Clone, Debug)]
pub struct Replacement {
    /// The file, as a path inside the book.
    pub path: String,
    /// SHA-256 of what the file held when it was read; none when there was no such file.
    pub before: Option<[u8; 32]>,
    /// What it is to hold.
    pub text: String,
}

/// Why files were not replaced. Unless it is [`WriteError::Partly`], all of them are as they were.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system would not do it: the disk is full, the folder is gone or cannot be written.
    #[error("cannot {action} `{path}`: {source}")]
    Io {
        /// What could not be done.
        action: &'static str,
        /// With which file, as a path inside the book.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The file's own mode forbids writing.
    #[error("`{path}` is read-only")]
    ReadOnly {
        /// The file.
        path: String,
    },
    /// The file stands outside of the book, or a link leads there.
    #[error("`{path}` leads out of the book")]
    Outside {
        /// The file.
        path: String,
    },
    /// Somebody else changed the file, or made it, since it was read.
    #[error("`{path}` was changed by somebody else in the meantime")]
    Changed {
        /// The file.
        path: String,
    },
    /// Some files were replaced, and then the system would go no further.
    #[error("cannot replace `{path}`: {source}; these carry the change already: {}", written.join(", "))]
    Partly {
        /// The files that were replaced.
        written: Vec<String>,
        /// The file that was not.
        path: String,
        /// Why.
        source: io::Error,
    },
}

/// Where a file really is, and what is written beside it first.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) real: PathBuf,
    pub(super) beside: PathBuf,
}

/// Replaces files of the book at `root`, all of them or, unless the system fails midway, none. `advance` hears of each
/// file that is written beside and of each that is in its place: two for each.
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
    let targets: Vec<Target> = replacements
        .iter()
        .map(|one| target(root, &one.path))
        .collect::<Result<_, _>>()?;
    let entries: Vec<JournalEntry> = replacements.iter().map(JournalEntry::of).collect();
    let mut journal = Journal::begin(lock, command, &entries)
        .map_err(|source| io_error("write", ".claimbook", source))?;
    let pairs: Vec<(&Replacement, &Target)> = replacements.iter().zip(&targets).collect();
    let prepared = pairs.par_iter().try_for_each(|(one, target)| {
        write_beside(target, &one.text).map_err(|source| io_error("write", &one.path, source))?;
        advance();
        Ok(())
    });
    let unchanged = prepared.and_then(|()| {
        pairs
            .iter()
            .try_for_each(|(one, target)| check_unchanged(one, target))
    });
    let ready = unchanged.and_then(|()| {
        journal
            .ready()
            .map_err(|source| io_error("write", ".claimbook", source))
    });
    if let Err(error) = ready {
        journal.abandon(targets.iter().map(|target| target.beside.as_path()));
        return Err(error);
    }
    put_in_place(&pairs, advance).inspect_err(|error| {
        // Past the first rename the journal stays, so that the next command can finish what was begun.
        if !matches!(error, WriteError::Partly { .. }) {
            journal.abandon(targets.iter().map(|target| target.beside.as_path()));
        }
    })?;
    sync_folders(targets.iter().map(|target| target.real.as_path())).map_err(
        |(path, source)| WriteError::Io {
            action: "bring to the disk",
            path,
            source,
        },
    )?;
    journal.end();
    Ok(())
}

fn put_in_place(pairs: &[(&Replacement, &Target)], advance: &dyn Fn()) -> Result<(), WriteError> {
    let mut written = Vec::new();
    for (one, target) in pairs {
        let replaced = check_unchanged(one, target).and_then(|()| {
            fs::rename(&target.beside, &target.real)
                .map_err(|source| io_error("replace", &one.path, source))
        });
        match replaced {
            Ok(()) => written.push(one.path.clone()),
            Err(error) if written.is_empty() => return Err(error),
            Err(error) => {
                let source = io::Error::other(error.to_string());
                return Err(WriteError::Partly {
                    written,
                    path: one.path.clone(),
                    source,
                });
            }
        }
        advance();
    }
    Ok(())
}

fn io_error(action: &'static str, path: &str, source: io::Error) -> WriteError {
    WriteError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

/// Finds where a file of the book really is. Folders on the way to a new one are made.
fn target(root: &Path, path: &str) -> Result<Target, WriteError> {
    let fail = |source| io_error("find the place of", path, source);
    let book = fs::canonicalize(root).map_err(fail)?;
    let named = book.join(path);
    let real = match fs::canonicalize(&named) {
        Ok(real) => {
            if fs::metadata(&real).map_err(fail)?.permissions().readonly() {
                return Err(WriteError::ReadOnly {
                    path: path.to_owned(),
                });
            }
            real
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => new_file(&named).map_err(fail)?,
        Err(error) => return Err(fail(error)),
    };
    if !real.starts_with(&book) {
        return Err(WriteError::Outside {
            path: path.to_owned(),
        });
    }
    Ok(Target {
        beside: beside(&real),
        real,
    })
}

/// The real place of a file that is not there yet.
fn new_file(named: &Path) -> io::Result<PathBuf> {
    let (Some(folder), Some(name)) = (named.parent(), named.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    // Only the folders below `claims` are made: one that vanished with all its files is no new one.
    let above = folder.parent().filter(|above| above.is_dir());
    if let Some((above, own)) = above.zip(folder.file_name())
        && !folder.is_dir()
        && own != "claims"
    {
        fs::create_dir(above.join(own))?;
    }
    Ok(fs::canonicalize(folder)?.join(name))
}

/// The name under which a file's new text is written first: hidden, so that nobody takes it for a file of the book.
fn beside(real: &Path) -> PathBuf {
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    real.with_file_name(format!(".{name}.claimbook-new"))
}

/// The same for a file of the book at `root`, whether it is there or not.
pub(super) fn find(root: &Path, path: &str) -> Target {
    let named = root.join(path);
    let real = fs::canonicalize(&named).unwrap_or(named);
    Target {
        beside: beside(&real),
        real,
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

/// Gives the new file the old one's owner, where that is another and we may.
#[cfg(unix)]
fn keep_owner(file: &File, path: &Path, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only the superuser may; for anybody else the file becomes his own, as with any editor.
        let _ = std::os::unix::fs::chown(path, Some(old.uid()), Some(old.gid()));
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on unix")]
fn keep_owner(_file: &File, _path: &Path, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

fn check_unchanged(one: &Replacement, target: &Target) -> Result<(), WriteError> {
    let now = digest(&target.real).map_err(|source| io_error("read", &one.path, source))?;
    if now == one.before {
        Ok(())
    } else {
        Err(WriteError::Changed {
            path: one.path.clone(),
        })
    }
}

/// SHA-256 of a file's bytes; none where there is no file.
pub(super) fn digest(path: &Path) -> io::Result<Option<[u8; 32]>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(Sha256::digest(bytes).into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Brings the folders of these files to the disk, each once.
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

/// Removes a file that may not be there.
pub(super) fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Replacement;
    use super::WriteError;
    use super::digest;
    use super::replace;
    use crate::files::WriteLock;
    use std::fs;
    use std::path::Path;

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
            before: digest(&root.join(path)).unwrap(),
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
}
