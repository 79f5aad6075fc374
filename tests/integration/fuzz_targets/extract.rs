//! Any bytes as an article: reading them ends, within the bounds, in a text or in one error.
//!
//! The first byte of an input says as which kind of file to read the others.

use claimbook::extract::{LARGEST_TEXT, OriginalKind, PagePart, extract};

/// Runs the target on one input.
pub(crate) fn run(input: &[u8]) {
    let Some((first, bytes)) = input.split_first() else {
        return;
    };
    let _ = OriginalKind::of(bytes, "");
    let kind = match first % 5 {
        0 => OriginalKind::Plain,
        1 => OriginalKind::Markdown,
        2 => OriginalKind::Page,
        3 => OriginalKind::Word,
        _ => OriginalKind::OpenDocument,
    };
    for part in [PagePart::Readable, PagePart::Whole] {
        if let Ok(article) = extract(bytes, kind, &part) {
            assert!(article.text.len() <= LARGEST_TEXT);
            assert!(!article.text.trim().is_empty());
            assert!(!article.text.contains('\0'));
        }
    }
}
