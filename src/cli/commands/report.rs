//! `claimbook report`: a verification report.

use crate::cli::commands::overview::book_name;
use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::read::file;
use crate::cli::read::filter::FilterArguments;
use crate::cli::read::filter::tell_unmatched;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::report::Question;
use claimbook::domain::filter::Filter;
use claimbook::index::Listing;
use claimbook::index::Order;
use claimbook::render::report as render;
use claimbook::render::terminal::Screen;
use claimbook::view::report;
use claimbook::view::report::Heading;
use claimbook::view::report::Report;
use clap::Args;
use clap::ValueEnum;
use clap::builder::NonEmptyStringValueParser;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// What follows the long help.
const AFTER_HELP: &str = "\
The report says what is solid, what is contested and by whom, what rests on a single origin, and what needs a person next; \
then every claim with its evidence by origin, the sources and the parties. As HTML it is one file that asks the network for \
nothing.

Claims, sources and parties marked `confidential` are withheld: claims are left out and counted, sources and parties \
lose their names. The words of claims, notes and rulings are shown as they stand.

Examples:
  claimbook report -o report.html                    the whole book, for a browser or the printer
  claimbook report --article border-town -o town.md
  claimbook report --contested                       on the terminal
  claimbook report --format json | jq '.queue'";

/// Write a verification report
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Report only these claims: ids, or unique beginnings of ids
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// What to write; by the ending of FILE where it is not given
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<ReportFormat>,
    /// Write to FILE, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Write over FILE even where it is no report
    #[arg(long, requires = "output", help_heading = "Output")]
    force: bool,
    /// The report's title; the article's, or the book's name, where it is not given
    #[arg(long, value_name = "TITLE", value_parser = NonEmptyStringValueParser::new(), help_heading = "Output")]
    title: Option<String>,
    /// Show confidential claims, sources and parties as they are
    #[arg(long, help_heading = "Output")]
    internal: bool,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// Text for reading
    Text,
    /// Markdown
    Markdown,
    /// One HTML file with everything in it
    Html,
    /// JSON, as `report.schema.json` describes it
    Json,
    /// A record a claim, for spreadsheets
    Csv,
}

/// Writes a report.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let format = format(arguments.format, arguments.output.as_deref())?;
    let workspace = session.open()?;
    let ids = resolve::claims(session, &workspace, &arguments.ids)?;
    let filter = arguments.filters.filter(ids, session.today);
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today: session.today,
    };
    let question = Question {
        filter: &filter,
        listing,
        internal: arguments.internal,
    };
    let answer = answer::report::gather(workspace.index(), &question)?;
    if answer.claims.is_empty() {
        tell_unmatched(session, workspace.index(), &filter)?;
    }
    let heading = Heading {
        title: arguments.title,
        book: book_name(&workspace),
        today: session.today,
        internal: arguments.internal,
        pictures: format == ReportFormat::Html,
        selection: selection(&answer.asked),
        unread: session.unread(),
    };
    let mut report = report::report(answer, heading);
    match arguments.output {
        Some(path) => {
            let page = Screen {
                width: Some(PAGE),
                colour: false,
            };
            file::write(&path, arguments.force, render::is_ours, |out| {
                write(out, &mut report, format, page)
            })?;
        }
        None => print(&mut report, format, session)?,
    }
    // The program ends here: to take a large report apart, text by text, would only cost time.
    std::mem::forget(report);
    Ok(Exit::Clean)
}

/// The width of a report in a text file.
const PAGE: usize = 96;

fn print(report: &mut Report, format: ReportFormat, session: &Session) -> Result<(), Failure> {
    let mut out = if format == ReportFormat::Text {
        session.console.paged()
    } else {
        Output::stdout()
    };
    write(&mut out, report, format, session.console.screen())?;
    Ok(out.finish()?)
}

fn write(
    out: &mut dyn Write,
    report: &mut Report,
    format: ReportFormat,
    screen: Screen,
) -> io::Result<()> {
    match format {
        ReportFormat::Text => render::text(out, report, screen),
        ReportFormat::Markdown => render::markdown(out, report),
        ReportFormat::Html => render::html::write(out, report),
        ReportFormat::Json => render::json(out, report),
        ReportFormat::Csv => render::csv(out, report),
    }
}

/// The format asked for, else the one that the file's ending names, else text.
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
            "the ending of `{}` names no format",
            file.display()
        ))
        .hint(
            "`--format text|markdown|html|json|csv` says which, or .html, .md, .json, .csv, .txt",
        )),
    }
}

/// What the filter picks, in words, a phrase a condition.
fn selection(filter: &Filter) -> Vec<String> {
    let words = |list: &[String]| list.join(" or ");
    let mut said = Vec::new();
    let mut add = |what: &str, values: String| {
        if !values.is_empty() {
            said.push(format!("{what} {values}").trim_end().to_owned());
        }
    };
    add(
        "contested",
        if filter.contested {
            " ".to_owned()
        } else {
            String::new()
        },
    );
    add(
        "without evidence",
        if filter.unsourced {
            " ".to_owned()
        } else {
            String::new()
        },
    );
    add("status", named(&filter.status, |status| status.as_str()));
    add(
        "evidence gives",
        named(&filter.derived, |status| status.as_str()),
    );
    add("kind", named(&filter.kind, |kind| kind.as_str()));
    add("flag", named(&filter.flag, |flag| flag.as_str()));
    add("said by", words(&filter.speaker));
    add("article", words(&filter.article));
    add("tag", words(&filter.tag));
    add("resting on", words(&filter.source));
    add("with the words", filter.search.clone().unwrap_or_default());
    add(
        "changed since",
        filter.since.map(|day| day.to_string()).unwrap_or_default(),
    );
    add(
        "changed until",
        filter.until.map(|day| day.to_string()).unwrap_or_default(),
    );
    add("claims", filter.ids.join(", "));
    said
}

fn named<T>(values: &[T], name: impl Fn(&T) -> &'static str) -> String {
    values.iter().map(name).collect::<Vec<_>>().join(" or ")
}
