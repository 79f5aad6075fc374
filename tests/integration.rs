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
    mod articles;
    mod bounds;
    #[cfg(unix)]
    mod cached;
    mod check_formats;
    mod commands;
    mod completion;
    #[cfg(target_os = "linux")]
    mod damage;
    mod diagnostics;
    #[cfg(unix)]
    mod differences;
    #[cfg(unix)]
    mod edit;
    mod filters;
    mod format;
    mod fuzz_targets;
    mod harmless;
    #[cfg(unix)]
    mod hostile;
    mod index_agrees;
    #[cfg(unix)]
    mod killed;
    mod many_hands;
    mod mending;
    mod planted;
    #[cfg(target_os = "linux")]
    mod power;
    mod problems;
    mod program;
    #[cfg(all(unix, feature = "publish"))]
    mod publish;
    mod reference;
    mod report;
    #[cfg(unix)]
    mod repository;
    #[cfg(unix)]
    mod revisions;
    mod sample_book;
    #[cfg(unix)]
    mod since;
    #[cfg(unix)]
    mod together;
    mod unread;
    mod views;
    mod writing;
}
