//! Rules about how a claim is worded. They know English only; other languages pass.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::check::text;
use crate::domain::ruling::RulingStatus;

/// Words for people whom nobody can ask.
const NOBODY: &[&str] = &[
    "officials",
    "an official",
    "sources",
    "a source",
    "insiders",
    "an insider",
    "experts",
    "an expert",
    "analysts",
    "observers",
    "critics",
    "commentators",
    "unnamed",
    "anonymous",
    "some say",
    "many say",
    "it is said",
    "reports say",
    "people familiar",
];

/// Words that pass judgement on the statement they stand in, and so do not belong into it.
const JUDGING: &[&str] = &[
    "allegedly",
    "reportedly",
    "supposedly",
    "purportedly",
    "unconfirmed",
    "unverified",
    "debunked",
];

/// Such words at the very beginning, before a colon, or between brackets anywhere.
const VERDICTS: &[&str] = &[
    "true",
    "false",
    "misleading",
    "unproven",
    "disputed",
    "contested",
    "refuted",
    "confirmed",
    "fake",
];

/// `attribution-without-speaker`: the article pins the claim on somebody, the claim on nobody.
pub(super) fn attribution_without_speaker(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let Some(attribution) = claim
        .words
        .attribution
        .as_ref()
        .filter(|_| claim.core.speaker.is_none())
    else {
        return Vec::new();
    };
    let fact = Fact::AttributionWithoutSpeaker(attribution.clone());
    vec![Finding::new(
        Subject::claim(claim).field("attribution"),
        fact,
    )]
}

/// `vague-attribution`: ruled confirmed, and the article has it from people without a name, whom the claim does not
/// name either.
pub(super) fn vague_attribution(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let is_name = |speaker: &str| {
        scene.book.registry.party_id(speaker).is_some() || vague_word(speaker).is_none()
    };
    let named = claim.core.speaker.as_deref().is_some_and(is_name);
    let Some(attribution) = claim.words.attribution.as_deref().filter(|_| !named) else {
        return Vec::new();
    };
    let Some((ruling, _)) = scene.ruled(&[RulingStatus::Confirmed]) else {
        return Vec::new();
    };
    let finding = |nobody: &str| {
        let at = Subject::claim(claim).field("attribution");
        Finding::new(at, Fact::VagueAttribution(nobody.to_owned())).with(ruling.field("status"))
    };
    vague_word(attribution).map(finding).into_iter().collect()
}

fn vague_word(words: &str) -> Option<&'static str> {
    let words = text::plain(words);
    NOBODY
        .iter()
        .copied()
        .find(|nobody| text::has_words(&words, nobody))
}

/// `status-in-text`: the wording of the claim passes judgement on it.
pub(super) fn status_in_text(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let finding = |judging: String| {
        let written = as_written(&claim.words.text, &judging);
        Finding::new(
            Subject::claim(claim).field("text").text(written),
            Fact::StatusInText(judging),
        )
    };
    judging_words(&claim.words.text)
        .map(finding)
        .into_iter()
        .collect()
}

fn judging_words(claim: &str) -> Option<String> {
    let words = text::unquoted(&text::plain(claim));
    let judging = JUDGING
        .iter()
        .find(|judging| text::has_words(&words, judging));
    let opens = |verdict: &&&str| {
        words
            .trim_start()
            .strip_prefix(**verdict)
            .is_some_and(|rest| rest.starts_with(':'))
    };
    let bracketed = |verdict: &&&str| {
        words.contains(&format!("({verdict})")) || words.contains(&format!("[{verdict}]"))
    };
    let verdict = || {
        VERDICTS
            .iter()
            .find(|verdict| opens(verdict) || bracketed(verdict))
    };
    judging.or_else(verdict).map(|found| (*found).to_owned())
}

/// The words as they stand in the text, whatever their case.
fn as_written(text: &str, words: &str) -> String {
    let found = text.char_indices().find_map(|(at, _)| {
        let piece = text.get(at..at + words.len())?;
        piece.eq_ignore_ascii_case(words).then(|| piece.to_owned())
    });
    found.unwrap_or_else(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::judging_words;

    #[test]
    fn a_judgement_is_seen_and_a_statement_about_one_is_not() {
        for judged in [
            "Northland allegedly shelled the town.",
            "False: 310 died.",
            "310 died (unproven)",
            "The unverified toll is 310.",
        ] {
            assert!(judging_words(judged).is_some(), "{judged}");
        }
        for sound in [
            "Northland alleges that the town was shelled.",
            "The disputed border runs through the town.",
            "The minister called the report \"allegedly neutral\".",
            "The contested election was confirmed by the court.",
        ] {
            assert_eq!(judging_words(sound), None, "{sound}");
        }
    }
}
