//! `claimbook edit` opens the editor at a record's line, then checks the file.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use claimbook::answer::Found;
use claimbook::workspace::{FileFindings, Workspace};
use clap::Args;
use std::process::Command;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook starts $VISUAL, else $EDITOR, else vi. It does not lock the book while you edit. If another program writes to the \
file, your editor or claimbook notices, whichever writes second.";

/// Open the editor at a claim, source, party or article, then check the file
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// An id, or the beginning of exactly one id
    id: String,
}

/// Edits the file.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open_at(&session.book_root()?)?;
    let (path, line) = place(&workspace, &arguments.id)?;
    let whole = workspace.root().join(&path);
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|editor| !editor.trim().is_empty());
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let mut command = command(&editor, &whole.display().to_string(), line);
    // The editor may stay open for an hour, and must keep nobody waiting for the index.
    drop(workspace);
    let status = command.status().map_err(|error| {
        Failure::because(format!("cannot start the editor `{editor}`"), &error)
            .hint("name one with $VISUAL or $EDITOR")
    })?;
    if !status.success() {
        return Err(Failure::new(format!(
            "the editor `{editor}` ended with {status}"
        )));
    }
    check(session, &path)
}

fn place(workspace: &Workspace, typed: &str) -> Result<(String, u32), Failure> {
    let index = workspace.index();
    let id = match resolve::any(workspace, typed)? {
        Found::Claim(row) => index.claim(row, chrono::NaiveDate::MIN)?.id,
        Found::Source(id) | Found::Party(id) | Found::Article(id) => id,
        Found::Ambiguous(_) | Found::Unknown { .. } => typed.to_owned(),
    };
    let place = index.place_of_any(&id)?;
    place
        .map(|(_, path, line)| (path, line))
        .ok_or_else(|| Failure::unknown(format!("this book has no id `{typed}`")))
}

/// The command that opens the file at the line, in the form that this editor understands.
fn command(editor: &str, file: &str, line: u32) -> Command {
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let name = program
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(program)
        .trim_end_matches(".exe");
    let mut command = Command::new(program);
    command.args(words);
    match name {
        "code" | "codium" | "code-insiders" | "cursor" => {
            command.args(["--goto", &format!("{file}:{line}")])
        }
        "hx" | "helix" | "subl" | "zed" => command.arg(format!("{file}:{line}")),
        "vi" | "vim" | "nvim" | "gvim" | "nano" | "emacs" | "emacsclient" | "micro" | "kak"
        | "pico" | "joe" | "gedit" | "kate" => command.arg(format!("+{line}")).arg(file),
        _ => command.arg(file),
    };
    command
}

/// Reads the file again and shows its problems.
fn check(session: &Session, path: &str) -> Result<Exit, Failure> {
    let workspace = session.open_at(&session.book_root()?)?;
    let unread = workspace.unread()?;
    let shown = shown_path(workspace.root(), path);
    if unread.iter().all(|unread| unread.path != path) {
        if !session.console.quiet {
            session
                .console
                .say("done", &format!("no problems in {shown}"));
        }
        return Ok(Exit::Clean);
    }
    let of_file: Vec<FileFindings> = unread
        .into_iter()
        .filter(|unread| unread.path == path)
        .collect();
    session.show_unread(workspace.root(), &of_file);
    Err(Failure::new(format!("{shown} has problems")).hint(format!(
        "fix them with `claimbook edit`, or go back with `git checkout -- {shown}`"
    )))
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
        check("/usr/bin/nano -w", &["/usr/bin/nano", "-w", "+7", "a.toml"]);
        check("code --wait", &["code", "--wait", "--goto", "a.toml:7"]);
        check("hx", &["hx", "a.toml:7"]);
        check("my-editor", &["my-editor", "a.toml"]);
    }
}
