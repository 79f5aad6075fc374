//! `claimbook rm` removes a record from the book, unless something refers to it.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::party_names::PartyNames;
use crate::cli::write::{party_names, references};
use claimbook::document::config::RegistryLayout;
use claimbook::document::edit::{Edit, Reference};
use claimbook::domain::name::fold;
use claimbook::domain::records::RecordKind;
use claimbook::view::words;
use claimbook::workspace::registry_file;
use clap::Args;

/// How many references are shown. The rest are counted.
const SHOWN: usize = 5;

/// What follows the long help.
const AFTER_HELP: &str = "\
With --force, claimbook also removes the references: evidence that cites a source, entries of lists that name it. References \
to a party become the party's name, so that no claim loses its speaker. If a count would change because other references use \
an alias, claimbook refuses; --rewrite writes the party's name there too. claimbook shows the change before it writes.

To undo a change, use git.";

/// Remove a claim, source, party or article from the book
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Its whole id
    id: String,
    /// Remove the references to it too
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    names: PartyNames,
    #[command(flatten)]
    write: WriteArguments,
}

/// Removes the record.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    run_for(arguments, None, session)
}

/// Removes the record, which must be of this kind if there is one. The files of an article stay.
pub(crate) fn run_for(
    arguments: &Arguments,
    only: Option<RecordKind>,
    session: &Session,
) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "rm", arguments.write)?;
    let id = &arguments.id;
    let kind = match only {
        Some(kind) => kind,
        None => references::kind(&book, id)?,
    };
    let home = references::exact(&book, kind, id)?;
    let (names, heir) = names(&book, kind, id)?;
    let table = kind.as_str();
    let found = book.naming(table, id, &|name| name == id || names.contains(&fold(name)))?;
    let paths: Vec<String> = found.iter().map(|(path, _)| path.clone()).collect();
    let is_own = |path: &str, reference: &Reference| {
        path == home && reference.id.as_deref() == Some(id) && reference.kind == table
    };
    let mut others: Vec<(String, Reference)> = Vec::new();
    for (path, references) in found {
        let foreign = references.into_iter().filter(|it| !is_own(&path, it));
        others.extend(foreign.map(|reference| (path.clone(), reference)));
    }
    let claims = claims_of(&book, kind, id)?;
    let follows = arguments.force || (kind == RecordKind::Party && arguments.names.rewrite);
    if !follows && (!others.is_empty() || claims > 0) {
        return Err(refused(&mut book, (kind, id), &others, claims));
    }
    tell_kept(&book, kind, id)?;
    let record = Edit::RemoveRecord {
        kind: table,
        id: id.clone(),
    };
    book.edit(&home, &[record])?;
    if home == registry_file(kind, id, RegistryLayout::Each) {
        book.draft.remove_if_empty(&home);
    }
    let follow = follow(table, id, heir);
    for path in &paths {
        book.edit(path, std::slice::from_ref(&follow))?;
    }
    if kind == RecordKind::Party {
        party_names::guard(&mut book, Some(id), None, arguments.names)?;
    }
    if follows && !arguments.write.dry_run {
        book.show_diff()?;
    }
    let with = if others.is_empty() {
        String::new()
    } else {
        format!(", with {}", words::count(others.len() as u64, "reference"))
    };
    book.finish(&format!("removed {kind} `{id}`{with}"))
}

/// What becomes of the references: they name the heir, or they go.
fn follow(kind: &'static str, id: &str, heir: Option<String>) -> Edit {
    let id = id.to_owned();
    match heir {
        Some(to) => Edit::Redirect { kind, from: id, to },
        None => Edit::Forget { kind, id },
    }
}

/// The other names of a record, folded, and the name that replaces its id. Only a party has them.
fn names(
    book: &WritableBook<'_>,
    kind: RecordKind,
    id: &str,
) -> Result<(Vec<String>, Option<String>), Failure> {
    if kind != RecordKind::Party {
        return Ok((Vec::new(), None));
    }
    let party = book.workspace.index().party(id)?;
    let Some(party) = party else {
        return Ok((Vec::new(), None));
    };
    let names = party
        .aliases
        .iter()
        .chain([&party.name])
        .map(|name| fold(name))
        .collect();
    Ok((names, Some(party.name)))
}

/// Says which files of an article stay where they are.
fn tell_kept(book: &WritableBook<'_>, kind: RecordKind, id: &str) -> Result<(), Failure> {
    if kind != RecordKind::Article {
        return Ok(());
    }
    let article = book.workspace.index().article(id)?;
    let kept = article.map(|article| [article.kept, article.original]);
    let kept: Vec<String> = kept.into_iter().flatten().flatten().collect();
    if !kept.is_empty() {
        let text = format!("its files stay: {}", kept.join(", "));
        book.tell("note", &text);
    }
    Ok(())
}

/// How many claims an article makes.
fn claims_of(book: &WritableBook<'_>, kind: RecordKind, id: &str) -> Result<u64, Failure> {
    if kind != RecordKind::Article {
        return Ok(0);
    }
    let article = book.workspace.index().article(id)?;
    Ok(article.map_or(0, |article| article.claims))
}

fn refused(
    book: &mut WritableBook<'_>,
    (kind, id): (RecordKind, &str),
    others: &[(String, Reference)],
    claims: u64,
) -> Failure {
    let rests = if claims > 0 {
        words::count(claims, "claim")
    } else {
        words::count(others.len() as u64, "reference")
    };
    let verb = if rests.starts_with("1 ") {
        "refers"
    } else {
        "refer"
    };
    let mut failure = Failure::new(format!("cannot remove {kind} `{id}`: {rests} {verb} to it"));
    for (path, reference) in others.iter().take(SHOWN) {
        let text = match book.text(path) {
            Ok(text) => text,
            Err(unreadable) => return unreadable,
        };
        let before = text.bytes().take(reference.span.start);
        let line = before.filter(|byte| *byte == b'\n').count() + 1;
        let whose = reference.id.as_deref().unwrap_or("the article");
        let shown = shown_path(book.workspace.root(), path);
        failure = failure.hint(format!(
            "`{}` of {} `{whose}`, {shown}:{line}",
            reference.field, reference.kind
        ));
    }
    if let Some(more) = others.len().checked_sub(SHOWN + 1) {
        failure = failure.hint(format!("and {} more", more + 1));
    }
    failure.hint("`--force` removes the references too; `--dry-run --force` shows the change")
}
