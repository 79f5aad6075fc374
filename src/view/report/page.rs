//! The report as a neutral page, for text and Markdown.

use crate::view::page::{Block, Line, Page, TreeNode};
use crate::view::queue::{NOTHING_WAITS, QueueEntry};
use crate::view::report::accusations::Accusation;
use crate::view::report::front_page::{SHOWN, accused, front, shown, statements};
use crate::view::report::numbers::ReportNumbers;
use crate::view::report::{Contested, Report, ReportStand, StatusBar, claim_page, register_page};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::words;
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

/// A page cuts a text that is longer than this many bytes. The JSON report has all of it.
const LONGEST: usize = 6_000;

/// The page.
#[must_use]
pub fn page(report: &Report) -> Page {
    let numbers = ReportNumbers::new(report);
    let mut page = Page(vec![
        Block::Title(Line::plain(&report.title)),
        Block::Paragraph(about(report)),
    ]);
    if report.internal {
        let warning = "Internal: this report names confidential sources. Not for publication.";
        page.paragraph(Line::new(warning, Role::Against));
    }
    if !report.layout.is_of_one {
        front(&mut page, report);
    }
    if !report.layout.is_of_one && !report.layout.is_brief {
        statements(&mut page, report);
    }
    if !report.layout.is_of_one {
        all_contested(&mut page, report, &numbers);
    }
    if !report.layout.is_brief {
        rest(&mut page, report, &numbers);
    }
    page.0.par_iter_mut().for_each(cut_block);
    page
}

/// What a brief report leaves out.
fn rest(page: &mut Page, report: &Report, numbers: &ReportNumbers<'_>) {
    if !report.layout.is_public && !report.layout.is_of_one {
        let queue = Block::Items(queue(report, numbers));
        heading(page, "To do", NOTHING_WAITS, queue);
    }
    let accusations = report.accusations.iter().map(|one| accusation(report, one));
    page.part("Accusations", Block::Tree(accusations.collect()));
    page.0.push(Block::Heading(Line::plain("Every claim")));
    if report.claims.is_empty() {
        page.paragraph(Line::plain("No claim matches."));
    }
    page.0.extend(claim_page::claims(report, numbers));
    registers(page, report, numbers);
    let notes = report
        .notes()
        .map(|note| Line::new(&note.about, Role::Heading).then(format!(": {}", note.text)));
    page.part("Method and limits", Block::Items(notes.collect()));
}

fn accusation(report: &Report, one: &Accusation) -> TreeNode {
    let claim = &report.claim(one.claim).claim;
    let line = accused(report, one)
        .then("  ")
        .and(claim.status.as_str(), claim.status.into());
    let mut notes = vec![format!("origins: {}", one.evidence)];
    notes.extend(one.asked.iter().cloned());
    if one.answers.is_empty() {
        notes.push("no answer on file".to_owned());
    }
    notes.extend(one.answers.iter().cloned());
    TreeNode {
        line,
        notes: notes.into_iter().map(Line::plain).collect(),
        children: Vec::new(),
    }
}

/// The sources and the parties.
fn registers(page: &mut Page, report: &Report, numbers: &ReportNumbers<'_>) {
    let sources = report.sources.iter().zip(1..);
    let sources = sources.map(|(source, number)| register_page::source(number, source, numbers));
    let sources = Block::Tree(sources.collect());
    let nothing = "No claim of this report has a source.";
    heading(page, "Sources", nothing, sources);
    if !report.layout.is_of_one {
        let speakers = bars("speaker", &report.summary.speakers);
        page.part("By speaker", Block::Table(speakers));
        let parties = Block::Table(register_page::parties(report));
        let nothing = "The report names no party of the book.";
        heading(page, "Parties", nothing, parties);
    }
}

fn about(report: &Report) -> Line {
    let only = if report.selection.is_empty() {
        String::new()
    } else {
        format!("; only: {}", report.selection.join("; "))
    };
    let as_of = match &report.revision {
        Some(revision) => revision.to_string(),
        None => report.day.clone(),
    };
    let line = Line::plain(format!("{}, as of {as_of}{only}", report.book));
    match report.edition() {
        Some(edition) => line.and(format!(". {edition}"), Role::Quiet),
        None => line,
    }
}

/// A part under its heading, or a line that says that it is empty.
fn heading(page: &mut Page, title: &str, nothing: &str, block: Block) {
    let before = page.0.len();
    page.part(title, block);
    if page.0.len() == before {
        page.part(title, Block::Paragraph(Line::plain(nothing)));
    }
}

fn bars(title: &str, bars: &[StatusBar]) -> Table {
    let columns = [
        (title, Fit::Wrap),
        ("claims", Fit::Content),
        ("of them", Fit::Wrap),
    ];
    let rows = bars.iter().map(|bar| {
        let parts = bar
            .parts
            .iter()
            .map(|part| format!("{} {}", part.claims, part.group.in_words()));
        let parts = parts.collect::<Vec<_>>().join(", ");
        vec![
            Cell::plain(&bar.name),
            Cell::plain(bar.claims.to_string()),
            Cell::plain(parts),
        ]
    });
    Table::new(columns, rows)
}

fn queue(report: &Report, numbers: &ReportNumbers<'_>) -> Vec<Line> {
    shown(&report.queue, |waiting: &QueueEntry| {
        let why: Vec<&str> = waiting
            .reasons
            .iter()
            .map(|reason| reason.why.as_str())
            .collect();
        let number = numbers.claim(&waiting.claim).unwrap_or_default();
        Line::plain(format!("[{number}] "))
            .and(waiting.status.as_str(), waiting.status.into())
            .then(format!(
                " {} {}",
                waiting.text,
                words::sentence(&why.join("; "))
            ))
    })
}

fn all_contested(page: &mut Page, report: &Report, numbers: &ReportNumbers<'_>) {
    page.0
        .push(Block::Heading(Line::plain("Disputed, with both sides")));
    if report.contested.is_empty() {
        let nothing = "Nothing in the book speaks against any claim of this report.";
        page.paragraph(Line::plain(nothing));
    }
    for claim in report.contested.iter().take(SHOWN) {
        contested(page, claim, numbers);
    }
    if report.contested.len() > SHOWN {
        let more = report.contested.len() - SHOWN;
        page.paragraph(Line::new(
            format!("{more} more, among the claims"),
            Role::Quiet,
        ));
    }
}

fn contested(page: &mut Page, claim: &Contested, numbers: &ReportNumbers<'_>) {
    let number = numbers.claim(&claim.claim).unwrap_or_default();
    let speaker = claim.speaker.as_deref().unwrap_or("The article");
    let title = Line::plain(format!("[{number}] "))
        .and(claim.status.as_str(), claim.status.into())
        .then(format!("  {speaker}: {}", claim.text));
    page.0.push(Block::Subheading(title));
    page.0.push(Block::Tree(vec![
        side("For it", &claim.supports),
        side("Against it", &claim.against),
    ]));
}

fn side(heading: &str, stands: &[ReportStand]) -> TreeNode {
    let mut node = TreeNode::new(Line::new(heading, Role::Heading));
    node.children = stands.iter().map(stand).collect();
    if stands.is_empty() {
        let nothing = Line::new("nothing in the book", Role::Quiet);
        node.children.push(TreeNode::new(nothing));
    }
    node
}

fn stand(stand: &ReportStand) -> TreeNode {
    let mut line = Line::plain(&stand.origin);
    let through = stand.through.iter().map(|outlet| outlet.name.clone());
    let through: Vec<String> = through.collect();
    if stand.in_papers {
        line = line.then(words::in_papers(stand.how, &through));
    } else if !words::goes_without_saying(stand.how) {
        line = line.then(format!(" ({})", words::bearing(stand.how)));
    }
    if !through.is_empty() && !stand.in_papers {
        line = line.then(format!(", through {}", words::and(&through)));
    }
    if let Some(why) = &stand.left_out {
        line = line.then(format!(" (not counted: {why})"));
    }
    TreeNode::new(line)
}

fn cut_block(block: &mut Block) {
    match block {
        Block::Title(line)
        | Block::Heading(line)
        | Block::Subheading(line)
        | Block::Paragraph(line) => cut_line(line),
        Block::Fields(fields) => fields
            .iter_mut()
            .for_each(|field| cut_line(&mut field.value)),
        Block::Items(lines) => lines.iter_mut().for_each(cut_line),
        Block::Tree(nodes) => nodes.iter_mut().for_each(cut_node),
        Block::Table(table) => table
            .rows
            .iter_mut()
            .flatten()
            .for_each(|cell| words::cut(&mut cell.text, LONGEST)),
    }
}

fn cut_node(node: &mut TreeNode) {
    cut_line(&mut node.line);
    node.notes.iter_mut().for_each(cut_line);
    node.children.iter_mut().for_each(cut_node);
}

fn cut_line(line: &mut Line) {
    line.0
        .iter_mut()
        .for_each(|span| words::cut(&mut span.text, LONGEST));
}
