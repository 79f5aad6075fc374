//! The format of a book's files, described once.
//!
//! Parsing, the JSON Schema and the tables of `docs/format.md` all come from these shapes, so that they cannot differ.
//! A key `extra` is allowed in every table, with any value, and is left alone.

use crate::domain::claim::ClaimKind;
use crate::domain::claim::EvidenceOffered;
use crate::domain::claim::Outcome;
use crate::domain::evidence::About;
use crate::domain::evidence::Stance;
use crate::domain::party::PartyKind;
use crate::domain::party::Reliability;
use crate::domain::ruling::RulingStatus;
use crate::domain::source::SourceKind;

/// The key that every table may hold, with any value, for whatever else people and their tools want to keep.
pub const EXTRA: &str = "extra";

/// What a field's value must be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An id: lower-case words joined by `-`.
    Id,
    /// A text that must not be blank.
    Text,
    /// A text that may be left blank, and then says nothing.
    Note,
    /// A path inside the book, with `/` between its parts.
    Path,
    /// A list of texts, none of them blank.
    Texts,
    /// A date as coarse as is known.
    Date,
    /// A whole number from the first to the second, both included.
    Number(i64, i64),
    /// `true` or `false`.
    Flag,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// A SHA-256 digest: 64 hexadecimal digits.
    Digest,
    /// One table.
    Table(&'static TableShape),
    /// A list of tables.
    Tables(&'static TableShape),
    /// A table whose keys are free, each holding one word of a closed list.
    Levels(&'static [&'static str]),
}

/// One field of a table.
#[derive(Clone, Copy, Debug)]
pub struct FieldShape {
    /// Its key.
    pub name: &'static str,
    /// What its value must be.
    pub kind: Kind,
    /// Whether a record without it is left out.
    pub required: bool,
    /// What it means, as one line of the reference.
    pub doc: &'static str,
}

/// One table of the format.
#[derive(Debug)]
pub struct TableShape {
    /// The table's path, as it stands in a header: `claim.evidence`.
    pub name: &'static str,
    /// What one such table is called in a sentence: `evidence row`.
    pub noun: &'static str,
    /// What it is, as one line of the reference.
    pub doc: &'static str,
    /// Every table of the file that it is one of, in the order of the reference.
    pub family: &'static [&'static TableShape],
    /// Its fields, in the order of the reference.
    pub fields: &'static [FieldShape],
}

impl TableShape {
    /// The last part of its path: the key under which it stands in its owner.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The position of a field, for the slots of a record read by this shape.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static FieldShape> {
        self.fields.iter().find(|field| field.name == name)
    }
}

pub(crate) const fn field(name: &'static str, kind: Kind, doc: &'static str) -> FieldShape {
    FieldShape {
        name,
        kind,
        required: false,
        doc,
    }
}

const fn required(name: &'static str, kind: Kind, doc: &'static str) -> FieldShape {
    FieldShape {
        name,
        kind,
        required: true,
        doc,
    }
}

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
            "The article that the file's claims stand in.",
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
    doc: "What is being checked: the article that the file's claims stand in.",
    family: TABLES,
    fields: &[
        field(
            "id",
            Kind::Id,
            "Its id. Left out: the file's name without `.toml`.",
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
        field("accessed", Kind::Date, "When the desk read it."),
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
    doc: "Whoever speaks, publishes, or has an interest.",
    family: TABLES,
    fields: &[
        required("id", Kind::Id, "Its id."),
        required("name", Kind::Text, "Its name, as a reader should see it."),
        field(
            "aliases",
            Kind::Texts,
            "Other names for it. Wherever a party is named, id, name or alias will do.",
        ),
        field(
            "kind",
            Kind::Word(PartyKind::WORDS),
            "What sort of party it is.",
        ),
        field(
            "part_of",
            Kind::Text,
            "Its owner, government or parent body: parties with one top are one voice.",
        ),
        field(
            "reliability",
            Kind::Word(Reliability::WORDS),
            "How reliable it is as a publisher, on the Admiralty code's scale: A is best, F cannot be judged.",
        ),
        field("interests", Kind::Texts, "The parties whose side it takes."),
        field(
            "confidential",
            Kind::Flag,
            "Kept out of reports and exports unless they are internal.",
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
        required("id", Kind::Id, "Its id."),
        required("title", Kind::Text, "Its title, short."),
        field("author", Kind::Note, "Who wrote it."),
        field(
            "publisher",
            Kind::Text,
            "Who published it: a party's id, name or alias, or free text.",
        ),
        field("url", Kind::Note, "Its address; a source may be off line."),
        field("published", Kind::Date, "When it was published."),
        field("accessed", Kind::Date, "When the desk read it."),
        field("archive", Kind::Note, "The address of an archived copy."),
        field(
            "file",
            Kind::Path,
            "A kept copy, as a path inside the book.",
        ),
        field("sha256", Kind::Digest, "The kept copy's SHA-256 digest."),
        field(
            "kind",
            Kind::Word(SourceKind::WORDS),
            "What sort of thing it is.",
        ),
        field(
            "voice",
            Kind::Text,
            "Whose statement it carries, if that is not the publisher's own.",
        ),
        field(
            "derived_from",
            Kind::Texts,
            "The sources, by id, that it repeats: the road to its origin.",
        ),
        field(
            "own_reporting",
            Kind::Flag,
            "Its own work: the road ends here, whatever it also quotes.",
        ),
        field("interests", Kind::Texts, "The parties whose side it takes."),
        field("language", Kind::Note, "Its language, as a BCP 47 tag."),
        field("retracted", Kind::Date, "When it was retracted."),
        field(
            "confidential",
            Kind::Flag,
            "Kept out of reports and exports unless they are internal.",
        ),
        field("note", Kind::Note, "A note of the desk's."),
    ],
};

/// `[[claim]]`.
pub static CLAIM: TableShape = TableShape {
    name: "claim",
    noun: "claim",
    doc: "One checkable statement of the article.",
    family: TABLES,
    fields: &[
        required("id", Kind::Id, "Its id."),
        required(
            "text",
            Kind::Text,
            "The statement, in the checker's own words.",
        ),
        field(
            "speaker",
            Kind::Text,
            "Who says it: a party's id, name or alias, or free text. Left out: the article says it in its own voice.",
        ),
        field(
            "attribution",
            Kind::Note,
            "The article's words that pin it on somebody.",
        ),
        field("caveat", Kind::Note, "The article's words of doubt."),
        field(
            "evidence_offered",
            Kind::Word(EvidenceOffered::WORDS),
            "What the speaker brought for it.",
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
            "The article's section that it stands in.",
        ),
        field(
            "paragraph",
            Kind::Number(1, u32::MAX as i64),
            "The paragraph of the article.",
        ),
        field("quote", Kind::Note, "Exact words in the article."),
        field("tags", Kind::Texts, "Words of the desk's to find it by."),
        field(
            "accuses",
            Kind::Texts,
            "The parties that it accuses: their answer is owed.",
        ),
        field("concerns", Kind::Texts, "Other parties with a stake."),
        field("denies", Kind::Texts, "The claims, by id, that it denies."),
        field(
            "contradicts",
            Kind::Texts,
            "The claims, by id, that it contradicts; this holds both ways.",
        ),
        field(
            "repeats",
            Kind::Texts,
            "The claims, by id, that it repeats.",
        ),
        field(
            "needs_origins",
            Kind::Number(1, 9),
            "How many independent origins corroborate it. Left out: as many as the book's policy says.",
        ),
        field(
            "recheck_by",
            Kind::Date,
            "When it should be looked at again.",
        ),
        field(
            "short",
            Kind::Note,
            "A wording of at most 75 characters, for ClaimReview.",
        ),
        field(
            "confidential",
            Kind::Flag,
            "Kept out of reports and exports unless they are internal.",
        ),
        field("allow", Kind::Tables(&ALLOW), "Exceptions to the linter."),
        field(
            "evidence",
            Kind::Tables(&EVIDENCE),
            "What sources say of it.",
        ),
        field(
            "asked",
            Kind::Tables(&ASKED),
            "Questions put to those it accuses: the right of reply.",
        ),
        field(
            "searched",
            Kind::Tables(&SEARCHED),
            "Searches behind \"no evidence\" and \"does not exist\".",
        ),
        field(
            "ruling",
            Kind::Tables(&RULING),
            "Judgements passed on it; the newest stands.",
        ),
    ],
};

/// `allow = [{ … }]` of a claim.
pub static ALLOW: TableShape = TableShape {
    name: "claim.allow",
    noun: "exception",
    doc: "An exception to the linter, with its reason.",
    family: TABLES,
    fields: &[
        required("code", Kind::Text, "The diagnostic's code."),
        required("reason", Kind::Text, "Why it does not apply here."),
    ],
};

/// `[[claim.evidence]]`.
pub static EVIDENCE: TableShape = TableShape {
    name: "claim.evidence",
    noun: "evidence row",
    doc: "What one source says of the claim.",
    family: TABLES,
    fields: &[
        required("source", Kind::Text, "The source, by id."),
        required(
            "stance",
            Kind::Word(Stance::WORDS),
            "How it stands to the claim.",
        ),
        field(
            "about",
            Kind::Word(About::WORDS),
            "Which question it answers: is it so (`content`, where left out), or did they say it (`attribution`).",
        ),
        field(
            "via",
            Kind::Texts,
            "When the source mixes several: the parents, by id, that this passage rests on.",
        ),
        field(
            "credibility",
            Kind::Number(1, 6),
            "Credibility of this item on the Admiralty code's scale: 1 is confirmed, 6 cannot be judged.",
        ),
        field("quote", Kind::Note, "Exact words of the source."),
        field(
            "locator",
            Kind::Note,
            "Where in the source: page, table, minute.",
        ),
        field(
            "translation",
            Kind::Note,
            "The quote in the desk's language.",
        ),
        field("note", Kind::Note, "A note of the desk's."),
        field("by", Kind::Text, "Who added it."),
        field("added", Kind::Date, "When it was added."),
    ],
};

/// `[[claim.asked]]`.
pub static ASKED: TableShape = TableShape {
    name: "claim.asked",
    noun: "question",
    doc: "A question put to a party that the claim accuses: the right of reply.",
    family: TABLES,
    fields: &[
        required(
            "of",
            Kind::Text,
            "The party asked: its id, name or alias, or free text.",
        ),
        field("on", Kind::Date, "When it was asked."),
        field("due", Kind::Date, "When the answer is due."),
        field("outcome", Kind::Word(Outcome::WORDS), "What came of it."),
        field("note", Kind::Note, "A note of the desk's."),
    ],
};

/// `[[claim.searched]]`.
pub static SEARCHED: TableShape = TableShape {
    name: "claim.searched",
    noun: "search",
    doc: "A search behind \"no evidence\" or \"does not exist\".",
    family: TABLES,
    fields: &[
        required("where", Kind::Text, "Where was searched."),
        field("on", Kind::Date, "When."),
        field("by", Kind::Text, "By whom."),
        field("terms", Kind::Note, "For which words."),
    ],
};

/// `[[claim.ruling]]`.
pub static RULING: TableShape = TableShape {
    name: "claim.ruling",
    noun: "ruling",
    doc: "A person's judgement; append-only. The newest stands; of equal dates the last.",
    family: TABLES,
    fields: &[
        required("status", Kind::Word(RulingStatus::WORDS), "What was ruled."),
        required("on", Kind::Date, "When."),
        required("by", Kind::Text, "By whom."),
        required("reason", Kind::Text, "Why."),
        field(
            "rating",
            Kind::Table(&RATING),
            "A number, only for ClaimReview.",
        ),
    ],
};

/// `rating = { … }` of a ruling.
pub static RATING: TableShape = TableShape {
    name: "claim.ruling.rating",
    noun: "rating",
    doc: "A number for ClaimReview; whole numbers, negative ones too.",
    family: TABLES,
    fields: &[
        required(
            "value",
            Kind::Number(i64::MIN, i64::MAX),
            "The rating given.",
        ),
        required(
            "best",
            Kind::Number(i64::MIN, i64::MAX),
            "The best that could be given.",
        ),
        required(
            "worst",
            Kind::Number(i64::MIN, i64::MAX),
            "The worst that could be given.",
        ),
    ],
};

/// Every table of a claims file below [`FILE`], in the order of the reference.
pub static TABLES: &[&TableShape] = &[
    &ARTICLE, &PARTY, &SOURCE, &CLAIM, &EVIDENCE, &ASKED, &SEARCHED, &RULING, &RATING, &ALLOW,
];
