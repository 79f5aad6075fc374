//! Wrong guesses: what somebody means who types a command, flag or word of another program, and how to say it here.
//!
//! clap finds the mistake. This module puts it in our words, with one sentence about what to do instead.

mod commands;
mod flags;
mod given;
mod near;
mod values;

use crate::cli::failure::Failure;
use crate::cli::guess::given::Given;
use crate::cli::guess::near::near;
use claimbook::diagnostic::codes;
use claimbook::domain::status::{Flag, Status};
use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// The mistake in our words. `program` is built, so that each command has the global flags. None if clap's words are good enough.
pub(crate) fn failure(error: &clap::Error, program: &Command, words: &[String]) -> Option<Failure> {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = said(ContextKind::InvalidSubcommand)?;
            // What follows a wrong command are its arguments, not commands.
            let before = words.iter().take_while(|word| *word != typed);
            let before: Vec<String> = before.cloned().collect();
            Some(commands::failure(typed, &Given::of(program, &before)))
        }
        ErrorKind::UnknownArgument => {
            let typed = said(ContextKind::InvalidArg)?;
            Some(flags::failure(typed, &Given::of(program, words)))
        }
        ErrorKind::InvalidValue => {
            let Some(ContextValue::Strings(valid)) = error.get(ContextKind::ValidValue) else {
                return None;
            };
            let typed = said(ContextKind::InvalidValue).filter(|typed| !typed.is_empty())?;
            let argument = said(ContextKind::InvalidArg)?;
            Some(values::failure(typed, argument, valid))
        }
        _ => None,
    }
}

/// What to do instead of asking for help on this.
pub(crate) fn topic(typed: &str, program: &Command) -> Option<String> {
    let place = Given {
        command: program,
        name: String::new(),
    };
    let words = Status::WORDS.iter().chain(Flag::WORDS).copied();
    match near(typed, ["format", "status"].into_iter().chain(words)) {
        Some(topic) => Some(format!("did you mean `claimbook help {topic}`?")),
        None => commands::meant(typed, &place),
    }
}

/// Whether `check` has a finding with this code.
pub(crate) fn is_code(word: &str) -> bool {
    word == "all" || codes::all().any(|code| code == word)
}
