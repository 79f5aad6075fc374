//! The one integration binary, so that SQLite is linked once.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "in a test a panic is the message"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests measure time, and read the variables that rewrite snapshots"
)]

mod integration {
    mod architecture;
    mod check_formats;
    mod commands;
    mod diagnostics;
    mod filters;
    mod format;
    mod fuzz_targets;
    mod harmless;
    #[cfg(unix)]
    mod hostile;
    mod index_agrees;
    #[cfg(unix)]
    mod killed;
    mod mending;
    mod planted;
    mod problems;
    mod program;
    mod reference;
    mod report;
    mod sample_book;
    mod unread;
    mod views;
    mod writing;
}
