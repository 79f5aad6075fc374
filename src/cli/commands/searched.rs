//! `claimbook searched` notes a search: the proof behind "no evidence" and "does not exist".

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, person, references};
use claimbook::document::edit::NewFields;
use claimbook::domain::claim::Searched;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook searched toll-2025 --where \"the ministry's press archive\" --terms 'casualties 2025'
  claimbook searched toll-2025 --where 'the district court, by telephone' --on yesterday";

/// Note a search for evidence on a claim that found nothing, or not enough
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its whole id
    claim: String,
    /// Where you searched
    #[arg(long = "where", value_name = "PLACE", value_parser = values::text)]
    place: String,
    /// The words that you searched for
    #[arg(long, value_name = "WORDS", value_parser = values::text)]
    terms: Option<String>,
    /// When you searched [default: today]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    on: Option<Day>,
    /// Who searched [default: you]
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    by: Option<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Adds the search.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "searched", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    let on = arguments.on.unwrap_or(Day::TODAY).date(session.today);
    let by = person::name(arguments.by.as_deref(), &book.workspace);
    let claim = book.claim(&file, &arguments.claim)?;
    let same = |row: &&Searched| {
        row.place == arguments.place && row.terms == arguments.terms && row.on == Some(on)
    };
    if let Some(row) = claim
        .iter()
        .flat_map(|claim| &claim.words.searched)
        .find(same)
    {
        let shown = shown_path(book.workspace.root(), &file);
        let text = format!("the claim has this search already, {shown}:{}", row.line);
        return Err(Failure::new(text).hint("nothing was written"));
    }
    let mut new = NewFields::new();
    fields::put_text(&mut new, "where", Some(&arguments.place));
    fields::put_date(&mut new, "on", Some(on));
    fields::put_text(&mut new, "by", by.as_deref());
    fields::put_text(&mut new, "terms", arguments.terms.as_deref());
    book.add_row(&file, &arguments.claim, "searched", new)?;
    book.finish(&format!(
        "searched for `{}` in {}",
        arguments.claim, arguments.place
    ))
}
