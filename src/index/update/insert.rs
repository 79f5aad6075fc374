//! Writing what files bring into the tables.

use crate::domain::article::{Article, ArticleCore, ArticleWords, Skip};
use crate::domain::claim::{
    Appearance, Asked, Claim, ClaimCore, ClaimWords, Exception, LinkKind, Searched, StakeKind,
};
use crate::domain::evidence::{Evidence, EvidenceCore, EvidenceWords};
use crate::domain::name::fold;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::ruling::{RulingCore, RulingWords, is_pending};
use crate::domain::source::{Source, SourceCore, SourceWords};
use crate::index::columns::{
    ArticleColumn, Cell, DerivationColumns, FromColumns, Insert, IntoColumns, ItemColumns,
    NearColumns, PartyNameColumns, PathColumn, PlaceColumns, RelationColumns, SkipColumns,
    StakeColumns, TagColumn, ViaColumns,
};
use crate::index::update::text::TextWriter;
use crate::index::{FileRecord, FileState, IndexError, value};
use chrono::NaiveDate;
use rusqlite::Connection;

/// Writes files into the tables, with every statement prepared once.
pub(in crate::index) struct RecordWriter<'c> {
    connection: &'c Connection,
    today: NaiveDate,
    file: Insert<'c>,
    article: Insert<'c>,
    skip: Insert<'c>,
    party: Insert<'c>,
    party_name: Insert<'c>,
    source: Insert<'c>,
    derivation: Insert<'c>,
    claim: Insert<'c>,
    text: TextWriter<'c>,
    tag: Insert<'c>,
    stake: Insert<'c>,
    relation: Insert<'c>,
    evidence: Insert<'c>,
    via: Insert<'c>,
    ruling: Insert<'c>,
    appearance: Insert<'c>,
    asked: Insert<'c>,
    searched: Insert<'c>,
    exception: Insert<'c>,
}

/// Where a record goes.
#[derive(Clone, Copy)]
pub(in crate::index) struct RowPlace {
    /// The row that it takes; `None` for a new one.
    pub(in crate::index) row: Option<i64>,
    /// The row of its file.
    pub(in crate::index) file: i64,
    /// Whether this definition of its id applies.
    pub(in crate::index) stands: bool,
}

impl RowPlace {
    /// A new row in a file. Every definition applies until another one of its id is found.
    pub(in crate::index) fn new_in(file: i64) -> Self {
        Self {
            row: None,
            file,
            stands: true,
        }
    }

    fn columns(&self) -> PlaceColumns<'_> {
        PlaceColumns {
            row: &self.row,
            file: &self.file,
            stands: &self.stands,
        }
    }
}

impl<'c> RecordWriter<'c> {
    /// Prepares the statements. `today` says which rulings and retractions have an effect.
    pub(in crate::index) fn new(
        connection: &'c Connection,
        today: NaiveDate,
    ) -> Result<Self, IndexError> {
        let table = |table: &str, columns: &[&[&str]]| Insert::into(connection, table, columns);
        let record = |name: &str, core: &[&str], words: &[&str], more: &[&str]| {
            table(name, &[PlaceColumns::SQL, core, words, more])
        };
        let item =
            |name: &str, columns: &[&[&str]]| table(name, &[ItemColumns::SQL, &columns.concat()]);
        let claim = [
            PlaceColumns::SQL,
            ClaimCore::SQL,
            ArticleColumn::SQL,
            ClaimWords::SQL,
        ];
        let lenient = |name: &str, columns| Insert::unless_there(connection, name, columns);
        Ok(Self {
            connection,
            today,
            file: table("file", &[PathColumn::SQL, FileState::SQL])?,
            article: record(
                "article",
                ArticleCore::SQL,
                ArticleWords::SQL,
                NearColumns::SQL,
            )?,
            skip: table("skip", &[SkipColumns::SQL, Skip::SQL])?,
            party: record("party", PartyCore::SQL, PartyWords::SQL, &[])?,
            party_name: lenient("party_name", &[PartyNameColumns::SQL])?,
            source: record(
                "source",
                SourceCore::SQL,
                SourceWords::SQL,
                NearColumns::SQL,
            )?,
            derivation: table("derivation", &[DerivationColumns::SQL])?,
            claim: table("claim", &claim)?,
            text: TextWriter::coming(connection)?,
            tag: lenient("tag", &[ItemColumns::SQL, TagColumn::SQL])?,
            stake: item("stake", &[StakeColumns::SQL])?,
            relation: item("relation", &[RelationColumns::SQL])?,
            evidence: item("evidence", &[EvidenceCore::SQL, EvidenceWords::SQL])?,
            via: item("via", &[ViaColumns::SQL])?,
            ruling: item("ruling", &[RulingCore::SQL, RulingWords::SQL])?,
            appearance: item("appearance", &[Appearance::SQL])?,
            asked: item("asked", &[Asked::SQL])?,
            searched: item("searched", &[Searched::SQL])?,
            exception: item("exception", &[Exception::SQL])?,
        })
    }

    /// Writes one file and what it brings. Which of several definitions of an id applies is settled afterwards.
    pub(in crate::index) fn file(&mut self, file: &FileRecord) -> Result<(), IndexError> {
        let place = RowPlace::new_in(self.path(file)?);
        let records = &file.records;
        if let Some(article) = &records.article {
            self.article(place, article)?;
        }
        for party in &records.parties {
            self.party(place, party)?;
        }
        for source in &records.sources {
            self.source(place, source)?;
        }
        let article = records.article.as_ref().map(|article| &article.core.id);
        for claim in &records.claims {
            self.claim(place, &article, claim)?;
        }
        Ok(())
    }

    /// Writes a new file without what it brings, and returns its row.
    pub(in crate::index) fn path(&mut self, file: &FileRecord) -> Result<i64, IndexError> {
        self.file
            .run(&[&PathColumn { path: &file.path }, &file.state])?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Writes an article. Returns its row, as do the functions below.
    pub(in crate::index) fn article(
        &mut self,
        place: RowPlace,
        article: &Article,
    ) -> Result<i64, IndexError> {
        let words = &article.words;
        let near = &value::near(words.url.as_ref());
        let archive_near = &value::near(words.archive.as_ref());
        self.article.run(&[
            &place.columns(),
            &article.core,
            words,
            &NearColumns { near, archive_near },
        ])?;
        let row = self.connection.last_insert_rowid();
        for (position, skip) in (0_i64..).zip(&words.skip) {
            let (article, position) = (&row, &position);
            self.skip.run(&[&SkipColumns { article, position }, skip])?;
        }
        Ok(row)
    }

    /// Writes a party.
    pub(in crate::index) fn party(
        &mut self,
        place: RowPlace,
        party: &Party,
    ) -> Result<i64, IndexError> {
        let Party { core, words } = party;
        self.party.run(&[&place.columns(), core, words])?;
        let row = self.connection.last_insert_rowid();
        for name in std::iter::once(&core.name).chain(&core.aliases) {
            let name = &fold(name);
            self.party_name
                .run(&[&PartyNameColumns { name, party: &row }])?;
        }
        self.text.party(row, party)?;
        Ok(row)
    }

    /// Writes a source.
    pub(in crate::index) fn source(
        &mut self,
        place: RowPlace,
        source: &Source,
    ) -> Result<i64, IndexError> {
        let Source { core, words } = source;
        let is_pending = |on| is_pending(on, self.today);
        let retraction_pending = core.retracted.is_some_and(is_pending);
        let core = &SourceCore {
            retraction_pending,
            ..core.clone()
        };
        let near = &value::near(words.url.as_ref());
        let archive_near = &value::near(words.archive.as_ref());
        self.source.run(&[
            &place.columns(),
            core,
            words,
            &NearColumns { near, archive_near },
        ])?;
        let row = self.connection.last_insert_rowid();
        for (position, parent) in (0_i64..).zip(&core.derived_from) {
            self.derivation.run(&[&DerivationColumns {
                source: &row,
                position: &position,
                parent,
            }])?;
        }
        self.text.source(row, source)?;
        Ok(row)
    }

    /// Writes a claim of an article.
    pub(in crate::index) fn claim(
        &mut self,
        place: RowPlace,
        article: Cell<'_>,
        claim: &Claim,
    ) -> Result<i64, IndexError> {
        let Claim { core, words } = claim;
        let article = &ArticleColumn { article };
        self.claim.run(&[&place.columns(), core, article, words])?;
        let row = self.connection.last_insert_rowid();
        self.text.claim(row, claim)?;
        for (position, tag) in (0_i64..).zip(&words.tags) {
            let folded = &fold(tag);
            self.tag
                .run(&[&item(&row, &position), &TagColumn { tag, folded }])?;
        }
        items(&mut self.stake, row, stakes(core))?;
        items(&mut self.relation, row, relations(words))?;
        for (position, evidence) in (0_i64..).zip(claim.evidence()) {
            self.evidence(row, position, evidence)?;
        }
        for (position, ruling) in (0_i64..).zip(claim.rulings()) {
            let core = &RulingCore {
                pending: is_pending(ruling.core.on, self.today),
                ..*ruling.core
            };
            self.ruling
                .run(&[&item(&row, &position), core, ruling.words])?;
        }
        items(&mut self.appearance, row, &words.appearances)?;
        items(&mut self.asked, row, &words.asked)?;
        items(&mut self.searched, row, &words.searched)?;
        items(&mut self.exception, row, &words.allow)?;
        Ok(row)
    }

    fn evidence(
        &mut self,
        claim: i64,
        position: i64,
        evidence: Evidence<'_>,
    ) -> Result<(), IndexError> {
        let item = item(&claim, &position);
        self.evidence.run(&[&item, evidence.core, evidence.words])?;
        for (place, parent) in (0_i64..).zip(&evidence.core.via) {
            let place = &place;
            self.via.run(&[&item, &ViaColumns { place, parent }])?;
        }
        Ok(())
    }
}

/// Writes the items of one list of a claim, in order.
fn items<T: IntoColumns>(
    insert: &mut Insert<'_>,
    claim: i64,
    list: impl IntoIterator<Item = T>,
) -> Result<(), IndexError> {
    (0_i64..)
        .zip(list)
        .try_for_each(|(position, columns)| insert.run(&[&item(&claim, &position), &columns]))
}

fn stakes(claim: &ClaimCore) -> impl Iterator<Item = StakeColumns<'_>> {
    let stakes = [
        (&StakeKind::Accuses, &claim.accuses),
        (&StakeKind::Concerns, &claim.concerns),
    ];
    stakes.into_iter().flat_map(|(kind, parties)| {
        let parties = parties.iter();
        parties.map(move |party| StakeColumns { kind, party })
    })
}

fn relations(claim: &ClaimWords) -> impl Iterator<Item = RelationColumns<'_>> {
    let links = [
        (&LinkKind::Denies, &claim.denies),
        (&LinkKind::Contradicts, &claim.contradicts),
        (&LinkKind::Repeats, &claim.repeats),
    ];
    links.into_iter().flat_map(|(kind, targets)| {
        let targets = targets.iter();
        targets.map(move |target| RelationColumns { kind, target })
    })
}

fn item<'v>(claim: &'v i64, position: &'v i64) -> ItemColumns<'v> {
    ItemColumns { claim, position }
}
