//! Puts the new text of a file in its place, and loses nothing that somebody else writes at the same moment.
//!
//! We exchange the two files in one step and then compare the old one with what we read. If somebody else wrote it after
//! our last look, we exchange them again.

use crate::files::digest::{Sha256Bytes, digest_if_there};
use crate::files::inside::{is_inside, is_ledger, parts};
use crate::files::originals::ARTICLES;
use crate::files::system;
use crate::files::walk::stem;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The book's settings, which claimbook writes with other files.
const SETTINGS: &str = "claimbook.toml";

/// Where a file really is, and where its new text goes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The file, after all links.
    pub(super) real: PathBuf,
    /// The hidden file beside it. After an exchange it holds the old text.
    pub(super) beside: PathBuf,
}

/// The text of a file before and after a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Digest of the old text; `None` if the file is new.
    pub(super) before: Option<Sha256Bytes>,
    /// Digest of the new text.
    pub(super) after: Sha256Bytes,
}

impl Target {
    /// Finds a file that claimbook may write, even if it does not exist: a text below `claims/`, the book's settings, a file in
    /// `articles/`, or the ledger of an import, if its real place is in the book. `None` for any other path. `book` is the real
    /// path of the book.
    ///
    /// # Errors
    /// When the folder of the file is missing or cannot be looked up, and when something else than a file has its name.
    pub(super) fn find(book: &Path, path: &str) -> io::Result<Option<Self>> {
        let named = Path::new(path);
        let name = named.file_name().and_then(OsStr::to_str);
        let is_below = |folder: &str| {
            parts(named)
                .is_some_and(|parts| parts.len() > 1 && parts.starts_with(&[folder.as_ref()]))
        };
        let is_text = name.and_then(stem).is_some() && is_below("claims");
        // Nobody needs a link or a folder there, so no write follows one.
        let is_kept = is_below(ARTICLES)
            && named.parent() == Some(Path::new(ARTICLES))
            && name.is_some_and(|name| !name.starts_with('.'));
        let is_text = is_text || path == SETTINGS || is_ledger(path);
        if !is_text && !is_kept {
            return Ok(None);
        }
        let real = match fs::canonicalize(book.join(named)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => new_file(&book.join(named))?,
            real => real?,
        };
        if !is_inside(book, &real, named) || is_kept && real != book.join(named) {
            return Ok(None);
        }
        match fs::symlink_metadata(&real) {
            Ok(metadata) if !metadata.is_file() => {
                Err(io::Error::other("it is not a regular file"))
            }
            _ => Ok(Self::at(real)),
        }
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

    /// Whether the file has this text.
    pub(super) fn has(&self, text: Sha256Bytes) -> io::Result<bool> {
        Ok(digest_if_there(&self.real)? == Some(text))
    }

    /// Whether this text is beside the file.
    pub(super) fn is_ready(&self, text: Sha256Bytes) -> io::Result<bool> {
        Ok(digest_if_there(&self.beside)? == Some(text))
    }

    /// The folder that the file is in.
    pub(super) fn folder(&self) -> &Path {
        self.real.parent().unwrap_or(Path::new("."))
    }

    /// Brings the file's name to the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        system::sync_folder(self.folder())
    }

    /// Puts the text beside the file in its place; `false` if somebody else changed the file. The old text, if the file
    /// system can exchange files, is beside the file afterwards.
    pub(super) fn put(&self, change: Change) -> io::Result<bool> {
        if digest_if_there(&self.real)? != change.before {
            return Ok(false);
        }
        match change.before {
            None => self.put_new(),
            Some(before) => self.exchange(before, change.after),
        }
    }

    fn put_new(&self) -> io::Result<bool> {
        match system::rename_to_free(&self.beside, &self.real) {
            Ok(false) => fs::rename(&self.beside, &self.real).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            renamed => renamed,
        }
    }

    fn exchange(&self, before: Sha256Bytes, after: Sha256Bytes) -> io::Result<bool> {
        match system::exchange(&self.beside, &self.real) {
            Ok(true) => {}
            Ok(false) => return fs::rename(&self.beside, &self.real).map(|()| true),
            // Somebody removed the file after our last look.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error),
        }
        if digest_if_there(&self.beside)? == Some(before) {
            return Ok(true);
        }
        system::exchange(&self.beside, &self.real)?;
        // In between, somebody may have opened our text and written in it.
        if digest_if_there(&self.beside)? != Some(after) {
            self.keep_beside()?;
        }
        Ok(false)
    }

    /// Cleans up beside a file that has its new text. If somebody else's text is there, keeps it under a visible name and
    /// returns that.
    pub(super) fn clean_up(&self, change: Change) -> io::Result<Option<PathBuf>> {
        let beside = digest_if_there(&self.beside)?;
        if beside.is_none() || beside == change.before || beside == Some(change.after) {
            system::remove_if_there(&self.beside)?;
            return Ok(None);
        }
        self.keep_beside().map(Some)
    }

    /// Gives a text that is not ours a visible name beside the file, which no other file has.
    fn keep_beside(&self) -> io::Result<PathBuf> {
        let name = self.real.file_name().unwrap_or_default().to_string_lossy();
        let names =
            (1..).map(|number: u32| self.real.with_file_name(format!("{name}.kept-{number}")));
        let mut free = names.filter(|name| fs::symlink_metadata(name).is_err());
        let kept = free.next().ok_or(io::ErrorKind::AlreadyExists)?;
        fs::rename(&self.beside, &kept)?;
        Ok(kept)
    }
}

/// Finds the real place of a file that does not exist.
fn new_file(named: &Path) -> io::Result<PathBuf> {
    let (Some(folder), Some(name)) = (named.parent(), named.file_name()) else {
        return Err(io::ErrorKind::InvalidInput.into());
    };
    Ok(fs::canonicalize(folder)?.join(name))
}

#[cfg(test)]
mod tests {
    use super::{Change, Target};
    use sha2::{Digest, Sha256};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn book() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let book = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(book.join("claims")).unwrap();
        (folder, book)
    }

    /// A file with this text, the new text beside it, and the change from `old` to `new`.
    fn begun(book: &Path, text: Option<&str>) -> (Target, Change) {
        let target = Target::find(book, "claims/a.toml").unwrap().unwrap();
        if let Some(text) = text {
            fs::write(&target.real, text).unwrap();
        }
        fs::write(&target.beside, "new").unwrap();
        let change = Change {
            before: text.map(|_| Sha256::digest("old").into()),
            after: Sha256::digest("new").into(),
        };
        (target, change)
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap()
    }

    #[test]
    fn only_texts_below_claims_and_in_the_book_are_targets() {
        let (_folder, book) = book();
        for path in [
            "",
            ".",
            "claims",
            "claims/..",
            "../a.toml",
            "claims/../claimbook.toml",
            "claims/../../a.toml",
            "/dev/zero",
            "claims/a.txt",
            "./claimbook.toml",
            "desk/claimbook.toml",
            "CLAIMBOOK.TOML",
            "claims.toml",
            "claims/.git/a.toml",
            "shared/a.toml",
            "articles",
            "articles/.hidden",
            "articles/../a.txt",
            "articles/folder/a.txt",
            "articles.txt",
        ] {
            assert_eq!(Target::find(&book, path).unwrap(), None, "{path}");
        }
        fs::create_dir(book.join("articles")).unwrap();
        for path in [
            "claims/a.toml",
            "claims/A.TOML",
            "claimbook.toml",
            "articles/a.docx",
        ] {
            assert!(Target::find(&book, path).unwrap().is_some(), "{path}");
        }
        assert!(Target::find(&book, "claims/none/a.toml").is_err());
        fs::create_dir(book.join("claims/folder.toml")).unwrap();
        assert!(Target::find(&book, "claims/folder.toml").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_book_and_a_pipe_are_not_targets() {
        use std::os::unix::fs::symlink;
        let (_folder, book) = book();
        let outside = tempfile::tempdir().unwrap();
        symlink(outside.path(), book.join("claims/out")).unwrap();
        symlink(outside.path().join("a.toml"), book.join("claims/o.toml")).unwrap();
        assert_eq!(Target::find(&book, "claims/out/a.toml").unwrap(), None);
        fs::write(outside.path().join("a.toml"), "").unwrap();
        assert_eq!(Target::find(&book, "claims/o.toml").unwrap(), None);
        fs::create_dir(book.join("articles")).unwrap();
        fs::write(book.join("claims/a.toml"), "").unwrap();
        symlink(book.join("claims/a.toml"), book.join("articles/a.txt")).unwrap();
        assert_eq!(Target::find(&book, "articles/a.txt").unwrap(), None);
        let pipe = book.join("claims/p.toml");
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert!(Target::find(&book, "claims/p.toml").is_err());
    }

    #[test]
    fn a_new_text_takes_the_place_of_the_old_one() {
        let (_folder, book) = book();
        let (target, change) = begun(&book, Some("old"));
        assert!(target.put(change).unwrap());
        assert_eq!(target.clean_up(change).unwrap(), None);
        assert_eq!(read(&target.real), "new");
        assert!(!target.beside.exists());
    }

    #[test]
    fn a_new_file_takes_only_a_free_name() {
        let (_folder, book) = book();
        let (target, change) = begun(&book, None);
        fs::write(&target.real, "mine").unwrap();
        assert!(!target.put_new().unwrap());
        assert!(!target.put(change).unwrap());
        assert_eq!(read(&target.real), "mine");
        fs::remove_file(&target.real).unwrap();
        assert!(target.put(change).unwrap());
        assert_eq!(read(&target.real), "new");
    }

    #[test]
    fn what_somebody_writes_after_the_last_look_is_put_back() {
        let (_folder, book) = book();
        let (target, change) = begun(&book, Some("mine"));
        assert!(
            !target
                .exchange(change.before.unwrap(), change.after)
                .unwrap()
        );
        assert_eq!(
            (read(&target.real), read(&target.beside)),
            ("mine".to_owned(), "new".to_owned())
        );
        fs::remove_file(&target.real).unwrap();
        assert!(
            !target
                .exchange(change.before.unwrap(), change.after)
                .unwrap()
        );
        assert!(!target.real.exists());
    }

    #[test]
    fn a_text_of_somebody_else_beside_the_file_is_kept_under_a_visible_name() {
        let (_folder, book) = book();
        let (target, change) = begun(&book, Some("new"));
        for number in 1..3 {
            fs::write(&target.beside, "mine").unwrap();
            let kept = target.clean_up(change).unwrap().unwrap();
            assert_eq!(kept, book.join(format!("claims/a.toml.kept-{number}")));
            assert_eq!(read(&kept), "mine");
        }
        for ours in ["old", "new"] {
            fs::write(&target.beside, ours).unwrap();
            assert_eq!(target.clean_up(change).unwrap(), None);
        }
        assert_eq!(target.clean_up(change).unwrap(), None);
        assert!(!target.beside.exists());
    }
}
