//! Reads and parses files on all cores, one batch at a time, in path order.

use crate::document;
use crate::document::problem::Problem;
use crate::domain::records::Records;
use crate::files;
use crate::files::BookFile;
use crate::files::ReadError;
use crate::files::Stamp;
use crate::index::FileRecord;
use crate::index::FileState;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::path::Path;

/// The most files in a batch.
const FILES: usize = 64;
/// A batch ends with the file that takes it past this many bytes. That bounds memory.
const BYTES: i64 = 8 * 1024 * 1024;

/// Reads and parses one file. A file that cannot be read has no records and counts as unread.
pub(super) fn file(root: &Path, file: &BookFile, now_ns: i64) -> FileRecord {
    let (state, records) = match files::read(root, &file.path) {
        Ok(read) => {
            let parsed = document::parse(&read.text, stem(&file.path));
            let problems = count(&parsed.problems);
            let state = state(read.stamp, Some(read.sha256), now_ns, problems);
            (state, parsed.records)
        }
        Err(error) => {
            let sha256 = match error {
                ReadError::NotUtf8 { sha256, .. } => Some(sha256),
                _ => None,
            };
            (state(file.stamp, sha256, now_ns, 1), Records::default())
        }
    };
    FileRecord {
        path: file.path.clone(),
        state,
        records,
    }
}

#[expect(
    clippy::expect_used,
    reason = "a file of 16 MiB has fewer problems than bytes"
)]
fn count(problems: &[Problem]) -> u32 {
    u32::try_from(problems.len()).expect("a file has fewer problems than bytes")
}

/// Builds the state that the index keeps of a file.
pub(super) fn state(stamp: Stamp, sha256: Option<[u8; 32]>, now_ns: i64, unread: u32) -> FileState {
    FileState {
        size: stamp.size,
        mtime_ns: stamp.mtime_ns,
        ctime_ns: stamp.ctime_ns,
        inode: stamp.inode,
        sha256,
        doubtful: stamp.is_doubtful(now_ns),
        unread,
    }
}

/// Reads and parses files in parallel.
pub(super) fn files(root: &Path, found: &[BookFile], now_ns: i64) -> Vec<FileRecord> {
    found
        .par_iter()
        .map(|found| file(root, found, now_ns))
        .collect()
}

/// Splits files into batches of bounded size.
pub(super) fn batches(found: &[BookFile]) -> Vec<&[BookFile]> {
    let mut batches = Vec::new();
    let mut rest = found;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take(FILES).take_while(|file| {
            let fits = bytes <= BYTES;
            bytes += file.stamp.size;
            fits
        });
        let (batch, others) = rest.split_at(fits.count().max(1));
        batches.push(batch);
        rest = others;
    }
    batches
}

/// Takes the file name without its `.toml` from a path.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.strip_suffix(".toml").unwrap_or(name)
}
