//! `claimbook diff` says what changed between two revisions of the book, and why.

use crate::cli::failure::{Exit, Failure};
use crate::cli::git::revision::{Moment, Repository};
use crate::cli::read::filter::FilterArguments;
use crate::cli::read::format;
use crate::cli::read::format::{ObjectStyle, PageFormat};
use crate::cli::session::Session;
use claimbook::answer::diff;
use claimbook::answer::diff::PickedEdition;
use claimbook::domain::diff::{Comparison, Edition};
use claimbook::domain::filter::Filter;
use claimbook::view;
use claimbook::workspace::Workspace;
use clap::Args;
use std::collections::BTreeSet;

/// What follows the long help.
const AFTER_HELP: &str = "\
Without a revision, it compares the files with HEAD, as `git diff HEAD` does, also those that git does not know yet. With one \
revision, it compares the files with that one. A..B compares two revisions, and A...B compares B with what it shares with A. A \
date means the last commit until then.

A status changes because a table changed: an evidence row, a source, a party, a ruling. claimbook names the smallest set of \
changed tables that gives the new status when it alone is applied to the old book: one, or two, else \"several changes\".

Examples:
  claimbook diff                                   what you have not committed yet
  claimbook diff yesterday
  claimbook diff main...HEAD --format markdown     for the comment on a pull request
  claimbook diff v1.0..v1.1 --article border-town --stat
  claimbook diff HEAD toll-2025                    one claim; a revision must come first";

/// Say what changed between two revisions, and why
///
/// It compares claims, sources, parties and articles. With filters or ids, it says what changed about the claims that match
/// before or after.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Compare with this revision or date, or compare two [default: HEAD]
    #[arg(value_name = "REV|A..B")]
    range: Option<String>,
    /// Only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// The output format
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        help_heading = "Output"
    )]
    format: PageFormat,
    /// Only count the changes
    #[arg(long, help_heading = "Output")]
    stat: bool,
    /// Exit with 1 if something changed
    #[arg(long, help_heading = "Output")]
    exit_code: bool,
}

/// Compares two states of the book.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if arguments.stat && arguments.format == PageFormat::Json {
        return Err(
            Failure::new("`--stat` counts for a person: JSON has every change")
                .hint("leave out `--stat`, or count with `jq`"),
        );
    }
    let repository = Repository::around(&session.book_root()?)?;
    let typed = arguments.range.as_deref().unwrap_or("HEAD");
    let may_be_id = !typed.contains("..") && Moment::read(typed, session.today).is_revision();
    let range = repository.range(typed, session.today).map_err(|failure| {
        if may_be_id {
            failure.hint("ids come after the revision: `claimbook diff HEAD CLAIM`")
        } else {
            failure
        }
    })?;
    let old = session.open_commit(&repository, &range.before)?;
    let new = match &range.after {
        Some(commit) => session.open_commit(&repository, commit)?,
        None => session.open()?,
    };
    let filter = filter(arguments, session, (&old, &new))?;
    let is_filtered = filter != Filter::default();
    let (old, new) = (
        edition(&old, &filter, session)?,
        edition(&new, &filter, session)?,
    );
    let picked: BTreeSet<String> = old.picked.union(&new.picked).cloned().collect();
    let (old, new): (Edition, Edition) = (old.edition, new.edition);
    let both = Comparison::new(&old, &new);
    let differences = diff::differences(&both, &picked, is_filtered);
    if arguments.format == PageFormat::Json {
        format::write_objects(ObjectStyle::Json, &view::diff::entries(&both, &differences))?;
    } else {
        let page = if arguments.stat {
            view::diff::counts(&both, &differences, &range.name)
        } else {
            view::diff::page(&both, &differences, &range.name)
        };
        format::write_pages(session.console, arguments.format, &[page])?;
    }
    Ok(if arguments.exit_code && !differences.is_empty() {
        Exit::Found
    } else {
        Exit::Clean
    })
}

/// The filter. An id may be of a claim that one of the two books does not have.
fn filter(
    arguments: &Arguments,
    session: &Session,
    (old, new): (&Workspace, &Workspace),
) -> Result<Filter, Failure> {
    let filters = || arguments.filters.clone();
    let mut filter = filters().resolved(&[], session, new)?;
    for id in &arguments.ids {
        let id = std::slice::from_ref(id);
        let found = filters().resolved(id, session, new);
        let found =
            found.or_else(|failure| filters().resolved(id, session, old).map_err(|_| failure))?;
        filter.ids.extend(found.ids);
    }
    Ok(filter)
}

fn edition(
    workspace: &Workspace,
    filter: &Filter,
    session: &Session,
) -> Result<PickedEdition, Failure> {
    let needs_origins = workspace.config().needs_origins;
    Ok(diff::edition(
        workspace.index(),
        (filter, session.today),
        needs_origins,
    )?)
}
