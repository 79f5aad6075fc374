//! Findings as annotations: GitHub's workflow commands, one on each line.
//!
//! In a message `%`, carriage return and line feed are written as `%25`, `%0D` and `%0A`; in a property `:` and `,` too.

use crate::render::clean;
use crate::render::findings::Findings;
use crate::view::diagnostic::Excerpt;
use std::io;
use std::io::Write;

/// One workflow command a finding.
pub struct Github<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Github<'a> {
    /// One a line.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }
}

impl Findings for Github<'_> {
    fn finding(&mut self, finding: &Excerpt) -> io::Result<()> {
        let command = match finding.severity.as_str() {
            "error" => "error",
            "warning" => "warning",
            _ => "notice",
        };
        let Excerpt {
            file,
            line,
            column,
            code,
            ..
        } = finding;
        let (file, code) = (property(file), property(code));
        let text = std::iter::once(&finding.message)
            .chain(&finding.help)
            .map(|line| data(line));
        let text = text.collect::<Vec<_>>().join("%0A");
        writeln!(
            self.out,
            "::{command} file={file},line={line},col={column},title={code}::{text}"
        )
    }
}

fn data(text: &str) -> String {
    clean::lines(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&clean::line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn nothing_in_a_text_ends_a_command_or_begins_another() {
        assert_eq!(data("50 %\n::error::x"), "50 %25%0A::error::x");
        assert_eq!(property("a,b: c\r"), "a%2Cb%3A c ");
        assert_eq!(property("a\u{1b}[2J\u{2028}"), "a\\u{1b}[2J ");
        assert_eq!(
            data("a\u{1b}]52;c;x\u{7}\u{202e}\u{feff}"),
            "a\\u{1b}]52;c;x\\u{7}\\u{202e}\\u{feff}"
        );
    }
}
