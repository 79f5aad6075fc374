//! What a command works with: today, the manner of output, and the book around it.

use super::arguments::Global;
use super::exit::Exit;
use super::failure::Failure;
use super::output::Manner;
use super::progress::Bar;
use super::resolve::unanswered;
use chrono::NaiveDate;
use claimbook::diagnostic;
use claimbook::diagnostic::Diagnostic;
use claimbook::diagnostic::Lines;
use claimbook::diagnostic::Severity;
use claimbook::document::problem::Code;
use claimbook::view::diagnostic::Excerpt;
use claimbook::workspace::Unread;
use claimbook::workspace::Workspace;
use std::cell::Cell;
use std::path::PathBuf;

/// Problems that are shown before the rest is only counted.
const PROBLEMS_SHOWN: usize = 10;

/// One run of the program.
pub(crate) struct Session {
    /// How to write.
    pub(crate) manner: Manner,
    /// The day to take as today.
    pub(crate) today: NaiveDate,
    book: Option<PathBuf>,
    exit: Cell<Exit>,
}

impl Session {
    /// What the global arguments come to.
    pub(crate) fn new(global: &Global) -> Self {
        let manner = Manner { colour: global.color, quiet: global.quiet, pager: !global.no_pager };
        let today = global.today.unwrap_or_else(|| chrono::Local::now().date_naive());
        Self { manner, today, book: global.book.clone().or_else(book_of_environment), exit: Cell::default() }
    }

    /// The exit code that the run has come to so far.
    pub(crate) fn exit(&self) -> Exit {
        self.exit.get()
    }

    /// The folder of the book: the one named, else the one around the working folder.
    pub(crate) fn root(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(book) = &self.book {
            let failure = || Failure::new(format!("`{}` is no book: it has no `claims` folder", book.display()));
            let is_book = book.join("claims").is_dir();
            return if is_book { Ok(Some(book.clone())) } else { Err(failure().hint(how_to_start(book))) };
        }
        let here =
            std::env::current_dir().map_err(|error| Failure::because("cannot find the working folder", &error))?;
        Ok(Workspace::find(&here))
    }

    /// Opens the book, its index brought up to date. What could not be read is said on stderr and makes the run end with
    /// 2; the sound files answer all the same.
    pub(crate) fn open(&self) -> Result<Workspace, Failure> {
        let root = self.root()?.ok_or_else(|| {
            Failure::new("no book here: neither this folder nor one above it has a `claims` folder")
                .hint("`claimbook init` starts one here")
                .hint("`--book DIR` or CLAIMBOOK_DIR names one elsewhere")
        })?;
        let bar = Bar::new(self.manner.quiet);
        let workspace = Workspace::open(&root, &bar)
            .map_err(|error| Failure::because(format!("cannot open the book `{}`", root.display()), &error))?;
        self.tell_unread(&workspace)?;
        Ok(workspace)
    }

    fn tell_unread(&self, workspace: &Workspace) -> Result<(), Failure> {
        let unread = workspace.unread().map_err(|error| unanswered(&error))?;
        if unread.is_empty() {
            return Ok(());
        }
        self.exit.set(Exit::Failed);
        let mut shown: Vec<Excerpt> = unread.iter().flat_map(excerpts).collect();
        let more = shown.len().saturating_sub(PROBLEMS_SHOWN);
        shown.truncate(PROBLEMS_SHOWN);
        self.manner.show_problems(&shown);
        if more > 0 {
            self.manner.say("error", &format!("{more} more problems: run `claimbook check`"));
        }
        Ok(())
    }
}

/// `CLAIMBOOK_DIR`; an empty one names nothing.
fn book_of_environment() -> Option<PathBuf> {
    std::env::var_os("CLAIMBOOK_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from)
}

/// The problems of a file that could not be read whole.
fn excerpts(unread: &Unread) -> Vec<Excerpt> {
    match unread {
        Unread::Refused(refusal) => {
            let place = Lines::new("").place(&refusal.path, 0..0);
            let message = format!("{} {}", refusal.path, refusal.reason);
            let diagnostic = Diagnostic::new(Code::Unreadable.as_str(), Severity::Error, message, place);
            vec![Excerpt::new(&diagnostic, &|_| None)]
        }
        Unread::Problems { path, text, problems } => diagnostic::of_problems(path, text, problems.clone())
            .iter()
            .map(|diagnostic| Excerpt::new(diagnostic, &|_| Some(text)))
            .collect(),
    }
}

fn how_to_start(book: &std::path::Path) -> String {
    format!("`claimbook init {}` starts one there", book.display())
}
