//! The registers asked for: sources, parties and articles, as the book defines them.

use crate::domain::evidence::Stance;
use crate::domain::party::PartyKind;
use crate::domain::party::Reliability;
use crate::domain::source::SourceKind;
use crate::domain::status::Status;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::rows::ArticleRow;
use crate::index::rows::Citation;
use crate::index::rows::PartyName;
use crate::index::rows::PartyRow;
use crate::index::rows::SourceDetail;
use crate::index::rows::SourceRow;
use crate::index::rows::Step;
use crate::index::value;
use rusqlite::Row;
use std::collections::BTreeSet;
use std::ops::ControlFlow;

const SOURCE: &str =
    "SELECT s.row, s.id, s.title, s.publisher, s.kind, s.published, s.url, s.voice, s.own_reporting, s.retracted,
    s.confidential, (SELECT count(DISTINCT e.claim) FROM evidence e WHERE e.source = s.id), f.path, s.line,
    s.author, s.accessed, s.archive, s.local_file, s.sha256, s.language, s.interests, s.note
  FROM source s JOIN file f ON f.row = s.file";

const PARTY: &str =
    "SELECT p.id, p.name, p.aliases, p.kind, p.part_of, p.reliability, p.interests, p.confidential,
    (SELECT count(*) FROM assessment a WHERE a.speaker = p.id), f.path, p.line
  FROM party p JOIN file f ON f.row = p.file";

const ARTICLE: &str =
    "SELECT a.id, a.title, a.publisher, a.author, a.url, a.published, a.accessed, a.language, a.archive,
    a.local_file, (SELECT count(*) FROM claim c WHERE c.article = a.id), f.path, a.line
  FROM article a JOIN file f ON f.row = a.file";

impl Index {
    /// Hands over the sources, in the order of files and lines.
    pub fn sources(
        &self,
        each: &mut dyn FnMut(SourceRow) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let mut statement = self
            .connection()
            .prepare(&format!("{SOURCE} WHERE s.stands ORDER BY f.path, s.line"))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if each(self.source_row(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Everything about the source that stands under an id; `None` when the book defines none.
    pub fn source(&self, id: &str) -> Result<Option<SourceDetail>, IndexError> {
        let details = self.collect(
            &format!("{SOURCE} WHERE s.id = ?1 AND s.stands"),
            id,
            |row| self.source_detail(row),
        )?;
        let Some(mut detail) = details.into_iter().next() else {
            return Ok(None);
        };
        detail.lineage = self.lineage(id)?;
        detail.repeated_by = self.collect(
            "SELECT s.id FROM derivation d JOIN source s ON s.row = d.source AND s.stands WHERE d.parent = ?1 ORDER BY s.id",
            id,
            |row| Ok(row.get(0)?),
        )?;
        detail.cited = self.citations(id)?;
        detail.matters_to = self.matters_to(id)?;
        Ok(Some(detail))
    }

    /// Hands over the parties, in the order of files and lines.
    pub fn parties(&self) -> Result<Vec<PartyRow>, IndexError> {
        let mut statement = self
            .connection()
            .prepare(&format!("{PARTY} WHERE p.stands ORDER BY f.path, p.line"))?;
        let mut rows = statement.query([])?;
        let mut parties = Vec::new();
        while let Some(row) = rows.next()? {
            parties.push(self.party_row(row)?);
        }
        Ok(parties)
    }

    /// The party that stands under an id; `None` when the book defines none.
    pub fn party(&self, id: &str) -> Result<Option<PartyRow>, IndexError> {
        let found = self.collect(
            &format!("{PARTY} WHERE p.id = ?1 AND p.stands"),
            id,
            |row| self.party_row(row),
        )?;
        Ok(found.into_iter().next())
    }

    /// The articles, in the order of files.
    pub fn articles(&self) -> Result<Vec<ArticleRow>, IndexError> {
        self.collect(
            &format!("{ARTICLE} WHERE a.stands AND ?1 ORDER BY f.path, a.line"),
            true,
            |row| self.article_row(row),
        )
    }

    /// The article that stands under an id; `None` when the book defines none.
    pub fn article(&self, id: &str) -> Result<Option<ArticleRow>, IndexError> {
        let found = self.collect(
            &format!("{ARTICLE} WHERE a.id = ?1 AND a.stands"),
            id,
            |row| self.article_row(row),
        )?;
        Ok(found.into_iter().next())
    }

    fn named(&self, name: Option<String>) -> Result<Option<PartyName>, IndexError> {
        name.map(|name| self.party_named(&name)).transpose()
    }

    fn all_named(&self, list: &str) -> Result<Vec<PartyName>, IndexError> {
        value::list(list)?
            .iter()
            .map(|name| self.party_named(name))
            .collect()
    }

    fn source_row(&self, row: &Row<'_>) -> Result<SourceRow, IndexError> {
        let number: i64 = row.get(0)?;
        let kind: Option<String> = row.get(4)?;
        Ok(SourceRow {
            id: row.get(1)?,
            title: row.get(2)?,
            publisher: self.named(row.get(3)?)?,
            kind: value::optional_word("kind of source", kind.as_deref(), SourceKind::parse)?,
            published: row.get(5)?,
            url: row.get(6)?,
            voice: self.named(row.get(7)?)?,
            derived_from: self.collect(
                "SELECT parent FROM derivation WHERE source = ?1 ORDER BY position",
                number,
                |row| Ok(row.get(0)?),
            )?,
            own_reporting: row.get(8)?,
            retracted: row.get(9)?,
            confidential: row.get(10)?,
            claims: row.get::<_, i64>(11)?.cast_unsigned(),
            file: row.get(12)?,
            line: row.get(13)?,
        })
    }

    fn source_detail(&self, row: &Row<'_>) -> Result<SourceDetail, IndexError> {
        Ok(SourceDetail {
            source: self.source_row(row)?,
            author: row.get(14)?,
            accessed: row.get(15)?,
            archive: row.get(16)?,
            kept: row.get(17)?,
            sha256: row.get(18)?,
            language: row.get(19)?,
            interests: self.all_named(&row.get::<_, String>(20)?)?,
            note: row.get(21)?,
            lineage: Vec::new(),
            repeated_by: Vec::new(),
            cited: Vec::new(),
            matters_to: Vec::new(),
        })
    }

    fn party_row(&self, row: &Row<'_>) -> Result<PartyRow, IndexError> {
        let id: String = row.get(0)?;
        let kind: Option<String> = row.get(3)?;
        let reliability: Option<String> = row.get(5)?;
        Ok(PartyRow {
            name: row.get(1)?,
            aliases: value::list(&row.get::<_, String>(2)?)?,
            kind: value::optional_word("kind of party", kind.as_deref(), PartyKind::parse)?,
            part_of: self.named(row.get(4)?)?,
            house: self.house(&id)?,
            reliability: value::optional_word(
                "reliability",
                reliability.as_deref(),
                Reliability::parse,
            )?,
            interests: self.all_named(&row.get::<_, String>(6)?)?,
            confidential: row.get(7)?,
            claims: row.get::<_, i64>(8)?.cast_unsigned(),
            sources: self.published_by(&id)?,
            file: row.get(9)?,
            line: row.get(10)?,
            id,
        })
    }

    /// The top of the chain of what a party is part of; of a circle, its smallest id.
    fn house(&self, id: &str) -> Result<PartyName, IndexError> {
        let mut chain = vec![self.party_named(id)?];
        while let Some(PartyName { id: Some(last), .. }) = chain.last() {
            let whole: Vec<Option<String>> = self.collect(
                "SELECT part_of FROM party WHERE id = ?1 AND stands",
                last,
                |row| Ok(row.get(0)?),
            )?;
            let Some(whole) = whole.into_iter().flatten().next() else {
                break;
            };
            let whole = self.party_named(&whole)?;
            if let Some(start) = chain.iter().position(|known| *known == whole) {
                let circle = chain.split_off(start);
                return Ok(circle
                    .into_iter()
                    .min_by(|a, b| a.id.cmp(&b.id))
                    .unwrap_or(whole));
            }
            chain.push(whole);
        }
        Ok(chain.pop().unwrap_or_else(|| PartyName {
            id: None,
            name: id.to_owned(),
        }))
    }

    /// How many sources name this party as their publisher, by whatever name.
    fn published_by(&self, id: &str) -> Result<u64, IndexError> {
        let mut count = 0;
        for name in self.collect(
            "SELECT DISTINCT publisher FROM source WHERE stands AND ?1",
            true,
            |row| Ok(row.get::<_, Option<String>>(0)?),
        )? {
            let Some(name) = name else { continue };
            if self.party_named(&name)?.id.as_deref() == Some(id) {
                let of_name = "SELECT count(*) FROM source WHERE publisher = ?1 AND stands";
                count += self
                    .collect(of_name, name, |row| Ok(row.get::<_, i64>(0)?))?
                    .iter()
                    .sum::<i64>();
            }
        }
        Ok(count.cast_unsigned())
    }

    fn article_row(&self, row: &Row<'_>) -> Result<ArticleRow, IndexError> {
        Ok(ArticleRow {
            id: row.get(0)?,
            title: row.get(1)?,
            publisher: self.named(row.get(2)?)?,
            author: row.get(3)?,
            url: row.get(4)?,
            published: row.get(5)?,
            accessed: row.get(6)?,
            language: row.get(7)?,
            archive: row.get(8)?,
            kept: row.get(9)?,
            claims: row.get::<_, i64>(10)?.cast_unsigned(),
            file: row.get(11)?,
            line: row.get(12)?,
        })
    }

    /// Every step on the roads from a source to its origins, each once, the nearest first.
    fn lineage(&self, id: &str) -> Result<Vec<Step>, IndexError> {
        let sql = "SELECT l.source, l.parent, coalesce(s.title, a.title) FROM lineage l
                   LEFT JOIN source s ON s.id = l.parent AND s.stands
                   LEFT JOIN article a ON a.id = l.parent AND a.stands AND s.id IS NULL
                   WHERE l.source = ?1";
        let mut seen = BTreeSet::from([id.to_owned()]);
        let mut open = std::collections::VecDeque::from([id.to_owned()]);
        let mut steps = Vec::new();
        while let Some(source) = open.pop_front() {
            for step in self.collect(sql, source, |row| {
                Ok(Step {
                    source: row.get(0)?,
                    parent: row.get(1)?,
                    title: row.get(2)?,
                })
            })? {
                if seen.insert(step.parent.clone()) {
                    open.push_back(step.parent.clone());
                }
                steps.push(step);
            }
        }
        Ok(steps)
    }

    /// The claims that rest on a source, in the order of files and lines; once for each stance it takes itself.
    fn citations(&self, id: &str) -> Result<Vec<Citation>, IndexError> {
        let sql = "WITH RECURSIVE down (id) AS (SELECT ?1 UNION SELECT l.source FROM down JOIN lineage l ON l.parent = down.id),
             resting (claim, stance) AS (
               SELECT e.claim, iif(e.source = ?1, e.stance, NULL) FROM down JOIN evidence e ON e.source = down.id
               UNION SELECT v.claim, NULL FROM down JOIN via v ON v.parent = down.id)
           SELECT c.id, c.text, a.status, r.stance FROM resting r
           JOIN claim c ON c.row = r.claim JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
           WHERE r.stance IS NOT NULL OR NOT EXISTS (SELECT 1 FROM resting o WHERE o.claim = r.claim AND o.stance IS NOT NULL)
           ORDER BY f.path, c.line, r.stance";
        self.collect(sql, id, |row| {
            let stance: Option<String> = row.get(3)?;
            Ok(Citation {
                claim: row.get(0)?,
                text: row.get(1)?,
                status: value::word("status", &row.get::<_, String>(2)?, Status::parse)?,
                stance: value::optional_word("stance", stance.as_deref(), Stance::parse)?,
            })
        })
    }
}
