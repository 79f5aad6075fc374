//! `claimbook sql` runs one SQL statement that reads the index.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::format;
use crate::cli::read::format::{ObjectStyle, Objects, Shape, TableFormat, TableStyle};
use crate::cli::session::Session;
use crate::cli::terminal::output::{Console, Output};
use crate::cli::terminal::spool;
use claimbook::index::{Index, SqlError, SqlValue, schema_entries};
use claimbook::render::Rows;
use claimbook::view::sql;
use claimbook::view::sql::SqlRecord;
use claimbook::view::table::Cell;
use clap::Args;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

/// What follows the long help.
const AFTER_HELP: &str = "\
The statement can read the index but not change it. It may use 256 MB of memory. Without a query, claimbook lists the \
tables and views.

Examples:
  claimbook sql
  claimbook sql \"SELECT speaker, count(*) FROM claims GROUP BY speaker ORDER BY 2 DESC\"
  claimbook sql \"SELECT id, text FROM claims WHERE status = 'contested'\" --format csv";

/// Query the index in SQL, read-only
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// One statement that reads [default: list the tables and views]
    #[arg(value_name = "QUERY")]
    query: Option<String>,
    /// List the tables and views, and what they hold
    #[arg(long, conflicts_with = "query")]
    schema: bool,
    /// The output format
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
    /// Stop the statement after this time
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

/// How long after its time a statement may take to stop. A single step of SQLite cannot be interrupted.
const GRACE: Duration = Duration::from_secs(2);

/// A statement to run.
struct Statement<'a> {
    index: &'a Index,
    query: &'a str,
    timeout: Duration,
}

/// Runs the statement, or lists the tables and views.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let Some(query) = arguments.query.as_deref().filter(|_| !arguments.schema) else {
        return format::write_table(
            session.console,
            arguments.format,
            &sql::schema_columns(),
            &schema_entries()?,
            sql::schema_row,
        );
    };
    let workspace = session.open()?;
    let timeout = Duration::from_secs(arguments.timeout);
    end_after(timeout, session.console);
    let statement = Statement {
        index: workspace.index(),
        query,
        timeout,
    };
    match arguments.format.map_or_else(format::usual, Shape::from) {
        Shape::Rows(style) => rows(&statement, session.console, style),
        Shape::Objects(style) => objects(&statement, style),
    }?;
    Ok(Exit::Clean)
}

fn rows(statement: &Statement<'_>, console: Console, style: TableStyle) -> Result<(), Failure> {
    let mut out = format::open(console, style);
    let mut place = Some(&mut out);
    let table: RefCell<Option<Box<dyn Rows + '_>>> = RefCell::new(None);
    let mut begin = |names: Vec<String>| -> Result<(), Failure> {
        if let Some(out) = place.take() {
            *table.borrow_mut() = Some(format::rows(style, &sql::columns(&names), console, out)?);
        }
        Ok(())
    };
    stream(
        statement,
        &mut begin,
        &mut |values| match table.borrow_mut().as_mut() {
            Some(rows) => Ok(rows.row(values.iter().map(cell).collect())?),
            None => Ok(()),
        },
    )?;
    if let Some(mut rows) = table.into_inner() {
        rows.finish()?;
    }
    Ok(out.finish()?)
}

fn cell(value: &SqlValue) -> Cell {
    match value {
        SqlValue::Null => Cell::default(),
        SqlValue::Integer(number) => Cell::plain(number.to_string()),
        SqlValue::Real(number) => Cell::plain(number.to_string()),
        SqlValue::Text(text) => Cell::plain(text),
    }
}

fn objects(statement: &Statement<'_>, style: ObjectStyle) -> Result<(), Failure> {
    let mut out = Output::stdout();
    let mut objects = Objects::new(style, &mut out);
    let columns = RefCell::new(Vec::new());
    let mut begin = |names: Vec<String>| -> Result<(), Failure> {
        *columns.borrow_mut() = names;
        Ok(())
    };
    stream(statement, &mut begin, &mut |values| {
        Ok(objects.item(&SqlRecord {
            columns: &columns.borrow(),
            values: &values,
        })?)
    })?;
    objects.finish()?;
    Ok(out.finish()?)
}

/// Passes on the names of the columns and then the rows, until one cannot be written.
fn stream(
    statement: &Statement<'_>,
    begin: &mut dyn FnMut(Vec<String>) -> Result<(), Failure>,
    each: &mut dyn FnMut(Vec<SqlValue>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let stopped: RefCell<Option<Failure>> = RefCell::new(None);
    let keep = |result: Result<(), Failure>| match result {
        Ok(()) => ControlFlow::Continue(()),
        Err(failure) => {
            *stopped.borrow_mut() = Some(failure);
            ControlFlow::Break(())
        }
    };
    let mut columns = |names| {
        let _ = keep(begin(names));
    };
    let Statement {
        index,
        query,
        timeout,
    } = statement;
    index
        .sql(query, *timeout, &mut columns, &mut |values| {
            keep(each(values))
        })
        .map_err(refused)?;
    stopped.into_inner().map_or(Ok(()), Err)
}

fn refused(error: SqlError) -> Failure {
    let hint = match error {
        SqlError::Index(error) => return error.into(),
        SqlError::TooSlow(_) => "ask for less, or give it more time with `--timeout SECONDS`",
        SqlError::TooMuchMemory => "ask for less",
        _ => "`claimbook sql` lists the tables and views",
    };
    Failure::because("cannot run this statement", &error).hint(hint)
}

/// Ends the program if the statement does not stop when its time is over: SQLite looks for an interruption only between
/// steps. The statement only reads, so nothing is left half done.
fn end_after(timeout: Duration, console: Console) {
    thread::spawn(move || {
        thread::sleep(timeout + GRACE);
        let failure = refused(SqlError::TooSlow(timeout));
        // What is already on its way to the reader stays; nothing else of the answer is printed.
        spool::take_back();
        console.fail(&failure);
        #[expect(
            clippy::exit,
            reason = "the other thread is in a step of SQLite that never returns"
        )]
        std::process::exit(failure.exit as i32);
    });
}
