//! The pager that shows long output on a terminal.

use std::io;
use std::io::Write;
use std::process::{Child, ChildStdin, Command, Stdio};

/// A running pager. Dropping it waits until the reader leaves.
pub(crate) struct Pager {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Pager {
    /// Starts the pager. None if the user wants none, or if it cannot start.
    pub(crate) fn start() -> Option<Self> {
        let pager = chosen(|name| std::env::var(name).ok())?;
        let mut command = command(&pager);
        if std::env::var_os("LESS").is_none() {
            // F: quit if the text fits one screen. R: pass colours. X: keep the text. K: end on an interrupt.
            command.env("LESS", "FRXK");
        }
        let mut child = command.stdin(Stdio::piped()).spawn().ok()?;
        let stdin = child.stdin.take();
        Some(Self { child, stdin })
    }
}

impl Write for Pager {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let stdin = self.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        // The reader may leave at any time.
        stdin
            .write(bytes)
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Pager {
    fn drop(&mut self) {
        self.stdin = None;
        // How the pager ends does not matter.
        let _ = self.child.wait();
    }
}

/// The pager that the user wants: `CLAIMBOOK_PAGER`, else `PAGER`, else `less`. None if it is empty or `cat`, or if the
/// terminal is too simple for a pager.
fn chosen(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    let named = variable("CLAIMBOOK_PAGER").or_else(|| variable("PAGER"));
    let pager = named.unwrap_or_else(|| "less".to_owned());
    let is_dumb = variable("TERM").is_some_and(|terminal| terminal == "dumb");
    let is_wanted = !is_dumb && !matches!(pager.trim(), "" | "cat");
    is_wanted.then(|| pager.trim().to_owned())
}

/// The command of the pager. The shell reads it if it has arguments, as git does.
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

#[cfg(test)]
mod tests {
    use super::{chosen, command};

    #[track_caller]
    fn check(environment: &[(&str, &str)], expected: Option<&str>) {
        let variable = |name: &str| {
            let found = environment.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(chosen(variable).as_deref(), expected, "{environment:?}");
    }

    #[test]
    fn the_programs_own_variable_wins_over_the_common_one_and_that_over_less() {
        check(&[], Some("less"));
        check(&[("PAGER", "more")], Some("more"));
        check(
            &[("PAGER", "more"), ("CLAIMBOOK_PAGER", "most -w")],
            Some("most -w"),
        );
        check(&[("PAGER", " more ")], Some("more"));
    }

    #[test]
    fn an_empty_pager_and_cat_and_a_dumb_terminal_mean_none() {
        check(&[("PAGER", "")], None);
        check(&[("PAGER", "  ")], None);
        check(&[("PAGER", "cat")], None);
        check(&[("CLAIMBOOK_PAGER", ""), ("PAGER", "less")], None);
        check(&[("TERM", "dumb")], None);
        check(&[("TERM", "dumb"), ("PAGER", "more")], None);
        check(&[("TERM", "xterm")], Some("less"));
    }

    #[test]
    fn a_plain_pager_starts_directly_and_one_with_arguments_through_the_shell() {
        let plain = command("/usr/bin/less");
        assert_eq!(plain.get_program(), "/usr/bin/less");
        assert_eq!(plain.get_args().count(), 0);
        let shell = command("less -R | head");
        let last = shell.get_args().last().unwrap();
        assert_eq!(last, "less -R | head");
        assert_ne!(shell.get_program(), "less");
    }
}
