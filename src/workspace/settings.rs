//! `claimbook.toml`, the book's settings.

use crate::document::config;
use crate::document::config::Config;
use crate::files;
use crate::workspace::Unread;
use crate::workspace::look_again;
use std::path::Path;

/// The file of the settings, in the book's folder.
pub(super) const FILE: &str = "claimbook.toml";

/// Reads the settings; what is missing or wrong has its default.
pub(super) fn read(root: &Path) -> Config {
    files::read(root, FILE)
        .map(|reading| config::parse(&reading.text).0)
        .unwrap_or_default()
}

/// What keeps the settings from being read whole; a book without settings has all it needs.
pub(super) fn unread(root: &Path) -> Option<Unread> {
    root.join(FILE)
        .exists()
        .then(|| look_again(root, FILE.to_owned(), |_, text| config::parse(text).1))?
}
