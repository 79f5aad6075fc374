//! `claimbook export`: claims for other programs.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::read::file;
use crate::cli::read::filter::FilterArguments;
use crate::cli::read::filter::tell_unmatched;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::report::Answer;
use claimbook::answer::report::Question;
use claimbook::index::Listing;
use claimbook::index::Order;
use claimbook::render::claimreview as render;
use claimbook::view::claimreview;
use claimbook::view::claimreview::Publisher;
use claimbook::view::words;
use claimbook::workspace::Workspace;
use clap::Args;
use clap::ValueEnum;
use std::path::PathBuf;

/// What follows the long help.
const AFTER_HELP: &str = "\
Only what a person ruled is published. A claim named here without a ruling is refused, and nothing is written; of claims \
picked by filters, those without a ruling are left out and counted. Confidential claims and sources are never exported.

The reviews stand in the page that `[publish] url` of `claimbook.toml` names, each at the anchor that the claim has in the \
HTML report. Search engines show 75 characters of a claim: where its text is longer, give it a `short` wording.

Examples:
  claimbook export --format claimreview toll-2025
  claimbook export --format claimreview --article border-town -o reviews.json";

/// Write claims in another program's format
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Export only these claims: ids, or unique beginnings of ids
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// What to write
    #[arg(long, value_enum, help_heading = "Output")]
    format: ExportFormat,
    /// Write to FILE, whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Write over FILE even where it is no export
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
    let workspace = session.open()?;
    let publisher = publisher(&workspace)?;
    let ids = resolve::claims(session, &workspace, &arguments.ids)?;
    let named = !ids.is_empty();
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
        internal: false,
    };
    let mut answer = answer::report::gather(workspace.index(), &question)?;
    if named && answer.left_out > 0 {
        return Err(Failure::unknown(
            "a claim named here is confidential: it is never exported",
        ));
    }
    if answer.claims.is_empty() {
        tell_unmatched(session, workspace.index(), &filter)?;
        let confidential = if answer.left_out > 0 {
            " but confidential ones"
        } else {
            ""
        };
        return Err(Failure::unknown(format!(
            "no claim to export: the filters pick none{confidential}"
        )));
    }
    if answer.left_out > 0 {
        session.console.tell(
            "note",
            &format!(
                "{} left out",
                words::count(answer.left_out, "confidential claim")
            ),
        );
    }
    if !named {
        leave_out_unruled(&mut answer, session)?;
    }
    warn_of_long(&answer, session);
    let reviews = claimreview::reviews(&answer, publisher)
        .map_err(|refusal| Failure::unknown(refusal.to_string()).hint(HINT))?;
    if let Some(path) = arguments.output {
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

const HINT: &str = "`claimbook rule CLAIM STATUS --reason …` enters a ruling";

fn publisher(workspace: &Workspace) -> Result<Publisher<'_>, Failure> {
    let config = workspace.config();
    let missing = |what: &str| {
        Failure::new(what)
            .hint("add to `claimbook.toml`: [publish] url = \"https://…\", organisation = \"…\"")
    };
    let url = config
        .publish_url
        .as_deref()
        .ok_or_else(|| missing("nobody has said where the reviews are published"))?;
    claimreview::address(url)
        .ok_or_else(|| missing("the address of the published page is not http or https"))?;
    Ok(Publisher {
        url,
        organisation: config.organisation.as_deref(),
    })
}

/// Leaves out the claims that nobody ruled on, and says how many.
fn leave_out_unruled(answer: &mut Answer, session: &Session) -> Result<(), Failure> {
    let before = answer.claims.len();
    answer.claims.retain(claimreview::is_ruled);
    let left_out = u64::try_from(before - answer.claims.len()).unwrap_or(u64::MAX);
    if answer.claims.is_empty() {
        return Err(Failure::unknown("none of these claims has a ruling by a person").hint(HINT));
    }
    if left_out > 0 {
        session.console.tell(
            "note",
            &format!(
                "{} without a ruling by a person left out",
                words::count(left_out, "claim")
            ),
        );
    }
    Ok(())
}

fn warn_of_long(answer: &Answer, session: &Session) {
    for facts in answer
        .claims
        .iter()
        .filter(|facts| claimreview::is_long(facts))
    {
        let text = format!(
            "`{}` is longer than {} characters: give it a `short` wording",
            facts.claim.id,
            claimreview::LONGEST
        );
        session.console.say("warning", &text);
    }
}
