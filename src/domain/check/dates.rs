//! Dates that cannot both be right. Coarse dates are only held to what they surely mean.

use crate::domain::check::fact::Disorder;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Record;
use crate::domain::check::scene::Scene;
use crate::domain::date::Date;
use crate::domain::evidence::Stance;
use crate::domain::ruling::RulingStatus;

/// `date-order`, of a claim: evidence or a ruling before what it rests on, said after the article, due before asked.
pub(super) fn date_order(scene: &Scene<'_>) -> Vec<Finding> {
    let mut found = added_before_published(scene);
    found.extend(ruled_too_early(scene));
    let claim = Subject::claim(scene.claim);
    let published = scene.article.and_then(|article| article.words.published);
    let said = disorder(
        published,
        scene.claim.words.said_on,
        Disorder::ArticleBeforeSaid,
    );
    found.extend(said.map(|fact| Finding::new(claim.clone().field("said_on"), fact)));
    for (position, asked) in scene.claim.words.asked.iter().enumerate() {
        let at = claim.clone().row(Rows::Asked, position).field("due");
        found.extend(
            disorder(asked.due, asked.on, Disorder::DueBeforeAsked)
                .map(|fact| Finding::new(at, fact)),
        );
    }
    found
}

/// `date-order`, of a source or an article: read before it was published.
pub(super) fn date_order_of_entry(entry: &Entry<'_>) -> Vec<Finding> {
    let (accessed, published) = match entry.record {
        Record::Source(source) => (source.words.accessed, source.words.published),
        Record::Article(article) => (article.words.accessed, article.words.published),
        Record::Party(_) => (None, None),
    };
    let fact = disorder(accessed, published, Disorder::ReadBeforePublished);
    fact.map(|fact| Finding::new(entry.subject().field("accessed"), fact))
        .into_iter()
        .collect()
}

fn added_before_published(scene: &Scene<'_>) -> Vec<Finding> {
    let rows = scene.claim.evidence().enumerate();
    rows.filter_map(|(position, row)| {
        let published = scene.book.sources.get(&row.core.source)?.words.published;
        let fact = disorder(row.core.added, published, Disorder::AddedBeforePublished)?;
        Some(Finding::new(
            Subject::claim(scene.claim)
                .row(Rows::Evidence, position)
                .field("added"),
            fact,
        ))
    })
    .collect()
}

/// Every ruling against the article; the one that stands against the sources on its side, all of which came later.
fn ruled_too_early(scene: &Scene<'_>) -> Vec<Finding> {
    let published = scene.article.and_then(|article| article.words.published);
    let mut found = Vec::new();
    for (position, ruling) in scene.claim.rulings().enumerate() {
        let at = Subject::claim(scene.claim)
            .row(Rows::Ruling, position)
            .field("on");
        let fact = disorder(
            Some(ruling.core.on),
            published,
            Disorder::RuledBeforeArticle,
        );
        found.extend(fact.map(|fact| Finding::new(at, fact)));
    }
    let side = [
        (RulingStatus::Confirmed, Stance::Supports),
        (RulingStatus::Refuted, Stance::Refutes),
    ];
    for (status, stance) in side {
        let Some((at, ruling)) = scene.ruled(&[status]) else {
            continue;
        };
        let rows = scene
            .claim
            .evidence()
            .filter(|row| row.core.stance == stance);
        let published = rows.map(|row| {
            scene
                .book
                .sources
                .get(&row.core.source)
                .and_then(|source| source.words.published)
        });
        // The earliest of them, where each is dated.
        let earliest = published
            .collect::<Option<Vec<Date>>>()
            .and_then(|dates| dates.into_iter().min());
        let fact = disorder(
            Some(ruling.core.on),
            earliest,
            Disorder::RuledBeforePublished,
        );
        found.extend(
            fact.filter(|_| found.is_empty())
                .map(|fact| Finding::new(at.field("on"), fact)),
        );
    }
    found
}

/// The disorder, where the second date is surely after the first.
fn disorder(first: Option<Date>, second: Option<Date>, which: Disorder) -> Option<Fact> {
    let (first, second) = first.zip(second)?;
    second
        .is_after(first)
        .then_some(Fact::DateOrder(which, first, second))
}
