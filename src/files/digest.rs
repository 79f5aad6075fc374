//! SHA-256 digests of files, and the hexadecimal digits that `sha256sum` prints for them.

use crate::files::inside::LARGEST_LEDGER;
use crate::files::system;
use crate::files::system::Access;
use sha2::{Digest, Sha256};
use std::io;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// A SHA-256 digest.
pub(super) type Sha256Bytes = [u8; 32];

/// How many bytes of a file are in memory at a time.
const PIECE: usize = 64 * 1024;

/// Digests an open file piece by piece, so a large file does not fill the memory.
pub(super) fn digest(file: impl Read) -> io::Result<Sha256Bytes> {
    let mut hasher = Sha256::new();
    let mut file = BufReader::with_capacity(PIECE, file);
    loop {
        let piece = file.fill_buf()?;
        if piece.is_empty() {
            return Ok(hasher.finalize().into());
        }
        hasher.update(piece);
        let length = piece.len();
        file.consume(length);
    }
}

/// Digests a text of the book at its real path; `None` if there is no such file. Follows no link. Reads no more than the
/// longest file that we write: a longer file has another digest anyway.
pub(super) fn digest_if_there(path: &Path) -> io::Result<Option<Sha256Bytes>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let name: Vec<_> = path.file_name().into_iter().collect();
    match system::open_beneath(folder, &name, Access::Read) {
        Ok(Some((file, _))) => digest(file.take(LARGEST_LEDGER + 1)).map(Some),
        Ok(None) => Err(io::Error::other("it is not a regular file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The SHA-256 digest of bytes, in the digits that `sha256sum` prints.
#[must_use]
pub fn sha256_of(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Writes bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Reads the 64 hexadecimal digits of a digest; `None` for any other text.
pub(super) fn parse_hexadecimal(text: &str) -> Option<Sha256Bytes> {
    let digits: Vec<u8> = text
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect::<Option<_>>()?;
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{PIECE, digest, digest_if_there, hexadecimal, parse_hexadecimal};
    use proptest::prelude::any;
    use proptest::proptest;
    use sha2::{Digest, Sha256};
    use std::fs;
    use std::path::Path;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn every_byte_takes_two_digits() {
        assert_eq!(hexadecimal(&[0, 15, 16, 171, 255]), "000f10abff");
        assert_eq!(hexadecimal(&[]), "");
    }

    fn digest_file(path: &Path) -> [u8; 32] {
        digest(fs::File::open(path).unwrap()).unwrap()
    }

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "").unwrap();
        assert_eq!(hexadecimal(&digest_file(&path)), EMPTY);
        fs::write(&path, "abc").unwrap();
        assert_eq!(
            hexadecimal(&digest_file(&path)),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_digest_covers_every_piece_of_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for length in [PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            fs::write(&path, &bytes).unwrap();
            let whole: [u8; 32] = Sha256::digest(&bytes).into();
            assert_eq!(digest_file(&path), whole, "{length}");
        }
    }

    #[test]
    fn a_missing_file_has_no_digest_and_a_folder_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(digest_if_there(&folder.path().join("a")).unwrap(), None);
        assert!(digest_if_there(folder.path()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_an_error_and_an_endless_file_ends() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        assert!(digest_if_there(&path).is_err());
        let huge = folder.path().join("huge");
        fs::File::create(&huge).unwrap().set_len(3 << 40).unwrap();
        assert!(digest_if_there(&huge).unwrap().is_some());
    }

    #[test]
    fn a_text_that_is_not_64_digits_is_not_a_digest() {
        assert!(parse_hexadecimal(EMPTY).is_some());
        for text in [
            "",
            "-",
            &EMPTY[1..],
            &EMPTY[2..],
            &format!("{EMPTY}0"),
            &format!("{EMPTY}00"),
            &format!("+{}", &EMPTY[1..]),
            &format!("{}g", &EMPTY[1..]),
            &format!("{}é", &EMPTY[2..]),
        ] {
            assert_eq!(parse_hexadecimal(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_digits_undoes_writing_them(digest in any::<[u8; 32]>()) {
            let text = hexadecimal(&digest);
            assert_eq!(text.len(), 64);
            assert_eq!(parse_hexadecimal(&text), Some(digest));
            assert_eq!(parse_hexadecimal(&text.to_uppercase()), Some(digest));
        }
    }
}
