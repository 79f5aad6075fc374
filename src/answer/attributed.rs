//! The text of an article with what the rules find in it and the passages of its claims.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::name::fold;
use crate::domain::party::{PartyCore, PartyKind};
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::attribution::{Attribution, Cast, CastMember, attributions};
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;
use crate::text::prepared::PreparedText;
use std::ops::Range;

/// An article's text, read.
#[derive(Debug)]
pub struct AttributedText<'t> {
    /// The article.
    pub article: &'t Article,
    /// Its text with paragraphs and sentences.
    pub manuscript: Manuscript<'t>,
    /// Who says what in it.
    pub attributions: Vec<Attribution>,
    /// The claims with the characters of their passages, in the order of claims. Claims without a passage are left out.
    pub passages: Vec<(&'t Claim, Range<usize>)>,
    /// The characters of the passages that somebody decided to skip.
    pub skipped: Vec<Range<usize>>,
    /// The parties that may speak.
    pub cast: Cast,
    /// The words of the rules.
    pub lexicon: Lexicon,
}

impl<'t> AttributedText<'t> {
    /// Reads the text of an article with the claims that its file holds.
    #[must_use]
    pub fn new(
        (article, claims): (&'t Article, &'t [Claim]),
        text: &'t str,
        lexicon: Lexicon,
        cast: Cast,
    ) -> Self {
        let manuscript = Manuscript::read(text, article.words.language.as_deref());
        let attributions = if lexicon.knows(manuscript.language.as_deref()) {
            attributions(&manuscript, &lexicon, &cast)
        } else {
            Vec::new()
        };
        let prepared = PreparedText::new(&manuscript);
        let skips = article.words.skip.iter().map(|skip| SoughtQuote {
            quote: &skip.quote,
            ..SoughtQuote::default()
        });
        let skips: Vec<SoughtQuote<'_>> = skips.collect();
        let skipped = passages(&prepared, &skips).into_iter();
        let skipped = skipped
            .filter_map(|found| found.place)
            .map(|place| place.start..place.end)
            .collect();
        Self {
            passages: anchored(&prepared, claims),
            article,
            attributions,
            skipped,
            manuscript,
            cast,
            lexicon,
        }
    }

    /// The language that the rules do not know, if it is one.
    #[must_use]
    pub fn unknown_language(&self) -> Option<&str> {
        let language = self.manuscript.language.as_deref();
        language.filter(|_| !self.lexicon.knows(language))
    }
}

fn anchored<'t>(prepared: &PreparedText, claims: &'t [Claim]) -> Vec<(&'t Claim, Range<usize>)> {
    let (quoting, sought): (Vec<&Claim>, Vec<SoughtQuote<'_>>) = claims
        .iter()
        .filter_map(|claim| Some((claim, SoughtQuote::of(&claim.words)?)))
        .unzip();
    let found = passages(prepared, &sought).into_iter().zip(quoting);
    let placed = found.filter_map(|(passage, claim)| Some((claim, passage.place?)));
    placed
        .map(|(claim, place)| (claim, place.start..place.end))
        .collect()
}

/// The parties of a book as those who may speak.
#[must_use]
pub fn cast<'p>(parties: impl IntoIterator<Item = &'p PartyCore>) -> Cast {
    let mut cast = Cast::default();
    for party in parties {
        let member = CastMember {
            id: party.id.to_string(),
            is_person: party.kind.map(|kind| kind == PartyKind::Person),
        };
        let id = party.id.to_string();
        let names = [&id, &party.name].into_iter().chain(&party.aliases);
        for name in names {
            cast.members
                .entry(fold(name))
                .or_insert_with(|| member.clone());
        }
    }
    cast
}
