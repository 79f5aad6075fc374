//! Claims asked for: by a filter, in an order, one after the other, so that memory stays flat however many there are.

use crate::domain::corroboration::is_stale;
use crate::domain::filter::Filter;
use crate::domain::status::{Flag, Flags};
use crate::index::columns::{columns, selected};
use crate::index::read::filter::{Compiled, Listing, Order, order_by};
use crate::index::rows::{ClaimRow, PartyName, RulingAnswer, Side};
use crate::index::value::List;
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use rusqlite::Row;
use std::ops::ControlFlow;

columns! {
    /// What a [`ClaimRow`] is made from.
    read: ClaimRowColumns {
        row = "c.row",
        id = "c.id",
        text = "c.text",
        article = "c.article",
        speaker = "c.speaker",
        speaker_id = "p.id",
        speaker_name = "p.name",
        attribution = "c.attribution",
        caveat = "c.caveat",
        evidence_offered = "c.evidence_offered",
        kind = "c.kind",
        section = "c.section",
        paragraph = "c.paragraph",
        quote = "c.quote",
        said_on = "c.said_on",
        tags = "(SELECT json_group_array(tag) FROM (SELECT tag FROM tag t WHERE t.claim = c.row ORDER BY t.position))",
        status = "a.status",
        derived_status = "a.derived_status",
        contested_by = "a.contested_by",
        attribution_status = "a.attribution_status",
        flags = "a.flags",
        support_possible = "a.support_possible",
        support_established = "a.support_established",
        support_items = "a.support_items",
        support_at_least = "a.support_at_least",
        refute_possible = "a.refute_possible",
        refute_established = "a.refute_established",
        refute_items = "a.refute_items",
        refute_at_least = "a.refute_at_least",
        ruling_status = "r.status",
        ruling_on = "r.\"on\"",
        ruling_by = "r.\"by\"",
        ruling_reason = "r.reason",
        file = "f.path",
        line = "c.line",
        recheck_by = "c.recheck_by",
    }
}

const AT: ClaimRowColumns<usize> = ClaimRowColumns::after(0);

const SPEAKER: &str = "LEFT JOIN party p ON p.id = a.speaker AND p.stands";
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
            "SELECT {} FROM {} {SPEAKER} {STANDING_RULING} WHERE {} {}{}",
            selected(&[ClaimRowColumns::SQL]),
            compiled.tables(order),
            compiled.condition(),
            order_by(order, listing.reverse),
            listing
                .limit
                .map_or_else(String::new, |limit| format!(" LIMIT {limit}")),
        );
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(compiled.values))?;
        while let Some(row) = rows.next()? {
            if each(claim_row(row, listing.today)?).is_break() {
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
            compiled.tables(Order::Id),
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
        let columns = selected(&[ClaimRowColumns::SQL]);
        let sql = format!(
            "SELECT {columns} FROM claim c JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
             {SPEAKER} {STANDING_RULING} WHERE c.row = ?1"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([claim])?;
        let row = rows.next()?.ok_or(IndexError::NoSuchRow(claim))?;
        claim_row(row, today)
    }
}

fn claim_row(row: &Row<'_>, today: NaiveDate) -> Result<ClaimRow, IndexError> {
    Ok(ClaimRow {
        row: row.get(AT.row)?,
        id: row.get(AT.id)?,
        text: row.get(AT.text)?,
        article: row.get(AT.article)?,
        speaker: speaker(row)?,
        attribution: row.get(AT.attribution)?,
        caveat: row.get(AT.caveat)?,
        evidence_offered: row.get(AT.evidence_offered)?,
        kind: row.get(AT.kind)?,
        section: row.get(AT.section)?,
        paragraph: row.get(AT.paragraph)?,
        quote: row.get(AT.quote)?,
        said_on: row.get(AT.said_on)?,
        tags: row.get::<_, List>(AT.tags)?.0,
        status: row.get(AT.status)?,
        derived_status: row.get(AT.derived_status)?,
        contested_by: row.get(AT.contested_by)?,
        attribution_status: row.get(AT.attribution_status)?,
        flags: flags(row, today)?,
        support: Side {
            possible: row.get(AT.support_possible)?,
            established: row.get(AT.support_established)?,
            items: row.get(AT.support_items)?,
            at_least: row.get(AT.support_at_least)?,
        },
        refute: Side {
            possible: row.get(AT.refute_possible)?,
            established: row.get(AT.refute_established)?,
            items: row.get(AT.refute_items)?,
            at_least: row.get(AT.refute_at_least)?,
        },
        ruling: ruling(row)?,
        file: row.get(AT.file)?,
        line: row.get(AT.line)?,
    })
}

/// A speaker whom the book does not define as a party goes by the name that the claim gives.
fn speaker(row: &Row<'_>) -> Result<Option<PartyName>, IndexError> {
    let written: Option<String> = row.get(AT.speaker)?;
    let name: Option<String> = row.get(AT.speaker_name)?;
    let id = row.get(AT.speaker_id)?;
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
    let Some(status) = row.get(AT.ruling_status)? else {
        return Ok(None);
    };
    Ok(Some(RulingAnswer {
        status,
        on: row.get(AT.ruling_on)?,
        by: row.get(AT.ruling_by)?,
        reason: row.get(AT.ruling_reason)?,
    }))
}
