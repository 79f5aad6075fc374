//! The passages that claims quote: which texts the index knows, and what the workspace found in them.

use crate::domain::passage::QuotedPassage;
use crate::index::columns::{ArticleTextColumn, FromColumns, Insert, PassageColumns};
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
    /// The passage of each quote, by the row of its claim. None if the text is the same as before.
    pub passages: Option<Vec<(i64, QuotedPassage)>>,
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
    let article = &anchored.article;
    connection
        .prepare_cached("DELETE FROM article_text WHERE article = ?1")?
        .execute([article])?;
    let columns = [ArticleTextColumn::SQL, FileState::SQL];
    Insert::into(connection, "article_text", &columns)?
        .run(&[&ArticleTextColumn { article }, &anchored.state])?;
    let Some(passages) = &anchored.passages else {
        return Ok(());
    };
    let old = "DELETE FROM passage WHERE claim IN
                 (SELECT c.row FROM article a JOIN claim c ON c.file = a.file WHERE a.row = ?1)";
    connection.prepare_cached(old)?.execute([article])?;
    let mut insert = Insert::into(connection, "passage", &[PassageColumns::SQL])?;
    for (claim, passage) in passages {
        let place = passage.place.as_ref();
        insert.run(&[&PassageColumns {
            claim,
            article,
            start: &place.and_then(|place| i64::try_from(place.start).ok()),
            end: &place.and_then(|place| i64::try_from(place.end).ok()),
            how: &passage.how,
            score: &place.map(|place| place.score),
            paragraph: &place.map(|place| place.paragraph),
        }])?;
    }
    Ok(())
}
