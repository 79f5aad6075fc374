//! Rules about the wording of a claim. They know English only, and pass every other language.

use crate::domain::check::context::CheckedClaim;
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::ruling::RulingStatus;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &ATTRIBUTION_WITHOUT_SPEAKER,
    &VAGUE_ATTRIBUTION,
    &STATUS_IN_TEXT,
];

/// Words for people that nobody can ask.
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

/// Words that judge the statement that they are part of.
const JUDGING: &[&str] = &[
    "allegedly",
    "reportedly",
    "supposedly",
    "purportedly",
    "unconfirmed",
    "unverified",
    "debunked",
];

/// Words that judge only at the start of a text with a colon after them, or in brackets.
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

/// The article attributes the claim to somebody, but the claim names no speaker. The fact is the
/// article's words.
static ATTRIBUTION_WITHOUT_SPEAKER: Rule<String> = Rule {
    code: "attribution-without-speaker",
    level: Some(Severity::Warning),
    find: Find::Claims(attribution_without_speaker),
    words: |found| {
        Words::new(format!(
            "the article attributes this (“{}”), but the claim names no speaker",
            found.fact
        ))
        .help("name who says it in `speaker`; the name need not be a party of the book")
    },
};

fn attribution_without_speaker(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let claim = checked.claim;
    match (&claim.words.attribution, &claim.core.speaker) {
        (Some(words), None) => {
            vec![Hit::new(checked.part().field("attribution"), words.clone())]
        }
        (None, _) | (Some(_), Some(_)) => Vec::new(),
    }
}

/// A claim is ruled confirmed, but the article has it from people without a name. The fact is the word
/// for them.
static VAGUE_ATTRIBUTION: Rule<&'static str> = Rule {
    code: "vague-attribution",
    level: Some(Severity::Warning),
    find: Find::Claims(vague_attribution),
    words: |found| {
        Words::new(format!(
            "ruled confirmed, but nobody knows who said it: “{}”",
            found.fact
        ))
        .label("nobody to ask")
        .other("ruled here")
        .help("name the speaker, or rule on what the evidence shows without them")
    },
};

fn vague_attribution(checked: &CheckedClaim<'_>) -> Vec<Hit<&'static str>> {
    let claim = checked.claim;
    let is_name = |speaker: &str| {
        checked.book.registry.party_id(speaker).is_some() || vague_word(speaker).is_none()
    };
    if claim.core.speaker.as_deref().is_some_and(is_name) {
        return Vec::new();
    }
    let vague = claim.words.attribution.as_deref().and_then(vague_word);
    let ruled = checked.ruled(&[RulingStatus::Confirmed]);
    let found = vague.zip(ruled).map(|(word, (ruling, _))| {
        Hit::new(checked.part().field("attribution"), word).with(ruling.field("status"))
    });
    found.into_iter().collect()
}

fn vague_word(words: &str) -> Option<&'static str> {
    let words = text::plain(words);
    let mut vague = NOBODY.iter().copied();
    vague.find(|nobody| text::has_words(&words, nobody))
}

/// The text of a claim judges the claim. The fact is the judging word.
static STATUS_IN_TEXT: Rule<&'static str> = Rule {
    code: "status-in-text",
    level: Some(Severity::Warning),
    find: Find::Claims(status_in_text),
    words: |found| {
        Words::new(format!("“{}” judges the claim in its own text", found.fact)).help(
            "write the bare statement; the judgement belongs in a ruling, and the article's \
             doubts belong in `caveat`",
        )
    },
};

fn status_in_text(checked: &CheckedClaim<'_>) -> Vec<Hit<&'static str>> {
    let text = &checked.claim.words.text;
    let found = judging_word(text).map(|word| {
        let at = checked.part().field("text");
        Hit::new(at.text(as_written(text, word)), word)
    });
    found.into_iter().collect()
}

fn judging_word(text: &str) -> Option<&'static str> {
    let words = text::unquoted(&text::plain(text));
    let opens = |verdict: &str| {
        let rest = words.trim_start().strip_prefix(verdict);
        rest.is_some_and(|rest| rest.starts_with(':'))
    };
    let is_bracketed = |verdict: &str| {
        words.contains(&format!("({verdict})")) || words.contains(&format!("[{verdict}]"))
    };
    let judging = JUDGING.iter().find(|word| text::has_words(&words, word));
    let verdict = || {
        let mut verdicts = VERDICTS.iter();
        verdicts.find(|verdict| opens(verdict) || is_bracketed(verdict))
    };
    judging.or_else(verdict).copied()
}

/// The word as the text spells it, which may be in another case.
fn as_written(text: &str, word: &str) -> String {
    let written = text.char_indices().find_map(|(at, _)| {
        let piece = text.get(at..at + word.len())?;
        piece.eq_ignore_ascii_case(word).then(|| piece.to_owned())
    });
    // Invisible characters may part the word in the text: then the place is the whole text.
    written.unwrap_or_else(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::judging_word;

    #[test]
    fn a_judgement_is_found_and_a_statement_about_a_judgement_is_not() {
        for judged in [
            "Northland allegedly shelled the town.",
            "False: 310 died.",
            "310 died (unproven)",
            "The unverified toll is 310.",
        ] {
            assert!(judging_word(judged).is_some(), "{judged}");
        }
        for sound in [
            "Northland alleges that the town was shelled.",
            "The disputed border runs through the town.",
            "The minister called the report \"allegedly neutral\".",
            "The contested election was confirmed by the court.",
        ] {
            assert_eq!(judging_word(sound), None, "{sound}");
        }
    }
}
