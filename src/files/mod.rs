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
pub use journal::Torn;
pub use journal::recover;
pub(crate) use journal::recover_under;
pub use lock::WriteLock;
pub use read::ReadError;
pub use read::Reading;
pub use read::read;
pub use replace::Replacement;
pub use replace::WriteError;
pub use replace::replace;
pub use stamp::Stamp;
pub use walk::Found;
pub use walk::Refusal;
pub use walk::Walk;
pub use walk::walk;
