//! What a desk shows to everybody: each claim with its evidence, without what is confidential. `publish` asks for it.
//!
//! It hides what a report hides (`report/confidential.rs`). Confidential claims and drafts are left out. A source is hidden if it is
//! confidential, or its publisher or its voice is: its row keeps the stance, because a reader could not follow the counts
//! otherwise, and loses everything from which one could guess the source. A confidential party loses its name.
//!
//! Like the mask of a report, this takes every record apart field by field, without `..`. A new field does not compile until
//! somebody decides whether everybody may see it.

use crate::answer::PartyName;
use crate::answer::names::withheld_party;
use crate::answer::report::confidential::WITHHELD_SOURCE;
use crate::domain::claim::ClaimKind;
use crate::domain::date::Date;
use crate::domain::status::{AttributionStatus, Flag};
use crate::index::rows::{ClaimToPublish, EvidenceToPublish, RulingToPublish};
use crate::index::{Index, IndexError};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{SyncSender, sync_channel};

/// A claim as everybody may see it. Statuses and flags are words, and dates are as exact as the book knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicClaim {
    /// Its id.
    pub id: String,
    /// The id of the article that it appears in.
    pub article: Option<String>,
    /// The article's headline.
    pub article_title: Option<String>,
    /// The article's address.
    pub article_url: Option<String>,
    /// The statement.
    pub text: String,
    /// The name of who says it; none if the article says it in its own voice.
    pub speaker: Option<String>,
    /// The article's words that attribute it to somebody.
    pub attribution: Option<String>,
    /// The article's words of doubt.
    pub caveat: Option<String>,
    /// What sort of statement it is.
    pub kind: Option<&'static str>,
    /// When it was said.
    pub said_on: Option<String>,
    /// The status shown.
    pub status: &'static str,
    /// What the evidence gives.
    pub derived_status: &'static str,
    /// Whether the speaker said it.
    pub attribution_status: Option<&'static str>,
    /// Its flags, with a space between them.
    pub flags: String,
    /// Independent origins for it: possible, established.
    pub support: (u32, u32),
    /// Independent origins against it: possible, established.
    pub refute: (u32, u32),
    /// Whether one of these counts is only a lower bound.
    pub at_least: bool,
    /// Who ruled, when, and why.
    pub ruling: Option<[String; 3]>,
    /// Its evidence, in the order of the file.
    pub evidence: Vec<PublicEvidence>,
}

/// An evidence row as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicEvidence {
    /// Whether it is for or against the claim, and how.
    pub stance: &'static str,
    /// The question that it answers.
    pub about: &'static str,
    /// The source's id; none if the source is hidden.
    pub source: Option<String>,
    /// The source's title; none if the book does not define the source.
    pub title: Option<String>,
    /// Who published the source.
    pub publisher: Option<String>,
    /// Whose word the passage is, if it is not the source's own; else whose statement the source carries.
    pub voice: Option<String>,
    /// The source's address.
    pub url: Option<String>,
    /// When the source was published.
    pub published: Option<String>,
    /// When the source was retracted.
    pub retracted: Option<String>,
    /// Admiralty credibility, 1 to 6.
    pub credibility: Option<u8>,
    /// Exact words of the source.
    pub quote: Option<String>,
    /// The quote in the desk's language.
    pub translation: Option<String>,
    /// The place in the source.
    pub locator: Option<String>,
    /// When the row was added.
    pub added: Option<String>,
}

/// How many claims nobody else may see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// They are confidential.
    pub confidential: u64,
    /// claimbook proposed them, and nobody has read them yet.
    pub drafts: u64,
}

/// What is called with each claim. It says whether it has had enough.
pub type EachPublic<'e> = dyn FnMut(PublicClaim) -> ControlFlow<()> + Send + 'e;

/// How many claims go from one thread to the other at once.
const BATCH: usize = 256;

/// How many batches wait for the other thread at most.
const WAITING: usize = 4;

/// Hands over every claim that everybody may see, in the order of the bytes of ids, until `each` has had enough.
///
/// This thread reads the index, and another one calls `each`: reading takes two thirds of the work.
pub fn published(
    index: &Index,
    today: NaiveDate,
    each: &mut EachPublic<'_>,
) -> Result<LeftOut, IndexError> {
    let mask = Mask {
        parties: index.confidential_parties()?,
    };
    let (sender, receiver) = sync_channel::<Vec<ClaimToPublish>>(WAITING);
    std::thread::scope(|scope| {
        let showing = scope.spawn(move || mask.show(receiver.into_iter().flatten(), each));
        read_into(index, today, sender)?;
        let shown = showing.join();
        Ok(shown.unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// Reads every claim into a channel, until nobody listens.
fn read_into(
    index: &Index,
    today: NaiveDate,
    sender: SyncSender<Vec<ClaimToPublish>>,
) -> Result<(), IndexError> {
    let mut batch = Vec::with_capacity(BATCH);
    let mut is_heard = true;
    index.claims_to_publish(today, &mut |claim| {
        batch.push(claim);
        if batch.len() == BATCH {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            is_heard = sender.send(full).is_ok();
        }
        if is_heard {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    // Nobody listens any more if `each` has had enough.
    let _ = sender.send(batch);
    // The other thread waits for more until the channel ends.
    drop(sender);
    Ok(())
}

/// Hides what is confidential.
struct Mask {
    /// The ids of confidential parties.
    parties: BTreeSet<String>,
}

impl Mask {
    /// Calls `each` with the claims that everybody may see, and counts the others.
    fn show(
        &self,
        claims: impl Iterator<Item = ClaimToPublish>,
        each: &mut EachPublic<'_>,
    ) -> LeftOut {
        let mut left_out = LeftOut::default();
        for claim in claims {
            if claim.confidential {
                left_out.confidential += 1;
            } else if claim.flags.contains(&Flag::Draft) {
                left_out.drafts += 1;
            } else if each(self.claim(claim)).is_break() {
                break;
            }
        }
        left_out
    }

    /// The claim as everybody may see it.
    fn claim(&self, claim: ClaimToPublish) -> PublicClaim {
        let ClaimToPublish {
            id,
            text,
            article,
            article_title,
            article_url,
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
            ruling,
            confidential: _,
            evidence,
        } = claim;
        let flags: Vec<&str> = flags.iter().map(|flag| flag.as_str()).collect();
        PublicClaim {
            id,
            article,
            article_title,
            article_url,
            text,
            speaker: self.name(speaker),
            attribution,
            caveat,
            kind: kind.map(ClaimKind::as_str),
            said_on: said_on.map(|date| date.to_string()),
            status: status.as_str(),
            derived_status: derived_status.as_str(),
            attribution_status: attribution_status.map(AttributionStatus::as_str),
            flags: flags.join(" "),
            support: (support.possible, support.established),
            refute: (refute.possible, refute.established),
            at_least: support.at_least || refute.at_least,
            ruling: ruling.map(shown_ruling),
            evidence: evidence.into_iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&self, row: EvidenceToPublish) -> PublicEvidence {
        let EvidenceToPublish {
            source,
            title,
            publisher,
            source_voice,
            url,
            published,
            retracted,
            confidential,
            stance,
            about,
            voice,
            credibility,
            quote,
            translation,
            locator,
            added,
        } = row;
        let hides_source =
            confidential || self.hides(publisher.as_ref()) || self.hides(source_voice.as_ref());
        // The words of a passage can give its speaker away.
        let hides_words = hides_source || self.hides(voice.as_ref());
        let date = |date: Option<Date>| date.map(|date| date.to_string());
        let words = |text: Option<String>| text.filter(|_| !hides_words);
        let mut shown = PublicEvidence {
            stance: stance.as_str(),
            about: about.as_str(),
            source: Some(source),
            title,
            publisher: self.name(publisher),
            voice: self.name(voice.or(source_voice)),
            url,
            published: date(published),
            retracted: date(retracted),
            credibility,
            quote: words(quote),
            translation: words(translation),
            locator: words(locator),
            added: date(added),
        };
        if hides_source {
            shown.title = Some(WITHHELD_SOURCE.to_owned());
            for hidden in [
                &mut shown.source,
                &mut shown.publisher,
                &mut shown.voice,
                &mut shown.url,
                &mut shown.published,
                &mut shown.retracted,
            ] {
                *hidden = None;
            }
        }
        shown
    }

    fn hides(&self, party: Option<&PartyName>) -> bool {
        let id = party.and_then(|party| party.id.as_ref());
        id.is_some_and(|id| self.parties.contains(id))
    }

    fn name(&self, party: Option<PartyName>) -> Option<String> {
        let shown = if self.hides(party.as_ref()) {
            Some(withheld_party())
        } else {
            party
        };
        shown.map(|party| party.name)
    }
}

fn shown_ruling(ruling: RulingToPublish) -> [String; 3] {
    let RulingToPublish { on, by, reason } = ruling;
    [by, on.to_string(), reason]
}
