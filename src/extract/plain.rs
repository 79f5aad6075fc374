//! Plain text: line ends, blank lines, and nothing else.

use crate::extract::decode::decode;
use crate::extract::{ExtractError, ExtractedArticle, ReadingNote};

/// Above so many characters in a line, a text without blank lines has a paragraph in each line.
const LONG_LINE: usize = 120;

/// Reads a plain text.
pub(super) fn read(bytes: &[u8]) -> Result<ExtractedArticle, ExtractError> {
    let (text, mut notes) = decode(bytes, None)?;
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n");
    let text = text.replace(['\u{c}', '\u{2029}'], "\n\n");
    let lines: Vec<String> = text.lines().map(readable).collect();
    let has_blank = lines
        .iter()
        .skip_while(|line| line.is_empty())
        .any(String::is_empty);
    let is_long = |line: &String| line.chars().count() > LONG_LINE;
    let one_each = !has_blank && lines.len() > 1 && lines.iter().any(is_long);
    if one_each {
        notes.push(ReadingNote::LinesAreParagraphs);
    }
    let mut text = lines.join(if one_each { "\n\n" } else { "\n" });
    text.truncate(text.trim_end().len());
    text.push('\n');
    let text = text.trim_start_matches('\n').to_owned();
    Ok(ExtractedArticle {
        text,
        notes,
        ..ExtractedArticle::default()
    })
}

/// A line without control characters and without white space at its end.
fn readable(line: &str) -> String {
    let kept = line.chars().filter(|one| *one == '\t' || !one.is_control());
    let kept: String = kept.collect();
    kept.trim_end().to_owned()
}
