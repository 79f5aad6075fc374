//! Finds, reads and replaces the text files of a book. Does not know TOML or the index.

mod cache;
mod digest;
mod inside;
mod journal;
mod lock;
mod read;
mod replace;
mod stamp;
mod system;
mod walk;

pub(crate) use inside::{digest_inside, look_inside};
pub(crate) use journal::recover_under;
pub(crate) use lock::{FOLDER, own_folder};
pub(crate) use replace::remove_if_there;

pub use cache::CacheFolder;
pub use digest::hexadecimal;
pub use journal::{TornWrite, recover};
pub use lock::WriteLock;
pub use read::{FileText, ReadError, read};
pub use replace::{Replacement, WriteError, replace};
pub use stamp::Stamp;
pub use walk::{BookFile, RefusedPath, Walk, walk};
