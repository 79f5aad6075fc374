//! What the program reads in the text of an article: paragraphs and sentences.
//!
//! Pure: no file, TOML or SQL. Places in a text are ranges of bytes inside the program; [`offsets::Offsets`] turns them into
//! the characters (Unicode scalar values) that every output counts.

pub mod language;
pub mod manuscript;
pub mod offsets;

mod blocks;
mod sentences;
