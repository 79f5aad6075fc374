//! claimbook: plain-text accounting for facts.
//!
//! The text files of a book are the truth; a SQLite index, rebuilt from them whenever they change, answers questions.
//! Data flows one way:
//!
//! ```text
//! text files → parsed documents → domain → index → answer → view → output
//!   files         document        domain   index   answer   view    render      (the binary's cli drives)
//! ```
//!
//! `ARCHITECTURE.md` says which module may name which, and a test holds it.

pub mod answer;
pub mod diagnostic;
pub mod document;
pub mod domain;
pub mod files;
pub mod index;
pub mod render;
pub mod view;
pub mod workspace;
