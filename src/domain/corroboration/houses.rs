//! Resolves names to parties, and parties to houses.
//!
//! Everybody who is named gets a number: registered parties first, then names that match no party. Each of those names is
//! a house of its own. A house goes by the number of its top party.
#![expect(
    clippy::indexing_slicing,
    reason = "every number is below the lengths of the lists made for all numbers"
)]

use crate::domain::address::{domain, domains_above};
use crate::domain::corroboration::interner::{Interner, NONE, number};
use crate::domain::name;
use crate::domain::party::{PartyCore, PartyKind, Reliability};
use std::collections::BTreeMap;

/// Collects parties and the spellings that the book uses for them.
#[derive(Debug, Default)]
pub(super) struct HousesBuilder {
    ids: Interner,
    parties: Vec<PendingParty>,
    /// Each distinct spelling once. We resolve it in [`Self::build`], when all parties are known.
    spellings: Interner,
}

/// A party whose references are still spellings.
#[derive(Debug)]
struct PendingParty {
    names: Vec<String>,
    /// Its domains, as hosts are written.
    domains: Vec<String>,
    part_of: Option<u32>,
    interests: Vec<u32>,
    reliability: Option<Reliability>,
    kind: Option<PartyKind>,
}

impl HousesBuilder {
    /// Adds a party. Ignores it if the id is taken: the first definition wins.
    pub(super) fn party(&mut self, party: &PartyCore) {
        if self.ids.intern(party.id.as_str()) as usize != self.parties.len() {
            return;
        }
        let entry = PendingParty {
            names: std::iter::once(&party.name)
                .chain(&party.aliases)
                .map(|name| name::fold(name))
                .collect(),
            domains: party
                .domains
                .iter()
                .filter_map(|text| domain(text))
                .collect(),
            part_of: party.part_of.as_ref().map(|name| self.spelling(name)),
            interests: party
                .interests
                .iter()
                .map(|name| self.spelling(name))
                .collect(),
            reliability: party.reliability,
            kind: party.kind,
        };
        self.parties.push(entry);
    }

    /// The number of a spelling. [`Self::build`] returns whom each number means.
    pub(super) fn spelling(&mut self, name: &str) -> u32 {
        self.spellings.intern(name)
    }

    /// Resolves every spelling and every `part_of` chain. The list says whom each spelling means.
    pub(super) fn build(self) -> (Houses, Vec<u32>) {
        let mut houses = Houses {
            ids: self.ids,
            ..Houses::default()
        };
        for (party, entry) in self.parties.iter().enumerate() {
            for folded in &entry.names {
                houses.name(folded, number(party));
            }
            for domain in &entry.domains {
                houses.domain(domain, number(party));
            }
        }
        let meant: Vec<u32> = (0..number(self.spellings.len()))
            .map(|spelling| houses.register(self.spellings.name(spelling)))
            .collect();
        let whom = |spelling: u32| meant[spelling as usize];
        for entry in &self.parties {
            houses
                .interests
                .push(entry.interests.iter().copied().map(whom).collect());
        }
        houses.kinds = self.parties.iter().map(|entry| entry.kind).collect();
        let chains = Chains {
            above: self
                .parties
                .iter()
                .map(|entry| entry.part_of.map(whom))
                .collect(),
            reliability: self.parties.iter().map(|entry| entry.reliability).collect(),
        };
        chains.settle(&mut houses);
        for interests in &mut houses.interests {
            for whom in interests {
                *whom = houses.house[*whom as usize];
            }
        }
        (houses, meant)
    }
}

/// Who is meant by a name, and of which house they are.
#[derive(Debug, Default)]
pub(super) struct Houses {
    /// The ids of the registered parties.
    ids: Interner,
    /// Names and aliases in folded form, of registered parties and of others.
    folded: Interner,
    /// Whom each folded name means.
    named: Vec<u32>,
    /// The party of each domain.
    domains: BTreeMap<String, u32>,
    /// The folded name of everybody who is not registered.
    free: Vec<u32>,
    /// The house of everybody, registered or not.
    house: Vec<u32>,
    /// The reliability of each registered party: its own, or the nearest one up the `part_of` chain.
    reliability: Vec<Option<Reliability>>,
    /// The houses whose side each registered party takes.
    interests: Vec<Vec<u32>>,
    /// What sort of party each registered party is.
    kinds: Vec<Option<PartyKind>>,
}

impl Houses {
    /// Whom a name means: an exact id, else a name or alias, however it is spelled.
    pub(super) fn whom(&self, name: &str) -> Option<u32> {
        let id = self.ids.get(&name::composed(name));
        id.or_else(|| self.whom_alias(&name::fold(name)))
    }

    /// Whom a folded name or alias means. An id is not looked at.
    pub(super) fn whom_alias(&self, folded: &str) -> Option<u32> {
        self.named.get(self.folded.get(folded)? as usize).copied()
    }

    /// The party whose domain a host is under. The longest domain wins.
    pub(super) fn owner(&self, host: &str) -> Option<u32> {
        if self.domains.is_empty() {
            return None;
        }
        domains_above(host).find_map(|domain| self.domains.get(domain).copied())
    }

    /// How many are named. Their numbers are below this one.
    pub(super) fn len(&self) -> usize {
        self.house.len()
    }

    /// What sort of party somebody is, if known.
    pub(super) fn kind(&self, whom: u32) -> Option<PartyKind> {
        *self.kinds.get(whom as usize)?
    }

    /// The house of somebody.
    pub(super) fn house(&self, whom: u32) -> u32 {
        self.house[whom as usize]
    }

    /// The reliability of a publisher, its own or inherited. Nobody has rated a name that matches no party.
    pub(super) fn reliability(&self, whom: u32) -> Option<Reliability> {
        self.reliability.get(whom as usize).copied().flatten()
    }

    /// The houses whose side somebody takes. A name that matches no party takes nobody's.
    pub(super) fn interests(&self, whom: u32) -> &[u32] {
        self.interests.get(whom as usize).map_or(&[], Vec::as_slice)
    }

    /// The id of a registered party; `None` for a name that matches no party.
    pub(super) fn id(&self, whom: u32) -> Option<&str> {
        ((whom as usize) < self.ids.len()).then(|| self.ids.name(whom))
    }

    /// All names of somebody, in folded form. Linear in the names of the book.
    pub(super) fn names(&self, whom: u32) -> Vec<&str> {
        let named = (0..).zip(&self.named);
        let of_whom = named.filter(|(_, other)| **other == whom);
        of_whom
            .map(|(folded, _)| self.folded.name(folded))
            .collect()
    }

    /// The folded name of somebody who is not registered. Panics for a registered party.
    pub(super) fn free_name(&self, whom: u32) -> &str {
        let folded = self.free[whom as usize - self.ids.len()];
        self.folded.name(folded)
    }

    /// Gives a folded name to somebody. If two parties share a name, the first one keeps it.
    fn name(&mut self, folded: &str, whom: u32) -> u32 {
        let folded = self.folded.intern(folded);
        if folded as usize == self.named.len() {
            self.named.push(whom);
        }
        folded
    }

    /// Gives a domain to a party. If two parties share it, the one with the smallest id keeps it.
    fn domain(&mut self, domain: &str, party: u32) {
        let keeps = |other: &u32| self.ids.name(*other) <= self.ids.name(party);
        if !self.domains.get(domain).is_some_and(keeps) {
            self.domains.insert(domain.to_owned(), party);
        }
    }

    /// Whom a name means; adds a name that nobody has yet.
    fn register(&mut self, name: &str) -> u32 {
        if let Some(whom) = self.whom(name) {
            return whom;
        }
        let whom = number(self.ids.len() + self.free.len());
        let folded = self.name(&name::fold(name), whom);
        self.free.push(folded);
        whom
    }
}

/// The place of a party that the current walk has not met.
const NOT_MET: usize = usize::MAX;

/// The `part_of` chains of the registered parties.
struct Chains {
    above: Vec<Option<u32>>,
    reliability: Vec<Option<Reliability>>,
}

impl Chains {
    /// Finds the house and the inherited reliability of every party.
    ///
    /// Linear: a walk stops at the first party that is settled, and settles every party that it passed.
    fn settle(&self, houses: &mut Houses) {
        let parties = self.above.len();
        houses.house = vec![NONE; parties];
        houses
            .house
            .extend((parties..parties + houses.free.len()).map(number));
        houses.reliability = vec![None; parties];
        // The place of each party on the current path. Meeting a party again reveals a circle.
        let mut place = vec![NOT_MET; parties];
        for start in 0..parties {
            let (path, house, inherited) = self.walk(start, houses, &mut place);
            let mut inherited = inherited;
            for party in path.into_iter().rev() {
                inherited = self.reliability[party].or(inherited);
                houses.house[party] = house;
                houses.reliability[party] = inherited;
            }
        }
    }

    /// Walks up a chain to its top, to a circle, or to a settled party.
    ///
    /// Returns the parties on the way, their house, and the reliability that the last of them inherits.
    fn walk(
        &self,
        start: usize,
        houses: &Houses,
        place: &mut [usize],
    ) -> (Vec<usize>, u32, Option<Reliability>) {
        let mut path: Vec<usize> = Vec::new();
        let mut party = start;
        loop {
            let settled = houses.house(number(party));
            if settled != NONE {
                return (path, settled, houses.reliability(number(party)));
            }
            if place[party] != NOT_MET {
                let circle = &path[place[party]..];
                let (house, rating) = (smallest(circle, houses), self.rating(circle));
                return (path, house, rating);
            }
            place[party] = path.len();
            path.push(party);
            match self.above[party] {
                Some(above) => party = above as usize,
                None => return (path, number(party), None),
            }
        }
    }

    /// The first rating on a circle of owners, from where the walk entered it.
    fn rating(&self, circle: &[usize]) -> Option<Reliability> {
        circle.iter().find_map(|member| self.reliability[*member])
    }
}

/// The house of a circle of owners: its member with the smallest id.
#[expect(clippy::expect_used, reason = "a circle has a member")]
fn smallest(circle: &[usize], houses: &Houses) -> u32 {
    let smallest = circle
        .iter()
        .copied()
        .min_by_key(|member| houses.ids.name(number(*member)));
    number(smallest.expect("the walk came back to a party on its path"))
}

#[cfg(test)]
mod tests {
    use super::{Houses, HousesBuilder};
    use crate::domain::corroboration::tests::books::party;
    use crate::domain::party::{PartyCore, Reliability};

    /// The houses of some parties, with these further spellings.
    fn houses(parties: &[PartyCore], spellings: &[&str]) -> (Houses, Vec<u32>) {
        let mut builder = HousesBuilder::default();
        let numbers: Vec<u32> = spellings
            .iter()
            .map(|name| builder.spelling(name))
            .collect();
        for party in parties {
            builder.party(party);
        }
        let (houses, meant) = builder.build();
        let meant = numbers
            .iter()
            .map(|number| meant[*number as usize])
            .collect();
        (houses, meant)
    }

    /// The id of the party at the top of a named party's house.
    fn top<'h>(houses: &'h Houses, name: &str) -> &'h str {
        let house = houses.house(houses.whom(name).unwrap());
        houses.id(house).unwrap_or_else(|| houses.free_name(house))
    }

    fn rated(name: &str, part_of: Option<&str>, reliability: Option<Reliability>) -> PartyCore {
        PartyCore {
            reliability,
            ..party(name, part_of)
        }
    }

    #[test]
    fn an_exact_id_goes_before_another_partys_name() {
        let mut other = party("other", None);
        other.name = "post".to_owned();
        let (houses, _) = houses(&[other, party("post", None)], &[]);
        assert_eq!(top(&houses, "post"), "post");
        assert_eq!(top(&houses, " Post "), "other");
    }

    #[test]
    fn of_two_parties_with_one_name_the_first_has_it() {
        let mut twin = party("twin", None);
        twin.aliases = vec!["FIRST".to_owned(), "Own Name".to_owned()];
        let (houses, _) = houses(&[party("first", None), twin], &[]);
        assert_eq!(top(&houses, "First"), "first");
        assert_eq!(top(&houses, "own  NAME"), "twin");
    }

    #[test]
    fn the_first_party_of_an_id_is_the_one_that_counts() {
        let (houses, _) = houses(
            &[party("a", Some("b")), party("b", None), party("a", None)],
            &[],
        );
        assert_eq!(top(&houses, "a"), "b");
    }

    #[test]
    fn spellings_of_one_unknown_name_mean_one_house() {
        let (houses, meant) = houses(&[], &["North Wire", "north  wire", "NorthWire"]);
        assert_eq!(meant[0], meant[1]);
        assert_ne!(meant[0], meant[2]);
        assert_eq!(houses.free_name(meant[0]), "north wire");
        assert_eq!(houses.free_name(meant[2]), "northwire");
        assert_eq!(houses.id(meant[0]), None);
        assert_eq!(
            (houses.reliability(meant[0]), houses.interests(meant[0])),
            (None, &[][..])
        );
    }

    #[test]
    fn a_chain_ends_at_its_top_wherever_it_is_entered() {
        let parties = [
            party("c", Some("b")),
            party("a", None),
            party("b", Some("a")),
        ];
        let (houses, _) = houses(&parties, &[]);
        assert_eq!(["a", "b", "c"].map(|name| top(&houses, name)), ["a"; 3]);
    }

    #[test]
    fn papers_of_one_owner_who_is_not_registered_are_one_house() {
        let parties = [
            party("x", Some("Old Owner")),
            party("y", Some("old  owner")),
        ];
        let (houses, _) = houses(&parties, &[]);
        assert_eq!(
            (top(&houses, "x"), top(&houses, "y")),
            ("old owner", "old owner")
        );
    }

    #[test]
    fn a_circle_of_owners_goes_by_its_smallest_id_also_for_those_that_lead_into_it() {
        let parties = [
            party("a-paper", Some("z")),
            party("z", Some("m")),
            party("m", Some("q")),
            party("q", Some("z")),
            party("self", Some("self")),
        ];
        let (houses, _) = houses(&parties, &[]);
        for name in ["a-paper", "z", "m", "q"] {
            assert_eq!(top(&houses, name), "m", "{name}");
        }
        assert_eq!(top(&houses, "self"), "self");
    }

    #[test]
    fn a_reliability_is_its_own_or_the_nearest_above() {
        let parties = [
            rated("own", Some("middle"), Some(Reliability::F)),
            rated("paper", Some("middle"), None),
            rated("middle", Some("top"), Some(Reliability::E)),
            rated("sister", Some("top"), None),
            rated("top", None, Some(Reliability::A)),
            rated("alone", None, None),
        ];
        let (houses, _) = houses(&parties, &[]);
        let rating = |name| houses.reliability(houses.whom(name).unwrap());
        assert_eq!(rating("own"), Some(Reliability::F));
        assert_eq!(rating("paper"), Some(Reliability::E));
        assert_eq!(rating("middle"), Some(Reliability::E));
        assert_eq!(rating("sister"), Some(Reliability::A));
        assert_eq!(rating("top"), Some(Reliability::A));
        assert_eq!(rating("alone"), None);
    }

    #[test]
    fn a_member_of_a_circle_without_rating_takes_the_next_one_round_the_circle() {
        let parties = [
            rated("a", Some("b"), None),
            rated("b", Some("c"), Some(Reliability::B)),
            rated("c", Some("a"), Some(Reliability::D)),
            rated("into", Some("a"), None),
        ];
        let (houses, _) = houses(&parties, &[]);
        let rating = |name| houses.reliability(houses.whom(name).unwrap());
        assert_eq!(rating("a"), Some(Reliability::B));
        assert_eq!(rating("b"), Some(Reliability::B));
        assert_eq!(rating("c"), Some(Reliability::D));
        assert_eq!(rating("into"), Some(Reliability::B));
    }

    #[test]
    fn an_interest_in_a_ministry_is_one_in_the_whole_state() {
        let mut paper = party("paper", None);
        paper.interests = vec!["ministry".to_owned(), "Nobody Known".to_owned()];
        let parties = [
            paper,
            party("ministry", Some("state")),
            party("state", None),
        ];
        let (houses, _) = houses(&parties, &[]);
        let named: Vec<&str> = houses
            .interests(houses.whom("paper").unwrap())
            .iter()
            .map(|house| {
                houses
                    .id(*house)
                    .unwrap_or_else(|| houses.free_name(*house))
            })
            .collect();
        assert_eq!(named, ["state", "nobody known"]);
    }
}
