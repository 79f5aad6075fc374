//! The one integration binary, so that SQLite is linked once.

mod integration {
    mod commands;
    mod index_agrees;
    mod problems;
}
