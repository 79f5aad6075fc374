//! `claimbook init` starts a book with one example to change or delete.

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
/// The claims of a new book.
const EXAMPLE: &str = include_str!("init/example.toml");

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook overwrites nothing. The first command that reads the book makes its index, in your cache folder (`claimbook cache`).

Examples:
  claimbook init            a book in the working folder
  claimbook init desk       a book in the folder desk";

/// Start a new book: claimbook.toml, and claims/ with a commented example
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The book's folder [default: the working folder]
    #[arg(default_value = ".", hide_default_value = true)]
    dir: PathBuf,
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
    let written = fs::create_dir_all(&claims)
        .map_err(|error| cannot("make", &claims, &error))
        .and_then(|()| write_book(dir, &missing));
    if let Err(failure) = written {
        take_back(dir, &missing);
        return Err(failure);
    }
    if !session.console.quiet {
        tell(dir)?;
    }
    Ok(Exit::Clean)
}

/// Lists the folders that creating this one creates, the innermost first.
fn missing_folders(folder: &Path) -> Vec<PathBuf> {
    let folders = folder.ancestors().take_while(|folder| !folder.exists());
    let folders = folders.filter(|folder| !folder.as_os_str().is_empty());
    folders.map(Path::to_path_buf).collect()
}

/// Writes the two files, and brings them and the names of the new folders to the disk.
fn write_book(dir: &Path, new: &[PathBuf]) -> Result<(), Failure> {
    write_new(&dir.join("claims/example.toml"), EXAMPLE)?;
    write_new(&dir.join("claimbook.toml"), CONFIG)?;
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
fn take_back(dir: &Path, new: &[PathBuf]) {
    let _ = fs::remove_file(dir.join("claims/example.toml"));
    let _ = fs::remove_file(dir.join("claimbook.toml"));
    for folder in new {
        let _ = fs::remove_dir(folder);
    }
}

fn tell(dir: &Path) -> io::Result<()> {
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
    let text = format!(
        "Started a book in {place}. Change `claims/example.toml` as you like.\n\nNext:\n{go}  claimbook                    \
         an overview of the book\n  claimbook list --contested   the claims with two sides\n  claimbook show toll-2025     \
         everything about one claim\n  claimbook why toll-2025      how the evidence gives it its status\n"
    );
    output::print(&clean::lines(&text))
}

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
