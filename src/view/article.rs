//! Articles under check as a table, and one article as a page.

use crate::answer::{ArticleRow, SkipAnswer};
use crate::domain::article::ArticleState;
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use crate::view::words;

/// The columns of the table.
#[must_use]
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Fit::Content),
        Column::new("title", Fit::Wrap),
        Column::new("publisher", Fit::Drop),
        Column::new("published", Fit::Drop),
        Column::new("state", Fit::Drop),
        Column::new("claims", Fit::Content),
        Column::new("text", Fit::Drop),
    ]
}

/// An article as a row of the table.
#[must_use]
pub fn row(article: &ArticleRow) -> TableRow {
    let publisher = article.publisher.as_ref();
    vec![
        Cell::new(&article.id, Role::Id),
        Cell::plain(&article.title),
        Cell::optional(publisher.map(|party| party.name.as_str())),
        Cell::optional(article.published.as_deref()),
        Cell::plain(article.state.as_str()),
        Cell::plain(article.claims.to_string()),
        Cell::new(article.kept.clone().unwrap_or_default(), Role::Quiet),
    ]
}

/// A passage that somebody decided to skip, and why.
fn skipped(skip: &SkipAnswer) -> String {
    format!("“{}”: {}", skip.quote, skip.reason)
}

/// The page of an article.
#[must_use]
pub fn page(article: &ArticleRow) -> Page {
    let mut fields = FieldList::default();
    fields.party("published by", article.publisher.as_ref());
    fields.text("author", article.author.clone());
    fields.text("published", article.published.clone());
    fields.text("accessed", article.accessed.clone());
    fields.text("language", article.language.clone());
    fields.address("address", article.url.as_deref());
    fields.address("archived", article.archive.as_deref());
    fields.text("state", draft(article.state));
    fields.text("text", article.kept.clone());
    fields.text("original", article.original.clone());
    fields.text("digest", article.sha256.clone());
    let skipped: Vec<String> = article.skip.iter().map(skipped).collect();
    fields.list("not claims", &skipped);
    let claims = Line::plain(words::count(article.claims, "claim")).then("  ");
    let list = format!("claimbook list --article {}", article.id);
    fields.line("makes", claims.and(list, Role::Command));
    Page(vec![
        Block::Title(Line::new(&article.id, Role::Id)),
        Block::Paragraph(Line::plain(&article.title)),
        fields.block(),
        Block::place(&article.file, article.line),
    ])
}

fn draft(state: ArticleState) -> Option<&'static str> {
    match state {
        ArticleState::Draft => Some("draft: it is expected to change"),
        ArticleState::Published => None,
    }
}
