//! The fingerprint of a tree: one digest over the stamps of all its files, so that a book in which nothing changed is
//! known by one comparison, however many files it has.

use crate::files::BookFile;
use crate::files::hexadecimal;
use sha2::Digest;
use sha2::Sha256;

/// Digests paths, stamps and the policy that claims are assessed by. The files come in the order of their paths.
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
