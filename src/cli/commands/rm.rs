//! `claimbook rm`: a record taken out of the book, unless something rests on it.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::session::shown_path;
use crate::cli::write::book::WritableBook;
use crate::cli::write::book::WriteArguments;
use crate::cli::write::references;
use claimbook::document::edit::Edit;
use claimbook::document::edit::Reference;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::name::fold;
use claimbook::view::words;
use clap::Args;

/// References that are named before the rest is only counted.
const SHOWN: usize = 5;

/// What follows the long help.
const AFTER_HELP: &str = "\
With --force what rests on it goes too: evidence rows that cite a source, entries of lists that name it. Whoever named a \
party by its id names it by its name then, so that no claim loses its speaker. The change is shown before it is made.

There is no undo: git is.";

/// Take a claim, source, party or article out of the book
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// What to take out, by its whole id
    id: String,
    /// Take the references to it too
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    write: WriteArguments,
}

/// Takes it out.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "rm", arguments.write)?;
    let id = &arguments.id;
    let kind = references::kind(&book, id)?;
    let home = references::exact(&book, kind, id)?;
    let (names, heir) = names(&book, kind, id)?;
    let table = kind.as_str();
    let found = book.naming(table, id, &|name| name == id || names.contains(&fold(name)))?;
    let paths: Vec<String> = found.iter().map(|(path, _)| path.clone()).collect();
    let own = |path: &str, reference: &Reference| {
        path == home && reference.id.as_deref() == Some(id) && reference.kind == table
    };
    let others: Vec<(String, Reference)> = found
        .into_iter()
        .flat_map(|(path, references)| {
            references
                .into_iter()
                .map(move |reference| (path.clone(), reference))
        })
        .filter(|(path, reference)| !own(path, reference))
        .collect();
    let claims = claims_of(&book, kind, id)?;
    if !arguments.force && (!others.is_empty() || claims > 0) {
        return Err(refused(&mut book, (kind, id), &others, claims));
    }
    book.edit(
        &home,
        &[Edit::RemoveRecord {
            kind: table,
            id: id.clone(),
        }],
    )?;
    for path in &paths {
        let edit = match &heir {
            Some(name) => Edit::Redirect {
                kind: table,
                from: id.clone(),
                to: name.clone(),
            },
            None => Edit::Forget {
                kind: table,
                id: id.clone(),
            },
        };
        book.edit(path, &[edit])?;
    }
    if arguments.force && !arguments.write.dry_run {
        book.show_diff()?;
    }
    let with = if others.is_empty() {
        String::new()
    } else {
        format!(", with {}", words::count(others.len() as u64, "reference"))
    };
    book.finish(&format!("{kind} `{id}` is out of the book{with}"))
}

/// The other names that a thing is known by, folded; and the name that takes the place of its id, for a party.
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

/// How many claims stand in an article.
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
        "rests"
    } else {
        "rest"
    };
    let mut failure = Failure::new(format!(
        "{kind} `{id}` is not taken out: {rests} {verb} on it"
    ));
    for (path, reference) in others.iter().take(SHOWN) {
        let line = book
            .text(path)
            .unwrap_or_default()
            .get(..reference.span.start)
            .map_or(0, |text| text.matches('\n').count())
            + 1;
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
    failure.hint("`--force` takes the references too; `--dry-run --force` shows what that comes to")
}
