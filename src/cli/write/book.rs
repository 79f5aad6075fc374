//! A book opened for writing: edits are drafted, shown or written, and what they changed is said.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::session::shown_path;
use crate::cli::terminal::output::Output;
use crate::cli::terminal::progress::WorkBar;
use claimbook::document;
use claimbook::document::edit::Edit;
use claimbook::document::edit::Reference;
use claimbook::document::edit::Refusal;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::status::Status;
use claimbook::render::diff;
use claimbook::workspace::Draft;
use claimbook::workspace::DraftError;
use claimbook::workspace::FileChange;
use claimbook::workspace::Progress;
use claimbook::workspace::Workspace;
use claimbook::workspace::WriteError;
use claimbook::workspace::WriteLock;
use clap::Args;
use std::collections::BTreeMap;
use std::io::IsTerminal;

/// Status changes that are shown before the rest is only counted.
const CHANGES_SHOWN: usize = 10;

/// What every writing command takes.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct WriteArguments {
    /// Show what would change, as a diff, and write nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

/// A book opened for writing.
pub(crate) struct WritableBook<'s> {
    pub(crate) session: &'s Session,
    pub(crate) workspace: Workspace,
    pub(crate) draft: Draft,
    /// None when nothing is to be written.
    lock: Option<WriteLock>,
    command: &'static str,
    /// The claims whose status is shown, with what it was.
    watched: BTreeMap<String, Option<Status>>,
    /// The place to point at, where the first change is not what was asked for.
    place: Option<(String, u32)>,
}

impl<'s> WritableBook<'s> {
    /// Opens the book for a command: alone, unless it only shows what it would do.
    pub(crate) fn open(
        session: &'s Session,
        command: &'static str,
        write: WriteArguments,
    ) -> Result<Self, Failure> {
        let root = session.book_root()?;
        let (workspace, lock) = if write.dry_run {
            (session.open_at(&root)?, None)
        } else {
            let (workspace, lock) = session.open_to_write(&root, command)?;
            (workspace, Some(lock))
        };
        let draft = Draft::new(workspace.root());
        Ok(Self {
            session,
            workspace,
            draft,
            lock,
            command,
            watched: BTreeMap::new(),
            place: None,
        })
    }

    /// Drafts edits of one file.
    pub(crate) fn edit(&mut self, path: &str, edits: &[Edit]) -> Result<(), Failure> {
        self.draft
            .edit(path, edits)
            .map_err(|error| self.refused(error))
    }

    /// Drafts edits of many files.
    pub(crate) fn edit_all(&mut self, edits: BTreeMap<String, Vec<Edit>>) -> Result<(), Failure> {
        let bar = WorkBar::of("editing files", self.session.console.quiet);
        bar.begin(edits.len() as u64);
        let edited = self.draft.edit_all(edits, &|| bar.advance(1));
        bar.end();
        edited.map_err(|error| self.refused(error))
    }

    /// The text of a file as it is drafted.
    pub(crate) fn text(&mut self, path: &str) -> Result<String, Failure> {
        self.draft
            .text(path)
            .map(str::to_owned)
            .map_err(|error| Failure::new(error.to_string()))
    }

    /// Every reference of the book to a thing of this kind whose name is one, by file. Files that cannot be read whole are
    /// refused when they hold one, because not every reference in them might be found.
    pub(crate) fn naming(
        &self,
        kind: &str,
        id: &str,
        is_one: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Vec<(String, Vec<Reference>)>, Failure> {
        self.workspace
            .naming(kind, id, is_one)
            .map_err(|error| Failure::because("cannot read the book", &error))
    }

    /// Points at the line of a record.
    pub(crate) fn point_at(&mut self, path: &str, line: u32) {
        self.place = Some((path.to_owned(), line));
    }

    /// Points at the claim's last evidence row or ruling.
    pub(crate) fn point_at_row(
        &mut self,
        path: &str,
        claim: &str,
        key: &str,
    ) -> Result<(), Failure> {
        let claims = document::parse(&self.text(path)?, "").records.claims;
        let claim = claims.iter().find(|found| found.core.id.as_str() == claim);
        let line = claim.and_then(|claim| match key {
            "ruling" => claim.words.rulings.last().map(|row| row.line),
            _ => claim.words.evidence.last().map(|row| row.line),
        });
        self.place = line.map(|line| (path.to_owned(), line));
        Ok(())
    }

    /// Remembers what a claim's status is, to show what it becomes.
    pub(crate) fn watch(&mut self, claim: &str) -> Result<(), Failure> {
        let status = self.status(claim)?;
        self.watched.insert(claim.to_owned(), status);
        Ok(())
    }

    fn status(&self, claim: &str) -> Result<Option<Status>, Failure> {
        let index = self.workspace.index();
        let row = index.row_of(RecordKind::Claim, claim)?;
        let claim = row
            .map(|row| index.claim(row, self.session.today))
            .transpose();
        Ok(claim?.map(|claim| claim.status))
    }

    /// Shows the draft's diff, or writes it and says `done`, where that is, and what became of the claims watched.
    pub(crate) fn finish(mut self, done: &str) -> Result<Exit, Failure> {
        if self.draft.changes().next().is_none() {
            self.tell("unchanged", "the book says so already");
            return Ok(Exit::Clean);
        }
        let Some(lock) = self.lock.take() else {
            self.show_diff()?;
            return Ok(Exit::Clean);
        };
        let places: Vec<(String, usize)> = self
            .draft
            .changes()
            .map(|change| (change.path.to_owned(), first_change(change)))
            .collect();
        let new: Vec<String> = self
            .draft
            .changes()
            .filter(|change| change.before.is_none())
            .map(|change| change.path.to_owned())
            .collect();
        self.commit(&lock)?;
        drop(lock);
        self.tell("done", &format!("{done}{}", self.at(&places)));
        self.tell_statuses()?;
        self.tell_git(&places, &new);
        Ok(Exit::Clean)
    }

    fn commit(&mut self, lock: &WriteLock) -> Result<(), Failure> {
        let draft = std::mem::replace(&mut self.draft, Draft::new(self.workspace.root()));
        let bar = WorkBar::of("writing files", self.session.console.quiet);
        bar.begin(2 * draft.changes().count() as u64);
        let committed = self
            .workspace
            .commit(lock, self.command, draft, &|| bar.advance(1));
        bar.end();
        committed.map_err(|error| unwritten(&error))
    }

    /// Shows what would change.
    pub(crate) fn show_diff(&self) -> Result<(), Failure> {
        let mut out = Output::stdout();
        let colour = self
            .session
            .console
            .colour
            .on(std::io::stdout().is_terminal());
        for change in self.draft.changes() {
            diff::unified(&mut out, change.path, change.before, change.after, colour)?;
        }
        Ok(out.finish()?)
    }

    /// Says something beside the result, unless messages are not wanted.
    pub(crate) fn tell(&self, label: &str, text: &str) {
        self.session.console.tell(label, text);
    }

    /// Where it was done: `, claims/border-town.toml:31`, or in how many files.
    fn at(&self, places: &[(String, usize)]) -> String {
        let one = self
            .place
            .as_ref()
            .map(|(path, line)| format!(", {}:{line}", shown_path(self.workspace.root(), path)));
        match places {
            _ if one.is_some() => one.unwrap_or_default(),
            [(path, line)] => format!(", {}:{line}", shown_path(self.workspace.root(), path)),
            [(path, line), (other, _)] => {
                let shown = |path: &str| shown_path(self.workspace.root(), path);
                format!(", {}:{line} and {}", shown(path), shown(other))
            }
            _ => format!(", in {} files", places.len()),
        }
    }

    fn tell_statuses(&self) -> Result<(), Failure> {
        let mut changed = Vec::new();
        for (claim, before) in &self.watched {
            let Some(after) = self.status(claim)? else {
                continue;
            };
            let alone = self.watched.len() == 1;
            let name = if alone {
                String::new()
            } else {
                format!("{claim}: ")
            };
            match before {
                Some(before) if *before != after => {
                    changed.push(format!("{name}{before} → {after}"));
                }
                Some(_) if !alone => {}
                Some(_) => changed.push(format!("{after}, as before")),
                None => changed.push(format!("{name}{after}")),
            }
        }
        changed
            .iter()
            .take(CHANGES_SHOWN)
            .for_each(|change| self.tell("status", change));
        if let Some(more) = changed.len().checked_sub(CHANGES_SHOWN + 1) {
            self.tell("status", &format!("{} more changed", more + 1));
        }
        Ok(())
    }

    /// The command that shows what was written, where the book is under git.
    fn tell_git(&self, places: &[(String, usize)], new: &[String]) {
        let root = self.workspace.root().canonicalize().unwrap_or_default();
        if !root.ancestors().any(|folder| folder.join(".git").exists()) {
            return;
        }
        let shown = |path: &str| shown_path(self.workspace.root(), path);
        let paths: Vec<String> = match places {
            [_, _, _, _, ..] => vec![shown("claims")],
            few => few.iter().map(|(path, _)| shown(path)).collect(),
        };
        // Of a file that git does not know yet it shows nothing.
        let new: Vec<String> = new.iter().map(|path| shown(path)).collect();
        let first = if new.is_empty() {
            String::new()
        } else {
            format!("git add -N {}; ", new.join(" "))
        };
        self.tell("see", &format!("{first}git diff -- {}", paths.join(" ")));
    }

    fn refused(&self, error: DraftError) -> Failure {
        let DraftError::Refused {
            path,
            text,
            refusal,
        } = error
        else {
            return Failure::new(error.to_string()).hint("nothing was written");
        };
        let shown = shown_path(self.workspace.root(), &path);
        match refusal {
            Refusal::MergeMarkers => Failure::new(format!("`{shown}` holds the markers of an unfinished merge"))
                .hint("nothing was written: choose between `<<<<<<<` and `>>>>>>>` first, then run the command again"),
            Refusal::Broken(problems) => {
                self.session.show_file_problems(&shown, &text, problems);
                Failure::new(format!("`{shown}` is broken: it is not edited before it is mended"))
                    .hint("nothing was written")
            }
            Refusal::Unsound(problem) => {
                let failure = Failure::new(format!("this would break `{shown}`: {}", problem.message));
                problem.help.iter().fold(failure, Failure::hint).hint("nothing was written")
            }
            other => Failure::new(format!("`{shown}` {other}")).hint("nothing was written"),
        }
    }
}

/// The first line, from 1, that a change touches and that is not blank.
fn first_change(change: FileChange<'_>) -> usize {
    let before = change.before.unwrap_or_default();
    let same = before
        .lines()
        .zip(change.after.lines())
        .take_while(|(a, b)| a == b)
        .count();
    let blank = change
        .after
        .lines()
        .skip(same)
        .take_while(|line| line.trim().is_empty())
        .count();
    same + blank + 1
}

fn unwritten(error: &WriteError) -> Failure {
    let failure = Failure::new(error.to_string());
    match error {
        WriteError::Changed { .. } => failure.hint("nothing was written: run the command again"),
        WriteError::Partly { .. } => {
            failure.hint("the next command finishes what was begun, or says what it could not")
        }
        WriteError::ReadOnly { .. } => {
            failure.hint("nothing was written: `chmod u+w` makes it writable")
        }
        WriteError::Io { .. } | WriteError::Outside { .. } => {
            failure.hint("nothing was written: all files are as they were")
        }
    }
}
