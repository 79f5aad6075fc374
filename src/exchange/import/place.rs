//! Where new records go. A file that grows too large goes on in the next one: `desk.toml`, `desk-2.toml` and so on.

use crate::document::edit::NewRecord;
use crate::exchange::import::plan::PlannedRecord;
use std::collections::BTreeMap;

/// How large a file grows before the next one begins, in bytes. A book's file may have twice as many.
pub const LARGEST_FILE: usize = 2 * 1024 * 1024;

/// What the book says about files.
pub trait Places {
    /// The file that a new record goes into.
    fn home(&self, record: &PlannedRecord) -> String;

    /// Whether the file may go on in the next one. The file of an article may not: it says which article its claims are of.
    fn goes_on(&self, record: &PlannedRecord) -> bool;

    /// The length of a file in bytes; none if there is no such file.
    fn length(&self, path: &str) -> Option<usize>;
}

/// The new records by file, each file's in the order of the plan.
#[must_use]
pub fn place(new: Vec<PlannedRecord>, places: &dyn Places) -> BTreeMap<String, Vec<NewRecord>> {
    let mut open: BTreeMap<String, OpenFile> = BTreeMap::new();
    let mut by_file: BTreeMap<String, Vec<NewRecord>> = BTreeMap::new();
    for planned in new {
        let home = places.home(&planned);
        let file = open.remove(&home);
        let file = file.unwrap_or_else(|| OpenFile::of(home.clone(), 1, places));
        let more = planned.record.written().len();
        let file = if places.goes_on(&planned) {
            file.with_room(&home, more, places)
        } else {
            file
        };
        by_file
            .entry(file.path.clone())
            .or_default()
            .push(planned.record);
        let file = OpenFile {
            length: file.length + more,
            ..file
        };
        open.insert(home, file);
    }
    by_file
}

/// A file that takes new records.
struct OpenFile {
    path: String,
    number: u32,
    length: usize,
}

impl OpenFile {
    fn of(path: String, number: u32, places: &dyn Places) -> Self {
        Self {
            length: places.length(&path).unwrap_or_default(),
            path,
            number,
        }
    }

    /// The first file from this one on that has room. An empty one has room for everything.
    fn with_room(mut self, home: &str, more: usize, places: &dyn Places) -> Self {
        while self.length > 0 && self.length + more > LARGEST_FILE {
            let number = self.number + 1;
            let stem = home.strip_suffix(".toml").unwrap_or(home);
            self = Self::of(format!("{stem}-{number}.toml"), number, places);
        }
        self
    }
}
