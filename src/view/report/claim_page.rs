//! A claim of the report as blocks of the neutral page.

use crate::domain::evidence::Stance;
use crate::view::page::{Block, FieldList, Line, Page, TreeNode};
use crate::view::report::{EvidenceGroup, ReportClaim, ReportRow};
use crate::view::role::Role;
use crate::view::{claim as view_claim, evidence, words};

/// The blocks of a claim.
pub(super) fn claim(claim: &ReportClaim) -> Vec<Block> {
    let row = &claim.claim;
    let mut page = Page::default();
    page.0.push(Block::Subheading(view_claim::title(row)));
    page.0.push(Block::Paragraph(Line::plain(&row.text)));
    page.0.push(fields(claim));
    for group in &claim.evidence {
        page.0
            .push(Block::Paragraph(Line::new(&group.heading, Role::Heading)));
        page.0.push(Block::Tree(origins(group)));
    }
    let relations = claim.relations.iter().map(view_claim::relation);
    let asked = claim.asked.iter().map(view_claim::asked);
    let searched = claim.searched.iter().map(view_claim::searched);
    let appearances = row.appearances.iter().map(view_claim::appearance);
    let rest: [(&str, Vec<Line>); 4] = [
        ("Also appeared", appearances.collect()),
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

fn fields(claim: &ReportClaim) -> Block {
    let row = &claim.claim;
    let mut fields = FieldList::default();
    let place: Vec<String> = row
        .section
        .iter()
        .cloned()
        .chain(row.paragraph.map(|number| format!("paragraph {number}")))
        .collect();
    fields.list("place", &place);
    match &row.speaker {
        Some(party) => fields.line("said by", Line::party(party)),
        None => fields.line("said by", Line::plain("the article, in its own voice")),
    }
    fields.party("quoted", row.quoted.as_ref());
    fields.text("said on", row.said_on.clone());
    fields.quoted("attributed as", row.attribution.as_deref());
    fields.quoted("caveat", row.caveat.as_deref());
    fields.text("evidence offered", words::offered(row));
    fields.quoted("exact words", row.quote.as_deref());
    let derived = Line::new(row.derived_status.as_str(), row.derived_status.into());
    fields.line(
        "by its evidence",
        derived.then(format!(": {}", claim.because)),
    );
    if let Some(said) = row.attribution_status {
        let line = Line::new(said.as_str(), said.into());
        fields.line("did they say it", line.then(words::attribution(said)));
    }
    fields.line("origins", Line::plain(words::counted(row)));
    for flag in &row.flags {
        let line = Line::new(flag.as_str(), Role::Heading);
        fields.line("note", line.then(format!(": {}", words::flag(*flag))));
    }
    fields.list("rests on", &claim.fragile_on);
    for ruling in &claim.rulings {
        fields.line("ruling", view_claim::ruling(ruling));
    }
    for step in &claim.next_steps {
        fields.text("would change it", Some(step.clone()));
    }
    fields.text("check again by", claim.recheck_by.clone());
    fields.list("tags", &row.tags);
    fields.text("note", row.note.clone());
    fields.text("assigned to", row.assigned.clone());
    fields.block()
}

fn origins(group: &EvidenceGroup) -> Vec<TreeNode> {
    let mut nodes = Vec::new();
    for origin in &group.origins {
        let rows = origin.rows.iter().map(item);
        if origin.through_others {
            let line = Line::plain("origin: ").and(&origin.name, Role::Heading);
            nodes.push(TreeNode {
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

fn item(row: &ReportRow) -> TreeNode {
    let mut node = evidence::node(
        &row.evidence,
        !matches!(row.evidence.stance, Stance::Supports | Stance::Refutes),
    );
    let count = match row {
        ReportRow {
            struck: true,
            left_out: Some(why),
            ..
        } => Some(format!("left out: {why}")),
        ReportRow {
            left_out: Some(why),
            ..
        } => Some(format!("adds nothing: {why}")),
        ReportRow {
            established: true, ..
        } => Some("counts, established".to_owned()),
        ReportRow {
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

#[cfg(test)]
mod tests {
    use super::{item, origins};
    use crate::answer::tests::{facts, item as row_of, own};
    use crate::domain::evidence::Stance;
    use crate::view::page::Line;
    use crate::view::report::ReportRow;
    use crate::view::report::evidence::groups;
    use crate::view::report::origins::SourceTitles;

    fn row() -> ReportRow {
        ReportRow {
            evidence: own("wire"),
            counted: false,
            established: false,
            left_out: None,
            struck: false,
            lacks: Vec::new(),
            interest: None,
        }
    }

    fn notes(row: &ReportRow) -> Vec<String> {
        let node = item(row);
        node.notes.iter().map(Line::text).collect()
    }

    #[test]
    fn a_row_of_evidence_says_how_it_counts_and_whose_side_it_takes() {
        let mut row = row();
        assert!(notes(&row).is_empty());
        row.interest = Some("it takes a side".to_owned());
        assert_eq!(notes(&row), ["it takes a side"]);
        row.counted = true;
        row.lacks = vec!["one".to_owned(), "two".to_owned()];
        assert_eq!(notes(&row)[0], "counts, not established: one; two");
        row.established = true;
        assert_eq!(notes(&row)[0], "counts, established");
        row.left_out = Some("it copies another".to_owned());
        assert_eq!(notes(&row)[0], "adds nothing: it copies another");
        row.struck = true;
        assert_eq!(
            notes(&row),
            ["left out: it copies another", "it takes a side"]
        );
    }

    #[test]
    fn only_rows_through_others_are_below_a_line_for_their_origin() {
        let copy = row_of("post", Stance::Supports, &[&["wire"]]);
        let evidence = vec![own("archive"), copy];
        let groups = groups(&facts("c", evidence), &SourceTitles::new(&[]));
        let lines: Vec<(String, usize)> = (groups.iter().flat_map(origins))
            .map(|node| (node.line.text(), node.children.len()))
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].1, 0);
        assert_eq!(lines[1], ("origin: wire".to_owned(), 1));
    }

    #[test]
    fn a_row_names_its_stance_only_where_its_group_does_not() {
        let shown = |stance| {
            let mut row = row();
            row.evidence.stance = stance;
            item(&row).line.text()
        };
        assert!(shown(Stance::Denies).contains("denies"));
        assert!(!shown(Stance::Supports).contains("supports"));
    }
}
