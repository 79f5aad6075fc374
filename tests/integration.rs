//! The one integration binary, so that SQLite is linked once.

#[path = "integration/index_agrees.rs"]
mod index_agrees;
