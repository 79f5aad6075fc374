//! The changes of a run on their way to the server, some thousand rows at a time.

use crate::answer::published::PublicClaim;
use crate::publish::cells::{CLAIM, EVIDENCE, SentCell, of_claim, of_evidence};
use crate::publish::statements::{Destination, REMOVE, SHORTEN, write_claims, write_evidence};
use postgres::types::ToSql;
use postgres::{Error, Statement, Transaction};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How many rows to send at once.
const ROWS: usize = 4000;

/// The statements that write, prepared.
pub(super) struct Writing {
    claims: Statement,
    evidence: Statement,
    shorten: Statement,
    remove: [Statement; 2],
}

impl Writing {
    pub(super) fn prepare(
        server: &mut Transaction<'_>,
        place: &Destination,
    ) -> Result<Self, Error> {
        let [rows, claims] = REMOVE.map(|sql| place.named(sql));
        Ok(Self {
            claims: server.prepare(&place.named(&write_claims()))?,
            evidence: server.prepare(&place.named(&write_evidence()))?,
            shorten: server.prepare(&place.named(SHORTEN))?,
            remove: [server.prepare(&rows)?, server.prepare(&claims)?],
        })
    }
}

/// Rows of one table: an array of texts for each column.
struct SentRows(Vec<Vec<Option<String>>>);

impl SentRows {
    fn of(columns: usize) -> Self {
        Self(vec![Vec::new(); columns])
    }

    fn push<'c>(&mut self, cells: impl IntoIterator<Item = SentCell<'c>>) {
        for (column, cell) in self.0.iter_mut().zip(cells) {
            column.push(cell.map(Cow::into_owned));
        }
    }

    fn len(&self) -> usize {
        self.0.first().map_or(0, Vec::len)
    }

    /// Sends the rows and forgets them.
    fn send(
        &mut self,
        server: &mut Transaction<'_>,
        to: &Statement,
        book: &str,
    ) -> Result<(), Error> {
        if self.len() > 0 {
            let mut parameters: Vec<&(dyn ToSql + Sync)> = vec![&book];
            parameters.extend(self.0.iter().map(|column| column as &(dyn ToSql + Sync)));
            server.execute(to, &parameters)?;
            self.0.iter_mut().for_each(Vec::clear);
        }
        Ok(())
    }
}

/// Changes that wait to be sent.
pub(super) struct Changes {
    claims: SentRows,
    evidence: SentRows,
    /// Changed claims by how many evidence rows they have now: they may have had more.
    shorter: BTreeMap<i32, Vec<String>>,
    gone: Vec<String>,
}

impl Changes {
    pub(super) fn new() -> Self {
        Self {
            claims: SentRows::of(CLAIM.len()),
            evidence: SentRows::of(EVIDENCE.len()),
            shorter: BTreeMap::new(),
            gone: Vec::new(),
        }
    }

    /// Adds a claim. `is_new`: the server does not have it.
    pub(super) fn write(&mut self, claim: &PublicClaim, digest: String, is_new: bool) {
        let digest: SentCell<'_> = Some(Cow::Owned(digest));
        self.claims
            .push(of_claim(claim).into_iter().chain([digest]));
        for (position, row) in claim.evidence.iter().enumerate() {
            self.evidence.push(of_evidence(&claim.id, position, row));
        }
        if !is_new {
            let rows = i32::try_from(claim.evidence.len()).unwrap_or(i32::MAX);
            self.shorter.entry(rows).or_default().push(claim.id.clone());
        }
    }

    /// Adds a claim that the book no longer shows.
    pub(super) fn remove(&mut self, id: String) {
        self.gone.push(id);
    }

    /// Whether it is time to send them.
    pub(super) fn are_many(&self) -> bool {
        self.claims.len() + self.evidence.len() + self.gone.len() >= ROWS
    }

    /// Sends the changes and forgets them.
    pub(super) fn send(
        &mut self,
        server: &mut Transaction<'_>,
        writing: &Writing,
        book: &str,
    ) -> Result<(), Error> {
        for (rows, claims) in std::mem::take(&mut self.shorter) {
            server.execute(&writing.shorten, &[&book, &claims, &rows])?;
        }
        if !self.gone.is_empty() {
            for statement in &writing.remove {
                server.execute(statement, &[&book, &self.gone])?;
            }
            self.gone.clear();
        }
        self.claims.send(server, &writing.claims, book)?;
        self.evidence.send(server, &writing.evidence, book)
    }
}
