//! `claimbook party` lists, shows, adds and changes parties: everyone who speaks, publishes or has an interest.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format::TableFormat;
use crate::cli::read::search::SearchArguments;
use crate::cli::read::{format, search};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::party_names::PartyNames;
use crate::cli::write::{fields, party_names, references, registry};
use claimbook::document::edit::{NewFields, Position};
use claimbook::document::format::PARTY;
use claimbook::domain::party::{PartyKind, Reliability};
use claimbook::domain::records::RecordKind;
use claimbook::view;
use clap::{Args, Subcommand};

use super::show;

/// List, show, add and change parties: all who speak, publish or have an interest
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: PartyCommand,
}

#[derive(Debug, Subcommand)]
enum PartyCommand {
    List(ListArguments),
    Show(show::Arguments),
    Add(AddArguments),
    Set(SetArguments),
}

/// List the parties
#[derive(Args, Debug)]
struct ListArguments {
    #[command(flatten)]
    search: SearchArguments,
    /// The output format
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Add a party, and print its id
#[derive(Args, Debug)]
struct AddArguments {
    /// Its name, as readers should see it
    #[arg(value_parser = values::text)]
    name: String,
    /// Its id [default: made from the name]
    #[arg(long, value_name = "ID", value_parser = values::new_id)]
    id: Option<String>,
    /// Another name for it (can be repeated)
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    alias: Vec<String>,
    /// A domain at which it publishes (can be repeated)
    #[arg(long, value_name = "DOMAIN", value_parser = values::text)]
    domain: Vec<String>,
    /// What kind of party it is
    #[arg(long, value_parser = values::word(PartyKind::WORDS, PartyKind::parse))]
    kind: Option<PartyKind>,
    /// Its owner, government or parent body
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    part_of: Option<String>,
    /// How reliable it is as a publisher, A to F
    #[arg(long, value_parser = values::word(Reliability::WORDS, Reliability::parse))]
    reliability: Option<Reliability>,
    /// A party whose side it takes (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    interest: Vec<String>,
    /// Keep it out of reports and exports
    #[arg(long)]
    confidential: bool,
    /// Write it to this file of the book [default: claims/parties.toml, or what `[layout]` in claimbook.toml says]
    #[arg(long, value_name = "FILE", value_parser = values::book_file)]
    file: Option<String>,
    #[command(flatten)]
    names: PartyNames,
    #[command(flatten)]
    write: WriteArguments,
}

/// Set fields of parties: FIELD=VALUE; FIELD= removes a field
#[derive(Args, Debug)]
struct SetArguments {
    /// Whole ids of parties, and FIELD=VALUE, FIELD+=ENTRY or FIELD-=ENTRY
    #[arg(required = true, value_name = "PARTY | FIELD=VALUE")]
    words: Vec<String>,
    #[command(flatten)]
    names: PartyNames,
    #[command(flatten)]
    write: WriteArguments,
}

/// Runs the subcommand.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    match arguments.command {
        PartyCommand::List(arguments) => list(arguments, session),
        PartyCommand::Show(arguments) => show::run(&arguments, session),
        PartyCommand::Add(arguments) => add(&arguments, session),
        PartyCommand::Set(arguments) => set(arguments, session),
    }
}

fn list(arguments: ListArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let search = arguments.search.search();
    let parties = workspace.index().parties(search.as_ref())?;
    if let Some(search) = search.filter(|_| parties.is_empty()) {
        session
            .console
            .tell("note", &search::unfound("party", &search));
    }
    format::write_table(
        session.console,
        arguments.format,
        &view::party::columns(),
        &parties,
        view::party::row,
    )
}

fn add(arguments: &AddArguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "party add", arguments.write)?;
    let id = references::new_id(&book, arguments.id.as_deref(), &arguments.name)?;
    for name in arguments.alias.iter().chain([&arguments.name]) {
        refuse_known(&book, name)?;
    }
    let mut new = NewFields::new();
    fields::put_text(&mut new, "id", Some(&id));
    fields::put_text(&mut new, "name", Some(&arguments.name));
    fields::put_texts(&mut new, "aliases", &arguments.alias);
    fields::put_texts(&mut new, "domains", &arguments.domain);
    fields::put_text(&mut new, "kind", arguments.kind.map(PartyKind::as_str));
    fields::put_text(&mut new, "part_of", arguments.part_of.as_deref());
    fields::put_text(
        &mut new,
        "reliability",
        arguments.reliability.map(Reliability::as_str),
    );
    fields::put_texts(&mut new, "interests", &arguments.interest);
    fields::put_flag(&mut new, "confidential", arguments.confidential);
    let file = book.file_for_new(RecordKind::Party, &id, arguments.file.as_deref(), None);
    book.add_record(&file, "party", new, Position::ById)?;
    party_names::guard(&mut book, None, Some(&id), arguments.names)?;
    book.finish_new("party", &id)
}

/// Refuses a name that another party has: readers and claims could not tell the two apart.
fn refuse_known(book: &WritableBook<'_>, name: &str) -> Result<(), Failure> {
    let known = book.workspace.index().party_named(name)?;
    let Some(id) = known.id else { return Ok(()) };
    Err(Failure::new(format!(
        "the book has a party named `{name}` already: `{id}`"
    ))
    .hint(format!(
        "nothing was written: `claimbook party show {id}` shows it"
    )))
}

fn set(arguments: SetArguments, session: &Session) -> Result<Exit, Failure> {
    let (ids, assignments) = registry::parse(arguments.words, &PARTY, session)?;
    let book = WritableBook::open(session, "party set", arguments.write)?;
    registry::set(book, RecordKind::Party, &ids, assignments, arguments.names)
}
