//! Finds what changed in a book since its index was last current.
//!
//! One digest over all stamps, the fingerprint, tells whether anything changed, however many files the book has. If it
//! differs, we compare the stamps file by file.

use crate::files::BookFile;
use crate::files::Walk;
use crate::files::hexadecimal;
use crate::index::Change;
use crate::index::FileRecord;
use crate::index::FileState;
use crate::index::Index;
use crate::index::IndexError;
use crate::workspace::parse;
use sha2::Digest;
use sha2::Sha256;
use std::collections::BTreeMap;

/// Digests the paths and stamps of all files, in path order, and the policy by which the index assesses claims.
pub(super) fn fingerprint(files: &[BookFile], needs_origins: u8) -> String {
    let mut bytes = Vec::with_capacity(files.iter().map(|file| file.path.len() + 33).sum());
    bytes.push(needs_origins);
    for file in files {
        bytes.extend_from_slice(file.path.as_bytes());
        bytes.push(0);
        for number in [
            file.stamp.size,
            file.stamp.mtime_ns,
            file.stamp.ctime_ns,
            file.stamp.inode,
        ] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    hexadecimal(&Sha256::digest(&bytes))
}

/// Takes the place of the fingerprint while a stamp is doubtful. It equals no fingerprint, so the next command looks again.
pub(super) fn doubt(now_ns: i64) -> String {
    format!("in doubt at {now_ns}")
}

/// The differences between the files and the index, by stamps alone.
#[derive(Debug, Default)]
pub(super) struct Differences {
    /// Files that are new, and files with another stamp or a doubtful one.
    pub(super) files: Vec<BookFile>,
    /// The digests of those files that the index knows; `None` if the index could not read the file.
    pub(super) known: BTreeMap<String, Option<[u8; 32]>>,
    /// Paths of files that are gone.
    pub(super) gone: Vec<String>,
}

impl Differences {
    /// Goes through both lists side by side: both are in path order.
    pub(super) fn between(index: &Index, walk: &Walk) -> Result<Self, IndexError> {
        let mut differences = Self::default();
        let mut files = walk.files.iter().peekable();
        index.each_file(&mut |path, state| {
            while let Some(new) = files.next_if(|file| file.path.as_str() < path) {
                differences.files.push(new.clone());
            }
            match files.next_if(|file| file.path == path) {
                None => differences.gone.push(path.to_owned()),
                Some(file) if differs(file, &state) => {
                    differences.known.insert(path.to_owned(), state.sha256);
                    differences.files.push(file.clone());
                }
                Some(_) => {}
            }
        })?;
        differences.files.extend(files.cloned());
        Ok(differences)
    }
}

fn differs(file: &BookFile, state: &FileState) -> bool {
    state.doubtful || parse::state(file.stamp, state.sha256, i64::MAX, state.unread) != *state
}

/// Adds a file to the change: as restamped if its content is the same, else as changed or new.
pub(super) fn add_to_change(
    file: FileRecord,
    known: &BTreeMap<String, Option<[u8; 32]>>,
    change: &mut Change,
) {
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
