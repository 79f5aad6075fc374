//! Writing what files bring into the tables.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::evidence::Evidence;
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::index::FileRecord;
use crate::index::IndexError;
use crate::index::value::json;
use rusqlite::Connection;
use rusqlite::Statement;
use rusqlite::params;

/// Writes files into the tables, with every statement prepared once.
pub(in crate::index) struct RecordWriter<'c> {
    connection: &'c Connection,
    file: Statement<'c>,
    article: Statement<'c>,
    party: Statement<'c>,
    party_name: Statement<'c>,
    source: Statement<'c>,
    derivation: Statement<'c>,
    claim: Statement<'c>,
    text: Statement<'c>,
    tag: Statement<'c>,
    stake: Statement<'c>,
    relation: Statement<'c>,
    evidence: Statement<'c>,
    via: Statement<'c>,
    ruling: Statement<'c>,
    asked: Statement<'c>,
    searched: Statement<'c>,
    exception: Statement<'c>,
}

impl<'c> RecordWriter<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        // The columns that are resolved afterwards are a table's last.
        let resolved_later = |table: &str, columns: usize, later: usize| {
            let marks = [vec!["?"; columns], vec!["NULL"; later]]
                .concat()
                .join(", ");
            connection.prepare(&format!("INSERT INTO {table} VALUES ({marks})"))
        };
        let insert = |table: &str, columns: usize| resolved_later(table, columns, 0);
        Ok(Self {
            connection,
            file: insert("file", 9)?,
            article: resolved_later("article", 14, 2)?,
            party: resolved_later("party", 12, 1)?,
            party_name: connection.prepare("INSERT OR IGNORE INTO party_name VALUES (?, ?)")?,
            source: resolved_later("source", 22, 3)?,
            derivation: insert("derivation", 3)?,
            claim: insert("claim", 20)?,
            text: connection.prepare(
                "INSERT INTO claim_text (rowid, text, quote, attribution, caveat, speaker) VALUES (?, ?, ?, ?, ?, ?)",
            )?,
            tag: connection.prepare("INSERT OR IGNORE INTO tag VALUES (?, ?, ?)")?,
            stake: insert("stake", 4)?,
            relation: insert("relation", 4)?,
            evidence: insert("evidence", 13)?,
            via: insert("via", 4)?,
            ruling: insert("ruling", 8)?,
            asked: insert("asked", 8)?,
            searched: insert("searched", 7)?,
            exception: insert("exception", 4)?,
        })
    }

    /// Writes one file and what it brings. Which of several definitions of an id stands is settled afterwards.
    pub(in crate::index) fn file(&mut self, file: &FileRecord) -> Result<(), IndexError> {
        let state = &file.state;
        self.file.execute(params![
            None::<i64>,
            file.path,
            state.size,
            state.mtime_ns,
            state.ctime_ns,
            state.inode,
            state.sha256,
            state.doubtful,
            state.unread
        ])?;
        let row = self.connection.last_insert_rowid();
        let records = &file.records;
        if let Some(article) = &records.article {
            self.article(row, article)?;
        }
        for party in &records.parties {
            self.party(row, party)?;
        }
        for source in &records.sources {
            self.source(row, source)?;
        }
        let article = records
            .article
            .as_ref()
            .map(|article| article.core.id.as_str());
        for claim in &records.claims {
            self.claim(row, article, claim)?;
        }
        Ok(())
    }

    fn article(&mut self, file: i64, article: &Article) -> Result<(), IndexError> {
        self.article.execute(params![
            None::<i64>,
            file,
            article.words.line,
            true,
            article.core.id.as_str(),
            article.words.title,
            article.core.publisher,
            article.words.author,
            article.words.url,
            article.words.published.map(|date| date.to_string()),
            article.words.accessed.map(|date| date.to_string()),
            article.words.language,
            article.words.archive,
            article.words.file,
        ])?;
        Ok(())
    }

    fn party(&mut self, file: i64, party: &Party) -> Result<(), IndexError> {
        self.party.execute(params![
            None::<i64>,
            file,
            party.words.line,
            true,
            party.core.id.as_str(),
            party.core.name,
            json(&party.core.aliases),
            party.words.kind.map(|word| word.as_str()),
            party.core.part_of,
            party.core.reliability.map(|word| word.as_str()),
            json(&party.core.interests),
            party.words.confidential,
        ])?;
        let row = self.connection.last_insert_rowid();
        for name in std::iter::once(&party.core.name).chain(&party.core.aliases) {
            self.party_name.execute(params![fold(name), row])?;
        }
        Ok(())
    }

    fn source(&mut self, file: i64, source: &Source) -> Result<(), IndexError> {
        self.source.execute(params![
            None::<i64>,
            file,
            source.words.line,
            true,
            source.core.id.as_str(),
            source.words.title,
            source.words.author,
            source.core.publisher,
            source.words.url,
            source.words.published.map(|date| date.to_string()),
            source.words.accessed.map(|date| date.to_string()),
            source.words.archive,
            source.words.file,
            source.words.sha256,
            source.core.kind.map(|word| word.as_str()),
            source.core.voice,
            source.core.own_reporting,
            json(&source.core.interests),
            source.words.language,
            source.core.retracted.map(|date| date.to_string()),
            source.words.confidential,
            source.words.note,
        ])?;
        let row = self.connection.last_insert_rowid();
        for (position, parent) in (0_i64..).zip(&source.core.derived_from) {
            self.derivation.execute(params![row, position, parent])?;
        }
        Ok(())
    }

    fn claim(&mut self, file: i64, article: Option<&str>, claim: &Claim) -> Result<(), IndexError> {
        self.claim.execute(params![
            None::<i64>,
            file,
            claim.words.line,
            true,
            claim.core.id.as_str(),
            claim.words.text,
            article,
            claim.core.speaker,
            claim.words.attribution,
            claim.words.caveat,
            claim.words.evidence_offered.as_str(),
            claim.core.kind.map(|word| word.as_str()),
            claim.words.said_on.map(|date| date.to_string()),
            claim.words.section,
            claim.words.paragraph,
            claim.words.quote,
            claim.core.needs_origins,
            claim.words.recheck_by.map(|date| date.to_string()),
            claim.words.short,
            claim.words.confidential,
        ])?;
        let row = self.connection.last_insert_rowid();
        self.text.execute(params![
            row,
            claim.words.text,
            claim.words.quote,
            claim.words.attribution,
            claim.words.caveat,
            claim.core.speaker
        ])?;
        self.lists(row, claim)?;
        for (position, evidence) in (0_i64..).zip(claim.evidence()) {
            self.evidence(row, position, evidence)?;
        }
        self.judgements(row, claim)
    }

    fn lists(&mut self, row: i64, claim: &Claim) -> Result<(), IndexError> {
        for (position, tag) in (0_i64..).zip(&claim.words.tags) {
            self.tag.execute(params![tag, row, position])?;
        }
        let accuses = claim.core.accuses.iter().map(|party| ("accuses", party));
        let concerns = claim.core.concerns.iter().map(|party| ("concerns", party));
        for (position, (kind, party)) in (0_i64..).zip(accuses.chain(concerns)) {
            self.stake.execute(params![row, position, kind, party])?;
        }
        let denies = claim.words.denies.iter().map(|target| ("denies", target));
        let contradicts = claim
            .words
            .contradicts
            .iter()
            .map(|target| ("contradicts", target));
        let repeats = claim.words.repeats.iter().map(|target| ("repeats", target));
        for (position, (kind, target)) in (0_i64..).zip(denies.chain(contradicts).chain(repeats)) {
            self.relation
                .execute(params![row, position, kind, target])?;
        }
        for (position, exception) in (0_i64..).zip(&claim.words.allow) {
            self.exception
                .execute(params![row, position, exception.code, exception.reason])?;
        }
        Ok(())
    }

    fn evidence(
        &mut self,
        claim: i64,
        position: i64,
        evidence: Evidence<'_>,
    ) -> Result<(), IndexError> {
        self.evidence.execute(params![
            claim,
            position,
            evidence.words.line,
            evidence.core.source,
            evidence.core.stance.as_str(),
            evidence.core.about.as_str(),
            evidence.core.credibility,
            evidence.words.quote,
            evidence.words.locator,
            evidence.words.translation,
            evidence.words.note,
            evidence.words.by,
            evidence.core.added.map(|date| date.to_string()),
        ])?;
        for (place, parent) in (0_i64..).zip(&evidence.core.via) {
            self.via.execute(params![claim, position, place, parent])?;
        }
        Ok(())
    }

    fn judgements(&mut self, row: i64, claim: &Claim) -> Result<(), IndexError> {
        for (position, ruling) in (0_i64..).zip(claim.rulings()) {
            let rating = ruling.words.rating.map(|rating| {
                serde_json::json!({ "value": rating.value, "best": rating.best, "worst": rating.worst }).to_string()
            });
            let on = ruling.core.on.to_string();
            let status = ruling.core.status.as_str();
            self.ruling.execute(params![
                row,
                position,
                ruling.words.line,
                status,
                on,
                ruling.words.by,
                ruling.words.reason,
                rating
            ])?;
        }
        for (position, asked) in (0_i64..).zip(&claim.words.asked) {
            let on = asked.on.map(|date| date.to_string());
            let due = asked.due.map(|date| date.to_string());
            let outcome = asked.outcome.map(|word| word.as_str());
            self.asked.execute(params![
                row, position, asked.line, asked.of, on, due, outcome, asked.note
            ])?;
        }
        for (position, searched) in (0_i64..).zip(&claim.words.searched) {
            let on = searched.on.map(|date| date.to_string());
            let what = params![
                row,
                position,
                searched.line,
                searched.place,
                on,
                searched.by,
                searched.terms
            ];
            self.searched.execute(what)?;
        }
        Ok(())
    }
}
