//! `claimbook source` lists, shows, adds and changes sources.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format::TableFormat;
use crate::cli::read::search::SearchArguments;
use crate::cli::read::{format, search};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::party_names::PartyNames;
use crate::cli::write::source_fields::SourceFields;
use crate::cli::write::{references, registry};
use claimbook::answer::SourceRow;
use claimbook::document::format::SOURCE;
use claimbook::domain::records::RecordKind;
use claimbook::view;
use clap::{Args, Subcommand};
use std::ops::ControlFlow;

use super::show;

/// List, show, add and change sources: everything that claims rest on
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: SourceCommand,
}

#[derive(Debug, Subcommand)]
enum SourceCommand {
    List(ListArguments),
    Show(show::Arguments),
    Add(Box<AddArguments>),
    Set(SetArguments),
}

/// List the sources
#[derive(Args, Debug)]
struct ListArguments {
    #[command(flatten)]
    search: SearchArguments,
    /// The output format
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Add a source, and print its id
#[derive(Args, Debug)]
#[command(mut_arg("source_voice", |voice| voice.long("voice")))]
struct AddArguments {
    /// Its title
    #[arg(value_parser = values::text)]
    title: String,
    /// Its address, if it has one
    #[arg(long, value_name = "URL", value_parser = values::text)]
    url: Option<String>,
    /// A note
    #[arg(long, value_parser = values::text)]
    note: Option<String>,
    /// Write it to this file of the book [default: claims/sources.toml, or what `[layout]` in claimbook.toml says]
    #[arg(long, value_name = "FILE", value_parser = values::book_file)]
    file: Option<String>,
    #[command(flatten)]
    new: SourceFields,
    #[command(flatten)]
    write: WriteArguments,
}

/// Set fields of sources: FIELD=VALUE; FIELD= removes a field
#[derive(Args, Debug)]
struct SetArguments {
    /// Whole ids of sources, and FIELD=VALUE, FIELD+=ENTRY or FIELD-=ENTRY
    #[arg(required = true, value_name = "SOURCE | FIELD=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    match arguments.command {
        SourceCommand::List(arguments) => list(arguments, session),
        SourceCommand::Show(arguments) => show::run(&arguments, session),
        SourceCommand::Add(arguments) => add(&arguments, session),
        SourceCommand::Set(arguments) => set(arguments, session),
    }
}

fn list(arguments: ListArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let search = arguments.search.search();
    let sources = |each: &mut dyn FnMut(SourceRow) -> ControlFlow<()>| {
        workspace.index().sources(search.as_ref(), each)
    };
    let mut is_empty = true;
    let exit = format::stream_table(
        session.console,
        arguments.format,
        &view::source::columns(),
        view::source::row,
        |take| {
            format::each(sources, &mut |source| {
                is_empty = false;
                take(&source)
            })
        },
    )?;
    if let Some(search) = search.as_ref().filter(|_| is_empty) {
        let text = search::unfound("source", search);
        session.console.tell("note", &text);
    }
    Ok(exit)
}

fn add(arguments: &AddArguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "source add", arguments.write)?;
    let url = arguments.url.as_deref();
    let url = url.map(|url| references::address(&book, url)).transpose()?;
    if let Some(url) = &url
        && let Some(known) = references::source_at(&book, url, arguments.new.is_new)?
    {
        return Err(Failure::new(format!(
            "the book has this address already: it is `{known}`"
        ))
        .hint(format!(
            "nothing was written: `claimbook source show {known}` shows it"
        )));
    }
    let what = (arguments.title.as_str(), url.as_deref());
    let files = (arguments.file.as_deref(), None);
    let note = arguments.note.as_deref();
    let (id, _) = arguments.new.add(&mut book, files, what, note)?;
    book.finish_new("source", &id)
}

fn set(arguments: SetArguments, session: &Session) -> Result<Exit, Failure> {
    let (ids, assignments) = registry::parse(arguments.words, &SOURCE, session)?;
    let book = WritableBook::open(session, "source set", arguments.write)?;
    for parent in assignments
        .iter()
        .flat_map(|assignment| assignment.entries_of("derived_from"))
    {
        references::source(&book, parent)?;
    }
    registry::set(
        book,
        RecordKind::Source,
        &ids,
        assignments,
        PartyNames::default(),
    )
}
