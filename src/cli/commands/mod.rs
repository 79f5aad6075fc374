//! The commands, one file each. A file holds the arguments of its command, whose comments are the help, and runs it.

mod add;
mod article;
mod ask;
mod cache;
mod check;
mod cite;
mod completions;
mod coverage;
mod diff;
mod draft;
mod edit;
mod export;
mod help;
mod import;
mod init;
mod layout;
mod list;
mod log;
mod man;
mod merge;
mod overview;
mod party;
mod publish;
mod rename;
mod report;
mod rm;
mod rule;
mod schema;
mod searched;
mod set;
mod show;
mod source;
mod sql;
mod stats;
mod uncite;
mod why;

use super::failure::Failure;
use super::session::Session;
use crate::cli::failure::Exit;
use clap::Subcommand;

/// A command and its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Arguments),
    Help(help::Arguments),
    Schema(schema::Arguments),
    List(list::Arguments),
    Show(show::Arguments),
    Why(why::Arguments),
    Stats(stats::Arguments),
    Check(check::Arguments),
    Coverage(coverage::Arguments),
    Draft(draft::Arguments),
    Log(log::Arguments),
    Diff(Box<diff::Arguments>),
    Add(add::Arguments),
    Cite(Box<cite::Arguments>),
    Uncite(uncite::Arguments),
    Ask(ask::Arguments),
    Searched(searched::Arguments),
    Rule(Box<rule::Arguments>),
    Set(set::Arguments),
    Edit(edit::Arguments),
    Rename(rename::Arguments),
    Rm(rm::Arguments),
    Report(report::Arguments),
    Export(export::Arguments),
    Import(Box<import::Arguments>),
    Publish(publish::Arguments),
    Sql(sql::Arguments),
    Source(source::Arguments),
    Article(article::Arguments),
    Party(party::Arguments),
    Layout(layout::Arguments),
    Merge(merge::Arguments),
    Cache(cache::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// The revision or date that its answer is to be of, as typed.
    pub(crate) fn as_of(&self) -> Option<&str> {
        match self {
            Self::List(arguments) => arguments.as_of.typed(),
            Self::Show(arguments) => arguments.as_of.typed(),
            Self::Why(arguments) => arguments.as_of.typed(),
            Self::Stats(arguments) => arguments.as_of.typed(),
            Self::Report(arguments) => arguments.as_of.typed(),
            _ => None,
        }
    }
}

/// The commands by what people come for, as the help of the program lists them.
pub(crate) const GROUPS: &[(&str, &[&str])] = &[
    ("Start", &["init", "help", "schema", "completions", "man"]),
    (
        "Read",
        &[
            "list", "show", "why", "stats", "log", "diff", "sql", "cache",
        ],
    ),
    (
        "Write",
        &[
            "draft", "add", "cite", "uncite", "ask", "searched", "rule", "set", "edit", "rename",
            "rm", "article", "source", "party", "layout",
        ],
    ),
    ("Check and report", &["check", "coverage", "report"]),
    ("Exchange", &["import", "export", "publish"]),
    ("Together", &["merge"]),
];

/// Runs a command, or shows an overview of the book if there is none. `program` is clap's description of the whole
/// command line, which help, manual pages and completions are made of.
pub(crate) fn run(
    command: Option<Command>,
    session: &Session,
    program: fn() -> clap::Command,
) -> Result<Exit, Failure> {
    match command {
        None => overview::run(session, program()),
        Some(Command::Init(arguments)) => init::run(&arguments, session),
        Some(Command::Help(arguments)) => help::run(&arguments, session, program()),
        Some(Command::Schema(arguments)) => schema::run(&arguments),
        Some(Command::List(arguments)) => list::run(arguments, session),
        Some(Command::Show(arguments)) => show::run(&arguments, session),
        Some(Command::Why(arguments)) => why::run(&arguments, session),
        Some(Command::Publish(arguments)) => publish::run(&arguments, session),
        Some(Command::Sql(arguments)) => sql::run(&arguments, session),
        Some(Command::Stats(arguments)) => stats::run(arguments, session),
        Some(Command::Check(arguments)) => check::run(&arguments, session),
        Some(Command::Coverage(arguments)) => coverage::run(&arguments, session),
        Some(Command::Draft(arguments)) => draft::run(&arguments, session),
        Some(Command::Log(arguments)) => log::run(&arguments, session),
        Some(Command::Diff(arguments)) => diff::run(&arguments, session),
        Some(Command::Add(arguments)) => add::run(&arguments, session),
        Some(Command::Cite(arguments)) => cite::run(&arguments, session),
        Some(Command::Uncite(arguments)) => uncite::run(&arguments, session),
        Some(Command::Ask(arguments)) => ask::run(&arguments, session),
        Some(Command::Searched(arguments)) => searched::run(&arguments, session),
        Some(Command::Rule(arguments)) => rule::run(*arguments, session),
        Some(Command::Set(arguments)) => set::run(arguments, session),
        Some(Command::Edit(arguments)) => edit::run(&arguments, session),
        Some(Command::Rename(arguments)) => rename::run(&arguments, session),
        Some(Command::Rm(arguments)) => rm::run(&arguments, session),
        Some(Command::Report(arguments)) => report::run(arguments, session),
        Some(Command::Export(arguments)) => export::run(arguments, session),
        Some(Command::Import(arguments)) => import::run(&arguments, session),
        Some(Command::Source(arguments)) => source::run(arguments, session),
        Some(Command::Article(arguments)) => article::run(arguments, session),
        Some(Command::Party(arguments)) => party::run(arguments, session),
        Some(Command::Merge(arguments)) => merge::run(&arguments, session),
        Some(Command::Layout(arguments)) => layout::run(&arguments, session),
        Some(Command::Cache(arguments)) => cache::run(&arguments, session),
        Some(Command::Completions(arguments)) => completions::run(&arguments),
        Some(Command::Man(arguments)) => man::run(&arguments, program()),
    }
}
