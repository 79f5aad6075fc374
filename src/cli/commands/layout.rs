//! `claimbook layout` moves sources and parties: each into a file of its own, or all into one.

use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::work_tree;
use crate::cli::write::work_tree::WorkTree;
use claimbook::document::config::RegistryLayout;
use claimbook::domain::records::RecordKind;
use claimbook::view::words;
use claimbook::workspace::LayoutError;
use clap::Args;

/// How many claims a refusal names.
const SHOWN: usize = 5;

/// What follows the long help.
const AFTER_HELP: &str = "\
With `each`, a source is in claims/sources/ID.toml and a party in claims/parties/ID.toml. Two people who add sources then \
never change one file, so git merges their work. With `one-file` they are in claims/sources.toml and claims/parties.toml, in \
the order of their ids.

claimbook moves each table byte for byte, with its comments, and removes files that are then empty. It also writes \
`[layout]` into claimbook.toml, so that new sources and parties follow. Claims and articles stay where they are.

If git has uncommitted changes of the book, claimbook refuses: the move should be a commit of its own. Outside git it does not \
ask.

Examples:
  claimbook layout each --dry-run   the change as a diff
  claimbook layout each
  claimbook layout one-file         back again";

/// Move sources and parties: each into a file of its own, or all into one
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Where they go
    #[arg(value_parser = values::word(RegistryLayout::WORDS, RegistryLayout::parse))]
    layout: RegistryLayout,
    /// Move them even if git has uncommitted changes of the book
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArguments,
}

/// Moves them.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "layout", arguments.write)?;
    if !arguments.force && !arguments.write.dry_run {
        refuse_changes(&work_tree::of(book.workspace.root()))?;
    }
    let moved = book.workspace.rearrange(&mut book.draft, arguments.layout);
    let moved = moved.map_err(|error| match error {
        LayoutError::Draft(refused) => book.refused(refused),
        LayoutError::List(error) => Failure::because("cannot list the files of the book", &error),
    })?;
    refuse_other_meaning(&book)?;
    let count = |kind| moved.get(&kind).copied().unwrap_or_default();
    let sources = words::count(count(RecordKind::Source), "source");
    let parties = match count(RecordKind::Party) {
        1 => "1 party".to_owned(),
        several => format!("{several} parties"),
    };
    book.finish(&format!("moved {sources} and {parties}"))
}

fn refuse_changes(state: &WorkTree) -> Result<(), Failure> {
    let (reason, hint) = match state {
        WorkTree::Clean | WorkTree::Outside => return Ok(()),
        WorkTree::Changed(paths) => (
            format!(
                "git has uncommitted changes of the book: {}",
                paths.join(", ")
            ),
            "commit them first, so that the move is a commit of its own",
        ),
        WorkTree::Unknown(why) => (
            format!("git cannot say whether the book has uncommitted changes: {why}"),
            "look at it with `git status`",
        ),
    };
    Err(Failure::new(reason).hint(format!(
        "nothing was written: {hint}; `--force` moves them anyway"
    )))
}

/// If two parties share a name, the first one in the book has it. A move can change which one is first.
fn refuse_other_meaning(book: &WritableBook<'_>) -> Result<(), Failure> {
    let changes = book.workspace.would_change(&book.draft)?;
    if changes.is_empty() {
        return Ok(());
    }
    let claims: Vec<String> = changes
        .iter()
        .take(SHOWN)
        .map(|change| format!("`{}`", change.claim))
        .collect();
    let more = match changes.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Err(Failure::new(format!(
        "the move would change the counts of {}{more}, because two records share a name or an id",
        claims.join(", ")
    ))
    .hint("nothing was written: `claimbook check` names them; give each its own name first"))
}
