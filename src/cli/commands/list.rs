//! `claimbook list` lists claims, one on each row.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::as_of::AsOfArgument;
use crate::cli::read::filter::{FilterArguments, tell_unmatched};
use crate::cli::read::format::{ListFormat, ObjectStyle, Objects, Shape, TableStyle};
use crate::cli::read::{as_of, format, resolve};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use crate::cli::terminal::output::{Console, Output};
use claimbook::answer;
use claimbook::answer::{ClaimRow, ClaimWithSides, Sides};
use claimbook::domain::filter::Filter;
use claimbook::index::{Index, Listing, Order};
use claimbook::view::{claims, words};
use clap::{Args, ValueEnum};
use std::cell::Cell;
use std::io::Write;

/// What follows the long help.
const AFTER_HELP: &str = "\
The column `origins` counts independent origins, for : against. Five papers that print one wire story are one origin.

--search looks in the text, quote, attribution, caveat, section, tags, note and short wording of a claim; in the id, name and \
aliases of its speaker, of who is quoted, and of those in whose words its evidence is; in quotes, translations and notes of its \
evidence, in titles of its sources, in reasons of its rulings, and in where else it appeared. Case, accents and punctuation do not \
matter. In Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese, any part of a run of letters finds it.

--like finds what was checked before. The order of words, missing words and endings of words do not matter, and words that few \
claims have weigh more. In JSON, `score` says how alike claim and text are, from 0 (no word in common) to 1 (the same words in the \
same order), and `matched` lists the words that they share. --limit lists more than ten.

On a terminal, claimbook prints a table that fits. In a pipe, it prints tab-separated text with a header line.

Examples:
  claimbook list --contested                      the claims with two sides, and who is on each
  claimbook list --unsourced --article border-town
  claimbook list --status unverified,single-source --sort changed
  claimbook list --search 'border toll*' --format json | jq '.[].id'
  claimbook list --like 'BREAKING: 300 people killed at the border!!'   has this been checked before?
  claimbook list --format csv > claims.csv";

/// List claims
///
/// Without filters, it lists all claims of the book in the order of its files.
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// List only these claims: ids, or beginnings of exactly one id
    #[arg(value_name = "CLAIM")]
    ids: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<ListFormat>,
    /// Sort by this [default: the rank of a search, else the place in the files]
    #[arg(long, value_enum, help_heading = "Output")]
    sort: Option<Sort>,
    /// Reverse the order
    #[arg(long, help_heading = "Output")]
    reverse: bool,
    /// List at most N claims
    #[arg(long, value_name = "N", help_heading = "Output")]
    limit: Option<u64>,
    /// Answer as if SOURCE were retracted (can be repeated)
    #[arg(long, value_name = "SOURCE", help_heading = "Output")]
    without: Vec<String>,
    #[command(flatten)]
    pub(super) as_of: AsOfArgument,
}

/// The orders of `--sort`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// By id
    Id,
    /// By status
    Status,
    /// By the speaker's name, the article itself last
    Speaker,
    /// By independent origins for the claim, fewest first
    Origins,
    /// By the newest evidence or ruling, else by when it was said, newest first
    Changed,
    /// By how well it matches --search or --like, best first
    Rank,
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Id => Self::Id,
            Sort::Status => Self::Status,
            Sort::Speaker => Self::Speaker,
            Sort::Origins => Self::Origins,
            Sort::Changed => Self::Changed,
            Sort::Rank => Self::Rank,
        }
    }
}

/// Writes the claims that a filter picks.
struct ListWriter<'a> {
    console: Console,
    index: &'a Index,
    filter: &'a Filter,
    listing: Listing,
    /// How many claims are written so far.
    listed: Cell<u64>,
}

/// Lists claims.
pub(crate) fn run(arguments: Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let index = workspace.index();
    let without: Vec<String> = arguments
        .without
        .iter()
        .map(|typed| resolve::source(session, &workspace, typed))
        .collect::<Result<_, _>>()?;
    let filters = arguments.filters;
    let mut filter = filters.resolved(&arguments.ids, session, &workspace)?;
    if let (Some(like), Some(limit)) = (&mut filter.like, arguments.limit) {
        like.most = usize::try_from(limit).unwrap_or(usize::MAX);
    }
    let order = arguments.sort.map_or(
        if filter.search.is_some() || filter.like.is_some() {
            Order::Rank
        } else {
            Order::Place
        },
        Order::from,
    );
    let listing = Listing {
        order,
        reverse: arguments.reverse,
        limit: arguments.limit,
        today: session.today,
    };
    let console = session.console;
    let sources: Vec<&str> = without.iter().map(String::as_str).collect();
    as_of::above_list(session, shape(arguments.format))?;
    index.without(&sources, |index| {
        let list = ListWriter {
            console,
            index,
            filter: &filter,
            listing,
            listed: Cell::default(),
        };
        Ok(list
            .write(arguments.format)
            .and_then(|()| list.tell_empty(session)))
    })??;
    Ok(Exit::Clean)
}

/// How many claims' sides are read at once: enough to be fast, few enough to need little memory.
const BATCH: usize = 256;

impl ListWriter<'_> {
    fn write(&self, format: Option<ListFormat>) -> Result<(), Failure> {
        match shape(format) {
            Some(Shape::Rows(style)) => self.rows(style),
            Some(Shape::Objects(style)) => self.objects(style),
            None => self.ids(),
        }
    }

    /// Explains an empty list if a name in the filter is the reason.
    fn tell_empty(&self, session: &Session) -> Result<(), Failure> {
        if self.listed.get() == 0 {
            tell_unmatched(session, self.index, self.filter)
        } else {
            Ok(())
        }
    }

    /// Whether the list shows who is for each claim and who is against it.
    fn shows_sides(&self) -> bool {
        self.filter.contested || self.filter.against
    }

    fn rows(&self, style: TableStyle) -> Result<(), Failure> {
        let console = self.console;
        let columns = match style {
            TableStyle::Csv => claims::record_columns(self.shows_sides()),
            TableStyle::Table | TableStyle::Tabs | TableStyle::Markdown => {
                claims::columns(self.shows_sides())
            }
        };
        let mut out = format::open(console, style);
        let mut rows = format::rows(style, &columns, console, &mut out)?;
        let mut row = |claim: &ClaimRow, sides: Option<Sides>| {
            let sides = sides.as_ref().map(claims::phrases);
            let row = if style == TableStyle::Csv {
                claims::record(claim, sides)
            } else {
                claims::row(claim, sides)
            };
            rows.row(row)
        };
        if self.shows_sides() {
            self.each_with_sides(&mut |claim, sides| Ok(row(&claim, Some(sides))?))?;
        } else {
            self.each(&mut |claim| Ok(row(&claim, None)?))?;
        }
        rows.finish()?;
        drop(rows);
        if style == TableStyle::Table && output::stdout_is_terminal() && !console.quiet {
            writeln!(out, "{}", closing(self.listed.get()))?;
        }
        Ok(out.finish()?)
    }

    /// Passes on the claims with their two sides, which are read in batches.
    fn each_with_sides(
        &self,
        take: &mut dyn FnMut(ClaimRow, Sides) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut hand_over = |batch: Vec<ClaimRow>| {
            let with_sides = answer::sides(self.index, batch)?;
            with_sides
                .into_iter()
                .try_for_each(|(claim, sides)| take(claim, sides))
        };
        let mut batch = Vec::new();
        self.each(&mut |claim| {
            batch.push(claim);
            if batch.len() < BATCH {
                Ok(())
            } else {
                hand_over(std::mem::take(&mut batch))
            }
        })?;
        hand_over(batch)
    }

    fn objects(&self, style: ObjectStyle) -> Result<(), Failure> {
        let mut out = Output::stdout();
        let mut objects = Objects::new(style, &mut out);
        if self.shows_sides() {
            self.each_with_sides(&mut |claim, sides| {
                Ok(objects.item(&ClaimWithSides::from((claim, sides)))?)
            })?;
        } else {
            self.each(&mut |claim| Ok(objects.item(&claim)?))?;
        }
        objects.finish()?;
        Ok(out.finish()?)
    }

    fn ids(&self) -> Result<(), Failure> {
        let mut out = Output::stdout();
        self.each(&mut |claim| Ok(writeln!(out, "{}", claim.id)?))?;
        Ok(out.finish()?)
    }

    /// Passes on the claims one by one, until one cannot be written.
    fn each(&self, take: &mut dyn FnMut(ClaimRow) -> Result<(), Failure>) -> Result<(), Failure> {
        format::each(
            |each| self.index.claims(self.filter, &self.listing, each),
            &mut |claim| {
                take(claim)?;
                self.listed.set(self.listed.get() + 1);
                Ok(())
            },
        )
    }
}

/// The shape of the list; `None` for ids alone.
fn shape(format: Option<ListFormat>) -> Option<Shape> {
    format.map_or_else(|| Some(format::usual()), ListFormat::shape)
}

/// The last line of a table on a terminal.
fn closing(listed: u64) -> String {
    if listed == 0 {
        return "No claims match.".to_owned();
    }
    format!(
        "\n{}; origins: independent origins, for : against",
        words::count(listed, "claim")
    )
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn the_closing_line_counts_the_claims() {
        assert_eq!(closing(0), "No claims match.");
        assert!(closing(1).starts_with("\n1 claim; "));
        assert!(closing(2).starts_with("\n2 claims; "));
    }
}
