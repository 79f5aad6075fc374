//! Diagnostics as text: with an excerpt of the file, or one a line.

use crate::view::diagnostic::Excerpt;
use crate::view::diagnostic::Passage;
use annotate_snippets::AnnotationKind;
use annotate_snippets::Group;
use annotate_snippets::Level;
use annotate_snippets::Origin;
use annotate_snippets::Renderer;
use annotate_snippets::Snippet;
use std::io;
use std::io::Write;
use std::ops::Range;

/// Narrower than this the drawing breaks.
const NARROWEST: usize = 40;

/// How much of a long line is shown around the mark, in bytes: no terminal shows more, and drawing takes its time.
const AROUND: usize = 2_000;

/// Writes each diagnostic with its excerpt, drawn for a terminal of `width` columns.
pub fn human(excerpts: &[Excerpt], coloured: bool, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(width.max(NARROWEST));
    for excerpt in excerpts {
        writeln!(out, "{}\n", renderer.render(&[group(excerpt)]))?;
    }
    Ok(())
}

/// Writes each diagnostic on one line: `path:line:column: severity[code]: message`.
pub fn short(excerpts: &[Excerpt], out: &mut dyn Write) -> io::Result<()> {
    for Excerpt { file, line, column, severity, code, message, .. } in excerpts {
        writeln!(out, "{}:{line}:{column}: {severity}[{code}]: {}", visible(file), visible(message))?;
    }
    Ok(())
}

fn group(excerpt: &Excerpt) -> Group<'_> {
    let level = match excerpt.severity.as_str() {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::NOTE,
    };
    let title = level.primary_title(visible(&excerpt.message)).id(excerpt.code.as_str());
    let mut group = Group::with_title(title);
    for (position, passage) in excerpt.passages.iter().enumerate() {
        group = group.element(snippet(passage, position == 0));
    }
    if excerpt.passages.is_empty() {
        group = group.element(Origin::path(visible(&excerpt.file)));
    }
    excerpt.help.iter().fold(group, |group, help| group.element(Level::HELP.message(visible(help))))
}

fn snippet(passage: &Passage, main: bool) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let (source, mark) = shown(passage);
    let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
    Snippet::source(source)
        .line_start(passage.first_line)
        .path(visible(&passage.file))
        .annotation(kind.span(mark).label(passage.label.as_deref().map(visible)))
}

/// The source as it may reach a terminal, and the mark in it.
fn shown(passage: &Passage) -> (String, Range<usize>) {
    let source = &passage.source;
    let from = source.floor_char_boundary(passage.mark.start.saturating_sub(AROUND));
    let to = source.ceil_char_boundary(passage.mark.start.saturating_add(AROUND));
    let mut text = String::with_capacity(to - from);
    let mut mark = (None, None);
    for (at, c) in source.get(from..to).unwrap_or_default().char_indices() {
        if from + at >= passage.mark.start {
            mark.0.get_or_insert(text.len());
        }
        if from + at >= passage.mark.end {
            mark.1.get_or_insert(text.len());
        }
        text.push(if c == '\t' || !is_hidden(c) { c } else { picture(c) });
    }
    let start = mark.0.unwrap_or(text.len());
    let end = mark.1.unwrap_or(text.len()).max(start);
    (text, start..end)
}

/// A text of somebody's within a line of ours: nothing in it may move the cursor or turn the line around.
fn visible(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { picture(c) } else { c }).collect()
}

/// Control characters, and those that change the direction of the text around them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The visible stand-in of a hidden character: Unicode's control pictures, where there is one.
fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}
