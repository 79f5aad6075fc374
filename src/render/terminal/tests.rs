//! Tables and pages as they look, at several widths, with wide scripts and hostile text.

use super::{Screen, Terminal, page};
use crate::render;
use crate::view::page::{Block, FieldList, Line, Page, TreeNode};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, Table, TableRow};
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::select;
use proptest::{prop_assert, proptest};

fn columns() -> Vec<Column> {
    vec![
        Column::new("id", Fit::Content),
        Column::new("status", Fit::Content),
        Column::new("speaker", Fit::Prefix),
        Column::new("claim", Fit::Wrap),
        Column::new("origins", Fit::Content),
        Column::new("article", Fit::Drop),
    ]
}

fn row(cells: [(&str, Role); 6]) -> TableRow {
    cells.map(|(text, role)| Cell::new(text, role)).to_vec()
}

fn sample() -> Table {
    let quiet = Role::Quiet;
    let rows = vec![
        row([
            ("toll-2025", Role::Id),
            ("contested", Role::Disputed),
            ("Northland Interior Ministry", Role::Plain),
            (
                "Attacks in the border districts killed 310 people in 2025.",
                Role::Plain,
            ),
            ("2 : 1", Role::Plain),
            ("border-town", quiet),
        ]),
        row([
            ("talks-held", Role::Id),
            ("single-source", Role::Open),
            ("the article", quiet),
            (
                "په بندر کې د خبرو اترو دوه پړاوونه وشول. وزیر وویل چې خبرې به روانې وي او پایله به یې خپره شي",
                Role::Plain,
            ),
            ("1 : 0", Role::Plain),
            ("border-town", quiet),
        ]),
        row([
            ("bridge-closed", Role::Id),
            ("refuted", Role::Against),
            ("港口邮报", Role::Plain),
            (
                "北方边境的桥梁自三月起对所有车辆关闭，直到另行通知为止，居民说。👩‍👩‍👧 🚧🚧",
                Role::Plain,
            ),
            ("0 : 2", Role::Plain),
            ("border-town", quiet),
        ]),
        row([
            ("hostile", Role::Id),
            ("not-checkable", Role::AtRest),
            ("", quiet),
            (
                "red \u{1b}[31malert\u{1b}[0m\u{7} \u{202e}drawkcab\u{202c}\tand\nnew line",
                Role::Plain,
            ),
            ("200+ : 0", Role::Plain),
            ("", quiet),
        ]),
    ];
    Table {
        columns: columns(),
        rows,
    }
}

fn drawn(table: Table, screen: Screen) -> String {
    let mut out = Vec::new();
    let mut rows = Terminal::new(&mut out, &table.columns.clone(), screen);
    render::whole(&mut rows, table).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(width: usize) -> Screen {
    Screen {
        width: Some(width),
        colour: false,
    }
}

#[test]
fn a_table_fits_the_width_and_stays_readable() {
    for width in [40, 60, 80, 120, 200] {
        let table = drawn(sample(), plain(width));
        for line in table.lines() {
            assert!(
                unicode_width::UnicodeWidthStr::width(line) <= width,
                "{width}: {line}"
            );
        }
        insta::assert_snapshot!(format!("table_{width}"), table);
    }
}

#[test]
fn both_sides_stand_under_the_claim_a_line_each() {
    let mut table = sample();
    table.columns.extend([
        Column::new("for", Fit::Under),
        Column::new("against", Fit::Under),
    ]);
    for row in &mut table.rows {
        row.extend([
            Cell::plain("The Harbour Post (harbour-count)"),
            Cell::plain("Northland denies; Quarry Survey (survey-2025)"),
        ]);
    }
    insta::assert_snapshot!("both_sides_100", drawn(table.clone(), plain(100)));
    insta::assert_snapshot!("both_sides_60", drawn(table, plain(60)));
}

#[test]
fn no_escape_reaches_the_terminal_but_our_own_colours() {
    let plain_text = drawn(sample(), plain(80));
    assert!(!plain_text.contains('\u{1b}') && !plain_text.contains('\u{202e}'));
    let coloured = drawn(
        sample(),
        Screen {
            width: Some(80),
            colour: true,
        },
    );
    assert!(coloured.contains("\u{1b}[38;5;3mcontested"), "{coloured:?}");
    assert!(
        !coloured.contains("\u{1b}[31m")
            && !coloured.contains('\u{202e}')
            && !coloured.contains('\u{7}')
    );
}

#[test]
fn rows_past_the_first_page_keep_its_widths_and_repeat_no_header() {
    let mut table = sample();
    let rows = table.rows.clone();
    table.rows = rows.into_iter().cycle().take(1203).collect();
    let drawn = drawn(table, plain(120));
    assert_eq!(
        drawn.lines().filter(|line| line.starts_with("id ")).count(),
        1
    );
    let columns: Vec<usize> = drawn
        .lines()
        .filter_map(|line| line.find("contested"))
        .collect();
    assert_eq!(columns.len(), 301);
    assert!(columns.iter().all(|column| Some(column) == columns.first()));
}

#[test]
fn a_page_has_headings_aligned_fields_and_trees() {
    let mut fields = FieldList::default();
    fields.text("said by", Some("Northland Interior Ministry"));
    fields.quoted("caveat", Some("without giving a source"));
    fields.text("absent", None::<String>);
    let leaf = TreeNode::new(
        Line::new("blog-copy", Role::Id).and("  A blog that repeats it", Role::Plain),
    );
    let root = TreeNode {
        line: Line::new("wire-story", Role::Id).and(
            "  The wire's own story, told at length so that it wraps",
            Role::Plain,
        ),
        notes: vec![Line::plain("“a total of 310”")],
        children: vec![leaf.clone(), leaf],
    };
    let mut sheet = Page(vec![
        Block::Title(
            Line::new("toll-2025", Role::Id)
                .and("  ", Role::Plain)
                .and("contested", Role::Disputed),
        ),
        Block::Paragraph(Line::plain(
            "Attacks in the border districts killed 310 people in 2025.",
        )),
        fields.block(),
    ]);
    sheet.part(Line::plain("For it"), Block::Tree(vec![root.clone(), root]));
    sheet.part(Line::plain("Nothing here"), Block::Items(Vec::new()));
    let mut out = Vec::new();
    page(&mut out, &sheet, plain(60)).unwrap();
    insta::assert_snapshot!("page_60", String::from_utf8(out).unwrap());
    let mut out = Vec::new();
    render::markdown::page(&mut out, &sheet).unwrap();
    insta::assert_snapshot!("page_markdown", String::from_utf8(out).unwrap());
}

/// Texts of the things that go wrong: wide letters, marks, joiners, blanks, controls, overrides, right-to-left letters.
fn troublesome() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "北",
        "\u{301}",
        " ",
        "\u{1b}[2J",
        "\n",
        "👩‍👩‍👧",
        "-",
        "\u{202e}",
        "ش",
        "\u{200d}",
        "\t",
    ];
    vec(select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_the_text_a_table_fits_and_nothing_unsafe_is_written(
        texts in vec(troublesome(), 1..4), speaker in troublesome(), width in 1_usize..130,
    ) {
        let mut table = Table { columns: columns(), rows: Vec::new() };
        for text in &texts {
            let quiet = Role::Quiet;
            table.rows.push(row([("id", Role::Id), ("open", Role::Open), (&speaker, Role::Plain), (text, Role::Plain),
                ("1 : 0", Role::Plain), ("article", quiet)]));
        }
        let drawn = drawn(table, plain(width));
        prop_assert!(!drawn.chars().any(|c| c != '\n' && render::clean::is_unsafe(c)), "{drawn:?}");
        for line in drawn.lines().filter(|_| width >= 24) {
            prop_assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{width}: {line:?}");
        }
    }

    #[test]
    fn whatever_the_text_a_page_writes_nothing_unsafe(text in troublesome(), width in 1_usize..60) {
        let mut fields = FieldList::default();
        fields.text("said", Some(text.clone()));
        let node = TreeNode { line: Line::plain(&text), notes: vec![Line::plain(&text)], children: Vec::new() };
        let sheet = Page(vec![Block::Title(Line::plain(&text)), fields.block(), Block::Tree(vec![node])]);
        let mut out = Vec::new();
        page(&mut out, &sheet, plain(width)).unwrap();
        render::markdown::page(&mut out, &sheet).unwrap();
        let drawn = String::from_utf8(out).unwrap();
        prop_assert!(!drawn.chars().any(|c| c != '\n' && render::clean::is_unsafe(c)), "{drawn:?}");
    }
}
