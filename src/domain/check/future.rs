//! A rule about dates after today. A coarse date counts from its first day.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::date::Date;
use crate::domain::ruling::is_pending;
use chrono::NaiveDate;

pub(super) static RULES: &[&dyn AnyRule] = &[&DATE_IN_FUTURE];

/// A date after today, and whether what it dates has an effect only from then on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Future {
    date: Date,
    waits: bool,
}

/// Something is dated after today.
static DATE_IN_FUTURE: Rule<Future> = Rule {
    code: "date-in-future",
    level: Some(Severity::Warning),
    find: Find::All(of_claim, of_record),
    words: |found| {
        let Future { date, waits } = found.fact;
        let words = Words::new(format!("{date} is after today"));
        if waits {
            words.help(format!("it has no effect before {}", date.first_day()))
        } else {
            words.help("look the date up: what is not yet past cannot be in a record")
        }
    },
};

fn of_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<Future>> {
    let words = &checked.claim.words;
    let at = |kind: RowKind, position, field| checked.row(kind, position).field(field);
    let mut dates = vec![(checked.part().field("said_on"), words.said_on)];
    for (position, row) in checked.claim.core.evidence.iter().enumerate() {
        dates.push((at(RowKind::Evidence, position, "added"), row.added));
    }
    for (position, row) in words.appearances.iter().enumerate() {
        dates.push((at(RowKind::Appearance, position, "on"), row.on));
    }
    for (position, row) in words.asked.iter().enumerate() {
        dates.push((at(RowKind::Asked, position, "on"), row.on));
    }
    for (position, row) in words.searched.iter().enumerate() {
        dates.push((at(RowKind::Searched, position, "on"), row.on));
    }
    let today = checked.book.today;
    let mut found = future(dates, today, false);
    let rulings = checked.claim.core.rulings.iter().enumerate();
    let rulings =
        rulings.map(|(position, ruling)| (at(RowKind::Ruling, position, "on"), Some(ruling.on)));
    found.extend(future(rulings, today, true));
    found
}

fn of_record(checked: &CheckedRecord<'_>) -> Vec<Hit<Future>> {
    let at = |field| checked.part().field(field);
    let today = checked.book.today;
    let (published, accessed, retracted) = match checked.record {
        NonClaim::Source(source) => {
            let words = &source.words;
            (words.published, words.accessed, source.core.retracted)
        }
        NonClaim::Article(article) => (article.words.published, article.words.accessed, None),
        NonClaim::Party(_) => return Vec::new(),
    };
    let past = [(at("published"), published), (at("accessed"), accessed)];
    let mut found = future(past, today, false);
    found.extend(future([(at("retracted"), retracted)], today, true));
    found
}

/// The dates after today.
fn future(
    dates: impl IntoIterator<Item = (RecordPart, Option<Date>)>,
    today: NaiveDate,
    waits: bool,
) -> Vec<Hit<Future>> {
    let dates = dates.into_iter();
    let dates = dates.filter_map(|(at, date)| Some((at, date?)));
    let after = dates.filter(|(_, date)| is_pending(*date, today));
    let hit = |(at, date)| Hit::new(at, Future { date, waits });
    after.map(hit).collect()
}
