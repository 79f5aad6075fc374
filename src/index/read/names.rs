//! The names that a book uses for parties, each with its first place.

use crate::domain::check::finding::{RecordPart, RowKind};
use crate::domain::check::name_book::{NameBook, UsedName};
use crate::domain::corroboration::Registry;
use crate::domain::records::RecordKind;
use crate::index::IndexError;
use crate::index::query::{collect, each_row};
use rusqlite::{Connection, Row};

/// Where a name can stand: the record, its row, its field.
const PLACES: &[(RecordKind, Option<RowKind>, &str)] = &[
    (RecordKind::Claim, None, "speaker"),
    (RecordKind::Claim, None, "quoted"),
    (RecordKind::Claim, None, "accuses"),
    (RecordKind::Claim, None, "concerns"),
    (RecordKind::Claim, Some(RowKind::Evidence), "voice"),
    (RecordKind::Claim, Some(RowKind::Appearance), "publisher"),
    (RecordKind::Claim, Some(RowKind::Asked), "of"),
    (RecordKind::Source, None, "publisher"),
    (RecordKind::Source, None, "voice"),
    (RecordKind::Source, None, "interests"),
    (RecordKind::Article, None, "publisher"),
    (RecordKind::Party, None, "part_of"),
    (RecordKind::Party, None, "interests"),
];

/// Each reference once, with its first place (`min` decides which row the other columns come from).
const REFERENCES: &str = "
    WITH rank (file, n) AS (SELECT row, row_number() OVER (ORDER BY path) FROM file),
         used (name, place, id, file, line, position) AS (
      SELECT speaker, 0, id, file, line, 0 FROM claim WHERE stands
      UNION ALL SELECT quoted, 1, id, file, line, 0 FROM claim WHERE stands
      UNION ALL SELECT s.party, CASE s.kind WHEN 'accuses' THEN 2 ELSE 3 END, c.id, c.file, c.line, 0
        FROM stake s JOIN claim c ON c.row = s.claim WHERE c.stands
      UNION ALL SELECT e.voice, 4, c.id, c.file, c.line, e.position FROM evidence e JOIN claim c ON c.row = e.claim
        WHERE c.stands AND e.voice IS NOT NULL
      UNION ALL SELECT a.publisher, 5, c.id, c.file, c.line, a.position FROM appearance a JOIN claim c ON c.row = a.claim WHERE c.stands
      UNION ALL SELECT a.of, 6, c.id, c.file, c.line, a.position FROM asked a JOIN claim c ON c.row = a.claim WHERE c.stands
      UNION ALL SELECT publisher, 7, id, file, line, 0 FROM source WHERE stands
      UNION ALL SELECT voice, 8, id, file, line, 0 FROM source WHERE stands
      UNION ALL SELECT i.value, 9, s.id, s.file, s.line, 0 FROM source s, json_each(s.interests) i WHERE s.stands
      UNION ALL SELECT publisher, 10, id, file, line, 0 FROM article WHERE stands
      UNION ALL SELECT part_of, 11, id, file, line, 0 FROM party WHERE stands
      UNION ALL SELECT i.value, 12, p.id, p.file, p.line, 0 FROM party p, json_each(p.interests) i WHERE p.stands)
    SELECT name, place, id, line, position, sum(place = 0) AS claims, min((n << 32 | line) * 16 + place) AS first
    FROM used JOIN rank ON rank.file = used.file WHERE name IS NOT NULL GROUP BY name ORDER BY first";

/// Reads all names.
pub(super) fn read(connection: &Connection, registry: &Registry) -> Result<NameBook, IndexError> {
    let own = "SELECT name, id, line FROM party WHERE stands
               UNION ALL SELECT a.value, p.id, p.line FROM party p, json_each(p.aliases) a WHERE p.stands";
    let mut names: Vec<UsedName> = collect(connection, own, [], |row| {
        let id: String = row.get(1)?;
        Ok(UsedName {
            name: row.get(0)?,
            at: RecordPart::new(RecordKind::Party, id.as_str()).on_line(row.get(2)?),
            party: Some(id),
            claims: 0,
        })
    })?;
    each_row(connection, REFERENCES, [], |row| {
        let used = reference(row)?;
        if registry.party_id(&used.name).is_none() {
            names.push(used);
        }
        Ok(())
    })?;
    Ok(NameBook::of(names))
}

fn reference(row: &Row<'_>) -> Result<UsedName, IndexError> {
    let name: String = row.get(0)?;
    let place: u32 = row.get(1)?;
    let position: u32 = row.get(4)?;
    let place = PLACES.iter().zip(0..).find(|(_, n)| *n == place);
    let (kind, row_kind, field) =
        place.map_or((RecordKind::Claim, None, "speaker"), |(place, _)| *place);
    let id: String = row.get(2)?;
    let mut at = RecordPart::new(kind, id).on_line(row.get(3)?);
    if let Some(row_kind) = row_kind {
        at = at.row(row_kind, position as usize);
    }
    Ok(UsedName {
        at: at.field(field).text(name.as_str()),
        name,
        party: None,
        claims: row.get(5)?,
    })
}
