//! Everything about one claim: its evidence, rulings, questions, searches and relations; and the account of its status.

use crate::answer::AskedAnswer;
use crate::answer::EvidenceAnswer;
use crate::answer::PartyName;
use crate::answer::RelationAnswer;
use crate::answer::RulingAnswer;
use crate::answer::SearchedAnswer;
use crate::domain::claim::Claim;
use crate::domain::claim::Outcome;
use crate::domain::corroboration::Explanation;
use crate::domain::corroboration::explain;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::domain::status::Status;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::assess::wanted;
use crate::index::case::CaseReader;
use crate::index::meta;
use crate::index::registry;
use crate::index::value;
use rusqlite::Row;

/// How a claim's derived status came about, with the claim as the rules saw it: without its words.
#[derive(Clone, Debug)]
pub struct Account {
    /// The claim: ids, kinds, dates and rows, its texts left empty.
    pub claim: Claim,
    /// The article that it stands in.
    pub article: Option<String>,
    /// The ids of the claims that may stand against it, in the order that the explanation counts them by.
    pub counters: Vec<String>,
    /// Why the status is what it is.
    pub explanation: Explanation,
}

impl Index {
    /// How a claim's derived status came about, with the sources in `without` taken as retracted.
    pub fn account(&self, claim: i64, without: &[&str]) -> Result<Account, IndexError> {
        let cases = CaseReader::new(self.connection())?.range(claim, claim)?;
        let registry = registry::read(self.connection(), &wanted(&cases))?;
        let case = cases.into_iter().next().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let needs_origins = meta::needs_origins(self.connection())?.unwrap_or(2);
        let counters = case.counters();
        let explanation = explain(&registry, &case.as_case(&counters, needs_origins), without);
        let names = case.counters.iter().map(|counter| counter.claim.clone()).collect();
        Ok(Account { counters: names, explanation, article: case.article.clone(), claim: case.claim })
    }

    /// The evidence rows of a claim, in the file's order; their origins are left to whoever has the account.
    pub fn evidence(&self, claim: i64) -> Result<Vec<EvidenceAnswer>, IndexError> {
        let mut via = self
            .connection()
            .prepare_cached("SELECT parent FROM via WHERE claim = ?1 AND position = ?2 ORDER BY place")?;
        let sql = "SELECT e.source, s.title, s.publisher, s.url, s.published, e.stance, e.about, e.credibility, e.quote,
                     e.locator, e.translation, e.note, e.\"by\", e.added, e.line, e.position, t.title, t.publisher, t.url, t.published
                   FROM evidence e
                   LEFT JOIN source s ON s.id = e.source AND s.stands
                   LEFT JOIN article t ON t.id = e.source AND t.stands AND s.id IS NULL
                   WHERE e.claim = ?1 ORDER BY e.position";
        self.collect(sql, claim, |row| {
            let position: i64 = row.get(15)?;
            let mut answer = self.evidence_row(row)?;
            answer.via = via.query_map((claim, position), |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(answer)
        })
    }

    fn evidence_row(&self, row: &Row<'_>) -> Result<EvidenceAnswer, IndexError> {
        let either = |source: usize, article: usize| -> Result<Option<String>, IndexError> {
            Ok(row.get::<_, Option<String>>(source)?.or(row.get(article)?))
        };
        let publisher = either(2, 17)?.map(|name| self.party_named(&name)).transpose()?;
        Ok(EvidenceAnswer {
            source: row.get(0)?,
            title: either(1, 16)?,
            publisher,
            url: either(3, 18)?,
            published: either(4, 19)?,
            stance: value::word("stance", &row.get::<_, String>(5)?, Stance::parse)?,
            about: value::word("question", &row.get::<_, String>(6)?, About::parse)?,
            via: Vec::new(),
            credibility: row.get(7)?,
            quote: row.get(8)?,
            locator: row.get(9)?,
            translation: row.get(10)?,
            note: row.get(11)?,
            by: row.get(12)?,
            added: row.get(13)?,
            origins: Vec::new(),
            line: row.get(14)?,
        })
    }

    /// All rulings of a claim, in the file's order.
    pub fn rulings(&self, claim: i64) -> Result<Vec<RulingAnswer>, IndexError> {
        let sql = "SELECT status, \"on\", \"by\", reason FROM ruling WHERE claim = ?1 ORDER BY position";
        self.collect(sql, claim, |row| {
            let status = value::word("ruling", &row.get::<_, String>(0)?, RulingStatus::parse)?;
            Ok(RulingAnswer { status, on: row.get(1)?, by: row.get(2)?, reason: row.get(3)? })
        })
    }

    /// The questions put to those whom a claim accuses.
    pub fn asked(&self, claim: i64) -> Result<Vec<AskedAnswer>, IndexError> {
        let sql = "SELECT of, \"on\", due, outcome, note FROM asked WHERE claim = ?1 ORDER BY position";
        self.collect(sql, claim, |row| {
            let outcome: Option<String> = row.get(3)?;
            Ok(AskedAnswer {
                of: self.party_named(&row.get::<_, String>(0)?)?,
                on: row.get(1)?,
                due: row.get(2)?,
                outcome: value::optional_word("outcome", outcome.as_deref(), Outcome::parse)?,
                note: row.get(4)?,
            })
        })
    }

    /// The searches made for a claim.
    pub fn searched(&self, claim: i64) -> Result<Vec<SearchedAnswer>, IndexError> {
        let sql = "SELECT place, \"on\", \"by\", terms FROM searched WHERE claim = ?1 ORDER BY position";
        self.collect(sql, claim, |row| {
            Ok(SearchedAnswer { place: row.get(0)?, on: row.get(1)?, by: row.get(2)?, terms: row.get(3)? })
        })
    }

    /// The parties that a claim accuses, and those otherwise concerned.
    pub fn stakes(&self, claim: i64) -> Result<Vec<(String, PartyName)>, IndexError> {
        self.collect("SELECT kind, party FROM stake WHERE claim = ?1 ORDER BY position", claim, |row| {
            Ok((row.get(0)?, self.party_named(&row.get::<_, String>(1)?)?))
        })
    }

    /// How other claims stand to a claim: what it says of them, then what they say of it.
    pub fn relations(&self, claim: i64) -> Result<Vec<RelationAnswer>, IndexError> {
        let other = "o.text, o.speaker, p.id, p.name, a.status";
        let joins = "LEFT JOIN assessment a ON a.claim = o.row LEFT JOIN party p ON p.id = a.speaker AND p.stands";
        let own = format!(
            "SELECT r.kind, r.target, {other} FROM relation r LEFT JOIN claim o ON o.id = r.target AND o.stands {joins}
             WHERE r.claim = ?1 ORDER BY r.position"
        );
        let of_others = format!(
            "SELECT CASE r.kind WHEN 'denies' THEN 'denied-by' WHEN 'repeats' THEN 'repeated-by' ELSE r.kind END, o.id, {other}
             FROM claim c JOIN relation r ON r.target = c.id JOIN claim o ON o.row = r.claim {joins}
             WHERE c.row = ?1 ORDER BY o.id, r.position"
        );
        let mut relations = self.collect(&own, claim, relation)?;
        for relation in self.collect(&of_others, claim, relation)? {
            // A contradiction that both claims state is one.
            if !relations.iter().any(|known| known.kind == relation.kind && known.claim == relation.claim) {
                relations.push(relation);
            }
        }
        Ok(relations)
    }

    /// The rows of a statement about one claim.
    pub(super) fn collect<T, P: rusqlite::ToSql>(
        &self,
        sql: &str,
        parameter: P,
        mut each: impl FnMut(&Row<'_>) -> Result<T, IndexError>,
    ) -> Result<Vec<T>, IndexError> {
        let mut statement = self.connection().prepare_cached(sql)?;
        let mut rows = statement.query([parameter])?;
        let mut collected = Vec::new();
        while let Some(row) = rows.next()? {
            collected.push(each(row)?);
        }
        Ok(collected)
    }
}

fn relation(row: &Row<'_>) -> Result<RelationAnswer, IndexError> {
    let written: Option<String> = row.get(3)?;
    let (id, name): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    let status: Option<String> = row.get(6)?;
    Ok(RelationAnswer {
        kind: row.get(0)?,
        claim: row.get(1)?,
        text: row.get(2)?,
        speaker: written.map(|written| PartyName { id, name: name.unwrap_or(written) }),
        status: value::optional_word("status", status.as_deref(), Status::parse)?,
    })
}
