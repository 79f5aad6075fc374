//! The journal lists the files that a write replaces, so that the next command notices a write that was cut short.
//!
//! If a run died before its first rename, it changed nothing, and we remove the texts that it wrote beside the files. If it
//! died between two renames, we finish it, because nobody wants half a change. We leave alone and name any file that
//! somebody changed since.
//!
//! A book from a stranger may bring a journal. So we sign ours with a key that only this user has, and carry out no other.

use crate::files::cache::CacheFolder;
use crate::files::digest::{Sha256Bytes, hexadecimal, parse_hexadecimal};
use crate::files::lock::WriteLock;
use crate::files::own::{FOLDER, JOURNAL, NEW_JOURNAL, OwnFolder};
use crate::files::put::{Change, Target};
use crate::files::system;
use crate::files::system::Access;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::io::{Read, Write};
use std::path::Path;
use std::{fs, io};

const FIRST_LINE: &str = "claimbook is replacing these files\n";
const SIGNATURE: &str = "signature ";

/// The largest journal that we read, in bytes: a write to 300,000 files.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A line of the journal: a file that the write replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct JournalEntry {
    pub(super) path: String,
    pub(super) change: Change,
}

impl JournalEntry {
    /// Writes the line: old digest or `-`, new digest, path.
    fn line(&self) -> String {
        let before = self
            .change
            .before
            .map_or_else(|| "-".to_owned(), |digest| hexadecimal(&digest));
        let after = hexadecimal(&self.change.after);
        format!("{before} {after} {}\n", escaped(&self.path))
    }

    fn parse(line: &str) -> Option<Self> {
        let (before, rest) = line.split_once(' ')?;
        let (after, path) = rest.split_once(' ')?;
        let before = match before {
            "-" => None,
            digest => Some(parse_hexadecimal(digest)?),
        };
        let change = Change {
            before,
            after: parse_hexadecimal(after)?,
        };
        Some(Self {
            path: unescaped(path)?,
            change,
        })
    }
}

/// Writes a text on one line, without characters that a terminal obeys.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\\' || c.is_control() {
            line.extend(c.escape_unicode());
        } else {
            line.push(c);
        }
    }
    line
}

/// Reads a text that [`escaped`] wrote.
fn unescaped(line: &str) -> Option<String> {
    let mut parts = line.split("\\u{");
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}')?;
        text.push(char::from_u32(u32::from_str_radix(number, 16).ok()?)?);
        text.push_str(rest);
    }
    Some(text)
}

/// The journal of a running write.
#[derive(Debug)]
pub(super) struct Journal<'l> {
    own: &'l OwnFolder,
    has_many: bool,
}

impl<'l> Journal<'l> {
    /// Lists the files before the run writes anything; `None` if there is no key to sign the list with. A run that dies in
    /// here leaves nothing that stops others, because the journal gets its name when it is complete.
    pub(super) fn begin(
        root: &Path,
        lock: &'l WriteLock,
        command: &str,
        entries: &[JournalEntry],
    ) -> io::Result<Option<Self>> {
        let Some(key) = lock.key() else {
            return Ok(None);
        };
        let own = lock.own();
        let text = written(root, &key, command, entries)?;
        own.create_file(NEW_JOURNAL)?.write_all(text.as_bytes())?;
        fs::rename(own.path(NEW_JOURNAL), own.path(JOURNAL))?;
        Ok(Some(Self {
            own,
            has_many: entries.len() > 1,
        }))
    }

    /// Brings the journal to the disk before the first rename. A single rename is atomic and needs no journal.
    pub(super) fn ready(&self) -> io::Result<()> {
        if !self.has_many {
            return Ok(());
        }
        let journal = self.own.open(JOURNAL, Access::Change)?;
        journal.ok_or(io::ErrorKind::NotFound)?.sync_all()?;
        system::sync_folder(&self.own.path(""))
    }

    /// Ends the write.
    pub(super) fn end(&self) {
        // If the journal cannot be removed, recovery finds every file in place and reports nothing.
        let _ = system::remove_if_there(&self.own.path(JOURNAL));
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

/// What lies in the place of the journal.
enum Found {
    Nothing,
    /// A journal that we signed.
    Ours(String, Vec<JournalEntry>),
    /// Anything else.
    Foreign,
}

/// Finishes or takes back a write that was cut short. Costs two `stat` if there is none.
///
/// Does nothing while another process writes, and nothing if the journal is not one that this user's claimbook signed.
/// Returns a torn write, so that the command can report it.
pub fn recover(root: &Path, cache: Option<&CacheFolder>) -> io::Result<Option<TornWrite>> {
    let (Some(own), Some(cache)) = (OwnFolder::find(root)?, cache) else {
        return Ok(None);
    };
    if !matches!(found(root, &own, Some(cache))?, Found::Ours(..)) {
        return Ok(None);
    }
    match WriteLock::try_take(root, Some(cache))? {
        Some(lock) => recover_under(root, &lock),
        None => Ok(None),
    }
}

/// Does the same as [`recover`] for a caller that holds the lock.
///
/// # Errors
/// Also when there is a journal that we did not sign. We cannot tell whether it holds half a write.
pub(crate) fn recover_under(root: &Path, lock: &WriteLock) -> io::Result<Option<TornWrite>> {
    let torn = match found(root, lock.own(), lock.cache())? {
        Found::Nothing => None,
        Found::Ours(command, entries) => {
            lock.begin_replacing()?;
            let torn = settle(&fs::canonicalize(root)?, command, entries)?;
            system::remove_if_there(&lock.own().path(JOURNAL))?;
            torn
        }
        Found::Foreign => {
            let text = format!(
                "`{FOLDER}/{JOURNAL}` lists files of a write that was cut short, and claimbook did not sign it for you in \
                 this place: look at the files that it lists, then delete it"
            );
            return Err(io::Error::other(text));
        }
    };
    lock.end_replacing()?;
    Ok(torn)
}

fn found(root: &Path, own: &OwnFolder, cache: Option<&CacheFolder>) -> io::Result<Found> {
    let Some(file) = own.open(JOURNAL, Access::Read)? else {
        return Ok(Found::Nothing);
    };
    let Some(key) = cache.map(CacheFolder::stored_key).transpose()?.flatten() else {
        return Ok(Found::Foreign);
    };
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    let signed = parse(root, &key, &bytes);
    Ok(signed.map_or(Found::Foreign, |(command, entries)| {
        Found::Ours(command, entries)
    }))
}

/// Finishes the write if at least one file has its new text, otherwise takes it back.
fn settle(
    book: &Path,
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
        // A file that we may not write any more, because somebody put a link or a folder in its place, is left alone.
        match Target::find(book, &entry.path) {
            Ok(Some(target)) if target.has(entry.change.after)? => {
                let kept = target.clean_up(entry.change)?;
                torn.left.extend(kept.map(|kept| inside(book, &kept)));
                torn.carried.push(entry.path);
            }
            Ok(Some(target)) => open.push((entry, target)),
            Ok(None) | Err(_) => torn.left.push(entry.path),
        }
    }
    let is_begun = !torn.carried.is_empty();
    for (entry, target) in open {
        if is_begun && finish(&entry, &target)? {
            torn.finished.push(entry.path);
        } else {
            system::remove_if_there(&target.beside)?;
            torn.left.push(entry.path);
        }
    }
    let is_whole = torn.finished.is_empty() && torn.left.is_empty();
    Ok((is_begun && !is_whole).then_some(torn))
}

/// The path of a file inside the book, to show it.
fn inside(book: &Path, file: &Path) -> String {
    let path = file.strip_prefix(book).unwrap_or(file);
    path.display().to_string()
}

/// Puts a file's new text in place if the text is complete and the file is as the run found it.
fn finish(entry: &JournalEntry, target: &Target) -> io::Result<bool> {
    let can_finish = target.is_ready(entry.change.after)? && target.put(entry.change)?;
    if can_finish {
        target.sync()?;
        system::remove_if_there(&target.beside)?;
    }
    Ok(can_finish)
}

/// Writes a journal: a heading, the command, a line per file, and the signature of all of it.
fn written(
    root: &Path,
    key: &Sha256Bytes,
    command: &str,
    entries: &[JournalEntry],
) -> io::Result<String> {
    let lines: String = entries.iter().map(JournalEntry::line).collect();
    let text = format!("{FIRST_LINE}{}\n{lines}", escaped(command));
    let signature = signing(root, key, &text)?.finalize().into_bytes();
    Ok(format!("{text}{SIGNATURE}{}\n", hexadecimal(&signature)))
}

/// Reads a journal; `None` if it is not complete, or not signed with this key for the book at `root`.
fn parse(root: &Path, key: &Sha256Bytes, bytes: &[u8]) -> Option<(String, Vec<JournalEntry>)> {
    let whole = std::str::from_utf8(bytes).ok()?;
    let (_, last) = whole.strip_suffix('\n')?.rsplit_once('\n')?;
    let signature = parse_hexadecimal(last.strip_prefix(SIGNATURE)?)?;
    let text = whole.get(..whole.len() - last.len() - 1)?;
    let signing = signing(root, key, text).ok()?;
    signing.verify_slice(&signature).ok()?;
    let mut lines = text.strip_prefix(FIRST_LINE)?.lines();
    let command = unescaped(lines.next()?)?;
    let entries = lines.map(JournalEntry::parse).collect::<Option<_>>()?;
    Some((command, entries))
}

/// Signs the text and the book's real path, so that a journal is worth nothing in another book.
fn signing(root: &Path, key: &Sha256Bytes, text: &str) -> io::Result<Hmac<Sha256>> {
    let book = fs::canonicalize(root)?;
    let mut signing = Hmac::<Sha256>::new_from_slice(key).map_err(io::Error::other)?;
    signing.update(book.as_os_str().as_encoded_bytes());
    signing.update(&[0]);
    signing.update(text.as_bytes());
    Ok(signing)
}

#[cfg(test)]
mod tests {
    use super::{
        FIRST_LINE, Journal, JournalEntry, TornWrite, escaped, parse, recover, recover_under,
        unescaped, written,
    };
    use crate::files::put::{Change, Target};
    use crate::files::{CacheFolder, WriteLock};
    use sha2::{Digest, Sha256};
    use std::fs;
    use std::path::Path;

    fn cache(root: &Path) -> CacheFolder {
        CacheFolder::open(&root.join("cache"), root).unwrap()
    }

    fn lock(root: &Path) -> WriteLock {
        WriteLock::take(root, Some(&cache(root)), "set", &|_| {}).unwrap()
    }

    fn recovered(root: &Path) -> Option<TornWrite> {
        recover(root, Some(&cache(root))).unwrap()
    }

    fn target(root: &Path, path: &str) -> Target {
        let book = fs::canonicalize(root).unwrap();
        Target::find(&book, path).unwrap().unwrap()
    }

    /// A book in which a run died after so many renames of three.
    fn killed_after(renames: usize) -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        fs::create_dir(root.join("claims")).unwrap();
        let paths = ["claims/a.toml", "claims/b.toml", "claims/c.toml"];
        for path in paths {
            fs::write(root.join(path), "old").unwrap();
        }
        let new = |path: &&str| JournalEntry {
            path: (*path).to_owned(),
            change: Change {
                before: Some(Sha256::digest("old").into()),
                after: Sha256::digest("new").into(),
            },
        };
        let lock = lock(root);
        Journal::begin(
            root,
            &lock,
            "set",
            &paths.iter().map(new).collect::<Vec<_>>(),
        )
        .unwrap();
        for (at, path) in paths.iter().enumerate() {
            let target = target(root, path);
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
        assert_eq!(recovered(book.path()), None);
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
        assert_eq!(recovered(book.path()), Some(torn));
        assert_eq!(
            (texts(book.path()), entries(book.path())),
            (vec!["new".to_owned(); 3], 3)
        );
        assert_eq!(recovered(book.path()), None);
    }

    #[test]
    fn what_somebody_changed_since_is_left_alone_and_named() {
        let book = killed_after(1);
        fs::write(book.path().join("claims/b.toml"), "mine").unwrap();
        let torn = recovered(book.path()).unwrap();
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
        assert_eq!(recovered(book.path()), None);
        assert_eq!(texts(book.path()), vec!["new".to_owned(); 3]);
    }

    #[test]
    fn nothing_is_touched_while_another_process_writes() {
        let book = killed_after(1);
        let _lock = lock(book.path());
        assert_eq!(recovered(book.path()), None);
        assert_eq!(entries(book.path()), 5);
    }

    #[test]
    fn a_journal_that_we_did_not_sign_is_ignored_by_readers_and_refused_to_writers() {
        let signed = |root: &Path| fs::read(root.join(".claimbook/writing")).unwrap();
        let other = killed_after(1);
        let alien = signed(other.path());
        let own = killed_after(1);
        let mut changed = signed(own.path());
        changed[FIRST_LINE.len()] ^= 1;
        let cut = signed(own.path())[..100].to_vec();
        let journals = [
            alien,
            changed,
            cut,
            Vec::new(),
            b"nonsense".to_vec(),
            b"\xc3".to_vec(),
        ];
        for journal in &journals {
            let book = killed_after(1);
            let root = book.path();
            fs::write(root.join(".claimbook/writing"), journal).unwrap();
            assert_eq!(recovered(root), None);
            let refusal = recover_under(root, &lock(root)).unwrap_err().to_string();
            assert!(refusal.contains(".claimbook/writing"), "{refusal}");
            assert_eq!((texts(root)[1].as_str(), entries(root)), ("old", 5));
            assert_eq!(&signed(root), journal);
        }
    }

    #[test]
    fn a_journal_is_worth_nothing_without_the_cache_folder_or_in_another_place() {
        let book = killed_after(1);
        assert_eq!(recover(book.path(), None).unwrap(), None);
        let without = WriteLock::take(book.path(), None, "set", &|_| {}).unwrap();
        assert!(recover_under(book.path(), &without).is_err());
        drop(without);
        let place = tempfile::tempdir().unwrap();
        let moved = place.path().join("book");
        let key = fs::read(cache(book.path()).path().join("journal.key")).unwrap();
        fs::rename(book.path(), &moved).unwrap();
        fs::write(cache(&moved).path().join("journal.key"), key).unwrap();
        assert_eq!(recovered(&moved), None);
        assert_eq!(texts(&moved), ["new", "old", "old"]);
    }

    #[test]
    fn a_run_killed_while_it_writes_the_journal_stops_nobody() {
        let book = killed_after(0);
        let folder = book.path().join(".claimbook");
        let journal = fs::read(folder.join("writing")).unwrap();
        fs::remove_file(folder.join("writing")).unwrap();
        fs::write(folder.join("writing.new"), &journal[..journal.len() / 2]).unwrap();
        assert_eq!(recovered(book.path()), None);
        let lock = lock(book.path());
        assert_eq!(recover_under(book.path(), &lock).unwrap(), None);
        assert!(
            Journal::begin(book.path(), &lock, "set", &[])
                .unwrap()
                .is_some()
        );
        assert!(!folder.join("writing.new").exists());
    }

    #[test]
    fn a_signed_path_that_is_not_a_text_of_the_book_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("book");
        fs::create_dir_all(root.join("claims")).unwrap();
        fs::write(root.join("claims/a.toml"), "new").unwrap();
        fs::write(root.join("notes.toml"), "old").unwrap();
        fs::write(root.join(".notes.toml.claimbook-new"), "new").unwrap();
        fs::write(place.path().join("x.toml"), "old").unwrap();
        fs::write(place.path().join(".x.toml.claimbook-new"), "new").unwrap();
        let absolute = place.path().join("x.toml").display().to_string();
        let paths = [
            "claims/a.toml",
            "../x.toml",
            "claims/../../x.toml",
            &absolute,
            "notes.toml",
            "/dev/zero",
        ];
        let entries = paths.map(|path| JournalEntry {
            path: path.to_owned(),
            change: Change {
                before: Some(Sha256::digest("old").into()),
                after: Sha256::digest("new").into(),
            },
        });
        Journal::begin(&root, &lock(&root), "set", &entries).unwrap();
        let torn = recovered(&root).unwrap();
        assert_eq!((torn.carried.len(), torn.left.len()), (1, 5));
        assert_eq!(
            fs::read_to_string(place.path().join("x.toml")).unwrap(),
            "old"
        );
        assert_eq!(fs::read_to_string(root.join("notes.toml")).unwrap(), "old");
        assert!(place.path().join(".x.toml.claimbook-new").exists());
    }

    #[test]
    fn somebody_elses_text_that_a_killed_exchange_left_beside_is_kept_and_named() {
        let book = killed_after(3);
        fs::write(target(book.path(), "claims/b.toml").beside, "mine").unwrap();
        let torn = recovered(book.path()).unwrap();
        assert_eq!(
            (torn.carried.len(), torn.left),
            (3, vec!["claims/b.toml.kept-1".to_owned()])
        );
        let kept = book.path().join("claims/b.toml.kept-1");
        assert_eq!(fs::read_to_string(kept).unwrap(), "mine");
    }

    #[test]
    fn a_line_holds_any_name_and_gives_it_back() {
        for name in [
            "a",
            "",
            "a\nb",
            "a\\nb",
            "a\\u{6e}b",
            "\u{1b}]52;c;x\u{7}\r\u{85}",
            "\\",
            "é ü",
        ] {
            let line = escaped(name);
            assert!(!line.contains(char::is_control), "{name:?}");
            assert_eq!(unescaped(&line).as_deref(), Some(name));
        }
        for wrong in ["\\u{", "\\u{}", "\\u{g}", "\\u{110000}", "\\u{6e"] {
            assert_eq!(unescaped(wrong), None, "{wrong}");
        }
    }

    fn entry(path: &str, before: Option<[u8; 32]>) -> JournalEntry {
        JournalEntry {
            path: path.to_owned(),
            change: Change {
                before,
                after: [2; 32],
            },
        }
    }

    const KEY: [u8; 32] = [3; 32];

    #[test]
    fn a_journal_reads_as_it_was_written() {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        let entries = vec![
            entry("claims/a.toml", Some([1; 32])),
            entry("claims/new\nfile.toml", None),
            entry("signature 00", None),
        ];
        let text = written(root, &KEY, "a\nb", &entries).unwrap();
        assert_eq!(
            parse(root, &KEY, text.as_bytes()),
            Some(("a\nb".to_owned(), entries))
        );
        assert_eq!(parse(root, &[4; 32], text.as_bytes()), None);
        assert_eq!(parse(Path::new("/"), &KEY, text.as_bytes()), None);
    }

    #[test]
    fn a_journal_cut_or_changed_anywhere_is_not_ours() {
        let book = tempfile::tempdir().unwrap();
        let entries = [
            entry("claims/é.toml", Some([1; 32])),
            entry("claims/legend\u{e9}", None),
        ];
        let text = written(book.path(), &KEY, "set", &entries).unwrap();
        for length in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            assert_eq!(parse(book.path(), &KEY, &bytes[..length]), None, "{length}");
            bytes[length] ^= 1;
            assert_eq!(parse(book.path(), &KEY, &bytes), None, "{length}");
        }
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
                fs::write(target(root, &path).beside, beside).unwrap();
            }
            entries.push(JournalEntry {
                path,
                change: Change {
                    before: Some(Sha256::digest("old").into()),
                    after: Sha256::digest("new").into(),
                },
            });
        }
        let lock = lock(root);
        Journal::begin(root, &lock, "set", &entries).unwrap();
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
                let torn = recovered(book.path());
                let is_begun = first.0 == "new" || second.0 == "new";
                let wanted = [first, second].map(|(text, beside)| settled(text, *beside, is_begun));
                let texts = ["a", "b"].map(|name| {
                    fs::read_to_string(book.path().join(format!("claims/{name}.toml"))).unwrap()
                });
                assert_eq!(texts, wanted.map(|(text, _)| text), "{first:?} {second:?}");
                // A text beside a carried file that is neither the old nor the new one may be somebody's.
                let kept = [first, second].into_iter();
                let kept = kept.filter(|state| **state == ("new", Some("ne"))).count();
                let number = |fate| wanted.iter().filter(|(_, one)| *one == fate).count();
                let told =
                    torn.map(|torn| (torn.carried.len(), torn.finished.len(), torn.left.len()));
                let is_torn = is_begun && (number("carried") < 2 || kept > 0);
                assert_eq!(
                    told,
                    is_torn.then(|| (number("carried"), number("finished"), number("left") + kept)),
                    "{first:?} {second:?}"
                );
                assert_eq!(recovered(book.path()), None);
                assert_eq!(entries(book.path()), 2 + kept, "{first:?} {second:?}");
            }
        }
    }
}
