//! Publishes a book to a PostgreSQL server or one of its distributed cousins, for many readers.
//!
//! `publish.sql` says what lies on the server. A run compares the digest of each claim with the one on the server, both in
//! the order of ids and one after the other, so that memory stays flat. It writes what differs in one transaction, so that
//! readers see the old state or the new one.
//!
//! Everything here is behind the feature `publish`. This is the only module that talks to a network.

mod address;
mod batch;
mod cells;
mod error;
mod pass_file;
mod run;
mod schema;
mod server;
mod statements;
mod tls;

pub use address::{AddressError, Origin, ServerAddress, Surroundings};
pub use error::{PublishError, ServerTrouble};
pub use pass_file::PassFile;
pub use run::{Desk, HowMuch, Outcome, PublishedEdition, publish};
pub use server::Server;
pub use statements::Destination;
