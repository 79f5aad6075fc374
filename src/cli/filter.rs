//! The filters that every command with a list of claims shares.

use super::day;
use super::day::Day;
use chrono::NaiveDate;
use claimbook::domain::claim::ClaimKind;
use claimbook::domain::filter::Filter;
use claimbook::domain::status::Derived;
use claimbook::domain::status::Flag;
use claimbook::domain::status::Status;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

/// Which claims: every condition given must hold; of several values of one, any will do.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Something stands against it: contested, doubtful, refuted, misleading or opposed
    #[arg(long)]
    pub(crate) contested: bool,
    /// The status shown is S (can be repeated, or joined by commas)
    #[arg(long, value_name = "S", value_delimiter = ',', value_parser = word(Status::WORDS, Status::parse))]
    pub(crate) status: Vec<Status>,
    /// The evidence alone gives S (can be repeated, or joined by commas)
    #[arg(long, value_name = "S", value_delimiter = ',', value_parser = word(Derived::WORDS, Derived::parse))]
    pub(crate) derived: Vec<Derived>,
    /// P, or a part of P, says it: id, name or alias (can be repeated)
    #[arg(long, value_name = "P", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) speaker: Vec<String>,
    /// It stands in article A (can be repeated)
    #[arg(long, value_name = "A", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) article: Vec<String>,
    /// It is a statement of this kind (can be repeated, or joined by commas)
    #[arg(long, value_name = "K", value_delimiter = ',', value_parser = word(ClaimKind::WORDS, ClaimKind::parse))]
    pub(crate) kind: Vec<ClaimKind>,
    /// It has tag T (can be repeated)
    #[arg(long, value_name = "T", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) tag: Vec<String>,
    /// It rests on source S, directly or through others (can be repeated)
    #[arg(long, value_name = "S", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) source: Vec<String>,
    /// It carries flag F (can be repeated, or joined by commas)
    #[arg(long, value_name = "F", value_delimiter = ',', value_parser = word(Flag::WORDS, Flag::parse))]
    pub(crate) flag: Vec<Flag>,
    /// It has no evidence at all
    #[arg(long)]
    pub(crate) unsourced: bool,
    /// All of these words occur in it; `word*` for a beginning, `"…"` for a phrase
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) search: Option<String>,
    /// Its newest evidence or ruling, else the day it was said, is D or later
    #[arg(long, value_name = "D", value_parser = day::parse)]
    pub(crate) since: Option<Day>,
    /// Its newest evidence or ruling, else the day it was said, is D or earlier
    #[arg(long, value_name = "D", value_parser = day::parse)]
    pub(crate) until: Option<Day>,
}

impl FilterArguments {
    /// The filter meant, on this day, of these claims (exact ids; of all where there are none).
    pub(crate) fn filter(self, ids: Vec<String>, today: NaiveDate) -> Filter {
        Filter {
            contested: self.contested,
            unsourced: self.unsourced,
            status: self.status,
            derived: self.derived,
            speaker: self.speaker,
            article: self.article,
            kind: self.kind,
            tag: self.tag,
            source: self.source,
            flag: self.flag,
            search: self.search,
            since: self.since.map(|day| day.date(today)),
            until: self.until.map(|day| day.date(today)),
            ids,
        }
    }
}

/// Parses one of these words; help lists them and a slip is met with the nearest.
pub(crate) fn word<T: Clone + Send + Sync + 'static>(
    words: &'static [&'static str],
    parse: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(words).try_map(move |word| parse(&word).ok_or("no such word"))
}
