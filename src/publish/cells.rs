//! A claim as rows of the tables, and its digest. The digest covers exactly the cells that are written, so two claims with one
//! digest have the same rows.

use crate::answer::published::{PublicClaim, PublicEvidence};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;

/// The version of the tables and of the digest. Raise it if either changes; then the next run writes every claim again.
pub(super) const LAYOUT: i32 = 1;

/// A cell; none is null.
pub(super) type SentCell<'c> = Option<Cow<'c, str>>;

/// A column of a table. Its cells travel as texts.
pub(super) struct SentColumn {
    pub(super) name: &'static str,
    /// What the server makes of the text; none: nothing.
    cast: Option<&'static str>,
}

impl SentColumn {
    const fn text(name: &'static str) -> Self {
        Self { name, cast: None }
    }

    const fn cast(name: &'static str, cast: &'static str) -> Self {
        let cast = Some(cast);
        Self { name, cast }
    }

    /// The value of the column in a row of texts called `new`.
    pub(super) fn value(&self) -> String {
        let cast = self
            .cast
            .map_or_else(String::new, |cast| format!("::{cast}"));
        format!("new.{}{cast}", self.name)
    }
}

/// The columns of `claim`, after `book`. The digest is the last one.
pub(super) const CLAIM: &[SentColumn] = &[
    SentColumn::text("id"),
    SentColumn::text("article"),
    SentColumn::text("article_title"),
    SentColumn::text("article_url"),
    SentColumn::text("text"),
    SentColumn::text("speaker"),
    SentColumn::text("attribution"),
    SentColumn::text("caveat"),
    SentColumn::text("kind"),
    SentColumn::text("said_on"),
    SentColumn::text("status"),
    SentColumn::text("derived_status"),
    SentColumn::text("attribution_status"),
    SentColumn::text("flags"),
    SentColumn::cast("support_possible", "integer"),
    SentColumn::cast("support_established", "integer"),
    SentColumn::cast("refute_possible", "integer"),
    SentColumn::cast("refute_established", "integer"),
    SentColumn::cast("at_least", "boolean"),
    SentColumn::text("ruled_by"),
    SentColumn::text("ruled_on"),
    SentColumn::text("reason"),
    SentColumn::text("digest"),
];

/// The columns of `evidence`, after `book`.
pub(super) const EVIDENCE: &[SentColumn] = &[
    SentColumn::text("claim"),
    SentColumn::cast("position", "integer"),
    SentColumn::text("stance"),
    SentColumn::text("about"),
    SentColumn::text("source"),
    SentColumn::text("title"),
    SentColumn::text("publisher"),
    SentColumn::text("voice"),
    SentColumn::text("url"),
    SentColumn::text("published"),
    SentColumn::text("retracted"),
    SentColumn::cast("credibility", "integer"),
    SentColumn::text("quote"),
    SentColumn::text("translation"),
    SentColumn::text("locator"),
    SentColumn::text("added"),
];

/// The cells of a claim, in the order of [`CLAIM`], without the digest.
pub(super) fn of_claim(claim: &PublicClaim) -> [SentCell<'_>; CLAIM.len() - 1] {
    let PublicClaim {
        id,
        article,
        article_title,
        article_url,
        text,
        speaker,
        attribution,
        caveat,
        kind,
        said_on,
        status,
        derived_status,
        attribution_status,
        flags,
        support,
        refute,
        at_least,
        ruling,
        evidence: _,
    } = claim;
    let [by, on, reason] = match ruling {
        Some([by, on, reason]) => [said(by), said(on), said(reason)],
        None => [const { None }; 3],
    };
    [
        said(id),
        maybe(article.as_deref()),
        maybe(article_title.as_deref()),
        maybe(article_url.as_deref()),
        said(text),
        maybe(speaker.as_deref()),
        maybe(attribution.as_deref()),
        maybe(caveat.as_deref()),
        word(*kind),
        maybe(said_on.as_deref()),
        word(Some(status)),
        word(Some(derived_status)),
        word(*attribution_status),
        said(flags),
        number(Some(support.0)),
        number(Some(support.1)),
        number(Some(refute.0)),
        number(Some(refute.1)),
        word(Some(if *at_least { "true" } else { "false" })),
        by,
        on,
        reason,
    ]
}

/// The cells of an evidence row, in the order of [`EVIDENCE`].
pub(super) fn of_evidence<'c>(
    claim: &'c str,
    position: usize,
    row: &'c PublicEvidence,
) -> [SentCell<'c>; EVIDENCE.len()] {
    let PublicEvidence {
        stance,
        about,
        source,
        title,
        publisher,
        voice,
        url,
        published,
        retracted,
        credibility,
        quote,
        translation,
        locator,
        added,
    } = row;
    [
        said(claim),
        number(Some(position)),
        word(Some(stance)),
        word(Some(about)),
        maybe(source.as_deref()),
        maybe(title.as_deref()),
        maybe(publisher.as_deref()),
        maybe(voice.as_deref()),
        maybe(url.as_deref()),
        maybe(published.as_deref()),
        maybe(retracted.as_deref()),
        number(*credibility),
        maybe(quote.as_deref()),
        maybe(translation.as_deref()),
        maybe(locator.as_deref()),
        maybe(added.as_deref()),
    ]
}

/// The server cannot store NUL, so it gets the character for what cannot be shown.
fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn said(text: &str) -> SentCell<'_> {
    maybe(Some(text))
}

fn maybe(text: Option<&str>) -> SentCell<'_> {
    Some(shown(text?))
}

fn word(word: Option<&'static str>) -> SentCell<'static> {
    Some(Cow::Borrowed(word?))
}

fn number<N: ToString>(number: Option<N>) -> SentCell<'static> {
    Some(Cow::Owned(number?.to_string()))
}

/// The digest of a claim and its evidence, in hexadecimal digits.
pub(super) fn digest(claim: &PublicClaim) -> String {
    let mut hash = Sha256::new();
    hash.update(LAYOUT.to_le_bytes());
    feed(&mut hash, &of_claim(claim));
    for (position, row) in claim.evidence.iter().enumerate() {
        feed(&mut hash, &of_evidence(&claim.id, position, row));
    }
    let mut digits = String::with_capacity(64);
    for byte in hash.finalize() {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Each cell with its length before it, so that no two lists of cells look alike.
fn feed(hash: &mut Sha256, cells: &[SentCell<'_>]) {
    for cell in cells {
        match cell {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_le_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
}
