//! `claimbook coverage` compares the text of an article with its claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::attributed::{self, TextRules};
use crate::cli::read::format::{Shape, TableFormat, usual, write_objects, write_table};
use crate::cli::session::Session;
use crate::cli::terminal::output;
use claimbook::answer::coverage::{Coverage, coverage};
use claimbook::domain::passage::UnitKind;
use claimbook::text::units::speakers;
use claimbook::view;
use clap::{Args, ValueEnum};

/// What follows the long help.
const AFTER_HELP: &str = "\
A sentence, figure, quotation or speaker is in a claim if its sentence overlaps the passage that a claim quotes. A figure is \
only if the claim's text or quote has the number. A passage that the article's `[[article.skip]]` names counts as covered. \
Claims that are still drafts do not count. Figures are numbers, sums, shares and spans; years and dates alone are not.

Examples:
  claimbook coverage
  claimbook coverage winter-ferry --level figure
  claimbook coverage --format json";

/// Show what of an article's text is in no claim
#[derive(Args, Debug)]
#[command(after_long_help = AFTER_HELP)]
pub(crate) struct Arguments {
    /// The articles: ids, or beginnings of exactly one id [default: all that have a text]
    #[arg(value_name = "ARTICLE")]
    articles: Vec<String>,
    /// What to count
    #[arg(long, value_enum, default_value_t)]
    level: CountedLevel,
    /// The output format
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<TableFormat>,
}

/// What to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum CountedLevel {
    /// Sentences
    Sentence,
    /// Figures
    Figure,
    /// Quotations of four words or more
    Quotation,
    /// Speakers
    Speaker,
    /// All of these
    #[default]
    All,
}

impl CountedLevel {
    fn kinds(self) -> &'static [UnitKind] {
        match self {
            Self::Sentence => &[UnitKind::Sentence],
            Self::Figure => &[UnitKind::Figure],
            Self::Quotation => &[UnitKind::Quotation],
            Self::Speaker => &[UnitKind::Speaker],
            Self::All => &[
                UnitKind::Sentence,
                UnitKind::Figure,
                UnitKind::Quotation,
                UnitKind::Speaker,
            ],
        }
    }
}

/// Compares the articles with their claims.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let articles = attributed::articles(&workspace, &arguments.articles)?;
    let rules = TextRules::of(&workspace)?;
    let mut answers = Vec::new();
    for article in &articles {
        let text = attributed::text(&workspace, article)?;
        let mut units = workspace.index().article_units(&article.id)?;
        let known = workspace.index().indexed_text(&article.id)?;
        let read = rules.read(session, known, &text);
        units.extend(speakers(&read.manuscript, &rules.lexicon, &rules.cast));
        let kinds = arguments.level.kinds();
        answers.push(coverage(&article.id, units, &read.cover, kinds));
    }
    match arguments.format.map_or_else(usual, Shape::from) {
        Shape::Objects(style) => write_objects(style, &answers)?,
        Shape::Rows(_) => {
            for answer in &answers {
                write(answer, answers.len() > 1, arguments.format, session)?;
            }
        }
    }
    Ok(Exit::Clean)
}

fn write(
    answer: &Coverage,
    is_named: bool,
    format: Option<TableFormat>,
    session: &Session,
) -> Result<(), Failure> {
    let is_csv = format == Some(TableFormat::Csv);
    if !is_csv {
        let counts = view::coverage::counts(answer);
        let name = Some(&answer.article).filter(|_| is_named);
        let name = name.map_or_else(String::new, |name| format!("{name}: "));
        output::print(&format!("{name}{counts}\n"))?;
    }
    if is_csv || !answer.open.is_empty() {
        let columns = view::coverage::open_columns();
        let row = view::coverage::open_row;
        write_table(session.console, format, &columns, &answer.open, row)?;
    }
    Ok(())
}
