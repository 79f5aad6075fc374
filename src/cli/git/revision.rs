//! The commit that a person means by a revision or a date.

use crate::cli::failure::Failure;
use crate::cli::git::command;
use crate::cli::git::command::{Running, Said, joined};
use crate::cli::values;
use chrono::NaiveDate;
use claimbook::domain::date::Date;
use std::ffi::{OsStr, OsString};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// A git repository around a book.
pub(crate) struct Repository {
    /// The book's folder.
    pub(super) book: PathBuf,
    /// The path of the book's folder in the repository; empty if they are the same.
    pub(super) prefix: OsString,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    /// Its whole name.
    pub(crate) id: String,
    /// Its name as short as it is unique.
    pub(crate) short: String,
    /// The day on which it was committed, as `git log` shows it: in the time zone of who committed it.
    pub(crate) day: NaiveDate,
}

/// A revision as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// What git calls a revision: a branch, a tag, the beginning of a commit's name, `HEAD~3`.
    Revision(String),
    /// The last commit of a day or of one before it.
    Day(NaiveDate),
}

impl Moment {
    /// Reads a revision or a date as typed. What is both is a date.
    pub(crate) fn read(typed: &str, today: NaiveDate) -> Self {
        match values::day(typed).map(|day| day.date(today)) {
            Ok(Date::Day(day)) => Self::Day(day),
            _ => Self::Revision(typed.to_owned()),
        }
    }
}

/// A range as typed: what is compared with what.
pub(crate) struct RangeEnds {
    /// The commit before.
    pub(crate) before: Commit,
    /// The commit after; `None` for the files as they are.
    pub(crate) after: Option<Commit>,
    /// Both in words: `main..HEAD`.
    pub(crate) name: String,
}

impl Moment {
    /// Whether it is a revision and not a date.
    pub(crate) fn is_revision(&self) -> bool {
        matches!(self, Self::Revision(_))
    }
}

impl Repository {
    /// The two sides of a range. A side that is left out is HEAD, as for git.
    pub(crate) fn range(&self, typed: &str, today: NaiveDate) -> Result<RangeEnds, Failure> {
        let side = |typed: &str| -> Result<(Commit, String), Failure> {
            let typed = if typed.is_empty() { "HEAD" } else { typed };
            let moment = Moment::read(typed, today);
            let commit = self.commit(&moment)?;
            let name = match moment {
                Moment::Revision(name) => name,
                Moment::Day(day) => format!("{day} ({})", commit.short),
            };
            Ok((commit, name))
        };
        let (one, other, dots) = match (typed.split_once("..."), typed.split_once("..")) {
            (Some((one, other)), _) => (one, other, "..."),
            (None, Some((one, other))) => (one, other, ".."),
            (None, None) => {
                let (before, name) = side(typed)?;
                return Ok(RangeEnds {
                    before,
                    after: None,
                    name: format!("{name}..files"),
                });
            }
        };
        let ((one, from), (other, to)) = (side(one)?, side(other)?);
        let before = match dots {
            "..." => self.merge_base(&one, &other)?,
            _ => one,
        };
        Ok(RangeEnds {
            before,
            after: Some(other),
            name: format!("{from}{dots}{to}"),
        })
    }

    /// Finds the repository around a book, as git does.
    pub(crate) fn around(book: &Path) -> Result<Self, Failure> {
        let said = command::run(book, &["rev-parse".as_ref(), "--show-prefix".as_ref()])?;
        let Some(prefix) = said.answer() else {
            return Err(no_repository(&said));
        };
        let prefix = prefix.strip_suffix(b"\n").unwrap_or(prefix);
        let prefix = prefix.strip_suffix(b"/").unwrap_or(prefix);
        Ok(Self {
            book: book.to_path_buf(),
            prefix: native(prefix)?,
        })
    }

    /// The commit that a person means.
    pub(crate) fn commit(&self, moment: &Moment) -> Result<Commit, Failure> {
        match moment {
            Moment::Revision(name) => self.named(name),
            Moment::Day(day) => self.last_by(*day),
        }
    }

    /// The last commit that two revisions share.
    pub(crate) fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Commit, Failure> {
        let said = command::run(
            &self.book,
            &["merge-base".as_ref(), one.id.as_ref(), other.id.as_ref()],
        )?;
        match said.answer().and_then(first_line) {
            Some(id) => self.described(id),
            None => Err(Failure::new(format!(
                "`{}` and `{}` have no commit in common",
                one.short, other.short
            ))),
        }
    }

    fn named(&self, name: &str) -> Result<Commit, Failure> {
        let unknown = || Failure::new(format!("git knows no revision `{name}` here"));
        // git would take it for an option.
        if name.starts_with('-') || name.is_empty() {
            return Err(unknown());
        }
        let wanted = format!("{name}^{{commit}}");
        let said = command::run(
            &self.book,
            &["rev-parse".as_ref(), "--verify".as_ref(), wanted.as_ref()],
        )?;
        let is_name = |line: &&str| line.bytes().all(|byte| byte.is_ascii_hexdigit());
        match said.answer().and_then(first_line).filter(is_name) {
            Some(id) => self.described(id),
            None => Err(unknown().hint("`git log --oneline` lists the commits")),
        }
    }

    /// Reads the short name and the day of a commit.
    fn described(&self, id: &str) -> Result<Commit, Failure> {
        let said = command::run(
            &self.book,
            &[
                "rev-list".as_ref(),
                "--no-walk".as_ref(),
                "--abbrev=7".as_ref(),
                FORMAT.as_ref(),
                id.as_ref(),
            ],
        )?;
        let lines = said.answer().map(String::from_utf8_lossy);
        let commit = lines.and_then(|lines| described(lines.lines().nth(1)?));
        commit.ok_or_else(|| Failure::new(format!("git cannot read `{id}`: {}", said.complaint)))
    }

    /// The last commit of HEAD's first-parent line that is not later than a day.
    fn last_by(&self, day: NaiveDate) -> Result<Commit, Failure> {
        let mut git = Running::start(command::git(
            &self.book,
            &[
                "rev-list".as_ref(),
                "--first-parent".as_ref(),
                "--abbrev=7".as_ref(),
                FORMAT.as_ref(),
                "HEAD".as_ref(),
            ],
        ))?;
        let mut first = None;
        for line in git.output().lines() {
            let commit = line.ok().as_deref().and_then(described);
            if let Some(commit) = commit {
                if commit.day <= day {
                    git.stop();
                    return Ok(commit);
                }
                first = Some(commit);
            }
        }
        if let Err(complaint) = git.settle() {
            return Err(Failure::new(format!(
                "cannot read the history of the book: {complaint}"
            )));
        }
        Err(self.too_early(day, first.as_ref()))
    }

    fn too_early(&self, day: NaiveDate, first: Option<&Commit>) -> Failure {
        let Some(first) = first else {
            return Failure::new("this repository has no commit yet");
        };
        let (short, from) = (&first.short, first.day);
        let failure = Failure::new(format!(
            "there is no commit of {day} or before: the first is {short}, {from}"
        ));
        if self.is_shallow() {
            failure
                .hint("this clone is shallow: `git fetch --unshallow` gets the rest of the history")
        } else {
            failure
        }
    }

    fn is_shallow(&self) -> bool {
        let arguments = ["rev-parse".as_ref(), "--is-shallow-repository".as_ref()];
        command::run(&self.book, &arguments).is_ok_and(|said| said.out.starts_with(b"true"))
    }
}

/// Whole name, short name, day.
const FORMAT: &str = "--format=%H %h %cs";

fn described(line: &str) -> Option<Commit> {
    let mut words = line.split(' ');
    let (id, short, day) = (words.next()?, words.next()?, words.next()?);
    Some(Commit {
        id: id.to_owned(),
        short: short.to_owned(),
        day: day.parse().ok()?,
    })
}

fn first_line(said: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(said).ok()?.lines().next()?;
    (!line.is_empty()).then_some(line)
}

fn no_repository(said: &Said) -> Failure {
    if said.complaint.starts_with("not a git repository") {
        Failure::new(
            "this book is not in a git repository, so claimbook knows no earlier state of it",
        )
    } else {
        Failure::new(format!(
            "git cannot read the repository: {}",
            said.complaint
        ))
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "another system may fail")]
pub(super) fn native(path: &[u8]) -> Result<OsString, Failure> {
    use std::os::unix::ffi::OsStrExt;
    Ok(OsStr::from_bytes(path).to_owned())
}

#[cfg(not(unix))]
pub(super) fn native(path: &[u8]) -> Result<OsString, Failure> {
    let path = std::str::from_utf8(path);
    let path =
        path.map_err(|error| Failure::because("git names a path that is not UTF-8", &error))?;
    Ok(OsString::from(path))
}

/// What git calls the tree of the book at a commit.
pub(super) fn tree_name(commit: &Commit, prefix: &OsStr) -> OsString {
    if prefix.is_empty() {
        joined(&[commit.id.as_ref(), "^{tree}".as_ref()])
    } else {
        joined(&[commit.id.as_ref(), ":".as_ref(), prefix])
    }
}

#[cfg(test)]
mod tests {
    use super::{Moment, described};
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_a_day_and_everything_else_is_a_revision() {
        let today = day("2026-03-10");
        let read = |typed: &str| Moment::read(typed, today);
        assert_eq!(read("2026-03-01"), Moment::Day(day("2026-03-01")));
        assert_eq!(read("yesterday"), Moment::Day(day("2026-03-09")));
        assert_eq!(read("-1w"), Moment::Day(day("2026-03-03")));
        for revision in ["HEAD", "2026", "2026-03", "4eee264", "main~3", "v1.0", ""] {
            assert_eq!(read(revision), Moment::Revision(revision.to_owned()));
        }
    }

    #[test]
    fn a_line_about_a_commit_has_two_names_and_a_day() {
        let commit = described("4eee264aaa 4eee264 2026-03-01").unwrap();
        assert_eq!(
            (commit.id.as_str(), commit.short.as_str()),
            ("4eee264aaa", "4eee264")
        );
        assert_eq!(commit.day, day("2026-03-01"));
        for line in ["", "commit 4eee264aaa", "a b c"] {
            assert_eq!(described(line), None, "{line}");
        }
    }
}
