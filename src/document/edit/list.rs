//! Lists between brackets: adds and removes entries, and keeps commas and comments in order.

use crate::document::edit::splice::Splice;
use crate::document::edit::{layout, splice};
use crate::document::parse::lines::cut;
use crate::domain::name::fold;
use std::ops::Range;
use toml::de::DeTable;

/// A list as it is written in a text.
pub(in crate::document) struct TomlList<'t> {
    text: &'t str,
    /// All of it, with the brackets.
    span: Range<usize>,
    /// Its entries.
    items: Vec<Range<usize>>,
    /// The entries that are texts; `None` for each other entry.
    texts: Vec<Option<String>>,
}

impl<'t> TomlList<'t> {
    /// Reads the list at `span`. `None` if something else is there.
    pub(in crate::document) fn read(text: &'t str, span: &Range<usize>) -> Option<Self> {
        const KEY: &str = "a = ";
        let alone = format!("{KEY}{}", text.get(span.clone())?);
        let table = DeTable::parse(&alone).ok()?;
        let list = table.get_ref().get("a")?.get_ref().as_array()?;
        let place = |range: Range<usize>| {
            range.start - KEY.len() + span.start..range.end - KEY.len() + span.start
        };
        Some(Self {
            text,
            span: span.clone(),
            items: list.iter().map(|item| place(item.span())).collect(),
            texts: list
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect(),
        })
    }

    /// Its entries, as they are written.
    pub(in crate::document) fn entries(&self) -> Vec<&'t str> {
        let items = self.items.iter();
        items.map(|item| cut(self.text, item.clone())).collect()
    }

    /// The text without these entries of the list. At least one must be left.
    pub(in crate::document) fn without(&self, positions: &[usize]) -> Option<String> {
        splice::apply(self.text, self.remove(positions))
    }

    /// The text with one more entry in the list.
    pub(in crate::document) fn with(&self, entry: &str) -> Option<String> {
        splice::apply(self.text, self.append(entry))
    }

    /// The text with another entry at this position of the list.
    pub(in crate::document) fn replacing(&self, position: usize, entry: &str) -> Option<String> {
        let range = self.items.get(position)?.clone();
        let text = entry.to_owned();
        splice::apply(self.text, vec![Splice { range, text }])
    }

    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The positions of the entries that say `text`, however they are spelled.
    pub(super) fn positions(&self, text: &str) -> Vec<usize> {
        let wanted = fold(text);
        let is_one = |found: &Option<String>| found.as_deref().map(fold) == Some(wanted.clone());
        (0..self.len())
            .filter(|at| self.texts.get(*at).is_some_and(is_one))
            .collect()
    }

    /// Adds an entry after the last one. If the last one has its own line, so does the new one.
    pub(super) fn append(&self, entry: &str) -> Vec<Splice> {
        let Some(last) = self.items.last() else {
            return vec![Splice::insert(self.span.start + 1, entry.to_owned())];
        };
        if !self.is_first_on_line(last)
            || self.line_of_span_start() == layout::line_start(self.text, last.start)
        {
            return vec![Splice::insert(last.end, format!(", {entry}"))];
        }
        let indent = layout::indent(self.text, last.start);
        let feed = layout::line_feed(self.text);
        let comma = self.comma_after(last);
        let line_end = layout::line_end(self.text, comma.map_or(last.end, |comma| comma + 1))
            .min(self.span.end);
        let line = cut(self.text, ..line_end);
        if !line.ends_with('\n') {
            return vec![Splice::insert(last.end, format!(", {entry}"))];
        }
        if comma.is_some() {
            return vec![Splice::insert(line_end, format!("{indent}{entry},{feed}"))];
        }
        let comma = Splice::insert(last.end, ",".to_owned());
        vec![
            comma,
            Splice::insert(line_end, format!("{indent}{entry}{feed}")),
        ]
    }

    /// Removes the entry that begins at an offset. `None` if no entry does, or if it is the only one.
    pub(super) fn remove_at(&self, start: usize) -> Option<Vec<Splice>> {
        let position = self.items.iter().position(|item| item.start == start)?;
        (self.len() > 1).then(|| self.remove(&[position]))
    }

    /// Removes entries. At least one must be left.
    pub(super) fn remove(&self, positions: &[usize]) -> Vec<Splice> {
        let mut splices: Vec<Splice> = Vec::new();
        let mut kept_before: Option<usize> = None;
        for (at, item) in self.items.iter().enumerate() {
            if !positions.contains(&at) {
                kept_before = Some(at);
                continue;
            }
            splices.push(Splice::remove(self.removal(
                at,
                item,
                kept_before.is_some(),
            )));
        }
        splices.extend(self.last_comma(positions));
        splices
    }

    /// What goes with an entry: its line, or the comma and the space between it and its neighbour.
    fn removal(&self, at: usize, item: &Range<usize>, kept_before: bool) -> Range<usize> {
        let after_comma = self.comma_after(item).map(|comma| comma + 1);
        let end = after_comma.unwrap_or(item.end);
        if self.is_alone_on_its_lines(item, end) {
            return layout::line_start(self.text, item.start)..layout::line_end(self.text, end);
        }
        let previous = at.checked_sub(1).and_then(|before| self.items.get(before));
        if let Some(previous) =
            previous.filter(|previous| kept_before && self.is_plain(previous.end..item.start))
        {
            return previous.end..item.end;
        }
        let spaces = self.text.get(end..).map_or(0, |rest| {
            rest.len() - rest.trim_start_matches([' ', '\t']).len()
        });
        item.start..end + spaces
    }

    /// The comma that would be left over if the last entries go, each has its own line, and no comma follows the last.
    fn last_comma(&self, positions: &[usize]) -> Option<Splice> {
        let last = self.items.last()?;
        let on_lines = self.is_alone_on_its_lines(last, last.end);
        if !on_lines || !positions.contains(&(self.len() - 1)) || self.comma_after(last).is_some() {
            return None;
        }
        let kept = (0..self.len()).rev().find(|at| !positions.contains(at))?;
        let comma = self.comma_after(self.items.get(kept)?)?;
        Some(Splice::remove(comma..comma + 1))
    }

    /// The offset of the comma after an entry. Spaces, line ends and comments can come before it.
    fn comma_after(&self, item: &Range<usize>) -> Option<usize> {
        let mut at = item.end;
        loop {
            let rest = self.text.get(at..self.span.end)?;
            match rest.chars().next()? {
                ',' => return Some(at),
                '#' => at = layout::line_end(self.text, at),
                c if c.is_whitespace() => at += c.len_utf8(),
                _ => return None,
            }
        }
    }

    /// Whether there is only a comma and spaces.
    fn is_plain(&self, range: Range<usize>) -> bool {
        self.text
            .get(range)
            .is_some_and(|between| between.chars().all(|c| matches!(c, ',' | ' ' | '\t')))
    }

    fn is_first_on_line(&self, item: &Range<usize>) -> bool {
        let line = self
            .text
            .get(layout::line_start(self.text, item.start)..item.start);
        line.is_some_and(|before| before.trim().is_empty())
    }

    fn line_of_span_start(&self) -> usize {
        layout::line_start(self.text, self.span.start)
    }

    fn is_alone_on_its_lines(&self, item: &Range<usize>, end: usize) -> bool {
        let rest = cut(self.text, end..layout::line_end(self.text, end));
        let ends_line = end < self.span.end && rest.ends_with('\n');
        let free = rest.trim_start();
        self.is_first_on_line(item) && ends_line && (free.is_empty() || free.starts_with('#'))
    }
}

#[cfg(test)]
mod tests {
    use super::TomlList;
    use crate::document::edit::splice;

    fn append(text: &str, entry: &str) -> String {
        splice::apply(
            text,
            TomlList::read(text, &(0..text.len()))
                .unwrap()
                .append(entry),
        )
        .unwrap()
    }

    fn remove(text: &str, positions: &[usize]) -> String {
        splice::apply(
            text,
            TomlList::read(text, &(0..text.len()))
                .unwrap()
                .remove(positions),
        )
        .unwrap()
    }

    #[track_caller]
    fn there_and_back(before: &str, after: &str) {
        assert_eq!(append(before, "9"), after);
        assert_eq!(
            remove(
                after,
                &[TomlList::read(after, &(0..after.len())).unwrap().len() - 1]
            ),
            before
        );
    }

    #[test]
    fn adding_an_entry_and_removing_it_restores_the_list() {
        there_and_back("[1]", "[1, 9]");
        there_and_back("[ 1 ]", "[ 1, 9 ]");
        there_and_back("[1, 2,]", "[1, 2, 9,]");
        there_and_back("[1 ,2 , ]", "[1 ,2, 9 , ]");
        there_and_back(
            "[\n  1, # one\n  2, # two\n]",
            "[\n  1, # one\n  2, # two\n  9,\n]",
        );
        there_and_back("[\n  1,\n  2 # two\n]", "[\n  1,\n  2, # two\n  9\n]");
        there_and_back("[\r\n\t1,\r\n]", "[\r\n\t1,\r\n\t9,\r\n]");
        there_and_back(
            "[\n  1, 2,\n  3\n  # end\n]",
            "[\n  1, 2,\n  3,\n  9\n  # end\n]",
        );
        there_and_back("[\n 1]", "[\n 1, 9]");
    }

    #[test]
    fn a_comment_before_a_removed_entry_stays() {
        assert_eq!(remove("[1, # one\n  2]", &[1]), "[1, # one\n  ]");
        assert_eq!(remove("[1, 2]", &[1]), "[1]");
    }

    #[test]
    fn entries_can_be_removed_anywhere() {
        assert_eq!(remove("[1, 2, 3]", &[0]), "[2, 3]");
        assert_eq!(remove("[1, 2, 3]", &[1]), "[1, 3]");
        assert_eq!(remove("[1, 2, 3]", &[0, 2]), "[2]");
        assert_eq!(remove("[1, 2, 3]", &[1, 2]), "[1]");
        assert_eq!(remove("[1, 2, 3, ]", &[0, 1]), "[3, ]");
        assert_eq!(
            remove("[\n  1, # one\n  2, # two\n  3,\n]", &[1]),
            "[\n  1, # one\n  3,\n]"
        );
        assert_eq!(
            remove("[\n  1, # one\n  2, # two\n  3\n]", &[1, 2]),
            "[\n  1 # one\n]"
        );
        assert_eq!(remove("[\n  1, # one\n  2\n]", &[0]), "[\n  2\n]");
    }
}
