//! What an import reads of the book beside the index: the records as their files have them, and where new ones go.

use crate::cli::failure::Failure;
use crate::cli::write::book::WritableBook;
use claimbook::document::edit;
use claimbook::domain::id::Id;
use claimbook::domain::records::RecordKind;
use claimbook::exchange::import::{KnownRecords, Places, PlannedRecord};
use claimbook::files;
use claimbook::workspace::registry_file;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeSet;
use std::path::Path;

/// The records in these files, by id.
pub(super) fn known_records(
    book: &WritableBook<'_>,
    files: &BTreeSet<String>,
) -> Result<KnownRecords, Failure> {
    let (root, files) = (book.workspace.root(), files.iter().collect::<Vec<_>>());
    let read = files.par_iter().map(|path| {
        let text = text_if_there(root, path)?;
        let records = edit::stored(&text).into_iter();
        let known = records.map(|record| (record.id.clone(), ((*path).clone(), record)));
        Ok(known.collect::<Vec<_>>())
    });
    let read: Result<Vec<_>, Failure> = read.collect();
    let mut known = KnownRecords::new();
    for (id, record) in read?.into_iter().flatten() {
        known.entry(id).or_insert(record);
    }
    Ok(known)
}

/// The text of a file of the book; empty if there is no such file.
pub(super) fn text_if_there(root: &Path, path: &str) -> Result<String, Failure> {
    match files::read(root, path) {
        Ok(file) => Ok(file.text),
        Err(error) if error.is_missing() => Ok(String::new()),
        Err(error) => Err(Failure::because(format!("cannot read `{path}`"), &error)),
    }
}

/// Where the book keeps what is new.
pub(super) struct BookPlaces<'b, 's> {
    pub(super) book: &'b WritableBook<'s>,
    /// The file that the user names.
    pub(super) into: Option<&'b str>,
    /// The name of the import.
    pub(super) name: &'b str,
}

impl BookPlaces<'_, '_> {
    fn article_file(&self, record: &PlannedRecord) -> Option<String> {
        let index = self.book.workspace.index();
        let place = index.place_of(RecordKind::Article, record.article.as_deref()?);
        place.ok().flatten().map(|(path, _)| path)
    }
}

impl Places for BookPlaces<'_, '_> {
    fn home(&self, record: &PlannedRecord) -> String {
        if let Some(into) = self.into {
            return into.to_owned();
        }
        let kind = RecordKind::parse(record.record.kind);
        let layout = kind.and_then(|kind| Some((kind, self.book.workspace.layout_of(kind)?)));
        if let (Some((kind, layout)), Some(id)) = (layout, record.id()) {
            return registry_file(kind, id, layout);
        }
        self.article_file(record).unwrap_or_else(|| {
            let stem = Id::from_words(self.name);
            let stem = stem.as_ref().map_or("import", Id::as_str);
            format!("claims/import/{stem}.toml")
        })
    }

    fn goes_on(&self, record: &PlannedRecord) -> bool {
        self.article_file(record).is_none()
    }

    fn length(&self, path: &str) -> Option<usize> {
        files::read(self.book.workspace.root(), path)
            .ok()
            .map(|file| file.text.len())
    }
}
