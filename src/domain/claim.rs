//! Claims: one checkable statement each.

use crate::domain::date::Date;
use crate::domain::evidence::{Evidence, EvidenceCore, EvidenceWords};
use crate::domain::id::Id;
use crate::domain::ruling::{Ruling, RulingCore, RulingWords, standing_position};
use crate::domain::words::words;

words! {
    /// What sort of statement a claim is.
    ClaimKind {
        /// Something happened.
        Event = "event",
        /// A number.
        Figure = "figure",
        /// Somebody used these words: what is checked is that they were said.
        Quotation = "quotation",
        /// Somebody holds this: what is checked is that it is held.
        Position = "position",
        /// Somebody did this by saying or signing it: recognises, bans, appoints.
        Act = "act",
        /// What two things or parties have to do with each other.
        Relation = "relation",
        /// One thing brought about another.
        Cause = "cause",
        /// Something will happen. Not checkable.
        Prediction = "prediction",
        /// A judgement of value. Not checkable.
        Opinion = "opinion",
    }
}

impl ClaimKind {
    /// Whether evidence can bear on it at all.
    #[must_use]
    pub fn is_checkable(self) -> bool {
        !matches!(self, Self::Opinion | Self::Prediction)
    }

    /// Whether `quoted` matters: whose words, whose position or whose act it is.
    #[must_use]
    pub fn looks_at_quoted(self) -> bool {
        matches!(self, Self::Quotation | Self::Position | Self::Act)
    }

    /// Whether what is checked is that it was said: then a speaker's own words are evidence.
    #[must_use]
    pub fn is_speech(self) -> bool {
        matches!(self, Self::Quotation | Self::Position)
    }

    /// Whether the field `quoted` says whose words, position or act it is.
    #[must_use]
    pub fn names_quoted(self) -> bool {
        matches!(self, Self::Quotation | Self::Position | Self::Act)
    }
}

words! {
    /// What the speaker brought for the claim.
    #[cfg_attr(test, derive(Default))]
    EvidenceOffered {
        /// The article does not say.
        #[cfg_attr(test, default)]
        Unknown = "unknown",
        /// The article says that there was none.
        None = "none",
        /// The speaker mentioned evidence.
        Cited = "cited",
        /// The speaker showed evidence.
        Shown = "shown",
    }
}

words! {
    /// What came of asking a party for an answer.
    Outcome {
        /// No answer yet, and it is not yet due.
        Pending = "pending",
        /// No answer came.
        NoReply = "no-reply",
        /// The party would not comment.
        Declined = "declined",
        /// The party answered.
        Replied = "replied",
    }
}

words! {
    /// What a party has to do with a claim.
    StakeKind {
        /// The claim accuses it.
        Accuses = "accuses",
        /// It has another stake in the claim.
        Concerns = "concerns",
    }
}

words! {
    /// What a claim says about another one.
    LinkKind {
        /// It denies it.
        Denies = "denies",
        /// It contradicts it; this works both ways.
        Contradicts = "contradicts",
        /// It repeats it.
        Repeats = "repeats",
    }
}

/// A place where the claim was also made. It is not evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Its address.
    pub url: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub on: Option<Date>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// Exact words of it.
    pub quote: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// A question put to a party that a claim accuses: the right of reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The party asked.
    pub of: String,
    /// When it was asked.
    pub on: Option<Date>,
    /// When the answer is due.
    pub due: Option<Date>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// A note of the desk's.
    pub note: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// A search behind "no evidence" or "does not exist".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// Where was searched.
    pub place: String,
    /// When.
    pub on: Option<Date>,
    /// By whom.
    pub by: Option<String>,
    /// For which words.
    pub terms: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// An exception to the linter, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The diagnostic's code.
    pub code: String,
    /// Why it does not apply here.
    pub reason: String,
}

/// One statement of an article that can be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What the rules of corroboration see.
    pub core: ClaimCore,
    /// Everything else.
    pub words: ClaimWords,
}

/// The part of a claim that the rules of corroboration see: two claims with equal cores get equal counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimCore {
    /// Unique id.
    pub id: Id,
    /// Who says it: a party's id, name or alias, or free text. Without one, the article says it in its own voice.
    pub speaker: Option<String>,
    /// Who is quoted, whose position it is or whose act it is; without one, the speaker.
    pub quoted: Option<String>,
    /// What sort of statement it is.
    pub kind: Option<ClaimKind>,
    /// The parties that it accuses: they are owed a chance to answer.
    pub accuses: Vec<String>,
    /// Other parties with a stake.
    pub concerns: Vec<String>,
    /// How many independent origins corroborate it, 1 to 9; without one, the book's policy decides.
    pub needs_origins: Option<u8>,
    /// The program proposed it; see [`ClaimCore::is_draft`].
    pub draft: bool,
    /// What sources say about it, in the order of the file.
    pub evidence: Vec<EvidenceCore>,
    /// The judgements people made, in the order of the file.
    pub rulings: Vec<RulingCore>,
}

/// The part of a claim that no count depends on: wording, places, dates, and the links to other claims.
///
/// A link reaches the rules only from the other end, as a `Counter` of the claim that it points at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(Default))]
pub struct ClaimWords {
    /// The statement, in the checker's own words.
    pub text: String,
    /// The article's words that attribute it to somebody.
    pub attribution: Option<String>,
    /// The article's words of doubt.
    pub caveat: Option<String>,
    /// What the speaker offered in support.
    pub evidence_offered: EvidenceOffered,
    /// When it was said.
    pub said_on: Option<Date>,
    /// The section of the article.
    pub section: Option<String>,
    /// The paragraph of the article, from 1.
    pub paragraph: Option<u32>,
    /// Exact words in the article.
    pub quote: Option<String>,
    /// The words directly before the quote, if the article has the quote more than once.
    pub prefix: Option<String>,
    /// The words directly after it.
    pub suffix: Option<String>,
    /// The desk's own words to find it by.
    pub tags: Vec<String>,
    /// What other programs call it.
    pub refs: Vec<String>,
    /// The desk's notes.
    pub note: Option<String>,
    /// Who works on it.
    pub assigned: Option<String>,
    /// The claims that it denies.
    pub denies: Vec<String>,
    /// The claims that it contradicts; this works both ways.
    pub contradicts: Vec<String>,
    /// The claims that it repeats.
    pub repeats: Vec<String>,
    /// When somebody should look at it again.
    pub recheck_by: Option<Date>,
    /// A wording of at most 75 characters, for `ClaimReview`.
    pub short: Option<String>,
    /// Left out of reports and exports that are not internal.
    pub confidential: bool,
    /// Exceptions to the linter.
    pub allow: Vec<Exception>,
    /// The words of each row in [`ClaimCore::evidence`], in the same order.
    pub evidence: Vec<EvidenceWords>,
    /// Where else it was made.
    pub appearances: Vec<Appearance>,
    /// The questions put to the parties that it accuses.
    pub asked: Vec<Asked>,
    /// The searches made for it.
    pub searched: Vec<Searched>,
    /// The words of each ruling in [`ClaimCore::rulings`], in the same order.
    pub rulings: Vec<RulingWords>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// A text that may be missing, as a list.
fn some(text: Option<&String>) -> Vec<&str> {
    text.map(String::as_str).into_iter().collect()
}

impl ClaimWords {
    /// Its own free texts, each with the name of its field. The texts of its rows are not among them.
    ///
    /// A new field does not compile until somebody says here whether it is free text.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, Vec<&str>)> {
        let Self {
            text,
            attribution,
            caveat,
            section,
            quote,
            prefix,
            suffix,
            short,
            tags,
            refs,
            note,
            assigned,
            evidence_offered: _,
            said_on: _,
            paragraph: _,
            denies: _,
            contradicts: _,
            repeats: _,
            recheck_by: _,
            confidential: _,
            allow: _,
            evidence: _,
            appearances: _,
            asked: _,
            searched: _,
            rulings: _,
            line: _,
        } = self;
        vec![
            ("text", vec![text.as_str()]),
            ("attribution", some(attribution.as_ref())),
            ("caveat", some(caveat.as_ref())),
            ("section", some(section.as_ref())),
            ("quote", some(quote.as_ref())),
            ("prefix", some(prefix.as_ref())),
            ("suffix", some(suffix.as_ref())),
            ("short", some(short.as_ref())),
            ("tags", tags.iter().map(String::as_str).collect()),
            ("refs", refs.iter().map(String::as_str).collect()),
            ("note", some(note.as_ref())),
            ("assigned", some(assigned.as_ref())),
        ]
    }
}

impl ClaimCore {
    /// Whether it is a proposal that nobody has read yet. A ruling shows that somebody has.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.draft && standing_position(&self.rulings).is_none()
    }
}

impl Claim {
    /// Its evidence rows, core and words side by side, in the order of the file.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = Evidence<'_>> + DoubleEndedIterator {
        let rows = self.core.evidence.iter().zip(&self.words.evidence);
        rows.map(|(core, words)| Evidence { core, words })
    }

    /// Its rulings, core and words side by side, in the order of the file.
    pub fn rulings(&self) -> impl ExactSizeIterator<Item = Ruling<'_>> + DoubleEndedIterator {
        let rulings = self.core.rulings.iter().zip(&self.words.rulings);
        rulings.map(|(core, words)| Ruling { core, words })
    }

    /// The ruling that applies.
    #[must_use]
    pub fn standing_ruling(&self) -> Option<Ruling<'_>> {
        self.rulings().nth(standing_position(&self.core.rulings)?)
    }
}
