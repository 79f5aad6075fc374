//! What could not be read whole.

use crate::document::problem::Problem;
use crate::files;
use crate::files::RefusedPath;
use std::path::Path;

/// A file that we could not read, or only in part.
#[derive(Clone, Debug)]
pub enum Unread {
    /// We did not read the file at all.
    Refused(RefusedPath),
    /// The file has problems.
    Problems {
        /// Path inside the book.
        path: String,
        /// Text of the file.
        text: String,
        /// The problems in text order; never empty.
        problems: Vec<Problem>,
    },
}

impl Unread {
    /// Returns the file's path inside the book.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Refused(refusal) => &refusal.path,
            Self::Problems { path, .. } => path,
        }
    }
}

/// Reads a file again and reports what is wrong with it, if anything is.
pub(super) fn look_again(
    root: &Path,
    path: String,
    problems: impl Fn(&str, &str) -> Vec<Problem>,
) -> Option<Unread> {
    match files::read(root, &path) {
        Err(error) => Some(Unread::Refused(RefusedPath {
            path,
            reason: error.to_string(),
        })),
        Ok(reading) => {
            let problems = problems(&path, &reading.text);
            (!problems.is_empty()).then_some(Unread::Problems {
                path,
                text: reading.text,
                problems,
            })
        }
    }
}
