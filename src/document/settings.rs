//! The format of `claimbook.toml`, described in one place, as `format` describes the book's files.

use crate::document::shape::{Kind, TableShape, field};
use crate::domain::words::words;

words! {
    /// How `claimbook check` treats a diagnostic.
    Level {
        /// Reports an error.
        Deny = "deny",
        /// Reports a warning.
        Warn = "warn",
        /// Reports nothing.
        Allow = "allow",
    }
}

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
            "The rules that the book sets for itself.",
        ),
        field(
            "check",
            Kind::Levels(Level::WORDS),
            "Levels of diagnostics, by code.",
        ),
        field("user", Kind::Table(&USER), "The person who works here."),
        field(
            "publish",
            Kind::Table(&PUBLISH),
            "What ClaimReview needs to know about you.",
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
        "Its name, for the titles of reports.",
    )],
};

/// `[policy]` of `claimbook.toml`.
pub static POLICY: TableShape = TableShape {
    name: "policy",
    noun: "table",
    doc: "The rules that the book sets for itself.",
    family: CONFIG_TABLES,
    fields: &[
        field(
            "needs_origins",
            Kind::Number(1, 9),
            "How many independent origins corroborate a claim that does not give its own number. Default: 2.",
        ),
        field(
            "stale_after_days",
            Kind::Number(1, u32::MAX as i64),
            "After how many days without new evidence or a ruling you want to check a claim again.",
        ),
    ],
};

/// `[user]` of `claimbook.toml`.
pub static USER: TableShape = TableShape {
    name: "user",
    noun: "table",
    doc: "The person who works here.",
    family: CONFIG_TABLES,
    fields: &[field(
        "name",
        Kind::Text,
        "The name to record with rulings and evidence.",
    )],
};

/// `[publish]` of `claimbook.toml`.
pub static PUBLISH: TableShape = TableShape {
    name: "publish",
    noun: "table",
    doc: "What ClaimReview needs to know about you.",
    family: CONFIG_TABLES,
    fields: &[
        field(
            "url",
            Kind::Text,
            "The address where your published reviews are.",
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
