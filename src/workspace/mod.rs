//! Opens a book: finds it, looks at its files, and makes its index current before any question.
//!
//! Only here do files, documents and the index meet.

mod changes;
mod check;
mod copies;
mod draft;
mod editors;
mod file_findings;
mod fix;
mod layout;
mod lock;
mod manuscripts;
mod parse;
mod passages;
mod past;
mod progress;
mod refresh;
mod seal;
mod settings;
mod stored;
mod text_facts;

pub use crate::files::{CacheFolder, Replaced, Snapshot, WriteError, WriteLock};
pub use check::{CheckError, CheckOptions, Extent};
pub use draft::{Draft, DraftError, FileChange};
pub use file_findings::FileFindings;
pub use layout::{LayoutError, registry_file};
pub use manuscripts::NoText;
pub use progress::{Progress, Silent};
pub use refresh::OpenError;

use crate::document::config::Config;
use crate::document::edit;
use crate::document::edit::Reference;
use crate::document::locate::Document;
use crate::domain::article::Article;
use crate::domain::corroboration::{Registry, RegistryBuilder};
use crate::domain::status::Status;
use crate::files::{BookFile, FileTree, RefusedPath, Stamp, TornWrite};
use crate::index::rows::VerdictChange;
use crate::index::{Change, Index, IndexError, Terms};
use crate::workspace::file_findings::look_again;
use crate::workspace::refresh::Keeper;
use crate::workspace::settings::Settings;
use crate::{document, files};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An open book with a current index.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    cache: Option<CacheFolder>,
    settings: Settings,
    today: NaiveDate,
    index: Index,
    refused: Vec<RefusedPath>,
    torn: Option<TornWrite>,
    /// The files, if they are not those in the folder.
    snapshot: Option<Snapshot>,
}

impl Workspace {
    /// Finds the book around `start`: the nearest folder upward that has a `claims/` folder, as git finds a repository.
    #[must_use]
    pub fn find(start: &Path) -> Option<PathBuf> {
        start
            .ancestors()
            .find(|folder| folder.join("claims").is_dir())
            .map(Path::to_path_buf)
    }

    /// Opens the book at `root` and makes its index current.
    ///
    /// # Errors
    /// When `root` has no `claims/` folder that can be listed, or not even an index in memory can be built.
    pub fn open(
        root: &Path,
        cache: Option<&CacheFolder>,
        today: NaiveDate,
        progress: &dyn Progress,
    ) -> Result<Self, OpenError> {
        // If we cannot write, we cannot finish a torn write, and answer from the files as they are.
        let torn = files::recover(root, cache).ok().flatten();
        Self::opened((root, cache), today, false, progress, torn)
    }

    /// Opens the book as it is, for somebody who only looks: a torn write stays torn, and nothing is said.
    ///
    /// # Errors
    /// The errors of [`Workspace::open`].
    pub fn look_into(
        root: &Path,
        cache: Option<&CacheFolder>,
        today: NaiveDate,
    ) -> Result<Self, OpenError> {
        Self::opened((root, cache), today, false, &Silent, None)
    }

    /// Opens the book for a command that writes. Waits for the write lock first, so that no other claimbook changes the
    /// book until you drop the lock. [`WriteLock::take`] explains `who` and `waiting`.
    ///
    /// # Errors
    /// The errors of [`Workspace::open`], and when the book's own folder cannot be written.
    pub fn open_to_write(
        root: &Path,
        (cache, today): (Option<&CacheFolder>, NaiveDate),
        who: &str,
        waiting: &(dyn Fn(&str) + Sync),
        progress: &dyn Progress,
    ) -> Result<(Self, WriteLock), OpenError> {
        let failed = |source| OpenError::Lock {
            path: root.to_path_buf(),
            source,
        };
        let lock = WriteLock::take(root, cache, who, waiting).map_err(failed)?;
        let torn = files::recover_under(root, &lock).map_err(failed)?;
        editors::wait(root, || stored::sizes(cache));
        let workspace = Self::opened((root, cache), today, true, progress, torn)?;
        Ok((workspace, lock))
    }

    fn opened(
        (root, cache): (&Path, Option<&CacheFolder>),
        today: NaiveDate,
        is_alone: bool,
        progress: &dyn Progress,
        torn: Option<TornWrite>,
    ) -> Result<Self, OpenError> {
        let files = FileTree::Folder(root);
        let settings = settings::read(files);
        let keeper = Keeper {
            root,
            files,
            cache,
            terms: Terms {
                needs_origins: settings.config.needs_origins,
                today,
            },
            is_alone,
            progress,
        };
        let (index, refused) = keeper.open()?;
        Ok(Self {
            root: root.to_path_buf(),
            cache: cache.cloned(),
            settings,
            today,
            index,
            refused,
            torn,
            snapshot: None,
        })
    }

    /// The files of the book: those in its folder, unless it is open as it was once.
    fn files(&self) -> FileTree<'_> {
        match &self.snapshot {
            Some(snapshot) => FileTree::Snapshot(snapshot),
            None => FileTree::Folder(&self.root),
        }
    }

    /// Makes the index in this folder forget everything, so that the next command builds it again. Leaves the journal's key:
    /// a write that was cut short needs it. Returns whether there was an index.
    ///
    /// # Errors
    /// When the files cannot be removed.
    pub fn clear(cache: &CacheFolder) -> std::io::Result<bool> {
        // A process that builds an index while we clear it builds a current one.
        let was_there = cache.index().exists();
        seal::remove(cache)?;
        for path in [
            cache.index(),
            cache.path().join("index.db-journal"),
            cache.new_index(),
        ] {
            files::remove_if_there(&path)?;
        }
        Ok(was_there)
    }

    /// Returns a digest of the stamps of all files of the book at `root`: its claims and its settings. As long as it is the
    /// same, nobody has changed a file. `None` if `claims/` cannot be listed.
    #[must_use]
    pub fn stamps(root: &Path) -> Option<String> {
        let mut files = files::walk(root).ok()?.files;
        if let Ok(metadata) = std::fs::metadata(root.join(settings::FILE)) {
            files.push(BookFile {
                path: settings::FILE.to_owned(),
                stamp: Stamp::of(&metadata),
            });
        }
        Some(changes::fingerprint(&files, 0))
    }

    /// Returns the book's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the book's settings. Settings that `claimbook.toml` lacks or gets wrong have their defaults.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.settings.config
    }

    /// Returns the index, current when the book was opened.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Returns the write that an earlier run left half done, and what we made of it when we opened the book.
    #[must_use]
    pub fn torn(&self) -> Option<&TornWrite> {
        self.torn.as_ref()
    }

    /// Finds every reference to a record of this kind whose name passes `is_one`, by file, in path order. Reads all files.
    /// Also lists a broken file that contains `id` anywhere, because we may miss a reference in it.
    ///
    /// # Errors
    /// When `claims/` cannot be listed.
    pub fn naming(
        &self,
        kind: &str,
        id: &str,
        is_one: &(dyn Fn(&str) -> bool + Sync),
    ) -> std::io::Result<Vec<(String, Vec<Reference>)>> {
        let root = &self.root;
        let naming = files::walk(root)?.files.into_par_iter().filter_map(|file| {
            let text = files::read(root, &file.path).ok()?.text;
            let references = edit::references(&text, kind, is_one);
            let doubtful = || text.contains(id) && !Document::of(&text).sound;
            (!references.is_empty() || doubtful()).then_some((file.path, references))
        });
        Ok(naming.collect())
    }

    /// The text that the claims of an article are anchored in. None if the article names none, or it cannot be read.
    #[must_use]
    pub fn text_of(&self, article: &Article) -> Option<String> {
        passages::text_of(FileTree::Folder(&self.root), article)
    }

    /// Writes all files of a draft or none, and updates the index.
    ///
    /// If the run is cut short, the next command names it by `command`. `advance` is called twice per file.
    ///
    /// # Errors
    /// See [`WriteError`]. It is not an error if the index cannot be updated: the next command does that.
    pub fn commit(
        &mut self,
        lock: &WriteLock,
        command: &str,
        draft: Draft,
        advance: &(dyn Fn() + Sync),
    ) -> Result<(Replaced, Vec<VerdictChange>), WriteError> {
        let emptied = draft.emptied();
        let replacements = draft.into_replacements();
        let replaced = files::replace(&self.root, lock, command, &replacements, advance)?;
        // A run killed here leaves files that are empty and mean nothing.
        files::remove_empty(&self.root, lock, &emptied);
        let paths = replacements.into_iter().map(|one| one.path);
        let paths: Vec<String> = paths.filter(|path| path.starts_with("claims/")).collect();
        let keeper = Keeper {
            root: &self.root,
            files: FileTree::Folder(&self.root),
            cache: self.cache.as_ref(),
            terms: Terms {
                needs_origins: self.settings.config.needs_origins,
                today: self.today,
            },
            is_alone: true,
            progress: &Silent,
        };
        let changes = if paths.len() <= refresh::MANY {
            keeper.update_paths(&mut self.index, &paths).ok().flatten()
        } else {
            None
        };
        if let Some(changes) = changes {
            return Ok((replaced, changes));
        }
        let before = self.index.statuses().unwrap_or_default();
        if let Ok((index, _)) = keeper.open() {
            self.index = index;
        }
        let after = self.index.statuses().unwrap_or_default();
        Ok((replaced, differences(&before, &after)))
    }

    /// Which claims a draft would change, if it were written. Leaves the files and the index as they are.
    ///
    /// # Errors
    /// When the index cannot be asked.
    pub fn would_change(&self, draft: &Draft) -> Result<Vec<VerdictChange>, IndexError> {
        let mut change = Change {
            terms: Terms {
                needs_origins: self.settings.config.needs_origins,
                today: self.today,
            },
            ..Change::default()
        };
        for file in draft.changes() {
            if self.index.has_file(file.path)? {
                change.removed.push(file.path.to_owned());
            }
            change.added.push(parse::drafted(file.path, file.after));
        }
        self.index.would_change(&change)
    }

    /// The parties of the book as one registry: as they are, or as a draft would make them.
    ///
    /// # Errors
    /// When the index cannot be asked.
    pub fn parties(&self, draft: Option<&Draft>) -> Result<Registry, IndexError> {
        let changes: Vec<FileChange<'_>> = draft.into_iter().flat_map(Draft::changes).collect();
        let mut parties = self.index.parties_by_file()?;
        parties.retain(|(path, _)| !changes.iter().any(|change| change.path == path));
        for change in changes {
            let drafted = parse::drafted(change.path, change.after).records.parties;
            parties.extend(
                drafted
                    .into_iter()
                    .map(|party| (change.path.to_owned(), party.core)),
            );
        }
        parties.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut builder = RegistryBuilder::new();
        for (_, party) in &parties {
            builder.party(party);
        }
        Ok(builder.build())
    }

    /// Lists what we could not read whole, in path order. Reads again only the files that have problems in the index.
    pub fn unread(&self) -> Result<Vec<FileFindings>, IndexError> {
        let refused = self.refused.iter().filter(|path| !path.is_like_text());
        let mut unread: Vec<FileFindings> = refused.map(FileFindings::of_refusal).collect();
        unread.extend(self.settings.unread.clone());
        unread.extend(self.index.unread_files()?.iter().filter_map(|path| {
            look_again(self.files(), path, |text| {
                document::parse(text, parse::stem(path)).problems
            })
        }));
        unread.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(unread)
    }

    /// Lists the files that we do not read because of their names, in path order. Empty if the settings allow them.
    pub fn unread_by_name(&self) -> impl Iterator<Item = &str> {
        let is_told = self.settings.levels.of_unread_files().is_some();
        let paths = self.refused.iter().filter(move |_| is_told);
        paths
            .filter(|path| path.is_like_text())
            .map(|path| path.path.as_str())
    }
}

/// The claims whose status differs, by id.
fn differences(
    before: &BTreeMap<String, Status>,
    after: &BTreeMap<String, Status>,
) -> Vec<VerdictChange> {
    let differs = |(claim, from): (&String, &Status)| {
        let to = *after.get(claim)?;
        (*from != to).then(|| VerdictChange {
            claim: claim.clone(),
            from: *from,
            to,
        })
    };
    before.iter().filter_map(differs).collect()
}
