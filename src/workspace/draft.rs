//! A draft holds the texts that a command is about to write.
//!
//! A command makes its edits on a draft, shows them with `--dry-run`, and hands the draft to `Workspace::commit`, which
//! writes all files or none.

use crate::document::edit;
use crate::document::edit::{Edit, EditRefusal, NewRecord};
use crate::files;
use crate::files::{KeepError, ReadError, Replacement};
use crate::workspace::parse::stem;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};

/// The edited texts of some files of a book, before they are written. The draft reads a file when you first edit it, so
/// create it under the write lock.
#[derive(Debug)]
pub struct Draft {
    root: PathBuf,
    files: BTreeMap<String, DraftFile>,
    /// The texts and originals of articles to write with them.
    kept: Vec<Replacement>,
}

/// One file of a draft.
#[derive(Debug)]
struct DraftFile {
    before: String,
    /// SHA-256 of the bytes that we read; `None` for a new file.
    sha256: Option<[u8; 32]>,
    after: String,
    /// Whether the file goes if nothing is left in it.
    goes_if_empty: bool,
}

/// A file before and after the edits.
#[derive(Clone, Copy, Debug)]
pub struct FileChange<'d> {
    /// Path inside the book.
    pub path: &'d str,
    /// The present text; `None` for a new file.
    pub before: Option<&'d str>,
    /// The text after the edits.
    pub after: &'d str,
}

/// Why a file cannot be edited.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The file cannot be read.
    #[error("`{path}` {source}")]
    Read {
        /// Path inside the book.
        path: String,
        /// Why it cannot be read.
        source: ReadError,
    },
    /// The edit is refused.
    #[error("`{path}` {refusal}")]
    Refused {
        /// Path inside the book.
        path: String,
        /// Text of the file.
        text: String,
        /// Why the edit is refused.
        refusal: EditRefusal,
    },
}

impl Draft {
    /// Creates an empty draft for the book at `root`.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            files: BTreeMap::new(),
            kept: Vec::new(),
        }
    }

    /// Returns the text of a file after the edits so far; empty if there is no such file.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn text(&mut self, path: &str) -> Result<&str, DraftError> {
        Ok(&self.file(path)?.after)
    }

    /// Returns the text of a file before the edits; empty if there is no such file.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn original(&mut self, path: &str) -> Result<&str, DraftError> {
        Ok(&self.file(path)?.before)
    }

    fn file(&mut self, path: &str) -> Result<&mut DraftFile, DraftError> {
        match self.files.entry(path.to_owned()) {
            Entry::Occupied(file) => Ok(file.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(read(&self.root, path)?)),
        }
    }

    /// Edits one file: makes all the edits or none.
    ///
    /// # Errors
    /// When the file cannot be read or an edit is refused. The draft stays as it was.
    pub fn edit(&mut self, path: &str, edits: &[Edit]) -> Result<(), DraftError> {
        let file = self.file(path)?;
        file.after = applied(path, &file.after, edits)?;
        Ok(())
    }

    /// Replaces the whole text of a file by one that somebody wrote by hand. Nobody checks it: it may have problems.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn put(&mut self, path: &str, text: String) -> Result<(), DraftError> {
        self.file(path)?.after = text;
        Ok(())
    }

    /// Removes a file of the draft when it is written, if nothing is left in it then.
    pub fn remove_if_empty(&mut self, path: &str) {
        if let Some(file) = self.files.get_mut(path) {
            file.goes_if_empty = true;
        }
    }

    /// Lists the files that go because nothing is left in them.
    pub(super) fn emptied(&self) -> Vec<String> {
        let emptied = self.files.iter().filter(|(_, file)| {
            file.goes_if_empty && file.sha256.is_some() && file.after.is_empty()
        });
        emptied.map(|(path, _)| path.clone()).collect()
    }

    /// The result of an edit of a file of the draft, or a refusal that names the file.
    pub(super) fn accepted<T>(
        &mut self,
        path: &str,
        edited: Result<T, EditRefusal>,
    ) -> Result<T, DraftError> {
        match edited {
            Ok(new) => Ok(new),
            Err(refusal) => Err(DraftError::Refused {
                path: path.to_owned(),
                text: self.text(path)?.to_owned(),
                refusal,
            }),
        }
    }

    /// Edits many files that are not in the draft yet, on all cores. Calls `advance` after each file.
    ///
    /// # Errors
    /// When one of the files cannot be read or edited. The draft stays as it was.
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

    /// Writes the text or the original of an article, too: a file in `articles/`.
    ///
    /// # Errors
    /// When the path leads out of the book, or the file that is there cannot be read.
    pub fn keep(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), KeepError> {
        let before = files::read_kept(&self.root, path)?;
        self.kept.push(Replacement {
            path: path.to_owned(),
            before: before.map(|bytes| Sha256::digest(bytes).into()),
            bytes,
        });
        Ok(())
    }

    /// Whether there is anything to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.changes().next().is_none()
    }

    /// The number of files to write.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len() + self.changes().count()
    }

    /// Adds new records at the end of files, on all cores.
    ///
    /// # Errors
    /// When one of the files cannot be read, or cannot take the records. The draft stays as it was.
    pub fn append_all(
        &mut self,
        records: BTreeMap<String, Vec<NewRecord>>,
    ) -> Result<(), DraftError> {
        for path in records.keys() {
            self.file(path)?;
        }
        let files = &self.files;
        let appended: Result<Vec<(String, String)>, DraftError> = records
            .into_par_iter()
            .map(|(path, records)| {
                let text = files.get(&path).map_or("", |file| &file.after);
                let new = edit::append(text, stem(&path), &records);
                let new = new.map_err(|refusal| DraftError::Refused {
                    path: path.clone(),
                    text: text.to_owned(),
                    refusal,
                })?;
                Ok((path, new))
            })
            .collect();
        for (path, text) in appended? {
            self.put(&path, text)?;
        }
        Ok(())
    }

    /// Lists the files that would change, in path order. The files of articles are not among them.
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
        let changed = changed.map(|(path, file)| Replacement {
            path,
            before: file.sha256,
            bytes: file.after.into_bytes(),
        });
        self.kept.into_iter().chain(changed).collect()
    }
}

impl DraftFile {
    fn is_changed(&self) -> bool {
        self.sha256.is_none() || self.before != self.after
    }
}

fn read(root: &Path, path: &str) -> Result<DraftFile, DraftError> {
    match files::read(root, path) {
        Ok(file) => Ok(DraftFile {
            after: file.text.clone(),
            before: file.text,
            sha256: Some(file.sha256),
            goes_if_empty: false,
        }),
        Err(error) if error.is_missing() => Ok(DraftFile {
            before: String::new(),
            sha256: None,
            after: String::new(),
            goes_if_empty: false,
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

#[cfg(test)]
mod tests {
    use super::{Draft, DraftError};
    use crate::document::edit::{Edit, RecordField, Value};
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn book() -> tempfile::TempDir {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        for name in ["a", "b"] {
            let text = format!("[[source]]\nid = \"{name}\"\ntitle = \"Old\"\n");
            fs::write(book.path().join(format!("claims/{name}.toml")), text).unwrap();
        }
        book
    }

    fn title(id: &str, title: &str) -> Edit {
        let place = RecordField {
            kind: "source",
            id: id.to_owned(),
            field: "title",
        };
        Edit::Set(place, Value::Text(title.to_owned()))
    }

    fn changed(draft: &Draft) -> Vec<(&str, bool)> {
        let changes = draft.changes();
        changes
            .map(|change| (change.path, change.before.is_some()))
            .collect()
    }

    #[test]
    fn edits_of_one_file_add_up_and_the_book_stays_as_it_is() {
        let book = book();
        let before = fs::read_to_string(book.path().join("claims/a.toml")).unwrap();
        let mut draft = Draft::new(book.path());
        draft.edit("claims/a.toml", &[title("a", "One")]).unwrap();
        let one = draft.text("claims/a.toml").unwrap().to_owned();
        draft.edit("claims/a.toml", &[title("a", "Two")]).unwrap();
        assert_eq!(one, before.replace("Old", "One"));
        assert_eq!(
            draft.text("claims/a.toml").unwrap(),
            before.replace("Old", "Two")
        );
        assert_eq!(
            fs::read_to_string(book.path().join("claims/a.toml")).unwrap(),
            before
        );
        assert_eq!(changed(&draft), [("claims/a.toml", true)]);
        assert_eq!(
            draft.changes().next().unwrap().before,
            Some(before.as_str())
        );
    }

    #[test]
    fn a_file_that_is_only_read_or_edited_back_does_not_change() {
        let book = book();
        let mut draft = Draft::new(book.path());
        draft.text("claims/b.toml").unwrap();
        draft.edit("claims/a.toml", &[title("a", "New")]).unwrap();
        draft.edit("claims/a.toml", &[title("a", "Old")]).unwrap();
        assert_eq!(changed(&draft), []);
        assert!(draft.into_replacements().is_empty());
    }

    #[test]
    fn a_refused_edit_leaves_the_draft_as_it_was() {
        let book = book();
        let mut draft = Draft::new(book.path());
        draft.edit("claims/a.toml", &[title("a", "New")]).unwrap();
        let before = draft.text("claims/a.toml").unwrap().to_owned();
        let refused = draft.edit("claims/a.toml", &[title("a", "Other"), title("none", "x")]);
        assert!(
            matches!(refused, Err(DraftError::Refused { path, text, .. })
                if path == "claims/a.toml" && text == before)
        );
        assert_eq!(draft.text("claims/a.toml").unwrap(), before);
    }

    #[test]
    fn many_files_are_edited_all_or_none() {
        let book = book();
        let edits = |last: &str| {
            BTreeMap::from([
                ("claims/a.toml".to_owned(), vec![title("a", "New")]),
                ("claims/b.toml".to_owned(), vec![title(last, "New")]),
            ])
        };
        let mut draft = Draft::new(book.path());
        assert!(draft.edit_all(edits("none"), &|| {}).is_err());
        assert_eq!(changed(&draft), []);
        let done = AtomicUsize::new(0);
        let advance = || {
            done.fetch_add(1, Ordering::SeqCst);
        };
        draft.edit_all(edits("b"), &advance).unwrap();
        assert_eq!(done.into_inner(), 2);
        assert_eq!(
            changed(&draft),
            [("claims/a.toml", true), ("claims/b.toml", true)]
        );
    }

    #[test]
    fn a_new_file_is_empty_and_has_no_digest_and_an_old_one_has() {
        let book = book();
        let mut draft = Draft::new(book.path());
        assert_eq!(draft.text("claims/c.toml").unwrap(), "");
        draft.edit("claims/a.toml", &[title("a", "New")]).unwrap();
        assert_eq!(
            changed(&draft),
            [("claims/a.toml", true), ("claims/c.toml", false)]
        );
        let digests: Vec<bool> = draft
            .into_replacements()
            .iter()
            .map(|one| one.before.is_some())
            .collect();
        assert_eq!(digests, [true, false]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_an_error_each_time() {
        let book = book();
        fs::write(book.path().join("claims/a.toml"), b"\xff").unwrap();
        let mut draft = Draft::new(book.path());
        for _ in 0..2 {
            let error = draft.text("claims/a.toml").unwrap_err().to_string();
            assert!(error.starts_with("`claims/a.toml` is not UTF-8"), "{error}");
        }
    }
}
