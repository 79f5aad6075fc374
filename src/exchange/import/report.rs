//! What an import says of its plan: as JSON, and in words.

use crate::domain::records::RecordKind;
use crate::exchange::import::meeting::OpenField;
use crate::exchange::import::record::{Reading, SkippedRow};
use crate::exchange::import::resolve::MaybeSame;
use crate::exchange::import::terms::GONE;
use crate::view::words;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many rows of one sort the words name. The JSON names all.
const SHOWN: usize = 5;

/// What an import says of its plan.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// The new records.
    pub new: KindCounts,
    /// The records of the book that change.
    pub updated: Vec<UpdatedRecord>,
    /// The records of the book that stay as they are.
    pub same: KindCounts,
    /// The records that are no longer in the file.
    pub gone: KindCounts,
    /// The rows that are left out.
    pub skipped: Vec<SkippedRow>,
    /// The fields that the book and the file both changed.
    pub conflicts: Vec<FieldConflict>,
    /// New sources that could be sources of the book.
    pub maybe_same: Vec<MaybeSame>,
    /// How many new sources have their address as their title.
    pub untitled: u64,
    /// The records of the book that the file has.
    pub(super) met: BTreeMap<String, RecordKind>,
}

/// Counts of records, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KindCounts {
    /// Claims.
    pub claims: u64,
    /// Sources.
    pub sources: u64,
    /// Parties.
    pub parties: u64,
}

/// A record of the book that an import changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UpdatedRecord {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: RecordKind,
    /// The fields and rows that change.
    pub fields: Vec<String>,
}

/// A field that the book and the file both changed. The book's value stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldConflict {
    /// The record.
    pub id: String,
    /// The field.
    pub field: String,
    /// What the book says.
    pub ours: Option<String>,
    /// What the file says.
    pub theirs: Option<String>,
}

impl FieldConflict {
    /// A conflict about a field of a record.
    pub(super) fn of(id: &str, (field, ours, theirs): OpenField) -> Self {
        Self {
            id: id.to_owned(),
            field,
            ours,
            theirs,
        }
    }
}

impl KindCounts {
    /// Counts a record.
    pub(super) fn add(&mut self, kind: RecordKind) {
        match kind {
            RecordKind::Claim => self.claims += 1,
            RecordKind::Source => self.sources += 1,
            RecordKind::Party => self.parties += 1,
            RecordKind::Article => {}
        }
    }

    fn total(self) -> u64 {
        self.claims + self.sources + self.parties
    }

    /// The counts that are not zero, in words.
    fn words(self) -> String {
        let counts = [
            (self.claims, "claim"),
            (self.sources, "source"),
            (self.parties, "party"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(count, noun)| match (count, noun) {
                (2.., "party") => format!("{count} parties"),
                (count, noun) => words::count(count, noun),
            })
            .collect();
        counts.join(", ")
    }
}

/// The JSON of a plan.
#[derive(Serialize)]
struct PlanJson<'r> {
    new: KindCounts,
    updated: &'r [UpdatedRecord],
    same: u64,
    gone: u64,
    skipped: &'r [SkippedRow],
    conflicts: &'r [FieldConflict],
    maybe_same: &'r [MaybeSame],
    not_taken: NotTaken<'r>,
}

#[derive(Serialize)]
struct NotTaken<'r> {
    columns: Vec<UntakenColumn<'r>>,
    values: Vec<UntakenValue<'r>>,
}

#[derive(Serialize)]
struct UntakenColumn<'r> {
    column: &'r str,
    filled: u64,
}

#[derive(Serialize)]
struct UntakenValue<'r> {
    field: &'r str,
    count: u64,
    sample: &'r str,
}

impl<'r> NotTaken<'r> {
    fn of(reading: &'r Reading) -> Self {
        let columns = reading
            .columns
            .iter()
            .map(|(column, filled)| UntakenColumn {
                column,
                filled: *filled,
            });
        let values = reading.values.iter().map(|(field, untaken)| UntakenValue {
            field,
            count: untaken.count,
            sample: &untaken.sample,
        });
        Self {
            columns: columns.collect(),
            values: values.collect(),
        }
    }
}

impl ImportReport {
    /// The plan as JSON.
    #[must_use]
    pub fn json(&self, reading: &Reading) -> String {
        let plan = PlanJson {
            new: self.new,
            updated: &self.updated,
            same: self.same.total(),
            gone: self.gone.total(),
            skipped: &self.skipped,
            conflicts: &self.conflicts,
            maybe_same: &self.maybe_same,
            not_taken: NotTaken::of(reading),
        };
        // These types have no key that is not a text.
        serde_json::to_string_pretty(&plan).unwrap_or_default() + "\n"
    }

    /// The plan in words. `files` is how many files of the book it concerns.
    #[must_use]
    pub fn text(&self, reading: &Reading, files: u64) -> String {
        let rows = words::count(reading.rows, "row");
        let files = words::count(files, "file");
        let mut lines = vec![format!("{rows}, {files} of the book concerned")];
        lines.extend(self.changes());
        lines.extend(self.questions(reading));
        let mut text = lines.join("\n");
        text.push('\n');
        text
    }

    fn changes(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = |label: &str, text: String| {
            if !text.is_empty() {
                lines.push(format!("  {label:<8}  {text}"));
            }
        };
        line("new", self.new.words());
        let mut updated = KindCounts::default();
        self.updated
            .iter()
            .for_each(|record| updated.add(record.kind));
        let fields: usize = self.updated.iter().map(|record| record.fields.len()).sum();
        let fields = words::count(fields as u64, "field");
        let updated = updated.words();
        let is_updated = !updated.is_empty();
        line(
            "updated",
            if is_updated {
                format!("{updated}   ({fields})")
            } else {
                updated
            },
        );
        line("same", self.same.words());
        line("gone", self.gone.words());
        line("skipped", self.skipped_words());
        lines
    }

    fn skipped_words(&self) -> String {
        if self.skipped.is_empty() {
            return String::new();
        }
        let mut text = format!("{}   ", words::count(self.skipped.len() as u64, "row"));
        let named = self.skipped.iter().take(SHOWN);
        let named: Vec<String> = named
            .map(|one| format!("row {}: {}", one.row, one.reason))
            .collect();
        text.push_str(&named.join(" · "));
        if self.skipped.len() > SHOWN {
            // Writing to a string cannot fail.
            let _ = write!(text, " · {} more", self.skipped.len() - SHOWN);
        }
        text
    }

    fn questions(&self, reading: &Reading) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.conflicts.is_empty() {
            lines.push(format!("conflicts   {}", self.conflicts.len()));
            let conflicts = self.conflicts.iter().take(4 * SHOWN);
            lines.extend(conflicts.map(|conflict| {
                format!(
                    "  {} `{}`: changed here and in the file",
                    conflict.id, conflict.field
                )
            }));
        }
        if !self.maybe_same.is_empty() {
            lines.push(format!("maybe same  {}", self.maybe_same.len()));
            let alike = self.maybe_same.iter().take(SHOWN);
            lines.extend(alike.map(|MaybeSame { row, id, score }| {
                format!(
                    "  row {row} ~ source `{id}` (title {score:.2}, same publisher, same month): never merged by itself; --same {row}={id}"
                )
            }));
        }
        lines.extend(untaken(reading));
        if self.untitled > 0 {
            let sources = words::count(self.untitled, "source");
            lines.push(format!("no title    {sources}: the address is the title"));
        }
        if self.gone.claims > 0 {
            lines.push(format!(
                "`--gone mark` tags the claims that are gone with `{GONE}`"
            ));
        }
        lines
    }
}

fn untaken(reading: &Reading) -> Vec<String> {
    let columns = reading
        .columns
        .iter()
        .map(|(column, filled)| format!("{column} ({filled} filled)"));
    let columns: Vec<String> = columns.collect();
    let values = reading.values.iter();
    let values = values.map(|(field, one)| format!("{} of {field} (“{}”)", one.count, one.sample));
    let values: Vec<String> = values.collect();
    let mut lines = Vec::new();
    if !columns.is_empty() {
        lines.push(format!("not taken   columns {}", columns.join(", ")));
    }
    if !values.is_empty() {
        lines.push(format!("not taken   values: {}", values.join(", ")));
    }
    lines
}
