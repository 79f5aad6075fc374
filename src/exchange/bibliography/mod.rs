//! Sources as bibliographies have them: CSL-JSON for Zotero and pandoc, BibLaTeX, and RIS.

mod bibtex;
mod csl;
mod entry;
mod ris;

pub use entry::{BibEntry, Bibliography};

use crate::render::json;
use std::io;
use std::io::Write;

/// The formats of bibliographies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BibFormat {
    /// An array of JSON objects, as Zotero and pandoc read it.
    CslJson,
    /// A `.bib` file for BibLaTeX.
    BibTex,
    /// Lines with tags, for any reference manager.
    Ris,
}

impl BibFormat {
    /// Whether a file that begins so is an export of this format, and may be written over.
    #[must_use]
    pub fn is_ours(self, beginning: &[u8]) -> bool {
        let ours: &[u8] = match self {
            Self::CslJson => b"[\n{\n  \"id\":",
            Self::BibTex => BIB_HEADING.as_bytes(),
            Self::Ris => b"TY  - ",
        };
        beginning.starts_with(ours) || beginning == b"[]\n"
    }

    /// Writes the entries. The output of the same entries has the same bytes.
    pub fn write(self, out: &mut dyn Write, entries: &[BibEntry]) -> io::Result<()> {
        match self {
            Self::CslJson => {
                let mut array = json::Array::new(out);
                for entry in entries {
                    array.item(&csl::item(entry))?;
                }
                array.finish()
            }
            Self::BibTex => {
                out.write_all(BIB_HEADING.as_bytes())?;
                for entry in entries {
                    write!(out, "\n{}", bibtex::entry(entry))?;
                }
                Ok(())
            }
            Self::Ris => {
                for entry in entries {
                    out.write_all(ris::entry(entry).as_bytes())?;
                }
                Ok(())
            }
        }
    }
}

/// The first line of our `.bib` files. Outside of entries, BibTeX takes everything for a comment.
const BIB_HEADING: &str =
    "% Sources of a claimbook. Written by `claimbook export --format bibtex`.\n";

#[cfg(test)]
mod tests;
