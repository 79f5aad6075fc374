//! What can go wrong while publishing, in plain English. No message holds a password or the address as it was typed.

use crate::index::IndexError;
use crate::publish::address::ServerPlace;
use crate::publish::tls::NoRoots;
use postgres::error::SqlState;
use std::error::Error as _;

/// The book could not be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The index could not be read.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The server has a commit that the book's commit does not descend from.
    #[error("the server has the book as of commit {server}, which is not an ancestor of {ours}")]
    NotAncestor {
        /// The commit on the server.
        server: String,
        /// The book's commit.
        ours: String,
    },
    /// The server could not do it.
    #[error("{0}")]
    Server(ServerTrouble),
}

/// Trouble with the server.
#[derive(Debug, Default, thiserror::Error)]
#[error("{message}")]
pub struct ServerTrouble {
    /// What went wrong.
    pub message: String,
    /// What the server or the system says.
    pub cause: Option<String>,
    /// What to do.
    pub hint: Option<&'static str>,
    /// Whether the same transaction may succeed if we start it again.
    pub(super) may_retry: bool,
    /// Whether somebody else holds the lock that we did not want to wait for.
    pub(super) is_locked: bool,
    /// Whether somebody else made the tables at the same moment.
    pub(super) is_made_twice: bool,
}

impl ServerTrouble {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            ..Self::default()
        }
    }

    pub(super) fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }
}

impl From<ServerTrouble> for PublishError {
    fn from(trouble: ServerTrouble) -> Self {
        Self::Server(trouble)
    }
}

const PASSWORD: &str =
    "give it in PGPASSWORD or in the pass file (`~/.pgpass`); see docs/publish.md";
const TRUST: &str = "`sslrootcert=FILE` in the address names the certificates to trust; \
                     `sslmode` says how strict to be; see docs/publish.md";

const NO_TLS: &str = "`sslmode=prefer` in the address publishes without encryption if the server has none: then \
                      others can read along, and the server need not be the right one";

/// What it means that there are no certificates to trust.
pub(super) fn without_roots(error: &NoRoots) -> ServerTrouble {
    let trouble = ServerTrouble::new("cannot check who the server is (TLS)");
    trouble.because(error.to_string()).hint(TRUST)
}

/// What an error means that ended the attempt to connect.
pub(super) fn unconnected(error: &postgres::Error, place: &ServerPlace) -> ServerTrouble {
    let ServerPlace {
        host,
        port,
        database,
        user,
    } = place;
    if let Some(told) = error.as_db_error() {
        let trouble = match *told.code() {
            SqlState::INVALID_PASSWORD => {
                ServerTrouble::new(format!("the server refused the password of `{user}`"))
                    .hint(PASSWORD)
            }
            SqlState::INVALID_CATALOG_NAME => {
                return ServerTrouble::new(format!("the server has no database `{database}`"))
                    .hint("`createdb NAME` or CREATE DATABASE makes one");
            }
            SqlState::INVALID_AUTHORIZATION_SPECIFICATION => {
                ServerTrouble::new(format!("the server does not let `{user}` in"))
            }
            SqlState::INSUFFICIENT_PRIVILEGE => ServerTrouble::new(format!(
                "`{user}` has no right to connect to the database `{database}`"
            )),
            _ => ServerTrouble::new(format!("the server at `{host}` refused the connection")),
        };
        return trouble.because(told.message());
    }
    let cause = root_cause(error);
    match error.to_string().as_str() {
        "invalid configuration" if cause.contains("password") => {
            ServerTrouble::new(format!("the server wants a password for `{user}`")).hint(PASSWORD)
        }
        said if said.starts_with("error performing TLS handshake") => {
            let trouble =
                ServerTrouble::new(format!("cannot encrypt the connection to `{host}` (TLS)"));
            let hint = if cause.contains("does not support TLS") {
                NO_TLS
            } else {
                TRUST
            };
            trouble.because(cause).hint(hint)
        }
        _ => {
            let trouble = ServerTrouble::new(format!("cannot connect to `{host}`, port {port}"));
            trouble.because(cause)
        }
    }
}

/// What an error means that came later.
pub(super) fn explained(error: &postgres::Error, place: &ServerPlace) -> ServerTrouble {
    let Some(told) = error.as_db_error() else {
        return lost().because(root_cause(error));
    };
    let user = &place.user;
    let trouble = match *told.code() {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED => ServerTrouble {
            may_retry: true,
            ..ServerTrouble::new("others write to the same rows, so the server put the run off")
                .hint("nothing is changed: publish again")
        },
        SqlState::LOCK_NOT_AVAILABLE => ServerTrouble {
            is_locked: true,
            ..ServerTrouble::new("another run holds the book on the server")
        },
        SqlState::UNIQUE_VIOLATION
        | SqlState::DUPLICATE_TABLE
        | SqlState::DUPLICATE_SCHEMA
        | SqlState::DUPLICATE_OBJECT
        | SqlState::INTERNAL_ERROR => ServerTrouble {
            is_made_twice: true,
            ..ServerTrouble::new("the server refused to write")
        },
        SqlState::INSUFFICIENT_PRIVILEGE => {
            ServerTrouble::new(format!("`{user}` has no right to do this on the server"))
                .hint("docs/publish.md lists the rights that publishing needs")
        }
        SqlState::UNDEFINED_TABLE | SqlState::UNDEFINED_COLUMN => other_layout(),
        SqlState::UNTRANSLATABLE_CHARACTER | SqlState::CHARACTER_NOT_IN_REPERTOIRE => {
            ServerTrouble::new("the server cannot store a text of the book")
        }
        SqlState::READ_ONLY_SQL_TRANSACTION => {
            ServerTrouble::new("the server takes no changes: it is a copy, or read-only")
        }
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::IDLE_SESSION_TIMEOUT => {
            lost()
        }
        _ => ServerTrouble::new("the server refused to write"),
    };
    trouble.because(told.message())
}

/// The tables are not those of this program.
pub(super) fn other_layout() -> ServerTrouble {
    ServerTrouble::new("the tables on the server are not those that this claimbook writes")
        .hint("publish to another `--schema`, or drop the old one: claimbook fills a new one")
}

fn lost() -> ServerTrouble {
    ServerTrouble::new("the connection to the server broke off")
        .hint("the server keeps the old state or has the new one, whole: publish again")
}

/// The innermost reason, in the words of the system.
fn root_cause(error: &postgres::Error) -> String {
    let mut cause = error.source();
    while let Some(inner) = cause.and_then(std::error::Error::source) {
        cause = Some(inner);
    }
    cause.map_or_else(|| error.to_string(), ToString::to_string)
}
