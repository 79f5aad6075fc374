//! The first screen and the article, statement by statement, as blocks of the neutral page.

use crate::view::group::StatusGroup;
use crate::view::page::{Block, FieldList, Line, Page};
use crate::view::report::accusations::Accusation;
use crate::view::report::statements::StatementParagraph;
use crate::view::report::{Report, ReportClaim};
use crate::view::role::Role;
use crate::view::words;

/// A list on the first screens ends after as many entries.
pub const SHOWN: usize = 20;

/// The first screen.
pub(super) fn front(page: &mut Page, report: &Report) {
    let front = &report.front;
    let verdict = Line::new(&front.verdict, Role::Heading);
    page.paragraph(if front.rest.is_empty() {
        verdict
    } else {
        verdict.then(format!(" {}", front.rest))
    });
    for sentence in &report.summary.left_out {
        page.paragraph(Line::plain(sentence));
    }
    if !report.claims.is_empty() {
        page.paragraph(strip(report));
        page.paragraph(legend(report));
    }
    let changes = front
        .changes
        .iter()
        .map(|place| change(report.claim(*place)));
    page.part("Change before publication", Block::Items(changes.collect()));
    let disputed = shown(&front.disputed, |place| {
        let claim = &report.claim(*place).claim;
        Line::plain(format!(
            "{}: {}",
            words::speaker(claim.speaker.as_ref()),
            claim.text
        ))
    });
    page.part("Disputed: say who says it", Block::Items(disputed));
    let unanswered = shown(&front.unanswered, |place| {
        let one = report.accusations.get(*place);
        one.map_or_else(Line::default, |one| accused(report, one))
    });
    page.part("Accusations nobody answered", Block::Items(unanswered));
    let bare = shown(&front.bare, |place| {
        Line::plain(&report.claim(*place).claim.text)
    });
    page.part("No evidence", Block::Items(bare));
}

/// The first entries of a list as lines, and how many more there are.
pub(super) fn shown<T>(entries: &[T], line: impl Fn(&T) -> Line) -> Vec<Line> {
    let mut lines: Vec<Line> = entries.iter().take(SHOWN).map(line).collect();
    if entries.len() > SHOWN {
        let more = entries.len() - SHOWN;
        lines.push(Line::new(format!("{more} more"), Role::Quiet));
    }
    lines
}

/// A claim that should change: its words, where they are, and why.
fn change(claim: &ReportClaim) -> Line {
    let row = &claim.claim;
    let words = row.quote.as_ref().unwrap_or(&row.text);
    let place = row
        .paragraph
        .map_or_else(String::new, |number| format!(" (paragraph {number})"));
    let reason = claim.ruled().map_or("", |ruling| ruling.reason.as_str());
    Line::new(format!("“{words}”"), Role::Heading)
        .then(format!("{place}, "))
        .and(row.status.as_str(), row.status.into())
        .then(format!(": {reason}"))
}

fn strip(report: &Report) -> Line {
    let mut line = Line::default();
    for paragraph in &report.front.strip {
        if !line.0.is_empty() {
            line = line.then(" ");
        }
        for group in &paragraph.marks {
            line = line.and(group.sign().to_string(), group.role());
        }
    }
    line
}

fn legend(report: &Report) -> Line {
    let mut line = Line::default();
    for share in &report.front.legend {
        let before = if line.0.is_empty() { "" } else { " · " };
        line = line
            .then(before)
            .and(share.group.sign().to_string(), share.group.role())
            .then(format!(" {} {}", share.claims, share.group.in_words()));
    }
    line
}

/// The articles, paragraph by paragraph.
pub(super) fn statements(page: &mut Page, report: &Report) {
    for article in &report.statements {
        let title = format!("Statement by statement: {}", article.title);
        page.0.push(Block::Heading(Line::plain(title)));
        for paragraph in &article.paragraphs {
            let line = paragraph_line(report, paragraph);
            let mut fields = FieldList::default();
            let label = paragraph
                .number
                .map_or_else(|| "¶".to_owned(), |number| format!("¶ {number}"));
            fields.line(&label, line);
            page.0.push(fields.block());
        }
    }
}

fn paragraph_line(report: &Report, paragraph: &StatementParagraph) -> Line {
    paragraph
        .pieces
        .iter()
        .fold(Line::default(), |line, piece| match piece.claim {
            Some(claim) => {
                let group = StatusGroup::of(report.claim(claim).claim.status);
                line.and(format!("{} ", group.sign()), group.role())
                    .passage(&piece.text, group.role())
                    .and(format!(" [{}]", claim + 1), Role::Quiet)
            }
            None => line.then(&piece.text),
        })
}

pub(super) fn accused(report: &Report, one: &Accusation) -> Line {
    let claim = &report.claim(one.claim).claim;
    let speaker = words::speaker(claim.speaker.as_ref());
    Line::plain(format!(
        "{}, accused by {speaker}: {}",
        one.accused, claim.text
    ))
}
