//! `claimbook why` explains how the evidence gives a claim its status.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::as_of::AsOfArgument;
use crate::cli::read::format::PageFormat;
use crate::cli::read::{as_of, format, resolve};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::render::json;
use claimbook::view::why;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
Two sources are independent if they share no origin and no voice, and come from different houses. Two pieces of own reporting \
by different publishers of one house are independent too. An origin is established if it is own reporting, a document, a \
dataset or an observation, and nothing speaks against it.

Examples:
  claimbook why toll-2025
  claimbook why toll-2025 --without wire-count     as if the wire had retracted its story";

/// Explain how the evidence gives a claim its status, and what would change it
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its id, or the beginning of exactly one id
    #[arg(value_name = "ID")]
    id: String,
    /// Answer as if SOURCE were retracted (can be repeated)
    #[arg(long, value_name = "SOURCE")]
    without: Vec<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: PageFormat,
    #[command(flatten)]
    pub(super) as_of: AsOfArgument,
}

/// Explains a claim.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let row = resolve::claim(session, &workspace, &arguments.id)?;
    let without: Vec<String> = arguments
        .without
        .iter()
        .map(|typed| resolve::source(session, &workspace, typed))
        .collect::<Result<_, _>>()?;
    let why = answer::why(workspace.index(), row, &without, session.today)?;
    if arguments.format == PageFormat::Json {
        as_of::above_pages(session, &mut []);
        let mut out = Output::stdout();
        json::document(&mut out, &why::in_words(&why))?;
        out.finish()?;
    } else {
        let mut pages = [why::page(&why)];
        as_of::above_pages(session, &mut pages);
        format::write_pages(session.console, arguments.format, &pages)?;
    }
    Ok(Exit::Clean)
}
