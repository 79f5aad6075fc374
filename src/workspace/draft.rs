//! Drafts: the files of a book as they would be after some edits, before anything is written.

use crate::document::edit;
use crate::document::edit::Edit;
use crate::document::edit::Refusal;
use crate::files;
use crate::files::ReadError;
use crate::files::Replacement;
use crate::workspace::parse::stem;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The files that some edits change. Read when the first edit comes to them, so to be made under the write lock.
#[derive(Debug)]
pub struct Draft {
    root: PathBuf,
    files: BTreeMap<String, DraftFile>,
}

#[derive(Debug)]
struct DraftFile {
    before: String,
    /// SHA-256 of the bytes read; none for a file that is new.
    sha256: Option<[u8; 32]>,
    after: String,
}

/// A file before and after.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'d> {
    /// Its path inside the book.
    pub path: &'d str,
    /// Its text as it is; none where there is no such file.
    pub before: Option<&'d str>,
    /// Its text as it would be.
    pub after: &'d str,
}

/// Why a file cannot be edited.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// It cannot be read.
    #[error("`{path}` {source}")]
    Read {
        /// Its path inside the book.
        path: String,
        /// Why.
        source: ReadError,
    },
    /// The edit is refused.
    #[error("`{path}` {refusal}")]
    Refused {
        /// Its path inside the book.
        path: String,
        /// Its text.
        text: String,
        /// Why.
        refusal: Refusal,
    },
}

impl Draft {
    /// An empty draft for the book at `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            files: BTreeMap::new(),
        }
    }

    /// The text of a file as the draft has it; empty where there is no such file.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn text(&mut self, path: &str) -> Result<&str, DraftError> {
        if !self.files.contains_key(path) {
            let file = read(&self.root, path)?;
            self.files.insert(path.to_owned(), file);
        }
        Ok(self.files.get(path).map_or("", |file| file.after.as_str()))
    }

    /// Makes edits on one file, all of them or none.
    ///
    /// # Errors
    /// When the file cannot be read or an edit is refused: the draft is as it was.
    pub fn edit(&mut self, path: &str, edits: &[Edit]) -> Result<(), DraftError> {
        let text = self.text(path)?;
        let after = applied(path, text, edits)?;
        if let Some(file) = self.files.get_mut(path) {
            file.after = after;
        }
        Ok(())
    }

    /// Makes edits on many files that the draft has not come to yet, on all cores.
    ///
    /// # Errors
    /// When one of them cannot be read or edited: the draft is as it was.
    pub fn edit_all(
        &mut self,
        edits: BTreeMap<String, Vec<Edit>>,
        advance: &(dyn Fn() + Sync),
    ) -> Result<(), DraftError> {
        let edited: Result<Vec<(String, DraftFile)>, DraftError> = edits
            .into_par_iter()
            .map(|(path, edits)| {
                let mut file = read(&self.root, &path)?;
                file.after = applied(&path, &file.before, &edits)?;
                advance();
                Ok((path, file))
            })
            .collect();
        self.files.extend(edited?);
        Ok(())
    }

    /// The files that would change, in the order of paths.
    pub fn changes(&self) -> impl Iterator<Item = FileChange<'_>> {
        self.files
            .iter()
            .filter(|(_, file)| file.is_changed())
            .map(|(path, file)| FileChange {
                path,
                before: file.sha256.map(|_| file.before.as_str()),
                after: &file.after,
            })
    }

    pub(super) fn into_replacements(self) -> Vec<Replacement> {
        let changed = self.files.into_iter().filter(|(_, file)| file.is_changed());
        changed
            .map(|(path, file)| Replacement {
                path,
                before: file.sha256,
                text: file.after,
            })
            .collect()
    }
}

impl DraftFile {
    fn is_changed(&self) -> bool {
        self.sha256.is_none() || self.before != self.after
    }
}

fn read(root: &Path, path: &str) -> Result<DraftFile, DraftError> {
    match files::read(root, path) {
        Ok(reading) => Ok(DraftFile {
            after: reading.text.clone(),
            before: reading.text,
            sha256: Some(reading.sha256),
        }),
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(DraftFile {
            before: String::new(),
            sha256: None,
            after: String::new(),
        }),
        Err(source) => Err(DraftError::Read {
            path: path.to_owned(),
            source,
        }),
    }
}

fn applied(path: &str, text: &str, edits: &[Edit]) -> Result<String, DraftError> {
    edit::apply(text, stem(path), edits).map_err(|refusal| DraftError::Refused {
        path: path.to_owned(),
        text: text.to_owned(),
        refusal,
    })
}
