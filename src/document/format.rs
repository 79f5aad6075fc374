//! The format of a book's files, described in one place.
//!
//! The parser, the JSON Schema and the tables of `docs/format.md` all come from these shapes, so they cannot differ.

use crate::document::shape::{field, required};
use crate::domain::claim::{ClaimKind, EvidenceOffered, Outcome};
use crate::domain::evidence::{About, Stance};
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceKind;

pub use crate::document::shape::{FieldShape, Kind, TableShape};

/// A key that every table can hold, with any value, for what people and their tools want to keep beside the format.
pub const EXTRA: &str = "extra";

/// A whole file.
pub static FILE: TableShape = TableShape {
    name: "",
    noun: "file",
    doc: "Any mix of the tables below. Ids are unique in the whole book.",
    family: TABLES,
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
    family: TABLES,
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
            "A local copy, as a path inside the book.",
        ),
    ],
};

/// `[[party]]`.
pub static PARTY: TableShape = TableShape {
    name: "party",
    noun: "party",
    doc: "Anyone who speaks, publishes, or has an interest.",
    family: TABLES,
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
            "The domains at which it publishes: `un.org` means every address at un.org and below it.",
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
    ],
};

/// `[[source]]`.
pub static SOURCE: TableShape = TableShape {
    name: "source",
    noun: "source",
    doc: "Something that bears on claims.",
    family: TABLES,
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
    ],
};

/// `[[claim]]`.
pub static CLAIM: TableShape = TableShape {
    name: "claim",
    noun: "claim",
    doc: "One statement of the article that can be checked.",
    family: TABLES,
    fields: &[
        required("id", Kind::Id, "Its id, unique in the whole book."),
        required("text", Kind::Text, "The statement, in your own words."),
        field(
            "speaker",
            Kind::Text,
            "Who says it: a party's id, name or alias, or free text. Default: the article says it in its own voice.",
        ),
        field(
            "quoted",
            Kind::Text,
            "For a quotation, a position or an act: who is quoted, who holds it or who does it. Default: the speaker.",
        ),
        field(
            "attribution",
            Kind::Note,
            "The article's words that attribute it to somebody.",
        ),
        field("caveat", Kind::Note, "The article's words of doubt."),
        field(
            "evidence_offered",
            Kind::Word(EvidenceOffered::WORDS),
            "What the speaker offered in support.",
        ),
        field(
            "kind",
            Kind::Word(ClaimKind::WORDS),
            "What sort of statement it is.",
        ),
        field("said_on", Kind::Date, "When it was said."),
        field(
            "section",
            Kind::Note,
            "The section of the article that it appears in.",
        ),
        field(
            "paragraph",
            Kind::Number(1, u32::MAX as i64),
            "The paragraph of the article that it appears in.",
        ),
        field("quote", Kind::Note, "Exact words of the article."),
        field("tags", Kind::Texts, "Your own words to find it by."),
        field(
            "accuses",
            Kind::Texts,
            "The parties that it accuses. You owe them a chance to answer.",
        ),
        field("concerns", Kind::Texts, "Other parties with a stake."),
        field(
            "denies",
            Kind::Texts,
            "The ids of the claims that it denies.",
        ),
        field(
            "contradicts",
            Kind::Texts,
            "The ids of the claims that it contradicts. This works both ways.",
        ),
        field(
            "repeats",
            Kind::Texts,
            "The ids of the claims that it repeats.",
        ),
        field(
            "needs_origins",
            Kind::Number(1, 9),
            "How many independent origins corroborate it. Default: what the book's policy says.",
        ),
        field("recheck_by", Kind::Date, "When you want to check it again."),
        field(
            "short",
            Kind::Note,
            "A wording of at most 75 characters, for ClaimReview.",
        ),
        field(
            "confidential",
            Kind::Flag,
            "Keeps it out of reports and exports unless you ask for it with `--internal`.",
        ),
        field("allow", Kind::Tables(&ALLOW), "Exceptions to the linter."),
        field(
            "evidence",
            Kind::Tables(&EVIDENCE),
            "What sources say about it.",
        ),
        field(
            "asked",
            Kind::Tables(&ASKED),
            "Questions to the parties that it accuses: the right of reply.",
        ),
        field(
            "searched",
            Kind::Tables(&SEARCHED),
            "Searches behind \"no evidence\" and \"does not exist\".",
        ),
        field(
            "ruling",
            Kind::Tables(&RULING),
            "People's judgements on it. The newest one applies.",
        ),
    ],
};

/// `allow = [{ … }]` of a claim.
pub static ALLOW: TableShape = TableShape {
    name: "claim.allow",
    noun: "exception",
    doc: "An exception to the linter, with a reason.",
    family: TABLES,
    fields: &[
        required("code", Kind::Text, "The code of the diagnostic."),
        required("reason", Kind::Text, "Why it does not apply here."),
    ],
};

/// `[[claim.evidence]]`.
pub static EVIDENCE: TableShape = TableShape {
    name: "claim.evidence",
    noun: "evidence row",
    doc: "What one source says about the claim.",
    family: TABLES,
    fields: &[
        required("source", Kind::Text, "The id of the source."),
        required(
            "stance",
            Kind::Word(Stance::WORDS),
            "What it does for or against the claim.",
        ),
        field(
            "about",
            Kind::Word(About::WORDS),
            "Which question it answers: is it so (`content`, the default), or did they say it (`attribution`)?",
        ),
        field(
            "via",
            Kind::Texts,
            "If the source mixes several others: the ids of those that this passage rests on.",
        ),
        field(
            "voice",
            Kind::Text,
            "Whose word this passage is, if it is not the source's own: a party's id, name or alias, or free text.",
        ),
        field(
            "credibility",
            Kind::Number(1, 6),
            "How credible this item is, on the Admiralty scale: 1 means confirmed, 6 means that you cannot judge it.",
        ),
        field("quote", Kind::Note, "Exact words of the source."),
        field(
            "locator",
            Kind::Note,
            "Where in the source: a page, a table, a minute.",
        ),
        field("translation", Kind::Note, "The quote in your language."),
        field("note", Kind::Note, "Your notes."),
        field("by", Kind::Text, "Who added it."),
        field("added", Kind::Date, "When they added it."),
    ],
};

/// `[[claim.asked]]`.
pub static ASKED: TableShape = TableShape {
    name: "claim.asked",
    noun: "question",
    doc: "A question to a party that the claim accuses: the right of reply.",
    family: TABLES,
    fields: &[
        required(
            "of",
            Kind::Text,
            "Whom you asked: a party's id, name or alias, or free text.",
        ),
        field("on", Kind::Date, "When you asked."),
        field("due", Kind::Date, "When the answer is due."),
        field("outcome", Kind::Word(Outcome::WORDS), "What the party did."),
        field("note", Kind::Note, "Your notes."),
    ],
};

/// `[[claim.searched]]`.
pub static SEARCHED: TableShape = TableShape {
    name: "claim.searched",
    noun: "search",
    doc: "A search behind \"no evidence\" or \"does not exist\".",
    family: TABLES,
    fields: &[
        required("where", Kind::Text, "Where you searched."),
        field("on", Kind::Date, "When you searched."),
        field("by", Kind::Text, "Who searched."),
        field("terms", Kind::Note, "The words that you searched for."),
    ],
};

/// `[[claim.ruling]]`.
pub static RULING: TableShape = TableShape {
    name: "claim.ruling",
    noun: "ruling",
    doc: "A person's judgement. The newest one applies. If two have the same date, the last one applies.",
    family: TABLES,
    fields: &[
        required(
            "status",
            Kind::Word(RulingStatus::WORDS),
            "What the person ruled.",
        ),
        required("on", Kind::Date, "When they ruled."),
        required("by", Kind::Text, "Who ruled."),
        required("reason", Kind::Text, "Why they ruled so."),
        field(
            "rating",
            Kind::Table(&RATING),
            "A rating, which only ClaimReview needs.",
        ),
    ],
};

/// `rating = { … }` of a ruling.
pub static RATING: TableShape = TableShape {
    name: "claim.ruling.rating",
    noun: "rating",
    doc: "A rating for ClaimReview, in whole numbers. They can be negative.",
    family: TABLES,
    fields: &[
        required("value", Kind::Number(i64::MIN, i64::MAX), "The rating."),
        required(
            "best",
            Kind::Number(i64::MIN, i64::MAX),
            "The best possible rating.",
        ),
        required(
            "worst",
            Kind::Number(i64::MIN, i64::MAX),
            "The worst possible rating.",
        ),
    ],
};

/// Every table of a claims file below [`FILE`], in the order of the reference.
pub static TABLES: &[&TableShape] = &[
    &ARTICLE, &PARTY, &SOURCE, &CLAIM, &EVIDENCE, &ASKED, &SEARCHED, &RULING, &RATING, &ALLOW,
];
