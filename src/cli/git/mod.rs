//! Reads a book as it was at a revision of git: lists the tree and asks for contents. Nothing is checked out.
//!
//! `command` runs git so that nothing in the repository can run a program. `revision` finds the commit that a person means.
//! `tree` reads its files into a snapshot.

pub(crate) mod command;
pub(crate) mod past;
pub(crate) mod revision;
pub(crate) mod tree;
