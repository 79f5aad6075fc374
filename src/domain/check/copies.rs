//! Rules about addresses, and about the copies of pages that a book keeps. The caller looks at the
//! files and hands in what it found.

use crate::domain::address::{Address, AddressFault};
use crate::domain::check::context::{CheckedRecord, KeptCopy, NonClaim};
use crate::domain::check::finding::{Hit, Severity, Words};
use crate::domain::check::rule::{AnyRule, Find, Rule};
use crate::domain::source::SourceWords;

pub(super) static RULES: &[&dyn AnyRule] = &[
    &INVALID_ADDRESS,
    &FILE_MISSING,
    &COPY_UNREADABLE,
    &DIGEST_DIFFERS,
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
    let (field, path, is_outside) = match checked.copy {
        KeptCopy::Missing => ("file", named_copy(checked), false),
        KeptCopy::Outside => ("file", named_copy(checked), true),
        KeptCopy::NoOriginal { is_outside } => ("original", original(checked), *is_outside),
        KeptCopy::None | KeptCopy::Unreadable(_) | KeptCopy::Kept { .. } => return Vec::new(),
    };
    let found = path.cloned().map(|path| {
        let missing = if is_outside {
            MissingFile::Outside(path)
        } else {
            MissingFile::NotThere(path)
        };
        Hit::new(checked.part().field(field), missing)
    });
    found.into_iter().collect()
}

/// The path of the file that the text of an article comes from.
fn original<'a>(checked: &CheckedRecord<'a>) -> Option<&'a String> {
    match checked.record {
        NonClaim::Article(article) => article.words.original.as_ref(),
        NonClaim::Source(_) | NonClaim::Party(_) => None,
    }
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

/// The kept copy of a source, or the original of an article, is not the file that its digest names. The fact is the file's digest.
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
    let given = match checked.record {
        NonClaim::Source(source) => source.words.sha256.as_ref(),
        NonClaim::Article(article) => article.words.sha256.as_ref(),
        NonClaim::Party(_) => None,
    };
    let Some(given) = given else {
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
