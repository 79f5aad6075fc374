<<<<<<< HEAD
//! The book's settings: `claimbook.toml` beside `claims/`.

use crate::document::config;
use crate::document::config::Config;
use crate::document::problem::Problem;
use crate::files;
use crate::files::ReadError;
use crate::workspace::Workspace;
use std::io;

/// The name of the file of settings.
pub const SETTINGS: &str = "claimbook.toml";

/// The settings of a book, and what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The settings; what could not be read has its default.
    pub config: Config,
    /// The file's text; empty where there is none.
    pub text: String,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
}

impl Workspace {
    /// Reads the book's settings. A book without any has the defaults.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn settings(&self) -> Result<Settings, ReadError> {
        match files::read(&self.root, SETTINGS) {
            Ok(reading) => {
                let (config, problems) = config::parse(&reading.text);
                Ok(Settings { config, text: reading.text, problems })
            }
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(Settings::default()),
            Err(error) => Err(error),
        }
    }
=======
//! `claimbook.toml`, the book's settings.

use crate::document::config;
use crate::document::config::Config;
use crate::files;
use crate::workspace::Unread;
use crate::workspace::look_again;
use std::path::Path;

/// The file of the settings, in the book's folder.
const FILE: &str = "claimbook.toml";

/// Reads the settings; what is missing or wrong has its default.
pub(super) fn read(root: &Path) -> Config {
    files::read(root, FILE).map(|reading| config::parse(&reading.text).0).unwrap_or_default()
}

/// What keeps the settings from being read whole; a book without settings has all it needs.
pub(super) fn unread(root: &Path) -> Option<Unread> {
    root.join(FILE).exists().then(|| look_again(root, FILE.to_owned(), |_, text| config::parse(text).1))?
>>>>>>> main
}
