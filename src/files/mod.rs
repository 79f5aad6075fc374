//! Finding, reading and replacing the text files of a book. Knows no TOML and no index.

mod read;
mod stamp;
mod walk;

pub use read::ReadError;
pub use read::Reading;
pub use read::read;
pub use stamp::Stamp;
pub use walk::Found;
pub use walk::Refusal;
pub use walk::Walk;
pub use walk::walk;
