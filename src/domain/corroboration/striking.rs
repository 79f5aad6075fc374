//! Which sources and rows are struck for a claim, and why.
//!
//! The sections "What is left out" and "Said, held or done" of `docs/corroboration.md` have the rules.

use crate::domain::corroboration::resolved::{ResolvedClaim, RowRole, Speaker};
use crate::domain::corroboration::resolved_row::ResolvedRow;
use crate::domain::corroboration::source_node::{Marks, SourceNode};
use crate::domain::party::Reliability;
use crate::domain::source::SourceKind;

/// Why a source is struck for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Struck {
    TheArticle,
    Retracted,
    UnreliablePublisher,
    /// The house of the voice that is rated E.
    UnreliableVoice(u32),
    SpeakersHouse(u32),
    /// The speaker's word on what somebody of another house said, holds or did.
    SpeakerNotQuoted {
        speaker: u32,
        quoted: u32,
    },
    /// The word of the house whose act it is.
    ActorsWord(u32),
}

impl ResolvedClaim<'_> {
    /// Why a node is struck for rows of this role, if it is. The order of the tests decides which reason readers see.
    pub(super) fn struck(&self, node: u32, role: RowRole) -> Option<Struck> {
        let facts = self.node(node);
        if node == self.article {
            Some(Struck::TheArticle)
        } else if role == RowRole::Attribution && self.is_of_speaker(facts) {
            None
        } else if facts.marks.has(Marks::RETRACTED) || self.without.binary_search(&node).is_ok() {
            Some(Struck::Retracted)
        } else {
            self.struck_by_people(facts, role, false)
        }
    }

    /// Why a source is struck for who publishes or voices it, if it is. `statement`: its passage is somebody's statement.
    fn struck_by_people(
        &self,
        node: &SourceNode,
        role: RowRole,
        statement: bool,
    ) -> Option<Struck> {
        let own_word = || (role == RowRole::Support).then(|| self.own_word(node, statement));
        self.unreliable(node, statement)
            .or_else(|| own_word().flatten())
    }

    /// Why a row's own source is struck for it, if it is. With a voice, it counts as a statement that has this voice.
    pub(super) fn row_struck(&self, row: &ResolvedRow<'_>, role: RowRole) -> Option<Struck> {
        let node = self.node(row.source);
        let struck = self.struck(row.source, role);
        let Some(voice) = row.voice.filter(|_| struck.is_none()) else {
            return struck;
        };
        if role == RowRole::Attribution && self.is_of_speaker(node) {
            return None;
        }
        let house = self.house(voice);
        if self.registry.houses.reliability(voice) == Some(Reliability::E) {
            return Some(Struck::UnreliableVoice(house));
        }
        let own_voice = || (role == RowRole::Support).then(|| self.own_voice(house));
        self.struck_by_people(node, role, true)
            .or_else(|| own_voice().flatten())
    }

    /// Whether a source is a text of one of these kinds that the actor's house publishes.
    fn is_of_actor(&self, node: &SourceNode, kinds: &[SourceKind]) -> bool {
        let actor = self.actor_house();
        actor.is_some()
            && self.registry.publisher_house(node) == actor
            && node.kind.is_some_and(|kind| kinds.contains(&kind))
    }

    /// The house whose ratings do not apply to a source. `statement`: its passage is somebody's statement.
    pub(super) fn waived(&self, node: &SourceNode, statement: bool) -> Option<u32> {
        let document = !statement && self.is_of_actor(node, &[SourceKind::Document]);
        self.speech_house()
            .or_else(|| self.actor_house().filter(|_| document))
    }

    /// Why the ratings of a source strike it, if they do: its publisher or its voice is rated E.
    pub(super) fn unreliable(&self, node: &SourceNode, statement: bool) -> Option<Struck> {
        let applies = |mark, house: Option<u32>| {
            node.marks.has(mark) && house != self.waived(node, statement)
        };
        let voice = self.registry.voice_house(node);
        if applies(Marks::UNRELIABLE, self.registry.publisher_house(node)) {
            Some(Struck::UnreliablePublisher)
        } else if applies(Marks::UNRELIABLE_VOICE, voice) {
            voice.map(Struck::UnreliableVoice)
        } else {
            None
        }
    }

    /// Why a source cannot support the content, if it is the speaker's own word or the actor's word about himself.
    pub(super) fn own_word(&self, node: &SourceNode, statement: bool) -> Option<Struck> {
        let text = &[SourceKind::Document, SourceKind::Dataset];
        let actor = self
            .actor_house()
            .filter(|actor| self.is_of_house(node, *actor))
            .filter(|_| statement || !self.is_of_actor(node, text));
        if let Some(actor) = actor {
            return Some(Struck::ActorsWord(actor));
        }
        let Speaker::House(speaker) = self.speaker else {
            return None;
        };
        self.speakers_word(speaker)
            .filter(|_| self.is_of_house(node, speaker))
    }

    /// The houses whose own word cannot support the content: the speaker's and the actor's.
    pub(super) fn struck_houses(&self) -> impl Iterator<Item = u32> {
        let speaker = match self.speaker {
            Speaker::House(house) => self.speakers_word(house).map(|_| house),
            _ => None,
        };
        speaker.into_iter().chain(self.actor_house())
    }

    /// Why the voice of a row cannot support the content, if it cannot.
    pub(super) fn own_voice(&self, house: u32) -> Option<Struck> {
        if self.actor_house() == Some(house) {
            Some(Struck::ActorsWord(house))
        } else if self.speaker == Speaker::House(house) {
            self.speakers_word(house)
        } else {
            None
        }
    }

    /// Why the speaker's word is struck, if it is: not if the speaker is quoted.
    fn speakers_word(&self, speaker: u32) -> Option<Struck> {
        match self.quoted {
            Some(quoted) if quoted.speaks => None,
            Some(quoted) => Some(Struck::SpeakerNotQuoted {
                speaker,
                quoted: quoted.house,
            }),
            None => Some(Struck::SpeakersHouse(speaker)),
        }
    }
}
