//! Decides the width of each column once, from the first rows. It tries all columns; then without those that may go; then
//! with the prefix in the text; then records instead of a table.

use super::wrap;
use crate::render::clean;
use crate::view::table::{Column, Fit, TableRow};

/// Blank columns between two columns of a table.
pub(super) const GAP: usize = 2;
/// The ways to fit, in the order to try them: the columns to keep, and how narrow their text may get.
const PLANS: [(&[Fit], usize); 3] = [
    (&[Fit::Content, Fit::Wrap, Fit::Prefix, Fit::Drop], 40),
    (&[Fit::Content, Fit::Wrap, Fit::Prefix], 36),
    (&[Fit::Content, Fit::Wrap], 30),
];
/// Text with labelled lines below it needs more room.
const NARROW_WITH_LINES: usize = 56;
/// Content that is wider than this part of the screen wraps.
const WIDEST_PART: usize = 4;
/// A width that everything fits.
const UNBOUNDED: usize = u16::MAX as usize;

/// What a table looks like on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TableLayout {
    /// Columns side by side: which, and how wide each.
    Columns(Vec<(usize, usize)>),
    /// A few lines for each row.
    Records,
}

/// The layout for these columns; `rows` are a sample of their content.
pub(super) fn decide(columns: &[Column], rows: &[TableRow], screen: Option<usize>) -> TableLayout {
    let screen = screen.unwrap_or(UNBOUNDED);
    PLANS
        .iter()
        .find_map(|(plan, narrow)| fitted(columns, shown(columns, rows, plan), (screen, *narrow)))
        .map_or(TableLayout::Records, TableLayout::Columns)
}

/// The columns of a plan, as wide as their content.
fn shown(columns: &[Column], rows: &[TableRow], plan: &[Fit]) -> Vec<(usize, usize)> {
    let chosen = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| plan.contains(&column.fit));
    let mut widths: Vec<(usize, usize)> = chosen
        .map(|(index, _)| (index, content_width(columns, rows, index)))
        .collect();
    let folded = if plan.contains(&Fit::Prefix) {
        0
    } else {
        widest(columns, rows, Fit::Prefix) + ": ".len()
    };
    let under = widest(columns, rows, Fit::Under);
    if let Some((_, width)) = widths
        .iter_mut()
        .find(|(index, _)| fit(columns, *index) == Some(Fit::Wrap))
    {
        *width = (*width + folded).max(under);
    }
    widths
}

/// The width of the widest content of such columns, with its label if it gets its own line.
fn widest(columns: &[Column], rows: &[TableRow], of: Fit) -> usize {
    let those = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.fit == of);
    let label = |column: &Column| {
        if of == Fit::Under {
            wrap::width(&column.title) + ": ".len()
        } else {
            0
        }
    };
    those
        .map(|(index, column)| content_width(columns, rows, index) + label(column))
        .max()
        .unwrap_or(0)
}

fn fit(columns: &[Column], index: usize) -> Option<Fit> {
    columns.get(index).map(|column| column.fit)
}

/// The widths that make the columns fit, unless their running text would be too narrow to read.
fn fitted(
    columns: &[Column],
    mut widths: Vec<(usize, usize)>,
    (screen, narrow): (usize, usize),
) -> Option<Vec<(usize, usize)>> {
    let wraps = |index: usize| fit(columns, index) == Some(Fit::Wrap);
    let lines_under = columns.iter().any(|column| column.fit == Fit::Under);
    let narrow = if lines_under {
        NARROW_WITH_LINES
    } else {
        narrow
    };
    let gaps = GAP * widths.len().saturating_sub(1);
    for (index, width) in &mut widths {
        if matches!(fit(columns, *index), Some(Fit::Prefix | Fit::Drop)) {
            *width = (*width).min(screen / WIDEST_PART);
        }
    }
    let fixed: usize = widths
        .iter()
        .filter(|(index, _)| !wraps(*index))
        .map(|(_, width)| width)
        .sum();
    let room = screen.checked_sub(fixed + gaps)?;
    let texts: Vec<usize> = widths
        .iter()
        .filter(|(index, _)| wraps(*index))
        .map(|(_, width)| *width)
        .collect();
    let most = fair_share(texts, room);
    for (index, width) in &mut widths {
        if wraps(*index) {
            if most < narrow.min(*width) {
                return None;
            }
            *width = (*width).min(most);
        }
    }
    Some(widths)
}

/// The most that a text column may take: those that need less than an even part leave the rest to the others.
fn fair_share(mut needs: Vec<usize>, mut room: usize) -> usize {
    needs.sort_unstable();
    let mut left = needs.len();
    for need in needs {
        let even = room.checked_div(left).unwrap_or(room);
        if need > even {
            return even;
        }
        room -= need;
        left -= 1;
    }
    UNBOUNDED
}

fn content_width(columns: &[Column], rows: &[TableRow], index: usize) -> usize {
    let title = columns
        .get(index)
        .map_or(0, |column| wrap::width(&column.title));
    let cells = rows.iter().filter_map(|row| row.get(index));
    cells
        .map(|cell| wrap::width(&clean::line(&cell.text)))
        .max()
        .unwrap_or(0)
        .max(title)
        .max(1)
}
