//! `claimbook rename` changes an id and every reference to it.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::party_names::PartyNames;
use crate::cli::write::{party_names, references};
use claimbook::document::edit::{Edit, RecordField, Value};
use claimbook::domain::records::RecordKind;
use claimbook::view::words;
use clap::Args;
use std::collections::BTreeSet;

/// Change the id of a claim, source, party or article everywhere in the book
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Its whole id now
    id: String,
    /// Its new id
    #[arg(value_name = "NEW", value_parser = values::new_id)]
    new: String,
    #[command(flatten)]
    names: PartyNames,
    #[command(flatten)]
    write: WriteArguments,
}

/// Renames it.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "rename", arguments.write)?;
    let (id, new) = (&arguments.id, &arguments.new);
    let kind = references::kind(&book, id)?;
    if id == new {
        return book.finish("");
    }
    references::free(&book, new)?;
    let home = references::exact(&book, kind, id)?;
    let line = references::line(&book, id)?;
    let named = book.naming(kind.as_str(), id, &|name| name == id)?;
    let mut followed = 0;
    for (path, found) in &named {
        followed += found.len() as u64;
        book.edit(
            path,
            &[Edit::Redirect {
                kind: kind.as_str(),
                from: id.clone(),
                to: new.clone(),
            }],
        )?;
    }
    let place = RecordField {
        kind: kind.as_str(),
        id: id.clone(),
        field: "id",
    };
    book.point_at(&home, line);
    book.edit(&home, &[Edit::Set(place, Value::Text(new.clone()))])?;
    if kind == RecordKind::Party {
        party_names::guard(&mut book, Some(id), Some(new), arguments.names)?;
    }
    tell_mentions(
        &mut book,
        id,
        named.iter().map(|(path, _)| path).chain([&home]),
    )?;
    book.finish(&format!(
        "{kind} `{id}` is now `{new}`, with {}",
        words::count(followed, "reference")
    ))
}

/// Notes where comments and texts of the changed files still mention the old id. You decide about those.
fn tell_mentions<'p>(
    book: &mut WritableBook<'_>,
    id: &str,
    paths: impl Iterator<Item = &'p String>,
) -> Result<(), Failure> {
    let paths: BTreeSet<&String> = paths.collect();
    for path in paths {
        let text = book.text(path)?;
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| mentions(line, id));
        let numbers: Vec<String> = lines.map(|(at, _)| (at + 1).to_string()).collect();
        if !numbers.is_empty() {
            let shown = shown_path(book.workspace.root(), path);
            book.tell(
                "note",
                &format!("{shown} still mentions `{id}`, line {}", numbers.join(", ")),
            );
        }
    }
    Ok(())
}

/// Whether a line holds an id as a whole word.
fn mentions(line: &str, id: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-';
    line.match_indices(id).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line
            .get(at + id.len()..)
            .and_then(|after| after.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn an_id_at_the_ends_of_a_line_and_between_signs_is_found() {
        assert!(mentions("wire", "wire"));
        assert!(mentions("(wire)", "wire") && mentions("`wire`, wires", "wire"));
        assert!(mentions("wires or wire", "wire"));
        assert!(!mentions("", "wire") && !mentions("éwire wireé", "wire"));
        assert!(!mentions("wire-2 2-wire", "wire"));
    }

    #[test]
    fn an_id_is_found_as_a_word_and_not_within_another() {
        assert!(mentions("# see wire-count.", "wire-count"));
        assert!(!mentions(
            "# see wire-counts or new-wire-count",
            "wire-count"
        ));
    }
}
