//! The account of each evidence row: whether it counts, what it rests on, and why.
//!
//! The rows of one claim share what their accounts need, so that the cost stays linear in the rows and in their ancestry.
#![expect(
    clippy::indexing_slicing,
    reason = "places and roots are below the lengths of the lists made for them"
)]

use crate::domain::corroboration::ancestry::Ancestry;
use crate::domain::corroboration::established::Doubtful;
use crate::domain::corroboration::explanation::{
    Accused, Blocked, Interest, LeftOutReason, RowAccount, RowVoice, Unestablished,
};
use crate::domain::corroboration::interner::{NONE, number};
use crate::domain::corroboration::reach::Reach;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::root::{MOST_ROOTS, Root, Roots};
use crate::domain::corroboration::source_node::Marks;
use crate::domain::corroboration::striking::Struck;
use crate::domain::corroboration::weighing::is_eligible;
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
    role_of_row: impl Fn(&ResolvedRow<'_>) -> RowRole,
) -> Vec<(usize, RowAccount)> {
    let mut accounts = Vec::with_capacity(rows.len());
    for role in [RowRole::Support, RowRole::Other, RowRole::Attribution] {
        let mut rows = rows
            .iter()
            .filter(|row| role_of_row(row) == role)
            .peekable();
        if rows.peek().is_some() {
            let mut origins = Origins::of(resolved, ancestry, role);
            let mut explainer = RowExplainer::of(resolved, ancestry, role);
            accounts.extend(rows.map(|row| (row.index, explainer.account(row, &mut origins))));
        }
    }
    accounts
}

/// The roots of an ancestry, as rows of one role find them, and which of them each row rests on.
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
    fn of(resolved: &'d ResolvedClaim<'a>, ancestry: &'d Ancestry, role: RowRole) -> Self {
        let groups = ancestry.groups();
        let mut roots: Vec<(Arc<Root>, Range<usize>)> = groups
            .filter(|group| ancestry.is_root(resolved, group.start))
            .map(|group| (Arc::new(root(resolved, ancestry, role, &group)), group))
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

/// The root at these places, for rows of this role.
fn root(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    role: RowRole,
    group: &Range<usize>,
) -> Root {
    Root {
        sources: ids(resolved, group.clone().map(|place| ancestry.node(place))),
        lack: resolved.root_lack(ancestry.node(group.start), role),
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
    /// The same of the nodes rated D that are not roots.
    doubtful: Option<(Vec<u32>, Reach)>,
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
            doubtful: None,
        }
    }

    /// The whole account of a row.
    fn account(&mut self, row: &ResolvedRow<'_>, origins: &mut Origins<'_, '_>) -> RowAccount {
        let (list, roots) = origins.of_row(row);
        let eligible = is_eligible(self.resolved, self.ancestry, &self.sound, row, self.role);
        RowAccount {
            on_content: self.role != RowRole::Attribution,
            left_out: (!eligible).then(|| self.left_out(row)),
            unestablished: self.unestablished(row),
            interest: self.interest(row, origins, list),
            voice: self.voice(row),
            accused: self.accused(row),
            roots,
        }
    }

    fn left_out(&mut self, row: &ResolvedRow<'_>) -> LeftOutReason {
        if let Some(struck) = self.resolved.row_struck(row, self.role) {
            self.reason(struck)
        } else if !self.resolved.node(row.source).marks.has(Marks::KNOWN) {
            LeftOutReason::UnknownSource
        } else if row.evidence.credibility == Some(5) {
            LeftOutReason::NotCredible
        } else {
            LeftOutReason::NoRoad(self.blocked(row))
        }
    }

    fn reason(&self, struck: Struck) -> LeftOutReason {
        let name = |house| self.resolved.house_name(house);
        match struck {
            Struck::TheArticle => LeftOutReason::TheArticle,
            Struck::Retracted => LeftOutReason::Retracted,
            Struck::UnreliablePublisher => LeftOutReason::UnreliablePublisher,
            Struck::UnreliableVoice(house) => LeftOutReason::UnreliableVoice(name(house)),
            Struck::SpeakersHouse(house) => LeftOutReason::SpeakersHouse(name(house)),
            Struck::SpeakerNotQuoted { speaker, quoted } => LeftOutReason::SpeakerNotQuoted {
                speaker: name(speaker),
                quoted: name(quoted),
            },
            Struck::ActorsWord(house) => LeftOutReason::ActorsWord(name(house)),
        }
    }

    /// The voice that a row states.
    fn voice(&self, row: &ResolvedRow<'_>) -> Option<RowVoice> {
        let name = row.evidence.voice.as_ref()?;
        let house = match row.voice {
            Some(voice) => self.resolved.house_name(self.resolved.house(voice)),
            None => self.resolved.registry.house(name),
        };
        let is_new = row.voice.is_some();
        Some(RowVoice { house, is_new })
    }

    /// The accused houses whose side the source of a supporting row takes.
    fn accused(&self, row: &ResolvedRow<'_>) -> Vec<Accused> {
        if self.role != RowRole::Support || !self.resolved.weighs_interest() {
            return Vec::new();
        }
        let sides = self.sides(row);
        let accused: BTreeSet<Accused> = sides
            .filter(|house| self.resolved.accuses(*house))
            .map(|house| Accused {
                house: self.resolved.house_name(house),
                gains: self.resolved.is_stake(house, self.role),
            })
            .collect();
        accused.into_iter().take(MOST_NAMED).collect()
    }

    /// The houses whose side a row's source takes, and its own voice with it. May repeat a house.
    fn sides(&self, row: &ResolvedRow<'_>) -> impl Iterator<Item = u32> {
        let resolved = self.resolved;
        let interests = |voice| resolved.registry.houses.interests(voice).iter().copied();
        let of_voice = row
            .voice
            .into_iter()
            .flat_map(move |voice| interests(voice).chain([resolved.house(voice)]));
        let node = resolved.node(row.source);
        resolved.registry.sides(node).chain(of_voice)
    }

    /// The struck sources that a row rests on, by name.
    fn blocked(&mut self, row: &ResolvedRow<'_>) -> Vec<Blocked> {
        let (resolved, ancestry, role) = (self.resolved, self.ancestry, self.role);
        let (struck, reach) = self.struck.get_or_insert_with(|| {
            sources_by_name(resolved, ancestry, |place| {
                resolved.struck(ancestry.node(place), role).is_some()
            })
        });
        let list = reach.from(ancestry.starts(resolved, row));
        let nodes: Vec<u32> = (reach.list(list).iter())
            .map(|place| struck[*place as usize])
            .collect();
        let blocked = nodes.into_iter().filter_map(|node| {
            Some(Blocked {
                source: resolved.name(node).to_owned(),
                reason: self.reason(resolved.struck(node, role)?),
            })
        });
        blocked.collect()
    }

    /// What the row itself lacks. Its roots say what they lack.
    fn unestablished(&mut self, row: &ResolvedRow<'_>) -> Vec<Unestablished> {
        let (resolved, role) = (self.resolved, self.role);
        let credibility = row
            .evidence
            .credibility
            .filter(|credibility| !matches!(credibility, 1 | 2));
        let mut lacks: Vec<Unestablished> = credibility
            .map(Unestablished::Credibility)
            .into_iter()
            .collect();
        lacks.extend(self.rated_d(row));
        let voice = row.voice.map(|voice| resolved.house(voice));
        if row.has_stake(resolved, role) {
            let voice = voice.map(|house| resolved.house_name(house));
            lacks.extend(voice.map(Unestablished::VoiceWithStake));
        }
        let root = row.is_statement() && resolved.node(row.source).marks.has(Marks::ROOT);
        if root
            && resolved.is_firm_root(row.source, role, false)
            && !resolved.is_firm_root(row.source, role, true)
        {
            lacks.push(Unestablished::Statement);
        }
        lacks
    }

    /// What is rated D: the row's source, its voice, the row's voice, and what the row repeats. Roots say it themselves.
    fn rated_d(&mut self, row: &ResolvedRow<'_>) -> Vec<Unestablished> {
        let (resolved, ancestry) = (self.resolved, self.ancestry);
        let node = resolved.node(row.source);
        let own = resolved.doubtful(node, row.voice.is_some());
        let voice = row
            .voice
            .filter(|_| row.has_doubtful_voice(resolved))
            .map(|voice| Doubtful::Voice(resolved.house(voice)));
        let mut lacks: Vec<Unestablished> = own
            .into_iter()
            .chain(voice)
            .map(|doubtful| match doubtful {
                Doubtful::Publisher => Unestablished::DoubtfulPublisher,
                Doubtful::Voice(house) => Unestablished::DoubtfulVoice(resolved.house_name(house)),
            })
            .collect();
        let (doubtful, reach) = self.doubtful.get_or_insert_with(|| {
            sources_by_name(resolved, ancestry, |place| {
                let node = resolved.node(ancestry.node(place));
                !ancestry.is_root(resolved, place) && resolved.doubtful(node, false).is_some()
            })
        });
        let list = reach.from(ancestry.starts(resolved, row));
        let nodes = reach
            .list(list)
            .iter()
            .map(|place| doubtful[*place as usize]);
        let others = ids(resolved, nodes.filter(|node| *node != row.source));
        if !others.is_empty() {
            lacks.push(Unestablished::RepeatsDoubtful(others));
        }
        lacks
    }

    fn interest(
        &mut self,
        row: &ResolvedRow<'_>,
        origins: &Origins<'_, '_>,
        list: u32,
    ) -> Option<Interest> {
        let resolved = self.resolved;
        if !resolved.weighs_interest() || resolved.is_saying(row) || row.is_bare_word() {
            return None;
        }
        if let Some(interest) = self.interest_of_source(row) {
            return Some(interest);
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

    /// Why the source of a row takes part, or the row's own voice.
    fn interest_of_source(&self, row: &ResolvedRow<'_>) -> Option<Interest> {
        let resolved = self.resolved;
        let stakes = |houses: &mut dyn Iterator<Item = u32>| -> BTreeSet<u32> {
            houses
                .filter(|house| resolved.is_stake(*house, self.role))
                .collect()
        };
        let node = resolved.node(row.source);
        let all = stakes(&mut self.sides(row));
        let silent = stakes(&mut resolved.registry.sides_without_voice(node));
        let article = resolved.is_speaking_article(row.source, self.role);
        let mut names = house_names(resolved, all);
        names.truncate(MOST_NAMED);
        if names.is_empty() && !article {
            None
        } else if silent.is_empty() && !article {
            Some(Interest::Voice(names))
        } else {
            names.extend(resolved.speaker_house().filter(|_| article));
            Some(Interest::Source(names))
        }
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
        let mut names = house_names(resolved, houses);
        names.truncate(MOST_NAMED);
        if article {
            names.extend(resolved.speaker_house());
        }
        names
    }
}

/// The nodes at the wanted places of an ancestry, sorted by name, and which of them each place reaches, as places in this list.
fn sources_by_name(
    resolved: &ResolvedClaim<'_>,
    ancestry: &Ancestry,
    wanted: impl Fn(usize) -> bool,
) -> (Vec<u32>, Reach) {
    let mut places: Vec<usize> = (0..ancestry.len()).filter(|place| wanted(*place)).collect();
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
    resolved: &ResolvedClaim<'_>,
    houses: impl IntoIterator<Item = u32>,
) -> Vec<HouseName> {
    let names: BTreeSet<HouseName> = houses
        .into_iter()
        .map(|house| resolved.house_name(house))
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
