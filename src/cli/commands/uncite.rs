//! `claimbook uncite` removes evidence from a claim.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::references;
use claimbook::document::edit::Edit;
use claimbook::domain::claim::Claim;
use claimbook::domain::evidence::{Evidence, Stance};
use clap::Args;

/// Remove a source's evidence from a claim
///
/// The source itself stays in the book.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The claim: its whole id
    claim: String,
    /// The source: its whole id or its address
    source: String,
    /// If the source is cited more than once: the row whose quote contains these words
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    quote: Option<String>,
    /// If the source is cited more than once: the row with this stance
    #[arg(long, value_parser = values::word(Stance::WORDS, Stance::parse))]
    stance: Option<Stance>,
    /// If the source is cited more than once: the row that begins on this line
    #[arg(long, value_name = "N")]
    line: Option<u32>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Removes the row.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "uncite", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    let claim = book.claim(&file, &arguments.claim)?;
    let rows: Vec<Evidence<'_>> = claim.iter().flat_map(Claim::evidence).collect();
    let source = source(&book, &arguments.source, &rows)?;
    let line = which(arguments, &rows, &source)?;
    let position = book.row_at(&file, &arguments.claim, "evidence", line)?;
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

/// The id of the source. A row may name a source that the book does not have.
fn source(book: &WritableBook<'_>, typed: &str, rows: &[Evidence<'_>]) -> Result<String, Failure> {
    if rows.iter().any(|row| row.core.source == typed) {
        Ok(typed.to_owned())
    } else {
        references::known_source(book, typed)
    }
}

/// The line of the one row that the user means.
fn which(arguments: &Arguments, rows: &[Evidence<'_>], source: &str) -> Result<u32, Failure> {
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
    let meant: Vec<&Evidence<'_>> = rows.iter().filter(|row| is_meant(row)).collect();
    match meant.as_slice() {
        [row] => Ok(row.words.line),
        [] => Err(no_such_row(&arguments.claim, source, rows)),
        several => {
            let times = several.len();
            let failure = Failure::new(format!(
                "`{source}` is cited {times} times on `{}`",
                arguments.claim
            ));
            let choices = several.iter().map(|row| choice(row));
            Err(choices.fold(failure, Failure::hint))
        }
    }
}

fn no_such_row(claim: &str, source: &str, rows: &[Evidence<'_>]) -> Failure {
    let failure = Failure::unknown(format!("no such evidence from `{source}` on `{claim}`"));
    if rows.is_empty() {
        return failure.hint("the claim has no evidence");
    }
    let cited: Vec<String> = rows
        .iter()
        .map(|row| format!("`{}`", row.core.source))
        .collect();
    failure.hint(format!("its evidence comes from {}", cited.join(", ")))
}

/// The flag that picks this row, and what the row says.
fn choice(row: &Evidence<'_>) -> String {
    let quote = match &row.words.quote {
        Some(quote) => format!(", “{quote}”"),
        None => String::new(),
    };
    format!("`--line {}`: {}{quote}", row.words.line, row.core.stance)
}
