//! The levels that a book sets in `claimbook.toml`, and the mistakes in them.

use crate::diagnostic::codes::{BadLevel, Levels};
use crate::diagnostic::{Diagnostic, Lines, Severity};
use crate::document::config::Config;
use crate::document::locate::Document;
use crate::domain::check::exceptions::UNKNOWN_CODE;

/// The levels that the settings set, and the mistakes in them. `text` is the text of the file at `path`.
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
    let wrong = |message| Diagnostic::new(UNKNOWN_CODE.code, Severity::Warning, message, place);
    match bad {
        BadLevel::Fixed => wrong(format!("you cannot set a level for `{code}`")).help(
            "it says that something was not read, which is always an error: remove this line",
        ),
        BadLevel::Unknown(Some(nearest)) => wrong(format!("no finding has the code `{code}`"))
            .help(format!("did you mean `{nearest}`?")),
        BadLevel::Unknown(None) => wrong(format!("no finding has the code `{code}`"))
            .help("`claimbook check --explain all` lists the codes"),
    }
}

#[cfg(test)]
mod tests {
    use super::levels;
    use crate::document::config;

    /// What is wrong with the table `[check]`: `LINE MESSAGE / HELP`.
    fn wrong(table: &str) -> Vec<String> {
        let text = format!("[check]\n{table}");
        let (config, problems) = config::parse(&text);
        assert_eq!(problems, []);
        let (_, wrong) = levels("claimbook.toml", &text, &config);
        wrong
            .iter()
            .map(|one| {
                format!(
                    "{} {} / {}",
                    one.place.line,
                    one.message,
                    one.help.join(", ")
                )
            })
            .collect()
    }

    #[test]
    fn every_wrong_code_is_reported_on_its_line() {
        assert_eq!(
            wrong("stale = \"allow\"\nstael = \"warn\"\nsyntax = \"allow\"\n"),
            [
                "3 no finding has the code `stael` / did you mean `stale`?",
                "4 you cannot set a level for `syntax` / it says that something was not read, \
                 which is always an error: remove this line",
            ]
        );
        assert_eq!(
            wrong("nothing-like-it = \"deny\"\n"),
            [
                "2 no finding has the code `nothing-like-it` / `claimbook check --explain all` lists the codes"
            ]
        );
    }
}
