//! A text in the form in which quotes are looked for, with a map back to the text as stored.
//!
//! Two texts that differ in typography alone fold to the same text. Case stays.

use crate::domain::name::{compatible, is_apostrophe, is_dash, is_ignorable, is_mark};
use std::ops::Range;

/// Where a word may be divided. Nobody sees it elsewhere.
const SOFT_HYPHEN: char = '\u{ad}';
/// How many characters after a hyphen we look for the next line.
const FARTHEST: usize = 64;

/// A folded text that knows where each of its characters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldedText {
    text: String,
    runs: Vec<FoldRun>,
}

/// Folded units of one size, one after the other, that come from units of one size in the text as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FoldRun {
    /// The byte of the folded text at which it starts.
    folded: usize,
    /// The character of the stored text at which it starts.
    stored: usize,
    /// The bytes of a unit in the folded text.
    width: usize,
    /// The characters of a unit in the stored text.
    span: usize,
}

impl FoldedText {
    /// Folds a text: NFKC; plain quotation marks, apostrophes and dashes; one space for any white space; without soft
    /// hyphens, characters that nobody sees, and hyphens at the ends of lines.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folder = TextFolder {
            rest: text,
            at: 0,
            folded: Self {
                text: String::with_capacity(text.len()),
                runs: Vec::new(),
            },
        };
        folder.run();
        folder.folded
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters of the stored text, counted from 0, that some bytes of the folded text come from.
    #[must_use]
    pub fn stored(&self, bytes: &Range<usize>) -> Range<usize> {
        let start = self.unit(bytes.start).start;
        if bytes.is_empty() {
            return start..start;
        }
        start..self.unit(bytes.end - 1).end
    }

    /// The characters of the stored text that the unit with this byte comes from.
    fn unit(&self, byte: usize) -> Range<usize> {
        let after = self.runs.partition_point(|run| run.folded <= byte);
        let Some(run) = after.checked_sub(1).and_then(|at| self.runs.get(at)) else {
            return 0..0;
        };
        let start = run.stored + (byte - run.folded) / run.width * run.span;
        start..start + run.span
    }

    /// The first byte of the folded text that comes from this character of the stored text or a later one.
    #[must_use]
    pub fn folded(&self, character: usize) -> usize {
        let mut after = self.runs.partition_point(|run| run.stored <= character);
        // A character that became several has a run for each of them.
        let starts_here = |at: usize| self.runs.get(at).is_some_and(|run| run.stored == character);
        while after >= 2 && starts_here(after - 1) && starts_here(after - 2) {
            after -= 1;
        }
        let next = self
            .runs
            .get(after)
            .map_or(self.text.len(), |run| run.folded);
        let Some(run) = after.checked_sub(1).and_then(|at| self.runs.get(at)) else {
            return next;
        };
        let units = (character - run.stored).div_ceil(run.span);
        next.min(run.folded + units * run.width)
    }

    /// The text without quotation marks, which a quote opens and closes differently, and without the stars and lines with
    /// which Markdown emphasises. Apostrophes, stars and lines within words stay.
    #[must_use]
    pub fn without_marks(&self) -> Self {
        let mut bare = Self {
            text: String::with_capacity(self.text.len()),
            runs: Vec::with_capacity(self.runs.len()),
        };
        let mut from = 0;
        for (at, mark) in self.text.match_indices(['"', '\'', '*', '_']) {
            let (before, _) = self.text.split_at_checked(at).unwrap_or_default();
            let after = self.text.get(at + 1..).unwrap_or_default();
            let is_in_word =
                before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
            if mark != "\"" && is_in_word {
                continue;
            }
            bare.copy(self, from..at);
            // What is left of a spaced mark is one space.
            from = at + 1 + usize::from(bare.text.ends_with(' ') && after.starts_with(' '));
        }
        bare.copy(self, from..self.text.len());
        bare
    }

    /// Adds a part of another folded text, with its places.
    fn copy(&mut self, other: &Self, bytes: Range<usize>) {
        let mut from = bytes.start;
        while from < bytes.end {
            let after = other.runs.partition_point(|run| run.folded <= from);
            let Some(run) = after.checked_sub(1).and_then(|at| other.runs.get(at)) else {
                return;
            };
            let end = other
                .runs
                .get(after)
                .map_or(bytes.end, |next| next.folded.min(bytes.end));
            let start = run.stored + (from - run.folded) / run.width * run.span;
            let units = other.text.get(from..end).unwrap_or_default();
            self.push_units(units, run.width, start, run.span);
            from = end;
        }
    }

    fn push(&mut self, c: char, stored: Range<usize>) {
        let span = stored.len();
        self.push_units(c.encode_utf8(&mut [0; 4]), c.len_utf8(), stored.start, span);
    }

    /// Adds units of `width` bytes each. Each comes from `span` characters of the stored text, from `start` on.
    fn push_units(&mut self, text: &str, width: usize, start: usize, span: usize) {
        let goes_on = self.runs.last().is_some_and(|run| {
            let units = (self.text.len() - run.folded) / run.width;
            run.width == width && run.span == span && run.stored + units * span == start
        });
        if !goes_on {
            self.runs.push(FoldRun {
                folded: self.text.len(),
                stored: start,
                width,
                span,
            });
        }
        self.text.push_str(text);
    }

    /// Lets the last unit come from the characters up to this one as well.
    fn stretch(&mut self, end: usize) {
        let Some(last) = self.text.chars().next_back() else {
            return;
        };
        let at = self.text.len() - last.len_utf8();
        let start = self.unit(at).start;
        self.text.truncate(at);
        while self.runs.last().is_some_and(|run| run.folded >= at) {
            self.runs.pop();
        }
        self.push(last, start..end);
    }
}

/// The folded form of a text, without spaces at its ends.
#[must_use]
pub fn fold(text: &str) -> String {
    FoldedText::new(text).text.trim().to_owned()
}

/// Folds a text from its beginning to its end.
struct TextFolder<'t> {
    rest: &'t str,
    /// How many characters were read.
    at: usize,
    folded: FoldedText,
}

impl TextFolder<'_> {
    fn run(&mut self) {
        loop {
            self.ascii();
            let Some(c) = self.next() else {
                return;
            };
            let start = self.at - 1;
            let is_plain = c.is_ascii() && self.peek().is_none_or(|next| next.is_ascii());
            if self.folded.text.ends_with(char::is_alphanumeric) && breaks_word(c, self.rest) {
                self.join_lines(start, c);
            } else if is_plain {
                self.add(plain(c), start..self.at);
            } else {
                self.cluster(start, c);
            }
        }
    }

    /// Takes over a run of characters that folding leaves as they are.
    fn ascii(&mut self) {
        let bytes = self.rest.as_bytes();
        let is_same = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'-' | b'`');
        let mut same = bytes.iter().take_while(|byte| is_same(byte)).count();
        // What follows the last one may be a mark on it.
        if bytes.get(same).is_some_and(|next| !next.is_ascii()) {
            same = same.saturating_sub(1);
        }
        if let Some((run, rest)) = self.rest.split_at_checked(same)
            && !run.is_empty()
        {
            self.folded.push_units(run, 1, self.at, 1);
            self.at += same;
            self.rest = rest;
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        self.at += 1;
        Some(c)
    }

    /// Puts the two halves of a word together. A hyphen before a capital letter or a digit is part of the word.
    fn join_lines(&mut self, start: usize, hyphen: char) {
        let is_skipped = |c: char| c.is_whitespace() || is_ignorable(c);
        while self.peek().is_some_and(is_skipped) {
            self.next();
        }
        let goes_on = self.peek().is_some_and(char::is_lowercase);
        if !goes_on && hyphen != SOFT_HYPHEN {
            self.add('-', start..self.at);
        }
    }

    /// A character with the marks on it, in NFKC.
    fn cluster(&mut self, start: usize, first: char) {
        let mut cluster = String::new();
        let mut end = self.at;
        if !is_ignorable(first) {
            cluster.push(plain(first));
        }
        while let Some(next) = self.peek() {
            let after = self.rest.get(next.len_utf8()..).unwrap_or_default();
            let is_other = !is_ignorable(next) && (cluster.is_empty() || !is_joined(next));
            if is_other || next == SOFT_HYPHEN && breaks_word(next, after) {
                break;
            }
            self.next();
            if !is_ignorable(next) {
                cluster.push(plain(next));
                end = self.at;
            }
        }
        self.compose(&cluster, start..end);
    }

    /// Adds what is written together in its one form. If that changes nothing, each character keeps its place.
    fn compose(&mut self, cluster: &str, place: Range<usize>) {
        let composed = compatible(cluster);
        let composed = composed.as_ref();
        if composed == cluster && composed.chars().count() == place.len() {
            for (at, c) in (place.start..).zip(composed.chars()) {
                self.add(plain(c), at..at + 1);
            }
        } else {
            for c in composed.chars() {
                self.add(plain(c), place.clone());
            }
        }
    }

    /// Adds a folded character. A second space or dash belongs to the first one.
    fn add(&mut self, c: char, stored: Range<usize>) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if matches!(c, ' ' | '-') && self.folded.text.ends_with(c) {
            self.folded.stretch(stored.end);
        } else if !is_ignorable(c) {
            self.folded.push(c, stored);
        }
    }
}

/// Whether a hyphen is at the end of a line, and the word goes on in the next one.
fn breaks_word(hyphen: char, after: &str) -> bool {
    if !matches!(hyphen, '-' | '\u{2010}' | SOFT_HYPHEN) {
        return false;
    }
    let mut lines = 0;
    for c in after.chars().take(FARTHEST) {
        match c {
            '\n' => lines += 1,
            c if c.is_whitespace() || is_ignorable(c) => {}
            c => {
                return lines == 1
                    && (c.is_alphabetic() || hyphen != SOFT_HYPHEN && c.is_numeric());
            }
        }
    }
    false
}

/// Whether a character can be part of the one before it.
fn is_joined(c: char) -> bool {
    !c.is_ascii()
        && (is_mark(c)
            || matches!(c, '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{3131}'..='\u{318e}' | '\u{ff9e}'..='\u{ffdc}'))
}

/// The one that stands for all quotation marks, apostrophes or dashes.
fn plain(c: char) -> char {
    match c {
        '\u{201c}'..='\u{201f}'
        | '«'
        | '»'
        | '‹'
        | '›'
        | '\u{2033}'
        | '\u{2036}'
        | '\u{301d}'..='\u{301f}'
        | '\u{ff02}' => '"',
        c if c.is_ascii() && c != '`' => c,
        c if is_apostrophe(c) => '\'',
        c if is_dash(c) => '-',
        c => c,
    }
}
