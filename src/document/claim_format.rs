//! The format of a claim and its rows, as `format` describes the other tables of a book's files.

use crate::document::shape::{Kind, REFS, TableShape, field, required};
use crate::domain::claim::{ClaimKind, EvidenceOffered, Outcome};
use crate::domain::evidence::{About, Stance};
use crate::domain::ruling::RulingStatus;

/// `[[claim]]`.
pub static CLAIM: TableShape = TableShape {
    name: "claim",
    noun: "claim",
    doc: "One statement of the article that can be checked.",
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
        field(
            "prefix",
            Kind::Note,
            "The words directly before the quote, if the article has the quote more than once.",
        ),
        field(
            "suffix",
            Kind::Note,
            "The words directly after the quote, if the article has the quote more than once.",
        ),
        field("tags", Kind::Texts, "Your own words to find it by."),
        field("refs", Kind::Texts, REFS),
        field(
            "note",
            Kind::Note,
            "Your notes. Only internal reports show them.",
        ),
        field(
            "assigned",
            Kind::Text,
            "Who works on it. Only internal reports show it.",
        ),
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
        field(
            "draft",
            Kind::Flag,
            "claimbook proposed it and nobody has read it yet. It is in no report and no export, and does not count against other claims. A ruling removes it.",
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
            "appearance",
            Kind::Tables(&APPEARANCE),
            "Where else it was made.",
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

/// `[[claim.appearance]]`.
pub static APPEARANCE: TableShape = TableShape {
    name: "claim.appearance",
    noun: "appearance",
    doc: "Where else the claim was made. An appearance is not evidence.",
    fields: &[
        required("url", Kind::Text, "Its address."),
        field(
            "publisher",
            Kind::Text,
            "Who published it: a party's id, name or alias, or free text.",
        ),
        field("on", Kind::Date, "When it was published."),
        field("archive", Kind::Note, "The address of an archived copy."),
        field("quote", Kind::Note, "Exact words of it."),
    ],
};

/// `[[claim.asked]]`.
pub static ASKED: TableShape = TableShape {
    name: "claim.asked",
    noun: "question",
    doc: "A question to a party that the claim accuses: the right of reply.",
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
            "wording",
            Kind::Note,
            "The first 8 hex digits of the SHA-256 digest of the claim's text, folded as names are, without punctuation. `rule` writes it.",
        ),
        field("url", Kind::Note, "Where you published the ruling."),
        field(
            "verdict",
            Kind::Note,
            "Your house's own words for the ruling: `Half true`.",
        ),
        field(
            "language",
            Kind::Note,
            "The language of the ruling, as a BCP 47 tag.",
        ),
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
