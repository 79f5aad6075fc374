//! The journal lists the files that a write replaces, so that the next command notices a write that was cut short.
//!
//! If a run died before its first rename, it changed nothing, and we remove the texts that it wrote beside the files. If it
//! died between two renames, we finish it, because nobody wants half a change. We leave alone and name any file that
//! somebody changed since.

use crate::files::digest::{Sha256Bytes, digest_if_there, hexadecimal, parse_hexadecimal};
use crate::files::lock::{FOLDER, WriteLock};
use crate::files::replace::{Replacement, Target, remove_if_there, sync_folders};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::{fs, io};

const NAME: &str = "writing";

/// A line of the journal: a file that the write replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JournalEntry {
    path: String,
    /// Digest of the old text; `None` if the file is new.
    before: Option<Sha256Bytes>,
    /// Digest of the new text.
    after: Sha256Bytes,
}

impl JournalEntry {
    pub(super) fn of(replacement: &Replacement) -> Self {
        Self {
            path: replacement.path.clone(),
            before: replacement.before,
            after: Sha256::digest(replacement.text.as_bytes()).into(),
        }
    }

    /// Writes the line: old digest or `-`, new digest, path.
    fn line(&self) -> String {
        let before = self
            .before
            .map_or_else(|| "-".to_owned(), |digest| hexadecimal(&digest));
        format!("{before} {} {}\n", hexadecimal(&self.after), self.path)
    }

    fn parse(line: &str) -> Option<Self> {
        let (before, rest) = line.split_once(' ')?;
        let (after, path) = rest.split_once(' ')?;
        let before = match before {
            "-" => None,
            digest => Some(parse_hexadecimal(digest)?),
        };
        Some(Self {
            path: path.to_owned(),
            before,
            after: parse_hexadecimal(after)?,
        })
    }
}

/// The journal of a running write.
#[derive(Debug)]
pub(super) struct Journal {
    at: PathBuf,
    has_many: bool,
}

impl Journal {
    /// Lists the files before the run writes anything. A journal without its last line comes from a run that wrote nothing
    /// else.
    pub(super) fn begin(
        lock: &WriteLock,
        command: &str,
        entries: &[JournalEntry],
    ) -> io::Result<Self> {
        let at = lock.folder().join(NAME);
        fs::write(&at, written(command, entries))?;
        Ok(Self {
            at,
            has_many: entries.len() > 1,
        })
    }

    /// Brings the journal to the disk before the first rename. A single rename is atomic and needs no journal.
    pub(super) fn ready(&mut self) -> io::Result<()> {
        if !self.has_many {
            return Ok(());
        }
        File::options().write(true).open(&self.at)?.sync_all()?;
        sync_folders(std::iter::once(self.at.as_path())).map_err(|(_, error)| error)
    }

    /// Takes back a write before its first rename: removes the new texts `besides` and the journal.
    pub(super) fn abandon<'p>(&self, besides: impl Iterator<Item = &'p Path>) {
        for beside in besides {
            // If a text cannot be removed, the journal stays, and the next command tries again.
            if remove_if_there(beside).is_err() && beside.exists() {
                return;
            }
        }
        self.end();
    }

    /// Ends the write.
    pub(super) fn end(&self) {
        // If the journal cannot be removed, recovery finds every file in place and reports nothing.
        let _ = remove_if_there(&self.at);
    }
}

/// A write that an earlier run began and did not end, and what we made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TornWrite {
    /// The run's command: `set`.
    pub command: String,
    /// The files that the run had replaced.
    pub carried: Vec<String>,
    /// The files that we replaced now.
    pub finished: Vec<String>,
    /// The files that we left alone: somebody changed them since, or their new text is lost.
    pub left: Vec<String>,
}

/// Finishes or takes back a write that was cut short. Costs one `stat` if there is none.
///
/// Does nothing while another process writes. Returns a torn write, so that the command can report it.
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

/// Does the same as [`recover`] for a caller that holds the lock.
pub(crate) fn recover_under(root: &Path, lock: &WriteLock) -> io::Result<Option<TornWrite>> {
    let at = lock.folder().join(NAME);
    let bytes = match fs::read(&at) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    let torn = match parse(&bytes) {
        Some((command, entries)) => settle(root, command, entries)?,
        None => None,
    };
    remove_if_there(&at)?;
    Ok(torn)
}

/// Finishes the write if at least one file has its new text, otherwise takes it back.
fn settle(
    root: &Path,
    command: String,
    entries: Vec<JournalEntry>,
) -> io::Result<Option<TornWrite>> {
    let mut torn = TornWrite {
        command,
        carried: Vec::new(),
        finished: Vec::new(),
        left: Vec::new(),
    };
    let mut open = Vec::new();
    for entry in entries {
        match Target::find(root, &entry.path) {
            None => torn.left.push(entry.path),
            Some(target) if digest_if_there(&target.real)? == Some(entry.after) => {
                remove_if_there(&target.beside)?;
                torn.carried.push(entry.path);
            }
            Some(target) => open.push((entry, target)),
        }
    }
    let is_begun = !torn.carried.is_empty();
    for (entry, target) in open {
        if is_begun && finish(&entry, &target)? {
            torn.finished.push(entry.path);
        } else {
            remove_if_there(&target.beside)?;
            torn.left.push(entry.path);
        }
    }
    let is_whole = torn.finished.is_empty() && torn.left.is_empty();
    Ok((is_begun && !is_whole).then_some(torn))
}

/// Puts a file's new text in place if the text is complete and the file is as the run found it.
fn finish(entry: &JournalEntry, target: &Target) -> io::Result<bool> {
    let can_finish = digest_if_there(&target.beside)? == Some(entry.after)
        && digest_if_there(&target.real)? == entry.before;
    if can_finish {
        fs::rename(&target.beside, &target.real)?;
        sync_folders(std::iter::once(target.real.as_path())).map_err(|(_, error)| error)?;
    }
    Ok(can_finish)
}

fn written(command: &str, entries: &[JournalEntry]) -> String {
    let lines: String = entries.iter().map(JournalEntry::line).collect();
    let command = command.replace('\n', " ");
    format!("claimbook is replacing these files\n{command}\n{lines}end\n")
}

/// Reads a journal; `None` if it is not complete.
fn parse(bytes: &[u8]) -> Option<(String, Vec<JournalEntry>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut lines = text.strip_suffix("end\n")?.lines();
    lines.next()?;
    let command = lines.next()?.to_owned();
    let entries = lines.map(JournalEntry::parse).collect::<Option<_>>()?;
    Some((command, entries))
}

#[cfg(test)]
mod tests {
    use super::{Journal, JournalEntry, TornWrite, parse, recover, written};
    use crate::files::digest::digest_if_there;
    use crate::files::replace::Target;
    use crate::files::{Replacement, WriteLock};
    use sha2::{Digest, Sha256};
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
            before: digest_if_there(&root.join(path)).unwrap(),
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
            let target = Target::find(root, path).unwrap();
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

    fn entry(path: &str, before: Option<[u8; 32]>) -> JournalEntry {
        JournalEntry {
            path: path.to_owned(),
            before,
            after: [2; 32],
        }
    }

    #[test]
    fn a_journal_reads_as_it_was_written() {
        let entries = vec![
            entry("claims/a.toml", Some([1; 32])),
            entry("claims/new file.toml", None),
            entry("claims/end", None),
        ];
        let text = written("set", &entries);
        assert_eq!(parse(text.as_bytes()), Some(("set".to_owned(), entries)));
        assert_eq!(
            parse(written("a\nb", &[]).as_bytes()),
            Some(("a b".to_owned(), Vec::new()))
        );
    }

    #[test]
    fn a_journal_cut_anywhere_is_not_complete() {
        let entries = [
            entry("claims/é.toml", Some([1; 32])),
            entry("claims/legend\u{e9}", None),
        ];
        let text = written("set", &entries);
        for length in 0..text.len() {
            assert_eq!(parse(&text.as_bytes()[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_line_with_a_wrong_digest_spoils_the_journal() {
        let digest = "0".repeat(64);
        for line in [
            "",
            "-",
            "- x claims/a.toml",
            &format!("x {digest} claims/a.toml"),
            &format!("- {digest}0 claims/a.toml"),
            &format!("{digest} claims/a.toml"),
        ] {
            let text = format!("claimbook is replacing these files\nset\n{line}\nend\n");
            assert_eq!(parse(text.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn a_journal_cut_inside_a_character_does_not_stop_the_next_command() {
        let book = killed_after(0);
        fs::write(
            book.path().join(".claimbook/writing"),
            b"claimbook\nset\n\xc3",
        )
        .unwrap();
        assert_eq!(recover(book.path()).unwrap(), None);
        assert!(!book.path().join(".claimbook/writing").exists());
    }

    /// A book with two files that a run replaces, each with this text and this text beside it.
    fn crashed(files: [(&str, Option<&str>); 2]) -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        fs::create_dir(root.join("claims")).unwrap();
        let mut entries = Vec::new();
        for (name, (text, beside)) in ["a", "b"].into_iter().zip(files) {
            let path = format!("claims/{name}.toml");
            fs::write(root.join(&path), text).unwrap();
            if let Some(beside) = beside {
                fs::write(Target::find(root, &path).unwrap().beside, beside).unwrap();
            }
            entries.push(JournalEntry {
                path,
                before: Some(Sha256::digest("old").into()),
                after: Sha256::digest("new").into(),
            });
        }
        let lock = WriteLock::take(root, "set", &|_| {}).unwrap();
        Journal::begin(&lock, "set", &entries).unwrap();
        book
    }

    /// What recovery should make of a file: its text, and whether it is carried, finished or left.
    fn settled(
        text: &'static str,
        beside: Option<&str>,
        is_begun: bool,
    ) -> (&'static str, &'static str) {
        match (text, beside) {
            ("new", _) => ("new", "carried"),
            ("old", Some("new")) if is_begun => ("new", "finished"),
            (text, _) => (text, "left"),
        }
    }

    #[test]
    fn every_state_that_a_crash_can_leave_is_settled_and_nothing_of_others_is_lost() {
        let besides = [None, Some("new"), Some("ne")];
        let states: Vec<_> = ["old", "new", "mine"]
            .into_iter()
            .flat_map(|text| besides.map(|beside| (text, beside)))
            .collect();
        for first in &states {
            for second in &states {
                let book = crashed([*first, *second]);
                let torn = recover(book.path()).unwrap();
                let is_begun = first.0 == "new" || second.0 == "new";
                let wanted = [first, second].map(|(text, beside)| settled(text, *beside, is_begun));
                let texts = ["a", "b"].map(|name| {
                    fs::read_to_string(book.path().join(format!("claims/{name}.toml"))).unwrap()
                });
                assert_eq!(texts, wanted.map(|(text, _)| text), "{first:?} {second:?}");
                let number = |fate| wanted.iter().filter(|(_, one)| *one == fate).count();
                let told =
                    torn.map(|torn| (torn.carried.len(), torn.finished.len(), torn.left.len()));
                let is_torn = is_begun && number("carried") < 2;
                assert_eq!(
                    told,
                    is_torn.then(|| (number("carried"), number("finished"), number("left"))),
                    "{first:?} {second:?}"
                );
                assert_eq!(recover(book.path()).unwrap(), None);
                assert_eq!(entries(book.path()), 2, "{first:?} {second:?}");
            }
        }
    }
}
