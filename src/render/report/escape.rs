//! Text of the book in an HTML page: no mark-up in it has an effect, and unsafe characters are shown.

use crate::render::clean;
use askama::filters::Escaper;
use sha2::{Digest, Sha256};
use std::fmt;

/// A page cuts a text that is longer than this many bytes. The JSON report has all of it.
const LONGEST: usize = 6_000;

/// Writes a text of the book into the page: cuts it if it is too long to read, shows unsafe characters, escapes mark-up.
#[derive(Clone, Copy)]
pub(super) struct Harmless;

impl Escaper for Harmless {
    fn write_escaped_str<W: fmt::Write>(&self, mut dest: W, text: &str) -> fmt::Result {
        let kept = text
            .get(..text.floor_char_boundary(LONGEST))
            .unwrap_or(text);
        clean::write_escaped(&mut dest, &clean::lines(kept), in_html)?;
        if kept.len() < text.len() {
            let more = text.chars().count() - kept.chars().count();
            write!(dest, "… (cut here; {more} characters more)")?;
        }
        Ok(())
    }
}

fn in_html(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'"' => "&quot;",
        b'\'' => "&#39;",
        _ => return None,
    })
}

/// The text as [`Harmless`] writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    // Writing into a text cannot fail.
    let _ = Harmless.write_escaped_str(&mut escaped, text);
    escaped
}

/// The hash that makes the page's policy accept a style or script.
pub(super) fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base64 by RFC 4648, with padding.
pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |group: u32, shift: u32| {
        let place = usize::try_from((group >> shift) & 63).unwrap_or_default();
        LETTERS.get(place).copied().map_or('=', char::from)
    };
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.extend([letter(group, 18), letter(group, 12)]);
        text.push(if chunk.len() > 1 {
            letter(group, 6)
        } else {
            '='
        });
        text.push(if chunk.len() > 2 {
            letter(group, 0)
        } else {
            '='
        });
    }
    text
}
