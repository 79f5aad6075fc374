//! Puts the report together from the answer.

use crate::answer::ClaimFacts;
use crate::answer::report::Answer;
use crate::domain::corroboration::RULES;
use crate::domain::queue::Matter;
use crate::view::queue;
use crate::view::queue::QueueEntry;
use crate::view::reading::ReadingText;
use crate::view::report::accusations::Accusation;
use crate::view::report::names::SourceTitles;
use crate::view::report::{
    NAME, Report, ReportClaim, ReportLayout, VERSION, accusations, contested, drawing, evidence,
    figures, front, method, names, public, registers, statements, summary,
};
use crate::view::revision::RevisionName;
use crate::view::words::{steps, verdict};
use chrono::NaiveDate;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::BTreeMap;

/// What goes above a report, and how it is laid out.
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
    /// The digest of the book's files.
    pub digest: String,
    /// Whether it shows what is confidential.
    pub internal: bool,
    /// Whether people read it: then it has pictures of the evidence, where other formats have the rows.
    pub for_readers: bool,
    /// How it is laid out.
    pub layout: ReportLayout,
    /// The texts of articles that it may print, by the article's id.
    pub texts: BTreeMap<String, ReadingText>,
    /// The filter in words.
    pub selection: Vec<String>,
    /// How many files of the book could not be read completely.
    pub unread: u64,
}

/// Shapes the answer for a reader.
#[must_use]
pub fn report(mut answer: Answer, heading: Heading) -> Report {
    if heading.layout.is_public {
        public::without_assessments(&mut answer);
    }
    let title = heading
        .title
        .clone()
        .unwrap_or_else(|| usual_title(&answer, &heading));
    let queue = queue_of(&answer, heading.today);
    let summary = summary::summary(&answer, queue.len(), heading.unread);
    let summary = figures::with_figures(summary, &answer.claims);
    let (sources, parties) = (registers::sources(&answer), registers::parties(&answer));
    let accusations = answer.claims.iter().enumerate();
    let accusations =
        accusations.filter_map(|(place, facts)| accusations::accusation(place, facts));
    let accusations: Vec<Accusation> = accusations.collect();
    let titles = SourceTitles::new(&answer.sources);
    let facts = answer.claims.into_par_iter().map(|facts| {
        let named = names::in_names(&facts, &titles);
        (facts, named)
    });
    let facts: Vec<(ClaimFacts, ClaimFacts)> = facts.collect();
    let contested = contested::contested(&facts, &titles);
    let claims = facts
        .into_par_iter()
        .map(|(facts, named)| claim(facts, &named, &titles, heading.for_readers));
    let claims: Vec<ReportClaim> = claims.collect();
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
        front: front::front(&claims, &accusations),
        statements: statements::statements(&claims, &answer.articles, &heading.texts),
        accusations,
        claims,
        sources,
        parties,
        articles: answer.articles,
        method: method::notes(),
        digest: heading.digest,
        layout: heading.layout,
    }
}

/// What is to do. The public does not see it.
fn queue_of(answer: &Answer, today: NaiveDate) -> Vec<QueueEntry> {
    let entry = |(place, matters): &(usize, Vec<Matter>)| {
        let facts = answer.claims.get(*place)?;
        Some(queue::entry(facts, matters, today))
    };
    answer.queue.iter().filter_map(entry).collect()
}

/// The only claim that somebody asked for, the headline of the only article, else the book's name.
fn usual_title(answer: &Answer, heading: &Heading) -> String {
    if heading.layout.is_of_one
        && let [facts] = answer.claims.as_slice()
    {
        return facts.claim.text.clone();
    }
    match answer.articles.as_slice() {
        [article] => article.title.clone(),
        _ => heading.book.clone(),
    }
}

fn claim(
    facts: ClaimFacts,
    named: &ClaimFacts,
    titles: &SourceTitles<'_>,
    for_readers: bool,
) -> ReportClaim {
    let is_drawn =
        for_readers && (!facts.evidence.is_empty() || !named.reasoning.counter_claims.is_empty());
    ReportClaim {
        bands: is_drawn.then(|| drawing::bands(&facts, named, titles)),
        said: verdict::said(named),
        because: verdict::because(named),
        needs_origins: facts.reasoning.needs_origins,
        next_steps: steps::next_steps(named),
        evidence: if for_readers {
            Vec::new()
        } else {
            evidence::groups(&facts, named, titles)
        },
        counter_claims: facts.reasoning.counter_claims,
        fragile_on: if for_readers {
            named.reasoning.fragile_on.clone()
        } else {
            facts.reasoning.fragile_on
        },
        recheck_by: facts.extras.recheck_by,
        rulings: facts.rulings,
        accuses: facts.accuses,
        asked: facts.asked,
        searched: facts.searched,
        relations: facts.relations,
        claim: facts.claim,
    }
}

#[cfg(test)]
mod tests {
    use super::{Heading, ReportLayout, report};
    use crate::answer::report::Answer;
    use crate::answer::tests::{facts, ruling};
    use crate::answer::{ArticleRow, ClaimFacts};
    use crate::domain::article::ArticleState;
    use crate::domain::ruling::RulingStatus;
    use crate::domain::status::Status;
    use chrono::NaiveDate;
    use std::collections::BTreeMap;

    fn heading(title: Option<&str>) -> Heading {
        Heading {
            title: title.map(ToOwned::to_owned),
            book: "The book".to_owned(),
            today: NaiveDate::from_ymd_opt(2026, 3, 10).unwrap(),
            revision: None,
            internal: false,
            for_readers: true,
            digest: String::new(),
            layout: ReportLayout::default(),
            texts: BTreeMap::new(),
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
