//! Every claim with its evidence in the order of ids, for `publish`. Claims come one after the other, so that memory stays
//! flat however large the book is.

use crate::domain::corroboration::is_stale;
use crate::domain::status::{Flag, Flags};
use crate::index::columns::{FromColumns, REFUTE, SUPPORT, columns, selected, stored};
use crate::index::query::collect;
use crate::index::rows::{ClaimToPublish, EvidenceToPublish, PartyName, RulingToPublish, Side};
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Row};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

stored! {
    read: ClaimToPublish {
        id = "c.id",
        text = "c.text",
        article = "c.article",
        article_title = "t.title",
        article_url = "t.url",
        attribution = "c.attribution",
        caveat = "c.caveat",
        kind = "c.kind",
        said_on = "c.said_on",
        status = "a.status",
        derived_status = "a.derived_status",
        attribution_status = "a.attribution_status",
        confidential = "c.confidential",
    }
    else { speaker, flags, support, refute, ruling, evidence }
}

stored! {
    read: RulingToPublish { on = "r.[on]", by = "r.[by]", reason = "r.reason" }
}

columns! {
    /// What a [`ClaimToPublish`] says beside that, before its sides and its ruling.
    read: ClaimMore {
        row = "c.row",
        speaker = "c.speaker",
        speaker_id = "p.id",
        speaker_name = "p.name",
        flags = "a.flags",
        recheck_by = "c.recheck_by",
    }
}

// If a source and an article share an id, the source is meant.
stored! {
    read: EvidenceToPublish {
        source = "e.source",
        title = "iif(s.row IS NULL, t.title, s.title)",
        url = "iif(s.row IS NULL, t.url, s.url)",
        published = "iif(s.row IS NULL, t.published, s.published)",
        retracted = "s.retracted",
        confidential = "ifnull(s.confidential, 0)",
        stance = "e.stance",
        about = "e.about",
        credibility = "e.credibility",
        quote = "e.quote",
        translation = "e.translation",
        locator = "e.locator",
        added = "e.added",
    }
    else { publisher, source_voice, voice }
}

columns! {
    /// The parties of an [`EvidenceToPublish`].
    read: EvidenceParties {
        publisher = "iif(s.row IS NULL, t.publisher, s.publisher)",
        publisher_id = "p.id",
        publisher_name = "p.name",
        source_voice = "s.voice",
        voice = "e.voice",
    }
}

const MORE: ClaimMore = ClaimMore::after(ClaimToPublish::SQL.len());
const SIDES: usize = ClaimToPublish::SQL.len() + ClaimMore::SQL.len();
const RULING: usize = SIDES + SUPPORT.len() + REFUTE.len();
const PARTIES: EvidenceParties = EvidenceParties::after(EvidenceToPublish::SQL.len());

const CLAIMS: &str = "
    FROM claim c
    JOIN assessment a ON a.claim = c.row
    LEFT JOIN party p ON p.id = a.speaker AND p.stands
    LEFT JOIN article t ON t.id = c.article AND t.stands
    LEFT JOIN ruling r ON r.claim = c.row AND r.position = a.ruling
    WHERE c.stands
    ORDER BY c.id";

const EVIDENCE: &str = "
    FROM evidence e
    LEFT JOIN source s ON s.id = e.source AND s.stands
    LEFT JOIN article t ON t.id = e.source AND t.stands AND s.row IS NULL
    LEFT JOIN party p ON p.id = iif(s.row IS NULL, t.publisher_key, s.publisher_key) AND p.stands
    WHERE e.claim = ?1
    ORDER BY e.position";

impl Index {
    /// Hands over every claim that the book defines, in the order of the bytes of ids, until `each` has had enough. Of
    /// claims that share an id it hands over the one that references mean.
    pub fn claims_to_publish(
        &self,
        today: NaiveDate,
        each: &mut dyn FnMut(ClaimToPublish) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let lists = [
            ClaimToPublish::SQL,
            ClaimMore::SQL,
            SUPPORT,
            REFUTE,
            RulingToPublish::SQL,
        ];
        let sql = format!("SELECT {} {CLAIMS}", selected(&lists));
        let lists = [EvidenceToPublish::SQL, EvidenceParties::SQL];
        let of_claim = format!("SELECT {} {EVIDENCE}", selected(&lists));
        let mut of_claim = self.connection().prepare_cached(&of_claim)?;
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let evidence = self.evidence_to_publish(&mut of_claim, row.get(MORE.row)?)?;
            if each(claim(row, today, evidence)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The ids of the parties that only internal reports name.
    pub fn confidential_parties(&self) -> Result<BTreeSet<String>, IndexError> {
        let sql = "SELECT id FROM party WHERE stands AND confidential";
        collect(self.connection(), sql, [], |row| Ok(row.get(0)?))
    }

    fn evidence_to_publish(
        &self,
        statement: &mut CachedStatement<'_>,
        claim: i64,
    ) -> Result<Vec<EvidenceToPublish>, IndexError> {
        let mut evidence = Vec::new();
        let mut rows = statement.query([claim])?;
        while let Some(row) = rows.next()? {
            let at = PARTIES;
            evidence.push(EvidenceToPublish {
                publisher: known(row, [at.publisher, at.publisher_id, at.publisher_name])?,
                source_voice: self.voice(row.get(at.source_voice)?)?,
                voice: self.voice(row.get(at.voice)?)?,
                ..EvidenceToPublish::read(row, 0)?
            });
        }
        Ok(evidence)
    }

    fn voice(&self, written: Option<String>) -> Result<Option<PartyName>, IndexError> {
        written.map(|name| self.party_named(&name)).transpose()
    }
}

fn claim(
    row: &Row<'_>,
    today: NaiveDate,
    evidence: Vec<EvidenceToPublish>,
) -> Result<ClaimToPublish, IndexError> {
    let flags: Flags = row.get(MORE.flags)?;
    let stale = is_stale(row.get(MORE.recheck_by)?, today).then_some(Flag::Stale);
    let is_ruled = row.get_ref(RULING)? != ValueRef::Null;
    Ok(ClaimToPublish {
        speaker: known(row, [MORE.speaker, MORE.speaker_id, MORE.speaker_name])?,
        flags: flags.iter().chain(stale).collect(),
        support: Side::read(row, SIDES)?,
        refute: Side::read(row, SIDES + SUPPORT.len())?,
        ruling: is_ruled
            .then(|| RulingToPublish::read(row, RULING))
            .transpose()?,
        evidence,
        ..ClaimToPublish::read(row, 0)?
    })
}

/// A party by the name that readers know, or by the name as it was written. An address may say who published a source that
/// names no publisher.
fn known(row: &Row<'_>, [written, id, name]: [usize; 3]) -> Result<Option<PartyName>, IndexError> {
    let written: Option<String> = row.get(written)?;
    let id: Option<String> = row.get(id)?;
    let name: Option<String> = row.get(name)?;
    Ok(name.or(written).map(|name| PartyName { id, name }))
}
