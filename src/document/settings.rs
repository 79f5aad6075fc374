//! The format of `claimbook.toml`, described once, as [`format`](crate::document::format) describes the book's files.

use crate::document::format::Kind;
use crate::document::format::TableShape;
use crate::document::format::field;
use crate::document::parse::config::Level;

/// `claimbook.toml`.
pub static CONFIG: TableShape = TableShape {
    name: "",
    noun: "configuration",
    doc: "The book's settings. All of them are optional.",
    family: CONFIG_TABLES,
    fields: &[
        field("book", Kind::Table(&BOOK), "The book itself."),
        field(
            "policy",
            Kind::Table(&POLICY),
            "The rules that the book sets itself.",
        ),
        field(
            "check",
            Kind::Levels(Level::WORDS),
            "Levels of diagnostics, by code.",
        ),
        field("user", Kind::Table(&USER), "Who works here."),
        field(
            "publish",
            Kind::Table(&PUBLISH),
            "What ClaimReview needs to know.",
        ),
    ],
};

/// `[book]` of `claimbook.toml`.
pub static BOOK: TableShape = TableShape {
    name: "book",
    noun: "table",
    doc: "The book itself.",
    family: CONFIG_TABLES,
    fields: &[field(
        "name",
        Kind::Text,
        "Its name, for the heads of reports.",
    )],
};

/// `[policy]` of `claimbook.toml`.
pub static POLICY: TableShape = TableShape {
    name: "policy",
    noun: "table",
    doc: "The rules that the book sets itself.",
    family: CONFIG_TABLES,
    fields: &[
        field(
            "needs_origins",
            Kind::Number(1, 9),
            "How many independent origins corroborate a claim that does not say. Left out: 2.",
        ),
        field(
            "stale_after_days",
            Kind::Number(1, u32::MAX as i64),
            "After how many days without new evidence or a ruling a claim is due to be looked at again.",
        ),
    ],
};

/// `[user]` of `claimbook.toml`.
pub static USER: TableShape = TableShape {
    name: "user",
    noun: "table",
    doc: "Who works here.",
    family: CONFIG_TABLES,
    fields: &[field(
        "name",
        Kind::Text,
        "The name under which rulings and evidence are entered.",
    )],
};

/// `[publish]` of `claimbook.toml`.
pub static PUBLISH: TableShape = TableShape {
    name: "publish",
    noun: "table",
    doc: "What ClaimReview needs to know.",
    family: CONFIG_TABLES,
    fields: &[
        field(
            "url",
            Kind::Text,
            "The address that published reviews stand under.",
        ),
        field(
            "organisation",
            Kind::Text,
            "The name of the organisation that publishes them.",
        ),
    ],
};

/// Every table of `claimbook.toml` below [`CONFIG`], in the order of the reference.
pub static CONFIG_TABLES: &[&TableShape] = &[&BOOK, &POLICY, &USER, &PUBLISH];
