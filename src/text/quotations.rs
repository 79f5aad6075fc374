//! Which parts of a paragraph are in quotation marks.

use std::ops::Range;

/// A stretch of text in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Its bytes, with the marks.
    pub at: Range<usize>,
    /// Its bytes without the marks.
    pub inside: Range<usize>,
    /// Whether a mark closes it. A quotation that runs on in the next paragraph has none.
    pub is_closed: bool,
}

/// The quotations of a paragraph, in order. They do not overlap: a quotation in another one belongs to it.
pub(super) fn quotations(text: &str, paragraph: &Range<usize>) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut at = paragraph.start;
    let inside = |at: usize| text.get(at..paragraph.end).unwrap_or_default();
    while let Some((offset, open)) = inside(at)
        .char_indices()
        .find(|(offset, c)| opens(text, at + offset, *c))
    {
        let start = at + offset;
        let from = start + open.len_utf8();
        match closing(text, from, paragraph.end, open) {
            Some((end, length)) => {
                found.push(quotation(start..end + length, from..end, true));
                at = end + length;
            }
            None if matches!(open, '"' | '“' | '„' | '«') => {
                let end = paragraph.end;
                found.push(quotation(start..end, from..end, false));
                return found;
            }
            None => at = from,
        }
    }
    found
}

fn quotation(at: Range<usize>, inside: Range<usize>, is_closed: bool) -> Quotation {
    Quotation {
        at,
        inside,
        is_closed,
    }
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|before| before.chars().next_back())
}

fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|after| after.chars().next())
}

fn opens(text: &str, at: usize, c: char) -> bool {
    match c {
        '“' | '„' | '«' | '「' | '"' => true,
        '‘' | '\'' => {
            !before(text, at).is_some_and(char::is_alphanumeric)
                && after(text, at + c.len_utf8()).is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Where the mark is that closes a quotation, and its length.
fn closing(text: &str, from: usize, end: usize, open: char) -> Option<(usize, usize)> {
    let closing: &[char] = match open {
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '「' => &['」'],
        '"' => &['"', '”'],
        _ => &['’', '\''],
    };
    let inside = text.get(from..end)?;
    let is_single = matches!(open, '‘' | '\'');
    let mut ends = inside.char_indices().filter(|(offset, c)| {
        let is_apostrophe =
            || after(text, from + offset + c.len_utf8()).is_some_and(char::is_alphanumeric);
        // `the miners'` looks closed. Before the mark of a quotation is a stop, more often than not.
        closing.contains(c) && !(is_single && is_apostrophe())
    });
    let (offset, c) = ends.next()?;
    Some((from + offset, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::quotations;

    #[track_caller]
    fn finds(text: &str, expected: &[&str]) {
        let found = quotations(text, &(0..text.len()));
        let found: Vec<&str> = found.iter().map(|one| &text[one.inside.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_usual_marks_open_and_close_quotations() {
        finds("“a b,” she said, “c.”", &["a b,", "c."]);
        finds("He said \"no\" and \"yes\".", &["no", "yes"]);
        finds("«Oui», dit-il. „Ja“, sagt sie.", &["Oui", "Ja"]);
        finds("‘It’s a miners’ town,’ he said.", &["It’s a miners"]);
        finds("The miners’ strike isn't over.", &[]);
        finds("“He said ‘no’ to me,” she said.", &["He said ‘no’ to me,"]);
    }

    #[test]
    fn a_quotation_that_goes_on_in_the_next_paragraph_is_open() {
        let text = "She said: “We go. We stay.";
        let found = quotations(text, &(0..text.len()));
        assert!(!found[0].is_closed);
        assert_eq!(&text[found[0].inside.clone()], "We go. We stay.");
    }
}
