//! What a writing command names: exact ids, addresses, files, and ids that are new.

use crate::cli::failure::Failure;
use crate::cli::session::shown_path;
use crate::cli::write::book::WritableBook;
use claimbook::answer::Found;
use claimbook::domain::address;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::id::Id;

/// The file of a claim, which must be named by its exact id.
pub(crate) fn claim(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    exact(book, RecordKind::Claim, id)
}

/// The file of a thing of a kind, which must be named by its exact id.
pub(crate) fn exact(book: &WritableBook<'_>, kind: RecordKind, id: &str) -> Result<String, Failure> {
    let index = book.workspace.index();
    let place = index.place_of(kind, id)?;
    place
        .map(|(path, _)| path)
        .ok_or_else(|| missing(book, kind.as_str(), id))
}

/// What kind of thing has this exact id.
pub(crate) fn kind(book: &WritableBook<'_>, id: &str) -> Result<RecordKind, Failure> {
    let found = book.workspace.index().kind_of(id)?;
    found.ok_or_else(|| missing(book, "id", id))
}

/// The line of what stands under an id.
pub(crate) fn line(book: &WritableBook<'_>, id: &str) -> Result<u32, Failure> {
    let place = book.workspace.index().place_of_any(id)?;
    place
        .map(|(_, _, line)| line)
        .ok_or_else(|| missing(book, "id", id))
}

/// A source or an article by its exact id, which is given back.
pub(crate) fn source(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    match book.workspace.index().kind_of(id)? {
        Some(RecordKind::Source | RecordKind::Article) => Ok(id.to_owned()),
        _ => Err(missing(book, "source", id)),
    }
}

/// The source that is found at an address, if the book knows it.
pub(crate) fn source_at(book: &WritableBook<'_>, address: &str) -> Result<Option<String>, Failure> {
    book.workspace
        .index()
        .source_at(address)
        .map_err(Failure::from)
}

/// A source by its exact id or by an address that the book knows.
pub(crate) fn known_source(book: &WritableBook<'_>, typed: &str) -> Result<String, Failure> {
    if !address::is_address(typed) {
        return source(book, typed);
    }
    source_at(book, typed)?.ok_or_else(|| {
        Failure::unknown(format!("no source at `{typed}` in this book"))
            .hint("`claimbook source list` lists the sources")
    })
}

/// Nothing has this exact id: what was probably meant.
fn missing(book: &WritableBook<'_>, kind: &str, id: &str) -> Failure {
    let failure = Failure::unknown(format!("no {kind} `{id}` in this book"));
    let meant = match book.workspace.index().find(id) {
        Ok(Found::Unknown { nearest }) => {
            nearest.map(|nearest| format!("did you mean `{nearest}`?"))
        }
        Ok(Found::Ambiguous(ids)) => Some(format!(
            "a command that writes takes the whole id: {}",
            ids.join(", ")
        )),
        Ok(Found::Source(other) | Found::Party(other) | Found::Article(other)) if other == id => {
            Some(format!(
                "`{id}` is something else: `claimbook show {id}` shows it"
            ))
        }
        Ok(Found::Source(other) | Found::Party(other) | Found::Article(other)) => Some(format!(
            "a command that writes takes the whole id: `{other}`?"
        )),
        Ok(Found::Claim(row)) => book
            .workspace
            .index()
            .claim(row, book.session.today)
            .ok()
            .map(|claim| {
                if claim.id == id {
                    format!("`{id}` is a claim: `claimbook show {id}` shows it")
                } else {
                    format!("a command that writes takes the whole id: `{}`?", claim.id)
                }
            }),
        Err(_) => None,
    };
    failure.hint(meant.unwrap_or_else(|| match kind {
        "source" => {
            "`claimbook source list` lists the sources; an address adds a new one".to_owned()
        }
        "party" => "`claimbook party list` lists the parties".to_owned(),
        _ => "`claimbook list --format ids` lists the claims".to_owned(),
    }))
}

/// The id of a new thing: the one typed, which must be free, else one made from its words.
pub(crate) fn new_id(
    book: &WritableBook<'_>,
    typed: Option<&str>,
    words: &str,
) -> Result<String, Failure> {
    if let Some(id) = typed {
        return free(book, id);
    }
    let base = Id::short(words).ok_or_else(|| {
        Failure::new(format!(
            "no id can be made of `{words}`: it holds no letter"
        ))
        .hint("`--id ID` gives one")
    })?;
    let mut id = base.to_string();
    let mut number = 2;
    while book.workspace.index().kind_of(&id)?.is_some() {
        id = format!("{base}-{number}");
        number += 1;
    }
    Ok(id)
}

/// An id that nothing has yet.
pub(crate) fn free(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    match book.workspace.index().place_of_any(id)? {
        None => Ok(id.to_owned()),
        Some((kind, path, line)) => {
            let shown = shown_path(book.workspace.root(), &path);
            let article = if kind == RecordKind::Article { "an" } else { "a" };
            Err(Failure::new(format!(
                "the id `{id}` is taken: it is {article} {kind}, {shown}:{line}"
            ))
            .hint("nothing was written: choose another"))
        }
    }
}

/// Says of a name that no party of the book has it: a slip, perhaps, or meant so.
pub(crate) fn tell_unknown_party(book: &WritableBook<'_>, name: &str) -> Result<(), Failure> {
    let index = book.workspace.index();
    if index.party_named(name)?.id.is_some() {
        return Ok(());
    }
    let meant = index.nearest_of(RecordKind::Party, name)?;
    let meant = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
    book.tell(
        "note",
        &format!("no party of this book is called `{name}`{meant}"),
    );
    Ok(())
}
