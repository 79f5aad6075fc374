//! The rule for participles: "…, adding that …", "Calling it a disgrace, X left".

use crate::text::attribution::content::{AfterVerb, VerbPlace};
use crate::text::attribution::found::{CueRule, RawAttribution};
use crate::text::attribution::made::{is_direct, raw};
use crate::text::attribution::subject;
use crate::text::attribution::subject::SubjectNeeds;
use crate::text::lexicon::ListSet;
use std::ops::Range;

/// …, adding that ….
pub(super) fn find(place: VerbPlace<'_, '_>, found: &[RawAttribution]) -> Option<RawAttribution> {
    let (passage, verb) = (place.passage, place.verb()?);
    if verb.is(ListSet::UNMEANT) {
        return None;
    }
    let whole = passage.of_sentence(place.sentence);
    let before = place
        .at
        .checked_sub(1)
        .and_then(|at| passage.word(at, place.sentence));
    let is_apart = before.is_some_and(|before| {
        before.is_mark(&[",", "—", "–", "”", "\"", "’"])
            || matches!(before.text, "and" | "while" | "before")
    });
    if place.at == whole.start {
        return fronted(place);
    }
    if !is_apart {
        return None;
    }
    let bytes = passage.bytes(&whole);
    let mut earlier = found.iter().rev();
    let earlier = earlier.find(|one| bytes.start <= one.cue.start && one.cue.end <= bytes.end);
    let source = if let Some(earlier) = earlier {
        earlier.source.clone()
    } else {
        let subject = subject::of_sentence(passage, place.sentence, place.at)?;
        subject::can_speak(passage, &subject, SubjectNeeds::Speaker)
            .then(|| passage.bytes(&subject.run))?
    };
    said_by(place, source)
}

/// "Calling it a disgrace, X left."
fn fronted(place: VerbPlace<'_, '_>) -> Option<RawAttribution> {
    let passage = place.passage;
    let whole = passage.of_sentence(place.sentence);
    let is_comma = |at: &usize| {
        passage
            .words
            .get(*at)
            .is_some_and(|word| word.is_mark(&[",", "”", "\""]))
    };
    let comma = (place.at + 1..whole.end).find(is_comma)?;
    let subject = subject::of_sentence(passage, place.sentence, whole.end)?;
    if !subject::can_speak(passage, &subject, SubjectNeeds::Speaker) || subject.run.start < comma {
        return None;
    }
    let content = passage.bytes(&(place.at + 1..comma));
    (!content.is_empty()).then(|| RawAttribution {
        content,
        ..raw(place, CueRule::Participle, &subject, place.at, 0..0)
    })
}

fn said_by(place: VerbPlace<'_, '_>, source: Range<usize>) -> Option<RawAttribution> {
    let start = match place.after() {
        AfterVerb::Said(_, start) | AfterVerb::Object(start) => start,
        AfterVerb::Nothing(_) => return None,
    };
    let content = place.to_the_end(start);
    let cue = place.passage.bytes(&(place.at..place.at + 1));
    (!content.is_empty()).then(|| RawAttribution {
        rule: CueRule::Participle,
        source,
        cue,
        is_direct: is_direct(place.passage, &content),
        is_stance: place.verb().is_some_and(|verb| verb.is(ListSet::STANCE)),
        content,
    })
}
