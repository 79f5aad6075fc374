//! Claims asked for: by a filter, in an order, one after the other, so that memory stays flat however many there are.

use crate::domain::corroboration::{RULES, is_stale};
use crate::domain::filter::Filter;
use crate::domain::status::{Flag, Flags};
use crate::index::columns::{FromColumns, REFUTE, SUPPORT, columns, selected, stored};
use crate::index::query::collect;
use crate::index::read::filter::{Compiled, Listing, order_by};
use crate::index::rows::{AppearanceAnswer, ClaimRow, PartyName, RulingAnswer, Side};
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use rusqlite::Row;
use rusqlite::types::ValueRef;
use std::ops::ControlFlow;

stored! {
    read: ClaimRow {
        row = "c.row",
        id = "c.id",
        text = "c.text",
        article = "c.article",
        attribution = "c.attribution",
        caveat = "c.caveat",
        evidence_offered = "c.evidence_offered",
        kind = "c.kind",
        section = "c.section",
        paragraph = "c.paragraph",
        quote = "c.quote",
        prefix = "c.prefix",
        suffix = "c.suffix",
        said_on = "c.said_on",
        tags as list = "(SELECT json_group_array(tag) FROM (SELECT tag FROM tag t WHERE t.claim = c.row ORDER BY t.position))",
        refs as list = "c.refs",
        note = "c.note",
        assigned = "c.assigned",
        draft = "c.draft",
        status = "a.status",
        derived_status = "a.derived_status",
        contested_by = "a.contested_by",
        attribution_status = "a.attribution_status",
        file = "f.path",
        line = "c.line",
    }
    else { speaker, quoted, appearances, flags, support, refute, ruling, rules, likeness }
}

stored! { read: Side { possible, established, items, at_least } }

stored! {
    read: RulingAnswer {
        status = "r.status",
        on = "r.[on]",
        by = "r.[by]",
        reason = "r.reason",
        pending = "r.pending",
        wording = "r.wording",
        url = "r.url",
        verdict = "r.verdict",
        language = "r.language",
        rating = "r.rating",
    }
}

stored! {
    read: AppearanceAnswer { url, on, archive, quote, line }
    else { publisher }
}

columns! {
    /// What a [`ClaimRow`] says beside that, before its sides and its ruling.
    read: NamesAndFlags {
        speaker = "c.speaker",
        speaker_id = "p.id",
        speaker_name = "p.name",
        quoted = "c.quoted",
        quoted_id = "q.id",
        quoted_name = "q.name",
        flags = "a.flags",
        recheck_by = "c.recheck_by",
        appears = "EXISTS (SELECT 1 FROM appearance x WHERE x.claim = c.row)",
    }
}

const AT: NamesAndFlags = NamesAndFlags::after(ClaimRow::SQL.len());
const SIDES: usize = ClaimRow::SQL.len() + NamesAndFlags::SQL.len();
const RULING: usize = SIDES + SUPPORT.len() + REFUTE.len();

/// Everything that a claim's row is made from.
fn claim_columns() -> String {
    let lists = [
        ClaimRow::SQL,
        NamesAndFlags::SQL,
        SUPPORT,
        REFUTE,
        RulingAnswer::SQL,
    ];
    selected(&lists)
}

const NAMED: &str = "LEFT JOIN party p ON p.id = a.speaker AND p.stands LEFT JOIN party q ON q.id = a.quoted AND q.stands";
const STANDING_RULING: &str = "LEFT JOIN ruling r ON r.claim = c.row AND r.position = a.ruling";

impl Index {
    /// Hands over the claims that the filter picks, in the listing's order, until `each` has had enough.
    pub fn claims(
        &self,
        filter: &Filter,
        listing: &Listing,
        each: &mut dyn FnMut(ClaimRow) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let compiled = Compiled::new(self.connection(), filter, listing.today)?;
        let order = compiled.order(listing.order);
        let sql = format!(
            "SELECT {} FROM {} {NAMED} {STANDING_RULING} WHERE {} {}{}",
            claim_columns(),
            compiled.tables_of(self.connection(), listing)?,
            compiled.condition(),
            order_by(order, listing.reverse),
            listing
                .limit
                .map_or_else(String::new, |limit| format!(" LIMIT {limit}")),
        );
        let mut statement = self.connection().prepare(&sql)?;
        let mut likeness = compiled.likeness;
        let mut rows = statement.query(rusqlite::params_from_iter(compiled.values))?;
        while let Some(row) = rows.next()? {
            let mut claim = self.claim_row(row, listing.today)?;
            claim.likeness = likeness.remove(&claim.row);
            if each(claim).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many claims the filter picks.
    pub fn count(&self, filter: &Filter, today: NaiveDate) -> Result<u64, IndexError> {
        let compiled = Compiled::new(self.connection(), filter, today)?;
        let sql = format!(
            "SELECT count(*) FROM {} WHERE {}",
            compiled.counted_tables(),
            compiled.condition()
        );
        let values = rusqlite::params_from_iter(compiled.values);
        Ok(self
            .connection()
            .query_row(&sql, values, |row| row.get::<_, i64>(0))?
            .cast_unsigned())
    }

    /// One claim by its row.
    pub fn claim(&self, claim: i64, today: NaiveDate) -> Result<ClaimRow, IndexError> {
        let columns = claim_columns();
        let sql = format!(
            "SELECT {columns} FROM claim c JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
             {NAMED} {STANDING_RULING} WHERE c.row = ?1"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([claim])?;
        let row = rows.next()?.ok_or(IndexError::NoSuchRow(claim))?;
        self.claim_row(row, today)
    }

    fn claim_row(&self, row: &Row<'_>, today: NaiveDate) -> Result<ClaimRow, IndexError> {
        let read = ClaimRow::read(row, 0)?;
        Ok(ClaimRow {
            rules: RULES,
            speaker: named(row, [AT.speaker, AT.speaker_id, AT.speaker_name])?,
            quoted: named(row, [AT.quoted, AT.quoted_id, AT.quoted_name])?,
            flags: flags(row, today)?,
            support: Side::read(row, SIDES)?,
            refute: Side::read(row, SIDES + SUPPORT.len())?,
            ruling: ruling(row)?,
            appearances: if row.get(AT.appears)? {
                self.appearances(read.row)?
            } else {
                Vec::new()
            },
            ..read
        })
    }

    fn appearances(&self, claim: i64) -> Result<Vec<AppearanceAnswer>, IndexError> {
        let columns = selected(&[AppearanceAnswer::SQL, &["publisher"]]);
        let sql = format!("SELECT {columns} FROM appearance WHERE claim = ?1 ORDER BY position");
        collect(self.connection(), &sql, [claim], |row| {
            let publisher: Option<String> = row.get(AppearanceAnswer::SQL.len())?;
            let publisher = publisher.map(|name| self.party_named(&name)).transpose()?;
            Ok(AppearanceAnswer {
                publisher,
                ..AppearanceAnswer::read(row, 0)?
            })
        })
    }
}

/// Somebody whom the book does not define as a party goes by the name that the claim gives.
fn named(row: &Row<'_>, [written, id, name]: [usize; 3]) -> Result<Option<PartyName>, IndexError> {
    let written: Option<String> = row.get(written)?;
    let name: Option<String> = row.get(name)?;
    let id = row.get(id)?;
    Ok(written.map(|written| PartyName {
        id,
        name: name.unwrap_or(written),
    }))
}

fn flags(row: &Row<'_>, today: NaiveDate) -> Result<Vec<Flag>, IndexError> {
    let stored: Flags = row.get(AT.flags)?;
    let stale = is_stale(row.get(AT.recheck_by)?, today).then_some(Flag::Stale);
    Ok(stored.iter().chain(stale).collect())
}

fn ruling(row: &Row<'_>) -> Result<Option<RulingAnswer>, IndexError> {
    let is_ruled = row.get_ref(RULING)? != ValueRef::Null;
    is_ruled
        .then(|| RulingAnswer::read(row, RULING))
        .transpose()
}
