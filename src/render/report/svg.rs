//! The report's pictures as inline SVG. Colours are classes, so that the page's styles apply, also in dark mode and print.

use crate::domain::evidence::Stance;
use crate::render::clean;
use crate::render::report::html::escaped;
use crate::render::report::layout;
use crate::render::report::layout::PictureLayout;
use crate::view::report::origins::{BoxState, Edge, OriginsPicture, Tie};
use crate::view::report::{Share, StatusBar};
use askama::filters::Safe;
use std::fmt::Write;
use unicode_width::UnicodeWidthChar;

const WIDE: f64 = 206.0;
const HIGH: f64 = 58.0;
const GAP: f64 = 74.0;
const ROW: f64 = 72.0;
/// How many columns of text a box holds.
const LETTERS: usize = 33;
/// How far a tie bulges over the boxes that it joins.
const BULGE: f64 = 34.0;

/// A bar: the shares of its parts.
pub(super) fn bar(bar: &StatusBar) -> Safe<String> {
    let mut svg = "<svg class=\"bar\" aria-hidden=\"true\" focusable=\"false\">".to_owned();
    let mut from = 0;
    for Share { group, claims } in &bar.parts {
        let share = |claims: u64| claims.saturating_mul(10_000) / bar.claims.max(1);
        let (left, right) = (share(from), share(from + claims));
        let percent = |share: u64| format!("{}.{:02}%", share / 100, share % 100);
        let (x, width) = (percent(left), percent(right - left));
        let _ = write!(
            svg,
            "<rect class=\"fill-{group}\" x=\"{x}\" y=\"0\" width=\"{width}\" height=\"100%\"/>"
        );
        from += claims;
    }
    svg.push_str("</svg>");
    Safe(svg)
}

/// The picture of a claim's origins. `number` makes its ids unique in the page.
pub(super) fn origins(origins: &OriginsPicture, number: usize) -> Safe<String> {
    let columns: Vec<usize> = origins.boxes.iter().map(|found| found.column).collect();
    let lines: Vec<(usize, usize)> = origins
        .edges
        .iter()
        .map(|line| (line.from, line.to))
        .collect();
    let layout = layout::layout(&columns, &lines);
    let ties = if origins.ties.is_empty() { 0.0 } else { GAP };
    #[expect(clippy::cast_precision_loss, reason = "there are a few columns")]
    let width = px(layout.columns as f64 * (WIDE + GAP) - GAP + 4.0 + ties);
    let height = px(layout.rows * ROW + 4.0);
    let mut svg = format!(
        "<svg class=\"origins\" role=\"img\" aria-labelledby=\"o{number}-t o{number}-d\" viewBox=\"-2 -2 {width} {height}\" width=\"{width}\" height=\"{height}\"><title id=\"o{number}-t\">From the claim to the origins of its evidence</title><desc id=\"o{number}-d\">{}</desc>",
        escaped(&origins.text)
    );
    for (line, way) in origins.edges.iter().zip(&layout.ways) {
        draw_line(&mut svg, &layout, line, way, origins);
    }
    for place in 0..origins.boxes.len() {
        draw_box(&mut svg, &layout, origins, place);
    }
    for tie in &origins.ties {
        draw_tie(&mut svg, &layout, tie);
    }
    svg.push_str("</svg>");
    Safe(svg)
}

/// A length in whole pixels, which are faster to write than fractions and look the same.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a picture is some thousand pixels wide"
)]
fn px(length: f64) -> i32 {
    length.round_ties_even() as i32
}

fn left(column: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "there are a few columns")]
    let column = column as f64;
    column * (WIDE + GAP)
}

/// The middle of a box: its left edge and its height.
fn place(layout: &PictureLayout, at: usize) -> (f64, f64) {
    let (column, height) = layout.boxes.get(at).copied().unwrap_or_default();
    (left(column), height * ROW)
}

fn draw_line(
    svg: &mut String,
    layout: &PictureLayout,
    line: &Edge,
    way: &[(usize, f64)],
    origins: &OriginsPicture,
) {
    let (from_x, from_y) = place(layout, line.from);
    let (to_x, to_y) = place(layout, line.to);
    let class = match line.stance {
        _ if line.grey => "line grey",
        Some(Stance::Refutes | Stance::Denies | Stance::Disputes) => "line against-line",
        None if origins.boxes.get(line.to).is_some_and(|to| to.is_origin) => "line root",
        _ => "line",
    };
    let _ = write!(
        svg,
        "<path class=\"{class}\" d=\"M{} {}",
        px(from_x + WIDE),
        px(from_y)
    );
    let mut at = (from_x + WIDE, from_y);
    for (column, height) in way {
        let next = (left(*column), height * ROW);
        curve(svg, at, next);
        let _ = write!(svg, "H{}", px(next.0 + WIDE));
        at = (next.0 + WIDE, next.1);
    }
    curve(svg, at, (to_x, to_y));
    svg.push_str("\"/>");
}

fn curve(svg: &mut String, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
    let bend = ((to_x - x) / 2.0).abs().max(20.0);
    let (first, second) = (px(x + bend), px(to_x - bend));
    let (y, to_x, to_y) = (px(y), px(to_x), px(to_y));
    let _ = write!(svg, "C{first} {y} {second} {to_y} {to_x} {to_y}");
}

fn draw_box(svg: &mut String, layout: &PictureLayout, origins: &OriginsPicture, at: usize) {
    let Some(found) = origins.boxes.get(at) else {
        return;
    };
    let (x, y) = place(layout, at);
    let class = match found.state {
        BoxState::Claim => "claim-box",
        BoxState::Established => "established",
        BoxState::Counted => "counted",
        BoxState::Adds => "adds",
        BoxState::LeftOut => "left-out",
        BoxState::Beside => "beside",
        BoxState::Between => "between",
        BoxState::Origin => "origin-box",
    };
    let origin = if found.is_origin { " is-origin" } else { "" };
    let radius = px(if found.is_origin { HIGH / 2.0 } else { 6.0 });
    let (left, top) = (px(x), px(y - HIGH / 2.0));
    let _ = write!(
        svg,
        "<g class=\"{class}{origin}\"><rect class=\"box\" x=\"{left}\" y=\"{top}\" width=\"{WIDE}\" height=\"{HIGH}\" rx=\"{radius}\"/>"
    );
    let tag = tag(origins, at);
    let lines = [
        ("who", found.who.as_str()),
        ("what", found.what.as_str()),
        ("tag", tag.as_str()),
    ];
    let lines: Vec<(&str, &str)> = lines
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "there are three lines")]
    let first = y + 4.0 - (lines.len() as f64 - 1.0) * 8.0;
    for ((class, text), step) in lines.iter().zip([0.0, 16.0, 32.0]) {
        let letters = if found.is_origin {
            LETTERS - 2
        } else {
            LETTERS
        };
        let text = escaped(&cut(text, letters));
        let _ = write!(
            svg,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{text}</text>",
            px(x + WIDE / 2.0),
            px(first + step)
        );
    }
    svg.push_str("</g>");
}

/// The last line of a box.
fn tag(origins: &OriginsPicture, at: usize) -> String {
    let Some(found) = origins.boxes.get(at) else {
        return String::new();
    };
    let stance = origins
        .edges
        .iter()
        .find(|line| line.to == at)
        .and_then(|line| line.stance);
    let stance = stance.map_or("", Stance::as_str);
    let origin = if found.is_origin { ", an origin" } else { "" };
    match found.state {
        BoxState::Claim | BoxState::Between => String::new(),
        BoxState::Established => format!("{stance}, counts{origin}"),
        BoxState::Counted => format!("{stance}, counts as possible"),
        BoxState::Adds => format!("{stance}, adds nothing"),
        BoxState::LeftOut if stance.is_empty() => "left out".to_owned(),
        BoxState::LeftOut => format!("{stance}, left out"),
        BoxState::Beside => stance.to_owned(),
        BoxState::Origin => "origin".to_owned(),
    }
}

fn draw_tie(svg: &mut String, layout: &PictureLayout, tie: &Tie) {
    let (x, y) = place(layout, tie.one);
    let (other_x, other_y) = place(layout, tie.other);
    let (from, to) = (x + WIDE, other_x + WIDE);
    let (out, beside) = (px(from.max(to) + BULGE), px(from.max(to) + GAP / 2.0));
    let middle = px(f64::midpoint(y, other_y) + 4.0);
    let (from, to, y, other_y) = (px(from), px(to), px(y + 8.0), px(other_y - 8.0));
    let _ = write!(
        svg,
        "<g><title>{shared}: {}</title><path class=\"tie\" d=\"M{from} {y}C{out} {y} {out} {other_y} {to} {other_y}\"/><text class=\"tie-text\" x=\"{beside}\" y=\"{middle}\" text-anchor=\"middle\">{shared}</text></g>",
        escaped(&cut(&tie.whose, 60)),
        shared = tie.shared,
    );
}

/// A text, cut to at most this many columns.
fn cut(text: &str, most: usize) -> String {
    let text = clean::line(text.get(..text.floor_char_boundary(400)).unwrap_or(text));
    let mut wide = 0;
    for (position, c) in text.char_indices() {
        wide += c.width().unwrap_or(0);
        if wide > most {
            let kept = text.get(..position).unwrap_or_default();
            let kept = kept
                .char_indices()
                .next_back()
                .map_or("", |(last, _)| kept.get(..last).unwrap_or_default());
            return format!("{}…", kept.trim_end());
        }
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_by_its_width_and_says_so() {
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("much too long a text", 10), "much too…");
        assert_eq!(cut("北京北京北京", 6), "北京…");
        assert_eq!(cut(&"é".repeat(300), 5), "éééé…");
    }
}
