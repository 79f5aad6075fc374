//! One run: a transaction that makes the server's copy of a book what everybody may see of the book now.

use crate::answer::published::{LeftOut, PublicClaim, published};
use crate::index::Index;
use crate::publish::batch::{Changes, Writing};
use crate::publish::cells::{LAYOUT, digest};
use crate::publish::error::{PublishError, ServerTrouble, explained, other_layout};
use crate::publish::schema;
use crate::publish::server::Server;
use crate::publish::statements::{
    DIGESTS, Destination, ENTER, FORGET, LOCK, LOCK_IF_FREE, LOG, LOOK, NOTE,
};
use chrono::NaiveDate;
use postgres::{Error, Row, Statement, Transaction};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::time::Duration;

/// How often to start again if the server asks for it.
const RETRIES: u32 = 5;

/// How long to wait before the first of these. The next waits are twice as long each.
const PAUSE: Duration = Duration::from_millis(20);

/// The book as it is published.
#[derive(Clone, Debug)]
pub struct PublishedEdition {
    /// Git's commit of the book; none outside git.
    pub commit: Option<String>,
    /// The day that counts as today.
    pub day: NaiveDate,
    /// The role that may read the views.
    pub read_role: Option<String>,
}

/// How much a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMuch {
    /// Writes nothing, and counts what it would write.
    DryRun,
    /// Writes what changed.
    Changes,
    /// Writes everything again, whatever the server has.
    Everything,
}

/// Who runs it: what only the driver knows.
pub trait Desk {
    /// Whether the book's commit descends from this one, or is this one.
    fn descends_from(&self, commit: &str) -> bool;
    /// Another run has locked the book on the server, and this one waits for it.
    fn waits(&self);
}

/// What a run did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many claims the book shows.
    pub claims: u64,
    /// How many of them the run wrote.
    pub written: u64,
    /// How many claims it removed.
    pub removed: u64,
    /// How many claims it left out.
    pub left_out: LeftOut,
}

/// Publishes a book.
///
/// # Errors
/// When the server's commit is not an ancestor of the book's, the index cannot be read, or the server cannot do it. The
/// server then keeps its old state.
pub fn publish(
    server: &mut Server,
    index: &Index,
    (place, edition): (&Destination, &PublishedEdition),
    extent: HowMuch,
    desk: &dyn Desk,
) -> Result<Outcome, PublishError> {
    if extent != HowMuch::DryRun {
        schema::make(server, place)?;
        if let Some(role) = &edition.read_role {
            schema::let_read(server, place, role)?;
        }
    } else if !schema::is_there(server, place)? {
        let mut outcome = Outcome::default();
        outcome.left_out = published(index, edition.day, &mut |_| {
            outcome.claims += 1;
            ControlFlow::Continue(())
        })?;
        outcome.written = outcome.claims;
        return Ok(outcome);
    }
    let run = PublishRun {
        index,
        place,
        edition,
        extent,
        desk,
    };
    run.until_done(server)
}

/// What every attempt of a run knows.
struct PublishRun<'r> {
    index: &'r Index,
    place: &'r Destination,
    edition: &'r PublishedEdition,
    extent: HowMuch,
    desk: &'r dyn Desk,
}

/// What the server knew of the book before.
struct Before {
    commit: Option<String>,
    day: Option<String>,
    claims: i64,
    runs: i64,
    layout: i32,
}

impl Before {
    fn of(row: &Row) -> Self {
        Self {
            commit: row.get(0),
            day: row.get(1),
            claims: row.get(2),
            runs: row.get(3),
            layout: row.get(4),
        }
    }
}

impl PublishRun<'_> {
    /// Starts again while the server asks for it.
    fn until_done(&self, server: &mut Server) -> Result<Outcome, PublishError> {
        let (mut retries, mut is_patient) = (0, false);
        loop {
            match self.attempt(server, is_patient) {
                Err(PublishError::Server(trouble)) if trouble.is_locked && !is_patient => {
                    self.desk.waits();
                    is_patient = true;
                }
                Err(PublishError::Server(trouble)) if trouble.may_retry && retries < RETRIES => {
                    std::thread::sleep(PAUSE * 2_u32.pow(retries));
                    retries += 1;
                }
                done => return done,
            }
        }
    }

    /// One transaction. `is_patient`: waits for another run on the same book.
    fn attempt(&self, server: &mut Server, is_patient: bool) -> Result<Outcome, PublishError> {
        let Server { client, place } = server;
        let failed = |error: Error| explained(&error, place);
        let mut transaction = client.transaction().map_err(failed)?;
        let before = self.before(&mut transaction, is_patient).map_err(failed)?;
        if let Some(before) = &before {
            self.refuse_foreign(before)?;
        }
        let outcome = self.compare(&mut transaction, &failed)?;
        if self.extent == HowMuch::DryRun {
            return Ok(outcome);
        }
        if let Some(before) = before {
            self.note(&mut transaction, &before, outcome)
                .map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        Ok(outcome)
    }

    /// Locks the book, and says what the server knows of it. A dry run locks nothing.
    fn before(
        &self,
        transaction: &mut Transaction<'_>,
        is_patient: bool,
    ) -> Result<Option<Before>, Error> {
        let book = &self.place.book;
        if self.extent == HowMuch::DryRun {
            let row = transaction.query_opt(&self.place.named(LOOK), &[book])?;
            return Ok(row.as_ref().map(Before::of));
        }
        transaction.execute(&self.place.named(ENTER), &[book])?;
        let lock = if is_patient { LOCK } else { LOCK_IF_FREE };
        let row = transaction.query_one(&self.place.named(lock), &[book])?;
        Ok(Some(Before::of(&row)))
    }

    /// Refuses tables of another version, and a book that does not descend from the one that is there.
    fn refuse_foreign(&self, before: &Before) -> Result<(), PublishError> {
        if before.layout > LAYOUT {
            return Err(other_layout().into());
        }
        if let (Some(server), Some(ours)) = (&before.commit, &self.edition.commit)
            && !self.desk.descends_from(server)
        {
            return Err(PublishError::NotAncestor {
                server: server.clone(),
                ours: ours.clone(),
            });
        }
        Ok(())
    }

    /// Goes through both sides in the order of ids, and sends what differs.
    fn compare(
        &self,
        transaction: &mut Transaction<'_>,
        failed: &dyn Fn(Error) -> ServerTrouble,
    ) -> Result<Outcome, PublishError> {
        let mut comparison = ServerComparison::begin(transaction, self).map_err(failed)?;
        let mut stopped = None;
        let left_out = published(self.index, self.edition.day, &mut |claim| match comparison
            .claim(&claim)
        {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                stopped = Some(error);
                ControlFlow::Break(())
            }
        })?;
        if let Some(error) = stopped {
            return Err(failed(error).into());
        }
        let outcome = comparison.end().map_err(failed)?;
        Ok(Outcome {
            left_out,
            ..outcome
        })
    }

    /// Records the commit, the day and the counts, if they differ.
    fn note(
        &self,
        transaction: &mut Transaction<'_>,
        before: &Before,
        outcome: Outcome,
    ) -> Result<(), Error> {
        let book = &self.place.book;
        let PublishedEdition { commit, day, .. } = self.edition;
        let day = day.to_string();
        let changed = (outcome.written + outcome.removed).cast_signed();
        let claims = outcome.claims.cast_signed();
        let runs = before.runs + i64::from(changed > 0);
        let is_same = changed == 0
            && before.commit == *commit
            && before.day.as_ref() == Some(&day)
            && before.claims == claims
            && before.layout == LAYOUT;
        if is_same {
            return Ok(());
        }
        let note = self.place.named(NOTE);
        transaction.execute(&note, &[book, commit, &day, &claims, &runs, &LAYOUT])?;
        if changed > 0 {
            let log = self.place.named(LOG);
            transaction.execute(&log, &[book, &runs, commit, &claims, &changed])?;
        }
        Ok(())
    }
}

/// The claims of the book beside those of the server, both in the order of ids.
struct ServerComparison<'t, 'c> {
    transaction: &'t mut Transaction<'c>,
    book: &'t str,
    digests: Statement,
    /// The next claims of the server with their digests. It is empty only at the end: what we write has smaller ids than
    /// what we have not read yet, so we never read it.
    ahead: VecDeque<(String, String)>,
    /// None in a dry run.
    writing: Option<Writing>,
    changes: Changes,
    /// Whether to write what is the same, too.
    is_full: bool,
    outcome: Outcome,
}

impl<'t, 'c> ServerComparison<'t, 'c> {
    fn begin(transaction: &'t mut Transaction<'c>, run: &PublishRun<'t>) -> Result<Self, Error> {
        let place = run.place;
        if run.extent == HowMuch::Everything {
            transaction.execute(&place.named(FORGET), &[&place.book])?;
        }
        let writing = if run.extent == HowMuch::DryRun {
            None
        } else {
            Some(Writing::prepare(transaction, place)?)
        };
        let mut comparison = Self {
            digests: transaction.prepare(&place.named(DIGESTS))?,
            transaction,
            book: &place.book,
            ahead: VecDeque::new(),
            writing,
            changes: Changes::new(),
            is_full: run.extent == HowMuch::Everything,
            outcome: Outcome::default(),
        };
        comparison.read_on("")?;
        Ok(comparison)
    }

    /// Reads the next page of digests, after this id.
    fn read_on(&mut self, after: &str) -> Result<(), Error> {
        let page = self
            .transaction
            .query(&self.digests, &[&self.book, &after])?;
        self.ahead
            .extend(page.iter().map(|row| (row.get(0), row.get(1))));
        Ok(())
    }

    /// Takes the server's next claim.
    fn next(&mut self) -> Result<Option<(String, String)>, Error> {
        let next = self.ahead.pop_front();
        if let Some((id, _)) = &next
            && self.ahead.is_empty()
        {
            self.read_on(id)?;
        }
        Ok(next)
    }

    /// Compares the book's next claim.
    fn claim(&mut self, claim: &PublicClaim) -> Result<(), Error> {
        self.outcome.claims += 1;
        let mut known = None;
        while let Some((id, _)) = self.ahead.front() {
            if *id > claim.id {
                break;
            }
            let Some((id, digest)) = self.next()? else {
                break;
            };
            if id == claim.id {
                known = Some(digest);
                break;
            }
            self.remove(id)?;
        }
        let digest = digest(claim);
        if self.is_full || known.as_ref() != Some(&digest) {
            self.outcome.written += 1;
            self.changes.write(claim, digest, known.is_none());
            self.send_if_many()?;
        }
        Ok(())
    }

    fn remove(&mut self, id: String) -> Result<(), Error> {
        self.outcome.removed += 1;
        self.changes.remove(id);
        self.send_if_many()
    }

    fn send_if_many(&mut self) -> Result<(), Error> {
        if self.changes.are_many() {
            self.send()?;
        }
        Ok(())
    }

    fn send(&mut self) -> Result<(), Error> {
        let Some(writing) = &self.writing else {
            self.changes = Changes::new();
            return Ok(());
        };
        self.changes.send(self.transaction, writing, self.book)
    }

    /// Removes the claims that the server has beyond the book's last one, and sends the rest.
    fn end(mut self) -> Result<Outcome, Error> {
        while let Some((id, _)) = self.next()? {
            self.remove(id)?;
        }
        self.send()?;
        Ok(self.outcome)
    }
}
