//! JSON: values as an array or one on each line, written as they arrive.
//!
//! It escapes every unsafe character (see [`clean`]), also where JSON does not ask for it. So the output is safe on a
//! terminal and still means the same.

use crate::render::{clean, in_order};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io;
use std::io::{BufWriter, Write};

/// An array that grows item by item.
pub struct Array<'a> {
    out: &'a mut dyn Write,
    empty: bool,
}

impl<'a> Array<'a> {
    /// An array without items.
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out, empty: true }
    }

    /// Writes the next item.
    pub fn item(&mut self, item: &impl Serialize) -> io::Result<()> {
        self.out
            .write_all(if self.empty { b"[\n" } else { b",\n" })?;
        self.empty = false;
        write(&mut *self.out, item, PrettyFormatter::new())
    }

    /// Closes the array.
    pub fn finish(mut self) -> io::Result<()> {
        self.close()
    }

    /// Closes an array that something else holds.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.out
            .write_all(if self.empty { b"[]\n" } else { b"\n]\n" })
    }
}

/// Writes a value on one line, as JSON Lines demands.
pub fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write(&mut *out, value, CompactFormatter)?;
    out.write_all(b"\n")
}

/// Writes a value over several lines.
pub fn document(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    // A long document is many small pieces. The buffer saves a call for each.
    let mut out = BufWriter::with_capacity(1 << 16, out);
    write(&mut out, value, PrettyFormatter::new())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Writes a value over several lines as [`document`] does, and renders its list `key` on all cores. The list is `items`; in
/// the value itself it is empty and at the outermost level.
pub fn around<T: Serialize + Sync>(
    out: &mut dyn Write,
    value: &impl Serialize,
    key: &str,
    items: &[T],
) -> io::Result<()> {
    let mut frame = Vec::new();
    document(&mut frame, value)?;
    let frame = String::from_utf8_lossy(&frame);
    // A JSON text holds no raw line feed, so this can only be the key itself.
    let empty = format!("\n  \"{key}\": []");
    let Some((before, after)) = frame.split_once(&empty).filter(|_| !items.is_empty()) else {
        return out.write_all(frame.as_bytes());
    };
    write!(out, "{before}\n  \"{key}\": [")?;
    in_order(out, items, |out, place, item| {
        let mut text = Vec::new();
        write(&mut text, item, PrettyFormatter::new())?;
        out.extend_from_slice(if place == 0 { b"" } else { b"," });
        for line in text.split(|byte| *byte == b'\n') {
            out.extend_from_slice(b"\n    ");
            out.extend_from_slice(line);
        }
        Ok(())
    })?;
    write!(out, "\n  ]{after}")
}

fn write<W: Write>(out: W, value: &impl Serialize, formatter: impl Formatter) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Safe(formatter));
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// Writes a piece of a text. GitHub obeys `##[…]` anywhere in a log, so no text has it as it is.
fn write_without_commands<W: ?Sized + Write>(writer: &mut W, piece: &str) -> io::Result<()> {
    let mut parts = piece.split("##[");
    writer.write_all(parts.next().unwrap_or_default().as_bytes())?;
    parts.try_for_each(|part| write!(writer, "#\\u0023[{part}"))
}

/// A formatter that escapes what would act on a terminal, and otherwise formats as another does.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((position, c)) = clean::first(rest, clean::may_act) {
            let (before, after) = rest.split_at(position);
            write_without_commands(writer, before)?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = after.strip_prefix(c).unwrap_or_default();
        }
        write_without_commands(writer, rest)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Array, around, document, line};
    use serde_json::json;

    #[test]
    fn unsafe_characters_are_escaped_and_read_back_as_they_were() {
        let text = "a\u{1b}[2J\u{202e}\u{9b}\u{7f}\u{e0041}\u{200f}\u{2028} \"q\" 北京";
        let mut out = Vec::new();
        line(&mut out, &text).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(
            !written
                .trim_end()
                .chars()
                .any(|c| super::clean::is_unsafe(c) || c == '\u{200f}'),
            "{written}"
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn a_command_to_github_is_escaped_and_read_back_as_it_was() {
        for text in ["##[error]x ##[", "é##[\u{1b}##[x", "# ## [", "::error::x"] {
            let mut out = Vec::new();
            line(&mut out, &text).unwrap();
            let written = String::from_utf8(out).unwrap();
            assert!(!written.contains("##["), "{written}");
            assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }

    #[test]
    fn a_list_written_apart_stands_where_it_would() {
        let text = "line\n  \"list\": []";
        for items in [
            vec![],
            vec![json!({ "a": [1, { "b": text }] })],
            vec![json!(1), json!([]), json!("x")],
        ] {
            let whole = json!({ "before": text, "list": items, "after": { "list": [] } });
            let frame = json!({ "before": text, "list": [], "after": { "list": [] } });
            let (mut expected, mut written) = (Vec::new(), Vec::new());
            document(&mut expected, &whole).unwrap();
            around(&mut written, &frame, "list", &items).unwrap();
            assert_eq!(
                String::from_utf8(written).unwrap(),
                String::from_utf8(expected).unwrap()
            );
        }
    }

    #[test]
    fn an_array_is_closed_whether_or_not_it_has_items() {
        let mut out = Vec::new();
        Array::new(&mut out).finish().unwrap();
        assert_eq!(out, b"[]\n");
        let mut out = Vec::new();
        let mut array = Array::new(&mut out);
        array.item(&1).unwrap();
        array.item(&2).unwrap();
        array.finish().unwrap();
        assert_eq!(serde_json::from_slice::<Vec<u8>>(&out).unwrap(), [1, 2]);
    }
}
