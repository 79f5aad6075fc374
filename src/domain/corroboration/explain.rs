//! How an explanation is put together from a weighing.

use crate::domain::corroboration::Case;
use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::ancestry::ResolvedRow;
use crate::domain::corroboration::ancestry::rows;
use crate::domain::corroboration::assessment::assessment;
use crate::domain::corroboration::attribution::attribution;
use crate::domain::corroboration::conflict::Clash;
use crate::domain::corroboration::conflict::Occupied;
use crate::domain::corroboration::explanation::Blocked;
use crate::domain::corroboration::explanation::Explanation;
use crate::domain::corroboration::explanation::Interest;
use crate::domain::corroboration::explanation::LeftOutReason;
use crate::domain::corroboration::explanation::Outside;
use crate::domain::corroboration::explanation::Root;
use crate::domain::corroboration::explanation::RowAccount;
use crate::domain::corroboration::explanation::RowConflict;
use crate::domain::corroboration::explanation::SideWitnesses;
use crate::domain::corroboration::explanation::Unestablished;
use crate::domain::corroboration::explanation::WitnessSet;
use crate::domain::corroboration::fragile::fragile_on;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::next_steps::next_steps;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::registry::Marks;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::resolved::ResolvedClaim;
use crate::domain::corroboration::resolved::RowRole;
use crate::domain::corroboration::resolved::Struck;
use crate::domain::corroboration::weighing::Weighed;
use crate::domain::corroboration::weighing::Weighing;
use crate::domain::corroboration::weighing::is_eligible;
use crate::domain::corroboration::weighing::role_of;
use crate::domain::evidence::About;
use crate::domain::ruling::standing;
use std::collections::BTreeSet;

/// Assesses a claim and tells why, with the sources in `without` (ids) taken as retracted.
#[must_use]
pub fn explain(registry: &Registry, case: &Case<'_>, without: &[&str]) -> Explanation {
    let mut weighing = Weighing::of(registry, case, without);
    let attribution = attribution(&mut weighing.resolved, case.claim);
    let assessment = assessment(&weighing, attribution);
    let about_attribution = rows(&mut weighing.resolved, case.claim, |row| {
        row.about == About::Attribution
    });
    let mut accounts: Vec<(usize, RowAccount)> = Vec::with_capacity(case.claim.evidence.len());
    accounts.extend(account_for(
        &weighing.resolved,
        &weighing.ancestry,
        &weighing.rows,
    ));
    let ancestry = Ancestry::of(&weighing.resolved, &about_attribution);
    accounts.extend(account_for(
        &weighing.resolved,
        &ancestry,
        &about_attribution,
    ));
    accounts.sort_by_key(|(index, _)| *index);
    let rows: Vec<RowAccount> = accounts.into_iter().map(|(_, account)| account).collect();
    let ruling = standing(&case.claim.rulings).map(|ruling| ruling.status);
    let fragile = fragile_on(&weighing, assessment.derived, ruling, usize::MAX);
    Explanation {
        assessment,
        needs_origins: weighing.needs,
        speaker_house: weighing.resolved.speaker_house(),
        supports: side(&weighing, &weighing.supports),
        refutes: side(&weighing, &weighing.refutes),
        fragile_on: ids(&weighing.resolved, fragile),
        next_steps: next_steps(&weighing, assessment.derived, &rows),
        counters: weighing.counters,
        rows,
    }
}

/// The accounts of some rows, each with its place in the claim's evidence.
fn account_for(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    rows: &[ResolvedRow<'_>],
) -> Vec<(usize, RowAccount)> {
    let role_of_row = |row: &ResolvedRow<'_>| match row.evidence.about {
        About::Content => role_of(row.evidence.stance),
        About::Attribution => RowRole::Attribution,
    };
    let [for_support, for_others, for_attribution] =
        [RowRole::Support, RowRole::Other, RowRole::Attribution].map(|asked| {
            if rows.iter().any(|row| role_of_row(row) == asked) {
                ancestry.sound(resolved, asked)
            } else {
                Vec::new()
            }
        });
    let account = |row: &ResolvedRow<'_>| {
        let role = role_of_row(row);
        let sound = match role {
            RowRole::Support => &for_support,
            RowRole::Other => &for_others,
            RowRole::Attribution => &for_attribution,
        };
        let under = ancestry.under(resolved, row);
        let explainer = RowExplainer {
            resolved,
            ancestry,
            row,
            role,
            under,
        };
        let eligible = is_eligible(resolved, ancestry, sound, row, role);
        let roots = explainer.roots();
        let unestablished = explainer.unestablished(&roots);
        let left_out = (!eligible).then(|| explainer.left_out());
        (
            row.index,
            RowAccount {
                left_out,
                roots,
                unestablished,
                interest: explainer.interest(),
            },
        )
    };
    rows.iter().map(account).collect()
}

/// One row, and the places that it rests on.
struct RowExplainer<'d, 'a> {
    resolved: &'d ResolvedClaim<'a>,
    ancestry: &'d Ancestry,
    row: &'d ResolvedRow<'a>,
    role: RowRole,
    under: Vec<usize>,
}

impl RowExplainer<'_, '_> {
    fn left_out(&self) -> LeftOutReason {
        if let Some(struck) = self.struck(self.row.source) {
            struck
        } else if !self.resolved.node(self.row.source).marks.has(Marks::KNOWN) {
            LeftOutReason::UnknownSource
        } else if self.row.evidence.credibility == Some(5) {
            LeftOutReason::NotCredible
        } else {
            let nodes = self.under.iter().map(|place| self.ancestry.node(*place));
            let name = |node: u32| self.resolved.name(node).to_owned();
            let blocked = nodes.filter_map(|node| {
                Some(Blocked {
                    source: name(node),
                    reason: self.struck(node)?,
                })
            });
            let mut blocked: Vec<Blocked> = blocked.collect();
            blocked.sort_unstable_by(|a, b| a.source.cmp(&b.source));
            LeftOutReason::NoRoad(blocked)
        }
    }

    /// Why a source is struck for this row's side, if it is.
    fn struck(&self, node: u32) -> Option<LeftOutReason> {
        Some(match self.resolved.struck(node, self.role)? {
            Struck::TheArticle => LeftOutReason::TheArticle,
            Struck::Retracted => LeftOutReason::Retracted,
            Struck::UnreliablePublisher => LeftOutReason::UnreliablePublisher,
            Struck::SpeakersHouse(house) => {
                LeftOutReason::SpeakersHouse(self.resolved.registry.house_name(house))
            }
        })
    }

    fn roots(&self) -> Vec<Root> {
        let roots = self
            .under
            .iter()
            .filter(|place| self.ancestry.is_root(self.resolved, **place));
        let firm = if self.resolved.speech {
            Marks::FIRM_SPEECH
        } else {
            Marks::FIRM
        };
        let groups: BTreeSet<(usize, Vec<u32>)> =
            roots.map(|place| self.ancestry.component(*place)).collect();
        let root = |(first, members): (usize, Vec<u32>)| {
            let marks = self.resolved.node(self.ancestry.node(first)).marks;
            Root {
                sources: ids(self.resolved, members),
                circle: marks.has(Marks::CIRCLE),
                unknown: !marks.has(Marks::KNOWN),
                established: marks.has(firm),
            }
        };
        let mut roots: Vec<Root> = groups.into_iter().map(root).collect();
        roots.sort_unstable();
        roots
    }

    fn unestablished(&self, roots: &[Root]) -> Vec<Unestablished> {
        let credibility = self
            .row
            .evidence
            .credibility
            .filter(|credibility| !matches!(credibility, 1 | 2));
        let doubtful = self
            .resolved
            .node(self.row.source)
            .marks
            .has(Marks::DOUBTFUL);
        let roots = roots.iter().filter(|root| !root.established);
        let of_roots = roots.filter_map(|root| {
            let first = root.sources.first()?;
            Some(match (root.circle, root.unknown) {
                (true, _) => Unestablished::CircularRoot(root.sources.clone()),
                (_, true) => Unestablished::UnknownRoot(first.clone()),
                _ => self.not_firm(first),
            })
        });
        let credibility = credibility.map(Unestablished::Credibility);
        credibility
            .into_iter()
            .chain(doubtful.then_some(Unestablished::DoubtfulPublisher))
            .chain(of_roots)
            .collect()
    }

    /// Why a single known source is no established origin.
    fn not_firm(&self, source: &str) -> Unestablished {
        let node = self
            .resolved
            .registry
            .names
            .get(source)
            .map(|node| self.resolved.node(node));
        match node {
            Some(node) if node.marks.has(Marks::OWN) && node.publisher == NONE => {
                Unestablished::NoPublisher(source.to_owned())
            }
            Some(node) if node.marks.has(Marks::OWN) => {
                Unestablished::OthersVoice(source.to_owned())
            }
            _ => Unestablished::NotOwnReporting(source.to_owned()),
        }
    }

    fn interest(&self) -> Option<Interest> {
        let taking_part = self.houses_taking_part([self.row.source]);
        if !taking_part.is_empty() {
            return Some(Interest::Source(taking_part));
        }
        let roots: BTreeSet<(usize, Vec<u32>)> = (self.under.iter())
            .filter(|place| self.ancestry.is_root(self.resolved, **place))
            .map(|place| self.ancestry.component(*place))
            .collect();
        let involved = |members: &Vec<u32>| {
            members
                .iter()
                .any(|node| self.resolved.takes_part(*node, self.role))
        };
        let all = roots.iter().all(|(_, members)| involved(members));
        all.then(|| {
            Interest::EveryRoot(
                self.houses_taking_part(roots.into_iter().flat_map(|(_, members)| members)),
            )
        })
    }

    /// The houses with a stake on whose side some sources stand.
    fn houses_taking_part(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<HouseName> {
        let (resolved, registry) = (self.resolved, self.resolved.registry);
        let nodes: Vec<u32> = nodes.into_iter().collect();
        let sides = nodes
            .iter()
            .flat_map(|node| registry.sides(resolved.node(*node)));
        let mut houses = house_names(
            registry,
            sides.filter(|house| resolved.is_stake(*house, self.role)),
        );
        if nodes
            .iter()
            .any(|node| resolved.is_speaking_article(*node, self.role))
        {
            houses.extend(resolved.speaker_house());
        }
        houses
    }
}

/// The two witnesses of a side, with the conflicts that keep the other rows out.
fn side(weighing: &Weighing<'_>, weighed: &Weighed) -> SideWitnesses {
    SideWitnesses {
        possible: witness(weighing, &weighed.eligible, &weighed.possible_witness),
        established: witness(weighing, &weighed.established, &weighed.established_witness),
    }
}

fn witness(weighing: &Weighing<'_>, all: &[usize], witness: &[usize]) -> WitnessSet {
    let index = |place: usize| weighing.rows.get(place).map_or(place, |row| row.index);
    let rows = witness.iter().map(|place| index(*place)).collect();
    if witness.len() == all.len() {
        return WitnessSet {
            rows,
            outside: Vec::new(),
        };
    }
    let mut occupied = Occupied::of(&weighing.graph());
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
            conflict: clash.map(|(row, shared)| (index(row), conflict(&weighing.resolved, shared))),
        }
    });
    WitnessSet {
        rows,
        outside: outside.collect(),
    }
}

fn conflict(resolved: &ResolvedClaim<'_>, shared: Clash) -> RowConflict {
    match shared {
        Clash::Origin(node) => RowConflict::Origin(resolved.name(node).to_owned()),
        Clash::Voice(house) => RowConflict::Voice(resolved.registry.house_name(house)),
        Clash::Family(house) => RowConflict::Family(resolved.registry.house_name(house)),
    }
}

/// The names of houses, sorted.
pub(super) fn house_names(
    registry: &Registry,
    houses: impl IntoIterator<Item = u32>,
) -> Vec<HouseName> {
    let names: BTreeSet<HouseName> = houses
        .into_iter()
        .map(|house| registry.house_name(house))
        .collect();
    names.into_iter().collect()
}

/// The ids of nodes, sorted.
fn ids(resolved: &ResolvedClaim<'_>, nodes: impl IntoIterator<Item = u32>) -> Vec<String> {
    let mut ids: Vec<String> = nodes
        .into_iter()
        .map(|node| resolved.name(node).to_owned())
        .collect();
    ids.sort_unstable();
    ids
}
