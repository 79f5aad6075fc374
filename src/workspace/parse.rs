//! Files read and parsed on all cores, a batch at a time, in the order of their paths.

use crate::document;
use crate::files;
use crate::files::BookFile;
use crate::files::ReadError;
use crate::files::Stamp;
use crate::index::FileRecord;
use crate::index::FileState;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::path::Path;

/// A batch ends after so many files …
const FILES: usize = 64;
/// … or so many bytes of text, which bounds memory where files are large.
const BYTES: i64 = 8 * 1024 * 1024;

/// Reads and parses one file. One that cannot be read brings nothing, and is known as unread.
pub(super) fn file(root: &Path, found: &BookFile, now_ns: i64) -> FileRecord {
    match files::read(root, &found.path) {
        Ok(reading) => {
            let parsed = document::parse(&reading.text, stem(&found.path));
            let problems = u32::try_from(parsed.problems.len()).unwrap_or(u32::MAX);
            let state = state(reading.stamp, Some(reading.sha256), now_ns, problems);
            FileRecord {
                path: found.path.clone(),
                state,
                records: parsed.records,
            }
        }
        Err(error) => {
            let sha256 = if let ReadError::NotUtf8 { sha256, .. } = error {
                Some(sha256)
            } else {
                None
            };
            let state = state(found.stamp, sha256, now_ns, 1);
            FileRecord {
                path: found.path.clone(),
                state,
                records: crate::domain::records::Records::default(),
            }
        }
    }
}

/// The state of a file with this stamp.
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

/// Reads and parses many files side by side.
pub(super) fn files(root: &Path, found: &[BookFile], now_ns: i64) -> Vec<FileRecord> {
    found
        .par_iter()
        .map(|found| file(root, found, now_ns))
        .collect()
}

/// Parts files into batches of bounded size.
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

/// A path's file name without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}
