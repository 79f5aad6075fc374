//! Finds what changed in a book since its index was last current.
//!
//! One digest over all stamps, the fingerprint, tells whether anything changed, however many files the book has. If it
//! differs, we compare the stamps file by file.

use crate::files::{BookFile, Walk, hexadecimal};
use crate::index::{Change, FileRecord, FileState, Index, IndexError};
use crate::workspace::parse;
use crate::workspace::parse::Looked;
use sha2::{Digest, Sha256};
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

/// Adds a file to the change: as restamped if its content is the same, else as changed or new. Takes it out of `known`.
pub(super) fn add_to_change(
    looked: Looked,
    known: &mut BTreeMap<String, Option<[u8; 32]>>,
    change: &mut Change,
) {
    let was_known = known.remove(&looked.path).is_some();
    let Looked {
        path,
        state,
        records,
    } = looked;
    let Some(records) = records else {
        change.restamped.push((path, state));
        return;
    };
    if was_known {
        change.removed.push(path.clone());
    }
    change.added.push(FileRecord {
        path,
        state,
        records,
    });
}

#[cfg(test)]
mod tests {
    use super::{Differences, add_to_change, doubt, fingerprint};
    use crate::domain::records::Records;
    use crate::files::{BookFile, Stamp, Walk};
    use crate::index::{Change, FileRecord, Index, Terms};
    use crate::workspace::parse;
    use crate::workspace::parse::Looked;
    use proptest::collection::btree_map;
    use proptest::prelude::any;
    use proptest::proptest;
    use std::collections::BTreeSet;

    fn file(path: &str, number: i64) -> BookFile {
        BookFile {
            path: path.to_owned(),
            stamp: Stamp {
                size: number,
                mtime_ns: 0,
                ctime_ns: 0,
                inode: 0,
            },
        }
    }

    #[test]
    fn a_fingerprint_depends_on_every_path_every_number_and_the_policy() {
        let base = file("claims/a.toml", 1);
        let mut prints = BTreeSet::new();
        let mut add = |files: &[BookFile], needs_origins| {
            assert!(
                prints.insert(fingerprint(files, needs_origins)),
                "{files:?}"
            );
        };
        add(&[], 2);
        add(&[], 3);
        add(std::slice::from_ref(&base), 2);
        add(std::slice::from_ref(&base), 3);
        add(&[base.clone(), file("claims/b.toml", 1)], 2);
        add(&[file("claims/b.toml", 1)], 2);
        for change in [
            |stamp: &mut Stamp| stamp.size += 1,
            |stamp: &mut Stamp| stamp.mtime_ns += 1,
            |stamp: &mut Stamp| stamp.ctime_ns += 1,
            |stamp: &mut Stamp| stamp.inode += 1,
        ] {
            let mut other = base.clone();
            change(&mut other.stamp);
            add(&[other], 2);
        }
    }

    #[test]
    fn doubt_equals_no_fingerprint_and_changes_with_time() {
        assert_ne!(doubt(1), doubt(2));
        assert_ne!(doubt(1), fingerprint(&[], 2));
    }

    fn known(file: &BookFile, is_doubtful: bool) -> FileRecord {
        let now_ns = if is_doubtful { i64::MIN } else { i64::MAX };
        FileRecord {
            path: file.path.clone(),
            state: parse::state(file.stamp, Some([7; 32]), now_ns, 0),
            records: Records::default(),
        }
    }

    fn index(files: &[(BookFile, bool)]) -> Index {
        let mut index = Index::in_memory().unwrap();
        let files = files
            .iter()
            .map(|(file, is_doubtful)| known(file, *is_doubtful));
        let batch: Vec<FileRecord> = files.collect();
        index
            .build(
                [batch].into_iter(),
                &|_| "x".to_owned(),
                Terms::default(),
                &|_| {},
            )
            .unwrap();
        index
    }

    proptest! {
        #[test]
        fn differences_are_those_of_two_sets(
            old in btree_map("[abc]{1,2}", (0..2_i64, any::<bool>()), 0..6),
            new in btree_map("[abc]{1,2}", 0..2_i64, 0..6),
        ) {
            let stored: Vec<_> = old
                .iter()
                .map(|(path, (number, is_doubtful))| (file(path, *number), *is_doubtful))
                .collect();
            let walk = Walk {
                files: new.iter().map(|(path, number)| file(path, *number)).collect(),
                refused: Vec::new(),
            };
            let found = Differences::between(&index(&stored), &walk).unwrap();
            let gone: Vec<&String> = old.keys().filter(|path| !new.contains_key(*path)).collect();
            let is_same = |path: &str, number: i64| old.get(path) == Some(&(number, false));
            let changed: Vec<BookFile> = new
                .iter()
                .filter(|(path, number)| !is_same(path, **number))
                .map(|(path, number)| file(path, *number))
                .collect();
            assert_eq!(found.gone.iter().collect::<Vec<_>>(), gone);
            let known: Vec<&String> = changed
                .iter()
                .map(|file| &file.path)
                .filter(|path| old.contains_key(*path))
                .collect();
            assert_eq!(found.known.keys().collect::<Vec<_>>(), known);
            assert_eq!(found.files, changed);
        }
    }

    /// Counts the restamped, removed and added files of a change to one file that the index knows or not.
    fn sorted(has_other_content: bool, is_known: bool) -> [usize; 3] {
        let FileRecord {
            path,
            state,
            records,
        } = known(&file("claims/a.toml", 1), false);
        let mut before = std::collections::BTreeMap::new();
        if is_known {
            before.insert(path.clone(), state.sha256);
        }
        let looked = Looked {
            path,
            state,
            records: has_other_content.then_some(records),
        };
        let mut change = Change::default();
        add_to_change(looked, &mut before, &mut change);
        assert!(before.is_empty());
        [
            change.restamped.len(),
            change.removed.len(),
            change.added.len(),
        ]
    }

    #[test]
    fn the_same_content_is_restamped_and_other_content_replaces_the_old() {
        assert_eq!(sorted(false, true), [1, 0, 0]);
        assert_eq!(sorted(true, true), [0, 1, 1]);
        assert_eq!(sorted(true, false), [0, 0, 1]);
    }
}
