//! Ids that are there twice, and names that lead nowhere.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Book;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Record;
use crate::domain::check::scene::Scene;

/// `duplicate-id`, for claims.
pub(super) fn duplicate_claim(scene: &Scene<'_>) -> Vec<Finding> {
    duplicate(scene.book, Subject::claim(scene.claim))
}

/// `duplicate-id`, for sources, parties and articles.
pub(super) fn duplicate_entry(entry: &Entry<'_>) -> Vec<Finding> {
    duplicate(entry.book, entry.subject())
}

fn duplicate(book: Book<'_>, subject: Subject) -> Vec<Finding> {
    let Some(first) = book.defined_before(&subject).cloned() else {
        return Vec::new();
    };
    vec![Finding::new(subject.field("id"), Fact::DuplicateId).with(first.field("id"))]
}

/// `unknown-source`: an evidence row, or its `via`, names a source that the book does not define.
pub(super) fn unknown_source(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (position, row) in scene.claim.evidence().enumerate() {
        let at = Subject::claim(scene.claim).row(Rows::Evidence, position);
        found.extend(dangling_source(
            scene.book,
            &row.core.source,
            at.clone().field("source"),
        ));
        found.extend(
            row.core
                .via
                .iter()
                .filter_map(|parent| dangling_source(scene.book, parent, at.clone().field("via"))),
        );
    }
    found
}

/// `unknown-source`: `derived_from` names a source that the book does not define.
pub(super) fn unknown_parent(entry: &Entry<'_>) -> Vec<Finding> {
    let Record::Source(source) = entry.record else {
        return Vec::new();
    };
    let at = Subject::source(source).field("derived_from");
    source
        .core
        .derived_from
        .iter()
        .filter_map(|parent| dangling_source(entry.book, parent, at.clone()))
        .collect()
}

fn dangling_source(book: Book<'_>, id: &str, at: Subject) -> Option<Finding> {
    (!book.registry.has_source(id))
        .then(|| Finding::new(at.text(id), Fact::UnknownSource(id.to_owned())))
}

/// `unknown-claim`: a claim denies, contradicts or repeats one that the book does not hold.
pub(super) fn unknown_claim(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let lists = [
        ("denies", &claim.words.denies),
        ("contradicts", &claim.words.contradicts),
        ("repeats", &claim.words.repeats),
    ];
    let mut found = Vec::new();
    for (field, ids) in lists {
        for id in ids
            .iter()
            .filter(|id| scene.book.missing_claims.contains(*id))
        {
            let at = Subject::claim(claim).field(field).text(id);
            found.push(Finding::new(at, Fact::UnknownClaim(id.clone())));
        }
    }
    found
}

/// `unknown-party`: a claim names a party that the book does not define.
pub(super) fn unknown_party(scene: &Scene<'_>) -> Vec<Finding> {
    let claim = scene.claim;
    let at = || Subject::claim(claim);
    let mut found = Vec::new();
    found.extend(
        claim
            .core
            .speaker
            .iter()
            .filter_map(|name| stranger(scene.book, name, at().field("speaker"))),
    );
    found.extend(
        claim
            .core
            .accuses
            .iter()
            .filter_map(|name| stranger(scene.book, name, at().field("accuses"))),
    );
    found.extend(
        claim
            .core
            .concerns
            .iter()
            .filter_map(|name| stranger(scene.book, name, at().field("concerns"))),
    );
    let asked = claim.words.asked.iter().enumerate();
    found.extend(asked.filter_map(|(position, asked)| {
        stranger(
            scene.book,
            &asked.of,
            at().row(Rows::Asked, position).field("of"),
        )
    }));
    found
}

/// `unknown-party`: a source, a party or an article names a party that the book does not define.
pub(super) fn unknown_party_of_entry(entry: &Entry<'_>) -> Vec<Finding> {
    let at = |field| entry.subject().field(field);
    let mut found = Vec::new();
    let mut look = |field: &'static str, names: &[String]| {
        found.extend(
            names
                .iter()
                .filter_map(|name| stranger(entry.book, name, at(field))),
        );
    };
    match entry.record {
        Record::Article(article) => look("publisher", article.core.publisher.as_slice()),
        Record::Party(party) => {
            look("part_of", party.core.part_of.as_slice());
            look("interests", &party.core.interests);
        }
        Record::Source(source) => {
            look("publisher", source.core.publisher.as_slice());
            look("voice", source.core.voice.as_slice());
            look("interests", &source.core.interests);
        }
    }
    found
}

fn stranger(book: Book<'_>, name: &str, at: Subject) -> Option<Finding> {
    book.registry
        .party_id(name)
        .is_none()
        .then(|| Finding::new(at.text(name), Fact::UnknownParty(name.to_owned())))
}
