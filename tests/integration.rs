//! The one integration binary, so that SQLite is linked once.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod integration {
    mod index_agrees;
    mod format;
    mod problems;
}
