//! The journal of a write: which files it replaces, kept while it does, so that one that was cut short is noticed.
//!
//! A run that was killed before its first rename changed nothing: what it wrote beside the files is removed. One that was
//! killed between two renames is finished, because half a change is what nobody asked for; a file that somebody changed
//! since is left alone, and named.

use crate::files::digest::hexadecimal;
use crate::files::lock::FOLDER;
use crate::files::lock::WriteLock;
use crate::files::replace::Replacement;
use crate::files::replace::digest;
use crate::files::replace::find;
use crate::files::replace::remove_if_there;
use crate::files::replace::sync_folders;
use sha2::Digest;
use sha2::Sha256;
use std::fmt::Write;
use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::path::PathBuf;

const NAME: &str = "writing";

/// A file that is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JournalEntry {
    path: String,
    before: Option<[u8; 32]>,
    after: [u8; 32],
}

impl JournalEntry {
    pub(super) fn of(one: &Replacement) -> Self {
        Self {
            path: one.path.clone(),
            before: one.before,
            after: Sha256::digest(one.text.as_bytes()).into(),
        }
    }
}

/// The journal of the write that is under way.
#[derive(Debug)]
pub(super) struct Journal {
    at: PathBuf,
    many: bool,
}

impl Journal {
    /// Notes the files before anything is written. A journal that is not whole, without its last line, is one of a run that
    /// wrote nothing else.
    pub(super) fn begin(
        lock: &WriteLock,
        command: &str,
        entries: &[JournalEntry],
    ) -> io::Result<Self> {
        let at = lock.folder().join(NAME);
        fs::write(&at, written(command, entries))?;
        Ok(Self {
            at,
            many: entries.len() > 1,
        })
    }

    /// All new texts are on the disk, and the renames may begin. With one file there is nothing to be torn.
    pub(super) fn ready(&mut self) -> io::Result<()> {
        if !self.many {
            return Ok(());
        }
        File::options().write(true).open(&self.at)?.sync_all()?;
        sync_folders(std::iter::once(self.at.as_path())).map_err(|(_, error)| error)
    }

    /// Takes back a write before its first rename.
    pub(super) fn abandon<'p>(&self, besides: impl Iterator<Item = &'p Path>) {
        for beside in besides {
            // What cannot be removed now is in the journal, which then stays, for the next command.
            if remove_if_there(beside).is_err() && beside.exists() {
                return;
            }
        }
        self.end();
    }

    /// The write is done.
    pub(super) fn end(&self) {
        // A journal that cannot be removed is one of a write that is done: recovery finds that nothing is torn.
        let _ = remove_if_there(&self.at);
    }
}

/// What an earlier run, cut short between its renames, left behind, and what was made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TornWrite {
    /// Its command: `set`.
    pub command: String,
    /// The files that it had replaced.
    pub carried: Vec<String>,
    /// Those that it had not, and that were replaced now.
    pub finished: Vec<String>,
    /// Those that could not be: somebody changed them since, or their new text is lost.
    pub left: Vec<String>,
}

/// Looks for a write that was cut short, and finishes it or takes it back. One `stat` where there is none.
///
/// Nothing is done while another process writes, or where nothing can be written. Gives what a reader should know: a
/// run that was torn.
pub fn recover(root: &Path) -> io::Result<Option<TornWrite>> {
    let at = root.join(FOLDER).join(NAME);
    if !at.exists() {
        return Ok(None);
    }
    match WriteLock::try_take(root)? {
        Some(lock) => recover_under(root, &lock),
        None => Ok(None),
    }
}

/// The same for who holds the lock already.
pub(crate) fn recover_under(root: &Path, lock: &WriteLock) -> io::Result<Option<TornWrite>> {
    let at = lock.folder().join(NAME);
    let text = match fs::read_to_string(&at) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        text => text?,
    };
    let Some((command, entries)) = read(&text) else {
        fs::remove_file(&at)?;
        return Ok(None);
    };
    let mut torn = TornWrite {
        command,
        carried: Vec::new(),
        finished: Vec::new(),
        left: Vec::new(),
    };
    let mut open = Vec::new();
    for entry in entries {
        if digest(&find(root, &entry.path).real)? == Some(entry.after) {
            torn.carried.push(entry.path);
        } else {
            open.push(entry);
        }
    }
    for entry in open {
        let target = find(root, &entry.path);
        let finishes = !torn.carried.is_empty() && digest(&target.beside)? == Some(entry.after);
        if finishes && digest(&target.real)? == entry.before {
            fs::rename(&target.beside, &target.real)?;
            sync_folders(std::iter::once(target.real.as_path())).map_err(|(_, error)| error)?;
            torn.finished.push(entry.path);
        } else {
            remove_if_there(&target.beside)?;
            torn.left.push(entry.path);
        }
    }
    remove_if_there(&at)?;
    let is_whole = torn.finished.is_empty() && torn.left.is_empty();
    Ok((!torn.carried.is_empty() && !is_whole).then_some(torn))
}

fn written(command: &str, entries: &[JournalEntry]) -> String {
    let mut text = format!(
        "claimbook is replacing these files\n{}\n",
        command.replace('\n', " ")
    );
    for entry in entries {
        let before = entry
            .before
            .map_or_else(|| "-".to_owned(), |digest| hexadecimal(&digest));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{before} {} {}",
            hexadecimal(&entry.after),
            entry.path
        );
    }
    text.push_str("end\n");
    text
}

/// Reads a journal; `None` when it is none, or not whole.
fn read(text: &str) -> Option<(String, Vec<JournalEntry>)> {
    let mut lines = text.strip_suffix("end\n")?.lines();
    lines.next()?;
    let command = lines.next()?.to_owned();
    let entry = |line: &str| {
        let (before, rest) = line.split_once(' ')?;
        let (after, path) = rest.split_once(' ')?;
        let before = if before == "-" {
            None
        } else {
            Some(unhex(before)?)
        };
        Some(JournalEntry {
            path: path.to_owned(),
            before,
            after: unhex(after)?,
        })
    };
    Some((command, lines.map(entry).collect::<Option<_>>()?))
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let bytes: Vec<u8> = (0..32)
        .map(|at| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok())
        .collect::<Option<_>>()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::Journal;
    use super::JournalEntry;
    use super::TornWrite;
    use super::recover;
    use crate::files::Replacement;
    use crate::files::WriteLock;
    use crate::files::replace::digest;
    use crate::files::replace::find;
    use std::fs;
    use std::path::Path;

    /// A book in which a run died after so many renames of three.
    fn killed_after(renames: usize) -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        fs::create_dir(root.join("claims")).unwrap();
        let paths = ["claims/a.toml", "claims/b.toml", "claims/c.toml"];
        for path in paths {
            fs::write(root.join(path), "old").unwrap();
        }
        let new = |path: &&str| Replacement {
            path: (*path).to_owned(),
            before: digest(&root.join(path)).unwrap(),
            text: "new".to_owned(),
        };
        let lock = WriteLock::take(root, "set", &|_| {}).unwrap();
        Journal::begin(
            &lock,
            "set",
            &paths
                .iter()
                .map(new)
                .map(|one| JournalEntry::of(&one))
                .collect::<Vec<_>>(),
        )
        .unwrap();
        for (at, path) in paths.iter().enumerate() {
            let target = find(root, path);
            fs::write(
                if at < renames {
                    &target.real
                } else {
                    &target.beside
                },
                "new",
            )
            .unwrap();
        }
        book
    }

    fn texts(root: &Path) -> Vec<String> {
        ["a", "b", "c"]
            .map(|name| fs::read_to_string(root.join(format!("claims/{name}.toml"))).unwrap())
            .to_vec()
    }

    fn entries(root: &Path) -> usize {
        fs::read_dir(root.join("claims")).unwrap().count()
    }

    #[test]
    fn a_run_that_replaced_nothing_is_taken_back_without_a_word() {
        let book = killed_after(0);
        assert_eq!(recover(book.path()).unwrap(), None);
        assert_eq!(
            (texts(book.path()), entries(book.path())),
            (vec!["old".to_owned(); 3], 3)
        );
        assert!(!book.path().join(".claimbook/writing").exists());
    }

    #[test]
    fn a_torn_run_is_finished_and_said() {
        let book = killed_after(1);
        let paths = |names: &[&str]| {
            names
                .iter()
                .map(|name| format!("claims/{name}.toml"))
                .collect::<Vec<_>>()
        };
        let torn = TornWrite {
            command: "set".to_owned(),
            carried: paths(&["a"]),
            finished: paths(&["b", "c"]),
            left: Vec::new(),
        };
        assert_eq!(recover(book.path()).unwrap(), Some(torn));
        assert_eq!(
            (texts(book.path()), entries(book.path())),
            (vec!["new".to_owned(); 3], 3)
        );
        assert_eq!(recover(book.path()).unwrap(), None);
    }

    #[test]
    fn what_somebody_changed_since_is_left_alone_and_named() {
        let book = killed_after(1);
        fs::write(book.path().join("claims/b.toml"), "mine").unwrap();
        let torn = recover(book.path()).unwrap().unwrap();
        assert_eq!(
            (torn.finished.len(), torn.left),
            (1, vec!["claims/b.toml".to_owned()])
        );
        assert_eq!(
            (texts(book.path()), entries(book.path())),
            (["new", "mine", "new"].map(str::to_owned).to_vec(), 3)
        );
    }

    #[test]
    fn a_run_that_replaced_everything_is_done() {
        let book = killed_after(3);
        assert_eq!(recover(book.path()).unwrap(), None);
        assert_eq!(texts(book.path()), vec!["new".to_owned(); 3]);
    }

    #[test]
    fn nothing_is_touched_while_another_process_writes() {
        let book = killed_after(1);
        let _lock = WriteLock::take(book.path(), "set", &|_| {}).unwrap();
        assert_eq!(recover(book.path()).unwrap(), None);
        assert_eq!(entries(book.path()), 5);
    }

    #[test]
    fn a_journal_that_is_none_is_forgotten() {
        let book = killed_after(0);
        fs::write(book.path().join(".claimbook/writing"), "nonsense").unwrap();
        assert_eq!(recover(book.path()).unwrap(), None);
        assert!(!book.path().join(".claimbook/writing").exists());
    }
}
