//! `claimbook check`: the linter.

use crate::cli::failure::Exit;
use crate::cli::failure::Failure;
use crate::cli::read::filter::FilterArguments;
use crate::cli::read::resolve;
use crate::cli::session::Session;
use crate::cli::terminal::output::Console;
use crate::cli::terminal::output::Output;
use crate::cli::write::book::WritableBook;
use crate::cli::write::book::WriteArguments;
use claimbook::diagnostic::Severity;
use claimbook::diagnostic::codes;
use claimbook::diagnostic::codes::BadLevel;
use claimbook::diagnostic::codes::Levels;
use claimbook::document::config::Level;
use claimbook::document::nearest::nearest;
use claimbook::domain::filter::Filter;
use claimbook::render::findings::Findings;
use claimbook::render::findings::Github;
use claimbook::render::findings::Human;
use claimbook::render::findings::Json;
use claimbook::render::findings::Sarif;
use claimbook::render::findings::Short;
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::rule;
use claimbook::view::words;
use claimbook::workspace::CheckError;
use claimbook::workspace::Checked;
use claimbook::workspace::Extent;
use claimbook::workspace::Terms;
use clap::Args;
use clap::ValueEnum;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;

/// What follows the long help.
const AFTER_HELP: &str = "\
Exit codes:
  0  nothing found; notes do not count, and are only counted for people, unless --strict
  1  something was found
  2  something could not be checked: a file could not be opened or decoded

A claim can make an exception for itself, with the reason:
  allow = [{ code = \"unsourced-claim\", reason = \"filed for next week\" }]

Examples:
  claimbook check                                  the whole book
  claimbook check --article border-town --strict   one story, notes included
  claimbook check --format sarif > check.sarif     for code scanning
  claimbook check --deny archive-missing           also ask for archived copies
  claimbook check --fix --dry-run                  what could be mended by itself";

/// Check the book before publication, as programmers run tests
///
/// Tells what is wrong with the book's files, and what a careful editor would ask about its claims: each with a code, the
/// place, and what to do. With filters or claims named, tells only of these claims (and of what could not be read).
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// Check only these claims: ids, or unique beginnings of ids
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// What to print
    #[arg(
        long,
        value_enum,
        default_value_t,
        hide_default_value = true,
        help_heading = "Output"
    )]
    format: FindingFormat,
    /// Treat CODE as an error (can be repeated)
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    deny: Vec<String>,
    /// Treat CODE as a warning (can be repeated)
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    warn: Vec<String>,
    /// Do not tell of CODE (can be repeated)
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    allow: Vec<String>,
    /// Let notes count
    #[arg(long, help_heading = "Levels")]
    strict: bool,
    /// Tell what CODE means, and do nothing else; `all` lists the codes
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    explain: Option<String>,
    /// Mend what needs no judgement, shown as a diff first: names to ids, trackers in addresses, missing digests
    #[arg(long, help_heading = "Mending")]
    fix: bool,
    #[command(flatten)]
    write: WriteArguments,
}

/// `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FindingFormat {
    /// With an excerpt of the file under each
    #[default]
    Human,
    /// One a line, with its file, line and column first
    Short,
    /// An array of objects
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// The width that excerpts are drawn for where nobody looks at a terminal.
const USUAL_WIDTH: usize = 100;

/// Checks the book.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let levels = arguments.levels()?;
    if arguments.fix {
        fix(session, arguments.write)?;
    }
    let (format, strict) = (arguments.format, arguments.strict);
    let workspace = session.open_to_check()?;
    let ids = resolve::claims(session, &workspace, &arguments.ids)?;
    let filter = arguments.filters.filter(ids, session.today);
    let filter = (filter != Filter::default()).then_some(filter);
    let mut out = Output::stdout();
    // A desk has many claims that it has not come to yet: what is only noted is counted, until somebody asks.
    let mut tally = Tally {
        notes_told: strict || format != FindingFormat::Human,
        ..Tally::default()
    };
    let prefix = format.prefix(workspace.root());
    let mut findings = format.writer(session.console, &mut out);
    let extent = workspace
        .check(
            &Terms {
                levels,
                filter,
                today: session.today,
            },
            &mut |checked| tell(&checked, &prefix, &mut tally, findings.as_mut()),
        )
        .map_err(failure)?;
    findings.finish(!tally.unread)?;
    drop(findings);
    out.finish()?;
    if !session.console.quiet && format == FindingFormat::Human {
        session.console.say("check", &tally.summary(extent));
    }
    Ok(tally.exit(strict))
}

fn tell(
    checked: &Checked,
    prefix: &str,
    tally: &mut Tally,
    findings: &mut dyn Findings,
) -> Result<(), Failure> {
    tally.unread |= checked.unread;
    let text = |path: &str| checked.texts.get(path).map(String::as_str);
    for diagnostic in &checked.diagnostics {
        tally.count(diagnostic.severity);
        if diagnostic.severity == Severity::Note && !tally.notes_told {
            continue;
        }
        findings.finding(&Excerpt::new(diagnostic, &text).seen_through(prefix))?;
    }
    Ok(())
}

fn failure(error: CheckError<Failure>) -> Failure {
    match error {
        CheckError::Index(error) => Failure::from(error),
        CheckError::Report(failure) => failure,
    }
}

impl Arguments {
    /// The levels asked for; of several for one code the strictest.
    fn levels(&self) -> Result<Levels, Failure> {
        let mut levels = Levels::default();
        for (codes, level) in [
            (&self.allow, Level::Allow),
            (&self.warn, Level::Warn),
            (&self.deny, Level::Deny),
        ] {
            for code in codes {
                levels
                    .set(code, level)
                    .map_err(|bad| bad_level(code, &bad))?;
            }
        }
        Ok(levels)
    }
}

fn bad_level(code: &str, bad: &BadLevel) -> Failure {
    match bad {
        BadLevel::Fixed => Failure::new(format!("`{code}` has no level to be set"))
            .hint("it says that something was not read, which can only be an error"),
        BadLevel::Unknown(meant) => {
            let failure = Failure::new(format!("no finding has the code `{code}`"));
            match meant {
                Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
                None => failure.hint("`claimbook check --explain all` lists the codes"),
            }
        }
    }
}

impl FindingFormat {
    /// What leads from the working folder into the book, for those who look at files from there.
    fn prefix(self, root: &Path) -> String {
        if !matches!(self, Self::Sarif | Self::Github) {
            return String::new();
        }
        let here = std::env::current_dir().and_then(|here| here.canonicalize());
        let below = here.and_then(|here| {
            Ok(root
                .canonicalize()?
                .strip_prefix(here)
                .map(Path::to_path_buf))
        });
        let below = below.ok().and_then(Result::ok).unwrap_or_default();
        below
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/")
    }

    fn writer(self, console: Console, out: &mut dyn Write) -> Box<dyn Findings + '_> {
        match self {
            Self::Human => {
                let screen = console.screen();
                Box::new(Human::new(
                    out,
                    screen.colour,
                    screen.width.unwrap_or(USUAL_WIDTH),
                ))
            }
            Self::Short => Box::new(Short::new(out)),
            Self::Json => Box::new(Json::new(out)),
            Self::Sarif => Box::new(Sarif::new(out, rule::rules())),
            Self::Github => Box::new(Github::new(out)),
        }
    }
}

/// Mends what needs no judgement: shows the diff, asks where somebody can answer, and writes.
fn fix(session: &Session, write: WriteArguments) -> Result<(), Failure> {
    let mut book = WritableBook::open(session, "check", write)?;
    let edits = book.workspace.fixes()?;
    book.edit_all(edits)?;
    let files = book.draft.changes().count();
    if files == 0 {
        book.tell("unchanged", "nothing to mend");
        return Ok(());
    }
    if !write.dry_run {
        book.show_diff()?;
    }
    if !write.dry_run && !agreed(files)? {
        return Err(Failure::new("nothing was written")
            .hint("`claimbook check --fix --dry-run` only shows the diff"));
    }
    book.finish("mended").map(|_| ())
}

/// Asks whether to write, where somebody can be asked; who cannot be asked has said so by asking for it.
fn agreed(files: usize) -> Result<bool, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    write!(
        io::stderr(),
        "write these changes to {}? [y/N] ",
        words::count(files as u64, "file")
    )?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Tells what a code means.
fn explain(code: &str) -> Result<Exit, Failure> {
    let mut out = Output::stdout();
    let rules = rule::rules();
    if code == "all" {
        for rule in &rules {
            writeln!(
                out,
                "{:<29}{:<9}{}",
                rule.code,
                rule.level.as_deref().unwrap_or("allow"),
                rule.title
            )?;
        }
    } else if let Some(rule) = rules.iter().find(|rule| rule.code == code) {
        writeln!(
            out,
            "{} ({})\n\n{}",
            rule.code,
            rule.level.as_deref().unwrap_or("allow"),
            rule.text
        )?;
    } else {
        let meant = nearest(code, rules.iter().map(|rule| rule.code.as_str()));
        return Err(bad_level(
            code,
            &BadLevel::Unknown(meant.and_then(|near| codes::all().find(|code| *code == near))),
        ));
    }
    out.finish()?;
    Ok(Exit::Clean)
}

/// How much was told.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    errors: u64,
    warnings: u64,
    notes: u64,
    /// Notes are told, not only counted.
    notes_told: bool,
    /// Something could not be checked at all.
    unread: bool,
}

impl Tally {
    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    fn exit(self, strict: bool) -> Exit {
        if self.unread {
            Exit::Failed
        } else if self.errors + self.warnings > 0 || strict && self.notes > 0 {
            Exit::Found
        } else {
            Exit::Clean
        }
    }

    fn summary(self, extent: Extent) -> String {
        let counted = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let told: Vec<String> = counted
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, noun)| words::count(*n, noun))
            .collect();
        let told = if told.is_empty() {
            "nothing found".to_owned()
        } else {
            told.join(", ")
        };
        let told = if self.notes > 0 && !self.notes_told {
            format!("{told} (--strict tells it all)")
        } else {
            told
        };
        format!(
            "{told}; {} in {} checked",
            words::count(extent.claims, "claim"),
            words::count(extent.files, "file")
        )
    }
}
