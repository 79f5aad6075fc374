//! Removes files that a write has emptied. A file in which somebody else wrote meanwhile stays.

use crate::files::digest::{Sha256Bytes, digest_if_there};
use crate::files::lock::WriteLock;
use crate::files::put::Target;
use crate::files::system;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::{fs, io};

/// Removes those of these files of the book at `root` that are empty, and the folders below `claims` that are then empty.
/// An empty file means nothing, so it does no harm if one cannot be removed.
pub fn remove_empty(root: &Path, _lock: &WriteLock, paths: &[String]) {
    let Ok(book) = fs::canonicalize(root) else {
        return;
    };
    let empty: Sha256Bytes = Sha256::digest("").into();
    for path in paths {
        if let Ok(Some(target)) = Target::find(&book, path)
            && remove(&target, empty).is_ok()
        {
            let _ = target.sync();
            if target.folder() != book.join("claims") {
                // A folder that still holds something stays.
                let _ = fs::remove_dir(target.folder());
            }
        }
    }
}

/// Moves the file aside and looks at it once more before it removes it, so that a text written in between comes back.
fn remove(target: &Target, empty: Sha256Bytes) -> io::Result<()> {
    let is_empty = |path: &Path| digest_if_there(path).map(|digest| digest == Some(empty));
    if !is_empty(&target.real)? {
        return Ok(());
    }
    fs::rename(&target.real, &target.beside)?;
    if is_empty(&target.beside)? {
        return system::remove_if_there(&target.beside);
    }
    system::rename_to_free(&target.beside, &target.real).map(drop)
}

#[cfg(test)]
mod tests {
    use super::remove_empty;
    use crate::files::WriteLock;
    use std::fs;

    #[test]
    fn only_empty_files_of_the_book_go_with_their_empty_folders() {
        let book = tempfile::tempdir().unwrap();
        let root = book.path();
        fs::create_dir_all(root.join("claims/sources")).unwrap();
        fs::create_dir_all(root.join("claims/parties")).unwrap();
        let files = [
            ("claims/a.toml", ""),
            ("claims/sources/b.toml", ""),
            ("claims/parties/c.toml", ""),
            ("claims/parties/d.toml", "# mine\n"),
            ("notes.toml", ""),
        ];
        for (path, text) in files {
            fs::write(root.join(path), text).unwrap();
        }
        let lock = WriteLock::take(root, None, "layout", &|_| {}).unwrap();
        let paths: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        remove_empty(root, &lock, &paths);
        let left = files.map(|(path, _)| root.join(path).exists());
        assert_eq!(left, [false, false, false, true, true]);
        assert!(root.join("claims").exists() && !root.join("claims/sources").exists());
    }
}
