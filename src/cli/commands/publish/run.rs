//! Publishes a book: gathers what the run needs to know, and says what it did.

use crate::cli::commands::publish::arguments::Arguments;
use crate::cli::commands::publish::commit::CommitsOfBook;
use crate::cli::commands::publish::surroundings;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::terminal::output::{Console, Output};
use claimbook::document::config::ServerSettings;
use claimbook::publish::{
    AddressError, Desk, Destination, HowMuch, Origin, Outcome, PublishError, PublishedEdition,
    Server, ServerAddress, publish,
};
use claimbook::view::words::count;
use claimbook::workspace::Workspace;
use std::io::Write;
use std::path::Path;

/// The schema that a run without `--schema` publishes to.
const SCHEMA: &str = "claimbook";

/// The form of an address.
const FORM: &str = "an address looks like postgres://user@host/database or postgres://user@host:port/database?sslmode=verify-full";

/// Publishes the book.
pub(super) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    if session.unread() > 0 {
        return Err(Failure::new(
            "claimbook publishes a book only if it can read all of it: a claim that it cannot read would vanish from the server",
        ));
    }
    let settings = &workspace.config().server;
    let address = address(arguments, settings, session.console)?;
    let place = place(arguments, settings, &workspace)?;
    let repository = CommitsOfBook::of(workspace.root());
    let commit = repository.head();
    if commit.is_none() {
        let text = "the book is not in git, so the server cannot say which version it has";
        session.console.tell("note", text);
    }
    let edition = PublishedEdition {
        commit,
        day: session.today,
        read_role: arguments
            .read_role
            .clone()
            .or_else(|| settings.read_role.clone()),
    };
    let roots = address
        .root_certificates
        .as_deref()
        .map(certificates)
        .transpose()?;
    let mut server = Server::connect(&address, roots.as_deref()).map_err(failure)?;
    let desk = ConsoleDesk {
        repository,
        console: session.console,
        is_forced: arguments.force,
    };
    let extent = extent(arguments);
    let outcome = publish(
        &mut server,
        workspace.index(),
        (&place, &edition),
        extent,
        &desk,
    );
    let outcome = outcome.map_err(failure)?;
    tell(&outcome, extent, &place, session)?;
    Ok(Exit::Clean)
}

fn extent(arguments: &Arguments) -> HowMuch {
    if arguments.dry_run {
        HowMuch::DryRun
    } else if arguments.full {
        HowMuch::Everything
    } else {
        HowMuch::Changes
    }
}

/// Where to publish to: what the user says, else what the book says.
fn address(
    arguments: &Arguments,
    settings: &ServerSettings,
    console: Console,
) -> Result<ServerAddress, Failure> {
    let given = arguments.to.as_ref().map(|to| (to, Origin::User));
    let from_book = || settings.to.as_ref().map(|to| (to, Origin::Book));
    let (text, origin) = given.or_else(from_book).ok_or_else(|| {
        Failure::new("where to? `--to` is missing")
            .hint(FORM)
            .hint("`[publish.postgres] to = \"…\"` in claimbook.toml gives it for every run")
    })?;
    let around = surroundings::read(console)?;
    ServerAddress::read(text, origin, &around).map_err(|error| {
        let where_from = match origin {
            Origin::User => "`--to`",
            Origin::Book => "`to` in `[publish.postgres]` of claimbook.toml",
        };
        let failure = Failure::because(format!("{where_from} is not usable"), &error);
        failure.hint(match error {
            AddressError::Password => {
                "take it out, and give it in PGPASSWORD or in the pass file (`~/.pgpass`)"
            }
            AddressError::Malformed
            | AddressError::NoDatabase
            | AddressError::Several
            | AddressError::Parameter(_) => FORM,
            AddressError::SslMode(_) => "one of disable, prefer, require, verify-ca, verify-full",
            AddressError::TrustFromBook => "say it in `--to`, or in PGSSLMODE and PGSSLROOTCERT",
        })
    })
}

fn place(
    arguments: &Arguments,
    settings: &ServerSettings,
    workspace: &Workspace,
) -> Result<Destination, Failure> {
    let schema = arguments.schema.as_ref().or(settings.schema.as_ref());
    let name = workspace.config().name.as_ref();
    let key = arguments.book_key.as_ref().or(settings.book_key.as_ref());
    let book = key.or(name).ok_or_else(|| {
        // The folder's name differs from clone to clone, and then the server would have the book twice.
        Failure::new("the book has no name, so the server cannot tell it from others")
            .hint("`--book-key KEY` names it, or `[book] name = \"…\"` in claimbook.toml")
    })?;
    let place = Destination {
        schema: schema.map_or(SCHEMA, String::as_str).to_owned(),
        book: book.clone(),
    };
    if [&place.schema, &place.book]
        .iter()
        .any(|name| name.contains('\0'))
    {
        return Err(Failure::new("a name on the server cannot hold NUL"));
    }
    Ok(place)
}

fn certificates(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let text = format!("cannot read the certificates in `{}`", path.display());
        Failure::because(text, &error)
    })
}

/// What a run asks about git, and says while it waits.
struct ConsoleDesk {
    repository: CommitsOfBook,
    console: Console,
    is_forced: bool,
}

impl Desk for ConsoleDesk {
    fn descends_from(&self, commit: &str) -> bool {
        self.is_forced || self.repository.descends_from(commit)
    }

    fn waits(&self) {
        let text = "another run publishes this book; this one begins when that one has ended";
        self.console.say("waiting", text);
    }
}

fn failure(error: PublishError) -> Failure {
    match error {
        PublishError::Index(error) => error.into(),
        PublishError::NotAncestor { .. } => Failure::unknown(error.to_string())
            .hint("somebody published a version that this one does not contain: pull it first")
            .hint("`--force` publishes this version over it"),
        PublishError::Server(trouble) => {
            let failure = Failure::new(trouble.message);
            let failure = match trouble.cause {
                Some(cause) => failure.caused_by(cause),
                None => failure,
            };
            match trouble.hint {
                Some(hint) => failure.hint(hint),
                None => failure,
            }
        }
    }
}

/// Says what the run did.
fn tell(
    outcome: &Outcome,
    extent: HowMuch,
    place: &Destination,
    session: &Session,
) -> Result<(), Failure> {
    let Outcome {
        claims,
        written,
        removed,
        left_out,
    } = *outcome;
    for (number, what) in [
        (left_out.confidential, "confidential claim"),
        (left_out.drafts, "unread draft"),
    ] {
        if number > 0 {
            let text = format!("left out {}", count(number, what));
            session.console.tell("note", &text);
        }
    }
    let Destination { schema, book } = place;
    let text = if written == 0 && removed == 0 {
        format!(
            "nothing to publish: the server has all {} of `{book}`",
            count(claims, "claim")
        )
    } else if extent == HowMuch::DryRun {
        format!(
            "would write {} of {claims} and remove {removed}: book `{book}`, schema `{schema}`",
            count(written, "claim")
        )
    } else {
        format!(
            "wrote {} of {claims} and removed {removed}: book `{book}`, schema `{schema}`",
            count(written, "claim")
        )
    };
    let mut out = Output::stdout();
    writeln!(out, "{text}")?;
    Ok(out.finish()?)
}
