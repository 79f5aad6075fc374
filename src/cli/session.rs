//! What a command works with: today, the manner of output, and the book around it.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::terminal::colour::Colour;
use crate::cli::terminal::output::Console;
use crate::cli::terminal::progress::WorkBar;
use crate::cli::values;
use chrono::NaiveDate;
use claimbook::diagnostic;
use claimbook::diagnostic::Diagnostic;
use claimbook::diagnostic::Lines;
use claimbook::diagnostic::Severity;
use claimbook::document::problem::Code;
use claimbook::document::problem::Problem;
use claimbook::view::diagnostic::Excerpt;
use claimbook::workspace::OpenError;
use claimbook::workspace::Unread;
use claimbook::workspace::Workspace;
use claimbook::workspace::WriteLock;
use clap::Args;
use std::cell::Cell;
use std::path::Path;
use std::path::PathBuf;

/// Problems that are shown before the rest is only counted.
const PROBLEMS_SHOWN: usize = 10;

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Use the book in DIR instead of the one around the working folder
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) book: Option<PathBuf>,
    /// When to colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true
    )]
    pub(crate) color: Colour,
    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Never send long output through a pager
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// The day to take as today
    #[arg(long, global = true, value_name = "DAY", value_parser = values::calendar_day, env = "CLAIMBOOK_TODAY", hide = true)]
    pub(crate) today: Option<NaiveDate>,
}

/// One run of the program.
pub(crate) struct Session {
    /// How to write.
    pub(crate) console: Console,
    /// The day to take as today.
    pub(crate) today: NaiveDate,
    book: Option<PathBuf>,
    exit: Cell<Exit>,
    /// How many files of the book could not be read whole.
    unread: Cell<usize>,
}

impl Session {
    /// What the global arguments come to.
    pub(crate) fn new(global: &Global) -> Self {
        let console = Console {
            colour: global.color,
            quiet: global.quiet,
            pager: !global.no_pager,
        };
        let today = global
            .today
            .unwrap_or_else(|| chrono::Local::now().date_naive());
        Self {
            console,
            today,
            book: global.book.clone().or_else(book_of_environment),
            exit: Cell::default(),
            unread: Cell::default(),
        }
    }

    /// The exit code that the run has come to so far.
    pub(crate) fn exit(&self) -> Exit {
        self.exit.get()
    }

    /// The exit code of a run that ended early: what is unknown may stand in a file that could not be read, and 2 wins.
    pub(crate) fn exit_after(&self, failure: &Failure) -> Exit {
        if failure.exit == Exit::Found && self.unread.get() > 0 {
            Exit::Failed
        } else {
            failure.exit
        }
    }

    /// How many files of the book could not be read whole.
    pub(crate) fn unread(&self) -> u64 {
        self.unread.get() as u64
    }

    /// The folder of the book: the one named, else the one around the working folder.
    pub(crate) fn root(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(book) = &self.book {
            let failure = || {
                Failure::new(format!(
                    "`{}` is no book: it has no `claims` folder",
                    book.display()
                ))
            };
            let is_book = book.join("claims").is_dir();
            return if is_book {
                Ok(Some(book.clone()))
            } else {
                Err(failure().hint(how_to_start(book)))
            };
        }
        let here = std::env::current_dir()
            .map_err(|error| Failure::because("cannot find the working folder", &error))?;
        Ok(Workspace::find(&here))
    }

    /// Opens the book, its index brought up to date. What could not be read is said on stderr and makes the run end with
    /// 2; the sound files answer all the same.
    pub(crate) fn open(&self) -> Result<Workspace, Failure> {
        let workspace = self.open_at(&self.book_root()?)?;
        if self.tell_unread(&workspace)? {
            self.exit.set(Exit::Failed);
        }
        Ok(workspace)
    }

    /// Opens the book for a command that tells of what could not be read itself.
    pub(crate) fn open_to_check(&self) -> Result<Workspace, Failure> {
        self.open_at(&self.book_root()?)
    }

    /// The folder of the book, where there must be one.
    pub(crate) fn book_root(&self) -> Result<PathBuf, Failure> {
        self.root()?.ok_or_else(|| {
            Failure::new("no book here: neither this folder nor one above it has a `claims` folder")
                .hint("`claimbook init` starts one here")
                .hint("`--book DIR` or CLAIMBOOK_DIR names one elsewhere")
        })
    }

    /// Opens the book at `root`. Says what an earlier run left half done, and nothing of files that cannot be read.
    pub(crate) fn open_at(&self, root: &Path) -> Result<Workspace, Failure> {
        let bar = WorkBar::new(self.console.quiet);
        let workspace = Workspace::open(root, &bar).map_err(|error| unopened(root, &error))?;
        self.tell_torn(&workspace);
        Ok(workspace)
    }

    /// Opens the book at `root` to write in it, alone. Files that cannot be read are named, but a write elsewhere is no
    /// less done for them: they do not change the exit code.
    pub(crate) fn open_to_write(
        &self,
        root: &Path,
        command: &str,
    ) -> Result<(Workspace, WriteLock), Failure> {
        let bar = WorkBar::new(self.console.quiet);
        let who = format!("`claimbook {command}` (process {})", std::process::id());
        let console = self.console;
        let waiting = |holder: &str| {
            console.say("waiting", &format!("the book is being written by {holder}"));
        };
        let (workspace, lock) = Workspace::open_to_write(root, &who, &waiting, &bar)
            .map_err(|error| unopened(root, &error))?;
        self.tell_torn(&workspace);
        self.tell_unread(&workspace)?;
        Ok((workspace, lock))
    }

    /// Shows the problems of one file.
    pub(crate) fn show_file_problems(&self, path: &str, text: &str, problems: Vec<Problem>) {
        self.show_unread(&[Unread::Problems {
            path: path.to_owned(),
            text: text.to_owned(),
            problems,
        }]);
    }

    /// Shows what could not be read whole.
    pub(crate) fn show_unread(&self, unread: &[Unread]) {
        let mut shown: Vec<Excerpt> = unread.iter().flat_map(excerpts).collect();
        let more = shown.len().saturating_sub(PROBLEMS_SHOWN);
        shown.truncate(PROBLEMS_SHOWN);
        self.console.show_problems(&shown);
        if more > 0 {
            self.console.say(
                "error",
                &format!("{more} more problems: run `claimbook check`"),
            );
        }
    }

    /// Says what an earlier run left half done.
    fn tell_torn(&self, workspace: &Workspace) {
        let Some(torn) = workspace.torn() else { return };
        let begun = format!(
            "an earlier `claimbook {}` was cut short: {} carried its change, {} did not",
            torn.command,
            torn.carried.join(", "),
            torn.finished
                .iter()
                .chain(&torn.left)
                .cloned()
                .collect::<Vec<_>>()
                .join(", "),
        );
        self.console.say("warning", &begun);
        if !torn.finished.is_empty() {
            self.console.say(
                "warning",
                &format!("it is finished now in {}", torn.finished.join(", ")),
            );
        }
        if !torn.left.is_empty() {
            self.console.say(
                "warning",
                &format!(
                    "{} changed since and is left as it is",
                    torn.left.join(", ")
                ),
            );
        }
    }

    /// Says what could not be read whole; `true` when there is any.
    fn tell_unread(&self, workspace: &Workspace) -> Result<bool, Failure> {
        let unread = workspace.unread()?;
        if unread.is_empty() {
            return Ok(false);
        }
        self.unread.set(unread.len());
        self.show_unread(&unread);
        Ok(true)
    }
}

/// A path inside the book as it can be typed here.
pub(crate) fn shown_path(root: &Path, path: &str) -> String {
    let whole = root.join(path);
    let here = std::env::current_dir().unwrap_or_default();
    whole
        .strip_prefix(&here)
        .unwrap_or(&whole)
        .display()
        .to_string()
}

/// `CLAIMBOOK_DIR`; an empty one names nothing.
fn book_of_environment() -> Option<PathBuf> {
    std::env::var_os("CLAIMBOOK_DIR")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
}

/// The problems of a file that could not be read whole.
fn excerpts(unread: &Unread) -> Vec<Excerpt> {
    match unread {
        Unread::Refused(refusal) => {
            let place = Lines::new("").place(&refusal.path, 0..0);
            let message = format!("{} {}", refusal.path, refusal.reason);
            let diagnostic =
                Diagnostic::new(Code::Unreadable.as_str(), Severity::Error, message, place);
            vec![Excerpt::new(&diagnostic, &|_| None)]
        }
        Unread::Problems {
            path,
            text,
            problems,
        } => diagnostic::of_problems(path, text, problems.clone())
            .iter()
            .map(|diagnostic| Excerpt::new(diagnostic, &|_| Some(text)))
            .collect(),
    }
}

fn unopened(root: &Path, error: &OpenError) -> Failure {
    Failure::because(format!("cannot open the book `{}`", root.display()), error)
}

fn how_to_start(book: &Path) -> String {
    format!("`claimbook init {}` starts one there", book.display())
}
