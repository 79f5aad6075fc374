//! What a claim is: claims, sources, parties, evidence, rulings, dates, and the rules that derive a status.
//!
//! Pure: the same input gives the same output. This module does not know files, TOML, SQL, the clock or the terminal.
//! A rule that needs today's date takes it as an argument.

pub(crate) mod words;

pub mod address;
pub mod article;
pub mod check;
pub mod claim;
pub mod corroboration;
pub mod date;
pub mod diff;
pub mod evidence;
pub mod filter;
pub mod id;
pub mod invisible;
pub mod name;
pub mod party;
pub mod passage;
pub mod platform;
pub mod queue;
pub mod records;
pub mod ruling;
pub mod search;
pub mod source;
pub mod status;
pub mod wording;
