//! Opens the text of an article for the commands that read it.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use claimbook::answer::ArticleRow;
use claimbook::answer::attributed::AttributedText;
use claimbook::index::{IndexError, IndexedText};
use claimbook::text::attribution::Cast;
use claimbook::text::lexicon::Lexicon;
use claimbook::workspace::{NoText, Workspace};

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

/// The text of an article.
pub(crate) fn text(workspace: &Workspace, article: &ArticleRow) -> Result<String, Failure> {
    let id = &article.id;
    let Some(path) = &article.kept else {
        return Err(Failure::new(format!("the book has no text of `{id}`"))
            .hint(format!("`claimbook article update {id} FILE` takes it in")));
    };
    workspace.article_text(path).map_err(|error| {
        let failure = Failure::new(format!("the text of `{id}`: `{path}` {error}"));
        match error {
            NoText::Linked => failure.hint("put a copy of the text itself there"),
            NoText::Unreadable(_) => failure,
        }
    })
}

/// What the rules need beside a text.
pub(crate) struct TextRules {
    /// Their words.
    pub(crate) lexicon: Lexicon,
    /// Who may speak.
    pub(crate) cast: Cast,
}

impl TextRules {
    /// The rules for a book.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self, IndexError> {
        let parties = workspace.index().parties_by_file()?;
        Ok(Self {
            lexicon: workspace.lexicon(),
            cast: Cast::of(parties.iter().map(|(_, party)| party)),
        })
    }

    /// What the rules find in the text of an article, with a note if they do not know its language.
    pub(crate) fn read<'t>(
        &'t self,
        session: &Session,
        known: IndexedText,
        text: &'t str,
    ) -> AttributedText<'t> {
        let language = known.language.clone();
        if let Some(code) = language.filter(|code| !self.lexicon.knows(Some(code))) {
            let text = format!("no attribution rules for `{code}`; sentences and figures only");
            session.console.say("note", &text);
        }
        AttributedText::new(text, known, &self.lexicon, &self.cast)
    }
}
