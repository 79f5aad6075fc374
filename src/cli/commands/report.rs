//! `claimbook report` writes a verification report.

mod edition;
mod records;

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::as_of::AsOfArgument;
use crate::cli::read::file;
use crate::cli::read::filter::{FilterArguments, selection, tell_unmatched};
use crate::cli::session::{Session, book_name};
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::report::{Answer, Question};
use claimbook::render::report as render;
use claimbook::render::report::html::Imprint;
use claimbook::render::terminal::Screen;
use claimbook::view::report;
use claimbook::view::report::{Heading, Report, ReportLayout};
use claimbook::workspace::Workspace;
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What follows the long help.
const AFTER_HELP: &str = "\
The report begins with the findings: what to change before publication, what is disputed, whom nobody asked. Then come the \
article statement by statement, what is to do, and every claim with its evidence by origin. The HTML report is one file that \
loads nothing from the network. A report of one claim, named by its id, is one page.

The report leaves out confidential claims and counts them. It hides the names of confidential sources and parties. It shows \
the words of claims, notes and rulings unchanged.

Examples:
  claimbook report -o report.html                    the whole book, for a browser or the printer
  claimbook report --article border-town -o town.md
  claimbook report --brief --format html -o brief.html
  claimbook report --public -o page.html             without the desk's assessments and notes
  claimbook report toll-2025 -o toll.html            one claim on one page
  claimbook report --contested                       on the terminal
  claimbook report --format json | jq '.queue'";

/// Write a verification report
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one flag that the user gives or does not give"
)]
pub(crate) struct Arguments {
    /// Report only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// The output format [default: by the ending of FILE, else text]
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<ReportFormat>,
    /// Write to FILE instead of stdout; `-` is stdout
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Overwrite FILE even if it is not a report
    #[arg(long, requires = "output", help_heading = "Output")]
    force: bool,
    /// The report's title [default: the article's title, or the book's name]
    #[arg(long, value_name = "TITLE", value_parser = NonEmptyStringValueParser::new(), help_heading = "Output")]
    title: Option<String>,
    /// Only the findings, and the disputed claims with both sides
    #[arg(long, help_heading = "Output")]
    brief: bool,
    /// For publication: without the desk's assessments and notes
    #[arg(long, conflicts_with = "internal", help_heading = "Output")]
    public: bool,
    /// Show confidential claims, sources and parties
    #[arg(long, help_heading = "Output")]
    internal: bool,
    #[command(flatten)]
    pub(super) as_of: AsOfArgument,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// One HTML file that needs no others
    Html,
    /// JSON, which `report.schema.json` describes
    Json,
    /// One record for each claim, for spreadsheets
    Csv,
}

impl ReportFormat {
    /// Whether people read it.
    fn is_for_readers(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

/// Writes a report.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let output = file::named(arguments.output);
    let format = format(arguments.format, output.as_deref())?;
    if arguments.brief && !format.is_for_readers() {
        return Err(Failure::new("`--brief` needs a format for reading")
            .hint("give `--format text|markdown|html`"));
    }
    let workspace = session.open()?;
    if let Some(path) = &output {
        file::refuse_in_book(workspace.root(), path)?;
    }
    let filter = arguments
        .filters
        .resolved(&arguments.ids, session, &workspace)?;
    let question = Question {
        filter: &filter,
        listing: session.file_order(),
        internal: arguments.internal,
    };
    let mut heading = Heading {
        title: arguments.title,
        book: book_name(&workspace),
        today: session.today,
        revision: session.as_of().cloned(),
        internal: arguments.internal,
        digest: workspace.index().digest_of_files()?,
        for_readers: format.is_for_readers(),
        layout: ReportLayout {
            is_brief: arguments.brief,
            is_public: arguments.public,
            is_of_one: false,
        },
        texts: BTreeMap::new(),
        selection: Vec::new(),
        unread: session.unread(),
    };
    if format == ReportFormat::Csv {
        let output = output.as_deref().map(|path| (path, arguments.force));
        records::write(session, workspace.index(), &question, &heading, output)?;
        return Ok(Exit::Clean);
    }
    let answer = answer::report::gather(workspace.index(), &question)?;
    if answer.claims.is_empty() {
        tell_unmatched(session, workspace.index(), &filter)?;
    }
    heading.selection = selection(&answer.asked);
    heading.layout.is_of_one = arguments.ids.len() == 1 && answer.claims.len() == 1;
    if heading.for_readers {
        heading.texts = edition::texts(session, &workspace, &answer, arguments.public);
    }
    let desk = imprint(&workspace, &answer, heading.layout)?;
    let report = report::report(answer, heading);
    let output = output.map(|path| (path, arguments.force));
    deliver(report, (format, &desk), output, session)?;
    Ok(Exit::Clean)
}

/// Writes the report to its file, or to stdout.
fn deliver(
    mut report: Report,
    how: (ReportFormat, &Imprint<'_>),
    output: Option<(PathBuf, bool)>,
    session: &Session,
) -> Result<(), Failure> {
    if let Some((path, force)) = output {
        let page = Screen {
            width: Some(PAGE),
            colour: false,
        };
        file::write(&path, force, render::is_ours, |out| {
            write(out, &mut report, how, page)
        })?;
    } else {
        print(&mut report, how, session)?;
    }
    // The program ends here. Freeing a large report text by text would only cost time.
    std::mem::forget(report);
    Ok(())
}

/// The width of a report in a text file.
const PAGE: usize = 96;

/// Who publishes the report.
fn imprint<'w>(
    workspace: &'w Workspace,
    answer: &Answer,
    layout: ReportLayout,
) -> Result<Imprint<'w>, Failure> {
    if !layout.is_public {
        return Ok(Imprint::default());
    }
    let config = workspace.config();
    Ok(Imprint {
        organisation: config.organisation.as_deref(),
        corrections: config.corrections.as_deref(),
        reviews: edition::reviews(workspace, answer)?,
    })
}

fn print(
    report: &mut Report,
    (format, desk): (ReportFormat, &Imprint<'_>),
    session: &Session,
) -> Result<(), Failure> {
    let mut out = if format == ReportFormat::Text {
        session.console.paged()
    } else {
        Output::stdout()
    };
    write(&mut out, report, (format, desk), session.console.screen())?;
    Ok(out.finish()?)
}

fn write(
    out: &mut dyn Write,
    report: &mut Report,
    (format, desk): (ReportFormat, &Imprint<'_>),
    screen: Screen,
) -> io::Result<()> {
    match format {
        ReportFormat::Text => render::text(out, report, screen),
        ReportFormat::Markdown => render::markdown(out, report),
        ReportFormat::Html => render::html::write(out, report, desk),
        ReportFormat::Json => render::json(out, report),
        ReportFormat::Csv => {
            let mut records = render::ReportRecords::new(out)?;
            records.add(report)?;
            records.finish()
        }
    }
}

/// The format that the user names, else the one that the file's ending names, else text.
fn format(asked: Option<ReportFormat>, file: Option<&Path>) -> Result<ReportFormat, Failure> {
    let (None, Some(file)) = (asked, file) else {
        return Ok(asked.unwrap_or(ReportFormat::Text));
    };
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Ok(ReportFormat::Html),
        Some("md" | "markdown") => Ok(ReportFormat::Markdown),
        Some("json") => Ok(ReportFormat::Json),
        Some("csv") => Ok(ReportFormat::Csv),
        Some("txt" | "text") => Ok(ReportFormat::Text),
        _ => Err(Failure::new(format!(
            "cannot tell the format of `{}` from its ending",
            file.display()
        ))
        .hint(
            "give `--format text|markdown|html|json|csv`, or end the name with .html, .md, .json, .csv or .txt",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportFormat, format};
    use std::path::Path;

    #[track_caller]
    fn check(asked: Option<ReportFormat>, file: Option<&str>, expected: Option<ReportFormat>) {
        assert_eq!(
            format(asked, file.map(Path::new)).ok(),
            expected,
            "{file:?}"
        );
    }

    #[test]
    fn the_ending_of_the_file_picks_the_format() {
        for (file, expected) in [
            ("a.html", ReportFormat::Html),
            ("a.htm", ReportFormat::Html),
            ("a.HTML", ReportFormat::Html),
            ("a.md", ReportFormat::Markdown),
            ("a.markdown", ReportFormat::Markdown),
            ("b/a.json", ReportFormat::Json),
            ("a.b.csv", ReportFormat::Csv),
            ("a.txt", ReportFormat::Text),
            ("a.text", ReportFormat::Text),
        ] {
            check(None, Some(file), Some(expected));
        }
    }

    #[test]
    fn the_format_that_the_user_names_wins_over_the_ending() {
        let json = Some(ReportFormat::Json);
        check(json, Some("a.html"), json);
        check(json, Some("a"), json);
        check(json, None, json);
    }

    #[test]
    fn without_a_file_a_report_is_text_and_an_unknown_ending_is_refused() {
        check(None, None, Some(ReportFormat::Text));
        for file in ["a", "a.odt", ".html", "html", "a.html.", ""] {
            check(None, Some(file), None);
        }
    }
}
