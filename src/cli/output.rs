//! Where results go: stdout, or a pager where a person would otherwise scroll. Messages go to stderr.

use super::colour::Colour;
use super::failure::Failure;
use claimbook::render::diagnostics;
use claimbook::render::terminal::Screen;
use claimbook::render::terminal::paint;
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::role::Role;
use std::io;
use std::io::BufWriter;
use std::io::IsTerminal;
use std::io::Write;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::Stdio;

/// The width where neither the terminal nor `COLUMNS` gives one.
const USUAL_WIDTH: usize = 80;

/// How to write: what the flags and the environment came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// `--color`.
    pub(crate) colour: Colour,
    /// `--quiet`.
    pub(crate) quiet: bool,
    /// Whether long output may go through a pager.
    pub(crate) pager: bool,
}

impl Manner {
    /// What is known of the terminal behind stdout; without one, lines are as long as they come.
    pub(crate) fn screen(self) -> Screen {
        let is_terminal = stdout_is_terminal();
        Screen { width: is_terminal.then(width), colour: self.colour.on(is_terminal) }
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
        Output::to(if self.pager && stdout_is_terminal() { Sink::Unopened } else { Sink::Stdout(io::stdout()) })
    }
}

/// Whether somebody looks at the results.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

fn width() -> usize {
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = terminal_size::terminal_size_of(io::stdout()).or_else(|| terminal_size::terminal_size_of(io::stderr()));
    size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0).or_else(columns).unwrap_or(USUAL_WIDTH)
}

/// A place for results. To be finished, so that the last bytes are out and the pager is done.
pub(crate) struct Output {
    writer: BufWriter<Sink>,
}

/// Where bytes go. A pager is started with the first of them, so that an error before it stays on the screen.
enum Sink {
    Unopened,
    Stdout(io::Stdout),
    Pager(Child, Option<ChildStdin>),
}

impl Output {
    /// Straight to stdout.
    pub(crate) fn stdout() -> Self {
        Self::to(Sink::Stdout(io::stdout()))
    }

    fn to(sink: Sink) -> Self {
        Self { writer: BufWriter::with_capacity(1 << 15, sink) }
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
                *self = start_pager().unwrap_or_else(|| Self::Stdout(io::stdout()));
                self.write(bytes)
            }
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Pager(_, stdin) => stdin.as_mut().map_or(Ok(bytes.len()), |stdin| stdin.write(bytes)),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Unopened => Ok(()),
            Self::Stdout(stdout) => stdout.flush(),
            Self::Pager(_, stdin) => stdin.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        if let Self::Pager(pager, stdin) = self {
            // The pager ends when its reader has seen the last line; whatever its end is, it is no failure of ours.
            drop(stdin.take());
            let _ = pager.wait();
        }
    }
}

/// Starts the pager as git does: `$CLAIMBOOK_PAGER`, else `$PAGER`, else `less`; an empty one or `cat` means none. None
/// too where it cannot be started.
fn start_pager() -> Option<Sink> {
    let named = ["CLAIMBOOK_PAGER", "PAGER"].iter().find_map(|name| std::env::var(name).ok());
    let pager = named.unwrap_or_else(|| "less".to_owned());
    if matches!(pager.trim(), "" | "cat") {
        return None;
    }
    let mut command = pager_command(pager.trim());
    if std::env::var_os("LESS").is_none() {
        // Quit if it fits one screen, pass colours, keep the text on the screen, end with us on an interrupt.
        command.env("LESS", "FRXK");
    }
    let mut child = command.stdin(Stdio::piped()).spawn().ok()?;
    let stdin = child.stdin.take();
    Some(Sink::Pager(child, stdin))
}

/// A pager with arguments is read by the shell, as git has it.
fn pager_command(pager: &str) -> Command {
    let is_plain = pager.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if is_plain {
        return Command::new(pager);
    }
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([flag, pager]);
    command
}
