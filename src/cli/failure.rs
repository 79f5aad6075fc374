//! Exit codes, and why a command ended early: a message, its causes and hints.

use claimbook::index::IndexError;
use std::error::Error;
use std::io;

/// The exit code. If a run has several reasons to end, the highest code wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: the command succeeded and found nothing wrong. An empty list is a success.
    #[default]
    Clean = 0,
    /// 1: `check` found something, or an id is unknown.
    Found = 1,
    /// 2: the command failed, or a file of the book could not be read completely.
    Failed = 2,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Whether the index is damaged, so that a new one might answer.
    pub(crate) is_damage: bool,
    /// The exit code.
    pub(crate) exit: Exit,
    /// What went wrong: lower case, no full stop. None for a closed pipe, which needs no message.
    message: Option<String>,
    causes: Vec<String>,
    hints: Vec<String>,
}

impl Failure {
    /// The command failed: exit code 2.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            is_damage: false,
            message: Some(message.into()),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// The book has no such thing: exit code 1.
    pub(crate) fn unknown(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Found,
            ..Self::new(message)
        }
    }

    /// The command failed because of this error and the errors behind it.
    pub(crate) fn because(message: impl Into<String>, error: &dyn Error) -> Self {
        let mut failure = Self::new(message);
        let mut cause = Some(error);
        while let Some(error) = cause {
            failure.causes.push(error.to_string());
            cause = error.source();
        }
        failure
    }

    /// Adds a cause in the words of another program.
    #[cfg(feature = "publish")]
    pub(crate) fn caused_by(mut self, cause: impl Into<String>) -> Self {
        self.causes.push(cause.into());
        self
    }

    /// Adds a hint.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The lines for stderr, each with its label.
    pub(crate) fn lines(&self) -> Vec<(&'static str, String)> {
        let message = self.message.iter().map(|text| ("error", text));
        let causes = self.causes.iter().map(|text| ("caused by", text));
        let hints = self.hints.iter().map(|text| ("hint", text));
        message
            .chain(causes)
            .chain(hints)
            .map(|(label, text)| (label, text.clone()))
            .collect()
    }
}

/// The index could not answer a question.
impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        let is_damage = error.is_damage();
        let failure = Self::because("cannot read the index", &error);
        Self {
            is_damage,
            ..failure
        }
        .hint("`claimbook cache clear` deletes it: claimbook builds it again from the text files")
    }
}

/// Writing the output failed. If the reader has closed the pipe, the run ends without a message and with exit code 0.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self {
                exit: Exit::Clean,
                is_damage: false,
                message: None,
                causes: Vec::new(),
                hints: Vec::new(),
            }
        } else {
            Self::because("cannot write the output", &error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Exit, Failure};
    use std::io;

    #[test]
    fn a_closed_pipe_is_a_quiet_clean_end() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((failure.exit, failure.lines().len()), (Exit::Clean, 0));
    }

    #[test]
    fn each_kind_of_failure_has_its_exit_code() {
        assert_eq!(Failure::new("a").exit, Exit::Failed);
        assert_eq!(Failure::unknown("a").exit, Exit::Found);
        let full = Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(full.exit, Exit::Failed);
        assert_eq!(full.lines()[0].1, "cannot write the output");
    }

    #[test]
    fn the_worst_exit_code_wins() {
        assert_eq!(Exit::Clean.max(Exit::Found), Exit::Found);
        assert_eq!(Exit::Failed.max(Exit::Found), Exit::Failed);
        assert_eq!(
            [Exit::Clean, Exit::Found, Exit::Failed].map(|exit| exit as u8),
            [0, 1, 2]
        );
    }

    #[test]
    fn causes_stand_between_the_message_and_the_hints_in_their_order() {
        let cause = io::Error::other(io::Error::other("inner"));
        let failure = Failure::because("outer", &cause).hint("one").hint("two");
        let labels: Vec<&str> = failure.lines().iter().map(|(label, _)| *label).collect();
        assert_eq!(labels.first(), Some(&"error"));
        assert_eq!(labels[labels.len() - 2..], ["hint", "hint"]);
        assert!(
            labels[1..labels.len() - 2]
                .iter()
                .all(|label| *label == "caused by")
        );
        assert_eq!(failure.lines().last().unwrap().1, "two");
    }
}
