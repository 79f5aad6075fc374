//! What the rules know of English: lists of phrases, and how a text is searched for them.
//!
//! Every list is data that a person can read and correct. `phrase` says how a phrase is written. Texts in
//! other languages pass.

pub mod acts;
pub mod authors;
pub mod clock;
pub mod days;
pub mod judging;
pub mod negation;
pub mod numerals;
pub mod phrase;
pub mod quantity;
pub mod reader;
pub mod saying;
pub mod titles;
pub mod tokens;
pub mod units;
pub mod vague;

#[cfg(test)]
mod tests;
