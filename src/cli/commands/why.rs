//! `claimbook why`: how a derived status came about.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::read::format;
use crate::cli::read::format::PageFormat;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::render::json;
use claimbook::view::why;
use clap::Args;

/// What follows the long help.
const AFTER_HELP: &str = "\
Two sources count as independent when they share no origin, carry no common voice, and come from different houses, or are \
both own reporting of different publishers. An origin is established when it is own reporting, a document, a dataset or an \
observation, with nothing that speaks against it.

Examples:
  claimbook why toll-2025
  claimbook why toll-2025 --without wire-count     as if the wire had retracted its story";

/// Explain how the evidence gives a claim its status, and what would change it
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The claim: its id, or a unique beginning of it
    #[arg(value_name = "ID")]
    id: String,
    /// Answer as if SOURCE were retracted (can be repeated)
    #[arg(long, value_name = "SOURCE")]
    without: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: PageFormat,
}

/// Explains a claim.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let row = resolve::claim(&workspace, &arguments.id)?;
    let without: Vec<String> = arguments
        .without
        .iter()
        .map(|typed| resolve::source(&workspace, typed))
        .collect::<Result<_, _>>()?;
    let why = answer::why(workspace.index(), row, &without, session.today)?;
    if arguments.format == PageFormat::Json {
        let mut out = Output::stdout();
        json::document(&mut out, &why)?;
        out.finish()?;
    } else {
        format::write_pages(session.console, arguments.format, &[why::page(&why)])?;
    }
    Ok(Exit::Clean)
}
