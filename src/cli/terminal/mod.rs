//! The terminal: stdout and stderr, colour, the pager and the progress bar.

pub(crate) mod colour;
pub(crate) mod output;
pub(crate) mod pager;
pub(crate) mod progress;
pub(crate) mod spool;
