//! claimbook as git's merge driver: how git learns of it, and whether it would find it.

pub(crate) mod attributes;
pub(crate) mod by_lines;
pub(crate) mod command;
pub(crate) mod notice;

mod git;
