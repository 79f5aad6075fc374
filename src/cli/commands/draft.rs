//! `claimbook draft` proposes claims for an article.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::attributed::{self, TextRules};
use crate::cli::read::format::{ObjectStyle, TableFormat, write_objects, write_table};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::write::book::{WritableBook, WriteArguments};
use crate::cli::write::{fields, references};
use claimbook::answer::proposals::{Proposal, Proposals, proposals};
use claimbook::document::edit::{Edit, NewFields, Position, Value, apply};
use claimbook::domain::claim::ClaimKind;
use claimbook::domain::id::Id;
use claimbook::domain::records::RecordKind;
use claimbook::view;
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;

/// What follows the long help.
const AFTER_HELP: &str = "\
Rules that have names find who says what. A rule's tier says how often it is right: `strong` in at least six of seven cases, \
`fair` and `weak` less often. There is always more in a text than the rules find, and one proposal can be several claims. \
Proposals that a claim covers already are left out.

With --pick and --write, the proposals go into the article's file in the article's order, with `draft = true`. Such a claim \
is in no figures of a report until a person has read it: `claimbook set ID draft=` or a ruling says so.

Examples:
  claimbook draft winter-ferry
  claimbook draft winter-ferry --level strong --format json
  claimbook draft winter-ferry --pick 1,3-5 --write";

/// Propose claims from an article's text: who says what
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The article: its id, or the beginning of exactly one id
    article: String,
    /// The tiers to show
    #[arg(long, value_enum, default_value_t)]
    level: ShownLevel,
    /// Only these proposals: 1,3-5
    #[arg(long, value_name = "NUMBERS", value_parser = numbers)]
    pick: Option<Numbers>,
    /// Write the picked proposals into the article's file
    #[arg(long, requires = "pick")]
    write: bool,
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Format>,
    #[command(flatten)]
    writing: WriteArguments,
}

/// The tiers to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum ShownLevel {
    /// Rules that are right in at least six of seven cases
    Strong,
    /// All rules
    #[default]
    All,
}

/// The formats of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table as wide as the terminal
    Table,
    /// A JSON array
    Json,
    /// The claims as they would be written
    Toml,
}

/// The numbers of proposals.
type Numbers = BTreeSet<usize>;

/// Reads `1,3-5`.
fn numbers(typed: &str) -> Result<Numbers, String> {
    const MOST: usize = 10_000;
    let number = |text: &str| {
        text.trim()
            .parse::<usize>()
            .ok()
            .filter(|number| (1..=MOST).contains(number))
    };
    let mut all = Numbers::new();
    for part in typed.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        match number(first)
            .zip(number(last))
            .filter(|(first, last)| first <= last)
        {
            Some((first, last)) => all.extend(first..=last),
            None => return Err("write numbers as 1,3-5".to_owned()),
        }
    }
    Ok(all)
}

/// Proposes claims, or writes those that are picked.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    if arguments.write {
        return write(arguments, session);
    }
    let workspace = session.open()?;
    let articles = attributed::articles(&workspace, std::slice::from_ref(&arguments.article))?;
    let Some(article) = articles.first() else {
        return Ok(Exit::Clean);
    };
    let text = attributed::text(&workspace, article)?;
    let rules = TextRules::of(&workspace)?;
    let known = workspace.index().indexed_text(&article.id)?;
    let read = rules.read(session, known, &text);
    let found = proposals(&read, arguments.level == ShownLevel::Strong);
    tell_covered(session, &found);
    let shown = picked(&found.open, arguments.pick.as_ref())?;
    write_as(arguments.format, session, &shown)
}

fn write_as(
    format: Option<Format>,
    session: &Session,
    shown: &[Proposal],
) -> Result<Exit, Failure> {
    match format {
        Some(Format::Json) => write_objects(ObjectStyle::Json, shown)?,
        Some(Format::Toml) => {
            for proposal in shown {
                output::print(&as_record(proposal)?)?;
            }
        }
        Some(Format::Table) => show(session, Some(TableFormat::Table), shown)?,
        None => show(session, None, shown)?,
    }
    Ok(Exit::Clean)
}

fn show(session: &Session, format: Option<TableFormat>, shown: &[Proposal]) -> Result<(), Failure> {
    let columns = view::coverage::proposal_columns();
    write_table(
        session.console,
        format,
        &columns,
        shown,
        view::coverage::proposal_row,
    )?;
    Ok(())
}

fn tell_covered(session: &Session, found: &Proposals) {
    let covered = found.covered;
    if covered > 0 {
        let (noun, verb) = if covered == 1 {
            ("proposal", "is")
        } else {
            ("proposals", "are")
        };
        session.console.say(
            "note",
            &format!("{covered} {noun} {verb} in claims already"),
        );
    }
}

/// The proposals that are picked, or all. A number that no proposal has is an error.
fn picked(open: &[Proposal], pick: Option<&Numbers>) -> Result<Vec<Proposal>, Failure> {
    let Some(pick) = pick else {
        return Ok(open.to_vec());
    };
    for number in pick {
        if !open.iter().any(|proposal| proposal.n == *number) {
            return Err(
                Failure::unknown(format!("there is no proposal {number}")).hint(
                    "`claimbook draft ARTICLE` lists them; they are numbered anew after each write",
                ),
            );
        }
    }
    let picked = open.iter().filter(|proposal| pick.contains(&proposal.n));
    Ok(picked.cloned().collect())
}

/// A proposal as a claim, without an id if none is given.
fn new_fields(proposal: &Proposal, id: Option<&str>) -> NewFields {
    let mut new = NewFields::new();
    let quote = proposal.content.text.split_whitespace();
    let quote = quote.collect::<Vec<_>>().join(" ");
    let names_quoted = ClaimKind::parse(proposal.kind).is_some_and(ClaimKind::names_quoted);
    let quoted = Some(proposal.speaker.as_str()).filter(|_| names_quoted);
    fields::put_text(&mut new, "id", id);
    fields::put_text(&mut new, "text", Some(&proposal.text));
    fields::put_text(&mut new, "speaker", Some(&proposal.speaker));
    fields::put_text(&mut new, "quoted", quoted);
    fields::put_text(&mut new, "attribution", proposal.attribution.as_deref());
    fields::put_text(&mut new, "caveat", proposal.caveat.as_deref());
    fields::put_text(&mut new, "kind", Some(proposal.kind));
    fields::put_text(&mut new, "section", proposal.section.as_deref());
    if let Some(paragraph) = proposal.paragraph {
        new.insert("paragraph", Value::Number(i64::from(paragraph)));
    }
    fields::put_text(&mut new, "quote", Some(&quote));
    fields::put_flag(&mut new, "draft", true);
    new
}

fn as_record(proposal: &Proposal) -> Result<String, Failure> {
    let id = Id::short(&proposal.text);
    let record = Edit::AddRecord {
        kind: "claim",
        fields: new_fields(proposal, id.as_ref().map(Id::as_str)),
        position: Position::Last,
    };
    let text = apply("", "a", &[record])
        .map_err(|error| Failure::because("cannot write the claim", &error))?;
    Ok(format!("{text}\n"))
}

/// Writes the picked proposals into the article's file, each after the last claim that the article has before it.
fn write(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let mut book = WritableBook::open(session, "draft", arguments.writing)?;
    let file = references::exact(&book, RecordKind::Article, &arguments.article)?;
    let articles = attributed::articles(&book.workspace, std::slice::from_ref(&arguments.article))?;
    let Some(article) = articles.first() else {
        return Ok(Exit::Clean);
    };
    let text = attributed::text(&book.workspace, article)?;
    let rules = TextRules::of(&book.workspace)?;
    let known = book.workspace.index().indexed_text(&article.id)?;
    let read = rules.read(session, known, &text);
    let found = proposals(&read, false);
    let claims = read.cover.claims.iter();
    let mut placed: Vec<(usize, String)> = claims
        .map(|claim| (claim.passage.start, claim.id.clone()))
        .collect();
    let mut taken = BTreeSet::new();
    let mut ids = Vec::new();
    for proposal in picked(&found.open, arguments.pick.as_ref())? {
        let id = unused(&book, &proposal.text, &mut taken)?;
        let start = proposal.content.start;
        let before = placed
            .iter()
            .filter(|(other, _)| *other <= start)
            .max_by_key(|(other, _)| *other);
        let position = match before {
            Some((_, before)) => Position::After(before.clone()),
            None if placed.is_empty() => Position::Last,
            None => Position::First,
        };
        book.add_record(&file, "claim", new_fields(&proposal, Some(&id)), position)?;
        placed.push((start, id.clone()));
        ids.push(id);
    }
    let noun = if ids.len() == 1 {
        "draft claim"
    } else {
        "draft claims"
    };
    let is_written = !arguments.writing.dry_run;
    let exit = book.finish(&format!("added {} {noun}", ids.len()))?;
    if is_written {
        output::print(&format!("{}\n", ids.join("\n")))?;
    }
    Ok(exit)
}

/// An id that neither the book nor another of the new claims has.
fn unused(
    book: &WritableBook<'_>,
    text: &str,
    taken: &mut BTreeSet<String>,
) -> Result<String, Failure> {
    let id = references::new_id(book, None, text)?;
    let free = |number: usize| {
        if number == 1 {
            id.clone()
        } else {
            format!("{id}-{number}")
        }
    };
    for number in 1.. {
        let candidate = free(number);
        let is_known = number > 1 && book.workspace.index().kind_of(&candidate)?.is_some();
        if !is_known && taken.insert(candidate.clone()) {
            return Ok(candidate);
        }
    }
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn picked_numbers_are_single_ones_and_ranges() {
        let read = |typed| numbers(typed).map(|all| all.into_iter().collect::<Vec<_>>());
        assert_eq!(read("1,3-5"), Ok(vec![1, 3, 4, 5]));
        for wrong in ["", "0", "5-3", "a", "1-99999999"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
