//! What `check` needs to check a few claims, without reading the rest of the book.

use crate::domain::check::name_book::NameBook;
use crate::domain::claim::Claim;
use crate::domain::corroboration::Registry;
use crate::domain::search::words;
use crate::index::query::{collect, each_row, first};
use crate::index::read::book;
use crate::index::read::book::{Batch, CheckedFile, WholeBook};
use crate::index::read::names;
use crate::index::read::ranges::runs;
use crate::index::read::registers;
use crate::index::read::registers::RegistryPart;
use crate::index::read::whole_claims::{ClaimReader, WholeClaim};
use crate::index::{Index, IndexError, meta};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

impl Index {
    /// The files of the claims of these rows, and what the whole book tells about these claims. The files come with all of their
    /// claims, because the place of a quote depends on the other quotes, but without their parties and sources. Files with
    /// problems come, too.
    pub fn few(&self, rows: &BTreeSet<i64>) -> Result<(WholeBook, Batch), IndexError> {
        let connection = self.connection();
        let mut reader = ClaimReader::new(connection)?;
        let mut claims = Vec::new();
        for (first, last) in runs(&neighbours(connection, rows)?) {
            claims.extend(reader.range(first, last)?);
        }
        let mut batch = Batch::default();
        book::gather(connection, &claims, &mut batch)?;
        let picked = claims.iter().filter(|claim| rows.contains(&claim.row));
        let picked: Vec<&WholeClaim> = picked.collect();
        let mut sources = BTreeSet::new();
        for claim in &picked {
            claim.add_names(&mut sources);
        }
        let registry = registers::read(connection, &RegistryPart::ReachedFrom(sources))?;
        let names = if uses_free_name(&registry, &picked, &batch) {
            names::read(connection, &registry)?
        } else {
            NameBook::default()
        };
        let ids = picked.iter().map(|whole| whole.claim.core.id.to_string());
        let ids: Vec<String> = ids.collect();
        let whole = WholeBook {
            registry,
            shared_ids: book::shared_ids(connection, Some(&ids))?,
            same_address: BTreeMap::new(),
            same_text: same_text(connection, ids)?,
            names,
            secrets: book::secrets(connection)?,
            needs_origins: meta::needs_origins(connection)?,
        };
        batch.files = files(connection, claims)?;
        Ok((whole, batch))
    }

    /// How many files the book has.
    pub fn files(&self) -> Result<u64, IndexError> {
        self.number("SELECT count(*) FROM file")
    }

    /// A digest of what the files of the book say, in hexadecimal: of the paths and digests of all files, in the order of paths.
    pub fn digest_of_files(&self) -> Result<String, IndexError> {
        let mut digest = Sha256::new();
        let sql = "SELECT path, sha256 FROM file ORDER BY path";
        each_row(self.connection(), sql, [], |row| {
            digest.update(row.get::<_, String>(0)?.as_bytes());
            digest.update([0]);
            digest.update(row.get::<_, Option<Vec<u8>>>(1)?.unwrap_or_default());
            Ok(())
        })?;
        let bytes = digest.finalize();
        Ok(bytes
            .iter()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")))
    }

    /// How many records the book has.
    pub fn records(&self) -> Result<u64, IndexError> {
        self.number(
            "SELECT (SELECT count(*) FROM claim) + (SELECT count(*) FROM source) + (SELECT count(*) FROM party)
             + (SELECT count(*) FROM article)",
        )
    }

    fn number(&self, sql: &str) -> Result<u64, IndexError> {
        let number: i64 = self.connection().query_row(sql, [], |row| row.get(0))?;
        Ok(number.cast_unsigned())
    }
}

/// The rows of all claims in the files of these.
fn neighbours(connection: &Connection, rows: &BTreeSet<i64>) -> Result<BTreeSet<i64>, IndexError> {
    let sql = "SELECT row FROM claim WHERE file IN (
                 SELECT file FROM claim WHERE row IN (SELECT value FROM json_each(?1)))";
    collect(connection, sql, [json(rows.iter())], |row| {
        Ok(row.get::<_, i64>(0)?)
    })
}

/// Rows as JSON.
fn json<'r>(rows: impl Iterator<Item = &'r i64>) -> String {
    let rows: Vec<String> = rows.map(i64::to_string).collect();
    format!("[{}]", rows.join(","))
}

/// Whether the claims, or the sources that they rest on, name somebody who is no party of the book. Only then a rule asks which
/// other names the book uses.
fn uses_free_name(registry: &Registry, claims: &[&WholeClaim], batch: &Batch) -> bool {
    let of_sources = batch.sources.values().flat_map(|source| {
        let publisher = registry.publisher_of(&source.core);
        publisher.into_iter().chain(source.core.voice.as_deref())
    });
    let of_claims = claims.iter().flat_map(|whole| names_in(&whole.claim));
    of_claims
        .chain(of_sources)
        .any(|name| registry.party_id(name).is_none())
}

/// The names of parties in a claim, as written.
fn names_in(claim: &Claim) -> impl Iterator<Item = &str> {
    let (core, words) = (&claim.core, &claim.words);
    let stakes = core.accuses.iter().chain(&core.concerns);
    let voices = core.evidence.iter().filter_map(|row| row.voice.as_ref());
    let appearances = words.appearances.iter();
    let publishers = appearances.filter_map(|one| one.publisher.as_ref());
    let asked = words.asked.iter().map(|asked| &asked.of);
    let said = core.speaker.iter().chain(&core.quoted);
    let names = said.chain(stakes).chain(voices).chain(publishers);
    names.chain(asked).map(String::as_str)
}

/// The claims among these whose text an earlier claim has, in whatever spelling, with that one.
fn same_text(
    connection: &Connection,
    ids: Vec<String>,
) -> Result<BTreeMap<String, String>, IndexError> {
    book::define_words(connection)?;
    let mut same = BTreeMap::new();
    for id in ids {
        let sql = "SELECT text FROM claim WHERE id = ?1 AND stands";
        let text: Option<String> = first(connection, sql, [&id], |row| Ok(row.get(0)?))?;
        let sought = words(&text.unwrap_or_default());
        if sought.is_empty() {
            return book::same_text(connection);
        }
        let earliest = "
            SELECT c.id FROM claim_text t CROSS JOIN claim c ON c.row = t.rowid JOIN file f ON f.row = c.file
            WHERE claim_text MATCH ?1 AND c.stands AND words(c.text) = ?2 ORDER BY f.path, c.line LIMIT 1";
        let phrase = format!("text : \"{sought}\"");
        let earliest = first(connection, earliest, [&phrase, &sought], |row| {
            Ok(row.get::<_, String>(0)?)
        })?;
        if let Some(earliest) = earliest.filter(|earliest| *earliest != id)
            && !book::repeat(connection, &id, &earliest)?
        {
            same.insert(id, earliest);
        }
    }
    Ok(same)
}

/// The files of these claims, and those with problems, by path.
fn files(connection: &Connection, claims: Vec<WholeClaim>) -> Result<Vec<CheckedFile>, IndexError> {
    let mut of_file: BTreeMap<i64, Vec<WholeClaim>> = BTreeMap::new();
    for claim in claims {
        let sql = "SELECT file FROM claim WHERE row = ?1";
        let file = first(
            connection,
            sql,
            [claim.row],
            |row| Ok(row.get::<_, i64>(0)?),
        )?;
        let file = file.ok_or(IndexError::NoSuchRow(claim.row))?;
        of_file.entry(file).or_default().push(claim);
    }
    let rows = json(of_file.keys());
    let sql = "SELECT row, path, unread FROM file
               WHERE unread > 0 OR row IN (SELECT value FROM json_each(?1)) ORDER BY path";
    collect(connection, sql, [rows], |row| {
        let file: i64 = row.get(0)?;
        Ok(CheckedFile {
            path: row.get(1)?,
            has_problems: row.get::<_, i64>(2)? > 0,
            articles: registers::of_file(connection, file)?,
            claims: of_file.remove(&file).unwrap_or_default(),
            ..CheckedFile::default()
        })
    })
}
