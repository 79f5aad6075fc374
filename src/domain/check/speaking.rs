//! Rules about who speaks in a claim, who is quoted, and what is done by speaking.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::english::acts::deed;
use crate::domain::check::english::saying::named_speakers;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::claim::{ClaimCore, ClaimKind};
use crate::domain::status::Derived;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &SPEAKER_IN_TEXT,
    &WHO_IS_QUOTED,
    &ACT_OR_EVENT,
    &FIELD_WITHOUT_EFFECT,
];

/// A registered party, and how the text names it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    party: String,
    written: String,
}

/// The text names a party that says it, but the claim has no speaker.
static SPEAKER_IN_TEXT: Rule<Named> = Rule {
    code: "speaker-in-text",
    level: Some(Severity::Note),
    find: Find::Claims(speaker_in_text),
    words: |found| {
        let Named { party, written } = &found.fact;
        let id = &found.part.id;
        Words::new(format!(
            "the text says that {written} says so, but the claim names no speaker"
        ))
        .help(format!(
            "if the article has it from them: `claimbook set {id} speaker={party}`; \
             without a speaker the article says it itself"
        ))
    },
};

fn speaker_in_text(checked: &CheckedClaim<'_>) -> Vec<Hit<Named>> {
    let claim = checked.claim;
    if claim.core.speaker.is_some() {
        return Vec::new();
    }
    let named = named_speakers(&claim.words.text);
    let registered = named.iter().find_map(|speaker| {
        let party = checked.book.registry.party_id(speaker.name)?;
        Some((party, speaker.name))
    });
    let found = registered.map(|(party, written)| {
        let fact = Named {
            party: party.to_owned(),
            written: written.to_owned(),
        };
        Hit::new(checked.part().field("text").text(written), fact)
    });
    found.into_iter().collect()
}

/// Why the book should say who is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Unquoted {
    /// The status rests on the speaker's own rows.
    RestsOnSpeaker { speaker: String, without: Derived },
    /// The text says that somebody else said it.
    SaidByAnother { speaker: String, other: String },
}

/// `quoted` is left out, and it matters whether the speaker is the one who is quoted.
static WHO_IS_QUOTED: Rule<Unquoted> = Rule {
    code: "who-is-quoted",
    level: Some(Severity::Warning),
    find: Find::Claims(who_is_quoted),
    words: |found| {
        let id = &found.part.id;
        match &found.fact {
            Unquoted::RestsOnSpeaker { speaker, without } => Words::new(format!(
                "who is quoted? without what {speaker} says, the evidence gives {without}"
            ))
            .help(format!("if {speaker} is quoted: `claimbook set {id} 'quoted={speaker}'`"))
            .help("if somebody else is, name them in `quoted`; the speaker only says that they said it"),
            Unquoted::SaidByAnother { speaker, other } => Words::new(format!(
                "who is quoted? the speaker is {speaker}, but the text says that {other} said it"
            ))
            .help(format!("if {other} is quoted: `claimbook set {id} 'quoted={other}'`"))
            .help(format!("if {other} only speaks: `claimbook set {id} 'speaker={other}'`")),
        }
    },
};

fn who_is_quoted(checked: &CheckedClaim<'_>) -> Vec<Hit<Unquoted>> {
    let core = &checked.claim.core;
    let is_open = core.quoted.is_none() && core.kind.is_some_and(ClaimKind::names_quoted);
    let Some(speaker) = core.speaker.as_ref().filter(|_| is_open) else {
        return Vec::new();
    };
    let another = said_by_another(checked, speaker).map(|other| {
        let at = checked.part().field("text").text(other.as_str());
        let speaker = speaker.clone();
        Hit::new(at, Unquoted::SaidByAnother { speaker, other })
    });
    let rests = || {
        let without = without_speaker(checked, speaker);
        let is_lower = without.firmness() < checked.assessment.derived.firmness();
        let speaker = speaker.clone();
        let fact = Unquoted::RestsOnSpeaker { speaker, without };
        is_lower.then(|| Hit::new(checked.part().field("speaker"), fact))
    };
    another.or_else(rests).into_iter().collect()
}

/// Who says it by the text, if that is another house than the speaker's.
fn said_by_another(checked: &CheckedClaim<'_>, speaker: &str) -> Option<String> {
    let registry = checked.book.registry;
    let house = registry.house(speaker);
    let named = named_speakers(&checked.claim.words.text);
    let registered = named
        .iter()
        .find(|named| registry.party_id(named.name).is_some());
    if let Some(named) = registered {
        return (registry.house(named.name) != house).then(|| named.name.to_owned());
    }
    let other = named.iter().find(|named| named.is_proper)?;
    let known = text::plain(&format!("{speaker} {}", registry.names(speaker).join(" ")));
    let name = text::plain(other.name);
    let is_speaker = text::words(&name).any(|word| text::has_words(&known, word));
    (!is_speaker).then(|| other.name.to_owned())
}

/// The status without the rows that the speaker publishes or voices.
fn without_speaker(checked: &CheckedClaim<'_>, speaker: &str) -> Derived {
    let registry = checked.book.registry;
    let house = registry.house(speaker);
    let is_speaker = |name: &Option<String>| {
        name.as_deref()
            .is_some_and(|name| registry.house(name) == house)
    };
    let of_speaker = checked.sources_of(&house).into_iter();
    let struck: Vec<&str> = of_speaker.map(|source| source.core.id.as_str()).collect();
    let core = &checked.claim.core;
    let evidence = core
        .evidence
        .iter()
        .filter(|row| !is_speaker(&row.voice))
        .cloned()
        .collect();
    let without = ClaimCore {
        evidence,
        ..core.clone()
    };
    checked.derived_with(&without, &struck)
}

/// A claim of kind `act` tells of a deed that is announced, not done, by saying it. The fact is the deed.
static ACT_OR_EVENT: Rule<String> = Rule {
    code: "act-or-event",
    level: Some(Severity::Warning),
    find: Find::Claims(act_or_event),
    words: |found| {
        Words::new(format!(
            "“{}” is not done by saying or signing it: this is an event, not an act",
            found.fact
        ))
        .help(format!("`claimbook set {} kind=event`", found.part.id))
        .help("an announcement of a deed is the word of whoever announces it, even if it is a document")
    },
};

fn act_or_event(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let claim = checked.claim;
    let is_act = claim.core.kind == Some(ClaimKind::Act);
    let deed = deed(&claim.words.text).filter(|_| is_act);
    let found = deed.map(|deed| Hit::new(checked.part().field("text").text(deed), deed.to_owned()));
    found.into_iter().collect()
}

/// A field is written where it changes nothing. The fact is the claim's kind.
static FIELD_WITHOUT_EFFECT: Rule<Option<ClaimKind>> = Rule {
    code: "field-without-effect",
    level: Some(Severity::Warning),
    find: Find::Claims(field_without_effect),
    words: |found| {
        let kind = found.fact.map_or_else(
            || "a claim without `kind`".to_owned(),
            |kind| format!("a claim of kind `{kind}`"),
        );
        Words::new(format!("`quoted` has no effect on {kind}")).help(
            "write `kind = \"quotation\"`, `\"position\"` or `\"act\"` if you check that they said, hold or \
             did it; or remove `quoted`",
        )
    },
};

fn field_without_effect(checked: &CheckedClaim<'_>) -> Vec<Hit<Option<ClaimKind>>> {
    let core = &checked.claim.core;
    let is_read = core.kind.is_some_and(ClaimKind::names_quoted);
    if core.quoted.is_none() || is_read {
        return Vec::new();
    }
    vec![Hit::new(checked.part().field("quoted"), core.kind)]
}
