//! `claimbook article text` prints an article with the passages of its claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::{attributed, format, resolve};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::{ArticleRow, ClaimRow, PassageRow};
use claimbook::domain::filter::Filter;
use claimbook::domain::passage::{QuotedPassage, StoredSentence};
use claimbook::index::Index;
use claimbook::render::json;
use claimbook::text::anchor::{SoughtQuote, passages};
use claimbook::text::manuscript::Manuscript;
use claimbook::text::prepared::PreparedText;
use claimbook::view::reading;
use claimbook::view::reading::{ReadPassage, ReadSentence, ReadingText, TextParagraph};
use claimbook::view::role::Role;
use claimbook::workspace::Workspace;
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

/// Print the text of an article: paragraph numbers in the margin, and the id of each claim after its passage
#[derive(Args, Debug)]
pub(super) struct TextArguments {
    /// The article: its id, or the beginning of exactly one id
    #[arg(value_name = "ARTICLE")]
    id: String,
    /// The output format
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: TextFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum TextFormat {
    /// Plain text
    #[default]
    Text,
    /// JSON, with the places of paragraphs, sentences and passages in characters
    Json,
}

/// Prints the text.
pub(super) fn run(arguments: &TextArguments, session: &Session) -> Result<Exit, Failure> {
    let workspace = session.open()?;
    let index = workspace.index();
    let id = resolve::article(session, &workspace, &arguments.id)?;
    let article = index.article(&id)?;
    let article = article.ok_or_else(|| Failure::unknown(format!("no article `{id}`")))?;
    let reading = reading_of(&workspace, &article, session)?;
    match arguments.format {
        TextFormat::Text => {
            let page = reading::page(&article.title, &reading);
            format::write_pages(session.console, format::PageFormat::Text, &[page])?;
        }
        TextFormat::Json => {
            let mut out = Output::stdout();
            json::document(&mut out, &reading)?;
            out.finish()?;
        }
    }
    Ok(Exit::Clean)
}

/// The text of an article with the passages of its claims.
pub(in crate::cli) fn reading_of(
    workspace: &Workspace,
    article: &ArticleRow,
    session: &Session,
) -> Result<ReadingText, Failure> {
    let text = attributed::text(workspace, article)?;
    let claims = claims_of(workspace.index(), &article.id, session)?;
    reading(workspace.index(), &article.id, text, &claims)
}

/// The claims of an article, in the order of the file.
pub(super) fn claims_of(
    index: &Index,
    article: &str,
    session: &Session,
) -> Result<Vec<ClaimRow>, Failure> {
    let filter = Filter {
        article: vec![article.to_owned()],
        ..Filter::default()
    };
    Ok(answer::claims(index, &filter, &session.file_order())?)
}

/// The claims that quote the text, each with its passage.
pub(super) fn anchored<'c>(
    read: &Manuscript<'_>,
    claims: &'c [ClaimRow],
) -> Vec<(&'c ClaimRow, QuotedPassage)> {
    let quoting = claims.iter().filter_map(|claim| {
        let quote = claim.quote.as_deref()?;
        let sought = SoughtQuote {
            quote,
            prefix: claim.prefix.as_deref(),
            suffix: claim.suffix.as_deref(),
            paragraph: claim.paragraph,
        };
        Some((claim, sought))
    });
    let (quoting, sought): (Vec<&ClaimRow>, Vec<SoughtQuote<'_>>) = quoting.unzip();
    let found = passages(&PreparedText::new(read), &sought);
    quoting.into_iter().zip(found).collect()
}

fn reading(
    index: &Index,
    article: &str,
    text: String,
    claims: &[ClaimRow],
) -> Result<ReadingText, Failure> {
    let known = index.indexed_text(article)?;
    let sentence = |sentence: &StoredSentence| ReadSentence {
        paragraph: sentence.paragraph,
        start: sentence.place.start,
        end: sentence.place.end,
    };
    let sentences = known.sentences.iter().map(sentence).collect();
    let passages = index.passages_of(article)?;
    let read = Manuscript::stored(&text, known.language, &known.sentences);
    Ok(ReadingText {
        article: article.to_owned(),
        paragraphs: paragraphs(&read),
        sentences,
        passages: coloured(passages, claims),
        text,
    })
}

fn paragraphs(read: &Manuscript<'_>) -> Vec<TextParagraph> {
    let paragraphs = read.paragraphs.iter().map(|paragraph| {
        let at = read.characters(&paragraph.at);
        TextParagraph {
            n: paragraph.number,
            start: at.start,
            end: at.end,
        }
    });
    paragraphs.collect()
}

/// The passages with the colours of their claims.
fn coloured(passages: Vec<PassageRow>, claims: &[ClaimRow]) -> Vec<ReadPassage> {
    let roles = claims.iter();
    let roles = roles.map(|claim| (claim.id.as_str(), Role::from(claim.status)));
    let roles: BTreeMap<&str, Role> = roles.collect();
    let passages = passages.into_iter().map(|passage| ReadPassage {
        role: roles.get(&*passage.claim).copied().unwrap_or_default(),
        claim: passage.claim,
        start: passage.start,
        end: passage.end,
        how: passage.how,
        score: passage.score,
    });
    passages.collect()
}
