//! Asks git about the driver.

use crate::cli::git::command::printed;
use std::path::Path;

/// The key of git's configuration under which the driver is.
pub(super) const KEY: &str = "merge.claimbook.driver";

/// The driver that this clone of the book has.
pub(super) fn configured(root: &Path) -> Option<String> {
    let driver = printed(root, &["config", "--get", KEY])?;
    let driver = driver.trim_end_matches('\n');
    (!driver.is_empty()).then(|| driver.to_owned())
}
