//! The levels that a book sets for itself in `claimbook.toml`, and what is wrong with them.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Lines;
use crate::diagnostic::Severity;
use crate::diagnostic::codes::BadLevel;
use crate::diagnostic::codes::Levels;
use crate::document::config::Config;
use crate::document::locate::Document;
use crate::domain::check::code::Code;

/// The levels of the settings, and what is wrong with them. `text` is the text of the file at `path`.
#[must_use]
pub fn levels(path: &str, text: &str, config: &Config) -> (Levels, Vec<Diagnostic>) {
    let mut levels = Levels::default();
    let mut wrong = Vec::new();
    for (code, level) in &config.levels {
        if let Err(bad) = levels.set(code, *level) {
            wrong.push(diagnostic(path, text, code, &bad));
        }
    }
    (levels, wrong)
}

fn diagnostic(path: &str, text: &str, code: &str, bad: &BadLevel) -> Diagnostic {
    let document = Document::of(text);
    let table = document
        .records
        .iter()
        .find(|record| record.kind == "check");
    let key = table
        .and_then(|table| table.field(code))
        .map_or(0..0, |field| field.key.clone());
    let place = Lines::new(text).place(path, key);
    let unknown = |message| {
        Diagnostic::new(
            Code::UnknownCode.as_str(),
            Severity::Warning,
            message,
            place,
        )
    };
    match bad {
        BadLevel::Fixed => unknown(format!("`{code}` has no level to be set")).help(
            "it says that something was not read, which can only be an error: take the line out",
        ),
        BadLevel::Unknown(meant) => {
            let diagnostic = unknown(format!("no finding has the code `{code}`"));
            match meant {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help("the codes stand in docs/diagnostics.md"),
            }
        }
    }
}
