//! The account of each evidence row: whether it counts, what it rests on, and why.
//!
//! The rows of one claim share what their accounts need, so that the cost stays linear in the rows and in their ancestry.
#![expect(
    clippy::indexing_slicing,
    reason = "places and roots are below the lengths of the lists made for them"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::explanation::{
    Blocked, Interest, LeftOutReason, RowAccount, Unestablished,
};
use crate::domain::corroboration::interner::{NONE, number};
use crate::domain::corroboration::reach::Reach;
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole, Struck};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::root::{MOST_ROOTS, Root, RootLack, Roots};
use crate::domain::corroboration::source_node::Marks;
use crate::domain::corroboration::weighing::{is_eligible, role_of};
use crate::domain::evidence::About;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The engine names at most this many sources or houses in the reason for one row: the first ones. Readers see one fewer,
/// and that there are others.
const MOST_NAMED: usize = 21;

/// The accounts of some rows, each with its index in the claim's evidence.
pub(super) fn accounts(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    rows: &[ResolvedRow<'_>],
) -> Vec<(usize, RowAccount)> {
    let role_of_row = |row: &ResolvedRow<'_>| match row.evidence.about {
        About::Content => role_of(row.evidence.stance),
        About::Attribution => RowRole::Attribution,
    };
    let mut origins = Origins::of(resolved, ancestry);
    let mut accounts = Vec::with_capacity(rows.len());
    for role in [RowRole::Support, RowRole::Other, RowRole::Attribution] {
        let mut rows = rows
            .iter()
            .filter(|row| role_of_row(row) == role)
            .peekable();
        if rows.peek().is_some() {
            let mut explainer = RowExplainer::of(resolved, ancestry, role);
            accounts.extend(rows.map(|row| (row.index, explainer.account(row, &mut origins))));
        }
    }
    accounts
}

/// The roots of an ancestry, and which of them each row rests on.
struct Origins<'d, 'a> {
    resolved: &'d ResolvedClaim<'a>,
    ancestry: &'d Ancestry,
    /// The places of each root, and the root; sorted by the root.
    roots: Vec<(Arc<Root>, Range<usize>)>,
    /// Reaches numbers of roots: their places in `roots`.
    reach: Reach,
    /// The roots of each list of `reach`.
    shared: BTreeMap<u32, Roots>,
}

impl<'d, 'a> Origins<'d, 'a> {
    fn of(resolved: &'d ResolvedClaim<'a>, ancestry: &'d Ancestry) -> Self {
        let groups = ancestry.groups();
        let mut roots: Vec<(Arc<Root>, Range<usize>)> = groups
            .filter(|group| ancestry.is_root(resolved, group.start))
            .map(|group| (Arc::new(root(resolved, ancestry, &group)), group))
            .collect();
        roots.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut rank = vec![0; ancestry.len()];
        for (place, (_, group)) in roots.iter().enumerate() {
            rank[group.start] = number(place);
        }
        let own = |group: Range<usize>| {
            let is_root = ancestry.is_root(resolved, group.start);
            is_root.then_some(rank[group.start]).into_iter().collect()
        };
        Self {
            resolved,
            ancestry,
            reach: Reach::of(ancestry, MOST_ROOTS, own),
            roots,
            shared: BTreeMap::new(),
        }
    }

    /// The number of the list of roots that a row rests on, and these roots.
    fn of_row(&mut self, row: &ResolvedRow<'_>) -> (u32, Roots) {
        let starts = self.ancestry.starts(self.resolved, row);
        let list = self.reach.from(starts);
        let roots = self.shared.entry(list).or_insert_with(|| {
            let numbers = self.reach.list(list).iter();
            numbers
                .map(|place| Arc::clone(&self.roots[*place as usize].0))
                .collect()
        });
        (list, roots.clone())
    }
}

/// The root at these places.
fn root(resolved: &ResolvedClaim<'_>, ancestry: &Ancestry, group: &Range<usize>) -> Root {
    let node = resolved.node(ancestry.node(group.start));
    let firm = if resolved.speech {
        Marks::FIRM_SPEECH
    } else {
        Marks::FIRM
    };
    let lack = if node.marks.has(firm) {
        None
    } else if node.marks.has(Marks::CIRCLE) {
        Some(RootLack::Circle)
    } else if !node.marks.has(Marks::KNOWN) {
        Some(RootLack::Unknown)
    } else if !node.marks.has(Marks::OWN) {
        Some(RootLack::NotOwnReporting)
    } else if node.publisher == NONE {
        Some(RootLack::NoPublisher)
    } else {
        Some(RootLack::OthersVoice)
    };
    Root {
        sources: ids(resolved, group.clone().map(|place| ancestry.node(place))),
        lack,
    }
}

/// Explains the rows of one role.
struct RowExplainer<'d, 'a> {
    resolved: &'d ResolvedClaim<'a>,
    ancestry: &'d Ancestry,
    role: RowRole,
    sound: Vec<bool>,
    /// For each place, whether every root that it reaches takes part.
    every_root_takes_part: Vec<bool>,
    /// What every root of a list of roots takes part for, by the number of the list.
    interests: BTreeMap<u32, Vec<HouseName>>,
    /// The struck nodes by name, and which of them each place reaches. Made for the first row that needs it.
    struck: Option<(Vec<u32>, Reach)>,
}

impl<'d, 'a> RowExplainer<'d, 'a> {
    fn of(resolved: &'d ResolvedClaim<'a>, ancestry: &'d Ancestry, role: RowRole) -> Self {
        Self {
            resolved,
            ancestry,
            role,
            sound: ancestry.sound(resolved, role),
            every_root_takes_part: ancestry
                .every_root(resolved, |node| resolved.takes_part(node, role)),
            interests: BTreeMap::new(),
            struck: None,
        }
    }

    /// The whole account of a row.
    fn account(&mut self, row: &ResolvedRow<'_>, origins: &mut Origins<'_, '_>) -> RowAccount {
        let (list, roots) = origins.of_row(row);
        let eligible = is_eligible(self.resolved, self.ancestry, &self.sound, row, self.role);
        RowAccount {
            left_out: (!eligible).then(|| self.left_out(row)),
            unestablished: self.unestablished(row),
            interest: self.interest(row, origins, list),
            roots,
        }
    }

    fn left_out(&mut self, row: &ResolvedRow<'_>) -> LeftOutReason {
        if let Some(struck) = self.struck(row.source) {
            struck
        } else if !self.resolved.node(row.source).marks.has(Marks::KNOWN) {
            LeftOutReason::UnknownSource
        } else if row.evidence.credibility == Some(5) {
            LeftOutReason::NotCredible
        } else {
            LeftOutReason::NoRoad(self.blocked(row))
        }
    }

    /// Why a source is struck for rows of this role, if it is.
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

    /// The struck sources that a row rests on, by name.
    fn blocked(&mut self, row: &ResolvedRow<'_>) -> Vec<Blocked> {
        let (resolved, ancestry, role) = (self.resolved, self.ancestry, self.role);
        let (struck, reach) = self
            .struck
            .get_or_insert_with(|| struck_sources(resolved, ancestry, role));
        let list = reach.from(ancestry.starts(resolved, row));
        let nodes: Vec<u32> = (reach.list(list).iter())
            .map(|place| struck[*place as usize])
            .collect();
        let blocked = nodes.into_iter().filter_map(|node| {
            Some(Blocked {
                source: resolved.name(node).to_owned(),
                reason: self.struck(node)?,
            })
        });
        blocked.collect()
    }

    /// What the row itself lacks. Its roots say what they lack.
    fn unestablished(&self, row: &ResolvedRow<'_>) -> Vec<Unestablished> {
        let credibility = row
            .evidence
            .credibility
            .filter(|credibility| !matches!(credibility, 1 | 2));
        let doubtful = self.resolved.node(row.source).marks.has(Marks::DOUBTFUL);
        let credibility = credibility.map(Unestablished::Credibility);
        credibility
            .into_iter()
            .chain(doubtful.then_some(Unestablished::DoubtfulPublisher))
            .collect()
    }

    fn interest(
        &mut self,
        row: &ResolvedRow<'_>,
        origins: &Origins<'_, '_>,
        list: u32,
    ) -> Option<Interest> {
        let taking_part = self.houses_taking_part([row.source]);
        if !taking_part.is_empty() {
            return Some(Interest::Source(taking_part));
        }
        let mut starts = self.ancestry.starts(self.resolved, row);
        if !starts.all(|start| self.every_root_takes_part[start]) {
            return None;
        }
        if let Some(houses) = self.interests.get(&list) {
            return Some(Interest::EveryRoot(houses.clone()));
        }
        let roots = origins.reach.list(list).iter();
        let places = roots.flat_map(|root| origins.roots[*root as usize].1.clone());
        let houses = self.houses_taking_part(places.map(|place| self.ancestry.node(place)));
        self.interests.insert(list, houses.clone());
        Some(Interest::EveryRoot(houses))
    }

    /// The houses with a stake whose side these sources take.
    fn houses_taking_part(&self, nodes: impl IntoIterator<Item = u32>) -> Vec<HouseName> {
        let (resolved, registry) = (self.resolved, self.resolved.registry);
        let (mut houses, mut article) = (BTreeSet::new(), false);
        for node in nodes {
            let sides = registry.sides(resolved.node(node));
            houses.extend(sides.filter(|house| resolved.is_stake(*house, self.role)));
            article |= resolved.is_speaking_article(node, self.role);
        }
        let mut names = house_names(registry, houses);
        names.truncate(MOST_NAMED);
        if article {
            names.extend(resolved.speaker_house());
        }
        names
    }
}

/// The struck nodes of an ancestry, sorted by name, and which of them each place reaches, as places in this list.
fn struck_sources(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    role: RowRole,
) -> (Vec<u32>, Reach) {
    let mut places: Vec<usize> = (0..ancestry.len())
        .filter(|place| resolved.struck(ancestry.node(*place), role).is_some())
        .collect();
    places.sort_by_key(|place| resolved.name(ancestry.node(*place)));
    let mut rank = vec![NONE; ancestry.len()];
    for (position, place) in places.iter().enumerate() {
        rank[*place] = number(position);
    }
    let own = |group: Range<usize>| {
        let ranks = group.map(|place| rank[place]);
        ranks.filter(|rank| *rank != NONE).collect()
    };
    let reach = Reach::of(ancestry, MOST_NAMED, own);
    let nodes = places.into_iter().map(|place| ancestry.node(place));
    (nodes.collect(), reach)
}

/// The names of houses: sorted, each once.
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
pub(super) fn ids(
    resolved: &ResolvedClaim<'_>,
    nodes: impl IntoIterator<Item = u32>,
) -> Vec<String> {
    let mut ids: Vec<String> = nodes
        .into_iter()
        .map(|node| resolved.name(node).to_owned())
        .collect();
    ids.sort_unstable();
    ids
}
