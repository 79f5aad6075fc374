//! Lays out boxes in columns so that few lines cross: it moves each box to the middle of the boxes that it is joined to,
//! column by column, back and forth.

use std::collections::BTreeMap;

/// How often to go back and forth. More sweeps change nothing that a reader would see.
const SWEEPS: usize = 6;

/// A place for every box, and a path for every line.
#[derive(Clone, Debug, Default)]
pub(super) struct PictureLayout {
    /// The column and the middle's height, in rows, of each box.
    pub(super) boxes: Vec<(usize, f64)>,
    /// The points between the ends of each line, by column and height.
    pub(super) ways: Vec<Vec<(usize, f64)>>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// How many rows high the whole is.
    pub(super) rows: f64,
}

/// Something that takes up room in a column: a box, or a line that passes.
#[derive(Clone, Debug)]
struct Spot {
    column: usize,
    /// How much room it takes, in rows.
    room: f64,
    joined: Vec<usize>,
    height: f64,
}

/// Lays out boxes, given by their columns, and the lines between them.
pub(super) fn layout(columns: &[usize], lines: &[(usize, usize)]) -> PictureLayout {
    let mut spots: Vec<Spot> = columns
        .iter()
        .map(|column| Spot {
            column: *column,
            room: 1.0,
            joined: Vec::new(),
            height: 0.0,
        })
        .collect();
    let ways: Vec<Vec<usize>> = lines
        .iter()
        .map(|(from, to)| way(&mut spots, *from, *to))
        .collect();
    let count = columns.iter().max().map_or(0, |last| last + 1);
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (spot, found) in spots.iter().enumerate() {
        if let Some(column) = order.get_mut(found.column) {
            column.push(spot);
        }
    }
    let rows = order
        .iter()
        .map(|column| room(&spots, column))
        .fold(1.0, f64::max);
    stack(&mut spots, &order, rows);
    for sweep in 0..SWEEPS {
        let forth = sweep % 2 == 0;
        for step in 0..count {
            let column = if forth { step } else { count - 1 - step };
            if let Some(column) = order.get_mut(column) {
                sort(&spots, column, forth);
            }
            stack(&mut spots, &order, rows);
        }
    }
    let at = |spot: &usize| spots.get(*spot).map(|spot| (spot.column, spot.height));
    let boxes = (0..columns.len()).filter_map(|place| at(&place)).collect();
    PictureLayout {
        boxes,
        ways: ways
            .iter()
            .map(|way| way.iter().filter_map(at).collect())
            .collect(),
        columns: count,
        rows,
    }
}

/// The spots of a line in the columns between its ends, joined to one another.
fn way(spots: &mut Vec<Spot>, from: usize, to: usize) -> Vec<usize> {
    let column = |spots: &[Spot], spot: usize| spots.get(spot).map_or(0, |spot| spot.column);
    let (first, last) = (column(spots, from), column(spots, to));
    let mut way = Vec::new();
    let mut before = from;
    for column in first + 1..last {
        spots.push(Spot {
            column,
            room: 0.45,
            joined: vec![before],
            height: 0.0,
        });
        let here = spots.len() - 1;
        join(spots, before, here);
        way.push(here);
        before = here;
    }
    if last > first {
        join(spots, before, to);
        join(spots, to, before);
    }
    way
}

fn join(spots: &mut [Spot], one: usize, other: usize) {
    if let Some(spot) = spots.get_mut(one) {
        spot.joined.push(other);
    }
}

fn room(spots: &[Spot], column: &[usize]) -> f64 {
    column
        .iter()
        .filter_map(|spot| spots.get(*spot))
        .map(|spot| spot.room)
        .sum()
}

/// Sorts a column by the middle of the spots that each spot is joined to on one side.
fn sort(spots: &[Spot], column: &mut [usize], forth: bool) {
    let mut middles: BTreeMap<usize, f64> = BTreeMap::new();
    for place in column.iter() {
        let Some(spot) = spots.get(*place) else {
            continue;
        };
        let side = |other: &&Spot| {
            if forth {
                other.column < spot.column
            } else {
                other.column > spot.column
            }
        };
        let heights: Vec<f64> = spot
            .joined
            .iter()
            .filter_map(|other| spots.get(*other))
            .filter(side)
            .map(|other| other.height)
            .collect();
        #[expect(clippy::cast_precision_loss, reason = "there are a few dozen boxes")]
        let middle = heights.iter().sum::<f64>() / heights.len() as f64;
        middles.insert(
            *place,
            if heights.is_empty() {
                spot.height
            } else {
                middle
            },
        );
    }
    let middle = |place: &usize| middles.get(place).copied().unwrap_or_default();
    column.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
}

/// Stacks every column, centred.
fn stack(spots: &mut [Spot], order: &[Vec<usize>], rows: f64) {
    for column in order {
        let mut top = (rows - room(spots, column)) / 2.0;
        for place in column {
            if let Some(spot) = spots.get_mut(*place) {
                spot.height = top + spot.room / 2.0;
                top += spot.room;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn four_sources_of_one_origin_stand_above_one_another_and_the_origin_in_their_middle() {
        let lines = [
            (0, 1),
            (0, 2),
            (0, 3),
            (0, 4),
            (1, 5),
            (2, 5),
            (3, 5),
            (4, 5),
        ];
        let found = layout(&[0, 1, 1, 1, 1, 2], &lines);
        assert_eq!((found.columns, found.rows), (3, 4.0));
        assert_eq!(
            found.boxes,
            [(0, 2.0), (1, 0.5), (1, 1.5), (1, 2.5), (1, 3.5), (2, 2.0)]
        );
    }

    #[test]
    fn lines_are_untangled() {
        let found = layout(&[0, 1, 1, 2, 2], &[(0, 1), (0, 2), (1, 4), (2, 3)]);
        let height = |place: usize| found.boxes[place].1;
        assert_eq!(height(1) < height(2), height(4) < height(3));
    }

    #[test]
    fn a_long_line_finds_its_way_past_the_columns_between() {
        let found = layout(&[0, 1, 2], &[(0, 1), (1, 2), (0, 2)]);
        assert_eq!(
            found.ways.iter().map(Vec::len).collect::<Vec<_>>(),
            [0, 0, 1]
        );
    }

    #[test]
    fn circles_and_lines_that_lead_nowhere_are_laid_out_too() {
        let found = layout(&[0, 1, 2], &[(0, 1), (1, 2), (2, 1), (1, 1), (7, 9)]);
        assert_eq!(found.boxes.len(), 3);
    }
}
