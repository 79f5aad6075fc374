//! Why a status changed, in words.

use crate::domain::diff::{Cause, ChangedTable, Comparison, Edition, RowPair};
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::party::Party;
use crate::domain::records::RecordKind;
use crate::domain::ruling::Ruling;
use crate::domain::source::SourceCore;
use crate::view::words::and;
use std::collections::BTreeSet;

/// The most sources that a sentence names.
const NAMED: usize = 5;

/// Why the status of a claim changed.
#[must_use]
pub fn because(both: &Comparison<'_>, id: &str, cause: &Cause) -> String {
    if cause.is_several {
        return "because of several changes".to_owned();
    }
    let tables = cause.tables.iter().map(|table| reason(both, id, table));
    format!("because {}", and(&tables.collect::<Vec<_>>()))
}

fn reason(both: &Comparison<'_>, id: &str, table: &ChangedTable) -> String {
    match table {
        ChangedTable::Evidence(claim, pair) => evidence(both, claim, *pair),
        ChangedTable::Ruling(claim, pair) => {
            let ruled = ruling_word(both, claim, *pair);
            if claim == id {
                ruled
            } else {
                format!("claim `{claim}` was {ruled}")
            }
        }
        ChangedTable::Claim(claim) if claim == id => {
            format!("its {} changed", and(&counting_fields(both, claim)))
        }
        ChangedTable::Claim(claim) => other_claim(both, id, claim),
        ChangedTable::Source(source) => source_change(both, id, source),
        ChangedTable::Article(article) => record(both, RecordKind::Article, article),
        ChangedTable::Party(party) => record(both, RecordKind::Party, party),
        ChangedTable::Policy => format!(
            "the policy asks for {} origins, not {}",
            both.new.needs_origins, both.old.needs_origins
        ),
    }
}

/// What changed about a table, in a word or two.
#[must_use]
pub fn what(both: &Comparison<'_>, table: &ChangedTable) -> String {
    match table {
        ChangedTable::Evidence(claim, pair) => stance_word(both, claim, *pair),
        ChangedTable::Ruling(claim, pair) => ruling_word(both, claim, *pair),
        ChangedTable::Claim(claim) => existence(
            both.old.claims.contains_key(claim),
            both.new.claims.contains_key(claim),
        )
        .map_or_else(|| counting_fields(both, claim).join(", "), str::to_owned),
        ChangedTable::Source(id) => {
            let (old, new) = (both.old.sources.get(id), both.new.sources.get(id));
            match (old, new) {
                (Some(old), Some(new)) => retraction(&old.core, &new.core).map_or_else(
                    || source_fields(&old.core, &new.core).join(", "),
                    str::to_owned,
                ),
                _ => existence(old.is_some(), new.is_some())
                    .unwrap_or_default()
                    .to_owned(),
            }
        }
        ChangedTable::Article(id) => {
            let (old, new) = (both.old.articles.get(id), both.new.articles.get(id));
            existence(old.is_some(), new.is_some())
                .unwrap_or("publisher")
                .to_owned()
        }
        ChangedTable::Party(id) => party_word(both, id),
        ChangedTable::Policy => format!("{} → {}", both.old.needs_origins, both.new.needs_origins),
    }
}

fn existence(before: bool, after: bool) -> Option<&'static str> {
    match (before, after) {
        (false, true) => Some("new"),
        (true, false) => Some("removed"),
        _ => None,
    }
}

/// The evidence rows of a change: the old one and the new one.
fn rows<'e>(
    both: &Comparison<'e>,
    claim: &str,
    pair: RowPair,
) -> [Option<(&'e Edition, &'e EvidenceCore)>; 2] {
    let row = |edition: &'e Edition, at: Option<usize>| {
        let claim = edition.claims.get(claim)?;
        Some((edition, claim.claim.core.evidence.get(at?)?))
    };
    [row(both.old, pair.before()), row(both.new, pair.after())]
}

fn evidence(both: &Comparison<'_>, claim: &str, pair: RowPair) -> String {
    match rows(both, claim, pair) {
        [None, Some((edition, row))] => says(edition, row, false),
        [Some((edition, row)), None] => says(edition, row, true),
        [Some((_, old)), Some((_, new))]
            if old.source != new.source || old.stance != new.stance =>
        {
            let word = stance_word(both, claim, pair);
            format!("the evidence of `{}` changed: {word}", new.source)
        }
        [_, Some((_, row))] => format!("the evidence of `{}` changed", row.source),
        [None, None] => "its evidence changed".to_owned(),
    }
}

/// Who says what with a row, or no longer says it.
fn says(edition: &Edition, row: &EvidenceCore, is_gone: bool) -> String {
    let source = edition.sources.get(&row.source);
    let who = row.voice.as_ref().or_else(|| {
        let core = &source?.core;
        core.voice.as_ref().or(core.publisher.as_ref())
    });
    let verb = match row.stance {
        Stance::Supports => "supports",
        Stance::Refutes => "refutes",
        Stance::Denies => "denies",
        Stance::Disputes => "disputes",
        Stance::Qualifies => "qualifies",
        Stance::Context => "gives context to",
    };
    let object = if row.about == About::Attribution {
        "that it was said"
    } else {
        "it"
    };
    let (no_longer, day) = if is_gone {
        ("no longer ", None)
    } else {
        ("", row.added)
    };
    let day = day.map(|day| day.to_string());
    let Some(who) = who else {
        let on = day.map_or_else(String::new, |day| format!(" ({day})"));
        return format!("`{}` {no_longer}{verb} {object}{on}", row.source);
    };
    let of = [Some(row.source.clone()), day].into_iter().flatten();
    let of = of.collect::<Vec<_>>().join(", ");
    format!("{who} {no_longer}{verb} {object} ({of})")
}

fn stance_word(both: &Comparison<'_>, claim: &str, pair: RowPair) -> String {
    match rows(both, claim, pair) {
        [None, Some((_, row))] => row.stance.to_string(),
        [Some((_, row)), None] => format!("{} (removed)", row.stance),
        [Some((_, old)), Some((_, new))] if old.stance != new.stance => {
            format!("{} → {}", old.stance, new.stance)
        }
        [_, Some((_, row))] => format!("{} (changed)", row.stance),
        [None, None] => String::new(),
    }
}

fn ruling_word(both: &Comparison<'_>, claim: &str, pair: RowPair) -> String {
    let old = ruling_at(both.old, claim, pair.before());
    let new = ruling_at(both.new, claim, pair.after());
    let status = |ruling: Ruling<'_>| ruling.core.status;
    let by = |ruling: Ruling<'_>| ruling.words.by.clone();
    match (old, new) {
        (Some(old), None) => format!("no longer ruled {} by {}", status(old), by(old)),
        // Of two rulings on one day, the later one applies.
        (Some(old), Some(new)) if old == new => "ruled in another order".to_owned(),
        (Some(old), Some(new)) if status(old) != status(new) => {
            format!("ruled {} by {}, not {}", status(new), by(old), status(old))
        }
        (_, Some(new)) => format!("ruled {} by {}", status(new), by(new)),
        (None, None) => String::new(),
    }
}

fn ruling_at<'e>(edition: &'e Edition, claim: &str, at: Option<usize>) -> Option<Ruling<'e>> {
    edition.claims.get(claim)?.claim.rulings().nth(at?)
}

/// The fields of a claim that count and that changed.
fn counting_fields(both: &Comparison<'_>, id: &str) -> Vec<String> {
    let (Some(old), Some(new)) = (both.old.claims.get(id), both.new.claims.get(id)) else {
        return Vec::new();
    };
    let (one, other) = (&old.claim, &new.claim);
    let fields = [
        ("article", old.article != new.article),
        ("speaker", one.core.speaker != other.core.speaker),
        ("quoted", one.core.quoted != other.core.quoted),
        ("kind", one.core.kind != other.core.kind),
        ("accuses", one.core.accuses != other.core.accuses),
        ("concerns", one.core.concerns != other.core.concerns),
        (
            "needs_origins",
            one.core.needs_origins != other.core.needs_origins,
        ),
        ("draft", one.core.draft != other.core.draft),
        ("denies", one.words.denies != other.words.denies),
        (
            "contradicts",
            one.words.contradicts != other.words.contradicts,
        ),
    ];
    named(&fields)
}

fn named(fields: &[(&str, bool)]) -> Vec<String> {
    let changed = fields.iter().filter(|(_, is_other)| *is_other);
    changed.map(|(name, _)| (*name).to_owned()).collect()
}

/// Another claim, which speaks against this one or no longer does.
fn other_claim(both: &Comparison<'_>, id: &str, other: &str) -> String {
    let link = |edition: &Edition| {
        let words = &edition.claims.get(other)?.claim.words;
        let names_it = |targets: &[String]| targets.iter().any(|target| target == id);
        if names_it(&words.denies) {
            Some("denies")
        } else if names_it(&words.contradicts) {
            Some("contradicts")
        } else {
            None
        }
    };
    match (link(both.old), link(both.new)) {
        (None, Some(verb)) => format!("claim `{other}` {verb} it"),
        (Some(verb), None) => format!("claim `{other}` no longer {verb} it"),
        _ => record(both, RecordKind::Claim, other),
    }
}

fn retraction(old: &SourceCore, new: &SourceCore) -> Option<&'static str> {
    match (old.is_retracted(), new.is_retracted()) {
        (false, true) => Some("retracted"),
        (true, false) => Some("no longer retracted"),
        _ => None,
    }
}

fn source_fields(old: &SourceCore, new: &SourceCore) -> Vec<String> {
    named(&[
        ("publisher", old.publisher != new.publisher),
        ("url", old.host != new.host),
        ("kind", old.kind != new.kind),
        ("voice", old.voice != new.voice),
        ("derived_from", old.derived_from != new.derived_from),
        ("own_reporting", old.own_reporting != new.own_reporting),
        ("interests", old.interests != new.interests),
        ("retracted", old.retracted != new.retracted),
    ])
}

fn source_change(both: &Comparison<'_>, id: &str, source: &str) -> String {
    let change = match (both.old.sources.get(source), both.new.sources.get(source)) {
        (Some(old), Some(new)) => match retraction(&old.core, &new.core) {
            Some("retracted") => format!("`{source}` was retracted"),
            Some(_) => format!("`{source}` is no longer retracted"),
            None => {
                let fields = source_fields(&old.core, &new.core).join(", ");
                format!("`{source}` changed ({fields})")
            }
        },
        _ => record(both, RecordKind::Source, source),
    };
    let resting = resting_on(both, id, source);
    let more = resting.len().saturating_sub(NAMED);
    let mut named: Vec<String> = resting.into_iter().take(NAMED).collect();
    let verb = if named.len() == 1 { "rests" } else { "rest" };
    if more > 0 {
        named.push(format!("{more} more"));
    }
    if named.is_empty() {
        change
    } else {
        format!("{change}: {} {verb} on it", and(&named))
    }
}

/// The sources of a claim's rows that rest on a source and are another one.
fn resting_on(both: &Comparison<'_>, id: &str, source: &str) -> Vec<String> {
    let mut resting = Vec::new();
    for edition in [both.new, both.old] {
        let rows = edition
            .claims
            .get(id)
            .map(|claim| claim.claim.core.evidence.iter());
        for row in rows.into_iter().flatten() {
            if row.source != source && !resting.contains(&row.source) && rests(edition, row, source)
            {
                resting.push(row.source.clone());
            }
        }
    }
    resting
}

fn rests(edition: &Edition, row: &EvidenceCore, source: &str) -> bool {
    let mut open: Vec<&String> = row.via.iter().chain([&row.source]).collect();
    let mut met: BTreeSet<&String> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        if id == source {
            return true;
        }
        let parents = edition
            .sources
            .get(id)
            .map(|source| source.core.derived_from.iter());
        open.extend(
            parents
                .into_iter()
                .flatten()
                .filter(|parent| met.insert(parent)),
        );
    }
    false
}

fn party_word(both: &Comparison<'_>, id: &str) -> String {
    let find = |edition: &Edition| -> Option<Party> {
        let mut parties = edition.parties.iter();
        parties.find(|party| party.core.id.as_str() == id).cloned()
    };
    let (Some(old), Some(new)) = (find(both.old), find(both.new)) else {
        return existence(find(both.old).is_some(), find(both.new).is_some())
            .unwrap_or_default()
            .to_owned();
    };
    let (old, new) = (old.core, new.core);
    let fields = named(&[
        ("name", old.name != new.name),
        ("aliases", old.aliases != new.aliases),
        ("domains", old.domains != new.domains),
        ("kind", old.kind != new.kind),
        ("part_of", old.part_of != new.part_of),
        ("reliability", old.reliability != new.reliability),
        ("interests", old.interests != new.interests),
    ]);
    if fields.is_empty() {
        // Of two parties that share a name, the first one has it.
        return "moved".to_owned();
    }
    fields.join(", ")
}

/// That a record is new, was removed, moved or changed.
fn record(both: &Comparison<'_>, kind: RecordKind, id: &str) -> String {
    let table = match kind {
        RecordKind::Article => ChangedTable::Article(id.to_owned()),
        RecordKind::Party => ChangedTable::Party(id.to_owned()),
        RecordKind::Source => ChangedTable::Source(id.to_owned()),
        RecordKind::Claim => ChangedTable::Claim(id.to_owned()),
    };
    let name = if kind == RecordKind::Source {
        format!("`{id}`")
    } else {
        format!("{kind} `{id}`")
    };
    match what(both, &table).as_str() {
        "new" => format!("{name} is new"),
        "removed" => format!("{name} was removed"),
        "moved" => format!("{name} moved: of two parties that share a name, the first one has it"),
        fields => format!("{name} changed ({fields})"),
    }
}
