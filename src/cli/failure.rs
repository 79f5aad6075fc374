//! Why a command ended early: one message, its causes, and hints that only the command line can give.

use claimbook::index::IndexError;
use claimbook::render::clean;
use std::error::Error;
use std::io;

/// What the program ends with. A worse one wins over a better one, and 2 is the worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: done and clean. An empty list is clean.
    #[default]
    Clean = 0,
    /// 1: `check` found something, or an id is unknown.
    Found = 1,
    /// 2: the program could not run, or could not read a file of the book whole.
    Failed = 2,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A command's early end.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// What went wrong, as a fragment: lower case, no full stop. None where there is nothing to say: a closed pipe.
    message: Option<String>,
    causes: Vec<String>,
    hints: Vec<String>,
}

impl Failure {
    /// The work could not be done: exit code 2.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            message: Some(message.into()),
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Nothing in the book has this id: exit code 1.
    pub(crate) fn unknown(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Found,
            ..Self::new(message)
        }
    }

    /// The work could not be done for this reason.
    pub(crate) fn because(message: impl Into<String>, error: &dyn Error) -> Self {
        let mut failure = Self::new(message);
        let mut cause = Some(error);
        while let Some(error) = cause {
            failure.causes.push(error.to_string());
            cause = error.source();
        }
        failure
    }

    /// The same with a hint.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The lines for stderr.
    pub(crate) fn lines(&self) -> Vec<(&'static str, String)> {
        let message = self.message.iter().map(|text| ("error", text));
        let causes = self.causes.iter().map(|text| ("caused by", text));
        let hints = self.hints.iter().map(|text| ("hint", text));
        message
            .chain(causes)
            .chain(hints)
            .map(|(label, text)| (label, clean::lines(text).into_owned()))
            .collect()
    }
}

/// The index could not answer.
impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::because("cannot read the index", &error)
            .hint("delete the `.claimbook` folder: it is rebuilt from the text files")
    }
}

/// Writing the output failed. Where nobody reads any more, that is a quiet and clean end.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self {
                exit: Exit::Clean,
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
    use super::Exit;
    use super::Failure;
    use std::io;

    #[test]
    fn a_closed_pipe_is_a_quiet_clean_end() {
        let failure = Failure::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!((failure.exit, failure.lines().len()), (Exit::Clean, 0));
    }

    #[test]
    fn what_a_user_typed_is_shown_without_its_control_characters() {
        let failure = Failure::unknown("no claim `a\u{1b}[2J`").hint("`claimbook list`");
        let lines = failure.lines();
        assert_eq!(lines.first().unwrap().1, "no claim `a\\u{1b}[2J`");
        assert_eq!(
            lines.last().unwrap(),
            &("hint", "`claimbook list`".to_owned())
        );
    }
}
