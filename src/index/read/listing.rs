//! Claims asked for: by a filter, in an order, one after the other, so that memory stays flat however many there are.

use crate::domain::claim::ClaimKind;
use crate::domain::claim::EvidenceOffered;
use crate::domain::corroboration::is_stale;
use crate::domain::filter::Filter;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::AttributionStatus;
use crate::domain::status::ContestedBy;
use crate::domain::status::Derived;
use crate::domain::status::Flag;
use crate::domain::status::Status;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::read::filter::Compiled;
use crate::index::read::filter::Listing;
use crate::index::read::filter::Order;
use crate::index::read::filter::order_by;
use crate::index::rows::ClaimRow;
use crate::index::rows::PartyName;
use crate::index::rows::RulingAnswer;
use crate::index::rows::Side;
use crate::index::value;
use chrono::NaiveDate;
use rusqlite::Row;
use std::ops::ControlFlow;

/// The columns of a [`ClaimRow`], in the order in which [`claim_row`] reads them.
const COLUMNS: &str =
    "c.row, c.id, c.text, c.article, c.speaker, p.id, p.name, c.attribution, c.caveat, c.evidence_offered,
  c.kind, c.section, c.paragraph, c.quote, c.said_on,
  (SELECT json_group_array(tag) FROM (SELECT tag FROM tag t WHERE t.claim = c.row ORDER BY t.position)),
  a.status, a.derived_status, a.contested_by, a.attribution_status, a.flags,
  a.support_possible, a.support_established, a.support_items, a.support_at_least,
  a.refute_possible, a.refute_established, a.refute_items, a.refute_at_least,
  r.status, r.\"on\", r.\"by\", r.reason, f.path, c.line, c.recheck_by";

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
            "SELECT {COLUMNS} FROM {} {SPEAKER} {STANDING_RULING} WHERE {} {}{}",
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
        let sql = format!(
            "SELECT {COLUMNS} FROM claim c JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
             {SPEAKER} {STANDING_RULING} WHERE c.row = ?1"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([claim])?;
        let row = rows.next()?.ok_or(IndexError::NoSuchRow(claim))?;
        claim_row(row, today)
    }
}

fn word<T>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, IndexError> {
    let text = row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?;
    value::optional_word(what, text, parse)
}

fn required<T>(
    row: &Row<'_>,
    column: usize,
    what: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, IndexError> {
    word(row, column, what, parse)?.ok_or_else(|| IndexError::StrangeWord {
        what,
        word: "null".to_owned(),
    })
}

fn claim_row(row: &Row<'_>, today: NaiveDate) -> Result<ClaimRow, IndexError> {
    let kind = word(row, 10, "kind", ClaimKind::parse)?;
    Ok(ClaimRow {
        row: row.get(0)?,
        id: row.get(1)?,
        text: row.get(2)?,
        article: row.get(3)?,
        speaker: speaker(row)?,
        attribution: row.get(7)?,
        caveat: row.get(8)?,
        evidence_offered: required(row, 9, "word for evidence offered", EvidenceOffered::parse)?,
        kind,
        section: row.get(11)?,
        paragraph: row.get(12)?,
        quote: row.get(13)?,
        said_on: row.get(14)?,
        tags: value::list(row.get_ref(15)?.as_str().map_err(rusqlite::Error::from)?)?,
        status: required(row, 16, "status", Status::parse)?,
        derived_status: required(row, 17, "derived status", Derived::parse)?,
        contested_by: word(row, 18, "ground", ContestedBy::parse)?,
        attribution_status: word(row, 19, "attribution status", AttributionStatus::parse)?,
        flags: flags(row, today)?,
        support: side(row, 21)?,
        refute: side(row, 25)?,
        ruling: ruling(row)?,
        file: row.get(33)?,
        line: row.get(34)?,
    })
}

fn speaker(row: &Row<'_>) -> Result<Option<PartyName>, IndexError> {
    let written: Option<String> = row.get(4)?;
    let (id, name): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
    Ok(written.map(|written| PartyName {
        id,
        name: name.unwrap_or(written),
    }))
}

fn side(row: &Row<'_>, first: usize) -> Result<Side, IndexError> {
    Ok(Side {
        possible: row.get(first)?,
        established: row.get(first + 1)?,
        items: row.get(first + 2)?,
        at_least: row.get(first + 3)?,
    })
}

fn flags(row: &Row<'_>, today: NaiveDate) -> Result<Vec<Flag>, IndexError> {
    let words = row.get_ref(20)?.as_str().map_err(rusqlite::Error::from)?;
    let mut flags: Vec<Flag> = words
        .split_whitespace()
        .map(|flag| value::word("flag", flag, Flag::parse))
        .collect::<Result<_, _>>()?;
    let recheck_by = row
        .get_ref(35)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?;
    if is_stale(value::date(recheck_by)?, today) {
        flags.push(Flag::Stale);
    }
    Ok(flags)
}

fn ruling(row: &Row<'_>) -> Result<Option<RulingAnswer>, IndexError> {
    let Some(status) = word(row, 29, "ruling", RulingStatus::parse)? else {
        return Ok(None);
    };
    Ok(Some(RulingAnswer {
        status,
        on: row.get(30)?,
        by: row.get(31)?,
        reason: row.get(32)?,
    }))
}
