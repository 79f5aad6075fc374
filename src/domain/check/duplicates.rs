//! Rules about two sources that may be one: the same address, or nearly the same words. And about two claims that say the same.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim, SharedAddress};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::claim::ClaimKind;
use crate::domain::corroboration::Registry;
use crate::domain::evidence::{About, Evidence, Stance};
use crate::domain::records::RecordKind;
use crate::domain::source::Source;
use std::cell::OnceCell;
use std::collections::BTreeSet;

pub(super) static RULES: &[&dyn AnyRule] = &[&DUPLICATE_SOURCE, &POSSIBLE_WIRE_COPY, &SAME_TEXT];

/// An earlier source has the same address or one near it, and neither derives from the other. The facts are the address, and
/// whether it is the same.
static DUPLICATE_SOURCE: Rule<(String, bool)> =
    Rule {
        code: "duplicate-source",
        level: Some(Severity::Warning),
        find: Find::Records(duplicate_source),
        words: |found| {
            let (address, is_same) = &found.fact;
            let (what, label) = if *is_same {
                ("the same address", "the same page")
            } else {
                ("nearly the same address", "is this the same page?")
            };
            Words::new(format!("another source has {what}: {address}"))
        .label(label)
        .other("first named here")
        .help("keep one of them, and use its id wherever the other is named")
        .help("if one page carries several voices, make the one source `derived_from` the other")
        },
    };

fn duplicate_source(checked: &CheckedRecord<'_>) -> Vec<Hit<(String, bool)>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    let Some(url) = &source.words.url else {
        return Vec::new();
    };
    let id = source.core.id.as_str();
    let Some(SharedAddress { first, is_same }) = checked.book.same_address.get(id) else {
        return Vec::new();
    };
    let first = RecordPart::new(RecordKind::Source, first.as_str());
    let found = Hit::new(checked.part().field("url"), (url.clone(), *is_same));
    vec![found.with(first.field("url"))]
}

/// An earlier claim has the same text, whatever its spelling, and neither repeats the other. The fact is its id.
static SAME_TEXT: Rule<String> = Rule {
    code: "same-text",
    level: Some(Severity::Note),
    find: Find::Claims(same_text),
    words: |found| {
        Words::new(format!("the claim `{}` has the same text", found.fact))
            .label("said twice")
            .other("first said here")
            .help("if this is the same claim made again, say so with `repeats`, or keep one of the two and add `[[claim.appearance]]`")
    },
};

fn same_text(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let id = checked.claim.core.id.as_str();
    let Some(first) = checked.book.same_text.get(id) else {
        return Vec::new();
    };
    let earlier = RecordPart::new(RecordKind::Claim, first.as_str());
    let found = Hit::new(checked.part().field("text"), first.clone());
    vec![found.with(earlier.field("text"))]
}

/// A common title of fewer words says too little.
const TITLE_WORDS: usize = 5;
/// A common quote of fewer words says too little.
const QUOTE_WORDS: usize = 8;
/// The share of their words, in percent, that two titles of one story have in common.
const COMMON_PERCENT: usize = 80;
/// Rows after this many are not compared, because each is compared with every other. At most 64: [`Registry::related`] has
/// a bit for each.
const ROWS: usize = 40;

/// What two sources have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SharedText {
    /// Nearly the same title.
    Title,
    /// The same quote.
    Quote,
}

/// The later of two rows' sources, the earlier one, and what they share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WireCopy {
    source: String,
    earlier: String,
    shared: SharedText,
}

/// Two rows of one stance read like one story, and the book does not say that they have a common
/// origin. This is a hint and never changes a count.
static POSSIBLE_WIRE_COPY: Rule<WireCopy> = Rule {
    code: "possible-wire-copy",
    level: Some(Severity::Note),
    find: Find::Claims(possible_wire_copy),
    words: |found| {
        let WireCopy {
            source,
            earlier,
            shared,
        } = &found.fact;
        let shared = match shared {
            SharedText::Title => "nearly the same title",
            SharedText::Quote => "the same words",
        };
        Words::new(format!(
            "`{source}` and `{earlier}` have {shared}: is one a copy?"
        ))
        .label("perhaps one story")
        .other("and this one")
        .help(
            "if both have it from an agency or from each other, say so with `derived_from`; \
                 if each did its own work, say so with `own_reporting`",
        )
    },
};

/// An evidence row that may be compared with another.
struct Comparable<'a> {
    position: usize,
    row: Evidence<'a>,
    source: &'a Source,
}

fn possible_wire_copy(checked: &CheckedClaim<'_>) -> Vec<Hit<WireCopy>> {
    // What somebody said is the same in every report of it.
    if checked.claim.core.kind.is_some_and(ClaimKind::is_speech) {
        return Vec::new();
    }
    let rows = comparable_rows(checked);
    let at = |row: &Comparable<'_>| {
        let row = checked.row(RowKind::Evidence, row.position);
        row.field("source")
    };
    let registry = checked.book.registry;
    // Few rows share a text, so the first two that do ask for the lineages of all.
    let related: OnceCell<Vec<u64>> = OnceCell::new();
    let have_common_origin = |position: usize, other: usize| {
        let ids = rows.iter().map(|row| row.source.core.id.as_str());
        let related = related.get_or_init(|| registry.related(&ids.collect::<Vec<_>>()));
        related
            .get(position)
            .is_some_and(|mask| mask & (1 << other) != 0)
    };
    let copy = |(position, row): (usize, &Comparable<'_>)| {
        let mut earlier = rows.iter().enumerate().take(position);
        let (other, shared) = earlier.find_map(|(place, other)| {
            let shared = shared_text(registry, row, other)?;
            (!have_common_origin(position, place)).then_some((other, shared))
        })?;
        let fact = WireCopy {
            source: row.source.core.id.to_string(),
            earlier: other.source.core.id.to_string(),
            shared,
        };
        Some(Hit::new(at(row), fact).with(at(other)))
    };
    rows.iter().enumerate().filter_map(copy).collect()
}

/// The first rows about content, for or against, that rest on their source as a whole.
fn comparable_rows<'a>(checked: &CheckedClaim<'a>) -> Vec<Comparable<'a>> {
    let rows = checked.claim.evidence().enumerate();
    rows.filter(|(_, row)| {
        row.core.about == About::Content
            && matches!(row.core.stance, Stance::Supports | Stance::Refutes)
            && row.core.via.is_empty()
    })
    .filter_map(|(position, row)| {
        Some(Comparable {
            position,
            row,
            source: checked.source(&row.core.source)?,
        })
    })
    .take(ROWS)
    .collect()
}

/// What two rows of one stance have in common, if their sources are apart.
fn shared_text(
    registry: &Registry,
    one: &Comparable<'_>,
    other: &Comparable<'_>,
) -> Option<SharedText> {
    if one.row.core.stance != other.row.core.stance
        || !are_apart(registry, one.source, other.source)
    {
        return None;
    }
    let quotes = one
        .row
        .words
        .quote
        .as_deref()
        .zip(other.row.words.quote.as_deref());
    if are_nearly_one_title(&one.source.words.title, &other.source.words.title) {
        Some(SharedText::Title)
    } else if quotes.is_some_and(|(quote, other)| are_one_quote(quote, other)) {
        Some(SharedText::Quote)
    } else {
        None
    }
}

/// Whether two sources have publishers of different houses, no common voice, and are not both own
/// reporting.
fn are_apart(registry: &Registry, one: &Source, other: &Source) -> bool {
    let house = |name: Option<&str>| name.map(|name| registry.house(name));
    let publisher = |source: &Source| house(registry.publisher_of(&source.core));
    let voice = |source: &Source| house(source.core.voice.as_deref());
    let publishers = publisher(one).zip(publisher(other));
    let voices = voice(one).zip(voice(other));
    one.core.id != other.core.id
        && publishers.is_some_and(|(one, other)| one != other)
        && voices.is_none_or(|(one, other)| one != other)
        && !(one.core.own_reporting && other.core.own_reporting)
}

fn are_nearly_one_title(title: &str, other: &str) -> bool {
    let (title, other) = (text::plain(title), text::plain(other));
    let title: BTreeSet<&str> = text::words(&title).collect();
    let other: BTreeSet<&str> = text::words(&other).collect();
    let common = title.intersection(&other).count();
    let all = title.union(&other).count();
    common >= TITLE_WORDS && common * 100 >= all * COMMON_PERCENT
}

fn are_one_quote(quote: &str, other: &str) -> bool {
    let (quote, other) = (text::plain(quote), text::plain(other));
    text::words(&quote).count() >= QUOTE_WORDS && text::words(&quote).eq(text::words(&other))
}

#[cfg(test)]
mod tests {
    use super::{are_nearly_one_title, are_one_quote};

    #[test]
    fn titles_of_one_story_are_nearly_one_title() {
        let title = "Northland counts 310 dead in border attacks";
        assert!(are_nearly_one_title(
            title,
            "Northland counts 310 dead in border attacks"
        ));
        assert!(are_nearly_one_title(
            title,
            "Northland Counts 310 Dead in Border Attacks: report"
        ));
        assert!(!are_nearly_one_title(
            title,
            "Northland counts 290 dead after storm at sea"
        ));
        assert!(!are_nearly_one_title("Talks fail", "Talks fail"));
    }

    #[test]
    fn long_quotes_are_one_whatever_their_marks() {
        let quote = "“We counted every body that was brought to us”";
        assert!(are_one_quote(
            quote,
            "We counted every body that was brought to us."
        ));
        assert!(!are_one_quote("we counted", "we counted"));
    }
}
