//! Parties: whoever speaks, publishes, or has an interest.

use crate::domain::id::Id;
use crate::domain::words::words;

words! {
    /// The sorts of parties. An outlet or agency that belongs to a house does not speak for the whole house.
    PartyKind {
        /// A state or its government.
        State = "state",
        /// A public body, ministry, court, university, research institute.
        Institution = "institution",
        /// A movement, armed group or association.
        Group = "group",
        /// A business.
        Company = "company",
        /// A paper, station or site.
        Outlet = "outlet",
        /// A news agency.
        Agency = "agency",
        /// One person.
        Person = "person",
    }
}

words! {
    /// Reliability of a publisher on the Admiralty code's scale (STANAG 2511): A is best, F is "cannot be judged".
    Reliability {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable: its reports count as possible, never as established.
        D = "D",
        /// Unreliable: its reports are left out.
        E = "E",
        /// Reliability cannot be judged.
        F = "F",
    }
}

/// Anyone who speaks, publishes, or has an interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// What the rules of corroboration see.
    pub core: PartyCore,
    /// Everything else.
    pub words: PartyWords,
}

/// The part of a party that the rules of corroboration see. Its names belong here: they decide who a written name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyCore {
    /// Unique id.
    pub id: Id,
    /// The name that a reader sees.
    pub name: String,
    /// Other names for it: a field that names a party accepts its id, name or alias.
    pub aliases: Vec<String>,
    /// The domains at which it publishes, such as `un.org`.
    pub domains: Vec<String>,
    /// What sort of party it is.
    pub kind: Option<PartyKind>,
    /// Its owner, government or parent body. The top of this chain is its *house*: two parties of one house are one voice.
    pub part_of: Option<String>,
    /// How reliable it is as a publisher.
    pub reliability: Option<Reliability>,
    /// The parties whose side it takes.
    pub interests: Vec<String>,
}

/// The part of a party that no count depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyWords {
    /// What other programs call it: `wikidata:Q…`.
    pub refs: Vec<String>,
    /// Left out of reports and exports that are not internal.
    pub confidential: bool,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
