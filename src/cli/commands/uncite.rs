//! `claimbook uncite`: an evidence row taken away.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::WritableBook;
use crate::cli::write::book::WriteArguments;
use crate::cli::write::references;
use claimbook::document;
use claimbook::document::edit::Edit;
use claimbook::domain::claim::Claim;
use claimbook::domain::evidence::Evidence;
use claimbook::domain::evidence::Stance;
use clap::Args;

/// Take a source's evidence row away from a claim
///
/// The source itself stays in the book.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The claim, by its whole id
    claim: String,
    /// The source, by its whole id or its address
    source: String,
    /// Of several rows, the one whose quote holds these words
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    quote: Option<String>,
    /// Of several rows, the one with this stance
    #[arg(long, value_parser = values::word(Stance::WORDS, Stance::parse))]
    stance: Option<Stance>,
    /// Of several rows, the one that begins on this line
    #[arg(long, value_name = "N")]
    line: Option<u32>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Takes the row away.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "uncite", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    let text = book.text(&file)?;
    let claims = document::parse(&text, "").records.claims;
    let claim = claims
        .iter()
        .find(|claim| claim.core.id.as_str() == arguments.claim);
    let rows: Vec<Evidence<'_>> = claim.into_iter().flat_map(Claim::evidence).collect();
    let source = source(&book, &arguments.source, &rows)?;
    let position = which(arguments, &rows, &source)?;
    book.watch(&arguments.claim)?;
    book.edit(
        &file,
        &[Edit::RemoveRow {
            claim: arguments.claim.clone(),
            key: "evidence",
            position,
        }],
    )?;
    book.finish(&format!(
        "`{source}` is no longer cited on `{}`",
        arguments.claim
    ))
}

/// The source meant, which need not be one of the book's as long as a row names it.
fn source(book: &WritableBook<'_>, typed: &str, rows: &[Evidence<'_>]) -> Result<String, Failure> {
    if rows.iter().any(|row| row.core.source == typed) {
        Ok(typed.to_owned())
    } else {
        references::known_source(book, typed)
    }
}

/// The position of the one row that is meant.
fn which(arguments: &Arguments, rows: &[Evidence<'_>], source: &str) -> Result<usize, Failure> {
    let is_meant = |row: &Evidence<'_>| {
        row.core.source == source
            && arguments
                .stance
                .is_none_or(|stance| stance == row.core.stance)
            && arguments.line.is_none_or(|line| line == row.words.line)
            && arguments.quote.as_ref().is_none_or(|words| {
                row.words
                    .quote
                    .as_ref()
                    .is_some_and(|quote| quote.contains(words))
            })
    };
    let meant: Vec<(usize, &Evidence<'_>)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| is_meant(row))
        .collect();
    match meant.as_slice() {
        [(position, _)] => Ok(*position),
        [] => {
            let cited: Vec<String> = rows
                .iter()
                .map(|row| format!("`{}`", row.core.source))
                .collect();
            let failure = Failure::unknown(format!(
                "no such row of `{source}` on `{}`",
                arguments.claim
            ));
            Err(if cited.is_empty() {
                failure.hint("nothing is cited on it")
            } else {
                failure.hint(format!("cited on it: {}", cited.join(", ")))
            })
        }
        several => {
            let failure = Failure::new(format!(
                "`{source}` is cited {} times on `{}`",
                several.len(),
                arguments.claim
            ));
            Err(several.iter().fold(failure, |failure, (_, row)| {
                let quote = row
                    .words
                    .quote
                    .as_ref()
                    .map(|quote| format!(", “{quote}”"))
                    .unwrap_or_default();
                failure.hint(format!(
                    "`--line {}`: {}{quote}",
                    row.words.line, row.core.stance
                ))
            }))
        }
    }
}
