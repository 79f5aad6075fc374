//! Rules about names: of two parties, of nobody whom the book knows, and those that are nearly the same.

use crate::domain::address::domain;
use crate::domain::check::context::{Book, CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::counted::CountedHouses;
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::name_book::UsedName;
use crate::domain::check::near::BareName;
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::HouseName;
use crate::domain::records::RecordKind;

pub(super) static RULES: &[&dyn AnyRule] = &[&AMBIGUOUS_NAME, &NEAR_NAME, &UNREGISTERED_SPEAKER];

/// A name or domain of a party means another party. The facts are the name and the id of the other party.
static AMBIGUOUS_NAME: Rule<(String, String)> = Rule {
    code: "ambiguous-name",
    level: Some(Severity::Error),
    find: Find::Records(ambiguous_name),
    words: |found| {
        let (name, other) = &found.fact;
        Words::new(format!("`{name}` means `{other}`, another party"))
            .label("this name means another party")
            .other("this party")
            .help(
                "give one of the two another name, so that every reference says which one it means",
            )
    },
};

fn ambiguous_name(checked: &CheckedRecord<'_>) -> Vec<Hit<(String, String)>> {
    let NonClaim::Party(party) = checked.record else {
        return Vec::new();
    };
    let core = &party.core;
    let registry = checked.book.registry;
    let name = [("name", &core.name, registry.party_id(&core.name))];
    let aliases = core.aliases.iter();
    let aliases = aliases.map(|alias| ("aliases", alias, registry.party_id(alias)));
    let domains = core.domains.iter().map(|text| {
        let owner = domain(text).and_then(|host| registry.owner(&host));
        ("domains", text, owner)
    });
    let all = name.into_iter().chain(aliases).chain(domains);
    all.filter_map(|(field, text, means)| {
        let other = means.filter(|id| *id != core.id.as_str())?;
        let there = RecordPart::new(RecordKind::Party, other);
        let fact = (text.clone(), other.to_owned());
        Some(Hit::new(checked.part().field(field), fact).with(there.field("id")))
    })
    .collect()
}

/// A name without a party, and the one that it is nearly.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NearName {
    name: String,
    other: String,
    /// The party that the other name means.
    party: Option<String>,
    /// Whether both count as houses of one claim.
    are_counted: bool,
}

/// A name that means no party is nearly a party's name, or nearly another name that the book uses before. In a claim that counts
/// both as houses, this is a warning.
static NEAR_NAME: Rule<NearName> = Rule {
    code: "near-name",
    level: Some(Severity::Note),
    find: Find::All(near_name, |record| first_near(record.book, &record.part())),
    words: |found| {
        let NearName { name, other, .. } = &found.fact;
        let words = if found.fact.are_counted {
            Words::new(format!("`{name}` and `{other}` are counted as two houses"))
                .label("is this the other one?")
        } else {
            Words::new(format!("`{name}` is nearly `{other}`")).label("is this the same one?")
        };
        words
            .other("the other name")
            .help(format!("if they are one: `{}`", joining(&found.fact)))
            .help("if they are two, add a party for each")
    },
};

/// The command that makes both names mean one party.
fn joining(near: &NearName) -> String {
    let NearName {
        name, other, party, ..
    } = near;
    if let Some(party) = party {
        let value = quoted(&format!("aliases+={name}"));
        return format!("claimbook party set {party} {value} --capture");
    }
    let is_fuller = BareName::of(name).letters() > BareName::of(other).letters();
    let (full, short) = if is_fuller {
        (name, other)
    } else {
        (other, name)
    };
    let (full, short) = (quoted(full), quoted(short));
    format!("claimbook party add {full} --alias {short} --capture")
}

/// A word of a command, as shells read it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn near_name(checked: &CheckedClaim<'_>) -> Vec<Hit<NearName>> {
    let mut found = counted_twice(checked);
    let noted = first_near(checked.book, &checked.part());
    let is_new =
        |hit: &Hit<NearName>| !found.iter().any(|warned| warned.fact.name == hit.fact.name);
    let noted: Vec<_> = noted.into_iter().filter(is_new).collect();
    found.extend(noted);
    found
}

/// The names first used in this record that are nearly a party's or an earlier name.
fn first_near(book: Book<'_>, part: &RecordPart) -> Vec<Hit<NearName>> {
    let names = book.names.first_used_in(part);
    let found = names.filter_map(|name| {
        let other = book.names.joins(name)?;
        Some(hit(name.at.clone(), (name, other), false))
    });
    found.collect()
}

fn hit(at: RecordPart, (name, other): (&UsedName, &UsedName), are_counted: bool) -> Hit<NearName> {
    let fact = NearName {
        name: name.name.clone(),
        other: other.name.clone(),
        party: other.party.clone(),
        are_counted,
    };
    let there = match &other.party {
        Some(_) => other.at.clone().field("id"),
        None => other.at.clone(),
    };
    Hit::new(at, fact).with(there)
}

/// The houses of nearly one name that count beside each other for one side of the claim.
fn counted_twice(checked: &CheckedClaim<'_>) -> Vec<Hit<NearName>> {
    let book = checked.book;
    let mut found = Vec::new();
    for houses in CountedHouses::of_sides(checked) {
        for (house, row) in houses.iter() {
            let HouseName::Free(folded) = house else {
                continue;
            };
            let Some((name, near)) = book.names.near(folded) else {
                continue;
            };
            // Of two names without a party, only the later one is told.
            let is_told = |other: &&UsedName| {
                let there = book.registry.house(&other.name);
                let other_row = houses.row(&there);
                let is_first = (other_row, &there) < (Some(row), house);
                there != *house
                    && other_row.is_some_and(|other| other != row)
                    && (is_first || other.party.is_some())
            };
            if let Some(other) = near.into_iter().find(is_told) {
                let at = checked.row(RowKind::Evidence, row).field("source");
                found.push(hit(at, (name, other), true).at_level(Severity::Warning));
            }
        }
    }
    found
}

/// A speaker without a party speaks in so many claims that a party pays.
const OFTEN: u32 = 3;

/// A name that means no party speaks three claims or more. The facts are the name and how many.
static UNREGISTERED_SPEAKER: Rule<(String, u32)> = Rule {
    code: "unregistered-speaker",
    level: Some(Severity::Note),
    find: Find::All(
        |claim| unregistered_speaker(claim.book, &claim.part()),
        |record| unregistered_speaker(record.book, &record.part()),
    ),
    words: |found| {
        let (name, claims) = &found.fact;
        Words::new(format!("`{name}` speaks {claims} claims, and is not a party of the book"))
            .label("first named here")
            .help(format!("add the party, so that it can have aliases, a house and interests: `claimbook party add {}`", quoted(name)))
    },
};

fn unregistered_speaker(book: Book<'_>, part: &RecordPart) -> Vec<Hit<(String, u32)>> {
    let names = book.names.first_used_in(part);
    let often = names.filter(|used| used.claims >= OFTEN);
    often
        .map(|used| Hit::new(used.at.clone(), (used.name.clone(), used.claims)))
        .collect()
}
