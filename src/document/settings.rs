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

words! {
    /// Where the book keeps records of one kind: its sources, or its parties.
    RegistryLayout {
        /// All in one file.
        OneFile = "one-file",
        /// Each in a file of its own, named after its id.
        Each = "each",
    }
}

/// `claimbook.toml`.
pub static CONFIG: TableShape = TableShape {
    name: "",
    noun: "configuration",
    doc: "The book's settings. All of them are optional.",
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
        field(
            "lexicon",
            Kind::Table(&LEXICON),
            "Words that `draft`, `coverage` and `check` know beside their own.",
        ),
        field(
            "layout",
            Kind::Table(&LAYOUT),
            "Which files new sources and parties go into.",
        ),
        field("user", Kind::Table(&USER), "The person who works here."),
        field(
            "publish",
            Kind::Table(&PUBLISH),
            "What you publish, and where to.",
        ),
    ],
};

/// `[book]` of `claimbook.toml`.
pub static BOOK: TableShape = TableShape {
    name: "book",
    noun: "table",
    doc: "The book itself.",
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

/// `[lexicon]` of `claimbook.toml`.
pub static LEXICON: TableShape = TableShape {
    name: "lexicon",
    noun: "table",
    doc: "Words that `draft`, `coverage` and `check` know beside their own.",
    fields: &[field("en", Kind::Table(&ENGLISH_WORDS), "English words.")],
};

/// `[lexicon.en]` of `claimbook.toml`.
pub static ENGLISH_WORDS: TableShape = TableShape {
    name: "lexicon.en",
    noun: "table",
    doc: "English words that `draft`, `coverage` and `check` know beside their own.",
    fields: &[
        field(
            "say",
            Kind::Texts,
            "Verbs that can follow a quotation, each with all its forms: `opine opines opined opining`.",
        ),
        field(
            "that",
            Kind::Texts,
            "Verbs that take a clause with `that`, with all forms.",
        ),
        field(
            "wide",
            Kind::Texts,
            "Verbs of a stance or a will, with all forms, and after a colon the words that may follow: `warn warns warned warning: of`.",
        ),
        field(
            "bare",
            Kind::Texts,
            "Of the verbs, in the base form: those that also take a clause without `that`.",
        ),
        field(
            "roles",
            Kind::Texts,
            "Nouns that can speak: `harbourmaster`.",
        ),
        field(
            "titles",
            Kind::Texts,
            "Words before a name that are not part of it.",
        ),
        field(
            "caveats",
            Kind::Texts,
            "Words of doubt that an article adds to what somebody says.",
        ),
        field(
            "hedges",
            Kind::Texts,
            "Words that leave open whether something is so.",
        ),
        field(
            "confirms",
            Kind::Texts,
            "Words that say that something is settled.",
        ),
    ],
};

/// `[layout]` of `claimbook.toml`.
pub static LAYOUT: TableShape = TableShape {
    name: "layout",
    noun: "table",
    doc: "Which files new sources and parties go into. `claimbook layout` moves those that the book has, and sets both fields.",
    fields: &[
        field(
            "sources",
            Kind::Word(RegistryLayout::WORDS),
            "`one-file` is `claims/sources.toml`, `each` is `claims/sources/ID.toml`. Default: the file of the claim that you cite it on, else `claims/sources.toml`.",
        ),
        field(
            "parties",
            Kind::Word(RegistryLayout::WORDS),
            "`one-file` is `claims/parties.toml`, `each` is `claims/parties/ID.toml`. Default: `one-file`.",
        ),
    ],
};

/// `[user]` of `claimbook.toml`.
pub static USER: TableShape = TableShape {
    name: "user",
    noun: "table",
    doc: "The person who works here.",
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
    doc: "What you publish, and where to. ClaimReview needs the address and the name.",
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
        field(
            "corrections",
            Kind::Text,
            "Where readers can report mistakes: an address, for reports to the public.",
        ),
        field(
            "text",
            Kind::Flag,
            "Whether reports print the texts of articles, which are somebody's work. Default: all but those to the public.",
        ),
        field(
            "ratings",
            Kind::Table(&RATINGS),
            "Your scale: what you call each ruling, and its number.",
        ),
        field(
            "postgres",
            Kind::Table(&POSTGRES),
            "The defaults of `claimbook publish`.",
        ),
    ],
};

/// `[publish.postgres]` of `claimbook.toml`.
pub static POSTGRES: TableShape = TableShape {
    name: "publish.postgres",
    noun: "table",
    doc: "The defaults of `claimbook publish`. See publish.md.",
    fields: &[
        field(
            "to",
            Kind::Text,
            "The address of the server, without a password: `postgres://user@host/database`.",
        ),
        field(
            "schema",
            Kind::Text,
            "The schema that holds the tables. Default: `claimbook`.",
        ),
        field(
            "book_key",
            Kind::Text,
            "The key of this book on the server. Default: the book's name.",
        ),
        field("read_role", Kind::Text, "The role that may read the views."),
    ],
};

/// `[publish.ratings]` of `claimbook.toml`.
pub static RATINGS: TableShape = TableShape {
    name: "publish.ratings",
    noun: "table",
    doc: "Your scale: what you call each ruling, and its number. The greatest number is the best, the smallest the worst.",
    fields: &[
        field("confirmed", Kind::Table(&HOUSE_RATING), "It is so."),
        field("refuted", Kind::Table(&HOUSE_RATING), "It is not so."),
        field("contested", Kind::Table(&HOUSE_RATING), "It is disputed."),
        field(
            "misleading",
            Kind::Table(&HOUSE_RATING),
            "Its words give a wrong picture.",
        ),
        field(
            "outdated",
            Kind::Table(&HOUSE_RATING),
            "It was so, and no longer is.",
        ),
        field(
            "unverifiable",
            Kind::Table(&HOUSE_RATING),
            "Nobody can check it with what is available.",
        ),
        field(
            "withdrawn",
            Kind::Table(&HOUSE_RATING),
            "Whoever made it took it back.",
        ),
    ],
};

/// `confirmed = { … }` and its like, of `[publish.ratings]`.
pub static HOUSE_RATING: TableShape = TableShape {
    name: "publish.ratings.STATUS",
    noun: "rating",
    doc: "What you call a ruling, and its number.",
    fields: &[
        field("value", Kind::Number(i64::MIN, i64::MAX), "Its number."),
        field("name", Kind::Text, "What you call it: `Mostly false`."),
    ],
};

/// Every table of `claimbook.toml` below [`CONFIG`], in the order of the reference.
pub static CONFIG_TABLES: &[&TableShape] = &[
    &BOOK,
    &POLICY,
    &LAYOUT,
    &USER,
    &PUBLISH,
    &RATINGS,
    &HOUSE_RATING,
    &POSTGRES,
    &LEXICON,
    &ENGLISH_WORDS,
];
