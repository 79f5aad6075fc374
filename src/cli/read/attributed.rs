//! Opens the text of an article for the commands that read it.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use claimbook::answer::ArticleRow;
use claimbook::answer::attributed::AttributedText;
use claimbook::index::IndexError;
use claimbook::text::attribution::Cast;
use claimbook::workspace::{StoredArticle, Workspace};

/// The articles that somebody names by the beginnings of their ids, or all that have a text.
pub(crate) fn articles(
    workspace: &Workspace,
    typed: &[String],
) -> Result<Vec<ArticleRow>, Failure> {
    let all = workspace.index().articles()?;
    if typed.is_empty() {
        let with_text: Vec<ArticleRow> = all.into_iter().filter(|one| one.kept.is_some()).collect();
        if with_text.is_empty() {
            return Err(Failure::new("no article of this book has a text")
                .hint("`claimbook article add FILE` takes one into the book"));
        }
        return Ok(with_text);
    }
    typed
        .iter()
        .map(|typed| named(&all, typed).cloned())
        .collect()
}

fn named<'a>(all: &'a [ArticleRow], typed: &str) -> Result<&'a ArticleRow, Failure> {
    if let Some(exact) = all.iter().find(|article| article.id == typed) {
        return Ok(exact);
    }
    let mut begun = all.iter().filter(|article| article.id.starts_with(typed));
    match (begun.next(), begun.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Failure::unknown(format!(
            "several articles begin with `{typed}`"
        ))),
        (None, _) => Err(Failure::unknown(format!("no article `{typed}`"))),
    }
}

/// Reads an article of the book from its files.
pub(crate) fn stored(
    workspace: &Workspace,
    article: &ArticleRow,
) -> Result<StoredArticle, Failure> {
    let stored = workspace.stored_article(&article.file);
    stored.map_err(|error| Failure::because(error.to_string(), &error))
}

/// What the rules find in an article, with a note if they do not know its language.
pub(crate) fn read<'t>(
    session: &Session,
    workspace: &Workspace,
    stored: &'t StoredArticle,
) -> Result<AttributedText<'t>, Failure> {
    let lexicon = workspace.lexicon();
    let cast = of_book(workspace)?;
    let read = AttributedText::new(
        (&stored.article, &stored.claims),
        &stored.text,
        lexicon,
        cast,
    );
    if let Some(code) = read.unknown_language() {
        let text = format!("no attribution rules for `{code}`; sentences and figures only");
        session.console.say("note", &text);
    }
    Ok(read)
}

fn of_book(workspace: &Workspace) -> Result<Cast, IndexError> {
    let parties = workspace.index().parties_by_file()?;
    Ok(Cast::of(parties.iter().map(|(_, party)| party)))
}
