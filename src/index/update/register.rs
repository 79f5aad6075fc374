//! Parties, sources and articles on their way into the index and out of it.

use crate::domain::article::Article;
use crate::domain::name::fold;
use crate::domain::party::Party;
use crate::domain::records::{Placed, RecordKind};
use crate::domain::source::Source;
use crate::index::IndexError;
use crate::index::read::registers::RegisterRecord;
use crate::index::update::insert::{RecordWriter, RowPlace};
use crate::index::update::remove;
use crate::index::update::text::TextWriter;
use rusqlite::Connection;

/// A record that is not a claim, on its way in and out.
pub(super) trait Register: RegisterRecord + Placed + PartialEq {
    const KIND: RecordKind;

    fn write(&self, writer: &mut RecordWriter<'_>, place: RowPlace) -> Result<i64, IndexError>;

    /// Takes out the words of its full text and its names.
    fn forget(
        &self,
        texts: &mut TextWriter<'_>,
        _: &Connection,
        row: i64,
    ) -> Result<(), IndexError>;
}

impl Register for Article {
    const KIND: RecordKind = RecordKind::Article;

    fn write(&self, writer: &mut RecordWriter<'_>, place: RowPlace) -> Result<i64, IndexError> {
        writer.article(place, self)
    }

    fn forget(&self, _: &mut TextWriter<'_>, _: &Connection, _: i64) -> Result<(), IndexError> {
        Ok(())
    }
}

impl Register for Party {
    const KIND: RecordKind = RecordKind::Party;

    fn write(&self, writer: &mut RecordWriter<'_>, place: RowPlace) -> Result<i64, IndexError> {
        writer.party(place, self)
    }

    fn forget(
        &self,
        texts: &mut TextWriter<'_>,
        connection: &Connection,
        row: i64,
    ) -> Result<(), IndexError> {
        for name in std::iter::once(&self.core.name).chain(&self.core.aliases) {
            remove::name(connection, row, &fold(name))?;
        }
        texts.party(row, self)
    }
}

impl Register for Source {
    const KIND: RecordKind = RecordKind::Source;

    fn write(&self, writer: &mut RecordWriter<'_>, place: RowPlace) -> Result<i64, IndexError> {
        writer.source(place, self)
    }

    fn forget(
        &self,
        texts: &mut TextWriter<'_>,
        _: &Connection,
        row: i64,
    ) -> Result<(), IndexError> {
        texts.source(row, self)
    }
}
