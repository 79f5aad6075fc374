//! The index asked and changed as a whole, over small books in memory.

pub(super) mod books;
mod days;
mod find;
mod full_text;
mod listing;
mod parties;
mod queue;
mod records;
mod refresh;
mod registers;
