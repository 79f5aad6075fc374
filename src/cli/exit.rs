//! The exit codes, and nothing else.

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
