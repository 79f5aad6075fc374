//! The index on the disk, as it is.

use crate::files::CacheFolder;
use crate::index::Index;
use crate::workspace::seal;
use std::collections::BTreeMap;

/// Opens the index on the disk, if there is one that we believe.
pub(super) fn stored(cache: &CacheFolder) -> Option<Index> {
    if !seal::fits(cache) {
        return None;
    }
    let index = Index::open(&cache.index()).ok().flatten()?;
    // A writer may have come between, or have put another file there. From now on the transaction keeps writers off.
    seal::fits(cache).then_some(index)
}

/// Lists the sizes that the files of a book had when its index was last current. Empty if there is no index.
pub(super) fn sizes(cache: Option<&CacheFolder>) -> BTreeMap<String, i64> {
    let mut sizes = BTreeMap::new();
    if let Some(index) = cache.and_then(stored) {
        // If the index is damaged, we know fewer sizes, and wait for fewer files.
        let _ = index.each_file(&mut |path, state| {
            sizes.insert(path.to_owned(), state.size);
        });
    }
    sizes
}
