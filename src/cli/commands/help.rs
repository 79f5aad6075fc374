//! `claimbook help` explains commands, the file format, statuses and codes. All of it is in the program.

use crate::cli::commands::check;
use crate::cli::failure::{Exit, Failure};
use crate::cli::guess;
use crate::cli::session::Session;
use claimbook::domain::status::{AttributionStatus, Derived, Flag, Status};
use claimbook::view::words;
use clap::{Args, Command};
use std::fmt::Write as _;
use std::io::Write as _;

/// The reference of the file format.
const FORMAT: &str = include_str!("../../../docs/format.md");

/// What follows the long help.
const AFTER_HELP: &str = "\
Topics:
  COMMAND   a command: its arguments, with examples
  format    the files of a book: every table and field
  status    what each status and flag means
  CODE      a finding of `claimbook check`; `all` lists them

Examples:
  claimbook help source add
  claimbook help format
  claimbook help single-source
  claimbook help one-origin";

/// Explain a command, the file format, the statuses, or a finding of check
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// A command, `format`, `status`, or a code [default: all commands]
    topic: Vec<String>,
}

/// Explains the topic.
pub(crate) fn run(
    arguments: &Arguments,
    session: &Session,
    mut program: Command,
) -> Result<Exit, Failure> {
    let topic: Vec<&str> = arguments.topic.iter().map(String::as_str).collect();
    program.build();
    if let Some(command) = command(&program, &topic) {
        let help = command.clone().render_long_help();
        let colour = session.console.screen().colour;
        let text = if colour {
            help.ansi().to_string()
        } else {
            help.to_string()
        };
        return print(session, &text);
    }
    match topic.as_slice() {
        ["format"] => print(session, FORMAT),
        ["status" | "statuses" | "flags"] => print(session, &statuses()),
        [word] => match status(word) {
            Some(text) => print(session, &text),
            None if guess::is_code(word) => check::explain(word),
            None => Err(unknown(word, &program)),
        },
        words => Err(unknown(&words.join(" "), &program)),
    }
}

fn print(session: &Session, text: &str) -> Result<Exit, Failure> {
    let mut out = session.console.paged();
    out.write_all(text.as_bytes())?;
    out.finish()?;
    Ok(Exit::Clean)
}

/// The command that these words name.
fn command<'c>(program: &'c Command, words: &[&str]) -> Option<&'c Command> {
    words
        .iter()
        .try_fold(program, |command, word| command.find_subcommand(word))
}

fn unknown(topic: &str, program: &Command) -> Failure {
    let failure = Failure::new(format!("there is no help on `{topic}`"));
    match guess::topic(topic, program) {
        Some(meant) => failure.hint(meant),
        None => failure.hint("`claimbook help` lists the commands; other topics are `format`, `status` and the codes of `claimbook check`"),
    }
}

/// Every status and flag with its meaning.
fn statuses() -> String {
    let mut text =
        "The status of a claim comes from its evidence, or from the newest ruling of a person.\n\n"
            .to_owned();
    text.push_str("From the evidence:\n");
    let derived = Derived::ALL.iter().map(|derived| Status::from(*derived));
    lines(
        &mut text,
        derived.map(|status| (status.as_str(), words::status(status))),
    );
    text.push_str("\nFrom a ruling (`claimbook rule`), which can also be contested or refuted:\n");
    let is_ruled = |status: &&Status| !Derived::ALL.iter().any(|of| Status::from(*of) == **status);
    let ruled = Status::ALL.iter().filter(is_ruled);
    lines(
        &mut text,
        ruled.map(|status| (status.as_str(), words::status(*status))),
    );
    lines(&mut text, [("open", OPEN)].into_iter());
    text.push_str("\nFlags, beside the status:\n");
    lines(
        &mut text,
        Flag::ALL
            .iter()
            .map(|flag| (flag.as_str(), words::flag(*flag))),
    );
    text.push_str("\nWhether the speaker said it:\n");
    let attribution = |status: &AttributionStatus| {
        (
            status.as_str(),
            words::attribution(*status).trim_start_matches(": "),
        )
    };
    lines(&mut text, AttributionStatus::ALL.iter().map(attribution));
    text
}

/// What a ruling of open does.
const OPEN: &str = "a person gave the claim back to its evidence";

/// One line for each word and its meaning.
fn lines<'w>(text: &mut String, words: impl Iterator<Item = (&'w str, &'w str)>) {
    for (word, meaning) in words {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {word:<16}{meaning}");
    }
}

/// What one status or flag means.
fn status(word: &str) -> Option<String> {
    let meaning = Status::parse(word)
        .map(words::status)
        .or_else(|| Flag::parse(word).map(words::flag))
        .or_else(|| (word == "open").then_some(OPEN))?;
    Some(format!(
        "{word}: {meaning}\n\n`claimbook help status` explains all of them.\n"
    ))
}
