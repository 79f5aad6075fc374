//! What a writing command names: whole ids, addresses, and new ids. A beginning of an id is not enough for a write.

use crate::cli::failure::Failure;
use crate::cli::paths::shown_path;
use crate::cli::read::twice;
use crate::cli::write::book::WritableBook;
use claimbook::answer::{Found, NearAddress};
use claimbook::domain::address;
use claimbook::domain::address::Address;
use claimbook::domain::id::Id;
use claimbook::domain::name::composed;
use claimbook::domain::records::RecordKind;

/// How many records near an address are named.
const NEAR_SHOWN: usize = 3;

/// The file of the claim with this id.
pub(crate) fn claim(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    exact(book, RecordKind::Claim, id)
}

/// The file of the record of this kind with this id.
pub(crate) fn exact(
    book: &WritableBook<'_>,
    kind: RecordKind,
    id: &str,
) -> Result<String, Failure> {
    let index = book.workspace.index();
    let place = index.place_of(kind, id)?;
    place
        .map(|(path, _)| path)
        .ok_or_else(|| missing(book, kind.as_str(), id))
}

/// The kind of the record with this id.
pub(crate) fn kind(book: &WritableBook<'_>, id: &str) -> Result<RecordKind, Failure> {
    let found = book.workspace.index().kind_of(id)?;
    found.ok_or_else(|| missing(book, "id", id))
}

/// The line on which the record with this id begins.
pub(crate) fn line(book: &WritableBook<'_>, id: &str) -> Result<u32, Failure> {
    let place = book.workspace.index().place_of_any(id)?;
    place
        .map(|(_, _, line)| line)
        .ok_or_else(|| missing(book, "id", id))
}

/// Checks that a source or an article has this id, and returns the id.
pub(crate) fn source(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    match book.workspace.index().kind_of(id)? {
        Some(RecordKind::Source | RecordKind::Article) => {
            twice::refuse(&book.workspace, id)?;
            Ok(composed(id).into_owned())
        }
        _ => Err(missing(book, "source", id)),
    }
}

/// Whether a word for a source is an address rather than an id: no id has a dot, a slash or a colon.
pub(crate) fn is_address(word: &str) -> bool {
    word.contains(['.', '/', ':'])
}

/// An address as it should be written. Says so if `https://` was missing.
pub(crate) fn address(book: &WritableBook<'_>, typed: &str) -> Result<String, Failure> {
    let address = address::typed(typed).map_err(|fault| {
        Failure::new(format!("`{typed}` is not a web address: {fault}")).hint("nothing was written")
    })?;
    if address.is_completed {
        let text = &address.text;
        book.tell("note", &format!("`{typed}` is taken as `{text}`"));
    }
    Ok(address.text)
}

/// The id of the party whose domain an address is under. Says that it becomes the publisher.
pub(crate) fn owner(
    book: &WritableBook<'_>,
    address: Option<&str>,
) -> Result<Option<String>, Failure> {
    let Some(host) = address::host_of(address, None) else {
        return Ok(None);
    };
    let owner = book.workspace.index().owner_of(&host)?;
    let owner = owner.and_then(|party| Some((party.id?, party.name)));
    if let Some((id, name)) = &owner {
        book.tell(
            "note",
            &format!("the publisher is `{id}` ({name}), because of its domain: {host}"),
        );
    }
    Ok(owner.map(|(id, _)| id))
}

/// The source or article at an address, if the book has one. Anything that is only near is a reason to stop, unless `is_new`.
pub(crate) fn source_at(
    book: &WritableBook<'_>,
    address: &str,
    is_new: bool,
) -> Result<Option<String>, Failure> {
    let Ok(parsed) = Address::parse(address) else {
        return Ok(None);
    };
    let at = book.workspace.index().at_address(&parsed)?;
    if let Some(same) = at.same.into_iter().next() {
        return Ok(Some(same));
    }
    if is_new || at.near.is_empty() {
        return Ok(None);
    }
    let failure = Failure::new(format!(
        "the book has no source at `{address}`, but one near it"
    ));
    let near = at.near.into_iter().take(NEAR_SHOWN);
    let failure = near.fold(failure, |failure, NearAddress { id, title, url }| {
        failure.hint(format!("near `{id}`: “{title}”, {url}"))
    });
    Err(failure
        .hint("nothing was written: write its id if it is the same page, or `--new` if it is not"))
}

/// The id of a source, from its id or from its address.
pub(crate) fn known_source(book: &WritableBook<'_>, typed: &str) -> Result<String, Failure> {
    if !is_address(typed) {
        return source(book, typed);
    }
    let address = address(book, typed)?;
    source_at(book, &address, false)?.ok_or_else(|| {
        Failure::unknown(format!("this book has no source at `{address}`"))
            .hint("`claimbook source list` lists the sources")
    })
}

/// No record has this id. The hint says what the user probably meant.
fn missing(book: &WritableBook<'_>, kind: &str, id: &str) -> Failure {
    let failure = Failure::unknown(format!("no {kind} `{id}` in this book"));
    match meant(book, id) {
        Some(meant) => failure.hint(meant),
        None => failure.hint(match kind {
            "source" => "`claimbook source list` lists the sources; an address adds a new one",
            "party" => "`claimbook party list` lists the parties",
            "article" => "`claimbook article list` lists the articles",
            _ => "`claimbook list --format ids` lists the claims",
        }),
    }
}

fn meant(book: &WritableBook<'_>, id: &str) -> Option<String> {
    let index = book.workspace.index();
    let other = match index.find(id).ok()? {
        Found::Unknown { nearest } => return nearest.map(|near| format!("did you mean `{near}`?")),
        Found::Ambiguous(ids) => {
            let ids = ids.join(", ");
            return Some(format!("a command that writes needs the whole id: {ids}"));
        }
        Found::Source(other) | Found::Party(other) | Found::Article(other) => other,
        Found::Claim(row) => index.claim(row, book.session.today).ok()?.id,
    };
    Some(if other == id {
        format!("`{id}` is the id of something else: `claimbook show {id}` shows it")
    } else {
        format!("a command that writes needs the whole id: `{other}`?")
    })
}

/// The id of a new record: the one typed, which must be free, or one made from the record's words.
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
            "cannot make an id from `{words}`: it has no letter"
        ))
        .hint("give one with `--id ID`")
    })?;
    let mut id = base.to_string();
    let mut number = 2;
    while book.workspace.index().kind_of(&id)?.is_some() {
        id = format!("{base}-{number}");
        number += 1;
    }
    Ok(id)
}

/// Checks that no record has this id, and returns it.
pub(crate) fn free(book: &WritableBook<'_>, id: &str) -> Result<String, Failure> {
    match book.workspace.index().place_of_any(id)? {
        None => Ok(id.to_owned()),
        Some((kind, path, line)) => {
            let shown = shown_path(book.workspace.root(), &path);
            let article = if kind == RecordKind::Article {
                "an"
            } else {
                "a"
            };
            Err(Failure::new(format!(
                "{article} {kind} has the id `{id}` already, {shown}:{line}"
            ))
            .hint("nothing was written: choose another id"))
        }
    }
}

/// Notes that no party of the book has this name. It can be a typing error, or free text on purpose.
pub(crate) fn tell_unknown_party(book: &WritableBook<'_>, name: &str) -> Result<(), Failure> {
    let index = book.workspace.index();
    if index.party_named(name)?.id.is_some() {
        return Ok(());
    }
    let meant = index.nearest_of(RecordKind::Party, name)?;
    let meant = meant.map_or_else(String::new, |meant| format!(": did you mean `{meant}`?"));
    book.tell("note", &format!("this book has no party `{name}`{meant}"));
    Ok(())
}
