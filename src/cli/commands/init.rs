//! `claimbook init` starts a book, empty or with an example.

use crate::cli::commands::schema::SCHEMA;
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use claimbook::render::clean;
use clap::Args;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The settings of a new book.
const CONFIG: &str = include_str!("init/claimbook.toml");
/// The setting in it that people fill in.
const NAME: &str = "# name = \"Harbour desk\"";
/// The invented story of `--example`.
const EXAMPLE: &str = include_str!("init/example.toml");
/// What git leaves out of a book.
const IGNORE: &str = "# claimbook's lock and journal\n.claimbook/\n";

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook overwrites nothing. The first command that reads the book makes its index, in your cache folder (`claimbook cache`).

Examples:
  claimbook init                     a book in the working folder
  claimbook init desk                a book in the folder desk
  claimbook init --example try-out   a book with an invented story, to look around in";

/// Start a new book: its settings, and a folder for its claims
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The book's folder [default: the working folder]
    #[arg(default_value = ".", hide_default_value = true)]
    dir: PathBuf,
    /// Put an invented story into it, with comments that explain the format
    #[arg(long)]
    example: bool,
}

/// A file of a new book: its path, its text, and whether one that is there already can stay.
type NewFile = (&'static str, String, bool);

fn files(example: bool) -> Vec<NewFile> {
    let config = if example {
        CONFIG.replacen(NAME, "name = \"Example desk\"  ", 1)
    } else {
        CONFIG.to_owned()
    };
    let mut files = vec![
        ("claimbook.toml", config, false),
        (".gitignore", IGNORE.to_owned(), true),
        ("claimbook.schema.json", SCHEMA.to_owned(), true),
        // Git carries no empty folder, and without `claims` a clone is not a book.
        ("claims/.gitkeep", String::new(), false),
    ];
    if example {
        files.push(("claims/example.toml", EXAMPLE.to_owned(), false));
    }
    files
}

/// Writes the files of a new book.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let dir = &arguments.dir;
    let config = dir.join("claimbook.toml");
    let claims = dir.join("claims");
    if let Some(there) = [&config, &claims]
        .into_iter()
        .find(|path| path.symlink_metadata().is_ok())
    {
        let failure = Failure::new(format!(
            "`{}` exists already, so nothing was written",
            there.display()
        ));
        return Err(failure.hint("`claimbook` shows an overview of the book"));
    }
    let missing = missing_folders(&claims);
    let mut files = files(arguments.example);
    files.retain(|(path, _, may_stay)| !may_stay || dir.join(path).symlink_metadata().is_err());
    let written = fs::create_dir_all(&claims)
        .map_err(|error| cannot("make", &claims, &error))
        .and_then(|()| write_book(dir, &files, &missing));
    if let Err(failure) = written {
        take_back(dir, &files, &missing);
        return Err(failure);
    }
    if !session.console.quiet {
        tell(dir, arguments.example)?;
    }
    Ok(Exit::Clean)
}

/// Lists the folders that creating this one creates, the innermost first.
fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let folders = folder.ancestors().take_while(|folder| !folder.exists());
    let folders = folders.filter(|folder| !folder.as_os_str().is_empty());
    folders.map(Path::to_path_buf).collect()
}

/// Writes the files, the settings last, and brings them and the names of the new folders to the disk.
fn write_book(dir: &Path, files: &[NewFile], new: &[PathBuf]) -> Result<(), Failure> {
    for (path, text, _) in files.iter().rev() {
        write_new(&dir.join(path), text)?;
    }
    let above = new.iter().filter_map(|folder| folder.parent());
    for folder in above.chain([dir.join("claims").as_path()]) {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        sync(folder).map_err(|error| cannot("write", folder, &error))?;
    }
    Ok(())
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as on unix")]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes what a failed start left. None of it was there before, and a folder with anything else in it stays.
fn take_back(dir: &Path, files: &[NewFile], new: &[PathBuf]) {
    for (path, ..) in files {
        let _ = fs::remove_file(dir.join(path));
    }
    for folder in new {
        let _ = fs::remove_dir(folder);
    }
}

fn tell(dir: &Path, example: bool) -> io::Result<()> {
    let here = dir == Path::new(".");
    let go = if here {
        String::new()
    } else {
        format!("  cd {}\n", dir.display())
    };
    let place = if here {
        "the working folder".to_owned()
    } else {
        format!("`{}`", dir.display())
    };
    let (first, next) = if example {
        (
            "The story in `claims/example.toml` is invented.",
            NEXT_IN_EXAMPLE,
        )
    } else {
        ("Give it a name in `claimbook.toml`.", NEXT)
    };
    let text = format!("Started a book in {place}. {first}\n\nNext:\n{go}{next}");
    output::print(&clean::lines(&text))
}

/// What to do in an empty book.
const NEXT: &str = "\
\x20 claimbook add 'One statement that somebody can check.'
  claimbook help              the commands, in groups
  claimbook help format       what the files hold
  claimbook init --example try-out   an invented story, to look around in
";

/// What to look at in the example.
const NEXT_IN_EXAMPLE: &str = "\
\x20 claimbook                    an overview of the book
  claimbook list --contested   the claims with two sides
  claimbook show toll-2025     everything about one claim
  claimbook why toll-2025      how the evidence gives it its status
";

/// Writes a file that must not exist yet.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written = OpenOptions::new().write(true).create_new(true).open(path);
    written
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|error| cannot("write", path, &error))
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::because(format!("cannot {verb} `{}`", path.display()), error)
}

#[cfg(test)]
mod tests {
    use super::files;
    use claimbook::document;

    #[test]
    fn the_files_of_a_new_book_have_no_problems() {
        for (example, name) in [(false, None), (true, Some("Example desk"))] {
            for (path, text, _) in files(example) {
                if path == "claimbook.toml" {
                    let (config, problems) = document::config::parse(&text);
                    assert_eq!((config.name.as_deref(), problems), (name, Vec::new()));
                } else if path == "claims/example.toml" {
                    assert!(document::parse(&text, "example").problems.is_empty());
                }
            }
        }
    }
}
