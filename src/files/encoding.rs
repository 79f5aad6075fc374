//! Says what the bytes of a file look like that are not UTF-8.

use std::fmt;
use std::fmt::{Display, Formatter};

/// How many bytes of a file we look at to see whether it is UTF-16.
const SAMPLE: usize = 1_024;

/// How many zeros it has at least. A broken file may have a few.
const FEWEST: usize = 4;

/// The encoding that a file looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Two bytes for each of most characters. Notepad calls it Unicode.
    Utf16,
    /// Four bytes for each character.
    Utf32,
    /// One byte for each character, the one of the web before UTF-8, with curly quotes and dashes.
    Windows1252,
    /// One byte for each character.
    Latin1,
    /// UTF-8 with something else in it.
    Mixed,
}

impl Encoding {
    /// What bytes look like that are not a text in UTF-8.
    pub(super) fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
            return Self::Utf32;
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || is_utf16(bytes) {
            return Self::Utf16;
        }
        let chunks = bytes.utf8_chunks();
        let has_utf8 = chunks
            .map(|chunk| chunk.valid())
            .any(|text| !text.is_ascii());
        let has_signs = bytes.iter().any(|byte| (0x80..0xa0).contains(byte));
        match (has_utf8, has_signs) {
            (true, _) => Self::Mixed,
            (false, true) => Self::Windows1252,
            (false, false) => Self::Latin1,
        }
    }

    /// The name by which `iconv` knows the encoding; `None` if no program can convert the file.
    #[must_use]
    pub fn iconv(self) -> Option<&'static str> {
        match self {
            Self::Utf16 => Some("UTF-16"),
            Self::Utf32 => Some("UTF-32"),
            Self::Windows1252 => Some("WINDOWS-1252"),
            Self::Latin1 => Some("ISO-8859-1"),
            Self::Mixed => None,
        }
    }
}

/// Whether every second byte is zero in much of a text, which is so for all signs of TOML in UTF-16. TOML has no zeros.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let zeros = |first: usize| {
        let every_second = sample.iter().skip(first).step_by(2);
        every_second.filter(|byte| **byte == 0).count()
    };
    let (fewer, more) = (zeros(0).min(zeros(1)), zeros(0).max(zeros(1)));
    more >= FEWEST && more > 8 * fewer && 16 * more > sample.len()
}

impl Display for Encoding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf16 => "UTF-16",
            Self::Utf32 => "UTF-32",
            Self::Windows1252 => "Windows-1252",
            Self::Latin1 => "Latin-1",
            Self::Mixed => "UTF-8 with some wrong bytes in it",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, is_utf16};

    const TEXT: &str = "[[claim]]\nid = \"cafe\"\ntext = \"The café is shut.\"\n";

    /// A text in UTF-16 with this order of bytes.
    fn utf16(order: fn(u16) -> [u8; 2], text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[track_caller]
    fn check(bytes: &[u8], expected: Encoding) {
        assert_eq!(Encoding::of(bytes), expected);
    }

    #[test]
    fn utf_8_is_not_taken_for_utf_16() {
        for text in ["", "a", "é", "\u{feff}a = 1", TEXT, "a = 1\r\n\0"] {
            assert!(!is_utf16(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn utf_16_is_known_with_and_without_a_mark() {
        let marked = format!("\u{feff}{TEXT}");
        let cyrillic =
            "[[claim]]\nid = \"a\"\ntext = \"Мост закрыт с понедельника из-за паводка.\"\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            for text in [marked.as_str(), TEXT, cyrillic, "[article]"] {
                check(&utf16(order, text), Encoding::Utf16);
            }
        }
        check(b"\xff\xfe", Encoding::Utf16);
    }

    #[test]
    fn utf_32_is_known_by_its_mark() {
        check(b"\xff\xfe\0\0a\0\0\0", Encoding::Utf32);
        check(b"\0\0\xfe\xff\0\0\0a", Encoding::Utf32);
    }

    #[test]
    fn one_byte_for_a_character_is_latin_1_or_with_curly_quotes_windows_1252() {
        check(b"text = \"caf\xe9\"", Encoding::Latin1);
        check(b"\xe9", Encoding::Latin1);
        check(b"text = \"\x93caf\xe9\x94\"", Encoding::Windows1252);
    }

    #[test]
    fn a_wrong_byte_among_utf_8_is_no_other_encoding() {
        let mixed = "text = \"Köln, caf".as_bytes();
        check(&[mixed, b"\xe9\"\n"].concat(), Encoding::Mixed);
        check(&[b"caf\xe9 \n", mixed].concat(), Encoding::Mixed);
    }
}
