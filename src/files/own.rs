//! claimbook's own folder in a book: `.claimbook/` with the write lock, the journal and a file that makes git ignore it.
//!
//! A book from a stranger may bring this folder with anything in it. So claimbook follows no link in it, believes only
//! regular files of the user with one name, and never truncates one. Readers ignore everything else, and writers refuse it.

use crate::files::system;
use crate::files::system::Access;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Name of the folder in the book.
pub(crate) const FOLDER: &str = ".claimbook";

/// The file that keeps the folder out of git.
const IGNORE: &str = ".gitignore";

/// The file of the write lock.
pub(super) const LOCK: &str = "write.lock";
/// The journal of a running write.
pub(super) const JOURNAL: &str = "writing";
/// The journal while it is being written. Nobody reads it.
pub(super) const NEW_JOURNAL: &str = "writing.new";

/// The names in the folder that are ours.
const OURS: [&str; 4] = [IGNORE, LOCK, JOURNAL, NEW_JOURNAL];

/// The names that earlier versions of claimbook left in the folder. We neither open nor remove them.
const LEFT_BEHIND: [&str; 7] = [
    "index.db",
    "index.db-wal",
    "index.db-shm",
    "index.db-journal",
    "index.db.new",
    "index.db.new-journal",
    "index.lock",
];

/// The folder, which was a real folder of this user when we opened it.
#[derive(Clone, Debug)]
pub(super) struct OwnFolder {
    root: PathBuf,
}

impl OwnFolder {
    /// Finds the folder of the book at `root`; `None` if there is none.
    ///
    /// # Errors
    /// When it is a link or a file, or belongs to somebody else.
    pub(super) fn find(root: &Path) -> io::Result<Option<Self>> {
        let metadata = match fs::symlink_metadata(root.join(FOLDER)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            metadata => metadata?,
        };
        if metadata.is_dir() && system::is_ours(&metadata) {
            return Ok(Some(Self {
                root: root.to_path_buf(),
            }));
        }
        let text = format!("`{FOLDER}` must be a real folder that belongs to you: move it away");
        Err(io::Error::other(text))
    }

    /// Finds or creates the folder for a writer.
    ///
    /// # Errors
    /// When it cannot be created, and when anything in it is not ours.
    pub(super) fn prepare(root: &Path) -> io::Result<Self> {
        let own = match Self::find(root)? {
            Some(own) => own,
            None => Self::create(root)?,
        };
        for entry in fs::read_dir(own.path(""))? {
            let name = entry?.file_name();
            let is_known = |known: &[&str]| known.iter().any(|one| name == *one);
            if !is_known(&OURS) && !is_known(&LEFT_BEHIND) {
                return Err(foreign(&name, "does not belong to claimbook"));
            }
        }
        if own.open(IGNORE, Access::Read)?.is_none() {
            own.write_ignore()?;
        }
        Ok(own)
    }

    /// Keeps the folder out of git, unless another writer does so at the same moment.
    fn write_ignore(&self) -> io::Result<()> {
        let text = b"# claimbook's lock and journal: they do not belong to the book.\n*\n";
        match self.open(IGNORE, Access::Create) {
            Ok(Some(mut file)) => file.write_all(text),
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            Ok(None) | Err(_) => Ok(()),
        }
    }

    fn create(root: &Path) -> io::Result<Self> {
        match fs::create_dir(root.join(FOLDER)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => system::sync_folder(root)?,
        }
        Self::find(root)?.ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The path of a file in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(FOLDER).join(name)
    }

    /// Opens a file in the folder; `None` if there is none.
    ///
    /// # Errors
    /// When it is not a regular file of this user with one name.
    pub(super) fn open(&self, name: &str, access: Access) -> io::Result<Option<File>> {
        let parts = [OsStr::new(FOLDER), OsStr::new(name)];
        match system::open_beneath(&self.root, &parts, access) {
            Ok(Some((file, metadata)))
                if system::is_ours(&metadata) && system::links(&metadata) == 1 =>
            {
                Ok(Some(file))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) if !system::met_link(&error) => Err(error),
            _ => Err(foreign(
                OsStr::new(name),
                "is not a regular file of yours with one name",
            )),
        }
    }

    /// Creates a new file in the folder. Removes one of that name first.
    pub(super) fn create_file(&self, name: &str) -> io::Result<File> {
        system::remove_if_there(&self.path(name))?;
        self.open(name, Access::Create)?
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// Refuses what somebody else put into the folder.
fn foreign(name: &OsStr, what: &str) -> io::Error {
    let name = name.to_string_lossy();
    let name = name.escape_debug();
    io::Error::other(format!(
        "`{FOLDER}/{name}` {what}: look at it and delete it"
    ))
}

#[cfg(test)]
mod tests {
    use super::{Access, FOLDER, LEFT_BEHIND, OwnFolder};
    use std::fs;
    use std::io::Read;
    use std::path::Path;

    fn prepared() -> (tempfile::TempDir, OwnFolder) {
        let book = tempfile::tempdir().unwrap();
        let own = OwnFolder::prepare(book.path()).unwrap();
        (book, own)
    }

    fn refusal(root: &Path) -> String {
        OwnFolder::prepare(root).unwrap_err().to_string()
    }

    #[test]
    fn the_folder_keeps_itself_out_of_git_and_a_changed_ignore_file_stays() {
        let (book, own) = prepared();
        let ignore = own.path(".gitignore");
        assert!(fs::read_to_string(&ignore).unwrap().ends_with("\n*\n"));
        fs::write(&ignore, "mine").unwrap();
        OwnFolder::prepare(book.path()).unwrap();
        assert_eq!(fs::read_to_string(&ignore).unwrap(), "mine");
    }

    #[test]
    fn many_writers_may_prepare_the_folder_at_once() {
        for _ in 0..40 {
            let book = tempfile::tempdir().unwrap();
            std::thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| OwnFolder::prepare(book.path()).unwrap());
                }
            });
        }
    }

    #[test]
    fn a_file_in_place_of_the_folder_is_an_error_and_stays() {
        let book = tempfile::tempdir().unwrap();
        assert!(OwnFolder::find(book.path()).unwrap().is_none());
        fs::write(book.path().join(FOLDER), "a file").unwrap();
        assert!(OwnFolder::find(book.path()).is_err());
        assert!(refusal(book.path()).contains("must be a real folder"));
        assert_eq!(
            fs::read_to_string(book.path().join(FOLDER)).unwrap(),
            "a file"
        );
    }

    #[test]
    fn a_name_that_is_not_ours_is_refused_to_writers_and_shown_without_control_characters() {
        let (book, own) = prepared();
        for name in ["plugin", "index.db.old", "WRITING", "a\u{1b}]52;c;x\u{7}"] {
            fs::write(own.path(name), "").unwrap();
            let text = refusal(book.path());
            assert!(text.contains("does not belong to claimbook"), "{text}");
            assert!(!text.contains(char::is_control), "{text:?}");
            assert!(OwnFolder::find(book.path()).unwrap().is_some());
            fs::remove_file(own.path(name)).unwrap();
        }
        OwnFolder::prepare(book.path()).unwrap();
    }

    #[test]
    fn what_earlier_versions_left_is_neither_refused_nor_touched() {
        let (book, own) = prepared();
        for name in LEFT_BEHIND {
            fs::write(own.path(name), "old").unwrap();
        }
        OwnFolder::prepare(book.path()).unwrap();
        for name in LEFT_BEHIND {
            assert_eq!(fs::read_to_string(own.path(name)).unwrap(), "old");
        }
    }

    #[test]
    fn a_new_file_replaces_one_of_its_name_and_a_missing_one_is_none() {
        let (_book, own) = prepared();
        assert!(own.open("writing", Access::Read).unwrap().is_none());
        assert!(own.open("writing", Access::Change).unwrap().is_none());
        fs::write(own.path("writing"), "old").unwrap();
        own.create_file("writing").unwrap();
        let mut text = String::new();
        let file = own.open("writing", Access::Read).unwrap();
        file.unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_is_refused() {
        let elsewhere = tempfile::tempdir().unwrap();
        let book = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), book.path().join(FOLDER)).unwrap();
        assert!(OwnFolder::find(book.path()).is_err());
        assert!(OwnFolder::prepare(book.path()).is_err());
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn links_pipes_folders_and_second_names_are_not_opened() {
        use std::os::unix::fs::symlink;
        let (book, own) = prepared();
        let victim = book.path().join("victim");
        fs::write(&victim, "precious").unwrap();
        let make: [&dyn Fn(&Path); 5] = [
            &|path| symlink(&victim, path).unwrap(),
            &|path| symlink("nowhere", path).unwrap(),
            &|path| fs::hard_link(&victim, path).unwrap(),
            &|path| fs::create_dir(path).unwrap(),
            &|path| {
                let mode = rustix::fs::Mode::from_raw_mode(0o600);
                let fifo = rustix::fs::FileType::Fifo;
                rustix::fs::mknodat(rustix::fs::CWD, path, fifo, mode, 0).unwrap();
            },
        ];
        for (number, make) in make.into_iter().enumerate() {
            let path = own.path("writing");
            make(&path);
            assert!(own.open("writing", Access::Read).is_err(), "{number}");
            assert!(own.open("writing", Access::Change).is_err(), "{number}");
            let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir(&path));
            assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
        }
    }
}
