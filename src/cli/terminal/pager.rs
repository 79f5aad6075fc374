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
        let mut child = command(&pager)
            .env("LESS", less(std::env::var("LESS").ok()))
            // `lv` passes colours only if this says so.
            .env("LV", "-c")
            .stdin(Stdio::piped())
            .spawn()
            .ok()?;
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

/// The options for `less`: the user's, with the one that passes colours, without which it shows raw escapes.
fn less(users: Option<String>) -> String {
    match users {
        Some(options) => format!("-R {options}"),
        // F: quit if the text fits one screen. R: pass colours. X: keep the text. K: end on an interrupt.
        None => "FRXK".to_owned(),
    }
}

/// Whether the pager is `less` with nothing but options, so that we can add one. It wins over those in `LESS`.
fn is_less(pager: &str) -> bool {
    let program = pager.split_whitespace().next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    name.trim_end_matches(".exe") == "less" && !pager.contains(['|', ';', '&', '<', '>', '#'])
}

/// The command of the pager. The shell reads it if it has arguments, as git does.
fn command(pager: &str) -> Command {
    let passing_colours = format!("{pager} -R");
    let whole = if is_less(pager) {
        &passing_colours
    } else {
        pager
    };
    let is_plain = pager
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '\\' | ':'));
    if is_plain {
        let mut command = Command::new(pager);
        command.args(whole.split_whitespace().skip(1));
        return command;
    }
    let (shell, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut command = Command::new(shell);
    command.args([flag, whole]);
    command
}

#[cfg(test)]
mod tests {
    use super::{chosen, command, less};

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
        let plain = command("/usr/bin/more");
        assert_eq!(plain.get_program(), "/usr/bin/more");
        assert_eq!(plain.get_args().count(), 0);
        let shell = command("less -R | head");
        let last = shell.get_args().last().unwrap();
        assert_eq!(last, "less -R | head");
        assert_ne!(shell.get_program(), "less");
    }

    #[test]
    fn less_passes_colours_whatever_its_variable_says() {
        for (pager, last) in [
            ("less", "-R"),
            ("/usr/bin/less", "-R"),
            ("less -S", "less -S -R"),
            ("less -P 'a page'", "less -P 'a page' -R"),
            ("less | head", "less | head"),
            ("lessee -x", "lessee -x"),
        ] {
            assert_eq!(command(pager).get_args().last().unwrap(), last);
        }
        assert_eq!(less(None), "FRXK");
        assert_eq!(less(Some("FX".to_owned())), "-R FX");
        assert_eq!(less(Some(String::new())), "-R ");
    }
}
