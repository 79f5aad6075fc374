//! Completion in shells. A script asks this program, through an environment variable, what could come next.
//!
//! An answer comes fast or not at all. It prints no message, writes nothing to the book, and offers only what a shell
//! cannot take for anything but a word.

mod book;
mod shells;
mod values;

use crate::cli::complete::book::BookAtHand;
use crate::cli::failure::Exit;
use clap::Command;
use clap_complete::CompleteEnv;
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells};
use std::ffi::OsString;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// The variable in which a script names its shell, as other programs that use clap have it.
const VARIABLE: &str = "COMPLETE";

/// How long a person who pressed a key may wait. A large book whose index is missing takes longer.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The stack of a thread that describes the command line. The default is too small for a debug build.
const STACK: usize = 8 << 20;

/// Answers a shell. None if no shell asks.
pub(crate) fn answer(program: fn() -> Command) -> Option<Exit> {
    std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty() && shell != "0")?;
    let (done, answered) = channel();
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || {
        let words: Vec<OsString> = std::env::args_os().collect();
        let book = BookAtHand::named_in(&words);
        let completed = CompleteEnv::with_factory(|| values::complete(program(), &book))
            .var(VARIABLE)
            .bin(PROGRAM)
            .completer(PROGRAM)
            .shells(Shells(SHELLS))
            .try_complete(words, std::env::current_dir().ok().as_deref());
        // Nobody listens any more if it took too long.
        let _ = done.send(completed.is_ok());
    });
    let in_time = thread.is_ok() && answered.recv_timeout(PATIENCE).unwrap_or(false);
    Some(if in_time { Exit::Clean } else { Exit::Failed })
}

/// The script that makes a shell ask.
pub(crate) fn script(shell: clap_complete::Shell) -> std::io::Result<String> {
    let mut script = Vec::new();
    let name = shell.to_string();
    let shell = SHELLS.iter().find(|known| known.is(&name));
    let shell =
        shell.ok_or_else(|| std::io::Error::other(format!("`{name}` is not a known shell")))?;
    shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// The program to ask. A path would stop working when the program moves; a name in the working folder could be anybody's.
const PROGRAM: &str = "claimbook";

/// The shells that we can talk to.
const SHELLS: &[&dyn EnvCompleter] = &[&shells::BASH, &Elvish, &Fish, &Powershell, &shells::ZSH];
