//! The names that a book uses for parties, each with its first place.

use crate::domain::check::finding::{RecordPart, RowKind};
use crate::domain::check::name_book::{NameBook, UsedName};
use crate::domain::corroboration::Registry;
use crate::domain::records::RecordKind;
use crate::index::IndexError;
use crate::index::query::{collect, each_row};
use rusqlite::Connection;
use std::collections::BTreeMap;

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

/// Every reference: the name, its place in [`PLACES`], the record's id, file and line, and the position of its row.
const REFERENCES: &str = "
    SELECT speaker, 0, id, file, line, 0 FROM claim WHERE stands AND speaker IS NOT NULL
    UNION ALL SELECT quoted, 1, id, file, line, 0 FROM claim WHERE stands AND quoted IS NOT NULL
    UNION ALL SELECT s.party, CASE s.kind WHEN 'accuses' THEN 2 ELSE 3 END, c.id, c.file, c.line, 0
      FROM stake s JOIN claim c ON c.row = s.claim WHERE c.stands
    UNION ALL SELECT e.voice, 4, c.id, c.file, c.line, e.position FROM evidence e JOIN claim c ON c.row = e.claim
      WHERE c.stands AND e.voice IS NOT NULL
    UNION ALL SELECT a.publisher, 5, c.id, c.file, c.line, a.position FROM appearance a JOIN claim c ON c.row = a.claim
      WHERE c.stands AND a.publisher IS NOT NULL
    UNION ALL SELECT a.of, 6, c.id, c.file, c.line, a.position FROM asked a JOIN claim c ON c.row = a.claim WHERE c.stands
    UNION ALL SELECT publisher, 7, id, file, line, 0 FROM source WHERE stands AND publisher IS NOT NULL
    UNION ALL SELECT voice, 8, id, file, line, 0 FROM source WHERE stands AND voice IS NOT NULL
    UNION ALL SELECT i.value, 9, s.id, s.file, s.line, 0 FROM source s, json_each(s.interests) i WHERE s.stands
    UNION ALL SELECT publisher, 10, id, file, line, 0 FROM article WHERE stands AND publisher IS NOT NULL
    UNION ALL SELECT part_of, 11, id, file, line, 0 FROM party WHERE stands AND part_of IS NOT NULL
    UNION ALL SELECT i.value, 12, p.id, p.file, p.line, 0 FROM party p, json_each(p.interests) i WHERE p.stands";

/// The first place of a name in the book, and how many claims have it as their speaker.
struct FirstUse {
    /// The rank of the file, the line, and the place.
    order: (usize, u32, u32),
    id: String,
    position: u32,
    claims: u32,
}

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
    let mut uses: Vec<(String, FirstUse)> = first_uses(connection)?.into_iter().collect();
    uses.retain(|(name, _)| registry.party_id(name).is_none());
    uses.sort_by_key(|(_, first)| first.order);
    names.extend(uses.into_iter().map(used));
    Ok(NameBook::of(names))
}

/// Where the book uses each name first. It has few names and many references, so these are not sorted.
fn first_uses(connection: &Connection) -> Result<BTreeMap<String, FirstUse>, IndexError> {
    let mut ranks: BTreeMap<i64, usize> = BTreeMap::new();
    each_row(
        connection,
        "SELECT row FROM file ORDER BY path",
        [],
        |row| {
            ranks.insert(row.get(0)?, ranks.len());
            Ok(())
        },
    )?;
    let mut uses: BTreeMap<String, FirstUse> = BTreeMap::new();
    each_row(connection, REFERENCES, [], |row| {
        let (place, file): (u32, i64) = (row.get(1)?, row.get(3)?);
        let rank = ranks.get(&file).ok_or(IndexError::NoSuchRow(file))?;
        let order = (*rank, row.get(4)?, place);
        let is_speaker = u32::from(place == 0);
        let name = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if let Some(known) = uses.get_mut(name) {
            known.claims += is_speaker;
            if order < known.order {
                (known.order, known.id, known.position) = (order, row.get(2)?, row.get(5)?);
            }
            return Ok(());
        }
        let first = FirstUse {
            order,
            id: row.get(2)?,
            position: row.get(5)?,
            claims: is_speaker,
        };
        uses.insert(name.to_owned(), first);
        Ok(())
    })?;
    Ok(uses)
}

fn used((name, first): (String, FirstUse)) -> UsedName {
    let (_, line, place) = first.order;
    let place = PLACES.get(place as usize).copied();
    let (kind, row_kind, field) = place.unwrap_or((RecordKind::Claim, None, "speaker"));
    let mut at = RecordPart::new(kind, first.id).on_line(line);
    if let Some(row_kind) = row_kind {
        at = at.row(row_kind, first.position as usize);
    }
    UsedName {
        at: at.field(field).text(name.as_str()),
        name,
        party: None,
        claims: first.claims,
    }
}
