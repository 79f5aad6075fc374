//! Rules about names that two parties share.

use crate::domain::address::domain;
use crate::domain::check::context::{CheckedRecord, NonClaim};
use crate::domain::check::finding::{Hit, RecordPart, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::records::RecordKind;

pub(super) static RULES: &[&dyn AnyRule] = &[&AMBIGUOUS_NAME];

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
