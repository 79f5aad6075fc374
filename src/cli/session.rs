//! What every command works with: the global options, today's date, and the book.

use crate::cli::failure::{Exit, Failure};
use crate::cli::git::past::Past;
use crate::cli::git::revision::{Commit, Repository};
use crate::cli::paths::SeenFrom;
use crate::cli::terminal::colour::Colour;
use crate::cli::terminal::output::Console;
use crate::cli::terminal::progress::WorkBar;
use crate::cli::{caches, values};
use chrono::NaiveDate;
use claimbook::document::problem::Problem;
use claimbook::index::{Listing, Order};
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::revision::RevisionName;
use claimbook::workspace::{CacheFolder, FileFindings, OpenError, Workspace, WriteLock};
use clap::Args;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many problems are shown. The rest are counted.
const PROBLEMS_SHOWN: usize = 3;

/// How many files that claimbook does not read are named. The rest are counted.
const NAMES_SHOWN: usize = 3;

/// Options that every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Use the book in DIR [default: this folder or one above it]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) book: Option<PathBuf>,
    /// Keep the indexes of books in DIR [default: a folder of your system for caches]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        hide_default_value = true
    )]
    pub(crate) color: Colour,
    /// Print only results and errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Do not use a pager for long output
    #[arg(long, global = true)]
    pub(crate) no_pager: bool,
    /// Use DAY as today's date
    #[arg(long, global = true, value_name = "DAY", value_parser = values::calendar_day, env = "CLAIMBOOK_TODAY", hide = true)]
    pub(crate) today: Option<NaiveDate>,
}

/// One run of the program.
pub(crate) struct Session {
    /// Where messages and results go.
    pub(crate) console: Console,
    /// Today's date.
    pub(crate) today: NaiveDate,
    book: Option<PathBuf>,
    /// The folder that holds the caches of all books.
    caches: Option<PathBuf>,
    exit: Cell<Exit>,
    /// Whether the command has changed files.
    written: Cell<bool>,
    /// How many files of the book could not be read completely.
    unread: Cell<usize>,
    /// Whether the user knows of the files that claimbook does not read because of their names.
    unread_names_told: Cell<bool>,
    /// The revision that the command looks at, if not at the files.
    past: Option<Past>,
}

impl Session {
    /// Starts a run with these global options.
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
            caches: caches::home(global.cache.as_deref(), &|name| std::env::var_os(name)),
            exit: Cell::default(),
            written: Cell::default(),
            unread: Cell::default(),
            unread_names_told: Cell::default(),
            past: None,
        }
    }

    /// Makes every answer of this run that of a revision, or of the last commit of a day, which is then today.
    pub(crate) fn go_back(&mut self, typed: &str) -> Result<(), Failure> {
        let (past, today) = Past::read(&self.book_root()?, typed, self.today)?;
        self.past = Some(past);
        self.today = today;
        Ok(())
    }

    /// The revision that the answers of this run are of; `None` if they are of the files.
    pub(crate) fn as_of(&self) -> Option<&RevisionName> {
        self.past.as_ref().map(|past| &past.name)
    }

    /// All claims in the order of the files.
    pub(crate) fn file_order(&self) -> Listing {
        Listing {
            order: Order::Place,
            reverse: false,
            limit: None,
            today: self.today,
        }
    }

    /// The exit code of the run so far.
    pub(crate) fn exit(&self) -> Exit {
        self.exit.get()
    }

    /// The exit code of a run that ended early. An unknown id may be in a file that could not be read, so 2 wins over 1.
    pub(crate) fn exit_after(&self, failure: &Failure) -> Exit {
        if failure.exit == Exit::Found && self.unread.get() > 0 {
            Exit::Failed
        } else {
            failure.exit
        }
    }

    /// How many files of the book could not be read completely.
    pub(crate) fn unread(&self) -> u64 {
        self.unread.get() as u64
    }

    /// The book's folder: the one that the user names, else the nearest one from the working folder upwards.
    pub(crate) fn root(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(book) = &self.book {
            let failure = || {
                Failure::new(format!(
                    "`{}` is not a book: it has no `claims` folder",
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

    /// Opens the book and brings its index up to date. Problems in files go to stderr and make the run end with 2. The
    /// sound files still answer.
    pub(crate) fn open(&self) -> Result<Workspace, Failure> {
        let workspace = self.open_at(&self.book_root()?)?;
        if self.tell_unread(&workspace)? {
            self.exit.set(Exit::Failed);
        }
        Ok(workspace)
    }

    /// Opens the book at a commit, for a command that compares. Problems in its files go to stderr and make the run end
    /// with 2.
    pub(crate) fn open_commit(
        &self,
        repository: &Repository,
        commit: &Commit,
    ) -> Result<Workspace, Failure> {
        let root = self.book_root()?;
        let snapshot = repository.tree(commit)?.snapshot(&BTreeSet::new())?;
        let bar = WorkBar::new(self.console);
        let workspace = Workspace::of_snapshot(&root, snapshot, self.today, &bar)
            .map_err(|error| unopened(&root, &error))?;
        let unread = workspace.unread()?;
        if !unread.is_empty() {
            self.unread.set(unread.len());
            self.exit.set(Exit::Failed);
            self.show_unread_at(&root, &unread, Some(&commit.short));
        }
        Ok(workspace)
    }

    /// Opens the book for a command that reports problems in files itself.
    pub(crate) fn open_to_check(&self) -> Result<Workspace, Failure> {
        self.open_at(&self.book_root()?)
    }

    /// The book's folder, or a failure that says how to start a book.
    pub(crate) fn book_root(&self) -> Result<PathBuf, Failure> {
        self.root()?.ok_or_else(|| {
            Failure::new(
                "this is not a book: neither this folder nor one above it has a `claims` folder",
            )
            .hint("`claimbook init` starts a book here")
            .hint("`--book DIR` or CLAIMBOOK_DIR names a book elsewhere")
        })
    }

    /// Opens the book at `root`. Reports a write that an earlier run left half done, and files with a wrong ending, but no
    /// problems in files.
    pub(crate) fn open_at(&self, root: &Path) -> Result<Workspace, Failure> {
        let bar = WorkBar::new(self.console);
        let workspace = match &self.past {
            Some(past) => Workspace::of_snapshot(root, past.snapshot.clone(), self.today, &bar),
            None => Workspace::open(root, self.cache(root).as_ref(), self.today, &bar),
        };
        let workspace = workspace.map_err(|error| unopened(root, &error))?;
        self.tell_torn(&workspace);
        self.tell_unread_names(&workspace);
        Ok(workspace)
    }

    /// Opens the book at `root` and locks it for writing. Reports no problems in files.
    pub(crate) fn open_to_write(
        &self,
        root: &Path,
        command: &str,
    ) -> Result<(Workspace, WriteLock), Failure> {
        let bar = WorkBar::new(self.console);
        let who = format!("`claimbook {command}` (process {})", std::process::id());
        let console = self.console;
        let waiting = |holder: &str| {
            console.say("waiting", &format!("{holder} is writing to the book"));
        };
        let cache = self.cache(root);
        let on = (cache.as_ref(), self.today);
        let (workspace, lock) = Workspace::open_to_write(root, on, &who, &waiting, &bar)
            .map_err(|error| unopened(root, &error))?;
        self.tell_torn(&workspace);
        self.tell_unread_names(&workspace);
        Ok((workspace, lock))
    }

    /// The cache folder of the book at `root`. None if there is no place for it: then the index is in memory.
    fn cache(&self, root: &Path) -> Option<CacheFolder> {
        CacheFolder::open(self.caches.as_ref()?, root).ok()
    }

    /// The cache folder of the book, or why there is none.
    pub(crate) fn cache_of_book(&self) -> Result<CacheFolder, Failure> {
        let root = self.book_root()?;
        let none = || {
            Failure::new("there is no folder for caches, so the index is in memory")
                .hint("`--cache DIR` or CLAIMBOOK_CACHE names one")
        };
        let home = self.caches.as_ref().ok_or_else(none)?;
        CacheFolder::open(home, &root).map_err(|error| {
            let text = format!("cannot keep an index in `{}`", home.display());
            Failure::because(text, &error)
        })
    }

    /// Notes that the command has changed files, so it must not run twice.
    pub(crate) fn note_written(&self) {
        self.written.set(true);
    }

    /// Whether the command has changed files.
    pub(crate) fn has_written(&self) -> bool {
        self.written.get()
    }

    /// Makes claimbook build the index of the book again, because it is damaged.
    pub(crate) fn drop_index(&self) -> bool {
        let cache = self.cache_of_book();
        cache.is_ok_and(|cache| Workspace::clear(&cache).is_ok())
    }

    /// Shows the problems of one file, with excerpts.
    pub(crate) fn show_file_problems(
        &self,
        root: &Path,
        path: &str,
        text: &str,
        problems: Vec<Problem>,
    ) {
        let file = FileFindings::of_problems(path, text.to_owned(), problems);
        self.show_unread(root, &[file]);
    }

    /// Shows the problems of files that could not be read completely.
    pub(crate) fn show_unread(&self, root: &Path, unread: &[FileFindings]) {
        let past = self.past.as_ref().map(|past| past.name.short.as_str());
        self.show_unread_at(root, unread, past);
    }

    /// Shows them as problems of a revision.
    fn show_unread_at(&self, root: &Path, unread: &[FileFindings], revision: Option<&str>) {
        let seen = SeenFrom::here(root);
        // As `git show` takes it.
        let path = |path: &str| match revision {
            Some(revision) => format!("{revision}:{path}"),
            None => seen.path(path),
        };
        let excerpts = unread.iter().flat_map(excerpts);
        let mut shown: Vec<Excerpt> = excerpts.map(|one| one.seen_as(&path)).collect();
        let more = shown.len().saturating_sub(PROBLEMS_SHOWN);
        shown.truncate(PROBLEMS_SHOWN);
        self.console.show_problems(&shown);
        if more > 0 {
            self.console.say(
                "error",
                &format!("{more} more problems: `claimbook check` shows all of them"),
            );
        }
    }

    /// Reports a write that an earlier run left half done.
    fn tell_torn(&self, workspace: &Workspace) {
        let Some(torn) = workspace.torn() else { return };
        let begun = format!(
            "an earlier `claimbook {}` stopped halfway: it changed {}, but not {}",
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
                &format!(
                    "claimbook has now finished it in {}",
                    torn.finished.join(", ")
                ),
            );
        }
        if !torn.left.is_empty() {
            self.console.say(
                "warning",
                &format!(
                    "{} changed since then, so claimbook left it alone",
                    torn.left.join(", ")
                ),
            );
        }
    }

    /// Names the files that claimbook does not read because of their names, once.
    fn tell_unread_names(&self, workspace: &Workspace) {
        if self.unread_names_told.replace(true) {
            return;
        }
        let seen = SeenFrom::here(workspace.root());
        let paths = workspace.unread_by_name().map(|path| seen.path(path));
        let paths: Vec<String> = paths.collect();
        let shown = paths.iter().take(NAMES_SHOWN).map(String::as_str);
        let shown = shown.collect::<Vec<_>>().join(", ");
        let text = match paths.len() {
            0 => return,
            1 => format!("claimbook does not read {shown}: its name does not end with `.toml`"),
            all => {
                let more = match all.saturating_sub(NAMES_SHOWN) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!(
                    "claimbook does not read {all} files, whose names do not end with `.toml`: {shown}{more}"
                )
            }
        };
        self.console.tell("warning", &text);
    }

    /// Shows problems in files, and returns whether there are any.
    pub(crate) fn tell_unread(&self, workspace: &Workspace) -> Result<bool, Failure> {
        let unread = workspace.unread()?;
        if unread.is_empty() {
            return Ok(false);
        }
        self.unread.set(unread.len());
        self.show_unread(workspace.root(), &unread);
        Ok(true)
    }
}

/// The book's name from its settings, else its folder's name.
pub(crate) fn book_name(workspace: &Workspace) -> String {
    workspace
        .config()
        .name
        .clone()
        .unwrap_or_else(|| folder_name(workspace.root()))
}

fn folder_name(root: &Path) -> String {
    let folder = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    folder.file_name().map_or_else(
        || folder.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The value of `CLAIMBOOK_DIR`. An empty one counts as unset.
fn book_of_environment() -> Option<PathBuf> {
    std::env::var_os("CLAIMBOOK_DIR")
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
}

/// The problems of one file, ready to draw.
fn excerpts(file: &FileFindings) -> impl Iterator<Item = Excerpt> {
    let text = |path: &str| file.texts.get(path).map(String::as_str);
    let diagnostics = file.diagnostics.iter();
    diagnostics.map(move |diagnostic| Excerpt::new(diagnostic, &text))
}

fn unopened(root: &Path, error: &OpenError) -> Failure {
    Failure::because(format!("cannot open the book `{}`", root.display()), error)
}

fn how_to_start(book: &Path) -> String {
    format!("`claimbook init {}` starts a book there", book.display())
}
