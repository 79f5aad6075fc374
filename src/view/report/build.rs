//! The report put together from the answer.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::answer::why::Subject;
use crate::view::report::Claim;
use crate::view::report::NAME;
use crate::view::report::Report;
use crate::view::report::VERSION;
use crate::view::report::contested;
use crate::view::report::evidence;
use crate::view::report::figures;
use crate::view::report::method;
use crate::view::report::origins;
use crate::view::report::origins::Registry;
use crate::view::report::queue;
use crate::view::report::registers;
use crate::view::report::summary;
use chrono::NaiveDate;
use rayon::iter::IntoParallelIterator;
use rayon::iter::ParallelIterator;
use std::collections::BTreeMap;

/// What stands above a report.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its title; the article's, or else the book's name, where there is none.
    pub title: Option<String>,
    /// The book's name.
    pub book: String,
    /// Today.
    pub today: NaiveDate,
    /// Whether confidential things are shown.
    pub internal: bool,
    /// Whether the origins of the claims are to be drawn: it takes time, and only a page has pictures.
    pub pictures: bool,
    /// What was picked, in words.
    pub selection: Vec<String>,
    /// How many files of the book could not be read whole.
    pub unread: u64,
}

/// Shapes the answer for a reader.
#[must_use]
pub fn report(answer: Answer, heading: Heading) -> Report {
    let title = heading
        .title
        .clone()
        .unwrap_or_else(|| usual_title(&answer, &heading.book));
    let (queue, contested) = rayon::join(
        || queue::queue(&answer.claims, heading.today),
        || contested::contested(&answer.claims, &answer.sources),
    );
    let summary = summary::summary(&answer, queue.len(), heading.unread);
    let summary = figures::with_figures(summary, &answer.claims);
    let (sources, parties) = (registers::sources(&answer), registers::parties(&answer));
    let registry = Registry::new(&answer.sources);
    let claims = answer
        .claims
        .into_par_iter()
        .map(|facts| claim(facts, &registry, heading.pictures))
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

/// The one article's headline, else the book's name.
fn usual_title(answer: &Answer, book: &str) -> String {
    match answer.articles.as_slice() {
        [article] => article.title.clone(),
        _ => book.to_owned(),
    }
}

fn claim(facts: ClaimFacts, registry: &Registry<'_>, pictures: bool) -> Claim {
    let subject = Subject {
        claim: &facts.claim,
        evidence: &facts.evidence,
        account: &facts.account,
    };
    let why = subject.why(&[], &BTreeMap::new());
    let explanation = &facts.account.explanation;
    let rows = evidence::rows(facts.evidence, &explanation.rows, &why);
    Claim {
        origins: pictures
            .then(|| origins::origins(&facts.claim.id, &rows, explanation, registry))
            .flatten(),
        recheck_by: facts.terms.recheck_by,
        because: why.because,
        needs_origins: why.needs_origins,
        evidence: evidence::groups(rows, registry),
        counter_claims: why.counter_claims,
        fragile_on: why.fragile_on,
        next_steps: why.next_steps,
        rulings: facts.rulings,
        asked: facts.asked,
        searched: facts.searched,
        relations: facts.relations,
        claim: facts.claim,
    }
}
