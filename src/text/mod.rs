//! What the program reads in the text of an article: paragraphs, sentences, the passages that claims quote, and who says
//! what.
//!
//! Pure: no file, TOML or SQL. Places in a text are ranges of bytes inside the program; [`offsets::Offsets`] and
//! [`fold::FoldedText`] turn them into the characters (Unicode scalar values) that every output counts.

pub mod anchor;
pub mod attribution;
pub mod coverage;
pub mod exact;
pub mod figures;
pub mod fold;
pub mod language;
pub mod lexicon;
pub mod lexis;
pub mod manuscript;
pub mod offsets;
pub mod parts;
pub mod prepared;
pub mod proposal;
pub mod quotations;
pub mod said;
pub mod tokens;
pub mod tone;
pub mod units;

mod blocks;
mod changes;
mod distance;
mod hits;
mod sentences;
mod windows;
mod words;

#[cfg(test)]
mod tests;
