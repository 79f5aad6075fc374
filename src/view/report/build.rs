//! Puts the report together from the answer.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::domain::corroboration::RULES;
use crate::view::queue;
use crate::view::queue::QueueEntry;
use crate::view::report::origins::SourceTitles;
use crate::view::report::{
    NAME, Report, ReportClaim, VERSION, contested, evidence, figures, method, origins, registers,
    summary,
};
use crate::view::revision::RevisionName;
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
    /// The revision that the report is of; `None` if it is of the files.
    pub revision: Option<RevisionName>,
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
    let contested = contested::contested(&answer.claims, &titles);
    let queue: Vec<QueueEntry> = (answer.queue.iter())
        .filter_map(|(place, matters)| {
            let facts = answer.claims.get(*place)?;
            Some(queue::entry(facts, matters, heading.today))
        })
        .collect();
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
        rules: RULES,
        title,
        book: heading.book,
        day: heading.today.to_string(),
        revision: heading.revision,
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

#[cfg(test)]
mod tests {
    use super::{Heading, report};
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, ruling};
    use crate::answer::{ArticleRow, ClaimFacts};
    use crate::domain::article::ArticleState;
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::Status;
    use chrono::NaiveDate;

    fn heading(title: Option<&str>) -> Heading {
        Heading {
            title: title.map(ToOwned::to_owned),
            book: "The book".to_owned(),
            today: NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
            revision: None,
            internal: false,
            pictures: false,
            selection: Vec::new(),
            unread: 0,
        }
    }

    fn article(title: &str) -> ArticleRow {
        ArticleRow {
            id: "toll".to_owned(),
            title: title.to_owned(),
            publisher: None,
            author: None,
            url: None,
            published: None,
            accessed: None,
            language: None,
            archive: None,
            kept: None,
            original: None,
            sha256: None,
            state: ArticleState::Published,
            skip: Vec::new(),
            claims: 1,
            file: "claims/a.toml".to_owned(),
            line: 1,
        }
    }

    #[test]
    fn a_report_is_called_as_asked_else_like_its_only_article_else_like_the_book() {
        let title = |asked, articles: &[&str]| {
            let answer = Answer {
                articles: articles.iter().map(|title| article(title)).collect(),
                ..Answer::default()
            };
            report(answer, heading(asked)).title
        };
        assert_eq!(title(Some("Asked"), &["One"]), "Asked");
        assert_eq!(title(None, &["One"]), "One");
        assert_eq!(title(None, &["One", "Two"]), "The book");
        assert_eq!(title(None, &[]), "The book");
    }

    #[test]
    fn a_claim_is_ruled_only_by_the_ruling_that_gives_it_its_status() {
        let mut claim = facts("c", Vec::new());
        claim.claim.status = Status::Confirmed;
        let ruled = |claim: &ClaimFacts| {
            let answer = Answer {
                claims: vec![claim.clone()],
                ..Answer::default()
            };
            let report = report(answer, heading(None));
            report.claims[0].ruled().map(|ruling| ruling.status)
        };
        assert_eq!(ruled(&claim), None);
        claim.claim.ruling = Some(ruling(RulingStatus::Confirmed));
        assert_eq!(ruled(&claim), Some(RulingStatus::Confirmed));
        claim.claim.ruling = Some(ruling(RulingStatus::Open));
        assert_eq!(ruled(&claim), None);
    }
}
