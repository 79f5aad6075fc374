//! `claimbook export` writes claims for other programs.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::file;
use crate::cli::read::filter::{FilterArguments, tell_unmatched};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::report::{Answer, Question};
use claimbook::render::claimreview as render;
use claimbook::view::claimreview::{Publisher, Reviews};
use claimbook::view::{claimreview, words};
use claimbook::workspace::Workspace;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What follows the long help.
const AFTER_HELP: &str = "\
Only claims with a ruling are exported. If you name a claim without a ruling, claimbook refuses it and writes nothing. If \
filters pick such claims, claimbook leaves them out and counts them. It never exports confidential claims and sources.

`[publish] url` in `claimbook.toml` is the address of the page that shows the reviews. Each review links to the claim's \
anchor in the HTML report. Search engines show 75 characters of a claim: if its text is longer, give it a `short` wording.

Examples:
  claimbook export --format claimreview toll-2025
  claimbook export --format claimreview --article border-town -o reviews.json";

/// Write claims in another program's format
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Export only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: ExportFormat,
    /// Write to FILE instead of stdout; `-` is stdout
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Overwrite FILE even if it is not an export
    #[arg(long, requires = "output", help_heading = "Output")]
    force: bool,
}

/// The formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// schema.org `ClaimReview`, as JSON-LD
    #[value(name = "claimreview")]
    ClaimReview,
}

/// Exports claims.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let ExportFormat::ClaimReview = arguments.format;
    let output = file::named(arguments.output);
    let workspace = session.open()?;
    if let Some(path) = &output {
        file::refuse_in_book(workspace.root(), path)?;
    }
    let publisher = publisher(&workspace)?;
    let named = !arguments.ids.is_empty();
    let filter = arguments
        .filters
        .resolved(&arguments.ids, session, &workspace)?;
    let question = Question {
        filter: &filter,
        listing: session.file_order(),
        internal: false,
    };
    let mut answer = answer::report::gather(workspace.index(), &question)?;
    if answer.claims.is_empty() {
        tell_unmatched(session, workspace.index(), &filter)?;
    }
    refuse_or_tell_confidential(&answer, named, session)?;
    if !named {
        leave_out_unruled(&mut answer, session)?;
    }
    let written = claimreview::reviews(&answer, publisher)
        .map_err(|refusal| Failure::unknown(refusal.to_string()).hint(HINT))?;
    tell_unsaid(&answer, &written, session);
    let reviews = written.reviews;
    if reviews.is_empty() {
        return Err(Failure::unknown("none of these claims can be exported"));
    }
    if let Some(path) = output {
        file::write(&path, arguments.force, render::is_ours, |out| {
            render::write(out, &reviews)
        })?;
    } else {
        let mut out = Output::stdout();
        render::write(&mut out, &reviews)?;
        out.finish()?;
    }
    Ok(Exit::Clean)
}

/// Refuses confidential claims that the user names, and an export without claims. Else says how many confidential claims
/// the filters left out.
fn refuse_or_tell_confidential(
    answer: &Answer,
    named: bool,
    session: &Session,
) -> Result<(), Failure> {
    let hidden = answer.left_out;
    if named && hidden > 0 {
        return Err(Failure::unknown(
            "one of these claims is confidential, and confidential claims are never exported",
        ));
    }
    if answer.claims.is_empty() {
        let only = if hidden > 0 {
            " but confidential ones"
        } else {
            ""
        };
        let message = format!("no claim to export: the filters pick none{only}");
        return Err(Failure::unknown(message));
    }
    if hidden > 0 {
        let text = format!("{} left out", words::count(hidden, "confidential claim"));
        session.console.tell("note", &text);
    }
    Ok(())
}

/// How many names a message shows.
const SHOWN: usize = 5;

const HINT: &str = "`claimbook rule CLAIM STATUS --reason …` adds a ruling";

fn publisher(workspace: &Workspace) -> Result<Publisher<'_>, Failure> {
    let config = workspace.config();
    let missing = |what: &str| {
        Failure::new(what)
            .hint("add to `claimbook.toml`: [publish] url = \"https://…\", organisation = \"…\"")
    };
    let url = config
        .publish_url
        .as_deref()
        .ok_or_else(|| missing("the address of the published page is missing"))?;
    claimreview::address(url).ok_or_else(|| {
        missing("the address of the published page must begin with http or https")
    })?;
    Ok(Publisher {
        url,
        organisation: config.organisation.as_deref(),
        ratings: &config.ratings,
    })
}

/// Leaves out claims without a ruling, and says how many.
fn leave_out_unruled(answer: &mut Answer, session: &Session) -> Result<(), Failure> {
    let before = answer.claims.len();
    answer.claims.retain(claimreview::is_ruled);
    let left_out = (before - answer.claims.len()) as u64;
    if answer.claims.is_empty() {
        return Err(Failure::unknown("none of these claims has a ruling").hint(HINT));
    }
    if left_out > 0 {
        session.console.tell(
            "note",
            &format!(
                "{} without a ruling left out",
                words::count(left_out, "claim")
            ),
        );
    }
    Ok(())
}

/// Says, once for each matter, what the reviews leave out or guess.
fn tell_unsaid(answer: &Answer, written: &Reviews, session: &Session) {
    let console = session.console;
    let claims = answer.claims.iter();
    let long = claims.filter(|facts| claimreview::is_long(facts));
    let long: Vec<&str> = long.map(|facts| facts.claim.id.as_str()).collect();
    if !long.is_empty() {
        let text = format!(
            "{} longer than {} characters, so give each a `short` wording: {}",
            words::count(long.len() as u64, "claim"),
            claimreview::LONGEST,
            some_of(&long)
        );
        console.say("warning", &text);
    }
    let odd: Vec<&str> = written.without_scale.iter().map(String::as_str).collect();
    if !odd.is_empty() {
        let text = format!(
            "{} left out, because the rating is not a place on a scale: {}; `claimbook check` shows why",
            words::count(odd.len() as u64, "review"),
            some_of(&odd)
        );
        console.say("warning", &text);
    }
    let kindless: Vec<&str> = written.of_unknown_kind.iter().map(String::as_str).collect();
    if !kindless.is_empty() {
        let text = format!(
            "{} written as an organization, because the book does not say what it is: {}; `claimbook party set ID kind=person` says so",
            words::count(kindless.len() as u64, "speaker"),
            some_of(&kindless)
        );
        console.tell("note", &text);
    }
}

/// The first few names, and how many more there are.
fn some_of(names: &[&str]) -> String {
    let shown = names.iter().take(SHOWN).map(|name| format!("`{name}`"));
    let mut shown: Vec<String> = shown.collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    shown.join(", ")
}
