//! The rules once more, as slowly and as literally as they can be written, for comparison on small books.

use super::books::{Book, Opponent};
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::{About, EvidenceCore, Stance};
use crate::domain::name::fold;
use crate::domain::party::{PartyCore, Reliability};
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

    fn reliability(&self, node: &Node<'_>) -> Option<Reliability> {
        self.chain(node.publisher?)
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

    fn speech(&self) -> bool {
        self.book.claim.kind.is_some_and(ClaimKind::is_speech)
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

    fn all_of(&self, row: &EvidenceCore) -> Names {
        self.up_from(&Self::starts(row))
    }

    fn roots(&self, row: &EvidenceCore) -> Vec<Names> {
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

    /// Whether a source is struck for a row that is asked this question.
    fn struck(&self, name: &str, row: &EvidenceCore, question: About) -> bool {
        let Some(node) = self.node(name) else {
            return self.book.article.as_deref() == Some(name) || self.without.contains(name);
        };
        let own = self
            .own_house()
            .is_some_and(|own| self.houses(&node).contains(&own));
        if self.book.article.as_deref() == Some(name) {
            return true;
        }
        if question == About::Attribution && own {
            return false;
        }
        let supporting =
            row.stance == Stance::Supports && question == About::Content && !self.speech();
        let unfit = node.retracted || self.reliability(&node) == Some(Reliability::E);
        self.without.contains(name) || unfit || supporting && own
    }

    /// The houses of publisher and voice.
    fn houses(&self, node: &Node<'_>) -> Names {
        [node.publisher, node.voice]
            .into_iter()
            .flatten()
            .map(|name| self.house(name))
            .collect()
    }

    fn eligible(&self, row: &EvidenceCore, question: About) -> bool {
        let struck = |name: &String| self.struck(name, row, question);
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
        self.node(&row.source).is_some()
            && !struck(&row.source)
            && row.credibility != Some(5)
            && self.roots(row).iter().any(whole)
    }

    fn established(&self, row: &EvidenceCore) -> bool {
        let root = |root: &Names| {
            let Some(node) = root.first().and_then(|name| self.node(name)) else {
                return false;
            };
            let primary = matches!(
                node.kind,
                Some(SourceKind::Document | SourceKind::Dataset | SourceKind::Observation)
            );
            let quiet = node.voice.is_none() || node.kind == Some(SourceKind::Interview);
            let said =
                self.speech() && (node.voice.is_some() || node.kind == Some(SourceKind::Statement));
            !self.is_circle(root)
                && (primary || said || node.own && node.publisher.is_some() && quiet)
        };
        let doubtful = self
            .node(&row.source)
            .and_then(|node| self.reliability(&node))
            == Some(Reliability::D);
        matches!(row.credibility, None | Some(1 | 2))
            && !doubtful
            && self.roots(row).iter().all(root)
    }

    fn takes_part(&self, name: &str, row: &EvidenceCore) -> bool {
        let claim = &self.book.claim;
        let mut stakes: Names = claim
            .accuses
            .iter()
            .chain(&claim.concerns)
            .map(|name| self.house(name))
            .collect();
        if row.stance == Stance::Supports {
            stakes.extend(self.own_house());
        } else {
            stakes.retain(|house| Some(house) != self.own_house().as_ref());
        }
        if stakes.contains(&format!("article {name}")) {
            return true;
        }
        let Some(node) = self.node(name) else {
            return false;
        };
        let mut sides = self.houses(&node);
        sides.extend(node.interests.iter().map(|name| self.house(name)));
        let publisher = node.publisher.and_then(|name| self.party(name));
        sides.extend(
            publisher
                .iter()
                .flat_map(|party| &party.interests)
                .map(|name| self.house(name)),
        );
        !sides.is_disjoint(&stakes)
    }

    fn interested(&self, row: &EvidenceCore) -> bool {
        let part = |name: &String| self.takes_part(name, row);
        !self.speech()
            && (part(&row.source) || self.roots(row).iter().all(|root| root.iter().any(part)))
    }

    /// The publisher of a row that is own reporting.
    fn own_publisher(&self, row: &EvidenceCore) -> Option<String> {
        let node = self
            .node(&row.source)
            .filter(|node| node.own && row.via.is_empty())?;
        let publisher = node.publisher?;
        Some(
            self.party(publisher)
                .map_or(fold(publisher), |party| format!("party {}", party.id)),
        )
    }

    fn conflict(&self, a: &EvidenceCore, b: &EvidenceCore, voices: bool) -> bool {
        let (all_a, all_b) = (self.all_of(a), self.all_of(b));
        let voices_of = |all: &Names| -> Names {
            all.iter()
                .filter_map(|name| self.node(name)?.voice)
                .map(|name| self.house(name))
                .collect()
        };
        let families = |all: &Names| -> Names {
            all.iter()
                .filter_map(|name| self.node(name)?.publisher)
                .map(|name| self.house(name))
                .collect()
        };
        let (own_a, own_b) = (self.own_publisher(a), self.own_publisher(b));
        let reporters = own_a.is_some() && own_b.is_some() && own_a != own_b;
        !all_a.is_disjoint(&all_b)
            || voices && !voices_of(&all_a).is_disjoint(&voices_of(&all_b))
            || !reporters && !families(&all_a).is_disjoint(&families(&all_b))
    }

    fn count(&self, rows: &[&EvidenceCore], voices: bool) -> u32 {
        let conflicts: Vec<usize> = (0..rows.len())
            .map(|a| {
                (0..rows.len())
                    .filter(|b| *b != a && self.conflict(rows[a], rows[*b], voices))
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

    fn rows(&self, stance: Stance) -> Vec<&'b EvidenceCore> {
        let rows = self
            .book
            .claim
            .evidence
            .iter()
            .filter(|row| row.about == About::Content && row.stance == stance);
        rows.filter(|row| self.eligible(row, About::Content))
            .collect()
    }

    fn outcome(&self) -> Outcome {
        let claim = &self.book.claim;
        let k = u32::from(claim.needs_origins.unwrap_or(2));
        let (supports, refutes) = (self.rows(Stance::Supports), self.rows(Stance::Refutes));
        let firm = |rows: &[&'b EvidenceCore]| -> Vec<&'b EvidenceCore> {
            rows.iter()
                .copied()
                .filter(|row| self.established(row))
                .collect()
        };
        let (firm_supports, firm_refutes) = (firm(&supports), firm(&refutes));
        let voices = !self.speech();
        let [s, se, f, fe] = [&supports, &firm_supports, &refutes, &firm_refutes]
            .map(|rows| self.count(rows, voices));
        let free = |rows: &[&EvidenceCore]| rows.iter().any(|row| !self.interested(row));
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
        let contested_by = (derived == Derived::Contested).then_some(if s >= 1 && f >= 1 {
            ContestedBy::Evidence
        } else if f >= 1 || denied || countered {
            ContestedBy::Denial
        } else {
            ContestedBy::Interpretation
        });
        let mut flags = self.flags(derived, opposed, &supports, &refutes);
        if se >= k && fe == 0 && !free(&firm_supports) {
            flags.push(Flag::AllInterested);
        }
        flags.sort_unstable();
        Outcome {
            derived,
            contested_by,
            attribution: self.attribution(),
            flags,
            counts: [s, se, f, fe],
        }
    }

    fn flags(
        &self,
        derived: Derived,
        opposed: bool,
        supports: &[&EvidenceCore],
        refutes: &[&EvidenceCore],
    ) -> Vec<Flag> {
        let claim = &self.book.claim;
        let content = || {
            claim
                .evidence
                .iter()
                .filter(|row| row.about == About::Content)
        };
        let ruling = standing(&claim.rulings).filter(|ruling| ruling.status != RulingStatus::Open);
        let roots_of = |rows: &[&EvidenceCore]| -> BTreeSet<Names> {
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
            .filter(|row| row.about == About::Attribution || self.speech());
        let rows: Vec<&EvidenceCore> = about
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
        } else if supports.iter().any(confirms) || self.count(&supports, false) >= 2 {
            AttributionStatus::Confirmed
        } else {
            AttributionStatus::Reported
        })
    }

    fn is_fragile(&self, now: &Outcome) -> bool {
        let claim = &self.book.claim;
        let confirmed =
            standing(&claim.rulings).is_some_and(|ruling| ruling.status == RulingStatus::Confirmed);
        let content = claim
            .evidence
            .iter()
            .filter(|row| row.about == About::Content);
        let cited = |row: &EvidenceCore| self.all_of(row).into_iter().chain([row.source.clone()]);
        let candidates: Names = content
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
