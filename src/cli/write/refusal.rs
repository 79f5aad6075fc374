//! Why nothing was written, and what to do about it.

use crate::cli::failure::Failure;
use crate::cli::paths::shown_path;
use crate::cli::session::Session;
use claimbook::document::edit::EditRefusal;
use claimbook::workspace::{DraftError, WriteError};
use std::path::Path;

/// Why an edit could not be drafted.
pub(crate) fn refused(session: &Session, root: &Path, error: DraftError) -> Failure {
    let DraftError::Refused {
        path,
        text,
        refusal,
    } = error
    else {
        return Failure::new(error.to_string()).hint("nothing was written");
    };
    let shown = shown_path(root, &path);
    match refusal {
        EditRefusal::MergeMarkers => Failure::new(format!("`{shown}` has the markers of an unfinished merge"))
            .hint("nothing was written: resolve the merge between `<<<<<<<` and `>>>>>>>`, then run the command again"),
        EditRefusal::Broken(problems) => {
            session.show_file_problems(root, &path, &text, problems);
            Failure::new(format!("`{shown}` has problems: fix them before you edit it"))
                .hint("nothing was written")
        }
        EditRefusal::Unsound(problem) => {
            let failure = Failure::new(format!("this would break `{shown}`: {}", problem.message));
            problem.help.iter().fold(failure, Failure::hint).hint("nothing was written")
        }
        other => Failure::new(format!("`{shown}` {other}")).hint("nothing was written"),
    }
}

/// Why the files could not be written.
pub(crate) fn unwritten(error: &WriteError) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        WriteError::Changed { .. } => failure.hint("nothing was written: run the command again"),
        WriteError::Partly { .. } => {
            failure.hint("the next command finishes the change, or says what it could not finish")
        }
        WriteError::Unsynced { .. } => failure.hint("look after the disk"),
        WriteError::ReadOnly { .. } => {
            failure.hint("nothing was written: `chmod u+w` makes the file writable")
        }
        WriteError::Io { .. } | WriteError::Outside { .. } | WriteError::TooLarge { .. } => {
            failure.hint("nothing was written: no file changed")
        }
    }
}
