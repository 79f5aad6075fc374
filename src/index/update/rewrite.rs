//! Changes of files, applied record by record: only the rows of records that differ are written again.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::party::PartyCore;
use crate::domain::records::{RecordKind, Records};
use crate::index::query::{collect, first};
use crate::index::read::registers;
use crate::index::read::whole_claims::ClaimReader;
use crate::index::update::compare::{Compared, Stored};
use crate::index::update::definitions::Definitions;
use crate::index::update::insert::{RecordWriter, RowPlace};
use crate::index::update::register::Register;
use crate::index::update::remove;
use crate::index::update::text::TextWriter;
use crate::index::update::verdicts::EarlierVerdicts;
use crate::index::{FileRecord, FileState, IndexError};
use chrono::NaiveDate;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// What a change touches.
#[derive(Default)]
pub(in crate::index) struct Touched {
    /// The ids that come, go or say something else, with what they meant before.
    pub(in crate::index) definitions: Definitions,
    /// The rows written, by kind.
    pub(in crate::index) rows: BTreeMap<RecordKind, BTreeSet<i64>>,
    /// What claims that are gone, or were otherwise, denied, contradicted or repeated.
    pub(in crate::index) left_alone: BTreeSet<String>,
    /// The parties before the change, if it changes any.
    pub(in crate::index) parties: Option<Vec<PartyCore>>,
}

/// Applies changes of files.
pub(in crate::index) struct Rewriter<'c, 'e> {
    connection: &'c Connection,
    writer: RecordWriter<'c>,
    going: TextWriter<'c>,
    earlier: Option<&'e EarlierVerdicts<'c>>,
    /// What they touch.
    pub(in crate::index) touched: Touched,
}

impl<'c, 'e> Rewriter<'c, 'e> {
    /// Prepares the statements. Keeps the assessments that it removes, if they are asked for.
    pub(in crate::index) fn new(
        connection: &'c Connection,
        today: NaiveDate,
        earlier: Option<&'e EarlierVerdicts<'c>>,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            connection,
            writer: RecordWriter::new(connection, today)?,
            going: TextWriter::going(connection)?,
            earlier,
            touched: Touched::default(),
        })
    }

    /// Writes what a file has now.
    pub(in crate::index) fn file(&mut self, file: &FileRecord) -> Result<(), IndexError> {
        let row = match self.row_of(&file.path)? {
            Some(row) => {
                self.state(row, &file.state)?;
                row
            }
            None => self.writer.path(file)?,
        };
        let records = &file.records;
        let now = records.article.as_slice();
        let was_in: Vec<Stored<Article>> = self.stored(row)?;
        let is_in = now.first().map(|article| &article.core.id);
        let stays = was_in.first().map(|article| &article.record.core.id) == is_in;
        let articles = Compared::of(was_in, now);
        let claims = self.stored_claims(row)?;
        let claims = if stays {
            Compared::in_order(claims, &records.claims)
        } else {
            Compared::replaced(claims, &records.claims)
        };
        if articles.is_another_list() || claims.is_another_list() {
            remove::passages(self.connection, row)?;
        }
        self.registers(row, articles)?;
        let parties = Compared::of(self.stored(row)?, &records.parties);
        if parties.is_another_list() {
            self.keep_parties()?;
        }
        self.registers(row, parties)?;
        let sources = Compared::of(self.stored(row)?, &records.sources);
        self.registers(row, sources)?;
        let article = is_in.map(ToString::to_string);
        self.claims(row, article.as_deref(), &claims)
    }

    /// Takes out a file that is gone.
    pub(in crate::index) fn gone(&mut self, path: &str) -> Result<(), IndexError> {
        let Some(row) = self.row_of(path)? else {
            return Ok(());
        };
        let empty = FileRecord {
            path: path.to_owned(),
            state: FileState::default(),
            records: Records::default(),
        };
        self.file(&empty)?;
        remove::file(self.connection, row)
    }

    fn row_of(&self, path: &str) -> Result<Option<i64>, IndexError> {
        let sql = "SELECT row FROM file WHERE path = ?1";
        first(self.connection, sql, [path], |row| Ok(row.get(0)?))
    }

    fn state(&self, row: i64, state: &FileState) -> Result<(), IndexError> {
        let sql = "UPDATE file SET size = ?2, mtime_ns = ?3, ctime_ns = ?4, inode = ?5, sha256 = ?6, doubtful = ?7, unread = ?8
                   WHERE row = ?1";
        let FileState {
            size,
            mtime_ns,
            ctime_ns,
            inode,
            sha256,
            doubtful,
            unread,
        } = state;
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.execute(params![
            row, size, mtime_ns, ctime_ns, inode, sha256, doubtful, unread
        ])?;
        Ok(())
    }

    fn registers<T: Register>(
        &mut self,
        file: i64,
        compared: Compared<'_, T>,
    ) -> Result<(), IndexError> {
        let connection = self.connection;
        let Compared {
            gone,
            altered,
            new,
            moved,
            ..
        } = compared;
        let removed = gone.iter().chain(altered.iter().map(|(stored, _)| stored));
        for stored in removed {
            let id = stored.record.id().as_str();
            self.touched.definitions.note(connection, T::KIND, id)?;
            stored
                .record
                .forget(&mut self.going, connection, stored.row)?;
            remove::record(connection, T::KIND, stored.row)?;
        }
        for stored in &gone {
            let id = stored.record.id().as_str();
            self.touched.definitions.settles(T::KIND, id);
        }
        for (stored, record) in &altered {
            let place = RowPlace {
                row: Some(stored.row),
                file,
                stands: stored.stands,
            };
            let row = record.write(&mut self.writer, place)?;
            self.written(T::KIND, row);
        }
        for record in &new {
            let id = record.id().as_str();
            self.touched.definitions.note(connection, T::KIND, id)?;
            self.touched.definitions.settles(T::KIND, id);
            let row = record.write(&mut self.writer, RowPlace::new_in(file))?;
            self.written(T::KIND, row);
        }
        for moved in &moved {
            remove::lines(connection, T::KIND, moved)?;
        }
        Ok(())
    }

    fn claims(
        &mut self,
        file: i64,
        article: Option<&str>,
        compared: &Compared<'_, Claim>,
    ) -> Result<(), IndexError> {
        for stored in &compared.gone {
            self.claim_goes(stored)?;
            let id = stored.record.core.id.as_str();
            self.touched.definitions.settles(RecordKind::Claim, id);
        }
        for (stored, claim) in &compared.altered {
            self.claim_goes(stored)?;
            let place = RowPlace {
                row: Some(stored.row),
                file,
                stands: stored.stands,
            };
            let row = self.writer.claim(place, &article, claim)?;
            self.written(RecordKind::Claim, row);
        }
        for claim in &compared.new {
            let definitions = &mut self.touched.definitions;
            definitions.note(self.connection, RecordKind::Claim, claim.core.id.as_str())?;
            definitions.settles(RecordKind::Claim, claim.core.id.as_str());
            let row = self.writer.claim(RowPlace::new_in(file), &article, claim)?;
            self.written(RecordKind::Claim, row);
        }
        for moved in &compared.moved {
            remove::lines(self.connection, RecordKind::Claim, moved)?;
        }
        Ok(())
    }

    /// Takes out a claim, and notes what it was.
    fn claim_goes(&mut self, stored: &Stored<Claim>) -> Result<(), IndexError> {
        let (row, claim) = (stored.row, &stored.record);
        if let Some(earlier) = self.earlier {
            earlier.of_rows(&[row].into())?;
        }
        let id = claim.core.id.as_str();
        let touched = &mut self.touched;
        touched
            .definitions
            .note(self.connection, RecordKind::Claim, id)?;
        let words = &claim.words;
        let targets = words.denies.iter().chain(&words.contradicts);
        touched
            .left_alone
            .extend(targets.chain(&words.repeats).cloned());
        self.going.claim(row, claim)?;
        remove::record(self.connection, RecordKind::Claim, row)
    }

    fn written(&mut self, kind: RecordKind, row: i64) {
        self.touched.rows.entry(kind).or_default().insert(row);
    }

    /// Keeps the parties as they are before the first of them changes.
    fn keep_parties(&mut self) -> Result<(), IndexError> {
        if self.touched.parties.is_none() {
            self.touched.parties = Some(registers::party_cores(self.connection)?);
        }
        Ok(())
    }

    /// The records of a kind that the index has of a file, in its order.
    fn stored<T: Register>(&self, file: i64) -> Result<Vec<Stored<T>>, IndexError> {
        let rows = self.rows(T::KIND, file)?;
        let records: Vec<T> = registers::of_file(self.connection, file)?;
        let stored = rows.into_iter().zip(records);
        let stored = stored.map(|((row, stands), record)| Stored {
            row,
            stands,
            record,
        });
        Ok(stored.collect())
    }

    fn stored_claims(&self, file: i64) -> Result<Vec<Stored<Claim>>, IndexError> {
        let stands: BTreeMap<i64, bool> = self.rows(RecordKind::Claim, file)?.into_iter().collect();
        let (Some(first), Some(last)) = (stands.keys().next(), stands.keys().last()) else {
            return Ok(Vec::new());
        };
        let mut stored = Vec::new();
        for whole in ClaimReader::new(self.connection)?.range(*first, *last)? {
            if let Some(stands) = stands.get(&whole.row) {
                stored.push(Stored {
                    row: whole.row,
                    stands: *stands,
                    record: whole.claim,
                });
            }
        }
        Ok(stored)
    }

    /// The rows of a file's records, in the order of [`registers::of_file`], with whether each applies.
    fn rows(&self, kind: RecordKind, file: i64) -> Result<Vec<(i64, bool)>, IndexError> {
        let sql = format!("SELECT row, stands FROM {kind} WHERE file = ?1 ORDER BY line, row");
        collect(self.connection, &sql, [file], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }
}
