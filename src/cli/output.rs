//! Where results go: stdout, or a pager where a person would otherwise scroll. Messages go to stderr.

use super::colour::Colour;
use super::failure::Failure;
use claimbook::render::terminal::Screen;
use claimbook::render::terminal::paint;
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

    /// Opens the place that a person's output goes to: the pager on a terminal, else stdout.
    pub(crate) fn paged(self) -> Output {
        let pager = (self.pager && stdout_is_terminal()).then(start_pager).flatten();
        pager.unwrap_or_else(Output::stdout)
    }
}

/// Whether somebody looks at the results.
pub(crate) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

fn width() -> usize {
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let size = terminal_size::terminal_size_of(io::stdout());
    size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0).or_else(columns).unwrap_or(USUAL_WIDTH)
}

/// An open place for results. To be finished, so that the last bytes are out and the pager is done.
pub(crate) struct Output {
    writer: Option<BufWriter<Sink>>,
    pager: Option<Child>,
}

enum Sink {
    Stdout(io::Stdout),
    Pager(ChildStdin),
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Pager(stdin) => stdin.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Pager(stdin) => stdin.flush(),
        }
    }
}

impl Output {
    /// Straight to stdout.
    pub(crate) fn stdout() -> Self {
        Self { writer: Some(BufWriter::with_capacity(1 << 16, Sink::Stdout(io::stdout()))), pager: None }
    }

    /// Writes out what is buffered and waits for the pager.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.as_mut().map_or(Ok(bytes.len()), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.writer = None;
        if let Some(mut pager) = self.pager.take() {
            // Whatever the pager's end was, it is no failure of ours.
            let _ = pager.wait();
        }
    }
}

/// Starts the pager as git does: `$CLAIMBOOK_PAGER`, else `$PAGER`, else `less`; an empty one or `cat` means none. None
/// too where it cannot be started.
fn start_pager() -> Option<Output> {
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
    let stdin = child.stdin.take()?;
    Some(Output { writer: Some(BufWriter::new(Sink::Pager(stdin))), pager: Some(child) })
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
