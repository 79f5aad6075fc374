//! The texts of articles: which ones the index knows, and what the workspace found in them.

use crate::domain::passage::{ArticleUnit, QuotedPassage, StoredSentence};
use crate::index::columns::{
    ArticleTextColumns, FromColumns, Insert, PassageColumns, SentenceColumns, UnitColumns,
};
use crate::index::query::first;
use crate::index::{FileState, Index, IndexError};
use rusqlite::{Connection, TransactionBehavior};

/// An article that has a text, and the state in which the index saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleText {
    /// The row of the article.
    pub article: i64,
    /// The path of its text inside the book.
    pub path: String,
    /// Its language, if the book states one.
    pub language: Option<String>,
    /// What the index saw; none if it never looked.
    pub state: Option<FileState>,
}

/// A quote of a claim of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleQuote {
    /// The row of the claim.
    pub claim: i64,
    /// The words.
    pub quote: String,
    /// The words directly before them.
    pub prefix: Option<String>,
    /// The words directly after them.
    pub suffix: Option<String>,
    /// The number of their paragraph.
    pub paragraph: Option<u32>,
}

/// An article whose text was looked at.
#[derive(Clone, Debug)]
pub struct AnchoredArticle {
    /// The row of the article.
    pub article: i64,
    /// The state of its text.
    pub state: FileState,
    /// What it says. None if the text is the same as before.
    pub text: Option<AnchoredText>,
}

/// What the text of an article says. Nothing, if it cannot be read.
#[derive(Clone, Debug, Default)]
pub struct AnchoredText {
    /// The language that it is in, if somebody states it or the words tell it.
    pub language: Option<String>,
    /// Its sentences and headings.
    pub sentences: Vec<StoredSentence>,
    /// Its units that depend on nothing but the text.
    pub units: Vec<ArticleUnit>,
    /// The passage of each quote, by the row of its claim.
    pub passages: Vec<(i64, QuotedPassage)>,
    /// The passage of each skipped quote, in the order of the record.
    pub skipped: Vec<QuotedPassage>,
}

impl Index {
    /// The articles that have a text, in the order of their rows.
    pub fn article_texts(&self) -> Result<Vec<ArticleText>, IndexError> {
        let state: Vec<String> = FileState::SQL
            .iter()
            .map(|column| format!("t.{column}"))
            .collect();
        let state = state.join(", ");
        let sql = format!(
            "SELECT a.row, a.local_file, a.language, t.article, {state}
             FROM article a INDEXED BY article_with_text LEFT JOIN article_text t ON t.article = a.row
             WHERE a.local_file IS NOT NULL ORDER BY a.row"
        );
        self.collect(&sql, [], |row| {
            let is_known = row.get::<_, Option<i64>>(3)?.is_some();
            Ok(ArticleText {
                article: row.get(0)?,
                path: row.get(1)?,
                language: row.get(2)?,
                state: is_known.then(|| FileState::read(row, 4)).transpose()?,
            })
        })
    }

    /// The quotes of an article's claims, in the order of the file.
    pub fn article_quotes(&self, article: i64) -> Result<Vec<ArticleQuote>, IndexError> {
        let sql = "SELECT c.row, c.quote, c.prefix, c.suffix, c.paragraph
                   FROM article a JOIN claim c ON c.file = a.file
                   WHERE a.row = ?1 AND c.quote IS NOT NULL ORDER BY c.line";
        self.collect(sql, [article], |row| {
            Ok(ArticleQuote {
                claim: row.get(0)?,
                quote: row.get(1)?,
                prefix: row.get(2)?,
                suffix: row.get(3)?,
                paragraph: row.get(4)?,
            })
        })
    }

    /// The quotes that somebody decided to skip, in the order of the record.
    pub fn article_skips(&self, article: i64) -> Result<Vec<String>, IndexError> {
        let sql = "SELECT quote FROM skip WHERE article = ?1 ORDER BY position";
        self.collect(sql, [article], |row| Ok(row.get(0)?))
    }

    /// Stores what was found in the texts of some articles. Ends the read transaction.
    pub fn set_passages(&mut self, anchored: &[AnchoredArticle]) -> Result<(), IndexError> {
        self.release()?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for article in anchored {
            write(&transaction, article)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn write(connection: &Connection, anchored: &AnchoredArticle) -> Result<(), IndexError> {
    let article = anchored.article;
    let language = match &anchored.text {
        Some(text) => text.language.clone(),
        None => known_language(connection, article)?,
    };
    delete(connection, "article_text", article)?;
    let columns = [ArticleTextColumns::SQL, FileState::SQL];
    let text = ArticleTextColumns {
        article: &article,
        language: &language,
    };
    Insert::into(connection, "article_text", &columns)?.run(&[&text, &anchored.state])?;
    let Some(text) = &anchored.text else {
        return Ok(());
    };
    sentences(connection, article, &text.sentences)?;
    units(connection, article, &text.units)?;
    skips(connection, article, &text.skipped)?;
    passages(connection, article, &text.passages)
}

/// The language that the text of an article had when somebody last read it.
fn known_language(connection: &Connection, article: i64) -> Result<Option<String>, IndexError> {
    let sql = "SELECT language FROM article_text WHERE article = ?1";
    let known = first(connection, sql, [article], |row| Ok(row.get(0)?))?;
    Ok(known.flatten())
}

fn delete(connection: &Connection, table: &str, article: i64) -> Result<(), IndexError> {
    let sql = format!("DELETE FROM {table} WHERE article = ?1");
    connection.prepare_cached(&sql)?.execute([article])?;
    Ok(())
}

/// A number of characters as a cell.
fn cell(characters: usize) -> i64 {
    i64::try_from(characters).unwrap_or(i64::MAX)
}

fn sentences(
    connection: &Connection,
    article: i64,
    sentences: &[StoredSentence],
) -> Result<(), IndexError> {
    delete(connection, "sentence", article)?;
    let mut insert = Insert::into(connection, "sentence", &[SentenceColumns::SQL])?;
    for (position, sentence) in (0_i64..).zip(sentences) {
        insert.run(&[&SentenceColumns {
            article: &article,
            position: &position,
            paragraph: &sentence.paragraph,
            start: &cell(sentence.place.start),
            end: &cell(sentence.place.end),
        }])?;
    }
    Ok(())
}

fn units(connection: &Connection, article: i64, units: &[ArticleUnit]) -> Result<(), IndexError> {
    delete(connection, "unit", article)?;
    let mut insert = Insert::into(connection, "unit", &[UnitColumns::SQL])?;
    for (position, unit) in (0_i64..).zip(units) {
        let sentence = unit.sentences.first().unwrap_or(&unit.place);
        insert.run(&[&UnitColumns {
            article: &article,
            position: &position,
            kind: &unit.kind,
            paragraph: &unit.paragraph,
            start: &cell(unit.place.start),
            end: &cell(unit.place.end),
            sentence_start: &cell(sentence.start),
            sentence_end: &cell(sentence.end),
            text: &unit.text,
        }])?;
    }
    Ok(())
}

fn skips(
    connection: &Connection,
    article: i64,
    skipped: &[QuotedPassage],
) -> Result<(), IndexError> {
    let sql = "UPDATE skip SET start = ?3, \"end\" = ?4 WHERE article = ?1 AND position = ?2";
    let mut update = connection.prepare_cached(sql)?;
    for (position, passage) in (0_i64..).zip(skipped) {
        let place = passage.place.as_ref();
        let start = place.map(|place| cell(place.start));
        let end = place.map(|place| cell(place.end));
        update.execute((article, position, start, end))?;
    }
    Ok(())
}

fn passages(
    connection: &Connection,
    article: i64,
    passages: &[(i64, QuotedPassage)],
) -> Result<(), IndexError> {
    let old = "DELETE FROM passage WHERE claim IN
                 (SELECT c.row FROM article a JOIN claim c ON c.file = a.file WHERE a.row = ?1)";
    connection.prepare_cached(old)?.execute([article])?;
    let mut insert = Insert::into(connection, "passage", &[PassageColumns::SQL])?;
    for (claim, passage) in passages {
        let place = passage.place.as_ref();
        insert.run(&[&PassageColumns {
            claim,
            article: &article,
            start: &place.map(|place| cell(place.start)),
            end: &place.map(|place| cell(place.end)),
            how: &passage.how,
            score: &place.map(|place| place.score),
            paragraph: &place.map(|place| place.paragraph),
        }])?;
    }
    Ok(())
}
