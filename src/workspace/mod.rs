//! Opens a book: finds it, looks at its files, and keeps the index in step with them before anything is asked.
//!
//! The one place where files, documents and the index meet.

mod check;
mod copies;
mod draft;
mod fingerprint;
mod fix;
mod keep;
mod lock;
mod parse;
mod settings;

pub use crate::files::WriteError;
pub use crate::files::WriteLock;
pub use check::CheckError;
pub use check::Checked;
pub use check::Extent;
pub use check::Terms;
pub use draft::Draft;
pub use draft::DraftError;
pub use draft::FileChange;
pub use keep::OpenError;
pub use keep::Progress;
pub use keep::Silent;

use crate::document;
use crate::document::config::Config;
use crate::document::edit;
use crate::document::edit::Reference;
use crate::document::locate::Document;
use crate::document::problem::Problem;
use crate::files;
use crate::files::RefusedPath;
use crate::files::TornWrite;
use crate::index::Index;
use crate::index::IndexError;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::path::Path;
use std::path::PathBuf;

/// An open book, its index in step with its files.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    config: Config,
    index: Index,
    refused: Vec<RefusedPath>,
    torn: Option<TornWrite>,
}

/// A file that could not be read whole.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It was not read at all.
    Refused(RefusedPath),
    /// It was read, with problems.
    Problems {
        /// Its path inside the book.
        path: String,
        /// Its text.
        text: String,
        /// What is wrong in it, in the order of the text; never empty.
        problems: Vec<Problem>,
    },
}

impl Workspace {
    /// Finds the book that `start` lies in: the nearest folder upward with a `claims/` folder, as git finds its own.
    #[must_use]
    pub fn find(start: &Path) -> Option<PathBuf> {
        start
            .ancestors()
            .find(|folder| folder.join("claims").is_dir())
            .map(Path::to_path_buf)
    }

    /// Opens the book at `root` and brings its index in step with its files.
    ///
    /// # Errors
    /// When `root` has no `claims/` folder that can be listed, or no index can be made at all.
    pub fn open(root: &Path, progress: &dyn Progress) -> Result<Self, OpenError> {
        // Where nothing can be written nothing can be finished either, and the files answer as they are.
        let torn = files::recover(root).ok().flatten();
        Self::opened(root, torn, progress)
    }

    /// The same for who is to write: waits for the book's lock first, so that nobody else changes anything before it is
    /// dropped. `who` and `waiting` are as [`WriteLock::take`] has them.
    ///
    /// # Errors
    /// As [`Workspace::open`], and when the book's own folder cannot be written.
    pub fn open_to_write(
        root: &Path,
        who: &str,
        waiting: &(dyn Fn(&str) + Sync),
        progress: &dyn Progress,
    ) -> Result<(Self, WriteLock), OpenError> {
        let failed = |source| OpenError::Lock {
            path: root.to_path_buf(),
            source,
        };
        let lock = WriteLock::take(root, who, waiting).map_err(failed)?;
        let torn = files::recover_under(root, &lock).map_err(failed)?;
        Ok((Self::opened(root, torn, progress)?, lock))
    }

    fn opened(
        root: &Path,
        torn: Option<TornWrite>,
        progress: &dyn Progress,
    ) -> Result<Self, OpenError> {
        let config = settings::read(root);
        let (index, refused) = keep::open(root, config.needs_origins, progress)?;
        Ok(Self {
            root: root.to_path_buf(),
            config,
            index,
            refused,
            torn,
        })
    }

    /// The book's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The book's settings, with the defaults where `claimbook.toml` is silent, wrong or missing.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The index, in step with the files as they were when the book was opened.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What an earlier run left half done, and what was made of it when the book was opened.
    #[must_use]
    pub fn torn(&self) -> Option<&TornWrite> {
        self.torn.as_ref()
    }

    /// Every reference of the book to a thing of this kind whose name `is_one`, by file, in the order of paths. All files
    /// are read. One that is broken and holds `id` anywhere is there too, because a reference in it may not be found.
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
        let found = files::walk(root)?
            .files
            .into_par_iter()
            .filter_map(|found| {
                let text = files::read(root, &found.path).ok()?.text;
                let references = edit::references(&text, kind, is_one);
                let doubtful = || text.contains(id) && !Document::of(&text).sound;
                (!references.is_empty() || doubtful()).then_some((found.path, references))
            });
        Ok(found.collect())
    }

    /// Writes a draft's files, all of them or none, and brings the index in step with them.
    ///
    /// `command` is what a run that is cut short is named by; `advance` hears twice of each file.
    ///
    /// # Errors
    /// See [`WriteError`]. An index that cannot follow is no error: the next command brings it in step.
    pub fn commit(
        &mut self,
        lock: &WriteLock,
        command: &str,
        draft: Draft,
        advance: &(dyn Fn() + Sync),
    ) -> Result<(), WriteError> {
        let replacements = draft.into_replacements();
        files::replace(&self.root, lock, command, &replacements, advance)?;
        let paths: Vec<String> = replacements.into_iter().map(|one| one.path).collect();
        let followed = paths.len() <= keep::MANY
            && keep::follow(
                &self.root,
                &mut self.index,
                self.config.needs_origins,
                &paths,
            )
            .is_ok();
        if !followed
            && let Ok((index, _)) = keep::open(&self.root, self.config.needs_origins, &Silent)
        {
            self.index = index;
        }
        Ok(())
    }

    /// What could not be read whole, in the order of paths. Only files that the index knows to have problems are read again.
    pub fn unread(&self) -> Result<Vec<Unread>, IndexError> {
        let mut unread: Vec<Unread> = self.refused.iter().cloned().map(Unread::Refused).collect();
        unread.extend(settings::unread(&self.root));
        let claims = |path: &str, text: &str| document::parse(text, parse::stem(path)).problems;
        unread.extend(
            self.index
                .unread_files()?
                .into_iter()
                .filter_map(|path| look_again(&self.root, path, claims)),
        );
        unread.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(unread)
    }
}

/// What keeps a file from being read whole, if anything does.
fn look_again(
    root: &Path,
    path: String,
    problems: impl Fn(&str, &str) -> Vec<Problem>,
) -> Option<Unread> {
    match files::read(root, &path) {
        Err(error) => Some(Unread::Refused(RefusedPath {
            path,
            reason: error.to_string(),
        })),
        Ok(reading) => {
            let problems = problems(&path, &reading.text);
            (!problems.is_empty()).then_some(Unread::Problems {
                path,
                text: reading.text,
                problems,
            })
        }
    }
}

impl Unread {
    /// The file's path inside the book.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Refused(refusal) => &refusal.path,
            Self::Problems { path, .. } => path,
        }
    }
}
