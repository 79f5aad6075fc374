//! Sources that read as if one were a copy of another: a hint, never a count.

use crate::domain::check::fact::Alike;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Scene;
use crate::domain::check::text;
use crate::domain::claim::ClaimKind;
use crate::domain::evidence::About;
use crate::domain::evidence::Evidence;
use crate::domain::evidence::Stance;
use crate::domain::source::Source;
use std::collections::BTreeSet;

/// Titles of fewer words say too little.
const TITLE_WORDS: usize = 5;
/// Quotes of fewer words say too little.
const QUOTE_WORDS: usize = 8;
/// So much of the words of two titles must be common to both, in percent.
const COMMON: usize = 80;
/// So many rows are compared with one another.
const ROWS: usize = 40;

/// `possible-wire-copy`: two rows of one stance have nearly the same title, or the same quote, from publishers of
/// different houses, and nothing in the book says that they have a common origin.
pub(super) fn possible_wire_copy(scene: &Scene<'_>) -> Vec<Finding> {
    // What somebody said is the same in every report of it.
    if scene.claim.core.kind.is_some_and(ClaimKind::is_speech) {
        return Vec::new();
    }
    let rows = scene.claim.evidence().enumerate().filter(|(_, row)| {
        row.core.about == About::Content
            && matches!(row.core.stance, Stance::Supports | Stance::Refutes)
            && row.core.via.is_empty()
    });
    let known = rows.filter_map(|(position, row)| {
        Some((position, row, scene.book.sources.get(&row.core.source)?))
    });
    let rows: Vec<(usize, Evidence<'_>, &Source)> = known.take(ROWS).collect();
    let mut found = Vec::new();
    for (place, (position, row, source)) in rows.iter().enumerate() {
        let alike = rows
            .iter()
            .take(place)
            .find_map(|(earlier, other_row, other)| {
                let counted_twice =
                    row.core.stance == other_row.core.stance && are_apart(scene, source, other);
                let alike = if counted_twice {
                    what_is_alike((*row, source), (*other_row, other))
                } else {
                    None
                }?;
                (!have_common_origin(scene, source, other)).then_some((*earlier, *other, alike))
            });
        if let Some((earlier, other, alike)) = alike {
            let at = |position| {
                Subject::claim(scene.claim)
                    .row(Rows::Evidence, position)
                    .field("source")
            };
            let fact = Fact::PossibleWireCopy(
                source.core.id.to_string(),
                other.core.id.to_string(),
                alike,
            );
            found.push(Finding::new(at(*position), fact).with(at(earlier)));
        }
    }
    found
}

/// Whether two sources are published by different houses, voice different ones, and are not both own work.
fn are_apart(scene: &Scene<'_>, one: &Source, other: &Source) -> bool {
    let registry = scene.book.registry;
    let house = |source: &Source| {
        source
            .core
            .publisher
            .as_deref()
            .map(|publisher| registry.house(publisher))
    };
    let voice = |source: &Source| {
        source
            .core
            .voice
            .as_deref()
            .map(|voice| registry.house(voice))
    };
    one.core.id != other.core.id
        && house(one).is_some()
        && house(other).is_some()
        && house(one) != house(other)
        && (voice(one).is_none() || voice(one) != voice(other))
        && !(one.core.own_reporting && other.core.own_reporting)
}

/// Whether the book says already that two sources have a common origin, or that one derives from the other.
fn have_common_origin(scene: &Scene<'_>, one: &Source, other: &Source) -> bool {
    let lineage = |source: &Source| {
        scene
            .book
            .registry
            .lineage(source.core.id.as_str())
            .into_iter()
            .collect::<BTreeSet<_>>()
    };
    !lineage(one).is_disjoint(&lineage(other))
}

fn what_is_alike(
    (row, source): (Evidence<'_>, &Source),
    (other_row, other): (Evidence<'_>, &Source),
) -> Option<Alike> {
    let quotes = row
        .words
        .quote
        .as_deref()
        .zip(other_row.words.quote.as_deref());
    if are_nearly_one(&source.words.title, &other.words.title) {
        Some(Alike::Title)
    } else if quotes.is_some_and(|(quote, other)| are_one(quote, other)) {
        Some(Alike::Quote)
    } else {
        None
    }
}

/// Whether two titles have nearly the same words.
fn are_nearly_one(title: &str, other: &str) -> bool {
    let (title, other) = (text::plain(title), text::plain(other));
    let (title, other): (BTreeSet<&str>, BTreeSet<&str>) =
        (text::words(&title).collect(), text::words(&other).collect());
    let common = title.intersection(&other).count();
    common >= TITLE_WORDS && common * 100 >= title.union(&other).count() * COMMON
}

fn are_one(quote: &str, other: &str) -> bool {
    let (quote, other) = (text::plain(quote), text::plain(other));
    text::words(&quote).count() >= QUOTE_WORDS && text::words(&quote).eq(text::words(&other))
}

#[cfg(test)]
mod tests {
    use super::are_nearly_one;
    use super::are_one;

    #[test]
    fn titles_of_one_story_are_nearly_one() {
        let title = "Northland counts 310 dead in border attacks";
        assert!(are_nearly_one(
            title,
            "Northland counts 310 dead in border attacks"
        ));
        assert!(are_nearly_one(
            title,
            "Northland Counts 310 Dead in Border Attacks: report"
        ));
        assert!(!are_nearly_one(
            title,
            "Northland counts 290 dead after storm at sea"
        ));
        assert!(!are_nearly_one("Talks fail", "Talks fail"));
    }

    #[test]
    fn long_quotes_are_one_whatever_their_marks() {
        let quote = "“We counted every body that was brought to us”";
        assert!(are_one(
            quote,
            "We counted every body that was brought to us."
        ));
        assert!(!are_one("we counted", "we counted"));
    }
}
