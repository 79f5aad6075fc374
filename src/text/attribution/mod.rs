//! Who says what in a text, found by rules that have names.
//!
//! Each rule looks at the words of one sentence: verbs and other cues, the subject beside them, and what is said. A rule's
//! tier tells how often it is right. `docs/articles.md` has the table.

mod clause;
mod content;
mod found;
mod made;
mod other_cues;
mod participles;
mod quoted;
mod speakers;
mod subject;
mod verbs;

#[cfg(test)]
mod tests;

pub use found::{Attribution, Cast, CastMember, CueRule, Tier};

use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;
use crate::text::words::ReadParagraph;
use found::RawAttribution;

/// All attributions of a text, in its order. None if the lexicon does not know its language.
#[must_use]
pub fn attributions(
    manuscript: &Manuscript<'_>,
    lexicon: &Lexicon,
    cast: &Cast,
) -> Vec<Attribution> {
    let mut found = Vec::new();
    if !lexicon.knows(manuscript.language.as_deref()) {
        return found;
    }
    let mut open: Option<RawAttribution> = None;
    for (position, paragraph) in manuscript.paragraphs.iter().enumerate() {
        let passage = ReadParagraph::read(manuscript, paragraph, lexicon);
        let mut of_paragraph = verbs::find(&passage, lexicon);
        other_cues::find(&passage, &mut of_paragraph);
        quoted::find(&passage, open.take(), &mut of_paragraph);
        settle(&mut of_paragraph);
        open = quoted::left_open(&passage, &of_paragraph);
        speakers::name(
            (&passage, position),
            lexicon,
            cast,
            of_paragraph,
            &mut found,
        );
    }
    found
}

/// Sorts what the rules found by place. Of several with one cue, the best rule keeps it.
fn settle(found: &mut Vec<RawAttribution>) {
    found.sort_by_key(|one| (one.rule.tier(), one.rule));
    let mut kept: Vec<RawAttribution> = Vec::new();
    for one in found.drain(..) {
        let is_new = |other: &RawAttribution| {
            let same_cue = one.cue.start < other.cue.end && other.cue.start < one.cue.end;
            let same_content = one.cue.is_empty() && one.content == other.content;
            !same_cue && !same_content
        };
        if kept.iter().all(is_new) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| (one.start(), one.content.start));
    *found = kept;
}
