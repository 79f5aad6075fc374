//! Full-text queries, compiled to SQL. Everything typed is bound, and quoted within, so it is never syntax.
//!
//! Each kind of record has a full text of its own. A claim has a word too if a name of its speaker, of who is quoted or of a
//! row's voice has it, or a title of its sources: so a party that gets another name changes what finds its claims, and no claim
//! has to be written again.

use crate::domain::filter::Search;
use crate::domain::search::query::{Term, terms};
use crate::index::IndexError;
use rusqlite::Connection;
use rusqlite::types::Value;

/// The records searched.
#[derive(Clone, Copy)]
pub(in crate::index) enum FullText {
    /// Claims.
    Claims,
    /// Sources.
    Sources,
    /// Parties.
    Parties,
}

impl FullText {
    fn table(self) -> &'static str {
        match self {
            Self::Claims => "claim_text",
            Self::Sources => "source_text",
            Self::Parties => "party_text",
        }
    }

    /// The rows that have a term, bound at `mark`, in other records than their own.
    fn elsewhere(self, mark: &str) -> Option<String> {
        let by_party = |join: &str| {
            format!(
                "FROM party_text CROSS JOIN party p ON p.row = party_text.rowid AND p.stands
                 CROSS JOIN {join} = p.id WHERE party_text MATCH {mark}"
            )
        };
        Some(match self {
            Self::Claims => format!(
                "SELECT a.claim AS row {} UNION SELECT a.claim {} UNION SELECT e.claim {} UNION
                 SELECT e.claim FROM source_text CROSS JOIN source s ON s.row = source_text.rowid AND s.stands
                 CROSS JOIN evidence e ON e.source = s.id WHERE source_text MATCH 'title : ' || {mark}",
                by_party("assessment a ON a.speaker"),
                by_party("assessment a ON a.quoted IS NOT NULL AND a.quoted"),
                by_party("evidence e ON e.voice_key IS NOT NULL AND e.voice_key")
            ),
            Self::Sources => format!(
                "SELECT s.row AS row {} UNION SELECT s.row {}",
                by_party("source s ON s.publisher_key"),
                by_party("source s ON s.voice_key")
            ),
            Self::Parties => return None,
        })
    }

    /// A SELECT of the rows that a search finds, as `row`, with their `rank`: the better, the smaller. Rows that have all
    /// the words themselves come before those that have some elsewhere. `None` when there is no word to look for.
    pub(in crate::index) fn find(
        self,
        connection: &Connection,
        search: &Search,
        values: &mut Vec<Value>,
    ) -> Result<Option<String>, IndexError> {
        let terms: Vec<String> = terms(&search.words).iter().map(phrase).collect();
        if terms.is_empty() {
            return Ok(None);
        }
        let mut bind = |text: String| {
            values.push(text.into());
            format!("?{}", values.len())
        };
        let table = self.table();
        let have = |mark: &str| format!("FROM {table} WHERE {table} MATCH {mark}");
        let joint = if search.any { " OR " } else { " AND " };
        let own = have(&bind(terms.join(joint)));
        let own = format!("SELECT rowid AS row, rank {own}");
        let mut here = Vec::new();
        let mut ways = Vec::new();
        let mut conditions = Vec::new();
        for term in terms {
            if !self.is_elsewhere(connection, &term)? {
                here.push(term);
                continue;
            }
            let mark = bind(term);
            let Some(elsewhere) = self.elsewhere(&mark) else {
                continue;
            };
            conditions.push(format!(
                "(row IN (SELECT rowid {}) OR row IN ({elsewhere}))",
                have(&mark)
            ));
            ways.push(elsewhere);
        }
        if ways.is_empty() {
            return Ok(Some(own));
        }
        if search.any {
            conditions.clear();
        } else if !here.is_empty() {
            let mark = bind(here.join(joint));
            conditions.push(format!("row IN (SELECT rowid {})", have(&mark)));
        }
        let condition = if conditions.is_empty() {
            "1".to_owned()
        } else {
            conditions.join(" AND ")
        };
        let ways = ways.join(" UNION ");
        Ok(Some(format!(
            "SELECT row, min(rank) AS rank FROM (
               {own} UNION ALL SELECT row, 0 FROM ({ways}) WHERE {condition}) GROUP BY row"
        )))
    }

    /// Whether other records than their own can give rows a term.
    fn is_elsewhere(self, connection: &Connection, term: &str) -> Result<bool, IndexError> {
        let named = "SELECT 1 FROM party_text WHERE party_text MATCH ?1";
        let titled = "SELECT 1 FROM source_text WHERE source_text MATCH 'title : ' || ?1";
        let tables: &[&str] = match self {
            Self::Claims => &[named, titled],
            Self::Sources => &[named],
            Self::Parties => &[],
        };
        for sql in tables {
            if connection.prepare_cached(sql)?.exists([term])? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A term as FTS5 takes it. Its words hold letters, digits and marks alone.
fn phrase(term: &Term) -> String {
    let star = if term.is_beginning { " *" } else { "" };
    format!("\"{}\"{star}", term.words)
}
