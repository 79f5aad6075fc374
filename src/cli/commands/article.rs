//! `claimbook article` brings the texts of articles into the book, and lists, shows, changes and removes articles.

mod add;
mod details;
mod incoming;
mod pdf;
mod text;

mod update;

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format;
use crate::cli::read::format::TableFormat;
use crate::cli::session::Session;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::fields::Assignment;
use crate::cli::write::{fields, references, registry};
use claimbook::document::edit::{Edit, RecordField, Value};
use claimbook::document::format::ARTICLE;
use claimbook::domain::records::RecordKind;
use claimbook::files;
use claimbook::view;
use clap::{Args, Subcommand};

pub(in crate::cli) use text::reading_of;

use super::{rm, show};

/// Bring in the text of an article; list, show, change and remove articles
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: ArticleCommand,
}

#[derive(Debug, Subcommand)]
enum ArticleCommand {
    Add(Box<add::AddArguments>),
    Update(update::UpdateArguments),
    Text(text::TextArguments),
    List(ListArguments),
    Show(show::Arguments),
    Set(SetArguments),
    Rm(rm::Arguments),
}

/// List the articles
#[derive(Args, Debug)]
struct ListArguments {
    /// The output format
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Set fields of articles: FIELD=VALUE; FIELD= removes a field
#[derive(Args, Debug)]
struct SetArguments {
    /// Whole ids of articles, and FIELD=VALUE
    #[arg(required = true, value_name = "ARTICLE | FIELD=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    match arguments.command {
        ArticleCommand::Add(arguments) => add::run(&arguments, session),
        ArticleCommand::Update(arguments) => update::run(&arguments, session),
        ArticleCommand::Text(arguments) => text::run(&arguments, session),
        ArticleCommand::List(arguments) => list(&arguments, session),
        ArticleCommand::Show(arguments) => show::run(&arguments, session),
        ArticleCommand::Set(arguments) => set(arguments, session),
        ArticleCommand::Rm(arguments) => {
            rm::run_for(&arguments, Some(RecordKind::Article), session)
        }
    }
}

fn list(arguments: &ListArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let articles = workspace.index().articles()?;
    format::write_table(
        session.console,
        arguments.format,
        &view::article::columns(),
        &articles,
        view::article::row,
    )
}

fn set(arguments: SetArguments, session: &Session) -> Result<Exit, Failure> {
    let (ids, mut assignments) = registry::parse(arguments.words, &ARTICLE, session)?;
    let mut book = WritableBook::open(session, "article set", arguments.write)?;
    for address in assignments.iter_mut().filter_map(Assignment::address_mut) {
        *address = references::address(&book, address)?;
    }
    let state = assignments.iter().find_map(|one| one.text_of("state"));
    let state = state.map(str::to_owned);
    for id in &ids {
        let path = references::exact(&book, RecordKind::Article, id)?;
        for assignment in &assignments {
            book.edit(&path, &assignment.edits("article", id))?;
        }
        let digest = digest_for(state.as_deref(), &book, id)?;
        book.edit(&path, digest.as_slice())?;
    }
    let whose: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
    let names = fields::assigned(&assignments);
    book.finish(&format!("set {names} of {}", whose.join(", ")))
}

/// What a new state means for the digest: a draft has none, because it is expected to change.
fn digest_for(
    state: Option<&str>,
    book: &WritableBook<'_>,
    id: &str,
) -> Result<Option<Edit>, Failure> {
    let place = |field| RecordField {
        kind: "article",
        id: id.to_owned(),
        field,
    };
    match state {
        Some("draft") => Ok(Some(Edit::Unset(place("sha256")))),
        Some("published") => {
            let article = book.workspace.index().article(id)?;
            let kept = article.and_then(|article| article.original.or(article.kept));
            let digest = kept.and_then(|path| files::digest_of(book.workspace.root(), &path));
            Ok(digest.map(|digest| Edit::Set(place("sha256"), Value::Text(digest))))
        }
        _ => Ok(None),
    }
}
