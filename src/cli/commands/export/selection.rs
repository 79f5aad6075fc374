//! What an export takes from the book, and where it goes.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::file;
use crate::cli::read::filter::{FilterArguments, tell_unmatched};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::report::{Answer, Question};
use claimbook::domain::filter::Filter;
use claimbook::workspace::Workspace;
use clap::Args;
use std::io;
use std::io::Write;
use std::path::PathBuf;

/// What to export, and where to.
#[derive(Args, Debug)]
pub(super) struct Selection {
    /// Export only these claims or their sources: ids of claims, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    pub(super) ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// Write to FILE instead of stdout; `-` is stdout
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    /// Overwrite FILE even if it is not an export
    #[arg(long, requires = "output", help_heading = "Output")]
    force: bool,
    /// Include what is confidential
    #[arg(long, help_heading = "Output")]
    pub(super) internal: bool,
}

impl Selection {
    /// Refuses a file in the book's own folders.
    pub(super) fn refuse_in_book(&self, workspace: &Workspace) -> Result<(), Failure> {
        match file::named(self.output.clone()) {
            Some(path) => file::refuse_in_book(workspace.root(), &path),
            None => Ok(()),
        }
    }

    /// Whether the user picked claims, by name or by a filter.
    pub(super) fn picks_claims(&self, session: &Session) -> bool {
        let filter = self.filters.clone().filter(self.ids.clone(), session.today);
        filter != Filter::default()
    }

    /// The picked claims with everything that bears on them.
    pub(super) fn answer(
        &self,
        session: &Session,
        workspace: &Workspace,
    ) -> Result<Answer, Failure> {
        let filters = self.filters.clone();
        let filter = filters.resolved(&self.ids, session, workspace)?;
        let question = Question {
            filter: &filter,
            listing: session.file_order(),
            internal: self.internal,
        };
        let answer = answer::report::gather(workspace.index(), &question)?;
        if answer.claims.is_empty() {
            tell_unmatched(session, workspace.index(), &filter)?;
        }
        Ok(answer)
    }

    /// Writes the export to its file or to stdout. `is_ours` recognises an earlier export by its first bytes.
    pub(super) fn write(
        self,
        is_ours: impl Fn(&[u8]) -> bool,
        contents: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Exit, Failure> {
        if let Some(path) = file::named(self.output) {
            file::write(&path, self.force, is_ours, contents)?;
        } else {
            let mut out = Output::stdout();
            contents(&mut out)?;
            out.finish()?;
        }
        Ok(Exit::Clean)
    }
}

/// How many names a message shows.
const SHOWN: usize = 5;

/// The first few names, and how many more there are.
pub(super) fn some_of(names: &[&str]) -> String {
    let shown = names.iter().take(SHOWN).map(|name| format!("`{name}`"));
    let mut shown: Vec<String> = shown.collect();
    if names.len() > SHOWN {
        shown.push(format!("{} more", names.len() - SHOWN));
    }
    shown.join(", ")
}
