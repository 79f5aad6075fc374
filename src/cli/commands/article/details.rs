//! What is known about a new article: what the user says, else what the file says.

use crate::cli::commands::article::incoming::{IncomingArticle, shortened};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::cli::values;
use crate::cli::values::Day;
use crate::cli::write::book::WritableBook;
use crate::cli::write::{fields, references};
use claimbook::document::edit::NewFields;
use claimbook::domain::address;
use claimbook::domain::date::Date;
use claimbook::extract::ArticleFact;
use clap::Args;

/// The longest title that we take from a text, in characters.
const LONGEST_TITLE: usize = 200;

/// What the user says about the article.
#[derive(Args, Debug)]
pub(super) struct DetailArguments {
    /// The headline [default: what the file says]
    #[arg(long, value_parser = values::text)]
    title: Option<String>,
    /// Who wrote it [default: what the file says]
    #[arg(long, value_parser = values::text)]
    author: Option<String>,
    /// Who published it: a party's id, name or alias [default: what the file says]
    #[arg(long, value_name = "PARTY", value_parser = values::text)]
    publisher: Option<String>,
    /// When it was published [default: what the file says]
    #[arg(long, value_name = "DAY", value_parser = values::day)]
    published: Option<Day>,
    /// Its address [default: what the file says]
    #[arg(long, value_parser = values::text)]
    url: Option<String>,
    /// Its language, such as en or pt-BR [default: what the file says]
    #[arg(long, value_parser = values::text)]
    language: Option<String>,
}

impl DetailArguments {
    /// The fields with what somebody asks for, in the order of the record.
    fn asked(
        &self,
        published: Option<String>,
        url: Option<String>,
    ) -> [(&'static str, Option<String>); 6] {
        [
            ("title", self.title.clone()),
            ("author", self.author.clone()),
            ("publisher", self.publisher.clone()),
            ("published", published),
            ("url", url),
            ("language", self.language.clone()),
        ]
    }
}

/// What is known about the article, each with where that is from.
pub(super) struct ArticleDetails {
    found: Vec<ArticleFact>,
    published: Option<Date>,
}

const ASKED: &str = "you";

impl ArticleDetails {
    /// Gathers the details. The file's own word counts where the user says nothing.
    pub(super) fn gather(
        arguments: &DetailArguments,
        incoming: &IncomingArticle,
        book: &WritableBook<'_>,
    ) -> Result<Self, Failure> {
        let today = book.session.today;
        let published = arguments.published.map(|day| day.date(today).to_string());
        let url = arguments.url.as_deref();
        let url = url.map(|url| references::address(book, url)).transpose()?;
        let mut found = Vec::new();
        for (field, value) in arguments.asked(published, url) {
            let stated = value.map(|value| fact(field, value, ASKED));
            found.extend(stated.or_else(|| stated_in(incoming, field)));
        }
        if found.iter().all(|fact| fact.field != "title") {
            found.insert(0, title_of(incoming));
        }
        let published = found.iter().find(|fact| fact.field == "published");
        let published = published.and_then(|fact| Date::parse(&fact.value));
        Ok(Self { found, published })
    }

    /// The value of a field.
    pub(super) fn get(&self, field: &str) -> Option<&str> {
        let found = self.found.iter().find(|fact| fact.field == field);
        found.map(|fact| fact.value.as_str())
    }

    /// Puts the details into the fields of the record.
    pub(super) fn put(&self, new: &mut NewFields) {
        for field in ["title", "author", "publisher", "url", "language"] {
            fields::put_text(new, field, self.get(field));
        }
        fields::put_date(new, "published", self.published);
    }

    /// Says where each detail is from.
    pub(super) fn tell(&self, session: &Session) {
        for ArticleFact { field, value, from } in &self.found {
            if *from != ASKED {
                let text = format!("“{}”, from {from}", shortened(value));
                session.console.tell(field, &text);
            }
        }
    }
}

fn fact(field: &'static str, value: String, from: &'static str) -> ArticleFact {
    ArticleFact { field, value, from }
}

/// The first thing that the file says about a field and that a record can hold.
fn stated_in(incoming: &IncomingArticle, field: &'static str) -> Option<ArticleFact> {
    let stated = incoming.read.facts.iter();
    let mut stated = stated.filter(|fact| fact.field == field);
    stated.find_map(|stated| {
        let value = match field {
            "published" => day_of(&stated.value)?,
            "url" => address::typed(&stated.value).ok()?.text,
            _ => stated.value.clone(),
        };
        Some(fact(field, value, stated.from))
    })
}

/// The day in a time such as `2031-11-06T08:00:00+01:00`.
fn day_of(time: &str) -> Option<String> {
    let day = time.split(['T', ' ']).next().unwrap_or_default();
    Date::parse(day).map(|day| day.to_string())
}

/// A title for a file that has none: its first line, else its name.
fn title_of(incoming: &IncomingArticle) -> ArticleFact {
    let lines = incoming.read.text.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty());
    let is_short = |line: &&str| line.chars().count() <= LONGEST_TITLE;
    match (lines.next().filter(is_short), &incoming.stem) {
        (Some(line), _) => fact("title", line.to_owned(), "the first line"),
        (None, Some(stem)) => fact("title", stem.clone(), "the file's name"),
        (None, None) => fact("title", "Untitled".to_owned(), "nothing better"),
    }
}
