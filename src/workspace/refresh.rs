//! Keeps the index current with the files.
//!
//! We look at the files before every answer. If the tree's fingerprint is the one in the index, the index is current.
//! Otherwise one process at a time takes a lock, finds what changed and refreshes the index. It builds the index again if
//! there is none, if its seal is broken, if it has another schema, or if it is damaged. If we cannot write, or another
//! process keeps the lock, we build the index in memory.
//!
//! While somebody replaces several files, we wait, and look again: an answer sees such an edit whole or not at all.

use crate::files;
use crate::files::{BookFile, CacheFolder, FileTree, RefusedPath, Sequence, Walk, remove_if_there};
use crate::index::rows::VerdictChange;
use crate::index::{Change, Index, IndexError, Terms};
use crate::workspace::changes::{Differences, add_to_change, doubt, fingerprint};
use crate::workspace::lock::{IndexLock, NoLock};
use crate::workspace::progress::Progress;
use crate::workspace::stored::stored;
use crate::workspace::{parse, passages, seal};
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, io};

/// Why a book could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The `claims/` folder cannot be listed.
    #[error("cannot list {}: {source}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// The write lock cannot be taken.
    #[error("cannot lock {}: {source}", path.display())]
    Lock {
        /// The book's folder.
        path: PathBuf,
        /// Why it failed.
        source: io::Error,
    },
    /// Somebody has been replacing several files all the time, and there is no index from before.
    #[error("another process is changing several files of the book")]
    Changing,
    /// Not even an index in memory could be built.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// If more files than this changed, and at least a [`PART`] of the book, a rebuild is cheaper than a refresh.
pub(super) const MANY: usize = 512;

/// The quarter of a book that makes a rebuild cheaper.
const PART: usize = 4;

/// The time to use when no later command reads the index: no stamp is doubtful then.
const NEVER_DOUBTFUL: i64 = i64::MAX;

/// The time to use when we do not know the time: every stamp is doubtful then.
const ALWAYS_DOUBTFUL: i64 = i64::MIN;

/// How long to wait before another look at files that somebody is replacing.
const STEP: Duration = Duration::from_millis(20);
/// How many times to look before we answer from the index as it is: for about a second.
const LOOKS: u32 = 50;
/// How many times to look if there is no such index: for about half a minute.
const LOOKS_WITHOUT_INDEX: u32 = 1_500;

/// Whose index to keep current, and how.
pub(super) struct Keeper<'a> {
    /// The book's folder.
    pub(super) root: &'a Path,
    /// Its files.
    pub(super) files: FileTree<'a>,
    /// Where the index lies; `None` for an index in memory.
    pub(super) cache: Option<&'a CacheFolder>,
    /// What assessments depend on beside the files.
    pub(super) terms: Terms,
    /// Whether we hold the write lock, so that nobody else replaces files.
    pub(super) is_alone: bool,
    /// Receives the progress.
    pub(super) progress: &'a dyn Progress,
}

/// An index, and what under `claims/` we refuse to read.
type Opened = (Index, Vec<RefusedPath>);

/// Why the index on the disk could not be updated.
enum Trouble {
    /// We cannot write here now.
    Unwritable,
    /// Somebody replaced files while we looked at them.
    Moved,
    /// Anything else.
    Open(OpenError),
}

impl From<OpenError> for Trouble {
    fn from(error: OpenError) -> Self {
        Self::Open(error)
    }
}

impl From<IndexError> for Trouble {
    fn from(error: IndexError) -> Self {
        if error.is_unwritable() {
            Self::Unwritable
        } else {
            Self::Open(OpenError::Index(error))
        }
    }
}

/// One look at the files.
struct Round<'a> {
    walk: &'a Walk,
    /// The time of the book's file system.
    clock: &'a dyn Fn() -> i64,
    /// How far the writers of the book had come before.
    before: Sequence,
}

/// What an index needs to be current.
enum Needed {
    Nothing,
    Refresh(Box<Change>),
    /// So much changed that a rebuild is cheaper.
    Rebuild,
}

impl Keeper<'_> {
    /// Opens the index and makes it current.
    pub(super) fn open(&self) -> Result<Opened, OpenError> {
        for look in 0..LOOKS_WITHOUT_INDEX {
            let before = self.sequence();
            if !before.is_replacing() {
                match self.look(before) {
                    Ok(opened) => return Ok(opened),
                    Err(Trouble::Open(error)) => return Err(error),
                    Err(Trouble::Moved | Trouble::Unwritable) => {}
                }
            }
            // A writer brings the index up to date before it changes files, so this index is the book before the edit.
            if look >= LOOKS
                && let Some(index) = self.stored()
            {
                return Ok((index, Vec::new()));
            }
            std::thread::sleep(STEP);
        }
        Err(OpenError::Changing)
    }

    fn look(&self, before: Sequence) -> Result<Opened, Trouble> {
        let walk = self.walk()?;
        let print = fingerprint(&walk.files, self.terms.needs_origins);
        let stored = self
            .stored()
            .and_then(|index| Some((index.fingerprint().ok()??, index)));
        let seen = match stored {
            Some((seen, index)) if seen == print && self.is_current(&index) => {
                self.settle(before)?;
                return Ok((index, walk.refused));
            }
            stored => stored.map(|(seen, _)| seen),
        };
        match self.update(&walk, seen.as_deref(), before) {
            Err(Trouble::Unwritable) => {
                let index = self.in_memory(&walk).map_err(OpenError::Index)?;
                self.settle(before)?;
                Ok((index, walk.refused))
            }
            updated => updated,
        }
    }

    /// Whether the index shows the rulings and retractions that have an effect today, and the passages of the texts as they
    /// are now.
    fn is_current(&self, index: &Index) -> bool {
        let is_of_today = index.is_of(self.terms.today).is_ok_and(|is_of| is_of);
        is_of_today && passages::are_current(self.files, index).is_ok_and(|are| are)
    }

    /// How far the writers of the book have come.
    fn sequence(&self) -> Sequence {
        if self.is_alone {
            Sequence::default()
        } else {
            files::sequence(self.root)
        }
    }

    /// Fails if somebody replaced several files since `before`: what we read may be half of an edit.
    fn settle(&self, before: Sequence) -> Result<(), Trouble> {
        if self.sequence() == before {
            Ok(())
        } else {
            Err(Trouble::Moved)
        }
    }

    pub(super) fn walk(&self) -> Result<Walk, OpenError> {
        self.files.walk().map_err(|source| OpenError::List {
            path: self.root.join("claims"),
            source,
        })
    }

    fn stored(&self) -> Option<Index> {
        stored(self.cache?)
    }

    /// Takes the lock of the index on the disk. Names the process that keeps it.
    fn lock(&self) -> Result<(IndexLock, &CacheFolder), Trouble> {
        let cache = self.cache.ok_or(Trouble::Unwritable)?;
        match IndexLock::take(cache, &self.progress.who()) {
            Ok(lock) => Ok((lock, cache)),
            Err(NoLock::Unwritable) => Err(Trouble::Unwritable),
            Err(NoLock::Held(holder)) => {
                self.progress.waited_for(&holder);
                Err(Trouble::Unwritable)
            }
        }
    }

    /// Updates the index on the disk under the lock. `seen` is the fingerprint that the index had before the walk.
    fn update(&self, walk: &Walk, seen: Option<&str>, before: Sequence) -> Result<Opened, Trouble> {
        let (lock, cache) = self.lock()?;
        let lock = RefCell::new(lock);
        let clock = || {
            lock.borrow_mut()
                .now_ns(self.root)
                .unwrap_or(ALWAYS_DOUBTFUL)
        };
        if clock() == ALWAYS_DOUBTFUL {
            return Err(Trouble::Unwritable);
        }
        let index = self.stored();
        // If another process updated the index while we waited, it may have seen a later tree. Then we walk again.
        let is_later = index
            .as_ref()
            .and_then(|index| index.fingerprint().ok().flatten())
            .as_deref()
            != seen;
        let walk = if is_later {
            Cow::Owned(self.walk()?)
        } else {
            Cow::Borrowed(walk)
        };
        let round = Round {
            walk: &walk,
            clock: &clock,
            before,
        };
        let refreshed = match index {
            Some(index) => self.refreshed(cache, index, &round)?,
            None => None,
        };
        let index = refreshed.map_or_else(|| self.rebuild(cache, &round), Ok)?;
        Ok((index, walk.into_owned().refused))
    }

    /// Updates the index for the files that we just changed, and says which claims change; `None` if so many are affected that
    /// a rebuild is cheaper. Looks at no other file; the next command looks at all of them.
    pub(super) fn update_paths(
        &self,
        index: &mut Index,
        paths: &[String],
    ) -> Result<Option<Vec<VerdictChange>>, OpenError> {
        let change = |index: &Index, now_ns| -> Result<Change, IndexError> {
            let mut change = Change {
                terms: self.terms,
                ..Change::default()
            };
            for path in paths {
                if index.has_file(path)? {
                    change.removed.push(path.clone());
                }
                if let Ok(metadata) = fs::metadata(self.root.join(path)) {
                    let file = BookFile {
                        path: path.clone(),
                        stamp: files::Stamp::of(&metadata),
                    };
                    change.added.extend(parse::file(self.files, &file, now_ns));
                }
            }
            Ok(change)
        };
        if index.is_in_memory() {
            let change = change(index, NEVER_DOUBTFUL)?;
            let changes = index.refresh_and_tell(&change)?;
            passages::update(self.files, index, NEVER_DOUBTFUL)?;
            return Ok(changes);
        }
        index.release()?;
        let changing = |_| OpenError::Changing;
        let (mut lock, cache) = self.lock().map_err(changing)?;
        let now_ns = lock.now_ns(self.root).unwrap_or(ALWAYS_DOUBTFUL);
        let mut stored = self.stored().ok_or(OpenError::Changing)?;
        let changes = stored.refresh_and_tell(&change(&stored, now_ns)?)?;
        if changes.is_some() {
            passages::update(self.files, &mut stored, now_ns)?;
            seal::set(cache).map_err(|_| OpenError::Changing)?;
        }
        stored.hold()?;
        *index = stored;
        Ok(changes)
    }

    /// Refreshes the index; `None` if it needs a rebuild.
    fn refreshed(
        &self,
        cache: &CacheFolder,
        mut index: Index,
        round: &Round<'_>,
    ) -> Result<Option<Index>, Trouble> {
        let change = match self.change(&index, round) {
            Err(error) if error.is_damage() => return Ok(None),
            change => change?,
        };
        self.settle(round.before)?;
        let refreshed = match change {
            Needed::Nothing => Ok(false),
            Needed::Rebuild => return Ok(None),
            Needed::Refresh(change) => match index.refresh(&change) {
                Ok(false) => return Ok(None),
                refreshed => refreshed,
            },
        };
        let written = refreshed.and_then(|refreshed| {
            let now_ns = (round.clock)();
            Ok(passages::update(self.files, &mut index, now_ns)? || refreshed)
        });
        match written {
            Err(error) if error.is_damage() => return Ok(None),
            written => {
                if written? {
                    seal::set(cache).map_err(|_| Trouble::Unwritable)?;
                    index.hold()?;
                }
            }
        }
        Ok(Some(index))
    }

    /// Finds out what the index needs.
    fn change(&self, index: &Index, round: &Round<'_>) -> Result<Needed, IndexError> {
        let walk = round.walk;
        let print = fingerprint(&walk.files, self.terms.needs_origins);
        if index.fingerprint()?.as_ref() == Some(&print) && index.is_of(self.terms.today)? {
            return Ok(Needed::Nothing);
        }
        let differences = Differences::between(index, walk)?;
        let mut change = Change {
            removed: differences.gone,
            terms: self.terms,
            ..Change::default()
        };
        let mut known = differences.known;
        let mut doubtful = false;
        for batch in parse::batches(&differences.files) {
            // The later we read the clock, the fewer files are doubtful.
            let now_ns = (round.clock)();
            let looked = parse::looks(self.files, batch, &known, now_ns);
            // A file that went while we read might come back under the same stamp.
            doubtful |= looked.len() < batch.len();
            for looked in looked {
                doubtful |= looked.state.doubtful;
                add_to_change(looked, &mut known, &mut change);
            }
            let others = change.added.len();
            if others > MANY && others * PART > walk.files.len() {
                return Ok(Needed::Rebuild);
            }
        }
        change.removed.extend(known.into_keys());
        let in_doubt = || doubt((round.clock)());
        change.fingerprint = if doubtful { in_doubt() } else { print };
        Ok(Needed::Refresh(Box::new(change)))
    }

    /// Builds a new index beside the old one, and renames it into place.
    fn rebuild(&self, cache: &CacheFolder, round: &Round<'_>) -> Result<Index, Trouble> {
        let unwritable = |_: io::Error| Trouble::Unwritable;
        remove_if_there(&cache.new_index()).map_err(unwritable)?;
        let mut index = Index::create(&cache.new_index())?;
        self.fill(&mut index, round.walk, (round.clock)())?;
        drop(index);
        self.settle(round.before)?;
        seal::remove(cache).map_err(unwritable)?;
        // SQLite must not apply the old index's journal to the new one.
        remove_if_there(&cache.path().join("index.db-journal")).map_err(unwritable)?;
        fs::rename(cache.new_index(), cache.index()).map_err(unwritable)?;
        seal::set(cache).map_err(unwritable)?;
        Index::open(&cache.index())?.ok_or(Trouble::Unwritable)
    }

    pub(super) fn in_memory(&self, walk: &Walk) -> Result<Index, IndexError> {
        let mut index = Index::in_memory()?;
        self.fill(&mut index, walk, NEVER_DOUBTFUL)?;
        Ok(index)
    }

    /// Reads and parses files on all cores while the index writes the rows of earlier files.
    fn fill(&self, index: &mut Index, walk: &Walk, now_ns: i64) -> Result<(), IndexError> {
        self.progress.begin(walk.files.len() as u64);
        let print = |read: u64| {
            let mut files = walk.files.iter();
            let is_gone = read < walk.files.len() as u64;
            if is_gone || files.any(|found| found.stamp.is_doubtful(now_ns)) {
                doubt(now_ns)
            } else {
                fingerprint(&walk.files, self.terms.needs_origins)
            }
        };
        let built = std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(2);
            scope.spawn(move || {
                for batch in parse::batches(&walk.files) {
                    // The receiver is gone if writing failed.
                    if sender
                        .send(parse::files(self.files, batch, now_ns))
                        .is_err()
                    {
                        return;
                    }
                }
            });
            let done = |files| self.progress.advance(files);
            index.build(receiver.into_iter(), &print, self.terms, &done)
        });
        self.progress.end();
        built?;
        passages::update(self.files, index, now_ns)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{
        ALWAYS_DOUBTFUL, Keeper, MANY, NEVER_DOUBTFUL, Needed, OpenError, Opened, PART, Round,
        Trouble,
    };
    use crate::domain::records::RecordKind;
    use crate::files;
    use crate::files::{CacheFolder, FileTree, Sequence, Walk};
    use crate::index::{FileRecord, Index, Terms};
    use crate::workspace::changes::{doubt, fingerprint};
    use crate::workspace::lock::IndexLock;
    use crate::workspace::progress::Silent;
    use crate::workspace::{parse, seal};
    use std::fs;
    use std::path::Path;

    const A: &str = "[[source]]\nid = \"a\"\ntitle = \"A\"\n";
    const B: &str = "[[source]]\nid = \"b\"\ntitle = \"B\"\n";

    const TERMS: Terms = Terms {
        needs_origins: 2,
        today: chrono::NaiveDate::from_ymd_opt(2100, 1, 1).unwrap(),
    };

    fn book() -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        fs::write(book.path().join("claims/f.toml"), A).unwrap();
        book
    }

    fn keeper(root: &Path) -> Keeper<'_> {
        Keeper {
            root,
            files: FileTree::Folder(root),
            cache: None,
            terms: TERMS,
            is_alone: false,
            progress: &Silent,
        }
    }

    /// Makes this index current for this walk; `false` if it needs a rebuild.
    fn refreshes(root: &Path, index: &mut Index, walk: &Walk, now_ns: i64) -> bool {
        let before = Sequence::default();
        let round = Round {
            walk,
            clock: &|| now_ns,
            before,
        };
        match keeper(root).change(index, &round).unwrap() {
            Needed::Nothing => true,
            Needed::Rebuild => false,
            Needed::Refresh(change) => index.refresh(&change).is_ok(),
        }
    }

    /// A place for a cache, beside a book.
    fn cache(book: &Path) -> CacheFolder {
        CacheFolder::open(&book.join("cache"), book).unwrap()
    }

    fn open(root: &Path, cache: &CacheFolder) -> Opened {
        let cache = Some(cache);
        Keeper {
            cache,
            ..keeper(root)
        }
        .open()
        .unwrap()
    }

    /// Which of the sources `a` and `b` the index has.
    fn sources(index: &Index) -> String {
        let has = |id: &&str| index.kind_of(id).unwrap() == Some(RecordKind::Source);
        ["a", "b"].into_iter().filter(has).collect()
    }

    /// A book of file `f`, and its index, made at this time.
    fn indexed(now_ns: i64) -> (tempfile::TempDir, Index, Walk) {
        let book = book();
        let walk = keeper(book.path()).walk().ok().unwrap();
        let mut index = Index::in_memory().unwrap();
        keeper(book.path()).fill(&mut index, &walk, now_ns).unwrap();
        assert_eq!(sources(&index), "a");
        (book, index, walk)
    }

    fn refresh(root: &Path, index: &mut Index) -> Walk {
        let walk = keeper(root).walk().ok().unwrap();
        assert!(refreshes(root, index, &walk, NEVER_DOUBTFUL));
        let print = fingerprint(&walk.files, 2);
        assert_eq!(index.fingerprint().unwrap(), Some(print));
        walk
    }

    #[test]
    fn new_content_under_the_same_stamp_is_seen_while_the_stamp_is_doubtful() {
        let (book, mut index, walk) = indexed(ALWAYS_DOUBTFUL);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        // The walk still has the old stamp.
        assert!(refreshes(book.path(), &mut index, &walk, NEVER_DOUBTFUL));
        assert_eq!(sources(&index), "b");
    }

    #[test]
    fn a_file_with_a_settled_stamp_is_not_read_again() {
        let (book, mut index, walk) = indexed(NEVER_DOUBTFUL);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        fs::write(book.path().join("claims/g.toml"), "").unwrap();
        let mut later = keeper(book.path()).walk().ok().unwrap();
        later.files[0] = walk.files[0].clone();
        assert!(refreshes(book.path(), &mut index, &later, NEVER_DOUBTFUL));
        assert_eq!(sources(&index), "a");
    }

    #[test]
    fn the_same_content_under_a_new_stamp_gets_the_new_stamp() {
        let (book, mut index, before) = indexed(NEVER_DOUBTFUL);
        fs::remove_file(book.path().join("claims/f.toml")).unwrap();
        fs::write(book.path().join("other"), "").unwrap();
        fs::write(book.path().join("claims/f.toml"), A).unwrap();
        let walk = refresh(book.path(), &mut index);
        assert_ne!(walk.files, before.files);
        assert_eq!(sources(&index), "a");
        let mut changes = Vec::new();
        index
            .each_file(&mut |path, state| changes.push((path.to_owned(), state.ctime_ns)))
            .unwrap();
        let file = &walk.files[0];
        assert_eq!(changes, [(file.path.clone(), file.stamp.ctime_ns)]);
    }

    #[test]
    fn files_come_change_and_go() {
        let (book, mut index, _) = indexed(NEVER_DOUBTFUL);
        let path = |name: &str| book.path().join("claims").join(name);
        fs::write(path("e.toml"), B).unwrap();
        refresh(book.path(), &mut index);
        assert_eq!(sources(&index), "ab");
        fs::write(path("e.toml"), format!("{B}# longer\n")).unwrap();
        fs::remove_file(path("f.toml")).unwrap();
        refresh(book.path(), &mut index);
        assert_eq!(sources(&index), "b");
        fs::rename(path("e.toml"), path("z.toml")).unwrap();
        refresh(book.path(), &mut index);
        assert_eq!(sources(&index), "b");
        fs::remove_file(path("z.toml")).unwrap();
        refresh(book.path(), &mut index);
        assert_eq!(sources(&index), "");
    }

    #[test]
    fn a_file_that_broke_and_was_mended_is_as_before() {
        let (book, mut index, _) = indexed(NEVER_DOUBTFUL);
        let path = book.path().join("claims/f.toml");
        for broken in [&b"\xff"[..], b"[[source", b"\xff\xff"] {
            fs::write(&path, broken).unwrap();
            refresh(book.path(), &mut index);
            assert_eq!(sources(&index), "", "{broken:?}");
            assert_eq!(index.unread_files().unwrap(), ["claims/f.toml"]);
            fs::write(&path, A).unwrap();
            refresh(book.path(), &mut index);
            assert_eq!(sources(&index), "a");
            assert!(index.unread_files().unwrap().is_empty());
        }
    }

    #[test]
    fn a_doubtful_file_leaves_the_fingerprint_in_doubt() {
        let (book, mut index, walk) = indexed(ALWAYS_DOUBTFUL);
        let print = |index: &Index| index.fingerprint().unwrap();
        assert_eq!(print(&index), Some(doubt(ALWAYS_DOUBTFUL)));
        assert!(refreshes(
            book.path(),
            &mut index,
            &walk,
            ALWAYS_DOUBTFUL + 1
        ));
        assert_eq!(print(&index), Some(doubt(ALWAYS_DOUBTFUL + 1)));
        refresh(book.path(), &mut index);
    }

    #[test]
    fn a_file_that_goes_while_we_read_counts_as_deleted_and_leaves_the_fingerprint_in_doubt() {
        let (book, mut index, walk) = indexed(ALWAYS_DOUBTFUL);
        fs::remove_file(book.path().join("claims/f.toml")).unwrap();
        let mut built = Index::in_memory().unwrap();
        let keeper = keeper(book.path());
        keeper.fill(&mut built, &walk, NEVER_DOUBTFUL).unwrap();
        assert!(refreshes(book.path(), &mut index, &walk, NEVER_DOUBTFUL));
        for index in [index, built] {
            assert_eq!(sources(&index), "");
            assert!(index.unread_files().unwrap().is_empty());
            assert_eq!(index.fingerprint().unwrap(), Some(doubt(NEVER_DOUBTFUL)));
        }
    }

    /// Whether an index is refreshed when the contents, or else the stamps alone, of some of all files differ.
    fn is_refreshed(differ: usize, all: usize, contents: bool) -> bool {
        let book = tempfile::tempdir().unwrap();
        let claims = book.path().join("claims");
        fs::create_dir(&claims).unwrap();
        for number in 0..all {
            fs::write(claims.join(format!("{number:04}.toml")), "").unwrap();
        }
        let walk = keeper(book.path()).walk().ok().unwrap();
        let known = walk.files.iter().enumerate().map(|(number, file)| {
            let tree = FileTree::Folder(book.path());
            let mut known = parse::file(tree, file, NEVER_DOUBTFUL).unwrap();
            if number < differ {
                known.state.size = 1;
                known.state.sha256 = known.state.sha256.filter(|_| !contents);
            }
            known
        });
        let mut index = Index::in_memory().unwrap();
        let batch: Vec<FileRecord> = known.collect();
        index
            .build([batch].into_iter(), &|_| "x".to_owned(), TERMS, &|_| {})
            .unwrap();
        refreshes(book.path(), &mut index, &walk, NEVER_DOUBTFUL)
    }

    #[test]
    fn an_index_is_rebuilt_only_if_many_files_and_a_quarter_of_the_book_changed() {
        assert!(is_refreshed(MANY, MANY, true));
        assert!(!is_refreshed(MANY + 1, PART * (MANY + 1) - 1, true));
        assert!(is_refreshed(MANY + 1, PART * (MANY + 1), true));
    }

    #[test]
    fn a_book_of_the_same_contents_under_new_stamps_is_not_built_again() {
        assert!(is_refreshed(MANY + 1, MANY + 1, false));
    }

    #[test]
    fn a_damaged_or_foreign_index_is_replaced_with_all_that_lies_beside_it() {
        let book = book();
        let cache = cache(book.path());
        for damage in [&b"nonsense that is not a database"[..], b""] {
            for name in ["index.db", "index.db.new", "index.db-journal"] {
                fs::write(cache.path().join(name), damage).unwrap();
            }
            let (index, refused) = open(book.path(), &cache);
            assert_eq!((sources(&index).as_str(), refused.len()), ("a", 0));
            assert!(!cache.new_index().exists());
            assert!(!cache.path().join("index.db-journal").exists());
            assert!(seal::fits(&cache) && !index.is_in_memory());
        }
    }

    #[test]
    fn an_index_with_a_true_seal_and_a_false_schema_is_replaced() {
        let book = book();
        let cache = cache(book.path());
        for harm in [
            "CREATE TRIGGER t AFTER UPDATE ON file BEGIN DELETE FROM claim; END",
            "CREATE VIEW v AS SELECT 1",
            "DROP VIEW claims; CREATE VIEW claims AS SELECT 1",
            "DROP INDEX claim_by_id",
            "PRAGMA user_version = 1",
        ] {
            drop(open(book.path(), &cache));
            Index::harm(&cache.index(), harm);
            seal::set(&cache).unwrap();
            let (index, _) = open(book.path(), &cache);
            assert!(!index.is_in_memory() && Index::open(&cache.index()).unwrap().is_some());
        }
    }

    #[test]
    fn without_a_cache_folder_the_index_is_in_memory() {
        let book = book();
        let (mut index, _) = keeper(book.path()).open().unwrap();
        assert!(index.is_in_memory() && sources(&index) == "a");
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        let paths = ["claims/f.toml".to_owned(), "claims/none.toml".to_owned()];
        keeper(book.path())
            .update_paths(&mut index, &paths)
            .unwrap();
        assert_eq!(sources(&index), "b");
        assert!(!book.path().join(".claimbook").exists());
    }

    #[test]
    fn a_process_that_keeps_the_lock_or_the_index_keeps_nobody_from_answers() {
        let book = book();
        let cache = cache(book.path());
        let (reader, _) = open(book.path(), &cache);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        // The reader still reads the index, so nobody can change it.
        let (index, _) = open(book.path(), &cache);
        assert_eq!(
            (sources(&index).as_str(), index.is_in_memory()),
            ("b", true)
        );
        assert_eq!(sources(&reader), "a");
        drop(reader);
        let lock = IndexLock::take(&cache, "process 1").unwrap();
        let (index, _) = open(book.path(), &cache);
        assert_eq!(
            (sources(&index).as_str(), index.is_in_memory()),
            ("b", true)
        );
        drop(lock);
        let (index, _) = open(book.path(), &cache);
        assert_eq!(
            (sources(&index).as_str(), index.is_in_memory()),
            ("b", false)
        );
    }

    #[test]
    fn a_look_during_which_somebody_replaced_files_is_thrown_away() {
        let book = book();
        let cache = cache(book.path());
        let on_disk = Keeper {
            cache: Some(&cache),
            ..keeper(book.path())
        };
        fs::create_dir(book.path().join(".claimbook")).unwrap();
        let record = format!("{:020}", 2);
        fs::write(book.path().join(".claimbook/write.lock"), record).unwrap();
        let (old, now) = (Sequence::default(), files::sequence(book.path()));
        // When the index is built, when it is current, and when it changes.
        assert!(matches!(on_disk.look(old), Err(Trouble::Moved)));
        assert!(!cache.index().exists());
        assert!(on_disk.look(now).is_ok());
        assert!(matches!(on_disk.look(old), Err(Trouble::Moved)));
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        assert!(matches!(on_disk.look(old), Err(Trouble::Moved)));
        assert_eq!(sources(&on_disk.stored().unwrap()), "a");
        assert!(matches!(keeper(book.path()).look(old), Err(Trouble::Moved)));
        assert!(keeper(book.path()).look(now).is_ok());
    }

    #[test]
    fn after_a_write_the_index_is_updated_and_sealed() {
        let book = book();
        let cache = cache(book.path());
        let (mut index, _) = open(book.path(), &cache);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        let keeper = Keeper {
            cache: Some(&cache),
            ..keeper(book.path())
        };
        keeper
            .update_paths(&mut index, &["claims/f.toml".to_owned()])
            .unwrap();
        assert_eq!(
            (sources(&index).as_str(), index.is_in_memory()),
            ("b", false)
        );
        assert!(seal::fits(&cache));
    }

    #[test]
    fn a_book_without_claims_cannot_be_opened() {
        let folder = tempfile::tempdir().unwrap();
        let error = keeper(folder.path()).open().unwrap_err();
        assert!(matches!(error, OpenError::List { path, .. } if path.ends_with("claims")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn another_policy_refreshes_the_index_of_unchanged_files() {
        let book = book();
        let cache = cache(book.path());
        drop(open(book.path(), &cache));
        let keeper = Keeper {
            cache: Some(&cache),
            terms: Terms {
                needs_origins: 3,
                ..TERMS
            },
            ..keeper(book.path())
        };
        let (index, _) = keeper.open().unwrap();
        assert_eq!(index.whole_book().unwrap().needs_origins, 3);
    }
}
