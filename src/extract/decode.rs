//! From bytes to characters: a byte order mark decides, then what the file states, then UTF-8, then windows-1252.

use crate::extract::{ExtractError, ReadingNote};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Decodes a text. `stated` is the label of the encoding that the file states. Zeros mean that it is not a text.
pub(super) fn decode(
    bytes: &[u8],
    stated: Option<&str>,
) -> Result<(String, Vec<ReadingNote>), ExtractError> {
    let stated = stated.and_then(|label| Encoding::for_label(label.as_bytes()));
    let (encoding, assumed) = match (Encoding::for_bom(bytes), stated) {
        (Some((marked, _)), _) => (marked, None),
        (None, Some(stated)) => (stated, None),
        (None, None) if std::str::from_utf8(bytes).is_ok() => (UTF_8, None),
        (None, None) => (WINDOWS_1252, Some("windows-1252")),
    };
    let (text, _, broken) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(ExtractError::Unsupported("not a text: it holds zero bytes"));
    }
    let mut notes: Vec<ReadingNote> = assumed.map(ReadingNote::Assumed).into_iter().collect();
    if broken {
        notes.push(ReadingNote::Replaced(text.matches('\u{fffd}').count()));
    }
    Ok((text.into_owned(), notes))
}

/// The text of a file of another program. `stated` is the label of the encoding that the user names.
///
/// # Errors
/// If there is no such encoding, or if the bytes are not a text.
pub fn text_of(bytes: &[u8], stated: Option<&str>) -> Result<String, ExtractError> {
    if stated.is_some_and(|label| Encoding::for_label(label.as_bytes()).is_none()) {
        return Err(ExtractError::Unsupported(
            "in an encoding that does not exist: name one such as `windows-1252`",
        ));
    }
    decode(bytes, stated).map(|(text, _)| text)
}
