//! The format of a book's files, described in one place.
//!
//! The parser, the JSON Schema and the tables of `docs/format.md` all come from these shapes, so they cannot differ.

use crate::document::shape::{REFS, field, required};
use crate::domain::article::ArticleState;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::source::SourceKind;

pub use crate::document::claim_format::{
    ALLOW, APPEARANCE, ASKED, CLAIM, EVIDENCE, RATING, RULING, SEARCHED,
};
pub use crate::document::shape::{FieldShape, Kind, TableShape};

/// A key that every table can hold, with any value, for what people and their tools want to keep beside the format.
pub const EXTRA: &str = "extra";

/// A whole file.
pub static FILE: TableShape = TableShape {
    name: "",
    noun: "file",
    doc: "Any mix of the tables below. Ids are unique in the whole book.",
    fields: &[
        field(
            "article",
            Kind::Table(&ARTICLE),
            "The article that the file's claims appear in.",
        ),
        field("party", Kind::Tables(&PARTY), "Parties."),
        field("source", Kind::Tables(&SOURCE), "Sources."),
        field("claim", Kind::Tables(&CLAIM), "Claims."),
    ],
};

/// `[article]`.
pub static ARTICLE: TableShape = TableShape {
    name: "article",
    noun: "article",
    doc: "What you are checking: the article that the file's claims appear in.",
    fields: &[
        field(
            "id",
            Kind::Id,
            "Its id. Default: the file's name without `.toml`.",
        ),
        required("title", Kind::Text, "The headline."),
        field(
            "publisher",
            Kind::Text,
            "Who published it: a party's id, name or alias, or free text.",
        ),
        field("author", Kind::Note, "Who wrote it."),
        field("url", Kind::Note, "Its address."),
        field("published", Kind::Date, "When it was published."),
        field("accessed", Kind::Date, "When you read it."),
        field(
            "language",
            Kind::Note,
            "Its language, as a BCP 47 tag: `en`, `pt-BR`.",
        ),
        field("archive", Kind::Note, "The address of an archived copy."),
        field(
            "file",
            Kind::Path,
            "The text that its claims are anchored in, as a path inside the book: UTF-8 with a blank line between paragraphs, or Markdown.",
        ),
        field(
            "original",
            Kind::Path,
            "The file that the text comes from, unchanged, as a path inside the book.",
        ),
        field(
            "sha256",
            Kind::Digest,
            "The SHA-256 digest of `original`. Without an original, it is the digest of `file`.",
        ),
        field(
            "state",
            Kind::Word(ArticleState::WORDS),
            "How far it has come. A draft is expected to change. Default: `published`.",
        ),
        field("skip", Kind::Tables(&SKIP), "Passages that are not claims."),
    ],
};

/// `[[article.skip]]`.
pub static SKIP: TableShape = TableShape {
    name: "article.skip",
    noun: "skipped passage",
    doc: "A passage that somebody decided is not a claim. It counts as covered.",
    fields: &[
        required("quote", Kind::Text, "Exact words of the article."),
        required("reason", Kind::Text, "Why it is not a claim."),
    ],
};

/// `[[party]]`.
pub static PARTY: TableShape = TableShape {
    name: "party",
    noun: "party",
    doc: "Anyone who speaks, publishes, or has an interest.",
    fields: &[
        required("id", Kind::Id, "Its id, unique in the whole book."),
        required("name", Kind::Text, "Its name, as readers see it."),
        field(
            "aliases",
            Kind::Texts,
            "Other names for it. A field that names a party accepts its id, name or alias.",
        ),
        field(
            "domains",
            Kind::Texts,
            "The domains at which it publishes: `un.org` means every address at un.org and below it. A source or article without `publisher` gets this party if its address is under one of them.",
        ),
        field(
            "kind",
            Kind::Word(PartyKind::WORDS),
            "What sort of party it is.",
        ),
        field(
            "part_of",
            Kind::Text,
            "Its owner, government or parent body. Parties that share the top of this chain are one voice.",
        ),
        field(
            "reliability",
            Kind::Word(Reliability::WORDS),
            "How reliable it is as a publisher, on the Admiralty scale: A is best, F means that you cannot judge it.",
        ),
        field("interests", Kind::Texts, "The parties whose side it takes."),
        field(
            "confidential",
            Kind::Flag,
            "Keeps it out of reports and exports unless you ask for it with `--internal`.",
        ),
        field("refs", Kind::Texts, REFS),
    ],
};

/// `[[source]]`.
pub static SOURCE: TableShape = TableShape {
    name: "source",
    noun: "source",
    doc: "Something that bears on claims.",
    fields: &[
        required("id", Kind::Id, "Its id, unique in the whole book."),
        required("title", Kind::Text, "Its title, short."),
        field("author", Kind::Note, "Who wrote it."),
        field(
            "publisher",
            Kind::Text,
            "Who published it: a party's id, name or alias, or free text.",
        ),
        field("url", Kind::Note, "Its address. A source can be offline."),
        field("published", Kind::Date, "When it was published."),
        field("accessed", Kind::Date, "When you read it."),
        field("archive", Kind::Note, "The address of an archived copy."),
        field(
            "file",
            Kind::Path,
            "A copy that you keep, as a path inside the book.",
        ),
        field("sha256", Kind::Digest, "The SHA-256 digest of that copy."),
        field(
            "kind",
            Kind::Word(SourceKind::WORDS),
            "What sort of thing it is.",
        ),
        field(
            "voice",
            Kind::Text,
            "Whose statement it carries, if not the publisher's own.",
        ),
        field(
            "derived_from",
            Kind::Texts,
            "The ids of the sources that it repeats: the path to its origin.",
        ),
        field(
            "own_reporting",
            Kind::Flag,
            "Its own work: the path ends here, even if it also quotes others.",
        ),
        field("interests", Kind::Texts, "The parties whose side it takes."),
        field("language", Kind::Note, "Its language, as a BCP 47 tag."),
        field("retracted", Kind::Date, "When it was retracted."),
        field(
            "confidential",
            Kind::Flag,
            "Keeps it out of reports and exports unless you ask for it with `--internal`.",
        ),
        field("note", Kind::Note, "Your notes."),
        field("refs", Kind::Texts, REFS),
    ],
};

/// Every table of a claims file below [`FILE`], in the order of the reference.
pub static TABLES: &[&TableShape] = &[
    &ARTICLE,
    &SKIP,
    &PARTY,
    &SOURCE,
    &CLAIM,
    &EVIDENCE,
    &APPEARANCE,
    &ASKED,
    &SEARCHED,
    &RULING,
    &RATING,
    &ALLOW,
];
