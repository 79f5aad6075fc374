//! A rule about two dates that cannot both be right.
//!
//! A coarse date counts only for what it surely means: 2026 is not before 2026-03.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::date::Date;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;

pub(super) static RULES: &[&dyn AnyRule] = &[&DATE_ORDER];

/// Which two events are in the wrong order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Disorder {
    /// An evidence row was added before its source was published.
    AddedBeforePublished,
    /// A ruling was made before any source on its side was published.
    RuledBeforePublished,
    /// A ruling was made before the article was published.
    RuledBeforeArticle,
    /// The article was published before the claim in it was said.
    ArticleBeforeSaid,
    /// An article was read before it was published.
    ArticleReadBeforePublished,
    /// A source was read before it was published.
    SourceReadBeforePublished,
    /// An answer was due before it was asked for.
    DueBeforeAsked,
}

/// Two dates in the wrong order: what happened on `first` needs what happened on `second`, later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WrongOrder {
    order: Disorder,
    first: Date,
    second: Date,
}

/// Two dates cannot both be right.
static DATE_ORDER: Rule<WrongOrder> = Rule {
    code: "date-order",
    level: Some(Severity::Warning),
    find: Find::All(date_order, date_order_of_record),
    words: |found| {
        Words::new(message(found.fact)).help("one of the two dates is wrong: look both up")
    },
};

fn message(fact: WrongOrder) -> String {
    let WrongOrder {
        order,
        first,
        second,
    } = fact;
    match order {
        Disorder::AddedBeforePublished => {
            format!("added on {first}, but its source was published later, on {second}")
        }
        Disorder::RuledBeforePublished => {
            format!(
                "ruled on {first}, but the first source for it was published later, on {second}"
            )
        }
        Disorder::RuledBeforeArticle => {
            format!("ruled on {first}, but the article was published later, on {second}")
        }
        Disorder::ArticleBeforeSaid => {
            format!(
                "said on {second}, but the article that reports it was published before, on {first}"
            )
        }
        Disorder::ArticleReadBeforePublished => {
            format!("the article was read on {first}, but published later, on {second}")
        }
        Disorder::SourceReadBeforePublished => {
            format!("the source was read on {first}, but published later, on {second}")
        }
        Disorder::DueBeforeAsked => {
            format!("the answer was due on {first}, but asked for later, on {second}")
        }
    }
}

fn date_order(checked: &CheckedClaim<'_>) -> Vec<Hit<WrongOrder>> {
    let mut found = added_before_published(checked);
    let before_article = ruled_before_article(checked);
    if before_article.is_empty() {
        found.extend(ruled_before_published(checked));
    }
    found.extend(before_article);
    let published = checked.article.and_then(|article| article.words.published);
    found.extend(wrong_order(
        published,
        checked.claim.words.said_on,
        Disorder::ArticleBeforeSaid,
        checked.part().field("said_on"),
    ));
    for (position, asked) in checked.claim.words.asked.iter().enumerate() {
        let at = checked.row(RowKind::Asked, position).field("due");
        found.extend(wrong_order(
            asked.due,
            asked.on,
            Disorder::DueBeforeAsked,
            at,
        ));
    }
    found
}

fn date_order_of_record(checked: &CheckedRecord<'_>) -> Vec<Hit<WrongOrder>> {
    let (accessed, published, order) = match checked.record {
        NonClaim::Source(source) => (
            source.words.accessed,
            source.words.published,
            Disorder::SourceReadBeforePublished,
        ),
        NonClaim::Article(article) => (
            article.words.accessed,
            article.words.published,
            Disorder::ArticleReadBeforePublished,
        ),
        NonClaim::Party(_) => return Vec::new(),
    };
    let at = checked.part().field("accessed");
    wrong_order(accessed, published, order, at)
        .into_iter()
        .collect()
}

fn added_before_published(checked: &CheckedClaim<'_>) -> Vec<Hit<WrongOrder>> {
    let rows = checked.claim.evidence().enumerate();
    rows.filter_map(|(position, row)| {
        let published = checked.source(&row.core.source)?.words.published;
        let at = checked.row(RowKind::Evidence, position).field("added");
        wrong_order(
            row.core.added,
            published,
            Disorder::AddedBeforePublished,
            at,
        )
    })
    .collect()
}

fn ruled_before_article(checked: &CheckedClaim<'_>) -> Vec<Hit<WrongOrder>> {
    let published = checked.article.and_then(|article| article.words.published);
    let rulings = checked.claim.rulings().enumerate();
    rulings
        .filter_map(|(position, ruling)| {
            let at = checked.row(RowKind::Ruling, position).field("on");
            wrong_order(
                Some(ruling.core.on),
                published,
                Disorder::RuledBeforeArticle,
                at,
            )
        })
        .collect()
}

/// Whether the newest ruling is older than every source on its side, all of which have a date.
fn ruled_before_published(checked: &CheckedClaim<'_>) -> Option<Hit<WrongOrder>> {
    let (place, ruling) = checked.ruled(&[RulingStatus::Confirmed, RulingStatus::Refuted])?;
    let stance = if ruling.core.status == RulingStatus::Confirmed {
        Stance::Supports
    } else {
        Stance::Refutes
    };
    let rows = checked.claim.evidence();
    let published = rows
        .filter(|row| row.core.stance == stance)
        .map(|row| checked.source(&row.core.source)?.words.published);
    let earliest = published.collect::<Option<Vec<Date>>>()?.into_iter().min();
    let at = place.field("on");
    wrong_order(
        Some(ruling.core.on),
        earliest,
        Disorder::RuledBeforePublished,
        at,
    )
}

/// The finding, if the second date is surely after the first.
fn wrong_order(
    first: Option<Date>,
    second: Option<Date>,
    order: Disorder,
    at: RecordPart,
) -> Option<Hit<WrongOrder>> {
    let (first, second) = first.zip(second)?;
    let fact = WrongOrder {
        order,
        first,
        second,
    };
    second.is_after(first).then(|| Hit::new(at, fact))
}
