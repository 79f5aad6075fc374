//! The tables that differ between two editions, as far as they can change a status, and the old book with some of them.

use crate::domain::claim::{Claim, ClaimCore};
use crate::domain::diff::edition::{Edition, EditionClaim};
use crate::domain::diff::rows::{RowPair, mixed, ordered, pairs};
use crate::domain::evidence::Evidence;
use crate::domain::party::Party;
use crate::domain::ruling::Ruling;
use std::collections::BTreeSet;

/// A table that differs between two editions. A claim's fields, its evidence rows and its rulings are tables of their own;
/// a claim that is new or gone is one table with all of its rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangedTable {
    /// A ruling of this claim.
    Ruling(String, RowPair),
    /// An evidence row of this claim.
    Evidence(String, RowPair),
    /// The claim's own fields, with the article that it appears in.
    Claim(String),
    /// A source.
    Source(String),
    /// An article.
    Article(String),
    /// A party.
    Party(String),
    /// The number of origins that the policy asks for.
    Policy,
}

/// The evidence rows of two editions of a claim. A row stays itself while it cites the same source.
pub(super) fn evidence_pairs(old: &Claim, new: &Claim) -> Vec<RowPair> {
    let (old, new): (Vec<_>, Vec<_>) = (old.evidence().collect(), new.evidence().collect());
    pairs(
        &old,
        &new,
        &[
            &|row: &Evidence<'_>| format!("{row:?}"),
            &|row| {
                format!(
                    "{} {} {:?} {:?}",
                    row.core.source, row.core.stance, row.core.about, row.words.quote
                )
            },
            &|row| {
                format!(
                    "{} {} {:?}",
                    row.core.source, row.core.stance, row.core.about
                )
            },
            &|row| row.core.source.clone(),
        ],
    )
}

/// The rulings of two editions of a claim. A ruling stays itself while one person gives it on one day.
pub(super) fn ruling_pairs(old: &Claim, new: &Claim) -> Vec<RowPair> {
    let (old, new): (Vec<_>, Vec<_>) = (old.rulings().collect(), new.rulings().collect());
    pairs(
        &old,
        &new,
        &[&|ruling: &Ruling<'_>| format!("{ruling:?}"), &|ruling| {
            format!("{} {}", ruling.core.on, ruling.words.by)
        }],
    )
}

/// The rulings with their order, which counts: of two on one day, the later one applies.
fn ordered_rulings(old: &Claim, new: &Claim) -> Vec<RowPair> {
    ordered(ruling_pairs(old, new))
}

/// The parties of two editions. Their order counts: of two that share a name, the first one has it.
fn party_pairs(old: &[Party], new: &[Party]) -> Vec<RowPair> {
    let core = |party: &Party| format!("{:?}", party.core);
    ordered(pairs(
        old,
        new,
        &[&core, &|party: &Party| party.core.id.to_string()],
    ))
}

/// The part of a claim's fields that counts: for itself, or against another claim.
fn counting(claim: &EditionClaim) -> (ClaimCore, &[String], &[String], Option<&String>) {
    let core = ClaimCore {
        evidence: Vec::new(),
        rulings: Vec::new(),
        ..claim.claim.core.clone()
    };
    let words = &claim.claim.words;
    (
        core,
        &words.denies,
        &words.contradicts,
        claim.article.as_ref(),
    )
}

/// The tables that differ, in the order in which they are tried for a claim: its rulings, its evidence, its own fields,
/// sources, articles, parties, other claims, the policy.
pub(super) fn changed_tables(old: &Edition, new: &Edition, id: &str) -> Vec<ChangedTable> {
    let mut tables = claim_tables(old, new, id);
    let all = |one: BTreeSet<String>, other: BTreeSet<String>| {
        one.into_iter().chain(other).collect::<BTreeSet<_>>()
    };
    let keys = |edition: &Edition| edition.sources.keys().cloned().collect();
    for id in all(keys(old), keys(new)) {
        let core = |edition: &Edition| edition.sources.get(&id).map(|source| source.core.clone());
        if core(old) != core(new) {
            tables.push(ChangedTable::Source(id));
        }
    }
    let keys = |edition: &Edition| edition.articles.keys().cloned().collect();
    for id in all(keys(old), keys(new)) {
        let core = |edition: &Edition| {
            edition
                .articles
                .get(&id)
                .map(|article| article.core.clone())
        };
        if core(old) != core(new) {
            tables.push(ChangedTable::Article(id));
        }
    }
    for pair in party_pairs(&old.parties, &new.parties) {
        let party = pair.after().and_then(|at| new.parties.get(at));
        let party = party.or_else(|| old.parties.get(pair.before()?));
        let id = party.map(|party| party.core.id.to_string());
        tables.extend(id.filter(|_| pair.is_change()).map(ChangedTable::Party));
    }
    let keys = |edition: &Edition| edition.claims.keys().cloned().collect();
    for other in all(keys(old), keys(new)) {
        if other != id {
            tables.extend(claim_tables(old, new, &other));
        }
    }
    if old.needs_origins != new.needs_origins {
        tables.push(ChangedTable::Policy);
    }
    tables
}

fn claim_tables(old: &Edition, new: &Edition, id: &str) -> Vec<ChangedTable> {
    let (before, after) = match (old.claims.get(id), new.claims.get(id)) {
        (Some(before), Some(after)) => (before, after),
        (None, None) => return Vec::new(),
        _ => return vec![ChangedTable::Claim(id.to_owned())],
    };
    let (one, other) = (&before.claim, &after.claim);
    let own = |table: fn(String, RowPair) -> ChangedTable| {
        move |pair: RowPair| pair.is_change().then(|| table(id.to_owned(), pair))
    };
    let rulings = ordered_rulings(one, other).into_iter();
    let evidence = evidence_pairs(one, other).into_iter();
    let mut tables: Vec<_> = rulings.filter_map(own(ChangedTable::Ruling)).collect();
    tables.extend(evidence.filter_map(own(ChangedTable::Evidence)));
    if counting(before) != counting(after) {
        tables.push(ChangedTable::Claim(id.to_owned()));
    }
    tables
}

/// The old book with these tables of the new one.
pub(super) fn applied(old: &Edition, new: &Edition, tables: &[&ChangedTable]) -> Edition {
    let taken: BTreeSet<&ChangedTable> = tables.iter().copied().collect();
    let mut mix = old.clone();
    let mut claims = BTreeSet::new();
    for table in tables {
        match table {
            ChangedTable::Ruling(id, _)
            | ChangedTable::Evidence(id, _)
            | ChangedTable::Claim(id) => {
                claims.insert(id);
            }
            ChangedTable::Source(id) => put(&mut mix.sources, &new.sources, id),
            ChangedTable::Article(id) => put(&mut mix.articles, &new.articles, id),
            ChangedTable::Party(_) => {}
            ChangedTable::Policy => mix.needs_origins = new.needs_origins,
        }
    }
    mix.parties = mixed(
        (&old.parties, &new.parties),
        &party_pairs(&old.parties, &new.parties),
        |pair| {
            let party = pair.after().and_then(|at| new.parties.get(at));
            let party = party.or_else(|| old.parties.get(pair.before()?));
            party.is_some_and(|party| {
                taken.contains(&ChangedTable::Party(party.core.id.to_string()))
            })
        },
    );
    for id in claims {
        match (old.claims.get(id), new.claims.get(id)) {
            (Some(before), Some(after)) => {
                mix.claims
                    .insert(id.clone(), mixed_claim(before, after, &taken));
            }
            _ => put(&mut mix.claims, &new.claims, id),
        }
    }
    mix
}

fn put<T: Clone>(
    mix: &mut std::collections::BTreeMap<String, T>,
    new: &std::collections::BTreeMap<String, T>,
    id: &str,
) {
    match new.get(id) {
        Some(record) => mix.insert(id.to_owned(), record.clone()),
        None => mix.remove(id),
    };
}

/// The old claim with these tables of the new one. Only what counts is mixed.
fn mixed_claim(
    before: &EditionClaim,
    after: &EditionClaim,
    taken: &BTreeSet<&ChangedTable>,
) -> EditionClaim {
    let (old, new) = (&before.claim, &after.claim);
    let id = old.core.id.to_string();
    let is_taken = |table: ChangedTable| taken.contains(&table);
    let fields = if is_taken(ChangedTable::Claim(id.clone())) {
        after
    } else {
        before
    };
    let mut mix = fields.clone();
    mix.claim.core.rulings = mixed(
        (&old.core.rulings, &new.core.rulings),
        &ordered_rulings(old, new),
        |pair| is_taken(ChangedTable::Ruling(id.clone(), pair)),
    );
    mix.claim.core.evidence = mixed(
        (&old.core.evidence, &new.core.evidence),
        &evidence_pairs(old, new),
        |pair| is_taken(ChangedTable::Evidence(id.clone(), pair)),
    );
    mix
}
