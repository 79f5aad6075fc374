//! Rules about the domains at which parties publish.

use crate::domain::address::{domain, domains_above, host_of};
use crate::domain::check::context::{CheckedClaim, CheckedRecord, NonClaim};
use crate::domain::check::counted::CountedHouses;
use crate::domain::check::finding::{Hit, RecordPart, RowKind, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::corroboration::Registry;
use crate::domain::platform::{OpenDomain, open_domain};
use crate::domain::records::RecordKind;
use crate::domain::source::Source;

pub(super) static RULES: &[&dyn AnyRule] = &[&PUBLISHER_DOMAIN, &PLATFORM_DOMAIN];

/// A source whose written publisher is of another house than the owner of its domain.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Elsewhere {
    source: String,
    publisher: String,
    host: String,
    owner: String,
    /// Whether a claim counts both houses.
    are_counted: bool,
}

/// A source's publisher is not of the house that has the domain of its address. In a claim that counts both houses, this is a
/// warning.
static PUBLISHER_DOMAIN: Rule<Elsewhere> = Rule {
    code: "publisher-domain",
    level: Some(Severity::Note),
    find: Find::All(counted_elsewhere, published_elsewhere),
    words: |found| {
        let Elsewhere {
            source,
            publisher,
            host,
            owner,
            are_counted,
        } = &found.fact;
        let words = Words::new(if *are_counted {
            format!(
                "`{source}` counts for `{publisher}`, but `{host}` is `{owner}`'s, which counts too"
            )
        } else {
            format!("the publisher is `{publisher}`, but `{host}` is `{owner}`'s")
        });
        words
            .label("who published it?")
            .other("who has the domain")
            .help(format!("if `{owner}` published it, remove the publisher: `claimbook source set {source} publisher=`"))
            .help(format!("if it reprints `{publisher}`, add a source for the original and name that in `derived_from`"))
    },
};

fn published_elsewhere(checked: &CheckedRecord<'_>) -> Vec<Hit<Elsewhere>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    let found = elsewhere(checked.book.registry, source);
    let at = checked.part().field("publisher");
    found.map(|fact| hit(at, fact)).into_iter().collect()
}

fn counted_elsewhere(checked: &CheckedClaim<'_>) -> Vec<Hit<Elsewhere>> {
    let registry = checked.book.registry;
    let mut found = Vec::new();
    for houses in CountedHouses::of_sides(checked) {
        for (position, row) in checked.claim.evidence().enumerate() {
            let source = checked.source(&row.core.source);
            let Some(mut fact) = source.and_then(|source| elsewhere(registry, source)) else {
                continue;
            };
            let publisher = houses.row(&registry.house(&fact.publisher));
            let owner = houses.row(&registry.house(&fact.owner));
            if publisher == Some(position) && owner.is_some_and(|owner| owner != position) {
                fact.are_counted = true;
                let at = checked.row(RowKind::Evidence, position).field("source");
                found.push(hit(at, fact).at_level(Severity::Warning));
            }
        }
    }
    found
}

fn hit(at: RecordPart, fact: Elsewhere) -> Hit<Elsewhere> {
    let owner = RecordPart::new(RecordKind::Party, fact.owner.as_str());
    Hit::new(at, fact).with(owner.field("domains"))
}

fn elsewhere(registry: &Registry, source: &Source) -> Option<Elsewhere> {
    let publisher = source.core.publisher.as_ref()?;
    let host = host_of(source.words.url.as_deref(), source.words.archive.as_deref())?;
    let owner = registry.owner(&host)?;
    let mut above = domains_above(&host).filter(|domain| registry.owner(domain) == Some(owner));
    // Where strangers publish, the domain says nothing.
    let is_open = above.any(|domain| open_domain(domain).is_some());
    if is_open || registry.house(owner) == registry.house(publisher) {
        return None;
    }
    Some(Elsewhere {
        source: source.core.id.to_string(),
        publisher: publisher.clone(),
        owner: owner.to_owned(),
        host: host.clone(),
        are_counted: false,
    })
}

/// A party has a domain under which strangers publish. The facts are the domain and why it is open.
static PLATFORM_DOMAIN: Rule<(String, OpenDomain)> = Rule {
    code: "platform-domain",
    level: Some(Severity::Warning),
    find: Find::Records(platform_domain),
    words: |found| {
        let (domain, open) = &found.fact;
        Words::new(match open {
            OpenDomain::Platform => format!("strangers publish at `{domain}`"),
            OpenDomain::Suffix => format!("anybody can have a domain under `{domain}`"),
        })
        .label("every source there would be this party's")
        .help("remove the domain, and name the publisher in each source")
    },
};

fn platform_domain(checked: &CheckedRecord<'_>) -> Vec<Hit<(String, OpenDomain)>> {
    let NonClaim::Party(party) = checked.record else {
        return Vec::new();
    };
    let domains = party.core.domains.iter();
    domains
        .filter_map(|text| {
            let open = open_domain(&domain(text)?)?;
            let at = checked.part().field("domains").text(text.as_str());
            Some(Hit::new(at, (text.clone(), open)))
        })
        .collect()
}
