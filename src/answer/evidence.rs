//! The one account of an evidence row, and the one grouping of rows by origin.

use crate::answer::PartyName;
use crate::answer::names::NameBook;
use crate::domain::corroboration::{
    Accused, Explanation, Interest, LeftOutReason, Root, Roots, RowAccount, RowConflict, RowVoice,
    SideWitnesses, Unestablished,
};
use crate::domain::evidence::{About, Evidence, Stance};
use serde::{Serialize, Serializer};
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// An evidence row: what its file says, what its source is, and what the engine found.
///
/// The serialised fields are those of `evidence` in `show --format json`. What the engine found goes to a reader through
/// the words of the view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact about a row, and all combinations occur"
)]
pub struct EvidenceAccount {
    /// The source's id, as written.
    pub source: String,
    /// The source's title; `None` if the book does not define the source.
    pub title: Option<String>,
    /// Who published the source.
    pub publisher: Option<PartyName>,
    /// The source's address.
    pub url: Option<String>,
    /// When the source was published.
    pub published: Option<String>,
    /// Whether the row is for or against the claim, and how.
    pub stance: Stance,
    /// The question that the row answers.
    pub about: About,
    /// Whether the row speaks for the content; see the engine's account.
    #[serde(skip)]
    pub on_content: bool,
    /// The parents of the source that this passage rests on.
    pub via: Vec<String>,
    /// Whose word the passage is, if it is not the source's own.
    pub voice: Option<PartyName>,
    /// Admiralty credibility, 1 to 6.
    pub credibility: Option<u8>,
    /// Exact words of the source.
    pub quote: Option<String>,
    /// The place in the source.
    pub locator: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// The desk's note.
    pub note: Option<String>,
    /// Who added the row.
    pub by: Option<String>,
    /// When the row was added.
    pub added: Option<String>,
    /// The origins that the row rests on. JSON lists the ids of each.
    #[serde(serialize_with = "ids")]
    pub origins: Roots,
    /// The line of the row's header, from 1.
    pub line: u32,
    /// Why the rules leave the row out; `None` if they do not.
    #[serde(skip)]
    pub left_out: Option<LeftOutReason>,
    /// Whether the row is one of the independent origins counted.
    #[serde(skip)]
    pub counted: bool,
    /// Whether the row is one of the established origins counted.
    #[serde(skip)]
    pub established: bool,
    /// Why an eligible row adds nothing to its side.
    #[serde(skip)]
    pub overlap: Option<Overlap>,
    /// What the row itself lacks to be established. Its origins say what they lack.
    #[serde(skip)]
    pub lacks: Vec<Unestablished>,
    /// Whose side the row's sources take, if they take one.
    #[serde(skip)]
    pub interest: Option<Interest>,
    /// Whose statement the source carries, if it is not its publisher's.
    #[serde(skip)]
    pub source_voice: Option<PartyName>,
    /// The voice that the row states, as the engine takes it.
    #[serde(skip)]
    pub stated: Option<RowVoice>,
    /// The houses on the row's side that the claim accuses.
    #[serde(skip)]
    pub accused: Vec<Accused>,
    /// The place of the row that it counts beside, although both come from one desk.
    #[serde(skip)]
    pub beside: Option<usize>,
    /// Whether the source names no publisher, and its address says who published it.
    #[serde(skip)]
    pub publisher_from_address: bool,
}

/// Why an eligible row adds nothing to its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlap {
    /// It is not independent of a row that counts.
    With {
        /// The place of that row in the claim's evidence.
        row: usize,
        /// What the two share.
        shared: RowConflict,
    },
    /// The side has too many rows to compare all of them.
    NotCompared,
}

impl EvidenceAccount {
    /// Whether the row bears on the claim's content with one of these stances.
    #[must_use]
    pub fn is_content(&self, stances: &[Stance]) -> bool {
        self.on_content && stances.contains(&self.stance)
    }

    /// Whose word the passage is, if somebody's voice is named: the row's, else its source's.
    #[must_use]
    pub fn speaks(&self) -> Option<&PartyName> {
        self.voice.as_ref().or(self.source_voice.as_ref())
    }

    /// Who published that word, if it is in somebody else's paper.
    #[must_use]
    pub fn paper(&self) -> Option<&PartyName> {
        let voice = self.speaks()?;
        self.publisher.as_ref().filter(|paper| *paper != voice)
    }
}

fn ids<S: Serializer>(origins: &Roots, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(origins.iter().map(|root| &root.sources))
}

/// The accounts of a claim's rows. Takes what the explanation says of each row.
pub(super) fn accounts<'a>(
    names: &NameBook,
    evidence: impl Iterator<Item = Evidence<'a>>,
    explanation: &mut Explanation,
) -> Vec<EvidenceAccount> {
    let found = std::mem::take(&mut explanation.rows);
    let mut parts: Vec<PartInCount> = vec![PartInCount::default(); found.len()];
    for side in [&explanation.supports, &explanation.refutes] {
        take_parts(side, &mut parts);
    }
    let rows = evidence.zip(found).zip(parts);
    rows.map(|((evidence, found), part)| account(names, evidence, found, part))
        .collect()
}

/// What part a row has in the count of its side.
#[derive(Clone, Default)]
struct PartInCount {
    counted: bool,
    established: bool,
    overlap: Option<Overlap>,
    beside: Option<usize>,
}

/// Notes for each row of a side what part it has.
fn take_parts(side: &SideWitnesses, parts: &mut [PartInCount]) {
    for row in &side.possible.rows {
        if let Some(part) = parts.get_mut(*row) {
            part.counted = true;
        }
    }
    for row in &side.established.rows {
        if let Some(part) = parts.get_mut(*row) {
            part.established = true;
        }
    }
    for (one, other) in &side.possible.beside {
        if let Some(part) = parts.get_mut(*other) {
            part.beside = Some(*one);
        }
    }
    for outside in &side.possible.outside {
        if let Some(part) = parts.get_mut(outside.row) {
            part.overlap = Some(match &outside.conflict {
                Some((row, shared)) => Overlap::With {
                    row: *row,
                    shared: shared.clone(),
                },
                None => Overlap::NotCompared,
            });
        }
    }
}

/// The account of one row.
fn account(
    names: &NameBook,
    Evidence { core, words }: Evidence<'_>,
    found: RowAccount,
    part: PartInCount,
) -> EvidenceAccount {
    let source = names.cited(&core.source);
    let is_stated = |voice: &PartyName| source.publisher.as_ref() != Some(voice);
    let source_voice = source.voice.filter(is_stated);
    EvidenceAccount {
        title: source.title,
        publisher: source.publisher,
        url: source.url,
        published: source.published,
        source: core.source.clone(),
        stance: core.stance,
        about: core.about,
        on_content: found.on_content,
        via: core.via.clone(),
        voice: core.voice.as_deref().map(|name| names.named(name)),
        credibility: core.credibility,
        quote: words.quote.clone(),
        locator: words.locator.clone(),
        translation: words.translation.clone(),
        note: words.note.clone(),
        by: words.by.clone(),
        added: core.added.map(|date| date.to_string()),
        origins: found.roots,
        line: words.line,
        left_out: found.left_out,
        counted: part.counted,
        established: part.established,
        overlap: part.overlap,
        lacks: found.unestablished,
        interest: found.interest,
        source_voice,
        stated: found.voice,
        accused: found.accused,
        beside: part.beside,
        publisher_from_address: source.publisher_from_address,
    }
}

/// Rows that rest on the same origins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginGroup<T> {
    /// The origins; several if the rows mix them. None under a bare word, which has a group of its own.
    pub origins: Roots,
    /// The rows, in the order of the file.
    pub rows: Vec<T>,
}

impl<T: Borrow<EvidenceAccount>> OriginGroup<T> {
    /// Whether the row's source is itself the one origin, or the row is a bare word.
    pub fn is_origin(&self, row: &T) -> bool {
        if self.origins.is_empty() {
            return true;
        }
        let only = self.origins.only();
        only.is_some_and(|root| root.sources.as_slice() == [row.borrow().source.as_str()])
    }

    /// The rows, those of the origin's own source first.
    pub fn own_first(&self) -> Vec<&T> {
        let mut rows: Vec<&T> = self.rows.iter().collect();
        rows.sort_by_key(|row| !self.is_origin(row));
        rows
    }

    /// Whether sources that cite one another are among the origins.
    #[must_use]
    pub fn has_circle(&self) -> bool {
        self.origins.iter().any(|root| root.sources.len() > 1)
    }

    /// The ids of the origins' sources.
    pub fn sources(&self) -> impl Iterator<Item = &String> {
        self.origins.iter().flat_map(|root| &root.sources)
    }
}

/// Groups rows by the origins that they rest on. Groups come in the order in which the rows first lead to them.
pub fn by_origin<T: Borrow<EvidenceAccount>>(
    rows: impl IntoIterator<Item = T>,
) -> Vec<OriginGroup<T>> {
    by_origin_and(rows, |_| ())
}

/// Groups rows that rest on the same origins and have the same `key`.
pub fn by_origin_and<T: Borrow<EvidenceAccount>, K: Ord>(
    rows: impl IntoIterator<Item = T>,
    key: impl Fn(&EvidenceAccount) -> K,
) -> Vec<OriginGroup<T>> {
    let mut groups: Vec<OriginGroup<T>> = Vec::new();
    let mut places: BTreeMap<(Roots, K, Option<usize>), usize> = BTreeMap::new();
    for row in rows {
        let account: &EvidenceAccount = row.borrow();
        let origins = account.origins.clone();
        let alone = origins.is_empty().then_some(groups.len());
        let place = *places
            .entry((origins.clone(), key(account), alone))
            .or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.rows.push(row),
            None => groups.push(OriginGroup {
                origins,
                rows: vec![row],
            }),
        }
    }
    groups
}

/// Every origin of these rows once, in the order in which the rows first lead to them.
pub fn origins_of<'a>(rows: impl IntoIterator<Item = &'a EvidenceAccount>) -> Vec<&'a Root> {
    let mut lists: BTreeSet<&Roots> = BTreeSet::new();
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut origins = Vec::new();
    for row in rows {
        if lists.insert(&row.origins) {
            origins.extend(row.origins.iter().filter(|root| met.insert(root.first())));
        }
    }
    origins
}

/// Rows by source, stance and voice, in the order of the file: several passages of one source are together.
#[must_use]
pub fn by_passage<'a>(rows: &[&'a EvidenceAccount]) -> Vec<Vec<&'a EvidenceAccount>> {
    let mut places: BTreeMap<(&str, Stance, Option<&str>), usize> = BTreeMap::new();
    let mut pages: Vec<Vec<&EvidenceAccount>> = Vec::new();
    for row in rows {
        let voice = row.voice.as_ref().map(|voice| voice.name.as_str());
        let place = *places
            .entry((&row.source, row.stance, voice))
            .or_insert(pages.len());
        match pages.get_mut(place) {
            Some(page) => page.push(row),
            None => pages.push(vec![row]),
        }
    }
    pages
}
