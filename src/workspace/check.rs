//! Checking a book: the index hands it over file by file, the rules find, and what they find is given its place.
//!
//! Memory stays flat however large the book: a batch of files is read, judged on all cores and told before the next one.
//! Only files with findings are read again for their places.

use crate::diagnostic;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Lines;
use crate::diagnostic::Place;
use crate::diagnostic::Severity;
use crate::diagnostic::codes::Levels;
use crate::diagnostic::place;
use crate::diagnostic::place::Sheet;
use crate::document;
use crate::document::config;
use crate::document::config::Config;
use crate::document::problem::Code;
use crate::domain::check;
use crate::domain::check::copies::KeptCopy;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Kind;
use crate::domain::check::scene::Book;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Record;
use crate::domain::check::scene::Scene;
use crate::domain::filter::Filter;
use crate::files;
use crate::files::ReadError;
use crate::files::RefusedPath;
use crate::index::Batch;
use crate::index::CheckedFile;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::WholeBook;
use crate::workspace::Workspace;
use crate::workspace::copies;
use crate::workspace::parse::stem;
use crate::workspace::settings::FILE as SETTINGS;
use chrono::NaiveDate;
use rayon::iter::IntoParallelIterator;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// For so many names that lead nowhere the nearest known one is looked for: each look goes through all ids of the book.
const NEAREST: usize = 20;

/// How a book is to be checked.
#[derive(Clone, Debug)]
pub struct Terms {
    /// How bad each finding is, where that is asked for; the book's settings come before.
    pub levels: Levels,
    /// Which claims; none: the whole book, its registers included.
    pub filter: Option<Filter>,
    /// Today.
    pub today: NaiveDate,
}

/// What is to be told about one file.
#[derive(Debug)]
pub struct Checked {
    /// The file's path inside the book.
    pub path: String,
    /// The texts of the files that its diagnostics have places in, where they could be had.
    pub texts: BTreeMap<String, String>,
    /// What is to be told, in the order of lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The file could not be opened or decoded: nothing in it was checked.
    pub unread: bool,
}

/// How much was checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Files.
    pub files: u64,
    /// Claims.
    pub claims: u64,
}

/// Checking ended early.
#[derive(Debug, thiserror::Error)]
pub enum CheckError<E> {
    /// The index could not answer.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// Whoever was told could not go on.
    #[error("telling failed")]
    Teller(E),
}

impl Workspace {
    /// Checks the book, and tells of every file that has something to be told, in the order of paths.
    ///
    /// # Errors
    /// When the index cannot answer, or `tell` fails.
    pub fn check<E>(
        &self,
        terms: &Terms,
        tell: &mut dyn FnMut(Checked) -> Result<(), E>,
    ) -> Result<Extent, CheckError<E>> {
        let (config, levels, of_settings) = self.check_settings(&terms.levels);
        if let Some(told) = of_settings {
            tell(told).map_err(CheckError::Teller)?;
        }
        let rules = Rules {
            root: &self.root,
            levels,
            today: terms.today,
            stale_after_days: config.stale_after_days,
            whole: self.index.whole_book()?,
            picked: terms
                .filter
                .as_ref()
                .map(|filter| self.index.picked(filter, terms.today))
                .transpose()?,
        };
        let mut run = Run {
            index: &self.index,
            rules,
            looks: NEAREST,
            extent: Extent::default(),
        };
        let mut refused = self.refused.iter().peekable();
        self.index
            .in_batches(|batch| -> Result<(), CheckError<E>> {
                for told in run.batch(&batch)? {
                    while let Some(refusal) = refused.next_if(|refusal| refusal.path < told.path) {
                        tell(refusal_told(&self.root, refusal)).map_err(CheckError::Teller)?;
                    }
                    tell(told).map_err(CheckError::Teller)?;
                }
                Ok(())
            })?;
        for refusal in refused {
            tell(refusal_told(&self.root, refusal)).map_err(CheckError::Teller)?;
        }
        Ok(run.extent)
    }

    /// The book's settings, the levels that hold, and what is to be told of the file of settings.
    fn check_settings(&self, over: &Levels) -> (Config, Levels, Option<Checked>) {
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
        let told = Checked {
            path: SETTINGS.to_owned(),
            texts,
            diagnostics,
            unread: false,
        };
        (
            config,
            levels.under(over),
            (!told.diagnostics.is_empty()).then_some(told),
        )
    }
}

/// One run over the book.
struct Run<'a> {
    index: &'a Index,
    rules: Rules<'a>,
    looks: usize,
    extent: Extent,
}

/// What is the same for every file; shared by all cores.
struct Rules<'a> {
    root: &'a Path,
    levels: Levels,
    today: NaiveDate,
    stale_after_days: Option<u32>,
    whole: WholeBook,
    picked: Option<BTreeSet<i64>>,
}

/// A finding that will be told, with what was looked up for it.
struct Settled {
    finding: Finding,
    severity: Severity,
    /// The file and the line of each other record; `None` for those in the same one.
    others: Vec<Option<(String, u32)>>,
    meant: Option<String>,
}

impl Run<'_> {
    fn batch(&mut self, batch: &Batch) -> Result<Vec<Checked>, IndexError> {
        let found: Vec<Vec<Finding>> = {
            let rules = &self.rules;
            batch
                .files
                .par_iter()
                .map(|file| rules.findings(file, batch))
                .collect()
        };
        let mut settled = Vec::new();
        for (file, found) in batch.files.iter().zip(found) {
            self.extent.files += 1;
            self.extent.claims += file
                .claims
                .iter()
                .filter(|claim| self.rules.is_picked(claim.row))
                .count() as u64;
            let found = found
                .into_iter()
                .map(|finding| self.settle(finding))
                .filter_map(Result::transpose);
            let found: Vec<Settled> = found.collect::<Result<_, _>>()?;
            if file.has_problems || !found.is_empty() {
                settled.push((file, found));
            }
        }
        let told: Vec<Checked> = {
            let rules = &self.rules;
            settled
                .par_iter()
                .map(|(file, found)| rules.told(file, found))
                .collect()
        };
        Ok(told
            .into_iter()
            .filter(|told| !told.diagnostics.is_empty())
            .collect())
    }

    /// Looks up what a finding that is to be told needs from the rest of the book.
    fn settle(&mut self, finding: Finding) -> Result<Option<Settled>, IndexError> {
        let Some(severity) = self.rules.levels.severity(finding.fact.code()) else {
            return Ok(None);
        };
        let index = self.index;
        let mut others = Vec::with_capacity(finding.others.len());
        for other in &finding.others {
            let same = (other.kind, &other.id, other.line)
                == (
                    finding.subject.kind,
                    &finding.subject.id,
                    finding.subject.line,
                );
            others.push(if same {
                None
            } else {
                index.place_of(other.kind, &other.id)?
            });
        }
        let meant = self.meant(&finding)?;
        Ok(Some(Settled {
            finding,
            severity,
            others,
            meant,
        }))
    }

    /// The known name nearest to one that leads nowhere.
    fn meant(&mut self, finding: &Finding) -> Result<Option<String>, IndexError> {
        let index = self.index;
        let (kind, name) = match &finding.fact {
            Fact::UnknownSource(id) => (Kind::Source, id),
            Fact::UnknownClaim(id) => (Kind::Claim, id),
            Fact::UnknownParty(name) => (Kind::Party, name),
            Fact::UnknownCode(code) => {
                return Ok(
                    document::nearest::nearest(code, diagnostic::codes::all()).map(str::to_owned)
                );
            }
            _ => return Ok(None),
        };
        let Some(looks) = self.looks.checked_sub(1) else {
            return Ok(None);
        };
        self.looks = looks;
        index.nearest_of(kind, name)
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
            let records: Vec<Record<'_>> = records(file).collect();
            let of_records = records.into_par_iter().flat_map_iter(|record| {
                let copy = copies::of(self.root, record);
                check::entry(&Entry {
                    record,
                    copy: &copy,
                    book,
                })
            });
            found.extend(of_records.collect::<Vec<_>>());
        }
        let article = file.articles.first();
        let copy = article.map_or(KeptCopy::None, |article| {
            copies::of(self.root, Record::Article(article))
        });
        let claims: Vec<&_> = file
            .claims
            .iter()
            .filter(|claim| self.is_picked(claim.row))
            .collect();
        let of_claims = claims.par_iter().flat_map_iter(|claim| {
            let counters = claim.counters();
            let claim_among = (&claim.claim, counters.as_slice());
            check::claim(&Scene::new(
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

    /// Gives what is to be told of a file its places and words.
    fn told(&self, file: &CheckedFile, found: &[Settled]) -> Checked {
        let reading = match files::read(self.root, &file.path) {
            Ok(reading) => reading,
            Err(error) => return unread(&file.path, &error),
        };
        let mut texts = self.texts_of_others(&file.path, found);
        let sheet = Sheet::new(&file.path, &reading.text);
        let mut diagnostics: Vec<Diagnostic> = found
            .iter()
            .map(|settled| settled.diagnostic(&sheet, &texts))
            .collect();
        if file.has_problems {
            let problems = document::parse(&reading.text, stem(&file.path)).problems;
            diagnostics.extend(diagnostic::of_problems(&file.path, &reading.text, problems));
        }
        diagnostic::sort(&mut diagnostics);
        drop(sheet);
        texts.insert(file.path.clone(), reading.text);
        Checked {
            path: file.path.clone(),
            texts,
            diagnostics,
            unread: false,
        }
    }

    /// The texts of the other files that the findings have places in.
    fn texts_of_others(&self, path: &str, found: &[Settled]) -> BTreeMap<String, String> {
        let others = found
            .iter()
            .flat_map(|settled| settled.others.iter().flatten());
        let paths: BTreeSet<&String> = others
            .map(|(other, _)| other)
            .filter(|other| *other != path)
            .collect();
        let read = |path: &String| Some((path.clone(), files::read(self.root, path).ok()?.text));
        paths.into_iter().filter_map(read).collect()
    }
}

/// The records of a file that are no claims.
fn records(file: &CheckedFile) -> impl Iterator<Item = Record<'_>> {
    let articles = file.articles.iter().map(Record::Article);
    articles
        .chain(file.parties.iter().map(Record::Party))
        .chain(file.sources.iter().map(Record::Source))
}

impl Settled {
    fn diagnostic(&self, sheet: &Sheet<'_>, texts: &BTreeMap<String, String>) -> Diagnostic {
        let elsewhere = |other: &Option<(String, u32)>| -> Option<Place> {
            let (path, line) = other.as_ref().filter(|(path, _)| path != sheet.path())?;
            let text = texts.get(path)?;
            Some(place::of_record(path, text, *line))
        };
        let others = self.others.iter().map(elsewhere).collect();
        sheet.diagnostic(&self.finding, self.severity, others, self.meant.as_deref())
    }
}

/// What is told of something under `claims/` that is not read.
fn refusal_told(root: &Path, refusal: &RefusedPath) -> Checked {
    let leads = |path: &Path| fs::canonicalize(path);
    let outside =
        leads(&root.join(&refusal.path)).and_then(|target| Ok(!target.starts_with(leads(root)?)));
    let code = if outside.unwrap_or(false) {
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

/// What is told of a file that could not be read.
fn unread(path: &str, error: &ReadError) -> Checked {
    let code = match error {
        ReadError::NotUtf8 { .. } => Code::NotUtf8,
        ReadError::TooLarge => Code::TooLarge,
        ReadError::Io(_) | ReadError::NotAFile => Code::Unreadable,
    };
    not_read(path, code, format!("{path} {error}"))
}

fn not_read(path: &str, code: Code, message: String) -> Checked {
    let place = Lines::new("").place(path, 0..0);
    let diagnostic = Diagnostic::new(code.as_str(), Severity::Error, message, place)
        .help("nothing in it was checked: what it says is as if it were not there");
    Checked {
        path: path.to_owned(),
        texts: BTreeMap::new(),
        diagnostics: vec![diagnostic],
        unread: true,
    }
}
