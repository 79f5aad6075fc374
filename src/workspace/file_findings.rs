//! What is wrong with one file, in the form in which `check` and all other commands report it.

use crate::diagnostic;
use crate::diagnostic::codes::UNREAD_FILE;
use crate::diagnostic::{Diagnostic, Lines, Place, Severity};
use crate::document::problem::{Code, Problem};
use crate::files::{Encoding, FileTree, ReadError, RefusedPath};
use std::collections::BTreeMap;

/// What claimbook reports about one file.
#[derive(Clone, Debug)]
pub struct FileFindings {
    /// The file's path inside the book.
    pub path: String,
    /// The texts of the files that the diagnostics have places in, as far as they could be read.
    pub texts: BTreeMap<String, String>,
    /// The diagnostics, by line.
    pub diagnostics: Vec<Diagnostic>,
    /// The file could not be opened or decoded, so nothing in it was checked.
    pub unread: bool,
}

impl FileFindings {
    /// The problems of a file's text.
    #[must_use]
    pub fn of_problems(path: &str, text: String, problems: Vec<Problem>) -> Self {
        Self {
            path: path.to_owned(),
            diagnostics: diagnostic::of_problems(path, &text, problems),
            texts: BTreeMap::from([(path.to_owned(), text)]),
            unread: false,
        }
    }

    /// A path under `claims/` that claimbook refuses to read.
    pub(super) fn of_refusal(refusal: &RefusedPath) -> Self {
        let code = if refusal.is_outside() {
            Code::LinkOutside
        } else {
            Code::Unreadable
        };
        let place = start_of(&refusal.path);
        Self::unread(&refusal.path, code, place, &refusal.reason, None)
    }

    /// A file whose name keeps claimbook from reading it.
    pub(super) fn of_name(path: &str, severity: Severity) -> Self {
        let message = "this file has `.toml` in its name, but its name does not end with it";
        let diagnostic = Diagnostic::new(UNREAD_FILE, severity, message, start_of(path))
            .help("claimbook does not read it: rename it to `….toml`, or move it out of `claims`");
        Self {
            path: path.to_owned(),
            texts: BTreeMap::new(),
            diagnostics: vec![diagnostic],
            unread: false,
        }
    }

    /// A file that could not be read.
    pub(super) fn not_read(path: &str, error: &ReadError) -> Self {
        let mut place = start_of(path);
        let mut help = None;
        let code = match error {
            ReadError::NotUtf8 {
                encoding,
                line,
                column,
                ..
            } => {
                (place.line, place.column) = (*line, *column);
                help = Some(how_to_save(*encoding));
                Code::NotUtf8
            }
            ReadError::TooLarge => Code::TooLarge,
            ReadError::Outside => Code::LinkOutside,
            ReadError::Io(_) | ReadError::NotAFile | ReadError::Sparse => Code::Unreadable,
        };
        Self::unread(path, code, place, &error.to_string(), help)
    }

    /// The findings, unless there are none.
    pub(super) fn or_none(self) -> Option<Self> {
        (!self.diagnostics.is_empty()).then_some(self)
    }

    fn unread(path: &str, code: Code, place: Place, reason: &str, help: Option<String>) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let message = format!("`{name}` {reason}");
        let mut diagnostic = Diagnostic::new(code.as_str(), Severity::Error, message, place);
        diagnostic.help.extend(help);
        let diagnostic =
            diagnostic.help("nothing in it was checked, and no answer uses what it says");
        Self {
            path: path.to_owned(),
            texts: BTreeMap::new(),
            diagnostics: vec![diagnostic],
            unread: true,
        }
    }
}

/// The beginning of a file.
fn start_of(path: &str) -> Place {
    Lines::new("").place(path, 0..0)
}

/// How to make a text that claimbook can read of one in another encoding.
fn how_to_save(encoding: Encoding) -> String {
    match encoding.iconv() {
        Some(name) => format!(
            "save it as UTF-8 in your editor, or with `iconv -f {name} -t UTF-8 FILE > NEW`"
        ),
        None => "open it as UTF-8, correct the signs that your editor shows as `\u{fffd}`, and save it as UTF-8"
            .to_owned(),
    }
}

/// Reads a file again and reports what is wrong with it, if anything is. A file that is gone is not of the book any more.
pub(super) fn look_again(
    files: FileTree<'_>,
    path: &str,
    problems: impl Fn(&str) -> Vec<Problem>,
) -> Option<FileFindings> {
    match files.read(path) {
        Err(error) if error.is_missing() => None,
        Err(error) => Some(FileFindings::not_read(path, &error)),
        Ok(reading) => {
            let problems = problems(&reading.text);
            FileFindings::of_problems(path, reading.text, problems).or_none()
        }
    }
}
