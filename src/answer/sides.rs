//! The two sides of a claim: who and what is for it, who and what is against it.

use crate::answer::evidence::EvidenceAccount;
use crate::answer::facts::{ClaimFacts, facts};
use crate::answer::names::NameBook;
use crate::answer::{ClaimRow, PartyName, RelationAnswer, RelationKind};
use crate::domain::corroboration::Roots;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;
use crate::index::{Index, IndexError};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The stances of evidence against a claim.
pub const AGAINST: &[Stance] = &[Stance::Refutes, Stance::Denies, Stance::Disputes];

/// Who and what is for a claim, and who and what is against it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// Who is for it.
    pub supports: Vec<Standpoint>,
    /// Who is against it; the ruling is the last.
    pub against: Vec<Standpoint>,
}

/// Somebody on a side of a claim, with what puts them there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standpoint {
    /// Their name; `None` if the book does not say.
    pub who: Option<String>,
    /// How it bears on the claim.
    pub how: Bearing,
    /// Where they say it, if it is their word in somebody else's paper: its publisher.
    pub paper: Option<String>,
    /// Whether the rules leave it out.
    pub left_out: bool,
    /// The ids of the sources, or of the claim.
    pub ids: Vec<String>,
}

/// How something bears on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bearing {
    /// A source, with this stance.
    Evidence(Stance),
    /// Another claim that denies this one.
    DeniedBy,
    /// Another claim that contradicts this one.
    Contradicts,
    /// A person's ruling.
    Ruled(RulingStatus),
}

impl Bearing {
    /// How this relation puts the other claim against this one, if it does.
    #[must_use]
    pub fn of_relation(relation: &RelationAnswer) -> Option<Self> {
        match relation.kind {
            RelationKind::DeniedBy => Some(Self::DeniedBy),
            RelationKind::Contradicts => Some(Self::Contradicts),
            RelationKind::Denies | RelationKind::Repeats | RelationKind::RepeatedBy => None,
        }
    }

    /// The word for it in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evidence(stance) => stance.as_str(),
            Self::DeniedBy => "denied-by",
            Self::Contradicts => "contradicts",
            Self::Ruled(_) => "ruled",
        }
    }
}

impl Serialize for Bearing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A claim with its two sides. JSON leaves out what the rules leave out, and rulings.
#[derive(Debug, Serialize)]
pub struct ClaimWithSides {
    #[serde(flatten)]
    claim: ClaimRow,
    r#for: Vec<SideItem>,
    against: Vec<SideItem>,
}

/// Somebody on a side of a claim, as JSON gives it.
#[derive(Debug, Serialize)]
struct SideItem {
    /// Their name: the voice's, else the origin's publisher's.
    who: Option<String>,
    /// The stance, or `counter-claim`.
    how: &'static str,
    /// The ids of the sources.
    sources: Vec<String>,
    /// The id of the counter-claim.
    claim: Option<String>,
}

impl From<(ClaimRow, Sides)> for ClaimWithSides {
    fn from((claim, sides): (ClaimRow, Sides)) -> Self {
        let items = |side: Vec<Standpoint>| side.into_iter().flat_map(items).collect();
        Self {
            claim,
            r#for: items(sides.supports),
            against: items(sides.against),
        }
    }
}

/// A standpoint by its sources, or one item for each counter-claim.
fn items(point: Standpoint) -> Vec<SideItem> {
    let Standpoint { who, how, ids, .. } = point;
    match how {
        _ if point.left_out => Vec::new(),
        Bearing::Evidence(stance) => vec![SideItem {
            who,
            how: stance.as_str(),
            sources: ids,
            claim: None,
        }],
        Bearing::DeniedBy | Bearing::Contradicts => {
            let item = |claim| SideItem {
                who: who.clone(),
                how: "counter-claim",
                sources: Vec::new(),
                claim: Some(claim),
            };
            ids.into_iter().map(item).collect()
        }
        Bearing::Ruled(_) => Vec::new(),
    }
}

/// The two sides of each of these claims, in their order. Sources that come down to the word of one party are under its
/// name.
pub fn sides(index: &Index, claims: Vec<ClaimRow>) -> Result<Vec<(ClaimRow, Sides)>, IndexError> {
    let (facts, names) = facts(index, claims, &[])?;
    let with_sides = |facts: ClaimFacts| {
        let mut of_origins = BTreeMap::new();
        let sides = sides_of(&facts, |row| speaks(&names, row, &mut of_origins));
        (facts.claim, sides)
    };
    Ok(facts.into_iter().map(with_sides).collect())
}

/// The two sides of a claim; `speaks` says whose word a row is.
pub(super) fn sides_of(
    facts: &ClaimFacts,
    mut speaks: impl FnMut(&EvidenceAccount) -> Option<String>,
) -> Sides {
    let (mut supports, mut against) = (SideBuilder::default(), SideBuilder::default());
    for (side, stances) in [
        (&mut supports, &[Stance::Supports][..]),
        (&mut against, AGAINST),
    ] {
        for row in facts.content(stances) {
            let how = Bearing::Evidence(row.stance);
            let voice = row.speaks().map(|voice| voice.name.clone());
            let who = Speaks {
                paper: row.paper().map(|paper| paper.name.clone()),
                who: voice.or_else(|| speaks(row)),
            };
            side.add(who, how, row.left_out.is_some(), &row.source);
        }
    }
    for relation in &facts.relations {
        if let Some(how) = Bearing::of_relation(relation) {
            let who = relation.speaker.as_ref().map(|party| party.name.clone());
            let who = Speaks { who, paper: None };
            against.add(who, how, false, &relation.claim);
        }
    }
    let ruled = facts.ruled_against().map(|ruling| Standpoint {
        who: Some(ruling.by.clone()),
        how: Bearing::Ruled(ruling.status),
        paper: None,
        left_out: false,
        ids: Vec::new(),
    });
    against.standpoints.extend(ruled);
    Sides {
        supports: supports.standpoints,
        against: against.standpoints,
    }
}

/// Collects the standpoints of a side.
#[derive(Default)]
struct SideBuilder {
    standpoints: Vec<Standpoint>,
    /// Where each party's standpoint is; what the rules leave out has no bearing here.
    places: BTreeMap<(Speaks, Option<Bearing>), usize>,
}

/// Whose word something is, and in whose paper.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Speaks {
    who: Option<String>,
    paper: Option<String>,
}

impl SideBuilder {
    /// Adds an id, together with those of the same party that bear on the claim in the same way. What the rules leave out is
    /// together, whatever its stance.
    fn add(&mut self, speaks: Speaks, how: Bearing, left_out: bool, id: &str) {
        let key = (speaks.clone(), (!left_out).then_some(how));
        let place = *self.places.entry(key).or_insert(self.standpoints.len());
        match self.standpoints.get_mut(place) {
            Some(known) => known.ids.push(id.to_owned()),
            None => self.standpoints.push(Standpoint {
                who: speaks.who,
                paper: speaks.paper,
                how,
                left_out,
                ids: vec![id.to_owned()],
            }),
        }
    }
}

/// Whose word a row is: the one party that all its origins are the word of, else the publisher of its source. `of_origins`
/// holds what is known of the origins that rows share.
fn speaks(
    names: &NameBook,
    row: &EvidenceAccount,
    of_origins: &mut BTreeMap<Roots, Option<PartyName>>,
) -> Option<String> {
    let one = of_origins
        .entry(row.origins.clone())
        .or_insert_with_key(|origins| {
            let sources = origins.iter().flat_map(|root| &root.sources);
            only(sources.map(|source| names.word_of(source)))
        });
    let one = one.as_ref().or(row.publisher.as_ref());
    one.map(|party| party.name.clone())
}

/// The one party that all of these are.
pub(super) fn only(mut parties: impl Iterator<Item = Option<PartyName>>) -> Option<PartyName> {
    let first = parties.next()??;
    parties
        .all(|party| party.as_ref() == Some(&first))
        .then_some(first)
}
