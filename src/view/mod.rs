//! Answers shaped for a reader: neutral tables and pages without markup, escape codes or widths.
//!
//! A view says what a text *is* (its [`role::Role`]). A file of `render` for each format decides what that looks like.
//! All sentences about answers come from [`words`].

pub mod article;
pub mod claim;
pub mod claimreview;
pub mod claims;
pub mod coverage;
pub mod diagnostic;
pub mod diff;
pub mod evidence;
pub mod group;
pub mod log;
pub mod overview;
pub mod page;
pub mod party;
pub mod queue;
pub mod reading;
pub mod report;
pub mod revision;
pub mod role;
pub mod rule;
pub mod show;
pub mod source;
pub mod sql;
pub mod stats;
pub mod table;
pub mod why;
pub mod words;

#[cfg(test)]
mod tests;
