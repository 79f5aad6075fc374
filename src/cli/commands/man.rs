//! `claimbook man` prints manual pages, made from the words of the help.

use crate::cli::failure::{Exit, Failure};
use crate::cli::terminal::output;
use clap::{Args, Command};
use std::io;
use std::path::PathBuf;

/// What follows the long help.
const AFTER_HELP: &str = "\
Examples:
  claimbook man | man -l -
  claimbook man source list | man -l -
  claimbook man --dir ~/.local/share/man/man1";

/// Print a manual page, or write all of them
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The command to print the page of [default: claimbook itself]
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    /// Write a page for every command into DIR
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

/// Prints a page, or writes all of them.
pub(crate) fn run(arguments: &Arguments, mut program: Command) -> Result<Exit, Failure> {
    program.build();
    if let Some(dir) = &arguments.dir {
        std::fs::create_dir_all(dir).map_err(|error| cannot_write(dir, &error))?;
        write_pages(&program, "claimbook", dir)?;
    } else {
        let page = page(found(&program, &arguments.command)?, &arguments.command)?;
        output::print(&String::from_utf8_lossy(&page))?;
    }
    Ok(Exit::Clean)
}

fn found<'c>(root: &'c Command, names: &[String]) -> Result<&'c Command, Failure> {
    names.iter().try_fold(root, |command, name| {
        command.find_subcommand(name).ok_or_else(|| {
            Failure::new(format!("there is no command `{name}`"))
                .hint("`claimbook help` lists the commands")
        })
    })
}

fn page(command: &Command, names: &[String]) -> io::Result<Vec<u8>> {
    let name = std::iter::once("claimbook")
        .chain(names.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("-");
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .title(name.to_uppercase())
        .render(&mut page)?;
    Ok(page)
}

fn write_pages(command: &Command, name: &str, dir: &std::path::Path) -> Result<(), Failure> {
    let names: Vec<String> = name.split('-').skip(1).map(str::to_owned).collect();
    let path = dir.join(format!("{name}.1"));
    let page = page(command, &names).map_err(|error| cannot_write(&path, &error))?;
    std::fs::write(&path, page).map_err(|error| cannot_write(&path, &error))?;
    for child in command
        .get_subcommands()
        .filter(|child| child.get_name() != "help" && !child.is_hide_set())
    {
        write_pages(child, &format!("{name}-{}", child.get_name()), dir)?;
    }
    Ok(())
}

fn cannot_write(path: &std::path::Path, error: &io::Error) -> Failure {
    Failure::because(format!("cannot write `{}`", path.display()), error)
}
