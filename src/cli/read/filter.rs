//! The filters that every command with a list of claims shares.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use chrono::NaiveDate;
use claimbook::domain::check::finding::RecordKind;
use claimbook::domain::claim::ClaimKind;
use claimbook::domain::filter::Filter;
use claimbook::domain::status::Derived;
use claimbook::domain::status::Flag;
use claimbook::domain::status::Status;
use claimbook::index::Index;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Which claims: every condition given must hold; of several values of one, any will do.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Only what something stands against: contested, doubtful, refuted, misleading or opposed
    #[arg(long)]
    pub(crate) contested: bool,
    /// Only with this status, as it is shown (can be repeated, or joined by commas)
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = values::word(Status::WORDS, Status::parse))]
    pub(crate) status: Vec<Status>,
    /// Only where the evidence alone gives this status (can be repeated, or joined by commas)
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = values::word(Derived::WORDS, Derived::parse))]
    pub(crate) derived: Vec<Derived>,
    /// Only said by this party or a part of it: id, name or alias (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) speaker: Vec<String>,
    /// Only from this article (can be repeated)
    #[arg(long, value_name = "ARTICLE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) article: Vec<String>,
    /// Only statements of this kind (can be repeated, or joined by commas)
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = values::word(ClaimKind::WORDS, ClaimKind::parse))]
    pub(crate) kind: Vec<ClaimKind>,
    /// Only with this tag (can be repeated)
    #[arg(long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) tag: Vec<String>,
    /// Only resting on this source, directly or through others (can be repeated)
    #[arg(long, value_name = "SOURCE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) source: Vec<String>,
    /// Only with this flag (can be repeated, or joined by commas)
    #[arg(long, value_name = "FLAG", value_delimiter = ',', value_parser = values::word(Flag::WORDS, Flag::parse))]
    pub(crate) flag: Vec<Flag>,
    /// Only without any evidence
    #[arg(long)]
    pub(crate) unsourced: bool,
    /// Only where all of these words occur; `word*` for a beginning, `"…"` for a phrase
    #[arg(long, value_name = "WORDS", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) search: Option<String>,
    /// Only changed on this date or later: the newest evidence or ruling, else the day it was said
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) since: Option<Day>,
    /// Only changed on this date or earlier; a date is 2026, 2026-03, 2026-03-02, today or yesterday
    #[arg(long, value_name = "DATE", value_parser = values::day)]
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

/// Says, where a filter picks nothing, which of its names no claim of the book has: a slip is easily taken for good news.
pub(crate) fn tell_unmatched(
    session: &Session,
    index: &Index,
    filter: &Filter,
) -> Result<(), Failure> {
    let alone = |what, kind, names: &[String], only: fn(String) -> Filter| {
        names
            .iter()
            .map(move |name| (what, kind, name.clone(), only(name.clone())))
            .collect::<Vec<_>>()
    };
    let speaker = Some(RecordKind::Party);
    let parts = [
        alone(
            "stands in an article",
            Some(RecordKind::Article),
            &filter.article,
            |name| Filter {
                article: vec![name],
                ..Filter::default()
            },
        ),
        alone("is said by", speaker, &filter.speaker, |name| Filter {
            speaker: vec![name],
            ..Filter::default()
        }),
        alone(
            "rests on a source",
            Some(RecordKind::Source),
            &filter.source,
            |name| Filter {
                source: vec![name],
                ..Filter::default()
            },
        ),
        alone("has a tag", None, &filter.tag, |name| Filter {
            tag: vec![name],
            ..Filter::default()
        }),
    ];
    for (what, kind, name, only) in parts.into_iter().flatten() {
        if index.count(&only, session.today)? > 0 {
            continue;
        }
        let nearest = kind.map(|kind| index.nearest_of(kind, &name)).transpose()?;
        let nearest = nearest.flatten().filter(|nearest| *nearest != name);
        let meant = nearest
            .map(|nearest| format!(": did you mean `{nearest}`?"))
            .unwrap_or_default();
        session.console.tell(
            "note",
            &format!("no claim of this book {what} `{name}`{meant}"),
        );
    }
    Ok(())
}
