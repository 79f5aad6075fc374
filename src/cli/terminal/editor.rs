//! The editor that the user wants, which we start as git does.

use crate::cli::failure::Failure;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// The signs for which the shell has a meaning. Without them, we start the editor ourselves.
const SHELL_SIGNS: &str = "|&;<>()$`\\\"' \t\n*?[#~=%";

/// Opens a file at a line in `$VISUAL`, else in `$EDITOR`, else in vi, and waits until the editor ends.
pub(crate) fn open(file: &Path, line: u32) -> Result<(), Failure> {
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|editor| !editor.trim().is_empty());
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let status =
        run(&mut command(&editor, &file.display().to_string(), line)).map_err(|error| {
            Failure::because(format!("cannot start the editor `{editor}`"), &error)
                .hint("name one with $VISUAL or $EDITOR")
        })?;
    if status.success() {
        return Ok(());
    }
    let text = format!("the editor `{editor}` ended with {status}");
    Err(Failure::new(text).hint("nothing was written"))
}

/// Runs the editor. An interrupt is meant for the editor, and must not end us before we have taken its text over.
#[cfg(unix)]
fn run(command: &mut Command) -> std::io::Result<ExitStatus> {
    use signal_hook::consts::{SIGINT, SIGQUIT};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let is_over = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGQUIT] {
        signal_hook::flag::register_conditional_default(signal, Arc::clone(&is_over))?;
    }
    let status = command.status();
    is_over.store(true, Ordering::SeqCst);
    status
}

#[cfg(not(unix))]
fn run(command: &mut Command) -> std::io::Result<ExitStatus> {
    command.status()
}

/// The command that opens the file at the line, in the form that this editor understands.
fn command(editor: &str, file: &str, line: u32) -> Command {
    let editor = editor.trim();
    let arguments = arguments(editor, file, line);
    let mut command = if cfg!(windows) {
        let (program, rest) = program(editor);
        let mut command = Command::new(program);
        command.args(rest.split_whitespace());
        command
    } else if editor.contains(|sign| SHELL_SIGNS.contains(sign)) {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{editor} \"$@\""), editor]);
        command
    } else {
        Command::new(editor)
    };
    command.args(arguments);
    command
}

/// Splits the program from its arguments. Quotes may enclose it.
fn program(editor: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        let quoted = editor.strip_prefix(quote);
        if let Some((program, rest)) = quoted.and_then(|rest| rest.split_once(quote)) {
            return (program, rest);
        }
    }
    editor
        .split_once(char::is_whitespace)
        .unwrap_or((editor, ""))
}

/// How to give this editor a file and a line. One that has windows must wait until the file is closed.
fn arguments(editor: &str, file: &str, line: u32) -> Vec<String> {
    let (program, options) = program(editor);
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let name = name.trim_end_matches(".exe").trim_end_matches(".cmd");
    let (wait, place) = match name {
        "code" | "codium" | "code-insiders" | "cursor" | "windsurf" => (
            "--wait",
            vec!["--goto".to_owned(), format!("{file}:{line}")],
        ),
        "subl" | "zed" => ("--wait", vec![format!("{file}:{line}")]),
        "hx" | "helix" => ("", vec![format!("{file}:{line}")]),
        "gvim" | "mvim" => ("-f", vec![format!("+{line}"), file.to_owned()]),
        "kate" => (
            "--block",
            vec!["-l".to_owned(), line.to_string(), file.to_owned()],
        ),
        "gedit" => ("--wait", vec![format!("+{line}"), file.to_owned()]),
        "vi" | "vim" | "nvim" | "nano" | "emacs" | "emacsclient" | "micro" | "kak" | "pico"
        | "joe" => ("", vec![format!("+{line}"), file.to_owned()]),
        _ => ("", vec![file.to_owned()]),
    };
    let is_said = wait.is_empty() || options.split_whitespace().any(|option| option == wait);
    let wait = (!is_said).then(|| wait.to_owned());
    wait.into_iter().chain(place).collect()
}

#[cfg(test)]
mod tests {
    use super::command;

    #[track_caller]
    fn check(editor: &str, expect: &[&str]) {
        let command = command(editor, "a.toml", 7);
        let mut words = vec![command.get_program().to_str().unwrap()];
        words.extend(command.get_args().map(|word| word.to_str().unwrap()));
        assert_eq!(words, expect);
    }

    #[test]
    fn each_editor_opens_at_the_line() {
        check("vim", &["vim", "+7", "a.toml"]);
        check("/usr/bin/nano", &["/usr/bin/nano", "+7", "a.toml"]);
        check("hx", &["hx", "a.toml:7"]);
        check("my-editor", &["my-editor", "a.toml"]);
    }

    #[test]
    fn an_editor_with_windows_waits() {
        check("code", &["code", "--wait", "--goto", "a.toml:7"]);
        check("gvim", &["gvim", "-f", "+7", "a.toml"]);
        check("subl", &["subl", "--wait", "a.toml:7"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_shell_reads_an_editor_with_arguments_quotes_or_variables() {
        for (editor, place) in [
            ("nano -w", &["+7", "a.toml"][..]),
            ("code --wait", &["--goto", "a.toml:7"]),
            ("'/opt/My Editor/vim' -u x", &["+7", "a.toml"]),
            ("\"/opt/My Editor/ed\"", &["a.toml"]),
            ("$HOME/bin/ed", &["a.toml"]),
            ("FOO=1 vim", &["a.toml"]),
        ] {
            let script = format!("{editor} \"$@\"");
            check(editor, &[&["sh", "-c", &script, editor], place].concat());
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_editor_in_a_folder_with_a_space_starts_and_gets_one_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::Builder::new()
            .prefix("My Editor ")
            .tempdir()
            .unwrap();
        let program = folder.path().join("ed");
        std::fs::write(&program, "#!/bin/sh\necho \"$#$1$2\"\n").unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        let path = program.display();
        for editor in [format!("'{path}' -x"), format!("\"{path}\" '-x'")] {
            let output = command(&editor, "a b.toml", 7).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), "2-xa b.toml\n");
        }
    }
}
