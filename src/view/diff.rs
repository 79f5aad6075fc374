//! What changed between two revisions of a book, for readers and as JSON.

use crate::domain::diff::{
    ChangedTable, Comparison, Difference, DifferenceKind, Edition, EditionClaim, FieldChange,
    older_ruling,
};
use crate::domain::records::RecordKind;
use crate::domain::ruling::{RulingStatus, standing_position};
use crate::domain::status::{Derived, Status};
use crate::view::page::{Block, Line, Page};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table, TableRow};
use crate::view::words;
use crate::view::words::cause;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A difference, as JSON shows it.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceEntry {
    id: String,
    kind: RecordKind,
    change: &'static str,
    before: Option<RecordThen>,
    after: Option<RecordThen>,
    because: Vec<Because>,
}

/// A record as it was at one time.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum RecordThen {
    Claim {
        status: Status,
        derived_status: Derived,
        text: String,
        article: Option<String>,
        ruling: Option<RulingThen>,
    },
    Other {
        title: String,
    },
}

/// The ruling that applied.
#[derive(Clone, Debug, Serialize)]
struct RulingThen {
    status: RulingStatus,
    on: String,
    by: String,
    reason: String,
}

/// A table that has to do with a difference.
#[derive(Clone, Debug, Serialize)]
struct Because {
    table: &'static str,
    id: String,
    what: String,
}

/// The differences as JSON shows them.
#[must_use]
pub fn entries(both: &Comparison<'_>, differences: &[Difference]) -> Vec<DifferenceEntry> {
    let entries = differences.iter().map(|difference| DifferenceEntry {
        id: difference.id.clone(),
        kind: difference.record,
        change: change(&difference.kind),
        before: then(both.old, difference),
        after: then(both.new, difference),
        because: reasons(both, difference),
    });
    entries.collect()
}

fn change(kind: &DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::New => "new",
        DifferenceKind::Removed => "removed",
        DifferenceKind::Status(_) => "status",
        DifferenceKind::Ruling(_) => "ruling",
        DifferenceKind::Text => "text",
        DifferenceKind::Evidence(_) => "evidence",
        DifferenceKind::Fields(_) => "fields",
    }
}

fn then(edition: &Edition, of: &Difference) -> Option<RecordThen> {
    if of.record == RecordKind::Claim {
        let claim = edition.claims.get(&of.id)?;
        return Some(RecordThen::Claim {
            status: claim.status(),
            derived_status: claim.derived,
            text: claim.claim.words.text.clone(),
            article: claim.article.clone(),
            ruling: ruling(claim, standing_position(&claim.claim.core.rulings)),
        });
    }
    Some(RecordThen::Other {
        title: title(edition, of)?,
    })
}

/// The title of a source or an article, or the name of a party.
fn title(edition: &Edition, of: &Difference) -> Option<String> {
    match of.record {
        RecordKind::Source => Some(edition.sources.get(&of.id)?.words.title.clone()),
        RecordKind::Article => Some(edition.articles.get(&of.id)?.words.title.clone()),
        RecordKind::Party => {
            let mut parties = edition.parties.iter();
            let party = parties.find(|party| party.core.id.as_str() == of.id)?;
            Some(party.core.name.clone())
        }
        RecordKind::Claim => Some(edition.claims.get(&of.id)?.claim.words.text.clone()),
    }
}

fn ruling(claim: &EditionClaim, at: Option<usize>) -> Option<RulingThen> {
    let ruling = claim.claim.rulings().nth(at?)?;
    Some(RulingThen {
        status: ruling.core.status,
        on: ruling.core.on.to_string(),
        by: ruling.words.by.clone(),
        reason: ruling.words.reason.clone(),
    })
}

fn reasons(both: &Comparison<'_>, of: &Difference) -> Vec<Because> {
    let tables = match &of.kind {
        DifferenceKind::Status(cause) => &cause.tables,
        DifferenceKind::Ruling(tables) | DifferenceKind::Evidence(tables) => tables,
        DifferenceKind::Fields(fields) => {
            let because = fields.iter().map(|field| Because {
                table: of.record.as_str(),
                id: of.id.clone(),
                what: field_change(field),
            });
            return because.collect();
        }
        DifferenceKind::New | DifferenceKind::Removed | DifferenceKind::Text => return Vec::new(),
    };
    let because = tables.iter().map(|table| {
        let (name, id) = named(both, table);
        Because {
            table: name,
            id,
            what: cause::what(both, table),
        }
    });
    because.collect()
}

/// The kind of a table, and the id that it is known by: that of an evidence row is the id of its source.
fn named(both: &Comparison<'_>, table: &ChangedTable) -> (&'static str, String) {
    match table {
        ChangedTable::Ruling(claim, _) => ("ruling", claim.clone()),
        ChangedTable::Evidence(claim, pair) => {
            let source = |edition: &Edition, at: Option<usize>| {
                let row = edition.claims.get(claim)?.claim.core.evidence.get(at?)?;
                Some(row.source.clone())
            };
            let source = source(both.new, pair.after()).or_else(|| source(both.old, pair.before()));
            ("evidence", source.unwrap_or_default())
        }
        ChangedTable::Claim(id) => ("claim", id.clone()),
        ChangedTable::Source(id) => ("source", id.clone()),
        ChangedTable::Article(id) => ("article", id.clone()),
        ChangedTable::Party(id) => ("party", id.clone()),
        ChangedTable::Policy => ("policy", "needs_origins".to_owned()),
    }
}

/// The longest value of a field that is shown, in characters.
const VALUE: usize = 60;

fn field_change(field: &FieldChange) -> String {
    let shown = |value: &Option<String>| value.as_deref().map(shortened);
    match (shown(&field.before), shown(&field.after)) {
        (None, None) => format!("{} changed", field.name),
        (None, Some(after)) => format!("{}: {after}", field.name),
        (Some(before), None) => format!("{}: {before} → nothing", field.name),
        (Some(before), Some(after)) => format!("{}: {}", field.name, turned(&before, &after)),
    }
}

fn shortened(value: &str) -> String {
    let mut letters = value.chars();
    let kept: String = letters.by_ref().take(VALUE).collect();
    if letters.next().is_some() {
        format!("{kept}…")
    } else {
        kept
    }
}

/// What a text turned into: the words that differ, if they are few.
fn turned(before: &str, after: &str) -> String {
    let split = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (old, new) = (split(before), split(after));
    let same = |one: &mut dyn Iterator<Item = &String>,
                other: &mut dyn Iterator<Item = &String>| {
        one.zip(other)
            .take_while(|(one, other)| one == other)
            .count()
    };
    let start = same(&mut old.iter(), &mut new.iter());
    let (old, new) = (
        old.get(start..).unwrap_or_default(),
        new.get(start..).unwrap_or_default(),
    );
    let end = same(&mut old.iter().rev(), &mut new.iter().rev());
    let middle = |words: &[String]| {
        let kept = words.len() - end.min(words.len());
        shortened(&words.get(..kept).unwrap_or_default().join(" "))
    };
    match (middle(old).as_str(), middle(new).as_str()) {
        ("", after) => format!("+ “{after}”"),
        (before, "") => format!("− “{before}”"),
        (before, after) => format!("{before} → {after}"),
    }
}

/// The page: a heading, and a row for each difference.
#[must_use]
pub fn page(both: &Comparison<'_>, differences: &[Difference], range: &str) -> Page {
    let mut page = Page(vec![Block::Title(headline(both, differences, range))]);
    let rows = differences.iter().map(|difference| row(both, difference));
    let columns = [
        ("id", Fit::Content),
        ("change", Fit::Content),
        ("why", Fit::Wrap),
    ];
    if !differences.is_empty() {
        page.0.push(Block::Table(Table::new(columns, rows)));
    }
    page
}

/// How much changed, in one line.
fn headline(both: &Comparison<'_>, differences: &[Difference], range: &str) -> Line {
    let ids = |is_counted: &dyn Fn(&Difference) -> bool| {
        let ids = differences.iter().filter(|one| is_counted(one));
        ids.map(|one| one.id.as_str())
            .collect::<BTreeSet<_>>()
            .len()
    };
    let of = |record: RecordKind, wanted: Option<&str>| {
        ids(&|one| {
            let change = change(&one.kind);
            let is_it = wanted.map_or(!matches!(change, "new" | "removed"), |wanted| {
                change == wanted
            });
            one.record == record && is_it
        })
    };
    let claims = words::count(words::number(both.new.claims.len()), "claim");
    let changed = of(RecordKind::Claim, None);
    let mut parts = Vec::new();
    if differences.is_empty() {
        parts.push(format!("nothing changed in {claims}"));
    } else {
        parts.push(format!("{changed} of {claims} changed"));
    }
    let existence = ["new", "removed"].map(|what| (of(RecordKind::Claim, Some(what)), what));
    let existence = existence.iter().filter(|(number, _)| *number > 0);
    parts.extend(existence.map(|(number, what)| format!("{number} {what}")));
    for (record, noun) in [
        (RecordKind::Source, "source"),
        (RecordKind::Party, "party"),
        (RecordKind::Article, "article"),
    ] {
        for (wanted, what) in [
            (None, "changed"),
            (Some("new"), "new"),
            (Some("removed"), "removed"),
        ] {
            let number = of(record, wanted);
            if number > 0 {
                parts.push(format!("{} {what}", plural(number, noun)));
            }
        }
    }
    Line::new(range, Role::Id).then(format!(" · {}", parts.join(", ")))
}

fn plural(number: usize, noun: &str) -> String {
    match noun {
        "party" if number != 1 => format!("{number} parties"),
        noun => words::count(words::number(number), noun),
    }
}

fn row(both: &Comparison<'_>, of: &Difference) -> TableRow {
    let (before, after) = (both.old.claims.get(&of.id), both.new.claims.get(&of.id));
    let both_claims = before.zip(after).filter(|_| of.record == RecordKind::Claim);
    let change = match (&of.kind, both_claims) {
        (DifferenceKind::Status(_), Some((before, after))) => status(before, after),
        (DifferenceKind::Ruling(tables), Some(_)) => Cell::plain(ruled(both, tables)),
        (DifferenceKind::Text, _) => Cell::plain("text changed"),
        (kind, _) if of.record == RecordKind::Claim => Cell::plain(change(kind)),
        (DifferenceKind::Fields(_), _) => Cell::plain(format!("{} changed", of.record)),
        (kind, _) => Cell::plain(format!("{} {}", of.record, change(kind))),
    };
    vec![
        Cell::new(&of.id, Role::Id),
        change,
        Cell::plain(why(both, of)),
    ]
}

fn status(before: &EditionClaim, after: &EditionClaim) -> Cell {
    let (old, new) = (before.status(), after.status());
    if old == new {
        let (old, new) = (before.derived, after.derived);
        let text = format!("evidence {old} → {new}");
        Cell::new(text, Role::from(new))
    } else {
        Cell::new(format!("{old} → {new}"), Role::from(new))
    }
}

/// The newest of the rulings that changed, in words without the reason.
fn ruled(both: &Comparison<'_>, tables: &[ChangedTable]) -> String {
    let last = tables.last().map(|table| cause::what(both, table));
    last.unwrap_or_default()
}

fn why(both: &Comparison<'_>, of: &Difference) -> String {
    match &of.kind {
        DifferenceKind::Status(cause) => {
            let because = cause::because(both, &of.id, cause);
            let after = both.new.claims.get(&of.id);
            let before = both.old.claims.get(&of.id);
            match before.zip(after) {
                Some((before, after)) if before.status() == after.status() => {
                    format!("{because}; still shown as {}", after.status())
                }
                _ => because,
            }
        }
        DifferenceKind::Ruling(tables) => ruling_reason(both, of, tables),
        DifferenceKind::Text => text_change(both, of),
        DifferenceKind::Evidence(tables) => {
            let rows = tables.iter().map(|table| {
                let (_, source) = named(both, table);
                format!("`{source}` {}", cause::what(both, table))
            });
            words::few(&rows.collect::<Vec<_>>(), "; ")
        }
        DifferenceKind::Fields(fields) => {
            let fields: Vec<String> = fields.iter().map(field_change).collect();
            fields.join("; ")
        }
        DifferenceKind::New if of.record == RecordKind::Claim => {
            match both.new.claims.get(&of.id) {
                Some(claim) => format!("{}: {}", claim.status(), claim.claim.words.text),
                None => String::new(),
            }
        }
        DifferenceKind::New => title(both.new, of).unwrap_or_default(),
        DifferenceKind::Removed => title(both.old, of).unwrap_or_default(),
    }
}

/// The reason of the ruling that applies now, if it is one of those that changed; else what applies instead.
fn ruling_reason(both: &Comparison<'_>, of: &Difference, tables: &[ChangedTable]) -> String {
    let Some(claim) = both.new.claims.get(&of.id) else {
        return String::new();
    };
    let at = standing_position(&claim.claim.core.rulings);
    let is_changed = |table: &ChangedTable| match table {
        ChangedTable::Ruling(_, pair) => pair.after() == at && at.is_some(),
        _ => false,
    };
    let before = both.old.claims.get(&of.id).map(EditionClaim::status);
    let from = before.filter(|before| *before != claim.status());
    let from = from.map_or_else(String::new, |before| format!(" (was {before})"));
    match ruling(claim, at).filter(|_| tables.iter().any(is_changed)) {
        Some(ruling) => format!("{}{from}", ruling.reason),
        None => format!("shown as {}{from}", claim.status()),
    }
}

fn text_change(both: &Comparison<'_>, of: &Difference) -> String {
    let (Some(before), Some(after)) = (both.old.claims.get(&of.id), both.new.claims.get(&of.id))
    else {
        return String::new();
    };
    let turned = turned(&before.claim.words.text, &after.claim.words.text);
    let older = ruling(after, older_ruling(before, after));
    match older {
        Some(ruling) => format!(
            "{turned}; the ruling of {} by {} is older",
            ruling.on, ruling.by
        ),
        None => turned,
    }
}

/// How many claims went from which status to which, and what else changed.
#[must_use]
pub fn counts(both: &Comparison<'_>, differences: &[Difference], range: &str) -> Page {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for of in differences {
        let (before, after) = (both.old.claims.get(&of.id), both.new.claims.get(&of.id));
        let both_claims = before.zip(after).filter(|_| of.record == RecordKind::Claim);
        let what = match (&of.kind, both_claims) {
            (DifferenceKind::Status(_) | DifferenceKind::Ruling(_), Some((before, after)))
                if before.status() != after.status() =>
            {
                status(before, after).text
            }
            (DifferenceKind::Status(_), Some((before, after))) => status(before, after).text,
            _ => format!("{} {}", of.record, change(&of.kind)),
        };
        *counts.entry(what).or_default() += 1;
    }
    let rows = counts
        .into_iter()
        .map(|(what, number)| vec![Cell::plain(what), Cell::plain(number.to_string())]);
    let mut page = Page(vec![Block::Title(headline(both, differences, range))]);
    let columns = [("change", Fit::Content), ("records", Fit::Content)];
    if !differences.is_empty() {
        page.0.push(Block::Table(Table::new(columns, rows)));
    }
    page
}
