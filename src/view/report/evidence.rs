//! A claim's evidence by question, side and origin.

use crate::answer::EvidenceAnswer;
use crate::answer::reason;
use crate::answer::why::Why;
use crate::domain::corroboration::RowAccount;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::view::report::Group;
use crate::view::report::Origin;
use crate::view::report::Row;
use crate::view::report::origins::Registry;
use std::collections::BTreeMap;

/// The rows of a claim, each with what became of it.
pub(super) fn rows(evidence: Vec<EvidenceAnswer>, accounts: &[RowAccount], why: &Why) -> Vec<Row> {
    let rows = evidence.into_iter().zip(&why.rows).zip(accounts);
    rows.map(|((evidence, became), account)| Row {
        evidence,
        counted: became.counted,
        established: became.established,
        left_out: became.not_counted.clone(),
        struck: account.left_out.is_some(),
        lacks: if account.left_out.is_none() {
            lacks(account)
        } else {
            Vec::new()
        },
        interest: became.interest.clone(),
    })
    .collect()
}

fn lacks(account: &RowAccount) -> Vec<String> {
    account
        .unestablished
        .iter()
        .map(reason::unestablished)
        .collect()
}

/// The sides, in the order in which a reader meets them: a word, a heading, the question and the stances.
const SIDES: [(&str, &str, About, &[Stance]); 5] = [
    ("supports", "For it", About::Content, &[Stance::Supports]),
    ("refutes", "Against it", About::Content, &[Stance::Refutes]),
    (
        "denies",
        "Denied or disputed",
        About::Content,
        &[Stance::Denies, Stance::Disputes],
    ),
    (
        "beside",
        "Qualifications and context",
        About::Content,
        &[Stance::Qualifies, Stance::Context],
    ),
    (
        "attribution",
        "Did they say it?",
        About::Attribution,
        Stance::ALL,
    ),
];

/// The rows by side and origin; sides without a row are left out.
pub(super) fn groups(rows: Vec<Row>, registry: &Registry<'_>) -> Vec<Group> {
    let mut sides: Vec<Group> = SIDES
        .iter()
        .map(|(side, heading, ..)| Group {
            side,
            heading: (*heading).to_owned(),
            origins: Vec::new(),
        })
        .collect();
    let mut places: BTreeMap<(usize, Vec<String>), usize> = BTreeMap::new();
    for row in rows {
        let Some(side) = side_of(&row) else { continue };
        let Some(group) = sides.get_mut(side) else {
            continue;
        };
        let key = members(&row);
        let place = *places
            .entry((side, key.clone()))
            .or_insert(group.origins.len());
        if place == group.origins.len() {
            group.origins.push(origin(key, &row, registry));
        }
        if let Some(origin) = group.origins.get_mut(place) {
            origin.rows.push(row);
        }
    }
    for origin in sides.iter_mut().flat_map(|group| &mut group.origins) {
        let own =
            |row: &Row| origin.sources.as_slice() == std::slice::from_ref(&row.evidence.source);
        origin.through_others = origin.rows.len() > 1 || !origin.rows.iter().all(own);
        // The origin itself goes before those who repeat it.
        origin.rows.sort_by_key(|row| {
            origin.sources.as_slice() != std::slice::from_ref(&row.evidence.source)
        });
    }
    sides.retain(|group| !group.origins.is_empty());
    sides
}

fn side_of(row: &Row) -> Option<usize> {
    let evidence = &row.evidence;
    SIDES.iter().position(|(_, _, about, stances)| {
        *about == evidence.about && stances.contains(&evidence.stance)
    })
}

/// The sources that a row comes down to.
pub(super) fn members(row: &Row) -> Vec<String> {
    let members: Vec<String> = row.evidence.origins.iter().flatten().cloned().collect();
    if members.is_empty() {
        vec![row.evidence.source.clone()]
    } else {
        members
    }
}

fn origin(sources: Vec<String>, row: &Row, registry: &Registry<'_>) -> Origin {
    let names: Vec<String> = sources.iter().map(|id| registry.described(id)).collect();
    let circle = row.evidence.origins.iter().any(|root| root.len() > 1);
    let name = match (names.as_slice(), circle) {
        ([one], _) => one.clone(),
        (_, true) => format!(
            "a circle of sources that cite one another: {}",
            names.join("; ")
        ),
        (_, false) => format!("a mixture of {}", names.join("; ")),
    };
    Origin {
        sources,
        name,
        through_others: false,
        rows: Vec::new(),
    }
}
