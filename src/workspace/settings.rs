//! Reads `claimbook.toml`, the book's settings.

use crate::document::config;
use crate::document::config::Config;
use crate::files;
use crate::workspace::unread::{Unread, look_again};
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
        .symlink_metadata()
        .is_ok()
        .then(|| look_again(root, FILE.to_owned(), |_, text| config::parse(text).1))?
}

#[cfg(test)]
mod tests {
    use super::{read, unread};
    use crate::document::config::Config;
    use crate::workspace::unread::Unread;
    use std::fs;

    #[test]
    fn a_book_without_settings_has_the_defaults_and_nothing_to_report() {
        let book = tempfile::tempdir().unwrap();
        assert_eq!(read(book.path()), Config::default());
        assert!(unread(book.path()).is_none());
    }

    #[test]
    fn a_wrong_setting_has_its_default_is_reported_and_hides_no_other() {
        let book = tempfile::tempdir().unwrap();
        let text = "[policy]\nneeds_origins = 99\n[user]\nname = \"amina\"\n";
        fs::write(book.path().join("claimbook.toml"), text).unwrap();
        let config = read(book.path());
        assert_eq!(config.needs_origins, Config::default().needs_origins);
        assert_eq!(config.user.as_deref(), Some("amina"));
        assert!(
            matches!(unread(book.path()), Some(Unread::Problems { path, problems, .. })
                if path == "claimbook.toml" && problems.len() == 1)
        );
    }

    #[test]
    fn settings_that_cannot_be_read_are_reported() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("claimbook.toml"), b"\xff").unwrap();
        assert_eq!(read(book.path()), Config::default());
        assert!(matches!(unread(book.path()), Some(Unread::Refused(_))));
    }
}
