//! Reading many claims at once: ranges of rows, and the rows of other tables that belong to each claim.

use crate::index::IndexError;
use crate::index::columns::{FromColumns, selected};
use rusqlite::{CachedStatement, Connection, Row};
use std::collections::BTreeSet;

/// Something that belongs to one claim.
pub(in crate::index) trait OfClaim {
    /// The claim's row.
    fn claim_row(&self) -> i64;
}

/// A statement for these columns of a table of claims' items, for a range of claims: the claim's row comes first.
pub(in crate::index) fn of_range<'c>(
    connection: &'c Connection,
    table: &str,
    columns: &[&[&str]],
) -> Result<CachedStatement<'c>, IndexError> {
    let columns = selected(columns);
    let sql = format!(
        "SELECT claim, {columns} FROM {table} WHERE claim BETWEEN ?1 AND ?2 ORDER BY claim, position"
    );
    Ok(connection.prepare_cached(&sql)?)
}

/// Hands each row to the item of the claim that its first column names. Items and rows are both in the order of claims.
pub(in crate::index) fn fill<T: OfClaim>(
    statement: &mut CachedStatement<'_>,
    (first, last): (i64, i64),
    items: &mut [T],
    mut add: impl FnMut(&mut T, &Row<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let mut rows = statement.query([first, last])?;
    let mut items = items.iter_mut();
    let mut current = items.next();
    while let Some(row) = rows.next()? {
        let claim: i64 = row.get(0)?;
        while current
            .as_ref()
            .is_some_and(|item| item.claim_row() < claim)
        {
            current = items.next();
        }
        if let Some(item) = current.as_mut().filter(|item| item.claim_row() == claim) {
            add(item, row)?;
        }
    }
    Ok(())
}

/// Adds each row to a list of the item of its claim.
pub(in crate::index) fn fill_list<T: OfClaim, V: FromColumns>(
    statement: &mut CachedStatement<'_>,
    range: (i64, i64),
    items: &mut [T],
    list: impl Fn(&mut T) -> &mut Vec<V>,
) -> Result<(), IndexError> {
    fill(statement, range, items, |item, row| {
        list(item).push(V::read(row, 1)?);
        Ok(())
    })
}

/// The runs of consecutive numbers in a set, each by its first and last.
pub(in crate::index) fn runs(rows: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{OfClaim, fill, runs};
    use proptest::proptest;
    use rusqlite::Connection;
    use std::collections::BTreeSet;

    #[test]
    fn consecutive_rows_are_read_in_one_go() {
        assert_eq!(runs(&[1, 2, 3, 5, 7, 8].into()), [(1, 3), (5, 5), (7, 8)]);
        assert!(runs(&[].into()).is_empty());
    }

    proptest! {
        #[test]
        fn runs_hold_exactly_the_rows_and_never_touch(rows in proptest::collection::btree_set(0_i64..30, 0..20)) {
            let runs = runs(&rows);
            let held: BTreeSet<i64> = runs.iter().flat_map(|(first, last)| *first..=*last).collect();
            proptest::prop_assert_eq!(held, rows);
            for pair in runs.windows(2) {
                proptest::prop_assert!(pair[0].1 + 1 < pair[1].0);
            }
        }
    }

    struct Basket(i64, Vec<String>);

    impl OfClaim for Basket {
        fn claim_row(&self) -> i64 {
            self.0
        }
    }

    #[test]
    fn every_item_gets_the_rows_of_its_claim_and_no_others() {
        let connection = Connection::open_in_memory().unwrap();
        let sql = "SELECT column1, column2 FROM (VALUES (1, 'a'), (1, 'b'), (2, 'lost'), (3, 'c'), (5, 'd'), (9, 'lost'))
                   WHERE column1 BETWEEN ?1 AND ?2";
        let mut statement = connection.prepare_cached(sql).unwrap();
        let mut baskets = [1, 3, 4, 5].map(|claim| Basket(claim, Vec::new()));
        fill(&mut statement, (1, 9), &mut baskets, |basket, row| {
            basket.1.push(row.get(1)?);
            Ok(())
        })
        .unwrap();
        let held: Vec<String> = baskets.iter().map(|basket| basket.1.concat()).collect();
        assert_eq!(held, ["ab", "c", "", "d"]);
    }
}
