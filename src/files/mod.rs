//! Finds, reads and replaces the text files of a book. Does not know TOML or the index.

mod digest;
mod journal;
mod lock;
mod read;
mod replace;
mod stamp;
mod walk;

pub(crate) use digest::digest_file;
pub(crate) use journal::recover_under;
pub(crate) use lock::FOLDER;
pub(crate) use lock::own_folder;
pub(crate) use replace::remove_if_there;

pub use digest::hexadecimal;
pub use journal::TornWrite;
pub use journal::recover;
pub use lock::WriteLock;
pub use read::FileText;
pub use read::ReadError;
pub use read::read;
pub use replace::Replacement;
pub use replace::WriteError;
pub use replace::replace;
pub use stamp::Stamp;
pub use walk::BookFile;
pub use walk::RefusedPath;
pub use walk::Walk;
pub use walk::walk;
