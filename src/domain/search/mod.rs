//! Finding: texts as words, what a person types to find words, and how alike two texts are.
//!
//! The index keeps what [`words`](words()) makes of the book's texts, and a query goes through it too. So what a text and a
//! query write differently still meets.

pub mod likeness;
pub mod query;

mod language;
mod record;
mod typed;
mod words;

pub use record::{of_claim, of_party, of_source};
pub use words::{stands_alone, words};
