//! The article, statement by statement: its words with the passage of each claim in them, and notes in the margin. If the report
//! may not print the text, or the book has none, the quotes follow one another in order.

use crate::answer::ArticleRow;
use crate::domain::status::Status;
use crate::view::group::StatusGroup;
use crate::view::reading::{ReadingText, pieces};
use crate::view::report::ReportClaim;
use std::collections::BTreeMap;

/// An article.
#[derive(Clone, Debug)]
pub struct ArticleStatements {
    /// Its id; `None` for claims in no article.
    pub article: Option<String>,
    /// Its headline.
    pub title: String,
    /// Its paragraphs that have claims; with its text, all of them.
    pub paragraphs: Vec<StatementParagraph>,
}

/// A paragraph with what is said of it.
#[derive(Clone, Debug, Default)]
pub struct StatementParagraph {
    /// Its number.
    pub number: Option<u32>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// Its words.
    pub pieces: Vec<StatementPiece>,
    /// The places of the claims that deserve a note.
    pub notes: Vec<usize>,
    /// How many other claims there are: open or not checkable.
    pub others: usize,
}

/// Some words of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPiece {
    /// The words.
    pub text: String,
    /// The place of the claim that they are the passage of.
    pub claim: Option<usize>,
}

/// The articles of a report in the order of its claims. `texts`: the texts that the report may print.
pub(super) fn statements(
    claims: &[ReportClaim],
    articles: &[ArticleRow],
    texts: &BTreeMap<String, ReadingText>,
) -> Vec<ArticleStatements> {
    let mut found: Vec<(Option<&String>, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<Option<&String>, usize> = BTreeMap::new();
    for (place, claim) in claims.iter().enumerate() {
        let article = claim.claim.article.as_ref();
        let at = *places.entry(article).or_insert(found.len());
        match found.get_mut(at) {
            Some((_, claims)) => claims.push(place),
            None => found.push((article, vec![place])),
        }
    }
    let statements = found.into_iter().map(|(article, of)| {
        let text = article.and_then(|id| texts.get(id));
        ArticleStatements {
            article: article.cloned(),
            title: headline(articles, article),
            paragraphs: match text {
                Some(text) => with_text(claims, &of, text),
                None => without_text(claims, &of),
            },
        }
    });
    statements.collect()
}

fn headline(articles: &[ArticleRow], id: Option<&String>) -> String {
    let Some(id) = id else {
        return "In no article".to_owned();
    };
    let mut articles = articles.iter();
    let article = articles.find(|article| article.id == *id);
    article.map_or_else(|| id.clone(), |article| article.title.clone())
}

fn with_text(claims: &[ReportClaim], of: &[usize], text: &ReadingText) -> Vec<StatementParagraph> {
    let ids: BTreeMap<&str, usize> = (of.iter())
        .filter_map(|place| Some((claims.get(*place)?.claim.id.as_str(), *place)))
        .collect();
    let paragraphs = pieces(text).into_iter().map(|(number, pieces)| {
        let mut paragraph = StatementParagraph {
            number,
            is_heading: number.is_none(),
            ..StatementParagraph::default()
        };
        for (words, claim) in pieces {
            let claim = claim.and_then(|id| ids.get(id.as_str()).copied());
            paragraph.pieces.push(StatementPiece { text: words, claim });
        }
        noted(claims, paragraph)
    });
    paragraphs.collect()
}

fn without_text(claims: &[ReportClaim], of: &[usize]) -> Vec<StatementParagraph> {
    let mut paragraphs: Vec<StatementParagraph> = Vec::new();
    for place in of {
        let Some(claim) = claims.get(*place) else {
            continue;
        };
        let row = &claim.claim;
        let words = row.quote.as_ref().unwrap_or(&row.text);
        let piece = StatementPiece {
            text: words.clone(),
            claim: Some(*place),
        };
        let number = row.paragraph;
        match paragraphs.last_mut() {
            Some(paragraph) if number.is_some() && paragraph.number == number => {
                let gap = StatementPiece {
                    text: " … ".to_owned(),
                    claim: None,
                };
                paragraph.pieces.extend([gap, piece]);
            }
            _ => paragraphs.push(StatementParagraph {
                number,
                pieces: vec![piece],
                ..StatementParagraph::default()
            }),
        }
    }
    paragraphs
        .into_iter()
        .map(|paragraph| noted(claims, paragraph))
        .collect()
}

/// The paragraph with notes on what is solid, disputed, wrong or ruled.
fn noted(claims: &[ReportClaim], mut paragraph: StatementParagraph) -> StatementParagraph {
    let mut of: Vec<usize> = paragraph
        .pieces
        .iter()
        .filter_map(|piece| piece.claim)
        .collect();
    of.dedup();
    for place in of {
        let Some(claim) = claims.get(place) else {
            continue;
        };
        let status = claim.claim.status;
        let is_news = match StatusGroup::of(status) {
            StatusGroup::Against | StatusGroup::Disputed | StatusGroup::Solid => true,
            StatusGroup::Closed => status != Status::NotCheckable,
            StatusGroup::Reported | StatusGroup::OneOrigin | StatusGroup::Unverified => false,
        };
        if is_news && !paragraph.notes.contains(&place) {
            paragraph.notes.push(place);
        } else if !is_news {
            paragraph.others += 1;
        }
    }
    paragraph
}

#[cfg(test)]
mod tests {
    use super::{ArticleStatements, statements};
    use crate::answer::report::Answer;
    use crate::answer::tests::facts;
    use crate::domain::passage::AnchorHow;
    use crate::domain::status::Status;
    use crate::view::reading::{ReadPassage, ReadingText, TextParagraph};
    use crate::view::report::Report;
    use crate::view::report::tests::report_of;
    use crate::view::role::Role;
    use std::collections::BTreeMap;

    fn report() -> Report {
        let claim = |id: &str, quote: Option<&str>, status| {
            let mut facts = facts(id, Vec::new());
            facts.claim.article = Some("story".to_owned());
            facts.claim.paragraph = Some(1);
            facts.claim.quote = quote.map(ToOwned::to_owned);
            facts.claim.status = status;
            facts
        };
        let claims = vec![
            claim("toll", Some("310 people"), Status::Misleading),
            claim("cause", None, Status::Unverified),
        ];
        report_of(Answer {
            claims,
            ..Answer::default()
        })
    }

    fn told(of: &[ArticleStatements]) -> String {
        let paragraphs = of.iter().flat_map(|article| &article.paragraphs);
        let lines = paragraphs.map(|paragraph| {
            let pieces = paragraph.pieces.iter().map(|piece| match piece.claim {
                Some(claim) => format!("[{claim}:{}]", piece.text),
                None => piece.text.clone(),
            });
            let words: String = pieces.collect();
            format!(
                "{:?} {words} {:?}+{}",
                paragraph.number, paragraph.notes, paragraph.others
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn without_a_text_the_quotes_of_a_paragraph_follow_one_another() {
        let report = report();
        let found = statements(&report.claims, &[], &BTreeMap::new());
        assert_eq!(
            told(&found),
            "Some(1) [0:310 people] … [1:The text of cause.] [0]+1"
        );
    }

    #[test]
    fn with_a_text_the_passages_are_marked_in_it() {
        let report = report();
        let text = "Head\nIt killed 310 people.";
        let paragraph = |n, start, end| TextParagraph { n, start, end };
        let passage = |claim: &str, place: Option<(usize, usize)>| ReadPassage {
            claim: claim.to_owned(),
            start: place.map(|place| place.0),
            end: place.map(|place| place.1),
            how: AnchorHow::Exact,
            score: None,
            role: Role::Plain,
        };
        let reading = ReadingText {
            article: "story".to_owned(),
            text: text.to_owned(),
            paragraphs: vec![paragraph(None, 0, 4), paragraph(Some(1), 5, 26)],
            sentences: Vec::new(),
            passages: vec![passage("toll", Some((15, 25))), passage("cause", None)],
        };
        let texts = BTreeMap::from([("story".to_owned(), reading)]);
        let found = statements(&report.claims, &[], &texts);
        assert_eq!(
            told(&found),
            "None Head []+0\nSome(1) It killed [0:310 people]. [0]+0"
        );
    }
}
