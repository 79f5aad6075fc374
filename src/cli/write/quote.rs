//! Looks for the words that a new claim quotes in the text of its article, before the claim is written.

use crate::cli::failure::Failure;
use crate::cli::write::book::WritableBook;
use claimbook::document::edit::Position;
use claimbook::domain::article::Article;
use claimbook::domain::claim::Claim;
use claimbook::domain::passage::{AnchorHow, PassagePlace, QuotedPassage};
use claimbook::domain::records::Records;
use claimbook::text::anchor::{SoughtQuote, passages, telling_prefix};
use claimbook::text::manuscript::Manuscript;
use claimbook::text::prepared::PreparedText;
use claimbook::text::said::words_of;

/// Where a quote is in its article, as far as the text tells.
#[derive(Debug, Default)]
pub(crate) struct QuotePlace {
    /// The number of its paragraph.
    pub(crate) paragraph: Option<u32>,
    /// The heading above it.
    pub(crate) section: Option<String>,
    /// The words before it, if the text has the quote more than once.
    pub(crate) prefix: Option<String>,
    /// Where its claim goes in the file.
    pub(crate) position: Option<Position>,
}

/// Looks for a quote in the text of the article that these records are of. Tells nothing if there is no text.
///
/// # Errors
/// When the text does not have the quote, unless that is `forced`.
pub(crate) fn look(
    book: &WritableBook<'_>,
    records: &Records,
    sought: &SoughtQuote<'_>,
    forced: bool,
) -> Result<QuotePlace, Failure> {
    let article = records.article.as_ref();
    let found = article.and_then(|article| Some((article, book.workspace.text_of(article)?)));
    let Some((article, text)) = found else {
        return Ok(QuotePlace::default());
    };
    let read = Manuscript::read(&text, article.words.language.as_deref());
    let prepared = PreparedText::new(&read);
    let passage = passages(&prepared, std::slice::from_ref(sought)).pop();
    let passage = passage.unwrap_or_else(QuotedPassage::lost);
    let place = match (passage.how, &passage.place) {
        (AnchorHow::Exact, Some(place)) => place,
        (AnchorHow::Context, _) => {
            book.tell("note", "the article has these words in several places");
            book.tell(
                "hint",
                "say which one with `--prefix`, `--suffix` or `--paragraph`",
            );
            return Ok(QuotePlace::default());
        }
        _ if forced => {
            book.tell("note", "the article's text does not have these words");
            return Ok(QuotePlace::default());
        }
        _ => return Err(not_there(&prepared, &passage)),
    };
    Ok(QuotePlace {
        paragraph: Some(place.paragraph),
        section: section(&read, article, place),
        prefix: telling_prefix(&prepared, sought),
        position: position(&prepared, &records.claims, place),
    })
}

fn not_there(text: &PreparedText, passage: &QuotedPassage) -> Failure {
    let failure = Failure::new("the article's text does not have these words");
    let failure = match &passage.place {
        Some(place) => failure.hint(format!("it says “{}”", words_of(text, place))),
        None => failure,
    };
    failure.hint(
        "copy them exactly, with `…` for what you leave out; `--force` writes them as they are",
    )
}

/// The heading above a place, unless it is the title of the article.
fn section(read: &Manuscript<'_>, article: &Article, place: &PassagePlace) -> Option<String> {
    let byte = read.text.char_indices().nth(place.start)?.0;
    let heading = read.section_at(byte)?.trim();
    (heading != article.words.title.trim()).then(|| heading.to_owned())
}

/// Where a claim goes, so that the claims of the file follow one another as their passages do. None if no claim has one.
fn position(text: &PreparedText, claims: &[Claim], place: &PassagePlace) -> Option<Position> {
    let quoting = claims.iter().enumerate();
    let (quoting, sought): (Vec<usize>, Vec<SoughtQuote<'_>>) = quoting
        .filter_map(|(at, claim)| Some((at, SoughtQuote::of(&claim.words)?)))
        .unzip();
    let starts = passages(text, &sought)
        .into_iter()
        .map(|passage| Some(passage.place?.start));
    let known: Vec<(usize, usize)> = quoting
        .iter()
        .zip(starts)
        .filter_map(|(at, start)| Some((*at, start?)))
        .collect();
    let after = |at: usize| Some(Position::After(claims.get(at)?.core.id.to_string()));
    if let Some((at, _)) = known.iter().rfind(|(_, start)| *start <= place.start) {
        return after(*at);
    }
    match known.first()? {
        (0, _) => Some(Position::First),
        (at, _) => after(at - 1),
    }
}
