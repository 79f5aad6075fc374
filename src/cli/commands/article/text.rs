//! `claimbook article text` prints an article with the passages of its claims.

use crate::cli::failure::{Exit, Failure};
use crate::cli::read::{format, resolve};
use crate::cli::session::Session;
use crate::cli::terminal::output::Output;
use claimbook::answer;
use claimbook::answer::{ArticleRow, ClaimRow};
use claimbook::domain::filter::Filter;
use claimbook::domain::passage::QuotedPassage;
use claimbook::files;
use claimbook::index::Index;
use claimbook::render::json;
use claimbook::text::anchor::{SoughtQuote, passages};
use claimbook::text::manuscript::Manuscript;
use claimbook::text::prepared::PreparedText;
use claimbook::view::reading;
use claimbook::view::reading::{ReadPassage, ReadSentence, ReadingText, TextParagraph};
use claimbook::view::role::Role;
use clap::{Args, ValueEnum};
use std::path::Path;

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
    let text = text_of(workspace.root(), &article)?;
    let claims = claims_of(index, &article.id, session)?;
    let reading = reading(&article, text, &claims);
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

/// The kept text of an article.
pub(super) fn text_of(root: &Path, article: &ArticleRow) -> Result<String, Failure> {
    let id = &article.id;
    let Some(path) = &article.kept else {
        return Err(Failure::new(format!("the book has no text of `{id}`"))
            .hint(format!("`claimbook article update {id} FILE` takes it in")));
    };
    let read = files::read(root, path);
    let read =
        read.map_err(|error| Failure::new(format!("the text of `{id}`: `{path}` {error}")))?;
    if !files::is_own(root, path) {
        let text = format!("`{path}` is a hard link, so it may be somebody's other file");
        return Err(Failure::new(text).hint("put a copy of the text itself there"));
    }
    Ok(read.text)
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

fn reading(article: &ArticleRow, text: String, claims: &[ClaimRow]) -> ReadingText {
    let read = Manuscript::read(&text, article.language.as_deref());
    let paragraphs = read.paragraphs.iter().map(|paragraph| {
        let at = read.characters(&paragraph.at);
        TextParagraph {
            n: paragraph.number,
            start: at.start,
            end: at.end,
        }
    });
    let sentences = read.sentences().map(|(paragraph, at)| {
        let at = read.characters(at);
        ReadSentence {
            paragraph: paragraph.number,
            start: at.start,
            end: at.end,
        }
    });
    let passages = anchored(&read, claims).into_iter().map(|(claim, passage)| {
        let place = passage.place.as_ref();
        ReadPassage {
            claim: claim.id.clone(),
            start: place.map(|place| place.start),
            end: place.map(|place| place.end),
            how: passage.how,
            score: place.map(|place| place.score),
            role: Role::from(claim.status),
        }
    });
    let (paragraphs, sentences) = (paragraphs.collect(), sentences.collect());
    let passages = passages.collect();
    ReadingText {
        article: article.id.clone(),
        paragraphs,
        sentences,
        passages,
        text,
    }
}
