//! Keeps the index current with the files.
//!
//! We look at the files before every answer. If the tree's fingerprint is the one in the index, the index is current.
//! Otherwise one process at a time takes a lock, finds what changed and refreshes the index. It rebuilds the index if there
//! is none, if it has another schema, or if it is damaged. If we cannot write, we build the index in memory.

use crate::files;
use crate::files::{BookFile, FOLDER, RefusedPath, Walk, remove_if_there};
use crate::index::{Change, Index, IndexError};
use crate::workspace::changes::{Differences, add_to_change, doubt, fingerprint};
use crate::workspace::lock::IndexLock;
use crate::workspace::parse;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::{fs, io};

/// Receives the progress of a long build.
pub trait Progress: Sync {
    /// Begins a build that reads this many files.
    fn begin(&self, files: u64);
    /// Adds to the number of files that are done.
    fn advance(&self, files: u64);
    /// Ends the build.
    fn end(&self);
}

/// Ignores progress.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn end(&self) {}
}

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

/// Opens the index of the book at `root` and makes it current.
pub(super) fn open(
    root: &Path,
    needs_origins: u8,
    progress: &dyn Progress,
) -> Result<(Index, Vec<RefusedPath>), OpenError> {
    let keeper = Keeper {
        root,
        progress,
        needs_origins,
    };
    let walk = keeper.walk()?;
    let stored = keeper
        .stored()
        .and_then(|index| Some((index.fingerprint().ok()??, index)));
    let seen = match stored {
        Some((seen, index)) if seen == fingerprint(&walk.files, needs_origins) => {
            return Ok((index, walk.refused));
        }
        stored => stored.map(|(seen, _)| seen),
    };
    match keeper.update(&walk, seen.as_deref()) {
        Ok(updated) => Ok(updated),
        Err(Trouble::Open(error)) => Err(error),
        Err(Trouble::Unwritable) => Ok((keeper.in_memory(&walk)?, walk.refused)),
    }
}

/// Updates the index for the files that we just changed. Looks at no other file; the next command looks at all of them.
pub(super) fn update_paths(
    root: &Path,
    index: &mut Index,
    needs_origins: u8,
    paths: &[String],
) -> Result<(), IndexError> {
    // Without the lock we have a private index in memory.
    let mut lock = IndexLock::take(root).ok();
    let now_ns = lock
        .as_mut()
        .and_then(|lock| lock.now_ns().ok())
        .unwrap_or(ALWAYS_DOUBTFUL);
    let mut change = Change {
        needs_origins,
        ..Change::default()
    };
    for path in paths {
        if index.has_file(path)? {
            change.removed.push(path.clone());
        }
        if let Ok(metadata) = fs::metadata(root.join(path)) {
            let file = BookFile {
                path: path.clone(),
                stamp: files::Stamp::of(&metadata),
            };
            change.added.push(parse::file(root, &file, now_ns));
        }
    }
    index.refresh(&change)
}

/// Lists the sizes that the files had when the index of the book at `root` was last current. Empty if there is no index.
pub(super) fn sizes(root: &Path) -> BTreeMap<String, i64> {
    let mut sizes = BTreeMap::new();
    if let Ok(Some(index)) = Index::open(&root.join(FOLDER).join("index.db")) {
        // If the index is damaged, we know fewer sizes, and wait for fewer files.
        let _ = index.each_file(&mut |path, state| {
            sizes.insert(path.to_owned(), state.size);
        });
    }
    sizes
}

/// Why the index on the disk could not be updated.
enum Trouble {
    /// We cannot write here.
    Unwritable,
    /// Anything else.
    Open(OpenError),
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

/// Updates the index of one book.
struct Keeper<'a> {
    root: &'a Path,
    progress: &'a dyn Progress,
    needs_origins: u8,
}

impl Keeper<'_> {
    fn walk(&self) -> Result<Walk, OpenError> {
        files::walk(self.root).map_err(|source| OpenError::List {
            path: self.root.join("claims"),
            source,
        })
    }

    fn path(&self) -> PathBuf {
        self.root.join(FOLDER).join("index.db")
    }

    /// Opens the index on the disk, if there is a usable one.
    fn stored(&self) -> Option<Index> {
        Index::open(&self.path()).ok().flatten()
    }

    /// Updates the index on the disk under the lock. `seen` is the fingerprint that the index had before the walk.
    fn update(
        &self,
        walk: &Walk,
        seen: Option<&str>,
    ) -> Result<(Index, Vec<RefusedPath>), Trouble> {
        let mut lock = IndexLock::take(self.root).map_err(|_| Trouble::Unwritable)?;
        let now_ns = lock.now_ns().map_err(|_| Trouble::Unwritable)?;
        let index = self.stored();
        // If another process updated the index while we waited, it may have seen a later tree. Then we walk again.
        let is_later = index
            .as_ref()
            .and_then(|index| index.fingerprint().ok().flatten())
            .as_deref()
            != seen;
        let walk = if is_later {
            Cow::Owned(self.walk().map_err(Trouble::Open)?)
        } else {
            Cow::Borrowed(walk)
        };
        let refreshed = index.map_or(Ok(None), |index| self.refreshed(index, &walk, now_ns))?;
        let index = refreshed.map_or_else(|| self.rebuild(&walk, now_ns), Ok)?;
        Ok((index, walk.into_owned().refused))
    }

    /// Refreshes the index; `None` if it needs a rebuild.
    fn refreshed(
        &self,
        mut index: Index,
        walk: &Walk,
        now_ns: i64,
    ) -> Result<Option<Index>, Trouble> {
        match self.refresh(&mut index, walk, now_ns) {
            Ok(refreshed) => Ok(refreshed.then_some(index)),
            Err(error) if error.is_damage() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Refreshes the index with what changed; `false` if so much changed that a rebuild is cheaper.
    fn refresh(&self, index: &mut Index, walk: &Walk, now_ns: i64) -> Result<bool, IndexError> {
        let print = fingerprint(&walk.files, self.needs_origins);
        if index.fingerprint()?.as_ref() == Some(&print) {
            return Ok(true);
        }
        let differences = Differences::between(index, walk)?;
        if differences.files.len() > MANY && differences.files.len() * PART > walk.files.len() {
            return Ok(false);
        }
        let mut change = Change {
            removed: differences.gone,
            needs_origins: self.needs_origins,
            ..Change::default()
        };
        let mut doubtful = false;
        for file in parse::files(self.root, &differences.files, now_ns) {
            doubtful |= file.state.doubtful;
            add_to_change(file, &differences.known, &mut change);
        }
        change.fingerprint = if doubtful { doubt(now_ns) } else { print };
        index.refresh(&change)?;
        Ok(true)
    }

    /// Builds a new index beside the old one, and renames it into place.
    fn rebuild(&self, walk: &Walk, now_ns: i64) -> Result<Index, Trouble> {
        let beside = self.root.join(FOLDER).join("index.db.new");
        let unwritable = |_: io::Error| Trouble::Unwritable;
        remove_if_there(&beside).map_err(unwritable)?;
        let mut index = Index::create(&beside)?;
        self.fill(&mut index, walk, now_ns)?;
        drop(index);
        // SQLite must not apply the old index's journal to the new one.
        remove_if_there(&self.root.join(FOLDER).join("index.db-journal")).map_err(unwritable)?;
        fs::rename(&beside, self.path()).map_err(unwritable)?;
        Index::open(&self.path())?.ok_or(Trouble::Unwritable)
    }

    fn in_memory(&self, walk: &Walk) -> Result<Index, IndexError> {
        let mut index = Index::in_memory()?;
        self.fill(&mut index, walk, NEVER_DOUBTFUL)?;
        Ok(index)
    }

    /// Reads and parses files on all cores while the index writes the rows of earlier files.
    fn fill(&self, index: &mut Index, walk: &Walk, now_ns: i64) -> Result<(), IndexError> {
        self.progress.begin(walk.files.len() as u64);
        let doubtful = walk
            .files
            .iter()
            .any(|found| found.stamp.is_doubtful(now_ns));
        let print = if doubtful {
            doubt(now_ns)
        } else {
            fingerprint(&walk.files, self.needs_origins)
        };
        let built = std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(2);
            scope.spawn(move || {
                for batch in parse::batches(&walk.files) {
                    // The receiver is gone if writing failed.
                    if sender.send(parse::files(self.root, batch, now_ns)).is_err() {
                        return;
                    }
                }
            });
            let done = |files| self.progress.advance(files);
            index.build(receiver.into_iter(), &print, self.needs_origins, &done)
        });
        self.progress.end();
        built
    }
}

#[cfg(test)]
mod tests {
    use super::{
        ALWAYS_DOUBTFUL, Keeper, MANY, NEVER_DOUBTFUL, OpenError, PART, Silent, open, update_paths,
    };
    use crate::domain::records::{RecordKind, Records};
    use crate::files;
    use crate::files::{BookFile, FOLDER, Walk};
    use crate::index::{FileRecord, Index};
    use crate::workspace::changes::{doubt, fingerprint};
    use crate::workspace::parse;
    use std::fs;
    use std::path::Path;

    const A: &str = "[[source]]\nid = \"a\"\ntitle = \"A\"\n";
    const B: &str = "[[source]]\nid = \"b\"\ntitle = \"B\"\n";

    fn book() -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        fs::write(book.path().join("claims/f.toml"), A).unwrap();
        book
    }

    fn keeper(root: &Path) -> Keeper<'_> {
        Keeper {
            root,
            progress: &Silent,
            needs_origins: 2,
        }
    }

    /// Which of the sources `a` and `b` the index has.
    fn sources(index: &Index) -> String {
        let has = |id: &&str| index.kind_of(id).unwrap() == Some(RecordKind::Source);
        ["a", "b"].into_iter().filter(has).collect()
    }

    /// A book of file `f`, and its index, made at this time.
    fn indexed(now_ns: i64) -> (tempfile::TempDir, Index, Walk) {
        let book = book();
        let walk = keeper(book.path()).walk().unwrap();
        let mut index = Index::in_memory().unwrap();
        keeper(book.path()).fill(&mut index, &walk, now_ns).unwrap();
        assert_eq!(sources(&index), "a");
        (book, index, walk)
    }

    fn refresh(root: &Path, index: &mut Index) -> Walk {
        let walk = keeper(root).walk().unwrap();
        assert!(keeper(root).refresh(index, &walk, NEVER_DOUBTFUL).unwrap());
        let print = fingerprint(&walk.files, 2);
        assert_eq!(index.fingerprint().unwrap(), Some(print));
        walk
    }

    #[test]
    fn new_content_under_the_same_stamp_is_seen_while_the_stamp_is_doubtful() {
        let (book, mut index, walk) = indexed(ALWAYS_DOUBTFUL);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        // The walk still has the old stamp.
        let keeper = keeper(book.path());
        assert!(keeper.refresh(&mut index, &walk, NEVER_DOUBTFUL).unwrap());
        assert_eq!(sources(&index), "b");
    }

    #[test]
    fn a_file_with_a_settled_stamp_is_not_read_again() {
        let (book, mut index, walk) = indexed(NEVER_DOUBTFUL);
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        fs::write(book.path().join("claims/g.toml"), "").unwrap();
        let mut later = keeper(book.path()).walk().unwrap();
        later.files[0] = walk.files[0].clone();
        let keeper = keeper(book.path());
        assert!(keeper.refresh(&mut index, &later, NEVER_DOUBTFUL).unwrap());
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
        let keeper = keeper(book.path());
        assert!(
            keeper
                .refresh(&mut index, &walk, ALWAYS_DOUBTFUL + 1)
                .unwrap()
        );
        assert_eq!(print(&index), Some(doubt(ALWAYS_DOUBTFUL + 1)));
        refresh(book.path(), &mut index);
    }

    #[test]
    fn an_index_is_rebuilt_only_if_many_files_and_a_quarter_of_the_book_changed() {
        let file = |number: usize| BookFile {
            path: format!("claims/{number:04}.toml"),
            stamp: files::Stamp {
                size: 0,
                mtime_ns: 0,
                ctime_ns: 0,
                inode: 0,
            },
        };
        let record = |file: BookFile| FileRecord {
            state: parse::state(file.stamp, Some([0; 32]), NEVER_DOUBTFUL, 0),
            path: file.path,
            records: Records::default(),
        };
        let refreshes = |known: usize, total: usize| {
            let book = book();
            let mut index = Index::in_memory().unwrap();
            let batch: Vec<FileRecord> = (0..known).map(|number| record(file(number))).collect();
            index.build([batch].into_iter(), "x", 2, &|_| {}).unwrap();
            let walk = Walk {
                files: (0..total).map(file).collect(),
                refused: Vec::new(),
            };
            let keeper = keeper(book.path());
            keeper.refresh(&mut index, &walk, NEVER_DOUBTFUL).unwrap()
        };
        assert!(refreshes(0, MANY));
        assert!(!refreshes(0, MANY + 1));
        assert!(!refreshes(
            PART * (MANY + 1) - MANY - 2,
            PART * (MANY + 1) - 1
        ));
        assert!(refreshes(PART * (MANY + 1) - MANY - 1, PART * (MANY + 1)));
    }

    #[test]
    fn a_damaged_or_foreign_index_is_replaced_with_all_that_lies_beside_it() {
        let book = book();
        let own = book.path().join(FOLDER);
        for damage in [&b"nonsense that is not a database"[..], b""] {
            fs::create_dir_all(&own).unwrap();
            for name in ["index.db", "index.db.new", "index.db-journal"] {
                fs::write(own.join(name), damage).unwrap();
            }
            let (index, refused) = open(book.path(), 2, &Silent).unwrap();
            assert_eq!((sources(&index).as_str(), refused.len()), ("a", 0));
            assert!(!own.join("index.db.new").exists());
            assert!(!own.join("index.db-journal").exists());
        }
    }

    #[test]
    fn a_book_that_cannot_be_written_is_answered_from_memory() {
        let book = book();
        fs::write(book.path().join(FOLDER), "a file").unwrap();
        let (mut index, _) = open(book.path(), 2, &Silent).unwrap();
        assert_eq!(sources(&index), "a");
        fs::write(book.path().join("claims/f.toml"), B).unwrap();
        let paths = ["claims/f.toml".to_owned(), "claims/none.toml".to_owned()];
        update_paths(book.path(), &mut index, 2, &paths).unwrap();
        assert_eq!(sources(&index), "b");
        assert!(book.path().join(FOLDER).is_file());
    }

    #[test]
    fn a_book_without_claims_cannot_be_opened_and_gets_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let error = open(folder.path(), 2, &Silent).unwrap_err();
        assert!(matches!(error, OpenError::List { path, .. } if path.ends_with("claims")));
        assert!(!folder.path().join(FOLDER).exists());
    }

    #[test]
    fn another_policy_refreshes_the_index_of_unchanged_files() {
        let book = book();
        drop(open(book.path(), 2, &Silent).unwrap());
        let (index, _) = open(book.path(), 3, &Silent).unwrap();
        assert_eq!(index.whole_book().unwrap().needs_origins, 3);
    }
}
