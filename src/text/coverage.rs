//! Which units of a text are in claims.

use crate::domain::claim::Claim;
use crate::domain::passage::{ArticleUnit, OpenUnit, QuotedPassage, QuotingClaim, UnitKind};
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::figures::figures;
use crate::text::offsets::overlaps;
use crate::text::prepared::PreparedText;
use std::ops::Range;

/// What covers the text of an article.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// The claims that have a passage.
    pub claims: Vec<QuotingClaim>,
    /// The characters of the passages that somebody decided to skip.
    pub skipped: Vec<Range<usize>>,
}

impl Cover {
    /// Puts the claims of an article and their passages together. A claim without a passage covers nothing.
    #[must_use]
    pub fn new(
        claims: &[&Claim],
        anchored: &[Option<QuotedPassage>],
        skipped: Vec<QuotedPassage>,
    ) -> Self {
        let quoting = |(claim, passage): (&&Claim, &Option<QuotedPassage>)| {
            let place = passage.as_ref()?.place.as_ref()?;
            Some(QuotingClaim {
                id: claim.core.id.to_string(),
                text: claim.words.text.clone(),
                quote: claim.words.quote.clone()?,
                is_draft: claim.core.is_draft(),
                passage: place.start..place.end,
            })
        };
        Self {
            claims: claims.iter().zip(anchored).filter_map(quoting).collect(),
            skipped: skipped
                .into_iter()
                .filter_map(|passage| passage.place.map(|place| place.start..place.end))
                .collect(),
        }
    }

    /// The units that are in no claim, in the order of the text.
    #[must_use]
    pub fn open(&self, units: &[ArticleUnit]) -> Vec<OpenUnit> {
        let mut open: Vec<OpenUnit> = units.iter().filter_map(|unit| self.left(unit)).collect();
        open.sort_by_key(|unit| unit.start);
        open
    }

    /// The unit, if nothing covers it.
    fn left(&self, unit: &ArticleUnit) -> Option<OpenUnit> {
        let sentences = &unit.sentences;
        let touches = |passage: &Range<usize>| sentences.iter().any(|at| overlaps(passage, at));
        if self.skipped.iter().any(touches) {
            return None;
        }
        let claims = self.claims.iter().filter(|claim| touches(&claim.passage));
        let claims: Vec<&QuotingClaim> = claims.collect();
        let read = claims.iter().filter(|claim| !claim.is_draft);
        let texts = read.flat_map(|claim| [claim.text.as_str(), &claim.quote]);
        let texts: Vec<&str> = texts.collect();
        let is_covered = match unit.kind {
            UnitKind::Figure => !texts.is_empty() && has_figure(&unit.text, &texts),
            _ => !texts.is_empty(),
        };
        let open = || OpenUnit {
            kind: unit.kind,
            text: unit.text.clone(),
            paragraph: unit.paragraph,
            start: unit.place.start,
            end: unit.place.end,
            claims: claims.iter().map(|claim| claim.id.clone()).collect(),
        };
        (!is_covered).then(open)
    }
}

/// Whether one of these texts has the same number as a figure, in its words or in others.
fn has_figure(figure: &str, texts: &[&str]) -> bool {
    let lower = figure.to_lowercase();
    let says_so = texts
        .iter()
        .any(|text| text.to_lowercase().contains(&lower));
    let mut read = figures(figure, &(0..figure.len())).into_iter();
    says_so || read.any(|figure| figure.is_in(texts))
}

/// The passages of the quotes that somebody decided to skip.
#[must_use]
pub fn skipped<'q>(
    text: &PreparedText,
    quotes: impl IntoIterator<Item = &'q str>,
) -> Vec<QuotedPassage> {
    let sought = quotes.into_iter().map(|quote| SoughtQuote {
        quote,
        ..SoughtQuote::default()
    });
    passages(text, &sought.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::Cover;
    use crate::domain::passage::{ArticleUnit, QuotingClaim, UnitKind};
    use crate::text::manuscript::Manuscript;
    use crate::text::units::units;

    const TEXT: &str = "Zoë’s ferry made 412 trips, 30 fewer than in 2030. Nobody counted. “We never saw a bill for it,” she said.";

    /// A claim that quotes these words.
    fn quoting(quote: &str, text: &str) -> QuotingClaim {
        let start = TEXT.find(quote).expect("the text has it");
        let before = TEXT[..start].chars().count();
        QuotingClaim {
            id: "c".to_owned(),
            text: text.to_owned(),
            quote: quote.to_owned(),
            is_draft: false,
            passage: before..before + quote.chars().count(),
        }
    }

    fn all() -> Vec<ArticleUnit> {
        units(&Manuscript::read(TEXT, Some("en")))
    }

    fn figures(cover: &Cover) -> Vec<String> {
        let open = cover.open(&all()).into_iter();
        let open = open.filter(|unit| unit.kind == UnitKind::Figure);
        open.map(|unit| unit.text).collect()
    }

    #[test]
    fn a_claim_covers_its_sentence_and_the_figures_that_it_has() {
        let mut cover = Cover::default();
        assert_eq!(cover.open(&all()).len(), 6);
        cover.claims = vec![quoting("412 trips", "It made 412 trips.")];
        assert_eq!(figures(&cover), ["30"]);
        cover.claims = vec![quoting("trips", "There were thirty fewer, 412 in all.")];
        assert_eq!(figures(&cover), [""; 0]);
        assert_eq!(cover.open(&all()).len(), 3);
        cover.claims[0].is_draft = true;
        assert_eq!(cover.open(&all()).len(), 6);
    }

    #[test]
    fn a_skip_covers_figures_without_having_them() {
        let cover = Cover {
            skipped: vec![quoting("Zoë’s ferry", "").passage],
            ..Cover::default()
        };
        assert_eq!(figures(&cover), [""; 0]);
    }

    #[test]
    fn an_open_unit_names_the_claims_of_its_sentence_and_counts_characters() {
        let cover = Cover {
            claims: vec![quoting("trips", "It sailed.")],
            ..Cover::default()
        };
        let open = cover.open(&all());
        let thirty = open.iter().find(|unit| unit.text == "30").expect("30");
        assert_eq!(thirty.claims, ["c"]);
        let words = TEXT.chars().skip(thirty.start);
        let words = words.take(thirty.end - thirty.start);
        assert_eq!(words.collect::<String>(), "30");
    }
}
