//! `claimbook check` is the linter.

use crate::cli::driver::notice;
use crate::cli::failure::{Exit, Failure};
use crate::cli::paths::SeenFrom;
use crate::cli::read::filter;
use crate::cli::read::filter::FilterArguments;
use crate::cli::read::since::EarlierFindings;
use crate::cli::session::Session;
use crate::cli::terminal::output::{Console, Output, messages};
use crate::cli::terminal::spool;
use crate::cli::write::book::{WritableBook, WriteArguments};
use claimbook::diagnostic::codes::{BadLevel, Levels};
use claimbook::diagnostic::{Severity, codes};
use claimbook::document::config::Level;
use claimbook::document::nearest::nearest;
use claimbook::domain::filter::Filter;
use claimbook::index::Index;
use claimbook::render::findings::{Findings, Github, Human, Json, Sarif, Short};
use claimbook::view::diagnostic::Excerpt;
use claimbook::view::{rule, words};
use claimbook::workspace::{CheckError, CheckOptions, Extent, FileFindings, Workspace};
use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use std::io;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What follows the long help.
const AFTER_HELP: &str = "\
Exit codes:
  0  no errors and no warnings (with --strict: no notes either)
  1  check found something
  2  a file could not be opened or decoded, so it was not checked; or the book has nothing to check

To make an exception for one claim, write in it:
  allow = [{ code = \"unsourced-claim\", reason = \"filed for next week\" }]

Examples:
  claimbook check                                  the whole book
  claimbook check --article border-town --strict   one story, notes included
  claimbook check --format sarif > check.sarif     for code scanning
  claimbook check --deny archive-missing           also ask for archived copies
  claimbook check --since origin/main              only what this branch brings
  claimbook check --fix --dry-run                  what claimbook can fix itself";

/// Check the book for mistakes before publication
///
/// Reports mistakes in the book's files, and what a careful editor would ask about its claims. Each finding has a code,
/// a place and advice. If you name claims or give filters, check reports only on those claims, and on files that it
/// cannot read.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
#[command(mut_arg("since", |filter| filter.long("changed-since")))]
pub(crate) struct Arguments {
    /// Check only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// The output format
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
    /// Ignore CODE (can be repeated)
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    allow: Vec<String>,
    /// Report notes too, and exit with 1 if there are any
    #[arg(long, help_heading = "Levels")]
    strict: bool,
    /// Explain CODE and check nothing; `all` lists the codes
    #[arg(long, value_name = "CODE", help_heading = "Levels")]
    explain: Option<String>,
    /// Report only findings that were not there at a revision or on a date
    #[arg(id = "earlier", long = "since", value_name = "REV|DATE", allow_hyphen_values = true, value_parser = NonEmptyStringValueParser::new(), help_heading = "Levels")]
    since: Option<String>,
    /// Fix what needs no judgement: names to ids, trackers in addresses, missing digests. Shows a diff first
    #[arg(long, help_heading = "Fixing")]
    fix: bool,
    #[command(flatten)]
    write: WriteArguments,
}

/// The formats of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum FindingFormat {
    /// Findings with excerpts of the files
    #[default]
    Human,
    /// One finding on each line, after its file, line and column
    Short,
    /// An array of objects
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

/// The width of excerpts if stdout is not a terminal.
const USUAL_WIDTH: usize = 100;

/// How many times to check a book that somebody changes meanwhile.
const LOOKS: usize = 5;

/// Checks the book.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    let levels = arguments.levels()?;
    if arguments.fix {
        fix(session, arguments.write)?;
    }
    // We read files after the index, and somebody may edit one in between. Then we check again.
    let root = session.book_root()?;
    notice::tell_missing(session, &root);
    for _ in 0..LOOKS {
        let before = Workspace::stamps(&root);
        let exit = checked(arguments, levels.clone(), session)?;
        if Workspace::stamps(&root) == before {
            return Ok(exit);
        }
        if !spool::take_back() {
            break;
        }
    }
    Err(
        Failure::new("somebody changed the book while claimbook checked it")
            .hint("what it reported may be outdated: run it again"),
    )
}

/// Checks the book as it is now.
fn checked(arguments: &Arguments, levels: Levels, session: &Session) -> Result<Exit, Failure> {
    let (format, strict) = (arguments.format, arguments.strict);
    let workspace = session.open_to_check()?;
    let filters = arguments.filters.clone();
    let filter = filters.resolved(&arguments.ids, session, &workspace)?;
    let filter = (filter != Filter::default()).then_some(filter);
    let whole = filter.is_none();
    let mut out = if format == FindingFormat::Github {
        Output::commands()
    } else {
        Output::stdout()
    };
    // A book in progress has many notes. People see how many, and ask for them with `--strict`.
    let mut tally = Tally {
        notes_told: strict || format != FindingFormat::Human,
        ..Tally::default()
    };
    let options = CheckOptions {
        levels,
        filter: filter.clone(),
        today: session.today,
    };
    let mut earlier = match &arguments.since {
        Some(typed) => Some(EarlierFindings::read(session, &options, typed, &workspace)?),
        None => None,
    };
    let seen = format.seen(workspace.root());
    let mut findings = format.writer(session.console, &mut out);
    let extent = workspace
        .check(&options, &mut |mut checked| {
            if let Some(earlier) = &mut earlier {
                earlier.drop_from(&mut checked);
            }
            tell(&checked, seen.as_ref(), &mut tally, findings.as_mut())
        })
        .map_err(failure)?;
    findings.finish(!tally.unread && extent.records > 0)?;
    drop(findings);
    out.finish()?;
    if extent.records == 0 {
        return Err(tally.nothing_checked());
    }
    if let Some(filter) = filter.filter(|_| extent.claims == 0) {
        session
            .console
            .tell("check", "no claim matches, so no claim was checked");
        filter::tell_unmatched(session, workspace.index(), &filter)?;
    } else if format == FindingFormat::Human {
        let older = earlier.map_or_else(String::new, |earlier| earlier.summary());
        let summary = tally.summary(extent);
        session.console.tell("check", &format!("{summary}{older}"));
        if whole {
            tell_queue(workspace.index(), session)?;
        }
    }
    Ok(tally.exit(strict))
}

/// Tells how many claims need a person.
fn tell_queue(index: &Index, session: &Session) -> Result<(), Failure> {
    let counts = index.queue_counts(None, session.today)?;
    let waiting: u64 = counts.iter().map(|(_, claims)| claims).sum();
    if waiting > 0 {
        let claims = words::count(waiting, "claim");
        let told = format!("{claims} to do: `claimbook` shows which and why");
        session.console.tell("check", &told);
    }
    Ok(())
}

fn tell(
    checked: &FileFindings,
    seen: Option<&SeenFrom>,
    tally: &mut Tally,
    findings: &mut dyn Findings,
) -> Result<(), Failure> {
    tally.unread |= checked.unread;
    let text = |path: &str| checked.texts.get(path).map(String::as_str);
    for diagnostic in &checked.diagnostics {
        tally.count(diagnostic.severity, diagnostic.count as u64);
        if diagnostic.severity == Severity::Note && !tally.notes_told {
            continue;
        }
        let excerpt = Excerpt::new(diagnostic, &text);
        findings.finding(&match seen {
            Some(seen) => excerpt.seen_as(&|path| seen.path(path)),
            None => excerpt,
        })?;
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
    /// The levels from the flags. If one code has several, the strictest wins.
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
        BadLevel::Fixed => Failure::new(format!("the level of `{code}` is fixed"))
            .hint("it means that something was not read, which is always an error"),
        BadLevel::Unknown(meant) => {
            let failure = Failure::new(format!("there is no code `{code}`"));
            match meant {
                Some(meant) => failure.hint(format!("did you mean `{meant}`?")),
                None => failure.hint("`claimbook check --explain all` lists the codes"),
            }
        }
    }
}

impl FindingFormat {
    /// From where paths are seen. JSON and SARIF keep the path inside the book.
    fn seen(self, root: &Path) -> Option<SeenFrom> {
        match self {
            Self::Json | Self::Sarif => None,
            Self::Human | Self::Short => Some(SeenFrom::here(root)),
            Self::Github => {
                let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
                let seen = workspace.and_then(|folder| SeenFrom::folder(&folder, root));
                Some(seen.unwrap_or_else(|| SeenFrom::here(root)))
            }
        }
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

/// Fixes what needs no judgement: shows the diff, asks if somebody can answer, and writes.
fn fix(session: &Session, write: WriteArguments) -> Result<(), Failure> {
    let mut book = WritableBook::open(session, "check", write)?;
    let edits = book.workspace.fixes()?;
    book.edit_all(edits)?;
    let files = book.draft.changes().count();
    if files == 0 {
        book.tell("unchanged", "nothing to fix");
        return Ok(());
    }
    if !write.dry_run {
        book.show_diff()?;
    }
    if !write.dry_run && !agreed(files)? {
        return Err(Failure::new("nothing was written")
            .hint("`claimbook check --fix --dry-run` only shows the diff"));
    }
    book.finish("fixed").map(|_| ())
}

/// Asks whether to write. If nobody can answer, `--fix` itself is the answer.
fn agreed(files: usize) -> Result<bool, Failure> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Ok(true);
    }
    write!(
        messages(),
        "write these changes to {}? [y/N] ",
        words::count(files as u64, "file")
    )?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

/// Explains a code.
pub(super) fn explain(code: &str) -> Result<Exit, Failure> {
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

/// How many findings there are.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    errors: u64,
    warnings: u64,
    notes: u64,
    /// Whether notes are shown, not only counted.
    notes_told: bool,
    /// Whether a file could not be checked.
    unread: bool,
}

impl Tally {
    fn count(&mut self, severity: Severity, count: u64) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += count;
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

    /// A book that says nothing must not look like one that says nothing wrong.
    fn nothing_checked(self) -> Failure {
        let failure =
            Failure::new("nothing was checked: claimbook read no claim, source, party or article");
        if self.errors > 0 {
            return failure;
        }
        failure.hint("claimbook reads the files below `claims` whose names end with `.toml`")
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
            format!("{told} (--strict shows notes)")
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

#[cfg(test)]
mod tests {
    use super::{Severity, Tally};
    use crate::cli::failure::Exit;
    use claimbook::workspace::Extent;

    fn tally(severities: &[Severity]) -> Tally {
        let mut tally = Tally::default();
        for severity in severities {
            tally.count(*severity, 1);
        }
        tally
    }

    #[test]
    fn errors_and_warnings_fail_the_run_and_notes_only_when_strict() {
        for (severities, usual, strict) in [
            (&[][..], Exit::Clean, Exit::Clean),
            (&[Severity::Note], Exit::Clean, Exit::Found),
            (&[Severity::Warning], Exit::Found, Exit::Found),
            (&[Severity::Error, Severity::Note], Exit::Found, Exit::Found),
        ] {
            let tally = tally(severities);
            assert_eq!(tally.exit(false), usual, "{severities:?}");
            assert_eq!(tally.exit(true), strict, "{severities:?}");
        }
    }

    #[test]
    fn a_file_that_was_not_checked_is_worse_than_a_finding() {
        let unread = Tally {
            unread: true,
            ..tally(&[Severity::Error])
        };
        assert_eq!(unread.exit(false), Exit::Failed);
    }

    #[test]
    fn the_summary_counts_what_was_found_and_what_was_checked() {
        let extent = Extent {
            files: 1,
            claims: 2,
            records: 3,
        };
        let checked = "2 claims in 1 file checked";
        assert_eq!(
            tally(&[]).summary(extent),
            format!("nothing found; {checked}")
        );
        let mixed = tally(&[Severity::Error, Severity::Warning, Severity::Warning]);
        assert_eq!(
            mixed.summary(extent),
            format!("1 error, 2 warnings; {checked}")
        );
        let hidden = tally(&[Severity::Note]);
        assert_eq!(
            hidden.summary(extent),
            format!("1 note (--strict shows notes); {checked}")
        );
        let shown = Tally {
            notes_told: true,
            ..hidden
        };
        assert_eq!(shown.summary(extent), format!("1 note; {checked}"));
    }
}
