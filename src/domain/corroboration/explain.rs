//! How an explanation is put together from a weighing.

use crate::domain::corroboration::Case;
use crate::domain::corroboration::assessment::assessment;
use crate::domain::corroboration::attribution::attribution;
use crate::domain::corroboration::conflict::Occupied;
use crate::domain::corroboration::conflict::Shared;
use crate::domain::corroboration::explanation::Blocked;
use crate::domain::corroboration::explanation::Conflict;
use crate::domain::corroboration::explanation::Explanation;
use crate::domain::corroboration::explanation::Interest;
use crate::domain::corroboration::explanation::LeftOut;
use crate::domain::corroboration::explanation::Outside;
use crate::domain::corroboration::explanation::Root;
use crate::domain::corroboration::explanation::RowAccount;
use crate::domain::corroboration::explanation::Side as SideAccount;
use crate::domain::corroboration::explanation::Unestablished;
use crate::domain::corroboration::explanation::Witness;
use crate::domain::corroboration::fragile::fragile_on;
use crate::domain::corroboration::lineage::Lineage;
use crate::domain::corroboration::lineage::Row;
use crate::domain::corroboration::lineage::rows;
use crate::domain::corroboration::names::NONE;
use crate::domain::corroboration::next_steps::next_steps;
use crate::domain::corroboration::registry::HouseName;
use crate::domain::corroboration::registry::Marks;
use crate::domain::corroboration::registry::Registry;
use crate::domain::corroboration::subject::Side;
use crate::domain::corroboration::subject::Struck;
use crate::domain::corroboration::subject::Subject;
use crate::domain::corroboration::weighing::Weighed;
use crate::domain::corroboration::weighing::Weighing;
use crate::domain::corroboration::weighing::is_eligible;
use crate::domain::corroboration::weighing::side_of;
use crate::domain::evidence::About;
use crate::domain::ruling::standing;
use std::collections::BTreeSet;

/// Assesses a claim and tells why, with the sources in `without` (ids) taken as retracted.
#[must_use]
pub fn explain(registry: &Registry, case: &Case<'_>, without: &[&str]) -> Explanation {
    let mut weighing = Weighing::of(registry, case, without);
    let attribution = attribution(&mut weighing.subject, case.claim);
    let assessment = assessment(&weighing, attribution);
    let about_attribution = rows(&mut weighing.subject, case.claim, |row| {
        row.about == About::Attribution
    });
    let mut accounts: Vec<(usize, RowAccount)> = Vec::with_capacity(case.claim.evidence.len());
    accounts.extend(account_for(
        &weighing.subject,
        &weighing.lineage,
        &weighing.rows,
    ));
    let lineage = Lineage::of(&weighing.subject, &about_attribution);
    accounts.extend(account_for(&weighing.subject, &lineage, &about_attribution));
    accounts.sort_by_key(|(index, _)| *index);
    let rows: Vec<RowAccount> = accounts.into_iter().map(|(_, account)| account).collect();
    let ruling = standing(&case.claim.rulings).map(|ruling| ruling.status);
    let fragile = fragile_on(&weighing, assessment.derived, ruling, usize::MAX);
    Explanation {
        assessment,
        needs_origins: weighing.needs,
        speaker_house: weighing.subject.speaker_house(),
        supports: side(&weighing, &weighing.supports),
        refutes: side(&weighing, &weighing.refutes),
        fragile_on: ids(&weighing.subject, fragile),
        next_steps: next_steps(&weighing, assessment.derived, &rows),
        counters: weighing.counters,
        rows,
    }
}

/// The accounts of some rows, each with its place in the claim's evidence.
fn account_for(
    subject: &Subject<'_>,
    lineage: &Lineage,
    rows: &[Row<'_>],
) -> Vec<(usize, RowAccount)> {
    let side = |row: &Row<'_>| match row.evidence.about {
        About::Content => side_of(row.evidence.stance),
        About::Attribution => Side::Attribution,
    };
    let [for_support, for_others, for_attribution] =
        [Side::Support, Side::Other, Side::Attribution].map(|asked| {
            if rows.iter().any(|row| side(row) == asked) {
                lineage.sound(subject, asked)
            } else {
                Vec::new()
            }
        });
    let account = |row: &Row<'_>| {
        let side = side(row);
        let sound = match side {
            Side::Support => &for_support,
            Side::Other => &for_others,
            Side::Attribution => &for_attribution,
        };
        let under = lineage.under(subject, row);
        let desk = Account {
            subject,
            lineage,
            row,
            side,
            under,
        };
        let eligible = is_eligible(subject, lineage, sound, row, side);
        let roots = desk.roots();
        let unestablished = desk.unestablished(&roots);
        let left_out = (!eligible).then(|| desk.left_out());
        (
            row.index,
            RowAccount {
                left_out,
                roots,
                unestablished,
                interest: desk.interest(),
            },
        )
    };
    rows.iter().map(account).collect()
}

/// One row, and the places that it rests on.
struct Account<'d, 'a> {
    subject: &'d Subject<'a>,
    lineage: &'d Lineage,
    row: &'d Row<'a>,
    side: Side,
    under: Vec<usize>,
}

impl Account<'_, '_> {
    fn left_out(&self) -> LeftOut {
        if let Some(struck) = self.struck(self.row.source) {
            struck
        } else if !self.subject.node(self.row.source).marks.has(Marks::KNOWN) {
            LeftOut::UnknownSource
        } else if self.row.evidence.credibility == Some(5) {
            LeftOut::NotCredible
        } else {
            let nodes = self.under.iter().map(|place| self.lineage.node(*place));
            let name = |node: u32| self.subject.name(node).to_owned();
            let blocked = nodes.filter_map(|node| {
                Some(Blocked {
                    source: name(node),
                    reason: self.struck(node)?,
                })
            });
            let mut blocked: Vec<Blocked> = blocked.collect();
            blocked.sort_unstable_by(|a, b| a.source.cmp(&b.source));
            LeftOut::NoRoad(blocked)
        }
    }

    /// Why a source is struck for this row's side, if it is.
    fn struck(&self, node: u32) -> Option<LeftOut> {
        Some(match self.subject.struck(node, self.side)? {
            Struck::TheArticle => LeftOut::TheArticle,
            Struck::Retracted => LeftOut::Retracted,
            Struck::UnreliablePublisher => LeftOut::UnreliablePublisher,
            Struck::SpeakersHouse(house) => {
                LeftOut::SpeakersHouse(self.subject.registry.house_name(house))
            }
        })
    }

    fn roots(&self) -> Vec<Root> {
        let roots = self
            .under
            .iter()
            .filter(|place| self.lineage.is_root(self.subject, **place));
        let firm = if self.subject.speech {
            Marks::FIRM_SPEECH
        } else {
            Marks::FIRM
        };
        let groups: BTreeSet<(usize, Vec<u32>)> =
            roots.map(|place| self.lineage.component(*place)).collect();
        let root = |(first, members): (usize, Vec<u32>)| {
            let marks = self.subject.node(self.lineage.node(first)).marks;
            Root {
                sources: ids(self.subject, members),
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
            .subject
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
            .subject
            .registry
            .names
            .get(source)
            .map(|node| self.subject.node(node));
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
            .filter(|place| self.lineage.is_root(self.subject, **place))
            .map(|place| self.lineage.component(*place))
            .collect();
        let involved = |members: &Vec<u32>| {
            members
                .iter()
                .any(|node| self.subject.takes_part(*node, self.side))
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
        let (subject, registry) = (self.subject, self.subject.registry);
        let nodes: Vec<u32> = nodes.into_iter().collect();
        let sides = nodes
            .iter()
            .flat_map(|node| registry.sides(subject.node(*node)));
        let mut houses = house_names(
            registry,
            sides.filter(|house| subject.is_stake(*house, self.side)),
        );
        if nodes
            .iter()
            .any(|node| subject.is_speaking_article(*node, self.side))
        {
            houses.extend(subject.speaker_house());
        }
        houses
    }
}

/// The two witnesses of a side, with the conflicts that keep the other rows out.
fn side(weighing: &Weighing<'_>, weighed: &Weighed) -> SideAccount {
    SideAccount {
        possible: witness(weighing, &weighed.eligible, &weighed.possible_witness),
        established: witness(weighing, &weighed.established, &weighed.established_witness),
    }
}

fn witness(weighing: &Weighing<'_>, all: &[usize], witness: &[usize]) -> Witness {
    let index = |place: usize| weighing.rows.get(place).map_or(place, |row| row.index);
    let rows = witness.iter().map(|place| index(*place)).collect();
    if witness.len() == all.len() {
        return Witness {
            rows,
            outside: Vec::new(),
        };
    }
    let mut occupied = Occupied::of(&weighing.field());
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
            conflict: clash.map(|(row, shared)| (index(row), conflict(&weighing.subject, shared))),
        }
    });
    Witness {
        rows,
        outside: outside.collect(),
    }
}

fn conflict(subject: &Subject<'_>, shared: Shared) -> Conflict {
    match shared {
        Shared::Origin(node) => Conflict::Origin(subject.name(node).to_owned()),
        Shared::Voice(house) => Conflict::Voice(subject.registry.house_name(house)),
        Shared::Family(house) => Conflict::Family(subject.registry.house_name(house)),
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
fn ids(subject: &Subject<'_>, nodes: impl IntoIterator<Item = u32>) -> Vec<String> {
    let mut ids: Vec<String> = nodes
        .into_iter()
        .map(|node| subject.name(node).to_owned())
        .collect();
    ids.sort_unstable();
    ids
}
