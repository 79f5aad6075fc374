//! The terminal: stdout and stderr, colour, the pager, the editor and the progress bar.

pub(crate) mod colour;
pub(crate) mod editor;
pub(crate) mod output;
pub(crate) mod pager;
pub(crate) mod progress;
pub(crate) mod spool;
