//! Reads `claimbook.toml`, the book's settings.

use crate::document::config;
use crate::document::config::Config;
use crate::files;
use crate::workspace::Unread;
use crate::workspace::look_again;
use std::path::Path;

/// Name of the settings file in the book's folder.
pub(super) const FILE: &str = "claimbook.toml";

/// Reads the settings. Missing and wrong ones get their defaults; [`unread`] reports the wrong ones.
pub(super) fn read(root: &Path) -> Config {
    files::read(root, FILE)
        .map(|reading| config::parse(&reading.text).0)
        .unwrap_or_default()
}

/// Reports what is wrong in the settings. A book does not need any.
pub(super) fn unread(root: &Path) -> Option<Unread> {
    root.join(FILE)
        .exists()
        .then(|| look_again(root, FILE.to_owned(), |_, text| config::parse(text).1))?
}
