//! Turns text into records, and everything that is wrong in it into problems.
//!
//! `text` reads a whole text: `toml` parses it, `read` fits each table to its shape, and `records` builds the domain's
//! types. `reach` says how far it reads a text that would cost too much. If the text is not TOML, `recover` splits it at its headers (`sections`), sets aside what is broken, and
//! `syntax` explains each error in plain words. `locate` finds the place of every record and field for edits.

pub mod config;
pub mod locate;
pub mod nearest;
pub mod problem;
pub(super) mod text;

mod fields;
pub(super) mod lines;
mod merge;
mod misfit;
mod problems;
pub(super) mod reach;
mod read;
mod records;
mod recover;
mod sections;
mod syntax;
mod value;

#[cfg(test)]
mod tests;
