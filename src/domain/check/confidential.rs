//! Words that are published and name what is confidential.
//!
//! A report withholds the names of confidential parties and sources wherever a field names them. It cannot see them in
//! running text: that is what this rule looks for.

use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Rows;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Book;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Record;
use crate::domain::check::scene::Scene;
use crate::domain::check::text;
use crate::domain::party::Party;
use crate::domain::source::Source;

/// A confidential party or source, with the words that give it away, as [`text::plain`] makes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// Its id.
    pub id: String,
    words: Vec<String>,
}

/// Shorter words give nobody away.
const SHORTEST: usize = 4;

impl Secret {
    /// What gives a party away: its name and its other names.
    #[must_use]
    pub fn of_party(party: &Party) -> Self {
        Self::new(
            party.core.id.as_str(),
            std::iter::once(&party.core.name).chain(&party.core.aliases),
        )
    }

    /// What gives a source away: its title, its author, its address.
    #[must_use]
    pub fn of_source(source: &Source) -> Self {
        Self::new(
            source.core.id.as_str(),
            std::iter::once(&source.words.title)
                .chain(&source.words.author)
                .chain(&source.words.url),
        )
    }

    fn new<'a>(id: &str, words: impl Iterator<Item = &'a String>) -> Self {
        let words = words
            .map(|word| text::plain(word.trim()))
            .filter(|word| word.chars().count() >= SHORTEST);
        Self {
            id: id.to_owned(),
            words: words.collect(),
        }
    }
}

/// `confidential-exposed`: the words of a claim that is not confidential itself name what is.
pub(super) fn confidential_exposed(scene: &Scene<'_>) -> Vec<Finding> {
    if scene.claim.words.confidential || scene.book.secrets.is_empty() {
        return Vec::new();
    }
    exposed(scene.book, words_of(scene))
}

/// The words of a claim that are published, with their places.
fn words_of<'a>(scene: &Scene<'a>) -> Vec<(Subject, &'a str)> {
    let claim = scene.claim;
    let at = || Subject::claim(claim);
    let mut texts: Vec<(Subject, &'a str)> = vec![(at().field("text"), &claim.words.text)];
    let mut add = |subject: Subject, text: Option<&'a String>| {
        texts.extend(text.map(|text| (subject, text.as_str())));
    };
    add(at().field("attribution"), claim.words.attribution.as_ref());
    add(at().field("caveat"), claim.words.caveat.as_ref());
    add(at().field("quote"), claim.words.quote.as_ref());
    add(at().field("short"), claim.words.short.as_ref());
    for (position, row) in claim.evidence().enumerate() {
        let confidential = scene
            .book
            .sources
            .get(&row.core.source)
            .is_some_and(|source| source.words.confidential);
        let row_at = at().row(Rows::Evidence, position);
        add(
            row_at.clone().field("note"),
            row.words.note.as_ref().filter(|_| !confidential),
        );
        add(
            row_at.field("quote"),
            row.words.quote.as_ref().filter(|_| !confidential),
        );
    }
    for (position, ruling) in claim.rulings().enumerate() {
        add(
            at().row(Rows::Ruling, position).field("reason"),
            Some(&ruling.words.reason),
        );
    }
    texts
}

/// `confidential-exposed`: the words of a source or an article that is not confidential itself name what is.
pub(super) fn confidential_exposed_by_entry(entry: &Entry<'_>) -> Vec<Finding> {
    let fields = match entry.record {
        Record::Source(source) if !source.words.confidential => {
            vec![
                ("title", Some(&source.words.title)),
                ("author", source.words.author.as_ref()),
                ("note", source.words.note.as_ref()),
            ]
        }
        Record::Article(article) => vec![
            ("title", Some(&article.words.title)),
            ("author", article.words.author.as_ref()),
        ],
        Record::Source(_) | Record::Party(_) => Vec::new(),
    };
    let texts = fields
        .into_iter()
        .filter_map(|(field, text)| Some((entry.subject().field(field), text?.as_str())));
    exposed(entry.book, texts.collect())
}

fn exposed(book: Book<'_>, texts: Vec<(Subject, &str)>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (subject, words) in texts {
        let words = text::plain(words);
        let names = |secret: &&Secret| {
            secret
                .words
                .iter()
                .any(|word| text::has_words(&words, word))
        };
        let secret = book.secrets.iter().find(names);
        found.extend(
            secret
                .map(|secret| Finding::new(subject, Fact::ConfidentialExposed(secret.id.clone()))),
        );
    }
    found
}
