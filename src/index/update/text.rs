//! The full texts: what each record brings to them, and takes out again.

use crate::domain::claim::Claim;
use crate::domain::party::Party;
use crate::domain::search;
use crate::domain::source::Source;
use crate::index::IndexError;
use crate::index::columns::{ClaimTextColumns, Insert, PartyTextColumns, SourceTextColumns};
use rusqlite::Connection;

/// Writes into the full texts, with every statement prepared once.
pub(in crate::index) struct TextWriter<'c> {
    claim: Insert<'c>,
    source: Insert<'c>,
    party: Insert<'c>,
}

impl<'c> TextWriter<'c> {
    /// For records that come.
    pub(in crate::index) fn coming(connection: &'c Connection) -> Result<Self, IndexError> {
        Self::new(|table, columns| Insert::into(connection, table, &[columns]))
    }

    /// For records that go.
    pub(in crate::index) fn going(connection: &'c Connection) -> Result<Self, IndexError> {
        Self::new(|table, columns| Insert::taking_out(connection, table, columns))
    }

    fn new(
        insert: impl Fn(&str, &[&str]) -> Result<Insert<'c>, IndexError>,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            claim: insert("claim_text", ClaimTextColumns::SQL)?,
            source: insert("source_text", SourceTextColumns::SQL)?,
            party: insert("party_text", PartyTextColumns::SQL)?,
        })
    }

    pub(in crate::index) fn claim(&mut self, row: i64, claim: &Claim) -> Result<(), IndexError> {
        let [text, quote, speaker, about, evidence] = &search::of_claim(claim);
        self.claim.run(&[&ClaimTextColumns {
            rowid: &row,
            text,
            quote,
            speaker,
            about,
            evidence,
        }])
    }

    pub(in crate::index) fn source(&mut self, row: i64, source: &Source) -> Result<(), IndexError> {
        let [title, id, about] = &search::of_source(source);
        let rowid = &row;
        self.source.run(&[&SourceTextColumns {
            rowid,
            title,
            id,
            about,
        }])
    }

    pub(in crate::index) fn party(&mut self, row: i64, party: &Party) -> Result<(), IndexError> {
        let [names, id] = &search::of_party(party);
        let rowid = &row;
        self.party.run(&[&PartyTextColumns { rowid, names, id }])
    }
}
