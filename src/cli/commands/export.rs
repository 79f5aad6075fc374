//! `claimbook export` writes claims and sources for other programs.

mod bibliography;
mod claimreview;
mod selection;

use crate::cli::commands::export::selection::Selection;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use claimbook::exchange::bibliography::BibFormat;
use clap::{Args, ValueEnum};

/// What follows the long help.
const AFTER_HELP: &str = "\
The formats of bibliographies hold sources: all sources of the book, or with filters those that the picked claims rest on. \
claimbook says what a format has no place for.

`claimreview` holds claims with a ruling. If you name a claim without a ruling, claimbook refuses it and writes nothing. If \
filters pick such claims, claimbook leaves them out and counts them. It leaves out drafts that nobody has read. \
`[publish] url` in `claimbook.toml` is the address of the page that shows the reviews. Each review links to the claim's \
anchor in the HTML report. Search engines show 75 characters of a claim: if its text is longer, give it a `short` wording.

Examples:
  claimbook export --format claimreview toll-2025
  claimbook export --format claimreview --article border-town -o reviews.json
  claimbook export --format csl-json -o sources.json
  claimbook export --format bibtex --contested";

/// Write claims or sources in another program's format
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: ExportFormat,
    #[command(flatten)]
    selection: Selection,
}

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// schema.org `ClaimReview`, as JSON-LD: claims with a ruling
    #[value(name = "claimreview")]
    ClaimReview,
    /// Sources for Zotero and pandoc
    CslJson,
    /// Sources for LaTeX, as a `.bib` file for `BibLaTeX`
    #[value(name = "bibtex")]
    BibTex,
    /// Sources for any reference manager
    Ris,
}

/// Exports claims or sources.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let selection = arguments.selection;
    match arguments.format {
        ExportFormat::ClaimReview => claimreview::run(selection, session),
        ExportFormat::CslJson => bibliography::run(BibFormat::CslJson, selection, session),
        ExportFormat::BibTex => bibliography::run(BibFormat::BibTex, selection, session),
        ExportFormat::Ris => bibliography::run(BibFormat::Ris, selection, session),
    }
}
