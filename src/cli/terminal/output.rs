//! Results go to stdout, or to a pager on a terminal. Messages go to stderr.
//!
//! Nothing else writes to these streams. Everything passes a [`Guard`], which shows what would act on a terminal or on a
//! log.

use crate::cli::failure::Failure;
use crate::cli::terminal::colour::Colour;
use crate::cli::terminal::spool;
use claimbook::render::clean::guard::{Guard, Log};
use claimbook::render::terminal::{Screen, paint};
use claimbook::render::{clean, diagnostics};
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::role::Role;
use std::io;
use std::io::{IsTerminal, Write};

/// The width if neither the terminal nor `COLUMNS` gives one.
const USUAL_WIDTH: usize = 80;

/// How to print messages and results, as the global options say.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Console {
    /// When to use colour.
    pub(crate) colour: Colour,
    /// Whether to print only results and errors.
    pub(crate) quiet: bool,
    /// Whether long output may go through a pager.
    pub(crate) pager: bool,
}

impl Console {
    /// The width and colour of stdout. If it is not a terminal, it has no width: lines stay whole.
    pub(crate) fn screen(self) -> Screen {
        let is_terminal = stdout_is_terminal();
        Screen {
            width: is_terminal.then(width),
            colour: self.colour.on(is_terminal),
        }
    }

    /// The width and colour for a table, which needs a width even in a pipe.
    pub(crate) fn sheet(self) -> Screen {
        Screen {
            width: Some(width()),
            ..self.screen()
        }
    }

    /// Writes a message to stderr. The label decides the colour.
    pub(crate) fn say(self, label: &str, text: &str) {
        let colour = self.colour.on(io::stderr().is_terminal());
        let role = match label {
            "error" => Role::Against,
            "warning" => Role::Disputed,
            _ => Role::Command,
        };
        let text = clean::lines(text);
        let line = format!("{}: {text}\n", paint(label, role, colour));
        spool::say(&guarded(line.as_bytes()));
    }

    /// Writes a message that `--quiet` leaves out.
    pub(crate) fn tell(self, label: &str, text: &str) {
        if !self.quiet {
            self.say(label, text);
        }
    }

    /// Writes why the command ended early.
    pub(crate) fn fail(self, failure: &Failure) {
        for (label, text) in failure.lines() {
            self.say(label, &text);
        }
    }

    /// Shows problems in the book's files on stderr, with excerpts.
    pub(crate) fn show_problems(self, problems: &[Excerpt]) {
        let colour = self.colour.on(io::stderr().is_terminal());
        let mut text = Vec::new();
        // Writing to memory does not fail.
        let _ = diagnostics::human(problems, colour, width(), &mut text);
        spool::say(&guarded(&text));
    }

    /// Output for a person: the pager on a terminal, else stdout.
    pub(crate) fn paged(self) -> Output {
        Output::to(self.pager && stdout_is_terminal())
    }
}

/// Prints a short text to stdout.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut out = Output::stdout();
    out.write_all(text.as_bytes())?;
    out.finish()
}

/// A message as its reader may see it.
fn guarded(message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut guard = Guard::new(&mut bytes, log());
    // Writing to memory does not fail.
    let _ = guard.write_all(message).and_then(|()| guard.flush());
    drop(guard);
    bytes
}

/// Stderr. What is written appears when the value is dropped or flushed.
pub(crate) fn messages() -> impl Write {
    Guard::new(io::stderr(), log())
}

/// Whether results go to a file, which is no log.
fn stdout_is_file() -> bool {
    #[cfg(unix)]
    {
        let stdout = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
        let stdout = stdout.map(std::fs::File::from);
        stdout
            .and_then(|stdout| stdout.metadata())
            .is_ok_and(|stdout| stdout.is_file())
    }
    #[cfg(not(unix))]
    false
}

/// Who reads what this run prints. GitHub's runner says so.
fn log() -> Log {
    match std::env::var("GITHUB_ACTIONS").as_deref() {
        Ok("true") => Log::Workflow,
        Ok(_) | Err(_) => Log::Plain,
    }
}

/// Whether results go to a terminal.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

fn width() -> usize {
    let columns = || {
        std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
    };
    let size = terminal_size::terminal_size_of(io::stdout())
        .or_else(|| terminal_size::terminal_size_of(io::stderr()));
    size.map(|(width, _)| usize::from(width.0))
        .filter(|width| *width > 0)
        .or_else(columns)
        .unwrap_or(USUAL_WIDTH)
}

/// Where results are written. Call `finish` to write the last bytes.
pub(crate) struct Output {
    writer: Guard<Sink>,
}

/// Passes bytes to the answer of this run. They reach their reader when the command has ended, or sooner if they are many.
struct Sink {
    is_paged: bool,
}

impl Output {
    /// Output without a pager.
    pub(crate) fn stdout() -> Self {
        Self::to(false)
    }

    /// Output that consists of commands to GitHub, which their writer has made safe.
    pub(crate) fn commands() -> Self {
        Self {
            writer: Guard::new(Sink { is_paged: false }, Log::Plain),
        }
    }

    fn to(is_paged: bool) -> Self {
        let log = if stdout_is_file() { Log::Plain } else { log() };
        Self {
            writer: Guard::new(Sink { is_paged }, log),
        }
    }

    /// Writes what is still in the buffer. Does not wait for the reader.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        spool::write(bytes, self.is_paged)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        spool::show()
    }
}
