//! Diagnostics as text: with an excerpt of the file, or one on each line.

use crate::render::clean;
use crate::view::diagnostic::{Excerpt, Passage};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io;
use std::io::Write;
use std::ops::Range;

/// Narrower than this the drawing breaks.
const NARROWEST: usize = 40;

/// Writes each diagnostic with its excerpt, drawn for a terminal of `width` columns.
pub fn human(
    excerpts: &[Excerpt],
    coloured: bool,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if coloured {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(width.max(NARROWEST));
    for excerpt in excerpts {
        writeln!(out, "{}\n", renderer.render(&[group(excerpt)]))?;
    }
    Ok(())
}

/// Writes each diagnostic on one line: `path:line:column: severity[code]: message`.
pub fn short(excerpts: &[Excerpt], out: &mut dyn Write) -> io::Result<()> {
    for Excerpt {
        file,
        line,
        column,
        severity,
        code,
        message,
        ..
    } in excerpts
    {
        writeln!(
            out,
            "{}:{line}:{column}: {severity}[{code}]: {}",
            visible(file),
            visible(message)
        )?;
    }
    Ok(())
}

fn group(excerpt: &Excerpt) -> Group<'_> {
    let level = match excerpt.severity.as_str() {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::NOTE,
    };
    let title = level
        .primary_title(visible(&excerpt.message))
        .id(excerpt.code.as_str());
    let mut group = Group::with_title(title);
    for (position, passage) in excerpt.passages.iter().enumerate() {
        if passage.cut {
            group = group.element(
                origin(&passage.file)
                    .line(passage.line)
                    .char_column(passage.column),
            );
        }
        group = group.element(snippet(passage, position == 0));
    }
    if excerpt.passages.is_empty() {
        let start = origin(&excerpt.file);
        group = group.element(if (excerpt.line, excerpt.column) == (1, 1) {
            start
        } else {
            start.line(excerpt.line).char_column(excerpt.column)
        });
    }
    excerpt.help.iter().fold(group, |group, help| {
        group.element(Level::HELP.message(visible(help)))
    })
}

fn origin(file: &str) -> Origin<'static> {
    Origin::path(visible(file))
}

fn snippet(passage: &Passage, main: bool) -> Snippet<'static, Annotation<'static>> {
    let (source, mark) = shown(passage);
    let kind = if main {
        AnnotationKind::Primary
    } else {
        AnnotationKind::Context
    };
    let annotation = kind.span(mark).label(passage.label.as_deref().map(visible));
    // The drawing takes the column from the source, which is only right when the line is there from its start.
    let path = if passage.cut {
        None
    } else {
        Some(visible(&passage.file))
    };
    Snippet::source(source)
        .line_start(passage.line)
        .path(path)
        .annotation(annotation)
}

/// The source as it may reach a terminal, and the mark in it.
fn shown(passage: &Passage) -> (String, Range<usize>) {
    let part = |range: Range<usize>| clean::excerpt(passage.source.get(range).unwrap_or_default());
    let Range { start, end } = passage.mark;
    let (before, marked, after) = (
        part(0..start),
        part(start..end),
        part(end..passage.source.len()),
    );
    let mark = before.len()..before.len() + marked.len();
    ([before, marked, after].concat(), mark)
}

/// A text of somebody's within a line of ours: nothing in it may move the cursor, turn the line around, or hide.
fn visible(text: &str) -> String {
    clean::line(&clean::excerpt(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{human, short};
    use crate::render::clean;
    use crate::view::diagnostic::{Excerpt, Passage};
    use std::ops::Range;

    fn excerpt(source: &str, mark: Range<usize>) -> Excerpt {
        let passage = Passage {
            file: "claims/a.toml".to_owned(),
            line: 3,
            column: mark.start + 1,
            source: source.to_owned(),
            cut: false,
            mark,
            label: Some("here".to_owned()),
        };
        Excerpt {
            code: "invalid-value".to_owned(),
            severity: "error".to_owned(),
            message: "`kind` cannot be `x`".to_owned(),
            file: "claims/a.toml".to_owned(),
            line: 3,
            column: 1,
            claim: None,
            help: vec!["one of: event, figure".to_owned()],
            count: 1,
            passages: vec![passage],
        }
    }

    fn drawn(excerpt: &Excerpt, width: usize) -> String {
        let mut out = Vec::new();
        human(std::slice::from_ref(excerpt), false, width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_diagnostic_on_one_line() {
        let mut out = Vec::new();
        short(&[excerpt("", 0..0)], &mut out).unwrap();
        let line = "claims/a.toml:3:1: error[invalid-value]: `kind` cannot be `x`\n";
        assert_eq!(String::from_utf8(out).unwrap(), line);
    }

    #[test]
    fn colour_is_there_when_asked_for() {
        let mut out = Vec::new();
        human(&[excerpt("kind = \"x\"", 7..10)], true, 80, &mut out).unwrap();
        assert!(out.contains(&0x1b));
        assert!(!drawn(&excerpt("kind = \"x\"", 7..10), 80).contains('\u{1b}'));
    }

    #[test]
    fn nothing_of_a_file_reaches_the_terminal_raw() {
        let hostile =
            "a\u{1b}[2J\u{9b}2J\u{202e}\u{7f}\r\u{7}\u{2028}\u{feff}\u{e0041}\u{200b}\u{ad}";
        let mut excerpt = excerpt(hostile, 1..2);
        excerpt.message = hostile.to_owned();
        excerpt.file = hostile.to_owned();
        excerpt.help = vec![hostile.to_owned()];
        excerpt.passages[0].file = hostile.to_owned();
        excerpt.passages[0].label = Some(hostile.to_owned());
        let mut out = Vec::new();
        short(std::slice::from_ref(&excerpt), &mut out).unwrap();
        let all = drawn(&excerpt, 80) + &String::from_utf8(out).unwrap();
        assert!(
            all.chars().all(|c| c == '\n' || !clean::is_unsafe(c)),
            "{all:?}"
        );
        assert!(!all.contains(['\u{200b}', '\u{ad}', '\u{61c}']), "{all:?}");
    }

    #[test]
    fn any_width_and_any_mark_is_drawn() {
        for width in [0, 1, 10, 40, 200] {
            for mark in [0..0, 0..3, 3..3, 5..9, 9..9] {
                assert!(drawn(&excerpt("añ\t日本x", mark), width).contains("here"));
            }
        }
    }

    #[test]
    fn a_file_that_could_not_be_read_is_named_with_the_place_if_there_is_one() {
        let mut excerpt = excerpt("", 0..0);
        excerpt.passages.clear();
        assert!(drawn(&excerpt, 80).contains("--> claims/a.toml:3:1\n"));
        excerpt.line = 1;
        assert!(drawn(&excerpt, 80).contains("--> claims/a.toml\n"));
    }

    #[test]
    fn of_a_long_line_what_stands_around_the_mark_is_shown_with_its_true_column() {
        let mut excerpt = excerpt(&"x".repeat(4_000), 2_000..2_003);
        excerpt.passages[0].cut = true;
        excerpt.passages[0].column = 1_000_001;
        let drawn = drawn(&excerpt, 80);
        assert!(drawn.contains("claims/a.toml:3:1000001\n"), "{drawn}");
        assert!(
            drawn.lines().all(|line| line.chars().count() <= 80),
            "{drawn}"
        );
    }
}
