//! The report as a neutral page, for text and Markdown.

use crate::domain::party::PartyKind;
use crate::domain::party::Reliability;
use crate::domain::source::SourceKind;
use crate::view::claim::named;
use crate::view::page::Block;
use crate::view::page::Field;
use crate::view::page::Fields;
use crate::view::page::Line;
use crate::view::page::Node;
use crate::view::page::Page;
use crate::view::report::Bar;
use crate::view::report::Claim;
use crate::view::report::Contested;
use crate::view::report::Group;
use crate::view::report::NOTHING_WAITS;
use crate::view::report::Party;
use crate::view::report::Report;
use crate::view::report::Row;
use crate::view::report::Source;
use crate::view::report::Stand;
use crate::view::report::figures;
use crate::view::role::Role;
use crate::view::table::Cell;
use crate::view::table::Column;
use crate::view::table::Fit;
use crate::view::table::Table;
use crate::view::words;
use rayon::iter::IntoParallelRefIterator;
use rayon::iter::IntoParallelRefMutIterator;
use rayon::iter::ParallelExtend;
use rayon::iter::ParallelIterator;

/// A text longer than this many bytes is cut: a page is for reading. The JSON report has all of it.
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
        page.0
            .push(Block::Paragraph(Line::new(warning, Role::Against)));
    }
    summary(&mut page, report);
    heading(
        &mut page,
        "What needs a person next",
        NOTHING_WAITS,
        Block::Items(queue(report)),
    );
    page.0
        .push(Block::Heading(Line::plain("Contested, and by whom")));
    if report.contested.is_empty() {
        page.0.push(Block::Paragraph(Line::plain(
            "Nothing in the book stands against any claim of this report.",
        )));
    }
    report
        .contested
        .iter()
        .for_each(|claim| contested(&mut page, claim));
    page.0.push(Block::Heading(Line::plain("Every claim")));
    if report.claims.is_empty() {
        page.0
            .push(Block::Paragraph(Line::plain("No claim matches.")));
    }
    page.0
        .par_extend(report.claims.par_iter().flat_map_iter(claim));
    let sources = Block::Tree(report.sources.par_iter().map(source).collect());
    heading(
        &mut page,
        "Sources",
        "No claim of this report has a source.",
        sources,
    );
    heading(
        &mut page,
        "Parties",
        "No party of the book is named.",
        Block::Table(parties(&report.parties)),
    );
    let notes = report.method.iter();
    let notes = notes.map(|note| {
        Line::new(&note.about, Role::Heading).and(format!(": {}", note.text), Role::Plain)
    });
    page.part(
        Line::plain("Method and limits"),
        Block::Items(notes.collect()),
    );
    page.0.par_iter_mut().for_each(cut_block);
    page
}

fn about(report: &Report) -> Line {
    let only = if report.selection.is_empty() {
        String::new()
    } else {
        format!("; only: {}", report.selection.join("; "))
    };
    Line::plain(format!("{}, state of {}{only}", report.book, report.day))
}

/// A part under its heading, or a line that says that there is nothing.
fn heading(page: &mut Page, title: &str, nothing: &str, block: Block) {
    let before = page.0.len();
    page.part(Line::plain(title), block);
    if page.0.len() == before {
        page.part(Line::plain(title), Block::Paragraph(Line::plain(nothing)));
    }
}

fn summary(page: &mut Page, report: &Report) {
    let summary = &report.summary;
    page.part(
        Line::plain("Summary"),
        Block::Items(summary.sentences.iter().map(Line::plain).collect()),
    );
    let columns = vec![
        Column::new("status", Fit::Content),
        Column::new("claims", Fit::Content),
        Column::new("meaning", Fit::Wrap),
    ];
    let rows = summary.status.iter().map(|count| {
        vec![
            Cell::new(count.status.as_str(), count.status.into()),
            Cell::plain(count.claims.to_string()),
            Cell::plain(count.meaning),
        ]
    });
    page.part(
        Line::plain("By status"),
        Block::Table(Table {
            columns,
            rows: rows.collect(),
        }),
    );
    page.part(
        Line::plain("By speaker"),
        Block::Table(bars("speaker", &summary.speakers)),
    );
    if summary.sections.len() > 1 {
        page.part(
            Line::plain("By section"),
            Block::Table(bars("section", &summary.sections)),
        );
    }
}

fn bars(title: &str, bars: &[Bar]) -> Table {
    let columns = vec![
        Column::new(title, Fit::Wrap),
        Column::new("claims", Fit::Content),
        Column::new("of them", Fit::Wrap),
    ];
    let rows = bars.iter().map(|bar| {
        let parts = bar
            .parts
            .iter()
            .map(|part| format!("{} {}", part.claims, figures::in_words(part.group)));
        let parts = parts.collect::<Vec<_>>().join(", ");
        vec![
            Cell::plain(&bar.name),
            Cell::plain(bar.claims.to_string()),
            Cell::plain(parts),
        ]
    });
    Table {
        columns,
        rows: rows.collect(),
    }
}

fn queue(report: &Report) -> Vec<Line> {
    let line = |waiting: &crate::view::report::Waiting| {
        let why: Vec<&str> = waiting
            .reasons
            .iter()
            .map(|reason| reason.why.as_str())
            .collect();
        Line::new(&waiting.claim, Role::Id)
            .and(" ", Role::Plain)
            .and(waiting.status.as_str(), waiting.status.into())
            .and(
                format!(" {} {}", waiting.text, words::sentence(&why.join("; "))),
                Role::Plain,
            )
    };
    report.queue.iter().map(line).collect()
}

fn contested(page: &mut Page, claim: &Contested) {
    let by = claim
        .contested_by
        .map(|by| format!(", by {}", words::contested_by(by)))
        .unwrap_or_default();
    let title = Line::new(&claim.claim, Role::Id)
        .and("  ", Role::Plain)
        .and(claim.status.as_str(), claim.status.into());
    page.0.push(Block::Subheading(title.and(by, Role::Plain)));
    let speaker = claim.speaker.as_deref().unwrap_or("The article");
    page.0.push(Block::Paragraph(Line::plain(format!(
        "{speaker}: {}",
        claim.text
    ))));
    let side = |word: &str, stands: &[Stand]| Node {
        line: Line::new(word, Role::Heading),
        notes: Vec::new(),
        children: if stands.is_empty() {
            vec![Node::new(Line::new("nothing in the book", Role::Quiet))]
        } else {
            stands.iter().map(stand).collect()
        },
    };
    page.0.push(Block::Tree(vec![
        side("For it", &claim.supports),
        side("Against it", &claim.against),
    ]));
}

fn stand(stand: &Stand) -> Node {
    let how = match stand.how.as_str() {
        "supports" | "refutes" | "ruled" => String::new(),
        how => format!(" ({})", words::stands(how)),
    };
    let left_out = stand
        .left_out
        .as_ref()
        .map(|why| format!(" (left out: {why})"))
        .unwrap_or_default();
    let through: Vec<String> = stand
        .through
        .iter()
        .map(|outlet| outlet.name.clone())
        .collect();
    let through = if through.is_empty() {
        String::new()
    } else {
        format!(", through {}", words::and(&through))
    };
    Node::new(Line::plain(format!(
        "{}{how}{through}{left_out}",
        stand.origin
    )))
}

fn claim(claim: &Claim) -> Vec<Block> {
    let row = &claim.claim;
    let mut page = Page::default();
    page.0
        .push(Block::Subheading(crate::view::claim::title(row)));
    page.0.push(Block::Paragraph(Line::plain(&row.text)));
    page.0.push(fields(claim));
    for group in &claim.evidence {
        page.0
            .push(Block::Paragraph(Line::new(&group.heading, Role::Heading)));
        page.0.push(Block::Tree(evidence(group)));
    }
    let relations = claim.relations.iter().map(crate::view::claim::relation);
    let asked = claim.asked.iter().map(crate::view::claim::asked);
    let searched = claim.searched.iter().map(crate::view::claim::searched);
    let rest: [(&str, Vec<Line>); 3] = [
        ("Related claims", relations.collect()),
        ("Asked for their answer", asked.collect()),
        ("Searched", searched.collect()),
    ];
    for (title, lines) in rest.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        page.0
            .push(Block::Paragraph(Line::new(title, Role::Heading)));
        page.0.push(Block::Items(lines));
    }
    page.0
}

fn fields(claim: &Claim) -> Block {
    let row = &claim.claim;
    let mut fields = Fields::default();
    let place: Vec<String> = row
        .section
        .iter()
        .cloned()
        .chain(row.paragraph.map(|number| format!("paragraph {number}")))
        .collect();
    fields.list("place", &place);
    match &row.speaker {
        Some(party) => fields.line("said by", named(party)),
        None => fields.line("said by", Line::plain("the article, in its own voice")),
    }
    fields.text("said on", row.said_on.clone());
    fields.quoted("attributed as", row.attribution.as_deref());
    fields.quoted("caveat", row.caveat.as_deref());
    fields.text("evidence offered", words::offered(row));
    fields.quoted("exact words", row.quote.as_deref());
    let derived = Line::new(row.derived_status.as_str(), row.derived_status.into());
    fields.line(
        "by its evidence",
        derived.and(format!(": {}", claim.because), Role::Plain),
    );
    if let Some(said) = row.attribution_status {
        let line = Line::new(said.as_str(), said.into());
        fields.line(
            "did they say it",
            line.and(words::attribution(said), Role::Plain),
        );
    }
    fields.line("origins", Line::plain(words::counted(row)));
    for flag in &row.flags {
        let line = Line::new(flag.as_str(), Role::Heading);
        fields.line(
            "note",
            line.and(format!(": {}", words::flag(*flag)), Role::Plain),
        );
    }
    fields.list("rests on", &claim.fragile_on);
    for ruling in &claim.rulings {
        fields.line("ruling", crate::view::claim::ruling(ruling));
    }
    for step in &claim.next_steps {
        fields.text("would change it", Some(step.clone()));
    }
    fields.text("look again by", claim.recheck_by.clone());
    fields.list("tags", &row.tags);
    fields.block()
}

fn evidence(group: &Group) -> Vec<Node> {
    let mut nodes = Vec::new();
    for origin in &group.origins {
        let rows = origin.rows.iter().map(item);
        if origin.through_others {
            let line = Line::plain("origin: ").and(&origin.name, Role::Heading);
            nodes.push(Node {
                line,
                notes: Vec::new(),
                children: rows.collect(),
            });
        } else {
            nodes.extend(rows);
        }
    }
    nodes
}

fn item(row: &Row) -> Node {
    let mut node = crate::view::evidence::node(
        &row.evidence,
        !matches!(row.evidence.stance.as_str(), "supports" | "refutes"),
    );
    let count = match row {
        Row {
            struck: true,
            left_out: Some(why),
            ..
        } => Some(format!("left out: {why}")),
        Row {
            left_out: Some(why),
            ..
        } => Some(format!("adds nothing: {why}")),
        Row {
            established: true, ..
        } => Some("counts, established".to_owned()),
        Row {
            counted: true,
            lacks,
            ..
        } => Some(format!("counts, not established: {}", lacks.join("; "))),
        _ => None,
    };
    let notes = count
        .into_iter()
        .chain(row.interest.clone())
        .map(|note| Line::new(note, Role::Quiet));
    node.notes.extend(notes);
    node
}

fn source(source: &Source) -> Node {
    let line = Line::new(&source.id, Role::Id).and(format!(" {}", source.title), Role::Plain);
    let mut fields = Fields::default();
    let name =
        |party: &Option<crate::answer::PartyName>| party.as_ref().map(|party| party.name.clone());
    fields.text("published by", name(&source.publisher));
    fields.text("reliability", source.reliability.map(Reliability::as_str));
    fields.text("author", source.author.clone());
    fields.text("kind", source.kind.map(SourceKind::as_str));
    fields.text("in the words of", name(&source.voice));
    let sides: Vec<String> = source
        .interests
        .iter()
        .map(|party| party.name.clone())
        .collect();
    fields.list("sides with", &sides);
    fields.text("published", source.published.clone());
    fields.text("read", source.accessed.clone());
    fields.text("retracted", source.retracted.clone());
    fields.address("address", source.url.as_deref());
    fields.address("archived", source.archive.as_deref());
    fields.text("sha256", source.sha256.clone());
    fields.list("repeats", &source.derived_from);
    fields.text(
        "origin",
        source.own_reporting.then_some("its own reporting"),
    );
    fields.list("repeated by", &source.repeated_by);
    let used: Vec<String> = source
        .cited
        .iter()
        .map(|use_| format!("{} ({})", use_.claim, use_.stance))
        .collect();
    fields.list("used for", &used);
    fields.text("note", source.note.clone());
    let Block::Fields(fields) = fields.block() else {
        return Node::new(line);
    };
    Node {
        line,
        notes: fields.into_iter().map(note).collect(),
        children: Vec::new(),
    }
}

fn note(field: Field) -> Line {
    let mut line = Line::new(format!("{}: ", field.label), Role::Quiet);
    line.0.extend(field.value.0);
    line
}

fn parties(parties: &[Party]) -> Table {
    let columns = [
        ("name", Fit::Wrap),
        ("kind", Fit::Content),
        ("part of", Fit::Drop),
        ("sides with", Fit::Drop),
        ("reliability", Fit::Content),
        ("claims", Fit::Content),
        ("sources", Fit::Content),
    ];
    let rows = parties.iter().map(|party| {
        let sides: Vec<&str> = party
            .interests
            .iter()
            .map(|side| side.name.as_str())
            .collect();
        vec![
            Cell::plain(&party.name),
            Cell::plain(party.kind.map(PartyKind::as_str).unwrap_or_default()),
            Cell::plain(
                party
                    .part_of
                    .as_ref()
                    .map(|party| party.name.clone())
                    .unwrap_or_default(),
            ),
            Cell::plain(sides.join(", ")),
            Cell::plain(party.reliability.map_or("not rated", Reliability::as_str)),
            Cell::plain(party.claims.to_string()),
            Cell::plain(party.sources.to_string()),
        ]
    });
    Table {
        columns: columns
            .iter()
            .map(|(title, fit)| Column::new(title, *fit))
            .collect(),
        rows: rows.collect(),
    }
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

fn cut_node(node: &mut Node) {
    cut_line(&mut node.line);
    node.notes.iter_mut().for_each(cut_line);
    node.children.iter_mut().for_each(cut_node);
}

fn cut_line(line: &mut Line) {
    line.0
        .iter_mut()
        .for_each(|span| words::cut(&mut span.text, LONGEST));
}
