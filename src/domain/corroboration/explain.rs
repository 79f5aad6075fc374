//! Builds an explanation from a weighing.
#![expect(
    clippy::indexing_slicing,
    reason = "places are below the number of rows"
)]

use crate::domain::corroboration::Case;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::assessment::assessment;
use crate::domain::corroboration::attributed::Attributed;
use crate::domain::corroboration::attribution::attribution;
use crate::domain::corroboration::conflict::{Clash, ConflictGraph, Occupied};
use crate::domain::corroboration::explanation::{
    Explanation, Needs, NotSaying, OneWitness, Outside, RowAccount, RowConflict, SideWitnesses,
    WitnessSet,
};
use crate::domain::corroboration::fragile::fragile_on;
use crate::domain::corroboration::next_steps::next_steps;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::resolved::RowRole;
use crate::domain::corroboration::resolved_row::rows;
use crate::domain::corroboration::row_account;
use crate::domain::corroboration::row_account::ids;
use crate::domain::corroboration::source_node::SourceNode;
use crate::domain::corroboration::weighing::{Weighed, Weighing, role_of};
use crate::domain::evidence::About;
use crate::domain::ruling::standing;
use crate::domain::source::SourceKind;
use std::collections::BTreeMap;

/// Assesses a claim and gives the reasons. Treats the sources in `without` (ids) as retracted.
#[must_use]
pub fn explain(registry: &Registry, case: &Case<'_>, without: &[&str]) -> Explanation {
    let mut weighing = Weighing::of(registry, case, without);
    let attribution = attribution(&mut weighing.resolved, case.claim);
    let assessment = assessment(&weighing, attribution.map(Attributed::status));
    let only_content = weighing.resolved.speaks_for_itself();
    let about_attribution = rows(&mut weighing.resolved, case.claim, |row| {
        !only_content && row.about == About::Attribution
    });
    let mut accounts = row_account::accounts(
        &weighing.resolved,
        &weighing.ancestry,
        &weighing.rows,
        |row| role_of(row.evidence.stance),
    );
    let ancestry = Ancestry::of(&weighing.resolved, &about_attribution);
    accounts.extend(row_account::accounts(
        &weighing.resolved,
        &ancestry,
        &about_attribution,
        |_| RowRole::Attribution,
    ));
    accounts.sort_by_key(|(index, _)| *index);
    let rows: Vec<RowAccount> = accounts.into_iter().map(|(_, account)| account).collect();
    let ruling = standing(&case.claim.rulings).map(|ruling| ruling.status);
    let fragile = fragile_on(&weighing, assessment.derived, ruling, usize::MAX);
    Explanation {
        assessment,
        needs_origins: weighing.needs,
        needs: needs(&weighing),
        attribution,
        speaker_house: weighing.resolved.speaker_house(),
        quoted_house: weighing.resolved.quoted_house(),
        interest_applies: weighing.resolved.weighs_interest(),
        supports: side(&weighing, &weighing.supports),
        refutes: side(&weighing, &weighing.refutes),
        fragile_on: ids(&weighing.resolved, fragile),
        next_steps: next_steps(&weighing, assessment.derived),
        counters: weighing.counters,
        rows,
    }
}

/// Both witnesses of a side, with the conflict that keeps each other row out.
fn side(weighing: &Weighing<'_>, weighed: &Weighed) -> SideWitnesses {
    SideWitnesses {
        possible: witness(weighing, &weighed.eligible, &weighed.possible_witness),
        established: witness(weighing, &weighed.established, &weighed.established_witness),
    }
}

fn witness(weighing: &Weighing<'_>, all: &[usize], witness: &[usize]) -> WitnessSet {
    let index = |place: usize| weighing.rows[place].index;
    let graph = weighing.graph();
    let mut set = WitnessSet {
        rows: witness.iter().map(|place| index(*place)).collect(),
        outside: Vec::new(),
        beside: beside(&graph, witness)
            .into_iter()
            .map(|(one, other)| (index(one), index(other)))
            .collect(),
    };
    if witness.len() == all.len() {
        return set;
    }
    let mut occupied = Occupied::of(&graph);
    for place in witness {
        occupied.occupy(*place);
    }
    let others = all
        .iter()
        .filter(|place| witness.binary_search(place).is_err());
    let outside = others.map(|place| {
        let clash = occupied.clash(*place);
        Outside {
            row: index(*place),
            conflict: clash
                .map(|(other, shared)| (index(other), conflict(&graph, [*place, other], shared))),
        }
    });
    set.outside = outside.collect();
    set
}

/// The pairs of rows of a witness that one desk reports.
fn beside(graph: &ConflictGraph<'_, '_>, witness: &[usize]) -> Vec<(usize, usize)> {
    let mut desks: BTreeMap<u32, usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for row in witness {
        let Some(reporter) = graph.reporter(*row) else {
            continue;
        };
        if let Some(earlier) = desks.get(&reporter.publisher) {
            pairs.push((*row, *earlier));
        } else {
            desks.insert(reporter.publisher, *row);
        }
    }
    pairs
}

/// Why a row conflicts with another one, which is in the set.
fn conflict(graph: &ConflictGraph<'_, '_>, rows: [usize; 2], shared: Clash) -> RowConflict {
    let resolved = graph.resolved;
    match shared {
        Clash::Origin(node) => {
            let is_page = |row: usize| {
                let row = &graph.rows[row];
                row.evidence.via.is_empty() && row.source == node
            };
            let source = resolved.name(node).to_owned();
            if rows.into_iter().all(is_page) {
                RowConflict::Page(source)
            } else {
                RowConflict::Origin(source)
            }
        }
        Clash::Voice(house) => RowConflict::Voice(resolved.house_name(house)),
        Clash::VoiceOfPublisher(house) => RowConflict::VoiceOfPublisher(resolved.house_name(house)),
        Clash::PublisherOfVoice(house) => RowConflict::PublisherOfVoice(resolved.house_name(house)),
        Clash::Family(house) => {
            let family = resolved.house_name(house);
            match one_witness(graph, rows) {
                Some(why) => RowConflict::Desk(family, why),
                None => RowConflict::Family(family),
            }
        }
    }
}

/// Why two rows in which one desk heard or saw something are not two witnesses; `None` if they are other stories.
fn one_witness(graph: &ConflictGraph<'_, '_>, rows: [usize; 2]) -> Option<OneWitness> {
    let resolved = graph.resolved;
    let nodes = rows.map(|row| resolved.node(graph.rows[row].source));
    let reporters = rows.map(|row| graph.reporter(row).map(|reporter| reporter.publisher));
    let heard = |node: &&SourceNode| {
        matches!(
            node.kind,
            Some(SourceKind::Interview | SourceKind::Observation)
        )
    };
    if reporters[0].is_none() || reporters[0] != reporters[1] || !nodes.iter().all(heard) {
        return None;
    }
    let stranger = nodes.into_iter().find_map(|node| {
        let unnamed = resolved.registry.witness(node).is_none();
        let voice = resolved.registry.stated_voice(node)?;
        (unnamed && node.kind == Some(SourceKind::Interview)).then_some(voice)
    });
    Some(stranger.map_or(OneWitness::Desk, |house| {
        OneWitness::NotRegistered(resolved.house_name(house))
    }))
}

/// Why the claim needs as many origins as it does.
fn needs(weighing: &Weighing<'_>) -> Needs {
    let resolved = &weighing.resolved;
    let index = |place: usize| weighing.rows[place].index;
    if let Some(saying) = weighing.saying {
        return Needs::Saying(index(saying));
    }
    if resolved.claim.needs_origins.is_some() {
        return Needs::Claim;
    }
    let eligible = weighing.supports.eligible.iter().copied();
    let missed = eligible.filter_map(|place| {
        let why = match resolved.saying(&weighing.rows[place])? {
            Err(why) => why,
            Ok(()) if resolved.writes_quoted() => NotSaying::NotEstablished,
            Ok(()) => NotSaying::QuotedNotWritten,
        };
        Some((index(place), why))
    });
    let nearest = |(_, why): &(usize, NotSaying)| {
        !matches!(why, NotSaying::QuotedNotWritten | NotSaying::NotEstablished)
    };
    Needs::Policy(missed.min_by_key(nearest))
}
