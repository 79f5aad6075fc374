//! What the index knows of the texts of articles.

use crate::domain::passage::{ArticleUnit, QuotingClaim, StoredSentence};
use crate::index::query::first;
use crate::index::rows::PassageRow;
use crate::index::{Index, IndexError};
use rusqlite::Row;
use std::ops::Range;

/// The text of an article, with what covers it. Places are in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexedText {
    /// The language that it is in, if somebody states it or the words tell it.
    pub language: Option<String>,
    /// Its sentences and headings, in order.
    pub sentences: Vec<StoredSentence>,
    /// The claims that have a passage, in the order of the file.
    pub claims: Vec<QuotingClaim>,
    /// The passages that somebody decided to skip.
    pub skipped: Vec<Range<usize>>,
}

/// The columns of a [`PassageRow`].
const PASSAGE: &str = "c.id, p.paragraph, p.start, p.\"end\", p.how, p.score";

fn passage(row: &Row<'_>) -> Result<PassageRow, IndexError> {
    Ok(PassageRow {
        claim: row.get(0)?,
        paragraph: row.get(1)?,
        start: row.get::<_, Option<u32>>(2)?.map(|start| start as usize),
        end: row.get::<_, Option<u32>>(3)?.map(|end| end as usize),
        how: row.get(4)?,
        score: row.get(5)?,
    })
}

/// The range in this column and the next.
fn range(row: &Row<'_>, at: usize) -> Result<Range<usize>, IndexError> {
    let (start, end): (u32, u32) = (row.get(at)?, row.get(at + 1)?);
    Ok(start as usize..end as usize)
}

impl Index {
    /// What the index knows of the text of an article. Empty if there is no text that it could read.
    pub fn indexed_text(&self, article: &str) -> Result<IndexedText, IndexError> {
        let sql = "SELECT a.row, t.language FROM article a JOIN article_text t ON t.article = a.row
                   WHERE a.id = ?1 AND a.stands";
        let known: Option<(i64, Option<String>)> =
            first(self.connection(), sql, [article], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let Some((article, language)) = known else {
            return Ok(IndexedText::default());
        };
        let skipped = "SELECT start, \"end\" FROM skip WHERE article = ?1 AND start IS NOT NULL ORDER BY position";
        Ok(IndexedText {
            language,
            sentences: self.sentences(article)?,
            claims: self.quoting_claims(article)?,
            skipped: self.collect(skipped, [article], |row| range(row, 0))?,
        })
    }

    fn sentences(&self, article: i64) -> Result<Vec<StoredSentence>, IndexError> {
        let sql =
            "SELECT paragraph, start, \"end\" FROM sentence WHERE article = ?1 ORDER BY position";
        self.collect(sql, [article], |row| {
            Ok(StoredSentence {
                paragraph: row.get(0)?,
                place: range(row, 1)?,
            })
        })
    }

    fn quoting_claims(&self, article: i64) -> Result<Vec<QuotingClaim>, IndexError> {
        let sql = "SELECT c.id, c.text, c.quote, p.start, p.\"end\",
                     EXISTS (SELECT 1 FROM flag g WHERE g.flag = 'draft' AND g.claim = c.row)
                   FROM article a JOIN claim c ON c.file = a.file JOIN passage p ON p.claim = c.row
                   WHERE a.row = ?1 AND p.start IS NOT NULL ORDER BY c.line";
        self.collect(sql, [article], |row| {
            Ok(QuotingClaim {
                id: row.get(0)?,
                text: row.get(1)?,
                quote: row.get(2)?,
                passage: range(row, 3)?,
                is_draft: row.get(5)?,
            })
        })
    }

    /// The sentences, figures and quotations of the text of an article, by kind and then in its order.
    pub fn article_units(&self, article: &str) -> Result<Vec<ArticleUnit>, IndexError> {
        let sql = "SELECT u.kind, u.text, u.paragraph, u.start, u.\"end\", u.sentence_start, u.sentence_end
                   FROM article a JOIN unit u ON u.article = a.row
                   WHERE a.id = ?1 AND a.stands ORDER BY u.position";
        self.collect(sql, [article], |row| {
            Ok(ArticleUnit {
                kind: row.get(0)?,
                text: row.get(1)?,
                paragraph: row.get(2)?,
                place: range(row, 3)?,
                sentences: vec![range(row, 5)?],
            })
        })
    }

    /// The passages of an article's claims, in the order of the file.
    pub fn passages_of(&self, article: &str) -> Result<Vec<PassageRow>, IndexError> {
        let sql = format!(
            "SELECT {PASSAGE} FROM article a JOIN claim c ON c.file = a.file JOIN passage p ON p.claim = c.row
             WHERE a.id = ?1 AND a.stands ORDER BY c.line"
        );
        self.collect(&sql, [article], passage)
    }

    /// The passage of the claim in this row. `None` if it quotes nothing, or its article has no text.
    pub fn passage_of(&self, claim: i64) -> Result<Option<PassageRow>, IndexError> {
        let sql = format!(
            "SELECT {PASSAGE} FROM claim c JOIN passage p ON p.claim = c.row WHERE c.row = ?1"
        );
        first(self.connection(), &sql, [claim], passage)
    }
}
