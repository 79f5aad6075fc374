//! The report as a neutral page, for text and Markdown.

use crate::view::page::{Block, Line, Page, TreeNode};
use crate::view::queue::{NOTHING_WAITS, QueueEntry};
use crate::view::report::{Contested, Report, ReportStand, StatusBar, claim_page, register_page};
use crate::view::role::Role;
use crate::view::table::{Cell, Fit, Table};
use crate::view::words;
use rayon::iter::{
    IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelExtend, ParallelIterator,
};

/// A page cuts a text that is longer than this many bytes. The JSON report has all of it.
const LONGEST: usize = 6_000;

/// The page.
#[must_use]
pub fn page(report: &Report) -> Page {
    let mut page = Page(vec![
        Block::Title(Line::plain(&report.title)),
        Block::Paragraph(about(report)),
    ]);
    if report.internal {
        let warning = "Internal: this report names confidential sources. Not for publication.";
        page.paragraph(Line::new(warning, Role::Against));
    }
    summary(&mut page, report);
    let queue = Block::Items(queue(report));
    heading(&mut page, "To do", NOTHING_WAITS, queue);
    all_contested(&mut page, report);
    page.0.push(Block::Heading(Line::plain("Every claim")));
    if report.claims.is_empty() {
        page.paragraph(Line::plain("No claim matches."));
    }
    let claims = report.claims.par_iter();
    page.0.par_extend(claims.flat_map_iter(claim_page::claim));
    registers(&mut page, report);
    let notes = report
        .method
        .iter()
        .map(|note| Line::new(&note.about, Role::Heading).then(format!(": {}", note.text)));
    page.part("Method and limits", Block::Items(notes.collect()));
    page.0.par_iter_mut().for_each(cut_block);
    page
}

/// The sources and the parties.
fn registers(page: &mut Page, report: &Report) {
    let sources = report.sources.par_iter().map(register_page::source);
    heading(
        page,
        "Sources",
        "No claim of this report has a source.",
        Block::Tree(sources.collect()),
    );
    heading(
        page,
        "Parties",
        "The report names no party of the book.",
        Block::Table(register_page::parties(&report.parties)),
    );
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
    Line::plain(format!("{}, as of {as_of}{only}", report.book))
}

/// A part under its heading, or a line that says that it is empty.
fn heading(page: &mut Page, title: &str, nothing: &str, block: Block) {
    let before = page.0.len();
    page.part(title, block);
    if page.0.len() == before {
        page.part(title, Block::Paragraph(Line::plain(nothing)));
    }
}

fn summary(page: &mut Page, report: &Report) {
    let summary = &report.summary;
    page.part(
        "Summary",
        Block::Items(summary.sentences.iter().map(Line::plain).collect()),
    );
    let columns = [
        ("status", Fit::Content),
        ("claims", Fit::Content),
        ("meaning", Fit::Wrap),
    ];
    let rows = summary.status.iter().map(|count| {
        vec![
            Cell::new(count.status.as_str(), count.status.into()),
            Cell::plain(count.claims.to_string()),
            Cell::plain(count.meaning),
        ]
    });
    page.part("By status", Block::Table(Table::new(columns, rows)));
    page.part(
        "By speaker",
        Block::Table(bars("speaker", &summary.speakers)),
    );
    if summary.sections.len() > 1 {
        page.part(
            "By section",
            Block::Table(bars("section", &summary.sections)),
        );
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

fn queue(report: &Report) -> Vec<Line> {
    let line = |waiting: &QueueEntry| {
        let why: Vec<&str> = waiting
            .reasons
            .iter()
            .map(|reason| reason.why.as_str())
            .collect();
        Line::new(&waiting.claim, Role::Id)
            .then(" ")
            .and(waiting.status.as_str(), waiting.status.into())
            .then(format!(
                " {} {}",
                waiting.text,
                words::sentence(&why.join("; "))
            ))
    };
    report.queue.iter().map(line).collect()
}

fn all_contested(page: &mut Page, report: &Report) {
    page.0
        .push(Block::Heading(Line::plain("Contested, and by whom")));
    if report.contested.is_empty() {
        let nothing = "Nothing in the book speaks against any claim of this report.";
        page.paragraph(Line::plain(nothing));
    }
    for claim in &report.contested {
        contested(page, claim);
    }
}

fn contested(page: &mut Page, claim: &Contested) {
    let by = claim.contested_by;
    let by = by.map_or_else(String::new, |by| {
        format!(", by {}", words::contested_by(by))
    });
    let title = Line::new(&claim.claim, Role::Id)
        .then("  ")
        .and(claim.status.as_str(), claim.status.into());
    page.0.push(Block::Subheading(title.then(by)));
    let speaker = claim.speaker.as_deref().unwrap_or("The article");
    page.paragraph(Line::plain(format!("{speaker}: {}", claim.text)));
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
        line = line.then(format!(" (left out: {why})"));
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
