//! Where results go: stdout, or a pager where a person would otherwise scroll. Messages go to stderr.

use crate::cli::failure::Failure;
use crate::cli::terminal::colour::Colour;
use crate::cli::terminal::pager::Pager;
use claimbook::render::clean;
use claimbook::render::diagnostics;
use claimbook::render::terminal::Screen;
use claimbook::render::terminal::paint;
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::role::Role;
use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Write;

/// The width where neither the terminal nor `COLUMNS` gives one.
const USUAL_WIDTH: usize = 80;

/// How to write: what the flags and the environment came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    /// `--color`.
    pub(crate) colour: Colour,
    /// `--quiet`.
    pub(crate) quiet: bool,
    /// Whether long output may go through a pager.
    pub(crate) pager: bool,
}

impl Console {
    /// What is known of the terminal behind stdout; without one, lines are as long as they come.
    pub(crate) fn screen(self) -> Screen {
        let is_terminal = stdout_is_terminal();
        Screen {
            width: is_terminal.then(width),
            colour: self.colour.on(is_terminal),
        }
    }

    /// The same for a table, which has a width wherever it goes.
    pub(crate) fn sheet(self) -> Screen {
        Screen {
            width: Some(width()),
            ..self.screen()
        }
    }

    /// Writes a message to stderr, with its label in the colour of its kind.
    pub(crate) fn say(self, label: &str, text: &str) {
        let colour = self.colour.on(io::stderr().is_terminal());
        let role = match label {
            "error" => Role::Against,
            "warning" => Role::Disputed,
            _ => Role::Command,
        };
        // There is nowhere to report that stderr is closed.
        let _ = writeln!(io::stderr(), "{}: {text}", paint(label, role, colour));
    }

    /// Says something worth knowing, unless nothing but results is wanted.
    pub(crate) fn tell(self, label: &str, text: &str) {
        if !self.quiet {
            self.say(label, &clean::lines(text));
        }
    }

    /// Says what went wrong.
    pub(crate) fn fail(self, failure: &Failure) {
        for (label, text) in failure.lines() {
            self.say(label, &text);
        }
    }

    /// Shows problems of the book's files on stderr, with excerpts.
    pub(crate) fn show_problems(self, problems: &[Excerpt]) {
        let colour = self.colour.on(io::stderr().is_terminal());
        // There is nowhere to report that stderr is closed.
        let _ = diagnostics::human(problems, colour, width(), &mut io::stderr());
    }

    /// The place that a person's output goes to: the pager on a terminal, else stdout.
    pub(crate) fn paged(self) -> Output {
        Output::to(if self.pager && stdout_is_terminal() {
            Sink::Unopened
        } else {
            Sink::Stdout(io::stdout())
        })
    }
}

/// Whether somebody looks at the results.
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

/// A place for results. To be finished, so that the last bytes are out and the pager is done.
pub(crate) struct Output {
    writer: BufWriter<Sink>,
}

/// Where bytes go. A pager is started with the first of them, so that an error before it stays on the screen.
enum Sink {
    Unopened,
    Stdout(io::Stdout),
    Pager(Pager),
}

impl Output {
    /// Straight to stdout.
    pub(crate) fn stdout() -> Self {
        Self::to(Sink::Stdout(io::stdout()))
    }

    fn to(sink: Sink) -> Self {
        Self {
            writer: BufWriter::with_capacity(1 << 15, sink),
        }
    }

    /// Writes out what is buffered and waits for the pager.
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
        match self {
            Self::Unopened => {
                *self = Pager::start().map_or_else(|| Self::Stdout(io::stdout()), Self::Pager);
                self.write(bytes)
            }
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Pager(pager) => pager.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Unopened => Ok(()),
            Self::Stdout(stdout) => stdout.flush(),
            Self::Pager(pager) => pager.flush(),
        }
    }
}
