//! Rules about ids that two records share, and names that lead nowhere.

use crate::domain::check::context::{Book, CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, UnknownName, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::records::RecordKind;
use std::collections::BTreeSet;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &DUPLICATE_ID,
    &UNKNOWN_SOURCE,
    &UNKNOWN_PARTY,
    &UNKNOWN_CLAIM,
    &CONTRADICTS_ITSELF,
];

/// Two records have the same id.
static DUPLICATE_ID: Rule<()> = Rule {
    code: "duplicate-id",
    level: Some(Severity::Error),
    find: Find::All(
        |claim| duplicate_id(claim.book, claim.part()),
        |record| duplicate_id(record.book, record.part()),
    ),
    words: |found| {
        Words::new(format!("two records have the id `{}`", found.part.id))
            .label("defined again here")
            .other("first defined here")
            .help(
                "claims, sources, parties and articles share one set of ids: change one of the two",
            )
    },
};

fn duplicate_id(book: Book<'_>, part: RecordPart) -> Vec<Hit<()>> {
    let first = book.defined_before(&part).cloned();
    let found = first.map(|first| Hit::new(part.field("id"), ()).with(first.field("id")));
    found.into_iter().collect()
}

/// An evidence row, its `via`, or a `derived_from` names a source that the book does not define.
static UNKNOWN_SOURCE: Rule<String> = Rule {
    code: "unknown-source",
    level: Some(Severity::Error),
    find: Find::All(unknown_source, unknown_parent),
    words: |found| {
        let id = &found.fact;
        Words::new(format!("no source in this book has the id `{id}`"))
            .unknown(UnknownName::Record(RecordKind::Source, id.clone()))
            .help(format!("add the source: `claimbook source add {id} …`"))
    },
};

fn unknown_source(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let mut found = Vec::new();
    for (position, row) in checked.claim.evidence().enumerate() {
        let at = |field| checked.row(RowKind::Evidence, position).field(field);
        found.extend(unless_source(checked.book, &row.core.source, at("source")));
        let parents = row.core.via.iter();
        found.extend(parents.filter_map(|parent| unless_source(checked.book, parent, at("via"))));
    }
    found
}

fn unknown_parent(checked: &CheckedRecord<'_>) -> Vec<Hit<String>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    let at = || checked.part().field("derived_from");
    let parents = source.core.derived_from.iter();
    parents
        .filter_map(|parent| unless_source(checked.book, parent, at()))
        .collect()
}

fn unless_source(book: Book<'_>, id: &str, at: RecordPart) -> Option<Hit<String>> {
    let is_known = book.registry.has_source(id);
    (!is_known).then(|| Hit::new(at.text(id), id.to_owned()))
}

/// A field names a party that the book does not define by this id, name or alias.
static UNKNOWN_PARTY: Rule<String> = Rule {
    code: "unknown-party",
    level: None,
    find: Find::All(unknown_party, unknown_party_of_record),
    words: |found| {
        let name = &found.fact;
        Words::new(format!("no party in this book is called `{name}`"))
            .unknown(UnknownName::Record(RecordKind::Party, name.clone()))
            .help(format!(
                "add it (`claimbook party add …`), or add `{name}` to the aliases of a known party"
            ))
    },
};

fn unknown_party(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let claim = checked.claim;
    let fields = [
        ("speaker", claim.core.speaker.as_slice()),
        ("quoted", claim.core.quoted.as_slice()),
        ("accuses", &claim.core.accuses),
        ("concerns", &claim.core.concerns),
    ];
    let mut found = unknown_names(checked.book, &checked.part(), &fields);
    for (position, row) in claim.core.evidence.iter().enumerate() {
        if let Some(voice) = &row.voice {
            let at = checked.row(RowKind::Evidence, position).field("voice");
            found.extend(unless_party(checked.book, voice, at));
        }
    }
    for (position, row) in claim.words.appearances.iter().enumerate() {
        if let Some(publisher) = &row.publisher {
            let at = checked.row(RowKind::Appearance, position);
            found.extend(unless_party(checked.book, publisher, at.field("publisher")));
        }
    }
    for (position, asked) in claim.words.asked.iter().enumerate() {
        let at = checked.row(RowKind::Asked, position).field("of");
        found.extend(unless_party(checked.book, &asked.of, at));
    }
    found
}

fn unknown_party_of_record(checked: &CheckedRecord<'_>) -> Vec<Hit<String>> {
    let names =
        |fields: &[(&'static str, &[String])]| unknown_names(checked.book, &checked.part(), fields);
    match checked.record {
        NonClaim::Article(article) => names(&[("publisher", article.core.publisher.as_slice())]),
        NonClaim::Party(party) => names(&[
            ("part_of", party.core.part_of.as_slice()),
            ("interests", &party.core.interests),
        ]),
        NonClaim::Source(source) => names(&[
            ("publisher", source.core.publisher.as_slice()),
            ("voice", source.core.voice.as_slice()),
            ("interests", &source.core.interests),
        ]),
    }
}

fn unknown_names(
    book: Book<'_>,
    part: &RecordPart,
    fields: &[(&'static str, &[String])],
) -> Vec<Hit<String>> {
    let mut found = Vec::new();
    for (field, names) in fields {
        let at = || part.clone().field(field);
        let names = names.iter();
        found.extend(names.filter_map(|name| unless_party(book, name, at())));
    }
    found
}

fn unless_party(book: Book<'_>, name: &str, at: RecordPart) -> Option<Hit<String>> {
    let is_known = book.registry.party_id(name).is_some();
    (!is_known).then(|| Hit::new(at.text(name), name.to_owned()))
}

/// A claim denies, contradicts or repeats a claim that is not in the book.
static UNKNOWN_CLAIM: Rule<String> = Rule {
    code: "unknown-claim",
    level: Some(Severity::Error),
    find: Find::Claims(unknown_claim),
    words: |found| {
        let id = &found.fact;
        Words::new(format!("no claim in this book has the id `{id}`"))
            .unknown(UnknownName::Record(RecordKind::Claim, id.clone()))
            .help("name a claim of this book, or remove the name")
    },
};

fn unknown_claim(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let claim = checked.claim;
    let fields = [
        ("denies", &claim.words.denies),
        ("contradicts", &claim.words.contradicts),
        ("repeats", &claim.words.repeats),
    ];
    let mut found = Vec::new();
    for (field, ids) in fields {
        let missing = ids
            .iter()
            .filter(|id| checked.book.missing_claims.contains(*id));
        found.extend(missing.map(|id| Hit::new(checked.part().field(field).text(id), id.clone())));
    }
    found
}

/// How the links of a claim contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CrossedLink {
    /// A link of this field leads to the claim itself.
    Itself(&'static str),
    /// The claim repeats another claim, which it also denies or contradicts in this field.
    Repeated { field: &'static str, claim: String },
}

/// A claim denies, contradicts or repeats itself, or repeats what it denies.
static CONTRADICTS_ITSELF: Rule<CrossedLink> = Rule {
    code: "contradicts-itself",
    level: Some(Severity::Warning),
    find: Find::Claims(contradicts_itself),
    words: |found| match &found.fact {
        CrossedLink::Itself(field) => Words::new(format!(
            "`{field}` names the claim itself, which has no effect"
        ))
        .help("name the other claim, or remove it"),
        CrossedLink::Repeated { field, claim } => {
            Words::new(format!("the claim both repeats `{claim}` and {field} it"))
                .other("repeats it here")
                .help("remove one of the two")
        }
    },
};

fn contradicts_itself(checked: &CheckedClaim<'_>) -> Vec<Hit<CrossedLink>> {
    let words = &checked.claim.words;
    let id = checked.claim.core.id.as_str();
    let repeated: BTreeSet<&String> = words.repeats.iter().collect();
    let links = [
        ("denies", &words.denies),
        ("contradicts", &words.contradicts),
        ("repeats", &words.repeats),
    ];
    let crossed = |(field, claim): (&'static str, &String)| {
        let at = |field: &'static str| checked.part().field(field).text(claim.as_str());
        if claim == id {
            return Some(Hit::new(at(field), CrossedLink::Itself(field)));
        }
        let is_crossed = field != "repeats" && repeated.contains(claim);
        let claim = claim.clone();
        is_crossed.then(|| {
            Hit::new(at(field), CrossedLink::Repeated { field, claim }).with(at("repeats"))
        })
    };
    let links = links
        .into_iter()
        .flat_map(|(field, claims)| claims.iter().map(move |claim| (field, claim)));
    links.filter_map(crossed).collect()
}
