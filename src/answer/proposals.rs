//! The claims that the rules propose for an article.

use crate::answer::attributed::AttributedText;
use crate::text::attribution::{Attribution, Tier};
use crate::text::manuscript::Manuscript;
use crate::text::offsets::overlaps;
use crate::text::proposal::wording;
use serde::Serialize;
use std::ops::Range;

/// A claim that nobody has read yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Proposal {
    /// Its number in the article's order.
    pub n: usize,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How often that rule is right.
    pub tier: &'static str,
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Who says it.
    pub source: ProposedSource,
    /// The words that attribute it.
    pub cue: TextPart,
    /// What is said.
    pub content: TextPart,
    /// The words of doubt beside it.
    pub caveat: Option<String>,
    /// The kind, which is a guess.
    pub kind: &'static str,
    /// What the claim would say.
    pub text: String,
    /// The party, or the name that a pronoun goes back to.
    #[serde(skip)]
    pub speaker: String,
    /// The cue with its subject, in the article's words.
    #[serde(skip)]
    pub attribution: Option<String>,
    /// The heading above it.
    #[serde(skip)]
    pub section: Option<String>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextPart {
    /// Its words.
    pub text: String,
    /// Its first character.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
}

impl TextPart {
    /// The part at these bytes.
    fn of(manuscript: &Manuscript<'_>, at: &Range<usize>) -> Self {
        let place = manuscript.characters(at);
        Self {
            text: manuscript.slice(at).to_owned(),
            start: place.start,
            end: place.end,
        }
    }
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedSource {
    /// The words for it.
    #[serde(flatten)]
    pub words: TextPart,
    /// The id of the party, if it is registered.
    pub party: Option<String>,
}

/// What the rules propose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposals {
    /// The proposals that no claim covers, in the article's order.
    pub open: Vec<Proposal>,
    /// How many a claim or a skipped passage covers already.
    pub covered: usize,
}

/// Proposes claims. The numbers count all levels, and do not depend on `only_strong`.
#[must_use]
pub fn proposals(read: &AttributedText<'_>, only_strong: bool) -> Proposals {
    let (covered, open): (Vec<_>, Vec<_>) = read
        .attributions
        .iter()
        .partition(|one| is_covered(read, one));
    let numbered = open.into_iter().enumerate();
    let picked = numbered.filter(|(_, one)| !only_strong || one.rule.tier() == Tier::Strong);
    Proposals {
        open: picked
            .map(|(at, one)| proposal(read, at + 1, one))
            .collect(),
        covered: covered.len(),
    }
}

fn is_covered(read: &AttributedText<'_>, one: &Attribution) -> bool {
    let content = read.manuscript.characters(&one.content);
    let cover = &read.cover;
    let passages = cover.claims.iter().map(|claim| &claim.passage);
    passages
        .chain(&cover.skipped)
        .any(|passage| overlaps(passage, &content))
}

fn proposal(read: &AttributedText<'_>, n: usize, one: &Attribution) -> Proposal {
    let manuscript = &read.manuscript;
    let part = |at: &Range<usize>| TextPart::of(manuscript, at);
    let wording = wording(manuscript, read.lexicon, one);
    let words = manuscript.slice(&one.words());
    let paragraph = manuscript.paragraphs.get(one.paragraph);
    Proposal {
        n,
        rule: one.rule.name(),
        tier: one.rule.tier().name(),
        paragraph: paragraph.and_then(|paragraph| paragraph.number),
        source: ProposedSource {
            words: part(&one.source),
            party: one.party.clone(),
        },
        cue: part(&one.cue),
        content: part(&one.content),
        caveat: wording.caveat,
        kind: wording.kind.as_str(),
        text: wording.text,
        speaker: one.party.clone().unwrap_or_else(|| one.name.clone()),
        attribution: (!words.is_empty()).then(|| words.to_owned()),
        section: manuscript.section_at(one.content.start).map(str::to_owned),
    }
}
