//! The records that the index has of a file, compared with those that the file has now.

use crate::domain::records::Placed;
use std::collections::{BTreeMap, VecDeque};

/// A record as the index has it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::index) struct Stored<T> {
    /// Its row.
    pub(in crate::index) row: i64,
    /// Whether this definition of its id applies.
    pub(in crate::index) stands: bool,
    /// What it says.
    pub(in crate::index) record: T,
}

/// Records side by side in rows that only moved in their file, all by as many lines.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::index) struct Moved {
    pub(in crate::index) first: i64,
    pub(in crate::index) last: i64,
    pub(in crate::index) by: i32,
}

/// What became of the records of one kind.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::index) struct Compared<'n, T> {
    /// Those that the file no longer has.
    pub(in crate::index) gone: Vec<Stored<T>>,
    /// Those that say something else now, as they were and as they are.
    pub(in crate::index) altered: Vec<(Stored<T>, &'n T)>,
    /// Those that the index does not have.
    pub(in crate::index) new: Vec<&'n T>,
    /// Those that only moved.
    pub(in crate::index) moved: Vec<Moved>,
    /// Whether those that stay have the same order as before.
    pub(in crate::index) keeps_order: bool,
}

impl<'n, T: Placed + PartialEq> Compared<'n, T> {
    /// Compares the records in the order of the file. Of several records with one id, the first is the first, and so on.
    pub(in crate::index) fn of(stored: Vec<Stored<T>>, now: &'n [T]) -> Self {
        let pairs = pairs(&stored, now);
        let mut compared = Self {
            keeps_order: pairs.iter().flatten().is_sorted(),
            ..Self::nothing()
        };
        let mut stored: Vec<Option<Stored<T>>> = stored.into_iter().map(Some).collect();
        for (record, pair) in now.iter().zip(pairs) {
            let before = pair.and_then(|at| stored.get_mut(at)?.take());
            match before {
                Some(before) => compared.keep(before, record),
                None => compared.new.push(record),
            }
        }
        compared.gone = stored.into_iter().flatten().collect();
        compared
    }

    /// The same, but the rows stay in the order of the file: if one comes between or changes its place, all are new.
    pub(in crate::index) fn in_order(stored: Vec<Stored<T>>, now: &'n [T]) -> Self {
        let pairs = pairs(&stored, now);
        if pairs.iter().all(Option::is_some) && pairs.is_sorted() {
            Self::of(stored, now)
        } else {
            Self::replaced(stored, now)
        }
    }

    /// All gone, and all new.
    pub(in crate::index) fn replaced(stored: Vec<Stored<T>>, now: &'n [T]) -> Self {
        Self {
            gone: stored,
            new: now.iter().collect(),
            keeps_order: false,
            ..Self::nothing()
        }
    }

    /// Whether any record says something else than before, or has another place among them.
    pub(in crate::index) fn is_another_list(&self) -> bool {
        let same = self.gone.is_empty() && self.altered.is_empty() && self.new.is_empty();
        !(same && self.keeps_order)
    }

    fn nothing() -> Self {
        Self {
            gone: Vec::new(),
            altered: Vec::new(),
            new: Vec::new(),
            moved: Vec::new(),
            keeps_order: true,
        }
    }

    fn keep(&mut self, mut stored: Stored<T>, now: &'n T) {
        let by = now.line().wrapping_sub(stored.record.line()).cast_signed();
        stored.record.move_by(by);
        if stored.record != *now {
            self.altered.push((stored, now));
            return;
        }
        let row = stored.row;
        match self.moved.last_mut() {
            _ if by == 0 => {}
            Some(moved) if moved.last + 1 == row && moved.by == by => moved.last = row,
            _ => self.moved.push(Moved {
                first: row,
                last: row,
                by,
            }),
        }
    }
}

/// The place among the stored records of each record that there is now.
fn pairs<T: Placed>(stored: &[Stored<T>], now: &[T]) -> Vec<Option<usize>> {
    let mut waiting: BTreeMap<&str, VecDeque<usize>> = BTreeMap::new();
    for (at, one) in stored.iter().enumerate() {
        let id = one.record.id().as_str();
        waiting.entry(id).or_default().push_back(at);
    }
    let place = |record: &T| waiting.get_mut(record.id().as_str())?.pop_front();
    now.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::{Compared, Moved, Stored};
    use crate::domain::source::Source;
    use crate::index::tests::books::source;

    /// Sources from ids with lines, such as `a1 b4`; a capital has another title.
    fn sources(written: &str) -> Vec<Source> {
        let read = |word: &str| {
            let (id, line) = word.split_at(1);
            let mut source = source(&id.to_lowercase(), "x");
            source.words.title = id.to_owned();
            source.words.line = line.parse().unwrap();
            source
        };
        written.split_whitespace().map(read).collect()
    }

    fn stored(written: &str) -> Vec<Stored<Source>> {
        let rows = (10..).zip(sources(written));
        let stored = rows.map(|(row, record)| Stored {
            row,
            stands: true,
            record,
        });
        stored.collect()
    }

    /// What became of the sources: gone rows, altered rows, new ids, rows that moved.
    fn told(compared: &Compared<'_, Source>) -> String {
        let gone = compared.gone.iter().map(|one| format!("-{}", one.row));
        let altered = compared.altered.iter();
        let altered = altered.map(|(one, now)| format!("{}={}", one.row, now.words.title));
        let new = compared.new.iter().map(|one| format!("+{}", one.core.id));
        let moved = compared.moved.iter();
        let moved = moved.map(|Moved { first, last, by }| format!("{first}..{last}{by:+}"));
        let all: Vec<String> = gone.chain(altered).chain(new).chain(moved).collect();
        all.join(" ")
    }

    #[track_caller]
    fn check(before: &str, now: &str, expected: &str, in_order: &str) {
        let now = sources(now);
        assert_eq!(told(&Compared::of(stored(before), &now)), expected);
        assert_eq!(told(&Compared::in_order(stored(before), &now)), in_order);
    }

    #[test]
    fn records_that_stay_keep_their_rows_and_only_move() {
        check("a1 b4 c8", "a1 b4 c8", "", "");
        check("a1 b4 c8", "a2 b5 c9", "10..12+1", "10..12+1");
        check("a1 b4 c8", "a1 B5 c9", "11=B 12..12+1", "11=B 12..12+1");
        check("a1 b4 c8", "a1 c4", "-11 12..12-4", "-11 12..12-4");
    }

    #[test]
    fn rows_that_follow_the_file_are_all_new_when_one_comes_between() {
        let all = "-10 -11 +a +x +b";
        check("a1 b4", "a1 x4 b7", "+x 11..11+3", all);
        let turned = "-10 -11 +b +a";
        check("a1 b4", "b1 a4", "11..11-3 10..10+3", turned);
        check("", "a1", "+a", "+a");
        check("a1", "", "-10", "-10");
    }

    #[test]
    fn of_several_records_with_one_id_each_has_its_own_place() {
        check("a1 a4", "a1 a4", "", "");
        check("a1 A4", "A1", "-11 10=A", "-11 10=A");
    }

    #[test]
    fn another_order_is_another_list() {
        let is_other = |before, now| Compared::of(stored(before), &sources(now)).is_another_list();
        assert!(!is_other("a1 b4", "a2 b5"));
        assert!(is_other("a1 b4", "b1 a4"));
        assert!(is_other("a1 b4", "a1"));
        assert!(is_other("a1", "A1"));
        assert!(is_other("a1", "a1 b2"));
    }
}
