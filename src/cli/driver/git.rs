//! Asks git about the driver.

use std::path::Path;
use std::process::Command;

/// The key of git's configuration under which the driver is.
pub(super) const KEY: &str = "merge.claimbook.driver";

/// What git prints when it is run in a folder. `None` if it fails or cannot be started.
pub(super) fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let mut git = Command::new("git");
    let output = git.arg("-C").arg(folder).args(arguments).output().ok()?;
    let printed = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(printed)
}

/// The driver that this clone of the book has.
pub(super) fn configured(root: &Path) -> Option<String> {
    let driver = git(root, &["config", "--get", KEY])?;
    let driver = driver.trim_end_matches('\n');
    (!driver.is_empty()).then(|| driver.to_owned())
}
