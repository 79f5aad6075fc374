//! Reads and parses files on all cores, one batch at a time, in path order.

use crate::document::problem::Problem;
use crate::domain::records::Records;
use crate::files::{BookFile, FileTree, ReadError, Stamp};
use crate::index::{FileRecord, FileState};
use crate::{document, files};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// The most files in a batch.
const FILES: usize = 64;
/// A batch ends with the file that takes it past this many bytes. That bounds memory.
const BYTES: i64 = 8 * 1024 * 1024;

/// What a look at a file that may have changed found.
pub(super) struct Looked {
    /// Its path inside the book.
    pub(super) path: String,
    /// Its state.
    pub(super) state: FileState,
    /// What it brings; `None` if its content is what the index knows.
    pub(super) records: Option<Records>,
}

/// Reads and parses one file; `None` if it is gone. A file that cannot be read has no records and counts as unread.
pub(super) fn file(tree: FileTree<'_>, file: &BookFile, now_ns: i64) -> Option<FileRecord> {
    let Looked {
        path,
        state,
        records,
    } = look(tree, file, None, now_ns)?;
    Some(FileRecord {
        path,
        state,
        records: records?,
    })
}

/// The same, but a file with the content of this digest is not parsed.
fn look(
    tree: FileTree<'_>,
    file: &BookFile,
    known: Option<[u8; 32]>,
    now_ns: i64,
) -> Option<Looked> {
    let (state, records) = match tree.read(&file.path) {
        Ok(read) if known == Some(read.sha256) => (state(read.stamp, known, now_ns, 0), None),
        Ok(read) => {
            let parsed = document::parse(&read.text, stem(&file.path));
            let problems = count(&parsed.problems);
            let state = state(read.stamp, Some(read.sha256), now_ns, problems);
            (state, Some(parsed.records))
        }
        Err(error) if error.is_missing() => return None,
        Err(error) => {
            let sha256 = match error {
                ReadError::NotUtf8 { sha256, .. } => Some(sha256),
                _ => None,
            };
            let records = (known.is_none() || known != sha256).then(Records::default);
            (state(file.stamp, sha256, now_ns, 1), records)
        }
    };
    Some(Looked {
        path: file.path.clone(),
        state,
        records,
    })
}

/// The file that a draft would make. Its stamp is of no file.
pub(super) fn drafted(path: &str, text: &str) -> FileRecord {
    FileRecord {
        path: path.to_owned(),
        state: FileState {
            doubtful: true,
            ..FileState::default()
        },
        records: document::parse(text, stem(path)).records,
    }
}

#[expect(
    clippy::expect_used,
    reason = "a file of 4 MiB has fewer problems than bytes"
)]
fn count(problems: &[Problem]) -> u32 {
    let all: usize = problems.iter().map(|problem| problem.count).sum();
    u32::try_from(all).expect("a file has fewer problems than bytes")
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

/// Reads and parses files in parallel. Leaves out those that are gone.
pub(super) fn files(tree: FileTree<'_>, found: &[BookFile], now_ns: i64) -> Vec<FileRecord> {
    found
        .par_iter()
        .filter_map(|found| file(tree, found, now_ns))
        .collect()
}

/// Looks at files in parallel, and parses those with other content than the index knows. Leaves out those that are gone.
pub(super) fn looks(
    tree: FileTree<'_>,
    found: &[BookFile],
    known: &BTreeMap<String, Option<[u8; 32]>>,
    now_ns: i64,
) -> Vec<Looked> {
    let digest = |file: &BookFile| known.get(&file.path).copied().flatten();
    found
        .par_iter()
        .filter_map(|found| look(tree, found, digest(found), now_ns))
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
    files::stem(name).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{BYTES, batches, file, files, stem};
    use crate::domain::records::Records;
    use crate::files::{BookFile, FileTree, Stamp};
    use crate::index::FileRecord;
    use std::fs;

    fn book_file(size: i64) -> BookFile {
        BookFile {
            path: "claims/a.toml".to_owned(),
            stamp: Stamp {
                size,
                mtime_ns: 1,
                ctime_ns: 2,
                inode: 3,
            },
        }
    }

    /// The sizes of the batches that files of these sizes are split into.
    fn split(sizes: &[i64]) -> Vec<usize> {
        let files: Vec<BookFile> = sizes.iter().copied().map(book_file).collect();
        let batches = batches(&files);
        assert_eq!(batches.concat(), files);
        batches.iter().map(|batch| batch.len()).collect()
    }

    #[test]
    fn a_batch_has_at_most_64_files() {
        assert_eq!(split(&[]), [0; 0]);
        assert_eq!(split(&[0; 64]), [64]);
        assert_eq!(split(&[0; 65]), [64, 1]);
    }

    #[test]
    fn a_batch_ends_with_the_file_that_takes_it_past_eight_mebibytes() {
        assert_eq!(split(&[BYTES, 1, 1]), [2, 1]);
        assert_eq!(split(&[BYTES + 1, 1, 1]), [1, 2]);
        assert_eq!(split(&[3 * BYTES, 3 * BYTES, 3 * BYTES]), [1, 1, 1]);
    }

    #[test]
    fn a_stem_is_the_file_name_without_its_ending() {
        for (path, name) in [
            ("claims/a.toml", "a"),
            ("claims/b.c/a.b.toml", "a.b"),
            ("a.toml", "a"),
            ("claims/a", "a"),
            ("claims/a.toml.toml", "a.toml"),
            ("claims/É.TOML", "É"),
            ("é", "é"),
        ] {
            assert_eq!(stem(path), name);
        }
    }

    fn parsed(bytes: &[u8]) -> FileRecord {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("claims")).unwrap();
        fs::write(book.path().join("claims/a.toml"), bytes).unwrap();
        file(FileTree::Folder(book.path()), &book_file(0), i64::MAX).unwrap()
    }

    #[test]
    fn a_sound_file_has_records_and_the_stamp_of_what_was_read() {
        let record = parsed(b"[[source]]\nid = \"s\"\ntitle = \"S\"\n");
        assert_eq!((record.records.sources.len(), record.state.unread), (1, 0));
        assert_eq!((record.state.size, record.state.doubtful), (32, false));
    }

    #[test]
    fn a_file_with_problems_keeps_its_sound_records_and_counts_the_problems() {
        let record = parsed(b"[[source]]\nid = \"s\"\ntitle = \"S\"\nx = 1\ny = 2\n");
        assert_eq!((record.records.sources.len(), record.state.unread), (1, 2));
    }

    #[test]
    fn a_file_that_is_not_utf_8_has_a_digest_and_one_that_is_gone_is_left_out() {
        let record = parsed(b"\xff");
        assert_eq!((record.state.unread, record.state.size), (1, 0));
        assert!(record.state.sha256.is_some() && record.records == Records::default());
        let book = tempfile::tempdir().unwrap();
        assert!(files(FileTree::Folder(book.path()), &[book_file(7)], i64::MAX).is_empty());
    }
}
