//! Writing what files bring into the tables.

use crate::domain::article::Article;
use crate::domain::claim::{Asked, Claim, LinkKind, Searched, StakeKind};
use crate::domain::evidence::Evidence;
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::ruling::Ruling;
use crate::domain::source::Source;
use crate::index::columns::{
    ArticleCoreColumns, ArticleWordsColumns, AskedColumns, ClaimContextColumns, ClaimCoreColumns,
    ClaimTextColumns, ClaimWordsColumns, DerivationColumns, EvidenceCoreColumns,
    EvidenceWordsColumns, ExceptionColumns, FileColumns, Insert, ItemColumns, PartyCoreColumns,
    PartyNameColumns, PartyWordsColumns, PlaceColumns, RelationColumns, RulingCoreColumns,
    RulingWordsColumns, SearchedColumns, SourceCoreColumns, SourceWordsColumns, StakeColumns,
    TagColumns, Value, ViaColumns,
};
use crate::index::value::json;
use crate::index::{FileRecord, IndexError};
use rusqlite::Connection;

/// Writes files into the tables, with every statement prepared once.
pub(in crate::index) struct RecordWriter<'c> {
    connection: &'c Connection,
    file: Insert<'c>,
    article: Insert<'c>,
    party: Insert<'c>,
    party_name: Insert<'c>,
    source: Insert<'c>,
    derivation: Insert<'c>,
    claim: Insert<'c>,
    text: Insert<'c>,
    tag: Insert<'c>,
    stake: Insert<'c>,
    relation: Insert<'c>,
    evidence: Insert<'c>,
    via: Insert<'c>,
    ruling: Insert<'c>,
    asked: Insert<'c>,
    searched: Insert<'c>,
    exception: Insert<'c>,
}

impl<'c> RecordWriter<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let table = |table: &str, columns: &[&[&str]]| Insert::into(connection, table, columns);
        let record = |name: &str, core: &[&str], words: &[&str]| {
            table(name, &[PlaceColumns::SQL, core, words])
        };
        let item = |name: &str, columns: &[&str]| table(name, &[ItemColumns::SQL, columns]);
        let halves = |name: &str, core: &[&str], words: &[&str]| {
            table(name, &[ItemColumns::SQL, core, words])
        };
        Ok(Self {
            connection,
            file: table("file", &[FileColumns::SQL])?,
            article: record("article", ArticleCoreColumns::SQL, ArticleWordsColumns::SQL)?,
            party: record("party", PartyCoreColumns::SQL, PartyWordsColumns::SQL)?,
            party_name: Insert::unless_there(connection, "party_name", &[PartyNameColumns::SQL])?,
            source: record("source", SourceCoreColumns::SQL, SourceWordsColumns::SQL)?,
            derivation: table("derivation", &[DerivationColumns::SQL])?,
            claim: table(
                "claim",
                &[
                    PlaceColumns::SQL,
                    ClaimCoreColumns::SQL,
                    ClaimContextColumns::SQL,
                    ClaimWordsColumns::SQL,
                ],
            )?,
            text: table("claim_text", &[ClaimTextColumns::SQL])?,
            tag: Insert::unless_there(connection, "tag", &[ItemColumns::SQL, TagColumns::SQL])?,
            stake: item("stake", StakeColumns::SQL)?,
            relation: item("relation", RelationColumns::SQL)?,
            evidence: halves(
                "evidence",
                EvidenceCoreColumns::SQL,
                EvidenceWordsColumns::SQL,
            )?,
            via: item("via", ViaColumns::SQL)?,
            ruling: halves("ruling", RulingCoreColumns::SQL, RulingWordsColumns::SQL)?,
            asked: item("asked", AskedColumns::SQL)?,
            searched: item("searched", SearchedColumns::SQL)?,
            exception: item("exception", ExceptionColumns::SQL)?,
        })
    }

    /// Writes one file and what it brings. Which of several definitions of an id applies is settled afterwards.
    pub(in crate::index) fn file(&mut self, file: &FileRecord) -> Result<(), IndexError> {
        let state = &file.state;
        let columns = FileColumns::<Value<'_>> {
            path: &file.path,
            size: &state.size,
            mtime_ns: &state.mtime_ns,
            ctime_ns: &state.ctime_ns,
            inode: &state.inode,
            sha256: &state.sha256,
            doubtful: &state.doubtful,
            unread: &state.unread,
        };
        self.file.run(columns.values())?;
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
        let article = records.article.as_ref().map(|article| &article.core.id);
        for claim in &records.claims {
            self.claim(row, &article, claim)?;
        }
        Ok(())
    }

    fn article(&mut self, file: i64, article: &Article) -> Result<(), IndexError> {
        let (core, words) = (&article.core, &article.words);
        let core = ArticleCoreColumns::<Value<'_>> {
            id: &core.id,
            publisher: &core.publisher,
        };
        let words = ArticleWordsColumns::<Value<'_>> {
            title: &words.title,
            author: &words.author,
            url: &words.url,
            published: &words.published,
            accessed: &words.accessed,
            language: &words.language,
            archive: &words.archive,
            local_file: &words.file,
            line: &words.line,
        };
        let place = place(&file);
        self.article
            .run(place.into_iter().chain(core.values()).chain(words.values()))
    }

    fn party(&mut self, file: i64, party: &Party) -> Result<(), IndexError> {
        let (core, words) = (&party.core, &party.words);
        let columns = PartyCoreColumns::<Value<'_>> {
            id: &core.id,
            name: &core.name,
            aliases: &json(&core.aliases),
            part_of: &core.part_of,
            reliability: &core.reliability,
            interests: &json(&core.interests),
        };
        let words = PartyWordsColumns::<Value<'_>> {
            kind: &words.kind,
            confidential: &words.confidential,
            line: &words.line,
        };
        let place = place(&file);
        let values = place.into_iter().chain(columns.values());
        self.party.run(values.chain(words.values()))?;
        let row = self.connection.last_insert_rowid();
        for name in std::iter::once(&core.name).chain(&core.aliases) {
            let name = PartyNameColumns::<Value<'_>> {
                name: &fold(name),
                party: &row,
            };
            self.party_name.run(name.values())?;
        }
        Ok(())
    }

    fn source(&mut self, file: i64, source: &Source) -> Result<(), IndexError> {
        let (core, words) = (&source.core, &source.words);
        let columns = SourceCoreColumns::<Value<'_>> {
            id: &core.id,
            publisher: &core.publisher,
            kind: &core.kind,
            voice: &core.voice,
            own_reporting: &core.own_reporting,
            interests: &json(&core.interests),
            retracted: &core.retracted,
        };
        let words = SourceWordsColumns::<Value<'_>> {
            title: &words.title,
            author: &words.author,
            url: &words.url,
            published: &words.published,
            accessed: &words.accessed,
            archive: &words.archive,
            local_file: &words.file,
            sha256: &words.sha256,
            language: &words.language,
            confidential: &words.confidential,
            note: &words.note,
            line: &words.line,
        };
        let place = place(&file);
        let values = place.into_iter().chain(columns.values());
        self.source.run(values.chain(words.values()))?;
        let row = self.connection.last_insert_rowid();
        for (position, parent) in (0_i64..).zip(&core.derived_from) {
            let derivation = DerivationColumns::<Value<'_>> {
                source: &row,
                position: &position,
                parent,
            };
            self.derivation.run(derivation.values())?;
        }
        Ok(())
    }

    fn claim(&mut self, file: i64, article: Value<'_>, claim: &Claim) -> Result<(), IndexError> {
        let core = ClaimCoreColumns::<Value<'_>> {
            id: &claim.core.id,
            speaker: &claim.core.speaker,
            kind: &claim.core.kind,
            needs_origins: &claim.core.needs_origins,
        };
        let context = ClaimContextColumns::<Value<'_>> {
            article,
            said_on: &claim.words.said_on,
        };
        let values = place(&file).into_iter().chain(core.values());
        let values = values.chain(context.values());
        self.claim.run(values.chain(claim_words(claim).values()))?;
        let row = self.connection.last_insert_rowid();
        let text = ClaimTextColumns::<Value<'_>> {
            rowid: &row,
            text: &claim.words.text,
            quote: &claim.words.quote,
            attribution: &claim.words.attribution,
            caveat: &claim.words.caveat,
            speaker: &claim.core.speaker,
        };
        self.text.run(text.values())?;
        self.tags(row, claim)?;
        self.stakes(row, claim)?;
        self.relations(row, claim)?;
        for (position, evidence) in (0_i64..).zip(claim.evidence()) {
            self.evidence(row, position, evidence)?;
        }
        for (position, ruling) in (0_i64..).zip(claim.rulings()) {
            self.ruling(row, position, ruling)?;
        }
        self.checks(row, claim)
    }

    fn tags(&mut self, claim: i64, written: &Claim) -> Result<(), IndexError> {
        for (position, tag) in (0_i64..).zip(&written.words.tags) {
            let tag = TagColumns::<Value<'_>> { tag };
            let item = item(&claim, &position);
            self.tag.run(item.into_iter().chain(tag.values()))?;
        }
        Ok(())
    }

    fn stakes(&mut self, claim: i64, written: &Claim) -> Result<(), IndexError> {
        let core = &written.core;
        let accuses = core.accuses.iter().map(|party| (StakeKind::Accuses, party));
        let concerns = core
            .concerns
            .iter()
            .map(|party| (StakeKind::Concerns, party));
        for (position, (kind, party)) in (0_i64..).zip(accuses.chain(concerns)) {
            let stake = StakeColumns::<Value<'_>> { kind: &kind, party };
            let item = item(&claim, &position);
            self.stake.run(item.into_iter().chain(stake.values()))?;
        }
        Ok(())
    }

    fn relations(&mut self, claim: i64, written: &Claim) -> Result<(), IndexError> {
        let words = &written.words;
        let denies = words.denies.iter().map(|id| (LinkKind::Denies, id));
        let contradicts = words
            .contradicts
            .iter()
            .map(|id| (LinkKind::Contradicts, id));
        let repeats = words.repeats.iter().map(|id| (LinkKind::Repeats, id));
        let links = denies.chain(contradicts).chain(repeats);
        for (position, (kind, target)) in (0_i64..).zip(links) {
            let relation = RelationColumns::<Value<'_>> {
                kind: &kind,
                target,
            };
            let item = item(&claim, &position);
            self.relation
                .run(item.into_iter().chain(relation.values()))?;
        }
        Ok(())
    }

    fn evidence(
        &mut self,
        claim: i64,
        position: i64,
        evidence: Evidence<'_>,
    ) -> Result<(), IndexError> {
        let core = EvidenceCoreColumns::<Value<'_>> {
            source: &evidence.core.source,
            stance: &evidence.core.stance,
            about: &evidence.core.about,
            credibility: &evidence.core.credibility,
            added: &evidence.core.added,
        };
        let words = EvidenceWordsColumns::<Value<'_>> {
            quote: &evidence.words.quote,
            locator: &evidence.words.locator,
            translation: &evidence.words.translation,
            note: &evidence.words.note,
            by: &evidence.words.by,
            line: &evidence.words.line,
        };
        let item = item(&claim, &position);
        let values = item.into_iter().chain(core.values());
        self.evidence.run(values.chain(words.values()))?;
        for (place, parent) in (0_i64..).zip(&evidence.core.via) {
            let via = ViaColumns::<Value<'_>> {
                place: &place,
                parent,
            };
            self.via.run(item.into_iter().chain(via.values()))?;
        }
        Ok(())
    }

    fn ruling(&mut self, claim: i64, position: i64, ruling: Ruling<'_>) -> Result<(), IndexError> {
        let core = RulingCoreColumns::<Value<'_>> {
            status: &ruling.core.status,
            on: &ruling.core.on,
        };
        let words = RulingWordsColumns::<Value<'_>> {
            by: &ruling.words.by,
            reason: &ruling.words.reason,
            rating: &ruling.words.rating,
            line: &ruling.words.line,
        };
        let item = item(&claim, &position);
        let values = item.into_iter().chain(core.values());
        self.ruling.run(values.chain(words.values()))
    }

    /// What the desk did to check the claim, and the exceptions it made.
    fn checks(&mut self, claim: i64, written: &Claim) -> Result<(), IndexError> {
        for (position, asked) in (0_i64..).zip(&written.words.asked) {
            let item = item(&claim, &position);
            let values = item.into_iter().chain(asked_columns(asked).values());
            self.asked.run(values)?;
        }
        for (position, searched) in (0_i64..).zip(&written.words.searched) {
            let item = item(&claim, &position);
            let values = item.into_iter().chain(searched_columns(searched).values());
            self.searched.run(values)?;
        }
        for (position, exception) in (0_i64..).zip(&written.words.allow) {
            let exception = ExceptionColumns::<Value<'_>> {
                code: &exception.code,
                reason: &exception.reason,
            };
            let item = item(&claim, &position);
            self.exception
                .run(item.into_iter().chain(exception.values()))?;
        }
        Ok(())
    }
}

/// Every definition applies until another one of its id is found.
fn place(file: &i64) -> [Value<'_>; 2] {
    PlaceColumns::<Value<'_>> {
        file,
        stands: &true,
    }
    .values()
}

fn item<'v>(claim: &'v i64, position: &'v i64) -> [Value<'v>; 2] {
    ItemColumns::<Value<'_>> { claim, position }.values()
}

fn claim_words(claim: &Claim) -> ClaimWordsColumns<Value<'_>> {
    let words = &claim.words;
    ClaimWordsColumns {
        text: &words.text,
        attribution: &words.attribution,
        caveat: &words.caveat,
        evidence_offered: &words.evidence_offered,
        section: &words.section,
        paragraph: &words.paragraph,
        quote: &words.quote,
        recheck_by: &words.recheck_by,
        short: &words.short,
        confidential: &words.confidential,
        line: &words.line,
    }
}

fn asked_columns(asked: &Asked) -> AskedColumns<Value<'_>> {
    AskedColumns {
        of: &asked.of,
        on: &asked.on,
        due: &asked.due,
        outcome: &asked.outcome,
        note: &asked.note,
        line: &asked.line,
    }
}

fn searched_columns(searched: &Searched) -> SearchedColumns<Value<'_>> {
    SearchedColumns {
        place: &searched.place,
        on: &searched.on,
        by: &searched.by,
        terms: &searched.terms,
        line: &searched.line,
    }
}
