//! Tables: CSV and TSV, whose columns a mapping turns into fields. Without a mapping, columns named like fields are taken.

use crate::document::edit::Value;
use crate::document::mapping::{CellSource, Mapping};
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::exchange::import::build::add_ref;
use crate::exchange::import::columns::{ColumnLayout, Columns, PlacedRule};
use crate::exchange::import::record::{ForeignFields, ForeignRecord, ForeignRow, Naming, Reading};
use crate::exchange::import::table_cells::{
    cell_at, digest_of, id_of_source, is_default, lack, meaning, undefused,
};
use crate::exchange::import::{ReadingError, cell, record};
use csv::StringRecord;

/// Reads a table. Rows are numbered as a spreadsheet numbers them: the titles are row 1.
///
/// # Errors
/// If the text is not a table, or if it does not have the columns that the mapping names.
pub(super) fn read(text: &str, mapping: &Mapping, name: &str) -> Result<Reading, ReadingError> {
    let delimiter = mapping.import.delimiter.unwrap_or_else(|| delimiter(text));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| not_a_table(&error))?
        .clone();
    let columns = Columns {
        titles: header.iter().map(|title| title.trim().to_owned()).collect(),
    };
    let own = (!mapping.has_fields()).then(|| columns.own());
    let table = TableReader {
        layout: columns.compiled(own.as_ref().unwrap_or(mapping))?,
        columns: &columns,
        dates: &mapping.import.dates,
        name,
        own_id: own.as_ref().and_then(|_| columns.find("id")),
        article: own.as_ref().and_then(|_| columns.find("article")),
    };
    if own
        .as_ref()
        .is_some_and(|own| own.claim.iter().all(|rule| rule.field.name != "text"))
    {
        return Err(ReadingError::NoMapping);
    }
    table.all(&mut reader)
}

/// The sign that separates the cells of the first line.
pub(super) fn delimiter(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |sign: char| first.matches(sign).count();
    let signs = ['\t', ';', ','];
    // Of equal counts, `max_by_key` takes the last.
    signs
        .into_iter()
        .max_by_key(|sign| count(*sign))
        .unwrap_or(',')
}

fn not_a_table(error: &csv::Error) -> ReadingError {
    ReadingError::Format {
        format: "a table",
        reason: error.to_string(),
    }
}

struct TableReader<'m> {
    layout: ColumnLayout<'m>,
    columns: &'m Columns,
    dates: &'m [String],
    name: &'m str,
    /// Where our own ids are, in a table with our own titles.
    own_id: Option<usize>,
    article: Option<usize>,
}

impl TableReader<'_> {
    fn all(&self, reader: &mut csv::Reader<&[u8]>) -> Result<Reading, ReadingError> {
        let mut reading = Reading::default();
        let mut row = StringRecord::new();
        while reader
            .read_record(&mut row)
            .map_err(|error| not_a_table(&error))?
        {
            reading.rows += 1;
            self.row(&row, &mut reading)?;
        }
        Ok(reading)
    }

    fn row(&self, row: &StringRecord, reading: &mut Reading) -> Result<(), ReadingError> {
        let number = reading.rows + 1;
        for (at, values) in &self.layout.skip {
            let found = row.get(*at).unwrap_or_default();
            if values.contains(&fold(found)) {
                let reason = format!("{} = \"{}\"", self.title(*at), found.trim());
                reading.skip(number, reason);
                return Ok(());
            }
        }
        for at in &self.layout.unused {
            let is_own = [self.article, self.own_id].contains(&Some(*at));
            if !is_own && row.get(*at).is_some_and(|cell| !cell.trim().is_empty()) {
                reading.no_place(self.title(*at));
            }
        }
        for (kind, rules) in &self.layout.records {
            self.record(row, number, (*kind, rules), reading)?;
        }
        Ok(())
    }

    fn title(&self, at: usize) -> &str {
        self.columns.titles.get(at).map_or("", String::as_str)
    }

    fn record(
        &self,
        row: &StringRecord,
        number: u64,
        (kind, rules): (RecordKind, &[PlacedRule<'_>]),
        reading: &mut Reading,
    ) -> Result<(), ReadingError> {
        let mut fields = self.fields(row, number, rules, reading)?;
        if let Some(reason) = lack(kind, &fields) {
            reading.skip(number, reason);
            return Ok(());
        }
        let mut rows = Vec::new();
        if kind == RecordKind::Claim {
            for (source, own) in &self.layout.evidence {
                rows.extend(self.evidence(row, number, (source, own), reading)?);
            }
        }
        let id = cell_at(row, self.own_id);
        let (foreign, naming) = self.foreign_id(row, id.as_deref(), &fields, &rows);
        if naming == Naming::Given && id.is_none() {
            add_ref(&mut fields, format!("{}:{foreign}", self.name));
        }
        reading.records.push(ForeignRecord {
            row: number,
            foreign,
            naming,
            kind,
            id,
            article: cell_at(row, self.article),
            fields,
            rows,
        });
        Ok(())
    }

    /// The foreign id: what the id columns say, else a digest of everything that was taken.
    fn foreign_id(
        &self,
        row: &StringRecord,
        own: Option<&str>,
        fields: &ForeignFields,
        rows: &[ForeignRow],
    ) -> (String, Naming) {
        if let Some(id) = own {
            return (id.to_owned(), Naming::Given);
        }
        let parts = self
            .layout
            .id
            .iter()
            .map(|at| row.get(*at).unwrap_or_default().trim());
        let given = parts.collect::<Vec<_>>().join("/");
        if given.chars().any(|c| c != '/') {
            return (given, Naming::Given);
        }
        (digest_of(fields, rows), Naming::Digest)
    }

    /// A row of evidence and its source. None if the row of the table names no source.
    fn evidence(
        &self,
        row: &StringRecord,
        number: u64,
        (source, own): (&[PlacedRule<'_>], &[PlacedRule<'_>]),
        reading: &mut Reading,
    ) -> Result<Option<ForeignRow>, ReadingError> {
        let source = self.fields(row, number, source, reading)?;
        let Some(foreign) = id_of_source(&source) else {
            return Ok(None);
        };
        let mut fields = self.fields(row, number, own, reading)?;
        if record::text(&fields, "stance").is_none() {
            fields.push(("stance", Value::Text("context".to_owned())));
        }
        reading.records.push(ForeignRecord {
            row: number,
            foreign: foreign.clone(),
            naming: Naming::Mentioned,
            kind: RecordKind::Source,
            id: None,
            article: None,
            fields: source,
            rows: Vec::new(),
        });
        Ok(Some(ForeignRow {
            key: "evidence",
            source: Some(foreign),
            fields,
        }))
    }

    fn fields(
        &self,
        row: &StringRecord,
        number: u64,
        rules: &[PlacedRule<'_>],
        reading: &mut Reading,
    ) -> Result<ForeignFields, ReadingError> {
        let mut fields = ForeignFields::new();
        for PlacedRule { rule, at } in rules {
            let cell = match (&rule.from, at) {
                (CellSource::Fixed(text), _) => text.as_str(),
                (CellSource::Column(_), at) => at.and_then(|at| row.get(at)).unwrap_or_default(),
            };
            let cell = if self.own_id.is_some() {
                undefused(cell)
            } else {
                cell
            };
            let Some(text) = meaning(rule, cell, number)? else {
                continue;
            };
            let split = rule.split.as_deref();
            match cell::value(rule.field, text, self.dates, split) {
                Some(value) if is_default(rule.field.name, &value) => {}
                Some(value) => fields.push((rule.field.name, value)),
                None => reading.leave(rule.field.name, text.trim()),
            }
        }
        Ok(fields)
    }
}
