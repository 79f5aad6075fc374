//! What a report takes from the book beside the answer: the texts of articles, and what the public must know of the desk.

use crate::cli::commands::article::reading_of;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use claimbook::answer::report::Answer;
use claimbook::render::claimreview as render;
use claimbook::view::claimreview;
use claimbook::view::claimreview::Publisher;
use claimbook::view::reading::ReadingText;
use claimbook::workspace::Workspace;
use std::collections::BTreeMap;

/// The texts that a report may print, by the article's id. A text is somebody's work: reports for the public print it only if the
/// book says so. A text that cannot be read is told on stderr, and the report shows the quotes instead.
pub(super) fn texts(
    session: &Session,
    workspace: &Workspace,
    answer: &Answer,
    is_public: bool,
) -> BTreeMap<String, ReadingText> {
    let may_print = workspace.config().publish_text.unwrap_or(!is_public);
    // The texts of a revision are not at hand, and today's may differ.
    if !may_print || session.as_of().is_some() {
        return BTreeMap::new();
    }
    let mut texts = BTreeMap::new();
    for article in answer
        .articles
        .iter()
        .filter(|article| article.kept.is_some())
    {
        match reading_of(workspace, article, session) {
            Ok(reading) => {
                texts.insert(article.id.clone(), reading);
            }
            Err(failure) => {
                let lines = failure.lines().into_iter().take(1);
                lines.for_each(|(_, line)| session.console.tell("note", &line));
            }
        }
    }
    texts
}

/// The reviews of the ruled claims, as one JSON-LD array; `None` if there are none, or if the book does not say where it publishes.
pub(super) fn reviews(workspace: &Workspace, answer: &Answer) -> Result<Option<String>, Failure> {
    let config = workspace.config();
    let address = config.publish_url.as_deref();
    let Some(url) = address.filter(|url| claimreview::address(url).is_some()) else {
        return Ok(None);
    };
    let ruled = answer
        .claims
        .iter()
        .filter(|facts| claimreview::is_ruled(facts));
    let ruled = Answer {
        claims: ruled.cloned().collect(),
        articles: answer.articles.clone(),
        sources: answer.sources.clone(),
        parties: answer.parties.clone(),
        ..Answer::default()
    };
    let publisher = Publisher {
        url,
        organisation: config.organisation.as_deref(),
        ratings: &config.ratings,
    };
    let written = claimreview::reviews(&ruled, publisher);
    let reviews = written
        .map_err(|refusal| Failure::new(refusal.to_string()))?
        .reviews;
    let mut json = Vec::new();
    render::write(&mut json, &reviews)?;
    Ok((!reviews.is_empty()).then(|| String::from_utf8_lossy(&json).into_owned()))
}
