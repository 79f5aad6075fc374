//! What the program reads in the text of an article: paragraphs, sentences, and the passages that claims quote.
//!
//! Pure: no file, TOML or SQL. Places in a text are ranges of bytes inside the program; [`offsets::Offsets`] and
//! [`fold::FoldedText`] turn them into the characters (Unicode scalar values) that every output counts.

pub mod anchor;
pub mod exact;
pub mod fold;
pub mod language;
pub mod lexis;
pub mod manuscript;
pub mod offsets;
pub mod parts;
pub mod prepared;
pub mod said;
pub mod tokens;

mod blocks;
mod changes;
mod distance;
mod hits;
mod sentences;
mod windows;

#[cfg(test)]
mod tests;
