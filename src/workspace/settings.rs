//! Reads `claimbook.toml`, the book's settings.

use crate::diagnostic;
use crate::diagnostic::codes::Levels;
use crate::diagnostic::settings::levels;
use crate::document::config;
use crate::document::config::Config;
use crate::files::FileTree;
use crate::workspace::file_findings::FileFindings;

/// Name of the settings file in the book's folder.
pub(super) const FILE: &str = "claimbook.toml";

/// The settings of a book, and what is wrong with them. Missing and wrong ones have their defaults.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) config: Config,
    /// The levels of findings that the book sets.
    pub(super) levels: Levels,
    /// What keeps us from reading the file whole.
    pub(super) unread: Option<FileFindings>,
    /// The same, with the levels of codes that do not exist.
    pub(super) wrong: Option<FileFindings>,
}

/// Reads the settings of a book. A book does not need any.
pub(super) fn read(files: FileTree<'_>) -> Settings {
    let text = match files.read(FILE) {
        Ok(reading) => reading.text,
        Err(error) => {
            // A link that leads nowhere is not a missing file.
            let is_there = files.has(FILE);
            let unread = is_there.then(|| FileFindings::not_read(FILE, &error));
            return Settings {
                wrong: unread.clone(),
                unread,
                ..Settings::default()
            };
        }
    };
    let (config, problems) = config::parse(&text);
    let (levels, unknown) = levels(FILE, &text, &config);
    let unread = FileFindings::of_problems(FILE, text, problems);
    let mut wrong = unread.clone();
    wrong.diagnostics.extend(unknown);
    diagnostic::sort(&mut wrong.diagnostics);
    Settings {
        config,
        levels,
        unread: unread.or_none(),
        wrong: wrong.or_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::document::config::Config;
    use crate::files::FileTree;
    use std::fs;

    #[test]
    fn a_book_without_settings_has_the_defaults_and_nothing_to_report() {
        let book = tempfile::tempdir().unwrap();
        let settings = read(FileTree::Folder(book.path()));
        assert_eq!(settings.config, Config::default());
        assert!(settings.unread.is_none() && settings.wrong.is_none());
    }

    #[test]
    fn a_wrong_setting_has_its_default_is_reported_and_hides_no_other() {
        let book = tempfile::tempdir().unwrap();
        let text =
            "[policy]\nneeds_origins = 99\n[user]\nname = \"amina\"\n[check]\nx = \"warn\"\n";
        fs::write(book.path().join("claimbook.toml"), text).unwrap();
        let settings = read(FileTree::Folder(book.path()));
        assert_eq!(
            settings.config.needs_origins,
            Config::default().needs_origins
        );
        assert_eq!(settings.config.user.as_deref(), Some("amina"));
        let unread = settings.unread.unwrap();
        assert_eq!(
            (unread.path.as_str(), unread.unread),
            ("claimbook.toml", false)
        );
        assert_eq!(unread.diagnostics.len(), 1);
        let wrong = settings.wrong.unwrap().diagnostics;
        let codes: Vec<&str> = wrong.iter().map(|one| one.code).collect();
        assert_eq!(codes, ["invalid-value", "unknown-code"]);
    }

    #[test]
    fn settings_that_cannot_be_read_are_reported() {
        let book = tempfile::tempdir().unwrap();
        fs::write(book.path().join("claimbook.toml"), b"\xff").unwrap();
        let settings = read(FileTree::Folder(book.path()));
        assert_eq!(settings.config, Config::default());
        assert!(settings.unread.unwrap().unread && settings.wrong.unwrap().unread);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_not_a_missing_file() {
        let book = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("none", book.path().join("claimbook.toml")).unwrap();
        assert!(read(FileTree::Folder(book.path())).unread.unwrap().unread);
    }
}
