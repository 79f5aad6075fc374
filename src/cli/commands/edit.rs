//! `claimbook edit` opens the editor at a record's line, puts the text in its place, and checks it.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use crate::cli::terminal::editor;
use crate::cli::write::book::WritableBook;
use claimbook::answer::Found;
use claimbook::document::edit::merge;
use claimbook::workspace::{Draft, FileFindings, Workspace};
use clap::Args;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::{fs, io};
use tempfile::TempPath;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook starts $VISUAL, else $EDITOR, else vi, as git does, on a copy of the file. When the editor ends, the copy takes the \
file's place. If your editor returns at once, give it the flag that makes it wait: `code --wait`.

claimbook does not lock the book while you edit. If somebody else changes the file, claimbook merges the two. If both of you \
changed the same lines, the file stays as it is, and your text is kept beside it.";

/// Open the editor at a claim, source, party or article, then check the file
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// An id, or the beginning of exactly one id
    id: String,
}

/// Edits the file.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let root = session.book_root()?;
    let workspace = session.open_at(&root)?;
    let (path, line) = match place(session, &workspace, &arguments.id) {
        Ok(place) => place,
        Err(unknown) => {
            // The id may be in a part of a file that we could not read.
            session.tell_unread(&workspace)?;
            return Err(unknown);
        }
    };
    // The editor may stay open for an hour, and must keep nobody waiting for the index.
    drop(workspace);
    let copy = WorkingCopy::of(&root, &path)?;
    let is_changed = editor::open(&copy.file, line)
        .and_then(|()| copy.put(session))
        .map_err(|failure| copy.kept_after(failure))?;
    if !is_changed {
        session.console.tell("unchanged", "nothing to change");
    }
    check(session, &path)
}

fn place(session: &Session, workspace: &Workspace, typed: &str) -> Result<(String, u32), Failure> {
    let index = workspace.index();
    let id = match resolve::any(session, workspace, typed)? {
        Found::Claim(row) => index.claim(row, chrono::NaiveDate::MIN)?.id,
        Found::Source(id) | Found::Party(id) | Found::Article(id) => id,
        Found::Ambiguous(_) | Found::Unknown { .. } => typed.to_owned(),
    };
    let place = index.place_of_any(&id)?;
    place
        .map(|(_, path, line)| (path, line))
        .ok_or_else(|| Failure::unknown(format!("this book has no id `{typed}`")))
}

/// The copy of a file that the editor works on. It lies beside the file under a hidden name, so that editors find the schema,
/// and is removed in the end.
struct WorkingCopy<'b> {
    root: &'b Path,
    /// The file, as a path inside the book.
    path: &'b str,
    /// Its text before the edit.
    before: String,
    file: TempPath,
}

impl<'b> WorkingCopy<'b> {
    fn of(root: &'b Path, path: &'b str) -> Result<Self, Failure> {
        let before = Draft::new(root).text(path).map(str::to_owned);
        let before = before.map_err(|error| Failure::new(error.to_string()))?;
        let whole = root.join(path);
        let stem = whole.file_stem().unwrap_or_default().to_string_lossy();
        let copied = tempfile::Builder::new()
            .prefix(&format!(".{stem}."))
            .suffix(".toml")
            .tempfile_in(whole.parent().unwrap_or(root))
            .and_then(|mut copy| copy.write_all(before.as_bytes()).map(|()| copy));
        let copy = copied.map_err(|error| {
            let text = format!("cannot copy {} for the editor", shown_path(root, path));
            Failure::because(text, &error)
        })?;
        Ok(Self {
            root,
            path,
            before,
            file: copy.into_temp_path(),
        })
    }

    /// Puts the text that the editor left in the file's place. Returns whether it is another one.
    fn put(&self, session: &Session) -> Result<bool, Failure> {
        let text = self.text()?;
        if text == self.before {
            return Ok(false);
        }
        let mut book = WritableBook::open_for_text(session, "edit")?;
        let shown = shown_path(self.root, self.path);
        let theirs = book.text(self.path)?;
        let is_alone = theirs == self.before;
        let merged = if is_alone {
            Some(text)
        } else {
            merge(&self.before, &text, &theirs)
        };
        let Some(merged) = merged else {
            let text = format!("somebody else changed {shown} while you edited it");
            return Err(Failure::new(text).hint(
                "the two edits cannot be merged, so the file has the other one: compare the two by hand",
            ));
        };
        book.write_text(self.path, merged)?;
        book.finish("edited")?;
        if !is_alone {
            let text =
                format!("somebody else changed {shown} while you edited it: it has both edits now");
            session.console.say("merged", &text);
        }
        Ok(true)
    }

    /// The text that the editor left.
    fn text(&self) -> Result<String, Failure> {
        let nothing = |text| {
            Err(Failure::new(text).hint("nothing was written: `claimbook rm` removes a record"))
        };
        match fs::read_to_string(&self.file) {
            Ok(text) if text.trim().is_empty() => nothing("the editor left an empty file"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                nothing("the editor removed the file that it was given")
            }
            text => text.map_err(|error| {
                Failure::because("cannot read the text that the editor left", &error)
                    .hint("nothing was written")
            }),
        }
    }

    /// Keeps the text beside the file if there is something new in it, and adds that to the failure.
    fn kept_after(&self, failure: Failure) -> Failure {
        let text = fs::read(&self.file).unwrap_or_default();
        if text.trim_ascii().is_empty() || text == self.before.as_bytes() {
            return failure;
        }
        failure.hint(match self.keep(&text) {
            Ok(kept) => format!("your text is in {}", shown_path(self.root, &kept)),
            Err(error) => format!("your text could not be kept: {error}"),
        })
    }

    /// Writes a text beside the file, under a visible name that no other file has.
    fn keep(&self, text: &[u8]) -> io::Result<String> {
        for number in 1_u32.. {
            let kept = format!("{}.kept-{number}", self.path);
            match File::create_new(self.root.join(&kept)) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                file => return file?.write_all(text).map(|()| kept),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// Reads the file again and shows its problems.
fn check(session: &Session, path: &str) -> Result<Exit, Failure> {
    let workspace = session.open_at(&session.book_root()?)?;
    let unread = workspace.unread()?;
    let shown = shown_path(workspace.root(), path);
    let of_file: Vec<FileFindings> = unread
        .into_iter()
        .filter(|unread| unread.path == path)
        .collect();
    if of_file.is_empty() {
        let text = format!("no problems in {shown}");
        session.console.tell("check", &text);
        return Ok(Exit::Clean);
    }
    session.show_unread(workspace.root(), &of_file);
    Err(Failure::new(format!("{shown} has problems")).hint(format!(
        "fix them with `claimbook edit`, or go back with `git checkout -- {shown}`"
    )))
}
