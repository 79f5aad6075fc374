//! Runs git in a repository that may be a stranger's.
//!
//! A repository's own settings can name programs: filters, hooks, a file system monitor, a pager, a helper for a remote. We
//! only use commands that read objects, turn off what could start a program all the same, and never go to the network.

use crate::cli::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::io;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::JoinHandle;

/// Settings that win over those of the repository.
const SETTINGS: &[&str] = &[
    // A program of the repository.
    "core.fsmonitor=false",
    // What others wrote beside the objects about the history of a commit.
    "core.commitGraph=false",
    // A folder of the book that looks like a bare repository is not the book's history.
    "safe.bareRepository=explicit",
];

/// What the environment tells git. Git that is older than a variable ignores it, so the network has two locks.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("LC_ALL", "C"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
];

/// What a hook of git tells its children about another repository. We look for the one around the book.
const OF_ANOTHER: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// What a git command said.
pub(crate) struct Said {
    pub(crate) out: Vec<u8>,
    pub(crate) is_success: bool,
    /// The first line of its complaint, without `fatal:`.
    pub(crate) complaint: String,
}

impl Said {
    /// What it said, if it succeeded.
    pub(crate) fn answer(&self) -> Option<&[u8]> {
        self.is_success.then_some(&self.out)
    }
}

/// A git command in a folder, ready to run.
pub(crate) fn git(folder: &Path, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(folder);
    for setting in SETTINGS {
        command.arg("-c").arg(setting);
    }
    for variable in OF_ANOTHER {
        command.env_remove(variable);
    }
    command.envs(ENVIRONMENT.iter().copied());
    command.args(arguments);
    command.stdin(Stdio::null());
    command.stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command
}

/// Runs a git command whose answer is short.
pub(crate) fn run(folder: &Path, arguments: &[&OsStr]) -> Result<Said, Failure> {
    let output = git(folder, arguments).output().map_err(not_run)?;
    Ok(Said {
        out: output.stdout,
        is_success: output.status.success(),
        complaint: complaint(&output.stderr),
    })
}

/// What git prints. `None` if it says no, or cannot be started.
pub(crate) fn printed(folder: &Path, arguments: &[&str]) -> Option<String> {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let said = run(folder, &arguments).ok()?;
    String::from_utf8(said.answer()?.to_vec()).ok()
}

/// Why git did not run.
#[expect(
    clippy::needless_pass_by_value,
    reason = "`map_err` passes the error by value"
)]
fn not_run(error: io::Error) -> Failure {
    Failure::because("cannot run git", &error)
        .hint("claimbook asks git for earlier revisions of a book")
}

/// The first line of what git says on stderr, without its label.
fn complaint(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or("git did not say why").trim();
    let labels = ["fatal: ", "error: "];
    let label = labels.iter().find_map(|label| line.strip_prefix(label));
    label.unwrap_or(line).to_owned()
}

/// A git command whose output is read piece by piece.
pub(crate) struct Running {
    child: Child,
    complaints: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    /// Starts a command.
    pub(crate) fn start(mut command: Command) -> Result<Self, Failure> {
        let mut child = command.spawn().map_err(not_run)?;
        // Git must not wait because nobody reads its complaints.
        let complaints = child.stderr.take().map(|mut stderr| {
            std::thread::spawn(move || {
                let mut said = Vec::new();
                // Without a complaint, the failure still shows.
                let _ = (&mut stderr).take(KEPT).read_to_end(&mut said);
                let _ = io::copy(&mut stderr, &mut io::sink());
                said
            })
        });
        Ok(Self { child, complaints })
    }

    /// What it says. Nothing, if this was asked before.
    pub(crate) fn output(&mut self) -> impl BufRead + use<> {
        let stdout = self.child.stdout.take();
        BufReader::new(stdout.map_or_else(
            || Box::new(io::empty()) as Box<dyn Read + Send>,
            |stdout| Box::new(stdout),
        ))
    }

    /// Where to write what it reads.
    pub(crate) fn input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Ends it: what else it would say does not matter.
    pub(crate) fn stop(mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Waits for its end, and returns its complaint if it failed.
    pub(crate) fn settle(mut self) -> Result<(), String> {
        let said = self.complaints.take().map(JoinHandle::join);
        let said = said.and_then(Result::ok).unwrap_or_default();
        match self.child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(_) => Err(complaint(&said)),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// How much of its complaints is kept, in bytes.
const KEPT: u64 = 64 * 1024;

/// Joins the parts of an argument.
pub(crate) fn joined(parts: &[&OsStr]) -> OsString {
    let mut whole = OsString::new();
    for part in parts {
        whole.push(part);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::complaint;

    #[test]
    fn a_complaint_is_the_first_line_without_its_label() {
        assert_eq!(complaint(b"fatal: bad\nmore\n"), "bad");
        assert_eq!(complaint(b"\n  error: odd\n"), "odd");
        assert_eq!(complaint(b"plain"), "plain");
        assert_eq!(complaint(b""), "git did not say why");
    }
}
