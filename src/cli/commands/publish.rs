//! `claimbook publish` copies what everybody may see of a book to a PostgreSQL server.
//!
//! The command and its help are the same with and without the feature `publish`. Without it, the command says how to get it.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;

mod arguments;
#[cfg(feature = "publish")]
mod commit;
#[cfg(feature = "publish")]
mod run;
#[cfg(feature = "publish")]
mod surroundings;

pub(crate) use arguments::Arguments;

/// Publishes the book.
#[cfg(feature = "publish")]
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    run::run(arguments, session)
}

/// Says how to get a claimbook that can publish.
#[cfg(not(feature = "publish"))]
pub(crate) fn run(_: &Arguments, _: &Session) -> Result<Exit, Failure> {
    Err(Failure::new("this claimbook is built without `publish`")
        .hint("`cargo install claimbook --features publish` makes one that can publish"))
}
