//! What the rules find, and whom the book knows.

use crate::domain::name::fold;
use crate::domain::party::{PartyCore, PartyKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// A rule, in the order in which it wins over the next ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CueRule {
    /// According to X.
    According,
    /// "…," said X.
    Inverted,
    /// "…," X said.
    Post,
    /// X: "…" and X said: …
    Colon,
    /// "…" — X.
    Dash,
    /// X said that ….
    That,
    /// X said ….
    Bare,
    /// A quotation without a cue, right after an attributed one.
    Carried,
    /// …, adding that ….
    Participle,
    /// …, X said, ….
    Clause,
    /// From X's perspective, ….
    Perspective,
    /// For X, ….
    For,
    /// X accuses Y ….
    Wide,
}

/// How often a rule is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// In six of seven cases or more.
    Strong,
    /// In more than half of all cases.
    Fair,
    /// In half of all cases.
    Weak,
}

impl CueRule {
    /// All rules.
    pub const ALL: [Self; 13] = [
        Self::According,
        Self::Inverted,
        Self::Post,
        Self::Colon,
        Self::Dash,
        Self::That,
        Self::Bare,
        Self::Carried,
        Self::Participle,
        Self::Clause,
        Self::Perspective,
        Self::For,
        Self::Wide,
    ];

    /// The name of the rule.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::According => "according",
            Self::Inverted => "inverted",
            Self::Post => "post",
            Self::Colon => "colon",
            Self::Dash => "dash",
            Self::That => "that",
            Self::Bare => "bare",
            Self::Carried => "carried",
            Self::Participle => "participle",
            Self::Clause => "clause",
            Self::Perspective => "perspective",
            Self::For => "for",
            Self::Wide => "wide",
        }
    }

    /// How often it is right.
    #[must_use]
    pub fn tier(self) -> Tier {
        match self {
            Self::According
            | Self::Inverted
            | Self::Post
            | Self::Colon
            | Self::Dash
            | Self::That
            | Self::Bare
            | Self::Carried => Tier::Strong,
            Self::Participle | Self::Clause | Self::Perspective => Tier::Fair,
            Self::For | Self::Wide => Tier::Weak,
        }
    }
}

impl Tier {
    /// The name of the tier.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Fair => "fair",
            Self::Weak => "weak",
        }
    }
}

/// What a rule found in one paragraph, in bytes of the text.
#[derive(Clone, Debug)]
pub(super) struct RawAttribution {
    pub(super) rule: CueRule,
    pub(super) source: Range<usize>,
    /// Empty for a quotation that goes on without a cue.
    pub(super) cue: Range<usize>,
    pub(super) content: Range<usize>,
    /// Whether what is said is in quotation marks.
    pub(super) is_direct: bool,
    /// Whether the verb is one of a stance: "accuses", "demands".
    pub(super) is_stance: bool,
}

impl RawAttribution {
    pub(super) fn start(&self) -> usize {
        let cue = if self.cue.is_empty() {
            self.content.start
        } else {
            self.cue.start
        };
        cue.min(self.content.start)
    }
}

/// Somebody says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The rule that found it.
    pub rule: CueRule,
    /// The bytes of the words for who says it, as they are there: it may be a pronoun.
    pub source: Range<usize>,
    /// Who that is: the words themselves, or the name that a pronoun goes back to.
    pub name: String,
    /// The id of the party that has this name.
    pub party: Option<String>,
    /// The bytes of the words that attribute it. Empty if the quotation goes on without a cue.
    pub cue: Range<usize>,
    /// The bytes of what is said.
    pub content: Range<usize>,
    /// Whether what is said is in quotation marks.
    pub is_direct: bool,
    /// Whether the verb is one of a stance.
    pub is_stance: bool,
    /// The position of its paragraph in the manuscript.
    pub paragraph: usize,
}

impl Attribution {
    /// The bytes from the first to the last word of all its parts.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        let parts = [&self.source, &self.cue, &self.content];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        // The source of a quotation that goes on is in an earlier sentence.
        let parts: Vec<_> = parts
            .filter(|part| !self.cue.is_empty() || **part == self.content)
            .collect();
        let start = parts.iter().map(|part| part.start).min();
        let end = parts.iter().map(|part| part.end).max();
        start.unwrap_or_default()..end.unwrap_or_default()
    }

    /// The bytes of the cue with its subject. Empty if the quotation goes on without a cue.
    #[must_use]
    pub fn words(&self) -> Range<usize> {
        let is_near = |gap: usize| gap <= 80;
        let (source, cue) = (&self.source, &self.cue);
        let gap = source
            .start
            .max(cue.start)
            .saturating_sub(source.end.min(cue.end));
        let crosses = source.end <= self.content.start && self.content.end <= cue.start;
        if cue.is_empty() || source.is_empty() || crosses || !is_near(gap) {
            return cue.clone();
        }
        source.start.min(cue.start)..source.end.max(cue.end)
    }
}

/// A party that may speak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMember {
    /// Its id.
    pub id: String,
    /// Whether it is one person. `None`: nobody says.
    pub is_person: Option<bool>,
}

/// The parties that may speak in a text, by folded name.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// For each folded id, name and alias: the party.
    pub members: BTreeMap<String, CastMember>,
}

impl Cast {
    /// The parties of a book.
    #[must_use]
    pub fn of<'p>(parties: impl IntoIterator<Item = &'p PartyCore>) -> Self {
        let mut cast = Self::default();
        for party in parties {
            let member = CastMember {
                id: party.id.to_string(),
                is_person: party.kind.map(|kind| kind == PartyKind::Person),
            };
            let names = [party.id.as_str(), &party.name].into_iter();
            for name in names.chain(party.aliases.iter().map(String::as_str)) {
                let members = &mut cast.members;
                members.entry(fold(name)).or_insert_with(|| member.clone());
            }
        }
        cast
    }
}
