//! What the start screen and `check` say about the driver.

use crate::cli::driver::{attributes, git};
use crate::cli::session::Session;
use std::path::Path;

/// Says so if the book's attributes name the driver and this clone does not have it. Git is asked only then.
pub(crate) fn tell_missing(session: &Session, root: &Path) {
    if attributes::name_driver(root) && git::configured(root).is_none() {
        session.console.tell(
            "note",
            "`.gitattributes` lets claimbook merge this book, but this clone does not: `claimbook merge --install` sets it up",
        );
    }
}
