//! A first mapping of a table: each column with how much of it is filled, a few values, and the field that it most likely is.

use crate::domain::name::fold;
use crate::exchange::import::{ReadingError, cell, table};
use csv::StringRecord;
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many rows we look at.
const LOOKED_AT: usize = 2_000;
/// How many values a comment shows, and how long each may be.
const SAMPLES: usize = 3;
const LONGEST: usize = 40;

/// Words in titles of columns, with the field that they stand for. Folded.
const TITLES: &[(&str, &str)] = &[
    ("statement", "text"),
    ("claim", "text"),
    ("claimreviewed", "text"),
    ("text", "text"),
    ("assertion", "text"),
    ("aussage", "text"),
    ("afirmacao", "text"),
    ("affirmation", "text"),
    ("declaracion", "text"),
    ("speaker", "speaker"),
    ("who", "speaker"),
    ("said by", "speaker"),
    ("claimant", "speaker"),
    ("person", "speaker"),
    ("date", "said_on"),
    ("said on", "said_on"),
    ("datum", "said_on"),
    ("data", "said_on"),
    ("fecha", "said_on"),
    ("topic", "tags"),
    ("topics", "tags"),
    ("tags", "tags"),
    ("subject", "tags"),
    ("category", "tags"),
    ("quote", "quote"),
    ("section", "section"),
    ("note", "note"),
    ("notes", "note"),
    ("comment", "note"),
    ("comments", "note"),
    ("assigned", "assigned"),
    ("kind", "kind"),
    ("type", "kind"),
];

/// The field of an address.
const LINK: &str = "source.url";
/// What follows a link.
const STANCE: &str = "# stance = { column = \"…\", map = { \"ok\" = \"supports\", \"wrong\" = \"refutes\" }, else = \"context\" }\n";
/// What stands at the end.
const REST: &str =
    "\n# [skip]\n# when = [{ column = \"…\", is = [\"…\"] }]\n\n# [ignore]\n# columns = [\"…\"]\n";
/// What stands in place of the column of ids.
const NO_ID: &str = "# id = \"…\"   # the column that identifies a row, if there is one\n";
/// What stands in place of the statement.
const NO_TEXT: &str =
    "# text = \"…\"   # the column with the statement: without it no row becomes a claim\n";

/// What a column holds.
struct SketchedColumn {
    title: String,
    filled: usize,
    samples: BTreeSet<String>,
    addresses: usize,
    dates: usize,
    distinct: BTreeSet<String>,
}

/// Writes a first mapping of a table.
///
/// # Errors
/// If the text is not a table.
pub fn sketch(text: &str, name: &str) -> Result<String, ReadingError> {
    let failed = |error: csv::Error| ReadingError::Format {
        format: "a table",
        reason: error.to_string(),
    };
    let delimiter = table::delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let titles = reader.headers().map_err(failed)?.clone();
    let mut columns: Vec<SketchedColumn> = titles.iter().map(SketchedColumn::new).collect();
    let mut rows = 0;
    for row in reader.records().take(LOOKED_AT) {
        rows += 1;
        let row: StringRecord = row.map_err(failed)?;
        for (column, cell) in columns.iter_mut().zip(&row) {
            column.look_at(cell);
        }
    }
    Ok(written(&columns, rows, (name, delimiter)))
}

impl SketchedColumn {
    fn new(title: &str) -> Self {
        Self {
            title: title.trim().to_owned(),
            filled: 0,
            samples: BTreeSet::new(),
            addresses: 0,
            dates: 0,
            distinct: BTreeSet::new(),
        }
    }

    fn look_at(&mut self, cell: &str) {
        let cell = cell.trim();
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.addresses += usize::from(cell.starts_with("http://") || cell.starts_with("https://"));
        self.dates += usize::from(cell::date(cell, &[]).is_some() && cell.len() > 4);
        self.distinct.insert(cell.to_owned());
        if self.samples.len() < SAMPLES {
            let short: String = cell
                .chars()
                .filter(|c| !c.is_control())
                .take(LONGEST)
                .collect();
            self.samples.insert(short);
        }
    }

    /// The field that the column most likely is.
    fn field(&self) -> Option<&'static str> {
        let title = fold(&self.title);
        let exact = TITLES.iter().find(|(word, _)| *word == title);
        let of_title = exact.map(|(_, field)| *field);
        let is_mostly = |count: usize| self.filled > 0 && count * 10 >= self.filled * 8;
        if is_mostly(self.addresses) {
            return Some(LINK);
        }
        of_title.or_else(|| is_mostly(self.dates).then_some("said_on"))
    }

    fn is_an_id(&self) -> bool {
        let title = fold(&self.title);
        let is_named = ["id", "ref", "no", "nr", "number", "key"].contains(&title.as_str());
        is_named && self.distinct.len() == self.filled && self.filled > 0
    }
}

fn written(columns: &[SketchedColumn], rows: usize, (name, delimiter): (&str, char)) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "# A first mapping: read it, correct it, and try it with `claimbook import FILE --map THIS`."
    );
    let _ = writeln!(
        out,
        "[import]\nname = {}\nformat = \"csv\"\ndelimiter = {}",
        quoted(name),
        quoted(&delimiter.to_string())
    );
    match columns.iter().find(|column| column.is_an_id()) {
        Some(column) => drop(writeln!(out, "id = {}", quoted(&column.title))),
        None => out.push_str(NO_ID),
    }
    out.push_str("# dates = [\"%d.%m.%Y\"]\n\n[claim]\n");
    let (links, others): (Vec<&SketchedColumn>, Vec<&SketchedColumn>) = columns
        .iter()
        .filter(|column| !column.is_an_id())
        .partition(|column| column.field() == Some(LINK));
    write_fields(&mut out, &others, rows);
    for column in links {
        let (title, about) = (quoted(&column.title), about(column, rows));
        let _ = writeln!(out, "\n[[claim.evidence]]\n{LINK} = {title}   # {about}");
        out.push_str(STANCE);
    }
    out.push_str(REST);
    out
}

/// The fields of a claim, each with the first column that seems to be it. The other columns are comments.
fn write_fields(out: &mut String, columns: &[&SketchedColumn], rows: usize) {
    let mut given = BTreeSet::new();
    for column in columns {
        let field = column.field().filter(|field| given.insert(*field));
        let (title, about) = (quoted(&column.title), about(column, rows));
        let field = field.unwrap_or("# …");
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{field} = {title}   # {about}");
    }
    if !given.contains("text") {
        out.push_str(NO_TEXT);
    }
}

fn about(column: &SketchedColumn, rows: usize) -> String {
    let share = (column.filled * 100).checked_div(rows).unwrap_or_default();
    let samples: Vec<&str> = column.samples.iter().map(String::as_str).collect();
    format!("{share} % filled: {}", samples.join(" | "))
}

fn quoted(text: &str) -> String {
    // JSON's escapes are TOML's, too.
    serde_json::to_string(text).unwrap_or_default()
}
