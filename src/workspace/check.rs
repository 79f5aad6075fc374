//! Checks a book: the index supplies the records file by file, the rules look at them, and each finding
//! gets its place in a file.
//!
//! Memory stays flat however large the book is: one batch of files is read, checked on all cores and
//! reported before the next. Only files with findings are read again, to find the places.

use crate::diagnostic::codes::{Levels, nearest_code};
use crate::diagnostic::place::LocatedFile;
use crate::diagnostic::{Diagnostic, Lines, Place, Severity, place};
use crate::domain::check;
use crate::domain::check::context::{Book, CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Finding, RecordPart, UnknownName};
use crate::domain::claim::Claim;
use crate::domain::filter::Filter;
use crate::domain::passage::OpenUnit;
use crate::files::{FileTree, RefusedPath};
use crate::index::{Batch, CheckedFile, Index, IndexError, WholeBook};
use crate::text::attribution::Cast;
use crate::text::lexicon::Lexicon;
use crate::workspace::file_findings::FileFindings;
use crate::workspace::parse::stem;
use crate::workspace::text_facts::QuotedTexts;
use crate::workspace::{Workspace, copies};
use crate::{diagnostic, document};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};

/// How many unknown names get a "did you mean": each search goes through all ids of the book.
const NEAREST: usize = 20;

/// How many claims are few: to read each with what it rests on costs less than to read the whole book.
const FEW: usize = 500;

/// How to check a book.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// The levels to use on top of the book's settings.
    pub levels: Levels,
    /// Which claims to check. `None`: the whole book, with its articles, parties and sources.
    pub filter: Option<Filter>,
    /// Today.
    pub today: NaiveDate,
}

/// How much `check` checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The number of files.
    pub files: u64,
    /// The number of claims that the filter picks.
    pub claims: u64,
    /// The number of records of all kinds, whatever the filter picks.
    pub records: u64,
}

/// Why checking stopped early.
#[derive(Debug, thiserror::Error)]
pub enum CheckError<E> {
    /// The index could not answer.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The caller could not take a report.
    #[error("reporting failed")]
    Report(E),
}

impl Workspace {
    /// Checks the book, and calls `report` for each file with diagnostics, in the order of paths.
    ///
    /// # Errors
    /// When the index cannot answer, or `report` fails.
    pub fn check<E>(
        &self,
        options: &CheckOptions,
        report: &mut dyn FnMut(FileFindings) -> Result<(), E>,
    ) -> Result<Extent, CheckError<E>> {
        if let Some(file) = &self.settings.wrong {
            report(file.clone()).map_err(CheckError::Report)?;
        }
        let (mut run, few) = self.run(options)?;
        let of_names = run.rules.levels.of_unread_files();
        let of_refused = |path: &RefusedPath| match of_names {
            severity if path.is_like_text() => {
                severity.map(|severity| FileFindings::of_name(&path.path, severity))
            }
            _ => Some(FileFindings::of_refusal(path)),
        };
        let mut refused = self.refused.iter().filter_map(of_refused).peekable();
        let counts = few.is_none();
        let mut tell = |batch: Batch| -> Result<(), CheckError<E>> {
            if counts {
                batch.files.iter().for_each(|file| run.count(file));
            }
            for file in run.batch(&batch)? {
                while let Some(refused) = refused.next_if(|refused| refused.path < file.path) {
                    report(refused).map_err(CheckError::Report)?;
                }
                report(file).map_err(CheckError::Report)?;
            }
            Ok(())
        };
        match few {
            Some(batch) => tell(batch)?,
            None => self.index.in_batches(tell)?,
        }
        for refused in refused {
            report(refused).map_err(CheckError::Report)?;
        }
        Ok(run.extent)
    }

    /// Who may speak, if `check` looks at all records, the book has a text, and somebody asks for what is in no claim.
    fn cast_for(&self, levels: &Levels, is_whole: bool) -> Result<Option<Cast>, IndexError> {
        let is_asked = is_whole && UNCOVERED.iter().any(|code| levels.asks_for(code));
        if !is_asked || self.index.article_texts()?.is_empty() {
            return Ok(None);
        }
        let parties = self.index.parties_by_file()?;
        Ok(Some(Cast::of(parties.iter().map(|(_, party)| party))))
    }

    /// Prepares a run. If it checks only a few claims, they come with it.
    fn run(&self, options: &CheckOptions) -> Result<(Run<'_>, Option<Batch>), IndexError> {
        let index = &self.index;
        let levels = self.settings.levels.clone().under(&options.levels);
        let picked = options.filter.as_ref();
        let picked = picked.map(|filter| index.picked(filter, options.today));
        let picked = picked.transpose()?;
        let mut extent = Extent::default();
        let (whole, few) = match &picked {
            Some(rows) if rows.len() <= FEW => {
                extent.files = index.files()?;
                extent.claims = rows.len() as u64;
                extent.records = index.records()?;
                let (whole, batch) = index.few(rows)?;
                (whole, Some(batch))
            }
            _ => (index.whole_book()?, None),
        };
        let unused_sources = if picked.is_none() && levels.asks_for("unused-source") {
            index.unused_sources()?
        } else {
            BTreeSet::new()
        };
        let cast = self.cast_for(&levels, picked.is_none())?;
        let config = &self.settings.config;
        let rules = Rules {
            files: self.files(),
            levels,
            today: options.today,
            stale_after_days: config.stale_after_days,
            organisation: config.organisation.as_deref(),
            unused_sources,
            whole,
            picked,
            lexicon: self.lexicon(),
            cast,
        };
        let run = Run {
            index,
            rules,
            searches_left: NEAREST,
            extent,
        };
        Ok((run, few))
    }
}

/// The rules about what of an article's text is in no claim.
const UNCOVERED: [&str; 4] = [
    "uncovered-figure",
    "uncovered-quotation",
    "uncovered-speaker",
    "uncovered-sentence",
];

/// One run over the book.
struct Run<'a> {
    index: &'a Index,
    rules: Rules<'a>,
    searches_left: usize,
    extent: Extent,
}

/// What is the same for every file. All cores share it.
struct Rules<'a> {
    files: FileTree<'a>,
    levels: Levels,
    today: NaiveDate,
    stale_after_days: Option<u32>,
    organisation: Option<&'a str>,
    unused_sources: BTreeSet<String>,
    whole: WholeBook,
    picked: Option<BTreeSet<i64>>,
    lexicon: Lexicon,
    /// Who may speak in articles. `None`: nobody asks for what of a text is in no claim.
    cast: Option<Cast>,
}

/// A finding that `check` reports, with what the rest of the book says about it.
struct Reported {
    finding: Finding,
    severity: Severity,
    /// For each other part: the file and line of its record, or `None` if it is in the same record.
    others: Vec<Option<(String, u32)>>,
    nearest_name: Option<String>,
}

impl Run<'_> {
    fn batch(&mut self, batch: &Batch) -> Result<Vec<FileFindings>, IndexError> {
        let rules = &self.rules;
        let found: Vec<Vec<Finding>> = batch
            .files
            .par_iter()
            .map(|file| rules.findings(file, batch))
            .collect();
        let mut reported = Vec::new();
        for (file, found) in batch.files.iter().zip(found) {
            let found: Vec<Reported> = found
                .into_iter()
                .filter_map(|finding| self.reported(finding).transpose())
                .collect::<Result<_, _>>()?;
            if file.has_problems || !found.is_empty() {
                reported.push((file, found));
            }
        }
        let rules = &self.rules;
        let files = reported
            .par_iter()
            .filter_map(|(file, found)| rules.file_findings(file, found)?.or_none());
        Ok(files.collect())
    }

    fn count(&mut self, file: &CheckedFile) {
        let claims = file.claims.iter();
        let picked = claims.filter(|claim| self.rules.is_picked(claim.row));
        self.extent.files += 1;
        self.extent.claims += picked.count() as u64;
        let others = file.articles.len() + file.parties.len() + file.sources.len();
        self.extent.records += (file.claims.len() + others) as u64;
    }

    /// Looks up what a finding needs from the rest of the book. `None` if its level is "allow".
    fn reported(&mut self, finding: Finding) -> Result<Option<Reported>, IndexError> {
        let Some(severity) = self.rules.levels.severity(&finding) else {
            return Ok(None);
        };
        let index = self.index;
        let place = |other: &RecordPart| {
            if other.is_in_record_of(&finding.part) {
                Ok(None)
            } else {
                index.place_of(other.kind, &other.id)
            }
        };
        let others = finding.others.iter().map(place).collect::<Result<_, _>>()?;
        let nearest_name = match &finding.words.unknown {
            Some(name) => self.nearest_name(name)?,
            None => None,
        };
        Ok(Some(Reported {
            finding,
            severity,
            others,
            nearest_name,
        }))
    }

    fn nearest_name(&mut self, name: &UnknownName) -> Result<Option<String>, IndexError> {
        match name {
            UnknownName::Code(code) => Ok(nearest_code(code).map(str::to_owned)),
            UnknownName::Record(_, _) if self.searches_left == 0 => Ok(None),
            UnknownName::Record(kind, name) => {
                self.searches_left -= 1;
                self.index.nearest_of(*kind, name)
            }
        }
    }
}

impl Rules<'_> {
    fn is_picked(&self, row: i64) -> bool {
        self.picked
            .as_ref()
            .is_none_or(|picked| picked.contains(&row))
    }

    /// What the rules find in a file.
    fn findings(&self, file: &CheckedFile, batch: &Batch) -> Vec<Finding> {
        let book = Book {
            registry: &self.whole.registry,
            sources: &batch.sources,
            file: &file.path,
            shared_ids: &self.whole.shared_ids,
            missing_claims: &batch.missing_claims,
            same_address: &self.whole.same_address,
            same_text: &self.whole.same_text,
            names: &self.whole.names,
            secrets: &self.whole.secrets,
            today: self.today,
            needs_origins: self.whole.needs_origins,
            unused_sources: &self.unused_sources,
            organisation: self.organisation,
            stale_after_days: self.stale_after_days,
        };
        let article = file.articles.first();
        // The place of a quote depends on the quotes of all claims.
        let all: Vec<&Claim> = file.claims.iter().map(|claim| &claim.claim).collect();
        let texts = QuotedTexts {
            files: self.files,
            sources: &batch.sources,
            lexicon: &self.lexicon,
            cast: self.cast.as_ref(),
        };
        let texts = texts.of_file(article, &all);
        let mut found = Vec::new();
        if self.picked.is_none() {
            found.extend(self.in_records(file, &texts.open, book));
        }
        let claims = file.claims.iter().zip(&texts.claims);
        let claims: Vec<_> = claims
            .filter(|(claim, _)| self.is_picked(claim.row))
            .collect();
        let of_claims = claims.par_iter().flat_map_iter(|(claim, texts)| {
            let counters = claim.counters();
            let claim_among = (&claim.claim, counters.as_slice());
            check::claim(&CheckedClaim::new(
                claim_among,
                &claim.assessment,
                article,
                texts,
                book,
            ))
        });
        found.extend(of_claims.collect::<Vec<_>>());
        found
    }

    /// What the rules find in the records of a file that are not claims.
    fn in_records(&self, file: &CheckedFile, open: &[OpenUnit], book: Book<'_>) -> Vec<Finding> {
        let records: Vec<NonClaim<'_>> = records(file).collect();
        let found = records.into_par_iter().flat_map_iter(|record| {
            let copy = copies::of(self.files, record);
            check::record(&CheckedRecord {
                record,
                copy: &copy,
                open: if matches!(record, NonClaim::Article(_)) {
                    open
                } else {
                    &[]
                },
                book,
            })
        });
        found.collect()
    }

    /// The diagnostics of a file, with their places; `None` if the file is gone.
    fn file_findings(&self, file: &CheckedFile, found: &[Reported]) -> Option<FileFindings> {
        let reading = match self.files.read(&file.path) {
            Ok(reading) => reading,
            Err(error) if error.is_missing() => return None,
            Err(error) => return Some(FileFindings::not_read(&file.path, &error)),
        };
        let mut texts = self.texts_of_others(&file.path, found);
        let located = LocatedFile::new(&file.path, &reading.text);
        let others = texts.iter();
        let others = others.map(|(path, text)| (path.as_str(), Lines::new(text)));
        let others: BTreeMap<&str, Lines<'_>> = others.collect();
        let placed = |reported: &Reported| reported.diagnostic(&located, &others);
        let mut diagnostics: Vec<Diagnostic> = found.iter().map(placed).collect();
        if file.has_problems {
            let problems = document::parse(&reading.text, stem(&file.path)).problems;
            diagnostics.extend(diagnostic::of_problems(&file.path, &reading.text, problems));
        }
        diagnostic::sort(&mut diagnostics);
        drop(located);
        texts.insert(file.path.clone(), reading.text);
        Some(FileFindings {
            path: file.path.clone(),
            texts,
            diagnostics,
            unread: false,
        })
    }

    /// The texts of the other files that the findings have places in.
    fn texts_of_others(&self, path: &str, found: &[Reported]) -> BTreeMap<String, String> {
        let others = found
            .iter()
            .flat_map(|reported| reported.others.iter().flatten());
        let paths: BTreeSet<&String> = others
            .map(|(other, _)| other)
            .filter(|other| *other != path)
            .collect();
        let read = |path: &String| Some((path.clone(), self.files.read(path).ok()?.text));
        paths.into_iter().filter_map(read).collect()
    }
}

/// The records of a file that are not claims.
fn records(file: &CheckedFile) -> impl Iterator<Item = NonClaim<'_>> {
    let articles = file.articles.iter().map(NonClaim::Article);
    articles
        .chain(file.parties.iter().map(NonClaim::Party))
        .chain(file.sources.iter().map(NonClaim::Source))
}

impl Reported {
    fn diagnostic(
        &self,
        located: &LocatedFile<'_>,
        files: &BTreeMap<&str, Lines<'_>>,
    ) -> Diagnostic {
        let elsewhere = |other: &Option<(String, u32)>| -> Option<Place> {
            let (path, line) = other.as_ref().filter(|(path, _)| path != located.path())?;
            let lines = files.get(path.as_str())?;
            Some(place::of_record(path, lines, *line))
        };
        let others = self.others.iter().map(elsewhere).collect();
        let nearest_name = self.nearest_name.as_deref();
        located.diagnostic(&self.finding, self.severity, others, nearest_name)
    }
}

#[cfg(test)]
mod tests;
