//! The pager, as git starts it, fed through a temporary file.
//!
//! A reader may leave the pager open for an hour. Were the answer handed to it straight from the index, the index would
//! be held all that while, and a change to the book could not be taken in. So the answer goes to a temporary file as fast
//! as it comes, and a thread carries it to the pager as that asks for it.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write;
use std::process::Child;
use std::process::ChildStdin;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::thread::JoinHandle;

/// Bytes carried at once.
const LOAD: usize = 1 << 16;

/// A running pager. Dropped, it is waited for.
pub(crate) struct Pager {
    child: Child,
    spool: File,
    state: Arc<Spool>,
    carrier: Option<JoinHandle<()>>,
}

/// How far the answer has come.
#[derive(Default)]
struct SpoolState {
    written: u64,
    complete: bool,
    /// The reader has left.
    left: bool,
}

#[derive(Default)]
struct Spool {
    state: Mutex<SpoolState>,
    changed: Condvar,
}

impl Spool {
    fn change(&self, change: impl FnOnce(&mut SpoolState)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify_all();
    }

    fn reader_left(&self) -> bool {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .left
    }

    /// Waits until there is more than `carried`; none when there will be no more.
    fn more_than(&self, carried: u64) -> Option<u64> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = |state: &mut SpoolState| state.written <= carried && !state.complete;
        let state = self
            .changed
            .wait_while(state, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        (state.written > carried).then_some(state.written)
    }
}

impl Pager {
    /// Starts `$CLAIMBOOK_PAGER`, else `$PAGER`, else `less`. None where an empty one or `cat` asks for none, the
    /// terminal is too simple for one, or it cannot be started.
    pub(crate) fn start() -> Option<Self> {
        let named = ["CLAIMBOOK_PAGER", "PAGER"]
            .iter()
            .find_map(|name| std::env::var(name).ok());
        let pager = named.unwrap_or_else(|| "less".to_owned());
        let is_dumb = std::env::var("TERM").is_ok_and(|terminal| terminal == "dumb");
        if is_dumb || matches!(pager.trim(), "" | "cat") {
            return None;
        }
        let spool = tempfile::NamedTempFile::new().ok()?;
        let reader = spool.reopen().ok()?;
        let mut command = command(pager.trim());
        if std::env::var_os("LESS").is_none() {
            // Quit if it fits one screen, pass colours, keep the text on the screen, end with us on an interrupt.
            command.env("LESS", "FRXK");
        }
        let mut child = command.stdin(Stdio::piped()).spawn().ok()?;
        let stdin = child.stdin.take()?;
        let state = Arc::<Spool>::default();
        let shared = Arc::clone(&state);
        let carrier = std::thread::spawn(move || {
            // The reader may leave at any time: that is the end of carrying, not an error.
            let _ = carry(reader, stdin, &shared);
            shared.change(|state| state.left = true);
        });
        Some(Self {
            child,
            spool: spool.into_file(),
            state,
            carrier: Some(carrier),
        })
    }
}

fn carry(mut spool: File, mut pager: ChildStdin, shared: &Spool) -> io::Result<()> {
    let mut load = vec![0; LOAD];
    let mut carried = 0;
    while let Some(written) = shared.more_than(carried) {
        while carried < written {
            let count = spool.read(&mut load)?;
            pager.write_all(load.get(..count).unwrap_or_default())?;
            carried += u64::try_from(count).unwrap_or(0);
        }
    }
    Ok(())
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.state.reader_left() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let count = self.spool.write(bytes)?;
        self.state
            .change(|state| state.written += u64::try_from(count).unwrap_or(0));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spool.flush()
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        self.state.change(|state| state.complete = true);
        if let Some(carrier) = self.carrier.take() {
            let _ = carrier.join();
        }
        // Whatever the pager's end is, it is no failure of ours.
        let _ = self.child.wait();
    }
}

/// A pager with arguments is read by the shell, as git has it.
fn command(pager: &str) -> Command {
    let is_plain = pager
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if is_plain {
        return Command::new(pager);
    }
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut command = Command::new(shell);
    command.args([flag, pager]);
    command
}
