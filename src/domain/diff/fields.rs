//! The fields of a record with their values, to see which ones changed.
//!
//! Each function takes its record apart, so a new field does not compile until somebody says here how it is compared.

use crate::domain::article::{Article, ArticleCore, ArticleWords};
use crate::domain::claim::{ClaimCore, ClaimWords};
use crate::domain::diff::edition::EditionClaim;
use crate::domain::party::{Party, PartyCore, PartyWords};
use crate::domain::source::{Source, SourceCore, SourceWords};
use std::fmt::Display;

/// A field that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name.
    pub name: &'static str,
    /// Its value before, if it had one.
    pub before: Option<String>,
    /// Its value after, if it has one.
    pub after: Option<String>,
}

/// The fields of a record: names with values.
type FieldValues = Vec<(&'static str, Option<String>)>;

fn one(value: Option<&impl Display>) -> Option<String> {
    value.map(ToString::to_string)
}

fn list(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(", "))
}

fn yes(value: bool) -> Option<String> {
    value.then(|| "true".to_owned())
}

/// A list of small tables: they are compared whole, and their number is shown.
fn tables<T: std::fmt::Debug>(values: &[T]) -> Option<String> {
    (!values.is_empty()).then(|| format!("{values:?}"))
}

/// The fields that differ. The values of lists of tables are left out: they are too long to show.
fn changes(before: FieldValues, after: FieldValues) -> Vec<FieldChange> {
    let both = before.into_iter().zip(after);
    let differ = both.filter(|((_, before), (_, after))| before != after);
    let is_shown =
        |name: &str| !["allow", "appearance", "asked", "searched", "skip"].contains(&name);
    differ
        .map(|((name, before), (_, after))| FieldChange {
            name,
            before: before.filter(|_| is_shown(name)),
            after: after.filter(|_| is_shown(name)),
        })
        .collect()
}

/// The fields of a claim that differ, but for its text.
pub(super) fn of_claims(before: &EditionClaim, after: &EditionClaim) -> Vec<FieldChange> {
    changes(claim(before), claim(after))
}

/// The fields of a source that differ.
pub(super) fn of_sources(before: &Source, after: &Source) -> Vec<FieldChange> {
    changes(source(before), source(after))
}

/// The fields of an article that differ.
pub(super) fn of_articles(before: &Article, after: &Article) -> Vec<FieldChange> {
    changes(article(before), article(after))
}

/// The fields of a party that differ.
pub(super) fn of_parties(before: &Party, after: &Party) -> Vec<FieldChange> {
    changes(party(before), party(after))
}

fn claim(of: &EditionClaim) -> FieldValues {
    let mut fields = vec![("article", of.article.clone())];
    fields.extend(claim_core(&of.claim.core));
    fields.extend(claim_words(&of.claim.words));
    fields
}

fn claim_core(core: &ClaimCore) -> FieldValues {
    let ClaimCore {
        id: _,
        speaker,
        quoted,
        kind,
        accuses,
        concerns,
        needs_origins,
        draft,
        evidence: _,
        rulings: _,
    } = core;
    vec![
        ("speaker", speaker.clone()),
        ("quoted", quoted.clone()),
        ("kind", one(kind.as_ref())),
        ("accuses", list(accuses)),
        ("concerns", list(concerns)),
        ("needs_origins", one(needs_origins.as_ref())),
        ("draft", yes(*draft)),
    ]
}

fn claim_words(words: &ClaimWords) -> FieldValues {
    let ClaimWords {
        text: _,
        attribution,
        caveat,
        evidence_offered,
        said_on,
        section,
        paragraph,
        quote,
        prefix,
        suffix,
        tags,
        refs,
        note,
        assigned,
        denies,
        contradicts,
        repeats,
        recheck_by,
        short,
        confidential,
        allow,
        evidence: _,
        appearances,
        asked,
        searched,
        rulings: _,
        line: _,
    } = words;
    vec![
        ("attribution", attribution.clone()),
        ("caveat", caveat.clone()),
        ("evidence_offered", Some(evidence_offered.to_string())),
        ("said_on", one(said_on.as_ref())),
        ("section", section.clone()),
        ("paragraph", one(paragraph.as_ref())),
        ("quote", quote.clone()),
        ("prefix", prefix.clone()),
        ("suffix", suffix.clone()),
        ("tags", list(tags)),
        ("refs", list(refs)),
        ("note", note.clone()),
        ("assigned", assigned.clone()),
        ("denies", list(denies)),
        ("contradicts", list(contradicts)),
        ("repeats", list(repeats)),
        ("recheck_by", one(recheck_by.as_ref())),
        ("short", short.clone()),
        ("confidential", yes(*confidential)),
        ("allow", tables(allow)),
        ("appearance", tables(appearances)),
        ("asked", tables(asked)),
        ("searched", tables(searched)),
    ]
}

fn source(of: &Source) -> FieldValues {
    let SourceCore {
        id: _,
        publisher,
        // Its address says it.
        host: _,
        kind,
        voice,
        derived_from,
        own_reporting,
        interests,
        retracted,
        retraction_pending: _,
    } = &of.core;
    let SourceWords {
        title,
        author,
        url,
        published,
        accessed,
        archive,
        file,
        sha256,
        language,
        confidential,
        note,
        refs,
        line: _,
    } = &of.words;
    vec![
        ("retracted", one(retracted.as_ref())),
        ("title", Some(title.clone())),
        ("author", author.clone()),
        ("publisher", publisher.clone()),
        ("url", url.clone()),
        ("published", one(published.as_ref())),
        ("accessed", one(accessed.as_ref())),
        ("archive", archive.clone()),
        ("file", file.clone()),
        ("sha256", sha256.clone()),
        ("kind", one(kind.as_ref())),
        ("voice", voice.clone()),
        ("derived_from", list(derived_from)),
        ("own_reporting", yes(*own_reporting)),
        ("interests", list(interests)),
        ("language", language.clone()),
        ("confidential", yes(*confidential)),
        ("note", note.clone()),
        ("refs", list(refs)),
    ]
}

fn article(of: &Article) -> FieldValues {
    let ArticleCore {
        id: _,
        publisher,
        // Its address says it.
        host: _,
    } = &of.core;
    let ArticleWords {
        title,
        author,
        url,
        published,
        accessed,
        language,
        archive,
        file,
        original,
        sha256,
        state,
        skip,
        line: _,
    } = &of.words;
    vec![
        ("title", Some(title.clone())),
        ("author", author.clone()),
        ("publisher", publisher.clone()),
        ("url", url.clone()),
        ("published", one(published.as_ref())),
        ("accessed", one(accessed.as_ref())),
        ("language", language.clone()),
        ("archive", archive.clone()),
        ("file", file.clone()),
        ("original", original.clone()),
        ("sha256", sha256.clone()),
        ("state", Some(state.to_string())),
        ("skip", tables(skip)),
    ]
}

fn party(of: &Party) -> FieldValues {
    let PartyCore {
        id: _,
        name,
        aliases,
        domains,
        kind,
        part_of,
        reliability,
        interests,
    } = &of.core;
    let PartyWords {
        refs,
        confidential,
        line: _,
    } = &of.words;
    vec![
        ("name", Some(name.clone())),
        ("aliases", list(aliases)),
        ("domains", list(domains)),
        ("kind", one(kind.as_ref())),
        ("part_of", part_of.clone()),
        ("reliability", one(reliability.as_ref())),
        ("interests", list(interests)),
        ("refs", list(refs)),
        ("confidential", yes(*confidential)),
    ]
}
