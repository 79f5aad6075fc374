//! Puts what a rule found together.

use crate::text::attribution::content::VerbPlace;
use crate::text::attribution::found::{CueRule, RawAttribution};
use crate::text::attribution::subject::NounPhrase;
use crate::text::lexicon::ListSet;
use crate::text::words::ReadParagraph;
use std::ops::Range;

/// What a verb attributes to its subject. `cue` is the position of the first word of the verb's group.
pub(super) fn raw(
    place: VerbPlace<'_, '_>,
    rule: CueRule,
    subject: &NounPhrase,
    cue: usize,
    content: Range<usize>,
) -> RawAttribution {
    let passage = place.passage;
    RawAttribution {
        rule,
        source: passage.bytes(&subject.run),
        cue: passage.bytes(&(cue..place.at + 1)),
        is_direct: is_direct(passage, &content),
        is_stance: place.verb().is_some_and(|verb| verb.is(ListSet::STANCE)),
        content,
    }
}

/// Whether what is said is in quotation marks, for the most part.
pub(super) fn is_direct(passage: &ReadParagraph<'_>, content: &Range<usize>) -> bool {
    let quoted = passage.quotations.iter().map(|quotation| {
        let start = quotation.at.start.max(content.start);
        quotation.at.end.min(content.end).saturating_sub(start)
    });
    quoted.sum::<usize>() * 2 > content.len()
}
