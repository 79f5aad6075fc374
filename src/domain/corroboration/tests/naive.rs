//! The rules once more, as slowly and as literally as they can be written, for comparison on small books.

use super::books::{Book, Opponent};
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::name::fold;
use crate::domain::party::{PartyCore, PartyKind, Reliability};
use crate::domain::ruling::{RulingStatus, standing};
use crate::domain::source::SourceKind;
use crate::domain::status::{AttributionStatus, ContestedBy, Derived, Flag};
use std::collections::BTreeSet;

type Names = BTreeSet<String>;

/// What the naive rules give: status, contested by, attribution, flags, and the four counts S, Se, F, Fe.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) derived: Derived,
    pub(super) contested_by: Option<ContestedBy>,
    pub(super) attribution: Option<AttributionStatus>,
    pub(super) flags: Vec<Flag>,
    pub(super) counts: [u32; 4],
    /// One origin is enough because it is the saying itself.
    pub(super) by_saying: bool,
}

pub(super) fn outcome(book: &Book) -> Outcome {
    let desk = Desk {
        book,
        without: book.without.iter().cloned().collect(),
    };
    let mut outcome = desk.outcome();
    let fragile = desk.is_fragile(&outcome);
    if fragile {
        outcome.flags.push(Flag::Fragile);
        outcome.flags.sort_unstable();
    }
    outcome
}

struct Desk<'b> {
    book: &'b Book,
    without: Names,
}

/// A source or an article.
struct Node<'b> {
    publisher: Option<&'b str>,
    voice: Option<&'b str>,
    kind: Option<SourceKind>,
    own: bool,
    parents: &'b [String],
    interests: &'b [String],
    retracted: bool,
}

impl<'b> Desk<'b> {
    fn node(&self, name: &str) -> Option<Node<'b>> {
        let source = self
            .book
            .sources
            .iter()
            .find(|source| source.id.as_str() == name)
            .map(|source| Node {
                publisher: self.publisher(source.publisher.as_ref(), source.host.as_ref()),
                voice: source.voice.as_deref(),
                kind: source.kind,
                own: source.own_reporting,
                parents: if source.own_reporting {
                    &[]
                } else {
                    &source.derived_from
                },
                interests: &source.interests,
                retracted: source.is_retracted(),
            });
        source.or_else(|| {
            let article = self
                .book
                .articles
                .iter()
                .find(|article| article.id.as_str() == name)?;
            let publisher = self.publisher(article.publisher.as_ref(), article.host.as_ref());
            Some(Node {
                publisher,
                voice: None,
                kind: None,
                own: false,
                parents: &[],
                interests: &[],
                retracted: false,
            })
        })
    }

    /// The publisher as written, else the party with the longest domain that the host ends in.
    fn publisher(&self, written: Option<&'b String>, host: Option<&String>) -> Option<&'b str> {
        let owns = |party: &&'b PartyCore| {
            let ends = |domain: &&String| {
                let host = host.map_or("", String::as_str);
                host == *domain || host.ends_with(&format!(".{domain}"))
            };
            party.domains.iter().filter(ends).map(String::len).max()
        };
        let owners = self
            .book
            .parties
            .iter()
            .filter(|party| owns(party).is_some());
        let best = owners.max_by_key(|party| (owns(party), std::cmp::Reverse(party.id.as_str())));
        written
            .map(String::as_str)
            .or(best.map(|party| party.id.as_str()))
    }

    fn party(&self, name: &str) -> Option<&'b PartyCore> {
        let parties = &self.book.parties;
        parties
            .iter()
            .find(|party| party.id.as_str() == name)
            .or_else(|| {
                let named = |party: &&PartyCore| {
                    std::iter::once(&party.name)
                        .chain(&party.aliases)
                        .any(|n| fold(n) == fold(name))
                };
                parties.iter().find(named)
            })
    }

    /// The parties from this one up, once round where there is a circle; and the house.
    fn chain(&self, name: &str) -> (Vec<&'b PartyCore>, String) {
        let mut chain: Vec<&PartyCore> = Vec::new();
        let mut name = name.to_owned();
        loop {
            let Some(party) = self.party(&name) else {
                return (chain, format!("free {}", fold(&name)));
            };
            if let Some(place) = chain.iter().position(|other| other.id == party.id) {
                let smallest = chain[place..]
                    .iter()
                    .map(|party| party.id.as_str())
                    .min()
                    .unwrap();
                let house = format!("party {smallest}");
                return (chain, house);
            }
            chain.push(party);
            match &party.part_of {
                Some(above) => name.clone_from(above),
                None => return (chain, format!("party {}", party.id)),
            }
        }
    }

    fn house(&self, name: &str) -> String {
        self.chain(name).1
    }

    fn reliability(&self, name: &str) -> Option<Reliability> {
        self.chain(name)
            .0
            .iter()
            .find_map(|party| party.reliability)
    }

    /// The house of a speaker, as a claim gives it; `None` for nobody's.
    fn speaker(&self, speaker: Option<&str>, article: Option<&str>) -> Option<String> {
        if let Some(speaker) = speaker {
            return Some(self.house(speaker));
        }
        let publisher = self.node(article?).and_then(|node| node.publisher);
        Some(
            publisher.map_or(format!("article {}", article?), |publisher| {
                self.house(publisher)
            }),
        )
    }

    fn own_house(&self) -> Option<String> {
        self.speaker(
            self.book.claim.speaker.as_deref(),
            self.book.article.as_deref(),
        )
    }

    /// Who is quoted, or who acts.
    fn quoted(&self) -> Option<&'b str> {
        let claim = &self.book.claim;
        let looks = matches!(
            claim.kind,
            Some(ClaimKind::Quotation | ClaimKind::Position | ClaimKind::Act)
        );
        let named = claim.quoted.as_deref().or(claim.speaker.as_deref());
        named.filter(|_| looks)
    }

    fn quoted_house(&self) -> Option<String> {
        self.quoted().map(|name| self.house(name))
    }

    fn act(&self) -> bool {
        self.quoted().is_some() && self.book.claim.kind == Some(ClaimKind::Act)
    }

    fn speech(&self) -> bool {
        self.quoted().is_some() && !self.act()
    }

    /// Whether one house speaks and is quoted.
    fn same(&self) -> bool {
        self.quoted_house().is_some() && self.quoted_house() == self.own_house()
    }

    /// The voice of a row, if it says something new.
    fn voice(&self, row: &'b EvidenceCore) -> Option<&'b str> {
        let voice = row.voice.as_deref()?;
        let node = self.node(&row.source);
        let before = node.and_then(|node| node.voice.or(node.publisher));
        let house = self.house(voice);
        let old = before.is_some_and(|before| self.house(before) == house);
        let quoted = self.speech() && Some(house) == self.quoted_house();
        (!old && !quoted).then_some(voice)
    }

    /// A denial or a reading in somebody else's words.
    fn bare(&self, row: &'b EvidenceCore) -> bool {
        matches!(row.stance, Stance::Denies | Stance::Disputes)
            && row.via.is_empty()
            && self.voice(row).is_some()
    }

    fn up_from(&self, starts: &[String]) -> Names {
        let mut seen: Names = starts.iter().cloned().collect();
        loop {
            let parents = seen
                .iter()
                .filter_map(|name| self.node(name))
                .flat_map(|node| node.parents.to_vec());
            let next: Names = seen.iter().cloned().chain(parents).collect();
            if next == seen {
                return seen;
            }
            seen = next;
        }
    }

    fn starts(row: &EvidenceCore) -> Vec<String> {
        if row.via.is_empty() {
            vec![row.source.clone()]
        } else {
            row.via.clone()
        }
    }

    fn all_of(&self, row: &'b EvidenceCore) -> Names {
        if self.bare(row) {
            return Names::new();
        }
        self.up_from(&Self::starts(row))
    }

    fn roots(&self, row: &'b EvidenceCore) -> Vec<Names> {
        let mut roots: Vec<Names> = Vec::new();
        for name in self.all_of(row) {
            let above = self.up_from(std::slice::from_ref(&name));
            let sink = above
                .iter()
                .all(|other| self.up_from(std::slice::from_ref(other)).contains(&name));
            if sink && !roots.contains(&above) {
                roots.push(above);
            }
        }
        roots
    }

    fn is_circle(&self, root: &Names) -> bool {
        root.len() > 1
            || root.iter().any(|name| {
                self.node(name)
                    .is_some_and(|node| node.parents.contains(name))
            })
    }

    /// Whether a source is a text of one of these kinds that the actor's house publishes.
    fn actors(&self, node: &Node<'_>, kinds: &[SourceKind]) -> bool {
        let house = node.publisher.map(|name| self.house(name));
        self.act()
            && house == self.quoted_house()
            && node.kind.is_some_and(|kind| kinds.contains(&kind))
    }

    /// Whether a rating of its publisher or its voice is this one and applies.
    fn rated(&self, node: &Node<'_>, rating: Reliability, statement: bool) -> bool {
        let waived = self.speech() || self.actors(node, &[SourceKind::Document]) && !statement;
        [node.publisher, node.voice]
            .into_iter()
            .flatten()
            .filter(|name| !waived || Some(self.house(name)) != self.quoted_house())
            .any(|name| self.reliability(name) == Some(rating))
    }

    /// Whether a source is the word of somebody who cannot support the claim.
    fn own_word(&self, node: &Node<'_>, voice: Option<&str>) -> bool {
        let mut houses = self.houses(node);
        houses.extend(voice.map(|name| self.house(name)));
        let is_of = |house: Option<String>| house.is_some_and(|house| houses.contains(&house));
        let text = self.actors(node, &[SourceKind::Document, SourceKind::Dataset]);
        let by_actor = self.act() && is_of(self.quoted_house()) && (!text || voice.is_some());
        by_actor || !self.same() && is_of(self.own_house())
    }

    /// Whether a source is struck for a row that is asked this question. `voice` is that of the row, for the row's source.
    fn struck(&self, name: &str, voice: Option<&str>, stance: Stance, question: About) -> bool {
        let here = self.book.article.as_deref() == Some(name);
        let Some(node) = self.node(name) else {
            return here || self.without.contains(name);
        };
        if here {
            return true;
        }
        let own = self
            .own_house()
            .is_some_and(|own| self.houses(&node).contains(&own));
        if question == About::Attribution && own {
            return false;
        }
        let unfit = node.retracted
            || self.rated(&node, Reliability::E, voice.is_some())
            || voice.and_then(|name| self.reliability(name)) == Some(Reliability::E);
        let supporting = stance == Stance::Supports && question == About::Content;
        self.without.contains(name) || unfit || supporting && self.own_word(&node, voice)
    }

    /// The houses of publisher and voice.
    fn houses(&self, node: &Node<'_>) -> Names {
        [node.publisher, node.voice]
            .into_iter()
            .flatten()
            .map(|name| self.house(name))
            .collect()
    }

    fn eligible(&self, row: &'b EvidenceCore, question: About) -> bool {
        if self.node(&row.source).is_none()
            || row.credibility == Some(5)
            || self.struck(&row.source, self.voice(row), row.stance, question)
        {
            return false;
        }
        if self.bare(row) {
            return true;
        }
        let struck = |name: &String| self.struck(name, None, row.stance, question);
        let mut reached: Names = Self::starts(row)
            .into_iter()
            .filter(|name| !struck(name))
            .collect();
        loop {
            let parents = reached
                .iter()
                .filter_map(|name| self.node(name))
                .flat_map(|node| node.parents.to_vec());
            let next: Names = reached
                .iter()
                .cloned()
                .chain(parents.filter(|name| !struck(name)))
                .collect();
            if next == reached {
                break;
            }
            reached = next;
        }
        let whole = |root: &Names| {
            !root.iter().any(struck) && root.iter().any(|name| reached.contains(name))
        };
        self.roots(row).iter().any(whole)
    }

    /// Whether a root is established under this row.
    fn firm(&self, root: &Names, row: &'b EvidenceCore) -> bool {
        let Some((name, node)) = root.first().and_then(|name| Some((name, self.node(name)?)))
        else {
            return false;
        };
        let Some(publisher) = node.publisher else {
            return false;
        };
        let statement = self.voice(row).is_some() && row.via.is_empty() && *name == row.source;
        let kind = node.kind.filter(|_| !statement);
        let primary = matches!(
            kind,
            Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
        );
        let houses = self.houses(&node);
        let said = self.speech() && houses.contains(&self.quoted_house().unwrap());
        let quiet = kind == Some(SourceKind::Interview)
            || node.voice.is_none_or(|voice| {
                let house = self.house(voice);
                house == self.house(publisher) || !self.stakes(row.stance).contains(&house)
            });
        !self.is_circle(root) && (said || primary || node.own && quiet)
    }

    fn established(&self, row: &'b EvidenceCore) -> bool {
        let doubtful = |name: &String, statement: bool| {
            self.node(name)
                .is_some_and(|node| self.rated(&node, Reliability::D, statement))
        };
        let voice = self.voice(row);
        let trusted = voice.is_none_or(|voice| {
            self.reliability(voice) != Some(Reliability::D)
                && !self.stakes(row.stance).contains(&self.house(voice))
        });
        matches!(row.credibility, None | Some(1 | 2))
            && trusted
            && !doubtful(&row.source, voice.is_some())
            && !self.all_of(row).iter().any(|name| doubtful(name, false))
            && self.roots(row).iter().all(|root| self.firm(root, row))
    }

    /// The houses with a stake in rows of this stance.
    fn stakes(&self, stance: Stance) -> Names {
        let claim = &self.book.claim;
        let mut named: Vec<&String> = claim.concerns.iter().collect();
        if stance != Stance::Supports {
            named.extend(&claim.accuses);
        }
        let mut stakes: Names = named.into_iter().map(|name| self.house(name)).collect();
        if stance == Stance::Supports {
            stakes.extend(self.own_house());
        } else {
            stakes.retain(|house| Some(house) != self.own_house().as_ref());
        }
        stakes
    }

    fn takes_part(&self, name: &str, voice: Option<&'b str>, stance: Stance) -> bool {
        let stakes = self.stakes(stance);
        if stakes.contains(&format!("article {name}")) {
            return true;
        }
        let Some(node) = self.node(name) else {
            return false;
        };
        let people = || [node.publisher, node.voice, voice].into_iter().flatten();
        let parties = people().filter_map(|name| self.party(name));
        let interests = parties.flat_map(|party| &party.interests);
        let sides = people()
            .map(str::to_owned)
            .chain(node.interests.iter().chain(interests).cloned());
        sides
            .into_iter()
            .any(|name| stakes.contains(&self.house(&name)))
    }

    /// Whether a row is the saying, or the act, itself.
    fn saying(&self, row: &'b EvidenceCore) -> bool {
        let (Some(quoted), Some(node)) = (self.quoted(), self.node(&row.source)) else {
            return false;
        };
        let Some(publisher) = node.publisher else {
            return false;
        };
        let house = self.house(quoted);
        let part = self.party(publisher).is_some_and(|party| {
            matches!(party.kind, Some(PartyKind::Outlet | PartyKind::Agency))
                && self.party(quoted).map(|quoted| &quoted.id) != Some(&party.id)
        });
        row.stance == Stance::Supports
            && self.house(publisher) == house
            && !part
            && row.via.is_empty()
            && self.voice(row).is_none()
            && node.parents.is_empty()
            && node.voice.is_none_or(|voice| self.house(voice) == house)
            && (!self.act() || node.kind == Some(SourceKind::Document))
    }

    fn interested(&self, row: &'b EvidenceCore) -> bool {
        let part = |name: &String| self.takes_part(name, None, row.stance);
        let exempt = self.saying(row) || self.speech() && self.same();
        !exempt
            && (self.takes_part(&row.source, self.voice(row), row.stance)
                || self.roots(row).iter().all(|root| root.iter().any(part)))
    }

    /// Somebody as a party or else as a name.
    fn who(&self, name: &str) -> String {
        self.party(name)
            .map_or(fold(name), |party| format!("party {}", party.id))
    }

    /// The source of a row that is own reporting and has no voice of its own.
    fn reporting(&self, row: &'b EvidenceCore) -> Option<Node<'b>> {
        self.node(&row.source)
            .filter(|node| node.own && row.via.is_empty() && self.voice(row).is_none())
    }

    /// The house of the witness that a desk heard, or its own if it saw for itself.
    fn witness(&self, node: &Node<'_>) -> Option<String> {
        let desk = self.house(node.publisher?);
        match (node.kind?, node.voice) {
            (SourceKind::Interview, Some(voice)) => {
                let house = self.house(voice);
                self.party(voice)
                    .map(|_| house)
                    .filter(|house| *house != desk)
            }
            (SourceKind::Observation, voice) => {
                let own = voice.is_none_or(|voice| self.house(voice) == desk);
                own.then_some(desk)
            }
            _ => None,
        }
    }

    /// Two desks, or two witnesses of one desk.
    fn apart(&self, a: &'b EvidenceCore, b: &'b EvidenceCore) -> bool {
        let (Some(a), Some(b)) = (self.reporting(a), self.reporting(b)) else {
            return false;
        };
        let (Some(desk_a), Some(desk_b)) = (a.publisher, b.publisher) else {
            return false;
        };
        let witnesses = (self.witness(&a), self.witness(&b));
        self.who(desk_a) != self.who(desk_b)
            || matches!(witnesses, (Some(one), Some(other)) if one != other)
    }

    /// The voices under a row that are not their publisher's own, without those of one house.
    fn stated(&self, row: &'b EvidenceCore, aside: Option<&String>) -> Names {
        let mut voices: Vec<(&str, String)> = Vec::new();
        for name in self.all_of(row) {
            voices.extend(self.node(&name).and_then(|node| Some((node.voice?, name))));
        }
        if let Some(voice) = self.voice(row) {
            let own = self.node(&row.source).and_then(|node| node.voice);
            voices.push((voice, row.source.clone()));
            voices.extend(own.map(|own| (own, row.source.clone())));
        }
        let stated = voices.into_iter().filter_map(|(voice, name)| {
            let house = self.house(voice);
            let publisher = self.node(&name).and_then(|node| node.publisher);
            let own = publisher.is_some_and(|publisher| self.house(publisher) == house);
            (!own && Some(&house) != aside).then_some(house)
        });
        stated.collect()
    }

    fn conflict(&self, a: &'b EvidenceCore, b: &'b EvidenceCore, aside: Option<&String>) -> bool {
        let (all_a, all_b) = (self.all_of(a), self.all_of(b));
        let families = |all: &Names| -> Names {
            all.iter()
                .filter_map(|name| self.node(name)?.publisher)
                .map(|name| self.house(name))
                .collect()
        };
        let (voices_a, voices_b) = (self.stated(a, aside), self.stated(b, aside));
        let (family_a, family_b) = (families(&all_a), families(&all_b));
        !all_a.is_disjoint(&all_b)
            || !voices_a.is_disjoint(&voices_b)
            || !voices_a.is_disjoint(&family_b)
            || !voices_b.is_disjoint(&family_a)
            || !family_a.is_disjoint(&family_b) && !self.apart(a, b)
    }

    fn count(&self, rows: &[&'b EvidenceCore], aside: Option<&String>) -> u32 {
        let conflicts: Vec<usize> = (0..rows.len())
            .map(|a| {
                (0..rows.len())
                    .filter(|b| *b != a && self.conflict(rows[a], rows[*b], aside))
                    .map(|b| 1 << b)
                    .sum()
            })
            .collect();
        let free = |set: &usize| {
            (0..rows.len()).all(|row| set >> row & 1 == 0 || set & conflicts[row] == 0)
        };
        (0..1_usize << rows.len())
            .filter(free)
            .map(usize::count_ones)
            .max()
            .unwrap_or(0)
    }

    fn counts(&self, opponent: &Opponent) -> bool {
        let house = self.speaker(opponent.speaker.as_deref(), opponent.article.as_deref());
        let same = house.is_some() && house == self.own_house();
        let silent = matches!(
            opponent.kind,
            Some(ClaimKind::Opinion | ClaimKind::Prediction)
        ) || matches!(
            opponent.ruling,
            Some(RulingStatus::Withdrawn | RulingStatus::Refuted)
        );
        !same && !silent
    }

    /// The rows that speak for the content.
    fn content(&self) -> impl Iterator<Item = &'b EvidenceCore> {
        let same = self.same();
        let evidence = self.book.claim.evidence.iter();
        evidence.filter(move |row| same || row.about == About::Content)
    }

    fn rows(&self, stance: Stance) -> Vec<&'b EvidenceCore> {
        let rows = self.content().filter(|row| row.stance == stance);
        rows.filter(|row| self.eligible(row, About::Content))
            .collect()
    }

    /// How many origins it needs, and whether that is one because of the saying itself.
    fn needs(&self, firm: &[&'b EvidenceCore]) -> (u32, bool) {
        let claim = &self.book.claim;
        if let Some(needs) = claim.needs_origins {
            (u32::from(needs), false)
        } else if claim.quoted.is_some() && firm.iter().any(|row| self.saying(row)) {
            (1, true)
        } else {
            (2, false)
        }
    }

    fn outcome(&self) -> Outcome {
        let claim = &self.book.claim;
        let (supports, refutes) = (self.rows(Stance::Supports), self.rows(Stance::Refutes));
        let firm = |rows: &[&'b EvidenceCore]| -> Vec<&'b EvidenceCore> {
            rows.iter()
                .copied()
                .filter(|row| self.established(row))
                .collect()
        };
        let (firm_supports, firm_refutes) = (firm(&supports), firm(&refutes));
        let (k, by_saying) = self.needs(&firm_supports);
        let aside = self.quoted_house().filter(|_| self.speech());
        let [s, se, f, fe] = [&supports, &firm_supports, &refutes, &firm_refutes]
            .map(|rows| self.count(rows, aside.as_ref()));
        let free = |rows: &[&'b EvidenceCore]| rows.iter().any(|row| !self.interested(row));
        let countered = self
            .book
            .counters
            .iter()
            .any(|opponent| self.counts(opponent));
        let denied = !self.rows(Stance::Denies).is_empty();
        let d = denied || countered || !self.rows(Stance::Disputes).is_empty();
        let (derived, opposed) =
            if matches!(claim.kind, Some(ClaimKind::Opinion | ClaimKind::Prediction)) {
                (Derived::NotCheckable, false)
            } else if se >= k && fe == 0 && free(&firm_supports) {
                (Derived::Corroborated, f >= 1 || d)
            } else if fe >= k && se == 0 && free(&firm_refutes) {
                (Derived::Refuted, s >= 1)
            } else if s >= 1 && (f >= 1 || d) {
                (Derived::Contested, false)
            } else if f >= 1 && free(&refutes) {
                (Derived::Doubtful, false)
            } else if f >= 1 || d {
                (Derived::Contested, false)
            } else if s == 0 {
                (Derived::Unverified, false)
            } else if s >= 2 {
                (Derived::MultiReport, false)
            } else {
                (Derived::SingleSource, false)
            };
        let contested_by = (derived == Derived::Contested)
            .then(|| contested_by(s >= 1, f >= 1, denied || countered));
        let mut flags = self.flags(derived, opposed, &supports, &refutes);
        let checkable = derived != Derived::NotCheckable;
        if checkable && se >= k && fe == 0 && !free(&firm_supports) {
            flags.push(Flag::AllInterested);
        }
        flags.sort_unstable();
        Outcome {
            derived,
            contested_by,
            attribution: self.attribution(),
            flags,
            counts: [s, se, f, fe],
            by_saying,
        }
    }

    fn flags(
        &self,
        derived: Derived,
        opposed: bool,
        supports: &[&'b EvidenceCore],
        refutes: &[&'b EvidenceCore],
    ) -> Vec<Flag> {
        let claim = &self.book.claim;
        let content = || self.content();
        let ruling = standing(&claim.rulings).filter(|ruling| ruling.status != RulingStatus::Open);
        let roots_of = |rows: &[&'b EvidenceCore]| -> BTreeSet<Names> {
            rows.iter().flat_map(|row| self.roots(row)).collect()
        };
        let added = claim.evidence.iter().filter_map(|row| row.added);
        let conditions = [
            (Flag::Opposed, opposed),
            (
                Flag::Qualified,
                content().any(|row| row.stance == Stance::Qualifies),
            ),
            (
                Flag::Circular,
                content()
                    .flat_map(|row| self.roots(row))
                    .any(|root| self.is_circle(&root)),
            ),
            (
                Flag::SelfConflict,
                !roots_of(supports).is_disjoint(&roots_of(refutes)),
            ),
            (
                Flag::Reopen,
                ruling.is_some_and(|ruling| added.into_iter().any(|on| on.is_after(ruling.on))),
            ),
            (Flag::Reworded, ruling.is_some_and(|ruling| ruling.reworded)),
            (
                Flag::RulingDiffers,
                ruling.is_some_and(|ruling| differs(ruling.status, derived, opposed)),
            ),
        ];
        conditions
            .into_iter()
            .filter(|(_, holds)| *holds)
            .map(|(flag, _)| flag)
            .collect()
    }

    fn attribution(&self) -> Option<AttributionStatus> {
        let claim = &self.book.claim;
        let house = self.house(claim.speaker.as_ref()?);
        let about = claim
            .evidence
            .iter()
            .filter(|row| row.about == About::Attribution || self.same());
        let rows: Vec<&'b EvidenceCore> = about
            .filter(|row| self.eligible(row, About::Attribution))
            .collect();
        let of = |stance: Stance| {
            rows.iter()
                .copied()
                .filter(|row| row.stance == stance)
                .collect::<Vec<_>>()
        };
        let (supports, refutes) = (of(Stance::Supports), of(Stance::Refutes));
        let against = !of(Stance::Denies).is_empty() || !of(Stance::Disputes).is_empty();
        let confirms = |row: &&EvidenceCore| {
            let node = self.node(&row.source).unwrap();
            node.publisher.is_some_and(|name| self.house(name) == house)
                || node.own && row.via.is_empty()
        };
        Some(if against || !supports.is_empty() && !refutes.is_empty() {
            AttributionStatus::Disputed
        } else if !refutes.is_empty() {
            AttributionStatus::Misattributed
        } else if supports.is_empty() {
            AttributionStatus::Unchecked
        } else if supports.iter().any(confirms) || self.count(&supports, Some(&house)) >= 2 {
            AttributionStatus::Confirmed
        } else {
            AttributionStatus::Reported
        })
    }

    fn is_fragile(&self, now: &Outcome) -> bool {
        let claim = &self.book.claim;
        if now.by_saying {
            return false;
        }
        let confirmed =
            standing(&claim.rulings).is_some_and(|ruling| ruling.status == RulingStatus::Confirmed);
        let cited =
            |row: &'b EvidenceCore| self.all_of(row).into_iter().chain([row.source.clone()]);
        let candidates: Names = self
            .content()
            .flat_map(cited)
            .filter(|name| self.node(name).is_some())
            .collect();
        candidates.into_iter().any(|name| {
            let without = self.without.iter().cloned().chain([name]).collect();
            let then = Desk {
                book: self.book,
                without,
            }
            .outcome()
            .derived;
            match now.derived {
                Derived::Corroborated | Derived::Refuted => then != now.derived,
                _ => confirmed && rank(then) < rank(now.derived),
            }
        })
    }
}

fn contested_by(supported: bool, refuted: bool, denied: bool) -> ContestedBy {
    if supported && refuted {
        ContestedBy::Evidence
    } else if refuted || denied {
        ContestedBy::Denial
    } else {
        ContestedBy::Interpretation
    }
}

fn rank(derived: Derived) -> u8 {
    match derived {
        Derived::Corroborated => 3,
        Derived::MultiReport => 2,
        Derived::SingleSource => 1,
        _ => 0,
    }
}

fn differs(ruling: RulingStatus, derived: Derived, opposed: bool) -> bool {
    match ruling {
        RulingStatus::Confirmed => {
            matches!(
                derived,
                Derived::Refuted | Derived::Doubtful | Derived::Contested | Derived::Unverified
            )
        }
        RulingStatus::Refuted => {
            matches!(
                derived,
                Derived::Corroborated
                    | Derived::MultiReport
                    | Derived::SingleSource
                    | Derived::Contested
                    | Derived::Unverified
            )
        }
        RulingStatus::Contested => {
            matches!(derived, Derived::Corroborated | Derived::Refuted) && !opposed
        }
        RulingStatus::Unverifiable => matches!(derived, Derived::Corroborated | Derived::Refuted),
        _ => false,
    }
}
