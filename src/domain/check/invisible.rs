//! Characters that nobody sees. A text that has one is another text than the one that a reader sees: a search does not find
//! it, and two names that look the same are two names.
//!
//! Some scripts need such characters. Persian and the scripts of India need joiners, Thai and Khmer break lines with them,
//! Arabic and Hebrew set the direction of a full stop with them, and many emoji are made with them. These are no findings.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::Registry;
use crate::domain::evidence::Evidence;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

pub(super) static RULES: &[&dyn AnyRule] = &[&INVISIBLE_CHARACTERS];

/// A set of characters.
type Block = &'static [RangeInclusive<char>];

/// Characters that nobody sees, besides control characters.
const INVISIBLE: Block = &[
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fffb}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// Scripts that are written from right to left.
const RIGHT_TO_LEFT: Block = &[
    '\u{590}'..='\u{61b}',
    '\u{61d}'..='\u{8ff}',
    '\u{fb1d}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    '\u{10800}'..='\u{10fff}',
    '\u{1e800}'..='\u{1efff}',
];

/// Scripts whose letters join or form clusters.
const JOINING: Block = &[
    '\u{600}'..='\u{7ff}',
    '\u{840}'..='\u{dff}',
    '\u{f00}'..='\u{109f}',
    '\u{1700}'..='\u{18af}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{1b00}'..='\u{1c4f}',
    '\u{a800}'..='\u{abff}',
    '\u{fb50}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    '\u{10a00}'..='\u{12000}',
    '\u{1e900}'..='\u{1e95f}',
];

/// Scripts that put no spaces between words.
const WITHOUT_SPACES: Block = &[
    '\u{e00}'..='\u{109f}',
    '\u{1780}'..='\u{17ff}',
    '\u{1950}'..='\u{19ff}',
    '\u{1a20}'..='\u{1aaf}',
    '\u{a9e0}'..='\u{aadf}',
];

/// Pictures that one emoji is made of, and what may follow each.
const PICTURES: Block = &[
    '\u{2190}'..='\u{2bff}',
    '\u{fe0f}'..='\u{fe0f}',
    '\u{1f000}'..='\u{1faff}',
];

const IDEOGRAPHS: Block = &[
    '\u{2e80}'..='\u{9fff}',
    '\u{f900}'..='\u{faff}',
    '\u{20000}'..='\u{3ffff}',
];
const MONGOLIAN: Block = &['\u{1800}'..='\u{18af}'];
const JAMO: Block = &['\u{1100}'..='\u{11ff}'];

/// The flag that the tag characters after it turn into another one, and the tag that ends it.
const FLAG: (char, char) = ('\u{1f3f4}', '\u{e007f}');

/// The invisible characters of a text that its script does not need.
#[must_use]
pub fn invisible(text: &str) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    if !text.chars().any(is_invisible) {
        return found;
    }
    let right_to_left = text.chars().any(is_right_to_left);
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == FLAG.0
            && let Some(after) = after_flag(rest)
        {
            rest = after;
            before = Some(FLAG.0);
            continue;
        }
        rest = rest.strip_prefix(c).unwrap_or_default();
        if is_invisible(c) && !is_needed(c, before, rest.chars().next(), right_to_left) {
            found.insert(c);
        }
        before = Some(c);
    }
    found
}

/// The text as a reader sees it: without its invisible characters.
#[must_use]
pub fn as_seen(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

fn is_invisible(c: char) -> bool {
    if matches!(c, ' '..='~') {
        return false;
    }
    let is_layout = matches!(c, '\n' | '\r' | '\t');
    (c.is_control() && !is_layout) || is_in(INVISIBLE, c)
}

/// Whether a character belongs to a script that is written from right to left.
#[must_use]
pub fn is_right_to_left(c: char) -> bool {
    is_in(RIGHT_TO_LEFT, c)
}

fn is_in(block: Block, c: char) -> bool {
    block.iter().any(|range| range.contains(&c))
}

/// Whether the characters around it, or the direction of the text, need it.
fn is_needed(c: char, before: Option<char>, after: Option<char>, right_to_left: bool) -> bool {
    let follows = |block| before.is_some_and(|before| is_in(block, before));
    let between = |block| follows(block) && after.is_some_and(|after| is_in(block, after));
    match c {
        '\u{200c}' => follows(JOINING),
        '\u{200d}' => follows(JOINING) || between(PICTURES),
        '\u{200b}' => between(WITHOUT_SPACES),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => right_to_left,
        '\u{1160}' => between(JAMO),
        '\u{180b}'..='\u{180f}' => follows(MONGOLIAN),
        '\u{fe00}'..='\u{fe0f}' => before.is_some_and(has_variants),
        '\u{e0100}'..='\u{e01ef}' => follows(IDEOGRAPHS),
        _ => false,
    }
}

/// Whether a variation selector after this character changes how it looks.
fn has_variants(c: char) -> bool {
    let is_common_letter = c.is_alphabetic() && c < '\u{1000}';
    !(is_common_letter || c.is_whitespace() || is_invisible(c))
}

/// What follows a flag that is spelt with tag characters, such as Scotland's.
fn after_flag(text: &str) -> Option<&str> {
    let tags = text.strip_prefix(FLAG.0)?;
    let is_tag = |c| matches!(c, '\u{e0030}'..='\u{e0039}' | '\u{e0061}'..='\u{e007a}');
    let region = tags.chars().take(7).take_while(|c| is_tag(*c));
    let after = tags.get(region.map(char::len_utf8).sum()..)?;
    after
        .strip_prefix(FLAG.1)
        .filter(|after| tags.len() > after.len() + FLAG.1.len_utf8())
}

/// The invisible characters of one text, and the party whose name the text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unseen {
    characters: BTreeSet<char>,
    looks_like: Option<String>,
}

/// A text has characters that nobody sees, or it differs from the name of a party only in these.
static INVISIBLE_CHARACTERS: Rule<Unseen> = Rule {
    code: "invisible-characters",
    level: Some(Severity::Note),
    find: Find::All(in_claim, in_record),
    words: |found| {
        let Unseen {
            characters,
            looks_like,
        } = &found.fact;
        let codes: Vec<String> = characters.iter().map(|c| code_point(*c)).collect();
        let words = Words::new(format!(
            "this text has characters that nobody sees: {}",
            codes.join(", ")
        ));
        let words = match looks_like {
            Some(party) => words.label(format!("looks like a name of `{party}`")),
            None => words,
        };
        words.help("delete them: a search does not find what a reader sees here")
    },
};

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A field with its texts.
type Field<'t> = (&'static str, Vec<&'t str>);

fn in_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<Unseen>> {
    let claim = checked.claim;
    let (core, words) = (&claim.core, &claim.words);
    let registry = checked.book.registry;
    let mut fields = vec![
        ("id", vec![core.id.as_str()]),
        ("speaker", one(core.speaker.as_ref())),
        ("quoted", one(core.quoted.as_ref())),
        ("accuses", all(&core.accuses)),
        ("concerns", all(&core.concerns)),
    ];
    fields.extend(words.texts());
    let mut found = in_fields(registry, &checked.part(), fields);
    for (kind, position, fields) in rows(checked) {
        let row = checked.row(kind, position);
        found.extend(in_fields(registry, &row, fields));
    }
    found
}

/// The rows of a claim with their fields.
fn rows<'c>(checked: &CheckedClaim<'c>) -> Vec<(RowKind, usize, Vec<Field<'c>>)> {
    let words = &checked.claim.words;
    let evidence = checked
        .claim
        .evidence()
        .map(|Evidence { core, words: row }| {
            let fields = [
                ("voice", &core.voice),
                ("quote", &row.quote),
                ("locator", &row.locator),
                ("translation", &row.translation),
                ("note", &row.note),
                ("by", &row.by),
            ];
            fields
                .map(|(field, text)| (field, one(text.as_ref())))
                .to_vec()
        });
    let asked = words.asked.iter();
    let asked = asked.map(|row| {
        vec![
            ("of", vec![row.of.as_str()]),
            ("note", one(row.note.as_ref())),
        ]
    });
    let searched = words.searched.iter().map(|row| {
        vec![
            ("where", vec![row.place.as_str()]),
            ("by", one(row.by.as_ref())),
            ("terms", one(row.terms.as_ref())),
        ]
    });
    let rulings = words.rulings.iter();
    let rulings = rulings.map(|row| {
        vec![
            ("by", vec![row.by.as_str()]),
            ("reason", vec![row.reason.as_str()]),
        ]
    });
    let numbered = |kind: RowKind, rows: Vec<Vec<Field<'c>>>| {
        let rows = rows.into_iter().enumerate();
        rows.map(move |(position, fields)| (kind, position, fields))
    };
    numbered(RowKind::Evidence, evidence.collect())
        .chain(numbered(RowKind::Asked, asked.collect()))
        .chain(numbered(RowKind::Searched, searched.collect()))
        .chain(numbered(RowKind::Ruling, rulings.collect()))
        .collect()
}

fn in_record(checked: &CheckedRecord<'_>) -> Vec<Hit<Unseen>> {
    let fields = match checked.record {
        NonClaim::Article(article) => vec![
            ("id", vec![article.core.id.as_str()]),
            ("title", vec![article.words.title.as_str()]),
            ("author", one(article.words.author.as_ref())),
            ("publisher", one(article.core.publisher.as_ref())),
        ],
        NonClaim::Party(party) => vec![
            ("id", vec![party.core.id.as_str()]),
            ("name", vec![party.core.name.as_str()]),
            ("aliases", all(&party.core.aliases)),
            ("domains", all(&party.core.domains)),
            ("part_of", one(party.core.part_of.as_ref())),
            ("interests", all(&party.core.interests)),
        ],
        NonClaim::Source(source) => vec![
            ("id", vec![source.core.id.as_str()]),
            ("title", vec![source.words.title.as_str()]),
            ("author", one(source.words.author.as_ref())),
            ("publisher", one(source.core.publisher.as_ref())),
            ("voice", one(source.core.voice.as_ref())),
            ("note", one(source.words.note.as_ref())),
            ("interests", all(&source.core.interests)),
        ],
    };
    in_fields(checked.book.registry, &checked.part(), fields)
}

fn one(text: Option<&String>) -> Vec<&str> {
    text.map(String::as_str).into_iter().collect()
}

fn all(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn in_fields(registry: &Registry, part: &RecordPart, fields: Vec<Field<'_>>) -> Vec<Hit<Unseen>> {
    let mut found = Vec::new();
    for (field, texts) in fields {
        for text in texts {
            let hit = unseen(registry, text, &part.id);
            let at = || part.clone().field(field).text(text);
            found.extend(hit.map(|fact| Hit::new(at(), fact)));
        }
    }
    found
}

/// What nobody sees in a text. A character that the script needs counts too where it is all that sets the text apart from
/// the name of another party.
fn unseen(registry: &Registry, text: &str, own_id: &str) -> Option<Unseen> {
    if !text.chars().any(is_invisible) {
        return None;
    }
    let seen = as_seen(text);
    let party = registry.party_id(&seen).filter(|_| seen != text);
    let looks_like = party
        .filter(|party| *party != own_id)
        .map(ToOwned::to_owned);
    let characters = if looks_like.is_some() {
        text.chars().filter(|c| is_invisible(*c)).collect()
    } else {
        invisible(text)
    };
    (!characters.is_empty()).then_some(Unseen {
        characters,
        looks_like,
    })
}

#[cfg(test)]
mod tests {
    use super::{as_seen, invisible};

    #[test]
    fn what_nobody_sees_is_found() {
        for (text, hidden) in [
            ("North\u{200b}land", '\u{200b}'),
            ("co\u{ad}operate", '\u{ad}'),
            ("\u{feff}toll", '\u{feff}'),
            ("a\u{202e}b", '\u{202e}'),
            ("a\u{2066}b", '\u{2066}'),
            ("a\u{200f}b", '\u{200f}'),
            ("a\u{200d}b", '\u{200d}'),
            ("a\u{200c}b", '\u{200c}'),
            ("310\u{e0041}", '\u{e0041}'),
            ("a\u{fe01}b", '\u{fe01}'),
            ("北\u{e0100}\u{e0101}", '\u{e0101}'),
            ("a\u{3164}", '\u{3164}'),
            ("a\u{1b}b", '\u{1b}'),
            ("a\u{2028}b", '\u{2028}'),
            ("a\u{2060}b", '\u{2060}'),
            ("ایران\u{200c}\u{200c}", '\u{200c}'),
            ("\u{1f3f4}\u{e0067}", '\u{e0067}'),
            ("👩\u{200d}", '\u{200d}'),
        ] {
            assert_eq!(
                invisible(text).into_iter().collect::<Vec<_>>(),
                [hidden],
                "{text:?}"
            );
            assert!(!as_seen(text).contains(hidden));
        }
    }

    #[test]
    fn what_a_script_needs_is_no_finding() {
        for text in [
            "plain text,\n\twith lines",
            "می\u{200c}روم",
            "श्री\u{200d}मान् क्\u{200c}ष",
            "ශ්\u{200d}රී ලංකා",
            "عربي\u{200f}. 310",
            "שלום\u{200e} 5",
            "ไทย\u{200b}แลนด์",
            "👩\u{200d}👩\u{200d}👧 👩🏽\u{200d}⚕\u{fe0f} ❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "1\u{fe0f}\u{20e3}",
            "葛\u{e0100}城",
            "ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ",
            "e\u{301}",
            "10\u{a0}000",
        ] {
            assert_eq!(invisible(text).len(), 0, "{text:?}");
        }
    }
}
