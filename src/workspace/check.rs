//! Checks a book: the index supplies the records file by file, the rules look at them, and each finding
//! gets its place in a file.
//!
//! Memory stays flat however large the book is: one batch of files is read, checked on all cores and
//! reported before the next. Only files with findings are read again, to find the places.

use crate::diagnostic::codes::{Levels, nearest_code};
use crate::diagnostic::place::LocatedFile;
use crate::diagnostic::{Diagnostic, Lines, Place, Severity, place};
use crate::document::config;
use crate::document::config::Config;
use crate::document::problem::Code;
use crate::domain::check;
use crate::domain::check::context::{Book, CheckedClaim, CheckedRecord, KeptCopy, NonClaim};
use crate::domain::check::finding::{Finding, RecordPart, UnknownName};
use crate::domain::filter::Filter;
use crate::files::{ReadError, RefusedPath};
use crate::index::{Batch, CheckedFile, Index, IndexError, WholeBook};
use crate::workspace::parse::stem;
use crate::workspace::settings::FILE as SETTINGS;
use crate::workspace::{Workspace, copies};
use crate::{diagnostic, document, files};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// How many unknown names get a "did you mean": each search goes through all ids of the book.
const NEAREST: usize = 20;

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

/// What `check` reports about one file.
#[derive(Debug)]
pub struct FileFindings {
    /// The file's path inside the book.
    pub path: String,
    /// The texts of the files that the diagnostics have places in, as far as they could be read.
    pub texts: BTreeMap<String, String>,
    /// The diagnostics, by line.
    pub diagnostics: Vec<Diagnostic>,
    /// The file could not be opened or decoded, so nothing in it was checked.
    pub unread: bool,
}

/// How much `check` checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The number of files.
    pub files: u64,
    /// The number of claims.
    pub claims: u64,
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
        let (config, levels, of_settings) = self.check_settings(&options.levels);
        if let Some(file) = of_settings {
            report(file).map_err(CheckError::Report)?;
        }
        let rules = Rules {
            root: &self.root,
            levels,
            today: options.today,
            stale_after_days: config.stale_after_days,
            whole: self.index.whole_book()?,
            picked: options
                .filter
                .as_ref()
                .map(|filter| self.index.picked(filter, options.today))
                .transpose()?,
        };
        let mut run = Run {
            index: &self.index,
            rules,
            searches_left: NEAREST,
            extent: Extent::default(),
        };
        let mut refused = self.refused.iter().peekable();
        self.index
            .in_batches(|batch| -> Result<(), CheckError<E>> {
                for file in run.batch(&batch)? {
                    while let Some(refusal) = refused.next_if(|refusal| refusal.path < file.path) {
                        report(of_refusal(refusal)).map_err(CheckError::Report)?;
                    }
                    report(file).map_err(CheckError::Report)?;
                }
                Ok(())
            })?;
        for refusal in refused {
            report(of_refusal(refusal)).map_err(CheckError::Report)?;
        }
        Ok(run.extent)
    }

    /// The book's settings, the levels to use, and the diagnostics of the settings file.
    fn check_settings(&self, over: &Levels) -> (Config, Levels, Option<FileFindings>) {
        let text = match files::read(&self.root, SETTINGS) {
            Ok(reading) => reading.text,
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => {
                return (
                    Config::default(),
                    over.clone(),
                    Some(unread(SETTINGS, &error)),
                );
            }
        };
        let (config, problems) = config::parse(&text);
        let (levels, mut diagnostics) = diagnostic::settings::levels(SETTINGS, &text, &config);
        diagnostics.extend(diagnostic::of_problems(SETTINGS, &text, problems));
        diagnostic::sort(&mut diagnostics);
        let texts = BTreeMap::from([(SETTINGS.to_owned(), text)]);
        let findings = FileFindings {
            path: SETTINGS.to_owned(),
            texts,
            diagnostics,
            unread: false,
        };
        (
            config,
            levels.under(over),
            (!findings.diagnostics.is_empty()).then_some(findings),
        )
    }
}

/// One run over the book.
struct Run<'a> {
    index: &'a Index,
    rules: Rules<'a>,
    searches_left: usize,
    extent: Extent,
}

/// What is the same for every file. All cores share it.
struct Rules<'a> {
    root: &'a Path,
    levels: Levels,
    today: NaiveDate,
    stale_after_days: Option<u32>,
    whole: WholeBook,
    picked: Option<BTreeSet<i64>>,
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
            self.count(file);
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
            .map(|(file, found)| rules.file_findings(file, found))
            .filter(|findings| !findings.diagnostics.is_empty());
        Ok(files.collect())
    }

    fn count(&mut self, file: &CheckedFile) {
        let claims = file.claims.iter();
        let picked = claims.filter(|claim| self.rules.is_picked(claim.row));
        self.extent.files += 1;
        self.extent.claims += picked.count() as u64;
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
            secrets: &self.whole.secrets,
            today: self.today,
            needs_origins: self.whole.needs_origins,
            stale_after_days: self.stale_after_days,
        };
        let mut found = Vec::new();
        if self.picked.is_none() {
            let records: Vec<NonClaim<'_>> = records(file).collect();
            let of_records = records.into_par_iter().flat_map_iter(|record| {
                let copy = copies::of(self.root, record);
                check::record(&CheckedRecord {
                    record,
                    copy: &copy,
                    book,
                })
            });
            found.extend(of_records.collect::<Vec<_>>());
        }
        let article = file.articles.first();
        let copy = article.map_or(KeptCopy::None, |article| {
            copies::of(self.root, NonClaim::Article(article))
        });
        let claims: Vec<&_> = file
            .claims
            .iter()
            .filter(|claim| self.is_picked(claim.row))
            .collect();
        let of_claims = claims.par_iter().flat_map_iter(|claim| {
            let counters = claim.counters();
            let claim_among = (&claim.claim, counters.as_slice());
            check::claim(&CheckedClaim::new(
                claim_among,
                &claim.assessment,
                article,
                &copy,
                book,
            ))
        });
        found.extend(of_claims.collect::<Vec<_>>());
        found
    }

    /// The diagnostics of a file, with their places.
    fn file_findings(&self, file: &CheckedFile, found: &[Reported]) -> FileFindings {
        let reading = match files::read(self.root, &file.path) {
            Ok(reading) => reading,
            Err(error) => return unread(&file.path, &error),
        };
        let mut texts = self.texts_of_others(&file.path, found);
        let located = LocatedFile::new(&file.path, &reading.text);
        let mut diagnostics: Vec<Diagnostic> = found
            .iter()
            .map(|reported| reported.diagnostic(&located, &texts))
            .collect();
        if file.has_problems {
            let problems = document::parse(&reading.text, stem(&file.path)).problems;
            diagnostics.extend(diagnostic::of_problems(&file.path, &reading.text, problems));
        }
        diagnostic::sort(&mut diagnostics);
        drop(located);
        texts.insert(file.path.clone(), reading.text);
        FileFindings {
            path: file.path.clone(),
            texts,
            diagnostics,
            unread: false,
        }
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
        let read = |path: &String| Some((path.clone(), files::read(self.root, path).ok()?.text));
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
        texts: &BTreeMap<String, String>,
    ) -> Diagnostic {
        let elsewhere = |other: &Option<(String, u32)>| -> Option<Place> {
            let (path, line) = other.as_ref().filter(|(path, _)| path != located.path())?;
            let text = texts.get(path)?;
            Some(place::of_record(path, text, *line))
        };
        let others = self.others.iter().map(elsewhere).collect();
        let nearest_name = self.nearest_name.as_deref();
        located.diagnostic(&self.finding, self.severity, others, nearest_name)
    }
}

/// The report on something under `claims/` that claimbook refuses to read.
fn of_refusal(refusal: &RefusedPath) -> FileFindings {
    let code = if refusal.is_outside() {
        Code::LinkOutside
    } else {
        Code::Unreadable
    };
    not_read(
        &refusal.path,
        code,
        format!("{} {}", refusal.path, refusal.reason),
    )
}

/// The report on a file that could not be read.
fn unread(path: &str, error: &ReadError) -> FileFindings {
    let code = match error {
        ReadError::NotUtf8 { .. } => Code::NotUtf8,
        ReadError::TooLarge => Code::TooLarge,
        ReadError::Outside => Code::LinkOutside,
        ReadError::Io(_) | ReadError::NotAFile | ReadError::Sparse => Code::Unreadable,
    };
    not_read(path, code, format!("{path} {error}"))
}

fn not_read(path: &str, code: Code, message: String) -> FileFindings {
    let place = Lines::new("").place(path, 0..0);
    let diagnostic = Diagnostic::new(code.as_str(), Severity::Error, message, place)
        .help("nothing in it was checked, and no answer uses what it says");
    FileFindings {
        path: path.to_owned(),
        texts: BTreeMap::new(),
        diagnostics: vec![diagnostic],
        unread: true,
    }
}

#[cfg(test)]
mod tests;
