//! Finds, reads and replaces the text files of a book, and reads them as they were once. Does not know TOML or the index.

mod cache;
mod digest;
mod encoding;
mod inside;
mod journal;
mod lock;
mod originals;
mod own;
mod put;
mod read;
mod remove;
mod replace;
mod snapshot;
mod stamp;
mod system;
mod tree;
mod walk;

pub(crate) use journal::recover_under;
pub(crate) use system::remove_if_there;

pub use cache::CacheFolder;
pub use digest::{hexadecimal, sha256_of};
pub use encoding::Encoding;
pub use inside::ReadError;
pub use journal::{TornWrite, recover};
pub use lock::{Sequence, WriteLock, sequence, time_of};
pub use originals::{ARTICLES, KeepError, forget, is_taken, keep_over, read_kept};
pub use read::{FileText, digest_of, is_own, read};
pub use remove::remove_empty;
pub use replace::{Replaced, Replacement, WriteError, replace};
pub use snapshot::Snapshot;
pub use stamp::Stamp;
pub use tree::FileTree;
pub use walk::{BookFile, RefusedPath, Walk, stem, walk};
