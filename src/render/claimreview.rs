//! `ClaimReview` as JSON-LD that you can put into a page unchanged.

use crate::render::json;
use crate::view::claimreview::ClaimReview;
use std::io;
use std::io::Write;

/// How our own output begins.
const BEGINNING: &str =
    "[\n{\n  \"@context\": \"https://schema.org\",\n  \"@type\": \"ClaimReview\"";

/// Writes the reviews as an array. `<`, `>` and `&` are written as escapes, so that no text can end the script element
/// that the array stands in.
pub fn write(out: &mut dyn Write, reviews: &[ClaimReview]) -> io::Result<()> {
    let mut text = Vec::new();
    let mut array = json::Array::new(&mut text);
    reviews.iter().try_for_each(|review| array.item(review))?;
    array.finish()?;
    let text = String::from_utf8_lossy(&text)
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026");
    out.write_all(text.as_bytes())
}

/// Whether a file that begins so was written by us, and may be written over.
#[must_use]
pub fn is_ours(beginning: &[u8]) -> bool {
    beginning.starts_with(BEGINNING.as_bytes())
}
