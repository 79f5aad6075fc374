//! An article under check, as a page.

use crate::answer::ArticleRow;
use crate::view::claim::named;
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::role::Role;
use crate::view::words;

/// The page of an article.
#[must_use]
pub fn page(article: &ArticleRow) -> Page {
    let mut fields = FieldList::default();
    if let Some(publisher) = &article.publisher {
        fields.line("published by", named(publisher));
    }
    fields.text("author", article.author.clone());
    fields.text("published", article.published.clone());
    fields.text("accessed", article.accessed.clone());
    fields.text("language", article.language.clone());
    fields.address("address", article.url.as_deref());
    fields.address("archived", article.archive.as_deref());
    fields.text("kept copy", article.kept.clone());
    let claims = Line::plain(words::count(article.claims, "claim")).and("  ", Role::Plain);
    fields.line(
        "makes",
        claims.and(
            format!("claimbook list --article {}", article.id),
            Role::Command,
        ),
    );
    Page(vec![
        Block::Title(Line::new(&article.id, Role::Id)),
        Block::Paragraph(Line::plain(&article.title)),
        fields.block(),
        Block::Paragraph(Line::new(
            format!("{}:{}", article.file, article.line),
            Role::Quiet,
        )),
    ])
}
