//! The rule about characters that nobody sees: a search does not find a text that has one, and an id is another id. What
//! a script needs is not a finding.

use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::Registry;
use crate::domain::evidence::Evidence;
use crate::domain::invisible::{as_seen, invisible, is_invisible};
use std::collections::BTreeSet;

pub(super) static RULES: &[&dyn AnyRule] = &[&INVISIBLE_CHARACTERS];

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
    let appearances = words.appearances.iter().map(|row| {
        vec![
            ("publisher", one(row.publisher.as_ref())),
            ("quote", one(row.quote.as_ref())),
        ]
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
            ("verdict", one(row.verdict.as_ref())),
        ]
    });
    let numbered = |kind: RowKind, rows: Vec<Vec<Field<'c>>>| {
        let rows = rows.into_iter().enumerate();
        rows.map(move |(position, fields)| (kind, position, fields))
    };
    numbered(RowKind::Evidence, evidence.collect())
        .chain(numbered(RowKind::Appearance, appearances.collect()))
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
    let party = registry
        .party_id(&seen)
        .filter(|party| registry.party_id(text) != Some(*party));
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
