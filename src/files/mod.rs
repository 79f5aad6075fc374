//! Finding, reading and replacing the text files of a book. Knows no TOML and no index.

mod digest;
mod journal;
mod lock;
mod read;
mod replace;
mod stamp;
mod walk;

pub(crate) use lock::FOLDER;
pub(crate) use lock::own_folder;

pub use digest::hexadecimal;
pub use journal::TornWrite;
pub use journal::recover;
pub(crate) use journal::recover_under;
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
