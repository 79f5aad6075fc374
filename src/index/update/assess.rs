//! Assessing claims: what the rules make of them goes into the tables `assessment` and `flag`.

use crate::domain::corroboration::{Assessment, QuotedHouse, Registry, assess, new_voices};
use crate::domain::date::Date;
use crate::domain::filter::{is_against, is_contested};
use crate::domain::ruling::{standing, standing_position};
use crate::domain::status::Status;
use crate::index::IndexError;
use crate::index::columns::{FlagColumns, FromColumns, Insert, REFUTE, SUPPORT, VerdictColumns};
use crate::index::read::claim_cores::{CoreReader, CountedClaim};
use crate::index::read::ranges::runs;
use crate::index::read::registers;
use crate::index::read::registers::RegistryPart;
use crate::index::read::registers::house_key;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// How many claims to read, assess and write at a time: enough to keep all cores busy, few enough to keep memory flat.
const BATCH: i64 = 4_096;

/// The same, as a length.
const MOST: usize = 4_096;

/// Above this many claims, reading all sources is cheaper than following each claim's path.
const FEW: usize = 5_000;

/// What an assessment depends on beside the records.
#[derive(Clone, Copy, Debug)]
pub(in crate::index) struct Policy<'a> {
    /// The policy's number of independent origins.
    pub(in crate::index) needs_origins: u8,
    /// The ids of sources to take as retracted.
    pub(in crate::index) without: &'a [&'a str],
}

/// Assesses every claim of a book that has no assessments yet.
pub(in crate::index) fn all(connection: &Connection, policy: Policy<'_>) -> Result<(), IndexError> {
    let registry = registers::read(connection, &RegistryPart::All)?;
    let last: i64 = connection.query_row("SELECT ifnull(max(row), 0) FROM claim", [], |row| {
        row.get(0)
    })?;
    let mut reader = CoreReader::new(connection)?;
    let mut writer = VerdictWriter::new(connection)?;
    let mut first = 1;
    while first <= last {
        let cases = reader.range(first, first + BATCH - 1)?;
        writer.batch(&registry, &cases, policy)?;
        first += BATCH;
    }
    Ok(())
}

/// Assesses these claims again.
pub(in crate::index) fn these(
    connection: &Connection,
    rows: &BTreeSet<i64>,
    policy: Policy<'_>,
) -> Result<(), IndexError> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut forget_flags = connection.prepare_cached("DELETE FROM flag WHERE claim = ?1")?;
    let mut forget = connection.prepare_cached("DELETE FROM assessment WHERE claim = ?1")?;
    for row in rows {
        forget_flags.execute([row])?;
        forget.execute([row])?;
    }
    again(connection, rows, policy, VerdictWriter::new(connection)?)
}

/// Assesses these claims into the tables of what is supposed.
pub(in crate::index) fn suppose(
    connection: &Connection,
    rows: &BTreeSet<i64>,
    policy: Policy<'_>,
) -> Result<(), IndexError> {
    let writer = VerdictWriter::into(connection, "supposed_assessment", "supposed_flag")?;
    again(connection, rows, policy, writer)
}

fn again(
    connection: &Connection,
    rows: &BTreeSet<i64>,
    policy: Policy<'_>,
    mut writer: VerdictWriter<'_>,
) -> Result<(), IndexError> {
    let mut reader = CoreReader::new(connection)?;
    let all = if rows.len() > FEW {
        Some(registers::read(connection, &RegistryPart::All)?)
    } else {
        None
    };
    let mut rows = rows.iter().copied().peekable();
    while rows.peek().is_some() {
        let batch: BTreeSet<i64> = rows.by_ref().take(MOST).collect();
        let mut cases = Vec::with_capacity(batch.len());
        for (first, last) in runs(&batch) {
            cases.extend(reader.range(first, last)?);
        }
        if let Some(registry) = &all {
            writer.batch(registry, &cases, policy)?;
        } else {
            let registry = registers::read(connection, &wanted(&cases))?;
            writer.batch(&registry, &cases, policy)?;
        }
    }
    Ok(())
}

/// What a registry for these cases must hold.
pub(in crate::index) fn wanted(cases: &[CountedClaim]) -> RegistryPart {
    if cases.len() > FEW {
        return RegistryPart::All;
    }
    let mut names = BTreeSet::new();
    for case in cases {
        case.add_names(&mut names);
    }
    RegistryPart::ReachedFrom(names)
}

struct VerdictWriter<'c> {
    connection: &'c Connection,
    /// Whether the rows get their voices. What is supposed leaves the book's own tables alone.
    writes_voices: bool,
    assessment: Insert<'c>,
    flag: Insert<'c>,
}

impl<'c> VerdictWriter<'c> {
    fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        Ok(Self {
            writes_voices: true,
            ..Self::into(connection, "assessment", "flag")?
        })
    }

    /// Writes into these two tables.
    fn into(connection: &'c Connection, verdicts: &str, flags: &str) -> Result<Self, IndexError> {
        let assessment = [VerdictColumns::SQL, Assessment::SQL, SUPPORT, REFUTE];
        Ok(Self {
            connection,
            writes_voices: false,
            assessment: Insert::into(connection, verdicts, &assessment)?,
            flag: Insert::into(connection, flags, &[FlagColumns::SQL])?,
        })
    }

    fn batch(
        &mut self,
        registry: &Registry,
        claims: &[CountedClaim],
        policy: Policy<'_>,
    ) -> Result<(), IndexError> {
        let verdicts: Vec<Verdict> = claims
            .par_iter()
            .map(|claim| Verdict::of(registry, claim, policy))
            .collect();
        for (claim, verdict) in claims.iter().zip(&verdicts) {
            self.write(claim.row, verdict)?;
            if self.writes_voices {
                self.write_voices(claim.row, &verdict.voices)?;
            }
        }
        Ok(())
    }

    /// Writes beside each row whom its voice means, and the voice's house if the voice says something new.
    fn write_voices(&self, claim: i64, voices: &[VoiceCells]) -> Result<(), IndexError> {
        let sql = "UPDATE evidence SET voice_key = ?3, voice_house = ?4 WHERE claim = ?1 AND position = ?2";
        let mut write = self.connection.prepare_cached(sql)?;
        for (position, voice) in (0_i64..).zip(voices) {
            write.execute((claim, position, &voice.key, &voice.house))?;
        }
        Ok(())
    }

    fn write(&mut self, row: i64, verdict: &Verdict) -> Result<(), IndexError> {
        let assessment = &verdict.assessment;
        let changed = verdict.changed;
        let (status, derived, flags) = (verdict.status, assessment.derived, assessment.flags);
        let columns = VerdictColumns {
            claim: &row,
            status: &verdict.status,
            contested: &is_contested(status, derived, flags),
            against: &is_against(status, derived, flags),
            unsourced: &verdict.unsourced,
            speaker: &verdict.speaker,
            quoted: &verdict.quoted,
            quoted_house: &verdict.quoted_house,
            both_questions: &verdict.both_questions,
            ruling: &verdict.ruling,
            changed: &changed,
            changed_from: &changed.map(|date| date.first_day().to_string()),
            changed_to: &changed.map(|date| date.last_day().to_string()),
        };
        let (support, refute) = (&assessment.support, &assessment.refute);
        self.assessment
            .run(&[&columns, assessment, support, refute])?;
        for flag in assessment.flags.iter() {
            let (flag, claim) = (&flag, &row);
            self.flag.run(&[&FlagColumns { flag, claim }])?;
        }
        Ok(())
    }
}

/// Whose word a row is, if it is not the source's own.
struct VoiceCells {
    key: Option<String>,
    /// Its house, if it says something new.
    house: Option<String>,
}

/// What is written for a claim.
struct Verdict {
    assessment: Assessment,
    status: Status,
    unsourced: bool,
    speaker: Option<String>,
    quoted: Option<String>,
    quoted_house: Option<String>,
    both_questions: bool,
    /// The voice of each row. Empty if no row states one.
    voices: Vec<VoiceCells>,
    ruling: Option<i64>,
    changed: Option<Date>,
}

impl Verdict {
    fn of(registry: &Registry, case: &CountedClaim, policy: Policy<'_>) -> Self {
        let counters = case.counters();
        let asked = case.as_case(&counters, policy.needs_origins);
        let assessment = assess(registry, &asked, policy.without);
        let quoted = QuotedHouse::of(registry, &asked);
        let claim = &case.core;
        let ruling = standing(&claim.rulings).map(|ruling| ruling.status);
        let position = standing_position(&claim.rulings);
        let added = claim.evidence.iter().filter_map(|evidence| evidence.added);
        let ruled = claim.rulings.iter().filter(|ruling| !ruling.pending);
        let ruled = ruled.map(|ruling| ruling.on);
        let key = |name: &Option<String>| {
            let name = name.as_deref();
            name.map(|name| registers::speaker_key(registry, name))
        };
        let voices = new_voices(registry, &asked).into_iter();
        let voices = voices.zip(&claim.evidence).map(|(house, row)| VoiceCells {
            key: key(&row.voice),
            house: house.map(house_key),
        });
        Self {
            status: Status::shown(assessment.derived, ruling),
            unsourced: claim.evidence.is_empty(),
            speaker: key(&claim.speaker),
            quoted: key(&claim.quoted),
            both_questions: quoted.as_ref().is_some_and(|quoted| quoted.speaks),
            quoted_house: quoted.map(|quoted| house_key(quoted.house)),
            voices: voices.collect(),
            ruling: position.and_then(|position| i64::try_from(position).ok()),
            changed: added.chain(ruled).max().or(case.said_on),
            assessment,
        }
    }
}
