//! The SQLite index of a book: built from its files, refreshed when they change, disposable.
//!
//! `read` answers questions, `update` follows the files, and `rows` holds the types that answers are made of. `columns`
//! names each column of `schema.sql` once. Only this module uses rusqlite. It never reads or writes a text file: the
//! workspace hands it what the files say.

pub mod rows;

mod columns;
mod error;
mod meta;
mod query;
mod read;
mod schema;
mod update;
mod value;

#[cfg(test)]
mod tests;

pub use error::IndexError;
pub use read::book::{Batch, CheckedFile, WholeBook};
pub use read::context::Gathered;
pub use read::count::By;
pub use read::filter::{Listing, Order};
pub use read::registers::RegistryPart;
pub use read::sql::{SqlError, SqlValue, schema_entries};
pub use read::whole_claims::WholeClaim;
pub use update::Change;
pub use update::file::{FileRecord, FileState};

use rusqlite::{Connection, OpenFlags, Params, Row};
use std::path::Path;
use std::time::Duration;

/// The index of one book, open.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
}

/// How many prepared statements to keep: reading a claim whole takes some twenty, and listings use them again and again.
const STATEMENTS: usize = 64;

/// How long a reader waits for a writer to finish, at most.
const PATIENCE: Duration = Duration::from_mins(1);

impl Index {
    /// Opens an index that exists; `None` when it has another schema than this program.
    ///
    /// # Errors
    /// When the file cannot be opened or is not an index ([`IndexError::is_damage`]).
    pub fn open(path: &Path) -> Result<Option<Self>, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version != schema::VERSION {
            return Ok(None);
        }
        // A power cut costs a rebuild at worst, so no write has to wait for the disk.
        connection.execute_batch(
            "PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -8000;",
        )?;
        Ok(Some(Self { connection }))
    }

    /// Makes an empty index at `path`, where no file may exist yet.
    pub fn create(path: &Path) -> Result<Self, IndexError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        // Nobody else sees the file before it is whole, and a build that dies starts over, so it needs no journal.
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;",
        )?;
        Self::lay(connection)
    }

    /// Makes an empty index in memory, for a book in a folder that cannot be written to.
    pub fn in_memory() -> Result<Self, IndexError> {
        Self::lay(Connection::open_in_memory()?)
    }

    fn lay(connection: Connection) -> Result<Self, IndexError> {
        connection.execute_batch("PRAGMA cache_size = -64000; PRAGMA temp_store = FILE;")?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(schema::tables())?;
        connection.pragma_update(None, "user_version", schema::VERSION)?;
        Ok(Self { connection })
    }

    /// What `read` makes of the rows that a statement returns.
    fn collect<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, IndexError>,
    ) -> Result<Vec<T>, IndexError> {
        query::collect(self.connection(), sql, parameters, read)
    }

    /// The connection, for the modules below.
    fn connection(&self) -> &Connection {
        &self.connection
    }
}
