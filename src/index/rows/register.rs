//! Sources, parties and articles in answers.

use crate::domain::article::ArticleState;
use crate::domain::evidence::Stance;
use crate::domain::party::{PartyKind, Reliability};
use crate::domain::source::SourceKind;
use crate::domain::status::{Derived, Status};
use crate::index::rows::PartyName;
use serde::Serialize;

/// A source, as `source list` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceRow {
    /// Unique id.
    pub id: String,
    /// A short title.
    pub title: String,
    /// Who published it.
    pub publisher: Option<PartyName>,
    /// What sort of thing it is.
    pub kind: Option<SourceKind>,
    /// When it was published.
    pub published: Option<String>,
    /// Its web address; an offline one has none.
    pub url: Option<String>,
    /// Whose statement it carries.
    pub voice: Option<PartyName>,
    /// The sources that it repeats.
    pub derived_from: Vec<String>,
    /// The path to the origin ends here, even if it also quotes others.
    pub own_reporting: bool,
    /// When it was retracted.
    pub retracted: Option<String>,
    /// Whether it is retracted on a day after today, so that the retraction has no effect yet.
    pub retraction_pending: bool,
    /// Only internal reports and exports show it.
    pub confidential: bool,
    /// How many claims cite it directly.
    pub claims: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// A source with everything about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceDetail {
    /// What the listing says.
    #[serde(flatten)]
    pub source: SourceRow,
    /// Who wrote it.
    pub author: Option<String>,
    /// When the desk read it.
    pub accessed: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// A kept copy inside the book.
    pub kept: Option<String>,
    /// The kept copy's digest.
    pub sha256: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// The desk's note.
    pub note: Option<String>,
    /// What other programs call it.
    pub refs: Vec<String>,
    /// What it derives from: one step of lineage each, from this source to its origins, parents before their own.
    pub lineage: Vec<Step>,
    /// What derives from it, directly.
    pub repeated_by: Vec<String>,
    /// The claims that cite it or rest on it through others.
    pub cited: Vec<Citation>,
    /// The claims whose derived status would change without it.
    pub matters_to: Vec<StatusChange>,
}

/// One step of lineage: a source and one that it repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The source.
    pub source: String,
    /// The source that it repeats.
    pub parent: String,
    /// The parent's title; none when the book does not define it.
    pub title: Option<String>,
}

/// A claim that cites a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// Id of the claim.
    pub claim: String,
    /// The statement.
    pub text: String,
    /// The status shown.
    pub status: Status,
    /// Which way the source points; none if the claim rests on it only through others.
    pub stance: Option<Stance>,
}

/// A claim whose derived status would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// Id of the claim.
    pub claim: String,
    /// The derived status now.
    pub from: Derived,
    /// The derived status without the source.
    pub to: Derived,
}

/// A claim whose status or counts a change of the book changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// Id of the claim.
    pub claim: String,
    /// The status shown before.
    pub from: Status,
    /// The status shown after. If it is the same, a count or another status differs.
    pub to: Status,
}

/// A party, as `party list` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyRow {
    /// Unique id.
    pub id: String,
    /// The name that readers see.
    pub name: String,
    /// Other names that a field may use for it.
    pub aliases: Vec<String>,
    /// The domains at which it publishes.
    pub domains: Vec<String>,
    /// What sort of party it is.
    pub kind: Option<PartyKind>,
    /// What it is part of.
    pub part_of: Option<PartyName>,
    /// Its house: the top of the chain of what it is part of.
    pub house: PartyName,
    /// How reliable it is as a publisher.
    pub reliability: Option<Reliability>,
    /// The parties whose side it takes.
    pub interests: Vec<PartyName>,
    /// Only internal reports and exports show it.
    pub confidential: bool,
    /// What other programs call it.
    pub refs: Vec<String>,
    /// How many claims it speaks itself.
    pub claims: u64,
    /// How many sources it published.
    pub sources: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// An article, as `show` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Unique id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Who published it.
    pub publisher: Option<PartyName>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its web address; an offline one has none.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When the desk read it.
    pub accessed: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// The text that its claims are anchored in, inside the book.
    pub kept: Option<String>,
    /// The file that the text comes from, inside the book.
    pub original: Option<String>,
    /// The digest of the original, or of the text if there is no original.
    pub sha256: Option<String>,
    /// How far it has come.
    pub state: ArticleState,
    /// The passages that are not claims.
    pub skip: Vec<SkipAnswer>,
    /// How many claims appear in it.
    pub claims: u64,
    /// Its file, as a path inside the book.
    pub file: String,
    /// The line of its header, from 1.
    pub line: u32,
}

/// A passage of an article that is not a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SkipAnswer {
    /// Exact words in the article.
    pub quote: String,
    /// Why it is not a claim.
    pub reason: String,
}
