//! `claimbook source`: the registry of sources.

use crate::cli::desk::Desk;
use crate::cli::desk::WriteArguments;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::fields;
use crate::cli::format::TableFormat;
use crate::cli::references;
use crate::cli::registry;
use crate::cli::resolve::unanswered;
use crate::cli::session::Session;
use crate::cli::source_fields::SourceFields;
use crate::cli::tables;
use claimbook::document::format;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::filter::Filter;
use claimbook::view;
use clap::Args;
use clap::Subcommand;
use std::io::Write;
use std::ops::ControlFlow;

use super::show;

/// List, show, add and correct sources: whatever bears on claims
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    List(ListArguments),
    Show(show::Arguments),
    Add(Box<AddArguments>),
    Set(SetArguments),
}

/// List the sources, one a row
#[derive(Args, Debug)]
struct ListArguments {
    /// What to print
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Add a source, and print its id
#[derive(Args, Debug)]
struct AddArguments {
    /// Its title, short
    #[arg(value_parser = fields::text)]
    title: String,
    /// Its address; a source may be off line
    #[arg(long, value_name = "URL", value_parser = fields::text)]
    url: Option<String>,
    /// A note on it
    #[arg(long, value_parser = fields::text)]
    note: Option<String>,
    /// Write it to this file of the book instead of claims/sources.toml
    #[arg(long, value_name = "FILE", value_parser = references::file)]
    file: Option<String>,
    #[command(flatten)]
    new: SourceFields,
    #[command(flatten)]
    write: WriteArguments,
}

/// Set fields of sources: FIELD=VALUE; FIELD= takes one away
#[derive(Args, Debug)]
struct SetArguments {
    /// Sources, by their whole ids, and then FIELD=VALUE, FIELD+=ENTRY or FIELD-=ENTRY
    #[arg(required = true, value_name = "SOURCE | FIELD=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs one of the commands.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    match arguments.command {
        Command::List(arguments) => list(&arguments, session),
        Command::Show(arguments) => show::run(&arguments, session),
        Command::Add(arguments) => add(&arguments, session),
        Command::Set(arguments) => set(arguments, session),
    }
}

fn list(arguments: &ListArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let mut sources = Vec::new();
    let read = workspace.index().sources(&mut |source| {
        sources.push(source);
        ControlFlow::Continue(())
    });
    read.map_err(|error| unanswered(&error))?;
    tables::write(
        session.manner,
        arguments.format,
        &view::source::columns(),
        &sources,
        view::source::row,
    )?;
    Ok(Exit::Clean)
}

fn add(arguments: &AddArguments, session: &Session) -> Result<Exit, Failure> {
    let mut desk = Desk::open(session, "source add", arguments.write)?;
    if let Some(url) = &arguments.url
        && let Some(known) = references::source_at(&desk, url)?
    {
        return Err(
            Failure::new(format!("the book knows this address: it is `{known}`")).hint(format!(
                "nothing was written: `claimbook source show {known}` shows it"
            )),
        );
    }
    let file = arguments.file.as_deref().unwrap_or("claims/sources.toml");
    let what = (arguments.title.as_str(), arguments.url.as_deref());
    let id = arguments
        .new
        .add(&mut desk, file, what, arguments.note.as_deref())?;
    let exit = desk.finish(&format!("added source `{id}`"))?;
    if !arguments.write.dry_run {
        writeln!(std::io::stdout(), "{id}")?;
    }
    Ok(exit)
}

fn set(arguments: SetArguments, session: &Session) -> Result<Exit, Failure> {
    let (ids, assignments) = registry::parse(arguments.words, &format::SOURCE, session)?;
    let mut desk = Desk::open(session, "source set", arguments.write)?;
    let resting = Filter {
        source: ids.clone(),
        ..Filter::default()
    };
    registry::watch(&mut desk, &resting)?;
    for parent in assignments
        .iter()
        .flat_map(|assignment| assignment.entries_of("derived_from"))
    {
        references::source(&desk, parent)?;
    }
    registry::set(desk, RecordKind::Source, &ids, &assignments)
}
