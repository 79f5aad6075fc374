//! Keeping the index in step with the files.
//!
//! The files are looked at before every answer. Where the tree's fingerprint is the one the index was left with, that is
//! all. Otherwise one process at a time, under a lock, finds what changed and refreshes the index, or builds it anew where
//! there is none, where it has another schema, or where it is damaged. Where nothing can be written it is built in memory.

use crate::files;
use crate::files::BookFile;
use crate::files::FOLDER;
use crate::files::RefusedPath;
use crate::files::Walk;
use crate::index::Change;
use crate::index::FileRecord;
use crate::index::FileState;
use crate::index::Index;
use crate::index::IndexError;
use crate::workspace::fingerprint::fingerprint;
use crate::workspace::lock::IndexLock;
use crate::workspace::parse;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;

/// Hears of a long build.
pub trait Progress: Sync {
    /// So many files are to be read.
    fn begin(&self, files: u64);
    /// So many more are done.
    fn advance(&self, files: u64);
    /// All is done.
    fn end(&self);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn end(&self) {}
}

/// The book could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Its `claims/` folder cannot be listed.
    #[error("cannot list {}: {source}", path.display())]
    List {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The right to write could not be had.
    #[error("cannot lock {}: {source}", path.display())]
    Lock {
        /// The book.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not even an index in memory could be made.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Past so many changed files, building anew is cheaper than taking each file's rows out and putting others in …
pub(super) const MANY: usize = 512;
/// … if they are also at least this part of the book.
const PART: usize = 4;

/// Opens the index of the book at `root`, in step with its files.
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
    let seen = keeper
        .stored()
        .and_then(|index| Some((index.fingerprint().ok()??, index)));
    let step = match seen {
        Some((step, index)) if step == fingerprint(&walk.files, needs_origins) => {
            return Ok((index, walk.refused));
        }
        seen => seen.map(|(step, _)| step),
    };
    match keeper.keep(&walk, step.as_deref()) {
        Ok(kept) => Ok(kept),
        Err(Trouble::Open(error)) => Err(error),
        Err(Trouble::Unwritable) => Ok((keeper.in_memory(&walk)?, walk.refused)),
    }
}

/// Brings the index in step with files that we have just changed, and with nothing else: no other file is looked at, and
/// the next command looks at all of them.
pub(super) fn follow(
    root: &Path,
    index: &mut Index,
    needs_origins: u8,
    paths: &[String],
) -> Result<(), IndexError> {
    // Where the lock cannot be had the index is one in memory, and nobody else's.
    let mut lock = IndexLock::take(root).ok();
    let now_ns = lock
        .as_mut()
        .and_then(|lock| lock.now_ns().ok())
        .unwrap_or(i64::MIN);
    let mut change = Change {
        needs_origins,
        ..Change::default()
    };
    for path in paths {
        if index.has_file(path)? {
            change.removed.push(path.clone());
        }
        if let Ok(metadata) = fs::metadata(root.join(path)) {
            let found = BookFile {
                path: path.clone(),
                stamp: files::Stamp::of(&metadata),
            };
            change.added.push(parse::file(root, &found, now_ns));
        }
    }
    index.refresh(&change)
}

/// Why the index on disk could not be kept.
enum Trouble {
    /// Nothing can be written here.
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

    /// The index on disk, if there is one that can be used.
    fn stored(&self) -> Option<Index> {
        Index::open(&self.path()).ok().flatten()
    }

    /// Brings the index on disk in step, alone. `step` is what it was in step with when the walk was made.
    fn keep(&self, walk: &Walk, step: Option<&str>) -> Result<(Index, Vec<RefusedPath>), Trouble> {
        let mut lock = IndexLock::take(self.root).map_err(|_| Trouble::Unwritable)?;
        let now_ns = lock.now_ns().map_err(|_| Trouble::Unwritable)?;
        let index = self.stored();
        // Whoever held the lock before us may have brought the index in step with a later tree than ours: look again then.
        let later = index
            .as_ref()
            .and_then(|index| index.fingerprint().ok().flatten())
            .as_deref()
            != step;
        let walk = if later {
            Cow::Owned(self.walk().map_err(Trouble::Open)?)
        } else {
            Cow::Borrowed(walk)
        };
        let refreshed = index.map_or(Ok(None), |index| self.refreshed(index, &walk, now_ns))?;
        let index = refreshed.map_or_else(|| self.rebuild(&walk, now_ns), Ok)?;
        Ok((index, walk.into_owned().refused))
    }

    /// The index refreshed; `None` when it should be built anew.
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

    /// Refreshes the index by what changed; `false` when so much did that building anew is cheaper.
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
            sort_in(file, &differences.known, &mut change);
        }
        change.fingerprint = if doubtful { doubt(now_ns) } else { print };
        index.refresh(&change)?;
        Ok(true)
    }

    /// Builds the index anew, beside the old one, and puts it in its place.
    fn rebuild(&self, walk: &Walk, now_ns: i64) -> Result<Index, Trouble> {
        let beside = self.root.join(FOLDER).join("index.db.new");
        let unwritable = |_: io::Error| Trouble::Unwritable;
        remove_if_there(&beside).map_err(unwritable)?;
        let mut index = Index::create(&beside)?;
        self.fill(&mut index, walk, now_ns)?;
        drop(index);
        // A journal of the old index must not be taken for one of the new.
        remove_if_there(&self.root.join(FOLDER).join("index.db-journal")).map_err(unwritable)?;
        fs::rename(&beside, self.path()).map_err(unwritable)?;
        Index::open(&self.path())?.ok_or(Trouble::Unwritable)
    }

    fn in_memory(&self, walk: &Walk) -> Result<Index, IndexError> {
        let mut index = Index::in_memory()?;
        self.fill(&mut index, walk, i64::MAX)?;
        Ok(index)
    }

    /// Reads and parses the files on all cores while the rows of those before them are written.
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
                    // The receiver is gone when writing failed: then nothing more need be read.
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

/// What stands for the fingerprint while some file's stamp is in doubt: no tree's, and another one each time.
fn doubt(now_ns: i64) -> String {
    format!("in doubt at {now_ns}")
}

/// Where the files and the index differ, by stamps alone.
#[derive(Default)]
struct Differences {
    /// Files that are new, or that bear another stamp, or a doubtful one.
    files: Vec<BookFile>,
    /// Those of them that the index knows, with the digest it knows them by.
    known: BTreeMap<String, Option<[u8; 32]>>,
    /// The paths of files that are gone.
    gone: Vec<String>,
}

impl Differences {
    /// Goes through both lists side by side: both are in the order of paths.
    fn between(index: &Index, walk: &Walk) -> Result<Self, IndexError> {
        let mut differences = Self::default();
        let mut found = walk.files.iter().peekable();
        index.each_file(&mut |path, state| {
            while let Some(new) = found.next_if(|found| found.path.as_str() < path) {
                differences.files.push(new.clone());
            }
            match found.next_if(|found| found.path == path) {
                None => differences.gone.push(path.to_owned()),
                Some(file) if differs(file, &state) => {
                    differences.known.insert(path.to_owned(), state.sha256);
                    differences.files.push(file.clone());
                }
                Some(_) => {}
            }
        })?;
        differences.files.extend(found.cloned());
        Ok(differences)
    }
}

fn differs(found: &BookFile, state: &FileState) -> bool {
    state.doubtful || parse::state(found.stamp, state.sha256, i64::MAX, state.unread) != *state
}

/// Puts a file that was looked at where it belongs in the change: the same under another stamp, changed, or new.
fn sort_in(file: FileRecord, known: &BTreeMap<String, Option<[u8; 32]>>, change: &mut Change) {
    match known.get(&file.path) {
        Some(before) if before.is_some() && *before == file.state.sha256 => {
            change.restamped.push((file.path, file.state));
        }
        Some(_) => {
            change.removed.push(file.path.clone());
            change.added.push(file);
        }
        None => change.added.push(file),
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
