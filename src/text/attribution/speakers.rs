//! Who is meant: pronouns go back to the last speaker whom they fit, and names to the parties of the book.

use crate::domain::name::fold;
use crate::text::attribution::found::{Attribution, Cast, CastMember, RawAttribution};
use crate::text::lexicon::{Lexicon, ListSet};
use crate::text::words::ReadParagraph;

/// What a name or a pronoun tells of who is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Traits {
    /// Whether it is a man (`Some(true)`) or a woman (`Some(false)`).
    man: Option<bool>,
    several: Option<bool>,
    body: bool,
}

/// Somebody who spoke earlier in the paragraph.
struct EarlierSpeaker {
    name: String,
    party: Option<String>,
    traits: Traits,
}

/// Names the speakers of a paragraph and adds its attributions to those of the text.
pub(super) fn name(
    (passage, paragraph): (&ReadParagraph<'_>, usize),
    lexicon: &Lexicon,
    cast: &Cast,
    found: Vec<RawAttribution>,
    all: &mut Vec<Attribution>,
) {
    let mut named: Vec<EarlierSpeaker> = Vec::new();
    for raw in found {
        let words = passage.text.get(raw.source.clone()).unwrap_or_default();
        let earlier = earlier(&raw, all);
        let (name, party) = match (pronoun(lexicon, words), earlier) {
            (_, Some(earlier)) => (earlier.name.clone(), earlier.party.clone()),
            (Some(traits), None) => {
                let is_several = |one: &&EarlierSpeaker| {
                    traits.several == Some(true) && one.traits.several == Some(true)
                };
                let mut several = named.iter().rev();
                let back = several.find(is_several);
                let back = back.or_else(|| named.iter().rev().find(|one| fits(traits, one.traits)));
                let back = back.map(|one| (one.name.clone(), one.party.clone()));
                back.unwrap_or_else(|| (words.to_owned(), None))
            }
            (None, None) => {
                let name = bare_name(words);
                let member = party(name, lexicon, cast);
                let traits = traits(lexicon, words, member);
                let id = member.map(|member| member.id.clone());
                named.push(EarlierSpeaker {
                    name: name.to_owned(),
                    party: id.clone(),
                    traits,
                });
                (name.to_owned(), id)
            }
        };
        all.push(Attribution {
            rule: raw.rule,
            source: raw.source,
            name,
            party,
            cue: raw.cue,
            content: raw.content,
            is_direct: raw.is_direct,
            is_stance: raw.is_stance,
            paragraph,
        });
    }
}

/// The attribution that a quotation without a cue goes on.
fn earlier<'a>(raw: &RawAttribution, all: &'a [Attribution]) -> Option<&'a Attribution> {
    if !raw.cue.is_empty() {
        return None;
    }
    all.iter().rev().find(|one| one.source == raw.source)
}

/// What a pronoun tells. `None` if the words are no pronoun.
fn pronoun(lexicon: &Lexicon, words: &str) -> Option<Traits> {
    let class = lexicon.class(&words.to_lowercase());
    let person = |man, several| Traits {
        man,
        several: Some(several),
        ..Traits::default()
    };
    if class.is(ListSet::HE) {
        Some(person(Some(true), false))
    } else if class.is(ListSet::SHE) {
        Some(person(Some(false), false))
    } else if class.is(ListSet::THEY) {
        Some(person(None, true))
    } else if words.eq_ignore_ascii_case("it") {
        let body = true;
        Some(Traits {
            body,
            ..person(None, false)
        })
    } else {
        None
    }
}

/// Whether a pronoun can mean somebody.
fn fits(pronoun: Traits, named: Traits) -> bool {
    let agree = |one: Option<bool>, other: Option<bool>| {
        one.zip(other).is_none_or(|(one, other)| one == other)
    };
    let is_kind = if pronoun.man.is_some() {
        !named.body
    } else {
        pronoun.several == Some(true) || named.man.is_none()
    };
    is_kind
        && agree(pronoun.man, named.man)
        && (agree(pronoun.several, named.several) || named.body && pronoun.several == Some(true))
}

/// Whether a name is of several people. `last` are the lists of its last word.
fn is_plural(name: &str, last: ListSet) -> bool {
    let has_s = name.ends_with('s') && !name.ends_with("ss");
    has_s && last.is(ListSet::ROLE) || name.ends_with("men") || name.ends_with("people")
}

fn traits(lexicon: &Lexicon, words: &str, member: Option<&CastMember>) -> Traits {
    let core = core(words);
    let mut traits = Traits::default();
    let mut last = ListSet::default();
    for word in core.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        last = lexicon.class(&word.to_lowercase());
        if last.is(ListSet::MAN) {
            traits.man = Some(true);
        } else if last.is(ListSet::WOMAN) {
            traits.man = Some(false);
        }
    }
    let is_plural = is_plural(core, last);
    let is_person = member.and_then(|member| member.is_person);
    traits.body =
        is_person == Some(false) && !is_plural || is_person.is_none() && last.is(ListSet::BODY);
    let is_one = is_person == Some(true) || traits.man.is_some();
    traits.several = if is_plural || core.contains(" and ") {
        Some(true)
    } else {
        is_one.then_some(false)
    };
    traits
}

/// The words before a comma, and before `of`, `for` and their like: `Ann Moor` of "Ann Moor, a spokeswoman for the port".
fn core(words: &str) -> &str {
    let words = words.split(", ").next().unwrap_or(words);
    let ends = [" of ", " for ", " in ", " at ", " from ", " with ", " who "];
    let end = ends.iter().filter_map(|end| words.find(end)).min();
    words.get(..end.unwrap_or(words.len())).unwrap_or(words)
}

/// A name without what is put after it.
fn bare_name(words: &str) -> &str {
    let name = words.split([',', '(', '—']).next().unwrap_or(words).trim();
    if name.is_empty() { words } else { name }
}

/// The party that has a name, with or without an article, a possessive or titles.
fn party<'c>(name: &str, lexicon: &Lexicon, cast: &'c Cast) -> Option<&'c CastMember> {
    let folded = fold(name);
    let mut rest = folded.as_str();
    loop {
        let plain = rest
            .strip_suffix("'s")
            .or_else(|| rest.strip_suffix('\''))
            .unwrap_or(rest);
        let slug = plain.replace(' ', "-");
        let found = [rest, plain, &slug]
            .into_iter()
            .find_map(|form| cast.members.get(form));
        if found.is_some() {
            return found;
        }
        let (first, after) = rest.split_once(' ')?;
        let title = first.trim_end_matches('.');
        if !lexicon.class(title).is(ListSet::TITLE) {
            return None;
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::{bare_name, core};

    #[test]
    fn a_name_goes_without_what_is_put_after_it() {
        assert_eq!(bare_name("Ann Moor, a spokeswoman"), "Ann Moor");
        assert_eq!(core("a spokesman for the port"), "a spokesman");
    }
}
