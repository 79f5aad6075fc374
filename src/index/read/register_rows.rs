//! Sources, parties and articles as listings show them.

use crate::domain::filter::Search;
use crate::index::columns::{FromColumns, columns, selected, stored};
use crate::index::query::first;
use crate::index::read::full_text::FullText;
use crate::index::rows::{
    ArticleRow, Citation, PartyName, PartyRow, SkipAnswer, SourceDetail, SourceRow, Step,
};
use crate::index::value::List;
use crate::index::{Index, IndexError};
use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

stored! {
    read: SourceRow {
        id = "s.id",
        title = "s.title",
        kind = "s.kind",
        published = "s.published",
        url = "s.url",
        own_reporting = "s.own_reporting",
        retracted = "s.retracted",
        retraction_pending = "s.retraction_pending",
        confidential = "s.confidential",
        claims as count = "(SELECT count(DISTINCT e.claim) FROM evidence e WHERE e.source = s.id)",
        file = "f.path",
        line = "s.line",
    }
    else { publisher, voice, derived_from }
}

columns! {
    /// What a [`SourceRow`] says beside that.
    read: SourceNames { row = "s.row", publisher = "coalesce(s.publisher, s.publisher_key)", voice = "s.voice" }
}

columns! {
    /// What a [`SourceDetail`] says beside that.
    read: SourceDetailColumns {
        author = "s.author",
        accessed = "s.accessed",
        archive = "s.archive",
        kept = "s.local_file",
        sha256 = "s.sha256",
        language = "s.language",
        interests = "s.interests",
        note = "s.note",
        refs = "s.refs",
    }
}

columns! {
    /// What a [`PartyRow`] is made from.
    read: PartyRowColumns {
        id = "p.id",
        name = "p.name",
        aliases = "p.aliases",
        domains = "p.domains",
        kind = "p.kind",
        part_of = "p.part_of",
        reliability = "p.reliability",
        interests = "p.interests",
        confidential = "p.confidential",
        refs = "p.refs",
        claims = "(SELECT count(*) FROM assessment a WHERE a.speaker = p.id)",
        sources = "(SELECT count(*) FROM source s WHERE s.publisher_key = p.id AND s.stands)",
        house = "p.house",
        file = "f.path",
        line = "p.line",
    }
}

stored! {
    read: ArticleRow {
        id = "a.id",
        title = "a.title",
        author = "a.author",
        url = "a.url",
        published = "a.published",
        accessed = "a.accessed",
        language = "a.language",
        archive = "a.archive",
        kept = "a.local_file",
        original = "a.original",
        sha256 = "a.sha256",
        state = "a.state",
        claims as count = "(SELECT count(*) FROM claim c WHERE c.article = a.id)",
        file = "f.path",
        line = "a.line",
    }
    else { publisher, skip }
}

stored! { read: SkipAnswer { quote, reason } }

stored! {
    read: Citation { claim = "c.id", text = "c.text", status = "a.status", stance = "r.stance" }
}

stored! {
    read: Step { source = "l.source", parent = "l.parent", title = "coalesce(s.title, a.title)" }
}

fn source_query(joined: &str, rest: &str) -> String {
    let columns = selected(&[SourceRow::SQL, SourceNames::SQL, SourceDetailColumns::SQL]);
    format!(
        "SELECT {columns} FROM source s JOIN file f ON f.row = s.file {joined} WHERE s.stands {rest}"
    )
}

fn party_query(joined: &str, rest: &str) -> String {
    let columns = selected(&[PartyRowColumns::SQL]);
    format!(
        "SELECT {columns} FROM party p JOIN file f ON f.row = p.file {joined} WHERE p.stands {rest}"
    )
}

fn article_query(rest: &str) -> String {
    let beside: &[&str] = &["coalesce(a.publisher, a.publisher_key)", "a.row"];
    let columns = selected(&[ArticleRow::SQL, beside]);
    format!("SELECT {columns} FROM article a JOIN file f ON f.row = a.file WHERE a.stands {rest}")
}

impl Index {
    /// Hands over the sources, in the order of files and lines; those that a search finds, the best match first.
    pub fn sources(
        &self,
        search: Option<&Search>,
        each: &mut dyn FnMut(SourceRow) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let mut values = Vec::new();
        let (joined, order) = self.best_first(FullText::Sources, search, &mut values)?;
        let sql = source_query(&joined, &format!("ORDER BY {order}f.path, s.line"));
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if each(self.source_row(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Everything about a source; `None` if the book does not define it.
    pub fn source(&self, id: &str) -> Result<Option<SourceDetail>, IndexError> {
        let sql = source_query("", "AND s.id = ?1");
        let detail = first(self.connection(), &sql, [id], |row| self.source_detail(row))?;
        let Some(mut detail) = detail else {
            return Ok(None);
        };
        detail.lineage = self.lineage(id)?;
        detail.repeated_by = self.collect(
            "SELECT s.id FROM derivation d JOIN source s ON s.row = d.source AND s.stands WHERE d.parent = ?1 ORDER BY s.id",
            [id],
            |row| Ok(row.get(0)?),
        )?;
        detail.cited = self.citations(id)?;
        detail.matters_to = self.matters_to(id)?;
        Ok(Some(detail))
    }

    /// The parties, in the order of files and lines; those that a search finds, the best match first.
    pub fn parties(&self, search: Option<&Search>) -> Result<Vec<PartyRow>, IndexError> {
        let mut values = Vec::new();
        let (joined, order) = self.best_first(FullText::Parties, search, &mut values)?;
        let sql = party_query(&joined, &format!("ORDER BY {order}f.path, p.line"));
        let mut houses = BTreeMap::new();
        self.collect(&sql, params_from_iter(values), |row| {
            self.party_row(row, &mut houses)
        })
    }

    /// A party; `None` if the book does not define it.
    pub fn party(&self, id: &str) -> Result<Option<PartyRow>, IndexError> {
        let sql = party_query("", "AND p.id = ?1");
        first(self.connection(), &sql, [id], |row| {
            self.party_row(row, &mut BTreeMap::new())
        })
    }

    /// The articles, in the order of files.
    pub fn articles(&self) -> Result<Vec<ArticleRow>, IndexError> {
        let sql = article_query("ORDER BY f.path, a.line");
        self.collect(&sql, [], |row| self.article_row(row))
    }

    /// An article; `None` if the book does not define it.
    pub fn article(&self, id: &str) -> Result<Option<ArticleRow>, IndexError> {
        let sql = article_query("AND a.id = ?1");
        first(self.connection(), &sql, [id], |row| self.article_row(row))
    }

    /// The join with what a search finds, and how to order by it. Without a search, both are empty.
    fn best_first(
        &self,
        searched: FullText,
        search: Option<&Search>,
        values: &mut Vec<Value>,
    ) -> Result<(String, &'static str), IndexError> {
        let Some(search) = search else {
            return Ok((String::new(), ""));
        };
        let found = searched.find(self.connection(), search, values)?;
        let found = found.unwrap_or_else(|| "SELECT NULL AS row, NULL AS rank".to_owned());
        Ok((format!("JOIN ({found}) t USING (row)"), "t.rank, "))
    }

    fn named(&self, name: Option<String>) -> Result<Option<PartyName>, IndexError> {
        name.map(|name| self.party_named(&name)).transpose()
    }

    fn all_named(&self, names: &[String]) -> Result<Vec<PartyName>, IndexError> {
        names.iter().map(|name| self.party_named(name)).collect()
    }

    fn source_row(&self, row: &Row<'_>) -> Result<SourceRow, IndexError> {
        const NAMES: SourceNames = SourceNames::after(SourceRow::SQL.len());
        Ok(SourceRow {
            publisher: self.named(row.get(NAMES.publisher)?)?,
            voice: self.named(row.get(NAMES.voice)?)?,
            derived_from: self.collect(
                "SELECT parent FROM derivation WHERE source = ?1 ORDER BY position",
                [row.get::<_, i64>(NAMES.row)?],
                |row| Ok(row.get(0)?),
            )?,
            ..SourceRow::read(row, 0)?
        })
    }

    fn source_detail(&self, row: &Row<'_>) -> Result<SourceDetail, IndexError> {
        const AT: SourceDetailColumns =
            SourceDetailColumns::after(SourceRow::SQL.len() + SourceNames::SQL.len());
        Ok(SourceDetail {
            source: self.source_row(row)?,
            author: row.get(AT.author)?,
            accessed: row.get(AT.accessed)?,
            archive: row.get(AT.archive)?,
            kept: row.get(AT.kept)?,
            sha256: row.get(AT.sha256)?,
            language: row.get(AT.language)?,
            interests: self.all_named(&row.get::<_, List>(AT.interests)?.0)?,
            note: row.get(AT.note)?,
            refs: row.get::<_, List>(AT.refs)?.0,
            lineage: Vec::new(),
            repeated_by: Vec::new(),
            cited: Vec::new(),
            matters_to: Vec::new(),
        })
    }

    /// `houses` holds the houses found so far, by the keys of `party.house`: the parties of a book have few.
    fn party_row(
        &self,
        row: &Row<'_>,
        houses: &mut BTreeMap<String, PartyName>,
    ) -> Result<PartyRow, IndexError> {
        const AT: PartyRowColumns = PartyRowColumns::after(0);
        let id: String = row.get(AT.id)?;
        let key: String = row.get(AT.house)?;
        let house = match houses.get(&key) {
            Some(house) => house.clone(),
            None => self.house(&key, &id)?,
        };
        houses.insert(key, house.clone());
        Ok(PartyRow {
            name: row.get(AT.name)?,
            aliases: row.get::<_, List>(AT.aliases)?.0,
            domains: row.get::<_, List>(AT.domains)?.0,
            kind: row.get(AT.kind)?,
            part_of: self.named(row.get(AT.part_of)?)?,
            house,
            reliability: row.get(AT.reliability)?,
            interests: self.all_named(&row.get::<_, List>(AT.interests)?.0)?,
            confidential: row.get(AT.confidential)?,
            refs: row.get::<_, List>(AT.refs)?.0,
            claims: row.get::<_, i64>(AT.claims)?.cast_unsigned(),
            sources: row.get::<_, i64>(AT.sources)?.cast_unsigned(),
            file: row.get(AT.file)?,
            line: row.get(AT.line)?,
            id,
        })
    }

    /// The house that a key of `party.house` means. A house that is no party has the name that the top of the chain from `id`
    /// on gives it.
    fn house(&self, key: &str, id: &str) -> Result<PartyName, IndexError> {
        if !key.starts_with('"') {
            return self.party_named(key);
        }
        let mut top = self.party_named(id)?;
        while let Some(whole) = self.whole(&top)? {
            top = whole;
        }
        Ok(top)
    }

    /// What a party is part of.
    fn whole(&self, party: &PartyName) -> Result<Option<PartyName>, IndexError> {
        let sql = "SELECT part_of FROM party WHERE id = ?1 AND stands";
        let whole = first(self.connection(), sql, [&party.id], |row| Ok(row.get(0)?))?;
        self.named(whole.flatten())
    }

    fn article_row(&self, row: &Row<'_>) -> Result<ArticleRow, IndexError> {
        Ok(ArticleRow {
            publisher: self.named(row.get(ArticleRow::SQL.len())?)?,
            skip: self.collect(
                &format!(
                    "SELECT {} FROM skip WHERE article = ?1 ORDER BY position",
                    selected(&[SkipAnswer::SQL])
                ),
                [row.get::<_, i64>(ArticleRow::SQL.len() + 1)?],
                |row| SkipAnswer::read(row, 0),
            )?,
            ..ArticleRow::read(row, 0)?
        })
    }

    /// Every step on the paths from a source to its origins, each once, the nearest first.
    fn lineage(&self, id: &str) -> Result<Vec<Step>, IndexError> {
        let sql = format!(
            "SELECT {} FROM source_parent l
                   LEFT JOIN source s ON s.id = l.parent AND s.stands
                   LEFT JOIN article a ON a.id = l.parent AND a.stands AND s.id IS NULL
                   WHERE l.source = ?1",
            selected(&[Step::SQL])
        );
        let mut seen = BTreeSet::from([id.to_owned()]);
        let mut open = std::collections::VecDeque::from([id.to_owned()]);
        let mut steps = Vec::new();
        while let Some(source) = open.pop_front() {
            for step in self.collect(&sql, [source], |row| Step::read(row, 0))? {
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
        let columns = selected(&[Citation::SQL]);
        let sql = format!("WITH RECURSIVE down (id) AS (SELECT ?1 UNION SELECT l.source FROM down JOIN source_parent l ON l.parent = down.id),
             resting (claim, stance) AS (
               SELECT e.claim, iif(e.source = ?1, e.stance, NULL) FROM down JOIN evidence e ON e.source = down.id
               UNION SELECT v.claim, NULL FROM down JOIN via v ON v.parent = down.id)
           SELECT {columns} FROM resting r
           JOIN claim c ON c.row = r.claim JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
           WHERE r.stance IS NOT NULL OR NOT EXISTS (SELECT 1 FROM resting o WHERE o.claim = r.claim AND o.stance IS NOT NULL)
           ORDER BY f.path, c.line, r.stance");
        self.collect(&sql, [id], |row| Citation::read(row, 0))
    }
}
