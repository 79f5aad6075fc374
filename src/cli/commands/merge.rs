//! `claimbook merge` merges two versions of a file, as git's merge driver, and tells git that it does.

use crate::cli::driver::{attributes, by_lines, command};
use crate::cli::failure::{Exit, Failure};
use crate::cli::read::file;
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::write::work_tree;
use claimbook::document::merge;
use claimbook::document::merge::MergedText;
use clap::Args;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file that is merged by tables, in bytes.
const LARGEST: u64 = 4 * 1024 * 1024;

/// What follows the long help.
const AFTER_HELP: &str = "\
claimbook merges by tables: records by their ids, evidence by what it says, fields one by one, lists of names as sets. So two \
people can add to one place. What both changed differently gets markers around that line only, and claimbook says what it is. \
New rulings of different status on one claim are such a conflict. The exit code is then 1.

If it cannot read a side, claimbook does what `git merge-file` does.

`--install` writes `.gitattributes` into the book, which you commit, and the driver into this clone's git configuration, which \
every clone needs once. For jj, put this into its configuration, and run `jj resolve --tool claimbook`:

  [merge-tools.claimbook]
  program = \"claimbook\"
  merge-args = [\"merge\", \"$base\", \"$left\", \"$right\", \"-o\", \"$output\", \"--path\", \"$path\"]
  merge-conflict-exit-codes = [1]

Examples:
  claimbook merge --install
  claimbook merge base.toml mine.toml yours.toml -o merged.toml";

/// Merge two versions of a file by tables: git's merge driver
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The common ancestor; an empty file if both sides added it
    #[arg(required_unless_present_any = ["install", "uninstall", "check"])]
    base: Option<PathBuf>,
    /// Our version, which becomes the merged one unless you give -o
    #[arg(required_unless_present_any = ["install", "uninstall", "check"])]
    ours: Option<PathBuf>,
    /// Their version
    #[arg(required_unless_present_any = ["install", "uninstall", "check"])]
    theirs: Option<PathBuf>,
    /// How many signs a conflict marker has
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=1000))]
    marker_size: u16,
    /// What messages call the file [default: the path of our version]
    #[arg(long, value_name = "PATH")]
    path: Option<String>,
    /// Write the merged text here; `-` prints it
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Let git use claimbook to merge this book, in this clone
    #[arg(long, conflicts_with_all = ["base", "uninstall", "check", "output", "path", "marker_size"])]
    install: bool,
    /// Take that back
    #[arg(long, conflicts_with_all = ["base", "check", "output", "path", "marker_size"])]
    uninstall: bool,
    /// Start the driver, and fail if git would not find it
    #[arg(long, conflicts_with_all = ["base", "output", "path", "marker_size"])]
    check: bool,
}

/// Merges, or sets git up.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    match (&arguments.base, &arguments.ours, &arguments.theirs) {
        (Some(base), Some(ours), Some(theirs)) => {
            merge_files([base, ours, theirs], arguments, session)
        }
        _ => set_up(arguments, session),
    }
}

fn merge_files(
    files: [&Path; 3],
    arguments: &Arguments,
    session: &Session,
) -> Result<Exit, Failure> {
    let [_, ours, _] = files;
    let output = arguments.output.as_deref().unwrap_or(ours);
    refuse_link(output)?;
    let marker = usize::from(arguments.marker_size);
    let path = arguments
        .path
        .clone()
        .unwrap_or_else(|| ours.display().to_string());
    match by_tables(files, marker)? {
        Ok(merged) => {
            write(output, merged.text.as_bytes())?;
            for clash in &merged.clashes {
                let text = format!("{path}:{}: {}", clash.line, clash.what);
                session.console.say("conflict", &text);
            }
            Ok(exit(!merged.clashes.is_empty()))
        }
        Err(reason) => {
            let (text, has_conflicts) = by_lines::merge(files, marker)?;
            write(output, &text)?;
            session
                .console
                .say("note", &format!("{path} was merged line by line: {reason}"));
            if has_conflicts {
                session.console.say(
                    "conflict",
                    &format!("{path}: both sides changed the same lines"),
                );
            }
            Ok(exit(has_conflicts))
        }
    }
}

/// The texts merged by tables, or why that is not possible.
fn by_tables(files: [&Path; 3], marker: usize) -> Result<Result<MergedText, String>, Failure> {
    let mut texts = Vec::with_capacity(files.len());
    for file in files {
        match read(file)? {
            Ok(text) => texts.push(text),
            Err(reason) => return Ok(Err(reason)),
        }
    }
    let [base, ours, theirs] = texts.as_slice() else {
        return Err(Failure::new("three files are needed"));
    };
    let merged = merge::merge([base, ours, theirs], marker);
    Ok(merged.map_err(|reason| reason.to_string()))
}

/// The text of a file, or why it cannot be merged by tables.
fn read(path: &Path) -> Result<Result<String, String>, Failure> {
    let shown = path.display();
    let cannot =
        |error: &dyn std::error::Error| Failure::because(format!("cannot read `{shown}`"), error);
    let metadata = fs::metadata(path).map_err(|error| cannot(&error))?;
    if !metadata.is_file() && path != Path::new("/dev/null") {
        return Err(Failure::new(format!(
            "cannot read `{shown}`: it is not a file"
        )));
    }
    let file = fs::File::open(path).map_err(|error| cannot(&error))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Ok(Err(format!(
            "a side is larger than {} MiB",
            LARGEST / 1024 / 1024
        )));
    }
    Ok(String::from_utf8(bytes).map_err(|_| "a side is not UTF-8".to_owned()))
}

/// Refuses to write through a link: whoever made it chose the file that we would change.
fn refuse_link(output: &Path) -> Result<(), Failure> {
    let is_link = fs::symlink_metadata(output).is_ok_and(|metadata| metadata.is_symlink());
    if is_link {
        let text = format!("cannot write `{}`: it is a symbolic link", output.display());
        return Err(Failure::new(text).hint("name the file itself"));
    }
    Ok(())
}

fn write(output: &Path, text: &[u8]) -> Result<(), Failure> {
    if output == Path::new("-") {
        use std::io::Write;
        let mut out = output::Output::stdout();
        out.write_all(text)?;
        return Ok(out.finish()?);
    }
    file::write(output, true, |_| true, |out| out.write_all(text))
}

fn exit(has_conflicts: bool) -> Exit {
    if has_conflicts {
        Exit::Found
    } else {
        Exit::Clean
    }
}

fn set_up(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let root = session.book_root()?;
    if !work_tree::is_under_git(&root) {
        return Err(
            Failure::new("the book is not under git, so git merges nothing here")
                .hint("`claimbook merge --help` shows the configuration for jj"),
        );
    }
    let tell = |label: &str, text: &str| session.console.tell(label, text);
    if arguments.install {
        let is_new = command::install(&root)? | attributes::install(&root)?;
        check(&root)?;
        if !is_new {
            tell("unchanged", "git merges this book with claimbook already");
            return Ok(Exit::Clean);
        }
        tell("done", "git merges this book with claimbook in this clone");
        tell(
            "see",
            "commit `.gitattributes`; each other clone runs `claimbook merge --install` once",
        );
        tell(
            "see",
            "for jj, `claimbook merge --help` shows its configuration",
        );
    } else if arguments.uninstall {
        let was_there = command::uninstall(&root) | attributes::uninstall(&root)?;
        if was_there {
            tell("done", "git merges this book line by line again");
        } else {
            tell("unchanged", "git does not merge this book with claimbook");
        }
    } else {
        check(&root)?;
        tell(
            "done",
            "git merges this book with claimbook, and the driver works",
        );
    }
    Ok(Exit::Clean)
}

fn check(root: &Path) -> Result<(), Failure> {
    attributes::check(root)?;
    command::check(root)
}
