//! `claimbook rule` adds a person's ruling on a claim.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, person, references};
use claimbook::document::edit::NewFields;
use claimbook::domain::claim::Claim;
use claimbook::domain::date::Date;
use claimbook::domain::ruling::RulingStatus;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook adds a ruling and never changes an old one. The newest ruling applies. `open` gives the claim back to its evidence.

Examples:
  claimbook rule toll-2025 misleading --reason 'counts fighters as residents'
  claimbook rule toll-2025 open --reason 'the ministry has corrected its figures'";

/// Rule on a claim: your ruling becomes its status, shown beside what the evidence gives
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its whole id
    claim: String,
    /// Your ruling
    #[arg(value_parser = values::word(RulingStatus::WORDS, RulingStatus::parse))]
    status: RulingStatus,
    /// Why
    #[arg(long, value_name = "WHY", value_parser = values::text)]
    reason: String,
    /// Who rules [default: you]
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    by: Option<String>,
    /// The date of the ruling [default: today]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    on: Option<Day>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Adds the ruling.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "rule", arguments.write)?;
    let file = references::claim(&book, &arguments.claim)?;
    let by = person::required(arguments.by.as_deref(), &book.workspace)?;
    let on = arguments.on.unwrap_or(Day::Today).date(session.today);
    let mut new = NewFields::new();
    fields::put_text(&mut new, "status", Some(arguments.status.as_str()));
    fields::put_date(&mut new, "on", Some(on));
    fields::put_text(&mut new, "by", Some(&by));
    fields::put_text(&mut new, "reason", Some(&arguments.reason));
    tell_newer(&mut book, &file, &arguments.claim, on)?;
    book.add_row(&file, &arguments.claim, "ruling", new)?;
    book.finish(&format!(
        "{by} ruled `{}` {}",
        arguments.claim, arguments.status
    ))
}

/// Notes that a newer ruling applies instead.
fn tell_newer(
    book: &mut WritableBook<'_>,
    file: &str,
    claim: &str,
    on: Date,
) -> Result<(), Failure> {
    let claim = book.claim(file, claim)?;
    let newest = claim.as_ref().and_then(Claim::standing_ruling);
    if let Some(newest) = newest.filter(|newest| newest.core.on > on) {
        book.tell(
            "note",
            &format!(
                "a newer ruling applies: {} on {} by {}",
                newest.core.status, newest.core.on, newest.words.by
            ),
        );
    }
    Ok(())
}
