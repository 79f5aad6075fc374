//! The filters of every command that takes many claims.

use crate::cli::failure::Failure;
use crate::cli::read::search::SearchArguments;
use crate::cli::read::{resolve, search};
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::person;
use chrono::NaiveDate;
use claimbook::domain::claim::ClaimKind;
use claimbook::domain::date::Date;
use claimbook::domain::filter::{Filter, Like, Search};
use claimbook::domain::records::RecordKind;
use claimbook::domain::status::{Derived, Flag, Status};
use claimbook::index::Index;
use claimbook::view::words::count;
use claimbook::workspace::Workspace;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;

/// Which claims to pick. A claim must meet every condition; of several values for one condition, it needs one.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Only claims with two sides or an open denial
    #[arg(long)]
    pub(crate) contested: bool,
    /// Only claims with something against them: contested, doubtful, refuted, misleading or opposed
    #[arg(long)]
    pub(crate) against: bool,
    /// Only claims with this status (can be repeated, or separated by commas)
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = values::word(Status::WORDS, Status::parse))]
    pub(crate) status: Vec<Status>,
    /// Only claims to which the evidence alone gives this status (can be repeated, or separated by commas)
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = values::word(Derived::WORDS, Derived::parse))]
    pub(crate) derived: Vec<Derived>,
    /// Only claims that this party or a part of it makes: id, name or alias (can be repeated)
    #[arg(long, value_name = "PARTY", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) speaker: Vec<String>,
    /// Only claims of this article (can be repeated)
    #[arg(long, value_name = "ARTICLE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) article: Vec<String>,
    /// Only claims of this kind (can be repeated, or separated by commas)
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = values::word(ClaimKind::WORDS, ClaimKind::parse))]
    pub(crate) kind: Vec<ClaimKind>,
    /// Only claims with this tag (can be repeated)
    #[arg(long, value_name = "TAG", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) tag: Vec<String>,
    /// Only claims that this person works on; `me` is you (can be repeated)
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) assigned: Vec<String>,
    /// Only claims that rest on this source, directly or through others (can be repeated)
    #[arg(long, value_name = "SOURCE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) source: Vec<String>,
    /// Only claims with this flag (can be repeated, or separated by commas)
    #[arg(long, value_name = "FLAG", value_delimiter = ',', value_parser = values::word(Flag::WORDS, Flag::parse))]
    pub(crate) flag: Vec<Flag>,
    /// Only claims without evidence
    #[arg(long)]
    pub(crate) unsourced: bool,
    #[command(flatten)]
    pub(crate) search: SearchArguments,
    /// Only the ten claims that are most like this text, in whatever words, the most alike first; `-` reads it from stdin
    #[arg(long, value_name = "TEXT", value_parser = search::like_text)]
    pub(crate) like: Option<String>,
    /// Only claims that changed on this date or later: by evidence or a ruling, else when they were said
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) since: Option<Day>,
    /// Only claims that changed on this date or earlier
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    pub(crate) until: Option<Day>,
}

impl FilterArguments {
    /// The filter of a command that reads: of ids, beginnings are enough, and `me` gets your name.
    pub(crate) fn resolved(
        self,
        ids: &[String],
        session: &Session,
        workspace: &Workspace,
    ) -> Result<Filter, Failure> {
        let ids = resolve::claims(session, workspace, ids)?;
        let filter = self.filter(ids, session.today);
        person::in_filter(filter, workspace)
    }

    /// The filter that the arguments mean. `ids` are whole ids; without any, the filter looks at all claims.
    pub(crate) fn filter(self, ids: Vec<String>, today: NaiveDate) -> Filter {
        Filter {
            contested: self.contested,
            against: self.against,
            unsourced: self.unsourced,
            status: self.status,
            derived: self.derived,
            speaker: self.speaker,
            article: self.article,
            kind: self.kind,
            tag: self.tag,
            assigned: self.assigned,
            source: self.source,
            flag: self.flag,
            search: self.search.search(),
            like: self.like.map(|text| Like {
                text,
                most: search::USUALLY,
            }),
            since: self.since.map(|day| day.date(today)),
            until: self.until.map(|day| day.date(today)),
            ids,
        }
    }
}

/// A condition that names things of the book: the verb of its message, the kind of thing if the book has a register of
/// them, the names, and a filter with this condition alone.
type NamedCondition<'f> = (
    &'static str,
    Option<RecordKind>,
    &'f [String],
    fn(String) -> Filter,
);

fn named_conditions(filter: &Filter) -> [NamedCondition<'_>; 5] {
    [
        (
            "is in an article",
            Some(RecordKind::Article),
            &filter.article,
            |name| Filter {
                article: vec![name],
                ..Filter::default()
            },
        ),
        (
            "has the speaker",
            Some(RecordKind::Party),
            &filter.speaker,
            |name| Filter {
                speaker: vec![name],
                ..Filter::default()
            },
        ),
        (
            "rests on a source",
            Some(RecordKind::Source),
            &filter.source,
            |name| Filter {
                source: vec![name],
                ..Filter::default()
            },
        ),
        ("is assigned to", None, &filter.assigned, |name| Filter {
            assigned: vec![name],
            ..Filter::default()
        }),
        ("has the tag", None, &filter.tag, |name| Filter {
            tag: vec![name],
            ..Filter::default()
        }),
    ]
}

/// Explains an empty answer: names the conditions that no claim of the book meets. Without this, you may take a typing
/// error for good news.
pub(crate) fn tell_unmatched(
    session: &Session,
    index: &Index,
    filter: &Filter,
) -> Result<(), Failure> {
    for (verb, kind, names, alone) in named_conditions(filter) {
        for name in names {
            if index.count(&alone(name.clone()), session.today)? > 0 {
                continue;
            }
            let nearest = match kind {
                Some(kind) => index.nearest_of(kind, name)?,
                None => None,
            };
            let meant = match nearest {
                Some(nearest) if nearest != *name => format!(": did you mean `{nearest}`?"),
                _ => String::new(),
            };
            let text = format!("no claim of this book {verb} `{name}`{meant}");
            session.console.tell("note", &text);
        }
    }
    if let Some(search) = &filter.search {
        tell_unfound(session, index, search)?;
    }
    if let Some(like) = &filter.like
        && index.count(&only_like(like), session.today)? == 0
    {
        let text = "no claim of this book has a word of this text that says something";
        session.console.tell("note", text);
    }
    Ok(())
}

fn only_like(like: &Like) -> Filter {
    Filter {
        like: Some(like.clone()),
        ..Filter::default()
    }
}

/// Says what a search looked for in vain, and offers the nearest.
fn tell_unfound(session: &Session, index: &Index, search: &Search) -> Result<(), Failure> {
    let found = |any: bool| {
        let words = search.words.clone();
        let filter = Filter {
            search: Some(Search { words, any }),
            ..Filter::default()
        };
        index.count(&filter, session.today)
    };
    if found(search.any)? > 0 {
        return Ok(());
    }
    session
        .console
        .tell("note", &search::unfound("claim", search));
    let some = found(true)?;
    let nearest = if some == 0 {
        "`--like TEXT` finds claims with similar words".to_owned()
    } else {
        format!("`--any` finds {} with some of them", count(some, "claim"))
    };
    session.console.tell("help", &nearest);
    Ok(())
}

/// What the filter picks, in words: one phrase for each condition.
pub(crate) fn selection(filter: &Filter) -> Vec<String> {
    let words = |list: &[String]| list.join(" or ");
    let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let like = filter.like.as_ref().map(|like| like.text.clone());
    let searched = |all: bool| {
        let search = filter.search.iter().find(|search| search.any != all);
        search.map_or_else(String::new, |search| search.words.clone())
    };
    let mut said = Vec::new();
    if filter.contested {
        said.push("contested".to_owned());
    }
    if filter.against {
        said.push("with something against it".to_owned());
    }
    if filter.unsourced {
        said.push("without evidence".to_owned());
    }
    let conditions = [
        ("status", named(&filter.status, |status| status.as_str())),
        (
            "evidence gives",
            named(&filter.derived, |status| status.as_str()),
        ),
        ("kind", named(&filter.kind, |kind| kind.as_str())),
        ("flag", named(&filter.flag, |flag| flag.as_str())),
        ("said by", words(&filter.speaker)),
        ("article", words(&filter.article)),
        ("tag", words(&filter.tag)),
        ("assigned to", words(&filter.assigned)),
        ("resting on", words(&filter.source)),
        ("with the words", searched(true)),
        ("with one of the words", searched(false)),
        ("most like", like.unwrap_or_default()),
        ("changed since", date(filter.since)),
        ("changed until", date(filter.until)),
        ("claims", filter.ids.join(", ")),
    ];
    let given = conditions.iter().filter(|(_, value)| !value.is_empty());
    said.extend(given.map(|(what, value)| format!("{what} {value}")));
    said
}

fn named<T>(values: &[T], name: impl Fn(&T) -> &'static str) -> String {
    values.iter().map(name).collect::<Vec<_>>().join(" or ")
}

#[cfg(test)]
mod tests {
    use super::{FilterArguments, named_conditions, selection};
    use claimbook::domain::date::Date;
    use claimbook::domain::filter::{Filter, Search};
    use claimbook::domain::status::Status;
    use clap::{Args, Command, FromArgMatches};

    fn filter(words: &[&str]) -> Result<Filter, clap::Error> {
        let command = FilterArguments::augment_args(Command::new("list").no_binary_name(true));
        let matches = command.try_get_matches_from(words)?;
        let arguments = FilterArguments::from_arg_matches(&matches)?;
        Ok(arguments.filter(Vec::new(), "2026-03-10".parse().unwrap()))
    }

    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let filter = filter(words).unwrap();
        let shown = format!("{filter:?}");
        assert!(shown.contains(expected), "{words:?}: {shown}");
    }

    #[test]
    fn no_argument_means_all_claims() {
        assert_eq!(filter(&[]).unwrap(), Filter::default());
    }

    #[test]
    fn each_flag_sets_its_condition_and_no_other() {
        let alone = |set: fn(&mut Filter)| {
            let mut filter = Filter::default();
            set(&mut filter);
            filter
        };
        let a = || vec!["a".to_owned()];
        let search = || Search {
            words: "a b".into(),
            any: false,
        };
        for (words, expected) in [
            ("--against", alone(|of| of.against = true)),
            ("--contested", alone(|of| of.contested = true)),
            ("--unsourced", alone(|of| of.unsourced = true)),
        ] {
            assert_eq!(filter(&[words]).unwrap(), expected, "{words}");
        }
        let d = Filter::default;
        for (flag, expected) in [
            (
                "--speaker",
                Filter {
                    speaker: a(),
                    ..d()
                },
            ),
            (
                "--article",
                Filter {
                    article: a(),
                    ..d()
                },
            ),
            (
                "--assigned",
                Filter {
                    assigned: a(),
                    ..d()
                },
            ),
            ("--tag", Filter { tag: a(), ..d() }),
            ("--source", Filter { source: a(), ..d() }),
        ] {
            assert_eq!(filter(&[flag, "a"]).unwrap(), expected, "{flag}");
        }
        let searching = Filter {
            search: Some(search()),
            ..d()
        };
        assert_eq!(filter(&["--search", "a b"]).unwrap(), searching);
    }

    #[test]
    fn values_repeat_and_words_may_be_separated_by_commas() {
        let repeated = filter(&["--status", "contested", "--status", "refuted"]).unwrap();
        assert_eq!(
            repeated,
            filter(&["--status", "contested,refuted"]).unwrap()
        );
        assert_eq!(repeated.status.len(), 2);
        assert_eq!(filter(&["--flag", "opposed,stale"]).unwrap().flag.len(), 2);
        assert_eq!(filter(&["--kind", "figure,event"]).unwrap().kind.len(), 2);
        // A name may hold a comma.
        assert_eq!(filter(&["--speaker", "a, b"]).unwrap().speaker, ["a, b"]);
    }

    #[test]
    fn days_count_from_today() {
        let filter = filter(&["--since", "yesterday", "--until", "2026"]).unwrap();
        assert_eq!(filter.since.unwrap().to_string(), "2026-03-09");
        assert_eq!(filter.until.unwrap().to_string(), "2026");
        check(&["--until", "today"], "2026-03-10");
    }

    #[test]
    fn empty_values_and_unknown_words_are_refused() {
        for words in [
            ["--status", ""],
            ["--status", "true"],
            ["--status", "contested,"],
            ["--derived", "misleading"],
            ["--speaker", ""],
            ["--tag", ""],
            ["--search", ""],
            ["--flag", "fragil"],
            ["--since", "someday"],
        ] {
            assert!(filter(&words).is_err(), "{words:?}");
        }
    }

    #[test]
    fn a_search_of_more_than_64_words_is_refused() {
        let words = |count: usize, between: &str| vec!["toll"; count].join(between);
        for between in [" ", "\n", "-", "* "] {
            assert!(filter(&["--search", &words(64, between)]).is_ok());
            assert!(filter(&["--search", &words(65, between)]).is_err());
        }
        let phrase = format!("\"{}\"", words(65, " "));
        let error = filter(&["--search", &phrase]).unwrap_err().to_string();
        assert!(error.contains("65 words"), "{error}");
        assert!(error.contains("use fewer words"), "{error}");
    }

    #[test]
    fn each_name_is_looked_for_by_itself() {
        let both = filter(&[
            "--article",
            "a",
            "--speaker",
            "s",
            "--speaker",
            "t",
            "--tag",
            "g",
        ]);
        let both = both.unwrap();
        let mut alone = Vec::new();
        for (_, _, names, only) in named_conditions(&both) {
            alone.extend(names.iter().map(|name| only(name.clone())));
        }
        assert_eq!(alone[0], filter(&["--article", "a"]).unwrap());
        assert_eq!(alone[1], filter(&["--speaker", "s"]).unwrap());
        assert_eq!(alone[2], filter(&["--speaker", "t"]).unwrap());
        assert_eq!(alone[3], filter(&["--tag", "g"]).unwrap());
        assert_eq!(alone.len(), 4);
    }

    #[test]
    fn a_selection_names_each_condition_once() {
        let filter = Filter {
            contested: true,
            unsourced: true,
            status: vec![Status::Refuted, Status::Contested],
            speaker: vec!["a".to_owned(), "b".to_owned()],
            search: Some(Search {
                words: "toll road".to_owned(),
                any: false,
            }),
            since: Date::parse("2026-03"),
            ids: vec!["x".to_owned(), "y".to_owned()],
            ..Filter::default()
        };
        let expected = [
            "contested",
            "without evidence",
            "status refuted or contested",
            "said by a or b",
            "with the words toll road",
            "changed since 2026-03",
            "claims x, y",
        ];
        assert_eq!(selection(&filter), expected);
        assert!(selection(&Filter::default()).is_empty());
    }
}
