//! `claimbook show` shows everything about a claim, source, party or article.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::as_of::AsOfArgument;
use crate::cli::read::format::{ObjectStyle, PageFormat};
use crate::cli::read::{as_of, format, resolve};
use crate::cli::session::Session;
use claimbook::answer::{ArticleRow, ClaimFacts, Found, PartyRow, SourceDetail};
use claimbook::view::page::Page;
use claimbook::workspace::Workspace;
use claimbook::{answer, view};
use clap::Args;
use serde::Serialize;

/// What follows the long help.
const AFTER_HELP: &str = "\
The evidence of a claim forms a tree for each origin: below the origin are the sources that repeat it. A source that only \
repeats another does not add to the count.

Examples:
  claimbook show toll-2025
  claimbook show toll             the beginning of exactly one id is enough
  claimbook show toll-2025 --format json | jq '.[0].evidence'";

/// Show everything about a claim, source, party or article
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// An id, or the beginning of exactly one id (can be repeated)
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// The output format
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: PageFormat,
    #[command(flatten)]
    pub(super) as_of: AsOfArgument,
}

/// What an id names.
#[derive(Serialize)]
#[serde(untagged)]
enum Thing {
    Claim(#[serde(serialize_with = "view::show::serialize")] Box<ClaimFacts>),
    Source(Box<SourceDetail>),
    Party(Box<PartyRow>),
    Article(Box<ArticleRow>),
}

/// Shows each id. An unknown id does not hide the others.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let mut things = Vec::new();
    let mut exit = Exit::Clean;
    for id in &arguments.ids {
        match thing(&workspace, session, id) {
            Ok(thing) => things.push(thing),
            Err(failure) if failure.exit == Exit::Found => {
                session.console.fail(&failure);
                exit = Exit::Found;
            }
            Err(failure) => return Err(failure),
        }
    }
    let mut shown: Vec<Page> = if arguments.format == PageFormat::Json {
        Vec::new()
    } else {
        things.iter().map(page).collect()
    };
    as_of::above_pages(session, &mut shown);
    if arguments.format == PageFormat::Json {
        format::write_objects(ObjectStyle::Json, &things)?;
    } else if !shown.is_empty() {
        format::write_pages(session.console, arguments.format, &shown)?;
    }
    Ok(exit)
}

fn thing(workspace: &Workspace, session: &Session, id: &str) -> Result<Thing, Failure> {
    let index = workspace.index();
    let found = resolve::any(session, workspace, id)?;
    match found {
        Found::Claim(row) => answer::claim_facts(index, row, session.today)
            .map(|claim| Some(Thing::Claim(Box::new(claim)))),
        Found::Source(id) => index
            .source(&id)
            .map(|source| source.map(Box::new).map(Thing::Source)),
        Found::Party(id) => index
            .party(&id)
            .map(|party| party.map(Box::new).map(Thing::Party)),
        Found::Article(id) => index
            .article(&id)
            .map(|article| article.map(Box::new).map(Thing::Article)),
        Found::Ambiguous(_) | Found::Unknown { .. } => Ok(None),
    }?
    .ok_or_else(|| Failure::unknown(format!("this book has no id `{id}`")))
}

fn page(thing: &Thing) -> Page {
    match thing {
        Thing::Claim(detail) => view::claim::page(detail),
        Thing::Source(detail) => view::source::page(detail),
        Thing::Party(party) => view::party::page(party),
        Thing::Article(article) => view::article::page(article),
    }
}
