//! A book opened for writing. A command drafts edits; then the draft is shown as a diff, or written and reported.

use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::shown_path;
use crate::cli::read::twice;
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::terminal::output::Output;
use crate::cli::terminal::progress::WorkBar;
use crate::cli::write::{refusal, work_tree};
use claimbook::answer::VerdictChange;
use claimbook::document;
use claimbook::document::config::RegistryLayout;
use claimbook::document::edit::{Edit, NewFields, NewRecord, Position, Reference};
use claimbook::document::locate::Document;
use claimbook::domain::claim::Claim;
use claimbook::domain::records::RecordKind;
use claimbook::domain::status::Status;
use claimbook::render::diff;
use claimbook::workspace::{
    Draft, DraftError, FileChange, Progress, Workspace, WriteLock, registry_file,
};
use clap::Args;
use std::collections::BTreeMap;

/// The warning about a write to several files without a journal.
const NOT_ATOMIC: &str = "there is no cache folder for a journal, so this write to several files was not atomic: a run \
    killed midway leaves only some of them changed";

/// Options of every command that writes.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct WriteArguments {
    /// Show the change as a diff, and write nothing
    #[arg(short = 'n', long)]
    pub(crate) dry_run: bool,
}

/// A book opened for writing. Edits go into a draft: new texts of files, in memory. `finish` writes all of them or none.
pub(crate) struct WritableBook<'s> {
    pub(crate) session: &'s Session,
    pub(crate) workspace: Workspace,
    pub(crate) draft: Draft,
    /// None for `--dry-run`, which writes nothing.
    lock: Option<WriteLock>,
    command: &'static str,
    /// Claims whose status is reported, with the status before the change.
    watched: BTreeMap<String, Option<Status>>,
    /// The claims that the write changed.
    changed: Vec<VerdictChange>,
    /// Whether every watched claim is named, even if its status stays.
    names_each: bool,
    /// The line to report, if it is not the first line that changes.
    place: Option<(String, u32)>,
}

impl<'s> WritableBook<'s> {
    /// Opens the book for a command. It locks the book, unless the command only shows a diff. Problems in files are shown,
    /// but they do not change the exit code: the write itself can still succeed.
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
            session.tell_unread(&workspace)?;
            (workspace, Some(lock))
        };
        Ok(Self::of(session, command, workspace, lock))
    }

    /// Opens the book for a text that somebody wrote by hand. Shows no problems: the text may mend them.
    pub(crate) fn open_for_text(
        session: &'s Session,
        command: &'static str,
    ) -> Result<Self, Failure> {
        let (workspace, lock) = session.open_to_write(&session.book_root()?, command)?;
        Ok(Self::of(session, command, workspace, Some(lock)))
    }

    fn of(
        session: &'s Session,
        command: &'static str,
        workspace: Workspace,
        lock: Option<WriteLock>,
    ) -> Self {
        let draft = Draft::new(workspace.root());
        Self {
            session,
            workspace,
            draft,
            lock,
            command,
            watched: BTreeMap::new(),
            changed: Vec::new(),
            names_each: false,
            place: None,
        }
    }

    /// Drafts edits of one file.
    pub(crate) fn edit(&mut self, path: &str, edits: &[Edit]) -> Result<(), Failure> {
        twice::refuse_edits(&self.workspace, edits)?;
        self.draft
            .edit(path, edits)
            .map_err(|error| self.refused(error))
    }

    /// Drafts a whole text that somebody wrote by hand.
    pub(crate) fn write_text(&mut self, path: &str, text: String) -> Result<(), Failure> {
        self.draft
            .put(path, text)
            .map_err(|error| self.refused(error))
    }

    /// Drafts edits of many files.
    pub(crate) fn edit_all(&mut self, edits: BTreeMap<String, Vec<Edit>>) -> Result<(), Failure> {
        twice::refuse_edits(&self.workspace, edits.values().flatten())?;
        let bar = WorkBar::of("editing files", self.session.console);
        bar.begin(edits.len() as u64);
        let edited = self.draft.edit_all(edits, &|| bar.advance(1));
        bar.end();
        edited.map_err(|error| self.refused(error))
    }

    /// Drafts new records at the end of files.
    pub(crate) fn append_all(
        &mut self,
        records: BTreeMap<String, Vec<NewRecord>>,
    ) -> Result<(), Failure> {
        self.draft
            .append_all(records)
            .map_err(|error| self.refused(error))
    }

    /// The text of a file with the edits so far.
    pub(crate) fn text(&mut self, path: &str) -> Result<String, Failure> {
        self.draft
            .text(path)
            .map(str::to_owned)
            .map_err(|error| Failure::new(error.to_string()))
    }

    /// The text of a file without the edits.
    pub(crate) fn original(&mut self, path: &str) -> Result<String, Failure> {
        self.draft
            .original(path)
            .map(str::to_owned)
            .map_err(|error| Failure::new(error.to_string()))
    }

    /// All references to a record, by file. `is_one` says which names mean it. A file with problems is refused if it
    /// holds such a name, because some references in it could stay hidden.
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

    /// Reports this line when the command is done.
    pub(crate) fn point_at(&mut self, path: &str, line: u32) {
        self.place = Some((path.to_owned(), line));
    }

    /// The claim with this id, as its file has it with the edits so far.
    pub(crate) fn claim(&mut self, path: &str, id: &str) -> Result<Option<Claim>, Failure> {
        let claims = document::parse(&self.text(path)?, "").records.claims;
        Ok(claims
            .into_iter()
            .find(|claim| claim.core.id.as_str() == id))
    }

    /// Drafts a new record.
    pub(crate) fn add_record(
        &mut self,
        path: &str,
        kind: &'static str,
        fields: NewFields,
        position: Position,
    ) -> Result<(), Failure> {
        let record = Edit::AddRecord {
            kind,
            fields,
            position,
        };
        self.edit(path, &[record])
    }

    /// The file that a new source or party goes into: the one that the user names, else the one that the book's layout
    /// gives, else the one that the record is added for.
    pub(crate) fn file_for_new(
        &self,
        kind: RecordKind,
        id: &str,
        named: Option<&str>,
        beside: Option<&str>,
    ) -> String {
        let layout = self.workspace.layout_of(kind);
        match (named, layout, beside) {
            (Some(file), ..) | (None, None, Some(file)) => file.to_owned(),
            (None, layout, _) => registry_file(kind, id, layout.unwrap_or(RegistryLayout::OneFile)),
        }
    }

    /// The position of a claim's row that begins on this line, from 0. Rows with problems count, too.
    pub(crate) fn row_at(
        &mut self,
        path: &str,
        claim: &str,
        key: &str,
        line: u32,
    ) -> Result<usize, Failure> {
        let text = self.text(path)?;
        let document = Document::of(&text);
        let rows = document.record("claim", claim).map(|claim| claim.rows(key));
        let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
        rows.unwrap_or_default()
            .iter()
            .position(|row| line_of(row.header.start) == line as usize)
            .ok_or_else(|| Failure::new(format!("cannot find line {line} of `{path}`")))
    }

    /// Drafts a row of a claim, such as evidence or a ruling, and reports its line and the claim's status.
    pub(crate) fn add_row(
        &mut self,
        path: &str,
        claim: &str,
        key: &'static str,
        fields: NewFields,
    ) -> Result<(), Failure> {
        self.watch(claim)?;
        let row = Edit::AddRow {
            claim: claim.to_owned(),
            key,
            fields,
        };
        self.edit(path, &[row])?;
        let line = self.claim(path, claim)?.and_then(|claim| {
            let words = &claim.words;
            match key {
                "ruling" => words.rulings.last().map(|row| row.line),
                "asked" => words.asked.last().map(|row| row.line),
                "searched" => words.searched.last().map(|row| row.line),
                _ => words.evidence.last().map(|row| row.line),
            }
        });
        self.place = line.map(|line| (path.to_owned(), line));
        Ok(())
    }

    /// Remembers a claim's status, to report how it changes.
    pub(crate) fn watch(&mut self, claim: &str) -> Result<(), Failure> {
        let status = self.status(claim)?;
        self.watched.insert(claim.to_owned(), status);
        Ok(())
    }

    /// Reports every watched claim when the command is done.
    pub(crate) fn name_each_claim(&mut self) {
        self.names_each = true;
    }

    fn status(&self, claim: &str) -> Result<Option<Status>, Failure> {
        let index = self.workspace.index();
        let row = index.row_of(RecordKind::Claim, claim)?;
        let claim = row
            .map(|row| index.claim(row, self.session.today))
            .transpose();
        Ok(claim?.map(|claim| claim.status))
    }

    /// Shows the draft as a diff, or writes it and reports `done`, the place, and how watched statuses changed.
    pub(crate) fn finish(mut self, done: &str) -> Result<Exit, Failure> {
        if self.draft.is_empty() {
            self.tell("unchanged", "nothing to change");
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

    /// Does the same for a new record, and prints its id.
    pub(crate) fn finish_new(self, kind: &str, id: &str) -> Result<Exit, Failure> {
        let is_written = self.lock.is_some();
        let exit = self.finish(&format!("added {kind} `{id}`"))?;
        if is_written {
            output::print(&format!("{id}\n"))?;
        }
        Ok(exit)
    }

    fn commit(&mut self, lock: &WriteLock) -> Result<(), Failure> {
        self.session.note_written();
        let draft = std::mem::replace(&mut self.draft, Draft::new(self.workspace.root()));
        let bar = WorkBar::of("writing files", self.session.console);
        bar.begin(2 * draft.len() as u64);
        let committed = self
            .workspace
            .commit(lock, self.command, draft, &|| bar.advance(1));
        bar.end();
        let (replaced, changed) = committed.map_err(|error| refusal::unwritten(&error))?;
        self.changed = changed;
        if !replaced.is_atomic {
            self.session.console.say("warning", NOT_ATOMIC);
        }
        Ok(())
    }

    /// Shows the draft as a diff.
    pub(crate) fn show_diff(&self) -> Result<(), Failure> {
        let mut out = Output::stdout();
        let colour = self.session.console.screen().colour;
        for change in self.draft.changes() {
            diff::unified(&mut out, change.path, change.before, change.after, colour)?;
        }
        Ok(out.finish()?)
    }

    /// Writes a message that `--quiet` leaves out.
    pub(crate) fn tell(&self, label: &str, text: &str) {
        self.session.console.tell(label, text);
    }

    /// The place of the change: `, claims/border-town.toml:31`, or the number of files.
    fn at(&self, places: &[(String, usize)]) -> String {
        let shown = |path: &str| shown_path(self.workspace.root(), path);
        if let Some((path, line)) = &self.place {
            return format!(", {}:{line}", shown(path));
        }
        match places {
            [(path, line)] => format!(", {}:{line}", shown(path)),
            [(path, line), (other, _)] => format!(", {}:{line} and {}", shown(path), shown(other)),
            _ => format!(", in {} files", places.len()),
        }
    }

    /// Names every claim whose status the write changed, directly or not, and the claims that the command is about.
    fn tell_statuses(&self) -> Result<(), Failure> {
        let is_other = |change: &&VerdictChange| {
            change.from != change.to && !self.watched.contains_key(&change.claim)
        };
        let others: Vec<&VerdictChange> = self.changed.iter().filter(is_other).collect();
        let alone = self.watched.len() == 1 && others.is_empty();
        for (claim, before) in &self.watched {
            let Some(after) = self.status(claim)? else {
                continue;
            };
            let name = if alone {
                String::new()
            } else {
                format!("{claim}: ")
            };
            let is_shown = self.watched.len() == 1 || self.names_each;
            match before {
                Some(before) if *before != after => {
                    self.tell("status", &format!("{name}{before} → {after}"));
                }
                Some(_) if is_shown => self.tell("status", &format!("{name}still {after}")),
                Some(_) => {}
                None => self.tell("status", &format!("{name}{after}")),
            }
        }
        for VerdictChange { claim, from, to } in others {
            self.tell("status", &format!("{claim}: {from} → {to}"));
        }
        Ok(())
    }

    /// Suggests the git command that shows the change, if the book is under git.
    fn tell_git(&self, places: &[(String, usize)], new: &[String]) {
        if !work_tree::is_under_git(self.workspace.root()) {
            return;
        }
        let shown = |path: &str| shown_path(self.workspace.root(), path);
        let paths: Vec<String> = match places {
            [_, _, _, _, ..] => vec![shown("claims")],
            few => few.iter().map(|(path, _)| shown(path)).collect(),
        };
        // `git diff` leaves out a file that git does not track yet.
        let new: Vec<String> = match new {
            [_, _, _, _, ..] => vec![shown("claims")],
            few => few.iter().map(|path| shown(path)).collect(),
        };
        let first = if new.is_empty() {
            String::new()
        } else {
            format!("git add -N {}; ", new.join(" "))
        };
        self.tell("see", &format!("{first}git diff -- {}", paths.join(" ")));
    }

    /// Why an edit was refused.
    pub(crate) fn refused(&self, error: DraftError) -> Failure {
        refusal::refused(self.session, self.workspace.root(), error)
    }
}

/// The first line that a change touches, without blank lines. Lines count from 1.
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

#[cfg(test)]
mod tests {
    use super::first_change;
    use claimbook::workspace::FileChange;

    #[track_caller]
    fn check(before: Option<&str>, after: &str, expected: usize) {
        let change = FileChange {
            path: "claims/a.toml",
            before,
            after,
        };
        assert_eq!(first_change(change), expected, "{before:?} {after:?}");
    }

    #[test]
    fn the_place_of_a_change_is_the_first_line_that_differs_and_is_not_blank() {
        check(Some("a\nb\n"), "a\nc\n", 2);
        check(Some("a\nb\n"), "x\nb\n", 1);
        check(Some("a\n"), "a\n\n\nb\n", 4);
        check(Some("a\nb\nc\n"), "a\nc\n", 2);
        check(None, "a\n", 1);
        check(None, "\na\n", 2);
        check(Some(""), "a\n", 1);
    }
}
