//! Puts the report together from the answer.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::view::report::origins::SourceTitles;
use crate::view::report::{
    NAME, Report, ReportClaim, VERSION, contested, evidence, figures, method, origins, queue,
    registers, summary,
};
use crate::view::words::verdict;
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// What goes above a report.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The title; by default that of the only article, else the book's name.
    pub title: Option<String>,
    /// The book's name.
    pub book: String,
    /// Today.
    pub today: NaiveDate,
    /// Whether it shows what is confidential.
    pub internal: bool,
    /// Whether to draw the origins of the claims. That takes time, and only the HTML page shows pictures.
    pub pictures: bool,
    /// The filter in words.
    pub selection: Vec<String>,
    /// How many files of the book could not be read completely.
    pub unread: u64,
}

/// Shapes the answer for a reader.
#[must_use]
pub fn report(answer: Answer, heading: Heading) -> Report {
    let title = heading
        .title
        .clone()
        .unwrap_or_else(|| usual_title(&answer, &heading.book));
    let titles = SourceTitles::new(&answer.sources);
    let (queue, contested) = rayon::join(
        || queue::queue(&answer.claims, heading.today),
        || contested::contested(&answer.claims, &titles),
    );
    let summary = summary::summary(&answer, queue.len(), heading.unread);
    let summary = figures::with_figures(summary, &answer.claims);
    let (sources, parties) = (registers::sources(&answer), registers::parties(&answer));
    let claims = answer
        .claims
        .into_par_iter()
        .map(|facts| claim(facts, &titles, heading.pictures))
        .collect();
    Report {
        report: NAME,
        version: VERSION,
        title,
        book: heading.book,
        day: heading.today.to_string(),
        internal: heading.internal,
        selection: heading.selection,
        summary,
        queue,
        contested,
        claims,
        sources,
        parties,
        articles: answer.articles,
        method: method::notes(),
    }
}

/// The headline of the only article, else the book's name.
fn usual_title(answer: &Answer, book: &str) -> String {
    match answer.articles.as_slice() {
        [article] => article.title.clone(),
        _ => book.to_owned(),
    }
}

fn claim(facts: ClaimFacts, titles: &SourceTitles<'_>, pictures: bool) -> ReportClaim {
    ReportClaim {
        origins: pictures.then(|| origins::picture(&facts, titles)).flatten(),
        because: verdict::because(&facts.reasoning),
        needs_origins: facts.reasoning.needs_origins,
        next_steps: verdict::next_steps(&facts),
        evidence: evidence::groups(&facts, titles),
        counter_claims: facts.reasoning.counter_claims,
        fragile_on: facts.reasoning.fragile_on,
        recheck_by: facts.extras.recheck_by,
        rulings: facts.rulings,
        asked: facts.asked,
        searched: facts.searched,
        relations: facts.relations,
        claim: facts.claim,
    }
}
