//! The zip archives that DOCX and ODT files are. We read single parts into memory, and write nothing to any path.

use crate::extract::{ExtractError, OriginalKind};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of all parts together, unpacked.
pub(super) const LARGEST_UNPACKED: usize = 50 * 1024 * 1024;
/// The most parts.
const MOST_ENTRIES: usize = 200;

/// An archive within its bounds.
pub(super) struct OfficeArchive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes the parts may still have.
    left: u64,
}

impl<'b> OfficeArchive<'b> {
    /// Opens an archive, and refuses one over the bounds before it unpacks anything.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ExtractError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if zip.len() > MOST_ENTRIES {
            return Err(ExtractError::Entries(MOST_ENTRIES));
        }
        let left = LARGEST_UNPACKED as u64;
        if zip
            .decompressed_size()
            .is_some_and(|size| size > u128::from(left))
        {
            return Err(too_large());
        }
        Ok(Self { zip, left })
    }

    /// The text of a part; `None` if there is no such part. An archive can lie about sizes, so we count what comes out.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ExtractError> {
        if !self.has(name) {
            return Ok(None);
        }
        let file = self.zip.by_name(name).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| damaged(&error))? as u64;
        self.left = self.left.checked_sub(read).ok_or_else(too_large)?;
        // XML is in UTF-8, or in UTF-16 with a mark.
        let (text, _, broken) = encoding_rs::UTF_8.decode(&bytes);
        if broken {
            return Err(ExtractError::Damaged(format!("`{name}` is not UTF-8")));
        }
        Ok(Some(text.into_owned()))
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, name: &str) -> bool {
        let mut names = self.zip.file_names_raw();
        names.any(|one| one == name.as_bytes())
    }
}

fn too_large() -> ExtractError {
    ExtractError::Unpacked(LARGEST_UNPACKED as u64 / 1024 / 1024)
}

fn damaged(error: &dyn std::error::Error) -> ExtractError {
    ExtractError::Damaged(error.to_string())
}

/// Which kind of document an archive is.
pub(super) fn kind(bytes: &[u8]) -> Result<OriginalKind, ExtractError> {
    let archive = OfficeArchive::open(bytes)?;
    if archive.has("word/document.xml") {
        Ok(OriginalKind::Word)
    } else if archive.has("content.xml") && archive.has("meta.xml") {
        Ok(OriginalKind::OpenDocument)
    } else {
        Err(ExtractError::Unsupported("an archive, and not a document"))
    }
}
