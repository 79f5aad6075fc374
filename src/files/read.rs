//! Reads one text file, with its stamp and digest.

use crate::files::digest::{digest, hexadecimal};
use crate::files::encoding::{Encoding, is_utf16};
use crate::files::inside::{ReadError, is_sparse, largest, open_inside, parts};
use crate::files::stamp::Stamp;
use crate::files::system::links;
use sha2::{Digest, Sha256};
use std::fs;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The content of a file and what identifies it.
#[derive(Clone, Debug)]
pub struct FileText {
    /// The text.
    pub text: String,
    /// Stamp of the open file, taken before we read it.
    pub stamp: Stamp,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

/// Reads the file at `path`, which is relative to `root` and has `/` between its parts.
///
/// # Errors
/// When the file cannot be opened, is outside the book, is too large or is not UTF-8.
pub fn read(root: &Path, path: &str) -> Result<FileText, ReadError> {
    let (file, metadata) = open_inside(root, path)?;
    if metadata.len() > largest(path) {
        return Err(ReadError::TooLarge);
    }
    text_of(read_bytes(file, largest(path))?, Stamp::of(&metadata))
}

/// The text that these bytes of a file are.
pub(super) fn text_of(bytes: Vec<u8>, stamp: Stamp) -> Result<FileText, ReadError> {
    let sha256 = Sha256::digest(&bytes).into();
    match String::from_utf8(bytes) {
        Ok(text) if !is_utf16(text.as_bytes()) => Ok(FileText {
            text,
            stamp,
            sha256,
        }),
        Ok(text) => Err(not_utf8(text.as_bytes(), sha256)),
        Err(error) => Err(not_utf8(error.as_bytes(), sha256)),
    }
}

/// Says what a file looks like, and where the first wrong byte is.
fn not_utf8(bytes: &[u8], sha256: [u8; 32]) -> ReadError {
    let encoding = Encoding::of(bytes);
    let before = match encoding {
        // All of it is wrong.
        Encoding::Utf16 | Encoding::Utf32 => "",
        _ => bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid()),
    };
    let line = before.rsplit('\n').next().unwrap_or_default();
    ReadError::NotUtf8 {
        encoding,
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        sha256,
    }
}

/// Reads an open file. It may grow meanwhile, so we count again.
fn read_bytes(file: File, largest: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(ReadError::TooLarge);
    }
    Ok(bytes)
}

/// Reads the bytes of a file of the book, if it has no more than `most`.
pub(crate) fn bytes_inside(root: &Path, path: &str, most: u64) -> Result<Vec<u8>, ReadError> {
    let (file, metadata) = open_inside(root, path)?;
    if is_sparse(&metadata) {
        return Err(ReadError::Sparse);
    }
    read_bytes(file, most)
}

/// Digests a file of the book, however large it is.
pub(crate) fn digest_inside(root: &Path, path: &str) -> Result<[u8; 32], ReadError> {
    let (file, metadata) = open_inside(root, path)?;
    if is_sparse(&metadata) {
        return Err(ReadError::Sparse);
    }
    Ok(digest(file)?)
}

/// The stamp of a file of the book, with one look at it if it is no link. `None` if there is no such file in the book.
pub(crate) fn stamp_inside(root: &Path, path: &str) -> Option<Stamp> {
    parts(Path::new(path))?;
    match fs::symlink_metadata(root.join(path)) {
        Ok(metadata) if metadata.is_file() => Some(Stamp::of(&metadata)),
        _ => {
            let (_, metadata) = open_inside(root, path).ok()?;
            Some(Stamp::of(&metadata))
        }
    }
}

/// The digest of a file of the book, in the digits that `sha256sum` prints; `None` if it cannot be read.
#[must_use]
pub fn digest_of(root: &Path, path: &str) -> Option<String> {
    let digest = digest_inside(root, path).ok()?;
    Some(hexadecimal(&digest))
}

/// Whether a path names a file of the book itself: no link leads out of the book, and the file has no second name, which could
/// be outside of it.
#[must_use]
pub fn is_own(root: &Path, path: &str) -> bool {
    open_inside(root, path).is_ok_and(|(_, metadata)| links(&metadata) == 1)
}

/// Looks whether a path names a regular file of the book.
pub(crate) fn look_inside(root: &Path, path: &str) -> Result<(), ReadError> {
    open_inside(root, path).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::{ReadError, digest_inside, read, stamp_inside};
    use std::fs;

    #[test]
    fn a_file_that_is_not_utf_8_says_where_and_what_it_looks_like() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("a.toml"), b"a = 1\nb = \"\xff\"\n").unwrap();
        let Err(ReadError::NotUtf8 { line, column, .. }) = read(book.path(), "a.toml") else {
            panic!("read")
        };
        assert_eq!((line, column), (2, 6));
        let zeros: Vec<u8> = b"[article]\n".iter().flat_map(|byte| [*byte, 0]).collect();
        fs::write(book.path().join("a.toml"), zeros).unwrap();
        let error = read(book.path(), "a.toml").unwrap_err();
        assert_eq!(error.to_string(), "is not UTF-8, but looks like UTF-16");
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read_into_memory() {
        let book = tempfile::tempdir().unwrap();
        fs::File::create(book.path().join("a.toml"))
            .unwrap()
            .set_len(crate::files::inside::LARGEST + 1)
            .unwrap();
        assert!(matches!(
            read(book.path(), "a.toml"),
            Err(ReadError::TooLarge)
        ));
    }

    #[test]
    fn a_folder_is_no_file() {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("a.toml")).unwrap();
        assert!(matches!(
            read(book.path(), "a.toml"),
            Err(ReadError::NotAFile)
        ));
    }

    #[test]
    fn the_largest_file_is_read_and_one_byte_more_is_not() {
        let book = tempfile::tempdir().unwrap();
        let file = fs::File::create(book.path().join("a.toml")).unwrap();
        file.set_len(crate::files::inside::LARGEST).unwrap();
        assert_eq!(
            read(book.path(), "a.toml").unwrap().text.len() as u64,
            crate::files::inside::LARGEST
        );
    }

    #[test]
    fn a_wrong_first_byte_is_on_line_one_and_the_digest_covers_all_bytes() {
        let book = tempfile::tempdir().unwrap();
        let digest = |bytes: &[u8]| {
            fs::write(book.path().join("a.toml"), bytes).unwrap();
            match read(book.path(), "a.toml") {
                Err(ReadError::NotUtf8 {
                    line: 1,
                    column: 1,
                    sha256,
                    ..
                }) => sha256,
                other => panic!("{other:?}"),
            }
        };
        assert_ne!(digest(b"\xffa"), digest(b"\xffb"));
    }

    #[test]
    fn a_missing_file_is_an_error_of_the_system_and_an_empty_one_is_a_text() {
        let book = tempfile::tempdir().unwrap();
        let missing = read(book.path(), "a.toml");
        assert!(
            matches!(missing, Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound)
        );
        fs::write(book.path().join("a.toml"), "").unwrap();
        let empty = read(book.path(), "a.toml").unwrap();
        assert_eq!((empty.text.as_str(), empty.stamp.size), ("", 0));
    }

    #[test]
    fn a_text_is_kept_to_the_byte() {
        let book = tempfile::tempdir().unwrap();
        let text = "\u{feff}a = 1\r\n\0";
        fs::write(book.path().join("a.toml"), text).unwrap();
        assert_eq!(read(book.path(), "a.toml").unwrap().text, text);
    }

    #[cfg(unix)]
    #[test]
    fn a_huge_file_of_holes_is_not_digested_and_a_small_one_is() {
        let book = tempfile::tempdir().unwrap();
        let hole = |name: &str, size| {
            let file = fs::File::create(book.path().join(name)).unwrap();
            file.set_len(size).unwrap();
            digest_inside(book.path(), name)
        };
        assert!(matches!(hole("huge", 3 << 40), Err(ReadError::Sparse)));
        assert!(matches!(
            hole("large", (16 << 20) + 1),
            Err(ReadError::Sparse)
        ));
        assert!(hole("small", 1 << 20).is_ok());
    }

    #[test]
    fn a_stamp_changes_with_the_file_and_nothing_outside_has_one() {
        let book = tempfile::tempdir().unwrap();
        assert_eq!(stamp_inside(book.path(), "a"), None);
        fs::write(book.path().join("a"), "1").unwrap();
        let stamp = stamp_inside(book.path(), "a").unwrap();
        assert_eq!(stamp, read(book.path(), "a").unwrap().stamp);
        fs::write(book.path().join("a"), "12").unwrap();
        assert_ne!(stamp_inside(book.path(), "a"), Some(stamp));
        for path in ["", ".", "../a", ".git/a", "/etc/hostname"] {
            assert_eq!(stamp_inside(book.path(), path), None, "{path}");
        }
    }
}
