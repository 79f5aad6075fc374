//! Sources from reference managers: CSL-JSON, BibTeX and BibLaTeX, RIS. Each is read entry by entry: a bad entry is named, and
//! the others are taken.

mod bibtex;
mod cited;
mod csl;
mod ris;

pub(super) use bibtex::read_bibtex;
pub(super) use csl::read_csl;
pub(super) use ris::read_ris;
