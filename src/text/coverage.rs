//! Which units of a text are in claims.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::passage::{ArticleUnit, QuotedPassage};
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::figures;
use crate::text::manuscript::Manuscript;
use crate::text::offsets::overlaps;
use crate::text::prepared::PreparedText;
use crate::text::units::TextUnit;
use std::ops::Range;

/// A claim that has a passage.
#[derive(Clone, Debug)]
pub struct QuotingClaim<'c> {
    /// Its id.
    pub id: &'c str,
    /// What it says.
    pub text: &'c str,
    /// The words that it quotes.
    pub quote: &'c str,
    /// Whether nobody has read it yet. Then it covers nothing.
    pub is_draft: bool,
    /// The characters of its passage.
    pub passage: Range<usize>,
}

impl<'c> QuotingClaim<'c> {
    /// A claim with the passage of its quote. `None` if the quote is lost.
    #[must_use]
    pub fn of(claim: &'c Claim, passage: &QuotedPassage) -> Option<Self> {
        let place = passage.place.as_ref()?;
        Some(Self {
            id: claim.core.id.as_str(),
            text: &claim.words.text,
            quote: claim.words.quote.as_deref()?,
            is_draft: claim.core.is_draft(),
            passage: place.start..place.end,
        })
    }
}

/// The characters of the passages that somebody decided to skip.
#[must_use]
pub fn skipped(text: &PreparedText, article: &Article) -> Vec<Range<usize>> {
    let skips = article.words.skip.iter().map(|skip| SoughtQuote {
        quote: &skip.quote,
        ..SoughtQuote::default()
    });
    let found = passages(text, &skips.collect::<Vec<_>>());
    let places = found.into_iter().filter_map(|passage| passage.place);
    places.map(|place| place.start..place.end).collect()
}

/// What covers the text of an article.
#[derive(Clone, Debug, Default)]
pub struct Cover<'c> {
    /// The claims.
    pub claims: Vec<QuotingClaim<'c>>,
    /// The characters of the passages that somebody decided to skip.
    pub skipped: Vec<Range<usize>>,
}

impl Cover<'_> {
    /// Compares units of a text with the claims and the skipped passages.
    #[must_use]
    pub fn over(&self, manuscript: &Manuscript<'_>, units: &[TextUnit]) -> Vec<ArticleUnit> {
        let units = units.iter();
        units.map(|unit| self.unit(manuscript, unit)).collect()
    }

    fn unit(&self, manuscript: &Manuscript<'_>, unit: &TextUnit) -> ArticleUnit {
        let sentences = unit.sentences.iter();
        let sentences: Vec<_> = sentences.map(|at| manuscript.characters(at)).collect();
        let touches = |passage: &Range<usize>| sentences.iter().any(|at| overlaps(passage, at));
        let claims = self.claims.iter().filter(|claim| touches(&claim.passage));
        let claims: Vec<&QuotingClaim<'_>> = claims.collect();
        let is_covered = || {
            let read = claims.iter().filter(|claim| !claim.is_draft);
            let texts: Vec<&str> = read.flat_map(|claim| [claim.text, claim.quote]).collect();
            match &unit.figure {
                Some(figure) => figures::is_in(manuscript.text, figure, &texts),
                None => !texts.is_empty(),
            }
        };
        let place = manuscript.characters(&unit.at);
        let words = manuscript.slice(&unit.at).split_whitespace();
        ArticleUnit {
            kind: unit.kind,
            text: words.collect::<Vec<_>>().join(" "),
            paragraph: unit.paragraph,
            start: place.start,
            end: place.end,
            is_covered: self.skipped.iter().any(touches) || is_covered(),
            claims: claims.iter().map(|claim| claim.id.to_owned()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cover, QuotingClaim};
    use crate::domain::passage::UnitKind;
    use crate::text::manuscript::Manuscript;
    use crate::text::units::units;

    const TEXT: &str = "Zoë’s ferry made 412 trips, 30 fewer than in 2030. Nobody counted. “We never saw a bill for it,” she said.";

    /// A claim that quotes these words.
    fn quoting<'c>(quote: &'c str, text: &'c str) -> QuotingClaim<'c> {
        let start = TEXT.find(quote).expect("the text has it");
        let before = TEXT[..start].chars().count();
        QuotingClaim {
            id: "c",
            text,
            quote,
            is_draft: false,
            passage: before..before + quote.chars().count(),
        }
    }

    /// The kinds and words of what is open.
    fn open(cover: &Cover<'_>) -> Vec<(UnitKind, String)> {
        let manuscript = Manuscript::read(TEXT, Some("en"));
        let units = cover.over(&manuscript, &units(&manuscript)).into_iter();
        let open = units.filter(|unit| !unit.is_covered);
        open.map(|unit| (unit.kind, unit.text)).collect()
    }

    fn figures(cover: &Cover<'_>) -> Vec<String> {
        let open = open(cover).into_iter();
        let open = open.filter(|(kind, _)| *kind == UnitKind::Figure);
        open.map(|(_, text)| text).collect()
    }

    #[test]
    fn a_claim_covers_its_sentence_and_the_figures_that_it_has() {
        let mut cover = Cover::default();
        assert_eq!(open(&cover).len(), 6);
        cover.claims = vec![quoting("412 trips", "It made 412 trips.")];
        assert_eq!(figures(&cover), ["30"]);
        cover.claims = vec![quoting("trips", "There were thirty fewer, 412 in all.")];
        assert_eq!(figures(&cover), [""; 0]);
        assert!(!open(&cover).iter().any(|(_, text)| text.contains("ferry")));
        cover.claims[0].is_draft = true;
        assert_eq!(open(&cover).len(), 6);
    }

    #[test]
    fn a_skip_covers_figures_without_having_them() {
        let skipped = quoting("Zoë’s ferry", "").passage;
        let cover = Cover {
            skipped: vec![skipped],
            ..Cover::default()
        };
        assert_eq!(figures(&cover), [""; 0]);
    }

    #[test]
    fn an_open_unit_names_the_claims_of_its_sentence_and_counts_characters() {
        let manuscript = Manuscript::read(TEXT, Some("en"));
        let cover = Cover {
            claims: vec![quoting("trips", "It sailed.")],
            ..Cover::default()
        };
        let units = cover.over(&manuscript, &units(&manuscript));
        let thirty = units.iter().find(|unit| unit.text == "30").expect("30");
        assert_eq!(thirty.claims, ["c"]);
        let words = TEXT
            .chars()
            .skip(thirty.start)
            .take(thirty.end - thirty.start);
        assert_eq!(words.collect::<String>(), "30");
    }
}
