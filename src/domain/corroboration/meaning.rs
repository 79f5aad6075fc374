//! Whom a name means, as far as that can change a count.

use crate::domain::corroboration::interner::NONE;
use crate::domain::corroboration::registry::{HouseName, Registry};
use crate::domain::name;
use crate::domain::party::{PartyKind, Reliability};

/// Whom a name means: everything about somebody that the rules see. A claim whose names all mean the same keeps its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMeaning {
    /// The id of the party; `None` if the name is no party's.
    id: Option<String>,
    house: HouseName,
    kind: Option<PartyKind>,
    reliability: Option<Reliability>,
    /// The houses whose side the party takes.
    interests: Vec<HouseName>,
}

impl Registry {
    /// Whom a name means, as somebody wrote it: an exact id, else a name or alias.
    #[must_use]
    pub fn meaning(&self, name: &str) -> NameMeaning {
        self.meaning_of(self.houses.whom(name), name)
    }

    /// Whom a folded name or alias means. An id is not looked at.
    #[must_use]
    pub fn meaning_of_alias(&self, folded: &str) -> NameMeaning {
        self.meaning_of(self.houses.whom_alias(folded), folded)
    }

    fn meaning_of(&self, whom: Option<u32>, name: &str) -> NameMeaning {
        let house = whom.map(|whom| self.house_name(self.houses.house(whom)));
        let whom = whom.unwrap_or(NONE);
        let interests = self.houses.interests(whom).iter();
        NameMeaning {
            id: (whom != NONE)
                .then(|| self.houses.id(whom))
                .flatten()
                .map(ToOwned::to_owned),
            house: house.unwrap_or_else(|| HouseName::Free(name::fold(name))),
            kind: self.houses.kind(whom),
            reliability: self.houses.reliability(whom),
            interests: interests.map(|house| self.house_name(*house)).collect(),
        }
    }
}

impl NameMeaning {
    /// The name by which the index looks somebody up: the party's id, else the folded name in quotes, which no id has.
    #[must_use]
    pub fn key(&self, folded: &str) -> String {
        let free = || format!("\"{folded}\"");
        self.id.clone().unwrap_or_else(free)
    }
}
