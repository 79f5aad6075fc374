//! `claimbook rename`: another id, and every reference follows.

use crate::cli::desk::Desk;
use crate::cli::desk::WriteArguments;
use crate::cli::exit::Exit;
use crate::cli::failure::Failure;
use crate::cli::fields;
use crate::cli::references;
use crate::cli::session::Session;
use claimbook::document::edit::Edit;
use claimbook::document::edit::Place;
use claimbook::document::edit::Value;
use claimbook::view::words;
use clap::Args;

/// Give a claim, source, party or article another id, everywhere in the book
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// What it is called now, whole
    id: String,
    /// What it is to be called
    #[arg(value_name = "NEW", value_parser = fields::new_id)]
    new: String,
    #[command(flatten)]
    write: WriteArguments,
}

/// Renames it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut desk = Desk::open(session, "rename", arguments.write)?;
    let (id, new) = (&arguments.id, &arguments.new);
    let kind = references::kind(&desk, id)?;
    if id == new {
        return desk.finish(&format!("`{id}` is its id already"));
    }
    references::free(&desk, new)?;
    let home = references::exact(&desk, kind, id)?;
    let named = desk.naming(kind, id, &|name| name == id)?;
    let mut followed = 0;
    for (path, found) in &named {
        followed += found.len() as u64;
        desk.edit(path, &[Edit::Redirect { kind, from: id.clone(), to: new.clone() }])?;
    }
    let place = Place { kind, id: id.clone(), field: "id" };
    desk.edit(&home, &[Edit::Set(place, Value::Text(new.clone()))])?;
    desk.finish(&format!("{kind} `{id}` is now `{new}`, with {}", words::count(followed, "reference")))
}
