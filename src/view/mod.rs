//! Answers shaped for a reader: neutral tables and pages, free of markup, escape codes and widths.
//!
//! A view says what a text *is* (its [`role::Role`]); what that looks like is decided in `render`, one file a format.

pub mod article;
pub mod claim;
pub mod claimreview;
pub mod claims;
pub mod diagnostic;
pub mod evidence;
pub mod log;
pub mod overview;
pub mod page;
pub mod party;
pub mod report;
pub mod role;
pub mod rule;
pub mod source;
pub mod sql;
pub mod stats;
pub mod table;
pub mod why;
pub mod words;
