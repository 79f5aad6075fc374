//! Rules about kept copies and addresses. What the files hold is looked up by somebody else and handed in.

use crate::domain::check::address;
use crate::domain::check::fact::Fact;
use crate::domain::check::finding::Finding;
use crate::domain::check::finding::Subject;
use crate::domain::check::scene::Entry;
use crate::domain::check::scene::Record;
use crate::domain::check::scene::Scene;
use crate::domain::check::text;
use crate::domain::source::SourceWords;

/// What is known of a kept copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KeptCopy {
    /// None is named.
    #[default]
    None,
    /// There is no such file.
    Missing,
    /// Its path leads out of the book, where nothing is looked at.
    Outside,
    /// It is there, and could not be read.
    Unreadable(String),
    /// It is there.
    Kept {
        /// Its SHA-256 in lower-case hexadecimal, where that was asked for.
        sha256: Option<String>,
        /// Its text as [`searchable`] makes it, where that was asked for.
        words: Option<String>,
    },
}

/// `file-missing`, `copy-unreadable` and `digest-differs`: the kept copy of a source or an article.
pub(super) fn kept_copy(entry: &Entry<'_>) -> Vec<Finding> {
    let (file, sha256) = match entry.record {
        Record::Source(source) => (source.words.file.as_ref(), source.words.sha256.as_ref()),
        Record::Article(article) => (article.words.file.as_ref(), None),
        Record::Party(_) => (None, None),
    };
    let Some(file) = file.cloned() else {
        return Vec::new();
    };
    let at = |field, fact| vec![Finding::new(entry.subject().field(field), fact)];
    match entry.copy {
        KeptCopy::None => Vec::new(),
        KeptCopy::Missing => at("file", Fact::FileMissing(file, false)),
        KeptCopy::Outside => at("file", Fact::FileMissing(file, true)),
        KeptCopy::Unreadable(why) => at("file", Fact::CopyUnreadable(file, why.clone())),
        KeptCopy::Kept { sha256: found, .. } => {
            let differs = found
                .as_ref()
                .zip(sha256)
                .filter(|(found, given)| !found.eq_ignore_ascii_case(given));
            differs
                .map(|(found, _)| at("sha256", Fact::DigestDiffers(found.clone())))
                .unwrap_or_default()
        }
    }
}

/// A text as quotes from it are looked for: plain, and without quotation marks, which open and close differently in a
/// quote. Apostrophes within words stay.
#[must_use]
pub fn searchable(text: &str) -> String {
    let plain = text::plain(text);
    let mut searchable = String::with_capacity(plain.len());
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let follows = chars.peek().is_some_and(|next| next.is_alphanumeric());
        let within = follows && searchable.ends_with(char::is_alphanumeric);
        if c != '"' && (c != '\'' || within) {
            searchable.push(c);
        }
    }
    searchable
}

/// `quote-not-found`: the article's local copy does not have the words that the claim quotes from it.
pub(super) fn quote_not_found(scene: &Scene<'_>) -> Vec<Finding> {
    let KeptCopy::Kept {
        words: Some(copy), ..
    } = scene.copy
    else {
        return Vec::new();
    };
    let Some(quote) = scene.claim.words.quote.as_deref() else {
        return Vec::new();
    };
    let missing = missing_part(copy, quote);
    let finding = |part: String| {
        Finding::new(
            Subject::claim(scene.claim).field("quote"),
            Fact::QuoteNotFound(part),
        )
    };
    missing.map(finding).into_iter().collect()
}

/// The first part of a quote that a text does not have after the parts before it. Dots (`…`, `...`, `[…]`) and what
/// stands in square brackets stand for something left out or put in.
fn missing_part(copy: &str, quote: &str) -> Option<String> {
    let mut rest = copy;
    for part in parts(quote) {
        let words = searchable(&part);
        match rest.find(words.trim()) {
            Some(at) => rest = rest.get(at + words.trim().len()..).unwrap_or_default(),
            None => return Some(part.trim().to_owned()),
        }
    }
    None
}

fn parts(quote: &str) -> Vec<String> {
    let mut marked = String::with_capacity(quote.len());
    let mut depth = 0_usize;
    for c in quote.replace("...", "…").chars() {
        match c {
            '[' => {
                depth += 1;
                marked.push('\n');
            }
            ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '…' => marked.push('\n'),
            c => marked.push(if c == '\n' { ' ' } else { c }),
        }
    }
    marked
        .split('\n')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `invalid-address`: an address that no browser opens, or that would run something.
pub(super) fn invalid_address(entry: &Entry<'_>) -> Vec<Finding> {
    let (url, archive) = match entry.record {
        Record::Source(source) => (source.words.url.as_ref(), source.words.archive.as_ref()),
        Record::Article(article) => (article.words.url.as_ref(), article.words.archive.as_ref()),
        Record::Party(_) => (None, None),
    };
    let fields = [("url", url), ("archive", archive)];
    let invalid = fields
        .into_iter()
        .filter_map(|(field, url)| Some((field, url.filter(|url| !address::is_web(url))?)));
    invalid
        .map(|(field, url)| {
            Finding::new(
                entry.subject().field(field),
                Fact::InvalidAddress(url.clone()),
            )
        })
        .collect()
}

/// `archive-missing`: a web source of which neither an archived nor a kept copy is named.
pub(super) fn archive_missing(entry: &Entry<'_>) -> Vec<Finding> {
    let Record::Source(source) = entry.record else {
        return Vec::new();
    };
    let SourceWords {
        url: Some(url),
        archive: None,
        file: None,
        ..
    } = &source.words
    else {
        return Vec::new();
    };
    vec![Finding::new(
        entry.subject().field("url"),
        Fact::ArchiveMissing(url.clone()),
    )]
}

/// `duplicate-source`: an earlier source has the same address, and neither derives from the other.
pub(super) fn duplicate_source(entry: &Entry<'_>) -> Vec<Finding> {
    let Record::Source(source) = entry.record else {
        return Vec::new();
    };
    let Some(url) = &source.words.url else {
        return Vec::new();
    };
    let Some(first) = entry.book.same_address.get(source.core.id.as_str()) else {
        return Vec::new();
    };
    let registry = entry.book.registry;
    let derives = |one: &str, other: &str| registry.lineage(one).contains(&other);
    if derives(source.core.id.as_str(), first) || derives(first, source.core.id.as_str()) {
        return Vec::new();
    }
    let other =
        Subject::new(crate::domain::check::finding::Kind::Source, first.as_str()).field("url");
    vec![
        Finding::new(
            entry.subject().field("url"),
            Fact::DuplicateSource(url.clone()),
        )
        .with(other),
    ]
}

/// `circular-sourcing`: sources that name one another as their origin; told once, at the first of them by id.
pub(super) fn circular_sourcing(entry: &Entry<'_>) -> Vec<Finding> {
    let Record::Source(source) = entry.record else {
        return Vec::new();
    };
    if source.core.derived_from.is_empty() || source.core.own_reporting {
        return Vec::new();
    }
    let circle = entry.book.registry.circle(source.core.id.as_str());
    if circle.first() != Some(&source.core.id.as_str()) {
        return Vec::new();
    }
    let others = circle
        .iter()
        .skip(1)
        .map(|id| Subject::new(crate::domain::check::finding::Kind::Source, *id));
    let fact = Fact::CircularSourcing(circle.iter().map(|id| (*id).to_owned()).collect());
    let finding = Finding::new(entry.subject().field("derived_from"), fact);
    vec![others.fold(finding, |finding, other| {
        finding.with(other.field("derived_from"))
    })]
}

#[cfg(test)]
mod tests {
    use super::missing_part;
    use super::searchable;

    #[test]
    fn a_quote_is_found_whatever_its_typography_and_with_what_was_left_out() {
        let copy =
            searchable("The ministry said that “310 people” had\n  died, and that it’s not over.");
        for found in [
            "310 people",
            "310 people had died",
            "The ministry … 310 people",
            "[It] said that",
            "it's not over",
            "\"310 people\"",
        ] {
            assert_eq!(missing_part(&copy, found), None, "{found}");
        }
        assert_eq!(
            missing_part(&copy, "301 people").as_deref(),
            Some("301 people")
        );
        assert_eq!(
            missing_part(&copy, "310 people ... the ministry").as_deref(),
            Some("the ministry")
        );
    }
}
