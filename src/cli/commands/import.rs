//! `claimbook import` takes claims, sources and parties from other programs' files.

mod book;
mod input;

use crate::cli::commands::import::book::{BookPlaces, known_records};
use crate::cli::commands::import::input::{Input, SourceFormat};
use crate::cli::failure::{Exit, Failure};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::values;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{person, references};
use claimbook::domain::date::Date;
use claimbook::domain::records::RecordKind;
use claimbook::exchange::import;
use claimbook::exchange::import::{
    Identities, ImportPlan, ImportTerms, Ledger, Preference, Reading, WhenGone,
};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What follows the long help.
const AFTER_HELP: &str = "\
Without `--write`, claimbook shows what it would do and writes nothing.

claimbook reads tables, fact-checks (`ClaimReview`), sources from reference managers, annotations, and AVeriTeC.

A fact-check becomes a source and evidence for the claim that it reviews, never a status. Its stance is `context`, unless \
`[ratings]` in the mapping says what its verdict means: `[ratings]` with `\"false\" = \"refutes\"`.

A table needs a mapping that says which column is what: `--sketch` writes a first one. A table whose titles are the names of \
fields, as in `text` and `speaker`, needs none. Rows are numbered as a spreadsheet numbers them.

claimbook remembers in `imports/NAME.csv` what it took. So you can import a newer version of the same file: what changed there \
is taken, what you changed stays, and what both changed is a conflict. NAME is the name in the mapping, or that of the file.

Exit codes: 0 done or planned, even if rows are left out; 1 there are conflicts; 2 the file cannot be read.

Examples:
  claimbook import desk.csv --sketch > desk.toml
  claimbook import desk.csv --map desk.toml
  claimbook import desk.csv --map desk.toml --write
  claimbook import desk.csv --map desk.toml --update theirs --write";

/// Take claims and sources from another program's file
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each flag is a switch of its own on the command line"
)]
pub(crate) struct Arguments {
    /// The file; `-` is stdin
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Its format [default: what it looks like]
    #[arg(long, value_enum, value_name = "FORMAT")]
    from: Option<SourceFormat>,
    /// The mapping: which column is which field
    #[arg(long, value_name = "MAPPING")]
    map: Option<PathBuf>,
    /// Write a first mapping of a table to stdout, and nothing else
    #[arg(long, conflicts_with_all = ["map", "write"])]
    sketch: bool,
    /// The article that the new claims appear in
    #[arg(long, value_name = "ARTICLE", value_parser = values::text)]
    article: Option<String>,
    /// Put what is new into this file [default: the article's file, or claims/import/NAME.toml]
    #[arg(long, value_name = "FILE", value_parser = values::book_file, conflicts_with = "article")]
    into: Option<String>,
    /// Write the plan into the book
    #[arg(long)]
    write: bool,
    /// Show the plan and write nothing, as without `--write`
    #[arg(short = 'n', long, conflicts_with = "write")]
    dry_run: bool,
    /// In a conflict, keep what the book says (ours), or take what the file says (theirs)
    #[arg(long, value_enum, value_name = "SIDE")]
    update: Option<UpdateSide>,
    /// Tag claims that are no longer in the file (mark), or say nothing about them (ignore)
    #[arg(long, value_enum, value_name = "WHAT")]
    gone: Option<GoneAction>,
    /// A row of the file is this source or claim of the book (can be repeated)
    #[arg(long, value_name = "ROW=ID", value_parser = row_and_id)]
    same: Vec<(u64, String)>,
    /// Turn your own organisation's reviews into rulings, by the words in the mapping's `[ratings]`
    #[arg(long)]
    as_own: bool,
    /// Who adds the evidence [default: nobody is named]
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    by: Option<String>,
    /// The format of the plan
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        help_heading = "Output"
    )]
    format: PlanFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UpdateSide {
    Ours,
    Theirs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum GoneAction {
    Mark,
    Ignore,
}

impl From<UpdateSide> for Preference {
    fn from(side: UpdateSide) -> Self {
        match side {
            UpdateSide::Ours => Self::Ours,
            UpdateSide::Theirs => Self::Theirs,
        }
    }
}

impl From<GoneAction> for WhenGone {
    fn from(what: GoneAction) -> Self {
        match what {
            GoneAction::Mark => Self::Mark,
            GoneAction::Ignore => Self::Ignore,
        }
    }
}

/// The formats of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum PlanFormat {
    /// Words
    #[default]
    Text,
    /// One object
    Json,
}

fn row_and_id(typed: &str) -> Result<(u64, String), String> {
    let wrong = || "write ROW=ID, such as 90=ministry-figures".to_owned();
    let (row, id) = typed.split_once('=').ok_or_else(wrong)?;
    let row = row.trim().parse().map_err(|_| wrong())?;
    Ok((row, id.trim().to_owned()))
}

/// Plans an import, and writes it if asked to.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let input = Input::read(&arguments.input, arguments.map.as_deref())?;
    if arguments.sketch {
        output::print(&input.sketch()?)?;
        return Ok(Exit::Clean);
    }
    let write = WriteArguments {
        dry_run: !arguments.write,
    };
    let book = WritableBook::open(session, "import", write)?;
    let organisation = book.workspace.config().organisation.as_deref();
    let own = (organisation, arguments.as_own);
    let mut reading = input.reading(arguments.from, own, arguments.article.is_some())?;
    let terms = terms(arguments, &book, &input.name)?;
    let plan = planned(&book, &mut reading, &terms)?;
    let exit = if plan.report.conflicts.is_empty() {
        Exit::Clean
    } else {
        Exit::Found
    };
    let done = finished(book, plan, (&reading, &terms.name), arguments)?;
    Ok(exit.max(done))
}

fn terms(
    arguments: &Arguments,
    book: &WritableBook<'_>,
    name: &str,
) -> Result<ImportTerms, Failure> {
    if let Some(article) = &arguments.article {
        references::exact(book, RecordKind::Article, article)?;
    }
    for (_, id) in &arguments.same {
        references::kind(book, id)?;
    }
    let by = arguments.by.as_deref();
    Ok(ImportTerms {
        name: name.to_owned(),
        article: arguments.article.clone(),
        by: by
            .map(|by| person::meant(by, &book.workspace))
            .transpose()?,
        today: Date::Day(book.session.today),
        update: arguments.update.map(Preference::from),
        gone: arguments.gone.map(WhenGone::from),
        same: arguments.same.iter().cloned().collect(),
    })
}

/// The ledger's path inside the book.
fn ledger_path(name: &str) -> String {
    format!("imports/{name}.csv")
}

fn planned(
    book: &WritableBook<'_>,
    reading: &mut Reading,
    terms: &ImportTerms,
) -> Result<ImportPlan, Failure> {
    let path = ledger_path(&terms.name);
    let text = book::text_if_there(book.workspace.root(), &path)?;
    let ledger = Ledger::parse(&text).map_err(|error| {
        Failure::new(format!("`{path}` {error}")).hint(
            "restore it from git, or delete it: claimbook then finds the records again by `refs`",
        )
    })?;
    let mut identities = Identities::wanted(&reading.records, &ledger, terms);
    book.workspace
        .index()
        .identities(&mut |known| identities.learn(known))?;
    let resolution = import::resolve(reading, &ledger, &identities, terms);
    let mut files: BTreeSet<String> = resolution.files.clone();
    if terms.gone == Some(WhenGone::Mark) {
        files.extend(identities.files_of(&ledger));
    }
    drop(identities);
    let known = known_records(book, &files)?;
    Ok(import::plan(resolution, known, ledger, terms))
}

/// Shows the plan, and writes it if asked to.
fn finished(
    mut book: WritableBook<'_>,
    plan: ImportPlan,
    (reading, name): (&Reading, &str),
    arguments: &Arguments,
) -> Result<Exit, Failure> {
    let places = BookPlaces {
        book: &book,
        into: arguments.into.as_deref(),
        name,
    };
    let new = import::place(plan.new, &places);
    let paths: BTreeSet<&String> = plan.edits.keys().chain(new.keys()).collect();
    output::print(&match arguments.format {
        PlanFormat::Text => plan.report.text(reading, paths.len() as u64),
        PlanFormat::Json => plan.report.json(reading),
    })?;
    if !arguments.write {
        book.tell("note", "nothing is written; --write does it");
        return Ok(Exit::Clean);
    }
    book.edit_all(plan.edits)?;
    book.append_all(new)?;
    let ledger = plan.ledger.written();
    if !ledger.is_empty() {
        book.write_text(&ledger_path(name), ledger)?;
    }
    book.finish(&format!("imported `{name}`"))
}
