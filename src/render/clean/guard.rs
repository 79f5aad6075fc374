//! The last look at everything that the program prints.

use crate::render::clean;
use std::borrow::Cow;
use std::io;
use std::io::Write;

/// How many bytes wait for the end of their line.
const FULL: usize = 1 << 15;

/// A writer that lets only harmless characters through, whatever the formats forgot.
///
/// It shows every character that acts on a terminal (see [`clean::is_unsafe`]), but for line ends, tabs and colours. It
/// looks at whole lines, so a sequence cannot slip through in two pieces.
pub struct Guard<W: Write> {
    inner: W,
    pending: Vec<u8>,
    /// How many of the pending bytes are whole lines.
    whole: usize,
    log: Log,
}

/// Who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// A person or a program.
    Plain,
    /// GitHub, which obeys workflow commands in the log: `::error::…` at the start of a line, `##[error]…` anywhere.
    Workflow,
}

impl<W: Write> Guard<W> {
    /// A guard in front of another writer.
    pub fn new(inner: W, log: Log) -> Self {
        Self {
            inner,
            pending: Vec::new(),
            whole: 0,
            log,
        }
    }

    /// Lets the first bytes through.
    fn pass(&mut self, count: usize) -> io::Result<()> {
        self.whole = 0;
        let ready: Vec<u8> = self.pending.drain(..count).collect();
        let text = String::from_utf8_lossy(&ready);
        let text = shown(&text);
        let text = match self.log {
            Log::Plain => text,
            Log::Workflow => Cow::Owned(without_commands(&text)),
        };
        self.inner.write_all(text.as_bytes())
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') {
            self.whole = self.pending.len() + end + 1;
        }
        self.pending.extend_from_slice(bytes);
        if self.whole > 0 && self.pending.len() >= FULL {
            self.pass(self.whole)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass(self.pending.len())?;
        self.inner.flush()
    }
}

impl<W: Write> Drop for Guard<W> {
    fn drop(&mut self) {
        // Whoever wants to know of a failure has flushed.
        let _ = self.flush();
    }
}

/// The text with every unsafe character written as `\u{1b}`, but for line ends, tabs and colours.
fn shown(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = text;
    let marks_act = clean::is_left_to_right(text);
    let acts = |c| {
        let may_act = if marks_act {
            clean::may_act
        } else {
            clean::is_unsafe
        };
        may_act(c) && !matches!(c, '\n' | '\t')
    };
    while let Some((at, c)) = clean::first(rest, acts) {
        let (before, from) = rest.split_at(at);
        shown.push_str(before);
        let kept = kept(from);
        if kept == 0 {
            clean::push_code(&mut shown, c);
        }
        let (sequence, after) = from.split_at(if kept == 0 { c.len_utf8() } else { kept });
        if kept > 0 {
            shown.push_str(sequence);
        }
        rest = after;
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// The length of a line end or a colour (`ESC [ 1 ; 31 m`) that the text starts with, else 0.
fn kept(text: &str) -> usize {
    if text.starts_with("\r\n") {
        return 2;
    }
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return 0;
    };
    let after = parameters.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
    if after.starts_with('m') {
        text.len() - after.len() + 1
    } else {
        0
    }
}

/// The text with nothing in it that GitHub would obey.
fn without_commands(text: &str) -> String {
    let line = |line: &str| {
        let start = line.len() - line.trim_start().len();
        let (indent, rest) = line.split_at(start);
        let rest = rest.replace("##[", "#\\u{23}[");
        match rest.strip_prefix("::") {
            Some(command) => format!("{indent}\\u{{3a}}:{command}"),
            None => format!("{indent}{rest}"),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{FULL, Guard, Log};
    use crate::render::clean;
    use proptest::prelude::*;
    use std::io::Write;

    fn printed(pieces: &[&str], log: Log) -> String {
        let mut out = Vec::new();
        let mut guard = Guard::new(&mut out, log);
        for piece in pieces {
            guard.write_all(piece.as_bytes()).unwrap();
        }
        drop(guard);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_acts_is_shown_and_lines_and_colours_stay() {
        for (text, expected) in [
            ("a\tb\r\nc\n", "a\tb\r\nc\n"),
            ("\u{1b}[1;31mred\u{1b}[0m", "\u{1b}[1;31mred\u{1b}[0m"),
            ("\u{1b}]52;c;x\u{7}", "\\u{1b}]52;c;x\\u{7}"),
            ("\u{1b}[2J\u{1b}[", "\\u{1b}[2J\\u{1b}["),
            ("a\rb", "a\\u{d}b"),
            ("\u{9b}31m", "\\u{9b}31m"),
            (
                "\u{202e}\u{feff}\u{2028}\u{e0041}é",
                "\\u{202e}\\u{feff}\\u{2028}\\u{e0041}é",
            ),
        ] {
            assert_eq!(printed(&[text], Log::Plain), expected);
        }
    }

    #[test]
    fn a_sequence_in_two_pieces_is_seen_whole() {
        let long = "x".repeat(FULL);
        assert_eq!(
            printed(&[&long, "\u{1b}", "[2J\n", "\u{1b}[", "1m"], Log::Plain),
            format!("{long}\\u{{1b}}[2J\n\u{1b}[1m")
        );
    }

    #[test]
    fn a_log_that_obeys_commands_gets_none() {
        let text = "::add-mask::a\n  ::stop-commands::b\na ##[error]c\na::b\n";
        assert_eq!(printed(&[text], Log::Plain), text);
        assert_eq!(
            printed(&[text], Log::Workflow),
            "\\u{3a}:add-mask::a\n  \\u{3a}:stop-commands::b\na #\\u{23}[error]c\na::b\n"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_unsafe_leaves_but_colours(text in "[\u{1b}\\[\\]m;1\r\n\t\u{9b}\u{202e}é:#]{0,12}") {
            let printed = printed(&[&text], Log::Workflow);
            let without_colours = printed.split("\u{1b}[").enumerate().map(|(number, part)| {
                let colour = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
                if number == 0 { part } else { colour.strip_prefix('m').unwrap() }
            });
            let plain = without_colours.collect::<String>().replace("\r\n", "\n");
            prop_assert!(!plain.chars().any(|c| clean::is_unsafe(c) && !matches!(c, '\n' | '\t')));
            prop_assert!(!printed.lines().any(|line| line.trim().starts_with("::")));
            prop_assert!(!printed.contains("##["));
        }
    }
}
