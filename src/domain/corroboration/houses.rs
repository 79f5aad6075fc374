//! Parties as people name them, and their houses.
//!
//! Whoever is named is a number here: the registered parties first, then the names that match no party, each of which is a
//! house of its own.
#![expect(
    clippy::indexing_slicing,
    reason = "whoever has a number is in the lists made for all numbers"
)]

use crate::domain::corroboration::interner::Interner;
use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::interner::number;
use crate::domain::name;
use crate::domain::party::PartyCore;
use crate::domain::party::Reliability;

/// Gathers parties, and the spellings under which the book names anybody.
#[derive(Debug, Default)]
pub(super) struct HousesBuilder {
    ids: Interner,
    parties: Vec<PendingParty>,
    /// Each distinct spelling, resolved once, when all parties are known.
    spellings: Interner,
}

/// A party, its references still spelled as in the book.
#[derive(Debug)]
struct PendingParty {
    names: Vec<String>,
    part_of: Option<u32>,
    interests: Vec<u32>,
    reliability: Option<Reliability>,
}

impl HousesBuilder {
    /// Adds a party, unless one of this id is there.
    pub(super) fn party(&mut self, party: &PartyCore) {
        if self.ids.intern(party.id.as_str()) as usize != self.parties.len() {
            return;
        }
        let entry = PendingParty {
            names: std::iter::once(&party.name)
                .chain(&party.aliases)
                .map(|name| name::fold(name))
                .collect(),
            part_of: party.part_of.as_ref().map(|name| self.spelling(name)),
            interests: party
                .interests
                .iter()
                .map(|name| self.spelling(name))
                .collect(),
            reliability: party.reliability,
        };
        self.parties.push(entry);
    }

    /// The number of a spelling; [`Houses`] come with whom each stands for.
    pub(super) fn spelling(&mut self, name: &str) -> u32 {
        self.spellings.intern(name)
    }

    /// Resolves every spelling and settles the chains. The list says whom each spelling stands for.
    pub(super) fn build(self) -> (Houses, Vec<u32>) {
        let mut houses = Houses {
            ids: self.ids,
            ..Houses::default()
        };
        for (party, entry) in self.parties.iter().enumerate() {
            for folded in &entry.names {
                houses.name(folded, number(party));
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

/// Who is who, and of which house.
#[derive(Debug, Default)]
pub(super) struct Houses {
    /// The ids of the registered parties.
    ids: Interner,
    /// Folded names and aliases, and free names.
    folded: Interner,
    /// Whom each folded name stands for.
    named: Vec<u32>,
    /// The folded name of each party that is not registered.
    free: Vec<u32>,
    /// The house of everybody.
    house: Vec<u32>,
    /// The reliability of each registered party, its own or the nearest above it.
    reliability: Vec<Option<Reliability>>,
    /// The houses whose side each registered party takes.
    interests: Vec<Vec<u32>>,
}

impl Houses {
    /// Whom a name stands for: an exact id, else a name or alias, case and spacing aside.
    pub(super) fn whom(&self, name: &str) -> Option<u32> {
        self.ids.get(name).or_else(|| {
            self.named
                .get(self.folded.get(&name::fold(name))? as usize)
                .copied()
        })
    }

    /// The house of somebody.
    pub(super) fn house(&self, whom: u32) -> u32 {
        self.house[whom as usize]
    }

    /// The reliability of somebody as a publisher, inherited where they have none of their own.
    pub(super) fn reliability(&self, whom: u32) -> Option<Reliability> {
        self.reliability.get(whom as usize).copied().flatten()
    }

    /// The houses whose side somebody takes.
    pub(super) fn interests(&self, whom: u32) -> &[u32] {
        self.interests.get(whom as usize).map_or(&[], Vec::as_slice)
    }

    /// The id of a registered party.
    pub(super) fn id(&self, whom: u32) -> Option<&str> {
        ((whom as usize) < self.ids.len()).then(|| self.ids.name(whom))
    }

    /// The folded name of somebody who is not registered.
    pub(super) fn free_name(&self, whom: u32) -> &str {
        let folded = self.free[whom as usize - self.ids.len()];
        self.folded.name(folded)
    }

    /// Gives a folded name to somebody, unless it is taken: of two parties with one name the first defined has it.
    fn name(&mut self, folded: &str, whom: u32) -> u32 {
        let folded = self.folded.intern(folded);
        if folded as usize == self.named.len() {
            self.named.push(whom);
        }
        folded
    }

    /// Whom a name stands for, a new free name where it stands for nobody yet.
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
    /// Finds the house and the inherited reliability of every party, each chain walked once.
    fn settle(&self, houses: &mut Houses) {
        let parties = self.above.len();
        houses.house = vec![NONE; parties];
        houses
            .house
            .extend((parties..parties + houses.free.len()).map(number));
        houses.reliability = vec![None; parties];
        // The place of a party on the chain being walked, to notice a circle.
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

    /// Walks up from a party to whatever is settled: the parties passed, their house, and the reliability above them.
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
                return (
                    path.clone(),
                    self.smallest(circle, houses),
                    self.rating(circle),
                );
            }
            place[party] = path.len();
            path.push(party);
            match self.above[party] {
                Some(above) => party = above as usize,
                None => return (path, number(party), None),
            }
        }
    }

    /// The house of a circle of owners: its member with the smallest id.
    #[expect(clippy::expect_used, reason = "a circle has a member")]
    fn smallest(&self, circle: &[usize], houses: &Houses) -> u32 {
        let smallest = circle
            .iter()
            .copied()
            .min_by_key(|member| houses.ids.name(number(*member)));
        number(smallest.expect("the walk came back to a party on its path"))
    }

    /// The first rating on a circle of owners, from where the walk entered it.
    fn rating(&self, circle: &[usize]) -> Option<Reliability> {
        circle.iter().find_map(|member| self.reliability[*member])
    }
}
