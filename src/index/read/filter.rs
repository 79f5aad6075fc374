//! The filter and the order of a listing, compiled to SQL. Nothing that a user types becomes SQL text: it is bound.

use crate::domain::corroboration::RegistryBuilder;
use crate::domain::filter::{Filter, Like, Search};
use crate::domain::name::{composed, fold};
use crate::domain::search::likeness::Likeness;
use crate::domain::status::{Flag, Status};
use crate::index::IndexError;
use crate::index::query::collect;
use crate::index::read::full_text::FullText;
use crate::index::read::like;
use crate::index::read::registers;
use crate::index::read::registers::speaker_key;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// By what a listing is ordered. Ties go by the place in the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The order of files and lines.
    #[default]
    Place,
    /// The claim's id.
    Id,
    /// The status shown, in the order of [`Status::ALL`].
    Status,
    /// The speaker's name; the article's own voice last.
    Speaker,
    /// The number of independent origins for it, the fewest first.
    Origins,
    /// The newest evidence or ruling, else `said_on`; the newest first, unknown dates last.
    Changed,
    /// How well it fits the words searched for; the best first.
    Rank,
}

/// How claims are to be listed.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// By what they are ordered.
    pub order: Order,
    /// Whether to turn the order round.
    pub reverse: bool,
    /// How many at most.
    pub limit: Option<u64>,
    /// Today, on which it depends what is stale.
    pub today: NaiveDate,
}

/// A condition on `claim c`, `assessment a` and `file f`, with the values bound to it.
#[derive(Debug, Default)]
pub(in crate::index) struct Compiled {
    conditions: Vec<String>,
    /// A SELECT of `row` and `rank`: the claims with the words searched for, where there are any.
    found: Option<String>,
    /// How like the text sought the claims are, where there is one.
    pub(in crate::index) likeness: BTreeMap<i64, Likeness>,
    pub(in crate::index) values: Vec<Value>,
}

/// The tables, joined so that a selective condition leads.
const JOINED: &str = "claim c JOIN assessment a JOIN file f ON a.claim = c.row AND f.row = c.file";
/// The tables, joined so that the order of files and lines needs no sorting.
const IN_PLACE: &str =
    "file f CROSS JOIN claim c ON c.file = f.row CROSS JOIN assessment a ON a.claim = c.row";
/// The tables, joined so that the order of files needs no sorting, and each file costs one look into an index of assessments.
const FILE_BY_FILE: &str = "file f CROSS JOIN assessment a
    ON a.claim BETWEEN (SELECT min(row) FROM claim WHERE file = f.row) AND (SELECT max(row) FROM claim WHERE file = f.row)
    CROSS JOIN claim c ON c.row = a.claim AND c.file = f.row";

impl Compiled {
    /// Compiles a filter.
    pub(in crate::index) fn new(
        connection: &Connection,
        filter: &Filter,
        today: NaiveDate,
    ) -> Result<Self, IndexError> {
        let mut compiled = Self::default();
        if filter.contested {
            compiled.conditions.push("a.contested = 1".to_owned());
        }
        if filter.against {
            compiled.conditions.push("a.against = 1".to_owned());
        }
        if filter.unsourced {
            compiled.conditions.push("a.unsourced = 1".to_owned());
        }
        compiled.any_of(
            "a.status",
            filter.status.iter().map(|status| status.as_str()),
        );
        compiled.any_of(
            "a.derived_status",
            filter.derived.iter().map(|status| status.as_str()),
        );
        compiled.any_of("c.kind", filter.kind.iter().map(|kind| kind.as_str()));
        compiled.ids("c.article", &filter.article);
        compiled.ids("c.id", &filter.ids);
        compiled.tags(&filter.tag);
        compiled.assigned(connection, &filter.assigned)?;
        compiled.speakers(connection, &filter.speaker)?;
        compiled.sources(&filter.source);
        compiled.flags(&filter.flag, today);
        compiled.changed(filter);
        if let Some(words) = &filter.search {
            compiled.search(connection, words)?;
        }
        if let Some(like) = &filter.like {
            compiled.like(connection, like)?;
        }
        Ok(compiled)
    }

    /// The tables asked, the way that suits the order.
    pub(in crate::index) fn tables(&self, order: Order) -> String {
        match &self.found {
            Some(found) => format!("({found}) t JOIN {JOINED} AND c.row = t.row"),
            None if order == Order::Place && self.conditions.is_empty() => IN_PLACE.to_owned(),
            None => JOINED.to_owned(),
        }
    }

    /// The tables asked for a listing in its order.
    pub(in crate::index) fn tables_of(
        &self,
        connection: &Connection,
        listing: &Listing,
    ) -> Result<String, IndexError> {
        let order = self.order(listing.order);
        if order == Order::Place
            && !listing.reverse
            && self.is_of_assessments()
            && self.is_found_soon(connection, listing.limit)?
        {
            return Ok(FILE_BY_FILE.to_owned());
        }
        Ok(self.tables(order))
    }

    /// The least tables that count what the filter picks. Every claim has one assessment and one file.
    pub(in crate::index) fn counted_tables(&self) -> String {
        if self.is_of_assessments() {
            "assessment a".to_owned()
        } else if self.found.is_none() {
            "claim c JOIN assessment a ON a.claim = c.row".to_owned()
        } else {
            self.tables(Order::Id)
        }
    }

    /// Whether the assessments alone say which claims the filter picks.
    fn is_of_assessments(&self) -> bool {
        let mut conditions = self.conditions.iter();
        self.found.is_none()
            && !self.conditions.is_empty()
            && conditions.all(|condition| condition.starts_with("a."))
    }

    /// Whether going through the files until there are enough claims costs less than sorting all claims that the filter picks.
    ///
    /// With `n` claims picked in `files` files, the first `limit` of them are in about `limit * files / n` files, if they are
    /// spread evenly. To sort them costs about `n`.
    fn is_found_soon(
        &self,
        connection: &Connection,
        limit: Option<u64>,
    ) -> Result<bool, IndexError> {
        let files: i64 = connection.query_row("SELECT count(*) FROM file", [], |row| row.get(0))?;
        let files = files.cast_unsigned();
        let enough = limit.map_or(files, |limit| limit.saturating_mul(files).isqrt());
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM assessment a WHERE {} LIMIT {enough})",
            self.condition()
        );
        let picked: i64 =
            connection.query_row(&sql, params_from_iter(&self.values), |row| row.get(0))?;
        Ok(picked.cast_unsigned() >= enough)
    }

    /// The conditions, all of which must hold.
    pub(in crate::index) fn condition(&self) -> String {
        if self.conditions.is_empty() {
            "1".to_owned()
        } else {
            self.conditions.join(" AND ")
        }
    }

    /// The order, as far as it makes sense: without words searched for there is no rank.
    pub(in crate::index) fn order(&self, order: Order) -> Order {
        if order == Order::Rank && self.found.is_none() {
            Order::Place
        } else {
            order
        }
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn any_of<'a>(&mut self, column: &str, words: impl Iterator<Item = &'a str>) {
        let marks: Vec<String> = words.map(|word| self.bind(word.to_owned())).collect();
        if !marks.is_empty() {
            self.conditions
                .push(format!("{column} IN ({})", marks.join(", ")));
        }
    }

    fn ids(&mut self, column: &str, ids: &[String]) {
        let ids: Vec<_> = ids.iter().map(|id| composed(id)).collect();
        self.any_of(column, ids.iter().map(|id| &**id));
    }

    fn tags(&mut self, tags: &[String]) {
        let marks: Vec<String> = tags.iter().map(|tag| self.bind(fold(tag))).collect();
        if !marks.is_empty() {
            self.conditions.push(format!(
                "c.row IN (SELECT claim FROM tag WHERE folded IN ({}))",
                marks.join(", ")
            ));
        }
    }

    /// A desk has few people, so their names are compared here.
    fn assigned(&mut self, connection: &Connection, names: &[String]) -> Result<(), IndexError> {
        if names.is_empty() {
            return Ok(());
        }
        let asked: BTreeSet<String> = names.iter().map(|name| fold(name)).collect();
        let sql =
            "SELECT DISTINCT assigned FROM claim WHERE assigned IS NOT NULL ORDER BY assigned";
        let mut statement = connection.prepare_cached(sql)?;
        let written = statement.query_map([], |row| row.get::<_, String>(0))?;
        let written = written.collect::<Result<Vec<String>, _>>()?;
        let meant: Vec<&String> = written
            .iter()
            .filter(|name| asked.contains(&fold(name)))
            .collect();
        if meant.is_empty() {
            self.conditions.push("0".to_owned());
        }
        self.any_of("c.assigned", meant.into_iter().map(String::as_str));
        Ok(())
    }

    fn speakers(&mut self, connection: &Connection, names: &[String]) -> Result<(), IndexError> {
        if names.is_empty() {
            return Ok(());
        }
        let keys = speaker_keys(connection, names)?;
        self.any_of("a.speaker", keys.iter().map(String::as_str));
        Ok(())
    }

    fn sources(&mut self, sources: &[String]) {
        if sources.is_empty() {
            return;
        }
        let starts: Vec<String> = sources
            .iter()
            .map(|id| format!("SELECT {}", self.bind(composed(id).into_owned())))
            .collect();
        self.conditions.push(format!(
            "c.row IN (
               WITH RECURSIVE down (id) AS ({} UNION SELECT l.source FROM down JOIN source_parent l ON l.parent = down.id)
               SELECT e.claim FROM down JOIN evidence e ON e.source = down.id
               UNION SELECT v.claim FROM down JOIN via v ON v.parent = down.id)",
            starts.join(" UNION ")
        ));
    }

    fn flags(&mut self, flags: &[Flag], today: NaiveDate) {
        if flags.is_empty() {
            return;
        }
        let kept: Vec<&Flag> = flags.iter().filter(|flag| **flag != Flag::Stale).collect();
        let mut ways = Vec::new();
        if !kept.is_empty() {
            let marks: Vec<String> = kept
                .iter()
                .map(|flag| self.bind(flag.as_str().to_owned()))
                .collect();
            ways.push(format!(
                "c.row IN (SELECT claim FROM flag WHERE flag IN ({}))",
                marks.join(", ")
            ));
        }
        if flags.contains(&Flag::Stale) {
            let today = self.bind(today.to_string());
            ways.push(stale(&today));
        }
        self.conditions.push(format!("({})", ways.join(" OR ")));
    }

    fn changed(&mut self, filter: &Filter) {
        if let Some(since) = filter.since {
            let day = self.bind(since.first_day().to_string());
            self.conditions.push(format!("a.changed_to >= {day}"));
        }
        if let Some(until) = filter.until {
            let day = self.bind(until.last_day().to_string());
            self.conditions.push(format!("a.changed_from <= {day}"));
        }
    }

    fn search(&mut self, connection: &Connection, search: &Search) -> Result<(), IndexError> {
        self.found = FullText::Claims.find(connection, search, &mut self.values)?;
        if self.found.is_none() {
            self.conditions.push("0".to_owned());
        }
        Ok(())
    }

    /// Puts the claims most like a text in place of all conditions so far, which they meet.
    fn like(&mut self, connection: &Connection, like: &Like) -> Result<(), IndexError> {
        let among = if self.found.is_none() && self.conditions.is_empty() {
            None
        } else {
            Some(self.rows(connection)?)
        };
        let mut alike = like::like(connection, &like.text, among.as_ref())?;
        alike.truncate(like.most);
        let rows: Vec<String> = alike.iter().map(|(row, _)| row.to_string()).collect();
        *self = Self::default();
        let rows = self.bind(format!("[{}]", rows.join(",")));
        self.found = Some(format!(
            "SELECT value AS row, key AS rank FROM json_each({rows})"
        ));
        self.likeness = alike.into_iter().collect();
        Ok(())
    }

    /// The rows of the claims.
    pub(in crate::index) fn rows(
        &self,
        connection: &Connection,
    ) -> Result<BTreeSet<i64>, IndexError> {
        let (tables, condition) = (self.tables(Order::Id), self.condition());
        let sql = format!("SELECT c.row FROM {tables} WHERE {condition}");
        collect(connection, &sql, params_from_iter(&self.values), |row| {
            Ok(row.get::<_, i64>(0)?)
        })
    }
}

/// Whether `recheck_by` is past: a date's last day is before today exactly when today, cut to its length, is after it.
pub(in crate::index) fn stale(today: &str) -> String {
    // The first condition follows from the second, and has an index.
    format!("(c.recheck_by < {today} AND substr({today}, 1, length(c.recheck_by)) > c.recheck_by)")
}

/// `ORDER BY …` for a listing.
pub(in crate::index) fn order_by(order: Order, reverse: bool) -> String {
    let statuses = Status::WORDS.join(" ");
    let (key, down) = match order {
        Order::Place => (String::new(), false),
        Order::Id => ("c.id".to_owned(), false),
        Order::Status => (
            format!("instr(' {statuses} ', ' ' || a.status || ' ')"),
            false,
        ),
        Order::Speaker => (
            "c.speaker IS NULL, coalesce(p.name, c.speaker) COLLATE NOCASE".to_owned(),
            false,
        ),
        Order::Origins => (
            "a.support_possible, a.support_established".to_owned(),
            false,
        ),
        Order::Changed => ("a.changed".to_owned(), true),
        Order::Rank => ("t.rank".to_owned(), false),
    };
    let direction = |down: bool| if down == reverse { "" } else { " DESC" };
    let mut keys: Vec<String> = key
        .split(", ")
        .filter(|key| !key.is_empty())
        .map(|key| format!("{key}{}", direction(down)))
        .collect();
    keys.extend(["f.path", "c.line", "c.row"].map(|key| format!("{key}{}", direction(false))));
    format!("ORDER BY {}", keys.join(", "))
}

/// Every key under which these speakers, and the parties that are part of them, are looked up.
fn speaker_keys(connection: &Connection, names: &[String]) -> Result<BTreeSet<String>, IndexError> {
    let parties = registers::parties(connection)?;
    let mut builder = RegistryBuilder::new();
    for party in &parties {
        builder.party(&party.core);
    }
    let registry = builder.build();
    let mut keys: BTreeSet<String> = names
        .iter()
        .map(|name| speaker_key(&registry, name))
        .collect();
    // A part of a part is a part: go round until nothing is added.
    loop {
        let parts = parties.iter().filter(|party| {
            party
                .core
                .part_of
                .as_deref()
                .is_some_and(|whole| keys.contains(&speaker_key(&registry, whole)))
        });
        let more: Vec<String> = parts
            .map(|party| party.core.id.to_string())
            .filter(|id| !keys.contains(id))
            .collect();
        if more.is_empty() {
            return Ok(keys);
        }
        keys.extend(more);
    }
}
