//! Rules about addresses, and about the copies of pages that a book keeps. The caller looks at the
//! files and hands in what it found.

use crate::domain::address::{Address, AddressFault};
use crate::domain::check::context::{CheckedClaim, CheckedRecord, KeptCopy, NonClaim};
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::check::text;
use crate::domain::source::SourceWords;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &INVALID_ADDRESS,
    &FILE_MISSING,
    &COPY_UNREADABLE,
    &DIGEST_DIFFERS,
    &QUOTE_NOT_FOUND,
    &ARCHIVE_MISSING,
];

/// An address that no browser opens, or that would run something. The facts are the address and what is wrong with it.
static INVALID_ADDRESS: Rule<(String, AddressFault)> = Rule {
    code: "invalid-address",
    level: Some(Severity::Warning),
    find: Find::Records(invalid_address),
    words: |found| {
        let (address, fault) = &found.fact;
        Words::new(format!("`{address}` is not a web address: {fault}")).help(
            "a web address starts with http:// or https:// and has no spaces; leave the field \
             out if the source is not on the web",
        )
    },
};

fn invalid_address(checked: &CheckedRecord<'_>) -> Vec<Hit<(String, AddressFault)>> {
    let (url, archive) = match checked.record {
        NonClaim::Source(source) => (&source.words.url, &source.words.archive),
        NonClaim::Article(article) => (&article.words.url, &article.words.archive),
        NonClaim::Party(_) => return Vec::new(),
    };
    let fields = [("url", url), ("archive", archive)];
    let faults = fields.into_iter().filter_map(|(field, url)| {
        let url = url.as_ref()?;
        Some((field, url.clone(), Address::parse(url).err()?))
    });
    faults
        .map(|(field, url, fault)| Hit::new(checked.part().field(field), (url, fault)))
        .collect()
}

/// Why there is no kept copy at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum MissingFile {
    /// The book has no such file.
    NotThere(String),
    /// The path leads out of the book.
    Outside(String),
}

/// The kept copy is not where the book says.
static FILE_MISSING: Rule<MissingFile> = Rule {
    code: "file-missing",
    level: Some(Severity::Error),
    find: Find::Records(file_missing),
    words: |found| match &found.fact {
        MissingFile::NotThere(path) => Words::new(format!(
            "there is no file `{path}` in this book"
        ))
        .help("the path starts at the book's folder; put the file back, or remove the field"),
        MissingFile::Outside(path) => Words::new(format!(
            "`{path}` leads out of the book, where claimbook reads nothing"
        ))
        .help("put the file in the book's folder and give its path from there"),
    },
};

fn file_missing(checked: &CheckedRecord<'_>) -> Vec<Hit<MissingFile>> {
    let missing: fn(String) -> MissingFile = match checked.copy {
        KeptCopy::Missing => MissingFile::NotThere,
        KeptCopy::Outside => MissingFile::Outside,
        KeptCopy::None | KeptCopy::Unreadable(_) | KeptCopy::Kept { .. } => return Vec::new(),
    };
    let path = named_copy(checked).cloned();
    let found = path.map(|path| Hit::new(checked.part().field("file"), missing(path)));
    found.into_iter().collect()
}

/// The path at which a record keeps its copy.
fn named_copy<'a>(checked: &CheckedRecord<'a>) -> Option<&'a String> {
    match checked.record {
        NonClaim::Source(source) => source.words.file.as_ref(),
        NonClaim::Article(article) => article.words.file.as_ref(),
        NonClaim::Party(_) => None,
    }
}

/// The path of a kept copy, and why it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct UnreadableCopy {
    path: String,
    why: String,
}

/// The kept copy could not be read, so nothing in it was checked.
static COPY_UNREADABLE: Rule<UnreadableCopy> = Rule {
    code: "copy-unreadable",
    level: Some(Severity::Warning),
    find: Find::Records(copy_unreadable),
    words: |found| {
        let UnreadableCopy { path, why } = &found.fact;
        Words::new(format!("the kept copy `{path}` could not be read: {why}"))
            .label("nothing in it was checked")
            .help(
                "an article's local copy must be plain text or a web page in UTF-8; a source's \
                 copy may be any file that can be opened",
            )
    },
};

fn copy_unreadable(checked: &CheckedRecord<'_>) -> Vec<Hit<UnreadableCopy>> {
    let KeptCopy::Unreadable(why) = checked.copy else {
        return Vec::new();
    };
    let found = named_copy(checked).map(|path| {
        let (path, why) = (path.clone(), why.clone());
        Hit::new(checked.part().field("file"), UnreadableCopy { path, why })
    });
    found.into_iter().collect()
}

/// The kept copy of a source is not the file that its digest names. The fact is the file's digest.
static DIGEST_DIFFERS: Rule<String> = Rule {
    code: "digest-differs",
    level: Some(Severity::Error),
    find: Find::Records(digest_differs),
    words: |found| {
        Words::new("the kept copy does not match this digest")
            .label("the digest in the book")
            .help(format!("the file's digest is {}", found.fact))
            .help("find out who changed the file; if they meant to, put the new digest here")
    },
};

fn digest_differs(checked: &CheckedRecord<'_>) -> Vec<Hit<String>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    let Some(given) = &source.words.sha256 else {
        return Vec::new();
    };
    let KeptCopy::Kept {
        sha256: Some(found),
        ..
    } = checked.copy
    else {
        return Vec::new();
    };
    let differs = !found.eq_ignore_ascii_case(given);
    let hit = || Hit::new(checked.part().field("sha256"), found.clone());
    differs.then(hit).into_iter().collect()
}

/// The article's local copy lacks words that the claim quotes. The fact is the part that is missing.
static QUOTE_NOT_FOUND: Rule<String> = Rule {
    code: "quote-not-found",
    level: Some(Severity::Error),
    find: Find::Claims(quote_not_found),
    words: |found| {
        Words::new(format!(
            "the article's copy does not have these words: “{}”",
            found.fact
        ))
        .help("copy the words exactly from the article; write `…` for what you leave out")
    },
};

fn quote_not_found(checked: &CheckedClaim<'_>) -> Vec<Hit<String>> {
    let KeptCopy::Kept {
        words: Some(copy), ..
    } = checked.copy
    else {
        return Vec::new();
    };
    let quote = checked.claim.words.quote.as_deref();
    let missing = quote.and_then(|quote| missing_part(copy, quote));
    let found = missing.map(|part| Hit::new(checked.part().field("quote"), part));
    found.into_iter().collect()
}

/// A text in the form in which quotes are looked for: plain, and without quotation marks, because a
/// quote opens and closes them differently. Apostrophes within words stay.
#[must_use]
pub fn searchable(text: &str) -> String {
    let plain = text::plain(text);
    let mut searchable = String::with_capacity(plain.len());
    let mut chars = plain.chars().peekable();
    while let Some(c) = chars.next() {
        let follows = chars.peek().is_some_and(|next| next.is_alphanumeric());
        let is_within_word = follows && searchable.ends_with(char::is_alphanumeric);
        if c != '"' && (c != '\'' || is_within_word) {
            searchable.push(c);
        }
    }
    searchable
}

/// The first part of a quote that a text lacks after the parts before it.
fn missing_part(copy: &str, quote: &str) -> Option<String> {
    let mut rest = copy;
    for part in parts(quote) {
        match rest.split_once(searchable(&part).trim()) {
            Some((_, after)) => rest = after,
            None => return Some(part),
        }
    }
    None
}

/// The parts of a quote, split where it leaves words out (`…`, `...`, `[…]`) or puts words in (`[It]`).
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

/// A source on the web has neither an archived nor a kept copy. The fact is its id.
static ARCHIVE_MISSING: Rule<String> = Rule {
    code: "archive-missing",
    level: None,
    find: Find::Records(archive_missing),
    words: |found| {
        Words::new(format!("the book keeps no copy of `{}`", found.fact))
            .label("this page may change or go away")
            .help(
                "name an archived copy (`archive = \"https://…\"`) or keep one in the book \
                 (`file = \"…\"`)",
            )
    },
};

fn archive_missing(checked: &CheckedRecord<'_>) -> Vec<Hit<String>> {
    let NonClaim::Source(source) = checked.record else {
        return Vec::new();
    };
    match &source.words {
        SourceWords {
            url: Some(_),
            archive: None,
            file: None,
            ..
        } => vec![Hit::new(
            checked.part().field("url"),
            source.core.id.to_string(),
        )],
        SourceWords { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{missing_part, searchable};

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
