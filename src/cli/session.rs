//! What a command works with: today, the manner of output, and the book around it.

use super::arguments::Global;
use super::exit::Exit;
use super::failure::Failure;
use super::output::Manner;
use chrono::NaiveDate;
use std::cell::Cell;
use std::path::PathBuf;

/// One run of the program.
pub(crate) struct Session {
    /// How to write.
    pub(crate) manner: Manner,
    /// The day to take as today.
    pub(crate) today: NaiveDate,
    book: Option<PathBuf>,
    exit: Cell<Exit>,
}

impl Session {
    /// What the global arguments come to.
    pub(crate) fn new(global: &Global) -> Self {
        let manner = Manner { colour: global.color, quiet: global.quiet, pager: !global.no_pager };
        let today = global.today.unwrap_or_else(|| chrono::Local::now().date_naive());
        Self { manner, today, book: global.book.clone(), exit: Cell::default() }
    }

    /// The exit code that the run has come to so far.
    pub(crate) fn exit(&self) -> Exit {
        self.exit.get()
    }
}
