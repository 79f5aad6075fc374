//! Opens a book: finds it, looks at its files, and keeps the index in step with them before anything is asked.
//!
//! The one place where files, documents and the index meet.

mod fingerprint;
mod keep;
mod lock;
mod parse;
mod settings;

pub use keep::OpenError;
pub use keep::Progress;
pub use keep::Silent;

use crate::document;
use crate::document::config::Config;
use crate::document::problem::Problem;
use crate::files;
use crate::files::Refusal;
use crate::index::Index;
use crate::index::IndexError;
use std::path::Path;
use std::path::PathBuf;

/// An open book, its index in step with its files.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    config: Config,
    index: Index,
    refused: Vec<Refusal>,
}

/// A file that could not be read whole.
#[derive(Clone, Debug)]
pub enum Unread {
    /// It was not read at all.
    Refused(Refusal),
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
        start.ancestors().find(|folder| folder.join("claims").is_dir()).map(Path::to_path_buf)
    }

    /// Opens the book at `root` and brings its index in step with its files.
    ///
    /// # Errors
    /// When `root` has no `claims/` folder that can be listed, or no index can be made at all.
    pub fn open(root: &Path, progress: &dyn Progress) -> Result<Self, OpenError> {
        let config = settings::read(root);
        let (index, refused) = keep::open(root, config.needs_origins, progress)?;
        Ok(Self { root: root.to_path_buf(), config, index, refused })
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

    /// What could not be read whole, in the order of paths. Only files that the index knows to have problems are read again.
    pub fn unread(&self) -> Result<Vec<Unread>, IndexError> {
        let mut unread: Vec<Unread> = self.refused.iter().cloned().map(Unread::Refused).collect();
        unread.extend(settings::unread(&self.root));
        let claims = |path: &str, text: &str| document::parse(text, parse::stem(path)).problems;
        unread.extend(self.index.unread_files()?.into_iter().filter_map(|path| look_again(&self.root, path, claims)));
        unread.sort_by(|a, b| a.path().cmp(b.path()));
        Ok(unread)
    }
}

/// What keeps a file from being read whole, if anything does.
fn look_again(root: &Path, path: String, problems: impl Fn(&str, &str) -> Vec<Problem>) -> Option<Unread> {
    match files::read(root, &path) {
        Err(error) => Some(Unread::Refused(Refusal { path, reason: error.to_string() })),
        Ok(reading) => {
            let problems = problems(&path, &reading.text);
            (!problems.is_empty()).then_some(Unread::Problems { path, text: reading.text, problems })
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
